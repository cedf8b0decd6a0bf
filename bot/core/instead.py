"""Knows what to do instead of a step, when the floor, the company or the effort does not suit."""

from collections.abc import Callable, Collection, Iterator

from bot.core import plans, search, swaps
from bot.core.book import Book
from bot.core.dose import at_most, halved
from bot.core.own import is_own
from bot.core.person import Person, Step

WISHES = ("easier", "floor", "public")


def instead(
    step: Step, wish: str, person: Person, book: Book, taken: Collection[str] = ()
) -> Step | None:
    """A step on the same side that fits the wish; None when nothing does.

    "easier" walks down the chain of swaps; "floor" asks for one off the floor, "public" for one
    that goes unnoticed. The dose is the start dose, and never more than that of the step.
    """
    suits = _suits(wish, book)
    for slug in _candidates(step.stretch, wish, book):
        free = slug not in taken and slug not in person.never
        if free and suits(slug) and not swaps.blocked_by(slug, person, book):
            one = book.stretches[slug]
            dose = halved(one.start) if wish == "easier" else one.start
            if one.start.seconds and step.dose.seconds:
                dose = at_most(dose, step.dose)
            side = step.side if one.sides else ""
            return Step(slug, dose, side, swaps.eased_by(slug, person, book))
    return None


def alone(slug: str, person: Person, book: Book, level: int | None, now: int) -> tuple[Step, ...]:
    """The steps of one chosen stretch, or of the gentler one that today's reading allows.

    Empty when today allows neither (FACTS D3); a flare or a reading of 6 makes it flare-style.
    """
    if swaps.red(person, level):
        return plans.flare_steps(person, book, now)
    allow = swaps.allowed(person, book, "only", level, now)
    while slug and slug not in allow:
        slug = swaps.easier(slug, person, book)
    if not slug:
        return ()
    dose = plans.dose_for(slug, person, book, level, now)
    hint = swaps.eased_by(slug, person, book)
    sides = ("left", "right") if book.stretches[slug].sides else ("",)
    return tuple(Step(slug, dose, side, hint) for side in sides)


def _suits(wish: str, book: Book) -> Callable[[str], bool]:
    if wish == "public":
        return lambda slug: search.fits(slug, "public", book)
    if wish == "floor":
        return lambda slug: bool(swaps.UPRIGHT.intersection(book.stretches[slug].positions))
    return lambda slug: slug in book.stretches


def _candidates(slug: str, wish: str, book: Book) -> Iterator[str]:
    """The chain of easier ones; then, but for "easier", what is for the same areas."""
    seen = {slug}
    down = book.stretches[slug].easier
    while down and down not in seen:
        seen.add(down)
        yield down
        down = book.stretches[down].easier
    if wish == "easier":
        return
    areas = set(book.stretches[slug].areas)
    level = book.stretches[slug].level
    near = [
        one
        for one, facts in book.stretches.items()
        if one not in seen
        and not is_own(one)
        and facts.level <= level
        and areas.intersection(facts.areas)
    ]
    yield from sorted(
        near, key=lambda one: (-len(areas.intersection(book.stretches[one].areas)), one)
    )
