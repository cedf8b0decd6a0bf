"""Knows the order of a turn: load, answer, save, owe; and what is due when the clock beats."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.book import Book, Words
from bot.core.moment import Host, Moment, Reply
from bot.core.outgoing import (
    Gone,
    Later,
    Lost,
    Moved,
    Outcome,
    Outgoing,
    Refused,
    Show,
    Shown,
    Toast,
    Uncertain,
)
from bot.core.person import Person
from bot.core.said import Alarm, Elsewhere, Ping, Said, Tap, Text
from bot.core.schedule import EXPIRES, next_due
from bot.core.screen import Screen
from bot.outbox import LIVE, Outbox, Owed
from bot.routes import answer, declined, needs_journal, private, trouble
from bot.store import Store

log = logging.getLogger(__name__)
SLICE = 500  # pings claimed in one transaction
TIDY_EVERY = 86400  # seconds


class App:
    """The bot without a mouth: synchronous, so that a turn can neither race nor be torn."""

    def __init__(
        self,
        store: Store,
        book: Book,
        host: Host,
        allowed: frozenset[int] = frozenset(),
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        """Pick up where the last process stopped; `allowed` empty means open to everyone."""
        self.store = store
        self.book = book
        self.wake = wake
        self._host = host
        self._allowed = allowed
        self._outbox = Outbox(store)
        self._tidied = 0
        with store.transaction():  # pings that were under way: may have arrived (DESIGN 5)
            store.rows(
                "UPDATE pings SET state = 'uncertain' WHERE state = 'sending' "
                "AND (kind = 'desk' OR tries > 1)"
            )
            store.rows("UPDATE pings SET state = 'owed' WHERE state = 'sending'")

    # Answering

    def turns(self, said: Sequence[Said], now: int) -> None:
        """Answer everything that is waiting, one by one, and commit once.

        A repeated update id is answered once. Whatever is raised rolls the whole batch back.
        """
        with self.store.transaction():
            self._claim(now)  # before a turn moves the next ping on
            for one in said:
                if one.update is None or not self.store.answered(one.update, now):
                    self._turn(one, now)
        self.wake()

    def _turn(self, said: Said, now: int) -> None:
        if isinstance(said.what, Elsewhere):
            words = self.book.words["en"]
            self._outbox.owe(Owed(said.person, said.chat, declined(words), "note"), now)
            return
        person = self.store.person(said.person)
        if self._allowed and said.person not in self._allowed:
            words = self.book.words["en"]
            self._outbox.owe(Owed(said.person, said.chat, private(words, self._host)), now)
            return
        fresh = Person(said.person, said.chat, said.at, said.language or "en")
        person = replace(person, chat=said.chat) if person else fresh
        moment = self._moment(person, said, now)
        self._keep(said, answer(moment, said.what), now)

    def _moment(self, person: Person, said: Said, now: int) -> Moment:
        whole = needs_journal(said.what)
        load = self.store.journal if whole else lambda who: self.store.past(who, now)
        return Moment(
            person=person,
            past=load(person.id),
            now=now,
            at=said.at,
            book=self.book,
            words=self._words(person.language),
            host=self._host,
            message=said.message,
            reply=isinstance(said.what, Text) and said.what.reply,
        )

    def _words(self, language: str) -> Words:
        known = self.book.words
        found = known.get(language) or known.get(language.partition("-")[0])
        return replace(found, language=language) if found else known["en"]

    def _keep(self, said: Said, reply: Reply, now: int) -> None:
        person, chat = reply.person, said.chat
        if reply.forget:
            self.store.forget(person.id)
        else:
            self.store.save(person, next_due(person, now))
            self.store.record(person.id, reply.records)
            self.store.ring(person.id, reply.rings)
        if isinstance(said.what, Tap):
            if said.what.query:
                toast = (said.what.query, reply.toast, reply.alert)
                self._outbox.owe_toast(person.id, chat, now, toast)
            self._outbox.owe_removal(person.id, chat, now)
        for note in reply.notes:
            kind = "passing" if note.passing else "note"
            self._outbox.owe(Owed(person.id, chat, note.screen, kind), now)
        if reply.screen is not None:
            self._outbox.owe(self._owed(said, reply, reply.screen), now)

    @staticmethod
    def _owed(said: Said, reply: Reply, screen: Screen) -> Owed:
        owed = Owed(reply.person.id, said.chat, screen, "note" if reply.beside else "live")
        if reply.fresh or not isinstance(said.what, Tap | Alarm):
            return owed
        if isinstance(said.what, Alarm):
            return replace(owed, target=LIVE)
        return replace(owed, target=said.message, has_media=said.what.media)

    def broke(self, said: Said, now: int) -> None:
        """Tell a person that their turn failed, and note it as answered."""
        with self.store.transaction():
            if said.update is not None:
                self.store.answered(said.update, now)
            words = self._words(said.language)
            self._outbox.owe(Owed(said.person, said.chat, trouble(words), "note"), now)
        self.wake()

    # The clock

    def tick(self, now: int) -> int | None:
        """Claim the pings that are due, play the rings; say when something is next due."""
        with self.store.transaction():
            self._claim(now)
            for _, who, at, line in self.store.due_rings(now):
                person = self.store.person(who)
                if person is not None:
                    self._turn(Said(who, person.chat, at, Alarm(line)), now)
            if now - self._tidied >= TIDY_EVERY:
                self.store.tidy(now)
                self._tidied = now
        self.wake()
        due = self.store.rows(
            """SELECT min(at) FROM (SELECT min(next_ping) AS at FROM people
               WHERE next_ping IS NOT NULL UNION ALL SELECT min(at) FROM rings)"""
        )
        return due[0][0] if due else None

    def _claim(self, now: int) -> None:
        rows = self.store.rows(
            """SELECT id, next_ping, next_kind, next_slot FROM people
               WHERE next_ping <= ? ORDER BY next_ping LIMIT ?""",
            now,
            SLICE,
        )
        for who, at, kind, slot in rows:
            self.store.rows(
                """INSERT OR IGNORE INTO pings (person, kind, slot, due, state)
                   VALUES (?, ?, ?, ?, 'owed')""",
                who,
                kind,
                slot,
                at,
            )
            person = self.store.person(who)
            if person is not None:
                self.store.save(person, next_due(person, max(at, now - EXPIRES["morning"])))

    # Sending

    def take(self, now: int, pings: bool) -> Outgoing | None:  # noqa: FBT001 - one of two lanes
        """The next thing to send, marked as under way: answers, or pings rendered just now."""
        return self._take_ping(now) if pings else self._outbox.take(now)

    def _take_ping(self, now: int) -> Show | None:
        while True:
            rows = self.store.rows(
                """SELECT id, person, kind, slot, due FROM pings
                   WHERE state = 'owed' ORDER BY due LIMIT 1"""
            )
            if not rows:
                return None
            number, who, kind, slot, due = rows[0]
            with self.store.transaction():
                state, out = self._ping(-number, who, Ping(kind, slot), due, now)
                self.store.rows(
                    "UPDATE pings SET state = ?, tries = tries + 1 WHERE id = ?", state, number
                )
            if out is not None:
                return out

    def _ping(self, owed: int, who: int, ping: Ping, due: int, now: int) -> tuple[str, Show | None]:
        person = self.store.person(who)
        if person is None or now - due > EXPIRES[ping.kind]:
            return "expired", None
        said = Said(who, person.chat, now, ping)
        reply = answer(self._moment(person, said, now), ping)
        if reply.screen is None:
            return "dropped", None
        self.store.save(reply.person, next_due(reply.person, now))
        return "sending", Show(owed, person.chat, reply.screen)

    def still(self, out: Outgoing) -> bool:
        """Whether this is still owed: a newer edit may have replaced it meanwhile."""
        return out.owed < 0 or self._outbox.owed(out.owed)

    def came(self, out: Outgoing, outcome: Outcome, now: int) -> None:
        """Note what came of sending."""
        with self.store.transaction():
            if isinstance(outcome, Gone):
                self._gone(out, now)
            elif isinstance(outcome, Moved):
                self._outbox.move(out.chat, outcome.chat)
            elif out.owed < 0:
                self._ping_came(out, outcome)
            else:
                self._answer_came(out, outcome)
        self.wake()

    def _answer_came(self, out: Outgoing, outcome: Outcome) -> None:
        if isinstance(outcome, Shown):
            self._outbox.shown(out, outcome.message)
        elif isinstance(outcome, Lost):
            self._outbox.send_anew(out)
        elif isinstance(outcome, Refused) or isinstance(out, Toast):
            if isinstance(outcome, Refused):
                log.error("refused: %s (chat %s)", outcome.why, out.chat)
            self._outbox.drop(out)
        else:  # Later, Uncertain: better shown twice than not at all
            self._outbox.again(out)

    def _ping_came(self, out: Outgoing, outcome: Outcome) -> None:
        state = "refused"
        if isinstance(outcome, Shown) and isinstance(out, Show):
            self._outbox.live(out, outcome.message)
            state = "sent"
        elif isinstance(outcome, Later):
            state = "owed"
        elif isinstance(outcome, Uncertain):
            state = "uncertain"
        self.store.rows(
            """UPDATE pings SET state = CASE WHEN ? = 'uncertain' AND kind = 'morning'
               AND tries < 2 THEN 'owed' ELSE ? END WHERE id = ?""",
            state,
            state,
            -out.owed,
        )

    def _gone(self, out: Outgoing, now: int) -> None:
        self._outbox.drop_all(out.chat)
        for (who,) in self.store.rows("SELECT id FROM people WHERE chat = ?", out.chat):
            person = self.store.person(who)
            if person is not None:
                self.store.save(replace(person, blocked=True), None)
        self.store.rows(
            """UPDATE pings SET state = 'blocked' WHERE state IN ('owed', 'sending')
               AND person IN (SELECT id FROM people WHERE chat = ?)""",
            out.chat,
        )
        log.info("chat %s is gone at %s; its reminders rest", out.chat, now)

    def file(self, key: str) -> str | None:
        """The mouth's name for media it has uploaded before."""
        return self.store.file(key)

    def keep_file(self, key: str, file: str) -> None:
        """Remember, or with an empty `file` forget, the mouth's name for media."""
        self.store.keep_file(key, file)


def drain(app: App, perform: Callable[[Outgoing], Outcome], now: int) -> None:
    """Send everything that is owed through a synchronous mouth."""
    for pings in (False, True):
        while (out := app.take(now, pings)) is not None:
            app.came(out, perform(out), now)
