"""Which place a person means by what they typed."""

from collections.abc import Iterable
from datetime import datetime

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.atlas import Place, hearts, hearts_of_region, load, namesake, outposts, plain
from bot.places.clocks import asked_offset, at_offset, by_abbreviation
from bot.places.countries import codes, names, near, regions, slips
from bot.places.zones import zone_called

# How strongly a reading speaks for a place: its people, times one of these.
_BY_NAME = 1.0
_BY_OTHER_NAME = 0.1  # "Victoria" is a city before it is an old name of Hong Kong
_OUTPOST = 5_000.0  # for "nome" and "lord howe", smaller than any listed town
_BY_STATE = 0.5  # "Washington" is the city before it is Seattle's state
_BY_COUNTRY = 2.0
_BY_CODE = 0.0001  # "no" may be Norway, but it is never sure
_EACH_TYPO = 0.02
_CONTRADICTED = 0.001  # "munich, france" is offered and never sure
_SMALLEST_COUNTRY = 100_000  # lifts Dominica over a village of that name

_CLEAR = 100_000  # an exact name this strong needs no guessing beside it
_FAINT = 0.005  # of the strongest; weaker readings are not worth a button
_PLAIN_STRENGTH = 10_000  # what sure() asks of a reading
_PLAIN_LEAD = 10  # and how many times stronger than one in another zone

_LONGEST = 120  # letters; nobody's town takes more
_MOST_WORDS = 10
_MOST_GUESSES = 3
_BIG = 500_000  # people; a misspelt word inside a sentence is read as nothing smaller
_FILLER_WORDS = """about back been city from have here home like live living near that this time
town what where work with your zone currently moment please thank thanks"""
_FILLERS = frozenset(_FILLER_WORDS.split())
_SHORT_BUT_PLAIN = frozenset({"uk", "uae", "usa", "nyc"})

Reading = tuple[float, Place]
_LONGEST_CODE = 3  # letters
_SHORT_WORD = 5  # letters
_NICKNAMED = 50_000


def find(text: str, now: datetime, limit: int = 4, language: str = "en") -> tuple[Place, ...]:
    """Return up to `limit` places that a text may mean, likeliest first, different zones before.

    Understands cities in many languages, countries and states (also as "paris, texas"), IANA
    zones, abbreviations ("EST") and offsets ("UTC+5:30": those places where it holds at `now`,
    an aware moment), with typos and with words around. Countries are known in English and in
    `language`. Nonsense gives an empty tuple; nothing raises.
    """
    return _apart(_readings(text, now, language))[:limit]


def sure(text: str, now: datetime, language: str = "en") -> Place | None:
    """Return the place that is plainly meant, or None when there is something to choose.

    Plain is an exact zone, or a reading ten times stronger than any in another zone.
    """
    readings = sorted(_readings(text, now, language), key=lambda reading: -reading[0])
    if not readings:
        return None
    strength, place = readings[0]
    rival = max((other for other, far in readings if far.zone != place.zone), default=0.0)
    plainly = strength >= _PLAIN_STRENGTH and strength >= _PLAIN_LEAD * rival
    return place if plainly else None


def _apart(readings: Iterable[Reading]) -> tuple[Place, ...]:
    order = sorted(readings, key=lambda reading: -reading[0])
    floor = _FAINT * order[0][0] if order else 0.0
    zones: dict[str, Place] = {}
    looks: dict[tuple[str, str, str], Place] = {}  # two Springfields look alike on a button
    for strength, place in order:
        if strength >= floor:
            zones.setdefault(place.zone, place)
            looks.setdefault((place.zone, place.country, place.name), place)
    return tuple(dict.fromkeys([*zones.values(), *looks.values()]))


def _readings(text: str, now: datetime, language: str) -> list[Reading]:
    if len(text) > _LONGEST:
        return []
    zone = zone_called(text)
    if zone:
        return [(float(_PLAIN_STRENGTH), namesake(zone))]
    minutes = asked_offset(text)
    clocks = by_abbreviation(text, now) if minutes is None else at_offset(minutes, now)
    if clocks:  # in their order, and each as strong as the next: there is something to choose
        return [(float(_PLAIN_STRENGTH), place) for place in clocks]
    name = plain(text)
    if not any(sign.isalpha() for sign in name):
        return []
    return _named(name, language)


def _named(name: str, language: str) -> list[Reading]:
    exact = _exact(name, language)
    if max((strength for strength, _ in exact), default=0.0) >= _CLEAR:
        return exact
    return (
        _narrowed(name, language)
        or exact + _misspelt(name, language) + _within(name, language)
        or _by_code(name)
    )


