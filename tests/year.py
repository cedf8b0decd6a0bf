"""A year with the bot for fifty made-up people, tapped through the real app, as a readable report.

    python tests/year.py                     the year of all fifty, a line a day
    python tests/year.py --brief             only a summary for each person
    python tests/year.py --course liar       one course; --person 3 one person; --days 60 shorter

The same command prints the same report: chance is a small generator of its own. The exit code is 1
when anything happened that never may.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from chat import START, Chat  # noqa: E402 - the path is set above, so that it runs from anywhere

from bot.core.course.ladder import read  # noqa: E402 - the same
from bot.core.dose import length  # noqa: E402 - the same
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
    answer the questions at the end; `sign_on` is the day they name a warning sign.
    """

    name: str
    people: int
    feels: Callable[[int, Chance], int]
    says: Callable[[int, Chance], int] = lambda level, chance: level
    comes: Callable[[int, Chance], bool] = lambda day, chance: chance.below(7) > 0
    leaves: int = 0
    tells: bool = True
    sign_on: int = -1


def _steady(day: int, chance: Chance) -> int:
    return chance.wobble(max(1, 4 - day // 40))


def _monthly(day: int, chance: Chance) -> int:
    since = (day - 20) % 31 if day >= 20 else 99
    return (8, 7, 6, 5, 4, 4, 3)[since] if since < 7 else chance.wobble(2)


def _forgets(day: int, chance: Chance) -> bool:
    away = any(start <= day < start + days for start, days in ((60, 9), (120, 16), (200, 31)))
    return not away and chance.one_in(3)


COURSES = (
    Course("steady", 10, _steady),
    Course("flare every month", 10, _monthly),
    Course("chronic 4", 10, lambda day, chance: chance.wobble(4)),
    Course(
        "liar",
        8,
        lambda day, chance: chance.wobble(5),
        says=lambda level, chance: 6 if chance.one_in(25) else 1,
    ),
    Course("forgetful", 8, _steady, comes=_forgets, leaves=12, tells=False),
    Course("red flag in week 3", 4, _steady, sign_on=16),
)


@dataclass
class Life:
    """One person's year: the chat, what their day feels like, and what must never happen."""

    number: int
    course: Course
    chat: Chat = field(default_factory=Chat)
    broken: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = Chance(self.number + 1)
        self.day = 0
        self.level = 3
        self.named = False

    def lines(self, days: int) -> Iterator[str]:
        """Live that many days; a line for each."""
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
            self.must_hold()
            yield self.line()

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
        lies = self.course.name == "liar"
        sore = self.level >= 4 and self.chat.me.flare is None
        if not lies and sore and self.chance.one_in(25):
            return self.tap("Hurts")
        return self.tap("✓ Done")

    def hurts(self) -> str:
        if self.level >= 7:
            return "spasm"
        return ("ache", "sharp")[self.chance.one_in(4)] if self.level >= 4 else "pull"

    # What the day came to

    def must_hold(self) -> None:
        """No exercise under care; only what is safe in a flare while one is on."""
        me = self.chat.me
        since = (START // DAY + self.day) * DAY
        for row in (one for one in self.past().stretches if one.at >= since):
            if me.care is not None and row.at > me.care.at:
                self.broken.append(f"day {self.day}: {row.stretch} under care")
            stretch = self.chat.book.stretches[row.stretch]
            if me.flare is not None and row.at > me.flare.since and not stretch.flare_safe:
                self.broken.append(f"day {self.day}: {row.stretch} in a flare")

    def state(self) -> str:
        """Care, flare, the stage of the way back, or "normal"."""
        me = self.chat.me
        way = getattr(getattr(me, "progress", None), "way", None)
        if me.care is not None:
            return f"care {me.care.tier}"
        if me.flare is not None:
            return "flare"
        if way is not None:
            return f"stage {way.stage}"
        return "way back" if way is None and back(me, self.chat.now) else "normal"

    def line(self) -> str:
        """A day: its state, its readings, what was done and for how long, and the doses."""
        since = (START // DAY + self.day) * DAY
        past = self.past()
        pains = [str(one.level) for one in past.pains if since <= one.at < since + DAY]
        rows = [one for one in past.stretches if since <= one.at < since + DAY]
        done = [one for one in rows if one.outcome == "done"]
        hurt = [f"{one.stretch}:{one.outcome}" for one in rows if one.outcome in HURTS]
        seconds = sum(length(read(one.dose)) for one in done)
        doses = dict.fromkeys(f"{one.stretch} {one.dose}" for one in done)
        on = f"{datetime.fromtimestamp(since, UTC):%d %b}"
        head = f"{self.day + 1:3} {on} feels {self.level:2} says {','.join(pains) or '–':9}"
        told = f"{self.state():9} {self.steps():3} up {seconds:4} s"
        return f"{head} {told}  {'; '.join(doses)}{'  HURT ' + ' '.join(hurt) if hurt else ''}"

    def steps(self) -> int:
        """How many steps above their start doses all stretches are together."""
        progress = getattr(self.chat.me, "progress", None)
        return sum(one.steps for one in progress.ladders.values()) if progress else 0

    def summary(self, states: dict[str, int]) -> str:
        """A year in three lines: the days in each state, what was done, and where it led."""
        past = self.chat.journal
        kinds: dict[str, int] = {}
        for one in past.sessions:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        progress = getattr(self.chat.me, "progress", None)
        ladders = progress.ladders if progress else {}
        top = sorted(ladders.items(), key=lambda item: -item[1].steps)[:4]
        grown = ", ".join(f"{slug} +{one.steps}" for slug, one in top if one.steps) or "none"
        left_out = [slug for slug, one in ladders.items() if one.out]
        return "\n".join(
            (
                f"  days     {', '.join(f'{key} {n}' for key, n in sorted(states.items()))}",
                f"  sessions {', '.join(f'{key} {n}' for key, n in sorted(kinds.items()))}",
                f"  grown    {grown}; left out: {', '.join(left_out) or 'none'}",
                *(f"  BROKEN   {one}" for one in self.broken),
            )
        )


def back(me: object, now: int) -> bool:
    """Whether a way back that is told by its beginning alone is under way."""
    ended = getattr(me, "flare_ended", None)
    return ended is not None and now - ended < 14 * DAY


def everybody() -> list[Life]:
    """The fifty, in the order of their courses."""
    courses = [course for course in COURSES for _ in range(course.people)]
    return [Life(number, course) for number, course in enumerate(courses)]


def report(lives: list[Life], days: int, *, brief: bool) -> Iterator[str]:
    """The lines of the report, as they are lived."""
    for life in lives:
        yield f"PERSON {life.number}: {life.course.name}"
        states: dict[str, int] = {}
        for line in life.lines(days):
            state = life.state().split(" ")[0]
            states[state] = states.get(state, 0) + 1
            if not brief:
                yield "  " + line
        yield life.summary(states)


def main(args: list[str]) -> int:
    """Read the command line and print the report."""
    told = argparse.ArgumentParser(description="A year with the bot, for fifty made-up people.")
    told.add_argument("--person", type=int, help="only this one, 0 to 49")
    told.add_argument("--course", choices=[course.name for course in COURSES])
    told.add_argument("--days", type=int, default=365)
    told.add_argument("--brief", action="store_true", help="no line a day")
    wanted = told.parse_args(args)
    lives = [
        life
        for life in everybody()
        if wanted.person in (None, life.number) and wanted.course in (None, life.course.name)
    ]
    for line in report(lives, wanted.days, brief=wanted.brief):
        sys.stdout.write(line + "\n")
    return int(any(life.broken for life in lives))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
