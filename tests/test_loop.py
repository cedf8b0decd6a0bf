"""Loops: the movement between key poses, and the little films that show it."""

import io
import tomllib
from itertools import pairwise
from pathlib import Path

import av
import msgspec
import numpy as np
import pytest

from bot.core.pose import FigurePlan, Limb, Pose
from bot.core.values import replace
from bot.draw import encode, loop
from bot.draw.between import Way, along, ease
from bot.draw.figure import compose
from bot.draw.figure_solve import solve
from bot.draw.geometry import wrap

FOLDER = Path(__file__).parent.parent / "content" / "stretches"
PLANS = {
    p.stem: msgspec.convert(tomllib.loads(p.read_text("utf-8"))["figure"], FigurePlan, strict=True)
    for p in sorted(FOLDER.glob("*.toml"))
}
STANDING = Pose(foot=0.0, legs=Limb(angles=(-90.0, -90.0, 0.0)))
SIDE = FigurePlan(view="side", frame=(-90, 90, -8, 190), poses=(STANDING,))
FACING = FigurePlan(view="front", frame=(-90, 90, -8, 190), poses=(Pose(),))


def through(*poses: Pose, figure: FigurePlan = SIDE, **changes) -> FigurePlan:
    return replace(figure, poses=poses, **changes)


def bodies(figure: FigurePlan, steps: int = 20):
    way = Way(figure)
    return [solve(figure, way.pose(k / steps)) for k in range(steps + 1)]


def decoded(data: bytes):
    with av.open(io.BytesIO(data)) as box:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in box.decode(video=0)]


@pytest.fixture
def short(monkeypatch):
    """Loops of a few pictures, so that the tests are quick."""
    for name, count in (("STEPS", 4), ("HOLD", 2), ("REST", 1), ("BREATH", 3), ("HELD", 2)):
        monkeypatch.setattr(loop, name, count)
    loop.reel.cache_clear()
    yield
    loop.reel.cache_clear()


@pytest.mark.parametrize("slug", PLANS)
def test_nothing_is_broken_between_the_key_poses(slug):
    assert loop.rough(PLANS[slug], 10) == []


@pytest.mark.parametrize("slug", PLANS)
def test_the_way_meets_every_key_pose(slug):
    figure = PLANS[slug]
    way, count = Way(figure), len(figure.poses)
    spans = count if way.cycle else max(1, count - 1)
    for k, pose in enumerate(figure.poses):
        shown = compose(replace(figure, poses=(way.pose(k / spans),)))
        meant = compose(replace(figure, poses=(pose,)))
        ends = zip(shown.solid, meant.solid, strict=True)
        assert max(abs(p - q) for a, b in ends for p, q in zip(a, b, strict=True)) < 0.7


@pytest.mark.parametrize("slug", PLANS)
def test_no_part_jumps_between_two_pictures(slug):
    figure = PLANS[slug]
    way = Way(figure)
    times = [t for t, _ in loop.moments(figure)] + ([1.0] if way.cycle else [])
    seen = [solve(figure, way.pose(t)) for t in times]
    for before, after in pairwise(seen):
        for name, chain in before.limbs.items():
            now = after.limbs[name]
            # 2.5 s for the longest sweep, an arm of 55 cm through half a circle, at its quickest
            assert abs(now.c - chain.c) < 14, name
            assert abs(now.b - chain.b) < 9, name


def test_the_eased_way_starts_and_ends_slowly():
    steps = [ease((k + 1) / 30) - ease(k / 30) for k in range(30)]
    assert ease(0) == 0
    assert ease(1) == 1
    assert min(steps) > 0
    assert steps[0] < 0.001
    assert steps[15] > 0.06
    assert steps == pytest.approx(steps[::-1])


def test_a_smooth_line_meets_its_values_and_never_goes_beyond_neighbours():
    values = [0.0, 10.0, 10.0, 4.0]
    line = [along(values, k / 60) for k in range(61)]
    assert [line[0], line[20], line[40], line[60]] == pytest.approx(values)
    assert line[20:41] == pytest.approx([10.0] * 21)
    assert min(line) == 0
    assert max(line) == pytest.approx(10)


