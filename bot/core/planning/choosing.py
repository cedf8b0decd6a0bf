"""Chooses what makes up a session of some minutes, or a set of about one (FACTS C3)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import gcd

from bot.core.book import Book, Stretch
from bot.core.course.diary import DAY
from bot.core.dose import Dose, length
from bot.core.planning.place import UPRIGHT_MINUTES
from bot.core.planning.swaps import WEEK
from bot.core.schedule import day
from bot.core.talk.journal import Past
from bot.core.talk.person import Person
from bot.core.values import replace

FIRST_WEEK_MOVES = 5  # FACTS B0: week one, at most 5 exercises, level 1, half the goal
MOST_MOVES = 12  # FACTS B0
MOST_STATIC = 3  # FACTS C3
MOST_DAYS = 4  # days running that a stretch may come (FACTS C3)
QUARTER = 4  # parts of a session; a walk or breathing takes one of them at most
BETWEEN = 10  # seconds from one step to the next (FACTS C: changeovers of 3–15 s)
SLACK = 15  # seconds that a session may be longer than it says
SPARE = 60  # seconds left over that are worth a longer walk
FIRST_MINUTES = 3
LONG_MINUTES = 12
SHORT_WALK, WALK, LONG_WALK = 30, 45, 120  # seconds, as in the routines of FACTS C1
DESK_SECONDS = (60, 90)
MINUTE_SECONDS = (54, 66)
SET_BETWEEN = 3  # seconds; the changeovers of the desk sets in FACTS C1
MOVES = frozenset({"mobility", "strength", "static"})


@dataclass(frozen=True, slots=True)
class Open:
    """What may be chosen from at `now`: each open stretch's dose; `tired` ones only if need be."""

    doses: Mapping[str, Dose]
    tired: frozenset[str]
    now: int


def tired(person: Person, past: Past, now: int) -> frozenset[str]:
    """What came on each of the last four days; it has a day off, unless it is pinned (FACTS C3).

    Days are the person's own and end at 04:00.
    """
    today = day(now, person.zone)
    before = [today - timedelta(days=n) for n in range(1, MOST_DAYS + 1)]
    shown: dict[date, set[str]] = {one: set() for one in before}
    for row in past.steps(now - (MOST_DAYS + 2) * DAY):
        on = day(row.at, person.zone)
        if on in shown:
            shown[on].add(row.stretch)
    return frozenset(set.intersection(*shown.values()) - set(person.pins))


def sides(stretch: Stretch) -> tuple[str, ...]:
    """The sides a stretch is done on, in order; one empty one where it has none."""
    return ("left", "right") if stretch.sides else ("",)


def closeness(slugs: Iterable[str], person: Person, book: Book) -> dict[str, int]:
    """2 for a stretch of an area the person named, 1 for what pulls on it, 0 for the rest."""
    areas = book.areas
    named = frozenset(person.areas or (area for area, one in areas.items() if one.asked))
    chain = frozenset(link for area in named for link in areas[area].chain)
    found: dict[str, int] = {}
    for slug in slugs:
        own = book.stretches[slug].areas
        if any((areas[area].within or area) in named for area in own):
            found[slug] = 2
        else:
            found[slug] = 0 if chain.isdisjoint(own) else 1
    return found


def session(person: Person, book: Book, minutes: int, open_: Open) -> dict[str, Dose]:
    """A warm-up, moves for the sore area and (one in three) for its chain, and breathing."""
    of, now = book.stretches, open_.now
    doses = _fitted(open_.doses, book, minutes)
    cost = {s: len(sides(of[s])) * (length(dose) + BETWEEN) for s, dose in doses.items()}
    most = FIRST_WEEK_MOVES if now - (person.began or person.since) < WEEK else MOST_MOVES
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

    near, far, others, warm, breath, rest = _queues(person, book, minutes, open_)
    able = sorted((*warm, *near, *far, *others), key=lambda slug: slug in open_.tired)
    moving = _first_moving(able, book)
    for slug in (moving, *breath[:1], *person.pins):
        add(slug)
    late = [slug for slug in (*near, *far, *others, *breath, *rest, *warm) if slug in open_.tired]
    near, far, others, breath, rest, warm = (
        [slug for slug in queue if slug not in open_.tired]
        for queue in (near, far, others, breath, rest, warm)
    )
    sore = chain = 0
    while near or far:
        if far and (not near or sore >= 2 * (chain + 1)):  # FACTS C3: two thirds, one third
            chain += add(far.pop(0))
        else:
            sore += add(near.pop(0))
    for slug in others:
        add(slug)
    for slug in (*breath, *rest, *warm, *late):  # where little is allowed, more of what is
        if spare() >= SPARE:
            add(slug)
    return _with_longer_walks({slug: doses[slug] for slug in chosen}, open_.doses, spare())


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


