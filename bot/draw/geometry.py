"""Plane geometry with complex numbers: x to the right, y up, centimetres and degrees."""

import cmath
import math
from collections.abc import Sequence

Points = list[complex]
Stations = Sequence[tuple[float, float]]


def ray(degrees: float, length: float = 1.0) -> complex:
    """The vector of that direction (0 right, 90 up) and length."""
    return cmath.rect(length, math.radians(degrees))


def angle(vector: complex) -> float:
    """The direction of a vector in degrees, -180 to 180."""
    return math.degrees(cmath.phase(vector))


def wrap(degrees: float) -> float:
    """The same direction between -180 and 180 degrees."""
    return (degrees + 180) % 360 - 180


def place(shape: Sequence[complex], at: complex, degrees: float, *, flip: bool = False) -> Points:
    """A shape drawn along +x, turned to `degrees` and moved to `at`; `flip` mirrors it first."""
    turn = ray(degrees)
    return [at + turn * (p.conjugate() if flip else p) for p in shape]


def _between(p: Sequence[complex], steps: int) -> Points:
    """A Catmull-Rom span between the second and third of four points, without its end."""
    a, b, c, d = p
    out = []
    for i in range(steps):
        t = i / steps
        out.append(
            b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d))),
        )
    return out


def smooth(points: Sequence[complex], steps: int = 4) -> Points:
    """A closed smooth outline through the points."""
    n = len(points)
    out: Points = []
    for i in range(n):
        out += _between([points[(i + k) % n] for k in (-1, 0, 1, 2)], steps)
    return out


def curve(points: Sequence[complex], steps: int = 8) -> Points:
    """An open smooth line through the points."""
    ends = [2 * points[0] - points[1], *points, 2 * points[-1] - points[-2]]
    out: Points = []
    for i in range(len(points) - 1):
        out += _between(ends[i : i + 4], steps)
    return [*out, points[-1]]


def profile(stations: Stations, t: float) -> float:
    """The width at `t` of a smooth profile through (t, width) stations, flat beyond its ends."""
    if t <= stations[0][0]:
        return stations[0][1]
    if t >= stations[-1][0]:
        return stations[-1][1]
    i = max(k for k, (x, _) in enumerate(stations) if x <= t)
    (x0, y0), (x1, y1) = stations[i], stations[i + 1]
    before, after = stations[max(i - 1, 0)], stations[min(i + 2, len(stations) - 1)]
    h = x1 - x0
    m0 = (y1 - before[1]) / (x1 - before[0]) * h
    m1 = (after[1] - y0) / (after[0] - x0) * h
    u = (t - x0) / h
    return (
        (1 + 2 * u) * (1 - u) ** 2 * y0
        + u * (1 - u) ** 2 * m0
        + u * u * (3 - 2 * u) * y1
        + u * u * (u - 1) * m1
    )


def oval(centre: complex, rx: float, ry: float, degrees: float = 0.0, n: int = 28) -> Points:
    """An ellipse, its first axis along `degrees`."""
    turn = ray(degrees)
    steps = [2 * math.pi * i / n for i in range(n)]
    return [centre + turn * complex(rx * math.cos(a), ry * math.sin(a)) for a in steps]


def disc(centre: complex, r: float, n: int = 28) -> Points:
    """A circle."""
    return oval(centre, r, r, 0.0, n)


def box(x0: float, y0: float, x1: float, y1: float, r: float = 0.0) -> Points:
    """A rectangle with rounded corners of radius `r`."""
    r = min(r, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    if not r:
        return [complex(x0, y0), complex(x1, y0), complex(x1, y1), complex(x0, y1)]
    corners = (
        (x1 - r, y1 - r, 0),
        (x0 + r, y1 - r, 90),
        (x0 + r, y0 + r, 180),
        (x1 - r, y0 + r, 270),
    )
    return [complex(cx, cy) + ray(a0 + a, r) for cx, cy, a0 in corners for a in (0, 30, 60, 90)]


def bone(p: complex, q: complex, left: Stations, right: Stations, *, n: int = 12) -> Points:
    """A limb from p to q: its half-width to the left and to the right along it, round ends."""
    along = (q - p) / (abs(q - p) or 1.0)
    side = along * 1j
    steps = [i / (n - 1) for i in range(n)]
    top = [p + (q - p) * t + side * profile(left, t) for t in steps]
    low = [p + (q - p) * t - side * profile(right, t) for t in reversed(steps)]

    def cap(at: complex, a: float, b: float, out: complex) -> Points:
        """Half an ellipse from width a on one side to width b on the other, bulging to `out`."""
        end = []
        for k in range(1, 9):
            u = math.pi * k / 9
            w = a + (b - a) * (1 - math.cos(u)) / 2
            end.append(at + out * w * (math.cos(u) * 1j + math.sin(u)))
        return end

    far = cap(q, profile(left, 1), profile(right, 1), along)
    near = cap(p, profile(right, 0), profile(left, 0), -along)
    return [*top, *far, *low, *near]


def rod(p: complex, q: complex, r0: float, r1: float | None = None) -> Points:
    """A straight bar with round ends, of radius r0 at p and r1 at q."""
    r1 = r0 if r1 is None else r1
    return bone(p, q, [(0, r0), (1, r1)], [(0, r0), (1, r1)], n=2)


def reach(
    start: complex, target: complex, first: float, second: float, bend: int
) -> tuple[complex, complex, bool]:
    """Joint and end of two bones that reach for a target, and whether they get there.

    bend +1: the second bone turns to the left of the first. A target out of reach is approached.
    """
    way = target - start
    far, near = (first + second) * 0.9995, abs(first - second) + 0.001
    d = min(max(abs(way), near), far)
    reached = near - 0.5 <= abs(way) <= first + second + 0.5
    base = angle(way) if way else -90.0
    cosine = (first * first + d * d - second * second) / (2 * first * d)
    inner = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    joint = start + ray(base - bend * inner, first)
    return joint, start + ray(base, d), reached


def curl(shape: Sequence[complex], degrees: float, begin: float, length: float) -> Points:
    """A shape drawn along +x bent into an arc from x = begin on, to the left for + degrees."""
    if not degrees:
        return list(shape)
    k = math.radians(degrees) / length
    out = []
    for p in shape:
        u = p.real - begin
        if u <= 0:
            out.append(p)
            continue
        centre = complex(begin, 1 / k)
        out.append(centre + (p.imag - 1 / k) * 1j * cmath.exp(1j * k * u))
    return out


def cut(shape: Sequence[complex], at: complex, keep: complex) -> Points:
    """The part of an outline on the `keep` side of a line through `at` that is square to `keep`."""
    unit = keep / (abs(keep) or 1.0)
    depth = [((p - at) * unit.conjugate()).real for p in shape]
    out: Points = []
    for i, p in enumerate(shape):
        q, d, e = shape[i - 1], depth[i], depth[i - 1]
        if (d >= 0) != (e >= 0):
            out.append(q + (p - q) * (e / (e - d)))
        if d >= 0:
            out.append(p)
    return out
