"""Looks at the marked words of a text, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.hearing.written import Token
from bot.core.values import replace

_FAR = 12  # words that are looked at before one
Marks = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with its marks: the names of the lists that each of its words stands in."""

    text: Sequence[Token]
    marks: Marks

    def clause(self, place: int) -> Iterator[int]:
        """The places of one clause, those before and after `place` alike."""
        clause = self.text[place].clause
        return (at for at, token in enumerate(self.text) if token.clause == clause)

    def has(self, place: int, names: frozenset[str]) -> bool:
        """Whether one of these marks stands in the clause of a place."""
        return any(self.marks[at] & names for at in self.clause(place))

    def before(self, place: int, most: int) -> Iterator[int]:
        """The places of at most so many words before one, in its clause, the nearest first."""
        clause = self.text[place].clause
        for at in range(place - 1, max(place - most, 0) - 1, -1):
            if self.text[at].clause == clause and self.text[at].kind == "word":
                yield at

    def nearest(self, place: int, names: frozenset[str], until: str = "") -> int | None:
        """The nearest token before a place that has none of these marks.

        One that has the mark `until` is taken, whatever else it has. No look goes past the clause:
        it begins with a sign or a word that turns it, which have none of the marks.
        """
        for at in range(place - 1, max(place - _FAR, 0) - 1, -1):
            if until in self.marks[at] or not self.marks[at] & names:
                return at
        return None

    def back(self, place: int, names: frozenset[str], until: str = "") -> frozenset[str]:
        """The marks of that token."""
        found = self.nearest(place, names, until)
        return frozenset() if found is None else self.marks[found]


def parted(sheet: Sheet) -> Sheet:
    """The same with a new clause at each word that turns it: "not 5 but 3"."""
    turned = 0
    found: list[Token] = []
    for token, names in zip(sheet.text, sheet.marks, strict=True):
        turned += "turns" in names
        found.append(replace(token, clause=token.clause + turned) if turned else token)
    return Sheet(found, sheet.marks)
