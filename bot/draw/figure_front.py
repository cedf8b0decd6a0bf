"""A person seen from the front, from behind, or lying on the back from above."""

from bot.core.pose import Glow
from bot.draw import figure_head
from bot.draw.figure_limbs import arm, leg
from bot.draw.figure_looks import Look
from bot.draw.figure_side import limb_glow, lines
from bot.draw.figure_solve import Body, Chain
from bot.draw.figure_trunk import SHOULDER_FRONT
from bot.draw.geometry import Points, angle, curve, oval, ray, rod, wrap
from bot.draw.svg import Canvas, edge, shade


def draw(canvas: Canvas, body: Body, glows: tuple[Glow, ...], look: Look) -> None:
    """Arms behind, neck and shirt, head, legs and pelvis, then the arms in front."""
    shape, back = body.trunk, body.view == "back"
    on_limbs = [g for g in glows if g.part != "trunk"]
    arms = [body.limbs[f"{n} arm"] for n in body.names]
    for sign, chain in zip((-1, 1), arms, strict=True):
        if chain.limb.behind:
            _arm(canvas, body, chain, sign, look)
    if not back:
        figure_head.front_behind(canvas, body, look)
    canvas.body([(shape.band(53, 65), look.skin)])
    canvas.fill([shape.band(46, 55.5, grow=-0.8)], look.skin)
    shirt = shape.band(4, 53.5, hem=-1.4 if back else -4.6)
    canvas.body([(shirt, look.shirt)])
    if back:
        _blades(canvas, body, look)
    on_trunk = [lines(body, g) for g in glows if g.part == "trunk"]
    canvas.glow(on_trunk, [shape.band(-9, 65)])
    if back:
        figure_head.back(canvas, body, look)
    else:
        chin = oval(shape.skull - ray(shape.head_dir), 8.4, 7.4, shape.head_dir)
        canvas.items.append(f'<g clip-path="url(#{canvas.clip([shape.band(53.5, 65)])})">')
        canvas.fill([chin], shade(look.skin, 0.16))
        canvas.items.append("</g>")
        figure_head.front(canvas, body, look)
    _legs(canvas, body, look)
    limb_glow(canvas, body, on_limbs, "leg")
    signed = sorted(zip((-1, 1), arms, strict=True), key=lambda pair: not pair[1].limb.over)
    for sign, chain in signed:
        if not chain.limb.behind:
            _arm(canvas, body, chain, sign, look)
    high = [lines(body, g) for g in glows if g.part == "trunk" and max(g.start[0], g.end[0]) > 38]
    canvas.glow(high, [s for sign, c in signed if not c.limb.behind for s in _cap(body, c, sign)])
    limb_glow(canvas, body, on_limbs, "arm")
    for sign, chain in signed:
        if chain.limb.over:
            canvas.body(arm(chain, look, mirror=_thumb(body, sign))[:-2])


def _thumb(body: Body, sign: int) -> bool:
    """Whether a hand must be mirrored to have its thumb on the right side."""
    return (sign < 0) != (body.view == "back")


def _arm(canvas: Canvas, body: Body, chain: Chain, sign: int, look: Look) -> None:
    """An arm, its shoulder cap melted into the shirt."""
    canvas.body(arm(chain, look, mirror=_thumb(body, sign)))
    canvas.fill(_cap(body, chain, sign)[:1], look.shirt)


def _cap(body: Body, chain: Chain, sign: int) -> list[Points]:
    """The shoulder, where shirt and sleeve are one, and the top of the sleeve."""
    inner = chain.a - ray(body.trunk.dir(SHOULDER_FRONT) - 90, sign * 3.0)
    return [rod(inner, chain.a, 4.5, 4.7), rod(chain.a, chain.a + (chain.b - chain.a) * 0.3, 4.8)]


def _legs(canvas: Canvas, body: Body, look: Look) -> None:
    """Both legs and the pelvis as one silhouette; a turned pelvis lays one leg over the other."""
    pose, shape = body.pose, body.trunk
    pelvis = shape.band(-9, 13)
    pair = [body.limbs[f"{n} leg"] for n in body.names]
    parts = [leg(chain, look, front=True) for chain in pair]
    behind = [i for i, chain in enumerate(pair) if chain.limb.behind]
    over = [i for i in range(2) if i not in behind]
    for i in behind:
        canvas.body(parts[i])
    bare = [p for i in over for p in parts[i] if p[1] == look.skin]
    cloth = [p for i in over for p in parts[i] if p[1] != look.skin]
    canvas.body([*bare, *cloth, (pelvis, look.trousers)])
    for i in over:  # a shin that is folded over its own thigh keeps a line of its own
        if abs(wrap(angle(pair[i].c - pair[i].b) - angle(pair[i].b - pair[i].a))) > 130:
            canvas.body(parts[i][:-1])
    crease = edge(look.trousers)
    lap = [c for c in pair if c.limb.length[0] < 0.6 and c.limb.length[1] > 0.5]
    for chain in lap:
        sign = 1 if chain is pair[1] else -1
        arc = [chain.b + complex(6 * ray(a).real, -1.6 + 6.2 * ray(a).imag)
               for a in range(200, 345, 12)]  # fmt: skip
        canvas.line(arc, crease, 0.7, 0.7)
        fold = [complex(6.6 * sign, 4.4), complex(1.5 * sign, 1.6), complex(-5.4 * sign, -3)]
        canvas.line(curve([chain.a + f for f in fold]), crease, 0.7, 0.7)
    hanging = all(abs(wrap(angle(c.b - c.a) - shape.dir(-5) - 180)) < 9 for c in pair)
    if not lap and not pose.hips_turn and hanging:
        top = shape.at(-6)
        canvas.line([top, top - ray(shape.dir(-5), 12)], crease, 0.7, 0.6)


def _blades(canvas: Canvas, body: Body, look: Look) -> None:
    """Shoulder blades and spine drawn on the shirt's back."""
    shape, squeeze = body.trunk, body.pose.squeeze
    inner = 8.6 - 4.0 * squeeze
    for sign in (-1, 1):
        spots = [
            (47.5, inner + 1.5), (45, inner), (39, inner + 0.3), (33.5, inner + 1.8),
            (33, inner + 3.4), (36, inner + 5.4), (40, inner + 7.2),
        ]  # fmt: skip
        line = [shape.at(h) + ray(shape.dir(h) - 90, sign * x) for h, x in spots]
        canvas.line(curve(line), edge(look.shirt), 0.85, 0.75)
    canvas.line([shape.at(h) for h in range(14, 50, 3)], shade(look.shirt, 0.3), 0.7, 0.6)
