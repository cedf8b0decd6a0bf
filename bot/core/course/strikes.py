"""Knows when a stretch that hurt is eased, paused or left out, and what stops a direction."""

from collections.abc import Mapping

from bot.core.book import Stretch
from bot.core.course.course import Ladder
from bot.core.course.ladder import moved
from bot.core.course.score import HURTS
from bot.core.values import replace

WEEK = 7 * 86400  # seconds
REMEMBERED = 28 * 86400  # seconds for which an earlier strike counts
SAME_SESSION = 6 * 3600  # seconds; both sides of a stretch, or two tries, are one strike
STEPS_DOWN = -2  # FACTS D5
# What stops a direction is the tag of those who should not move that way (FACTS B1).
DIRECTIONS = ("flexion-intolerant", "extension-intolerant", "neck-arm-symptoms")


def struck(ladder: Ladder, stretch: Stretch, kind: str, at: int) -> Ladder:
    """The ladder after an answer to Hurts at `at` ("pull", "ache", "sharp", "spreading", "spasm").

    FACTS D4: the first time the easier stretch stands in and the dose is halved for a week; the
    second time in 7 days it pauses for 7 days; the third time it is left out until restored. The
    row gives no time for the third, so any third time in 28 days counts. Each also steps the dose
    down by two (D5), and an answer as strong as 6 keeps the stretch away for 48 hours (D3). A
    gentle pull is no strike, but the session is no good one either.
    """
    answer = HURTS[kind]
    if not answer.strike:
        return replace(ladder, good=0, good_at=at)
    known = tuple(time for time in ladder.strikes if at - time < REMEMBERED)
    if not known or at - known[-1] >= SAME_SESSION:
        known = (*known, at)
    rest = answer.rest if answer.do != "swap" else 0
    hurt = replace(
        moved(ladder, stretch, STEPS_DOWN, "progress.hurt", at),
        strikes=known,
        half_until=at + WEEK,
        ease_until=max(ladder.ease_until, at + answer.rest),
        rest_until=max(ladder.rest_until, at + rest),
    )
    if len(known) >= 3:
        return replace(hurt, out=True, why="progress.left_out")
    if sum(at - time < WEEK for time in known) >= 2:
        return replace(hurt, rest_until=at + WEEK, why="progress.paused")
    return hurt


def state(ladder: Ladder, now: int) -> str:
    """How a stretch stands today: "", "eased" (the easier one stands in), "resting" or "out"."""
    if ladder.out:
        return "out"
    if ladder.rest_until > now:
        return "resting"
    return "eased" if ladder.ease_until > now else ""


def restored(ladder: Ladder, now: int) -> Ladder:
    """The person, or a clinician through them, brings a stretch back: at its start dose, halved.

    Its strikes are forgotten, so that it is eased first when it hurts again.
    """
    fresh = Ladder(changed=now, why="progress.restored", half_until=now + WEEK)
    return replace(fresh, last=ladder.last)


def directions(stretch: Stretch) -> tuple[str, ...]:
    """The tags that stand for the way a stretch bends: what it is blocked by, else eased by.

    When pain spreads down an arm or leg during it, that direction stops (FACTS D4): the plan
    treats these tags as the person's own until they are restored.
    """
    blocks = tuple(tag for tag in DIRECTIONS if tag in stretch.blocks)
    return blocks or tuple(tag for tag in DIRECTIONS if tag in stretch.modifies)


def closed(ladders: Mapping[str, Ladder], now: int) -> frozenset[str]:
    """The stretches that may not be offered now: resting, paused or left out."""
    return frozenset(
        slug for slug, ladder in ladders.items() if state(ladder, now) in ("resting", "out")
    )
