"""Follows a link to a stretch, t.me/…?start=cat-cow: its card, or a button that waits for it."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Note, Screen
from bot.core.values import replace
from bot.screens import library, start
from bot.screens.common import short
from bot.screens.safety import care
from bot.texts import label, say

TALK = ("areas", "signs", "limits", "now")  # stages at which the first talk is not over


def follow(moment: Moment, payload: str) -> Reply | None:
    """/start with a stretch's name; None for what names none.

    The first talk goes first. The link is not lost: it stays above it as a button that opens the
    card as soon as the talk is through. While a warning sign stands there is nothing but its card.
    """
    slug = payload.strip().lower()
    if slug not in moment.book.stretches:
        return None
    closed = _closed(moment)
    if closed is not None or moment.person.stage not in TALK:
        return closed or library.card(moment, (slug,))
    name = moment.words.stretches[slug].name
    rows = ((Button(short(name), f"link {slug}"),),)
    note = Note(Screen(say(moment.words, "link.later", name=name), rows))
    return replace(start.begin(moment), notes=(note,))


def opened(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The button that waited: the card, or a word on what comes first."""
    if len(args) != 1 or args[0] not in moment.book.stretches:
        return None
    closed = _closed(moment)
    if closed is not None:
        return replace(closed, fresh=True)  # the button goes on waiting
    if moment.person.stage in TALK:
        return Reply(moment.person, toast=label(moment.words, "link.first"), alert=True)
    return library.card(moment, args)


def _closed(moment: Moment) -> Reply | None:
    """What comes before any stretch: help where a warning sign stands, the question about them."""
    person = moment.person
    if person.care is not None:
        return care.card(moment)
    if person.screening is not None and person.screening.why in care.INSISTS:
        return care.ask(moment)
    return None
