"""Says when the next ping comes, or why none does."""

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
    """The next ping that will come: one whose time has been moved in already is left out."""
    due = next_due(moment.person, moment.now)
    while due is not None and answered(moment, due.kind, due.slot):
        due = next_due(moment.person, due.at)
    return due
