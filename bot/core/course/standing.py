"""Knows what a person may read of each stretch: where it stands, why, and what it waits for."""

from dataclasses import dataclass

from bot.core.book import Book
from bot.core.course.course import Ladder, Progress
from bot.core.course.diary import Diary
from bot.core.course.growth import waits
from bot.core.course.ladder import dose, rungs
from bot.core.course.strikes import state
from bot.core.dose import Dose


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stretch stands: `step` of `of` steps, its `dose` now and at its goal.

    `why` is the key of the last change ("" before the first), at `changed` (epoch seconds);
    `waits` the key of what holds it ("" when it may grow); `state` is "", "eased", "resting" or
    "out", and `until` when that ends (0: not by itself).
    """

    stretch: str
    step: int
    of: int
    dose: Dose
    goal: Dose
    why: str = ""
    changed: int = 0
    waits: str = ""
    state: str = ""
    until: int = 0


def standing(slug: str, progress: Progress, diary: Diary, book: Book) -> Standing:
    """Where one stretch of the book stands for a person at the diary's moment."""
    stretch, mine = book.stretches[slug], progress.ladders.get(slug, Ladder())
    known, how = rungs(stretch), state(mine, diary.now)
    until = {"resting": mine.rest_until, "eased": mine.ease_until}.get(how, 0)
    step = min(mine.steps, len(known) - 1)
    return Standing(
        slug,
        step,
        len(known) - 1,
        dose(stretch, step),
        known[-1],
        mine.why,
        mine.changed,
        waits(slug, progress, diary, book),
        how,
        until,
    )


def standings(progress: Progress, diary: Diary, book: Book) -> tuple[Standing, ...]:
    """Every stretch that was done or hurt, the one that changed last first."""
    known = [slug for slug in progress.ladders if slug in book.stretches]
    found = [standing(slug, progress, diary, book) for slug in known]
    return tuple(sorted(found, key=lambda one: (-one.changed, one.stretch)))
