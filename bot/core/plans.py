"""Chooses what to do today: which stretches, in which order, at which dose."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.core import flare, swaps
from bot.core.book import Book, Stretch
from bot.core.dose import Dose, at_most, halved, length, shorter_holds
from bot.core.person import Person, Step
from bot.core.schedule import day

WEEK = 7 * 86400
FIRST_WEEK_MOVES = 5  # FACTS B0: week one, at most 5 exercises, level 1, half the goal
MOST_MOVES = 12  # FACTS B0
BETWEEN = 10  # seconds from one step to the next (FACTS C: changeovers of 3–15 s)
DESK_SECONDS = (60, 90)
MILD, AMBER, RED = 4, 5, 6  # FACTS D3: half holds; mobility and breathing only; flare-style set
SORE_FOR = WEEK  # a move that hurt is left alone this long
UPPER = frozenset({"neck", "shoulders", "upper-back"})
ORDER = ("cardio", "mobility", "strength", "static", "release", "breathing")
GENTLE = frozenset({"mobility", "breathing", "release"})


def plan(person: Person, book: Book, kind: str, level: int | None, now: int) -> tuple[Step, ...]:
    """The steps of a session of this `kind` after a reading of `level`; empty if nothing is left.

    The same person, day and reading give the same steps. `kind` is "first", "stretch",
    "morning", "desk" or "flare"; a reading of 6 makes any of them flare-style (FACTS D3).
    """
    if kind == "flare" or person.flare or (level or 0) >= RED:
        return flare_steps(person, book)
    allow = _allowed(person, book, level, now)
    chosen = (
        _desk(person, book, allow, now) if kind == "desk" else _chosen(person, book, kind, allow, now)
    )
    steps: list[Step] = []
    for slug in chosen:
        steps += _sided(slug, dose_for(slug, person, book, level, now), person, book)
    return tuple(steps)


def flare_steps(person: Person, book: Book) -> tuple[Step, ...]:
    """The flare routine for where it hurts; only flare-safe stretches survive in it."""
    key = "flare-neck" if person.areas and UPPER.issuperset(person.areas) else "flare-low"
    spasm = replace(person, flare=person.flare or flare.flared(None, None, 0, locked=True))
    steps: list[Step] = []
    taken: set[str] = set()
    for planned in book.routines[key].steps:
        slug = swaps.stand_in(planned.stretch, spasm, book, taken)
        if slug:
            taken.add(slug)
            dose = planned.dose() if slug == planned.stretch else halved(book.stretches[slug].start)
            steps += _sided(slug, dose, spasm, book)
    return tuple(steps)


def dose_for(slug: str, person: Person, book: Book, level: int | None, now: int) -> Dose:
    """The start dose, made smaller by the first week, the way back, and pain of 4 or 5."""
    stretch = book.stretches[slug]
    dose = stretch.start
    if now - person.since < WEEK:
        dose = at_most(dose, replace(halved(stretch.goal), hold=stretch.goal.hold))
    stage = flare.stage(person, book, level, now)
    if stage is not None:
        dose = halved(dose) if stage.half else dose
        cap = stage.hold_at_most or dose.hold
        dose = replace(dose, hold=min(dose.hold, cap))
    return shorter_holds(dose) if (level or 0) >= MILD else dose


def seconds(steps: Iterable[Step]) -> int:
    """How long a session takes, with the time between its steps."""
    return sum(length(step.dose) + BETWEEN for step in steps)


def swapped(step: Step, person: Person, book: Book, taken: Collection[str]) -> Step | None:
    """The easier stand-in for a step on the same side, at half its start dose; None if none."""
    slug = swaps.easier(step.stretch, person, book, taken)
    if not slug:
        return None
    stretch = book.stretches[slug]
    side = step.side if stretch.sides else ""
    return Step(slug, halved(stretch.start), side, swaps.eased_by(slug, person, book))


def _sided(slug: str, dose: Dose, person: Person, book: Book) -> list[Step]:
    hint = swaps.eased_by(slug, person, book)
    sides = ("left", "right") if book.stretches[slug].sides else ("",)
    return [Step(slug, dose, side, hint) for side in sides]


def _allowed(person: Person, book: Book, level: int | None, now: int) -> frozenset[str]:
    """Everything this person may do now."""
    stage = flare.stage(person, book, level, now)
    ramp = flare.allowed(book, stage) if stage else frozenset(book.stretches)
    low = now - person.since < WEEK or (level or 0) >= MILD or stage is not None

    def fits(slug: str, stretch: Stretch) -> bool:
        move = person.moves.get(slug)
        sore = move is not None and now - move.last_hurt < SORE_FOR
        return (
            slug in ramp
            and not sore
            and not (low and stretch.level > 1)
            and not ((level or 0) >= AMBER and stretch.type not in GENTLE)
            and not swaps.blocked_by(slug, person, book)
            and slug == swaps.stand_in(slug, person, book)
        )

    return frozenset(slug for slug, stretch in book.stretches.items() if fits(slug, stretch))


def _closeness(stretch: Stretch, person: Person, book: Book) -> int:
    """2 for a stretch of an area the person named, 1 for what pulls on it, 0 for the rest."""
    named = person.areas or tuple(area for area, one in book.areas.items() if one.asked)
    within = {book.areas[area].within or area for area in stretch.areas}
    if within.intersection(named) or set(stretch.areas).intersection(named):
        return 2
    chain = {link for area in named for link in book.areas[area].chain}
    return 1 if chain.intersection(stretch.areas) else 0


def _turned(slugs: Iterable[str], by: int) -> list[str]:
    """The slugs in an order that changes from day to day and is the same all day."""
    known = sorted(slugs)
    start = by % len(known) if known else 0
    return known[start:] + known[:start]


def _chosen(
    person: Person, book: Book, kind: str, allow: frozenset[str], now: int
) -> list[str]:
    """A warm-up, moves for the sore area and (one in three) for its chain, and breathing."""
    by = day(now, person.zone).toordinal()
    minutes = 3 if kind == "first" else person.minutes
    upright = kind == "first" or minutes <= 5
    pool = [
        slug
        for slug in _turned(allow, by)
        if not upright or swaps.UPRIGHT.intersection(book.stretches[slug].positions)
    ]
    routine = {step.stretch for step in book.routines["morning-8" if minutes > 5 else "morning-5"].steps}
    of = book.stretches
    warm = [s for s in pool if of[s].type == "cardio" and of[s].start.seconds <= 60]
    breath = [s for s in pool if of[s].type == "breathing"]
    moves = [s for s in pool if of[s].type not in ("cardio", "breathing", "release")]
    moves.sort(key=lambda s: s not in routine)  # stable: the well-tried routine first
    near = [s for s in moves if _closeness(of[s], person, book) == 2]
    far = [s for s in moves if _closeness(of[s], person, book) < 2]
    far.sort(key=lambda s: _closeness(of[s], person, book) == 0)
    most = FIRST_WEEK_MOVES if now - person.since < WEEK else MOST_MOVES
    chosen = warm[:1] + breath[:1]
    budget = minutes * 60
    for turn in range(len(moves)):
        source = far if (turn % 3 == 2 and far) or not near else near
        slug = source.pop(0)
        statics = sum(of[s].type == "static" for s in chosen)
        if of[slug].type == "static" and statics == 3:  # FACTS C3: at most three in a morning
            continue
        fits = _time([*chosen, slug], person, book, now) <= budget + 15
        if len(chosen) < most and fits:
            chosen.append(slug)
    return sorted(chosen, key=lambda s: ORDER.index(of[s].type))


def _time(slugs: Iterable[str], person: Person, book: Book, now: int) -> int:
    return seconds(
        step
        for slug in slugs
        for step in _sided(slug, dose_for(slug, person, book, None, now), person, book)
    )


def _desk(person: Person, book: Book, allow: frozenset[str], now: int) -> list[str]:
    """Two moves that fit a chair and 60–90 seconds, never the same two as the last time."""
    of = book.stretches
    pool = [
        slug
        for slug in _turned(allow, day(now, person.zone).toordinal() * 3 + person.serial)
        if of[slug].desk and not set(of[slug].equipment) - {"chair", "desk", "wall"}
    ]
    pool.sort(key=lambda s: (s in person.last_desk, -_closeness(of[s], person, book)))
    for first in pool:
        for second in pool:
            time = sum(
                length(step.dose)
                for slug in (first, second)
                for step in _sided(slug, dose_for(slug, person, book, None, now), person, book)
            )
            pair = first != second and {first, second} != set(person.last_desk)
            if pair and DESK_SECONDS[0] <= time <= DESK_SECONDS[1]:
                return sorted((first, second), key=lambda s: ORDER.index(of[s].type))
    return [slug for slug in pool if slug not in person.last_desk][:2] or pool[:1]
