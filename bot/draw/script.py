"""What happens when in a follow-along clip: a dose as spans of time, and the sounds they make."""

from dataclasses import dataclass
from typing import Literal

from bot.core.dose import Dose, length

READY, DONE = 3, 2  # seconds to put the phone down before, and to read the end after
WAY = 2.5  # seconds there and back for a position that is held for long (FACTS E: 2 to 3 s)
PAUSE = 15  # seconds of rest between two sets; FACTS names none, a short breather is kind
LONGEST = 300  # seconds of a dose that becomes a clip; a walk of half an hour needs no film
HALF = 4  # seconds from which a hold has a halfway sound; below it would only hurry

Kind = Literal["ready", "go", "hold", "back", "rest", "on", "done"]
"""ready: before it begins; go, hold, back: one repeat; on: going on for a time; rest: between sets;
done: after the last."""

Sounding = Literal["ready", "start", "half", "end", "done"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the clip: its kind and seconds, and where it belongs.

    rep, reps: the repeat it belongs to, of how many; at, sets: the set, of how many (from 1).
    """

    kind: Kind
    seconds: float
    rep: int = 0
    reps: int = 0
    at: int = 1
    sets: int = 1


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound and the second at which it begins."""

    second: float
    name: Sounding


def offered(dose: Dose) -> bool:
    """Whether a dose can be followed: it asks for something, for at most five minutes."""
    return 0 < length(dose) <= LONGEST


def spans(dose: Dose, *, endless: bool = False) -> list[Span]:
    """The whole clip. Its repeats take as long as `core.dose.length` says, half of it each way.

    endless: the movement goes round or breathes, so that a dose in seconds is going on with it;
    where there is a way to an end, a dose in seconds is staying there for so long.
    Raises ValueError for a dose that cannot be followed.
    """
    if not offered(dose):
        raise ValueError(f"a clip of {dose} cannot be made")
    out = [Span("ready", READY)]
    if dose.seconds:
        on = [Span("go", WAY), Span("hold", dose.seconds), Span("back", WAY)]
        return [*out, *([Span("on", dose.seconds)] if endless else on), Span("done", DONE)]
    each = length(dose) / (dose.sets * dose.reps)
    way = (each - dose.hold) / 2
    for at in range(1, dose.sets + 1):
        if at > 1:
            out.append(Span("rest", PAUSE, 0, dose.reps, at, dose.sets))
        for rep in range(1, dose.reps + 1):
            where = (rep, dose.reps, at, dose.sets)
            out.append(Span("go", way, *where))
            if dose.hold:
                out.append(Span("hold", dose.hold, *where))
            out.append(Span("back", way, *where))
    return [*out, Span("done", DONE, dose.reps, dose.reps, dose.sets, dose.sets)]


def cues(script: list[Span]) -> list[Cue]:
    """The sounds of a clip: the start, halfway and end of every hold, or of a moving repeat."""
    held = any(span.kind == "hold" for span in script)
    out: list[Cue] = []
    now = 0.0
    for span in script:
        match span.kind:
            case "ready" | "done":
                out.append(Cue(now, span.kind))
            case "hold" | "on":
                out.append(Cue(now, "start"))
                if span.seconds >= HALF:
                    out.append(Cue(now + span.seconds / 2, "half"))
            case "go" if not held:
                out.append(Cue(now, "start"))
            case "back":
                out.append(Cue(now, "end" if held else "half"))
            case "rest":
                out.append(Cue(now, "end"))
            case _:  # the way to a hold is silent: the hold itself is announced
                pass
        now += span.seconds
    return out
