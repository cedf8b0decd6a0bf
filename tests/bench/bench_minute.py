"""How long a minute takes in which 10,000 of a million people are due, and what waits meanwhile.

python -m tests.bench.bench_minute [PEOPLE] [DUE]

Claimed, moved on to their next ping and written to the outbox, on disk with `synchronous=FULL`.
The alternative is one `run_daily` job a person, as python-telegram-bot's JobQueue has it, with the
same people due: it keeps nothing on disk and sends nothing either; what it drops is counted.
"""

import asyncio
import contextlib
import logging
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.places import load
from bot.store import Store
from tests.bench.beside import median, table
from tests.bench.people import NOON, crowd, settled

ROUNDS = 3


def minute(folder: Path, people: int, due: int, number: int) -> tuple[float, float, int]:
    """Seconds in all, the longest slice in milliseconds, and how many slices."""
    path = folder / f"{number}.db"
    crowd(path, people, settled(), NOON, due=due)
    store = Store(path)
    app = App(store, read(), Host())
    os.sync()
    slices = []
    begun = time.perf_counter()
    more: int | None = NOON
    while more is not None and more <= NOON:
        start = time.perf_counter()
        more = app.tick(NOON)
        slices.append(time.perf_counter() - start)
    took = time.perf_counter() - begun
    ((owed,),) = store.rows("SELECT count(*) FROM pings WHERE state = 'owed'")
    ((left,),) = store.rows("SELECT count(*) FROM people WHERE next_ping <= ?", NOON)
    assert (owed, left) == (due, 0), (owed, left)
    store.close()
    for one in folder.iterdir():
        one.unlink()
    return took, max(slices) * 1000, len(slices)


async def jobs(people: int, due: int) -> tuple[float, float, int]:
    """The same with a job a person: seconds to register, seconds to run, how many ran."""
    ran: list[int] = []

    async def remind(who: int) -> None:
        ran.append(who)

    scheduler = AsyncIOScheduler(timezone=UTC)
    begun = time.perf_counter()
    soon = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 - APScheduler reads the clock
    for who in range(people):
        scheduler.add_job(
            remind, "cron", (who,), hour=soon.hour, minute=soon.minute, day_of_week="mon-sun"
        )
    scheduler.start(paused=True)
    registered = time.perf_counter() - begun
    for job in scheduler.get_jobs()[:due]:
        job.modify(next_run_time=datetime.now(UTC))  # noqa: TID251 - as above
    begun = time.perf_counter()
    scheduler.resume()
    before = -1
    while before != len(ran):
        before = len(ran)
        await asyncio.sleep(1.5)  # a job that is a second late is dropped
    took = time.perf_counter() - begun
    scheduler.shutdown(wait=False)
    return registered, took, len(ran)


def main() -> None:
    """Print one table."""
    people = int((sys.argv[1:] or ["1000000"])[0])
    due = int((sys.argv[2:] or ["10000"])[0])
    load()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        found = [minute(Path(folder), people, due, one) for one in range(ROUNDS)]
    table(
        f"A minute with {due:,} due among {people:,} (synchronous=FULL, {ROUNDS} rounds, medians)",
        ("", "seconds", "slices", "longest slice, ms"),
        [(
            "claimed, re-armed, in the outbox",
            median([took for took, _, _ in found]),
            found[0][2],
            median([longest for _, longest, _ in found]),
        )],
    )  # fmt: skip
    logging.disable(logging.WARNING)  # APScheduler has a line for each job that it drops
    registered, took, ran = asyncio.run(jobs(due, due))
    table(
        f"The same with APScheduler and a job for each of the {due:,} (the others left out)",
        ("", "register, s", "run, s", "ran", "dropped"),
        [("a run_daily job a person", registered, took, ran, due - ran)],
    )


if __name__ == "__main__":
    main()
