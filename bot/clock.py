"""Beats: APScheduler calls what it is handed each second, and exactly when a timer ends."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]

BEAT = 1  # seconds
SLICES = 400  # of what is due in one beat; what is left then is due in the next
LONG_AGO = datetime.fromtimestamp(0, UTC)


class Steady(BaseTrigger):  # type: ignore[misc]
    """A beat from now on, however far the wall clock has jumped.

    APScheduler's own interval counts every beat that was missed: a computer that wakes in 1970 and
    is then told the time would count 1.7 billion of them before it went on.
    """

    def __init__(self, seconds: int) -> None:
        """`seconds` lie between two beats."""
        self.seconds = seconds

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """So long after now."""
        return now + timedelta(seconds=self.seconds)


class Clock:
    """One job that beats each second, and one that comes at the next due time in between.

    Never a job for each person: one indexed question answers "who is due?" in microseconds,
    where 100,000 jobs take most of a minute to register at every start.
    """

    def __init__(self, tick: Callable[[int], int | None], now: Callable[[], int]) -> None:
        """`tick` is told the time (epoch seconds) and says when it wants to be called next."""
        self._tick = tick
        self._now = now
        self._beaten = 0.0  # when, in seconds of the loop's clock, which only goes on
        self._watch: asyncio.TimerHandle | None = None
        # None: however late a beat is, it still comes; coalesced, one at a time.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    async def beat(self) -> None:
        """One beat."""
        self._beaten = asyncio.get_running_loop().time()
        now = self._now()
        due = self._tick(now)
        for _ in range(SLICES):
            if due is None or due > now:
                break
            await asyncio.sleep(0)  # more is due: those who wait for an answer come in between
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
        self._beaten = asyncio.get_running_loop().time()
        # the first beat comes at once: much may have fallen due
        self._scheduler.add_job(self.beat, Steady(BEAT), id="beat", next_run_time=LONG_AGO)
        self._scheduler.start()
        self._look()

    def each_minute(self, work: Callable[[], None]) -> None:
        """Call something each minute, in a thread of its own and never twice at once."""
        self._scheduler.add_job(work, Steady(60), id="minute")

    def stop(self) -> None:
        """Beat no more."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        """Look whether it beats still.

        APScheduler waits by the wall clock: set back by a day, it would wait for a day.
        """
        loop = asyncio.get_running_loop()
        if loop.time() - self._beaten > 2 * BEAT:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=LONG_AGO)
        self._watch = loop.call_later(BEAT, self._look)
