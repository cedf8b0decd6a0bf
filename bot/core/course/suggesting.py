"""Knows when a clinician may be suggested again: for each reason by itself, and seldom."""

from collections.abc import Mapping

from bot.core.course.diary import DAY
from bot.core.values import Value

AGAIN = 42 * DAY  # seconds until the same reason may be given again; FACTS D4 says once
APART = 14 * DAY  # seconds between two reasons, so that they do not come one upon the other
WORSE = 2  # points: a change that is more than the error of measuring (FACTS D3)


class Suggested(Value, frozen=True):
    """When a clinician was suggested (epoch seconds), and how strong pain was then (0–10)."""

    at: int
    level: float = 0


def suggests(
    known: Mapping[str, Suggested], why: str, now: int, level: float = 0, since: int = 0
) -> bool:
    """Whether a clinician may be suggested now for the reason `why`.

    Once said, it is not said again for six weeks unless pain is 2 points worse than it was then.
    `since` is when what it is about began (0: nothing that begins): what was said before speaks of
    something else then, and it waits for no other reason either.
    """
    mine = known.get(why)
    new = mine is None or mine.at < since or now - mine.at >= AGAIN or level - mine.level >= WORSE
    return new and (since > 0 or all(now - one.at >= APART for one in known.values()))


def suggested(
    known: Mapping[str, Suggested], why: str, now: int, level: float = 0
) -> dict[str, Suggested]:
    """What was suggested, with this reason noted."""
    return {**known, why: Suggested(now, level)}
