"""Asks for the country whose numbers stand on the cards, and goes back to the card it was for."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Rows, Screen
from bot.core.values import replace
from bot.places import country_name, find_country
from bot.screens.common import being, button, column, show
from bot.screens.safety import care, despair
from bot.texts import bold, joined, say


def country(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """Ask for the country, or take the one tapped; "despair" says that its card wants it."""
    words = moment.words
    if args and args[0] in moment.book.safety.numbers and args[0] != "default":
        chosen = being(moment, replace(moment.person, country=args[0]))
        if chosen.person.here == despair.COUNTRY:
            return despair.card(chosen)
        return told(chosen) if chosen.person.care is None else care.card(chosen)
    here = despair.COUNTRY if args == ("despair",) else "country"
    moment = being(moment, replace(moment.person, here=here))
    text = joined([bold(say(words, "country.title")), say(words, "country.ask")])
    return _open(moment, Screen(text, _back(moment)))


def told(moment: Moment) -> Reply:
    """Confirm the country outside of an emergency."""
    words, person = moment.words, moment.person
    _, call = care.numbers(moment)
    text = say(
        words,
        "country.set",
        country=country_name(person.country, person.language),
        emergency=bold(care.emergencies(call)),
    )
    return show(moment, Screen(text, ((button(words, "common.settings", "settings"),),)))


def heard(moment: Moment, text: str) -> Reply:
    """A typed country: offered as buttons, or asked again."""
    words, person = moment.words, moment.person
    known = moment.book.safety.numbers
    found = [code for code in find_country(text[:100], person.language) if code in known]
    if not found:  # 112 and an example
        return _open(moment, Screen(say(words, "country.again"), _back(moment)))
    if country_name(found[0], person.language).lower() == text.strip().lower():
        return country(moment, (found[0],))
    rows = column(Button(country_name(code, person.language), f"country {code}") for code in found)
    return _open(moment, Screen(say(words, "country.which"), rows))


def _open(moment: Moment, screen: Screen) -> Reply:
    return show(moment, screen, here=moment.person.here, asks="country")


def _back(moment: Moment) -> Rows:
    """To the card that the country is for, else to the settings."""
    where = "care" if moment.person.care else "settings"
    where = "despair" if moment.person.here == despair.COUNTRY else where
    return ((button(moment.words, "common.back", where),),)
