"""The time zones there are: their countries, their names for people, their offsets."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from zoneinfo import TZPATH, ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError, get_global

MINUTES_IN_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class _Tables:
    known: Mapping[str, str]  # "europe/berlin" -> "Europe/Berlin"
    countries: Mapping[str, str]  # zone -> country, as IANA's zone.tab has it
    links: Mapping[str, str]  # old name -> the name it stands for


@cache
def _tables() -> _Tables:
    """Read the tzdata package itself: the operating system's list holds strays like "localtime"."""
    root = files("tzdata")
    known = {name.casefold(): name for name in root.joinpath("zones").read_text().split()}
    tab = root.joinpath("zoneinfo", "zone.tab").read_text().splitlines()
    rows = [line.split("\t") for line in tab if line and not line.startswith("#")]
    rules = root.joinpath("zoneinfo", "tzdata.zi").read_text().splitlines()
    pairs = [line.split() for line in rules if line.startswith("L ")]
    return _Tables(
        known=MappingProxyType(known),
        countries=MappingProxyType({row[2]: row[0] for row in rows}),
        links=MappingProxyType({old: new for _, new, old in pairs}),
    )


@cache
def zone_info(zone: str) -> ZoneInfo:
    """Return the zone's rules; kept, because zoneinfo itself keeps only the last eight."""
    return ZoneInfo(zone)


def modern(zone: str) -> str:
    """Return today's name of an IANA zone ("Asia/Calcutta" gives "Asia/Kolkata").

    A zone that still stands for a country (zone.tab) keeps its name even where IANA links it to
    another one: Oslo stays Oslo.
    """
    tables = _tables()
    return zone if zone in tables.countries else tables.links.get(zone, zone)


def zone_called(text: str) -> str:
    """Return the zone of exactly this name in any case ("europe/berlin"), or ""."""
    tidy = "_".join(text.casefold().split())
    return modern(_tables().known.get(tidy, "")) if "/" in tidy else ""


def settled_zones() -> tuple[str, ...]:
    """Return the zones that stand for a country today, about 420."""
    return tuple(_tables().countries)


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """Return a country's zones by IANA's zone.tab; none for a code it lacks (Kosovo)."""
    return tuple(zone for zone, code in _tables().countries.items() if code == country)


def country_of(zone: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a zone's country, "" when it has none."""
    countries = _tables().countries
    # zone.tab first; then CLDR, which knows old names; then what the old name stands for.
    cldr = str(get_global("zone_territories").get(zone, ""))
    if zone in countries:
        return countries[zone]
    return cldr if _is_country(cldr) else countries.get(modern(zone), "")


def _is_country(code: str) -> bool:
    return len(code) == len("DE") and code.isalpha() and code != "ZZ"


@lru_cache(maxsize=256)  # a tag is whatever somebody's telephone says
def locale_of(language: str) -> Locale:
    """Return the locale for a language tag such as "pt-br"; English for what CLDR lacks."""
    parts = language.replace("_", "-").split("-")
    for tag in ("-".join(parts), parts[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse("en")


def zone_name(zone: str, language: str) -> str:
    """Return a zone's city in a language ("New York"), from CLDR, else from the zone's own name.

    A fixed zone ("Etc/GMT+3") is named by its offset ("UTC−3"): its own sign means the opposite.
    """
    if zone.startswith("Etc/"):
        _, sign, hours = zone.replace("-", "+-").partition("+")
        return minutes_text(-60 * int(hours)) if sign else "UTC"
    cities = locale_of(language).time_zones
    for name in (zone, *_old_names(zone)):
        city = cities.get(name, {}).get("city")
        if city:
            return str(city)
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _old_names(zone: str) -> tuple[str, ...]:
    # CLDR never renames a zone: Kyiv's words in Russian are still filed under Europe/Kiev.
    # CLDR's aliases, not IANA's links: those also tie Asmera to Nairobi, another town.
    return tuple(old for old, new in get_global("zone_aliases").items() if new == zone)


def offset(zone: str, now: datetime) -> int:
    """Return how many minutes a zone is ahead of UTC at an aware moment."""
    ahead = now.astimezone(zone_info(zone)).utcoffset()
    return round(ahead.total_seconds() / 60) if ahead else 0


def offset_text(zone: str, now: datetime) -> str:
    """Return a zone's offset at an aware moment, for people: "UTC+5:30", "UTC−3", "UTC".

    Raises zoneinfo.ZoneInfoNotFoundError for what is no zone.
    """
    return minutes_text(offset(zone, now))


def minutes_text(minutes: int) -> str:
    """Return minutes ahead of UTC as text: 330 gives "UTC+5:30"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" * bool(minutes) + f":{rest:02}" * bool(rest) or "UTC"


@cache
def rules() -> str:
    """Which rules the clocks go by: the release of the IANA database that zoneinfo reads ("2026b").

    The system's comes before the package's, as zoneinfo has it. Where a system does not say its
    release, the package's stands for it.
    """
    for folder in map(Path, TZPATH):
        for name in ("+VERSION", "tzdata.zi"):
            with suppress(OSError), (folder / name).open(encoding="utf-8") as file:
                return f"system {file.readline().removeprefix('# version').strip()}"
    return f"package {version('tzdata')}"
