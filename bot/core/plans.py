"""Chooses what to do today: which stretches, in which order, at which dose."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from math import gcd

from bot.core import course, swaps
from bot.core.book import Book, Stretch
from bot.core.dose import Dose, halved, length
from bot.core.person import Person, Step
from bot.core.schedule import day
from bot.core.swaps import UPRIGHT_MINUTES, WEEK

FIRST_WEEK_MOVES = 5  # FACTS B0: week one, at most 5 exercises, level 1, half the goal
MOST_MOVES = 12  # FACTS B0
MOST_STATIC = 3  # FACTS C3
BETWEEN = 10  # seconds from one step to the next (FACTS C: changeovers of 3–15 s)
SLACK = 15  # seconds that a session may be longer than it says
SPARE = 60  # seconds left over that are worth a longer walk
FIRST_MINUTES = 3
LONG_MINUTES = 12
SHORT_WALK, WALK, LONG_WALK = 30, 45, 120  # seconds, as in the routines of FACTS C1
DESK_SECONDS = (60, 90)
DESK_BETWEEN = 3  # seconds; the changeovers of the desk sets in FACTS C1
UPPER = frozenset({"neck", "shoulders", "upper-back"})
ORDER = ("cardio", "mobility", "strength", "static", "release", "breathing")  # FACTS F8
MOVES = frozenset({"mobility", "strength", "static"})


def plan(person: Person, book: Book, kind: str, level: int | None, now: int) -> tuple[Step, ...]:
    """The steps of a session of this `kind` after a reading of `level`; empty if nothing is left.

    The same person, day and reading give the same steps. `kind` is "first", "stretch",
    "morning", "desk", "flare" or "only" (the one stretch of the person's session, or what stands
    in for it); a flare or a reading of 6 makes any of them flare-style (FACTS D3).
    """
    if kind == "flare" or (kind != "desk" and swaps.red(person, level)):
        return flare_steps(person, book, now)
    allow = swaps.allowed(person, book, kind, level, now)
    doses = {slug: dose_for(slug, person, book, level, now) for slug in allow}
    if kind == "only":
        chosen = _only(person, book, doses)
    elif kind == "desk":
        chosen = _desk(person, book, doses, now)
    else:
        minutes = FIRST_MINUTES if kind == "first" else person.minutes
        chosen = _session(person, book, minutes, doses, now)
    steps: list[Step] = []
    for slug in sorted(chosen, key=lambda slug: ORDER.index(book.stretches[slug].type)):
        steps += _sided(slug, chosen[slug], person, book)
    return tuple(steps)


def flare_steps(person: Person, book: Book, now: int | None = None) -> tuple[Step, ...]:
    """The flare routine for where it hurts; only flare-safe stretches survive in it.

    Where `now` is given, what hurt and rests is left out.
    """
    key = "flare-neck" if person.areas and UPPER.issuperset(person.areas) else "flare-low"
    spasm = swaps.in_spasm(person)
    steps: list[Step] = []
    taken = set(person.never)
    if now is not None:
        taken.update(course.left_out(person, now))
    for planned in book.routines[key].steps:
        slug = swaps.stand_in(planned.stretch, spasm, book, taken)
        if slug:
            taken.add(slug)
            dose = planned.dose() if slug == planned.stretch else halved(book.stretches[slug].start)
            steps += _sided(slug, dose, spasm, book)
    return tuple(steps)


def dose_for(slug: str, person: Person, book: Book, level: int | None, now: int) -> Dose:
    """The earned dose of a stretch, made smaller by all that holds it back today."""
    return course.dose(slug, person, book, course.held(person, book, level, now))


def seconds(steps: Iterable[Step]) -> int:
    """How long a session takes, with the time between its steps."""
    return sum(length(step.dose) + BETWEEN for step in steps)


def swapped(step: Step, person: Person, book: Book, taken: Collection[str]) -> Step | None:
    """The easier stand-in for a step on the same side, at half its dose; None if there is none.

    It is something that the session under way could have held: the reading it began with, the
    first week, the way back and the place still count.
    """
    session = person.session
    kind, level = (session.kind, session.before) if session else ("stretch", None)
    now = session.touched if session else person.since
    allow = swaps.allowed(person, book, kind, level, now)
    slug = swaps.easier(step.stretch, person, book, taken)
    while slug and slug not in allow:
        slug = swaps.easier(slug, person, book, taken)
    if not slug:
        return None
    side = step.side if book.stretches[slug].sides else ""
    dose = halved(dose_for(slug, person, book, level, now))
    return Step(slug, dose, side, swaps.eased_by(slug, person, book))


def _sides(stretch: Stretch) -> tuple[str, ...]:
    return ("left", "right") if stretch.sides else ("",)


def _sided(slug: str, dose: Dose, person: Person, book: Book) -> list[Step]:
    hint = swaps.eased_by(slug, person, book)
    return [Step(slug, dose, side, hint) for side in _sides(book.stretches[slug])]


def _closeness(stretch: Stretch, person: Person, book: Book) -> int:
    """2 for a stretch of an area the person named, 1 for what pulls on it, 0 for the rest."""
    named = person.areas or tuple(area for area, one in book.areas.items() if one.asked)
    within = {book.areas[area].within or area for area in stretch.areas}
    if within.intersection(named):
        return 2
    chain = {link for area in named for link in book.areas[area].chain}
    return 1 if chain.intersection(stretch.areas) else 0


def _turned(slugs: Iterable[str], by: int) -> list[str]:
    """The slugs in an order that changes from day to day and is the same all day.

    Each day begins up to three places further on, so that the same stretch does not come first
    for many days running (FACTS C3).
    """
    known = sorted(slugs)
    stride = next(n for n in (3, 2, 1) if n == 1 or gcd(n, len(known)) == 1)
    start = by * stride % max(1, len(known))
    return known[start:] + known[:start]


def _session(
    person: Person, book: Book, minutes: int, doses: Mapping[str, Dose], now: int
) -> dict[str, Dose]:
    """A warm-up, moves for the sore area and (one in three) for its chain, and breathing."""
    of = book.stretches
    walk = SHORT_WALK if minutes == FIRST_MINUTES else WALK
    doses_now = _with_walks_of(doses, book, walk if minutes < LONG_MINUTES else LONG_WALK)
    cost = {s: len(_sides(of[s])) * (length(dose) + BETWEEN) for s, dose in doses_now.items()}
    most = FIRST_WEEK_MOVES if now - person.since < WEEK else MOST_MOVES
    chosen: list[str] = []

    def spare() -> int:
        return minutes * 60 - sum(cost[slug] for slug in chosen)

    def add(slug: str) -> bool:
        if slug not in cost or slug in chosen:
            return False
        statics = [one for one in (*chosen, slug) if of[one].type == "static"]
        full = len(chosen) == most or cost[slug] > spare() + SLACK or len(statics) > MOST_STATIC
        chosen.extend([] if full else [slug])
        return not full

    near, far, warm, breath, rest = _queues(person, book, minutes, doses, now)
    moving = _first_moving((*warm, *near, *far), book)
    for slug in (moving, *breath[:1]):
        add(slug)
    sore = chain = 0
    while near or far:
        if far and (not near or sore >= 2 * (chain + 1)):  # FACTS C3: two thirds, one third
            chain += add(far.pop(0))
        else:
            sore += add(near.pop(0))
    for slug in (*breath[1:], *rest, *warm[1:]):  # where little is allowed, more of what is
        if spare() >= SPARE:
            add(slug)
    return _with_longer_walks({slug: doses_now[slug] for slug in chosen}, doses, spare())


def _with_longer_walks(
    chosen: Mapping[str, Dose], doses: Mapping[str, Dose], spare: int
) -> dict[str, Dose]:
    """What was chosen; where much time is left over, a walk takes it, up to its own dose."""
    longer = dict(chosen)
    for slug, dose in chosen.items():
        more = min(doses[slug].seconds - dose.seconds, spare)
        if spare >= SPARE and more > 0:
            longer[slug] = replace(dose, seconds=dose.seconds + more)
            spare -= more
    return longer


def _queues(
    person: Person, book: Book, minutes: int, slugs: Iterable[str], now: int
) -> tuple[list[str], ...]:
    """What a session draws on: sore area, its chain and the rest, warm-ups, breathing, release."""
    of = book.stretches
    by = day(now, person.zone).toordinal()
    routine = book.routines["morning-5" if minutes <= UPRIGHT_MINUTES else "morning-8"]
    known = {step.stretch for step in routine.steps if by % 2}

    def queue(types: Collection[str], close: Collection[int] = (0, 1, 2)) -> list[str]:
        mine = [s for s in slugs if of[s].type in types]
        mine = _turned((s for s in mine if _closeness(of[s], person, book) in close), by)
        mine.sort(key=lambda s: s not in known)  # every other day the well-tried ones first
        mine.sort(key=lambda s: s not in person.pins)
        return sorted(mine, key=lambda s: s != _first_moving(mine, book))

    near, chain, others = (queue(MOVES, (close,)) for close in (2, 1, 0))
    return near, chain + others, queue({"cardio"}), queue({"breathing"}), queue({"release"})


def _first_moving(slugs: Iterable[str], book: Book) -> str:
    """The first that is no static hold: every session has one that moves (FACTS C3)."""
    return next((slug for slug in slugs if book.stretches[slug].type != "static"), "")


def _with_walks_of(doses: Mapping[str, Dose], book: Book, most: int) -> dict[str, Dose]:
    """The doses with no walk or march longer than `most` seconds."""
    return {
        slug: replace(dose, seconds=min(dose.seconds, most))
        if book.stretches[slug].type == "cardio"
        else dose
        for slug, dose in doses.items()
    }


def _only(person: Person, book: Book, doses: Mapping[str, Dose]) -> dict[str, Dose]:
    """The stretch that was chosen, or the first easier one that is open today."""
    slug = person.session.only if person.session else ""
    while slug and slug not in doses:
        slug = swaps.easier(slug, person, book)
    return {slug: doses[slug]} if slug else {}


def _desk(person: Person, book: Book, doses: Mapping[str, Dose], now: int) -> dict[str, Dose]:
    """One or two moves for a chair and 60–90 seconds, never the same as the last time."""
    of = book.stretches
    doses = _with_walks_of(doses, book, SHORT_WALK)
    pool = _turned(doses, day(now, person.zone).toordinal() * 3 + person.serial)
    close = {s: (s not in person.pins, -_closeness(of[s], person, book)) for s in pool}
    pool.sort(key=lambda s: (s in person.last_desk, *close[s]))

    sides = {slug: len(_sides(of[slug])) for slug in pool}
    times = {slug: sides[slug] * length(doses[slug]) for slug in pool}

    def misses(some: tuple[str, ...]) -> tuple[int, bool]:
        time = sum(times[slug] for slug in some)
        changes = sum(sides[slug] for slug in some) - 1
        over = time + DESK_BETWEEN * changes - DESK_SECONDS[1]
        still = all(of[slug].type == "static" for slug in some)  # never two, and cold (FACTS F8)
        return max(DESK_SECONDS[0] - time, over, 0), still

    sets = [*combinations(pool, 2), *((slug,) for slug in pool)]
    fresh = [some for some in sets if set(some) != set(person.last_desk)]
    best = min(fresh or sets, key=misses, default=())
    return {slug: doses[slug] for slug in best}
