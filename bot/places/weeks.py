"""The week of a country: its work days, its first day, its public holidays."""

import warnings
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

WEEK = 7


@lru_cache(maxsize=256)
def _of(country: str) -> Locale:
    """The locale of a country's likely language: CLDR files the week under the territory."""
    try:
        return Locale.parse(f"und_{country.upper()}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_001")


def first_day(country: str) -> int:
    """The day with which a calendar of this country begins (Monday 0), by CLDR."""
    return _of(country).first_week_day


def work_days(country: str) -> tuple[int, ...]:
    """The days outside of the country's weekend (Monday 0), by CLDR."""
    here = _of(country)
    off = {
        (here.weekend_start + n) % WEEK
        for n in range((here.weekend_end - here.weekend_start) % WEEK + 1)
    }
    return tuple(day for day in range(WEEK) if day not in off)


def load_holidays() -> None:
    """Load the library of holidays: a third of a second that no ping shall wait for."""
    holidays("US", 2026)


@lru_cache(maxsize=1024)
def holidays(country: str, year: int) -> tuple[int, ...]:
    """The public holidays of a whole country in a year, as ordinals; none where none are known.

    Those of a state or a region alone are not among them. The library is loaded when it is first
    asked for (a tenth of a second), and each country and year is kept.
    """
    import holidays as library  # noqa: PLC0415 - most starts never need it

    try:
        with warnings.catch_warnings():  # "only until 2035" is no news to who hosts a bot
            warnings.simplefilter("ignore")
            known = library.country_holidays(country.upper(), years=year)
    except NotImplementedError:  # no such country there
        return ()
    return tuple(sorted(one.toordinal() for one in known if isinstance(one, date)))