def _queues(person: Person, book: Book, minutes: int, open_: Open) -> tuple[list[str], ...]:
    """What a session draws on: sore area, its chain, others, warm-ups, breathing, release."""
    of = book.stretches
    by = day(open_.now, person.zone).toordinal()
    routine = book.routines["morning-5" if minutes <= UPRIGHT_MINUTES else "morning-8"]
    known = {step.stretch for step in routine.steps if by % 2}
    close = closeness(open_.doses, person, book)

    def queue(types: Collection[str], near: Collection[int] = (0, 1, 2)) -> list[str]:
        mine = [s for s in open_.doses if of[s].type in types and close[s] in near]
        mine = _turned(mine, by)
        mine.sort(key=lambda s: s not in known)  # every other day the well-tried ones first
        mine.sort(key=lambda s: s not in person.pins)
        mine.sort(key=lambda s: s in open_.tired)
        first = _first_moving(mine, book)
        return sorted(mine, key=lambda s: s != first)

    near, chain, others = (queue(MOVES, (one,)) for one in (2, 1, 0))
    return near, chain, others, queue({"cardio"}), queue({"breathing"}), queue({"release"})


def _turned(slugs: Iterable[str], by: int) -> list[str]:
    """The slugs in an order that changes from day to day and is the same all day.

    Each day begins up to three places further on, so that the same stretch does not come first
    for many days running (FACTS C3).
    """
    known = sorted(slugs)
    stride = next(n for n in (3, 2, 1) if n == 1 or gcd(n, len(known)) == 1)
    start = by * stride % max(1, len(known))
    return known[start:] + known[:start]


def _first_moving(slugs: Iterable[str], book: Book) -> str:
    """The first that is no static hold: every session has one that moves (FACTS C3)."""
    return next((slug for slug in slugs if book.stretches[slug].type != "static"), "")


def _fitted(doses: Mapping[str, Dose], book: Book, minutes: int) -> dict[str, Dose]:
    """The doses with no walk, and no breathing, longer than such a session has room for.

    A walk has the seconds of the routines (FACTS C1) and grows on from there with its own dose;
    neither takes more than a quarter of the time, so that the moves keep theirs.
    """
    walk = SHORT_WALK if minutes == FIRST_MINUTES else WALK
    walk = walk if minutes < LONG_MINUTES else LONG_WALK
    fitted: dict[str, Dose] = {}
    for slug, dose in doses.items():
        kind, start = book.stretches[slug].type, book.stretches[slug].start.seconds
        most = dose.seconds
        if kind == "cardio" and start:
            most = max(walk, min(walk * dose.seconds // start, minutes * 60 // QUARTER))
        elif kind == "breathing":
            most = max(start, minutes * 60 // QUARTER)
        fitted[slug] = dose if dose.seconds <= most else replace(dose, seconds=most)
    return fitted


def _with_walks_of(doses: Mapping[str, Dose], book: Book, most: int) -> dict[str, Dose]:
    """The doses with no walk or march longer than `most` seconds."""
    return {
        slug: replace(dose, seconds=min(dose.seconds, most))
        if book.stretches[slug].type == "cardio"
        else dose
        for slug, dose in doses.items()
    }


def desk(person: Person, book: Book, open_: Open) -> dict[str, Dose]:
    """One or two moves for a chair and 60–90 seconds, never the same as the last time."""
    by = day(open_.now, person.zone).toordinal() * 3 + person.serial
    return _set(person, book, open_, by, DESK_SECONDS, person.last_desk)


def minute(person: Person, book: Book, open_: Open) -> dict[str, Dose]:
    """One or two moves that take a minute with the change between them, another set each day."""
    by = day(open_.now, person.zone).toordinal()
    return _set(person, book, open_, by, MINUTE_SECONDS, ())


def _set(  # noqa: PLR0913, PLR0917 - what a set is made of
    person: Person,
    book: Book,
    open_: Open,
    by: int,
    bounds: tuple[int, int],
    last: Collection[str],
) -> dict[str, Dose]:
    of = book.stretches
    doses = _with_walks_of(open_.doses, book, SHORT_WALK)
    pool = _turned(doses, by)
    close = closeness(pool, person, book)
    pool.sort(key=lambda s: (s in last, s not in person.pins, -close[s]))
    turns = {slug: len(sides(of[slug])) for slug in pool}
    times = {slug: turns[slug] * length(doses[slug]) for slug in pool}

    def misses(some: tuple[str, ...]) -> tuple[int, bool]:
        time = sum(times[slug] for slug in some)
        whole = time + SET_BETWEEN * (sum(turns[slug] for slug in some) - 1)
        still = all(of[slug].type == "static" for slug in some)  # never two, and cold (FACTS F8)
        return max(bounds[0] - time, whole - bounds[1], 0), still

    def best(slugs: Collection[str]) -> tuple[str, ...]:
        every = [*combinations(slugs, 2), *((slug,) for slug in slugs)]
        new = [some for some in every if set(some) != set(last)]
        return min(new or every, key=misses, default=())

    found = best([slug for slug in pool if slug not in open_.tired])
    if not found or misses(found) != (0, False):
        found = best(pool)
    return {slug: doses[slug] for slug in found}
