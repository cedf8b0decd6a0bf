"""Fits an open session to changed limits, and says so when nothing fits them."""

from bot.core.planning import swaps
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import being, button, show
from bot.texts import say


def fitted(moment: Moment) -> Moment:
    """The moment with what the person may no longer do taken out of the steps still to come."""
    person, book, session = moment.person, moment.book, moment.person.session
    if session is None or not session.steps:
        return moment
    ahead = tuple(
        replace(step, hints=swaps.eased_by(step.stretch, person, book))
        for step in session.steps[session.at :]
        if not swaps.blocked_by(step.stretch, person, book)
    )
    steps = (*session.steps[: session.at], *ahead)
    if len(steps) < len(session.steps):
        session = replace(session, holds=0, timer=None)
        if session.at >= len(steps) and session.show != "after":
            session = replace(session, show="feeling", stopped=True)
    return being(moment, replace(person, session=replace(session, steps=steps)))


def nothing(moment: Moment) -> Reply:
    """Plainly: nothing fits what limits this person."""
    rows = (
        (button(moment.words, "common.settings", "settings"),),
        (button(moment.words, "common.home", "home"),),
    )
    return show(moment, Screen(say(moment.words, "session.nothing"), rows), here="home")
