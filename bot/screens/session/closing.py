"""Closes a session in the journal, also one that is broken off; what was done counts."""

from bot.core.course import week
from bot.core.course.progress import finished
from bot.core.schedule import day
from bot.core.talk.journal import SessionDone, StretchDone
from bot.core.talk.moment import Moment
from bot.core.talk.person import Person, Session
from bot.core.values import replace
from bot.screens.common import being


def closed(moment: Moment, session: Session, how: str, found: int | None) -> SessionDone:
    """The journal's record of a session that ends now, with the reading after it."""
    return SessionDone(
        moment.person.records + 1,
        session.kind,
        session.started,
        moment.now,
        session.before,
        found,
        how,
        session.done,
        len(session.steps),
    )


def broken_off(moment: Moment) -> tuple[Moment, tuple[SessionDone, ...]]:
    """The moment without its open session, and the record of what was done in it, if anything."""
    person, session = moment.person, moment.person.session
    if session is None:
        return moment, ()
    if not session.done:
        return being(moment, replace(person, session=None)), ()
    record = replace(closed(moment, session, session.feeling, None), ended=session.touched)
    person = counted(moment, session, record)
    return being(moment, replace(person, session=None, records=record.n)), (record,)


def rows(moment: Moment, session: SessionDone) -> tuple[StretchDone, ...]:
    """The steps that the journal has of a session."""
    return tuple(row for row in moment.past.steps(session.started) if row.at <= session.ended)


def counted(moment: Moment, session: Session, done: SessionDone) -> Person:
    """The person once a session has ended: what it says of their doses, and a day of their week.

    Its effort may still be told; nothing asks for it after a calm routine.
    """
    person = moment.person
    cut = frozenset(step.stretch for step in session.steps if step.cut)
    progress = finished(person.progress, done, rows(moment, done), "", moment.book, cut)
    streak = person.streak
    if done.done:
        streak = week.active(streak, day(done.ended, person.zone))
    waits = done.kind != "flare" and any(one.ended == done.ended for one in progress.pending)
    unrated = done.n if waits and session.feeling else 0
    return replace(person, progress=progress, streak=streak, unrated=unrated)
