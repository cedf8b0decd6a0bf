"""Keeps people and their journal in SQLite, through sqlite-utils."""

import contextlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import sqlite_utils

from bot import forgotten
from bot.core.schedule import Due
from bot.core.talk.journal import (
    Pain,
    Past,
    Record,
    SessionDone,
    StretchDone,
    Unpain,
    recalled,
)
from bot.core.talk.moment import Ring
from bot.core.talk.person import Person
from bot.core.values import Value
from bot.database import WAITS, Trouble, connect, hold, prove, real, told

log = logging.getLogger(__name__)
DAY = 86400
# Rows that are read of the past at the most: 20 readings and sessions a day, 100 steps.
READ = {"pains": 600, "sessions": 600, "stretches": 3000}
PAST = 28 * DAY  # seconds a moment looks back on
UPDATES_KEPT = 8 * DAY  # seconds; Telegram's ids may restart at random after a quiet week

_TABLES = {Pain: "pains", SessionDone: "sessions", StretchDone: "stretches"}
# The parts of a journal: what they hold, and the column that dates it.
_PARTS: dict[str, tuple[type[Value], str]] = {
    "pains": (Pain, "at"),
    "sessions": (SessionDone, "ended"),
    "stretches": (StretchDone, "at"),
}


def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a Value
    return tuple(kind.__struct_fields__)


# Written once: sqlite-utils builds a statement anew for every row, which costs more than the row.
_READ = {kind: f"SELECT {', '.join(_names(kind))}" for kind in _TABLES}
_WRITE = {
    kind: f"INSERT OR REPLACE INTO {table} (person, {', '.join(_names(kind))}) "  # noqa: S608
    f"VALUES ({', '.join('?' * (len(_names(kind)) + 1))})"
    for kind, table in _TABLES.items()
}


_PERSON = msgspec.json.Decoder(Person)


def _indexed(person: Person, due: Due | None) -> tuple[object, ...]:
    """What of a person stands in columns of its own."""
    return person.chat, person.language, person.zone, person.blocked, due


