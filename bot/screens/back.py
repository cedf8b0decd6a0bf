"""Welcomes those who had stopped the bot and have come back."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Note, Screen
from bot.core.values import replace
from bot.screens.coming import coming
from bot.texts import joined, say


def welcomed(moment: Moment, reply: Reply) -> Reply:
    """The reply with one kind word above it: that nothing is gone, and what comes next.

    Not in the first talk, nor on a card that says whom to call: there is something else to be read.
    """
    person = reply.person
    calls = person.care is not None or person.here == "despair"
    if person.stage != "settled" or calls or reply.forget:
        return reply
    after = coming(replace(moment, person=person))
    told = reply.screen is not None and after in reply.screen.text
    words = say(moment.words, "back.welcome")
    note = Note(Screen(words if told else joined([words, after])))
    return replace(reply, notes=(note, *reply.notes))
