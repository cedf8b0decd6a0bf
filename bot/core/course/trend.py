"""Knows what 28 days of readings say: each rule of FACTS D4 by itself."""

from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from bot.core.course.diary import (
    DAY,
    HOUR,
    MORNING_TO,
    Diary,
    alike,
    mean,
    median,
    mornings,
    reactive,
)
from bot.core.course.score import STRONG
from bot.core.schedule import day
from bot.core.talk.journal import Pain
from bot.core.values import Value

RISE = 2  # points against the median of the 7 days before
JUMP = 3  # points within 24 hours
LIMBS = frozenset({"hamstrings", "wrists"})  # areas away from the trunk: arm and leg
SILENCE = 72 * HOUR  # without a report after a 7 or more
SORE_DAYS = 3  # days in a row at 5 or more


class Finding(Value, frozen=True):
    """A rule that holds: its key, when the reading that shows it was written, and the area."""

    key: str
    at: int
    area: str = ""


def strong(diary: Diary) -> Finding | None:
    """Any score of 7 or more in the last 24 hours: no stretching for as long."""
    found = [pain for pain in diary.pains(DAY) if pain.level >= STRONG]
    return Finding("strong", found[-1].at, found[-1].area) if found else None


def risen(diary: Diary) -> Finding | None:
    """2 points up over 3 days against the 7-day median, or 30 % where that median is 4 or more.

    The median of the last 3 days is held against that of the 7 days before them, so that one
    noisy score does not act; the readings of the 3 days come from two days at least.
    """
    start = diary.now - 3 * DAY
    recent, earlier = diary.pains(3 * DAY), diary.pains(7 * DAY, start)
    if not recent or day(recent[0].at, diary.zone) == day(recent[-1].at, diary.zone):
        return None
    like = alike(recent[-1], earlier)
    now = median(pain.level for pain in alike(recent[-1], recent))
    base = median(pain.level for pain in like)
    if now is None or base is None:
        return None
    up = now - base >= RISE or (base >= 4 and now * 10 >= base * 13)
    return Finding("risen", recent[-1].at, recent[-1].area) if up else None


def jumped(diary: Diary, seconds: int = DAY) -> Finding | None:
    """3 points up within 24 hours; it holds for the 24 hours (`seconds`) after.

    Readings of two mornings are rarely 24 hours apart to the minute, so 30 hours count.
    """
    known = diary.pains(seconds + MORNING_TO)
    lowest = _lowest(known, MORNING_TO)
    for pain in reversed(diary.pains(seconds)):
        if pain.level - lowest[pain.at] < JUMP:
            continue
        others = [other for other in diary.pains(MORNING_TO, pain.at) if other.n != pain.n]
        if any(pain.level - other.level >= JUMP for other in alike(pain, others)):
            return Finding("jumped", pain.at, pain.area)
    return None


def _lowest(pains: Sequence[Pain], seconds: int) -> dict[int, int]:
    """The lowest level of the `seconds` up to each reading, by its time; `pains` oldest first."""
    window: deque[Pain] = deque()  # levels that rise: the first is the lowest of what is left
    found = {}
    for pain in pains:
        while window and window[-1].level >= pain.level:
            window.pop()
        window.append(pain)
        while window[0].at <= pain.at - seconds:
            window.popleft()
        found[pain.at] = window[0].level
    return found


def reacted(diary: Diary) -> Finding | None:
    """The next morning 2 or more above the reading before a session.

    It asks something of the next session, so it holds until one has ended since (it may have begun
    with that very reading), for a week at most.
    """
    found = reactive(diary, 7 * DAY)
    if not found:
        return None
    since = [done for done in diary.sessions(7 * DAY) if done.ended > found[-1].at]
    done = any(session.kind != "desk" for session in since)
    return None if done else Finding("reacted", found[-1].at)


def reacted_twice(diary: Diary, since: int = 0) -> Finding | None:
    """Two reactive mornings within a week, counted from `since` (the last stage down)."""
    found = reactive(diary, 7 * DAY, since)
    return Finding("reacted_twice", found[-1].at) if len(found) >= 2 else None


