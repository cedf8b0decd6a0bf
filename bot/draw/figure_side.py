"""A person seen from the side."""

from bot.core.pose import Glow
from bot.draw import figure_head
from bot.draw.figure_limbs import THIGH_R, Parts, arm, leg, outline, towards_far
from bot.draw.figure_looks import Look
from bot.draw.figure_solve import THIGH, Body, Chain, limb_of
from bot.draw.geometry import Points, angle, curve, disc, profile, ray
from bot.draw.svg import Canvas, shade

FAR = 2.6 + 2.6j  # far limbs sit a little higher and ahead: depth without perspective
DIM = 0.2


def seat(body: Body, chain: Chain) -> Points:
    """The buttock: an arc round the hip from the back of the pelvis to the back of the thigh.

    One smooth line at any angle of the hip.
    """
    hip, down = chain.a, angle(chain.b - chain.a)
    start = body.trunk.dir(0) + 90
    stop = start - 120 + (down + 30 - start) % 360  # from 120 degrees before to 240 after
    fold = min(1.0, max(0.0, (stop - start) / 100))
    arc, count = [], max(1, round((stop - start) / 12))
    for i in range(count + 1):
        u = i / count
        swell = 12.4 + (10.3 - 12.4) * u + 0.9 * fold * 4 * u * (1 - u)
        arc.append(hip + ray(start + (stop - start) * u, swell))
    above = [body.trunk.at(h, -1) for h in (14, 9, 4)]
    below = [
        hip + ray(down, THIGH * t) + ray(down - 90, profile(THIGH_R, t)) for t in (0.16, 0.3, 0.45)
    ]
    if stop - start < 6:  # a straight or stretched hip: nothing to go round
        arc, below = [], below[1:]
    return [*curve(above + arc + below, 3), hip + ray(down, THIGH * 0.45), hip]


def lines(body: Body, glow: Glow) -> tuple[Points, float]:
    """The line of a glow and its half-width."""
    (a, u), (b, v) = glow.start, glow.end
    steps = [i / 12 for i in range(13)]
    spots = [body.spot(glow.part, (a + (b - a) * t, u + (v - u) * t)) for t in steps]
    return spots, glow.size


def limb_glow(canvas: Canvas, body: Body, glows: list[Glow], kind: str) -> None:
    """The glows that belong to arms or legs, each inside its own part."""
    for glow in glows:
        name, part = limb_of(glow.part), glow.part.split(" ", 1)[1]
        if name.endswith(kind):
            canvas.glow([lines(body, glow)], [outline(body.limbs[name], part)])


def draw(canvas: Canvas, body: Body, glows: tuple[Glow, ...], look: Look) -> None:
    """Far limbs first, then neck and shirt, pelvis and near leg as one, head, near arm."""
    shape, near_leg, near_arm = body.trunk, body.limbs["near leg"], body.limbs["near arm"]
    on_trunk = [lines(body, g) for g in glows if g.part == "trunk"]
    on_limbs = [g for g in glows if g.part != "trunk"]
    canvas.body(arm(towards_far(body.limbs["far arm"], FAR), look, dim=DIM))
    canvas.body(leg(towards_far(body.limbs["far leg"], FAR), look, dim=DIM))
    limb_glow(canvas, body, [g for g in on_limbs if g.part.startswith("far")], "leg")
    if near_arm.limb.behind:
        canvas.body(arm(near_arm, look))
    neck, shirt = shape.band(51.5, 65), shape.band(4, 54, hem=1.2)
    canvas.body([(neck, look.skin), (shirt, look.shirt)])
    pelvis, bottom = shape.band(2, 14.5, hem=-0.8), seat(body, near_leg)
    near: Parts = leg(near_leg, look)
    split = len(near) - 1
    canvas.body([*near[:split], (pelvis, look.trousers), (bottom, look.trousers), near[split]])
    figure_head.side(canvas, body, look)
    canvas.glow(
        on_trunk,
        [shape.band(-2, 63), bottom, pelvis, outline(near_leg, "thigh")],
    )
    limb_glow(canvas, body, [g for g in on_limbs if g.part.startswith("near")], "leg")
    figure_head.side_face(canvas, body, look)
    if not near_arm.limb.behind:
        canvas.body(arm(near_arm, look))
        canvas.fill([disc(near_arm.a, 4.7)], shade(look.shirt, 0.02))
    limb_glow(canvas, body, on_limbs, "arm")
