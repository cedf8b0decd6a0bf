"""Knows whether a text tells of a spasm, and whether it is one now, of this person's back."""

from collections.abc import Iterator

from bot.core.hearing.sheet import Sheet
from bot.core.hearing.signs import Whose
from bot.core.hearing.timing import reached

_DENIAL = 3  # words from a "no" to its spasm
_NOT = 2  # words from a "not" to its "gone"
_END = 5  # words from a spasm to its "has gone"
_DATE = 6  # words between a spasm and its "last week"
_UNIT = 3  # words from "did my" to its "stretches"
_NAMED = 2  # words from "my" to the person who is meant: "my best friend"

_BODY = frozenset({"body", "area"})
_NOT_ONLY = frozenset({"whole", "area", "besides"})
_DATES = frozenset({"earlier", "dated"})
_LOOSE = frozenset({"articles", "before", "having", "inside", "sides", "out_of"})
_WHERE = frozenset({"reports", "having", "leading", "sides", "out_of", "about"})
# What may follow "has gone", so that it is no "has gone up" or "has gone to my leg".
_FOLLOWS = frozenset({"now", "parts", "zero", "pain", "discomfort", "turns", "causes"})
_FOLLOWS |= _BODY | _DATES
_JOINS = frozenset({"joins", "then"})
_HAS = frozenset({"having", "leading", "out_of"})
_SMALL = frozenset({"before", "units"})
_REACH = 20  # words of a clause that are looked at on either side
_ALONE = frozenset({"ended", "now", "parts", "reports", "about", "turns", "alone", "leading"})


