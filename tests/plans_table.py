"""Prints the plans of twelve typical people over fourteen days, for a physiotherapist to read.

python -m tests.plans_table
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.content import read
from bot.core.book import Book
from bot.core.course import flare
from bot.core.course.course import Progress, Way
from bot.core.dose import length
from bot.core.planning import plans
from bot.core.planning.choosing import SET_BETWEEN
from bot.core.talk.journal import Past, StretchDone
from bot.core.talk.person import Move, Person, Step
from bot.core.values import replace

DAYS = 14
DAY = 86400
MONDAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
CLOCK = {"morning": 7, "desk": 14, "stretch": 19, "flare": 10}  # o'clock


@dataclass(frozen=True)
class Typical:
    """Somebody, what they tell the bot, and the readings of their fourteen days."""

    who: str
    person: Person
    readings: tuple[int, ...]
    kinds: tuple[str, ...] = ("morning",)


@dataclass
class Diary:
    """What a typical person has done so far."""

    person: Person
    rows: list[StretchDone] = field(default_factory=list)

    def note(self, steps: tuple[Step, ...], at: int, kind: str) -> None:
        """Every step done, and nothing hurt."""
        moves = dict(self.person.moves)
        for step in steps:
            row = (len(self.rows), at, at, step.stretch, step.side, step.dose.compact(), "done")
            self.rows.append(StretchDone(*row))
            known = moves.get(step.stretch, Move())
            moves[step.stretch] = replace(known, done=known.done + 1, last=at)
        self.person = replace(self.person, moves=moves, serial=self.person.serial + 1)
        if kind == "desk":
            held = tuple(dict.fromkeys(step.stretch for step in steps))
            self.person = replace(self.person, last_desk=held)


def somebody(*areas: str, weeks: int = 4, **known: object) -> Person:
    """A person with a number of weeks behind them."""
    return Person(1, 1, MONDAY - weeks * 7 * DAY, zone="UTC", stage="settled", areas=areas, **known)


STEADY = (2, 2, 3, 2, 1, 2, 2, 3, 2, 2, 1, 2, 2, 1)
PEOPLE = (
    Typical("Anna, sits all day", somebody("neck", "shoulders"), STEADY, ("morning", "desk")),
    Typical("Ben, first fortnight", somebody("lower-back", weeks=0), STEADY),
    Typical(
        "Chloe, bending hurts, eight minutes",
        somebody("lower-back", tags=("flexion-intolerant",), minutes=8),
        (3, 3, 4, 3, 3, 2, 3, 4, 5, 4, 3, 3, 2, 3),
    ),
    Typical(
        "Dev, leaning back hurts, twelve minutes",
        somebody("lower-back", "hips", tags=("extension-intolerant",), minutes=12),
        STEADY,
    ),
    Typical(
        "Elsie, 78, thin bones, unsteady, no floor",
        somebody("upper-back", tags=("osteoporosis", "balance-risk", "floor-access")),
        STEADY,
    ),
    Typical(
        "Farah, 24 weeks pregnant, evenings",
        somebody("lower-back", "hips", tags=("pregnancy-second-trimester",), minutes=8),
        STEADY,
        ("stretch",),
    ),
    Typical(
        "Greg, tingling down an arm",
        somebody("neck", tags=("neck-arm-symptoms",)),
        (4, 4, 3, 3, 4, 3, 3, 2, 3, 3, 2, 2, 3, 2),
    ),
    Typical(
        "Hana, artificial hip, sore knees",
        somebody("hips", tags=("hip-replacement", "knee-pain"), minutes=8),
        STEADY,
    ),
    Typical(
        "Ivan, a flare on Wednesday and the way back",
        somebody("lower-back", minutes=8),
        (3, 4, 8, 5, 4, 4, 3, 3, 3, 2, 2, 3, 2, 2),
    ),
    Typical(
        "Joy, six weeks after surgery", somebody("lower-back", tags=("recent-surgery",)), STEADY
    ),
    Typical(
        "Kofi, a minute in the office, pins the chin tuck",
        somebody("neck", "upper-back", minutes=1, place="public", pins=("chin-tuck",)),
        STEADY,
        ("stretch",),
    ),
    Typical(
        "Lena, in bed before getting up, all over",
        somebody(place="bed", minutes=8),
        (1, 2, 2, 3, 2, 6, 3, 2, 2, 1, 2, 2, 1, 1),
    ),
)


def lines(book: Book) -> Iterator[str]:
    """The whole table: a heading for each person, then one line for each session."""
    for one in PEOPLE:
        person = one.person
        yield f"\n{one.who}"
        told = (
            f"areas {', '.join(person.areas) or 'none named'}",
            f"limits {', '.join(person.tags) or 'none'}",
            f"{person.minutes} min, {person.place}",
            f"readings {' '.join(map(str, one.readings))}",
        )
        yield f"  {'; '.join(told)}"
        diary = Diary(person)
        for day in range(DAYS):
            for kind in one.kinds:
                yield f"  {_session(diary, book, kind, day, one.readings[day])}"


def _session(diary: Diary, book: Book, kind: str, day: int, level: int) -> str:
    """Plan one session, note it as done, and tell it."""
    begun = MONDAY + day * DAY
    _state(diary, level, begun)
    kind = "flare" if diary.person.flare and kind != "desk" else kind
    at = begun + CLOCK[kind] * 3600
    past = Past(stretches=tuple(diary.rows))
    steps = plans.plan(diary.person, book, kind, level, at, past)
    diary.note(steps, at, kind)
    took = plans.seconds(steps)
    if kind == "desk" or diary.person.minutes == 1:
        took = sum(length(step.dose) + SET_BETWEEN for step in steps)
    told = f"{took // 60}:{took % 60:02}"
    when = datetime.fromtimestamp(at, UTC).strftime("%a %d")
    return f"{when}  {kind:7}  pain {level}  {told:>5}  {_moves(steps, book)}"


def _state(diary: Diary, level: int, at: int) -> None:
    """A 7 begins a flare, which ends on the first later day with a 5 or less."""
    person = diary.person
    if flare.begins(level):
        person = replace(person, flare=flare.flared(person.flare, level, at, locked=False))
    elif person.flare is not None and flare.may_end(person.flare, level, at):
        person = replace(person, flare=None, progress=Progress(way=Way(at, 1, at)))
    diary.person = person


def _moves(steps: tuple[Step, ...], book: Book) -> str:
    """Each move with its dose: "neck-turn 3x5s each side"; a star marks one that is eased."""
    told = []
    for step in steps:
        if step.side == "right":
            continue
        each = " each side" if book.stretches[step.stretch].sides else ""
        told.append(f"{step.stretch}{'*' if step.hints else ''} {step.dose.compact()}{each}")
    return ", ".join(told) or "nothing that would be safe"


def main() -> None:
    """Print the table."""
    head = "Plans of twelve typical people over fourteen days. * = done in its eased form."
    sys.stdout.write("\n".join((head, *lines(read()), "")))


if __name__ == "__main__":
    main()
