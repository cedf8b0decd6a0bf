"""Prints how long planning takes for a person with five years of journal; the goal is 5 ms.

python -m tests.bench.bench_plans
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.content import read
from bot.core.planning import plans
from bot.core.talk.journal import Pain, Past, SessionDone, StretchDone
from bot.core.talk.person import Move, Person
from bot.store import Store

GOAL = 5.0  # milliseconds
TURNS = 200
DAY = 86400
YEARS = 5
NOW = int(datetime(2026, 11, 23, 8, tzinfo=UTC).timestamp())


def person() -> Person:
    """Somebody with limits, who has been through a flare, with everything counted."""
    moves = {slug: Move(900, 3, NOW - DAY, NOW - 300 * DAY) for slug in read().stretches}
    return Person(
        1, 1, NOW - YEARS * 365 * DAY, zone="Europe/Berlin", stage="settled",
        areas=("lower-back", "neck"), tags=("knee-pain", "osteoporosis"), minutes=12,
        flare_ended=NOW - 9 * DAY, moves=moves,
    )  # fmt: skip


def journal(store: Store) -> int:
    """Five years of a morning session and a desk break a day; returns the number of records."""
    slugs, records, n = sorted(read().stretches), [], 0
    for day in range(YEARS * 365, 0, -1):
        at = NOW - day * DAY
        records += [Pain(n + 1, at, 3), SessionDone(n + 2, "morning", at, at + 600)]
        records += [
            StretchDone(n + 3 + i, n, at + i, slugs[(day + i) % 60], "", "3x5s", "done")
            for i in range(14)
        ]
        n += 17
    store.record(1, tuple(records))
    return len(records)


def took(what: Callable[[], object]) -> list[float]:
    """Milliseconds of each of many turns."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        what()
        times.append((time.perf_counter() - start) * 1000)
    return times


def tell(name: str, times: list[float]) -> float:
    """One line; returns the median."""
    median = statistics.median(times)
    sys.stdout.write(f"{name:34} median {median:6.2f} ms   slowest {max(times):6.2f} ms\n")
    return median


def main() -> None:
    """Plan with the last 28 days, as the bot does, and with the whole journal."""
    store, me, book = Store(None), person(), read()
    store.save(me, None)
    known = journal(store)
    past = store.past(1, NOW)
    sys.stdout.write(f"{known} records; {len(past.stretches)} steps in the last 28 days\n")
    worst = 0.0
    for kind in ("morning", "stretch", "desk"):
        plan = took(lambda kind=kind: plans.plan(me, book, kind, 3, NOW, past))
        worst = max(worst, tell(f"plan, {kind}", plan))
    whole: Past = store.journal(1)
    tell(
        "plan, the whole journal at hand",
        took(lambda: plans.plan(me, book, "morning", 3, NOW, whole)),
    )
    tell("reading the last 28 days", took(lambda: store.past(1, NOW)))
    sys.stdout.write(f"goal {GOAL:.0f} ms: {'met' if worst < GOAL else 'MISSED'}\n")


if __name__ == "__main__":
    main()
