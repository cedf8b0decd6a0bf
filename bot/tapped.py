"""Knows what a tap leads to, and what is going on now."""

from bot.core.talk.moment import Moment, Reply
from bot.core.values import replace
from bot.routes import RESHOWN, TAPS, Route
from bot.screens import linked, start
from bot.screens.safety import care, closed, country
from bot.screens.safety.worded import BEFORE_SIGNS
from bot.texts import label, say


def pressed(moment: Moment, line: str) -> Reply | None:
    """Answer a button's line; None for one that no longer fits."""
    verb, *args = line.split(" ") if line.isprintable() else [""]
    if verb == "present":
        return present(moment)
    route = TAPS.get(verb)
    return None if route is None else routed(moment, route, tuple(args))


def routed(moment: Moment, route: Route, args: tuple[str, ...]) -> Reply | None:
    """Answer by a line of the map, or say what comes before it; None for one that does not fit."""
    person = moment.person
    if (route.moves or route.talk) and person.care is not None:
        return care.card(moment)
    if route.moves and person.screening is not None and person.screening.why in care.INSISTS:
        return closed.above(say(moment.words, "closed.signs"), care.ask(moment))
    if route.moves and person.stage == "limits":
        return start.begin(moment)
    if not route.early and person.care is None and person.stage in BEFORE_SIGNS:
        return start.begin(moment)
    return route.answer(moment, args)


def present(moment: Moment) -> Reply:
    """What is going on now: care, the first talk, a session, or where the person was."""
    person = moment.person
    closed = person.care is not None or person.stage in linked.TALK or person.session is not None
    verb, *args = person.here.split(" ")
    if person.care is not None and verb == "country":
        return country.country(moment, tuple(args))
    shown = None
    if not closed and verb in RESHOWN:
        shown = routed(moment, TAPS[verb], tuple(args))
    return shown or start.begin(moment)


def old(moment: Moment) -> Reply:
    """An old, repeated or forged tap: the present, and nothing recorded."""
    return replace(present(moment), toast=label(moment.words, "common.old_button"))
