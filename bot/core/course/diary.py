"""Knows how to read the journal at a moment: windows, medians, peaks of days, next mornings."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from bot.core.schedule import day
from bot.core.talk.journal import Pain, Past, SessionDone, StretchDone, recalled
from bot.core.values import replace

HOUR = 3600  # seconds
DAY = 24 * HOUR
MORNING_FROM, MORNING_TO = 12 * HOUR, 30 * HOUR  # the first reading in here is the next morning
REACTIVE = 2  # points above the reading before the session (FACTS D4)


@dataclass(frozen=True)  # no slots: what is reckoned once is kept beside the fields
class Diary:
    """The journal as it stands at `now` (epoch seconds), in the days of the person's `zone`.

    `since` is when the person began. A reading may be written late or corrected, so nothing here
    trusts the order of the rows. What lies after `now` is not there.
    """

    past: Past
    now: int
    zone: str = ""
    since: int = 0

    def pains(self, seconds: int = 28 * DAY, until: int | None = None) -> tuple[Pain, ...]:
        """The readings of the `seconds` up to `until` (now), oldest first; the start is outside."""
        end = self.now if until is None else until
        known, at = self._pains
        return known[bisect_right(at, end - seconds) : bisect_right(at, end)]

    @cached_property
    def _pains(self) -> tuple[tuple[Pain, ...], list[int]]:
        known = tuple(sorted(self.past.pains, key=lambda pain: (pain.at, pain.n)))
        return known, [pain.at for pain in known]

    def sessions(self, seconds: int = 28 * DAY) -> tuple[SessionDone, ...]:
        """Sessions with something done, desk breaks too, but not what was done without the bot."""
        known, ended = self._sessions
        return known[bisect_right(ended, self.now - seconds) : bisect_right(ended, self.now)]

    @cached_property
    def _sessions(self) -> tuple[tuple[SessionDone, ...], list[int]]:
        counts = (one for one in self.past.sessions if one.done and one.kind != "moved")
        known = tuple(sorted(counts, key=lambda done: (done.ended, done.n)))
        return known, [done.ended for done in known]

    @cached_property
    def week(self) -> tuple[StretchDone, ...]:
        """The steps of the last 7 days, whatever came of them."""
        lately = self.past.steps(self.now - 7 * DAY + 1)
        return tuple(row for row in lately if row.at <= self.now)

    def today(self) -> date:
        """The person's day now; it ends at 04:00."""
        return day(self.now, self.zone)

    def peaks(self, days: int = 28) -> dict[date, int]:
        """The highest reading of each of the last `days` (today is one) that has a reading."""
        first = self.today() - timedelta(days=days - 1)
        found: dict[date, int] = {}
        for pain in self.pains((days + 1) * DAY):
            on = day(pain.at, self.zone)
            if on >= first:
                found[on] = max(pain.level, found.get(on, 0))
        return found


def median(levels: Iterable[int]) -> float | None:
    """The middle level, or the mean of the two in the middle; None without any."""
    known = sorted(levels)
    if not known:
        return None
    half = len(known) // 2
    return float(known[half]) if len(known) % 2 else (known[half - 1] + known[half]) / 2


def mean(levels: Iterable[int]) -> float | None:
    """The average, or None without any."""
    known = list(levels)
    return sum(known) / len(known) if known else None


def alike(pain: Pain, others: Iterable[Pain]) -> tuple[Pain, ...]:
    """Those of `others` that `pain` is compared with.

    Those of the same area or of none (or all, when `pain` names none). An area that was not spoken
    of before is compared with everything: a new strong pain is a jump, which is the safer reading.
    """
    known = tuple(others)
    if not pain.area:
        return known
    same = tuple(other for other in known if other.area in ("", pain.area))
    return same or known


def rising(diary: Diary) -> bool:
    """Whether the latest day's highest reading is above those of the three days before it.

    Highest readings of days are compared, because mornings and evenings differ (FACTS D3: the same
    time window each day). Without a reading in those three days nothing is rising.
    """
    known = diary.peaks()
    if not known:
        return False
    last = max(known)
    before = [level for on, level in known.items() if 0 < (last - on).days <= 3]
    return bool(before) and known[last] > max(before)


def before(diary: Diary, done: SessionDone) -> int | None:
    """The reading that a session began with, or the last of the 24 hours before; None unknown."""
    if done.before is not None:
        return done.before
    known = diary.pains(DAY, done.started)
    return known[-1].level if known else None


def next_morning(diary: Diary, ended: int) -> Pain | None:
    """The first reading 12 to 30 hours after a session's end; None when there is none (yet)."""
    window = MORNING_TO - MORNING_FROM + 1
    end = min(ended + MORNING_TO, diary.now)
    known = [pain for pain in diary.pains(window, ended + MORNING_TO) if pain.at <= end]
    return known[0] if known else None


@dataclass(frozen=True, slots=True)
class Morning:
    """A next morning that is known: when it was read, and whether it was a reactive one."""

    at: int
    level: int
    reactive: bool


def mornings(diary: Diary, seconds: int, since: int = 0) -> tuple[Morning, ...]:
    """The known next mornings of the last `seconds`, oldest first; each reading counts once.

    Reactive is 2 or more above the reading before any of the sessions it follows (FACTS D4). A
    session whose beginning is not known tells nothing. Mornings read before `since` are left out.
    """
    found: dict[int, Morning] = {}
    for done in diary.sessions(seconds + 2 * DAY):
        read, began = next_morning(diary, done.ended), before(diary, done)
        if read is None or began is None or read.at <= max(diary.now - seconds, since):
            continue
        known = found.get(read.at, Morning(read.at, read.level, reactive=False))
        reacted = known.reactive or read.level - began >= REACTIVE
        found[read.at] = replace(known, reactive=reacted)
    return tuple(found[at] for at in sorted(found))


def reactive(diary: Diary, seconds: int, since: int = 0) -> tuple[Morning, ...]:
    """The reactive mornings of the last `seconds`."""
    return tuple(one for one in mornings(diary, seconds, since) if one.reactive)


def with_pain(past: Past, pain: Pain) -> Past:
    """The journal with a reading that this very turn writes."""

    def read(part: str, since: int, outcome: str) -> tuple[Any, ...]:
        if part == "stretches":
            return past.steps(since, outcome)
        return (*past.pains, pain) if part == "pains" else getattr(past, part)

    return recalled(read)
