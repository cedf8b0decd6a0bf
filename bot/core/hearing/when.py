"""Knows how people write times of day, durations and days: "half past three", "2h", "friday"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.hearing.written import Token, spoken

DAY = 1440  # minutes
NOON = 720
WEEK = 7
MOST_HOURS = 72  # of a duration


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in minutes after midnight; `sure` where morning and afternoon are told apart.

    `end` is the place of the token after it.
    """

    minutes: int
    sure: bool
    end: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A text as tokens, with the phrases of a language by name, and number words."""

    text: Sequence[Token]
    phrases: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int] = field(default_factory=dict)

    def sign(self, place: int) -> str:
        """The token there, "" past the end."""
        return self.text[place].text if place < len(self.text) else ""

    def after(self, place: int, name: str) -> int:
        """The place after the longest phrase of that list that stands here; `place` without one."""
        best = 0
        for phrase in self.phrases[name]:
            words = spoken(phrase)
            here = tuple(token.text for token in self.text[place : place + len(words)])
            if here == words and len(words) > best:
                best = len(words)
        return place + best

    def number(self, place: int) -> float | None:
        """A plain number or a number word."""
        word = self.sign(place)
        if word in self.numbers:
            return float(self.numbers[word])
        if place < len(self.text) and self.text[place].kind == "number" and len(word) <= 5:
            whole, _, rest = word.replace(",", ".").partition(".")
            return float(f"{whole}.{rest}") if rest.isdecimal() else float(whole)
        return None

    # Times of day

    def time(self, place: int) -> Time | None:
        """A time of day that begins here."""
        for name, minutes in (("noon", NOON), ("midnight", 0)):
            end = self.after(place, name)
            if end > place:
                return Time(minutes, sure=True, end=end)
        for name, shift in (("half_past", 30), ("quarter_past", 15), ("quarter_to", -15)):
            end = self.after(place, name)
            if end > place and (hour := self._hour(end)) is not None:
                return self._half((hour * 60 + shift) % DAY, end + 1, sure=hour > 12)
        return self._clock(place)

    def _hour(self, place: int) -> int | None:
        value = self.number(place)
        return int(value) if value is not None and value == int(value) and value <= 24 else None

    def _clock(self, place: int) -> Time | None:
        word = self.sign(place)
        if word in self.numbers:
            hour, minute, end, typed = self.numbers[word], 0, place + 1, ""
        elif place < len(self.text) and self.text[place].kind == "number":
            hour, minute, end = self._digits(place, word)
            typed = word
        else:
            return None
        if (hour, minute) == (24, 0):
            return Time(0, sure=True, end=end)
        if not (0 <= hour < 24 and 0 <= minute < 60):
            return None
        sure = hour > 12 or (typed.startswith("0") and len(typed) > 1) or typed == "0"
        return self._half(hour * 60 + minute, end, sure=sure)

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
        """With "am" or "pm" behind it, where it stands there."""
        for name, later in (("am", 0), ("pm", NOON)):
            after = self.after(end, name)
            if after > end:
                return Time(minutes % NOON + later, sure=True, end=after) if minutes < 780 else None
        after = self.after(end, "hour_sign")
        if after > end and self.text[end].glued:
            return Time(minutes, sure=sure, end=after)
        return Time(minutes, sure=sure, end=end)

    # Durations

    def duration(self, place: int) -> tuple[int, int]:
        """Minutes and the place after them: "2 hours", "an hour and a half", "1h 30m"; else 0."""
        found = 0
        while True:
            minutes, end = self._one(place)
            if not minutes:
                return min(found, MOST_HOURS * 60), place
            found, place = found + minutes, end

    def _one(self, place: int) -> tuple[int, int]:
        end = self.after(place, "half_hour")
        if end > place:
            return 30, end
        end = self.after(place, "one")
        value, end = (1.0, end) if end > place else (self.number(place), place + 1)
        if value is None:
            return 0, place
        half = self.after(end, "and_half")
        value, end = (value + 0.5, half) if half > end else (value, end)
        for name, long in (("hours", 60), ("minutes", 1)):
            after = self.after(end, name)
            if after > end:
                half = self.after(after, "and_half")
                minutes = (value + 0.5 * (half > after)) * long
                return round(minutes), max(half, after)
        return 0, place

    # Days

    def day(self, place: int, today: int) -> tuple[int | None, int]:
        """Days from now (`today` is the weekday, Monday 0) and the place after them."""
        for name, ahead in (("tomorrow", 1), ("today", 0)):
            end = self.after(place, name)
            if end > place:
                return ahead, end
        weekday = self.weekdays.get(self.sign(place))
        if weekday is not None:
            return (weekday - today) % WEEK, place + 1
        return None, place

    def part(self, place: int) -> tuple[str, int]:
        """A part of the day by its name, "" without one, and the place after it."""
        for name in ("morning", "afternoon", "evening", "night"):
            end = self.after(place, name)
            if end > place:
                return name, end
        return "", place
