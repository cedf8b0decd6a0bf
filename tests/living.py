"""Lives a made-up person's days with the bot, tap by tap through the real app."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from chat import START, Chat  # noqa: E402 - the path is set above, so that it runs from anywhere
from watching import Watch  # noqa: E402 - the same

from bot.core.talk.journal import Past  # noqa: E402 - the same

DAY = 86400
MORNING = 7 * 3600 + 5 * 60  # seconds after midnight (UTC): just after the morning ping in Berlin
EVENING = 18 * 3600
TAPS = 150  # that one sitting may take before the driver calls it stuck
FEELINGS = ("Better", "Same", "Worse")
EFFORTS = ("Easy", "Just right", "Too much")  # beginnings of the labels of the tap of effort
HURTS = {
    "pull": "A gentle pull",
    "ache": "A dull ache",
    "sharp": "Sharp",
    "spreading": "It spreads",
    "spasm": "A spasm",
}
CLEAN = "None"  # beginning of the good answers to the warning signs
SIGN = "Peeing"  # beginning of the label of a group of warning signs
SEEN = ("I have been seen", "A clinician has cleared me")
PACE = 15  # seconds from tap to tap
KEPT = 40  # messages that a chat keeps; older ones cannot be tapped any more


class Chance:
    """A linear congruential generator (the constants of Numerical Recipes): the same each run."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2654435761 % 2**32

    def below(self, most: int) -> int:
        """A number from 0 to `most` - 1."""
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return (self.state >> 8) % most

    def one_in(self, n: int) -> bool:
        return self.below(n) == 0

    def wobble(self, level: int) -> int:
        """The level give or take one, within 0 and 10."""
        return max(0, min(10, level + (0, 0, 0, 0, 1, -1)[self.below(6)]))


@dataclass(frozen=True)
class Course:
    """How somebody's year goes: their pain on a day, and what they do with the bot.

    `feels` is the pain of a day, `says` what they tell of it. `comes` is whether they open a
    session that day, `leaves` one in how many steps makes them walk away, `tells` whether they
    answer the questions at the end; `sign_on` is the day they name a warning sign, and `spreads_on`
    the day on which pain spreads during a move.
    """

    name: str
    people: int
    feels: Callable[[int, Chance], int]
    says: Callable[[int, Chance], int] = lambda level, chance: level
    comes: Callable[[int, Chance], bool] = lambda day, chance: chance.below(7) > 0
    leaves: int = 0
    tells: bool = True
    sign_on: int = -1
    spreads_on: int = -1


