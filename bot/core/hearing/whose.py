"""Decides whose sign a sentence tells of, and whether it is one now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.hearing.denial import spans
from bot.core.hearing.signs import Signs, Whose

NONE: Final = 0
UNSURE: Final = 1
SURE: Final = 2

_OF = 2  # words from "my" to the person who is meant: "my best friend"
_FINE = 4  # words between a word of doubt and its "fine"
_BACK = 40  # words before a sign in which it is said whose it is
_AFTER = 6  # words from a sign to its "has gone"
_FIRST_YEAR, _LAST_YEAR = 1930, 2099


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence says around its signs, by the places of its words.

    `over` are the first places of phrases that say so, `fine` all places of those that do.
    `wondering` is where the first wondering ends, past the sentence without one. `aside` says that
    the whole has another meaning, `dated` that a year or an age stands in it, `past` that it was
    years ago, `again` that it is present after all.
    """

    words: tuple[str, ...]
    over: frozenset[int]
    fine: frozenset[int]
    wondering: int
    aside: bool
    dated: bool
    past: bool
    again: bool


def around(words: Sequence[str], signs: Signs) -> Around:
    """Look a sentence over, once for all its signs."""
    whose = signs.whose
    ends = [span[-1] for span in spans(words, whose.wondering)]
    return Around(
        tuple(words),
        frozenset(span[0] for span in spans(words, whose.over)),
        frozenset(place for span in spans(words, whose.fine) for place in span),
        min(ends, default=len(words)),
        bool(spans(words, whose.aside)),
        _dated(words, whose),
        bool(spans(words, signs.past)),
        not set(signs.grammar.again).isdisjoint(words),
    )


def bearing(
    told: Around,
    places: Collection[int],
    whose: Whose,
    *,
    doubt: bool = False,
    timeless: bool = False,
) -> int:
    """How sure it is that a sign at these places of a sentence is the person's own, and now.

    SURE; UNSURE for one of somebody else, wondered about, over or with another meaning; NONE for
    a thing's or an animal's. A mere `doubt` is let go by in all of these but a wondering. What is
    `timeless` stays a sign however long ago it was.
    """
    first, last = min(places), max(places)
    subject = _subject(told.words, places, last, whose)
    if subject == "thing":
        return NONE
    now = timeless or told.again
    over = not told.over.isdisjoint(range(last + 1, last + 1 + _AFTER))
    if subject == "other" or told.aside or over or (told.dated and not now):
        return NONE if doubt else UNSURE
    if doubt and told.past and not now:
        return NONE
    if doubt and not told.fine.isdisjoint(range(first - _FINE, last + 1 + _FINE)):
        return NONE
    return UNSURE if told.wondering < last else SURE


def theirs(told: Around, places: Sequence[int], signs: Signs) -> bool:
    """Whether a sign at these places of a sentence is said to be had by somebody else alone."""
    having = signs.grammar.having
    if spans(told.words, signs.grammar.too):
        return False
    for place in places:
        before = place - 1
        while before >= 0 and told.words[before] in having:
            before -= 1
        if before >= 0 and told.words[before] in signs.whose.others:
            return True
    return False


def _subject(words: Sequence[str], places: Collection[int], last: int, whose: Whose) -> str:
    """Who was named last before the end of the sign: "self", "other", "thing", or "" for nobody."""
    for place in range(last, max(-1, last - _BACK), -1):
        word = words[place]
        if word in whose.selves and not _owned(words, place, places, whose):
            return "self"
        if place in places:
            continue
        if word in whose.others:
            return "other"
        if word in whose.things:
            return "thing"
    return ""


def _owned(words: Sequence[str], place: int, places: Collection[int], whose: Whose) -> bool:
    """Whether "my" at this place belongs to another person ("my best friend") or a thing."""
    if words[place] not in whose.owns:
        return False
    ahead = range(place + 1, min(place + 1 + _OF, len(words)))
    return any(
        (words[at] in whose.others or words[at] in whose.things) and at not in places
        for at in ahead
    )


def _dated(words: Sequence[str], whose: Whose) -> bool:
    aged = {span[-1] + 1 for span in spans(words, whose.aged)}
    return any(
        word.isdigit() and (place in aged or _FIRST_YEAR <= int(word[:6]) <= _LAST_YEAR)
        for place, word in enumerate(words)
    )
