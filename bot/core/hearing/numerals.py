"""Knows how people write a number of 0 to 10: "6/10", "6–7", "six and a half", "from 7 to 4"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

from bot.core.hearing.sheet import Marks
from bot.core.hearing.written import Token
from bot.core.values import replace

TOP = 10  # the pain scale is 0–10 (FACTS D3)
_HUGE = 10**6  # longer numbers are all the same: no level
_STARS = 5  # the top of the scale that is used most beside ten
MOST = 40  # numbers read in one text; nobody writes so many about a sore back


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: tokens `start` to `end` (exclusive).

    `out_of_ten` where it is written as such, `onward` where it is the end of "7 to 4", `stray`
    where its form is a date, a time or a scale, and `scaled` where that is another scale ("3/5").
    """

    start: int
    end: int
    value: float
    out_of_ten: bool = False
    stray: bool = False
    onward: bool = False
    scaled: bool = False

    def places(self) -> range:
        """The places of its words."""
        return range(self.start, self.end)


def mentions(text: Sequence[Token], marks: Marks, values: Mapping[str, int]) -> list[Mention]:
    """Every number in a text, ranges taken together; `values` are the number words."""
    reader = _Reader(text, marks, values)
    found: list[Mention] = []
    place = 0
    while place < len(text) and len(found) < MOST:
        first = reader.one(place)
        if first is None:
            place += 1
            continue
        found.append(reader.widened(first))
        place = found[-1].end
    return found


def _scaled(first: Mention, second: Mention) -> bool:
    """Whether "3/5" is a scale that is not of ten; "6/7" is a range."""
    return not second.out_of_ten and (
        second.value == _STARS or abs(first.value - second.value) != 1
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text with its marks, looked at from one place at a time."""

    text: Sequence[Token]
    marks: Marks
    values: Mapping[str, int]

    def sign(self, place: int) -> str:
        """The token there, "" past either end."""
        return self.text[place].text if 0 <= place < len(self.text) else ""

    def marked(self, place: int, name: str) -> bool:
        """Whether the token there stands in the list of that name."""
        return 0 <= place < len(self.text) and name in self.marks[place]

    def past(self, place: int, name: str) -> int:
        """The first place from there on that is not marked so."""
        while self.marked(place, name):
            place += 1
        return place

    def plain(self, place: int) -> float | None:
        """The value of the token there, None when it is no number, NaN for "10.12.24"."""
        if self.marked(place, "numbers"):
            return float(self.values[self.text[place].text])
        if not 0 <= place < len(self.text) or self.text[place].kind != "number":
            return None
        whole, *rest = self.text[place].text.replace(",", ".").split(".")
        if len(rest) > 1:
            return nan
        if rest and len(rest[0]) == 3:  # "10,000" and "10.000" are thousands
            return float(_HUGE)
        value = float(whole) if len(whole) < len(str(_HUGE)) else float(_HUGE)
        return value + float(f"0.{rest[0][:6]}") if rest else value

    def one(self, place: int) -> Mention | None:
        """The number that begins there, with its half, its "out of ten" and its minus."""
        value = self.plain(place)
        if value is None:
            return None
        end = place + 1
        half = self.past(end, "halves")
        fraction = self.plain(end)
        if half > end:
            value, end = value + 0.5, half
        elif [self.sign(end + step) for step in range(3)] == ["1", "/", "2"]:
            value, end = value + 0.5, end + 3
        elif fraction is not None and 0 < fraction < 1 and value.is_integer():
            value, end = value + fraction, end + 1
        tens = end + 1 if self.sign(end) == "/" else self.past(end, "out_of")
        top = self.plain(tens) if tens > end else None
        out_of_ten = top == TOP
        scaled = top is not None and not out_of_ten and self.marked(end, "scales")
        end = tens + 1 if out_of_ten or scaled else end
        stray = scaled or isnan(value)
        return self.below_zero(Mention(place, end, value, out_of_ten, stray, scaled=scaled))

    def below_zero(self, found: Mention) -> Mention:
        """The number, negative after "minus" or after a dash that is neither range nor bullet."""
        start = found.start - 1
        if self.marked(start, "minus"):
            return replace(found, start=start, value=-found.value)
        dash = self.sign(start) == "-" and self.text[found.start].glued
        spaced = dash and (start == 0 or not self.text[start].glued)
        named = any(self.marked(start - 1, name) for name in ("pain", "body", "area", "locked"))
        if spaced and not named and self.plain(start - 1) is None:
            return replace(found, start=start, value=-found.value)
        return found

    def join(self, place: int) -> str:
        """What stands between two numbers: high, last, sign, time, or "" for nothing."""
        sign = self.sign(place)
        joins = {"-": "sign", "/": "sign", "→": "last", "->": "last", "=>": "last"}
        if self.marked(place, "either"):
            return "high"
        if self.marked(place, "onward") or self.marked(place, "then"):
            return "last"
        glued = place + 1 < len(self.text) and self.text[place + 1].glued
        if sign in {"x", "*"} or (sign in {":", "."} and self.text[place].glued and glued):
            return "time"
        return joins.get(sign, "")

    def opened(self, start: int) -> bool:
        """Whether "between" stands before a number: "between a 4 and a 5"."""
        return self.marked(start - 1 - self.marked(start - 1, "articles"), "between")

    def next(self, place: int, how: str) -> int:
        """Where the number begins that is joined at a place: "down to a 4", "6 or about 7"."""
        place = self.past(place + 1, "then") if how == "last" else place + 1
        while how in ("last", "high") and any(
            self.marked(place, name) for name in ("articles", "about")
        ):
            place += 1
        return place

    def widened(self, found: Mention) -> Mention:
        """The number together with all that is joined to it: a range, a date, "7 to 4 to 2"."""
        lowest, signs = found.value, 0
        between = self.opened(found.start)
        while True:
            how = "high" if between and self.marked(found.end, "links") else self.join(found.end)
            second = self.one(self.next(found.end, how)) if how else None
            if second is None:
                break
            signs += how == "sign"
            stray = found.stray or second.stray or how == "time" or signs > 1
            slash = self.sign(found.end) == "/"
            near = 0 <= found.value <= TOP and 0 <= second.value <= TOP and not found.out_of_ten
            scaled = slash and near and signs == 1 and _scaled(found, second)
            stray |= scaled or (slash and not near)
            value = second.value if how == "last" else max(found.value, second.value)
            lowest = min(lowest, second.value)
            ten = found.out_of_ten or second.out_of_ten
            found = Mention(found.start, second.end, value, ten, stray, how == "last", scaled)
        whole_scale = lowest in {0, 1} and found.value == TOP and not found.out_of_ten
        joined = lowest != found.value
        return replace(found, stray=found.stray or (joined and whole_scale))
