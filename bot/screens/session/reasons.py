"""Says why this plan: one sentence, on request."""

from collections.abc import Iterator

from bot.core.planning.why import Reason, Why, why
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import button, show
from bot.screens.session.step import current, heading, picture
from bot.texts import Markup, escaped, joined, listed, phrase, say

MOST = 2  # reasons in one sentence


def reasons(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Why this plan?"""
    session = current(moment, args) if args else moment.person.session
    if session is None:
        return None
    at = session.steps[session.at]
    mark = f"{session.serial} {session.at}"
    person = replace(moment.person, session=replace(session, show="why"))
    found = why(session, moment.person, moment.book, moment.past)
    text = joined([heading(moment, session, at), sentence(moment, found)])
    rows = ((button(moment.words, "session.resume", f"step {mark}", "good"),),)
    screen = Screen(text, rows, picture(moment.person, at))
    return show(moment, screen, here="session", person=person)


def sentence(moment: Moment, found: Why) -> Markup:
    """One sentence: what for, and what shaped it."""
    words = moment.words
    because: list[str] = [_reason(moment, one) for one in found.reasons[:MOST]]
    what = listed(words, list(_parts(moment, found))) or say(words, "why.calm_moves")
    what = what[:1].upper() + what[1:]
    if not because:
        return say(words, "why.only", what=Markup(what))
    return say(words, "why.because", what=Markup(what), why=Markup(listed(words, because)))


def _parts(moment: Moment, found: Why) -> Iterator[Markup]:
    """What it is for: so many for an area, so many for what pulls there."""
    words = moment.words
    for area, n in found.near:
        name = words.areas[area].in_sentence
        yield say(words, "why.near", n=n, count=_number(moment, n), area=name)
    if found.whole:
        yield say(words, "why.whole", n=found.whole, count=_number(moment, found.whole))
    if found.pulling:
        areas = listed(words, [words.areas[area].in_sentence for area in found.pulls])
        count = _number(moment, found.pulling)
        yield say(words, "why.pulls", n=found.pulling, count=count, areas=areas)
    if found.rest:
        yield say(words, "why.rest", n=found.rest, count=_number(moment, found.rest))
    if found.own:
        yield say(words, "why.own", n=found.own, count=_number(moment, found.own))


def _number(moment: Moment, n: int) -> str:
    """A small number as a word; a larger one in digits."""
    known = phrase(moment.words, "why.numbers").split(", ")
    return known[n - 1] if n <= len(known) else str(n)


def _reason(moment: Moment, reason: Reason) -> Markup:
    words = moment.words
    if reason.kind == "tag":
        return say(words, "why.tag", why=words.tags[reason.what].why)
    if reason.kind in ("sore", "tired", "pinned"):
        name = escaped(words.stretches[reason.what].name)
        return say(words, f"why.{reason.kind}", name=name)
    if reason.kind == "place":
        return say(words, f"why.place_{reason.what}")
    if reason.kind in ("calm", "pain", "small"):
        return say(words, f"why.{reason.kind}", level=reason.what)
    return say(words, f"why.{reason.kind}")
