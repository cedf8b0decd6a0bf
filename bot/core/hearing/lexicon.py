"""Knows the words of one language in which people speak of pain, and marks them in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from bot.core.hearing.written import Token, by_first_word, spoken


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases, lower case and without apostrophes: the table [pain] of language.toml.

    `numbers` holds the words for 0, 1, 2 and so on in their order. A phrase may stand in several
    lists; the longest phrase that fits is the one that counts.
    """

    # How a number is written.
    numbers: tuple[tuple[str, ...], ...]
    shy: tuple[str, ...]  # number words that are numbers only where nothing else is possible
    halves: tuple[str, ...]
    minus: tuple[str, ...]
    out_of: tuple[str, ...]
    between: tuple[str, ...]
    either: tuple[str, ...]  # "6 or 7": the higher counts
    onward: tuple[str, ...]  # "7 to 4": the last counts
    then: tuple[str, ...]  # what follows replaces what came before
    joins: tuple[str, ...]  # what stands before may tell of something else ("and")
    about: tuple[str, ...]
    turns: tuple[str, ...]  # begin a clause of their own ("but")
    articles: tuple[str, ...]
    # What makes a number a report of pain.
    reports: tuple[str, ...]
    pain: tuple[str, ...]
    discomfort: tuple[str, ...]  # less than pain: "no pain, just stiff" is a zero
    body: tuple[str, ...]  # parts of the body that are no area by themselves
    whole: tuple[str, ...]  # the back as a whole, which is no area
    far: tuple[str, ...]  # what hurts elsewhere than in any area
    besides: tuple[str, ...]  # beside such a part: it is not the only one
    apart: tuple[str, ...]  # of an area, and yet no pain there is not yet no pain
    inside: tuple[str, ...]  # before a part of the body ("in my")
    sides: tuple[str, ...]
    fine: tuple[str, ...]  # behind an area: it does not hurt
    whenever: tuple[str, ...]  # before a part of the body that brings it on
    links: tuple[str, ...]  # what may follow a level ("6 after sitting")
    # When it hurt.
    now: tuple[str, ...]
    parts: tuple[str, ...]  # parts of a day
    earlier: tuple[str, ...]
    leading: tuple[str, ...]  # earlier, and always before its number ("was 7")
    reaching: tuple[str, ...]  # before an earlier time: it has been so since then, or is compared
    causes: tuple[str, ...]  # an earlier time behind them is theirs ("5 after running yesterday")
    present: tuple[str, ...]  # a level behind them is one of now
    # No pain.
    zero: tuple[str, ...]
    alone: tuple[str, ...]  # zero only when they are the whole text
    unless: tuple[str, ...]  # after a zero, these take it back ("doesn't hurt as much")
    posture: tuple[str, ...]  # the same, where the text goes on with a "but" or one of these
    worse: tuple[str, ...]
    none: tuple[str, ...]  # before a part of the body and its pain: "no lower back pain"
    aches: tuple[str, ...]  # what there may be none of
    wished: tuple[str, ...]  # beside a zero: it is only hoped for
    denials: tuple[str, ...]
    nots: tuple[str, ...]  # before a number: it is not this one
    # A back that has locked.
    locked: tuple[str, ...]
    noun: tuple[str, ...]  # those that one may be afraid of
    stuck: tuple[str, ...]  # locked only beside a part of the body
    harm: tuple[str, ...]  # those that are not over the day after
    doing: tuple[str, ...]  # those that are none before "stretches"
    # And one that is not, or not now.
    aloof: tuple[str, ...]  # before a spasm: feared, almost one, after it
    almost: tuple[str, ...]
    ended: tuple[str, ...]  # behind a spasm: it has passed
    dated: tuple[str, ...]  # an earlier day, of a spasm
    began: tuple[str, ...]  # beside an earlier day: it has been so since then
    again: tuple[str, ...]  # anywhere: it is there after all
    anew: tuple[str, ...]  # the same, close to it
    # What makes a number something else.
    at: tuple[str, ...]
    having: tuple[str, ...]  # "had 6 pain" is a level, "had 6" is not
    before: tuple[str, ...]
    units: tuple[str, ...]
    signs: tuple[str, ...]  # signs that do the same, before or after it
    scales: tuple[str, ...]
    elsewhere: tuple[str, ...]  # sayings in which a word of the body or of pain is neither


@dataclass(frozen=True, slots=True)
class Index:
    """A lexicon, ready to be looked up: list names by phrase, phrases by first word, numbers."""

    lists: Mapping[tuple[str, ...], frozenset[str]]
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    values: Mapping[str, int]


@lru_cache(maxsize=16)
def index(lexicon: Lexicon) -> Index:
    """The lexicon's phrases and the lists they stand in; made once for each language."""
    lists: dict[tuple[str, ...], frozenset[str]] = {}
    for field in fields(lexicon):
        if field.name in {"numbers", "signs"}:
            continue
        for phrase in getattr(lexicon, field.name):
            words = spoken(phrase)
            lists[words] = lists.get(words, frozenset()) | {field.name}
    values = {word: value for value, row in enumerate(lexicon.numbers) for word in row}
    for word in values:
        lists[(word,)] = lists.get((word,), frozenset()) | {"numbers"}
    return Index(lists, by_first_word(" ".join(words) for words in lists), values)


def marks(text: Sequence[Token], lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """For each token the names of the lexicon's lists it stands in; the longest phrase wins."""
    known = index(lexicon)
    found: list[frozenset[str]] = []
    while len(found) < len(text):
        start = len(found)
        width, names = 1, frozenset[str]()
        for words in known.phrases.get(text[start].text, ()):
            if tuple(token.text for token in text[start : start + len(words)]) == words:
                width, names = len(words), known.lists[words]
                break
        found += [names] * width
    return tuple(found)
