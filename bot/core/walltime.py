"""Knows wall-clock arithmetic: what time it is in a zone, and when a local time comes."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_ENDS = 4  # o'clock: what is done at 01:00 still belongs to the evening before
MINUTES = 1440  # of a day on the wall


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
    """Epoch seconds of a wall-clock time, `minutes` after midnight (a day or more: later days).

    A time that does not exist (clocks go forward) becomes the first moment after the gap; one
    that happens twice (clocks go back) is the first of the two.
    """
    return moment_of(on.toordinal(), minutes, zone)


def moment_of(ordinal: int, minutes: int, zone: str) -> int:
    """The same for a day by its ordinal (`date.toordinal`)."""
    if minutes >= MINUTES:
        ordinal, minutes = ordinal + minutes // MINUTES, minutes % MINUTES
    midnight = _midnight(ordinal, zone)
    return _searched(ordinal, minutes, zone) if midnight is None else midnight + minutes * 60


@lru_cache(maxsize=16384)
def _midnight(ordinal: int, zone: str) -> int | None:
    """Epoch seconds at which a local day begins; None when the clocks change in it."""
    here = _zone(zone)
    first, next_one = date.fromordinal(ordinal), date.fromordinal(ordinal + 1)
    begins = datetime(first.year, first.month, first.day, tzinfo=here)
    ends = datetime(next_one.year, next_one.month, next_one.day, tzinfo=here)
    if begins.utcoffset() != ends.utcoffset():
        return None
    return int(begins.timestamp())


@lru_cache(maxsize=4096)
def _searched(ordinal: int, minutes: int, zone: str) -> int:
    """Epoch seconds of a time on a day on which the clocks change."""
    on = date.fromordinal(ordinal)
    aware = datetime(on.year, on.month, on.day, minutes // 60, minutes % 60, tzinfo=_zone(zone))
    wall, at = aware.replace(tzinfo=None), int(aware.timestamp())
    if _wall(at, zone) == wall:
        return at
    before, after = at - 86400, at  # the clocks jump over it in between: halve until it is found
    while after - before > 1:
        middle = (before + after) // 2
        if _wall(middle, zone) > wall:
            after = middle
        else:
            before = middle
    return after


def _wall(at: int, zone: str) -> datetime:
    return local(at, zone).replace(tzinfo=None)


@lru_cache(maxsize=16384)
def exists(ordinal: int, zone: str) -> bool:
    """Whether a day is one of this zone's at all: Samoa had no 30 December 2011."""
    at = moment_of(ordinal, 0, zone)
    return local(at, zone).toordinal() == ordinal


def minute(at: int, zone: str) -> int:
    """Minutes after local midnight."""
    here = local(at, zone)
    return here.hour * 60 + here.minute


def stamp(at: int, zone: str) -> str:
    """ISO 8601 with the offset of the person's zone."""
    return local(at, zone).isoformat(timespec="seconds")
