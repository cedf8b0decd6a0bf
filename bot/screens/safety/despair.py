"""Answers who speaks of not wanting to live: whom to call, before all else, and nothing more."""

from typing import Final

from bot.core.hearing.warning import heard
from bot.core.silence import Span
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.places import country_name
from bot.screens.common import being, button, column, show
from bot.screens.safety import care
from bot.screens.session.closing import broken_off
from bot.texts import Markup, bold, escaped, joined, say

COUNTRY: Final = "country despair"  # where somebody is who changes the country of this card
QUIET: Final = 24 * 3600  # seconds in which no ping comes after it


def speaks(moment: Moment, words: str) -> bool:
    """Whether words, in any language the bot speaks, say that the person does not want to live."""
    return any(heard(words, spoken.safety.despairs).sure for spoken in moment.book.words.values())


def told(moment: Moment) -> Reply:
    """The card; a session ends, and no ping comes for a day. Nothing is closed by it."""
    moment, closed = broken_off(moment)
    person, until = moment.person, moment.now + QUIET
    later = [one for one in person.silences if one.until > until]
    silences = tuple(sorted((*later, Span(moment.now, until)), key=lambda one: one.since))
    reply = card(being(moment, replace(person, silences=silences)))
    return replace(reply, records=closed, fresh=True)


def card(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """The card itself: that it matters, whom to call, and the way back to what was going on."""
    words = moment.words
    country, call = care.numbers(moment)
    name = country_name(country, moment.person.language) if country else ""
    text = joined(
        [
            bold(words.safety.despair.title),
            Markup(
                escaped(words.safety.despair.text).format(emergency=bold(care.emergencies(call)))
            ),
            say(words, "care.country", country=name or say(words, "care.anywhere")),
        ]
    )
    rows = column(
        [
            button(words, "care.change_country", COUNTRY),
            button(words, "common.back", "home"),
        ]
    )
    return show(moment, Screen(text, rows), here="despair")
