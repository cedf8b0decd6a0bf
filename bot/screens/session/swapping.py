"""Swaps the present step at once: something easier, no floor, or nothing that others would see."""

from bot.core.planning.instead import WISHES, instead
from bot.core.talk.moment import Moment, Reply
from bot.core.values import replace
from bot.screens.common import being
from bot.screens.session.step import arrived, current, step
from bot.texts import joined, label, say


def swap(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The wish of a tap: every step still to come of the same stretch is swapped with it."""
    session = current(moment, args)
    if session is None or len(args) != 3 or args[2] not in WISHES:
        return None
    steps = instead(session, args[2], moment.person, moment.book, moment.now)
    if steps is None:
        return replace(step(moment), toast=label(moment.words, "swap.none"), alert=True)
    session = replace(session, steps=steps, holds=0, timer=None, touched=moment.now)
    reply = arrived(being(moment, replace(moment.person, session=session)))
    assert reply.screen is not None  # noqa: S101 - a step always has a screen
    text = joined([say(moment.words, f"swap.told_{args[2]}"), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=text))
