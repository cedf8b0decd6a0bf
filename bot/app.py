"""Knows the order of a turn: load, answer, save, owe; and what is due when the clock beats."""

import logging
from collections.abc import Callable, Sequence

from bot.answer import answer, declined, private, trouble
from bot.core.book import Book
from bot.core.schedule import EXPIRES, Due, next_due
from bot.core.talk.job import Fetched, Task
from bot.core.talk.moment import Host, Reply
from bot.core.talk.outgoing import Outcome, Outgoing, Results, Show
from bot.core.talk.person import LOOKS, Person
from bot.core.talk.said import Alarm, Blocked, Elsewhere, Ping, Said, Tap
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.dues import Offered
from bot.floods import Floods
from bot.jobs import Jobs
from bot.places import rules
from bot.present import LIVE, Owed
from bot.screens.inline import offered
from bot.sending import Sending, drain
from bot.store import Store
from bot.texts import say

__all__ = ["App", "drain"]

log = logging.getLogger(__name__)
RINGS = 20  # played before others are heard: each is a turn of its own
TIDY_EVERY = 86400  # seconds
SOON = 3600  # seconds; a ring within them is a timer that somebody waits for
SET_BACK = 60  # seconds; a clock that goes back by less has done no harm


class App(Sending):
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
        super().__init__(store, book, host, allowed, wake)
        self._jobs = Jobs(store)
        self._floods = Floods()
        self._tidied = 0
        self._rearmed: int | None = None  # up to which person their next pings are found anew
        self.beaten = 0  # when the clock last called, in epoch seconds
        with store.transaction():
            self._dues.pick_up()
        if not self._dues.found_by(rules()):  # a zone may have other rules than it had
            self._rearmed = 0
        self._told = self._dues.newest()  # when the clock last told the time

    # Answering

    def turns(
        self, said: Sequence[Said], now: int, came: Sequence[tuple[Outgoing, Outcome]] = ()
    ) -> None:
        """Answer everything that is waiting, one by one, and commit once.

        A repeated update id is answered once. What `came` of sending is noted in the same commit.
        Whatever is raised rolls all of it back.
        """
        with self.store.transaction():
            self._note(came, now)
            for one in said:
                if one.update is None or not self.store.answered(one.update, now):
                    self._turn(one, now)
        self._let_go(came)
        self.wake()

    def _turn(self, said: Said, now: int) -> None:
        if isinstance(said.what, Elsewhere):
            self._beside(said, declined(self._words(said.language)), now)
            return
        if isinstance(said.what, Fetched) and not self._jobs.done(said.what.job):
            return  # it is not asked for any more
        if not self._open_to(said.person):
            if not isinstance(said.what, Alarm | Blocked | Fetched):
                self._beside(said, private(self._words(said.language), self._host), now)
            return
        before = self.store.known(said.person)
        person, due = before or (None, None)
        if person is not None and due is not None and due.at <= now:
            self._dues.claim_of(person, due, now)  # before this turn moves the next ping on
            before = person, self.store.due(person.id)
        if person is None and isinstance(said.what, Alarm | Blocked):
            return  # somebody who was forgotten stays so
        if person is None:
            look = said.person % LOOKS
            person = Person(said.person, said.chat, said.at, said.language or "en", look=look)
        elif person.chat != said.chat:
            person = replace(person, chat=said.chat)
        moment = self._moment(person, said, now)
        self._keep(said, answer(moment, said.what), now, before)

    def inline(self, query: str, offset: str, language: str) -> Results:
        """Cards to share in any chat; reads and writes nothing of anybody."""
        found = offered(self.book, self._words(language), query, offset)
        return replace(found, personal=len(self.book.words) > 1)

    def _beside(self, said: Said, screen: Screen, now: int) -> None:
        """Say something that leaves no trace of who was told."""
        if isinstance(said.what, Tap) and said.what.query:
            self._outbox.owe_toast(said.person, said.chat, now, (said.what.query, "", False))
        self._outbox.owe(Owed(said.person, said.chat, screen, "note"), now)

    def _keep(
        self, said: Said, reply: Reply, now: int, before: tuple[Person, Due | None] | None
    ) -> None:
        person, chat = reply.person, said.chat
        if reply.forget:
            self.store.forget(person.id, now)
        else:
            self.store.save(person, next_due(person, now), before)
            self.store.record(person.id, reply.records)
            self.store.ring(person.id, reply.rings)
            self._jobs.keep(person.id, reply.jobs)
        self._hurry(said, reply, now)
        if isinstance(said.what, Tap):
            if said.what.query:
                toast = (said.what.query, reply.toast, reply.alert)
                self._outbox.owe_toast(person.id, chat, now, toast)
            self._outbox.owe_removal(person.id, chat, now)
        if reply.erase:
            self._outbox.owe_erasure(person.id, chat, now, reply.erase)
        for note in reply.notes:
            kind = "passing" if note.passing else "note"
            self._outbox.owe(Owed(person.id, chat, note.screen, kind), now)
        if reply.screen is not None:
            owed = self._owed(said, reply, reply.screen)
            if _calls(person, before and before[0]):
                owed = replace(owed, kept=True)
            self._outbox.owe(owed, now)

    def _hurry(self, said: Said, reply: Reply, now: int) -> None:
        """Of what is said too fast all is heard and kept, and only the last is answered.

        What was answered to a warning sign is never dropped.
        """
        person, tap = reply.person, isinstance(said.what, Tap)
        if said.update is None or not self._floods.more(said.person, now):
            return
        new = {
            "toast": tap,
            "note": (reply.notes or reply.screen) and not person.care,
            "live": reply.screen and not reply.beside and not person.care,
        }
        dropped = self._outbox.collapse(said.chat, [kind for kind, any_ in new.items() if any_])
        if dropped and not tap and self._floods.word(said.person, now):
            screen = Screen(say(self._words(person.language), "elsewhere.quick"), silent=True)
            self._outbox.owe(Owed(person.id, said.chat, screen, "passing", kept=True), now)

    @staticmethod
    def _owed(said: Said, reply: Reply, screen: Screen) -> Owed:
        owed = Owed(reply.person.id, said.chat, screen, "note" if reply.beside else "live")
        if reply.fresh or not isinstance(said.what, Tap | Alarm | Fetched):
            return owed
        if not isinstance(said.what, Tap):
            return replace(owed, target=LIVE)
        return replace(owed, target=said.message, has_media=said.what.media)

    def broke(self, said: Said, now: int) -> None:
        """Tell a person that their turn failed, and note it as answered."""
        with self.store.transaction():
            if said.update is not None:
                self.store.answered(said.update, now)
            self._beside(said, trouble(self._words(said.language)), now)
        self.wake()

    # The clock

    def tick(self, now: int) -> int | None:
        """Claim pings that are due, play rings; say when something is next due.

        A slice at a time, so that nobody waits: where more is due, that is `now` or earlier. What
        the disk refuses waits for a later beat.
        """
        self.beaten = now
        try:
            return self._tick(now)
        except Exception as error:
            if not self.store.trouble.met(error):
                raise
            return None

    def _tick(self, now: int) -> int | None:
        if now < self._told - SET_BACK:
            self._set_back(self._told - now, now)
        self._told = now
        with self.store.transaction():
            more = self._dues.claim(now)
            if self._rearmed is not None and not more:  # what is due already comes first
                self._rearmed = self._dues.rearm(self._rearmed, now)
                if self._rearmed is None:
                    self._dues.find_by(rules())
        for ring, who, at, line in self.store.due_rings(now, RINGS):
            played = False
            with self._survived(f"ring {line}", who):
                self._ring(ring, who, at, line, now)
                played = True
            if not played:  # what rang may have set a new ring, which takes the free number
                self.store.rung(ring)
        if not 0 <= now - self._tidied < TIDY_EVERY:
            with self.store.transaction():
                self.store.tidy(now)
            self._tidied = now
        self.wake()
        if self._rearmed is not None:
            return now
        ((due,),) = self.store.rows(
            """SELECT min(at) FROM (SELECT min(next_ping) AS at FROM people
               WHERE next_ping IS NOT NULL UNION ALL SELECT min(at) FROM rings)"""
        )
        return int(due) if due is not None else None

    def _set_back(self, seconds: int, now: int) -> None:
        """The clock was ahead: short timers go on, and everybody's next ping is found anew."""
        log.warning("The clock was set back by %s s; all reminders are set anew", seconds)
        with self.store.transaction():
            self.store.rows(
                "UPDATE rings SET at = at - ? WHERE at BETWEEN ? AND ?",
                seconds,
                now + seconds,
                now + seconds + SOON,
            )
            self._jobs.set_back(now)
        self._rearmed = 0

    def _ring(self, ring: int, who: int, at: int, line: str, now: int) -> None:
        self.store.rung(ring)
        person = self.store.person(who)
        if person is not None and not person.blocked:
            self._turn(Said(who, person.chat, at, Alarm(line)), now)

    def due_jobs(self, now: int, most: int) -> list[Task]:
        """Work to be done outside, at most so many; what comes of it is said as Fetched."""
        return [task for task in self._jobs.take(now, most) if self._open_to(task.person)]

    # Pings

    def _ping(self, offered: Offered, now: int) -> tuple[str, Show | None]:
        """Render a ping as it is sent, checked again at this moment."""
        if now - offered.due > EXPIRES[offered.kind]:
            return "expired", None
        before = self.store.known(offered.person)
        person, due_next = before or (None, None)
        if person is None or person.blocked or not self._open_to(person.id):
            return "dropped", None
        ping = Ping(offered.kind, offered.slot)
        reply = answer(self._moment(person, Said(person.id, person.chat, now, ping), now), ping)
        if reply.screen is None:
            return "dropped", None
        if due_next is not None:  # it may be due this very second
            due_next = next_due(reply.person, due_next.at - 1)
        self.store.save(reply.person, due_next, before)
        return "sending", Show(-offered.number, person.chat, reply.screen)


def _calls(person: Person, before: Person | None) -> bool:
    """Whether a card was answered that says whom to call: whatever is said later, it is shown."""
    warned = person.care is not None and (before is None or person.care != before.care)
    despair = person.here == "despair" and (before is None or person.here != before.here)
    return warned or despair
