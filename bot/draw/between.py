"""The positions between the key poses of a stretch: numbers change, then every limb is solved."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from bot.core.pose import FigurePlan, Limb, Pose
from bot.core.values import replace
from bot.draw.figure_solve import Body, Chain, solve
from bot.draw.geometry import angle, wrap

LONG_WAY = 200.0  # a limb whose direction changes by more than this was written a full turn away
NUMBERS = tuple(f.name for f in fields(Pose) if f.type is float)
PLACES = ("hip", "knee", "foot")


def ease(t: float) -> float:
    """Slow, quick, slow: the share of the way after the share `t` of the time (quintic)."""
    return t * t * t * (t * (6 * t - 15) + 10)


def along(values: Sequence[float], t: float, *, cycle: bool = False) -> float:
    """The value at `t` (0 to 1) of a smooth line through equally spaced values.

    Between neighbours it never goes beyond them (Fritsch and Carlson's slopes), so that what two
    key poses keep still, such as a planted foot, stays still between them. With `cycle` the line
    returns to its first value; two values are joined by a straight line.
    """
    count = len(values)
    steps = [values[(i + 1) % count] - values[i] for i in range(count if cycle else count - 1)]
    if not steps:
        return values[0]
    place = min(max(t, 0.0), 1.0) * len(steps)
    i = min(int(place), len(steps) - 1)
    u, step = place - i, steps[i]
    m0 = _slope(steps, i - 1, i) if cycle or i else step
    m1 = _slope(steps, i, (i + 1) % len(steps)) if cycle or i + 1 < len(steps) else step
    rise = step * u * u * (3 - 2 * u)
    return values[i] + rise + m0 * u * (1 - u) ** 2 - m1 * u * u * (1 - u)


def _slope(steps: Sequence[float], before: int, after: int) -> float:
    a, b = steps[before], steps[after]
    return 2 * a * b / (a + b) if a * b > 0 else 0.0


@dataclass(frozen=True)
class Way:
    """The way of a figure from its first key pose to its last, or once round when it cycles.

    A figure of one pose breathes: its way leads from breathed out to breathed in.
    """

    figure: FigurePlan

    @property
    def cycle(self) -> bool:
        """Whether the way ends where it began."""
        return self.figure.cycle > 0 and len(self.figure.poses) > 1

    @property
    def breathes(self) -> bool:
        """Whether the only movement is that of the breath."""
        return len(self.figure.poses) == 1

    @cached_property
    def _keys(self) -> tuple[Pose, ...]:
        keys = self.figure.poses
        return (keys[0], replace(keys[0], breath=1.0)) if self.breathes else keys

    @cached_property
    def _bodies(self) -> tuple[Body, ...]:
        return tuple(solve(self.figure, pose) for pose in self._keys)

    @cached_property
    def _limbs(self) -> dict[str, list[Limb]]:
        """For each limb its key positions, written alike so that numbers can be blended."""
        shown = self._bodies[0].limbs
        return {name: _alike([b.limbs[name] for b in self._bodies], name, self._bodies)
                for name in shown}  # fmt: skip

    @cached_property
    def _placed(self) -> tuple[Pose, ...]:
        """The key poses, placed alike: by their hips where they stand on different things."""
        kinds = {(p.on, p.knee is None, p.foot is None) for p in self._keys}
        if len(kinds) == 1:
            return self._keys
        hips = [body.trunk.at(0) for body in self._bodies]
        return tuple(
            replace(pose, hip=(hip.real, hip.imag), on="", knee=None, foot=None)
            for pose, hip in zip(self._keys, hips, strict=True)
        )

    def pose(self, t: float) -> Pose:
        """The position at `t`, 0 to 1 along the way; the key poses themselves are met exactly."""
        first = self._placed[0]
        changed: dict[str, object] = {
            name: self._blend([getattr(pose, name) for pose in self._placed], t)
            for name in (*NUMBERS, *PLACES)
            if getattr(first, name) is not None
        }
        for name, limbs in self._limbs.items():
            changed[name.replace(" ", "_")] = self._limb(name, limbs, t)
        return replace(first, **changed)  # type: ignore[arg-type]  # the names are Pose's own

    def _blend(
        self, values: Sequence[float | tuple[float, ...]], t: float
    ) -> float | tuple[float, ...]:
        """A number, or a tuple of numbers, at `t`."""
        rows = [value if isinstance(value, tuple) else (value,) for value in values]
        found = tuple(along(each, t, cycle=self.cycle) for each in zip(*rows, strict=True))
        return found if isinstance(values[0], tuple) else found[0]

    def _limb(self, name: str, limbs: list[Limb], t: float) -> Limb:
        """A limb at `t`; what cannot be blended (a shape, what it holds) is the nearest key's."""
        spans = len(limbs) if self.cycle else len(limbs) - 1
        key = round(t * spans) % len(limbs)
        nearest = limbs[key]
        changed = {
            name: self._blend([getattr(limb, name) for limb in limbs], t)
            for name in ("angles", "to", "end", "length", "curl", "lift")
            if getattr(limbs[0], name) is not None
        }
        limb = replace(nearest, **changed)  # type: ignore[arg-type]  # the names are Limb's own
        if _at_us(self._bodies[key], name):
            return replace(limb, angles=limb.angles[:2], end=None)
        return limb


def _alike(chains: list[Chain], name: str, bodies: Sequence[Body]) -> list[Limb]:
    """The key positions of one limb in one manner of writing.

    Targets on the same thing stay targets and directions stay directions; where the manner
    changes, all become the directions that were solved, so the joints turn instead.
    """
    limbs = [chain.limb for chain in chains]
    if all(limb.kneel for limb in limbs):
        return limbs
    if all(limb.to is not None and not limb.kneel for limb in limbs):
        if len({(limb.of, limb.bend) for limb in limbs}) == 1:
            if all(limb.end is None for limb in limbs):
                return limbs
            return _unwound([replace(c.limb, end=_end(c)) for c in chains])
    elif all(limb.to is None and limb.angles and not limb.kneel for limb in limbs):
        if len({len(limb.angles) for limb in limbs}) > 1:
            limbs = [replace(c.limb, angles=(*c.limb.angles[:2], c.end)) for c in chains]
        return _near(limbs)
    return [_turned(chain, name, body) for chain, body in zip(chains, bodies, strict=True)]


def _end(chain: Chain) -> float:
    """The direction of a hand or foot as an author writes it."""
    return chain.end if chain.limb.end is None else chain.limb.end


def _unwound(limbs: list[Limb]) -> list[Limb]:
    """Hands and feet that turn the short way."""
    ends = [limbs[0].end or 0.0]
    for limb in limbs[1:]:
        ends.append(ends[-1] + wrap((limb.end or 0.0) - ends[-1]))
    return [replace(limb, end=end) for limb, end in zip(limbs, ends, strict=True)]


def _near(limbs: list[Limb]) -> list[Limb]:
    """Directions as written, less whole turns."""
    out = [limbs[0]]
    for limb in limbs[1:]:
        turned = []
        for was, now in zip(out[-1].angles, limb.angles, strict=True):
            while now - was > LONG_WAY:
                now -= 360  # noqa: PLW2901 - the same direction
            while was - now > LONG_WAY:
                now += 360  # noqa: PLW2901 - the same direction
            turned.append(now)
        out.append(replace(limb, angles=tuple(turned)))
    return out


def _turned(chain: Chain, name: str, body: Body) -> Limb:
    """A solved limb as directions: the root against the trunk, the next part against the first.

    An arm or leg swings forwards (or outwards) between hanging and raised, never through the
    back, so its direction is counted from a little behind straight down.
    """
    spine = body.trunk.dir(45 if name.endswith("arm") else 0)
    first = angle(chain.b - chain.a) - spine
    low = -100.0 if name.startswith("left") else -260.0
    first = spine + low + (first - low) % 360
    second = first + wrap(angle(chain.c - chain.b) - first)
    limb = replace(chain.limb, to=None, of="", end=None, kneel=False)
    return replace(limb, angles=(first, second, second + wrap(chain.end - second)))


def _at_us(body: Body, name: str) -> bool:
    """Whether a foot was written without a direction in a view where it then points at us."""
    limb = body.limbs[name].limb
    return not body.side and name.endswith("leg") and limb.end is None and len(limb.angles) < 3
