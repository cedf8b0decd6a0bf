"""Knows what a person can be shown: text, buttons, media and a rare reply keyboard."""

import msgspec

from bot.core.values import Value


class Button(Value, frozen=True):
    """A button under a message.

    `tap` is a command line of at most 64 bytes; `style` is "", "good" or "bad" (a colour where
    the client has one).
    """

    label: str
    tap: str
    style: str = ""


Rows = tuple[tuple[Button, ...], ...]


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """The picture of a stretch; `side` is "", "left" or "right", `look` one of four people."""

    stretch: str
    side: str = ""
    look: int = 0


class Loop(msgspec.Struct, frozen=True, tag="loop"):
    """The same, moving: a short film without sound that repeats without a seam."""

    stretch: str
    side: str = ""
    look: int = 0


class Follow(msgspec.Struct, frozen=True, tag="follow"):
    """A film of a whole dose to move along with: it counts, rings softly, changes nothing."""

    stretch: str
    side: str = ""
    look: int = 0
    sets: int = 1
    reps: int = 0
    hold: int = 0
    seconds: int = 0


class Document(msgspec.Struct, frozen=True, tag="document"):
    """A ZIP file to download: its name and its parts as (file name, text)."""

    name: str
    parts: tuple[tuple[str, str], ...]


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """Something a person sent before, by Telegram's own name for it.

    `kind` is "photo", "animation", "video" or "voice"; no message can be edited into a voice.
    """

    kind: str
    file: str


# Structs rather than dataclasses: what is owed is kept as JSON, where a union needs a tag.
Drawn = Figure | Loop | Follow
Media = Drawn | Document | Kept


class Keyboard(Value, frozen=True):
    """A reply keyboard: one button that shares the location, one that leaves the question."""

    share: str
    leave: str


class Screen(Value, frozen=True):
    """One message: HTML text (4,096 characters, 1,024 with media), buttons, media.

    `silent` messages arrive without a sound. `hint` is the placeholder of the typing field and
    makes the client open it as a reply. `instead` is the text of a message whose media cannot be
    had in time ("" for the same text); `ahead` what is likely to be shown next, to be drawn early.
    """

    text: str
    rows: Rows = ()
    media: Media | None = None
    keyboard: Keyboard | None = None
    silent: bool = False
    hint: str = ""
    instead: str = ""
    ahead: Drawn | None = None


class Note(Value, frozen=True):
    """A message beside the live one; a `passing` one goes away at the next tap."""

    screen: Screen
    passing: bool = False
