"""The clip to follow along with: the movement for a whole dose, a ring, digits, soft sounds."""

import math
from collections.abc import Iterator, Sequence

from bot.core.dose import Dose
from bot.core.pose import FigurePlan
from bot.draw import ring
from bot.draw.encode import Picture, film
from bot.draw.loop import RATE, STEPS, Reel, breath, order, reel
from bot.draw.ring import CALM, WARM, Badge
from bot.draw.script import Span, cues, offered, spans
from bot.draw.sound import track

__all__ = ["follow", "offered"]


BREATHING = 5  # seconds from which somebody who holds is seen to breathe
BREATH = 10  # seconds of a calm breath: in 4, out 6 (FACTS B2.6)


def follow(figure: FigurePlan, side: str, look: int, dose: Dose) -> bytes:
    """The movement for the whole dose as an MP4 with sound; `side` and `look` as in `still`.

    A one-sided stretch is one clip for each side. Raises ValueError for a dose that `offered`
    turns down.
    """
    shown = reel(figure, side, look)
    endless = shown.cycle or shown.breathes
    still = not endless and max(dose.hold, dose.seconds) >= BREATHING
    held = breath(figure, side, look) if still else ()
    return along(shown, spans(dose, endless=endless), held)


def along(shown: Reel, script: list[Span], held: Sequence[Picture] = ()) -> bytes:
    """The clip of a reel whose pictures are drawn already; `held` as `loop.breath` draws it."""
    way = next((span.seconds for span in script if span.kind == "go"), STEPS / RATE)
    rate = round(STEPS / way)
    seconds = sum(span.seconds for span in script)
    return film(_pictures(shown, script, rate, held), rate, track(cues(script), seconds))


def _pictures(
    shown: Reel, script: list[Span], rate: int, held: Sequence[Picture] = ()
) -> Iterator[Picture]:
    """Every picture of the clip, its badge laid over it."""
    at, turn, now = ring.corner(shown.solid), order(shown), 0
    endless = shown.cycle or shown.breathes
    for span in script:
        count = round(span.seconds * rate)
        for k in range(count):
            if endless:
                picture = shown.pictures[turn[int((now + k) * RATE / rate) % len(turn)]]
            else:
                picture = _moment(shown, span, k / rate, held)
            share, colour = _ring(span, k / count)
            yield ring.lay(picture, at, _badge(span, k, rate), share, colour)
        now += count


def _moment(shown: Reel, span: Span, passed: float, held: Sequence[Picture]) -> Picture:
    """The picture of a there-and-back figure after some seconds of a span."""
    last = len(shown.pictures) - 1
    k = min(round(passed / span.seconds * last), last)
    match span.kind:
        case "go":
            return shown.pictures[k]
        case "hold":
            breaths = max(1, round(span.seconds / BREATH))
            full = math.sin(math.pi * breaths * passed / span.seconds) ** 2
            fill = round(full * len(held))
            return held[fill - 1] if fill else shown.pictures[last]
        case "back":
            return shown.pictures[last - k]
        case _:
            return shown.pictures[0]


def _ring(span: Span, passed: float) -> tuple[float, tuple[int, int, int]]:
    """How much of the ring is coloured after the share `passed` of a span, and its colour."""
    match span.kind:
        case "go":
            return passed, CALM
        case "hold" | "on":
            return 1 - passed, WARM
        case "done":
            return 1.0, CALM
        case _:
            return 1 - passed, CALM


def _badge(span: Span, k: int, rate: int) -> Badge:
    """The digits of the k-th moment: the repeat, or the seconds left; a tick at the end."""
    left = -(-(round(span.seconds * rate) - k) // rate)
    match span.kind:
        case "done":
            return Badge("✓")
        case "ready" | "rest":
            return Badge(str(left), "", span.at - 1, span.sets)
        case _ if span.reps:
            return Badge(str(span.rep), f"/{span.reps}", span.at, span.sets)
        case _:
            return Badge(_clock(left))


def _clock(seconds: int) -> str:
    """Seconds, from a minute on as minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds > 59 else str(seconds)