def spread(diary: Diary) -> Finding | None:
    """Pain that spread during a stretch, or a reading in an arm or leg that is new, in 24 hours.

    A limb is new when no reading of the 28 days before names it. Pain that retreats towards the
    spine is fine, and is never a finding.
    """
    hurt = [
        one.at for one in diary.past.steps(diary.now - DAY + 1, "spreading") if one.at <= diary.now
    ]
    for pain in diary.pains(DAY):
        earlier = {other.area for other in diary.pains(28 * DAY, pain.at - 1)}
        if pain.area in LIMBS and pain.area not in earlier:
            hurt.append(pain.at)
    return Finding("spread", max(hurt)) if hurt else None


def moved(earlier: str, later: str) -> str:
    """Where pain went between two areas: "spreads" into a limb, "retreats" out of it, or ""."""
    if (earlier in LIMBS) == (later in LIMBS):
        return ""
    return "spreads" if later in LIMBS else "retreats"


def improved(diary: Diary) -> Finding | None:
    """2 points lower than 14 days ago, or 30 %: a noticeable improvement.

    The median of the last 7 days is held against that of the 7 days before them, each with three
    readings at least. Less than one point is within the error of measuring (FACTS D3) and says
    nothing, whatever its share.
    """
    recent, earlier = diary.pains(7 * DAY), diary.pains(7 * DAY, diary.now - 7 * DAY)
    now, base = median(p.level for p in recent), median(p.level for p in earlier)
    if now is None or base is None or min(len(recent), len(earlier)) < 3:
        return None
    fall = base - now
    noticed = fall >= 2 or (fall >= 1 and fall * 10 >= base * 3)
    return Finding("improved", recent[-1].at) if noticed else None


def stuck(diary: Diary, since: int, first: float, days: int) -> Finding | None:
    """Less than 2 points better than `first`, `days` after `since`: a clinician is suggested.

    14 days for an acute episode and its first or worst reading; 42 for a programme and the median
    of its first week. Pain under 2 has nowhere to fall and is left alone.
    """
    if diary.now - since < days * DAY:
        return None
    recent = diary.pains(7 * DAY)
    now = median(pain.level for pain in recent)
    if now is None or now < 2 or first - now >= 2:
        return None
    return Finding("stuck", recent[-1].at)


def sore_for_days(diary: Diary) -> tuple[Finding, ...]:
    """Each area with 5 or more on 3 days in a row, ending today or yesterday.

    Readings that name no area count for every area, which is the safer reading.
    """
    pains = diary.pains((SORE_DAYS + 2) * DAY)
    found = []
    for area in sorted({pain.area for pain in pains}):
        sore = {day(p.at, diary.zone) for p in pains if p.level >= 5 and p.area in ("", area)}
        for last in (diary.today(), diary.today() - timedelta(days=1)):
            if all(last - timedelta(days=back) in sore for back in range(SORE_DAYS)):
                at = max(p.at for p in pains if p.level >= 5 and p.area in ("", area))
                found.append(Finding("sore_for_days", at, area))
                break
    return tuple(found)


def silent_since(diary: Diary) -> int | None:
    """When 72 hours without a report after a 7 or more are over; None when nothing is owed.

    One caring check-in is due then, and silence after it (core/checkins.py keeps count).
    """
    known = diary.pains()
    if not known or known[-1].level < STRONG:
        return None
    return known[-1].at + SILENCE


def skipped_days(diary: Diary) -> bool:
    """Two whole days without moving: a 60-second set is offered, and not a word about the gap."""
    ended = [done.ended for done in diary.past.sessions if done.ended <= diary.now]
    return bool(ended) and (diary.today() - day(max(ended), diary.zone)).days > 2


def strength_open(diary: Diary) -> bool:
    """Whether strength is open: a week of 3 or less on average and no reactive morning in it.

    Readings on three days of the week at least must say so; and a person's first week, which is
    small, is not one (FACTS C2, exit; B0).
    """
    known = diary.pains(7 * DAY)
    average = mean(pain.level for pain in known)
    if average is None or average > 3 or diary.now - diary.since < 7 * DAY:
        return False
    days = {day(pain.at, diary.zone) for pain in known}
    return len(days) >= 3 and not any(one.reactive for one in mornings(diary, 7 * DAY))
