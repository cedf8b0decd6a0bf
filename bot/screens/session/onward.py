"""Moves a session on: the journal's record of a step, then the next one or the end."""

from bot.core.talk.journal import StretchDone
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Move, Person, Session
from bot.core.values import replace
from bot.screens.common import being
from bot.screens.session import ending
from bot.screens.session.step import arrived


def onward(moment: Moment, session: Session, outcome: str) -> Reply:
    """Record the present step and show the next one, or the end."""
    person, record = recorded(moment, session, outcome)
    done_now = session.done + (outcome == "done")
    session = replace(
        session, at=session.at + 1, done=done_now, holds=0, timer=None, touched=moment.now
    )
    person = replace(person, session=session)
    if session.at >= len(session.steps):
        reply = ending.ask(being(moment, person), stopped=False)
    else:
        reply = arrived(being(moment, person))
    return replace(reply, records=(record, *reply.records))


def recorded(moment: Moment, session: Session, outcome: str) -> tuple[Person, StretchDone]:
    """The journal's record of the present step, and the move's new totals."""
    person, at = moment.person, session.steps[session.at]
    n = person.records + 1
    total = person.moves.get(at.stretch, Move())
    if outcome == "done":
        total = replace(total, done=total.done + 1, last=moment.now)
    elif outcome != "skipped":
        total = replace(total, hurt=total.hurt + 1, last_hurt=moment.now)
    record = StretchDone(
        n, session.serial, moment.at, at.stretch, at.side, at.dose.compact(), outcome
    )
    return replace(person, records=n, moves={**person.moves, at.stretch: total}), record
