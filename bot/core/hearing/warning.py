"""Hears a warning sign in free text, and lets a denied or long past one go by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.hearing.written import by_first_word, clauses, near, spoken

# Having had it once is the sign, however long ago (FACTS D1, tier 1).
NEVER_PAST = frozenset({"cancer-history"})

_SWAPPED_FROM = 8  # letters from which a wrong letter is forgiven: "fewer" is no "fever"
_PAST_REACH = 4  # words between a sign and its "years ago"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language that decide how far a denial or a "years ago" reaches.

    `light` may stand between a denial and what it denies ("no new numbness"), `joins` carry it on
    ("no numbness or tingling"). What begins with one of `own` is never denied from outside ("no
    can't pee"), and one of `against` inside a phrase undoes it ("pain free at night"). `dating`
    may stand between a sign and its "years ago"; one of `again` makes it present after all.
    """

    light: tuple[str, ...]
    joins: tuple[str, ...]
    own: tuple[str, ...]
    against: tuple[str, ...]
    dating: tuple[str, ...]
    again: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A trigger found in a clause: `places` are those of its own words."""

    phrase: tuple[str, ...]
    places: tuple[int, ...]

    def span(self) -> range:
        return range(self.places[0], self.places[-1] + 1)


def heard(
    text: str,
    triggers: Mapping[str, Sequence[str]],
    denials: Sequence[str],
    past: Sequence[str],
    grammar: Grammar,
) -> str | None:
    """The id of the first flag in `triggers` that a text gives a sign of, None without one.

    `triggers` are phrases by flag id, in order of tier; they, `denials` and `past` are lower case
    without apostrophes. Slips of the pen and up to two more words inside a phrase are forgiven. A
    denial counts in its own clause alone and only close to the sign; in doubt it is a sign, as
    FACTS D1 wants ("not sure" counts as yes). Never raises.
    """
    phrases = by_first_word(phrase for several in triggers.values() for phrase in several)
    standing: set[tuple[str, ...]] = set()
    timeless: set[tuple[str, ...]] = set()
    for words in clauses(text):
        hits = [hit for hit in _hits(words, phrases) if not _undone(hit, words, grammar)]
        denied = _denied(hits, words, _spans(words, denials), grammar)
        left = [hit for hit in hits if hit not in denied]
        timeless |= {hit.phrase for hit in left}
        gone = _gone(left, words, _spans(words, past), grammar)
        standing |= {hit.phrase for hit in left if hit not in gone}
    for flag, several in triggers.items():
        signs = timeless if flag in NEVER_PAST else standing
        if any(spoken(phrase) in signs for phrase in several):
            return flag
    return None


def _hits(words: Sequence[str], phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> list[_Hit]:
    """Every trigger in a clause, in the order of the clause."""
    vocabulary = frozenset(word for several in phrases.values() for one in several for word in one)
    meant = {word: near(word, vocabulary, swapped_from=_SWAPPED_FROM) for word in set(words)}
    return [
        _Hit(phrase, places)
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


def _spans(words: Sequence[str], phrases: Sequence[str]) -> list[range]:
    """Where any of these phrases stands, word for word."""
    known = by_first_word(phrases)
    return [
        range(start, start + len(phrase))
        for start, word in enumerate(words)
        for phrase in known.get(word, ())
        if tuple(words[start : start + len(phrase)]) == phrase
    ]


def _between(hit: _Hit) -> Iterator[int]:
    """The places of the words that stand inside a phrase without belonging to it."""
    return (place for place in hit.span() if place not in hit.places)


def _undone(hit: _Hit, words: Sequence[str], grammar: Grammar) -> bool:
    return any(words[place] in grammar.against for place in _between(hit))


def _denied(
    hits: Sequence[_Hit], words: Sequence[str], denials: Sequence[range], grammar: Grammar
) -> list[_Hit]:
    """The hits that a denial stands in, on or close before."""
    ends = {span[-1] for span in denials}
    light = {*grammar.light, *grammar.joins}
    denied: list[_Hit] = []
    for hit in hits:
        own, around = set(hit.places), set(hit.span())
        if any(not around.isdisjoint(span) and not own.issuperset(span) for span in denials):
            denied.append(hit)
            continue
        if hit.phrase[0] in grammar.own:
            continue
        before, joined = hit.places[0] - 1, False
        while before >= 0 and before not in ends and words[before] in light:
            joined |= words[before] in grammar.joins
            before -= 1
        carried = joined and any(before in other.span() for other in denied)
        if before in ends or carried:
            denied.append(hit)
    return denied


def _gone(
    hits: Sequence[_Hit], words: Sequence[str], past: Sequence[range], grammar: Grammar
) -> list[_Hit]:
    """The hits that are long past: each "years ago" takes the nearest sign with it, no other."""
    if not hits or not set(grammar.again).isdisjoint(words):
        return []
    gone: list[_Hit] = []
    for span in past:
        earlier = [hit for hit in hits if hit.places[-1] < span[0]]
        later = [hit for hit in hits if hit.places[0] > span[-1]]
        last = max((hit.places[-1] for hit in earlier), default=-1)
        first = min((hit.places[0] for hit in later), default=len(words))
        if earlier and _dates(words[last + 1 : span[0]], grammar):
            nearest = last
        elif later and _dates(words[span[-1] + 1 : first], grammar):
            nearest = first
        else:
            continue
        gone += [hit for hit in hits if nearest in hit.span()]
    return gone


def _dates(words: Sequence[str], grammar: Grammar) -> bool:
    return len(words) <= _PAST_REACH and all(
        word in grammar.dating or word.isdigit() for word in words
    )
