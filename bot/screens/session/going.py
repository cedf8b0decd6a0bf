"""Answers the buttons of a step: done, skip, back, stop, and going on after all."""

from bot.core.planning import swaps
from bot.core.talk.moment import Moment, Reply
from bot.core.values import replace
from bot.screens.common import being, number
from bot.screens.session import ending
from bot.screens.session.onward import onward
from bot.screens.session.step import arrived, current, step


def done(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Done: on to the next step."""
    session = current(moment, args)
    return None if session is None else onward(moment, session, "done")


def skip(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Skip: on to the next step, nothing counted."""
    session = current(moment, args)
    return None if session is None else onward(moment, session, "skipped")


def back(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Back: the step before; what was recorded stays."""
    session = current(moment, args)
    if session is None:
        return None
    earlier = [
        at
        for at, one in enumerate(session.steps[: session.at])
        if not swaps.blocked_by(one.stretch, moment.person, moment.book)  # limits may have changed
    ]
    at = earlier[-1] if earlier else session.at
    session = replace(session, at=at, holds=0, timer=None, touched=moment.now)
    return arrived(being(moment, replace(moment.person, session=session)))


def resume(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """From More, How? or Hurts back to the step."""
    session = current(moment, args)
    return None if session is None else step(moment)


def stop(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Stop: never penalised; straight to the two questions of the end."""
    session = current(moment, args)
    if session is None:
        return None
    return ending.ask(moment, stopped=True)


def carry_on(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A stop by mistake: back to where it was."""
    session = moment.person.session
    if session is None or len(args) != 1 or number(args[0]) != session.serial:
        return None
    if not session.stopped or session.show != "feeling":
        return None
    session = replace(session, stopped=False, show="step", touched=moment.now)
    return step(being(moment, replace(moment.person, session=session)))
