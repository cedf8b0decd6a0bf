"""Finds a person's time zone: by a city, a shared location, or what time it is there now."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.core.schedule import local
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.said import Location
from bot.core.talk.screen import Button, Keyboard, Screen
from bot.core.values import replace
from bot.places import Place, at, by_clock, clock, find, offset_text, sure, zone_name
from bot.screens.common import being, button, column, show
from bot.screens.settings import times, travel
from bot.screens.settings.menu import menu
from bot.texts import bold, evened, joined, label, phrase, say
from bot.texts import clock as local_clock

LONGEST = 200  # characters of a typed place that are looked at
TAP = 64  # bytes that Telegram keeps of a button's line
OFFSET = re.compile(r"(?:utc|gmt)?\s*[-+−–]\s*\d|(?:utc|gmt)$", re.IGNORECASE)

CLOCK = re.compile(r"\d\s*[ap]\.?\s*m|\d[:.h]\d\d|\d\s*o.?clock")  # no mere number
DAY, SLACK = 1440, 10  # minutes; a wall clock may be set wrong, and a message takes its time


def ask(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """Where are you? A city, a location, or the time on your clock."""
    words = moment.words
    if args == ("share",):
        return share(moment)
    if args == ("clock",):
        screen = Screen(say(words, "zone.clock"), ((_back(moment),),))
        return show(moment, screen, here="zone clock", asks="clock")
    rows = column(
        [
            button(words, "zone.share", "zone share"),
            button(words, "zone.by_clock", "zone clock"),
            _back(moment),
        ]
    )
    text = joined([bold(say(words, "zone.title")), say(words, "zone.text"), _known(moment)])
    return show(moment, Screen(text, rows), here="zone", asks="zone")


def _known(moment: Moment) -> str:
    person = moment.person
    if not person.zone:
        return ""
    time = local_clock(moment.words, moment.now, person.zone)
    name = zone_name(person.zone, person.language)
    return say(moment.words, "zone.known", place=name, time=time)


def _back(moment: Moment) -> Button:
    if moment.person.stage == "setup":
        return button(moment.words, "common.skip", "later")
    return button(moment.words, "common.back", "settings")


def share(moment: Moment) -> Reply:
    """A reply keyboard is the only honest way to ask for a location."""
    words = moment.words
    keyboard = Keyboard(label(words, "zone.share_now"), label(words, "zone.leave"))
    screen = Screen(say(words, "zone.share_text"), keyboard=keyboard)
    return replace(show(moment, screen, here="zone", asks="zone"), fresh=True)


def heard(moment: Moment, text: str) -> Reply:
    """A typed place or zone: taken when it is plain, offered when not, asked again else."""
    words = moment.words
    text = text[:LONGEST].strip()
    if text == label(words, "zone.leave"):
        return ask(moment)
    now = datetime.fromtimestamp(moment.now, UTC)
    found = sure(text, now)
    if found is not None:
        return take(moment, found.zone, found.name)
    told = clock(text)
    if told is not None:
        return _by_clock(moment, *told)
    key = "zone.which_offset" if OFFSET.match(text) else "zone.which"
    return offer(moment, find(text, now), key, "zone.unknown")


def heard_clock(moment: Moment, text: str) -> Reply:
    """A typed time of day: the places where it is that time now."""
    told = clock(text[:LONGEST])
    if told is None:
        return heard(moment, text)
    return _by_clock(moment, *told)


def spoken(moment: Moment, text: str) -> Reply | None:
    """A time or a place out of the blue that is not the person's: "it's 8 am here", "I'm in Tokyo".

    "My clock is wrong" brings the question where they are.
    """
    said = evened(text[:LONGEST]).rstrip(".!")
    if moment.person.zone and said in phrase(moment.words, "zone.wrong_words").split(", "):
        return ask(moment)
    return _time(moment, said) or _there(moment, said)


def _there(moment: Moment, said: str) -> Reply | None:
    words = moment.words
    at = phrase(words, "zone.there_words").split(", ")
    rest = next((said.removeprefix(one) for one in at if said.startswith(f"{one} ")), "").strip()
    rest = rest.removesuffix(" " + phrase(words, "zone.now"))
    if not moment.person.zone or not rest or rest in phrase(words, "zone.no_place").split(", "):
        return None
    found = sure(rest, datetime.fromtimestamp(moment.now, UTC))
    if found is None:
        return None
    if travel.moved(moment, found.zone) or found.zone == moment.person.home:
        return take(moment, found.zone, found.name)
    time = local_clock(words, moment.now, found.zone)
    told = say(words, "zone.set", place=bold(found.name), time=bold(time))
    return Reply(moment.person, Screen(told), beside=True)


def _time(moment: Moment, said: str) -> Reply | None:
    here = phrase(moment.words, "zone.here_words").split(", ")
    rest = next((said.removesuffix(one) for one in here if said.endswith(f" {one}")), "").strip()
    if not moment.person.zone or not CLOCK.search(rest) or (told := clock(rest)) is None:
        return None
    now = local(moment.now, moment.person.zone)
    ahead = (told[0] * 60 + told[1] - now.hour * 60 - now.minute) % DAY
    return _by_clock(moment, *told) if SLACK < ahead < DAY - SLACK else None


def _by_clock(moment: Moment, hour: int, minute: int) -> Reply:
    now = datetime.fromtimestamp(moment.now, UTC)
    places = by_clock(hour, minute, now, moment.person.language)
    return offer(moment, places, "zone.which_clock", "zone.no_clock")


def offer(moment: Moment, places: tuple[Place, ...], key: str, none: str) -> Reply:
    """Places to choose from, each with its local time."""
    words = moment.words
    if not places:
        screen = Screen(say(words, none), ((_back(moment),),))
        return show(moment, screen, here="zone", asks="zone")
    now = datetime.fromtimestamp(moment.now, UTC)
    rows = [
        Button(
            f"{place.name} · {local_clock(words, moment.now, place.zone)}"
            f" ({offset_text(place.zone, now)})",
            _zoned(place),
        )
        for place in places
    ]
    screen = Screen(say(words, key), column([*rows, _back(moment)]))
    return show(moment, screen, here="zone", asks="zone")


def _zoned(place: Place) -> str:
    """The line of a place's button: with the name that was chosen, where 64 bytes hold it."""
    line = f"zoned {place.zone} {place.name}"
    return line if len(line.encode()) <= TAP else f"zoned {place.zone}"


def located(moment: Moment, where: Location) -> Reply:
    """A shared location."""
    place = at(where.latitude, where.longitude)
    if place is None:
        return offer(moment, (), "zone.which", "zone.unknown")
    return take(moment, place.zone, place.name)


def zoned(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A tapped place."""
    if not args or not known(args[0]):
        return None
    name = " ".join(args[1:]) or zone_name(args[0], moment.person.language)
    return take(moment, args[0], name)


def known(zone: str) -> bool:
    """Whether this is a zone of the IANA database."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


def take(moment: Moment, zone: str, name: str) -> Reply:
    """Set the zone and say what time it is there; the first talk goes on with the morning."""
    if travel.moved(moment, zone):
        return travel.ask(moment, zone, name)
    person = travel.came(moment.person, zone)
    time = local_clock(moment.words, moment.now, zone)
    told = say(moment.words, "zone.set", place=bold(name), time=bold(time))
    after = being(moment, person)
    reply = times.morning(after) if person.stage == "setup" else menu(after)
    assert reply.screen is not None  # noqa: S101 - both are always shown
    return replace(reply, screen=replace(reply.screen, text=joined([told, reply.screen.text])))
