"""Knows where a session is, what is at hand there, and which stretches that leaves."""

from collections.abc import Callable

from bot.core.book import Stretch
from bot.core.talk.person import THINGS, Person
from bot.core.values import replace

PLACES = ("home", "floor", "bed", "desk", "public")
UPRIGHT = frozenset({"seated", "standing"})
UPRIGHT_MINUTES = 5  # up to here a session at home needs no floor (FACTS C1, morning-5)
AT_DESK = frozenset({"chair", "desk", "wall"})
AT_HAND = AT_DESK | {"doorway"}  # what a session on and around a chair may use
SITTING = frozenset({"chair", "desk"})  # what every desk has, whatever is ticked at home
RARE = frozenset({"roller", "bottles"})  # what few have beside them


def suits(stretch: Stretch, place: str) -> bool:
    """Whether a stretch is one for a place; every stretch suits an unknown one.

    In public: upright, small, with nothing but a chair, and no arms or legs in the air.
    """
    match place:
        case "desk":
            return stretch.desk
        case "floor":
            return not UPRIGHT.intersection(stretch.positions) or "mat" in stretch.equipment
        case "bed":
            return stretch.bed or stretch.type == "breathing"
        case "public":
            return stretch.desk and stretch.discreet
        case _:
            return True


def possible(person: Person, kind: str) -> Callable[[Stretch], bool]:
    """Says whether a stretch can be done where a session of this kind is, with what is at hand.

    A chosen one ("only") is the person's own affair; a flare is lain down for wherever they are.
    """
    if kind == "only":
        return lambda _: True
    if kind == "flare":
        return lambda stretch: RARE.isdisjoint(stretch.equipment)
    where = {"desk": "desk", "first": "chair"}.get(kind, person.place)
    if where == "home" and person.minutes <= UPRIGHT_MINUTES:
        where = "chair"
    owned = frozenset(THINGS if kind == "first" else person.things)
    at_hand = {
        "desk": AT_DESK & (owned | SITTING),
        "public": SITTING,
        "chair": owned & (AT_HAND | RARE),
    }.get(where, owned)
    if where == "bed":  # the mattress is the mat
        return lambda stretch: _suits(stretch, where)
    return lambda stretch: at_hand.issuperset(stretch.equipment) and _suits(stretch, where)


def _suits(stretch: Stretch, where: str) -> bool:
    if where == "chair":
        return bool(UPRIGHT.intersection(stretch.positions))
    return where in ("home", "floor") or suits(stretch, where)


def for_now(person: Person) -> Person:
    """The person with the length and place that they chose for the session under way."""
    session = person.session
    if session is None:
        return person
    return replace(
        person, minutes=session.minutes or person.minutes, place=session.place or person.place
    )
