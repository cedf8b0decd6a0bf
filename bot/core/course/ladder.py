"""Knows the doses of a stretch from its start to its goal, and where a person stands on them."""

from bot.core.book import Grow, Stretch
from bot.core.course.course import Ladder
from bot.core.dose import Dose
from bot.core.values import by_identity, replace

MOST_REPS = 10  # FACTS B0: back and trunk moves
MOST_HOLD = 30  # seconds; FACTS D5 (longer holds at 65 and over are left out: no age is asked)
MOST_STATIC = 60  # seconds of one static stretch on a side in a session (FACTS B0)
LONG_HOLD = 10  # seconds; a goal up to here grows by single seconds where the facts name no step
TRUNK = frozenset({"neck", "upper-back", "mid-back", "lower-back", "core", "chest", "ribs", "hips"})
PARTS = ("reps", "hold", "sets", "seconds")  # FACTS B0: reps, then hold, then the rest


def ceiling(stretch: Stretch) -> Dose:
    """The goal of a stretch, cut to the product's ceilings (FACTS B0, D5).

    Trunk and back moves stop at 10 repeats; a move of several areas is one of them when any of
    its areas is (the safer reading). A start dose is never cut.
    """
    goal, start = stretch.goal, stretch.start
    reps = min(goal.reps, MOST_REPS) if TRUNK.intersection(stretch.areas) else goal.reps
    hold = min(goal.hold, MOST_HOLD)
    return Dose(
        max(goal.sets, start.sets),
        max(reps, start.reps),
        max(hold, start.hold),
        max(goal.seconds, start.seconds),
    )


@by_identity(1024)  # the same few stretches are asked about in every turn
def rungs(stretch: Stretch) -> tuple[Dose, ...]:
    """Every dose from the start to the goal, one step apart; only the start when it cannot grow.

    Reps grow first, then the hold, then sets or seconds: first what the stretch's own `grow`
    names, then what its goal asks for beyond (by 1 rep, 1 second of a short hold, 5 of a long
    one, FACTS D5). A new set shares the repeats out, so that the total does not leap. A static
    stretch stays at 60 seconds a side (FACTS B0).
    """
    if stretch.grow is None:
        return (stretch.start,)
    top, static = ceiling(stretch), stretch.type == "static"
    found = [stretch.start]
    while (above := _next(found[-1], top, stretch.grow, static=static)) is not None:
        found.append(above)
    return tuple(found)


def _next(now: Dose, top: Dose, named: Grow, *, static: bool) -> Dose | None:
    common = Grow(reps=1, hold=1 if top.hold <= LONG_HOLD else 5, sets=1)
    for grow in (named, common):
        for part in PARTS:
            by, most = getattr(grow, part), getattr(top, part)
            if not by or getattr(now, part) >= most:
                continue
            above = _grown(now, part, min(getattr(now, part) + by, most))
            if not static or held(above) <= MOST_STATIC:
                return above
    return None


def _grown(now: Dose, part: str, to: int) -> Dose:
    match part:
        case "reps":
            return replace(now, reps=to)
        case "hold":
            return replace(now, hold=to)
        case "seconds":
            return replace(now, seconds=to)
        case _:
            return replace(now, sets=to, reps=-(-now.sets * now.reps // to))


def held(dose: Dose) -> int:
    """Seconds of holding in a dose, on one side; going on for some seconds counts whole."""
    return dose.seconds or dose.sets * dose.reps * dose.hold


def read(text: str) -> Dose:
    """The dose that `Dose.compact` wrote: "3x10s", "2x8", "45s", "2x4x8s"."""
    if "x" not in text:
        return Dose(seconds=int(text[:-1]))
    parts = text.rstrip("s").split("x")
    if not text.endswith("s"):
        return Dose(sets=int(parts[0]), reps=int(parts[1]))
    sets = int(parts[0]) if len(parts) == 3 else 1
    return Dose(sets=sets, reps=int(parts[-2]), hold=int(parts[-1]))


def dose(stretch: Stretch, steps: int) -> Dose:
    """The dose at a number of steps; beyond the goal it is the goal."""
    known = rungs(stretch)
    return known[max(0, min(steps, len(known) - 1))]


def moved(ladder: Ladder, stretch: Stretch, by: int, why: str, at: int) -> Ladder:
    """The ladder `by` steps up or down, within start and goal; good sessions are counted anew.

    A step down from the start dose changes nothing but the reason and the count.
    """
    steps = max(0, min(ladder.steps + by, len(rungs(stretch)) - 1))
    changed = ladder.changed if steps == ladder.steps else at
    good_at = ladder.good_at if by > 0 else at
    return replace(ladder, steps=steps, good=0, good_at=good_at, changed=changed, why=why)