class Spasms:
    """What a text tells of spasms.

    `told` are those that are not denied, `over` the places of words of those that are denied or
    have passed. Whatever is not plainly past, feared, somebody else's or another muscle's is taken
    for one that is now.
    """

    def __init__(self, wide: Sheet, sheet: Sheet, whose: Whose) -> None:
        """Look at a text in whole clauses, and in clauses that "but" divides."""
        self._sheet = sheet
        self._text, self._marks, self._whose = sheet.text, sheet.marks, whose
        self._clauses = [token.clause for token in wide.text]
        bodies = zip(self._clauses, self._marks, strict=True)
        self._sore = {clause for clause, names in bodies if names & _BODY}
        runs = list(self._found())
        gone = [run for run in runs if self._denied(run) or self._ended(run)]
        self.told = tuple(run for run in runs if not self._denied(run))
        self.over = frozenset(place for run in gone for place in run)

    def now(self) -> bool:
        """Whether one of them is now."""
        there = any(self._still(at) for at in range(len(self._marks)))
        return any(
            (there or self._anew(run) or not self._past(run))
            and not self._elsewhere(run)
            and not self._anothers(run)
            for run in self.told
        )

    def _found(self) -> Iterator[range]:
        """Every phrase of a spasm; "stuck" and its like only beside a part of the body."""
        place = 0
        while place < len(self._marks):
            names, end = self._marks[place], place + 1
            while end < len(self._marks) and self._marks[end] == names:
                end += 1
            stuck = "stuck" in names and self._clauses[place] in self._sore
            if "locked" in names or (stuck and not self._exercise(names, end)):
                yield range(place, end)
            place = end

    def _exercise(self, names: frozenset[str], end: int) -> bool:
        """Whether it is "did my back stretches"."""
        return "doing" in names and any(
            "units" in self._marks[at]
            and "dated" not in self._marks[at]
            and not self._number(at - 1)
            for at in range(end, min(end + _UNIT, len(self._marks)))
        )

    def _denied(self, run: range) -> bool:
        before = self._sheet.before(run[-1], _DENIAL)
        return any("denials" in self._marks[at] for at in before)

    def _part(self, place: int) -> range:
        """The part of a clause, between its "and"s, in which a place lies; far ends are cut."""
        clause, first, last = self._text[place].clause, place, place + 1
        while first > max(place - _REACH, 0) and self._text[first - 1].clause == clause:
            if self._marks[first] & _JOINS:
                break
            first -= 1
        while last < min(place + _REACH, len(self._text)) and self._text[last].clause == clause:
            if self._marks[last] & _JOINS:
                break
            last += 1
        return range(first, last)

    def _number(self, place: int) -> bool:
        return self._text[place].kind == "number" or "numbers" in self._marks[place]

    def _still(self, place: int) -> bool:
        """Whether a word says that it is there after all: "came back", "hasn't gone"."""
        names = self._marks[place]
        before = self._sheet.before(place, _NOT) if "ended" in names else ()
        return "again" in names or any("denials" in self._marks[at] for at in before)

    def _anew(self, run: range) -> bool:
        """Whether it is said to be there again."""
        return any("anew" in self._marks[at] for at in self._part(run[0]))

    # Not now.

    def _past(self, run: range) -> bool:
        return self._aloof(run) or self._ended(run) or self._dated(run)

    def _aloof(self, run: range) -> bool:
        """Whether it is feared, almost one or the one before: "afraid of", "after the spasm"."""
        names = self._sheet.back(run[0], _LOOSE, until="aloof")
        if "noun" not in self._marks[run[0]] or "aloof" not in names:
            return False
        return "causes" not in names or not any(
            self._marks[at] & {"now", "parts", "began"} and "causes" not in self._marks[at]
            for at in self._part(run[0])
        )

    def _ended(self, run: range) -> bool:
        """Whether it is said behind it that it has passed: "has gone", ", gone now"."""
        part = self._part(run[0])
        for at in range(run.stop, min(run.stop + _END, part.stop)):
            names = self._marks[at]
            if names & {"denials", "almost"} or self._number(at):
                return False
            if "ended" in names:
                return self._ends(at, part.stop)
        return self._gone(run)

    def _ends(self, place: int, stop: int) -> bool:
        """Whether nothing follows "gone" that makes it another word: "gone up", "gone to"."""
        while place < stop and ("ended" in self._marks[place] or self._text[place].kind == "sign"):
            place += 1
        names = self._marks[place] if place < stop else frozenset[str]()
        follows = bool(names & _FOLLOWS) and "leading" not in names
        return place == stop or follows or self._number(place)

    def _gone(self, run: range) -> bool:
        """Whether the next clause says nothing but that it has passed."""
        clause = self._text[run[0]].clause
        later = (
            at
            for at in range(run.stop, min(run.stop + _REACH, len(self._text)))
            if self._text[at].clause != clause and self._text[at].kind in {"word", "number"}
        )
        first = next(later, None)
        if first is None:
            return False
        its = self._text[first].clause
        words = [at for at in (first, *later) if self._text[at].clause == its]
        ends = any("ended" in self._marks[at] for at in words)
        return ends and all(
            self._marks[at] & _ALONE and not self._marks[at] & {"almost", "denials"} for at in words
        )

    def _dated(self, run: range) -> bool:
        """Whether it is told of an earlier day; "since yesterday" is still now."""
        part = self._part(run[0])
        if "harm" in self._marks[run[0]]:
            return False  # who threw their back out yesterday is not through with it
        if any(self._marks[at] & {"now", "began"} for at in part):
            return False
        return self._dated_behind(run, part) or self._dated_before(run, part)

    def _dated_behind(self, run: range, part: range) -> bool:
        for at in range(run.stop, min(run.stop + _DATE, part.stop)):
            names = self._marks[at]
            if names & _DATES:
                return not reached(self._sheet, at) and not self._goes_on(at)
            if names & {"causes", "reaching"}:
                return False
        return False

    def _goes_on(self, place: int) -> bool:
        """Whether it is one of "yesterday and today"; in "yesterday and now 3" it is not."""
        while place < len(self._text) and self._marks[place] & _DATES:
            place += 1
        if not any("joins" in names for names in self._marks[place : place + 1]):
            return False
        names = self._marks[min(place + 1, len(self._marks) - 1)]
        number = place + 2 < len(self._text) and self._number(place + 2)
        return bool(names & {"now", "parts"}) and not (number and "present" in names)

    def _dated_before(self, run: range, part: range) -> bool:
        for at in range(run[0] - 1, max(run[0] - _DATE, part.start) - 1, -1):
            names = self._marks[at]
            if names & _DATES:
                return not reached(self._sheet, at)
            if not names - _SMALL or names & {"causes", "reaching"}:
                return False
        return False

    def _elsewhere(self, run: range) -> bool:
        """Whether it is in a part of the body that is none of the back: "a cramp in my calf"."""
        if any(self._marks[at] & _NOT_ONLY for at in self._part(run[0])):
            return False
        if "far" in self._sheet.back(run[0], _WHERE):
            return True
        at, stop = run.stop, self._part(run[0]).stop
        inside = at < stop and "inside" in self._marks[at]
        while at < stop and self._marks[at] & {"inside", "sides"}:
            at += 1
        return inside and at < stop and "far" in self._marks[at]

    def _anothers(self, run: range) -> bool:
        """Whether it is somebody else's: "my husband had a spasm"."""
        part = self._part(run[0])
        if any(self._number(at) for at in part):
            return False
        first = next(at for at in part if not self._opens(at))
        named = range(first, min(first + 1 + _NAMED, run[0]))
        opened = self._marks[first] & {"inside", "articles"}
        who = next((at for at in named[: 1 + _NAMED * bool(opened)] if self._other(at)), None)
        if who is None:
            return False
        between = range(who + 1, run[0])
        has = not between or any(self._marks[at] & _HAS for at in between)
        return has and all(
            self._marks[at] - _SMALL and self._text[at].text not in self._whose.selves
            for at in between
        )

    def _opens(self, place: int) -> bool:
        return self._text[place].kind == "sign" or bool(self._marks[place] & (_JOINS | {"turns"}))

    def _other(self, place: int) -> bool:
        word = self._text[place].text
        return word in self._whose.others or word in self._whose.things
