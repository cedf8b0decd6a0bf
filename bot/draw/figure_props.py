"""Things a stretch needs: mat, chair, wall, desk, doorway, roller, towel, bottle, pillow."""

from collections.abc import Callable

from bot.core.pose import FigurePlan, Prop
from bot.draw.figure_scene import CARD
from bot.draw.figure_solve import Body, surfaces
from bot.draw.geometry import Points, box, disc, place, ray, rod, smooth
from bot.draw.svg import Canvas, edge, mix, shade

WOOD, DARK = "#c98f5a", "#a06b3c"
MAT, MAT_EDGE = "#f2c879", "#d6a54a"
ROLL, CLOTH, TOWEL, WATER = "#5c7fc9", "#f4f1ea", "#6fa3d6", "#8fc7e8"


def _framed(canvas: Canvas, shapes: list[Points], colour: str, line: str = "") -> None:
    """Shapes in a colour with a darker outline."""
    canvas.outline(shapes, line or edge(colour), 1.2)
    canvas.fill(shapes, colour)


def _mat(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A mat on the floor, a little from above."""
    del plan, body
    a, b = prop.x, prop.to[0]
    top = [complex(a + 5, 5.2), complex(b + 5, 5.2), complex(b - 3, -5), complex(a - 3, -5)]
    canvas.outline([[p - 1.8j for p in top]], MAT_EDGE, 2)
    canvas.outline([top], MAT, 2)


def _mat_above(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A mat from above, from (x, y) to `to`."""
    del plan, body
    canvas.fill([box(prop.x, prop.y - 1.6, prop.to[0], prop.to[1] - 1.6, 4)], MAT_EDGE)
    canvas.fill([box(prop.x, prop.y, prop.to[0], prop.to[1], 4)], MAT)


def _chair(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A wooden chair; from the side its back is on the left unless it is turned."""
    del body
    seat = surfaces(plan)["chair"]
    if plan.view in ("front", "back"):
        _chair_front(canvas, prop, seat)
        return
    way = -1 if prop.turned else 1

    def at(dx: float, y: float) -> complex:
        """A place on the chair."""
        return complex(prop.x + way * dx, y)

    for shift, colour in ((2.6 + 2.6j, shade(DARK, 0.2)), (0j, DARK)):
        legs = [
            rod(at(-20, seat - 2) + shift, at(-23, 1) + shift, 2, 1.7),
            rod(at(19, seat - 2) + shift, at(21, 1) + shift, 2, 1.7),
            rod(at(-20, seat - 2) + shift, at(-26, seat + 44) + shift, 2.1, 1.9),
        ]
        canvas.fill(legs, colour)
    _framed(canvas, [rod(at(-23.4, seat + 27), at(-25.4, seat + 42), 2.9)], WOOD, DARK)
    _framed(canvas, [box(prop.x - 24, seat - 4.5, prop.x + 24, seat, 2)], WOOD, DARK)


def _chair_front(canvas: Canvas, prop: Prop, seat: float) -> None:
    """A chair from the front."""
    x = prop.x
    for s in (-1, 1):
        rear = rod(complex(x + s * 15, seat - 3), complex(x + s * 15.5, 6), 1.7)
        canvas.fill([rear], shade(DARK, 0.22))
        post = rod(complex(x + s * 17.5, seat + 2), complex(x + s * 18.5, seat + 44), 1.9)
        canvas.fill([post], DARK)
        canvas.fill([rod(complex(x + s * 20, seat - 2), complex(x + s * 21.5, 1), 2.1, 1.8)], DARK)
    _framed(canvas, [box(x - 21, seat + 28, x + 21, seat + 46, 6)], WOOD, DARK)
    _framed(canvas, [box(x - 26, seat - 5, x + 26, seat + 1.5, 3)], WOOD, DARK)


def _wall(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A wall: from the side a slab from x on; from the front the whole background with skirting."""
    del body
    colour, far = mix(CARD, "#2b5d55", 0.2), plan.frame[1] + 60
    if plan.view == "side":
        x = prop.x
        end = -far - 200 if prop.turned else far
        canvas.fill([box(min(x, end), 0 - 3, max(x, end), 260)], colour)
        canvas.line([complex(x, -3), complex(x, 260)], edge(colour), 0.9, 0.7)
        return
    x0, x1, y0, y1 = plan.frame
    for u, v in ((0.03, 0.8), (0.1, 0.73), (0.8, 0.3), (0.87, 0.23), (0.9, 0.9), (0.06, 0.2)):
        x, y = x0 - 16 + (x1 - x0 + 32) * u, y0 + (y1 - y0) * v
        canvas.fill([box(x, y, x + 12, y + 6, 1.2)], mix(CARD, "#2b5d55", 0.13))


def _desk(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A desk from x to `to`, its top at `height`."""
    del body
    top, (a, b) = surfaces(plan)["desk"], (prop.x, prop.to[0])
    for x in (a + 6, b - 6):
        canvas.fill([box(x - 1.8 + 2.6, 3, x + 1.8 + 2.6, top - 2)], shade(DARK, 0.2))
        canvas.fill([box(x - 2, 0, x + 2, top - 2)], DARK)
    _framed(canvas, [box(a, top - 4.5, b, top, 1.6)], WOOD, DARK)


def _doorway(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A door frame: its opening from x to `to`, seen from the front."""
    del body
    a, b, high = prop.x, prop.to[0], 205.0
    low = min(0.0, plan.frame[2] - 20)
    wall = mix(CARD, "#2b5d55", 0.16)
    for x0, x1 in ((a - 300, a - 9), (b + 9, b + 300)):
        canvas.fill([box(x0, low, x1, high + 60)], wall)
    _framed(canvas, [box(a - 9, low, a, high), box(b, low, b + 9, high)], WOOD, DARK)


def _roller(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A foam roller, end on."""
    del plan, body
    r = (prop.height or 15) / 2
    at = complex(prop.x, prop.y + r)
    canvas.fill([disc(at + 2.4 + 2.4j, r)], shade(ROLL, 0.3))
    _framed(canvas, [disc(at, r)], ROLL)
    canvas.fill([disc(at, r * 0.62)], mix(ROLL, "#ffffff", 0.3))
    canvas.fill([disc(at, r * 0.38)], shade(ROLL, 0.4))


def _towel(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A towel between two hands or feet, or a rolled one (with a height) end on."""
    if prop.height:
        r = prop.height / 2
        at = complex(prop.x, prop.y + r)
        canvas.fill([disc(at + 2 + 2j, r)], shade(TOWEL, 0.3))
        _framed(canvas, [disc(at, r)], TOWEL)
        canvas.line(_spiral(at, r * 0.8), shade(TOWEL, 0.35), 0.6)
        return
    del plan
    spots = []
    for name in prop.between:
        chain = body.limbs[name]
        sole = ray(chain.end - 90, 6) if name.endswith("leg") else 0
        spots.append(chain.c + ray(chain.end, 5) + sole)
    way = (spots[1] - spots[0]) / (abs(spots[1] - spots[0]) or 1)
    ends = (spots[0] - way * prop.x, spots[1] + way * prop.x)
    _framed(canvas, [rod(*ends, 1.8)], TOWEL)


def _spiral(at: complex, r: float) -> Points:
    return [at + ray(a * 24, r * (1 - a / 36)) for a in range(34)]


def _bottle(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A small bottle in each named hand, upright in the fist."""
    del plan
    for name in prop.between:
        chain = body.limbs[name]
        at = chain.c + ray(chain.end, 5)
        shape = smooth([-7 - 3.2j, 3 - 3.2j, 7 - 1.4j, 9 - 1.2j, 9 + 1.2j, 7 + 1.4j, 3 + 3.2j,
                        -7 + 3.2j])  # fmt: skip
        _framed(canvas, [place(shape, at, 90)], WATER)
        canvas.fill([place(box(8.4, -1.7, 10.6, 1.7), at, 90)], ROLL)


def _pillow(canvas: Canvas, plan: FigurePlan, prop: Prop, body: Body) -> None:
    """A pillow from (x, y), `to` wide and high, dented a little."""
    del plan, body
    x, y = prop.x, prop.y
    w, h = prop.to
    shape = smooth([
        complex(x, y), complex(x + w * 0.5, y + h * 0.04), complex(x + w, y),
        complex(x + w * 0.98, y + h * 0.5), complex(x + w, y + h),
        complex(x + w * 0.5, y + h * 0.94), complex(x, y + h), complex(x + w * 0.02, y + h * 0.5),
    ])  # fmt: skip
    _framed(canvas, [shape], CLOTH)


DRAW: dict[str, Callable[[Canvas, FigurePlan, Prop, Body], None]] = {
    "mat": _mat,
    "mat-above": _mat_above,
    "chair": _chair,
    "wall": _wall,
    "desk": _desk,
    "doorway": _doorway,
    "roller": _roller,
    "towel": _towel,
    "bottle": _bottle,
    "pillow": _pillow,
}


def draw(canvas: Canvas, plan: FigurePlan, body: Body, *, front: bool) -> None:
    """The props behind the person, or those in front."""
    for prop in plan.props:
        if prop.front == front:
            DRAW[prop.kind](canvas, plan, prop, body)


def held(plan: FigurePlan) -> list[str]:
    """The arms whose hands hold a prop that is drawn over the person."""
    return [n for p in plan.props if p.front for n in p.between if n.endswith("arm")]
