"""Follow-along clips: the whole dose, a ring that counts down, digits, soft sounds."""

import io

import av
import numpy as np
import pytest

from bot.core.dose import Dose, length
from bot.core.pose import FigurePlan, Limb, Pose
from bot.draw import clip, digits, loop, ring, sound
from bot.draw.encode import PITCH
from bot.draw.ring import CALM, CORNERS, SIZE, WARM, Badge, arc, corner, lay
from bot.draw.script import DONE, PAUSE, READY, Cue, cues, offered, spans

STANDING = Pose(foot=0.0, legs=Limb(angles=(-90.0, -90.0, 0.0)))
BENT = Pose(foot=0.0, lumbar=25.0, legs=Limb(angles=(-90.0, -90.0, 0.0)))
FIGURE = FigurePlan(view="side", frame=(-90, 90, -8, 190), poses=(STANDING, BENT))


@pytest.fixture
def short(monkeypatch):
    """Reels of a few pictures, and a clip of two pictures a second."""
    for name, count in (
        ("STEPS", 4),
        ("HOLD", 2),
        ("REST", 1),
        ("BREATH", 3),
        ("HELD", 2),
    ):
        monkeypatch.setattr(loop, name, count)
    monkeypatch.setattr(clip, "STEPS", 4)
    monkeypatch.setattr(clip, "RATE", 2)
    loop.reel.cache_clear()
    yield
    loop.reel.cache_clear()


def heard(data: bytes):
    with av.open(io.BytesIO(data)) as box:
        frames = [frame.to_ndarray()[0] for frame in box.decode(audio=0)]
    return np.concatenate(frames)


@pytest.mark.parametrize(
    "dose",
    [
        Dose(reps=4, hold=3),
        Dose(reps=3, hold=10),
        Dose(reps=5),
        Dose(seconds=45),
        Dose(sets=2, reps=4, hold=8),
    ],
    ids=lambda dose: dose.compact(),
)
def test_a_clip_lasts_as_long_as_the_dose(dose):
    script = spans(dose, endless=True)
    rests = sum(span.seconds for span in script if span.kind == "rest")
    assert sum(s.seconds for s in script) == READY + length(dose) + rests + DONE
    assert rests == PAUSE * (dose.sets - 1)
    assert [script[0].kind, script[-1].kind] == ["ready", "done"]


def test_every_repeat_goes_holds_and_comes_back():
    kinds = [span.kind for span in spans(Dose(reps=2, hold=5))]
    assert kinds == ["ready", "go", "hold", "back", "go", "hold", "back", "done"]
    kinds = [span.kind for span in spans(Dose(sets=2, reps=1))]
    assert kinds == ["ready", "go", "back", "rest", "go", "back", "done"]


def test_repeats_are_counted_anew_in_each_set():
    counted = [(s.at, s.rep) for s in spans(Dose(sets=2, reps=2, hold=2)) if s.kind == "hold"]
    assert counted == [(1, 1), (1, 2), (2, 1), (2, 2)]


@pytest.mark.parametrize("dose", [Dose(), Dose(seconds=301), Dose(sets=3, reps=10, hold=20)])
def test_nothing_and_too_much_are_not_offered(dose):
    assert not offered(dose)
    with pytest.raises(ValueError, match="cannot be made"):
        spans(dose)


def test_a_hold_has_a_sound_at_its_start_halfway_and_at_its_end():
    begin = READY + 2.5
    assert cues(spans(Dose(reps=1, hold=10))) == [
        Cue(0.0, "ready"),
        Cue(begin, "start"),
        Cue(begin + 5, "half"),
        Cue(begin + 10, "end"),
        Cue(begin + 12.5, "done"),
    ]


def test_a_short_hold_has_no_halfway_and_a_moving_repeat_turns_there():
    assert "half" not in [cue.name for cue in cues(spans(Dose(reps=2, hold=3)))]
    names = [cue.name for cue in cues(spans(Dose(sets=2, reps=1)))]
    assert names == ["ready", "start", "half", "end", "start", "half", "done"]


