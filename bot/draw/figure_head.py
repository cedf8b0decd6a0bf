"""Heads from the side, the front and the back: skull, hair, and a calm face."""

from bot.draw.figure_looks import Look
from bot.draw.figure_solve import Body
from bot.draw.geometry import Points, curve, disc, oval, place, ray, smooth
from bot.draw.svg import Canvas, mix, shade

# Outlines in centimetres from the base of the skull, y along the head; side views face +x.
SIDE = smooth([
    -3.4 - 3.8j, -5.6 - 1j, -8.7 + 2.4j, -9.6 + 7j, -8.2 + 11.8j, -4.2 + 15.1j, 0.8 + 15.9j,
    5.6 + 14.4j, 8.6 + 11j, 9.5 + 7.6j, 9.3 + 5.3j, 10.1 + 3.4j, 11.8 + 1.1j, 11.3 + 0j,
    10 - 0.6j, 10.1 - 2.1j, 9.5 - 3j, 9.8 - 4.3j, 9.2 - 6.8j, 7.4 - 8.2j, 4.4 - 7.5j, 1 - 5.4j,
    -0.8 - 5j,
])  # fmt: skip
LINE_SIDE = [8.9 + 12.6j, 7.2 + 11.2j, 5 + 8.8j, 3.4 + 6j, 2.4 + 3.4j]
CAP_SIDE = {
    "bun": [0.8 + 4.6j, -1 + 5.2j, -2.5 + 3.4j, -2.8 + 0.6j, -4.4 - 1.7j, -6.6 - 1.7j,
            -9.4 + 1.6j, -10.7 + 6.6j, -9.6 + 12.3j, -5.3 + 16.4j, 0.7 + 17.4j, 5.9 + 16j],
    "short": [2 + 1.8j, 1 + 3.6j, -1 + 5j, -2.5 + 3.2j, -2.8 + 0.2j, -3.8 - 2.2j, -6 - 2.4j,
              -9.3 + 1j, -10.4 + 6.4j, -9.3 + 12.4j, -5.1 + 17j, 1.2 + 18.3j, 7 + 16.8j],
    "curls": [1.6 + 1.4j, 0 + 4.6j, -2.2 + 3.8j, -2.8 + 0.4j, -4.2 - 2.6j, -7.6 - 2.6j,
              -11.4 + 1.4j, -12.6 + 7.4j, -11 + 14.2j, -5.6 + 18.8j, 1.4 + 19.6j, 8 + 17.4j],
    "bob": [1.2 + 1.6j, 0.8 - 2.4j, -0.4 - 5.4j, -4 - 7j, -8.2 - 6.6j, -10.6 - 3j, -11.2 + 2j,
            -10.8 + 8j, -9.2 + 13j, -5 + 16.7j, 1 + 17.5j, 6 + 16.2j],
}  # fmt: skip
HALF_FACE = [-8.4j, 3.4 - 7.5j, 6.3 - 4.2j, 7.5 + 0.6j, 7.9 + 6.2j, 7 + 11.6j, 4.2 + 15j, 16j]
FACE = smooth(HALF_FACE + [-p.conjugate() for p in HALF_FACE[-2:0:-1]])
NAPE = smooth([8.4 + 10j, 8.9 + 5j, 8.3 - 0.4j, 6.4 - 3.4j, 5 - 1j, 4.4 + 3j, 4.8 + 8j])
HALF_BACK = [-3.8j, 4.3 - 3.3j, 7 - 0.6j, 8.6 + 5.2j, 8.3 + 11.6j, 5.2 + 16j, 17.4j]
BACK_HEAD = smooth(HALF_BACK + [-p.conjugate() for p in HALF_BACK[-2:0:-1]])


def _curls(spots: list[complex], r: float) -> list[Points]:
    """A cloud of round curls."""
    return [disc(s, r, 16) for s in spots]


def _behind_side(look: Look) -> list[Points]:
    """Hair behind or above the skull, seen from the side."""
    if look.style == "bun":
        return [disc(-6.2 + 17.4j, 4.6)]
    if look.style == "curls":
        return _curls(
            [-9.5 + 3j, -10.4 + 8.4j, -8.4 + 13.4j, -3.8 + 16.6j, 1.6 + 17.2j, 6 + 15j], 4
        )
    return []


def side(canvas: Canvas, body: Body, look: Look) -> None:
    """The skull with its outline; an inset patch of neck then swallows the line where they meet."""
    at, turn = body.trunk.skull, body.trunk.head_dir - 90
    if behind := _behind_side(look):
        canvas.body([(place(s, at, turn), look.hair) for s in behind])
    canvas.body([(place(SIDE, at, turn), look.skin)])
    canvas.fill([body.trunk.band(56.5, 64.5, grow=-0.6)], look.skin)
    jaw = curve([5.6 - 8.1j, 2.8 - 7.1j, 0.4 - 5.2j, -0.8 - 2.6j])
    canvas.line(place(jaw, at, turn), shade(look.skin, 0.3), 0.7, 0.75)


def side_face(canvas: Canvas, body: Body, look: Look) -> None:
    """Hair, ear and face, over any glow."""
    at, turn = body.trunk.skull, body.trunk.head_dir - 90

    def put(points: list[complex]) -> Points:
        """Points of the head in the picture."""
        return place(points, at, turn)

    canvas.fill([put(disc(6.3 - 1.8j, 1.9))], look.blush, opacity=0.4)
    cap = smooth([*LINE_SIDE, *CAP_SIDE[look.style]])
    canvas.fill([put(cap)], look.hair)
    ear = put(oval(-0.5 + 1.8j, 1.8, 2.7))
    if look.style != "bob":
        canvas.outline([ear], shade(look.skin, 0.3), 1.2)
        canvas.fill([ear], look.skin)
    dark = shade(look.skin, 0.66)
    canvas.line(put(curve([5.6 + 3.4j, 6.8 + 2.7j, 8.1 + 3.3j])), dark, 0.85)
    canvas.line(put(curve([5.4 + 6.4j, 7 + 7j, 8.6 + 6.3j])), shade(look.hair, 0.1), 0.9)
    canvas.line(put(curve([9.5 - 3.2j, 8.4 - 3.7j, 7.4 - 3.1j])), dark, 0.8)


