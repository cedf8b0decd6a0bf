"""From a pose to joints: where the trunk rests and how arms and legs reach what they hold."""

from dataclasses import dataclass

from bot.core.pose import FigurePlan, Limb, Pose, View
from bot.core.values import replace
from bot.draw.figure_trunk import (
    HIP_OUT,
    SHOULDER_FRONT,
    SHOULDER_OUT,
    SHOULDER_SIDE,
    Trunk,
    trunk,
)
from bot.draw.geometry import angle, ray, reach, wrap

THIGH, SHIN, UPPER, FORE = 42.0, 40.5, 29.0, 25.5
EASY_ARM = {
    "left": (-97.0, -93.0),
    "right": (-83.0, -87.0),
    "near": (-94.0, -86.0),
    "far": (-94.0, -86.0),
}  # an arm that hangs
ANKLE, PALM, SEAT, KNEE = 7.0, 2.9, 10.2, 6.0  # heights above what they rest on


@dataclass(frozen=True, slots=True)
class Chain:
    """A solved limb: shoulder, elbow, wrist (hip, knee, ankle); the direction of hand or foot."""

    a: complex
    b: complex
    c: complex
    end: float
    limb: Limb
    reached: bool = True

    def at(self, part: str, t: float, aside: float) -> complex:
        """A place on its first ("thigh", "upper arm") or second part: 0 to 1 along, cm aside."""
        p, q = (self.a, self.b) if part in ("thigh", "upper arm") else (self.b, self.c)
        return p + (q - p) * t + ray(angle(q - p) + 90, aside)


def limb_of(part: str) -> str:
    """The limb that a part belongs to: "near arm" for "near forearm"."""
    which, name = part.split(" ", 1)
    return f"{which} leg" if name in ("thigh", "shin") else f"{which} arm"


@dataclass(frozen=True, slots=True)
class Body:
    """A solved pose: the trunk and four limbs by name ("near arm", "left leg", ...)."""

    pose: Pose
    view: View
    trunk: Trunk
    limbs: dict[str, Chain]

    @property
    def side(self) -> bool:
        """Whether it is drawn from the side."""
        return self.view == "side"

    @property
    def names(self) -> tuple[str, str]:
        """The two sides of the body in the order in which they are drawn."""
        return ("far", "near") if self.side else ("left", "right")

    def spot(self, part: str, where: tuple[float, float]) -> complex:
        """A place on a part of the body by its address, see `Limb.to`."""
        if part == "trunk":
            return self.trunk.at(*where)
        if part == "head":
            return self.trunk.skull + complex(*where) * ray(self.trunk.head_dir - 90)
        return self.limbs[limb_of(part)].at(part.split(" ", 1)[1], *where)


def surfaces(plan: FigurePlan) -> dict[str, float]:
    """The height of everything that can carry a person, in centimetres."""
    found = {"floor": 0.0, "chair": 46.0, "desk": 74.0, "roller": 15.0}
    found |= {p.kind: p.height for p in plan.props if p.height and p.kind in found}
    return found


def solve(plan: FigurePlan, pose: Pose) -> Body:
    """Solve a pose.

    Order: trunk at its place, legs, arms; a limb that holds another comes after it.
    """
    heights = surfaces(plan)
    side = plan.view == "side"
    shape = trunk(pose, side=side)
    shape = shape.moved(_hip(pose, shape, heights))
    body = Body(pose, plan.view, shape, {})
    for kind in ("leg", "arm"):
        todo = [(f"{n} {kind}", _limb(pose, n, kind)) for n in body.names]
        todo.sort(key=lambda job: job[1].of.startswith(("near ", "far ", "left ", "right ")))
        for name, limb in todo:
            body.limbs[name] = (
                _leg(body, name, limb, heights)
                if kind == "leg"
                else _arm(body, name, limb, heights)
            )
    return body


def _limb(pose: Pose, which: str, kind: str) -> Limb:
    """The limb as written: its own entry, or the one for both."""
    own: Limb | None = getattr(pose, f"{which}_{kind}")
    if own is not None:
        return own
    both: Limb = getattr(pose, f"{kind}s")
    if which == "left" and both.angles:  # one entry for both: the other side is its mirror image
        return replace(both, angles=tuple(180 - a for a in both.angles))
    if which == "left" and both.to is not None:
        return replace(both, to=(-both.to[0], both.to[1]), bend=-both.bend)
    return both


