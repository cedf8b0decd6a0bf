"""Knows how pings that nobody answers get rarer, by a rule that is told, until somebody asks."""

from collections.abc import Sequence

from bot.core.values import Value, replace

# Days in a row with pings and without any answer, after which it is the next step's turn. The rule
# is our own: the facts ask for less, never for more, where nobody answers.
DESK = (3, 7, 14)  # half as many, one a day, none
MORNING = (7, 11, 14)  # every other day, once a week, none
APART = (1, 2, 7)  # days between two mornings on each step
NONE = 3  # the step on which nothing comes until somebody asks


class Unheard(Value, frozen=True):
    """Days with pings since the person last answered, and the latest of them (an ordinal)."""

    desk: int = 0
    desk_on: int = 0
    morning: int = 0
    morning_on: int = 0


ANSWERED = Unheard()


def sent(unheard: Unheard, kind: str, on: int) -> Unheard:
    """The count after a ping was sent on a day; a day counts once."""
    if kind == "morning" and unheard.morning_on != on:
        return replace(unheard, morning=unheard.morning + 1, morning_on=on)
    if kind == "desk" and unheard.desk_on != on:
        return replace(unheard, desk=unheard.desk + 1, desk_on=on)
    return unheard


def thin(unheard: Unheard) -> bool:
    """Whether any ping may be left out by now."""
    return unheard.desk >= DESK[0] or unheard.morning >= MORNING[0]


def first(unheard: Unheard, kind: str, on: int) -> bool:
    """Whether no ping of this kind was sent on that day yet."""
    return on != (unheard.morning_on if kind == "morning" else unheard.desk_on)


def before(unheard: Unheard, kind: str, on: int) -> int:
    """How many days without an answer lie before this one."""
    if kind == "morning":
        return unheard.morning - (unheard.morning_on == on)
    return unheard.desk - (unheard.desk_on == on)


def step(kind: str, days: int) -> int:
    """How far it has thinned after so many days: 0 (all of them) to 3 (none)."""
    return sum(days >= one for one in (DESK if kind == "desk" else MORNING))


def breaks(times: Sequence[int], days: int) -> tuple[int, ...]:
    """The desk pings that are left after so many days: all, every second one, the middle, none."""
    far = step("desk", days)
    left = (times, times[::2], times[len(times) // 2 :][:1], ())
    return tuple(left[far])


def comes(unheard: Unheard, kind: str, on: int, minutes: int, times: Sequence[int]) -> bool:
    """Whether the ping of day `on` at `minutes` comes; `times` are all desk pings of a day."""
    days = before(unheard, kind, on)
    if kind == "desk":
        return minutes in breaks(times, days)
    far = step("morning", days)
    return far < NONE and (on == unheard.morning_on or on - unheard.morning_on >= APART[far])


def news(kind: str, days: int, many: int) -> str:
    """What is told with the first ping of a day after `days` without an answer; "" mostly.

    "half", "one", "other" (every other day), "week", or "last": the last before silence. `many` is
    how many desk pings a day were chosen: where none is left out there is nothing to tell.
    """
    steps = DESK if kind == "desk" else MORNING
    if days == steps[-1] - 1:
        return "last"
    if days not in steps:
        return ""
    far = step(kind, days)
    if kind == "morning":
        return ("", "other", "week")[far]
    left = [len(breaks(range(many), one)) for one in (days - 1, days)]
    return ("", "half", "one")[far] if left[1] < left[0] else ""
