"""Knows what is owed and sent: the half of the app that mouths speak for."""

import contextlib
import logging
import traceback
from collections.abc import Callable, Iterator, Sequence

from bot.core.book import Book, Words
from bot.core.planning import mine
from bot.core.talk.moment import Host, Moment
from bot.core.talk.outgoing import (
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
from bot.core.talk.person import Person
from bot.core.talk.said import Said, Text
from bot.core.values import replace
from bot.dues import Dues, Offered
from bot.outbox import Outbox
from bot.routes import needs_journal
from bot.store import Store
from bot.texts import joined, say

TONGUES = 256  # language tags whose words are kept at hand; anybody may invent one
log = logging.getLogger(__name__)


class Sending:
    """What a mouth asks for, and tells the outcome of."""

    def __init__(
        self,
        store: Store,
        book: Book,
        host: Host,
        allowed: frozenset[int],
        wake: Callable[[], None],
    ) -> None:
        """Nothing is under way; `allowed` empty means open to everyone."""
        self.store = store
        self.book = book
        self.wake = wake
        self._host = host
        self._allowed = allowed
        self._spoken: dict[str, Words] = {}
        self._outbox = Outbox(store)
        self._dues = Dues(store)

    def _open_to(self, person: int) -> bool:
        return not self._allowed or person in self._allowed

    def _moment(self, person: Person, said: Said, now: int) -> Moment:
        whole = needs_journal(said.what)
        load = self.store.journal if whole else lambda who: self.store.past(who, now)
        book, words = self.book, self._words(person.language)
        if person.own:
            book, words = mine.extended(book, words, person)
        return Moment(
            person=person,
            past=load(person.id),
            now=now,
            at=said.at,
            book=book,
            words=words,
            host=self._host,
            message=said.message,
            reply=isinstance(said.what, Text) and said.what.reply,
        )

    def _words(self, language: str) -> Words:
        found = self._spoken.get(language)
        if found is None:
            known = self.book.words
            mine = known.get(language) or known.get(language.partition("-")[0])
            found = replace(mine, language=language) if mine else known["en"]
            if len(self._spoken) < TONGUES:
                self._spoken[language] = found
        return found

    @contextlib.contextmanager
    def _survived(self, what: str, who: int) -> Iterator[None]:
        """All or nothing, and a bug in it may neither stop the clock nor silence the others."""
        try:
            with self.store.transaction():
                yield
        except Exception as error:
            if self.store.trouble.met(error):  # it will be tried again
                raise
            at = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{at.name}:{at.lineno} {type(error).__name__}"
            log.error("%s of person %s broke: %s", what, who, place)  # noqa: TRY400 - a traceback would quote what a person wrote

    def take(self, now: int, pings: bool) -> Outgoing | None:  # noqa: FBT001 - one of two lanes
        """The first of what `takes` gives."""
        return next(iter(self.takes(now, 1, pings)), None)

    def takes(self, now: int, most: int, pings: bool) -> list[Outgoing]:  # noqa: FBT001 - as above
        """The next things to send, marked as under way: answers, or pings rendered just now."""
        return self.take_pings(now, most) if pings else self._outbox.takes(now, most)

    def take_pings(
        self, now: int, most: int, came: Sequence[tuple[Outgoing, Outcome]] = ()
    ) -> list[Outgoing]:
        """The next pings, rendered just now and marked as under way.

        What `came` of those before is noted in the same commit; it is not, when this raises.
        """
        found: list[Outgoing] = []
        while not found:  # of those offered none may be left to send
            with self.store.transaction():
                self._note(came, now)
                offered = self._dues.waiting(most, self._outbox.busy)
                for one in offered:
                    state, out = "broken", None
                    with self._survived(f"ping {one.kind} {one.slot}", one.person):
                        state, out = self._ping(one, now)
                    self._dues.now_is(one.number, state)
                    found += [] if out is None else [out]
            if came:
                self._let_go(came)
                self.wake()
                if not found:
                    break  # what raised from here on would have it noted again; the wake looks on
                came = ()
            if not offered:
                break
        for shown in found:
            self._outbox.hold(shown.owed, shown.chat)
        return found

    def _ping(self, offered: Offered, now: int) -> tuple[str, Show | None]:
        """Render a ping: what becomes of it, and what is shown, if anything is."""
        raise NotImplementedError

    def still(self, out: Outgoing) -> bool:
        """Whether this is still owed: a newer edit may have replaced it meanwhile.

        A ping lets what a person is waiting for go first.
        """
        if out.owed < 0:
            return self._dues.under_way(-out.owed) and not self._outbox.waits(out.chat)
        return self._outbox.owed(out.owed)

    def came(self, out: Outgoing, outcome: Outcome, now: int) -> None:
        """Note what came of sending."""
        self.all_came([(out, outcome)], now)

    def all_came(self, outcomes: Sequence[tuple[Outgoing, Outcome]], now: int) -> None:
        """Note what came of sending, in one commit; until then it counts as under way."""
        try:
            with self.store.transaction():
                self._note(outcomes, now)
        except Exception as error:
            if not self.store.trouble.met(error) and len(outcomes) == 1:
                self._give_up(*outcomes[0])
            raise
        self._let_go(outcomes)
        self.wake()

    def _give_up(self, out: Outgoing, outcome: Outcome) -> None:
        """A bug keeps it from being noted: it may neither come for ever nor hold its person up."""
        with contextlib.suppress(Exception), self.store.transaction():
            if out.owed < 0:
                self._dues.now_is(-out.owed, "uncertain")
            elif isinstance(outcome, Shown) or isinstance(out, Toast):
                self._outbox.drop(out)
        self._outbox.put_back(out)

    def more_for(self, chat: int) -> bool:
        """Whether something waits for what is under way to a chat."""
        return self._outbox.more_for(chat)

    def _note(self, outcomes: Sequence[tuple[Outgoing, Outcome]], now: int) -> None:
        for out, outcome in outcomes:
            self._came(out, outcome, now)

    def _let_go(self, outcomes: Sequence[tuple[Outgoing, Outcome]]) -> None:
        """They are not under way any more: their chats can be sent to."""
        for out, _ in outcomes:
            self._outbox.release(out)

    def _came(self, out: Outgoing, outcome: Outcome, now: int) -> None:
        if isinstance(outcome, Gone):
            self._gone(out.chat, now)
        elif isinstance(outcome, Moved):
            self._outbox.move(out.chat, outcome.chat)
        if out.owed < 0:
            self._ping_came(out, outcome)
        else:
            self._answer_came(out, outcome)

    def _answer_came(self, out: Outgoing, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            log.error("refused: %s (chat %s)", outcome.why, out.chat)
        if isinstance(outcome, Shown):
            self._outbox.shown(out, outcome)
        elif isinstance(outcome, Refused | Gone) or isinstance(out, Toast):
            self._outbox.drop(out)
        elif isinstance(outcome, Lost):
            self._outbox.send_anew(out)
        else:  # Later, Uncertain, Moved: better shown twice than not at all
            self._outbox.again(out)

    def _ping_came(self, out: Outgoing, outcome: Outcome) -> None:
        if isinstance(outcome, Shown) and isinstance(out, Show):
            self._dues.now_is(-out.owed, "sent")
            self._outbox.live(out, outcome)
        elif isinstance(outcome, Later | Moved):
            self._dues.now_is(-out.owed, "owed")
        elif isinstance(outcome, Uncertain):
            self._dues.now_is(-out.owed, "uncertain")
        elif not isinstance(outcome, Gone):
            self._dues.now_is(-out.owed, "refused")

    def _gone(self, chat: int, now: int) -> None:
        self._outbox.drop_all(chat)
        self._dues.rest(chat)
        found = self.store.rows("SELECT id FROM people WHERE chat = ?", chat)
        for person in filter(None, (self.store.person(who) for (who,) in found)):
            self.store.save(replace(person, blocked=True), None)
        log.info("chat %s is gone at %s; its reminders rest", chat, now)

    def without(self, out: Show, file: str) -> Show:
        """The same without a file that Telegram has no more; whoever sent it is told so.

        Their own exercise goes on without it.
        """
        found = self.store.rows("SELECT id FROM people WHERE chat = ?", out.chat)
        language = ""
        with self.store.transaction():
            for person in filter(None, (self.store.person(who) for (who,) in found)):
                self.store.save(mine.without_file(person, file), self.store.due(person.id))
                language = person.language
        text = joined([out.screen.text, say(self._words(language), "mine.lost")])
        bare = replace(out, screen=replace(out.screen, text=text, media=None), same_media=False)
        if not out.has_media or out.message is None:
            return bare
        return replace(bare, message=None, has_media=False, remove=(*out.remove, out.message))

    def file(self, key: str) -> str | None:
        """The mouth's name for media it has uploaded before."""
        return self.store.file(key)

    def keep_file(self, key: str, file: str) -> None:
        """Remember, or with an empty `file` forget, the mouth's name for media."""
        try:
            self.store.keep_file(key, file)
        except Exception as error:
            if not self.store.trouble.met(error):
                raise  # else it is uploaded once more, which is better than nothing to see


def drain(app: Sending, perform: Callable[[Outgoing], Outcome], now: int) -> None:
    """Send everything that is owed through a synchronous mouth."""
    for pings in (False, True):
        while (out := app.take(now, pings)) is not None:
            outcome = perform(out)
            app.came(out, outcome, now)
            if isinstance(outcome, Later | Uncertain):
                break  # it is owed still: trying again at once would never end
