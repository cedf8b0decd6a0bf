"""One kind word after a week away, for those who want reminders; after it there is silence."""

from bot.core.course import absence, week
from bot.core.schedule import rests, wakes
from bot.core.silence import silent
from bot.core.talk.journal import SessionDone
from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import button, show
from bot.texts import say

KIND = "comeback"  # what it counts as in the day's budget
UNDER_WAY = 1800  # seconds since the last tap that a session counts as under way


def awaiting(moment: Moment, reply: Reply) -> Reply:
    """The reply with a ring a week ahead when something was done; one at a time for each person."""
    person = reply.person
    done = any(isinstance(one, SessionDone) and one.done for one in reply.records)
    if not done or reply.forget or person.awaited > moment.now:
        return reply
    return _later(reply, wakes(moment.now + absence.WEEK, person.zone))


def _later(reply: Reply, at: int) -> Reply:
    person = replace(reply.person, awaited=at)
    return replace(reply, person=person, rings=(*reply.rings, Ring(at, f"missed {at}")))


def missed(moment: Moment, args: tuple[str, ...]) -> Reply:
    """The clock: a week has passed. Who moved meanwhile is waited for anew; a pause says no.

    On a day that has brought something unasked, the next morning ping says it instead.
    """
    person = moment.person
    if args != (str(person.awaited),):
        return Reply(person)
    quiet = Reply(replace(person, awaited=0))
    due = wakes(absence.moved(person, moment.past) + absence.WEEK, person.zone)
    if due > moment.now:
        return _later(quiet, due)
    told = person.reminders
    wants = told.morning is not None or told.desk
    if not wants or rests(person, moment.now) or moment.now - due > absence.LATE or _busy(moment):
        return quiet
    until = silent(person, moment.now, KIND)
    if until is not None:
        return _later(quiet, until)
    if week.kinds(person.unasked, moment.now, person.zone):
        return Reply(person)
    unasked = week.sent(person.unasked, KIND, moment.now, person.zone)
    words = moment.words
    rows = (
        (button(words, "ping.start", "stretch", "good"),),
        (button(words, "missed.pause", "pause"), button(words, "common.home", "home")),
    )
    person = replace(quiet.person, unasked=unasked)
    shown = show(moment, Screen(say(words, "missed.text"), rows), here="home", person=person)
    return replace(shown, fresh=True)


def overdue(moment: Moment) -> bool:
    """Whether a ping is to say it, because the day it was due had brought something else."""
    person = moment.person
    if not 0 < person.awaited <= moment.now:
        return False
    return moment.now - absence.moved(person, moment.past) >= absence.WEEK


def _busy(moment: Moment) -> bool:
    session, asked = moment.person.session, moment.person.screening
    under_way = session is not None and moment.now - session.touched < UNDER_WAY
    return under_way or asked is not None
