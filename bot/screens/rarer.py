"""Says by which rule pings get rarer while nobody answers, and brings them back."""

from bot.core.schedule import desk_times
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.thinning import news
from bot.core.values import replace
from bot.screens.coming import coming
from bot.screens.common import button, show
from bot.texts import joined, say

WORDS = {
    ("desk", "half"): "rarer.desk_half",
    ("desk", "one"): "rarer.desk_one",
    ("desk", "last"): "rarer.desk_last",
    ("morning", "other"): "rarer.morning_other",
    ("morning", "week"): "rarer.morning_week",
    ("morning", "last"): "rarer.morning_last",
}


def told(moment: Moment, screen: Screen, kind: str, days: int) -> Screen:
    """The first ping of a day with the rule, when it changes after `days` without an answer.

    The last one before silence has a button that brings them back.
    """
    words = moment.words
    what = news(kind, days, len(desk_times(moment.person)))
    if not what:
        return screen
    rows = screen.rows
    if what == "last":
        rows = (*rows, (button(words, "rarer.bring", "bring"),))
    text = joined([screen.text, say(words, WORDS[kind, what])])
    return replace(screen, text=text, rows=rows)


def brought(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """They are wanted again: any answer has brought them back, this one says so."""
    rows = ((button(moment.words, "common.home", "home"),),)
    text = joined([say(moment.words, "rarer.brought"), coming(moment)])
    return show(moment, Screen(text, rows))
