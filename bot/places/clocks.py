"""Clock times and offsets as people type them, and the places where they hold."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache

from babel.languages import get_territory_language_info

from bot.places.atlas import Place, heart, load, plain
from bot.places.zones import MINUTES_IN_A_DAY, offset, settled_zones, zone_info

_CLOCK = re.compile(
    r"""(?:(?:it\ is|its|it's|at|about|around|um|gegen|es\ ist|à|às|as|a\ las|alle|om|kl|в)[\ .]+)?
    (?P<hour>\d{1,2}?)
    (?:\ ?(?:[:.,h時时点점시]|uhr)\ ?(?P<minute>\d\d)?|\ (?P<apart>\d\d)|(?P<joined>\d\d))?
    [분分]?
    (?:\ ?(?P<half>[ap])\.?\ ?m\.?|\ ?(?:hrs|hours|o'clock))?
    (?:\ now)?[.!]?""",
    re.VERBOSE,
)
_WORDS = {"noon": 12, "midday": 12, "12 noon": 12, "midnight": 0, "12 midnight": 0}
_OFFSET = re.compile(r"(?:utc|gmt|z)? ?([+-]) ?(\d{1,2})(?::?([0-5]\d))?|utc|zulu")
# From Baker Island to Kiribati, in minutes.
_FARTHEST = (-12 * 60, 14 * 60)
# A wall clock may be set wrong, and a message takes its time.
_CLOCK_SLACK = 10  # minutes

# Abbreviations that people use and the zone's own rules spell as bare numbers.
_USED = {
    "ART": "America/Argentina/Buenos_Aires",
    "AST": "Asia/Riyadh",
    "BRT": "America/Sao_Paulo",
    "BST": "Asia/Dhaka",
    "CLT": "America/Santiago",
    "COT": "America/Bogota",
    "GST": "Asia/Dubai",
    "ICT": "Asia/Bangkok",
    "MYT": "Asia/Kuala_Lumpur",
    "NPT": "Asia/Kathmandu",
    "PET": "America/Lima",
    "SGT": "Asia/Singapore",
    "TRT": "Europe/Istanbul",
}
_SPOKEN = {
    "et": "EST",
    "ct": "CST",
    "mt": "MST",
    "pt": "PST",
    "eastern": "EST",
    "central": "CST",
    "mountain": "MST",
    "pacific": "PST",
    "central european": "CET",
    "eastern european": "EET",
}


def clock(text: str) -> tuple[int, int] | None:
    """Return (hour, minute) for "14:35", "2.35pm", "1435", "7", "07h30" or "noon", else None.

    Any script's digits will do; 24:00 is midnight.
    """
    said = unicodedata.normalize("NFKC", text[:60]).casefold().replace("’", "'").strip()
    said = " ".join(said.split())
    if said in _WORDS:
        return _WORDS[said], 0
    match = _CLOCK.fullmatch(said)
    if match is None:
        return None
    hour = int(match["hour"])
    minute = int(match["minute"] or match["apart"] or match["joined"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match["half"] == "p")
    if (hour, minute) == (24, 0):
        return 0, 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def asked_offset(text: str) -> int | None:
    """Return the minutes ahead of UTC that "UTC+5:30", "gmt-3", "+2" or "utc" mean, else None."""
    said = unicodedata.normalize("NFKC", text[:60]).casefold().replace("−", "-")
    match = _OFFSET.fullmatch(" ".join(said.replace("–", "-").split()))
    if match is None:
        return None
    sign = -1 if match[1] == "-" else 1
    minutes = sign * (60 * int(match[2] or 0) + int(match[3] or 0))
    return minutes if _FARTHEST[0] <= minutes <= _FARTHEST[1] else None


def at_offset(minutes: int, now: datetime) -> tuple[Place, ...]:
    """Return the places that are so many minutes ahead of UTC now, most populous zone first."""
    return _peopled(tuple(zone for zone in settled_zones() if offset(zone, now) == minutes))


def by_abbreviation(text: str, now: datetime) -> tuple[Place, ...]:
    """Return the places whose clocks go by "EST", "IST" or "eastern time", most populous first."""
    name = plain(text)
    bare = name.removeprefix("us ").removesuffix(" time")
    # "Pacific" alone may be a town; "pacific time" and "pt" are clocks.
    spoken = _SPOKEN.get(bare) if bare != name or len(bare) == 2 else None
    short = spoken or bare.upper()
    return _peopled(_abbreviations(now.year).get(short, ()))


@cache
def _abbreviations(year: int) -> Mapping[str, tuple[str, ...]]:
    found = {short: {zone: None} for short, zone in _USED.items()}
    for zone in settled_zones():
        for month in (1, 7):
            moment = datetime(year, month, 1, tzinfo=UTC).astimezone(zone_info(zone))
            found.setdefault(moment.tzname() or "", {})[zone] = None
    return {short: tuple(zones) for short, zones in found.items() if short.isalpha()}


def _peopled(zones: tuple[str, ...]) -> tuple[Place, ...]:
    people = load().people
    return tuple(heart(zone) for zone in sorted(zones, key=lambda zone: -people.get(zone, 0)))


def by_clock(
    hour: int, minute: int, now: datetime, language: str, limit: int = 4
) -> tuple[Place, ...]:
    """Return places where it is this time now, give or take ten minutes, one for each zone.

    `now` is aware. The tag's own country comes first ("pt-BR"), then those where the language is
    official (CLDR), then the rest; within each, the most populous zone.
    """
    now = now.astimezone(UTC)
    ahead = 60 * hour + minute - 60 * now.hour - now.minute
    half_a_day = MINUTES_IN_A_DAY // 2
    near = tuple(
        zone
        for zone in settled_zones()
        if abs((offset(zone, now) - ahead + half_a_day) % MINUTES_IN_A_DAY - half_a_day)
        <= _CLOCK_SLACK
    )
    tag = language.replace("_", "-").split("-")
    places = _peopled(near)
    order = sorted(
        places, key=lambda place: (place.country not in tag, not _speaks(place.country, tag[0]))
    )
    return tuple(order[:limit])


@lru_cache(maxsize=4096)
def _speaks(country: str, language: str) -> bool:
    spoken = get_territory_language_info(country)
    ways = [facts for name, facts in spoken.items() if name.partition("_")[0] == language.lower()]
    return any(facts["official_status"] in ("official", "de_facto_official") for facts in ways)
