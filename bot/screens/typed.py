"""Hears what is typed instead of tapped: the words of a button that is shown, or of a command."""

import re
from collections.abc import Iterable

from bot.core.talk.moment import Moment
from bot.core.talk.screen import Screen
from bot.texts import evened, phrase

# Commands that people ask for in other words.
ASKED = ("stretch", "progress", "pause", "settings", "help", "forget", "signs")


TICKS = ("☐", "☑")


def line(text: str, screens: Iterable[Screen | None], *, begins: bool) -> str | None:
    """The line of the button that is called so; of none whose words are a number.

    `begins` is whether its first words will do ("yes" of "Yes, set up"), where they are those of
    one button alone. What is ticked goes by its whole name.
    """
    said = _plain(text)
    if not said or said.isdecimal():
        return None
    shown = (one for one in screens if one is not None)
    buttons = (button for screen in shown for row in screen.rows for button in row)
    known = [(one.label[:1] in TICKS, _plain(one.label), one.tap) for one in buttons]
    exact = next((tap for _, name, tap in known if name == said), None)
    if exact is not None or not begins:
        return exact
    start = re.compile(rf"{re.escape(said)}\b")
    first = {tap for ticks, name, tap in known if not ticks and start.match(name)}
    return first.pop() if len(first) == 1 else None


def command(moment: Moment, text: str, names: Iterable[str]) -> str | None:
    """The command that is named so or asked for in other words: "settings", "unsubscribe"."""
    said = _plain(text)
    if said in names:
        return said
    return next((one for one in ASKED if said in _phrases(moment, one)), None)


def _phrases(moment: Moment, name: str) -> list[str]:
    return phrase(moment.words, f"typed.{name}").split(", ")


def _plain(text: str) -> str:
    """Without the signs before and behind, and without regard to case."""
    said = evened(text)
    while said and not said[0].isalnum():
        said = said[1:]
    while said and not said[-1].isalnum():
        said = said[:-1]
    return said