def test_a_line_that_rises_twice_does_not_stop_on_the_way():
    assert along([0.0, 1.0, 2.0], 0.25) == pytest.approx(0.5)


def test_a_line_that_goes_round_returns_to_its_start():
    assert along([1.0, 3.0], 1.0, cycle=True) == pytest.approx(1.0)
    assert along([1.0, 3.0], 0.5, cycle=True) == pytest.approx(3.0)
    assert along([7.0], 0.4) == 7


def test_planted_hands_and_knees_stay_planted():
    found = bodies(PLANS["cat-cow"])
    for name in ("near arm", "far arm"):
        wrists = [body.limbs[name].c for body in found]
        assert max(abs(w - wrists[0]) for w in wrists) < 0.1
    knees = [body.limbs["near leg"].b for body in found]
    assert max(abs(k - knees[0]) for k in knees) < 0.1


def test_a_planted_foot_stays_while_the_leg_bends():
    bent = Pose(foot=0.0, legs=Limb(angles=(-60.0, -110.0, 0.0)))
    feet = [body.limbs["near leg"].c for body in bodies(through(STANDING, bent))]
    assert max(abs(foot - feet[0]) for foot in feet) < 1e-6


def test_a_hand_that_lets_go_swings_through_the_front():
    down = replace(STANDING, arms=Limb(angles=(-94.0, -86.0)))
    up = replace(STANDING, arms=Limb(to=(12.0, 205.0)))
    elbows = [body.limbs["near arm"].b.real for body in bodies(through(down, up))]
    assert max(elbows) > 25
    assert min(elbows) > -8


def test_arms_seen_from_the_front_swing_outwards_on_both_sides():
    up = Limb(to=(18.0, 195.0))
    high = Pose(right_arm=up, left_arm=replace(up, to=(-18.0, 195.0), bend=-1))
    found = bodies(through(Pose(arms=Limb(angles=(-83.0, -87.0))), high, figure=FACING))
    assert max(body.limbs["right arm"].b.real for body in found) > 40
    assert min(body.limbs["left arm"].b.real for body in found) < -40


def test_a_direction_written_a_full_turn_away_does_not_spin():
    one = Pose(left_arm=Limb(angles=(-97.0, -93.0)), right_arm=Limb(angles=(-83.0, -87.0)))
    two = Pose(left_arm=Limb(angles=(250.0, 260.0)), right_arm=Limb(angles=(-430.0, -440.0)))
    found = bodies(through(one, two, figure=FACING))
    assert all(abs(body.limbs["left arm"].b - found[0].limbs["left arm"].b) < 9 for body in found)
    assert all(abs(body.limbs["right arm"].b - found[0].limbs["right arm"].b) < 9 for body in found)


def test_a_hand_turns_the_short_way():
    one = replace(STANDING, arms=Limb(to=(30.0, 130.0), end=170.0))
    two = replace(STANDING, arms=Limb(to=(30.0, 130.0), end=-170.0))
    ends = [body.limbs["near arm"].end for body in bodies(through(one, two))]
    assert all(abs(wrap(end - 180)) <= 10.001 for end in ends)


def test_hands_with_and_without_a_direction_of_their_own_meet():
    one = replace(STANDING, arms=Limb(to=(30.0, 130.0)))
    two = replace(STANDING, arms=Limb(to=(30.0, 130.0), end=90.0))
    found = [body.limbs["near arm"].end for body in bodies(through(one, two))]
    assert found[0] == pytest.approx(solve(SIDE, one).limbs["near arm"].end)
    assert found[-1] == pytest.approx(90)


def test_directions_with_and_without_a_foot_are_blended():
    one = Pose(foot=0.0, legs=Limb(angles=(-90.0, -90.0)))
    two = Pose(foot=0.0, legs=Limb(angles=(-60.0, -110.0, -5.0)))
    ends = [body.limbs["near leg"].end for body in bodies(through(one, two))]
    assert ends[0] == pytest.approx(0)
    assert ends[-1] == pytest.approx(-5)


