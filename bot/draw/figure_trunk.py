"""The trunk from seat to skull: one smooth curve with a depth or width at every height."""

from dataclasses import dataclass
from itertools import pairwise

from bot.core.pose import Pose
from bot.draw.geometry import Points, Stations, profile, ray

# Proportions in centimetres of a person 172 cm tall, about 7.2 heads.
LOW, TOP = -9, 65  # the curve runs from below the hip joint (0) to the base of the skull
PELVIS, LUMBAR, THORACIC = 10.0, 27.0, 55.0  # heights where each part ends
SHOULDER_SIDE, SHOULDER_FRONT = 47.0, 44.0
SHOULDER_OUT, HIP_OUT = 15.6, 8.1

# The relaxed standing curve that is added to every side view.
EASY = {"lumbar": -6.0, "thoracic": 10.0, "neck": 14.0, "head": -18.0}

FRONT: Stations = [
    (-9, 6.5), (-4, 9.2), (0, 9.7), (6, 9.8), (13, 9.2), (20, 8.9), (28, 10.2), (37, 12.0),
    (43, 11.6), (49, 9.4), (53, 6.9), (57, 5.5), (61, 5.0), (66, 5.1),
]  # fmt: skip
BACK: Stations = [
    (-9, 8.5), (-4, 11.6), (0, 12.4), (5, 12.0), (12, 9.6), (19, 8.4), (27, 9.0), (36, 10.4),
    (43, 10.5), (49, 9.1), (53, 7.2), (57, 5.7), (61, 5.1), (66, 5.3),
]  # fmt: skip
WIDE: Stations = [
    (-9, 9.0), (-5, 14.5), (0, 17.0), (5, 16.6), (12, 14.2), (19, 12.9), (27, 14.0), (36, 16.0),
    (42, 16.6), (45.5, 16.2), (48.5, 13.6), (51, 10.2), (53, 7.7), (55, 6.2), (58, 5.3),
    (61, 5.0), (66, 5.1),
]  # fmt: skip


def _ease(x: float) -> float:
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


@dataclass(frozen=True, slots=True)
class Trunk:
    """The curve: points from LOW to TOP, one a centimetre; its direction, and its two half-widths.

    `fore` is the half-width to the right of the curve's direction: the front of the body in a side
    view, the picture's right in the others; `aft` the one to the left.
    """

    points: Points
    dirs: list[float]
    fore: list[float]
    aft: list[float]
    head_dir: float

    def at(self, height: float, u: float = 0.0) -> complex:
        """A place on the trunk: cm above the hip, u = -1 (back, left skin) to +1 (front, right)."""
        x = min(max(height - LOW, 0.0), len(self.points) - 1.001)
        i = int(x)
        f = x - i
        spot = self.points[i] * (1 - f) + self.points[i + 1] * f
        width = self.fore if u > 0 else self.aft
        w = width[i] * (1 - f) + width[i + 1] * f
        return spot + ray(self.dirs[i] - 90, u * w)

    def dir(self, height: float) -> float:
        """The direction of the spine at that height, degrees."""
        return self.dirs[round(min(max(height, LOW), TOP)) - LOW]

    @property
    def skull(self) -> complex:
        """Where the head sits on the neck."""
        return self.points[-1]

    def band(self, low: float, high: float, *, grow: float = 0.0, hem: float = 0.0) -> Points:
        """The outline of the trunk between two heights; `hem` bulges its upper end."""
        heights = [low]
        while heights[-1] + 2.5 < high:
            heights.append(heights[-1] + 2.0)
        heights.append(high)
        fore, aft = [], []
        for h in heights:
            side = ray(self.dir(h) - 90)
            fore.append(self.at(h, 1) + side * grow)
            aft.append(self.at(h, -1) - side * grow)
        cap: Points = []
        if hem:
            up = ray(self.dir(high))
            a, b = fore[-1], aft[-1]
            cap = [
                a + (b - a) * (i / 8) + up * hem * 4 * (i / 8) * (1 - i / 8) for i in range(1, 8)
            ]
        return fore + cap + aft[::-1]

    def moved(self, by: complex) -> "Trunk":
        """The same trunk elsewhere."""
        points = [p + by for p in self.points]
        return Trunk(points, self.dirs, self.fore, self.aft, self.head_dir)


def trunk(pose: Pose, *, side: bool) -> Trunk:
    """The trunk of a pose, its hip joint at 0; `side`: bends go forwards, else to the right."""
    keep = pose.relax if side else 0.0
    bends = {name: getattr(pose, name) + EASY[name] * keep for name in EASY}
    spans = (
        ("lumbar", PELVIS - 3, LUMBAR + 3),
        ("thoracic", LUMBAR - 3, THORACIC + 1),
        ("neck", THORACIC - 4, TOP),
    )
    heights = range(LOW, TOP + 1)
    dirs = [
        pose.pelvis - sum(bends[name] * _ease((h - a) / (b - a)) for name, a, b in spans)
        for h in heights
    ]
    points: Points = [0j]
    for a, b in pairwise(dirs):
        points.append(points[-1] + ray((a + b) / 2))
    points = [p - points[-LOW] for p in points]
    if side:
        fore = [profile(FRONT, h) for h in heights]
        aft = [profile(BACK, h) for h in heights]
    else:
        slim = 1 - abs(ray(pose.hips_turn).imag) * 0.25
        chest = 1 - (1 - abs(ray(pose.twist).real)) * 0.5
        fore = [
            profile(WIDE, h) * (slim + (1 - slim) * _ease((h - 8) / 20))
            * (1 + (chest - 1) * _ease((h - 20) / 14) * (1 - _ease((h - 50) / 4)))
            for h in heights
        ]  # fmt: skip
        aft = fore
    if pose.breath:
        front, rear = (1.0, 0.2) if side else (0.65, 0.65)  # from the front both sides widen
        full = [pose.breath * _swell(h) for h in heights]
        fore = [w + front * more for w, more in zip(fore, full, strict=True)]
        aft = [w + rear * more for w, more in zip(aft, full, strict=True)]
    return Trunk(points, dirs, fore, aft, dirs[-1] - bends["head"])


def _swell(height: int) -> float:
    """How far a full breath moves the skin at that height, in centimetres: belly most, ribs less.

    The belly wall of a calm adult rises by one to two centimetres; drawn as two, to be seen.
    """
    belly, ribs = _ease((height - 4) / 13), 1 - _ease((height - 24) / 24)
    return 2.2 * belly * ribs
