"""Closes a session in the journal, also one that is broken off; what was done counts."""

from dataclasses import replace

from bot.core.journal import SessionDone
from bot.core.moment import Moment
from bot.core.person import Session
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
    return being(moment, replace(person, session=None, records=record.n)), (record,)
