"""Knows how one person plays: what they say reaches the app, and the clock is theirs to turn."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from bot.app import App, drain
from bot.core.planning.own import KINDS
from bot.core.talk.job import Task
from bot.core.talk.outgoing import Outcome, Outgoing, Show, Toast
from bot.core.talk.said import Command, Location, Other, Said, Tap, Text, What
from bot.core.talk.screen import Drawn
from bot.simulator.chat import Bubble, Chat

log = logging.getLogger(__name__)
PERSON = 1  # the person and the chat; there is one of each
LONGEST_TURN = 366 * 86400  # seconds
STEPS = 20_000  # stops in one turn: a year of reminders takes a tenth of it


class Play:
    """One app, one chat, one clock."""

    def __init__(
        self,
        app_factory: Callable[[], App],
        chat_file: Path | None,
        now: Callable[[], int],
        fresh: Callable[[], None],
        expect: Callable[[Drawn], None] = lambda _: None,
    ) -> None:
        """Make the app and open the chat; `fresh` wipes the app's database.

        `expect` is told which picture is likely to be shown next.
        """
        self._factory, self._expect = app_factory, expect
        self._now = now
        self._fresh = fresh
        self._turning = asyncio.Lock()
        self._bell = asyncio.Event()
        self._closed = False
        self.app = app_factory()
        self.chat = Chat(chat_file, now())

    def time(self) -> int:
        """What the turned clock shows, in epoch seconds."""
        return self._now() + self.chat.offset

    @property
    def zone(self) -> str:
        """The person's IANA zone, or "" while it is not known."""
        person = self.app.store.person(PERSON)
        return person.zone if person else ""

    # Saying

    def say(self, words: str, reply: int | None, language: str) -> None:
        """Send typed words; `reply` is the message they answer."""
        quoted = self.chat.find(reply) if reply is not None else None
        at = self.time()
        number = quoted.id if quoted else None
        bubble = self.chat.add(lambda n: Bubble(n, n, at, words, mine=True, reply=number))
        keyboard = self.chat.keyboard
        if keyboard is not None and words == keyboard.leave:
            self.chat.put_away()
        self._said(heard(words, quoted), bubble, language)

    def edit(self, message: int, words: str, language: str) -> bool:
        """Change one's own words; False when there is no such message."""
        bubble = self.chat.find(message)
        if bubble is None or not bubble.mine or bubble.kind != "text":
            return False
        bubble.text, bubble.edited = words, True
        self.chat.change(bubble)
        quoted = self.chat.find(bubble.reply) if bubble.reply is not None else None
        self._said(heard(words, quoted, edited=True), bubble, language)
        return True

    def tap(self, message: int, line: str, language: str) -> Toast | None:
        """Press a button, also one that an edit took away meanwhile; its toast, if any.

        Raises KeyError when there is no such message.
        """
        bubble = self.chat.find(message)
        if bubble is None or bubble.mine:
            raise KeyError(message)
        query = str(self.chat.number())
        self._said(Tap(line, query, bubble.media is not None), bubble, language)
        return self.chat.answer(query)

    def locate(self, place: Location, label: str, language: str) -> None:
        """Share a place; `label` is what the bubble calls it."""
        self.chat.put_away()
        self._send(place, label, "location", language)

    def other(self, kind: str, language: str) -> None:
        """Send something that is no text; what Telegram would keep gets a made-up id."""
        file = f"simulated-{self.chat.number()}" if kind in KINDS else ""
        self._send(Other(kind, file), kind, "other", language)

    def _send(self, what: What, text: str, kind: str, language: str) -> None:
        at = self.time()
        bubble = self.chat.add(lambda n: Bubble(n, n, at, text, mine=True, kind=kind))
        self._said(what, bubble, language)

    def _said(self, what: What, bubble: Bubble, language: str) -> None:
        self.beat()  # what was due before this was said comes first
        at = self.time()
        # An edited message keeps the time when it was first sent; a tap is made now.
        said_at = bubble.at if bubble.mine else at
        update = self.chat.number()
        said = Said(PERSON, PERSON, said_at, what, bubble.id, update, spoken(language))
        try:
            self.app.turns([said], at)
        except Exception:  # a bug must reach the person as words (DESIGN 7)
            log.exception("person %s: %s broke", PERSON, type(what).__name__)
            self.app.broke(said, at)
        self._drain(at, unasked=False)
        self._changed()

    def jobs(self, now: int, most: int) -> list[Task]:
        """What is to be done outside by now; a person who starts over asks for nothing more."""
        return self.app.due_jobs(now, most)

    def came(self, said: Said) -> None:
        """Something was done outside."""
        at = self.time()
        self.app.turns([said], at)
        self._drain(at, unasked=False)
        self._changed()

    # The clock

    def beat(self) -> int | None:
        """Do what is due now; when the next thing is due."""
        at = self.time()
        before = self.chat.version
        due = self.app.tick(at)
        self._drain(at, unasked=True)
        if self.chat.version != before:
            self._changed()
        return due

    def real_beat(self) -> None:
        """The second passed; while the clock is being turned, the turn sees to what is due."""
        if not self._turning.locked():
            self.beat()

    async def turn(self, seconds: int) -> None:
        """Turn the clock on; everything on the way falls due in its order."""
        async with self._turning:
            target = self.time() + min(seconds, LONGEST_TURN)
            for _ in range(STEPS):
                due = self.beat()
                if due is None or due >= target:
                    break
                await self._on_to(due)
            await self._on_to(target)
            self.beat()
            self.chat.save()

    async def turn_to_news(self) -> bool:
        """Turn the clock on until the bot says something by itself; False when it will not."""
        async with self._turning:
            limit = self.time() + LONGEST_TURN
            seen = self._latest_unasked()
            for _ in range(STEPS):
                due = self.beat()
                if self._latest_unasked() > seen or due is None or due > limit:
                    break
                await self._on_to(due)
            self.chat.save()
            return self._latest_unasked() > seen

    async def _on_to(self, at: int) -> None:
        # Past things are overdue, and a stop never stands still.
        self.chat.turn(max(1, at - self.time()))
        self._bell_rings()
        await asyncio.sleep(0)  # let the pages draw, and the person tap, between two stops

    def _latest_unasked(self) -> int:
        return max((one.id for one in self.chat.bubbles() if one.unasked), default=0)

    def _drain(self, at: int, *, unasked: bool) -> None:
        def perform(out: Outgoing) -> Outcome:
            if isinstance(out, Show) and out.screen.ahead is not None:
                self._expect(out.screen.ahead)
            return self.chat.perform(out, at, unasked)

        drain(self.app, perform, at)

    # Starting over, and telling the pages

    async def start_over(self) -> None:
        """Forget everything: the app's database, the chat and the turned clock."""
        async with self._turning:
            self._fresh()
            self.app = self._factory()
            self.chat.wipe()
            self.chat.save()
            self._bell_rings()

    async def wait(self, after: int, patience: float) -> None:
        """Wait until something changed since `after`, for at most `patience` seconds."""
        bell = self._bell
        if self.chat.version != after or self._closed:
            return
        try:
            await asyncio.wait_for(bell.wait(), patience)
        except TimeoutError:
            return

    def close(self) -> None:
        """Let every waiting page go."""
        self._closed = True
        self._bell_rings()

    def _changed(self) -> None:
        self._bell_rings()
        if not self._turning.locked():  # a turn saves once, at its end
            self.chat.save()

    def _bell_rings(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()


def heard(words: str, quoted: Bubble | None, *, edited: bool = False) -> What:
    """What typed words say: `/name@bot words` is a command, all else is text."""
    head, _, rest = words.replace("\n", " ", 1).partition(" ")
    name = head[1:].partition("@")[0]
    if head.startswith("/") and name.replace("_", "").isalnum():
        return Command(name.lower(), rest.strip())
    return Text(words, reply=quoted is not None and not quoted.mine, edited=edited)


def spoken(language: str) -> str:
    """The language of a browser's tag as Telegram names it: "pt" for "pt-BR"."""
    return language.partition("-")[0].lower()
