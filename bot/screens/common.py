"""Knows the pieces that screens share: scales, rows of buttons, and the usual reply."""

from collections.abc import Iterable

from bot.core.book import Words
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Rows, Screen
from bot.core.values import replace
from bot.texts import label

LABEL = 36  # characters that fit on a button of full width


def button(words: Words, key: str, tap: str, style: str = "", **values: object) -> Button:
    """A button whose words stand under `key`."""
    return Button(short(label(words, key, **values)), tap, style)


def short(words: str) -> str:
    """A label that a phone does not cut in the middle: names can be long."""
    return words if len(words) <= LABEL else f"{words[: LABEL - 1].rstrip()}…"


def scale(prefix: str) -> Rows:
    """0–10 in two rows; each number taps `prefix` and itself."""
    numbers = [Button(str(n), f"{prefix} {n}") for n in range(11)]
    return (tuple(numbers[:6]), tuple(numbers[6:]))


def column(buttons: Iterable[Button]) -> Rows:
    """One button under the other, full width."""
    return tuple((one,) for one in buttons)


def paired(buttons: Iterable[Button]) -> Rows:
    """Two buttons a row."""
    known = list(buttons)
    return tuple(tuple(known[i : i + 2]) for i in range(0, len(known), 2))


def ticked(on: bool, words: str) -> str:  # noqa: FBT001 - a tick box
    """A tick box as a label."""
    return f"{'☑' if on else '☐'} {words}"


def show(
    moment: Moment, screen: Screen, *, here: str = "", asks: str = "", person: Person | None = None
) -> Reply:
    """Show a screen and remember it as the present; `asks` names what typed words now answer."""
    base = person or moment.person
    return Reply(replace(base, here=here, asks=asks), screen)


def being(moment: Moment, person: Person) -> Moment:
    """The moment with a person who has moved on."""
    return replace(moment, person=person)


def number(text: str) -> int | None:
    """A whole number of a button's line, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
