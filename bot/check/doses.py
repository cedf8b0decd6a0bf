"""Checks doses: that each can be done, can grow from start to goal, and fits its routine."""

from collections.abc import Iterator

from bot.content import Mistake
from bot.core.book import Book, Grow, Routine, Stretch
from bot.core.dose import Dose, length

PARTS = ("sets", "reps", "hold", "seconds")
CHANGE = (3, 15)  # seconds from one step to the next (FACTS C1)
OFF = 0.2  # by how much a routine may miss what its name promises


def mistakes(book: Book) -> Iterator[Mistake]:
    """Everything wrong with the doses of stretches and routines."""
    for slug, stretch in book.stretches.items():
        yield from _stretch(f"stretches/{slug}.toml", stretch)
    for key, routine in book.routines.items():
        path = f"routines.toml [{key}]"
        for step in routine.steps:
            yield from _dose(path, f'the dose of "{step.stretch}"', step.dose())
        yield from _promise(path, routine, book)


def _dose(path: str, name: str, dose: Dose) -> Iterator[Mistake]:
    if not dose.reps and not dose.seconds:
        yield Mistake(path, f"{name} needs `reps` or `seconds`")
    if dose.seconds and (dose.reps or dose.hold or dose.sets != 1):
        yield Mistake(path, f"{name} has `seconds`, so it can have no other part")
    if dose.sets < 1 or min(dose.reps, dose.hold, dose.seconds) < 0:
        yield Mistake(path, f"{name} has a part below nothing")


def _stretch(path: str, stretch: Stretch) -> Iterator[Mistake]:
    start, goal, grow = stretch.start, stretch.goal, stretch.grow
    unsound = [*_dose(path, "`start`", start), *_dose(path, "`goal`", goal)]
    if unsound:
        yield from unsound
        return
    for part in PARTS:
        low, high = getattr(start, part), getattr(goal, part)
        if high < low:
            yield Mistake(path, f"`goal.{part}` is {high}, below `start.{part}`, which is {low}")
    apart = [part for part in PARTS if getattr(goal, part) > getattr(start, part)]
    if grow is not None and start == goal:
        yield Mistake(path, "`grow` has nothing to do: `goal` is the same as `start`")
    elif grow is not None:
        yield from _grow(path, grow, apart)
    elif apart and not _rest(stretch):
        yield Mistake(path, f"`goal` is above `start` in {_listed(apart)}, so `grow` is missing")


def _rest(stretch: Stretch) -> bool:
    """A position of rest lasts "as needed" (FACTS B2.6): its goal is a ceiling, not a plan."""
    return stretch.type == "release" and stretch.flare_safe


def _grow(path: str, grow: Grow, apart: list[str]) -> Iterator[Mistake]:
    if grow.days < 1 or any(getattr(grow, part) < 0 for part in PARTS):
        yield Mistake(path, "`grow` needs `days` of at least 1 and no part below nothing")
    if apart and not any(getattr(grow, part) for part in apart):
        yield Mistake(
            path, f"`grow` changes nothing: `start` and `goal` differ in {_listed(apart)}"
        )


def _listed(parts: list[str]) -> str:
    return " and ".join(f"`{part}`" for part in parts)


def _promise(path: str, routine: Routine, book: Book) -> Iterator[Mistake]:
    """What a routine's name promises, against its doses and the changeovers between them."""
    if bool(routine.minutes) == bool(routine.seconds):
        yield Mistake(path, "a routine says how long it takes in `minutes` or in `seconds`")
        return
    if any(step.stretch not in book.stretches for step in routine.steps):
        return
    told = routine.minutes * 60 or routine.seconds
    sides = [2 if book.stretches[step.stretch].sides else 1 for step in routine.steps]
    doses = sum(length(step.dose()) * both for step, both in zip(routine.steps, sides, strict=True))
    low, high = (doses + one * (len(routine.steps) - 1) for one in CHANGE)
    if not low * (1 - OFF) <= told <= high * (1 + OFF):
        what = f"{routine.minutes} minutes" if routine.minutes else f"{routine.seconds} seconds"
        yield Mistake(
            path, f"it promises {what}, but its doses and changeovers take {low} to {high} seconds"
        )
