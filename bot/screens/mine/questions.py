"""Asks what has to be known of an exercise of one's own, and what of it shall change."""

from bot.core.dose import length
from bot.core.planning.own import LINE, SIDES, Own
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Rows, Screen
from bot.screens.common import button, paired, show, ticked
from bot.screens.mine.card import about, card
from bot.texts import bold, joined, say

QUESTIONS = ("name", "do", "media", "dose", "side")  # of a new one, in their order
CHANGES = (*QUESTIONS, "areas", "instead")


def ask(moment: Moment, own: Own, question: str, told: str = "") -> Reply:
    """One question; `told` is said above it."""
    words, mark = moment.words, f"mine {question} {own.slug}"
    rows: Rows
    if question == "media":
        rows = ((button(words, "common.skip", f"{mark} keep"),),)
        if own.file:
            keep = button(words, "mine.media_keep", f"{mark} keep", "good")
            rows = ((keep,), (button(words, "mine.media_none", f"{mark} none"),))
    elif question == "dose":
        rows = ()
    elif question == "side":
        rows = paired(button(words, f"mine.tap_{one}", f"{mark} {one}") for one in SIDES)
    elif question == "areas":
        rows = _area_rows(moment, own)
    else:
        rows = ((button(words, "mine.instead_none", f"{mark} none"),),)
        rows = rows if question == "instead" else ()
    back = f"mine edit {own.slug}" if own.ready else "mine"
    rows = (*rows, (button(words, "common.back", back),))
    name = bold(own.name) if own.name else ""
    text = joined([name, told, say(words, f"mine.ask_{question}", most=LINE)])
    return show(moment, Screen(text, rows), here=mark, asks="mine")


def _area_rows(moment: Moment, own: Own) -> Rows:
    asked = [area for area, one in moment.book.areas.items() if one.asked]
    rows = paired(
        Button(
            ticked(area in own.areas, moment.words.areas[area].name),
            f"mine areas {own.slug} {'-' if area in own.areas else '+'} {area}",
        )
        for area in asked
    )
    return (*rows, (button(moment.words, "common.go_on", f"mine areas {own.slug} done", "good"),))


def menu(moment: Moment, own: Own) -> Reply | None:
    """Everything that can be changed."""
    if not own.ready:
        return go_on(moment, own)
    words = moment.words
    changes = paired(
        button(words, f"mine.change_{one}", f"mine {one} {own.slug}") for one in CHANGES
    )
    rows = (
        *changes,
        (button(words, "mine.remove_it", f"mine remove {own.slug}", "bad"),),
        (button(words, "common.back", f"card {own.slug}"),),
    )
    text = joined([bold(own.name), say(words, "mine.which_change"), about(moment, own)])
    return show(moment, Screen(text, rows), here=f"mine edit {own.slug}")


def go_on(moment: Moment, own: Own) -> Reply | None:
    """The first question that is not answered yet; the card once all are."""
    return card(moment, own.slug) if own.ready else ask(moment, own, missing(own))


def missing(own: Own) -> str:
    """The first question without which there is no exercise; the last one when all are answered."""
    known = {"name": own.name, "do": own.do, "dose": length(own.dose)}
    return next((one for one, told in known.items() if not told), QUESTIONS[-1])
