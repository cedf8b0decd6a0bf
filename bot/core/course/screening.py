"""Knows when the warning signs are asked about in full, and when they are not (FACTS D1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.course import trend
from bot.core.course.diary import DAY, HOUR, Diary
from bot.core.course.score import STRONG
from bot.core.course.trend import LIMBS
from bot.core.talk.state import Care

MONTH = 28 * DAY
RISING = 3 * DAY  # a rise over 3 days asks once in as long
AFTER_CARD = HOUR  # nothing is asked within the hour of an emergency card


@dataclass(frozen=True, slots=True)
class Wanted:
    """A full screening is wanted: `why` ("" when none is), and whether it `waits`.

    `why` is "start", "fall", "strong", "jump", "spreading", "risen", "month" or "cause". One that
    waits comes at the start of the next session; the others before anything else.
    """

    why: str = ""
    waits: bool = False


def fresh_limbs(told: Collection[str], known: Mapping[str, int], now: int) -> bool:
    """Whether an arm or leg was told of ("leg", "left-leg") that was not for 28 days (FACTS D1)."""
    return any(now - known.get(limb, -MONTH) >= MONTH for limb in told)


def wanted(
    diary: Diary,
    screened: int,
    *,
    card: Care | None = None,
    told: Mapping[str, int] = MappingProxyType({}),
    again: int = 0,
) -> Wanted:
    """Whether a full screening is wanted now, for the most urgent of its reasons.

    `screened` is when the last one was clean (0: never), `card` the last care card shown, `told`
    when a "fall" and when a new arm or leg ("spreading") were last spoken of, `again` when one was
    put off to (FACTS D2.5; 0: none). An event asks once: a clean screening after it settles it.
    Within an hour of an emergency card nothing is asked. Leaving a flare
    always asks, and is no matter of time (core/checkins.py).
    """
    if card is not None and card.tier == 0 and diary.now - card.at < AFTER_CARD:
        return Wanted()
    if not screened:
        return Wanted("start")
    risen, jumped = trend.risen(diary), trend.jumped(diary, MONTH)
    events = (
        ("fall", told.get("fall", 0)),
        ("strong", _strong(diary)),
        ("jump", jumped.at if jumped is not None else 0),
        ("spreading", max(_spreading(diary), told.get("spreading", 0))),
        ("risen", risen.at - RISING if risen is not None else 0),
    )
    why = next((why for why, at in events if at > screened), "")
    if why:
        return Wanted(why)
    if screened < again <= diary.now:
        return Wanted("cause", waits=True)
    return Wanted("month", waits=True) if diary.now - screened >= MONTH else Wanted()


def _strong(diary: Diary) -> int:
    """When the last 7 or more was read; 0 when none was."""
    return max((pain.at for pain in diary.pains() if pain.level >= STRONG), default=0)


def _spreading(diary: Diary) -> int:
    """When pain last spread down an arm or leg, during a move or in a reading that is new there.

    Each area counts by itself: pain in an arm is new, however long a leg has hurt.
    """
    told = [one.at for one in diary.past.steps(0, "spreading")]
    first: dict[str, int] = {}
    for pain in diary.pains():
        if pain.area in LIMBS:
            first.setdefault(pain.area, pain.at)
    return max([0, *(at for at in told if at <= diary.now), *first.values()])
