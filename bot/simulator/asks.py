"""Knows what a page may ask for, and within which limits."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from bot.simulator.play import LONGEST_TURN

Language = Annotated[str, Meta(max_length=35)]  # the longest tag that BCP 47 speaks of
Words = Annotated[str, Meta(min_length=1, max_length=4096, pattern=r"\S")]  # Telegram's limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What every request carries: the language of the browser, and the last change it knows."""

    language: Language = ""
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Ask):
    """Typed words; `reply` is the message they answer."""

    text: Words
    reply: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Ask):
    """New words for one's own message."""

    message: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Ask):
    """A pressed button: its message and its line (64 bytes in Telegram)."""

    message: int
    line: Annotated[str, Meta(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Ask):
    """A shared place, in degrees; `label` is what its bubble calls it."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    label: Annotated[str, Meta(max_length=80)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Ask):
    """Something that the bot cannot read."""

    kind: Annotated[str, Meta(min_length=1, max_length=20)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Ask):
    """A turn of the clock; without `seconds` it goes on to what the bot says next by itself."""

    seconds: Annotated[int, Meta(ge=1, le=LONGEST_TURN)] | None = None
