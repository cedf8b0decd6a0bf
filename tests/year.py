"""A year with the bot for fifty made-up people, tapped through the real app, as a readable report.

    python tests/year.py                     all fifty: a line a week with every day in it
    python tests/year.py --person 3          one person in full: each day with its doses
    python tests/year.py --course liar       one course; --days 60 shorter; --brief the sums alone

A day reads "n 3,4 210s +5": the state, what was said of pain, the seconds done, and how many steps
above their start doses all moves are together. States: w first week, n normal, l a lighter week,
F flare, 1 to 5 the stage of the way back, C care, p a pause. The same command prints the same
report: chance is a small generator of its own. The exit code is 1 when anything happened that
never may.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import Pool
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from chat import START  # noqa: E402 - the path is set above, so that it runs from anywhere
from living import COURSES, DAY, HURTS, Life  # noqa: E402 - the same

from bot.core.course.absence import began  # noqa: E402 - the same
from bot.core.course.ladder import read  # noqa: E402 - the same
from bot.core.dose import length  # noqa: E402 - the same

STATES = {
    "w": "first week", "n": "normal", "l": "lighter week", "F": "flare", "C": "care", "p": "pause",
    **{str(n): f"stage {n}" for n in range(1, 6)},
}  # fmt: skip
CELL = 19  # characters of a day in the line of a week


def state(life: Life) -> str:
    """The state of a person this evening, as a letter."""
    me, now = life.chat.me, life.chat.now
    if me.care is not None:
        return "C"
    if me.flare is not None:
        return "F"
    if me.progress.way is not None:
        return str(me.progress.way.stage)
    if me.pause is not None and (me.pause.until is None or me.pause.until > now):
        return "p"
    weeks = (now - began(me)) // (7 * DAY)
    return "w" if weeks == 0 else "l" if weeks % 4 == 3 else "n"


@dataclass
class Told:
    """What a person's days came to: a cell and a full line for each, and the sums."""

    life: Life
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    top: int = 0

    def evening(self) -> None:
        """Look at the day that is over."""
        life = self.life
        since = (START // DAY + life.day) * DAY
        past, here = life.past(), state(life)
        pains = [str(one.level) for one in past.pains if since <= one.at < since + DAY]
        rows = [one for one in past.stretches if since <= one.at < since + DAY]
        done = [one for one in rows if one.outcome == "done"]
        hurt = [f"{one.stretch}:{one.outcome}" for one in rows if one.outcome in HURTS]
        seconds = sum(length(read(one.dose)) for one in done)
        up = sum(one.steps for one in life.chat.me.progress.ladders.values())
        said = ",".join(dict.fromkeys(pains)) or "–"
        cell = f"{here} {said} " + (f"{seconds}s +{up}" if done else "")
        self.cells.append(f"{cell}{'!' if hurt else ''}"[:CELL].ljust(CELL))
        doses = "; ".join(dict.fromkeys(f"{one.stretch} {one.dose}" for one in done))
        on = f"{datetime.fromtimestamp(since, UTC):%d %b}"
        told = f"  HURT {' '.join(hurt)}" if hurt else ""
        self.lines.append(
            f"{life.day + 1:3} {on} feels {life.level:2} says {','.join(pains) or '–':8} "
            f"{STATES[here]:12} {seconds:4} s +{up:<3} {doses}{told}"
        )
        self.states[here] = self.states.get(here, 0) + 1
        self.top = max(self.top, up)

    def weeks(self) -> Iterator[str]:
        """A line for each week."""
        for n in range(0, len(self.cells), 7):
            yield f"  week {n // 7 + 1:2} | " + " | ".join(self.cells[n : n + 7])

    def sums(self) -> Iterator[str]:
        """The days in each state, what was done, where it led, and what broke."""
        ladders = self.life.chat.me.progress.ladders
        kinds: dict[str, int] = {}
        for one in self.life.chat.journal.sessions:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        top = sorted(ladders.items(), key=lambda item: (-item[1].steps, item[0]))[:5]
        grown = ", ".join(f"{slug} +{one.steps}" for slug, one in top if one.steps) or "nothing"
        out = ", ".join(slug for slug, one in ladders.items() if one.out) or "nothing"
        yield f"  days: {', '.join(f'{STATES[key]} {n}' for key, n in sorted(self.states.items()))}"
        yield f"  sessions: {', '.join(f'{key} {n}' for key, n in sorted(kinds.items()))}"
        yield f"  at the end: {grown}; the most ever +{self.top}; left out: {out}"
        yield from (f"  BROKEN {one}" for one in self.life.broken)


def lived(number: int, days: int, *, full: bool, brief: bool) -> tuple[list[str], bool]:
    """One person's part of the report, and whether anything broke."""
    life = everybody()[number]
    told = Told(life)
    for _ in life.days(days):
        told.evening()
    shown = told.lines if full else [] if brief else told.weeks()
    head = f"PERSON {number}: {life.course.name}"
    return [head, *(f"  {one}" if full else one for one in shown), *told.sums()], bool(life.broken)


def everybody() -> list[Life]:
    """The fifty, in the order of their courses; nobody has lived yet."""
    courses = [course for course in COURSES for _ in range(course.people)]
    return [Life(number, course) for number, course in enumerate(courses)]


def main(args: list[str]) -> int:
    """Read the command line and print the report."""
    told = argparse.ArgumentParser(description="A year with the bot, for fifty made-up people.")
    told.add_argument("--person", type=int, help="only this one, 0 to 49, in full")
    told.add_argument("--course", choices=[course.name for course in COURSES])
    told.add_argument("--days", type=int, default=365)
    told.add_argument("--brief", action="store_true", help="only what each year came to")
    wanted = told.parse_args(args)
    people = [
        number
        for number, life in enumerate(everybody())
        if wanted.person in (None, number) and wanted.course in (None, life.course.name)
    ]
    full = wanted.person is not None and not wanted.brief
    live = partial(lived, days=wanted.days, full=full, brief=wanted.brief)
    broken = 0
    if len(people) == 1:
        broken = said(map(live, people))
    else:
        with Pool() as pool:
            broken = said(pool.imap(live, people))
    sys.stdout.write(f"{len(people)} people, {wanted.days} days each, {broken} with broken rules\n")
    return int(broken > 0)


def said(reports: Iterator[tuple[list[str], bool]]) -> int:
    """Print each part as it comes; how many had a broken rule."""
    broken = 0
    for lines, bad in reports:
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        broken += bad
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
