"""Says when the next ping comes, or why none does."""

from bot.core.course.week import may_send
from bot.core.schedule import Due, next_due, window_start
from bot.core.talk.moment import Moment
from bot.texts import clock, date_of, day_of, say


def answered(moment: Moment, kind: str, slot: str) -> bool:
    """Whether the person has moved in the time that this ping stands for."""
    since = window_start(moment.person, kind, slot)
    return any(
        since <= done.ended <= moment.now and (done.done > 0 or done.kind == "moved")
        for done in moment.past.sessions
        if kind == "desk" or done.kind != "desk"
    )


def coming(moment: Moment, none: str = "home.no_pings") -> str:
    """One sentence; `none` is the key of what is said when no ping is set."""
    words, person = moment.words, moment.person
    if person.flare is not None:
        return say(words, "flare.pings")
    if person.pause is not None and person.pause.until is None:
        return say(words, "home.paused_for_good")
    if person.pause is not None and (person.pause.until or 0) > moment.now:
        day = date_of(words, person.pause.until or 0, person.zone)
        return say(words, "home.paused", day=day)
    due = _due(moment)
    if due is None:
        return say(words, none)
    return say(
        words,
        f"end.due_{due.kind}",
        day=day_of(words, due.at, moment.now, person.zone),
        time=clock(words, due.at, person.zone),
    )


def _due(moment: Moment) -> Due | None:
    """The next ping that will come.

    Left out is one whose time has been moved in already, and one beyond the day's share: a morning
    ping that is put off after it came, or that comes again in another zone.
    """
    person = moment.person
    due = next_due(person, moment.now)
    while due is not None and not _will_come(moment, due):
        due = next_due(person, due.at)
    return due


def _will_come(moment: Moment, due: Due) -> bool:
    person = moment.person
    share = may_send(person.unasked, due.kind, person.reminders, due.at, person.zone)
    return share and not answered(moment, due.kind, due.slot)
