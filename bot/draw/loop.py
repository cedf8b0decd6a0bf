"""The short film that shows a stretch: there, held, back again, and seamless from the start."""

from dataclasses import dataclass
from functools import lru_cache

from bot.core.pose import FigurePlan, Pose
from bot.core.values import replace
from bot.draw import figure_lint
from bot.draw.between import Way, ease
from bot.draw.encode import Picture, film, picture
from bot.draw.figure import compose
from bot.draw.svg import Canvas

RATE = 12  # pictures a second; slow movement is smooth at this rate
STEPS = 30  # pictures of the way there: 2.5 s, in the middle of the 2 to 3 s of a slow move
HOLD, REST = 18, 6  # the study's shares of a loop: 36 % there, 24 % held, 32 % back, 8 % at rest
BREATH = 24  # pictures of a breath in: 4 s, each shown twice; out in 6 s, each shown three times
HELD = 8  # pictures of the breath of somebody who holds a position
DARK = 0.12  # how far the glow is lit at the start


@dataclass(frozen=True, slots=True)
class Reel:
    """The pictures of one way, each drawn once.

    pictures: from the start to the end of the way, or once round when it cycles.
    solid: the outlines of the person in all of them, in points of the picture.
    """

    pictures: tuple[Picture, ...]
    cycle: bool = False
    breathes: bool = False
    solid: tuple[complex, ...] = ()


def moments(figure: FigurePlan) -> list[tuple[float, float]]:
    """For each picture of a reel: how far along the way (0 to 1), and how far the glow is lit."""
    way = Way(figure)
    if way.cycle:
        count = max(2, round(figure.cycle * RATE))
        return [(k / count, 0.85) for k in range(count)]
    steps = BREATH if way.breathes else STEPS
    shares = [ease(k / steps) for k in range(steps + 1)]
    dark = 0.5 if way.breathes else DARK
    return [(t, dark + (1 - dark) * t) for t in shares]


@lru_cache(maxsize=2)  # a loop is often followed by its clip: 14 MB each, drawn in seconds
def reel(figure: FigurePlan, side: str = "", look: int = 0) -> Reel:
    """Draw every picture of a figure's movement once; `side` and `look` as in `figure.still`."""
    way, solid = Way(figure), list[complex]()
    pictures: list[Picture] = []
    for t, light in moments(figure):
        canvas = _canvas(figure, way.pose(t), side, look, light)
        solid += [canvas.px(p) for shape in canvas.solid for p in shape[::3]]
        pictures.append(picture(canvas.png(1.0)))
    return Reel(tuple(pictures), way.cycle, way.breathes, tuple(solid))


def breath(figure: FigurePlan, side: str = "", look: int = 0) -> tuple[Picture, ...]:
    """Somebody who stays at the end of the way and breathes in: from the first stir to full."""
    end = Way(figure).pose(1.0)
    fills = [(k + 1) / HELD for k in range(HELD)]
    drawn = (
        _canvas(figure, replace(end, breath=fill), side, look, 1 - 0.15 * fill) for fill in fills
    )
    return tuple(picture(canvas.png(1.0)) for canvas in drawn)


def _canvas(figure: FigurePlan, pose: Pose, side: str, look: int, light: float) -> Canvas:
    """One position, without arrows: the movement itself shows the way."""
    return compose(replace(figure, poses=(pose,), arrows=()), side, look, light=light)


def order(reel: Reel) -> list[int]:
    """Which picture is shown when, one entry for each 1/RATE of a second."""
    last = len(reel.pictures) - 1
    if reel.cycle:
        return list(range(last + 1))
    there = list(range(last))
    back = [last - k for k in there]
    if reel.breathes:
        return [k for k in there for _ in range(2)] + [k for k in back for _ in range(3)]
    return there + [last] * HOLD + back + [0] * REST


def loop(figure: FigurePlan, side: str = "", look: int = 0) -> bytes:
    """The movement as an MP4 of 640 by 480 without sound, which can be shown for ever.

    It goes there in 2.5 s with the glow growing, holds, and returns as slowly; a figure of one
    pose breathes in for 4 s and out for 6 s (FACTS B2.6); one that cycles goes round once.
    """
    shown = reel(figure, side, look)
    return film((shown.pictures[k] for k in order(shown)), RATE)


def rough(figure: FigurePlan, every: int = 5) -> list[str]:
    """What is wrong between the key poses, looked at `every` so many per cent of the way.

    [] when nothing is. The rules are those for key poses; a fault is named where it first shows.
    """
    way = Way(figure)
    found: dict[str, str] = {}
    for share in range(0, 101, every):
        plan = replace(figure, poses=(way.pose(share / 100),))
        for fault in figure_lint.problems(plan):
            said = fault.removeprefix("pose 1: ")
            kind = "".join(c for c in said if not c.isdigit() and c not in ".-")
            found.setdefault(kind, f"at {share} % of the way: {said}")
    return list(found.values())
