"""Knows the words of one language in which warning signs are told, denied and told of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.hearing.written import by_first_word, spoken


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language that decide how far a denial or a "years ago" reaches.

    `light` may stand between a denial and what it denies ("no new numbness"), `joins` carry it on
    ("no numbness or tingling"). What begins with one of `own` is never denied from outside ("no
    can't pee"), and one of `against` inside a phrase undoes it ("pain free at night"). `dating`
    may stand between a sign and its "years ago"; one of `again` makes it present after all.
    `answers` are the words of which a plain no consists ("numb legs? no, none"), and `having` those
    that stand between somebody else and what is theirs ("my son was in bed with a fever"), which
    one of `too` makes the person's own as well.
    """

    light: tuple[str, ...]
    joins: tuple[str, ...]
    own: tuple[str, ...]
    against: tuple[str, ...]
    dating: tuple[str, ...]
    again: tuple[str, ...]
    answers: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    too: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whose:
    """The words that tell whose sign it is, and whether there is one at all.

    The last of `selves`, `others` and `things` before a sign says whose it is; one of `owns`
    ("my") before another person speaks of them. One of `wondering` before a sign asks about it,
    `over` after it says that it has passed, as a year or one of `aged` with a number does, and
    `aside` beside it gives it another meaning. Near a mere word of doubt, `fine` says all is well.
    """

    selves: tuple[str, ...] = ()
    owns: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    wondering: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """What is taken for a temperature: a number with one decimal `between` two others.

    It is something else before one of `units` ("38.5 kg").
    """

    between: tuple[tuple[float, float], ...] = ()
    units: tuple[str, ...] = ()


NO_GRAMMAR = Grammar((), (), (), (), (), ())


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """All words of warning signs in one language, lower case and without apostrophes.

    `triggers` are phrases by flag id, and `exactly` those that count only as they are written, with
    nothing in between. One of `asked` is no sign by itself, but is asked about. A flag of
    `personal` is nothing when somebody else has it. `kinds` are lists of words and phrases that
    mean alike, and `patterns` say by flag id which kinds together, in one sentence and any order,
    are a sign: "numb seat". `doubts` are patterns that are none by themselves: "word", "part" and
    "fall" are asked about, the others name an arm or a leg, for whether it is a new one. In
    `sayings` the words of all these mean nothing. The words of `exact` kinds are taken as they are
    written: one leg is not "legs".
    """

    triggers: Mapping[str, tuple[str, ...]]
    denials: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    grammar: Grammar = NO_GRAMMAR
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sayings: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    whose: Whose = field(default_factory=Whose)
    exactly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    heat: Heat = field(default_factory=Heat)


@dataclass(frozen=True, slots=True)
class Index:
    """Signs, ready to be looked up: phrases by first word, their words by first letter.

    `whole` holds the phrases of triggers, `kinds` the names of the kinds that a phrase belongs to,
    `asked` those that are asked about. One of `louder` outranks a saying inside it.
    """

    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    vocabulary: Mapping[str, frozenset[str]]
    whole: frozenset[tuple[str, ...]]
    kinds: Mapping[tuple[str, ...], tuple[str, ...]]
    asked: frozenset[tuple[str, ...]]
    louder: tuple[str, ...]


@lru_cache(maxsize=16)
def index(signs: Signs) -> Index:
    """The index of a language's signs; made once for each."""
    several = (*signs.triggers.values(), *signs.exactly.values())
    whole = {spoken(phrase) for phrases in several for phrase in phrases}
    asked = {spoken(phrase) for phrase in signs.asked}
    kinds: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, members in signs.kinds.items():
        for phrase in {spoken(member) for member in members}:
            kinds[phrase] = (*kinds.get(phrase, ()), name)
    every = whole | asked | kinds.keys()
    phrases = by_first_word(" ".join(phrase) for phrase in every)
    letters: dict[str, set[str]] = {}
    for word in {word for phrase in every for word in phrase}:
        letters.setdefault(word[0], set()).add(word)
    vocabulary = {letter: frozenset(words) for letter, words in letters.items()}
    sayings = [f" {' '.join(spoken(saying))} " for saying in signs.sayings]
    told = [" ".join(phrase) for phrase in whole]
    louder = tuple(one for one in told if any(saying in f" {one} " for saying in sayings))
    return Index(phrases, vocabulary, frozenset(whole), kinds, frozenset(asked), louder)
