"""Makes databases of many people, so that benchmarks measure the bot as a host would run it."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.content import read
from bot.core.course.course import Ladder, Progress
from bot.core.schedule import next_due
from bot.core.talk.person import Move, Person
from bot.core.talk.state import Reminders
from bot.core.values import replace
from bot.dues import Dues
from bot.places import rules
from bot.store import Store

DAY = 86400
NOON = int(datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp())  # a Tuesday
AT_ONCE = 10_000  # people written in one transaction


def settled(number: int = 1, now: int = NOON, morning: int | None = 8 * 60) -> Person:
    """Somebody a year in, with a zone, desk breaks and totals for the moves they have done."""
    slugs = sorted(read().stretches)[:30]
    return Person(
        number,
        number,
        now - 365 * DAY,
        zone="Europe/Berlin",
        country="DE",
        stage="settled",
        areas=("lower-back", "neck"),
        tags=("knee-pain",),
        reminders=Reminders(morning=morning, desk=True),
        screened_at=now - 3 * DAY,
        records=3000,
        serial=400,
        progress=Progress({slug: Ladder(2, 1, now - DAY, last=now - DAY) for slug in slugs}),
        moves={slug: Move(40, 1, now - DAY, now - 90 * DAY) for slug in slugs},
    )


def crowd(  # noqa: PLR0917 - all of it is about the crowd
    path: Path,
    people: int,
    person: Person,
    now: int,
    due: int = 0,
    kind: str = "desk",
    slot: str = "2026-11-24T13:00",
) -> None:
    """A database of `people` alike but for their ids; the first `due` of them have a ping now.

    The others are new, with little to be read of them.
    """
    store = Store(path)
    first = next_due(person, now)
    assert first is not None
    mark = msgspec.json.encode(person).decode()
    other = msgspec.json.encode(replace(person, moves={}, progress=Progress())).decode()
    for begin in range(0, people, AT_ONCE):
        with store.transaction():
            store.db.conn.executemany(
                """INSERT INTO people (id, chat, language, zone, since, blocked, next_ping,
                   next_kind, next_slot, state)
                   VALUES (?1, ?1, 'en', ?2, ?3, 0, ?4, ?5, ?6,
                           json_set(?7, '$.id', ?1, '$.chat', ?1))""",
                [
                    (
                        number,
                        person.zone,
                        person.since,
                        now if number <= due else first.at + number % 3600,
                        kind if number <= due else first.kind,
                        slot if number <= due else first.slot,
                        mark if number <= due or not due else other,
                    )
                    for number in range(begin + 1, min(begin + AT_ONCE, people) + 1)
                ],
            )
    with store.transaction():
        Dues(store).find_by(rules())
    store.close()


def year(path: Path, people: int, now: int) -> int:
    """A year of journal for each: a reading a day, five sessions a week of six steps each.

    Returns the number of records.
    """
    slugs = json.dumps(sorted(read().stretches))
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA synchronous=OFF")
    conn.execute("PRAGMA cache_size=-200000")
    conn.execute("BEGIN")
    days = """WITH RECURSIVE day(d) AS (SELECT 365 UNION ALL SELECT d - 1 FROM day WHERE d > 1)"""
    for begin in range(0, people, 500):
        who = (begin, min(begin + 500, people), now)
        conn.execute(
            f"""{days} INSERT INTO pains (person, n, at, level, area, note, message, source)
            SELECT id, (365 - d) * 8 + 1, ?3 - d * 86400 - 3600, 2 + d % 3, 'lower-back', '', NULL,
            'before' FROM people JOIN day WHERE id > ?1 AND id <= ?2""",
            who,
        )
        conn.execute(
            f"""{days} INSERT INTO sessions (person, n, kind, started, ended, before, after,
            feeling, done, planned) SELECT id, (365 - d) * 8 + 2, 'morning', ?3 - d * 86400 - 3600,
            ?3 - d * 86400 - 3000, 2 + d % 3, 2, 'same', 6, 6 FROM people JOIN day
            WHERE id > ?1 AND id <= ?2 AND d % 7 < 5""",
            who,
        )
        conn.execute(
            f"""{days} INSERT INTO stretches (person, n, session, at, stretch, side, dose, outcome)
            SELECT people.id, (365 - d) * 8 + 3 + step.key, (365 - d) * 8 + 2,
            ?3 - d * 86400 - 3500 + step.key * 60,
            json_extract(?4, '$[' || ((d + step.key) % 60) || ']'), '', '5x3s', 'done'
            FROM people JOIN day JOIN json_each('[0,1,2,3,4,5]') AS step
            WHERE people.id > ?1 AND people.id <= ?2 AND d % 7 < 5""",
            (*who, slugs),
        )
    conn.execute("COMMIT")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    counts = "SELECT (SELECT count(*) FROM pains) + (SELECT count(*) FROM sessions)"
    ((total,),) = conn.execute(f"{counts} + (SELECT count(*) FROM stretches)").fetchall()
    conn.close()
    return int(total)