class Store:
    """One open database. Writes happen inside `transaction`."""

    def __init__(self, path: Path | None) -> None:
        """Open (and create or migrate) the database at `path`; None keeps it in memory.

        Raises Unusable, with a sentence: a newer version's, taken, damaged, not to be written.
        """
        self.path = path and real(path)
        self.trouble = Trouble(path)
        self._scrub = False
        self._gone: dict[str, int] = {}
        self._unthinned = ""  # why old marks beside it could not be dropped
        self._lock = None if path is None else hold(path)
        try:
            self._conn = connect(self.path)
        except BaseException:
            if self._lock is not None:
                self._lock.close()
            raise
        self.db = sqlite_utils.Database(self._conn)
        self._note(forgotten.in_table(self._conn))

    def close(self) -> None:
        """Close the database and let others have it."""
        self._conn.close()
        if self._lock is not None:
            self._lock.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a transaction inside another joins it."""
        if self._conn.in_transaction:
            yield
            return
        changes = self._conn.total_changes
        try:
            self._conn.execute("BEGIN IMMEDIATE")
            yield
            self._conn.execute("COMMIT")
        except BaseException as error:
            self._gone = {}
            with contextlib.suppress(sqlite3.OperationalError):  # a full disk ends it by itself
                self._conn.execute("ROLLBACK")
            self.trouble.met(error)
            raise
        if self._conn.total_changes != changes:
            self.trouble.over()
        if self._gone:
            self._note(self._gone)
            self._gone = {}
        if self._scrub:
            self._scrubbed()

    def _scrubbed(self) -> None:
        """What was deleted must not live on in the write-ahead log.

        While a copy is made the log cannot be emptied; the next commit tries again.
        """
        self._conn.execute("PRAGMA busy_timeout = 0")  # nobody waits for that
        with contextlib.suppress(sqlite3.OperationalError):  # it was committed all the same
            ((busy, _, _),) = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            self._scrub = bool(busy)
        self._conn.execute(f"PRAGMA busy_timeout = {int(WAITS * 1000)}")

    def _note(self, marks: Mapping[str, int]) -> None:
        """Keep marks of the forgotten beside the database too."""
        if self.path is not None and marks:
            file = forgotten.beside(self.path)
            try:
                known = forgotten.read(file)
                forgotten.add(file, {one: at for one, at in marks.items() if one not in known})
            except OSError as error:  # the next start tries again; the table has them
                log.error("%s", told(error, file))  # noqa: TRY400 - one line says it

    def prove(self) -> None:
        """Write something. Raises sqlite3.Error when nothing can be written."""
        with self.transaction():
            prove(self._conn)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        return self._conn.execute(sql, values).fetchall()

    def many(self, sql: str, values: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row of values."""
        self._conn.executemany(sql, values)

    # People

    def person(self, person: int) -> Person | None:
        """The person with this id, if known."""
        found = self.rows("SELECT state FROM people WHERE id = ?", person)
        return _PERSON.decode(found[0][0]) if found else None

    def known(self, person: int) -> tuple[Person, Due | None] | None:
        """The person with this id and when their next ping is due, in one look."""
        found = self.rows(
            "SELECT state, next_ping, next_kind, next_slot FROM people WHERE id = ?", person
        )
        if not found:
            return None
        ((state, *due),) = found
        return _PERSON.decode(state), None if due[0] is None else Due(*due)

    def save(
        self,
        person: Person,
        due: Due | None,
        before: tuple[Person, Due | None] | None = None,
    ) -> None:
        """Write a person and when their next ping is due.

        `before` is what stands there now, where that is known: mostly the state alone differs, and
        no index has to be touched.
        """
        state = msgspec.json.encode(person).decode()
        if before is not None and _indexed(*before) == _indexed(person, due):
            self.rows("UPDATE people SET state = ? WHERE id = ?", state, person.id)
            return
        self.rows(
            """INSERT INTO people (id, chat, language, zone, since, blocked, next_ping, next_kind,
               next_slot, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET chat = excluded.chat, language = excluded.language,
               zone = excluded.zone, blocked = excluded.blocked, next_ping = excluded.next_ping,
               next_kind = excluded.next_kind, next_slot = excluded.next_slot,
               state = excluded.state""",
            person.id,
            person.chat,
            person.language,
            person.zone,
            person.since,
            person.blocked,
            due and due.at,
            due and due.kind,
            due and due.slot,
            state,
        )

    def due(self, person: int) -> Due | None:
        """When this person's next ping is due, if any is to come."""
        found = self.rows(
            """SELECT next_ping, next_kind, next_slot FROM people
               WHERE id = ? AND next_ping IS NOT NULL""",
            person,
        )
        return Due(*found[0]) if found else None

    def forget(self, person: int, now: int) -> None:
        """Delete every row of a person, and leave a mark that no copy may bring them back.

        `secure_delete` overwrites them with zeros, and the log is emptied after the commit.
        """
        self._scrub = True
        for (since,) in self.rows("SELECT since FROM people WHERE id = ?", person):
            self._gone[forgotten.mark(person, since)] = now
        for mark in self._gone:
            self.rows("INSERT OR REPLACE INTO forgotten VALUES (?, ?)", mark, now)
        chats = [chat for (chat,) in self.rows("SELECT chat FROM people WHERE id = ?", person)]
        for chat in chats:
            self.rows("DELETE FROM chats WHERE chat = ?", chat)
        self.rows("DELETE FROM owed WHERE person = ?", person)
        self.rows("DELETE FROM people WHERE id = ?", person)

    # The journal

    def past(self, person: int, now: int) -> Past:
        """The last 28 days before `now`; of somebody who floods, the newest of them.

        Rules that weigh all of it would else take the longer the more somebody says.
        """
        return self._journal(person, now - PAST, READ)

    def journal(self, person: int) -> Past:
        """Everything."""
        return self._journal(person, 0, {})

    def _journal(self, person: int, since: int, most: Mapping[str, int]) -> Past:
        return recalled(partial(self._part, person, since, most))

    def _part(  # noqa: PLR0913, PLR0917 - whose, and which of them
        self,
        person: int,
        begins: int,
        most: Mapping[str, int],
        part: str,
        since: int,
        outcome: str,
    ) -> tuple[Any, ...]:
        kind, at = _PARTS[part]
        values = (person, max(begins, since), *([outcome] if outcome else []))
        only = " AND outcome = ?" if outcome else ""
        sql = (
            f"{_READ[kind]} FROM {part} WHERE person = ? AND {at} >= ?{only} "
            f"ORDER BY {at} DESC, n DESC LIMIT {most.get(part, -1)}"
        )
        return tuple(kind(*row) for row in reversed(self._conn.execute(sql, values).fetchall()))

    def record(self, person: int, records: Iterable[Record]) -> None:
        """Write journal records; a record with a number that exists replaces it."""
        for record in records:
            if isinstance(record, Unpain):
                self.rows("DELETE FROM pains WHERE person = ? AND n = ?", person, record.n)
            else:
                kind = type(record)
                self.rows(_WRITE[kind], person, *(getattr(record, name) for name in _names(kind)))

    # What has been answered

    def answered(self, update: int, at: int) -> bool:
        """Note an update id; true when it was noted before."""
        done = self._conn.execute("INSERT OR IGNORE INTO updates VALUES (?, ?)", (update, at))
        return done.rowcount == 0

    def tidy(self, now: int) -> None:
        """Drop update ids, settled pings and old marks that nothing asks for any more."""
        self.rows("DELETE FROM forgotten WHERE at < ?", now - forgotten.KEPT)
        self.rows("DELETE FROM updates WHERE at < ?", now - UPDATES_KEPT)
        self.rows(
            "DELETE FROM pings WHERE due < ? AND state NOT IN ('owed', 'sending')", now - PAST
        )
        if self.path is not None:
            self._thin(forgotten.beside(self.path), now - forgotten.KEPT)

    def _thin(self, file: Path, before: int) -> None:
        """Drop old marks beside the database; what is wrong with that file is logged once."""
        why = ""
        try:
            forgotten.thin(file, before)
        except OSError as error:  # the next time tries again
            why = told(error, file)
        if why and why != self._unthinned:
            log.error("%s", why)
        self._unthinned = why

    # Rings: taps that the clock plays back

    def ring(self, person: int, rings: Iterable[Ring]) -> None:
        """Keep rings for later."""
        for ring in rings:
            self.rows(
                "INSERT INTO rings (person, at, line) VALUES (?, ?, ?)", person, ring.at, ring.line
            )

    def due_rings(self, now: int, most: int) -> list[tuple[int, int, int, str]]:
        """The rings due by `now`: (id, person, at, line), oldest first."""
        return self.rows(
            "SELECT id, person, at, line FROM rings WHERE at <= ? ORDER BY at, id LIMIT ?",
            now,
            most,
        )

    def rung(self, ring: int) -> None:
        """Drop a ring that was played."""
        self.rows("DELETE FROM rings WHERE id = ?", ring)

    # File ids

    def file(self, key: str) -> str | None:
        """The mouth's name for media it has uploaded before."""
        found = self.rows("SELECT file FROM media WHERE key = ?", key)
        return found[0][0] if found else None

    def keep_file(self, key: str, file: str) -> None:
        """Remember, or with an empty `file` forget, the mouth's name for media."""
        if file:
            self.rows("INSERT OR REPLACE INTO media VALUES (?, ?)", key, file)
        else:
            self.rows("DELETE FROM media WHERE key = ?", key)