def front(canvas: Canvas, body: Body, look: Look) -> None:
    """A face towards us, turned and lowered as the pose says."""
    at, tilt = body.trunk.skull, body.trunk.head_dir - 90
    turn, nod = ray(body.pose.turn), ray(body.pose.nod)
    sway, drop = 5.2 * turn.imag, 6.5 * nod.imag

    def put(points: list[complex]) -> Points:
        """Points of the head in the picture."""
        return place(points, at, tilt)

    def feature(points: list[complex]) -> Points:
        """Points of the face, which slide over the skull as it turns and nods."""
        return put([complex(p.real * turn.real + sway, p.imag - drop) for p in points])

    away = abs(turn.imag) > 0.2  # turned far enough to show one ear from the side
    ears = [] if away else [put(oval(complex(8 * s, 2.4), 2, 3)) for s in (-1, 1)]
    canvas.body([(shape, look.skin) for shape in [*ears, put(_jaw(sway))]])
    for s in (-1, 1):
        canvas.fill([feature(disc(4.6 * s - 1.4j, 1.8))], look.blush, opacity=0.4)
    canvas.fill([put(_fringe(sway, drop, look))], look.hair)
    if away:
        s = -1 if turn.imag > 0 else 1
        if look.style != "bob":
            canvas.fill([put([complex(p.real * s, p.imag) for p in NAPE])], look.hair)
        ear = put(oval(complex(5 * s, 2), 1.8, 2.7))
        canvas.outline([ear], shade(look.skin, 0.3), 1.2)
        canvas.fill([ear], look.skin)
    dark = shade(look.skin, 0.66)
    for s in (-1, 1):
        canvas.line(feature(curve([1.9 * s + 3.2j, 3.3 * s + 2.5j, 4.7 * s + 3.2j])), dark, 0.85)
        brow = feature(curve([1.7 * s + 6.2j, 3.4 * s + 6.8j, 5 * s + 6.2j]))
        canvas.line(brow, shade(look.hair, 0.1), 0.9)
    lean = 2.4 * turn.imag
    nose = [-0.4 + 1.6j, complex(0.7 + lean, -0.4), complex(-0.5 + lean / 2, -0.9)]
    canvas.line(feature(curve(nose)), shade(look.skin, 0.34), 0.75)
    canvas.line(feature(curve([-2.2 - 3.7j, -4.6j, 2.2 - 3.7j])), dark, 0.85)


def front_behind(canvas: Canvas, body: Body, look: Look) -> None:
    """Hair behind the neck and skull of a face that looks at us."""
    shapes: list[Points] = []
    if look.style == "bun":
        shapes = [disc(19j, 4.7)]
    elif look.style == "curls":
        shapes = _curls([9 * ray(a) + 9.2j for a in range(-10, 200, 30)], 3.8)
    elif look.style == "bob":
        half = [-6j, 5 - 6.4j, 9.4 - 4.4j, 10 + 3j, 8 + 12j, 16j]
        shapes = [smooth(half + [-p.conjugate() for p in half[-2:0:-1]])]
    at, tilt = body.trunk.skull, body.trunk.head_dir - 90
    if shapes:
        canvas.body([(place(s, at, tilt), look.hair) for s in shapes])


def _jaw(sway: float) -> Points:
    """The face's outline, its lower half gone along with a turn."""
    return [p + sway * 0.3 * max(0.0, min(1.0, (6 - p.imag) / 12)) for p in FACE]


def _fringe(sway: float, drop: float, look: Look) -> Points:
    """The hair above the forehead; its lower line slides with the face."""
    low = 1.2 if look.style in ("bun", "bob") else 3.2
    outer = [complex(7.5, low), 8.9 + 6.6j, 8.3 + 12.3j, 5.2 + 16.4j, 17.7j]
    rim = outer + [-p.conjugate() for p in outer[-2::-1]]
    line = [-6.9 + 5.8j, -6 + 9.2j, -2.2 + 11.4j, 2.6 + 12.2j, 6 + 9.4j, 6.9 + 5.8j]
    moved = [complex(max(-7.4, min(7.4, p.real + sway * 0.75)), p.imag - drop * 0.8) for p in line]
    return smooth(rim + moved)


def back(canvas: Canvas, body: Body, look: Look) -> None:
    """The back of a head."""
    at, tilt = body.trunk.skull, body.trunk.head_dir - 90
    ears = [place(oval(s * 8 + 2.2j, 2, 3), at, tilt) for s in (-1, 1)]
    canvas.body([(e, look.skin) for e in ears])
    hair = [BACK_HEAD]
    if look.style == "curls":
        hair += _curls([9 * ray(a) + 8.4j for a in range(-40, 230, 30)], 3.8)
    if look.style == "bob":
        half = [-6.8j, 4.6 - 6.5j, 8.6 - 4.4j, 9.9 + 1j, 9.3 + 8j, 6 + 14j, 16j]
        hair.append(smooth(half + [-p.conjugate() for p in half[-2:0:-1]]))
    canvas.body([(place(h, at, tilt), look.hair) for h in hair])
    if look.style == "bun":
        knot = place(disc(12.4j, 4.8), at, tilt)
        canvas.body([(knot, mix(look.hair, "#ffffff", 0.06))])
