"""Says things: a key and values give a sentence in the person's language, escaped for HTML."""

import html
from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list

from bot.core.book import Words
from bot.core.schedule import local


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """The CLDR locale of a language tag; English where CLDR has none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def evened(text: str) -> str:
    """What was typed, in small letters, with plain apostrophes and single spaces."""
    return " ".join(text.casefold().replace("’", "'").split())


def phrase(words: Words, key: str, n: int | None = None) -> str:
    """The raw words under a key; `n` chooses the plural form. Raises KeyError for a wrong key."""
    found = words.texts[key]
    if isinstance(found, str):
        return found
    form = locale(words.language).plural_form(n or 0)
    return found.get(form, found["other"])


def say(words: Words, key: str, **values: object) -> Markup:
    """A sentence: plain values are escaped, Markup goes in as it is, `n` chooses the plural."""
    n = values.get("n")
    raw = phrase(words, key, n if isinstance(n, int) else None)
    if not values:
        return Markup(raw)
    return Markup(raw.format_map({name: _safe(value) for name, value in values.items()}))


def label(words: Words, key: str, **values: object) -> str:
    """Words for a button, a toast or a menu: plain text, nothing escaped."""
    n = values.get("n")
    raw = phrase(words, key, n if isinstance(n, int) else None)
    return raw.format_map(values) if values else raw


def _safe(value: object) -> str:
    return value if isinstance(value, Markup) else html.escape(str(value), quote=False)


def escaped(text: str) -> Markup:
    """Plain text made safe for HTML."""
    return Markup(html.escape(text, quote=False))


def bold(text: str) -> Markup:
    """Plain text in bold."""
    return Markup(f"<b>{html.escape(text, quote=False)}</b>")


def joined(parts: Iterable[str]) -> Markup:
    """Paragraphs with an empty line between them; empty ones are left out."""
    return Markup("\n\n".join(part for part in parts if part))


def lines(parts: Iterable[str]) -> Markup:
    """Lines under each other; empty ones are left out."""
    return Markup("\n".join(part for part in parts if part))


def listed(words: Words, parts: list[str]) -> str:
    """Items in a row, as the person's language joins them: "a, b and c"."""
    return format_list(parts, locale=locale(words.language)) if parts else ""


def clock(words: Words, at: int, zone: str) -> str:
    """The local time of day, as the language writes it."""
    now = local(at, zone)
    return _time(words.language, now.hour, now.minute)


@lru_cache(maxsize=8192)
def _time(language: str, hour: int, minute: int) -> str:
    return format_time(time(hour, minute), "short", locale=locale(language))


def clock_of(words: Words, minutes: int) -> str:
    """Minutes after midnight, as the language writes a time of day."""
    return clock(words, minutes * 60, "UTC")


def date_of(words: Words, at: int, zone: str) -> str:
    """The local date with its weekday: "Monday, 23 November"."""
    return _date(words.language, local(at, zone).date())


@lru_cache(maxsize=1024)
def _date(language: str, day: date) -> str:
    return format_date(day, "EEEE, d MMMM", locale=locale(language))


def day_of(words: Words, at: int, now: int, zone: str) -> str:
    """The local day as people say it: "today", "tomorrow", or the date with its weekday."""
    ahead = (local(at, zone).date() - local(now, zone).date()).days
    if ahead in (0, 1):
        return phrase(words, "common.tomorrow" if ahead else "common.today")
    return date_of(words, at, zone)


def weekdays(words: Words, width: Literal["abbreviated", "wide"] = "abbreviated") -> list[str]:
    """The names of the days, Monday first."""
    names = get_day_names(width, locale=locale(words.language))
    return [names[day] for day in range(7)]
