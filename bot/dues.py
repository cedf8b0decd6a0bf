"""Keeps the pings: claims those that are due, and knows what became of each until it is sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.core.schedule import EXPIRES, Due, holds, next_due
from bot.core.talk.person import Person
from bot.store import Store

SLICE = 250  # people whose pings are claimed in one transaction: some 20 ms (bench_minute)
OWED = "owed"
LONGEST = max(EXPIRES.values())


@dataclass(frozen=True, slots=True)
class Offered:
    """A ping that waits to be sent; `due` is when it fell due (epoch seconds)."""

    number: int
    person: int
    kind: str
    slot: str
    due: int


# What has no say in when pings come, and is most of a person: left unread where many are due.
_UNTIMED = frozenset({"moves", "progress", "session", "own", "streak"})


def _timed() -> msgspec.json.Decoder[Person]:
    """Reads people without what has no say in when their next ping comes.

    It has every other field of a Person, under the same name.
    """
    known: list[Any] = [
        (one.name, one.type)
        if one.required
        else (one.name, one.type, msgspec.field(default_factory=one.default_factory))
        if one.default_factory is not msgspec.NODEFAULT
        else (one.name, one.type, msgspec.field(default=one.default))
        for one in msgspec.structs.fields(Person)
        if one.name not in _UNTIMED
    ]
    kind: Any = msgspec.defstruct("Timed", known, frozen=True)
    return msgspec.json.Decoder(kind)


_TIMED = _timed()
_DUE = "SELECT state, next_ping, next_kind, next_slot FROM people WHERE next_ping <= ?"


def _due(rows: list[tuple[Any, ...]]) -> list[tuple[Person, Due]]:
    return [(_TIMED.decode(state), Due(*due)) for state, *due in rows]


class Dues:
    """The pings of everybody. Writes happen inside the store's `transaction`."""

    def __init__(self, store: Store) -> None:
        """Nothing is claimed yet."""
        self._store = store

    def pick_up(self) -> None:
        """At start: a ping that was under way may have arrived (DESIGN 5)."""
        for (number,) in self._store.rows("SELECT id FROM pings WHERE state = 'sending'"):
            self.now_is(number, "uncertain")

    # Claiming

    def claim(self, now: int) -> bool:
        """Owe the pings that are due and move their next ones on; whether more may be due."""
        due = _due(self._store.rows(f"{_DUE} ORDER BY next_ping LIMIT ?", now, SLICE))
        self._claim(due, now)
        return len(due) == SLICE

    def claim_of(self, person: Person, due: Due, now: int) -> None:
        """The same for one person whose ping is due, before their turn moves the next one on."""
        self._claim([(person, due)], now)

    def _claim(self, dues: Collection[tuple[Person, Due]], now: int) -> None:
        owed: list[tuple[int, Due, str]] = []
        moved: list[tuple[int, Due | None]] = []
        for person, due in dues:
            after: Due | None = due
            mine: dict[str, Due] = {}
            while after is not None and after.at <= now:
                late = now - after.at > EXPIRES[after.kind]
                if not late and holds(person, after):  # nothing bursts after the bot was away
                    owed += [(person.id, one, "expired") for one in _taken(mine, after)]
                after = next_due(person, max(after.at, now - LONGEST - 1))
            owed += [(person.id, one, OWED) for one in mine.values()]
            moved.append((person.id, after))
        self.owe(owed)
        self._set_due(moved)

    def owe(self, pings: Collection[tuple[int, Due, str]]) -> None:
        """Owe pings, once for each slot; one of the same kind still owed is too late now.

        A slot that expired comes again when it is due anew: the clock was set back, or the person
        has travelled.
        """
        self._store.many(
            """UPDATE pings SET state = 'expired'
               WHERE person = ? AND kind = ? AND state = 'owed'""",
            [(person, due.kind) for person, due, state in pings if state == OWED],
        )
        self._store.many(
            "INSERT OR IGNORE INTO pings (person, kind, slot, due, state) VALUES (?, ?, ?, ?, ?)",
            [
                (who, due.kind, due.slot, due.at, state)
                for who, due, state in pings
                if state != OWED
            ],
        )
        self._store.many(
            """INSERT INTO pings (person, kind, slot, due, state) VALUES (?, ?, ?, ?, 'owed')
               ON CONFLICT (person, kind, slot) DO UPDATE SET state = 'owed', due = excluded.due
               WHERE state = 'expired'""",
            [(who, due.kind, due.slot, due.at) for who, due, state in pings if state == OWED],
        )

    def _set_due(self, dues: Iterable[tuple[int, Due | None]]) -> None:
        self._store.many(
            "UPDATE people SET next_ping = ?, next_kind = ?, next_slot = ? WHERE id = ?",
            [(due and due.at, due and due.kind, due and due.slot, who) for who, due in dues],
        )

    def newest(self) -> int:
        """When the ping that was owed last was due, in epoch seconds; 0 without any."""
        found = self._store.rows("SELECT due FROM pings ORDER BY id DESC LIMIT 1")
        return int(found[0][0]) if found else 0

    def rearm(self, after: int, now: int) -> int | None:
        """Find the next ping of a slice of people anew; what was sent meanwhile stays sent.

        Those with an id above `after`; returns the last of them, None when there are no more.
        """
        rows = self._store.rows(
            "SELECT id FROM people WHERE id > ? AND next_ping > ? ORDER BY id LIMIT ?",
            after,
            now,  # what is due is claimed
            SLICE,
        )
        people = filter(None, (self._store.person(who) for (who,) in rows))
        self._set_due([(person.id, next_due(person, now)) for person in people])
        return int(rows[-1][0]) if len(rows) == SLICE else None

    def found_by(self, rules: str) -> bool:
        """Whether the next pings were found with these rules of the time zones."""
        return self._store.rows("SELECT zones FROM health") == [(rules,)]

    def find_by(self, rules: str) -> None:
        """Everybody's next ping is found with these rules now."""
        self._store.rows("UPDATE health SET zones = ?", rules)

    # Sending

    def waiting(self, most: int, busy: Collection[int] = ()) -> list[Offered]:
        """The pings due longest, at most one for each person, for chats that wait for nothing.

        `busy` are chats to which something is under way.
        """
        rows = self._store.rows(
            """SELECT ping.id, ping.person, ping.kind, ping.slot, ping.due, people.chat
               FROM pings AS ping JOIN people ON people.id = ping.person
               WHERE ping.state = 'owed'
               AND NOT EXISTS (SELECT 1 FROM owed WHERE owed.chat = people.chat)
               AND NOT EXISTS (SELECT 1 FROM pings AS other WHERE other.person = ping.person
                               AND other.state = 'sending')
               ORDER BY ping.due, ping.id LIMIT ?""",
            most + len(busy),
        )
        found: dict[int, Offered] = {}
        for *offered, chat in rows:
            if chat not in busy and len(found) < most:
                one = Offered(*offered)
                found.setdefault(one.person, one)
        return list(found.values())

    def now_is(self, number: int, state: str) -> None:
        """What became of a ping: "sending", "sent", "owed" again, "uncertain", or its end.

        An uncertain one may have been shown: a morning ping is tried once more, no other.
        """
        self._store.rows(
            """UPDATE pings SET tries = max(0, tries + ?), state = CASE WHEN ? = 'uncertain'
               AND kind = 'morning' AND tries < 2 THEN 'owed' ELSE ? END
               WHERE id = ? AND state IN ('owed', 'sending')""",
            {"sending": 1, "owed": -1}.get(state, 0),
            state,
            state,
            number,
        )

    def under_way(self, number: int) -> bool:
        """Whether a ping is still meant to be sent."""
        return bool(
            self._store.rows("SELECT 1 FROM pings WHERE id = ? AND state = 'sending'", number)
        )

    def rest(self, chat: int) -> None:
        """Nothing that was due for this chat is sent any more."""
        self._store.rows(
            """UPDATE pings SET state = 'blocked' WHERE state IN ('owed', 'sending')
               AND person IN (SELECT id FROM people WHERE chat = ?)""",
            chat,
        )


def _taken(mine: dict[str, Due], due: Due) -> list[Due]:
    """Put a ping in its kind's place; returns the one that it makes too late."""
    before = mine.get(due.kind)
    mine[due.kind] = due
    return [] if before is None else [before]