def test_a_foot_that_points_at_us_stays_so_when_the_manner_of_writing_changes():
    target = Pose(legs=Limb(to=(12.0, 0.0), of="floor", bend=-1))
    plain = Pose(legs=Limb(angles=(-80.0, -95.0)))
    way = Way(through(plain, target, figure=FACING))
    leg = way.pose(0.5).right_leg
    assert leg is not None
    assert leg.to is None
    assert len(leg.angles) == 2


def test_a_hand_that_moves_from_one_thing_to_another_is_led_by_its_joints():
    low = Pose(hip=(0.0, 60.0), legs=Limb(angles=(0.0, -90.0)), arms=Limb(to=(35.0, 75.0)))
    lap = replace(low, arms=Limb(to=(0.6, 8.0), of="near thigh"))
    found = [body.limbs["near arm"] for body in bodies(through(low, lap))]
    assert found[0].c == pytest.approx(35 + 75j)
    assert all(chain.limb.to is None for chain in found)
    assert max(abs(a.c - b.c) for a, b in pairwise(found)) < 4


def test_poses_that_stand_on_different_things_are_joined_by_their_hips():
    seated = Pose(hip=(0.0, 0.0), on="chair", legs=Limb(to=(42.0, 0.0), of="floor"))
    found = bodies(through(seated, STANDING), 10)
    heights = [body.trunk.at(0).imag for body in found]
    assert heights == sorted(heights)
    assert heights[0] == pytest.approx(56.2)


def test_walking_goes_round_without_an_end():
    left = replace(STANDING, near_leg=Limb(angles=(-70.0, -90.0, 0.0)), foot=None)
    right = replace(STANDING, far_leg=Limb(angles=(-70.0, -90.0, 0.0)), foot=None)
    figure = through(left, STANDING, right, cycle=2.0)
    way = Way(figure)
    assert way.cycle
    assert len(loop.moments(figure)) == 24
    near = [solve(figure, way.pose(t)).limbs["near leg"].b for t in (0.0, 1.0)]
    assert abs(near[0] - near[1]) < 1e-6


def test_a_figure_of_one_pose_breathes():
    way = Way(SIDE)
    assert way.breathes
    assert way.pose(0.0).breath == 0
    assert way.pose(1.0).breath == 1
    belly = [solve(SIDE, way.pose(t)).trunk.at(20, 1).real for t in (0.0, 0.5, 1.0)]
    assert 1.5 < belly[2] - belly[0] < 3
    assert belly == sorted(belly)


def test_the_ribs_widen_to_both_sides_seen_from_the_front():
    way = Way(FACING)
    empty, full = (solve(FACING, way.pose(t)).trunk for t in (0.0, 1.0))
    assert full.at(25, 1).real - empty.at(25, 1).real > 0.8
    assert full.at(25, -1).real - empty.at(25, -1).real < -0.8


def test_a_limb_that_cuts_through_the_floor_on_its_way_is_found():
    bent = replace(STANDING, foot=None, hip=(0, 40), legs=Limb(angles=(0.0, -90.0, 0.0)))
    back = replace(STANDING, foot=None, hip=(0, 40), legs=Limb(angles=(-170.0, -200.0, -80.0)))
    found = loop.rough(through(bent, back))
    assert any("through the floor" in fault and "% of the way" in fault for fault in found)


def test_each_fault_of_the_way_is_told_once():
    tall = replace(SIDE, frame=(-90, 90, -8, 120))
    found = loop.rough(tall)
    assert [fault for fault in found if "upper edge" in fault] == [
        "at 0 % of the way: it leaves the picture at its upper edge"
    ]


