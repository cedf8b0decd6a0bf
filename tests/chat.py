"""A chat for tests: the app with a mouth that keeps what a person sees, and a clock by hand."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from limits import within, within_toast

from bot.app import App, drain
from bot.content import read
from bot.core.book import Book
from bot.core.course.course import Ladder, Progress, Way
from bot.core.planning.own import KINDS
from bot.core.silence import Span
from bot.core.talk.job import Fetched
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import Gone, Lost, Outcome, Outgoing, Remove, Show, Shown, Toast
from bot.core.talk.said import Command, Location, Other, Said, Tap, Text, What
from bot.core.talk.screen import Document, Figure, Follow, Kept, Loop, Screen
from bot.core.values import replace
from bot.present import media_key
from bot.store import Store

EARLIER = "That button is from earlier. Here is where we are."
START = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())  # a Monday
_book: list[Book] = []


def book() -> Book:
    """The real content, read once."""
    if not _book:
        _book.append(read())
    return _book[0]


@dataclass
class Chat:
    """One person and the bot. Time only moves when a test turns it."""

    now: int = START
    person: int = 7
    language: str = "en-GB"
    store: Store = field(default_factory=lambda: Store(None))
    book: Book = field(default_factory=book)
    host: Host = field(default_factory=Host)
    messages: dict[int, Screen] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    blocked: bool = False
    allowed: frozenset[int] = frozenset()
    erased: list[int] = field(default_factory=list)
    clock: bool = False  # whether the log tells the time, for recorded chats

    def __post_init__(self) -> None:
        self.told = self.now
        self.numbers = 100
        self.updates = 1000
        self.restart()

    def restart(self) -> None:
        """A new process on the same database."""
        self.app = App(self.store, self.book, self.host, self.allowed)

    # What the person does

    def say(self, words: str, *, reply: bool = False, at: int | None = None) -> int:
        """Type words, or a command; returns the message's id."""
        self.numbers += 1
        message = self.numbers
        what: What = Text(words, reply=reply)
        if words.startswith("/"):
            name, _, rest = words[1:].partition(" ")
            what = Command(name, rest)
        self.hear(what, message, at)
        return message

    def edit(self, message: int, words: str) -> None:
        self.hear(Text(words, edited=True), message)

    def share(self, latitude: float, longitude: float) -> None:
        self.numbers += 1
        self.hear(Location(latitude, longitude), self.numbers)

    def send(self, kind: str, caption: str = "") -> None:
        self.numbers += 1
        file = f"{kind}-{self.numbers}" if kind in KINDS else ""
        self.hear(Other(kind, file, caption), self.numbers)

    def tap(self, label: str, message: int | None = None) -> None:
        """Tap a button by what it says (or its beginning), on the newest message that has it."""
        for number in [message] if message else reversed(self.messages):
            for row in self.messages[number].rows:
                for button in row:
                    if button.label.startswith(label):
                        self.press(button.tap, number)
                        return
        raise AssertionError(f"no button {label!r} in\n{self.seen()}")

    def press(self, line: str, message: int | None = None) -> None:
        """Send a button's line, also a forged or an old one."""
        number = message or (max(self.messages) if self.messages else 1)
        shown = self.messages.get(number)
        self.hear(Tap(line, f"q{self.updates}", bool(shown and shown.media)), number)

    def hear(self, what: What, message: int | None = None, at: int | None = None) -> None:
        self.updates += 1
        when = self.now if at is None else at
        said = Said(self.person, self.person, when, what, message, self.updates, self.language)
        self.app.turns([said], self.now)
        self.drain()

    def wait(self, seconds: int) -> None:
        """Turn the clock, stepping through everything that falls due."""
        target = self.now + seconds
        while True:
            due = self.app.tick(self.now)
            self.drain()
            if due is None or due > target:
                break
            self.now = max(due, self.now + 1)
        self.now = target

    def until(self, clock: str, *, days: int = 0, zone_minutes: int = 0) -> None:
        """Turn the clock to the next HH:MM (UTC unless `zone_minutes` says otherwise)."""
        hour, minute = map(int, clock.split(":"))
        wanted = (hour * 60 + minute - zone_minutes) * 60 % 86400
        ahead = (wanted - self.now) % 86400
        self.wait(ahead + days * 86400)

    def read(self, *busy: tuple[int, int], fault: str = "", unchanged: bool = False) -> None:
        """Whoever does the work outside reads the calendar that is due: (since, until) each."""
        for task in self.app.due_jobs(self.now, 9):
            spans = None if unchanged or fault else tuple(Span(*one) for one in busy)
            found = Fetched(task.id, spans, self.now, self.now + 12 * 86400, fault)
            self.app.turns([Said(self.person, self.person, self.now, found)], self.now)
        self.drain()

    # What comes of it

    def drain(self) -> None:
        drain(self.app, self.perform, self.now)

    def perform(self, out: Outgoing) -> Outcome:
        if self.blocked:
            return Gone()
        if isinstance(out, Toast):
            within_toast(out.text)
            if out.text:
                self.tell_time()
                self.toasts.append(out.text)
                self.log.append(f"({out.text})")
            return Shown()
        if isinstance(out, Remove):
            for number in out.messages:
                gone = self.messages.pop(number, None)
                if gone is None:
                    self.erased.append(number)
                    self.log.append("(their message goes away)")
                if gone is not None:
                    what = "film" if isinstance(gone.media, Follow) else "bell"
                    self.log.append(f"(the {what} goes away)")
            return Shown()
        return self.show(out)

    def show(self, out: Show) -> Outcome:
        within(out.screen)
        self.tell_time()
        number, same = out.message, False
        if number is None:
            self.numbers += 1
            number = self.numbers
        else:
            if number not in self.messages:  # it went away while the tap was on its way
                return Lost()
            old = self.messages[number]
            assert not (old.media and out.screen.media is None), "media is never edited into text"
            same = old == out.screen
            assert out.screen.keyboard is None, "a reply keyboard needs a new message"
        self.messages[number] = out.screen
        told = render(out.screen, edited=out.message is not None)
        told = "(it stays as it is)" if same else told
        if number != max(self.messages):
            told = f"(further up)\n{told}"
        self.log.append(told)
        for old_number in out.remove:
            if self.messages.pop(old_number, None) is not None:
                self.log.append("(the message above it goes away)")
        if out.gone_keyboard:
            self.log.append("(the keyboard goes away)")
        return Shown(number, media_key(out.screen))

    def tell_time(self) -> None:
        """In a recorded chat: the person's own time, whenever it has moved."""
        if self.clock and self.now != self.told:
            self.log.append(f"-- {self.local()}")
            self.told = self.now

    def local(self) -> str:
        """The person's own time: "Mon 23 Nov 08:00"."""
        zone = self.me.zone if self.me else ""
        here = datetime.fromtimestamp(self.now, ZoneInfo(zone or "UTC"))
        return here.strftime("%a %d %b %H:%M:%S").removesuffix(":00")

    # What a test looks at

    @property
    def last(self) -> Screen:
        """The newest message."""
        return self.messages[max(self.messages)]

    @property
    def text(self) -> str:
        """The newest message's text, without markup."""
        return plain(self.last.text)

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return [button.label for row in self.last.rows for button in row]

    def seen(self) -> str:
        """Everything on the person's screen."""
        return "\n".join(render(screen) for screen in self.messages.values())

    @property
    def me(self):
        """The person as stored."""
        return self.store.person(self.person)

    @property
    def journal(self):
        return self.store.journal(self.person)

    # Short cuts

    def onboard(self, area: str = "Lower back", level: str = "3") -> "Chat":
        """The first talk, up to the first step."""
        self.say("/start")
        self.tap(area)
        self.tap("None of these")
        self.tap("Nothing")
        self.tap(level)
        return self

    def finish(self, feeling: str = "Better", level: str = "2") -> "Chat":
        """Through the present session to its end."""
        while any("Done" in label for label in self.labels):
            self.tap("✓ Done")
        self.tap(feeling)
        self.tap(level)
        return self

    def settle(
        self,
        city: str = "Berlin",
        morning: str = "08:00",
        desk: bool = True,
        area: str = "Lower back",
    ) -> "Chat":
        """The first talk and session, and the reminders after it."""
        self.onboard(area)
        self.finish()
        self.tap("Yes, set up")
        self.say(city)
        self.say(morning)
        self.tap("Yes, 3" if desk else "No desk")
        return self