def test_going_on_for_a_time_has_a_start_a_half_and_an_end():
    found = cues(spans(Dose(seconds=60), endless=True))
    assert [(c.second, c.name) for c in found[1:]] == [
        (3, "start"),
        (33, "half"),
        (63, "done"),
    ]


def test_the_sounds_are_soft_and_fade_to_silence():
    for name in sound.NOTES:
        wave = sound.sound(name)
        assert 0.05 < float(np.abs(wave).max()) < 0.5
        assert float(np.abs(wave[-20:]).max()) < 0.001
        assert abs(float(wave[0])) < 0.001


def test_the_track_is_silent_between_its_sounds_and_ends_with_the_clip():
    wave = sound.track([Cue(0.5, "half"), Cue(2.9, "done"), Cue(9.0, "end")], 3.0)
    assert len(wave) == 3 * PITCH
    assert not wave[: PITCH // 2].any()
    assert wave[PITCH // 2 : PITCH].any()
    assert not wave[2 * PITCH : int(2.9 * PITCH)].any()


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_the_ring_covers_its_share_clockwise_from_the_top(share):
    whole = float(arc(1.0).sum())
    assert float(arc(share).sum()) == pytest.approx(share * whole, abs=0.02 * whole)
    if share == 0.25:
        assert float(arc(share)[: SIZE // 2, SIZE // 2 :].sum()) > 0.95 * share * whole


def test_a_badge_changes_only_its_own_corner():
    plain = np.full((720, 640), 90, np.uint8)
    shown = lay(plain, CORNERS[0], Badge("3", "/8"), 0.5, WARM)
    x, y = CORNERS[0]
    outside = shown[:480].copy()
    outside[y : y + SIZE, x : x + SIZE] = 90
    assert (outside == 90).all()
    assert (shown != 90).any()
    assert (plain == 90).all()


def test_the_ring_has_its_colour_and_the_paper_is_white():
    shown = lay(np.full((720, 640), 90, np.uint8), (12, 12), Badge("1"), 1.0, WARM)
    frame = av.VideoFrame.from_ndarray(shown, format="yuv420p")
    colours = frame.to_ndarray(format="rgb24").astype(int)
    middle = 12 + SIZE // 2
    assert list(colours[middle, middle + round(ring.RADIUS)]) == pytest.approx(WARM, abs=12)
    assert colours[middle - 34, middle].min() > 235


def test_digits_sets_and_long_numbers_make_different_badges():
    plain = np.full((720, 640), 90, np.uint8)
    shown = [
        lay(plain, (12, 12), badge, 0.0, CALM).tobytes()
        for badge in (
            *(Badge(d) for d in "0123456789✓"),
            Badge("1", "/8"),
            Badge("12", "/12", 1, 2),
            Badge("12", "/12", 2, 2),
            Badge("4:59"),
        )
    ]
    assert len(set(shown)) == len(shown)
    assert plain.tobytes() not in shown


def test_the_badge_stands_in_a_corner_that_the_person_leaves_free():
    assert corner([]) == CORNERS[0]
    crowded = [complex(x + SIZE / 2, y + SIZE / 2) for x, y in CORNERS[:3]]
    assert corner(crowded) == CORNERS[3]
    assert all(x % 2 == 0 and y % 2 == 0 for x, y in CORNERS)


def test_a_number_is_as_wide_as_its_digits():
    assert digits.width("11", 16) == 7 + 7 + digits.GAP
    assert digits.draw("10", 0j, 16, "#000000", 2).count("<path") == 2


@pytest.mark.usefixtures("short")
def test_a_clip_has_a_picture_for_every_moment_and_sound_to_its_end():
    dose = Dose(sets=2, reps=1, hold=5)
    data = clip.follow(FIGURE, "", 0, dose)
    seconds = sum(span.seconds for span in spans(dose))
    assert 0 < data.find(b"moov") < data.find(b"mdat")
    with av.open(io.BytesIO(data)) as box:
        shown, voice = box.streams.video[0], box.streams.audio[0]
        assert (shown.codec_context.name, voice.codec_context.name) == ("h264", "aac")
        assert shown.frames == seconds * 2
        assert float(shown.duration * shown.time_base) == pytest.approx(seconds)
        assert float(voice.duration * voice.time_base) == pytest.approx(seconds, abs=0.1)
    wave = heard(data)
    for cue in cues(spans(dose)):
        start = round((cue.second + 0.02) * PITCH)
        assert float(np.abs(wave[start : start + PITCH // 4]).max()) > 0.03
    quiet = round((READY - 0.5) * PITCH)
    assert float(np.abs(wave[quiet : quiet + PITCH // 4]).max()) < 0.02


@pytest.mark.usefixtures("short")
def test_the_hold_stays_at_the_end_of_the_movement_and_breathes():
    shown, held = loop.reel(FIGURE), loop.breath(FIGURE)
    script = spans(Dose(reps=1, hold=10))
    hold = next(span for span in script if span.kind == "hold")
    pictures = [clip._moment(shown, hold, k / 2, held) for k in range(20)]
    assert pictures[0] is shown.pictures[-1]
    assert pictures[10] is held[-1]
    assert pictures[19] is shown.pictures[-1]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("figure", ["breathing", "round"])
def test_a_movement_without_an_end_goes_on_through_the_whole_clip(figure):
    poses = (STANDING,) if figure == "breathing" else (STANDING, BENT)
    plan = FigurePlan(
        view="side",
        frame=FIGURE.frame,
        poses=poses,
        cycle=2.0 if figure == "round" else 0.0,
    )
    shown = loop.reel(plan)
    frames = list(clip._pictures(shown, spans(Dose(seconds=6), endless=True), 2))
    assert len(frames) == 2 * (READY + 6 + DONE)
    spot = slice(140, 340)  # between the badge's corners
    later = frames[1 if figure == "round" else 4]
    assert not np.array_equal(frames[0][spot], later[spot])


@pytest.mark.usefixtures("short")
def test_a_position_asked_for_in_seconds_is_reached_once_and_held():
    script = spans(Dose(seconds=8))
    assert [span.kind for span in script] == ["ready", "go", "hold", "back", "done"]
    assert [clip._badge(script[2], k, 12).text for k in (0, 12, 95)] == ["8", "7", "1"]
    frames = list(clip._pictures(loop.reel(FIGURE), script, 2))
    assert len(frames) == 2 * (READY + 5 + 8 + DONE)
    spot = slice(140, 340)  # between the badge's corners
    assert not np.array_equal(frames[0][spot], frames[16][spot])
    assert np.array_equal(frames[12][spot], frames[24][spot])


def test_the_badge_counts_repeats_and_seconds():
    ready, go, hold, *_ = spans(Dose(sets=2, reps=3, hold=5))
    assert [clip._badge(ready, k, 12).text for k in (0, 11, 12, 35)] == [
        "3",
        "3",
        "2",
        "1",
    ]
    assert clip._badge(go, 0, 12) == Badge("1", "/3", 1, 2)
    assert clip._badge(hold, 0, 12) == Badge("1", "/3", 1, 2)
    on = spans(Dose(seconds=90), endless=True)[1]
    assert [clip._badge(on, k, 12).text for k in (0, 12 * 30, 12 * 31)] == [
        "1:30",
        "1:00",
        "59",
    ]
    assert clip._badge(spans(Dose(seconds=90))[-1], 0, 12).text == "✓"
    rest = next(span for span in spans(Dose(sets=2, reps=1)) if span.kind == "rest")
    assert clip._badge(rest, 0, 12) == Badge(str(PAUSE), "", 1, 2)


def test_the_ring_counts_a_hold_down_and_a_movement_up():
    _, go, hold, back, *_, done = spans(Dose(reps=2, hold=5))
    assert clip._ring(go, 0.25) == (0.25, CALM)
    assert clip._ring(hold, 0.25) == (0.75, WARM)
    assert clip._ring(back, 0.25) == (0.75, CALM)
    assert clip._ring(done, 0.25) == (1.0, CALM)
