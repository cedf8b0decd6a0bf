"""Knows when a flare begins, when it may end, and how the way back goes (FACTS D2, C2)."""

from bot.core.book import Book, Stage
from bot.core.person import Flare, Person

STRONG = 7  # FACTS D3: from here no exercise session, a screening and the flare plan
AT_LEAST = 24 * 3600  # seconds a flare lasts at the least (FACTS D2)
DAY = 86400


def begins(level: int | None, *, locked: bool = False) -> bool:
    """Whether a reading (0–10) or a locked muscle starts a flare."""
    return locked or (level is not None and level >= STRONG)


def flared(flare: Flare | None, level: int | None, now: int, *, locked: bool) -> Flare:
    """The flare after a reading: a new one, or the one under way with its peak kept up.

    A muscle that locks counts as the strongest reading known, at least 7.
    """
    strength = max(level or 0, STRONG if locked else 0)
    if flare is None:
        return Flare(now, strength, now if locked else None)
    return Flare(flare.since, max(flare.peak, strength), now if locked else flare.locked_at)


def may_end(flare: Flare, level: int, now: int) -> bool:
    """Whether the numbers allow leaving (FACTS D2.4); a clean screening must follow.

    24 hours old, no locking for 24 hours, and 5 or less with 2 below the peak, or 3 or less.
    """
    quiet = flare.locked_at is None or now - flare.locked_at >= AT_LEAST
    lower = level <= 3 or (level <= 5 and level <= flare.peak - 2)
    return now - flare.since >= AT_LEAST and quiet and lower


def stage(person: Person, book: Book, level: int | None, now: int) -> Stage | None:
    """The stage of the way back that holds now, None when there is none or it is over.

    Days are floors, and a reading above a stage's gate keeps the person below it (FACTS C2).
    """
    if person.flare_ended is None:
        return None
    day = (now - person.flare_ended) // DAY + 1
    if day >= book.ramp.exit.days_from:
        return None
    reached = [s for s in book.ramp.stages if 0 < s.days_from <= day]
    below = [s for s in reached if level is None or level <= s.at_most_pain]
    return (below or reached)[-1] if below else reached[0]


def allowed(book: Book, reached: Stage) -> frozenset[str]:
    """The stretches a stage allows: flare-safe ones, its own, earlier ones', its routines'."""
    slugs = {slug for slug, stretch in book.stretches.items() if stretch.flare_safe}
    for earlier in book.ramp.stages:
        if earlier.number <= reached.number:
            slugs.update(earlier.adds)
            for key in earlier.routines:
                slugs.update(step.stretch for step in book.routines[key].steps)
    return frozenset(slugs)