def _cities(name: str) -> list[Reading]:
    cities = load().cities
    found: list[Reading] = []
    for city in (cities[index] for index in load().called(name)):
        strength = city.population * (_BY_NAME if plain(city.name) == name else _BY_OTHER_NAME)
        # "LA" is an airport's or a nickname; for a small town such letters are chance ("yes").
        if len(name) > _LONGEST_CODE or not name.isascii() or strength >= _NICKNAMED:
            found.append((strength, city))
    return found


def _states(name: str) -> list[Reading]:
    return [
        (place.population * _BY_STATE, place)
        for region in regions().get(name, ())
        for place in hearts_of_region(region)
    ]


def _country(code: str) -> list[Reading]:
    return [(place.population * _BY_COUNTRY + _SMALLEST_COUNTRY, place) for place in hearts(code)]


def _exact(name: str, language: str) -> list[Reading]:
    code = names(language).get(name, "")
    # A state's two letters mean it only behind a city's name ("portland or").
    states = _states(name) if len(name) > _LONGEST_CODE else []
    outpost = None if code else outposts().get(name)
    alone = [(_OUTPOST, outpost)] if outpost else []
    return _cities(name) + states + _country(code) + alone


def _by_code(name: str) -> list[Reading]:
    code = codes().get(name, "")
    return [(strength * _BY_CODE, place) for strength, place in _country(code)]


def _close(name: str) -> list[tuple[str, int]]:
    if not slips(name):
        return []
    pool = load().guessable
    close = process.extract(name, pool, scorer=OSA.distance, score_cutoff=slips(name), limit=12)
    # The first letter of a short word is rarely the wrong one: "hello" is not Bello.
    return [
        (match, round(typos))
        for match, typos, _ in close
        if typos and (len(name) > _SHORT_WORD or match[0] == name[0])
    ]


def _misspelt(name: str, language: str) -> list[Reading]:
    cities = [(typos, reading) for match, typos in _close(name) for reading in _cities(match)]
    lands = [(typos, reading) for code, typos in near(name, language) for reading in _country(code)]
    return [
        (strength * _EACH_TYPO**typos, place)
        for typos, (strength, place) in cities + lands
        if typos
    ]


def _narrowed(name: str, language: str) -> list[Reading]:
    """Read "paris texas", "london uk" and "germany, hamburg": a place and what it lies in."""
    words = name.split()[:_MOST_WORDS]
    for count in range(min(3, len(words) - 1), 0, -1):
        for head, tail in ((words[:-count], words[-count:]), (words[count:], words[:count])):
            inside = _inside(" ".join(head), " ".join(tail), language)
            if inside:
                return inside
    return []


def _inside(head: str, tail: str, language: str) -> list[Reading]:
    country = names(language).get(tail) or codes().get(tail, "")
    own = regions().get(tail, ())
    if not country and not own:
        return []
    lying = _lying(head, country, own)
    if lying:
        return lying
    elsewhere = [(strength * _CONTRADICTED, place) for strength, place in _cities(head)]
    if any(strength >= _CLEAR * _CONTRADICTED for strength, _ in elsewhere):
        return elsewhere  # "hong kong china" is no misspelt Chinese town
    for spelt in (*(match for match, _ in _close(head)), *_windows(head)):
        lying = _lying(spelt, country, own)
        if lying:
            return lying
    return []


def _lying(name: str, country: str, own: tuple[str, ...]) -> list[Reading]:
    atlas = load()
    return [
        (float(atlas.cities[index].population), atlas.cities[index])
        for index in atlas.called(name)
        if atlas.cities[index].country == country or atlas.regions[index] in own
    ]


def _windows(name: str) -> list[str]:
    """Return the runs of up to four words in a sentence that may name a place, longest first."""
    words = name.split()[:_MOST_WORDS]
    runs = [
        " ".join(words[start : start + count])
        for count in range(min(4, len(words)), 0, -1)
        for start in range(len(words) - count + 1)
    ]
    return [
        run
        for run in runs
        if run in _SHORT_BUT_PLAIN
        or (run not in _FILLERS and (len(run) > _LONGEST_CODE or not run.isascii()))
    ]


def _within(name: str, language: str) -> list[Reading]:
    """Read "i live in hamburg" and "hamburg bitte": a name with words around it."""
    runs = [run for run in _windows(name) if run != name]
    found = [(run, pair) for run in runs for pair in _exact(run, language) if pair[0] >= _NICKNAMED]
    known = {run for run, _ in found}
    long = [run for run in runs if " " not in run and len(run) > _SHORT_WORD and run not in known]
    # Guessing is what takes time, and the place tends to come last.
    found += [
        (run, pair)
        for run in long[-_MOST_GUESSES:]
        for pair in _misspelt(run, language)
        if pair[0] >= _BIG * _EACH_TYPO
    ]
    # The less of the text a name is, the less it says.
    return [(pair[0] * (len(run) / len(name)) ** 2, pair[1]) for run, pair in found]
