"""Pictures of stretches: every one can be drawn, on both sides, without a broken body."""

import struct
import tomllib
from pathlib import Path

import msgspec
import pytest

from bot.core.pose import Arrow, FigurePlan, Glow, Limb, Pose, Prop
from bot.core.values import replace
from bot.draw import figure
from bot.draw.figure_solve import solve
from bot.draw.geometry import box, curl, cut, profile, reach

FOLDER = Path(__file__).parent.parent / "content" / "stretches"
FACTS = {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.toml"))}
SIDED = sorted(slug for slug, facts in FACTS.items() if facts.get("sides"))
STANDING = FigurePlan(
    view="side",
    frame=(-90, 90, -8, 180),
    poses=(Pose(foot=0.0, legs=Limb(angles=(-90.0, -90.0, 0.0))),),
)
FACING = FigurePlan(view="front", frame=(-90, 90, -8, 180), poses=(Pose(),))


def plan_of(slug: str) -> FigurePlan:
    return msgspec.convert(FACTS[slug]["figure"], FigurePlan, strict=True)


def posed(plan: FigurePlan, **changes) -> FigurePlan:
    return replace(plan, poses=(replace(plan.poses[0], **changes),))


def test_there_are_sixty_stretches_and_each_has_a_figure():
    assert len(FACTS) == 60
    assert not [slug for slug, facts in FACTS.items() if "figure" not in facts]


@pytest.mark.parametrize("slug", FACTS)
def test_no_pose_of_a_stretch_is_broken(slug):
    assert figure.problems(plan_of(slug)) == []


@pytest.mark.parametrize("slug", FACTS)
def test_every_stretch_draws_a_picture_of_four_to_three(slug):
    png = figure.still(plan_of(slug))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (960, 720)


@pytest.mark.parametrize("slug", SIDED)
def test_left_and_right_are_mirror_images(slug):
    plan = plan_of(slug)
    assert plan.shows in {"left", "right"}
    left, right = (figure.compose(plan, side) for side in ("left", "right"))
    assert {left.sign, right.sign} == {1, -1}
    assert left.svg() != right.svg()
    assert figure.compose(plan, plan.shows).svg() == figure.compose(plan).svg()


def test_both_sides_of_a_one_sided_stretch_become_different_pixels():
    plan = plan_of("knee-to-chest")
    assert figure.still(plan, "left") != figure.still(plan, "right")


def test_a_stretch_for_both_sides_at_once_shows_none():
    assert SIDED
    assert not [s for s in FACTS if s not in SIDED and plan_of(s).shows]


@pytest.mark.parametrize("slug", ["cat-cow", "seated-twist", "blade-squeeze", "knee-rolls"])
def test_the_same_picture_is_the_same_bytes(slug):
    assert figure.still(plan_of(slug), "left", 2) == figure.still(plan_of(slug), "left", 2)


@pytest.mark.parametrize("slug", ["neck-turn", "cat-cow", "blade-squeeze"])
def test_four_people_show_a_stretch(slug):
    plan = plan_of(slug)
    assert len({figure.compose(plan, look=look).svg() for look in range(4)}) == 4
    assert figure.compose(plan, look=4).svg() == figure.compose(plan, look=0).svg()


def test_no_words_stand_in_a_picture():
    assert all("<text" not in figure.compose(plan_of(slug)).svg() for slug in FACTS)


def test_a_plain_standing_person_has_no_problem():
    assert figure.problems(STANDING) == []
    assert figure.problems(FACING) == []


def test_a_pose_sunk_through_the_floor_is_found():
    assert any(
        "through the floor" in p for p in figure.problems(posed(STANDING, foot=None, hip=(0, 70)))
    )


@pytest.mark.parametrize(
    ("frame", "edge"),
    [
        ((90, 270, -8, 180), "left"),
        ((-270, -90, -8, 180), "right"),
        ((-90, 90, -8, 100), "upper"),
        ((-90, 90, 60, 180), "lower"),
    ],
)
def test_a_pose_that_leaves_the_picture_is_found_unless_it_is_cut_there(frame, edge):
    assert f"pose 1: it leaves the picture at its {edge} edge" in figure.problems(
        replace(STANDING, frame=frame)
    )
    if edge != "upper":
        allowed = figure.problems(replace(STANDING, frame=frame, cut=edge))
        assert not any(edge in problem for problem in allowed)


def test_a_knee_that_bends_backwards_is_found():
    leg = Limb(angles=(-110.0, -60.0, 10.0))
    assert any("knee" in p for p in figure.problems(posed(STANDING, near_leg=leg)))


def test_a_foot_that_points_backwards_is_found():
    leg = Limb(angles=(-90.0, -90.0, 180.0))
    assert any("backwards" in p for p in figure.problems(posed(STANDING, near_leg=leg)))


def test_a_target_out_of_reach_is_found():
    arm = Limb(to=(85.0, 160.0))
    assert "pose 1: the near arm cannot reach its target" in figure.problems(
        posed(STANDING, near_arm=arm)
    )


def test_an_elbow_that_bends_the_wrong_way_is_found():
    arm = Limb(angles=(-90.0, -150.0))
    assert any("elbow" in p for p in figure.problems(posed(STANDING, arms=arm)))


def test_a_hand_on_a_limb_of_another_view_is_found():
    arm = Limb(to=(0.5, 0.0), of="left thigh")
    assert any("not in this view" in p for p in figure.problems(posed(STANDING, arms=arm)))


def test_a_glow_or_towel_on_a_limb_of_another_view_is_found():
    glow = Glow("left thigh", (0.0, 0.0), (1.0, 0.0))
    towel = Prop("towel", between=("left arm", "right arm"))
    assert figure.problems(replace(STANDING, glow=(glow,)))
    assert figure.problems(replace(STANDING, props=(towel,)))


def test_a_figure_without_a_pose_is_found():
    assert figure.problems(replace(STANDING, poses=())) == ["there is no pose"]


def test_an_unknown_word_in_a_figure_is_refused():
    raw = {"view": "below", "frame": [0, 1, 0, 1], "poses": []}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(raw, FigurePlan, strict=True)


def test_a_planted_hand_stays_on_the_floor():
    body = solve(plan_of("cat-cow"), plan_of("cat-cow").poses[-1])
    assert body.limbs["near arm"].c == pytest.approx(24 + 2.9j, abs=0.1)


def test_an_arm_behind_the_trunk_is_drawn_before_it():
    behind = posed(STANDING, near_arm=Limb(angles=(-94.0, -86.0), behind=True))
    assert figure.problems(behind) == []
    assert figure.compose(behind).solid != figure.compose(STANDING).solid


def test_every_prop_and_arrow_can_be_drawn_in_every_view():
    kinds = ("mat", "mat-above", "chair", "wall", "desk", "doorway", "roller", "pillow")
    props = tuple(Prop(kind, x=30, to=(60, 20), turned=t) for kind in kinds for t in (True, False))
    arrows = (Arrow(((0, 10), (0, 11)), both=True), Arrow(((0, 0), (10, 10), (20, 40))))
    for view in ("side", "front", "back", "top"):
        plan = replace(STANDING, view=view, props=props, arrows=arrows, poses=(Pose(),))
        assert len(figure.compose(plan).items) > len(figure.compose(FACING).items)


def test_a_mirrored_entry_for_both_legs_and_arms_is_symmetrical():
    pose = Pose(legs=Limb(to=(20.0, 0.0), of="floor"), arms=Limb(to=(30.0, 120.0), bend=-1))
    body = solve(FACING, pose)
    for kind in ("arm", "leg"):
        left, right = body.limbs[f"left {kind}"], body.limbs[f"right {kind}"]
        assert left.b.real == pytest.approx(-right.b.real, abs=0.01)
        assert left.c.imag == pytest.approx(right.c.imag, abs=0.01)


def test_a_reaching_limb_ends_at_its_target_or_as_near_as_it_can():
    assert reach(0j, 30 + 0j, 20, 20, 1)[1] == pytest.approx(30)
    assert reach(0j, 30 + 0j, 20, 20, 1)[2]
    joint, end, reached = reach(0j, 90 + 0j, 20, 20, 1)
    assert (joint.imag, end.real, reached) == (
        pytest.approx(0, abs=1),
        pytest.approx(40, abs=0.1),
        False,
    )
    assert not reach(0j, 0j, 30, 20, 1)[2]


def test_geometry_keeps_what_it_must():
    assert profile([(0, 2.0), (1, 4.0)], -1) == 2.0
    assert profile([(0, 2.0), (1, 4.0)], 9) == 4.0
    square = box(0, 0, 2, 2)
    assert {p.real for p in cut(square, 1 + 0j, 1 + 0j)} == {1.0, 2.0}
    assert curl(square, 0, 0, 1) == square
    assert abs(curl([10 + 0j], 90, 0, 10)[0]) == pytest.approx(10 * 2**1.5 / 3.14159, abs=0.01)
