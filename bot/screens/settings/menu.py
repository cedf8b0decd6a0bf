"""The /settings menu: everything that can be changed, with what holds now."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import LOOKS, Person
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.places import country_name, zone_name
from bot.screens.common import being, button, column, number, show
from bot.screens.safety.care import numbers
from bot.screens.session.around import MINUTES
from bot.screens.session.fitting import fitted
from bot.screens.ticks import area_rows, limited, placed, tag_rows
from bot.texts import bold, clock_of, joined, label, listed, say

FEW = 2  # areas that a button can name


def menu(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """One message, edited in place; small settings change right here."""
    person = _changed(moment.person, args)
    moment = being(moment, person)
    words, told = moment.words, person.reminders
    never = say(words, "settings.off")
    morning = never if told.morning is None else clock_of(words, told.morning)
    longer = next((n for n in MINUTES if n > person.minutes), MINUTES[0])
    rows = [
        button(words, "settings.areas", "myareas", what=_areas(moment)),
        button(words, _limits(person), "mylimits", n=len(person.tags)),
        button(words, "settings.zone_is", "zone", what=_zone(moment)),
        *_travel(moment),
        button(words, "settings.morning", "morning", what=morning),
        button(words, "settings.desk", "breaktimes", what=_desk(moment)),
        button(words, "settings.minutes", f"settings minutes {longer}", n=person.minutes),
        button(words, "settings.place", "myplace", what=label(words, f"place.{person.place}")),
        _pictures(moment),
        button(
            words, "settings.look", f"settings look {(person.look + 1) % LOOKS}", n=person.look + 1
        ),
        button(words, "settings.country", "country", what=_country(moment)),
        button(words, "settings.quiet", "quiet"),
        *_calendar(moment),
        button(words, "settings.pause", "pause"),
        button(words, "home.signs", "signs ask"),
        button(words, "common.home", "home"),
    ]
    text = joined([bold(say(words, "settings.title")), say(words, "settings.text")])
    return show(moment, Screen(text, column(rows)), here="settings")


def _changed(person: Person, args: tuple[str, ...]) -> Person:
    match args:
        case ("minutes", n) if number(n) in MINUTES:
            return replace(person, minutes=int(n))
        case ("pictures", "moving" | "still" | "off"):
            return replace(person, pictures=args[1] != "off", moving=args[1] == "moving")
        case ("look", "0" | "1" | "2" | "3"):
            return replace(person, look=int(args[1]))
        case _:
            return person


def _pictures(moment: Moment) -> Button:
    """What pictures are now; a tap goes on to the next kind: moving, still, off."""
    words, person = moment.words, moment.person
    if not person.pictures:
        return button(words, "settings.pictures_off", "settings pictures moving")
    if person.moving:
        return button(words, "settings.pictures_moving", "settings pictures still")
    return button(words, "settings.pictures_still", "settings pictures off")


def _calendar(moment: Moment) -> list[Button]:
    """Where a calendar is given, or taken back also on a bot that fetches none any more."""
    known = moment.person.calendar is not None
    if not known and not moment.host.calendars:
        return []
    what = say(moment.words, "settings.on" if known else "settings.off")
    return [button(moment.words, "settings.calendar", "calendar", what=what)]


def _limits(person: Person) -> str:
    return "settings.limits" if person.tags else "settings.no_limits"


def _areas(moment: Moment) -> str:
    names = [moment.words.areas[area].in_sentence for area in moment.person.areas]
    if len(names) > FEW:
        return say(moment.words, "settings.places", n=len(names))
    return listed(moment.words, names) or say(moment.words, "settings.anywhere")


def _zone(moment: Moment) -> str:
    person = moment.person
    if not person.zone:
        return say(moment.words, "settings.unset")
    return zone_name(person.zone, person.language)


def _travel(moment: Moment) -> list[Button]:
    """On a journey: the way back, or the question that is open."""
    words, person = moment.words, moment.person
    if person.home:
        what = zone_name(person.home, person.language)
        return [button(words, "travel.back", "travel back", what=what)]
    if person.away:
        what = zone_name(person.away, person.language)
        return [button(words, "travel.away", "travel", what=what)]
    return []


def _desk(moment: Moment) -> str:
    told = moment.person.reminders
    if not told.desk:
        return say(moment.words, "settings.off")
    return say(moment.words, "settings.desk_count", n=told.desk_count)


def _country(moment: Moment) -> str:
    code, _ = numbers(moment)
    if not code:
        return say(moment.words, "settings.unset")
    return country_name(code, moment.person.language)


def areas(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Which areas sessions are for."""
    after = placed(moment, args) if args else moment
    if after is None:
        return None
    rows = [*area_rows(after, "myareas"), button(moment.words, "common.back", "settings")]
    screen = Screen(say(moment.words, "settings.areas_text"), column(rows))
    return show(after, screen, here="myareas")


def limits(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What limits a person, at any time after the first talk."""
    after = limited(moment, args) if args else moment
    if after is None:
        return None
    after = fitted(after)
    rows = [
        *tag_rows(after, "mylimits"),
        button(moment.words, "common.back", "settings"),
    ]
    screen = Screen(say(moment.words, "settings.limits_text"), column(rows))
    return show(after, screen, here="mylimits")
