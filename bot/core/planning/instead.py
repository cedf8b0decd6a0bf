"""Knows what to do instead of a step, when the floor, the company or the effort does not suit."""

from collections.abc import Iterator

from bot.core.book import Book, Stretch
from bot.core.dose import Dose, halved
from bot.core.planning import plans, swaps
from bot.core.planning.choosing import MOST_STATIC, sides
from bot.core.planning.place import UPRIGHT, for_now, suits
from bot.core.talk.person import Person, Session, Step
from bot.core.values import replace

WISHES = ("easier", "floor", "public")
PLACE = {"floor": "home", "public": "public"}  # where a wish says that the person is


def instead(
    session: Session, wish: str, person: Person, book: Book, now: int
) -> tuple[Step, ...] | None:
    """The steps of a session with its present stretch swapped on every side still to come.

    "easier" walks down the chain of swaps; "floor" asks for a stretch off the floor, "public" for
    one that goes unnoticed. It is something that the session could have held: the reading that
    it began with, the first week, the way back, sore moves and the place still count. None when
    nothing fits.
    """
    old = session.steps[session.at]
    held = {step.stretch for step in session.steps}
    for slug in _candidates(session, wish, person, book, now):
        if slug not in held:
            dose = plans.dose_for(slug, person, book, session.before, now)
            dose = halved(dose) if wish == "easier" else dose
            new = Step(slug, _no_longer(dose, old.dose), "", swaps.eased_by(slug, person, book))
            return _swapped(session, new, sides(book.stretches[slug]))
    return None


def _no_longer(dose: Dose, old: Dose) -> Dose:
    """Going on for some seconds takes no longer than what it replaces did."""
    both = dose.seconds and old.seconds
    return replace(dose, seconds=min(dose.seconds, old.seconds)) if both else dose


def _swapped(session: Session, new: Step, every: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps with the new one on the sides that were still to come; else on `every` side."""
    old = session.steps[session.at].stretch
    steps: list[Step] = []
    for step in session.steps[session.at :]:
        if step.stretch != old:
            steps.append(step)
            continue
        for side in (step.side,) if step.side in every else every:
            one = replace(new, side=side)
            steps += [] if one in steps else [one]
    return (*session.steps[: session.at], *steps)


def _candidates(session: Session, wish: str, person: Person, book: Book, now: int) -> Iterator[str]:
    """The chain of easier ones; but for "easier" those for the same areas come first."""
    of, slug = book.stretches, session.steps[session.at].stretch
    there = for_now(replace(person, session=session))
    there = replace(there, place=PLACE.get(wish, there.place))
    statics = {one.stretch for one in session.steps if of[one.stretch].type == "static"} - {slug}
    full = len(statics) >= MOST_STATIC
    allow = {
        one
        for one in swaps.allowed(there, book, session.kind, session.before, now)
        if one not in person.never
        and _grants(wish, of[one])
        and not (full and of[one].type == "static")
    }
    below = [one for one in swaps.chain(slug, book) if one in allow and one != slug]
    if wish != "easier":
        areas, level = set(of[slug].areas), of[slug].level
        yield from (one for one in below if areas.intersection(of[one].areas))
        near = [one for one in allow if areas.intersection(of[one].areas)]
        near.sort(key=lambda one: (-len(areas.intersection(of[one].areas)), one))
        near.sort(key=lambda one: of[one].type != of[slug].type)
        yield from (one for one in near if of[one].level <= level)
    yield from below


def _grants(wish: str, stretch: Stretch) -> bool:
    if wish == "floor":
        return bool(UPRIGHT.intersection(stretch.positions))
    return wish == "easier" or suits(stretch, "public")
