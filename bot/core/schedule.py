"""Knows when a person's pings come: at their own local times, moved on past what silences them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.core.silence import outspoken, overnight, quiet, silent, wakes
from bot.core.thinning import comes, thin
from bot.core.values import Value
from bot.core.walltime import (
    DAY_ENDS,
    MINUTES,
    day,
    epoch,
    exists,
    local,
    moment_of,
    stamp,
)

if TYPE_CHECKING:  # a person holds values that are made with these times
    from bot.core.talk.person import Person
    from bot.core.talk.state import Reminders

__all__ = [
    "DAY_ENDS", "EXPIRES", "Due", "day", "day_of", "desk_times", "epoch", "holds", "local",
    "next_due", "quiet", "rests", "slot_at", "stamp", "wakes", "window_start",
]  # fmt: skip

LOOK_AHEAD = 40  # days: a silence of some weeks, and one work day a week
EXPIRES = {"desk": 20 * 60, "morning": 3 * 3600}  # seconds after which a ping is no use


class Due(Value, frozen=True):
    """When the next ping comes (epoch seconds), its kind, and its slot (local date and time)."""

    at: int
    kind: str
    slot: str


def desk_times(person: Person) -> tuple[int, ...]:
    """Minutes after midnight of the desk pings: in the middle of equal parts of the work day.

    Work over midnight goes on past 1,440, counted from the day on which it begins.
    """
    return _desk_times(person.reminders)


def work_minutes(told: Reminders) -> int:
    """How long the work day is."""
    return told.desk_to - told.desk_from + MINUTES * overnight(told)


def _desk_times(told: Reminders) -> tuple[int, ...]:
    if not told.desk or told.desk_count < 1 or told.desk_to == told.desk_from:
        return ()
    part = work_minutes(told) / told.desk_count
    middles = (int(told.desk_from + part * (i + 0.5)) for i in range(told.desk_count))
    return tuple(dict.fromkeys(max(told.desk_from, at // 5 * 5) for at in middles))


def rests(person: Person, at: int) -> bool:
    """Whether nothing unasked may come now: paused, in a flare, under care, not settled."""
    paused = person.pause is not None and (person.pause.until is None or person.pause.until > at)
    return bool(
        paused
        or person.blocked
        or person.flare
        or person.care
        or not person.zone
        or person.stage != "settled"
    )


def next_due(person: Person, after: int) -> Due | None:
    """The first ping later than `after` (epoch seconds), or None when none is to come.

    A ping that falls into a silence comes at its end, if it is still of use then; else not at all.
    """
    if person.pause is not None and person.pause.until is not None:
        after = max(after, person.pause.until - 1)
    if rests(person, after + 1):
        return None
    week = _week(person.reminders)
    if not any(week):
        return None
    zone, looked = person.zone, outspoken(person)
    today = local(after, zone).toordinal()
    for ordinal in range(today - looked, today + LOOK_AHEAD):  # a silence may end after midnight
        due = _first(person, ordinal, after, week[(ordinal - 1) % 7], looked=looked)
        if due is not None:
            return due
    return None


Times = tuple[tuple[int, str, int], ...]


@lru_cache(maxsize=4096)
def _week(told: Reminders) -> tuple[Times, ...]:
    """What comes on each day of the week, Monday first: (minutes, kind, days since work began).

    Of two at the same time the morning stands first: it is worth more than a break.
    """
    found: list[list[tuple[int, str, int]]] = [[] for _ in range(7)]
    for weekday in range(7):
        if told.morning is not None:
            found[weekday].append((told.morning, "morning", 0))
        for minutes in _desk_times(told) if weekday in told.days else ():
            later, rest = divmod(minutes, MINUTES)
            found[(weekday + later) % 7].append((rest, "desk", later))
    return tuple(tuple(sorted(one, key=lambda time: (time[0], time[1] == "desk"))) for one in found)


def _first(person: Person, ordinal: int, after: int, times: Times, *, looked: bool) -> Due | None:
    """The first ping of one local day that comes later than `after`."""
    if not exists(ordinal, person.zone):
        return None
    first = minutes = 0
    kind = ""
    quiet_day = date.fromisoformat(person.quiet_day).toordinal() if person.quiet_day else 0
    rarer = thin(person.unheard)
    for wall, what, later in times:
        if what == "desk" and ordinal - later in person.holidays:
            continue
        if rarer and not _comes(person, what, ordinal - later, wall + later * MINUTES):
            continue
        at = moment_of(ordinal, wall, person.zone)
        if looked:
            at = _moved(person, at, what, _slot(ordinal, wall))
        if at > after and (not kind or at < first) and quiet_day != ordinal - later:
            first, minutes, kind = at, wall, what
    return Due(first, kind, _slot(ordinal, minutes)) if kind else None


def _comes(person: Person, kind: str, work: int, minutes: int) -> bool:
    return comes(person.unheard, kind, work, minutes, desk_times(person))


def _moved(person: Person, at: int, kind: str, slot: str) -> int:
    """When a ping comes that would be due at `at`: at the end of a short silence, or never (0)."""
    until = silent(person, at, kind)
    if until is None:
        return at
    late = until - at > _useful(person.reminders, kind)
    return 0 if late or person.pinged == f"{kind} {slot}" else until


def _useful(told: Reminders, kind: str) -> int:
    """How long (seconds) a ping may wait: a desk break in a meeting for the rest of its part."""
    part = work_minutes(told) * 60 // max(1, told.desk_count)
    return EXPIRES["morning"] if kind == "morning" else max(EXPIRES["desk"], part // 2)


@lru_cache(maxsize=4096)
def _slot(ordinal: int, minutes: int) -> str:
    return f"{date.fromordinal(ordinal).isoformat()}T{minutes // 60:02}:{minutes % 60:02}"


def slot_at(slot: str, zone: str) -> int:
    """When a slot would come if nothing were in its way (epoch seconds)."""
    return epoch(date.fromisoformat(slot[:10]), _minutes(slot), zone)


def holds(person: Person, due: Due) -> bool:
    """Whether a ping is due at the time that its slot names, or a short silence later.

    It is not when the rules of the zone have changed since it was found.
    """
    return 0 <= due.at - slot_at(due.slot, person.zone) <= _useful(person.reminders, due.kind)


def _minutes(slot: str) -> int:
    return int(slot[11:13]) * 60 + int(slot[14:])


def day_of(person: Person, kind: str, slot: str) -> str:
    """The day (ISO) that a ping belongs to: at night that is the one on which work began."""
    told = person.reminders
    before = kind == "desk" and overnight(told) and _minutes(slot) < told.desk_to
    on = date.fromisoformat(slot[:10])
    return date.fromordinal(on.toordinal() - before).isoformat()


def window_start(person: Person, kind: str, slot: str) -> int:
    """When the time that a ping stands for began: moving since then answers it.

    A morning ping stands for the day; a desk ping for its part of the work day.
    """
    on, told = date.fromisoformat(slot[:10]), person.reminders
    if kind == "morning":
        return epoch(on, DAY_ENDS * 60, person.zone)
    part = work_minutes(told) // max(1, told.desk_count)
    began = slot_at(slot, person.zone) - part // 2 * 60
    return began if overnight(told) else max(began, epoch(on, 0, person.zone))
