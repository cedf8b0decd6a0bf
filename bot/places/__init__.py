"""Cities, zones and countries, found with typos; the data is read at the first question."""

from bot.places.atlas import Place
from bot.places.atlas import load as load_atlas
from bot.places.clocks import by_clock, clock
from bot.places.countries import country_name, find_country, guess_country
from bot.places.ground import at
from bot.places.search import find, sure
from bot.places.weeks import first_day, holidays, load_holidays, work_days
from bot.places.zones import country_of, offset_text, rules, zone_name

__all__ = [
    "Place",
    "at",
    "by_clock",
    "clock",
    "country_name",
    "country_of",
    "find",
    "find_country",
    "first_day",
    "guess_country",
    "holidays",
    "load",
    "offset_text",
    "rules",
    "sure",
    "work_days",
    "zone_name",
]


def load() -> None:
    """Read what the first question and the first ping would have to wait for."""
    load_atlas()
    load_holidays()
