"""Reads how much of an exercise is asked for: "3 x 10", "hold 20 s x 3", "2 min"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.core.dose import Dose, length
from bot.core.hearing.written import tokens

UNITS = ("minutes", "seconds", "reps", "sets")
TIMES = frozenset({"x", "×", "*"})
MOST_SETS, MOST_REPS, MOST_HOLD, MOST_SECONDS = 10, 100, 300, 1800  # more is a slip of the pen
LONGEST = 200  # characters that are looked at


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with the unit beside it, or ""."""

    value: float
    unit: str


def read(
    text: str, units: Mapping[str, Collection[str]], numbers: Mapping[str, int]
) -> Dose | None:
    """The dose in a person's words, or None where it is not plain.

    `units` are the language's words for "minutes", "seconds", "reps", "sets" and "hold", and
    `numbers` its number words. Of a range ("10–12") the smaller is taken. The first of two plain
    numbers counts sets, the second repeats.
    """
    found = _numbers(text[:LONGEST], units, numbers)
    times = [one for one in found if one.unit in ("minutes", "seconds")]
    counts = [one for one in found if one not in times]
    if any(one.value != int(one.value) or one.value < 1 for one in counts):
        return None
    if [one.unit for one in times] not in ([], ["minutes"], ["seconds"], ["minutes", "seconds"]):
        return None
    time = round(sum(one.value * (60 if one.unit == "minutes" else 1) for one in times))
    dose = _timed(time, counts, _holds(text, units)) if times else _counted(counts)
    return dose if dose is not None and _sane(dose) else None


def _timed(time: int, counts: list[_Number], hold: bool) -> Dose | None:  # noqa: FBT001 - a mark
    """A dose with a time in it: going on for so long, or holds."""
    if not counts:
        return Dose(reps=1, hold=time) if hold else Dose(seconds=time)
    if len(counts) == 1:
        return Dose(reps=int(counts[0].value), hold=time)
    counted = _counted(counts)
    return None if counted is None else Dose(counted.sets, counted.reps, time)


def _counted(counts: list[_Number]) -> Dose | None:
    """A dose that is only counted: repeats, or sets of repeats."""
    values = [int(one.value) for one in counts]
    units = [one.unit for one in counts]
    if len(counts) == 1 and units != ["sets"]:
        return Dose(reps=values[0])
    if len(counts) != 2 or units in (["sets", "sets"], ["reps", "reps"]):
        return None
    if units[0] == "reps" or units[1] == "sets":
        values.reverse()
    return Dose(sets=values[0], reps=values[1])


def _sane(dose: Dose) -> bool:
    """Whether a dose is one that somebody may have been given."""
    parts = (
        (dose.sets, 1, MOST_SETS),
        (dose.reps, 0, MOST_REPS),
        (dose.hold, 0, MOST_HOLD),
        (dose.seconds, 0, MOST_SECONDS),
    )
    return all(low <= part <= most for part, low, most in parts) and (
        0 < length(dose) <= MOST_SECONDS
    )


def _holds(text: str, units: Mapping[str, Collection[str]]) -> bool:
    return any(token.text in units["hold"] for token in tokens(text[:LONGEST]))


def _numbers(
    text: str, units: Mapping[str, Collection[str]], numbers: Mapping[str, int]
) -> list[_Number]:
    """Every number with its unit; the larger end of a range is left out."""
    words = [(token.kind, token.text) for token in tokens(text)]
    values = [_value(kind, word, numbers) for kind, word in words]
    ends: list[tuple[str, str]] = [("", "")] * 2
    found: list[_Number] = []
    ranged = held = False
    for place, ((kind, word), (_, after)) in enumerate(zip(words, words[1:] + ends, strict=False)):
        held = held or word in units["hold"]
        value = values[place]
        unit = next((name for name in UNITS if after in units[name]), "")
        beside = {after, words[place - 1][1] if place else ""}
        if value is None or (
            kind == "word" and not unit and beside.isdisjoint({*TIMES, *units["reps"]})
        ):
            continue  # "one leg at a time" counts nothing
        follows = place + 2 < len(words) and values[place + 2] is not None
        if unit == "reps" and follows:
            unit = ""  # "3 times 10"
        if ranged:
            last = found.pop()
            value, unit = min(value, last.value), unit or last.unit
        if held and not unit:
            unit = "seconds"  # "hold 20"
        held, ranged = False, after == "-" and follows
        found.append(_Number(value, unit))
    return found


def _value(kind: str, word: str, numbers: Mapping[str, int]) -> float | None:
    """The value of a token, None where it is no number, -1 for one that no dose is written with."""
    if kind != "number":
        return float(numbers[word]) if word in numbers else None
    whole, _, rest = word.replace(",", ".").partition(".")
    plain = len(whole) <= 4 and "." not in rest
    return float(f"{whole}.{rest or 0}") if plain else -1.0