def _steady(day: int, chance: Chance) -> int:
    return chance.wobble(max(1, 4 - day // 40))


def _monthly(day: int, chance: Chance) -> int:
    since = (day - 20) % 31 if day >= 20 else 99
    return (8, 7, 6, 5, 4, 4, 3)[since] if since < 7 else chance.wobble(2)


def _forgets(day: int, chance: Chance) -> bool:
    away = any(start <= day < start + days for start, days in ((60, 9), (120, 16), (200, 31)))
    return not away and chance.one_in(3)


def _creeps(day: int, chance: Chance) -> int:
    """A point more every ten weeks, to 6, and slowly down again."""
    return chance.wobble(min(6, 1 + day // 70) if day < 300 else max(2, 6 - (day - 300) // 12))


COURSES = (
    Course("steady", 8, _steady),
    Course("flare every month", 8, _monthly),
    Course("chronic 4", 8, lambda day, chance: chance.wobble(4)),
    Course(
        "liar",
        6,
        lambda day, chance: chance.wobble(5),
        says=lambda level, chance: 6 if chance.one_in(25) else 1,
    ),
    Course("forgetful", 6, _steady, comes=_forgets, leaves=12, tells=False),
    Course("red flag in week 3", 4, _steady, sign_on=16),
    Course("creeping up", 4, _creeps),
    Course("spreads once", 2, _steady, spreads_on=40),
    Course("no pain at all", 2, lambda day, chance: 0),
    Course(
        "a week of flare that stays",
        2,
        lambda day, chance: 8 if 30 <= day < 34 else 6 if 34 <= day < 48 else chance.wobble(3),
    ),
)


@dataclass
class Life:
    """One person's year: the chat, what their day feels like, and what must never happen."""

    number: int
    course: Course
    chat: Chat = field(default_factory=Chat)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Chance(self.number + 1)
        self.day = 0
        self.level = 3
        self.named = self.spread = False
        self.watch = Watch(self.chat.book, self.broken)

    def days(self, days: int) -> Iterator[int]:
        """Live that many days, one after the other."""
        self.begin()
        for self.day in range(days):
            midnight = (START // DAY + self.day) * DAY
            self.level = self.course.feels(self.day, self.chance)
            self.until(midnight + MORNING + self.chance.below(40) * 60)
            if self.course.comes(self.day, self.chance):
                self.say("/stretch")
                self.sit()
            if self.day == self.course.sign_on:
                self.say("/signs")
                self.sit()
            self.until(midnight + EVENING + self.chance.below(60) * 60)
            if self.level >= 7 or self.chance.one_in(9):
                self.say(f"/pain {self.told()}")
                self.sit()
            self.watch.evening(self.day, self.chat.me, self.past(), self.chat.now)
            yield self.day

    def until(self, when: int) -> None:
        if when > self.chat.now:
            self.chat.wait(when - self.chat.now)

    def told(self) -> int:
        return self.course.says(self.level, self.chance)

    def say(self, words: str) -> None:
        self.chat.say(words)
        for number in sorted(self.chat.messages)[:-KEPT]:
            del self.chat.messages[number]

    def begin(self) -> None:
        """The first talk and session, and the reminders after it."""
        self.chat.onboard("Lower back", "3")
        self.sit()
        for words in ("Berlin", "08:00"):
            if self.chat.me.asks:
                self.chat.say(words)
        if "Yes, 3" in self.chat.labels:
            self.chat.tap("Yes, 3" if self.number % 2 else "No desk")

    def sit(self) -> None:
        """Answer whatever is asked until nothing is, as this person would."""
        for _ in range(TAPS):
            if not self.answer():
                return
        self.broken.append(f"day {self.day}: stuck at {self.chat.labels}")

    def answer(self) -> bool:
        """One tap; False when there is nothing to answer."""
        labels = self.chat.labels
        if self.chat.me.care is not None:
            return self.cared_for(labels)
        answers: tuple[tuple[str, Callable[[], bool]], ...] = (
            (CLEAN, self.screened),
            ("10", lambda: self.tap(str(self.told()))),
            (FEELINGS[0], lambda: self.felt(FEELINGS)),
            (EFFORTS[0], lambda: self.felt(EFFORTS) if self.course.tells else self.skip()),
            ("That’s all, go on", lambda: self.tap("That’s all, go on")),
            ("Nothing, go on", lambda: self.tap("Nothing, go on")),
            ("Go on", lambda: self.tap("Go on")),
            ("Further down", lambda: self.tap("Further down")),
            ("✓ Done", self.step),
            (HURTS["pull"], lambda: self.tap(HURTS[self.hurts()])),
            ("Calm routine", self.calm),
            ("Yes, set up", lambda: self.tap("Yes, set up")),
            ("I understand", lambda: self.tap("I understand")),
        )
        for known, respond in answers:
            if any(label.startswith(known) for label in labels):
                return respond()
        return False

    def tap(self, label: str) -> bool:
        """Tap, and take a while about it."""
        self.chat.now += PACE
        self.chat.tap(label)
        return True

    def calm(self) -> bool:
        """The flare's routine, twice a day at the most; else the card is read and put away."""
        flares = [one.ended for one in self.past().sessions if one.kind == "flare"]
        lately = bool(flares) and self.chat.now - flares[-1] < DAY // 3
        return False if lately else self.tap("Calm routine")

    def past(self) -> Past:
        """The last 28 days of the journal."""
        return self.chat.store.past(self.chat.person, self.chat.now)

    def cared_for(self, labels: list[str]) -> bool:
        """A care card stands: two days later they have been seen, and nothing is amiss."""
        care = self.chat.me.care
        if any(label.startswith(CLEAN) for label in labels):
            return self.tap(CLEAN)
        seen = next((label for label in SEEN if label in labels), "")
        return self.tap(seen) if seen and self.chat.now - care.at >= 2 * DAY else False

    def screened(self) -> bool:
        if 0 <= self.course.sign_on <= self.day and not self.named:
            self.named = True
            return self.tap(SIGN)
        return self.tap(CLEAN)

    def felt(self, known: tuple[str, ...]) -> bool:
        return self.tap(known[0 if self.level < 3 else 1 if self.level < 6 else 2])

    def skip(self) -> bool:
        known = [label for label in self.chat.labels if label.startswith("Skip")]
        return self.tap(known[0]) if known else self.tap(EFFORTS[1])

    def step(self) -> bool:
        """Done; or it hurts; or they walk away."""
        if self.course.leaves and self.chance.one_in(self.course.leaves):
            return False
        if 0 <= self.course.spreads_on <= self.day and not self.spread:
            return self.tap("Hurts")
        lies = self.course.name == "liar"
        sore = self.level >= 4 and self.chat.me.flare is None
        if not lies and sore and self.chance.one_in(25):
            return self.tap("Hurts")
        return self.tap("✓ Done")

    def hurts(self) -> str:
        if 0 <= self.course.spreads_on <= self.day and not self.spread:
            self.spread = True
            return "spreading"
        if self.level >= 7:
            return "spasm"
        return ("ache", "sharp")[self.chance.one_in(4)] if self.level >= 4 else "pull"
