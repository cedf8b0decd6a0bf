"""Asks whether a person's times come along to another zone, or stay on the clock of home."""

from bot.core.schedule import local
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.places import zone_name
from bot.screens.coming import coming
from bot.screens.common import being, button, column
from bot.texts import bold, clock, joined, say


def moved(moment: Moment, zone: str) -> bool:
    """Whether a zone shows another time than the person's, so that their pings are a question."""
    person = moment.person
    told = person.reminders
    if person.stage != "settled" or not person.zone or not (told.desk or told.morning is not None):
        return False
    here, there = (local(moment.now, one).utcoffset() for one in (person.zone, zone))
    return here != there and zone != person.home


def came(person: Person, zone: str) -> Person:
    """The person in a zone about which there is nothing to ask: the same clock, or home again."""
    home = "" if zone == person.home else person.home
    return replace(person, zone=zone, home=home, away="")


def ask(moment: Moment, zone: str, name: str) -> Reply:
    """Local or pinned? Until it is said the times stay where they are."""
    words, person = moment.words, moment.person
    home = zone_name(person.zone, person.language)
    rows = column(
        [
            button(words, "travel.along", f"travel along {zone}"),
            button(words, "travel.keep", f"travel keep {zone}", what=home),
            button(words, "travel.live", f"travel live {zone}"),
        ]
    )
    time, at_home = (clock(words, moment.now, one) for one in (zone, person.zone))
    told = say(words, "zone.set", place=bold(name), time=bold(time))
    text = joined([told, say(words, "travel.ask", home=home, time=at_home)])
    return Reply(replace(person, away=zone, asks=""), Screen(text, rows))


def travel(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """The answer, or the way back home; only the zone that was asked about is taken."""
    person = moment.person
    match args:
        case () if person.away:
            return ask(moment, person.away, zone_name(person.away, person.language))
        case ("back",) if person.home or person.away:
            home = person.home or person.zone
            return _told(being(moment, replace(person, zone=home, home="", away="")))
        case ("along" | "live", zone) if zone == person.away:
            stays = args[0] == "live" or zone == person.home
            home = "" if stays else person.home or person.zone
            return _told(being(moment, replace(person, zone=zone, home=home, away="")))
        case ("keep", zone) if zone == person.away:
            return _told(moment)
        case ("along" | "live", zone) if zone == person.zone:  # tapped twice
            return _told(moment)
        case _:
            return None


def _told(moment: Moment) -> Reply:
    words, person = moment.words, moment.person
    zone = zone_name(person.zone, person.language)
    told = say(words, "travel.set", what=zone, time=clock(words, moment.now, person.zone))
    rows = [button(words, "common.home", "home")]
    if person.home or person.away:
        home = zone_name(person.home or person.zone, person.language)
        key = "travel.back" if person.home else "travel.again"
        rows.insert(0, button(words, key, "travel back", what=home))
    return Reply(person, Screen(joined([told, coming(moment)]), column(rows)), beside=True)
