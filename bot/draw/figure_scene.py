"""Around the person: the card, the floor, the shadow, and the motion arrows."""

from bot.core.pose import Arrow, FigurePlan
from bot.draw.figure_solve import Body
from bot.draw.geometry import Points, angle, curve, oval, ray
from bot.draw.svg import HEIGHT, WIDTH, Canvas

CARD, DISC, FLOOR = "#dceae6", "#f1f8f4", "#bcd5cc"
ARROW, RIM = "#ee5230", "#ffffff"


def has_floor(plan: FigurePlan) -> bool:
    """Whether the view has a floor to stand on, and it is in the frame."""
    return plan.view in ("side", "front", "back") and plan.frame[2] < 0


def backdrop(canvas: Canvas, plan: FigurePlan) -> None:
    """A soft card with a light disc, and the floor."""
    canvas.items.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{CARD}"/>')
    canvas.items.append(
        f'<circle cx="{WIDTH / 2:.0f}" cy="{HEIGHT * 0.475:.0f}" r="{HEIGHT * 0.435:.0f}" '
        f'fill="{DISC}"/>',
    )
    if has_floor(plan):
        top = canvas.px(6j).imag
        canvas.items.append(
            f'<rect y="{top:.1f}" width="{WIDTH}" height="{HEIGHT}" fill="{FLOOR}"/>',
        )


def shadow(canvas: Canvas, body: Body) -> None:
    """A soft shadow under whatever is close to the floor."""
    spots = [body.trunk.at(h) for h in range(0, 60, 6)]
    spots += [p for chain in body.limbs.values() for p in (chain.b, chain.c)]
    low = [p.real for p in spots if p.imag < 22]
    if low:
        a, b = min(low) - 7, max(low) + 9
        canvas.soft(oval(complex((a + b) / 2, -1), (b - a) / 2, 2.8), "#26335a", 1.5, 0.3)


def arrow(canvas: Canvas, plan: Arrow) -> None:
    """A tapered shaft with a rounded head and a light rim; sizes in picture points."""
    unit = 1 / canvas.k
    path = curve([complex(*p) for p in plan.points])
    heads, shaft = [_head(path, unit)], _shorten(path, 13 * unit)
    if plan.both:
        heads.append(_head(path[::-1], unit))
        shaft = _shorten(shaft[::-1], 13 * unit)[::-1]
    for colour, wide in ((RIM, 14.0), (ARROW, 7.5)):
        canvas.line(shaft, colour, wide * unit)
        for head in heads:
            canvas.outline([head], colour, (11.0 if colour == RIM else 4.5) * unit)


def _shorten(path: Points, by: float) -> Points:
    """A path without its last `by` centimetres."""
    out = list(path)
    while len(out) > 2 and abs(out[-2] - path[-1]) < by:
        out.pop()
    last = out[-1] - path[-1]
    out[-1] = path[-1] + last / (abs(last) or 1) * by
    return out


def _head(path: Points, unit: float) -> Points:
    """The triangle at the end of a path."""
    tip = path[-1]
    back = next((p for p in reversed(path) if abs(p - tip) > 12 * unit), path[0])
    way = angle(tip - back)
    return [tip, tip + ray(way + 146, 21 * unit), tip + ray(way - 146, 21 * unit)]
