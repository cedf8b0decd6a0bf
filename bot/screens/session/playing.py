"""Plays a step along: a film of its whole dose beside it, that counts and rings for the person."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Note, Screen
from bot.core.values import replace
from bot.screens.session.step import current, film
from bot.texts import label, say


def play(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Play along: the film comes when it is ready, and goes with the next tap."""
    session = current(moment, args)
    if session is None or len(args) != 2:
        return None
    words, at = moment.words, session.steps[session.at]
    media = film(moment.person, at)
    if media is None:
        return None
    caption = say(words, "play.along", name=words.stretches[at.stretch].name)
    screen = Screen(caption, media=media, silent=True, instead=say(words, "play.late"))
    person = replace(moment.person, session=replace(session, touched=moment.now))
    return Reply(person, notes=(Note(screen, passing=True),), toast=label(words, "play.moment"))
