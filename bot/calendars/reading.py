"""Reads a calendar file (ICS) and says when its owner is busy; run in a process of its own.

The only door to the calendar libraries. It knows no more of the bot than the shape of its answer,
so that the process is small, quickly there, and may die of a malicious file alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_LINE = 64 * 1024  # characters of an unfolded line; a list of exceptions has some thousand
MOST_EVENTS = 3000  # near enough to matter; a full life has some hundred
MOST_ZONES = 200
MOST_SPANS = 200
BREATH = 5 * 60  # seconds; a shorter gap between two meetings is no time for a break
LONGEST_EVENT = 32  # days that a series may reach past its last beginning
NEAR = 2  # days around the window: zones differ by a day, and meetings go on past midnight
TOO_OFTEN = ("SECONDLY", "MINUTELY")  # nobody's meetings
AT_EASE = ("FREE", "WORKINGELSEWHERE")  # Outlook's word for what does not make busy

# Whatever says no times is dropped unread: titles, places, people, notes.
TIMES = frozenset(
    {
        "UID",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        "FREEBUSY",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
    }
)
PARTS = {"VTIMEZONE": ("STANDARD", "DAYLIGHT"), "VEVENT": (), "VFREEBUSY": ()}
BREAK = re.compile(r"\r\n|\n|\r")
NAME = re.compile(r"[A-Za-z-]+(?=[:;])")
DAY = re.compile(r"(?<=:)\d{8}")
UNTIL = re.compile(r"UNTIL=(\d{8})")
Pair = tuple[int, int]


class NotRead(Exception):  # noqa: N818 - it says what became of the file
    """It cannot be read; the message is the fault's name."""


@dataclass(slots=True)
class _Block:
    """A component's lines that say times."""

    name: str
    lines: list[str] = field(default_factory=list)

    def first(self, name: str) -> str:
        return next((one for one in self.lines if one.startswith((f"{name}:", f"{name};"))), "")


def busy(body: bytes, zone: str, since: int, until: int) -> list[Pair]:
    """When the owner is busy from `since` to `until` (epoch seconds): merged, in order, clipped.

    Times without a zone are meant in `zone`. Cancelled and transparent events make nobody busy,
    and neither do whole days: most are birthdays and holidays. Raises NotRead.
    """
    start, end = (datetime.fromtimestamp(at, UTC) for at in (since, until))
    calendar = _parsed(_near(_blocks(_lines(body)), start, end))
    here = ZoneInfo(zone or "UTC")
    found: list[Pair] = []
    for one in (*_events(calendar, start, end), *_told(calendar)):
        begins, ends = (_epoch(at, here) for at in one)
        if max(begins, since) < min(ends, until):
            found.append((max(begins, since), min(ends, until)))
    return _merged(found)[:MOST_SPANS]


def _lines(body: bytes) -> Iterator[str]:
    """The unfolded lines that say times, and the ends of components."""
    kept: list[str] = []
    length = 0
    for line in BREAK.split(body.decode("utf-8-sig", "replace")):
        if line[:1] in (" ", "\t"):
            if kept:
                kept.append(line[1:])
                length += len(line)
                _short(length)
            continue
        if kept:
            yield "".join(kept)
        named = NAME.match(line)
        name = named[0].upper() if named else ""
        kept, length = [], len(line)
        if name in TIMES or name in ("BEGIN", "END"):
            _short(length)
            kept = [name + line[len(name) :]]
    if kept:
        yield "".join(kept)


def _short(length: int) -> None:
    if length > LONGEST_LINE:
        raise NotRead("heavy")


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    """The components that matter, one by one; alarms, tasks and the rest are passed over."""
    block: _Block | None = None
    inside: list[str] = []
    for line in lines:
        verb, _, name = line.partition(":")
        name = name.strip().upper()
        if verb == "BEGIN":
            inside.append(name)
            if block is None and name in PARTS:
                block, inside = _Block(name), [name]
        if block is not None and _belongs(block, inside):
            block.lines.append(line)
        if verb == "END":
            if block is not None and name == block.name:
                yield block
                block, inside = None, []
            elif inside:
                inside.pop()


def _belongs(block: _Block, inside: list[str]) -> bool:
    return len(inside) == 1 or (len(inside) == 2 and inside[1] in PARTS[block.name])


def _near(blocks: Iterable[_Block], start: datetime, end: datetime) -> list[_Block]:
    """What may touch the window; raises NotRead when that is more than a life holds."""
    first = _day(start - timedelta(days=NEAR))
    last = _day(end + timedelta(days=NEAR))
    gone = _day(start - timedelta(days=LONGEST_EVENT))
    kept, count = [], defaultdict[str, int](int)
    for block in blocks:
        if block.name == "VEVENT" and not _touches(block, first, last, gone):
            continue
        count[block.name] += 1
        if count[block.name] > (MOST_ZONES if block.name == "VTIMEZONE" else MOST_EVENTS):
            raise NotRead("heavy")
        kept.append(block)
    return kept