@pytest.mark.usefixtures("short")
def test_a_loop_is_a_small_silent_film_that_starts_before_it_is_loaded():
    data = loop.loop(PLANS["cat-cow"])
    assert 0 < data.find(b"moov") < data.find(b"mdat")
    with av.open(io.BytesIO(data)) as box:
        assert [stream.type for stream in box.streams] == ["video"]
        shown = box.streams.video[0]
        assert (shown.codec_context.name, shown.codec_context.pix_fmt) == (
            "h264",
            "yuv420p",
        )
        assert (shown.width, shown.height) == (640, 480)
        assert shown.average_rate == loop.RATE
        assert shown.frames == 4 + 2 + 4 + 1


@pytest.mark.usefixtures("short")
def test_a_loop_has_no_seam_and_goes_back_as_it_came():
    frames = decoded(loop.loop(PLANS["neck-turn"]))
    apart = [float(np.abs(a - b).mean()) for a, b in pairwise(frames)]
    assert float(np.abs(frames[-1] - frames[0]).mean()) < 0.5
    assert max(apart) > 0.5
    assert float(np.abs(frames[1] - frames[-2]).mean()) < 0.8


@pytest.mark.usefixtures("short")
def test_the_glow_grows_with_the_stretch():
    first, last = (light for _, light in (loop.moments(SIDE)[0], loop.moments(SIDE)[-1]))
    assert 0 < first < last == 1
    figure = through(STANDING, replace(STANDING, lumbar=10.0))
    assert next(light for _, light in loop.moments(figure)) == pytest.approx(loop.DARK)
    dim, lit = (compose(PLANS["cat-cow"], light=light).svg() for light in (0.1, 1.0))
    assert dim != lit


@pytest.mark.usefixtures("short")
def test_the_same_loop_is_the_same_bytes_and_mirrors_for_the_other_side():
    left, again, right = (
        loop.loop(PLANS["knee-to-chest"], s) for s in ("left", "left", "right")
    )  # fmt: skip
    assert left == again
    assert left != right
    a, b = decoded(left)[5], decoded(right)[5]
    assert float(np.abs(a - b[:, ::-1]).mean()) < 3 < float(np.abs(a - b).mean())


@pytest.mark.usefixtures("short")
def test_a_film_has_the_colours_of_the_still():
    canvas = compose(PLANS["neck-turn"])
    shown = encode.film([encode.picture(canvas.png(1.0))] * 2, 12)
    card = decoded(shown)[0][5, 5]
    assert list(card) == pytest.approx([0xDC, 0xEA, 0xE6], abs=4)


@pytest.mark.usefixtures("short")
def test_a_breath_goes_in_quicker_than_out_and_a_round_goes_round():
    breathing = loop.reel(FACING)
    assert loop.order(breathing) == [0, 0, 1, 1, 2, 2, 3, 3, 3, 2, 2, 2, 1, 1, 1]
    assert loop.order(loop.Reel(breathing.pictures, cycle=True)) == [0, 1, 2, 3]


@pytest.mark.usefixtures("short")
def test_somebody_who_holds_breathes():
    figure = through(STANDING, replace(STANDING, lumbar=10.0))
    end = loop.reel(figure).pictures[-1]
    stirs, full = loop.breath(figure)
    off = [float(np.abs(np.subtract(shown, end, dtype=float)).mean()) for shown in (stirs, full)]
    assert 0 < off[0] < off[1]


@pytest.mark.usefixtures("short")
def test_a_reel_is_drawn_once_for_its_loop_and_its_clip():
    assert loop.reel(SIDE, "left", 3) is loop.reel(SIDE, "left", 3)
    assert loop.reel(SIDE, "left", 3) is not loop.reel(SIDE, "left", 2)


def test_a_full_loop_stays_below_its_size():
    canvas = [
        compose(PLANS["cat-cow"]),
        compose(replace(PLANS["cat-cow"], poses=(STANDING,))),
    ]
    pair = [encode.picture(c.png(1.0)) for c in canvas]
    # far harder than any loop: the whole person changes place twelve times
    assert len(encode.film([pair[k % 2] for k in range(12)], 12)) < 150_000


def test_what_is_not_a_picture_is_refused():
    with pytest.raises(ValueError, match="not a PNG"):
        encode.picture(b"nothing")
