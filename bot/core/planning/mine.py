"""Knows how what a person added themselves stands beside the library, and joins their sessions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bot.core.book import Book, Stretch, StretchWords, Words
from bot.core.course import bearing, ramp
from bot.core.dose import halved, length, shorter_holds
from bot.core.planning import swaps
from bot.core.planning.own import Own, is_own
from bot.core.schedule import day
from bot.core.talk.person import Person, Step
from bot.core.values import replace

T = TypeVar("T")
JOINED = ("stretch", "morning")  # kinds of session that own exercises join by themselves
AWAY = ("desk", "public")  # places where nobody knows whether one could be done
BETWEEN = 10  # seconds from one step to the next (FACTS C: changeovers of 3–15 s)
SLACK = 15  # seconds that a session may be longer than it says
SHARE = 2 / 3  # of a session's time, at most: warm-up and breathing keep their place
FIRST_WEEK_MOVES, MOST_MOVES = 5, 12  # FACTS B0
MOVING = frozenset({"cardio", "mobility"})  # what comes before an own exercise (FACTS F8)
KEPT = frozenset({"cardio", "breathing"})  # what makes no room for an own exercise


def find(person: Person, slug: str) -> Own | None:
    """The person's own exercise with this slug."""
    return next((own for own in person.own if own.slug == slug), None)


def put(person: Person, own: Own) -> Person:
    """The person with an own exercise added, or changed in its place."""
    if find(person, own.slug) is None:
        return replace(person, own=(*person.own, own))
    return replace(person, own=tuple(own if one.slug == own.slug else one for one in person.own))


def without(person: Person, slug: str) -> Person:
    """The person without an own exercise, and without what was counted of it."""
    return replace(
        person,
        own=tuple(own for own in person.own if own.slug != slug),
        pins=tuple(one for one in person.pins if one != slug),
        never=tuple(one for one in person.never if one != slug),
        moves={one: move for one, move in person.moves.items() if one != slug},
    )


def without_file(person: Person, file: str) -> Person:
    """The person once a picture or recording can no longer be shown."""
    return replace(
        person,
        own=tuple(
            replace(own, kind="", file="") if own.file == file else own for own in person.own
        ),
    )


# Beside the library


def extended(book: Book, words: Words, person: Person) -> tuple[Book, Words]:
    """The book and the words with the person's own exercises, and nobody else's, in them."""
    ready = [own for own in person.own if own.ready]
    facts, told = _library(book.stretches), _library(words.stretches)
    book = replace(
        book,
        stretches={**facts, **{own.slug: _facts(own) for own in ready}},
        # whoever gave it knew of the surgery
        surgery_allows=(
            *(slug for slug in book.surgery_allows if not is_own(slug)),
            *(own.slug for own in ready),
        ),
    )
    return book, replace(words, stretches={**told, **{own.slug: _words(own) for own in ready}})


def _library(stretches: Mapping[str, T]) -> dict[str, T]:
    return {slug: one for slug, one in stretches.items() if not is_own(slug)}


def _facts(own: Own) -> Stretch:
    """What is known of an own exercise: a gentle move, never for a flare, kept out by no tag."""
    return Stretch(
        areas=own.areas,
        muscles=(),
        positions=("standing",),
        equipment=(),
        type="mobility",
        level=1,
        start=own.dose,
        goal=own.dose,
        blocks=(),
        modifies=(),
        basis="own",
        sources=(),
        sides=own.side == "both",
    )


def _words(own: Own) -> StretchWords:
    """An own exercise says what its person wrote, and nothing more."""
    return StretchWords(own.name, "", own.do, (own.do,), "", "", "", "")


# In a session


def joined(  # noqa: PLR0913 - what a plan is made of
    steps: tuple[Step, ...],
    person: Person,
    book: Book,
    *,
    kind: str,
    level: int | None,
    now: int,
) -> tuple[Step, ...]:
    """The steps that were chosen from the library, with the person's own exercises among them.

    Own ones take the place of what they replace, and up to two thirds of the time of a "stretch"
    or "morning" session; which of them come changes from day to day. They are left out of a flare,
    of the first days after one, at pain of 5 and more, and for a week after they hurt.
    """
    known = [own for own in person.own if own.ready and own.slug not in person.never]
    if not known or kind not in (*JOINED, "desk") or swaps.red(person, level):
        return steps
    able = [own for own in known if _open(own, person, book, level, now)]
    mine = {own.slug: steps_of(own, person, book, level, now) for own in able}
    kept = _replaced(steps, known, mine)
    if kind in JOINED and person.place not in AWAY:
        rest = [own for own in able if not any(step.stretch == own.slug for step in kept)]
        chosen = _chosen(_turned(rest, person, now), mine, person)
        kept = _among(kept, chosen, person, book, now) if chosen else kept
    return tuple(kept)


