"""Beats: APScheduler calls what it is handed each second, and exactly when a timer ends."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

BEAT = 1  # seconds


class Clock:
    """One job that beats each second, and one that comes at the next due time in between.

    Never a job for each person: one indexed question answers "who is due?" in microseconds,
    where 100,000 jobs take most of a minute to register at every start.
    """

    def __init__(self, tick: Callable[[int], int | None], now: Callable[[], int]) -> None:
        """`tick` is told the time (epoch seconds) and says when it wants to be called next."""
        self._tick = tick
        self._now = now
        # None: however late a beat is, it still comes; coalesced, one at a time.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    async def beat(self) -> None:
        """One beat."""
        now = self._now()
        due = self._tick(now)
        if due is not None and now < due <= now + BEAT:
            self._scheduler.add_job(
                self.beat,
                "date",
                run_date=datetime.fromtimestamp(due, UTC),
                id="due",
                replace_existing=True,
            )

    def start(self) -> None:
        """Begin to beat. Must be called inside a running event loop."""
        self._scheduler.add_job(self.beat, "interval", seconds=BEAT, id="beat")
        self._scheduler.start()

    def each_minute(self, work: Callable[[], None]) -> None:
        """Call something each minute, in a thread of its own and never twice at once."""
        self._scheduler.add_job(work, "interval", seconds=60, id="minute")

    def stop(self) -> None:
        """Beat no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
