"""Chooses what to do today: which stretches, in which order, at which dose."""

from collections.abc import Iterable

from bot.core.book import Book
from bot.core.course import bearing, ladder
from bot.core.dose import Dose, halved, length
from bot.core.planning import choosing, mine, swaps
from bot.core.planning.choosing import BETWEEN, FIRST_MINUTES, sides
from bot.core.planning.own import is_own
from bot.core.planning.place import for_now
from bot.core.talk.journal import Past
from bot.core.talk.person import Person, Step
from bot.core.values import replace

UPPER = frozenset({"neck", "shoulders", "upper-back"})
ORDER = ("cardio", "mobility", "strength", "static", "release", "breathing")  # FACTS F8
NOTHING = Past()


def plan(  # noqa: PLR0913, PLR0917 - what a plan answers to
    person: Person, book: Book, kind: str, level: int | None, now: int, past: Past = NOTHING
) -> tuple[Step, ...]:
    """The steps of a session of this `kind` after a reading of `level`; empty if nothing is left.

    The same person, day and journal give the same steps. `kind` is "first", "stretch",
    "morning", "desk", "flare" or "only" (the one stretch of the person's session, or what stands
    in for it); a flare or a reading of 6 makes any of them flare-style (FACTS D3). `past` is the
    journal of the last days: what came on each of four days running has a day off.
    """
    if kind == "flare" or (kind != "desk" and swaps.red(person, level)):
        return flare_steps(person, book, now)
    if kind == "only":
        return _only(person, book, level, now)
    person = for_now(person)
    chosen = _chosen(person, book, kind, level, now, past)
    steps: list[Step] = []
    for slug in sorted(chosen, key=lambda slug: ORDER.index(book.stretches[slug].type)):
        made = sided(slug, chosen[slug], person, book)
        cut = _cut(slug, chosen[slug], person, book, level, now)
        steps += (replace(step, cut=cut) for step in made)
    return mine.joined(tuple(steps), person, book, kind=kind, level=level, now=now)


def _chosen(  # noqa: PLR0913, PLR0917 - what a plan answers to
    person: Person, book: Book, kind: str, level: int | None, now: int, past: Past
) -> dict[str, Dose]:
    """The stretches of the library that make up a session, each with its dose."""
    allow = swaps.allowed(person, book, kind, level, now)
    held = bearing.held(person, book, level, now)
    doses = {slug: bearing.dose(slug, person, book, held) for slug in allow}
    open_ = choosing.Open(doses, choosing.tired(person, past, now), now)
    if kind == "desk":
        return choosing.desk(person, book, open_)
    minutes = FIRST_MINUTES if kind == "first" else person.minutes
    if minutes == 1:
        return choosing.minute(person, book, open_)
    return choosing.session(person, book, minutes, open_)


def _cut(  # noqa: PLR0913, PLR0917 - what a dose answers to
    slug: str, chosen: Dose, person: Person, book: Book, level: int | None, now: int
) -> bool:
    """Whether a dose is shorter than the earned one for want of time, and for nothing else."""
    if not chosen.seconds:
        return False
    mine = person.progress.ladders.get(slug)
    earned = ladder.dose(book.stretches[slug], mine.steps if mine else 0)
    return chosen.seconds < earned.seconds and dose_for(slug, person, book, level, now) == earned


def _only(person: Person, book: Book, level: int | None, now: int) -> tuple[Step, ...]:
    """The stretch that was chosen, or the first easier one that is open today."""
    wanted = person.session.only if person.session else ""
    if is_own(wanted):
        return mine.alone(wanted, person, book, level, now)
    allow = swaps.allowed(person, book, "only", level, now)
    for slug in swaps.chain(wanted, book):
        if slug in allow:
            return sided(slug, dose_for(slug, person, book, level, now), person, book)
    return ()


def flare_steps(person: Person, book: Book, now: int | None = None) -> tuple[Step, ...]:
    """The flare routine for where it hurts; only flare-safe stretches survive in it.

    Where `now` is given, what hurt and rests is left out.
    """
    key = "flare-neck" if person.areas and UPPER.issuperset(person.areas) else "flare-low"
    spasm = swaps.in_spasm(person)
    steps: list[Step] = []
    taken = set(person.never)
    if now is not None:
        taken.update(bearing.left_out(person, now))
    for planned in book.routines[key].steps:
        slug = swaps.stand_in(planned.stretch, spasm, book, taken)
        if slug:
            taken.add(slug)
            dose = planned.dose() if slug == planned.stretch else halved(book.stretches[slug].start)
            steps += sided(slug, dose, spasm, book)
    return tuple(steps)


def dose_for(slug: str, person: Person, book: Book, level: int | None, now: int) -> Dose:
    """The earned dose of a stretch, made smaller by all that holds it back today."""
    return bearing.dose(slug, person, book, bearing.held(person, book, level, now))


def seconds(steps: Iterable[Step]) -> int:
    """How long a session takes, with the time between its steps."""
    return sum(length(step.dose) + BETWEEN for step in steps)


def sided(slug: str, dose: Dose, person: Person, book: Book) -> tuple[Step, ...]:
    """The steps of one stretch: one, or one a side; each says how it is eased."""
    hints = swaps.eased_by(slug, person, book)
    return tuple(Step(slug, dose, side, hints) for side in sides(book.stretches[slug]))
