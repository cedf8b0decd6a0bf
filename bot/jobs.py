"""Keeps the work that must wait for something outside, until what came of it is answered."""

from collections.abc import Iterable

import msgspec

from bot.core.talk.job import Job, ReadCalendar, Task
from bot.store import Store

KINDS = {"calendar": ReadCalendar}
LEASE = 120  # seconds until work that was begun, and never came back, is begun again; then doubled
FAR = 86400  # seconds; nothing waits for longer but what failed often, or by a wrong clock
MOST_LEASES = 10  # doublings: a job that ends the process each time is tried every day and a half


class Jobs:
    """The rows of what is to be done; a job is dropped in the commit that answers it."""

    def __init__(self, store: Store) -> None:
        """A process that died leaves its rows: they come up again when their lease is over."""
        self._store = store

    def keep(self, person: int, jobs: Iterable[Job]) -> None:
        """Write jobs, each in the place of the older one of its kind. An id is never used again."""
        for job in jobs:
            self._store.rows("DELETE FROM jobs WHERE person = ? AND kind = ?", person, job.kind)
            if job.what is not None:
                self._store.rows(
                    "INSERT INTO jobs (person, kind, at, body) VALUES (?, ?, ?, ?)",
                    person,
                    job.kind,
                    job.at,
                    msgspec.json.encode(job.what).decode(),
                )

    def take(self, now: int, most: int) -> list[Task]:
        """Up to `most` jobs that are due, oldest first, put off by their lease.

        Those of people who stopped the bot wait until it is let back in.
        """
        with self._store.transaction():
            rows = self._store.rows(
                """SELECT jobs.id, jobs.person, people.chat, jobs.kind, jobs.body, jobs.tries
                   FROM jobs JOIN people ON people.id = jobs.person
                   WHERE jobs.at <= ? AND NOT people.blocked ORDER BY jobs.at, jobs.id LIMIT ?""",
                now,
                most,
            )
            for number, *_, tries in rows:
                self._store.rows(
                    "UPDATE jobs SET tries = tries + 1, at = ? WHERE id = ?",
                    now + LEASE * 2 ** min(tries, MOST_LEASES),
                    number,
                )
        return [
            Task(number, person, chat, kind, msgspec.json.decode(body, type=KINDS[kind]), tries)
            for number, person, chat, kind, body, tries in rows
        ]

    def set_back(self, now: int) -> None:
        """The clock was ahead: what waits for a time far off is done now, and done whole.

        What was found meanwhile is of another week.
        """
        self._store.rows(
            """UPDATE jobs SET at = ?, body = json_set(body, '$.tag', '', '$.modified', '')
               WHERE at > ?""",
            now,
            now + FAR,
        )

    def done(self, job: int) -> bool:
        """Drop a job that came back; False when another took its place, or nobody asks any more."""
        return bool(self._store.rows("DELETE FROM jobs WHERE id = ? RETURNING id", job))
