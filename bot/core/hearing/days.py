"""Knows how people name days and moments: "friday", "25 November", "tomorrow morning at 9"."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.hearing.when import WEEK, Reader, Time
from bot.core.values import replace

SATURDAY = 5
PARTS = ("morning", "afternoon", "evening", "night")
BOUNDARIES = frozenset(",;.!?\n")
MORE = (
    "filler", "breaks", "either", "onward", "till", "since", "lasting", "today", "tomorrow",
    "overmorrow", "weekend", "all_day", "starts", "meets", "vague", *PARTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day, `ahead` of the person's own by so many; `long` in days.

    A `weekday` comes again in a week, and `today` is the one that has not ended yet. A day is
    `dated` by a number.
    """

    ahead: int
    long: int = 1
    weekday: bool = False
    today: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """What says when: a day, a part of a day by its name ("" without one), a time of day.

    `day_first` is whether the day was said before the time. `end` is the place after it.
    """

    day: Day | None = None
    part: str = ""
    time: Time | None = None
    day_first: bool = False
    end: int = 0

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self.day is None and not self.part and self.time is None


NOTHING = Point()


def day(reader: Reader, place: int) -> tuple[Day | None, int]:
    """The day that is named here, and the place after its name."""
    weekday = date.fromordinal(reader.today).weekday()
    known = {
        "overmorrow": Day(2),
        "tomorrow": Day(1),
        "today": Day(0, today=True),
        "weekend": Day(SATURDAY - weekday, long=2),
    }
    for name, found in known.items():
        end = reader.after(place, name)
        if end > place:
            return found, end
    named = reader.weekdays.get(reader.sign(place))
    if named is not None:
        return Day((named - weekday) % WEEK, weekday=True), place + 1
    return _date(reader, place)


def _date(reader: Reader, place: int) -> tuple[Day | None, int]:
    """A date: "2026-11-25", "25 November 2026", "November 25th", "the 5th"."""
    year, month, number, end = _iso(reader, place) or _written(reader, place)
    first = date.fromordinal(reader.today)
    if year:
        known = [(year, month)]
    elif month:
        known = [(first.year + n, month) for n in range(2)]
    else:
        known = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(3)]
        known = [(year, rest + 1) for year, rest in known]
    for one in known:
        on = _valid(*one, number)
        if on is not None and (year or on >= first):
            return Day(on.toordinal() - reader.today, dated=True), end
    return None, place


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _iso(reader: Reader, place: int) -> tuple[int, int, int, int] | None:
    """Year, month, day and the place after them."""
    typed = [reader.sign(place + n) for n in range(5)]
    if typed[1::2] != ["-", "-"] or [len(one) for one in typed[::2]] != [4, 2, 2]:
        return None
    glued = all(reader.glued(place + n) for n in range(1, 5))
    year, month, number = (int(one) if one.isdecimal() else 0 for one in typed[::2])
    return (year, month, number, place + 5) if glued and year else None


def _written(reader: Reader, place: int) -> tuple[int, int, int, int]:
    """The same of words; 0 for what is not said, all of it where no date stands here."""
    before = reader.months.get(reader.sign(place), 0)
    here = place + (before > 0)
    number = reader.whole(here) or 0
    end = reader.after(here + 1, "ordinals")
    nth = end > here + 1 and reader.glued(here + 1)
    end = end if nth else here + 1
    month = before or reader.months.get(reader.sign(reader.past(end, "filler")), 0)
    if not number or not (nth or month):
        return 0, 0, 0, place
    if month and not before:
        end = reader.past(end, "filler") + 1
    year = reader.sign(end)
    if month and len(year) == 4 and year.isdecimal() and year.startswith("20"):
        return int(year), month, number, end + 1
    return 0, month, number, end


def part(reader: Reader, place: int) -> tuple[str, int]:
    """A part of the day by its name, "" without one, and the place after it."""
    for name in PARTS:
        end = reader.after(place, name)
        if end > place:
            return name, end
    return "", place


def point(
    reader: Reader,
    place: int,
    known: Point = NOTHING,
    *,
    plain: Literal["first", "alone", "never"] = "first",
) -> Point:
    """All that says when from here on, small words between it included, beside what is `known`.

    `plain` is where a plain number is a time: when it is the first of it, or when nothing else
    follows ("until monday 4 neck" tells of pain), or never.
    """
    found = replace(known, end=place)
    here = place
    while here < len(reader.text):
        more = _more(reader, here, found, plain)
        if more is not None:
            found, plain = more, "never" if plain == "never" else "alone"
            here = found.end
            continue
        after = reader.after(here, "filler")
        if after == here:
            break
        here = after
    return found


def begins(reader: Reader, place: int) -> bool:
    """Whether what says when begins right here."""
    return _more(reader, place, NOTHING, "first") is not None


def _more(reader: Reader, place: int, found: Point, plain: str) -> Point | None:
    if found.day is None:
        named, end = day(reader, place)
        if named is not None:
            return replace(found, day=named, day_first=found.time is None, end=end)
    if not found.part:
        name, end = part(reader, place)
        if name:
            return replace(found, part=name, end=end)
    time = reader.time(place) if found.time is None else None
    if time is None:
        return None
    fits = time.sure or plain == "first" or (plain == "alone" and alone(reader, time.end))
    return replace(found, time=time, end=time.end) if fits else None


def alone(reader: Reader, place: int) -> bool:
    """Whether nothing follows here but small words and what else a wish says."""
    place = reader.past(place, "filler")
    sign = reader.sign(place)
    return (
        not sign
        or sign == "-"
        or sign in BOUNDARIES
        or sign in reader.weekdays
        or any(reader.after(place, name) > place for name in MORE)
    )
