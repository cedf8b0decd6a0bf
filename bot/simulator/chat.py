"""Knows one chat as a browser shows it: its bubbles, what changed since, and how to keep it."""

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bot.core.talk.outgoing import Lost, Outcome, Outgoing, Refused, Remove, Show, Shown, Toast
from bot.core.talk.screen import Document, Drawn, Figure, Follow, Keyboard, Loop, Media, Rows
from bot.core.talk.screen import Kept as Sent
from bot.core.values import replace

log = logging.getLogger(__name__)
KEPT = 1000  # bubbles; older ones scroll out of the chat for good


@dataclass(slots=True)
class Bubble:
    """One message. `mine` is the person's own; `text` is plain there and HTML otherwise.

    `at` is in epoch seconds of the turned clock; `version` counts the chat's changes and says
    when this one last changed; `unasked` bubbles came by themselves (a ping, a timer's bell).
    """

    id: int
    version: int
    at: int
    text: str
    mine: bool = False
    kind: str = "text"
    reply: int | None = None
    edited: bool = False
    rows: Rows = ()
    drawn: Drawn | None = None
    document: Document | None = None
    sent: Sent | None = None
    silent: bool = False
    hint: str = ""
    unasked: bool = False
    instead: str = ""

    @property
    def media(self) -> Media | None:
        """The picture or the file that the bubble shows."""
        return self.drawn or self.document or self.sent


@dataclass(slots=True)
class Kept:
    """What the chat file holds. `count` numbers messages, updates and changes alike.

    `offset` is how far the clock was turned (seconds); `gone` maps removed ids to the change that
    removed them; a reader who saw nothing later than `floor` has to read everything again.
    """

    count: int
    floor: int
    offset: int = 0
    keyboard: Keyboard | None = None
    bubbles: dict[int, Bubble] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)


class Chat:
    """The mouth: shows what the app owes, and tells a page what is new."""

    def __init__(self, path: Path | None, now: int) -> None:
        """Open the chat kept at `path` (None: in memory only), or begin one at `now`."""
        self._path = path
        self._kept = _read(path) or _begin(now)
        self._answers: dict[str, Toast] = {}
        self._saved = self._kept.count

    # Reading

    @property
    def version(self) -> int:
        """The number of the latest change."""
        return self._kept.count

    @property
    def offset(self) -> int:
        """Seconds that the clock was turned on."""
        return self._kept.offset

    @property
    def keyboard(self) -> Keyboard | None:
        """The reply keyboard that is up now."""
        return self._kept.keyboard

    def bubbles(self) -> Iterable[Bubble]:
        """All bubbles, oldest first."""
        return self._kept.bubbles.values()

    def find(self, message: int) -> Bubble | None:
        """The bubble with this id, if it is still there."""
        return self._kept.bubbles.get(message)

    def news(self, after: int) -> tuple[list[Bubble], list[int]] | None:
        """Bubbles changed and ids removed since change `after`; None: read everything again."""
        if after < self._kept.floor or after > self._kept.count:
            return None
        changed = [one for one in self.bubbles() if one.version > after]
        return changed, [number for number, at in self._kept.gone.items() if at > after]

    # The person's side

    def number(self) -> int:
        """A number that was never given out before."""
        self._kept.count += 1
        return self._kept.count

    def add(self, bubble: Callable[[int], Bubble]) -> Bubble:
        """Put a new bubble at the end; the oldest one goes when there are too many."""
        made = bubble(self.number())
        self._kept.bubbles[made.id] = made
        while len(self._kept.bubbles) > KEPT:
            self.remove([next(iter(self._kept.bubbles))])
        return made

    def change(self, bubble: Bubble) -> None:
        """Note that a bubble changed."""
        bubble.version = self.number()

    def put_away(self) -> None:
        """The reply keyboard was used: it folds away."""
        if self._kept.keyboard is not None:
            self._kept.keyboard = None
            self.number()

    def turn(self, seconds: int) -> None:
        """Turn the clock on."""
        self._kept.offset += seconds
        self.number()

    def wipe(self) -> None:
        """Begin anew, with the clock set right; every reader has to read everything again."""
        self._kept = Kept(self._kept.count + 1, self._kept.count + 1)
        self._answers.clear()

    # The bot's side

    def perform(self, out: Outgoing, at: int, unasked: bool) -> Outcome:  # noqa: FBT001 - a mark
        """Do what the app asks for."""
        if isinstance(out, Toast):
            self._answers[out.query] = out
            return Shown()
        if isinstance(out, Remove):
            self.remove(out.messages)
            return Shown()
        return self._show(out, at, unasked)

    def answer(self, query: str) -> Toast | None:
        """The answer to a press, once."""
        return self._answers.pop(query, None)

    def _show(self, out: Show, at: int, unasked: bool) -> Outcome:  # noqa: FBT001 - a mark
        screen = out.screen
        if out.message is None:
            bubble = self.add(lambda n: Bubble(n, n, at, screen.text, unasked=unasked))
        else:
            found = self.find(out.message)
            if found is None or found.mine:
                return Lost()
            if found.media and not screen.media:
                return Refused("media cannot be edited into text")
            bubble = found
            self.change(bubble)
        # A ping's words come as Markup, a str of its own kind that JSON does not know.
        bubble.text = str(screen.text)
        bubble.rows = tuple(
            tuple(replace(button, label=str(button.label)) for button in row) for row in screen.rows
        )
        drawn = screen.media if isinstance(screen.media, Figure | Loop | Follow) else None
        bubble.drawn = drawn
        bubble.instead = str(screen.instead)
        bubble.document = screen.media if isinstance(screen.media, Document) else None
        bubble.sent = screen.media if isinstance(screen.media, Sent) else None
        bubble.silent = screen.silent
        # One message carries one kind of markup: a hint works without buttons only.
        bubble.hint = "" if screen.rows or screen.keyboard else str(screen.hint)
        if screen.keyboard or out.gone_keyboard:
            self._kept.keyboard = screen.keyboard
        self.remove(out.remove)
        return Shown(bubble.id)

    def remove(self, messages: Iterable[int]) -> None:
        """Take bubbles away; ids that are unknown are gone already."""
        for message in messages:
            if self._kept.bubbles.pop(message, None) is not None:
                self._kept.gone[message] = self.number()
        while len(self._kept.gone) > KEPT:
            oldest = next(iter(self._kept.gone))
            self._kept.floor = self._kept.gone.pop(oldest)

    # Keeping

    def save(self) -> None:
        """Write the chat if it changed: whole or not at all, readable by its owner alone."""
        if self._path is None or self._saved == self._kept.count:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(self._path.name + ".part")
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(msgspec.json.encode(self._kept))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        self._saved = self._kept.count


def _begin(now: int) -> Kept:
    """Count from the clock's milliseconds on, so that a lost chat file never repeats an id."""
    return Kept(now * 1000, now * 1000)


def _read(path: Path | None) -> Kept | None:
    if path is None or not path.exists():
        return None
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except msgspec.DecodeError as error:
        aside = path.with_name(path.name + ".broken")
        path.replace(aside)
        log.warning("%s cannot be read (%s): kept as %s, a new chat begins", path, error, aside)
        return None
    return replace(kept, bubbles=dict(sorted(kept.bubbles.items())))
