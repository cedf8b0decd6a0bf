"""Knows which number in a text is the level of pain, and which counts sets, hours or pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from unicodedata import category

from bot.core.hearing.numerals import MOST, TOP, Mention
from bot.core.hearing.sheet import Marks, Sheet
from bot.core.hearing.timing import EARLIER, PART, UNSAID, Spot, when
from bot.core.hearing.written import Token
from bot.core.values import replace

SORE = frozenset({"pain", "discomfort", "locked", "body", "area"})
_FILLERS = frozenset(
    {
        "about",
        "articles",
        "reports",
        "now",
        "parts",
        "earlier",
        "leading",
        "then",
        "between",
        "halves",
    }
    | {"either", "onward", "out_of", "numbers", "minus", "turns"}
)
_MORE = frozenset({"turns", "worse"})
_WISHED = frozenset({"wished"})
_APART = frozenset({"far", "apart"})
_BETWEEN = frozenset({"body", "area", "apart", "sides", "either", "joins"})
_BESIDE = frozenset({"joins", "nots"})  # between two levels: "was 7 and is 4", "5 not 6"
_WEAKENING = ("before", "at", "having", "scales")
_FAR = 20  # further off the scale than this, a number is rather a year, an age or a house
_WORDS_TO_A_UNIT = 2  # "3 full sets", "2 lower back stretches"


@dataclass(frozen=True, slots=True)
class Level:
    """A number that may be the level of pain, at tokens `start` to `end` (exclusive).

    `sure` where it stands as a level stands, `when` by how near to now the words put it, `denied`
    where they say that it is not this one ("not 5 but 3").
    """

    start: int
    end: int
    value: float
    sure: bool
    onward: bool = False
    when: int = UNSAID
    denied: bool = False

    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.start, self.end, self.onward)

    def on_scale(self) -> bool:
        """Whether it lies within 0–10."""
        return 0 <= self.value <= TOP

    def rounded(self) -> int:
        """The whole number, halves up."""
        return floor(self.value + 0.5)

    def marked(self) -> bool:
        """Whether it stands as a level stands, is about now and is not denied."""
        return self.sure and self.when != EARLIER and not self.denied


@dataclass(frozen=True, slots=True)
class Page(Sheet):
    """A text with its marks, as the rules below look at it."""

    signs: tuple[str, ...]
    wide: Sheet  # the same with whole clauses, which no "but" divides
    over: frozenset[int]  # places of words of a spasm that is none any more

    def levels(self, numbers: Sequence[Mention]) -> list[Level]:
        """All that may be a level among these numbers of the text, in its order."""
        on_scale = (n for n in numbers if not n.stray and 0 <= n.value <= TOP)
        beside = frozenset(place for number in on_scale for place in number.places())
        judged = [self._judged(number, beside) for number in numbers]
        known = [level for level in judged if level is not None]
        found = sorted([*known, *self._zeros(known)], key=lambda level: level.start)
        return [
            replace(level, when=self._when(level, found), denied=self._denied(level))
            for level in found
        ]

    def chosen(self, levels: Sequence[Level]) -> Level | None:
        """The one that counts: the latest where the words tell, otherwise the highest.

        One that is denied never counts where another stands.
        """
        said = [level for level in levels if not level.denied] or list(levels)
        pool = [level for level in said if level.sure] or said
        if all(level.value == 0 for level in pool):  # "no pain in my neck, 6 when standing"
            pool = said
        for place, level in enumerate(levels):
            if self._replaces(level, levels[place - 1].end if place else 0) and level in pool:
                pool = [other for other in pool if other.start >= level.start]
        near = [level for level in pool if level.value <= _FAR]
        pool = near if any(level.on_scale() for level in near) else pool
        if not pool:
            return None
        latest = max(level.when for level in pool)
        pool = [level for level in pool if level.when == latest]
        return pool[-1] if latest == PART else max(pool, key=lambda level: level.value)

    def only(self, levels: Sequence[Level]) -> bool:
        """Whether the text is nothing but these numbers, give or take "about" and "a"."""
        taken = {place for level in levels for place in range(level.start, level.end)}
        around = frozenset({"about", "articles", "between"})
        return all(
            place in taken or token.kind not in {"word", "number"} or self.marks[place] & around
            for place, token in enumerate(self.text)
        ) and not any("zero" in self.marks[place] for place in taken)

    def scaled(self, numbers: Sequence[Mention]) -> bool:
        """Whether one of these numbers is of another scale: "3/5", "4 out of 5"."""
        return any(number.scaled and not self._hangs_on(number.start) for number in numbers)

    # One number.

    def _judged(self, number: Mention, beside: frozenset[int]) -> Level | None:
        """The number as a level, None where its surroundings make it something else."""
        follows = self._follows(number)
        if number.stray or follows == "unit" or self._hangs_on(number.start):
            return None
        others = self._others(number, beside)
        if not beside.isdisjoint(set(self.clause(number.start)).difference(number.places())):
            others = [names for names in others if not names & _BESIDE]
        sore = self.wide.has(number.start, SORE)
        all_fillers = all(names & _FILLERS for names in others)
        all_known = all(names & (_FILLERS | SORE | {"links", "at"}) for names in others)
        sure = number.out_of_ten or all_fillers or (sore and follows != "noun")
        if "shy" in self.marks[number.start] and number.end == number.start + 1:
            return self._if(all(names & (_FILLERS | {"pain"}) for names in others), number, sure)
        weak = "" if number.out_of_ten else self._weakened(number.start)
        if weak and not (weak != "before" and follows == "pain"):
            return self._if(weak == "at" and all_known, number, False)
        off = not 0 <= number.value <= TOP
        far = number.value > _FAR and not number.out_of_ten and not all_known
        return self._if(not (off and (far or not sure)), number, sure)

    @staticmethod
    def _if(good: bool, number: Mention, sure: bool) -> Level | None:  # noqa: FBT001 - as in "if"
        return Level(number.start, number.end, number.value, sure, number.onward) if good else None

    def _hangs_on(self, start: int) -> bool:
        """Whether something before the number makes it a name or a price: "L5", "#6", "$6"."""
        if start == 0 or not self.text[start].glued:
            return False
        before = self.text[start - 1]
        if before.kind == "word":
            return not self.marks[start - 1] & (SORE | {"about", "reports"})
        return before.text in self.signs or category(before.text[0]) == "Sc"

    def _weakened(self, start: int) -> str:
        """The list of the word before that makes it a time or a count, "" when there is none."""
        place = start - 1
        if place >= 0 and "articles" in self.marks[place]:
            return ""
        while place >= 0 and "about" in self.marks[place]:
            place -= 1
        names = self.marks[place] if place >= 0 else frozenset[str]()
        return next((name for name in _WEAKENING if name in names), "")

    def _follows(self, number: Mention) -> str:
        """What comes after the number: "unit", "pain", "noun" for an unknown word, or ""."""
        place, clause = number.end, self.text[number.end - 1].clause
        if place < len(self.text) and self.text[place].text == "-" and self.text[place].glued:
            place += 1
        first = place
        looked = 0
        while place < len(self.text) and self.text[place].clause == clause:
            token, names = self.text[place], self.marks[place]
            sign = token.kind == "sign" and place == first
            if "units" in names or (sign and self._priced(token)):
                return "unit"
            if token.kind == "word" and token.glued and place == first and not names:
                return "unit"
            if "about" in names:
                first += place == first
            elif names - {"area", "body"} or token.kind != "word" or looked == _WORDS_TO_A_UNIT:
                break
            else:
                looked += not names
            place += 1
        if looked:
            return "noun"
        return "pain" if first < len(self.text) and "pain" in self.marks[first] else ""

    def _priced(self, token: Token) -> bool:
        return token.text in self.signs or category(token.text[0]) == "Sc"

    # Its surroundings.

    def _others(self, number: Mention, beside: frozenset[int]) -> list[frozenset[str]]:
        """The marks of the other words in the number's clause, and of numbers that are no level."""
        return [
            self.marks[at]
            for at in self.clause(number.start)
            if not number.start <= at < number.end
            and self.text[at].kind in {"word", "number"}
            and at not in beside
        ]

    def _zeros(self, numbers: Sequence[Level]) -> list[Level]:
        """The phrases for no pain, unless other words say that there is some."""
        zeros = {at for at, names in enumerate(self.marks) if "zero" in names}
        words = [at for at, token in enumerate(self.text) if token.kind in {"word", "number"}]
        alone = [at for at in words if "alone" in self.marks[at]]
        if alone and all(self.marks[at] & (_FILLERS | {"alone"}) for at in words) and not numbers:
            return [Level(alone[0], alone[0] + 1, 0, True)]
        hurts = any(
            names & {"pain", "locked"} and "zero" not in names and at not in self.over
            for at, names in enumerate(self.marks)
        )
        if hurts and not numbers:
            return []
        starts = [at for at in sorted(zeros) if at - 1 not in zeros][:MOST]
        more = numbers or any(names & _MORE for names in self.marks)
        taken_back = {"unless", "posture"} if more else {"unless"}
        return [
            Level(at, at + 1, 0, True)
            for at in starts
            if not any("denials" in self.marks[before] for before in self.before(at, 2))
            and self._after_run(at).isdisjoint(taken_back)
            and not self.has(at, _WISHED)
        ]

    def _after_run(self, place: int) -> frozenset[str]:
        """The marks of what follows a phrase for no pain."""
        while place < len(self.text) and "zero" in self.marks[place]:
            place += 1
        return self.marks[place] if place < len(self.text) else frozenset()

    def _replaces(self, level: Level, since: int) -> bool:
        """Whether "then" or an arrow stands before it, after the number before."""
        return any(
            "then" in self.marks[at] or self.text[at].kind == "arrow"
            for at in self.clause(level.start)
            if since <= at < level.start
        )

    def _denied(self, level: Level) -> bool:
        """Whether it is said not to be this one: "not a 5", "isn't 7"."""
        return "nots" in self.back(level.start, frozenset({"articles", "about", "at"}))

    def _when(self, level: Level, levels: Sequence[Level]) -> int:
        """When it was so, by the words of time that belong to it."""
        clause = self.text[level.start].clause
        peers = [peer.spot() for peer in levels if self.text[peer.start].clause == clause]
        return when(self, level.spot(), peers)


def painless(sheet: Sheet) -> Marks:
    """The marks, with those of a zero on "no lower back pain" too.

    "No knee pain" and "no chest pain" are neither a zero nor a pain: they say nothing of the back.
    """
    found = list(sheet.marks)
    for place, names in enumerate(sheet.marks):
        first = sheet.nearest(place, _BETWEEN) if "aches" in names else None
        if first is None or first + 1 == place or "none" not in sheet.marks[first]:
            continue
        after = sheet.marks[place + 1] if place + 1 < len(found) else frozenset[str]()
        if "units" in after and "parts" not in after:  # "no back pain exercises"
            continue
        while first > 0 and "none" in sheet.marks[first - 1]:
            first -= 1
        run = range(first, place + 1)
        if any(sheet.marks[at] & _APART for at in run):
            found[place] = names - {"pain"}
            continue
        for at in run:
            found[at] |= {"zero"}
    return found