def plain(html: str) -> str:
    """HTML as a person reads it."""
    text = re.sub(r"<[^>]+>", "", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def render(screen: Screen, *, edited: bool = False) -> str:
    """A message as text, for recorded chats."""
    sign = "~" if edited else "<"
    lines = [f"{sign} {line}".rstrip() for line in plain(screen.text).split("\n")]
    drawn = {Figure: "picture", Loop: "moving picture", Follow: "film to follow"}
    if type(screen.media) in drawn:
        side = f" ({screen.media.side})" if screen.media.side else ""
        lines.insert(0, f"  [{drawn[type(screen.media)]}: {screen.media.stretch}{side}]")
    if isinstance(screen.media, Kept):
        lines.insert(0, f"  [their own {screen.media.kind}]")
    if isinstance(screen.media, Document):
        names = ", ".join(name for name, _ in screen.media.parts)
        lines.insert(0, f"  [file: {screen.media.name}: {names}]")
    if screen.silent:
        lines.insert(0, "  [silent]")
    lines += ["  " + " ".join(f"[{button.label}]" for button in row) for row in screen.rows]
    if screen.keyboard:
        lines.append(f"  keyboard: [{screen.keyboard.share}] [{screen.keyboard.leave}]")
    return "\n".join(lines)


HERE = Path(__file__).parent


def change(chat, **values):
    """Put the person into a state that takes long to reach."""
    chat.store.save(replace(chat.me, **values), None)


def nothing_fits(chat):
    """Limits that leave nothing at all."""
    chat.book = replace(chat.book, surgery_allows=frozenset())
    chat.restart()
    change(chat, tags=("recent-surgery",))


def sore(*slugs, at):
    """The progress of somebody whom these stretches have just hurt."""
    rests = Ladder(strikes=(at,), rest_until=at + 7 * 86400)
    return Progress(ladders=dict.fromkeys(slugs, rests))


def returning(stage, since):
    """The progress of somebody on the way back from a flare."""
    return Progress(way=Way(since, stage, since))
