"""Knows how people write: scripts, dashes, apostrophes, numbers, clauses and typing slips."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

LONGEST = 4096  # characters in one Telegram message

_APOSTROPHES = "'’‘`´′ʼ＇"
_DASHES = "‐‑‒–—―−﹣－"
_ARROWS = "→➔➙➛➜➝➞⇒⟶➡"
_DROPPED = "\N{COMBINING ENCLOSING KEYCAP}"
_CHANGED: Mapping[int, str | None] = (
    {ord(sign): None for sign in _APOSTROPHES + _DROPPED}
    | {ord(sign): "-" for sign in _DASHES}
    | {ord(sign): "→" for sign in _ARROWS}
    | {ord(sign): "/" for sign in "\\⁄∕"}
    | {ord("٫"): ".", ord("،"): ",", ord("؛"): ";", ord("؟"): "?", ord("🔟"): " 10 "}
)
_TOKEN = re.compile(
    r"(?P<arrow>[-=]>|→)|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>\n|\S)"
)
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_](?![^\W\d_]))")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_BOUNDARIES = frozenset(",;.!?…()[]\n。、")
_ENDS = frozenset(";.!?…\n。")

# How far a typed word may be from the word that is meant: none in short words, where one letter
# makes another word, and two letters in long ones.
_FORGIVING, _VERY_FORGIVING = 5, 9


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: `glued` to what stands before it, inside clause number `clause`."""

    text: str
    kind: str
    glued: bool
    clause: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and signs of a text; `kind` is arrow, number, word or sign.

    Lower case, digits of every script as 0–9, apostrophes gone, dashes and arrows made one. At
    most the first 4,096 characters are read. A dash between spaces ends a clause.
    """
    folded = _fold(text)
    found: list[Token] = []
    clause, end = 0, -1
    for match in _TOKEN.finditer(folded):
        start, word, kind = match.start(), match.group(), str(match.lastgroup)
        glued = start == end
        end = match.end()
        spaced = word == "-" and not glued and folded[end : end + 1].isspace()
        clause += word in _BOUNDARIES or spaced
        found.append(Token(word, kind, glued, clause))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words and numbers between two marks, in sentence number `sentence`; `asked` by a "?"."""

    words: tuple[str, ...]
    sentence: int
    asked: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that have words, in their order."""
    found: list[Clause] = []
    words: list[str] = []
    clause, sentence = 0, 0
    for token in (*tokens(text), Token("", "sign", glued=False, clause=-1)):
        if token.clause != clause and words:
            found.append(Clause(tuple(words), sentence, token.text == "?"))
            words = []
        clause = token.clause
        sentence += token.text in _ENDS
        if token.kind in {"word", "number"}:
            words.append(token.text)
    return tuple(found)


def near(word: str, vocabulary: Collection[str], *, swapped_from: int) -> frozenset[str]:
    """The words of a vocabulary that a typed word may stand for.

    The word itself, its singular or plural, or, from five letters on, a word one slip away (two
    from nine letters on) with the same first letter. A wrong letter in the place of a right one is
    forgiven only from `swapped_from` letters on: "cancel" is no slip of "cancer".
    """
    found: set[str] = set()
    for spelt in {word, _LONG_RUN.sub(r"\1\1", word), _LONG_RUN.sub(r"\1", word)}:
        other = spelt.removesuffix("s") if spelt.endswith("s") else f"{spelt}s"
        found |= {one for one in (spelt, other) if one in vocabulary}
        if not found and len(spelt) >= _FORGIVING:
            found |= {
                one for one in vocabulary if one[0] == spelt[0] and _slip(spelt, one, swapped_from)
            }
    return frozenset(found)


@lru_cache(maxsize=8192)
def spoken(phrase: str) -> tuple[str, ...]:
    """The words and signs of a phrase from the content, kept because they are asked for often."""
    return tuple(token.text for token in tokens(phrase))


def by_first_word(phrases: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Phrases as words, under the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in {spoken(phrase) for phrase in phrases} - {()}:
        found.setdefault(words[0], []).append(words)
    return {first: sorted(found[first], key=lambda words: (-len(words), words)) for first in found}


def _fold(text: str) -> str:
    plain = "".join(_spelt(text[:LONGEST]))
    lower = unicodedata.normalize("NFKC", plain.translate(_CHANGED)).casefold()
    return _HYPHEN.sub(" ", _INITIALS.sub(r"\1", lower.translate(_CHANGED)))


def _spelt(text: str) -> Iterable[str]:
    """Fractions as decimals and digits of any script as ASCII; what cannot be seen is left out."""
    digit = False
    for sign in text:
        decimal = unicodedata.decimal(sign, None)
        share = unicodedata.numeric(sign, 0.0)
        if decimal is not None:
            yield str(decimal)
        elif 0 < share < 1:
            yield f"{share:.2f}"[digit:]
        elif unicodedata.category(sign) != "Cf" and not "\ufe00" <= sign <= "\ufe0f":
            yield sign
        digit = decimal is not None


def _slip(typed: str, meant: str, swapped_from: int) -> bool:
    shorter = min(len(typed), len(meant))
    if shorter < _FORGIVING:
        return False
    allowed = 2 if shorter >= _VERY_FORGIVING else 1
    if OSA.distance(typed, meant, score_cutoff=allowed) > allowed:
        return False
    same_letters = len(typed) != len(meant) or sorted(typed) == sorted(meant)
    return same_letters or shorter >= swapped_from
