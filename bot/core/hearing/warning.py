"""Hears a warning sign in free text, or a word that wants the question about them (FACTS D1)."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.hearing.denial import denied, gone, hits, spans, undone
from bot.core.hearing.signs import Heat, Signs, index
from bot.core.hearing.whose import NONE, SURE, UNSURE, Around, around, bearing, theirs
from bot.core.hearing.written import Clause, clauses, spoken

# Having had it once is the sign, however long ago (FACTS D1, tier 1).
NEVER_PAST = frozenset({"cancer-history"})
# Doubts that are asked about whatever else is said; the others name an arm or a leg.
ASKED = frozenset({"word", "part", "fall"})

_REACH = 3  # words that may stand beside each word of a pattern
_MEANINGLESS = "·"  # stands for a word of a saying


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: a `flag` ("" for none), whether it is `sure`, and what else was `told` of.

    `told` names the doubts of the language that fit: "word" and "part" for a word and a part of the
    body that are asked about, "fall", and the arm or leg spoken of ("leg", "left-leg").
    """

    flag: str = ""
    sure: bool = False
    told: frozenset[str] = frozenset()

    @property
    def asks(self) -> bool:
        """Whether this alone wants the question about warning signs."""
        return bool(self.flag) or not self.told.isdisjoint(ASKED)


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase that stands undenied in a sentence; `places` count through the whole of it.

    `past` says that it is years ago, `answered` that a plain no follows it.
    """

    phrase: tuple[str, ...]
    places: tuple[int, ...]
    past: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    found: tuple[_Found, ...]


def heard(text: str, signs: Signs, order: Sequence[str] = ()) -> Heard:
    """The first sign a text gives, in the `order` of flags given, and what else it tells of.

    Slips of the pen and up to two more words inside a phrase are forgiven. A denial counts in its
    own clause alone and only close to the sign. What is told of somebody else, wondered about,
    answered with no or over is not sure: it is a reason to ask, as FACTS D1 wants ("not sure"
    counts as yes). Never raises.
    """
    told, doubts = _heard(text, signs)
    about = frozenset(why for why, here in doubts.items() if here > NONE)
    ranked = dict.fromkeys((*order, *signs.triggers, *told))
    for wanted in (SURE, UNSURE):
        for flag in ranked:
            if told.get(flag) == wanted:
                return Heard(flag, wanted == SURE, about)
    return Heard(told=about)


def named(text: str, signs: Signs) -> tuple[str, ...]:
    """Every flag that a text surely gives, in the order in which they come up."""
    return tuple(flag for flag, here in _heard(text, signs)[0].items() if here == SURE)


def _heard(text: str, signs: Signs) -> tuple[dict[str, int], dict[str, int]]:
    """The flags and the doubts of a text, and how sure each of them is."""
    told: dict[str, int] = {}
    doubts: dict[str, int] = {}
    for sentence in _sentences(text, signs):
        if not sentence.found and not any(_hot(word, signs.heat) for word in sentence.words):
            continue
        beside = around(sentence.words, signs)
        for flag, several in _signs(sentence, signs):
            if flag in signs.personal and theirs(beside, several[0].places, signs):
                continue
            here = _bearing(beside, several, signs, timeless=flag in NEVER_PAST)
            told[flag] = max(told.get(flag, NONE), here)
        for why, several in _doubts(sentence, signs):
            here = _bearing(beside, several, signs, doubt=True)
            doubts[why] = max(doubts.get(why, NONE), here)
    return told, doubts


def _sentences(text: str, signs: Signs) -> Iterator[_Sentence]:
    """The sentences of a text, each with what stands undenied in it."""
    told = clauses(text)
    words: list[str] = []
    found: list[_Found] = []
    for at, clause in enumerate(told):
        following = told[at + 1].words if at + 1 < len(told) else ()
        answered = bool(following) and set(following) <= set(signs.grammar.answers)
        plain = _without_sayings(clause, signs)
        found += _standing(plain, signs, start=len(words), answered=answered)
        words += plain
        if at + 1 == len(told) or told[at + 1].sentence != clause.sentence:
            yield _Sentence(tuple(words), tuple(found))
            words, found = [], []


def _without_sayings(clause: Clause, signs: Signs) -> tuple[str, ...]:
    """The words of a clause; those of a saying mean nothing, unless they are part of a sign."""
    loud = [set(span) for span in spans(clause.words, index(signs).louder)]
    sayings = spans(clause.words, signs.sayings)
    nothing = {
        place
        for saying in sayings
        for place in saying
        if not any(sign.issuperset(saying) for sign in loud)
    }
    return tuple(
        _MEANINGLESS if place in nothing else word for place, word in enumerate(clause.words)
    )


def _standing(
    words: Sequence[str], signs: Signs, *, start: int, answered: bool
) -> Iterator[_Found]:
    """What stands in a clause that begins at a place of its sentence, and is not denied there."""
    grammar, known_as = signs.grammar, index(signs)
    found = hits(words, known_as.phrases, known_as.vocabulary)
    known = [hit for hit in found if not undone(hit, words, grammar)]
    no = set(denied(known, words, spans(words, signs.denials), grammar))
    left = [hit for hit in known if hit not in no]
    dates = spans(words, signs.past)
    past = {
        place
        for some in ([hit for hit in left if hit.phrase in known_as.whole], left)
        for hit in gone(some, words, dates, grammar)
        for place in hit.places
    }
    for hit in left:
        places = tuple(start + place for place in hit.places)
        yield _Found(hit.phrase, places, not past.isdisjoint(hit.places), answered)


def _signs(sentence: _Sentence, signs: Signs) -> Iterator[tuple[str, tuple[_Found, ...]]]:
    """Every flag that a trigger or a pattern gives, with the words that give it."""
    standing: dict[tuple[str, ...], list[_Found]] = {}
    for one in sentence.found:
        standing.setdefault(one.phrase, []).append(one)
    for flag, phrases in signs.triggers.items():
        for phrase in phrases:
            for one in standing.get(spoken(phrase), ()):
                if not one.past or flag in NEVER_PAST:
                    yield flag, (one,)
    for flag, phrases in signs.exactly.items():
        for phrase in phrases:
            for one in standing.get(spoken(phrase), ()):
                if _as_written(one, sentence) and not one.past:
                    yield flag, (one,)
    yield from _matches(sentence, signs.patterns, signs)


def _as_written(one: _Found, sentence: _Sentence) -> bool:
    """Whether a phrase stands there letter for letter, with nothing in between."""
    first, last = one.places[0], one.places[-1] + 1
    return sentence.words[first:last] == one.phrase


def _doubts(sentence: _Sentence, signs: Signs) -> Iterator[tuple[str, tuple[_Found, ...]]]:
    """Everything that is asked about, under its name: phrases, temperatures and patterns."""
    for one in sentence.found:
        if one.phrase in index(signs).asked and not one.past:
            yield "word", (one,)
    for place, word in enumerate(sentence.words):
        unit = sentence.words[place + 1 : place + 2]
        if _hot(word, signs.heat) and set(unit).isdisjoint(signs.heat.units):
            yield "word", (_Found((word,), (place,), past=False, answered=False),)
    yield from _matches(sentence, signs.doubts, signs)


def _hot(word: str, heat: Heat) -> bool:
    """Whether a number could only be a temperature that is too high: "38.9", "101,5"."""
    whole, _, tenth = word.replace(",", ".").partition(".")
    if not (len(tenth) == 1 and tenth.isdigit() and whole.isdigit()):
        return False
    return any(least <= float(f"{whole}.{tenth}") <= most for least, most in heat.between)


def _matches(
    sentence: _Sentence, patterns: Mapping[str, Sequence[str]], signs: Signs
) -> Iterator[tuple[str, tuple[_Found, ...]]]:
    """Every pattern whose kinds all stand close together, under its name."""
    kinds: dict[str, list[_Found]] = {}
    for one in sentence.found:
        written = tuple(sentence.words[place] for place in one.places)
        for name in index(signs).kinds.get(one.phrase, ()):
            if name not in signs.exact or written == one.phrase:
                kinds.setdefault(name, []).append(one)
    for why, several in patterns.items():
        for pattern in several:
            wanted = pattern.split()
            if all(kind in kinds for kind in wanted):
                for match in _close(wanted, kinds):
                    if not any(one.past for one in match):
                        yield why, match


def _close(
    wanted: Sequence[str], kinds: Mapping[str, Sequence[_Found]]
) -> Iterator[tuple[_Found, ...]]:
    """For each word of the first kind, the nearest of the others, when they are near enough."""
    reach = _REACH * len(wanted)
    starts = {kind: [one.places[0] for one in kinds[kind]] for kind in wanted}
    for first in kinds[wanted[0]]:
        match = [first]
        for kind in wanted[1:]:
            after = bisect_left(starts[kind], first.places[0])
            beside = kinds[kind][max(after - 1, 0) : after + 1]
            nearest = min(beside, key=lambda one: _gap(first, one))
            if _gap(first, nearest) > reach:
                break
            match.append(nearest)
        if len(match) == len(wanted):
            yield tuple(match)


def _gap(one: _Found, other: _Found) -> int:
    """How many words stand between two phrases."""
    ahead = other.places[0] - one.places[-1] - 1
    behind = one.places[0] - other.places[-1] - 1
    return max(ahead, behind, 0)


def _bearing(
    told: Around,
    several: Sequence[_Found],
    signs: Signs,
    *,
    doubt: bool = False,
    timeless: bool = False,
) -> int:
    places = frozenset(place for one in several for place in one.places)
    here = bearing(told, places, signs.whose, doubt=doubt, timeless=timeless)
    if any(one.answered for one in several):
        return NONE if doubt else min(here, UNSURE)
    return here
