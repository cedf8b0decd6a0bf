"""Knows when a flare begins, when it may end, and how the way back goes (FACTS D2, C2)."""

from bot.core.book import Book, Stage
from bot.core.person import Flare, Person

STRONG = 7  # FACTS D3: from here no exercise session, a screening and the flare plan
AT_LEAST = 24 * 3600  # seconds a flare lasts at the least (FACTS D2)
DAY = 86400
FIRST_STRETCHES = 3  # the stage of the first static stretches: two comfortable sessions before it
LATELY = 2 * DAY  # the days of the stage before it (FACTS C2)
LONGEST = 28  # days; the journal's own view back


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

    Days are floors, and every gate on the way must be open (FACTS C2): a reading above one keeps
    the person below it, and so does having done nothing yet, or having been hurt by a move lately,
    where the first stretches begin. After the last day the reading of a normal plan is asked for
    too, for as long as the journal looks back.
    """
    if person.flare_ended is None:
        return None
    day = max(1, (now - person.flare_ended) // DAY + 1)
    past = book.ramp.exit
    settled = level is None or level <= past.at_most_pain or day > LONGEST
    if day >= past.days_from and settled:
        return None
    held, *later = (one for one in book.ramp.stages if 0 < one.days_from <= day)
    for one in later:
        comfortable = one.number < FIRST_STRETCHES or _comfortable(person, person.flare_ended, now)
        if not comfortable or (level is not None and level > one.at_most_pain):
            break
        held = one
    return held


def _comfortable(person: Person, since: int, now: int) -> bool:
    """Whether something was done since the flare's end, and nothing hurt lately."""
    moves = person.moves.values()
    done = any(move.done and move.last >= since for move in moves)
    return done and not any(move.hurt and now - move.last_hurt < LATELY for move in moves)


def allowed(book: Book, reached: Stage) -> frozenset[str]:
    """The stretches a stage allows: flare-safe ones, its own, earlier ones', its routines'."""
    slugs = {slug for slug, stretch in book.stretches.items() if stretch.flare_safe}
    for earlier in book.ramp.stages:
        if earlier.number <= reached.number:
            slugs.update(earlier.adds)
            for key in earlier.routines:
                slugs.update(step.stretch for step in book.routines[key].steps)
    return frozenset(slugs)
