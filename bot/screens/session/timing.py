"""Times a hold: its start, halfway and end, and a bell that makes the phone buzz."""

from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.screen import Note, Screen
from bot.core.values import replace
from bot.screens.common import being, number
from bot.screens.session.step import current, hold_of, holds, step
from bot.texts import say

LATE = 60  # seconds after which a bell would only startle


def begin(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Start the next hold; the clock plays back its half and its end."""
    session = current(moment, args)
    if session is None or len(args) != 3 or number(args[2]) != session.holds:
        return None
    at = session.steps[session.at]
    hold = hold_of(at.dose)
    if not hold or session.timer is not None or session.holds >= holds(at.dose):
        return None
    session = replace(session, timer=moment.now, touched=moment.now)
    reply = step(being(moment, replace(moment.person, session=session)))
    line = f"bell {session.serial} {session.at} {moment.now}"
    rings = (
        Ring(moment.now + hold // 2, f"{line} half"),
        Ring(moment.now + hold, f"{line} end"),
    )
    return replace(reply, rings=rings)


def bell(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The clock: halfway or over. One that the person has moved on from stays silent."""
    session = current(moment, args)
    if session is None or len(args) != 4 or session.timer is None:
        return Reply(moment.person)
    if number(args[2]) != session.timer:
        return Reply(moment.person)
    if args[3] == "half":
        return step(moment) if session.show == "step" else Reply(moment.person)
    session = replace(session, timer=None, holds=session.holds + 1)
    moment = being(moment, replace(moment.person, session=session))
    reply = step(moment) if session.show == "step" else Reply(moment.person)
    if moment.now - moment.at > LATE:
        return reply
    left = holds(session.steps[session.at].dose) - session.holds
    note = say(moment.words, "timer.bell" if left <= 0 else "timer.bell_more", n=left)
    return replace(reply, notes=(Note(Screen(note), passing=True),))
