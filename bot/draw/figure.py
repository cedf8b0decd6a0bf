"""The picture of a stretch: a `[figure]` table in, a PNG out."""

from bot.core.pose import FigurePlan
from bot.draw import figure_front, figure_lint, figure_props, figure_scene, figure_side
from bot.draw.figure_limbs import hand
from bot.draw.figure_looks import LOOKS
from bot.draw.figure_solve import Body, solve
from bot.draw.svg import Canvas


def still(figure: FigurePlan, side: str = "", look: int = 0) -> bytes:
    """The last key pose as a 640 by 480 PNG; the same arguments always give the same bytes.

    side: "left", "right" or "": a one-sided stretch is mirrored for the side it was not drawn for.
    look: 0 to 3, which of the four people shows it.
    """
    return compose(figure, side, look).png()


def compose(figure: FigurePlan, side: str = "", look: int = 0, *, light: float = 1.0) -> Canvas:
    """The same picture as a canvas, before it becomes pixels; `light`: how far the glow is lit."""
    mirror = bool(side and figure.shows and side != figure.shows)
    canvas = Canvas(figure.frame, mirror=mirror)
    canvas.light = light
    person = LOOKS[look % len(LOOKS)]
    body: Body = solve(figure, figure.poses[-1])
    figure_scene.backdrop(canvas, figure)
    figure_props.draw(canvas, figure, body, front=False)
    if figure_scene.has_floor(figure):
        figure_scene.shadow(canvas, body)
    paint = figure_side.draw if body.side else figure_front.draw
    paint(canvas, body, figure.glow, person)
    figure_props.draw(canvas, figure, body, front=True)
    for name in figure_props.held(figure):  # fingers close over what a hand holds
        fist = hand(body.limbs[name], mirror=name == "left arm")
        canvas.body([(shape, person.skin) for shape in fist])
    for arrow in figure.arrows:
        figure_scene.arrow(canvas, arrow)
    return canvas


def problems(figure: FigurePlan) -> list[str]:
    """Every mistake in a figure, as sentences for its author; see `figure_lint`."""
    return figure_lint.problems(figure)