def _hip(pose: Pose, shape: Trunk, heights: dict[str, float]) -> complex:
    """Where the hip joint goes."""
    x, y = pose.hip
    if pose.knee is not None:
        return complex(pose.knee, heights["floor"] + KNEE) - ray(pose.thigh, THIGH)
    if pose.foot is not None:
        first, second = _limb(pose, "near", "leg").angles[:2]
        return complex(pose.foot, ANKLE) - ray(first, THIGH) - ray(second, SHIN)
    if pose.on == "chair":
        return complex(x, heights["chair"] + SEAT)
    if pose.on:
        low = min(shape.at(h, u).imag for h in range(-4, 55) for u in (-1, 1))
        return complex(x, heights[pose.on] - low)
    return complex(x, y)


def _target(body: Body, limb: Limb, heights: dict[str, float], contact: float) -> complex:
    """Where a limb's `to` is; on a surface the joint stays `contact` centimetres above it."""
    where = limb.to or (0.0, 0.0)
    if limb.of in heights:
        return complex(where[0], heights[limb.of] + contact + where[1])
    if limb.of:
        return body.spot(limb.of, where)
    return complex(*where)


def _leg(body: Body, name: str, limb: Limb, heights: dict[str, float]) -> Chain:
    """A leg from its hip joint."""
    pose, shape = body.pose, body.trunk
    hip = shape.at(0)
    if not body.side:
        out = HIP_OUT * (1 if name.startswith("right") else -1) * ray(pose.hips_turn).real
        hip += ray(pose.pelvis - 90, out)
    thigh, shin = THIGH * limb.length[0], SHIN * limb.length[1]
    if limb.kneel:
        knee = hip + ray(pose.thigh, thigh)
        drop = min(1.0, max(-1.0, (knee.imag - 4.3) / shin))
        ankle = knee + complex(-shin * (1 - drop * drop) ** 0.5, -shin * drop)
        return Chain(hip, knee, ankle, 198.0, limb)
    if limb.to is not None:
        goal = _target(body, limb, heights, ANKLE)
        knee, ankle, ok = reach(hip, goal, thigh, shin, -limb.bend)
        return Chain(hip, knee, ankle, 0.0 if limb.end is None else limb.end, limb, ok)
    angles = limb.angles or (-90.0, -90.0)
    knee = hip + ray(angles[0], thigh)
    ankle = knee + ray(angles[1], shin)
    end = angles[2] if len(angles) > 2 else angles[1] + 90
    return Chain(hip, knee, ankle, end, limb)


def _arm(body: Body, name: str, limb: Limb, heights: dict[str, float]) -> Chain:
    """An arm from its shoulder; a raised arm takes the shoulder blade, so the shoulder, along."""
    shape, sign = body.trunk, 1 if name.startswith("right") else -1
    if body.side:
        up = ray(shape.dir(SHOULDER_SIDE))
        out = up * -1j
        start = shape.at(SHOULDER_SIDE) - 0.8 * out
        from_deg, span, gain, inward = 95.0, 75.0, 4.0, 1.0
    else:
        up = ray(shape.dir(SHOULDER_FRONT))
        out = up * -1j * sign
        wide = SHOULDER_OUT * ray(body.pose.twist).real
        start = shape.at(SHOULDER_FRONT) + out * wide
        from_deg, span, gain, inward = 50.0, 110.0, 5.0, -2.2
    start += up * limb.lift[0] + out * limb.lift[1]
    found = _swing(body, name, limb, start, heights)
    raised = abs(wrap(angle(found.b - found.a) - angle(-up)))
    k = min(1.0, max(0.0, (raised - from_deg) / span))
    if k:
        found = _swing(body, name, limb, start + up * gain * k + out * inward * k, heights)
    return found


def _swing(body: Body, name: str, limb: Limb, start: complex, heights: dict[str, float]) -> Chain:
    """An arm from a given shoulder."""
    upper, fore = UPPER * limb.length[0], FORE * limb.length[1]
    if limb.to is not None:
        contact = PALM if limb.of in heights else 0.0
        goal = _target(body, limb, heights, contact)
        elbow, wrist, ok = reach(start, goal, upper, fore, limb.bend)
        level = 0.0 if limb.of in heights else angle(wrist - elbow)
        end = level if limb.end is None else limb.end
        if limb.of == "head" and limb.end is not None:
            end += body.trunk.head_dir - 90
        return Chain(start, elbow, wrist, end, limb, ok)
    easy = EASY_ARM[name.removesuffix(" arm")]
    angles = limb.angles or easy
    elbow = start + ray(angles[0], upper)
    wrist = elbow + ray(angles[1], fore)
    return Chain(start, elbow, wrist, angles[2] if len(angles) > 2 else angles[1], limb)