def alone(slug: str, person: Person, book: Book, level: int | None, now: int) -> tuple[Step, ...]:
    """The steps of one own exercise that was chosen; empty when today does not allow it."""
    own = find(person, slug)
    if own is None or not _open(own, person, book, level, now):
        return ()
    return steps_of(own, person, book, level, now)


def _open(own: Own, person: Person, book: Book, level: int | None, now: int) -> bool:
    """Whether an own exercise is open today; FACTS D3: at 5 its kind would have to be known."""
    stage = bearing.held(person, book, level, now).stage
    early = stage is not None and stage.number < ramp.STRENGTH - 1
    hot = swaps.red(person, level) or (level or 0) >= swaps.AMBER
    return own.ready and not (early or hot or swaps.sore(own.slug, person, now))


def steps_of(own: Own, person: Person, book: Book, level: int | None, now: int) -> tuple[Step, ...]:
    """The steps of an own exercise: its dose as given, less on the way back and at 4."""
    stage = bearing.held(person, book, level, now).stage
    dose = halved(own.dose) if stage is not None and stage.half else own.dose
    dose = shorter_holds(dose) if (level or 0) >= swaps.MILD else dose
    sides = {"both": ("left", "right"), "none": ("",)}.get(own.side, (own.side,))
    return tuple(Step(own.slug, dose, side) for side in sides)


def _replaced(
    steps: Iterable[Step], known: Iterable[Own], mine: Mapping[str, tuple[Step, ...]]
) -> list[Step]:
    """The steps with own ones instead of what they replace; nothing where those are not open."""
    instead = {own.instead: own.slug for own in known if own.instead}
    done: list[Step] = []
    for step in steps:
        own = instead.get(step.stretch)
        if own is None:
            done.append(step)
        elif not any(one.stretch == own for one in done):
            done += mine.get(own, ())
    return done


def _turned(own: Sequence[Own], person: Person, now: int) -> list[Own]:
    """Own exercises in the order of the day: pinned ones, then those of the sore areas, first."""
    start = day(now, person.zone).toordinal() % max(1, len(own))
    turned = [*own[start:], *own[:start]]
    named = set(person.areas)
    far = {one.slug: bool(one.areas and named and not named.intersection(one.areas)) for one in own}
    return sorted(turned, key=lambda one: (one.slug not in person.pins, far[one.slug]))


def _chosen(own: Iterable[Own], mine: Mapping[str, tuple[Step, ...]], person: Person) -> list[Step]:
    """As many own exercises as may join, and one at least that the session has time for."""
    time = person.minutes * 60
    chosen: list[Step] = []
    for one in own:
        more = seconds((*chosen, *mine[one.slug]))
        if more <= (SHARE * time if chosen else time + SLACK):
            chosen += mine[one.slug]
    return chosen


def _among(
    steps: list[Step], chosen: list[Step], person: Person, book: Book, now: int
) -> list[Step]:
    """Own exercises after the warm-up, and as much less of the library as they take time."""
    kept = _room(steps, chosen, person, book, now)
    after = (n for n, step in enumerate(kept) if _type(step, book) not in MOVING)
    place = next(after, len(kept))
    return [*kept[:place], *chosen, *kept[place:]]


def _room(
    steps: list[Step], chosen: list[Step], person: Person, book: Book, now: int
) -> list[Step]:
    """What of the library still fits beside the chosen ones; the warm-up and breathing go last."""
    most = FIRST_WEEK_MOVES if now - person.since < swaps.WEEK else MOST_MOVES
    kept = list(steps)
    while kept:
        over = seconds((*kept, *chosen)) - person.minutes * 60 - SLACK
        if over <= 0 and len({step.stretch for step in (*kept, *chosen)}) <= most:
            break
        costs: dict[str, int] = {}
        for step in kept:
            costs[step.stretch] = costs.get(step.stretch, 0) + seconds([step])
        last = {step.stretch for step in kept if _type(step, book) in KEPT or is_own(step.stretch)}
        # the least that makes enough room goes; where nothing does alone, the longest
        gone = min(
            costs,
            key=lambda slug: (slug in last, costs[slug] < over, abs(costs[slug] - over), slug),
        )
        kept = [step for step in kept if step.stretch != gone]
    return kept


def _type(step: Step, book: Book) -> str:
    return "mobility" if is_own(step.stretch) else book.stretches[step.stretch].type


def seconds(steps: Iterable[Step]) -> int:
    """How long steps take, with the time between them."""
    return sum(length(step.dose) + BETWEEN for step in steps)