def _touches(block: _Block, first: str, last: str, gone: str) -> bool:
    """Whether an event may have to do with the days from `first` to `last` ("20261127").

    `gone` is the day before which nothing that began still goes on, unless it says so.
    """
    rule = block.first("RRULE").upper()
    if any(f"FREQ={often}" in rule for often in TOO_OFTEN):
        return False
    begins = DAY.search(block.first("DTSTART"))
    if begins is None:
        return False
    moved = block.first("RECURRENCE-ID")
    if "RANGE" in moved:
        return True
    if rule or block.first("RDATE"):
        over = UNTIL.search(rule)
        ended = over is not None and not block.first("RDATE") and over[1] < gone
        return begins[0] <= last and not ended
    ends = DAY.search(block.first("DTEND"))
    latest = ends[0] if ends else begins[0]
    if block.first("DURATION") and begins[0] >= gone:
        latest = last
    was = DAY.search(moved)
    return (begins[0] <= last and latest >= first) or (was is not None and first <= was[0] <= last)


def _day(at: datetime) -> str:
    return at.strftime("%Y%m%d")


def _parsed(blocks: list[_Block]) -> Calendar:
    """The library's values. What cannot be read is left out; a zone's name then says what it is."""
    for without in ((), ("VTIMEZONE",), ("VFREEBUSY",), ("VTIMEZONE", "VFREEBUSY")):
        lines = [line for block in blocks if block.name not in without for line in block.lines]
        text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])
        with suppress(Exception):  # the library raises whatever a broken value makes it raise
            parsed = Calendar.from_ical(text)
            assert isinstance(parsed, Calendar)  # noqa: S101 - it begins as one
            return parsed
    raise NotRead("kind")


def _events(calendar: Calendar, start: datetime, end: datetime) -> Iterator[tuple[Any, Any]]:
    """Beginning and end of all that makes busy, and a day around; a broken series is left out."""
    # a time without a zone counts as UTC here, and may be meant half a day from it
    first, last = start - timedelta(days=1), end + timedelta(days=1)
    series = defaultdict[str, list[Component]](list)
    for event in calendar.walk("VEVENT"):
        series[str(event.get("UID", ""))].append(event)
    for events in series.values():
        one = Calendar()
        one.subcomponents = events
        with suppress(Exception):  # the same
            asked = recurring_ical_events.of(one, components=["VEVENT"], skip_bad_series=True)
            for event in asked.between(first, last):
                if _makes_busy(event):
                    yield event.start, event.end


def _makes_busy(event: Any) -> bool:  # noqa: ANN401 - the library's
    said = {name: str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP")}
    at_ease = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in AT_EASE
    return (
        isinstance(event.start, datetime)
        and said["STATUS"] != "CANCELLED"
        and said["TRANSP"] != "TRANSPARENT"
        and not at_ease
    )


def _told(calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Times that the file itself calls busy (VFREEBUSY)."""
    for part in calendar.walk("VFREEBUSY"):
        told = part.get("FREEBUSY", [])
        for period in told if isinstance(told, list) else [told]:
            with suppress(AttributeError, TypeError, ValueError):  # a broken one
                begins, ends = period.dt
                if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                    yield begins, ends if isinstance(ends, datetime) else begins + ends


def _epoch(at: datetime, zone: ZoneInfo) -> int:
    return int((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp())


def _merged(found: list[Pair]) -> list[Pair]:
    merged: list[Pair] = []
    for begins, ends in sorted(found):
        if merged and begins - merged[-1][1] < BREATH:
            merged[-1] = merged[-1][0], max(merged[-1][1], ends)
        else:
            merged.append((begins, ends))
    return merged


def main(arguments: list[str], body: bytes) -> str:
    """What the process says: JSON of the busy times, or of the fault."""
    zone, since, until = arguments
    try:
        return json.dumps({"busy": busy(body, zone, int(since), int(until))})
    except NotRead as fault:
        return json.dumps({"fault": str(fault)})


def bounded(memory: int, seconds: int) -> None:
    """Keep this process to so many bytes and seconds of computing, where the system can."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no limits, macOS not all
        import resource  # noqa: PLC0415 - the same

        limits = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory))
        for what, most in limits:  # pragma: no cover - in the other process
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":  # pragma: no cover - in the other process
    bounded(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(main(sys.argv[3:], sys.stdin.buffer.read()))
