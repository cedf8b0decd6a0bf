"""Knows when a flare begins and when it may end (FACTS D2)."""

from bot.core.talk.state import Flare
from bot.core.values import replace

STRONG = 7  # FACTS D3: from here no exercise session, a screening and the flare plan
AT_LEAST = 24 * 3600  # seconds a flare lasts at the least (FACTS D2)


SEVERAL = 3  # flares
WITHIN = 180 * 24 * 3600  # seconds; so many in so long keep coming back (FACTS D1, tier 2)


def comes_back(flares: tuple[int, ...], now: int) -> bool:
    """Whether flares (their beginnings) keep coming back, which a clinician should look at.

    FACTS D1 names no number: the third within half a year is ours.
    """
    return sum(now - at < WITHIN for at in flares) >= SEVERAL


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
    locked_at = now if locked else flare.locked_at
    return replace(flare, peak=max(flare.peak, strength), locked_at=locked_at)


def may_end(flare: Flare, level: int, now: int) -> bool:
    """Whether the numbers allow leaving (FACTS D2.4); a clean screening must follow.

    24 hours old, no locking for 24 hours, and 5 or less with 2 below the peak, or 3 or less.
    """
    quiet = flare.locked_at is None or now - flare.locked_at >= AT_LEAST
    lower = level <= 3 or (level <= 5 and level <= flare.peak - 2)
    return now - flare.since >= AT_LEAST and quiet and lower
