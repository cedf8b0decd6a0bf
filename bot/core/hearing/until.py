"""Reads the day on which something ends: "Friday", "two weeks", "24 December", "10.12."."""

import calendar
import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 364  # days ahead: a date says no year
_WORD = re.compile(r"\d+(?:[./-]\d+)+\.?|[\w-]+")
_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_NUMBER = re.compile(r"(\d{1,4})([^\W\d]*)")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language names what a pause may last.

    Names are in lower case: months from 0 for January, weekdays from 0 for Monday, numbers by
    their value. `month` and `year` are the beginnings of words, `ends` what stands before them in
    "the end of the month"; `ordinals` the ends of "1st", "2nd"; `weekend` ends on Monday, and a
    `fortnight` is two weeks.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    days: Sequence[str]
    weeks: Sequence[str]
    month: str
    year: str
    ends: str
    weekend: str
    fortnight: str
    tomorrow: Sequence[str]
    overmorrow: Sequence[str]
    ordinals: Sequence[str]


def until(text: str, tongue: Tongue, today: date) -> date | None:
    """The day that is meant, tomorrow or later and at most LONGEST days ahead; None when unclear.

    A number alone is so many days. A date of which nobody knows the month from the day (3/4) is
    unclear, and so are hours.
    """
    said = text[:100].lower()
    words = _WORD.findall(said)
    on = _found(said, words, tongue, today)
    return on if on is not None and today < on <= today + timedelta(days=LONGEST) else None


def _found(said: str, words: list[str], tongue: Tongue, today: date) -> date | None:
    dates = [on for word in words if (on := _written(word, today)) is not None]
    if dates:
        return dates[0] or None
    if any(one in said for one in tongue.overmorrow):
        return today + timedelta(days=2)
    if any(one in words for one in tongue.tomorrow):
        return today + timedelta(days=1)
    if tongue.ends in said:
        return _end_of(words, tongue, today)
    ways = (_of_month, _long, _weekday, _alone)
    return next((on for way in ways if (on := way(words, tongue, today)) is not None), None)


def _written(word: str, today: date) -> date | None:
    """A date in digits, and date.min for one that cannot be: "2026-12-24", "24.12.", "24/12"."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(word)
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    first, between, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if between != "." and first <= 12 and second <= 12 and first != second:
        return date.min  # day and month, or month and day
    day, month = (second, first) if between != "." and second > 12 else (first, second)
    if year is None:
        return _next(day, month, today) or date.min
    with contextlib.suppress(ValueError):
        return date(int(year) % 2000 + 2000, month, day)
    return date.min


def _next(day: int, month: int, today: date) -> date | None:
    """The next such day of the calendar."""
    for year in (today.year, today.year + 1):
        with contextlib.suppress(ValueError):
            on = date(year, month, day)
            if on > today:
                return on
    return None


def _of_month(words: list[str], tongue: Tongue, today: date) -> date | None:
    """A day of a month that is named, or of the next that has it: "10 January", "the 5th"."""
    month = next((tongue.months[word] for word in words if word in tongue.months), None)
    for word in words:
        found = _NUMBER.fullmatch(word)
        if found is None:
            continue
        day, end = int(found[1]), found[2]
        if month is not None:
            return _next(day, month + 1, today)
        if end in tongue.ordinals:
            days = (_next(day, one, today) for one in range(1, 13))
            return min((on for on in days if on is not None), default=None)
    return None


def _end_of(words: list[str], tongue: Tongue, today: date) -> date | None:
    """The day after the end of this week, month or year: until then it rests."""
    month = next((tongue.months[word] for word in words if word in tongue.months), None)
    if month is not None:
        return _next(1, (month + 1) % 12 + 1, today)
    for word in words:
        if word in tongue.weeks:
            return today + timedelta(days=7 - today.weekday())
        if word.startswith(tongue.month):
            return _months_on(today.replace(day=1), 1)
        if word.startswith(tongue.year):
            return date(today.year + 1, 1, 1)
    return None


def _long(words: list[str], tongue: Tongue, today: date) -> date | None:
    """So many days, weeks or months; one where no number stands before."""
    if tongue.weekend in words:
        return today + timedelta(days=7 - today.weekday())
    if tongue.fortnight in words:
        return today + timedelta(weeks=2)
    for place, word in enumerate(words):
        lengths: tuple[tuple[bool, Callable[[int], date]], ...] = (
            (word in tongue.days, lambda n: today + timedelta(days=n)),
            (word in tongue.weeks, lambda n: today + timedelta(weeks=n)),
            (word.startswith(tongue.month), lambda n: _months_on(today, n)),
        )
        for named, ends in lengths:
            if named:
                n = _value(words[place - 1], tongue) if place else None
                return ends(min(LONGEST + 1, 1 if n is None else n))
    return None


def _months_on(today: date, n: int) -> date:
    years, month = divmod(today.month - 1 + n, 12)
    year, month = today.year + years, month + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _weekday(words: list[str], tongue: Tongue, today: date) -> date | None:
    on = next((tongue.weekdays[word] for word in words if word in tongue.weekdays), None)
    return None if on is None else today + timedelta(days=(on - today.weekday()) % 7 or 7)


def _alone(words: list[str], tongue: Tongue, today: date) -> date | None:
    """So many days, where nothing else is said."""
    n = _value(words[0], tongue) if len(words) == 1 else None
    return None if n is None else today + timedelta(days=min(n, LONGEST + 1))


def _value(word: str, tongue: Tongue) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() else tongue.numbers.get(word)
