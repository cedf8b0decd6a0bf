"""Knows when things happen in a person's own days: local times, nights, pings, pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:  # a person holds values that are made with these times
    from bot.core.talk.person import Person

DAY_ENDS = 4  # o'clock: what is done at 01:00 still belongs to the evening before
QUIET_FROM, QUIET_TO = 22, 7  # o'clock, the person's own; nothing unasked comes between
LOOK_AHEAD = 8  # days; a week has every kind of day in it
EXPIRES = {"desk": 20 * 60, "morning": 3 * 3600}  # seconds after which a ping is no use


@dataclass(frozen=True, slots=True)
class Due:
    """When the next ping comes (epoch seconds), its kind, and its slot (local date and time)."""

    at: int
    kind: str
    slot: str


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # one person's odd zone may not stop the clock
        return ZoneInfo("UTC")


def local(at: int, zone: str) -> datetime:
    """The person's local time (aware) at epoch second `at`; UTC where no zone is known."""
    return datetime.fromtimestamp(at, _zone(zone))


def day(at: int, zone: str) -> date:
    """The person's day at `at`; it ends at 04:00."""
    return (local(at, zone) - timedelta(hours=DAY_ENDS)).date()


def epoch(on: date, minutes: int, zone: str) -> int:
    """Epoch seconds of a wall-clock time, `minutes` after midnight.

    A time that does not exist (clocks go forward) becomes the first moment after the gap; one
    that happens twice (clocks go back) is the first of the two.
    """
    wall = datetime(on.year, on.month, on.day, tzinfo=_zone(zone)) + timedelta(minutes=minutes)
    at = int(wall.timestamp())
    if local(at, zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at
    before, after = at - 86400, at  # the change lies in between: halve until it is found
    offset = local(after, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if local(middle, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def quiet(at: int, zone: str) -> bool:
    """Whether it is night where the person is: 22 to 7 o'clock."""
    hour = local(at, zone).hour
    return hour >= QUIET_FROM or hour < QUIET_TO


def wakes(at: int, zone: str) -> int:
    """`at` itself by day, else the next 7 o'clock."""
    here = local(at, zone)
    if not quiet(at, zone):
        return at
    on = here.date() + timedelta(days=here.hour >= QUIET_FROM)
    return epoch(on, QUIET_TO * 60, zone)


def desk_times(person: Person) -> tuple[int, ...]:
    """Minutes after midnight of the desk pings: in the middle of equal parts of the work day."""
    told = person.reminders
    if not told.desk or told.desk_count < 1 or told.desk_to <= told.desk_from:
        return ()
    part = (told.desk_to - told.desk_from) / told.desk_count
    middles = (int(told.desk_from + part * (i + 0.5)) for i in range(told.desk_count))
    return tuple(dict.fromkeys(max(told.desk_from, at // 5 * 5) for at in middles))


def _slots(person: Person, on: date) -> Iterator[Due]:
    times = []
    if person.reminders.morning is not None:
        times.append((person.reminders.morning, "morning"))
    if on.weekday() in person.reminders.days:
        times += [(minutes, "desk") for minutes in desk_times(person)]
    # Of two at the same time only the first comes: the morning is worth more than a break.
    for minutes, kind in sorted(times, key=lambda one: (one[0], one[1] != "morning")):
        at = epoch(on, minutes, person.zone)
        if local(at, person.zone).date() == on:  # a zone may leave out a whole day (Apia, 2011)
            yield Due(at, kind, f"{on.isoformat()}T{minutes // 60:02}:{minutes % 60:02}")


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
    """The first ping later than `after` (epoch seconds), or None when none is to come."""
    if person.pause is not None and person.pause.until is not None:
        after = max(after, person.pause.until - 1)
    if rests(person, after + 1):
        return None
    today = local(after, person.zone).date()
    for days in range(LOOK_AHEAD):
        on = today + timedelta(days=days)
        if on.isoformat() == person.quiet_day:
            continue
        for due in _slots(person, on):
            if due.at > after:
                return due
    return None


def window_start(person: Person, kind: str, slot: str) -> int:
    """When the time that a ping stands for began: moving since then answers it.

    A morning ping stands for the day; a desk ping for its part of the work day.
    """
    on, _, clock = slot.partition("T")
    minutes = int(clock[:2]) * 60 + int(clock[3:])
    if kind == "morning":
        return epoch(date.fromisoformat(on), DAY_ENDS * 60, person.zone)
    told = person.reminders
    part = (told.desk_to - told.desk_from) // max(1, told.desk_count)
    return epoch(date.fromisoformat(on), max(0, minutes - part // 2), person.zone)


def stamp(at: int, zone: str) -> str:
    """ISO 8601 with the offset of the person's zone."""
    return local(at, zone).isoformat(timespec="seconds")
