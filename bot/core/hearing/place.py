"""Finds the areas that a text names, and which of them a level is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.hearing.levels import Level
from bot.core.hearing.sheet import Marks, Sheet
from bot.core.hearing.written import Token, by_first_word, near, spoken
from bot.core.values import by_identity

_JOINED = 2  # words of a synonym that people also write as one: "lowerback"
_SWAPPED_FROM = 6  # letters from which a wrong letter is forgiven: "lumber", not "chess"
_LIST = frozenset({"body", "area", "far", "sides", "either", "articles"})
_IN = _LIST | {"inside"}
_IS = frozenset({"aches", "reports", "sides", "discomfort", "present"})
_FINE = frozenset({"fine", "ended", "zero"})
_PARTS = frozenset({"body", "area", "far"})
_WHEN = frozenset({"causes", "whenever"})
_AHEAD = 4  # words from an area to its "fine"


@dataclass(frozen=True, slots=True)
class Named:
    """Areas named by the words at `places`; most names stand for one area."""

    areas: tuple[str, ...]
    places: range


class _Names(NamedTuple):
    """The names of areas: what each stands for, by its first word, and all their words."""

    ids: Mapping[tuple[str, ...], Sequence[str]]
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    vocabulary: frozenset[str]


@by_identity(64)
def _names(areas: Mapping[str, Sequence[str]]) -> _Names:
    ids: dict[tuple[str, ...], list[str]] = {}
    for area, synonyms in areas.items():
        for synonym in synonyms:
            phrase = spoken(synonym)
            for spelt in {phrase, ("".join(phrase),)} if len(phrase) == _JOINED else {phrase}:
                ids.setdefault(spelt, []).append(area)
    phrases = by_first_word(" ".join(phrase) for phrase in ids)
    return _Names(ids, phrases, frozenset(word for phrase in ids for word in phrase))


def named(words: Sequence[Token], marks: Marks, areas: Mapping[str, Sequence[str]]) -> list[Named]:
    """The areas a text names, the longest synonym first."""
    ids, phrases, vocabulary = _names(areas)
    typed = {token.text for token in words if token.kind == "word"}
    meant = {word: near(word, vocabulary, swapped_from=_SWAPPED_FROM) for word in typed}

    def fits(phrase: Sequence[str], start: int) -> bool:
        span = words[start : start + len(phrase)]
        return (
            len(span) == len(phrase)
            and span[0].clause == span[-1].clause
            and all(
                word in meant.get(token.text, ()) for word, token in zip(phrase, span, strict=True)
            )
        )

    fitting = sorted(
        (-len(" ".join(phrase)), start, phrase)
        for start, token in enumerate(words)
        for first in meant.get(token.text, ())
        for phrase in phrases.get(first, ())
        if fits(phrase, start)
    )
    elsewhere = {place for place, name in enumerate(marks) if "elsewhere" in name}
    taken: set[int] = set()
    found: list[Named] = []
    for _, start, phrase in fitting:
        span = range(start, start + len(phrase))
        if start not in elsewhere and all(place not in taken for place in span):
            taken.update(span)
            found.append(Named(tuple(ids[phrase]), span))
    return found


@dataclass(frozen=True, slots=True)
class Where:
    """The areas that are meant, the first before all; `far` when the level is of no area."""

    areas: tuple[str, ...]
    far: bool = False


def where(
    sheet: Sheet, found: Sequence[Named], levels: Sequence[Level], chosen: Level | None
) -> Where:
    """The areas that the chosen level is of: those beside it, never one that does not hurt.

    Beside no level or no pain all of them count.
    """
    if chosen is None or chosen.value <= 0:
        return Where(_ids(found))
    beside = _beside(sheet, levels, chosen)
    cause = next((at for at in beside if sheet.marks[at] & _WHEN), len(sheet.text))
    parts = [at for at in beside if at < cause]  # in "neck 5 when I lift my arm" not the arm
    back = any("whole" in sheet.marks[at] for at in parts)
    own = [one for one in found if one.places[0] in beside]
    more = back or len(own) > 1
    sore = [
        one
        for one in found
        if not _denied(sheet, one.places)
        and not (_fine(sheet, one.places) and (more or one not in own))
    ]
    here = [one for one in sore if one.places[0] in parts]
    here += [one for one in sore if one in own and one not in here and not back]
    if here:
        return Where(_ids([*here, *sore]))
    far = any("far" in sheet.marks[at] for at in parts)
    if back or far:
        return Where((), far=not back)
    return _around(sheet, sore, levels, chosen)


def _around(sheet: Sheet, sore: Sequence[Named], levels: Sequence[Level], chosen: Level) -> Where:
    """The areas that are named apart from a level: best in clauses that have none."""
    taken = {sheet.text[level.start].clause for level in levels}
    free = [one for one in sore if sheet.text[one.places[0]].clause not in taken]
    clause = sheet.text[chosen.start].clause
    rest = zip(sheet.text, sheet.marks, strict=True)
    names = {name for token, several in rest if token.clause != clause for name in several}
    return Where(_ids(free or sore), far=not sore and "far" in names and "whole" not in names)


def _ids(found: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area for one in found for area in one.areas))


def _beside(sheet: Sheet, levels: Sequence[Level], chosen: Level) -> Sequence[int]:
    """The places of the words that go with a level: of its clause, or its share of it."""
    clause = list(sheet.clause(chosen.start))
    peers = [
        level
        for level in levels
        if clause[0] <= level.start <= clause[-1]
        and (level is chosen or "zero" not in sheet.marks[level.start])
    ]
    if len(peers) == 1:
        return clause
    first = next((at for at in clause if sheet.marks[at] & _PARTS), clause[-1])
    if first < peers[0].start:  # "neck 3 lower back 5"
        since = max((peer.end for peer in peers if peer.start < chosen.start), default=clause[0])
        own = range(since, chosen.start)
    else:
        after = (peer.start for peer in peers if peer.start > chosen.start)
        own = range(chosen.end, min(after, default=clause[-1] + 1))
    shared = not any(sheet.marks[at] & _PARTS for at in own)  # "neck was 7 now 4"
    return clause if shared else own


def _denied(sheet: Sheet, places: range) -> bool:
    """Whether an area is said not to hurt before it: "no neck pain", "not my neck"."""
    first = places[0]
    if "zero" in sheet.marks[first] or "none" in sheet.back(first, _LIST):
        return True
    at = sheet.nearest(first, _IN)
    if at is None or "zero" not in sheet.marks[at]:
        return at is not None and "nots" in sheet.marks[at]
    while at > 0 and "zero" in sheet.marks[at] and not sheet.marks[at] & _PARTS:
        at -= 1
    return not sheet.marks[at] & _PARTS  # "no neck pain", "neck no pain" say nothing of the next


def _fine(sheet: Sheet, places: range) -> bool:
    """Whether an area is said to be well behind it: "neck is fine", "leg pain has gone"."""
    ahead = range(places.stop, min(places.stop + _AHEAD, len(sheet.text)))
    for at in ahead:
        names = sheet.marks[at]
        if names & _FINE or not names & _IS:
            return bool(names & _FINE)
    return False
