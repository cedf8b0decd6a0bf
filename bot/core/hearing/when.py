"""Knows how people write times of day and durations: "half past three", "15h30", "2 hours"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.core.hearing.written import Token

DAY = 1440  # minutes
NOON = 720
WEEK = 7  # days
MOST = 60 * DAY  # of a duration: more is all the same

Phrases = Mapping[str, Sequence[tuple[str, ...]]]  # as words, under the first of them


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in minutes after midnight; `sure` where morning and afternoon are told apart.

    `half` is whether words told them apart: "3 pm", "noon", "midnight", the end of a day (1,440).
    `end` is the place of the token after it.
    """

    minutes: int
    sure: bool
    end: int
    half: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A text as tokens, with the phrases of a language by name, and number words.

    `today` is the ordinal of the person's day; `weekdays` (Monday 0) and `months` are by name.
    """

    text: Sequence[Token]
    phrases: Mapping[str, Phrases]
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    today: int = 1

    def sign(self, place: int) -> str:
        """The token there, "" past the end."""
        return self.text[place].text if place < len(self.text) else ""

    def glued(self, place: int) -> bool:
        """Whether the token there stands close to the one before it."""
        return place < len(self.text) and self.text[place].glued

    def after(self, place: int, name: str) -> int:
        """The place after the longest phrase of that list that stands here; `place` without one."""
        for words in self.phrases[name].get(self.sign(place), ()):
            if all(self.sign(place + n) == word for n, word in enumerate(words)):
                return place + len(words)
        return place

    def past(self, place: int, name: str) -> int:
        """The place after all phrases of that list that follow each other here."""
        while (after := self.after(place, name)) > place:
            place = after
        return place

    def number(self, place: int) -> float | None:
        """A plain number or a number word."""
        word = self.sign(place)
        if word in self.numbers:
            return float(self.numbers[word])
        if place < len(self.text) and self.text[place].kind == "number" and len(word) <= 5:
            whole, _, rest = word.replace(",", ".").partition(".")
            return float(f"{whole}.{rest}") if rest.isdecimal() else float(whole)
        return None

    def whole(self, place: int) -> int | None:
        """A number without a fraction."""
        value = self.number(place)
        return int(value) if value is not None and value == int(value) else None

    # Times of day

    def time(self, place: int) -> Time | None:
        """A time of day that begins here."""
        for name, minutes in (("noon", NOON), ("midnight", DAY)):
            end = self.after(place, name)
            if end > place:
                return Time(minutes, sure=True, end=end, half=True)
        for name, shift in (("half_past", 30), ("quarter_past", 15), ("quarter_to", -15)):
            end = self.after(place, name)
            if end > place and (hour := self._hour(end)) is not None:
                return self._half((hour * 60 + shift) % DAY, end + 1, sure=hour > 12)
        end, past = self.after(place + 1, "past"), self.whole(place)
        if end > place + 1 and past is not None and (hour := self._hour(end)) is not None:
            return self._half((hour * 60 + past) % DAY, end + 1, sure=hour > 12)
        return self._clock(place)

    def _hour(self, place: int) -> int | None:
        value = self.whole(place)
        return value if value is not None and value <= 24 else None

    def _clock(self, place: int) -> Time | None:
        word = self.sign(place)
        if word in self.numbers:
            hour, minute, end, typed = self.numbers[word], 0, place + 1, ""
        elif place >= len(self.text) or self.text[place].kind != "number" or self._dated(place):
            return None
        else:
            hour, minute, end = self._digits(place, word)
            typed = word
        for name, late in (("quarter", 15), ("thirty", 30), ("three_quarters", 45)):
            after = self.after(end, name)
            if minute == 0 and after > end:  # "five thirty"
                minute, end = late, after
        if (hour, minute) == (24, 0):
            return Time(DAY, sure=True, end=end, half=True)
        if not (0 <= hour < 24 and 0 <= minute < 60):
            return None
        sure = hour > 12 or (typed.startswith("0") and len(typed) > 1) or typed == "0"
        return self._half(hour * 60 + minute, end, sure=sure)

    def _dated(self, place: int) -> bool:
        """Whether a number is part of a date, or a year: "24/12", "the 5th", "2026"."""
        year = date.fromordinal(self.today).year
        return (
            (self.sign(place + 1) == "/" and self.glued(place + 1))
            or (self.after(place + 1, "ordinals") > place + 1 and self.glued(place + 1))
            or self.sign(place) in (str(year), str(year + 1))
        )

    def _digits(self, place: int, word: str) -> tuple[int, int, int]:
        """Hour, minute and the place after them: "15:30", "15.30", "15h30", "1530", "15"."""
        if "." in word or "," in word:
            whole, _, rest = word.replace(",", ".").partition(".")
            good = len(rest) == 2 and rest.isdecimal()
            return (int(whole), int(rest), place + 1) if good else (99, 0, place)
        if len(word) in (3, 4):
            return int(word[:-2]), int(word[-2:]), place + 1
        if len(word) > 2:
            return 99, 0, place
        between, rest = self.sign(place + 1), self.sign(place + 2)
        parts = self.text[place + 1 : place + 3]
        glued = len(parts) == 2 and all(part.glued for part in parts)
        if between in (":", "h") and glued and rest.isdecimal() and len(rest) == 2:
            return int(word), int(rest), place + 3
        return int(word), 0, place + 1

    def _half(self, minutes: int, end: int, *, sure: bool) -> Time | None:
        """With "am" or "pm" behind it, where it stands there; "2 days" are no time of day."""
        for name, later in (("am", 0), ("pm", NOON)):
            after = self.after(end, name)
            if after > end:
                if minutes >= NOON + 60:
                    return None
                after += self.sign(after) == "." and self.glued(after)  # "4 p.m. tomorrow"
                return Time(minutes % NOON + later, sure=True, end=after, half=True)
        after = self.after(end, "hour_sign")
        if after > end and self.text[end].glued:
            return Time(minutes, sure=sure, end=after)
        lasts = any(self.after(end, unit) > end for unit in ("hours", "minutes", "days", "weeks"))
        return None if lasts else Time(minutes, sure=sure, end=end)

    # Durations

    def duration(self, place: int) -> tuple[int, int]:
        """Minutes and the place after them: "2 hours", "an hour and a half", "1h30"; else 0."""
        found = 0
        while True:
            joined = self.after(place, "breaks") if found else place
            minutes, end = self._one(joined)
            if not minutes:
                return min(found, MOST), place
            found, place = found + minutes, end

    def _one(self, place: int) -> tuple[int, int]:
        end = self.after(place, "half_hour")
        if end > place:
            return 30, end
        value, end = self._many(place)
        if not value:
            return 0, place
        half = self.after(end, "and_half")
        value, end = (value + 0.5, half) if half > end else (value, end)
        for name, long in (("hours", 60), ("minutes", 1), ("days", DAY), ("weeks", WEEK * DAY)):
            after = self.after(end, name)
            if after > end:
                half = self.after(after, "and_half")
                minutes = round((value + 0.5 * (half > after)) * long)
                return self._and_minutes(minutes, max(half, after), name)
        return 0, place

    def _many(self, place: int) -> tuple[float, int]:
        """How many: "2", "a", "a couple of", "the next", "the next 2"; of "2 or 3" the more."""
        end = self.after(place, "two")
        if end > place:
            return 2.0, end
        end = self.after(place, "one")
        first = self.number(end)
        if first is None:
            return float(end > place), end
        end += 1
        more = max(self.after(end, "either"), self.after(end, "onward"))
        more += more == end and self.sign(end) == "-"
        last = self.number(more) if more > end else None
        return (first, end) if last is None else (max(first, last), more + 1)

    def _and_minutes(self, minutes: int, place: int, unit: str) -> tuple[int, int]:
        """With the minutes that are written close behind hours: "1h30"."""
        rest = self.sign(place)
        close = self.glued(place) and len(rest) == 2 and rest.isdecimal() and int(rest) < 60
        if unit == "hours" and close and self.after(place + 1, "minutes") == place + 1:
            return minutes + int(rest), place + 1
        return minutes, place
