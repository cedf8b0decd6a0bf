"""Takes what is typed where limits are asked about: each limit that is named gets its tick."""

from bot.core.hearing.reading import plainly
from bot.core.hearing.warning import named
from bot.core.talk.moment import Moment, Reply
from bot.screens import pain, start
from bot.screens.settings import menu
from bot.screens.ticks import limited

SHOWN = {"limits": start.limits, "mylimits": menu.limits}


def typed(moment: Moment, words: str) -> Reply | None:
    """The list again, with what was named; None where it names nothing, or tells how pain is."""
    shows = SHOWN.get(moment.person.here)
    if shows is None or plainly(pain.reading(moment, words)):
        return None
    told = [tag for one in moment.book.words.values() for tag in named(words, one.limits)]
    ticked = moment
    for tag in told:
        ticked = limited(ticked, ("+", tag)) or ticked
    return shows(ticked) if told else None
