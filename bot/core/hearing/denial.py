"""Finds phrases in a clause, and lets those go by that are denied or long past."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.hearing.signs import Grammar
from bot.core.hearing.written import by_first_word, near

_SWAPPED_FROM = 8  # letters from which a wrong letter is forgiven: "fewer" is no "fever"
_PAST_REACH = 4  # words between a sign and its "years ago"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a clause: `places` are those of its own words."""

    phrase: tuple[str, ...]
    places: tuple[int, ...]

    def span(self) -> range:
        """From its first word to its last, with what stands between."""
        return range(self.places[0], self.places[-1] + 1)


def hits(
    words: Sequence[str],
    phrases: Mapping[str, Sequence[tuple[str, ...]]],
    vocabulary: Mapping[str, frozenset[str]],
) -> list[Hit]:
    """Every phrase in a clause, in the order of the clause.

    `phrases` go by their first word, and all words in them, the `vocabulary`, by first letter.
    """
    meant = {
        word: near(word, vocabulary.get(word[0], frozenset()), swapped_from=_SWAPPED_FROM)
        for word in set(words)
    }
    return [
        Hit(phrase, places)
        for start, word in enumerate(words)
        for first in sorted(meant[word])
        for phrase in phrases.get(first, ())
        if (places := _places(words, start, phrase, meant))
    ]


def _places(
    words: Sequence[str], start: int, phrase: Sequence[str], meant: Mapping[str, frozenset[str]]
) -> tuple[int, ...]:
    """Where the words of a phrase that begins at `start` stand, () when they do not.

    Two more words may stand inside a phrase of three and more, one inside a phrase of two: with
    two, "can't go for a walk" would be "can't walk".
    """
    spare = 2 if len(phrase) > 2 else 1
    places = [start]
    for wanted in phrase[1:]:
        after = places[-1] + 1
        reach = range(after, min(after + spare + 1, len(words)))
        place = next((at for at in reach if wanted in meant[words[at]]), None)
        if place is None:
            return ()
        spare -= place - after
        places.append(place)
    return tuple(places)


def spans(words: Sequence[str], phrases: Sequence[str]) -> list[range]:
    """Where any of these phrases stands, word for word."""
    known = by_first_word(phrases)
    return [
        range(start, start + len(phrase))
        for start, word in enumerate(words)
        for phrase in known.get(word, ())
        if tuple(words[start : start + len(phrase)]) == phrase
    ]


def _between(hit: Hit) -> Iterator[int]:
    """The places of the words that stand inside a phrase without belonging to it."""
    return (place for place in hit.span() if place not in hit.places)


def undone(hit: Hit, words: Sequence[str], grammar: Grammar) -> bool:
    """Whether a word inside a phrase takes it back: "pain free at night"."""
    return any(words[place] in grammar.against for place in _between(hit))


def denied(
    found: Sequence[Hit], words: Sequence[str], denials: Sequence[range], grammar: Grammar
) -> list[Hit]:
    """The hits that a denial stands in, on or close before."""
    ends = {span[-1] for span in denials}
    at: dict[int, list[range]] = {}
    for span in denials:
        for place in span:
            at.setdefault(place, []).append(span)
    light = {*grammar.light, *grammar.joins}
    no: list[Hit] = []
    covered: set[int] = set()  # places of what is denied
    for hit in found:
        own = set(hit.places)
        inside = any(not own.issuperset(span) for place in hit.span() for span in at.get(place, ()))
        before, joined = hit.places[0] - 1, False
        if not inside and hit.phrase[0] not in grammar.own:
            while before >= 0 and before not in ends and words[before] in light:
                joined |= words[before] in grammar.joins
                before -= 1
            inside = before in ends or (joined and before in covered)
        if inside:
            no.append(hit)
            covered.update(hit.span())
    return no


def gone(
    found: Sequence[Hit], words: Sequence[str], past: Sequence[range], grammar: Grammar
) -> list[Hit]:
    """The hits that are long past: each "years ago" takes the nearest sign with it, no other."""
    if not found or not past or not set(grammar.again).isdisjoint(words):
        return []
    ends = sorted(hit.places[-1] for hit in found)
    starts = sorted(hit.places[0] for hit in found)
    nearest: set[int] = set()
    for span in past:
        earlier, later = bisect_left(ends, span[0]), bisect_right(starts, span[-1])
        last = ends[earlier - 1] if earlier else -1
        first = starts[later] if later < len(starts) else len(words)
        if earlier and _dates(words[last + 1 : span[0]], grammar):
            nearest.add(last)
        elif later < len(starts) and _dates(words[span[-1] + 1 : first], grammar):
            nearest.add(first)
    return [hit for hit in found if not nearest.isdisjoint(hit.span())]


def _dates(words: Sequence[str], grammar: Grammar) -> bool:
    return len(words) <= _PAST_REACH and all(
        word in grammar.dating or word.isdigit() for word in words
    )
