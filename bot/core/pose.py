"""What an author writes about the picture of a stretch: its view, props, glow, arrows, poses."""

from dataclasses import dataclass, field
from typing import Literal

Pair = tuple[float, float]
"""Two numbers: a place in centimetres, or an address on a body part."""

View = Literal["side", "front", "back", "top"]
"""From where the person is seen.

side: from their right, facing right; front, back: facing us, turned away; top: on the back, seen
from above.
"""

Part = Literal[
    "trunk",
    "near thigh",
    "far thigh",
    "near shin",
    "far shin",
    "near upper arm",
    "far upper arm",
    "near forearm",
    "far forearm",
    "left thigh",
    "right thigh",
    "left shin",
    "right shin",
    "left upper arm",
    "right upper arm",
    "left forearm",
    "right forearm",
]
"""A part of the body. Near and far belong to side views; left and right are the picture's."""

Against = Literal[
    "",
    "floor",
    "chair",
    "desk",
    "roller",
    "head",
    "trunk",
    "near thigh",
    "far thigh",
    "near shin",
    "far shin",
    "left thigh",
    "right thigh",
    "left shin",
    "right shin",
    "near forearm",
    "far forearm",
    "left forearm",
    "right forearm",
    "left upper arm",
    "right upper arm",
]
"""What a target is measured from (the empty word: the picture's own centimetres)."""


@dataclass(frozen=True, slots=True)
class Limb:
    """One arm or leg: either the directions of its parts, or a target for its hand or foot.

    angles: directions in degrees of upper arm, forearm, hand (thigh, shin, foot): 0 is the
    picture's right, 90 up, 180 left, -90 down. The third may be left out.
    to: where the wrist (the sole) goes. `of` says what it is measured from: nothing = centimetres
    in the picture; floor, chair, desk, roller = x and the height above it; head = from the base of
    the skull, along the head; trunk = (cm above the hip, -1 back to +1 front; in the other views
    -1 left to +1 right); a limb = (0 to 1 along it, cm to its left).
    bend: +1 or -1, to which side the elbow or knee goes, for targets.
    end: direction of the hand or foot, for targets; with `of` the head, as if it were upright.
    length: how much of the two parts is seen, 1 = all (less when they point at us).
    shape: of the hand. curl: bend of the hand in degrees.
    lift: moves the shoulder in centimetres along and across the trunk.
    behind: drawn behind the trunk. kneel: the shin lies on the floor.
    over: the forearm is drawn over the other arm, the upper arm under it (front and top views).
    """

    angles: tuple[float, ...] = ()
    to: Pair | None = None
    of: Against = ""
    bend: int = 1
    end: float | None = None
    length: Pair = (1.0, 1.0)
    shape: Literal["flat", "open", "grip"] = "flat"
    curl: float = 0.0
    lift: Pair = (0.0, 0.0)
    behind: bool = False
    over: bool = False
    kneel: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """One position of the body.

    hip: the hip joint in centimetres. on: the trunk is lowered until it rests on this.
    knee: the knee stands at this x on the floor, below a thigh of direction `thigh`.
    foot: the sole of the near leg stands at this x, its leg given by angles.
    pelvis: direction of the spine at the pelvis (90 upright, 0 face down, 180 on the back).
    lumbar, thoracic, neck, head: bends in degrees that add up: + forwards in a side view, + to the
    picture's right in the other views. relax: how much of the relaxed standing curve is kept.
    turn: the face turned towards the picture's right, nod: lowered (front and top views, degrees).
    twist: the chest, hips_turn: the pelvis turned about the spine (front and top views, degrees).
    squeeze: 0 to 1, shoulder blades together (back view).
    breath: 0 to 1, how full the lungs are: belly and ribs swell.
    """

    hip: Pair = (0.0, 93.0)
    on: Literal["", "floor", "chair", "roller"] = ""
    knee: float | None = None
    thigh: float = -90.0
    foot: float | None = None
    pelvis: float = 90.0
    lumbar: float = 0.0
    thoracic: float = 0.0
    neck: float = 0.0
    head: float = 0.0
    relax: float = 1.0
    turn: float = 0.0
    nod: float = 0.0
    twist: float = 0.0
    hips_turn: float = 0.0
    squeeze: float = 0.0
    breath: float = 0.0
    arms: Limb = field(default_factory=Limb)
    legs: Limb = field(default_factory=Limb)
    near_arm: Limb | None = None
    far_arm: Limb | None = None
    left_arm: Limb | None = None
    right_arm: Limb | None = None
    near_leg: Limb | None = None
    far_leg: Limb | None = None
    left_leg: Limb | None = None
    right_leg: Limb | None = None


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the picture, in centimetres.

    x, y: its place (the middle; a mat's left end, a pillow's lower left corner, a wall's surface).
    to: the other end (a pillow's width and height). height: of a seat, a desk or a roll.
    between: the limbs whose ends a towel joins, or that hold a bottle; x is then how far it hangs
    over. turned: faces the other way. front: drawn over the person.
    """

    kind: Literal[
        "mat",
        "mat-above",
        "chair",
        "wall",
        "desk",
        "doorway",
        "roller",
        "towel",
        "bottle",
        "pillow",
    ]
    x: float = 0.0
    y: float = 0.0
    to: Pair = (0.0, 0.0)
    height: float = 0.0
    between: tuple[str, ...] = ()
    turned: bool = False
    front: bool = False


@dataclass(frozen=True, slots=True)
class Glow:
    """Where it works: a soft light along a part of the body, from `start` to `end`.

    Both are addresses as in `Limb.to`: (cm above the hip, -1 to +1) on the trunk, (0 to 1, cm
    aside) on a limb. size: half its width in centimetres.
    """

    part: Part
    start: Pair
    end: Pair
    size: float = 6.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A motion arrow through points in centimetres; `both`: with a head at either end."""

    points: tuple[Pair, ...]
    both: bool = False


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """The picture of a stretch: the `[figure]` table.

    frame: left, right, bottom, top of what is seen, in centimetres; the floor is at 0.
    cut: the edge through which the person may leave the picture.
    shows: which side a one-sided stretch is drawn for; the other side is its mirror image. In a
    side view the near limb is the person's right one, so a mirror image is true to the body.
    poses: key poses in order; the still shows the last.
    cycle: seconds in which the poses go round (walking, rolling shoulders); 0: there and back.
    """

    view: View
    frame: tuple[float, float, float, float]
    poses: tuple[Pose, ...]
    props: tuple[Prop, ...] = ()
    glow: tuple[Glow, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    cut: Literal["", "lower", "left", "right"] = ""
    shows: Literal["", "left", "right"] = ""
    cycle: float = 0.0
