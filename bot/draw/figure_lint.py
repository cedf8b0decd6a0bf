"""What is wrong with the picture of a stretch: an author's mistakes, each as one sentence."""

from collections.abc import Sequence

from bot.core.pose import FigurePlan, Pose
from bot.draw import figure_front, figure_scene, figure_side
from bot.draw.figure_looks import LOOKS
from bot.draw.figure_solve import Body, limb_of, solve
from bot.draw.geometry import angle, wrap
from bot.draw.svg import HEIGHT, WIDTH, Canvas

SUNK = -1.8  # centimetres below the floor that still read as soft contact
BEND = (-10, 162)  # degrees that an elbow or knee may show, stretched a little to folded

FOOT = (-5, 140)  # degrees between shin and toes, pointed to drawn up


class Outlines(Canvas):
    """A canvas that keeps the outlines of the person and writes no picture: five times as quick."""

    def _path(self, points: Sequence[complex], *, closed: bool = True) -> str:
        del points, closed
        return ""


def problems(figure: FigurePlan) -> list[str]:
    """Every mistake of a figure: an empty list means that all its key poses can be drawn.

    Checked: a limb that is not there, a target out of reach, a joint out of its range (side views,
    limbs seen in full), something below the floor, and leaving the picture
    other than by the edge where it is cut.
    """
    if not figure.poses:
        return ["there is no pose"]
    found: list[str] = []
    for number, pose in enumerate(figure.poses, 1):
        try:
            faults = _pose(figure, pose)
        except (KeyError, ValueError) as missing:
            faults = [f"something it holds is not in this view: {missing}"]
        found += [f"pose {number}: {fault}" for fault in faults]
    return found


def _pose(figure: FigurePlan, pose: Pose) -> list[str]:
    """The mistakes of one key pose."""
    body = solve(figure, pose)
    used = {name for prop in figure.props for name in prop.between}
    used |= {limb_of(glow.part) for glow in figure.glow if glow.part != "trunk"}
    if missing := sorted(used - body.limbs.keys()):
        return [f"there is no {name} in this view" for name in missing]
    canvas = Outlines(figure.frame)
    paint = figure_side.draw if body.side else figure_front.draw
    paint(canvas, body, figure.glow, LOOKS[2])
    found = _joints(body)
    points = [p for shape in canvas.solid for p in shape]
    if figure_scene.has_floor(figure) and (low := min(p.imag for p in points)) < SUNK:
        found.append(f"it sinks {-low:.1f} cm through the floor")
    spots = [canvas.px(p) for p in points]
    out = [
        name
        for name, gone in (
            ("left", min(p.real for p in spots) < 2),
            ("right", max(p.real for p in spots) > WIDTH - 2),
            ("upper", min(p.imag for p in spots) < 2),
            ("lower", max(p.imag for p in spots) > HEIGHT - 2),
        )
        if gone and name != figure.cut
    ]
    found += [f"it leaves the picture at its {name} edge" for name in out]
    return found


def _joints(body: Body) -> list[str]:
    """Targets out of reach, and elbows or knees that bend too far or backwards."""
    found = []
    for name, chain in body.limbs.items():
        if not chain.reached:
            found.append(f"the {name} cannot reach its target")
        if body.side and chain.limb.length == (1.0, 1.0):
            turn = wrap(angle(chain.c - chain.b) - angle(chain.b - chain.a))
            turn = turn if name.endswith("arm") else -turn
            if not BEND[0] <= turn <= BEND[1]:
                joint = "elbow" if name.endswith("arm") else "knee"
                found.append(f"the {joint} of the {name} bends {turn:.0f} degrees")
            toes = wrap(chain.end - angle(chain.c - chain.b))
            if name.endswith("leg") and not FOOT[0] <= toes <= FOOT[1]:
                found.append(f"the foot of the {name} is turned backwards")
    return found
