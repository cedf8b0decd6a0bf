"""Keeps the public holidays of a person's country beside their times: desk breaks rest then."""

from datetime import date

from bot.core.schedule import epoch, local
from bot.core.talk.moment import Moment
from bot.core.talk.person import Person
from bot.core.talk.state import Reminders
from bot.core.values import replace
from bot.places import country_name, guess_country, holidays, work_days
from bot.texts import day_of, say

SOON = 3  # days ahead that a holiday is told


def country(person: Person) -> str:
    """Where the person works: the country they named, else their zone's or language's."""
    return person.country or guess_country(person.language, person.zone or None)


def known(person: Person, now: int) -> Person:
    """The person with the holidays of this year and the next, where their breaks rest on them."""
    told = person.reminders
    if not (told.desk and told.holidays and person.zone):
        return replace(person, holidays=(), holidays_of="") if person.holidays_of else person
    year = local(now, person.zone).year
    where = country(person)
    mark = f"{where} {year}"
    if person.holidays_of == mark:
        return person
    days = (*holidays(where, year), *holidays(where, year + 1))
    today = local(now, person.zone).toordinal()
    ahead = tuple(on for on in days if on >= today)
    return replace(person, holidays=ahead, holidays_of=mark)


def with_work_days(person: Person) -> Person:
    """The person with the work days of their country, where nothing was chosen before."""
    told = person.reminders
    plain = Reminders()
    usual = (told.days, told.desk_from, told.desk_to)
    if told.chosen or usual != (plain.days, plain.desk_from, plain.desk_to):
        return person
    return replace(person, reminders=replace(told, days=work_days(country(person))))


def told(moment: Moment) -> str:
    """What the desk settings say of holidays."""
    words, person = moment.words, moment.person
    if not person.reminders.holidays:
        return say(words, "desk.through_holidays")
    if not person.holidays:
        return ""
    zone = person.zone
    today = local(moment.now, zone).toordinal()
    coming = next((on for on in person.holidays if on >= today), None)
    name = country_name(country(person), person.language)
    if coming is None:  # pragma: no cover - the next year's are known as well
        return ""
    day = day_of(words, epoch(date.fromordinal(coming), 720, zone), moment.now, zone)
    return say(words, "desk.holidays", country=name, day=day)


def soon(moment: Moment) -> str:
    """A holiday of these days on which desk breaks would have come, in one sentence; "" mostly."""
    words, person = moment.words, moment.person
    if not (person.holidays and person.reminders.desk):
        return ""
    today = local(moment.now, person.zone).toordinal()
    for on in person.holidays:
        if today <= on <= today + SOON and (on - 1) % 7 in person.reminders.days:
            at = epoch(date.fromordinal(on), 720, person.zone)
            return say(words, "desk.holiday_soon", day=day_of(words, at, moment.now, person.zone))
    return ""
