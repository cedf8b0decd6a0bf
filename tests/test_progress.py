"""Growing and stepping back: every row of FACTS D5, the strikes of D4, and the properties."""

from itertools import pairwise

import msgspec
import pytest
from diaries import (
    BOOK,
    DAY,
    NEW,
    SINCE,
    at,
    diary,
    done,
    good_session,
    levels,
    pain,
    rows_of,
    step,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.book import Grow
from bot.core.course import growth, ladder, progress, strikes
from bot.core.course.course import Grown, Ladder, Progress, Verdict, Way
from bot.core.course.diary import Diary
from bot.core.course.ladder import dose, held, moved, read, rungs
from bot.core.course.progress import finished, flared, hurt, rated, returned
from bot.core.course.standing import standings
from bot.core.course.today import Today, allows, lightened, opened, stuck, today
from bot.core.course.today import dose as dose_today
from bot.core.dose import Dose, length
from bot.core.talk.journal import Past
from bot.core.values import replace

TILT = BOOK.stretches["pelvic-tilt"]
OLD = SINCE - 1000 * DAY


GOALS = {"cat-cow": 4, "seated-cat-cow": 5, "chin-tuck": 7}  # stretches that cannot grow further
BESIDE = Progress({slug: Ladder(steps=n, last=at(-1)) for slug, n in GOALS.items()})
SEVERAL = ("pelvic-tilt", *GOALS)


def lived(days, level=2, stretches=SEVERAL, morning=None, start=BESIDE):
    """The progress after a good session on each of these days, opened as a session opens it."""
    now, rows = start, []
    for number, day in enumerate(days):
        rows.append(pain(day, level if morning is None else morning[number], 7.5))
        now, _ = opened(now, diary(*rows, now=at(day, 7.6)), BOOK)
        before = rows[-1].level
        now, more = good_session(now, day, stretches=stretches, before=before, after=before)
        rows += more
    return now, rows


def steps(progress_, slug="pelvic-tilt"):
    return progress_.ladders[slug].steps


# FACTS D5, row by row ---------------------------------------------------------------------------


def test_d5_step_up_after_two_good_sessions_in_a_row_and_three_days():
    assert [steps(lived(range(n))[0]) for n in (1, 2, 3, 4, 5, 6, 7, 8)] == [
        0,
        0,
        0,
        1,
        1,
        1,
        2,
        2,
    ]
    now, _ = lived(range(4))
    assert now.ladders["pelvic-tilt"].why == "progress.two_good"
    assert dose(TILT, 1) == Dose(reps=6, hold=5)


def test_d5_one_good_session_is_not_enough():
    now, rows = lived([0])
    told = diary(*rows, *levels(2, 2, 2, 2, last=4), now=at(4))
    later = growth.settled(now, told, BOOK)
    assert later.ladders["pelvic-tilt"].good == 1
    assert growth.waits("pelvic-tilt", later, told, BOOK) == "hold.good"


MIXED = [
    ("no_effort_told", {}, "", "done"),
    ("felt_worse", {"feeling": "worse"}, "easy", "done"),
    ("4_before", {"before": 4, "after": 3}, "easy", "done"),
    ("no_reading_before", {"before": None}, "easy", "done"),
    ("flare_routine", {"kind": "flare"}, "easy", "done"),
    ("skipped", {}, "easy", "skipped"),
    ("a_pull", {}, "right", "pull"),
]


@pytest.mark.parametrize(("row", "session", "effort", "outcome"), MIXED)
def test_d5_good_session_is_nothing_less(row, session, effort, outcome):
    one = step(0, outcome=outcome)
    now = finished(NEW, done(0, **session), (one,), effort, BOOK)
    now = growth.settled(now, diary(pain(1, 2), now=at(1, 9)), BOOK)
    assert now.ladders.get("pelvic-tilt", Ladder()).good == 0, row


@pytest.mark.parametrize("effort", ["easy", "right"])
def test_d5_good_session_with_an_effort_that_was_easy_or_just_right(effort):
    now = finished(NEW, done(0), (step(0),), effort, BOOK)
    now = growth.settled(now, diary(pain(1, 3), now=at(1, 9)), BOOK)
    assert now.ladders["pelvic-tilt"].good == 1


def test_the_calm_routine_of_a_flare_changes_no_dose_whatever_is_read_after_it():
    start = Progress({"pelvic-tilt": Ladder(steps=4)})
    now = finished(start, done(0, kind="flare", before=6, after=6), (step(0),), "hard", BOOK)
    assert now == Progress({"pelvic-tilt": Ladder(steps=4, last=at(0))})


def test_d5_good_session_needs_both_sides_and_the_whole_dose():
    left = step(0, "knee-rolls", side="left")
    right = step(0, "knee-rolls", side="right")
    small = replace(right, dose="2x5s")
    cases = (((left,), 0), ((left, left), 0), ((left, small), 0), ((left, right), 1))
    for rows, good in cases:
        now = finished(NEW, done(0), rows, "easy", BOOK)
        now = growth.settled(now, diary(pain(1, 2), now=at(1, 9)), BOOK)
        assert now.ladders["knee-rolls"].good == good


def test_d5_good_session_without_a_morning_counts_neither_way():
    now, rows = lived([0])
    early = growth.settled(now, diary(*rows, now=at(1, 9)), BOOK)
    assert early.pending == now.pending
    late = growth.settled(now, diary(*rows, pain(3, 2), now=at(3, 9)), BOOK)
    assert late.pending == ()
    assert late.ladders["pelvic-tilt"].good == 0


def test_d5_hold_on_one_good_and_one_mixed_session():
    now, _ = lived([0, 1])
    assert now.ladders["pelvic-tilt"].good == 1
    now = finished(now, done(1, 20, feeling="worse"), (step(1, hour=20),), "easy", BOOK)
    assert now.ladders["pelvic-tilt"].good == 0
    assert steps(now) == 0


def test_d5_a_days_sessions_are_one():
    now, _ = good_session(NEW, 0, 8)
    now, _ = good_session(now, 0, 12)
    now = growth.settled(now, diary(pain(1, 2, 7), now=at(1, 9)), BOOK)
    assert now.ladders["pelvic-tilt"].good == 1


def test_d5_strength_counts_good_sessions_48_hours_apart():
    now, _ = lived(range(3), stretches=("blade-squeeze",), start=NEW)
    assert now.ladders["blade-squeeze"].good == 1
    now, _ = lived([0, 2, 3], stretches=("blade-squeeze",), start=NEW)
    told = diary(pain(3, 2), pain(4, 2, 7), now=at(4, 8))
    assert (
        growth.settled(now, told, BOOK).ladders["blade-squeeze"].good == 1
    )  # day 2 had no morning


@pytest.mark.parametrize(
    ("row", "session", "effort", "good"),
    [
        ("told_afterwards", {}, "easy", ("pelvic-tilt",)),
        ("felt_worse", {"feeling": "worse"}, "easy", ()),
        ("4_before", {"before": 4, "after": 3}, "right", ()),
    ],
)
def test_d5_an_effort_told_afterwards_counts_as_one_told_at_once(row, session, effort, good):
    now = finished(NEW, done(0, **session), (step(0),), "", BOOK)
    assert now.pending[-1].good == ()
    assert rated(now, done(0, **session), effort, BOOK).pending[-1].good == good, row


def test_d5_an_effort_told_after_the_morning_changes_nothing_any_more():
    now = finished(NEW, done(0), (step(0),), "", BOOK)
    now = growth.settled(now, diary(pain(1, 2), now=at(1, 9)), BOOK)
    assert rated(now, done(0), "hard", BOOK) == now


DOWN = [
    ("effort_too_hard", {}, "hard", "progress.hard"),
    ("4_after", {"after": 4}, "easy", "progress.after"),
    ("2_up_after", {"before": 0, "after": 2}, "easy", "progress.after"),
]


@pytest.mark.parametrize(("row", "session", "effort", "why"), DOWN)
def test_d5_step_down_is_two_steps(row, session, effort, why):
    start = Progress({"pelvic-tilt": Ladder(steps=4, good=1)})
    now = finished(start, done(0, **session), (step(0),), effort, BOOK)
    assert (steps(now), now.ladders["pelvic-tilt"].why) == (2, why), row
    assert now.ladders["pelvic-tilt"].good == 0
    assert now.pending == ()


def test_d5_step_down_on_a_reactive_morning():
    start = Progress({"pelvic-tilt": Ladder(steps=4, last=at(-1))})
    now, rows = good_session(start, 0, before=1, after=1)
    now = growth.settled(now, diary(*rows, pain(1, 3), now=at(1, 9)), BOOK)
    assert (steps(now), now.ladders["pelvic-tilt"].why) == (2, "progress.reactive")


def test_d5_step_down_never_below_the_start_dose():
    now = finished(NEW, done(0), (step(0),), "hard", BOOK)
    assert steps(now) == 0
    assert now.ladders["pelvic-tilt"].changed == at(0)


def test_d5_where_one_stretch_hurt_it_alone_steps_back():
    start = Progress({s: Ladder(steps=4) for s in ("pelvic-tilt", "cat-cow")})
    start = hurt(start, "cat-cow", "ache", BOOK, at(0))
    rows = (step(0), step(0, "cat-cow", "ache"))
    now = finished(start, done(0, after=5), rows, "hard", BOOK)
    assert (steps(now), steps(now, "cat-cow")) == (4, 2)


def test_d3_after_5_the_next_session_is_half_and_after_6_its_stretches_rest():
    now = finished(NEW, done(0, after=5), (step(0),), "", BOOK)
    assert now.half_since == at(0)
    assert now.ladders["pelvic-tilt"].rest_until == 0
    now = finished(now, done(0, 9, kind="desk"), (step(0, hour=9),), "", BOOK)
    assert now.half_since == at(0)
    now = finished(now, done(1), (step(1),), "easy", BOOK)
    assert now.half_since == 0
    now = finished(now, done(1, after=6), (step(1),), "", BOOK)
    assert now.ladders["pelvic-tilt"].rest_until == at(3)


def test_d5_one_stretch_in_three_may_change_in_a_week():
    several = ("pelvic-tilt", "cat-cow", "seated-cat-cow", "chin-tuck", "hands-up-opener", "sphinx")
    now, rows = lived(range(5), stretches=several, start=NEW)
    assert sum(one.steps for one in now.ladders.values()) == 2
    told = diary(*rows, now=at(4, 9))
    held_up = [one for one in several[:5] if one not in {g.stretch for g in now.grown}]
    assert growth.waits(held_up[0], now, told, BOOK) == "hold.third"


def test_d5_cap_never_more_than_a_tenth_of_the_weeks_holding_time():
    now, rows = lived(range(5), stretches=("hip-flexor-stand",), start=NEW)
    assert steps(now, "hip-flexor-stand") == 0
    told = diary(*rows, now=at(4, 9))
    assert growth.waits("hip-flexor-stand", now, told, BOOK) == "hold.total"
    assert growth.total(told, BOOK) == 5 * 2 * length(BOOK.stretches["hip-flexor-stand"].start)


def test_walking_is_no_holding_and_grows_beside_the_total():
    now, _ = lived(range(5), stretches=("easy-walk",), start=NEW)
    assert steps(now, "easy-walk") == 1


def test_d5_cap_lighter_fourth_week_is_70_percent():
    assert [growth.lighter(diary(now=SINCE + week * 7 * DAY)) for week in range(9)] == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    assert lightened(Dose(reps=10, hold=5)) == Dose(reps=7, hold=5)
    assert lightened(Dose(reps=2, hold=10)) == Dose(reps=2, hold=7)
    assert lightened(Dose(reps=1)) == Dose(reps=1)
    assert lightened(Dose(seconds=60)) == Dose(seconds=42)


HOLDS = [
    ("at_its_goal", {"steps": 5, "good": 2}, {}, "hold.goal"),
    ("hurt_this_week", {"good": 2, "half_until": at(9)}, {}, "hold.hurt"),
    ("left_out", {"good": 2, "out": True}, {}, "hold.hurt"),
    ("resting", {"good": 2, "rest_until": at(9)}, {}, "hold.hurt"),
    ("one_good", {"good": 1}, {}, "hold.good"),
    ("changed_lately", {"good": 2, "changed": at(-2)}, {}, "hold.days"),
    ("first_week", {"good": 2}, {"since": at(-6)}, "hold.first_week"),
    ("lighter_week", {"good": 2}, {"since": at(-22)}, "hold.lighter"),
    ("nothing_against_it", {"good": 2}, {}, ""),
]


@pytest.mark.parametrize(("row", "parts", "when", "why"), HOLDS)
def test_d5_why_a_dose_does_not_grow(row, parts, when, why):
    rows = [step(-n) for n in range(5)] + [step(-n, "cat-cow", amount="8x3s") for n in range(7)]
    told = diary(*levels(2, 2, 2), *rows, **when)
    now = Progress({"pelvic-tilt": Ladder(**parts)})
    assert growth.waits("pelvic-tilt", now, told, BOOK) == why, row


PAIN_HOLDS = [
    ("none_read", ()),
    ("4", levels(4, 4, 4)),
    ("rising", levels(1, 1, 2)),
    ("jumped", (pain(-1, 3, 5), pain(-1, 0, 20), pain(0, 3, 5), pain(0, 0, 8))),
    ("reactive_morning", (done(-1, before=0), *levels(2, 2, 2))),
]


@pytest.mark.parametrize(("row", "rows"), PAIN_HOLDS)
def test_d5_pain_holds_the_dose(row, rows):
    now = Progress({"pelvic-tilt": Ladder(good=2)})
    told = diary(*rows)
    assert growth.waits("pelvic-tilt", now, told, BOOK) == "hold.pain", row
    assert growth.settled(now, told, BOOK) == now, row


@pytest.mark.parametrize(
    ("row", "stage", "grown", "at_step", "why"),
    [
        ("stage_3", 3, 0, 0, "hold.way_back"),
        ("stage_4_first", 4, 0, 0, ""),
        ("stage_4_second_though_repeated", 4, 1, 0, "hold.way_back"),
        ("stage_5", 5, 2, 0, ""),
        ("stage_5_second_step", 5, 0, 1, "hold.way_back"),
    ],
)
def test_c2_growing_on_the_way_back(row, stage, grown, at_step, why):
    rows = [step(-n, "cat-cow", amount="8x3s") for n in range(7)]
    rows += [
        step(-n, s) for n in range(7) for s in ("chin-tuck", "neck-turn", "sphinx", "open-book")
    ]
    rows += [
        step(-n, s) for n in range(7) for s in ("self-hug", "neck-tilt", "press-up", "wrist-pair")
    ]
    told = diary(*levels(2, 2, 2), *rows)
    way = Way(at(-9), stage, at(-2))
    ups = tuple(Grown(at(-3), slug, 0) for slug in ("cat-cow", "chin-tuck")[:grown])
    now = Progress({"pelvic-tilt": Ladder(steps=at_step, good=2)}, grown=ups, way=way)
    assert growth.waits("pelvic-tilt", now, told, BOOK) == why, row


RETURN = [
    ("6_days", 6, 4, ""),
    ("7_days", 7, 2, "progress.gap_week"),
    ("13_days", 13, 2, "progress.gap_week"),
    ("14_days", 14, 0, "progress.gap_fortnight"),
    ("28_days", 28, 0, "progress.gap_month"),
]


@pytest.mark.parametrize(("row", "days", "left", "why"), RETURN)
def test_d5_return_after_a_break(row, days, left, why):
    start = Progress({"pelvic-tilt": Ladder(steps=4, last=at(0))})
    now, key = returned(start, BOOK, at(days))
    assert (steps(now), key) == (left, why), row
    again, nothing = returned(now, BOOK, at(days, 9))
    assert (again, nothing) == (now, ""), row


def test_d5_a_break_that_goes_on_counts_on():
    start = Progress({"pelvic-tilt": Ladder(steps=4, last=at(0))})
    now, _ = returned(start, BOOK, at(7))
    now, key = returned(now, BOOK, at(14))
    assert (steps(now), key) == (0, "progress.gap_fortnight")


@pytest.mark.parametrize(("days", "left"), [(13, 4), (14, 2), (27, 2), (28, 0), (29, 0)])
def test_d5_a_stretch_that_did_not_come_for_14_days_steps_down_once_and_at_28_starts_anew(
    days, left
):
    start = Progress({"pelvic-tilt": Ladder(steps=4, last=at(0))})
    for day in range(10, days + 1):
        known = {**start.ladders, "cat-cow": Ladder(steps=4, last=at(day - 1))}
        start, key = returned(replace(start, ladders=known), BOOK, at(day))
    assert (steps(start), steps(start, "cat-cow"), key) == (left, 4, "")


def test_a_new_person_returns_from_nothing():
    assert returned(NEW, BOOK, at(0)) == (NEW, "")


def test_d5_sides_share_the_lower_dose():
    start = Progress({"knee-rolls": Ladder(steps=4)})
    start = hurt(start, "knee-rolls", "ache", BOOK, at(0))
    rows = (step(0, "knee-rolls", "done", side="left"), step(0, "knee-rolls", "ache", side="right"))
    now = finished(start, done(0), rows, "easy", BOOK)
    assert steps(now, "knee-rolls") == 2


def test_a_flare_begins_anew_at_the_start_doses():
    start = Progress({"pelvic-tilt": Ladder(steps=4)}, (Verdict(1, 2),), way=Way(at(0)))
    now = flared(start, BOOK, at(1))
    assert (steps(now), now.pending, now.way) == (0, (), None)
    assert now.ladders["pelvic-tilt"].why == "progress.flare"


def test_a_stretch_that_left_the_book_is_kept_and_left_alone():
    start = Progress({"gone": Ladder(steps=4, good=2, last=at(0))})
    now, _ = opened(start, diary(pain(9, 2), now=at(9, 9)), BOOK)
    assert now.ladders["gone"].steps == 4
    now = finished(now, done(9), (step(9), replace(step(9), stretch="gone")), "hard", BOOK)
    assert now.ladders["gone"].steps == 4
    waiting = Progress({"gone": Ladder()}, (Verdict(at(0), 2, ("gone",), ("gone",)),))
    told = diary(pain(1, 2), now=at(1, 9))
    assert growth.settled(waiting, told, BOOK).ladders["gone"].good == 0
    assert growth.total(diary(replace(step(0), stretch="gone")), BOOK) == 0


def test_the_median_of_the_first_week_is_kept():
    week = diary(*levels(4, 5, 6, last=3), now=at(6, 23), since=at(0))
    assert growth.settled(NEW, week, BOOK).first is None
    after = replace(week, now=at(8))
    now = growth.settled(NEW, after, BOOK)
    assert now.first == 5
    assert growth.settled(now, diary(pain(9, 1), now=at(10), since=at(0)), BOOK).first == 5


# FACTS D4: three strikes ------------------------------------------------------------------------


def test_d4_first_strike_swaps_and_halves():
    one = strikes.struck(Ladder(steps=4), TILT, "ache", at(0))
    assert strikes.state(one, at(0, 9)) == "eased"
    assert strikes.state(one, at(1, 9)) == ""
    assert one.half_until == at(7)
    assert (one.steps, one.why) == (2, "progress.hurt")
    assert not one.out


def test_d4_second_strike_in_7_days_pauses_for_7_days():
    two = strikes.struck(strikes.struck(Ladder(), TILT, "ache", at(0)), TILT, "ache", at(6))
    assert strikes.state(two, at(12)) == "resting"
    assert strikes.state(two, at(13)) == ""
    assert two.why == "progress.paused"


def test_d4_second_strike_after_7_days_is_a_first_again():
    two = strikes.struck(strikes.struck(Ladder(), TILT, "ache", at(0)), TILT, "ache", at(7))
    assert two.why == "progress.hurt"


def test_d4_third_strike_leaves_it_out_until_restored():
    out = Ladder(steps=4)
    for day in (0, 9, 18):
        out = strikes.struck(out, TILT, "ache", at(day))
    assert strikes.state(out, at(999)) == "out"
    assert out.why == "progress.left_out"
    back = progress.restored(Progress({"pelvic-tilt": out}), "pelvic-tilt", at(30))
    again = back.ladders["pelvic-tilt"]
    assert strikes.state(again, at(30)) == ""
    assert (again.steps, again.strikes, again.half_until) == (0, (), at(37))
    assert strikes.struck(again, TILT, "ache", at(31)).why == "progress.hurt"


def test_d4_a_strike_is_forgotten_after_28_days():
    late = Ladder()
    for day in (0, 20, 40, 60):
        late = strikes.struck(late, TILT, "ache", at(day))
    assert not late.out


def test_both_sides_of_a_stretch_are_one_strike():
    one = strikes.struck(Ladder(), TILT, "ache", at(0))
    assert strikes.struck(one, TILT, "sharp", at(0, 8.1)).strikes == (at(0),)


def test_d3_sharp_rests_for_48_hours():
    sharp = strikes.struck(Ladder(), TILT, "sharp", at(0))
    assert strikes.state(sharp, at(1.9)) == "resting"
    assert strikes.state(sharp, at(2)) == ""


def test_a_gentle_pull_is_no_strike_and_breaks_the_row():
    pull = strikes.struck(Ladder(steps=3, good=1), TILT, "pull", at(0))
    assert pull == Ladder(steps=3, good=0, good_at=at(0))


def test_d4_spreading_stops_that_direction_until_it_is_opened():
    now = hurt(NEW, "childs-pose", "spreading", BOOK, at(0))
    assert now.stopped == ("flexion-intolerant",)
    assert hurt(now, "childs-pose", "spreading", BOOK, at(1)).stopped == now.stopped
    assert hurt(NEW, "bridge", "spreading", BOOK, at(0)).stopped == ("extension-intolerant",)
    assert hurt(NEW, "shoulder-rolls", "spreading", BOOK, at(0)).stopped == ()
    assert hurt(NEW, "childs-pose", "sharp", BOOK, at(0)).stopped == ()
    assert progress.reopened(now, "flexion-intolerant").stopped == ()


def test_what_rests_or_is_left_out_is_closed():
    known = {
        "a": Ladder(out=True),
        "b": Ladder(rest_until=at(1)),
        "c": Ladder(ease_until=at(1)),
        "d": Ladder(),
    }
    assert strikes.closed(known, at(0)) == {"a", "b"}


# The ladder of doses ----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", sorted(BOOK.stretches))
def test_every_ladder_climbs_from_its_start_to_its_goal_and_keeps_the_ceilings(slug):
    stretch, known = BOOK.stretches[slug], rungs(BOOK.stretches[slug])
    top = ladder.ceiling(stretch)
    assert known[0] == stretch.start
    assert len(set(known)) == len(known)
    for one in known:
        assert read(one.compact()) == one
        assert one.reps <= max(top.reps, stretch.start.reps)
        assert one.hold <= ladder.MOST_HOLD
        assert stretch.type != "static" or held(one) <= ladder.MOST_STATIC
    assert all(length(a) <= length(b) for a, b in pairwise(known))
    if stretch.type != "static" and stretch.grow is not None and slug != "sphinx":
        assert known[-1] == top


def test_ten_repeats_are_the_most_for_the_trunk():
    assert ladder.ceiling(BOOK.stretches["bottle-scaption"]).reps == 10
    arm = replace(BOOK.stretches["bottle-scaption"], areas=("wrists",))
    assert ladder.ceiling(arm).reps == 12


def test_a_new_set_shares_the_repeats_out():
    assert [one.compact() for one in rungs(BOOK.stretches["hip-hinge"])][4:8] == [
        "1x9",
        "1x10",
        "2x5",
        "2x6",
    ]


def test_a_step_that_would_pass_a_minute_is_left_out():
    tall = replace(BOOK.stretches["childs-pose"], grow=Grow(reps=1, hold=5))
    assert [one.compact() for one in rungs(tall)][-1] == "3x20s"


def test_steps_stay_between_start_and_goal():
    assert dose(TILT, 99) == TILT.goal
    assert dose(TILT, -1) == TILT.start
    assert moved(Ladder(), TILT, 99, "progress.two_good", at(0)).steps == 5


# What today makes of it -------------------------------------------------------------------------

QUIET = {"strength": True}


def held_by(level=2, **more):
    told = diary(*levels(2, 2, 2))
    return replace(today(NEW, told, BOOK, level), **more)


def test_a_dose_is_what_was_earned():
    now = Progress({"pelvic-tilt": Ladder(steps=2)})
    assert dose_today("pelvic-tilt", TILT, now, held_by()) == Dose(reps=7, hold=5)


TODAY = [
    ("half_next", {"half": True}, Dose(reps=4, hold=5)),
    ("lighter", {"lighter": True}, Dose(reps=4, hold=5)),
    ("first_week", {"first_week": True}, Dose(reps=5, hold=5)),
    ("way_back", {"most": 0}, Dose(reps=5, hold=5)),
    ("stage_1", {"most": 0, "stage": BOOK.ramp.stages[1]}, Dose(reps=3, hold=5)),
    ("stage_2", {"most": 0, "stage": BOOK.ramp.stages[2]}, Dose(reps=5, hold=5)),
    ("half_once", {"half": True, "stage": BOOK.ramp.stages[1]}, Dose(reps=4, hold=5)),
]


@pytest.mark.parametrize(("row", "more", "asked"), TODAY)
def test_what_holds_a_dose_back(row, more, asked):
    now = Progress({"pelvic-tilt": Ladder(steps=2)})
    assert dose_today("pelvic-tilt", TILT, now, held_by(**more)) == asked, row


def test_holds_are_halved_at_a_4_and_a_strike_halves_the_dose():
    assert dose_today("pelvic-tilt", TILT, NEW, held_by(4)) == Dose(reps=5, hold=3)
    struck = Progress({"pelvic-tilt": Ladder(half_until=at(5))})
    assert dose_today("pelvic-tilt", TILT, struck, held_by()) == Dose(reps=3, hold=5)


def test_the_way_back_caps_the_hold():
    slug = "figure-four-seated"
    two = held_by(stage=BOOK.ramp.stages[2])
    assert dose_today(slug, BOOK.stretches[slug], NEW, two) == Dose(reps=2, hold=5)


def open_to(held_: Today, now=NEW):
    return {slug for slug, one in BOOK.stretches.items() if allows(slug, one, now, held_)}


def heeding(**asked):
    quiet = held_by(**QUIET)
    return replace(quiet, heed=replace(quiet.heed, **asked))


def test_on_a_quiet_day_everything_is_open():
    assert open_to(held_by(**QUIET)) == set(BOOK.stretches)


def test_strength_waits_for_its_gate_or_its_stage():
    strong = {s for s, one in BOOK.stretches.items() if one.type == "strength"}
    assert {BOOK.stretches[s].level for s in open_to(held_by(strength=False)) & strong} == {1}
    assert strong <= open_to(held_by(strength=False, stage=BOOK.ramp.stages[4]))
    assert not open_to(heeding(no_strength=True)) & strong


@pytest.mark.parametrize(
    "held_",
    [
        held_by(first_week=True, **QUIET),
        held_by(4, **QUIET),
        held_by(stage=BOOK.ramp.stages[3], **QUIET),
        heeding(level_one=True),
    ],
)
def test_level_1_alone_is_open_when_something_holds_back(held_):
    assert {BOOK.stretches[slug].level for slug in open_to(held_)} == {1}


def test_after_a_jump_only_what_is_safe_in_a_flare_is_open():
    safe = {slug for slug, one in BOOK.stretches.items() if one.flare_safe}
    assert open_to(heeding(flare_style=True)) == safe
    assert open_to(heeding(flare=True)) == safe


def test_a_sore_area_gets_no_stretch():
    left = open_to(heeding(closed=frozenset({"neck"})))
    assert not any("neck" in BOOK.stretches[slug].areas for slug in left)
    bare = open_to(heeding(closed=frozenset({""})))
    assert not any(BOOK.stretches[slug].type == "static" for slug in bare)
    assert "cat-cow" in bare


def test_after_a_rise_nothing_new_comes_in():
    known = Progress({"cat-cow": Ladder()})
    left = open_to(heeding(no_new=True), known)
    assert "cat-cow" in left
    assert all(BOOK.stretches[slug].flare_safe for slug in left - {"cat-cow"})


def test_what_was_struck_stays_away():
    known = Progress({"cat-cow": Ladder(out=True), "chin-tuck": Ladder(ease_until=at(1))})
    assert not open_to(held_by(**QUIET), known) & {"cat-cow", "chin-tuck"}


def test_opening_a_session_reckons_with_the_break_the_mornings_and_the_way():
    start = Progress({"pelvic-tilt": Ladder(steps=4, last=at(-8))}, way=Way(at(-9), since=at(-9)))
    now, why = opened(start, diary(*levels(2, 2)), BOOK)
    assert (steps(now), why) == (2, "progress.gap_week")
    assert now.way == Way(at(-9), since=at(0, 9))


def test_progress_survives_the_store():
    now, _ = lived(range(5))
    now = hurt(replace(now, way=Way(at(0))), "childs-pose", "spreading", BOOK, at(5))
    assert msgspec.json.decode(msgspec.json.encode(now), type=Progress) == now


# What a person may read of it -------------------------------------------------------------------


def test_each_stretch_says_where_it_stands_why_and_what_it_waits_for():
    now, rows = lived(range(4))
    now = hurt(now, "bridge", "sharp", BOOK, at(3, 8.1))
    now = hurt(now, "bird-dog", "ache", BOOK, at(3, 8.2))
    gone = replace(now, ladders={**now.ladders, "gone": Ladder()})
    told = {one.stretch: one for one in standings(gone, diary(*rows, now=at(3, 9)), BOOK)}
    assert list(told)[:2] == ["bird-dog", "bridge"]
    assert set(told) == set(now.ladders)
    tilt = told["pelvic-tilt"]
    assert (tilt.step, tilt.of, tilt.why, tilt.waits) == (1, 5, "progress.two_good", "hold.good")
    assert (tilt.dose, tilt.goal) == (Dose(reps=6, hold=5), TILT.goal)
    assert (told["bridge"].state, told["bridge"].until) == ("resting", at(5, 8.1))
    assert (told["bird-dog"].state, told["bird-dog"].until) == ("eased", at(4, 8.2))
    assert told["cat-cow"].waits == "hold.goal"
    assert (told["cat-cow"].state, told["cat-cow"].until) == ("", 0)


STUCK = [
    ("day_14_of_an_episode", Way(at(-12), peak=8, episode=at(-14)), None, 7, "episode"),
    ("a_better_episode", Way(at(-12), peak=8, episode=at(-14)), None, 6, ""),
    ("week_6_of_the_programme", None, 4.0, 3, "programme"),
    ("a_better_programme", None, 5.0, 3, ""),
    ("no_first_week_known", None, None, 3, ""),
]


@pytest.mark.parametrize(("row", "way", "first", "level", "told"), STUCK)
def test_d4_little_change_suggests_a_clinician(row, way, first, level, told):
    now = Progress(way=way, first=first)
    assert stuck(now, diary(*levels(level, level, level))) == told, row


# Properties -------------------------------------------------------------------------------------

LIFE = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(0, 8),
        st.sampled_from(["easy", "right", "hard", ""]),
        st.sampled_from(["done", "done", "done", "skipped", "pull", "ache", "sharp"]),
        st.integers(1, 9),
    ),
    max_size=25,
)
SLUGS = ("pelvic-tilt", "cat-cow", "blade-squeeze")


def walk(life):
    """Live it day by day; yields the progress before and after each turn, and the days since."""
    now, past, day = NEW, Past(), 0
    for before, after, effort, outcome, gap in life:
        day += gap if gap > 7 else 1
        told = Diary(
            replace(past, pains=(*past.pains, pain(day, before, 7.5))), at(day, 7.6), "UTC", OLD
        )
        then, _ = opened(now, told, BOOK)
        yield now, then, gap
        rows = rows_of(then, day, stretches=SLUGS)
        rows = (replace(rows[0], outcome=outcome), *rows[1:])
        if outcome in ("pull", "ache", "sharp"):
            then = hurt(then, SLUGS[0], outcome, BOOK, at(day, 7.9))
        session = done(day, before=before, after=after)
        now = finished(then, session, rows, effort, BOOK)
        yield then, now, 0
        past = Past(
            (*told.past.pains, pain(day, after, 8)),
            (*past.sessions, session),
            (*past.stretches, *rows),
        )


def grew(before, after):
    return {
        slug
        for slug, one in after.ladders.items()
        if one.steps > before.ladders.get(slug, Ladder()).steps
    }


@settings(max_examples=60, deadline=None)
@given(LIFE)
def test_one_step_at_a_time_and_never_beyond_start_and_goal(life):
    for before, after, _ in walk(life):
        for slug, one in after.ladders.items():
            assert 0 <= one.steps < len(rungs(BOOK.stretches[slug]))
            assert one.steps - before.ladders.get(slug, Ladder()).steps <= 1
        assert len(grew(before, after)) <= 1


@settings(max_examples=60, deadline=None)
@given(LIFE)
def test_a_break_never_raises_a_dose(life):
    for before, after, gap in walk(life):
        if gap > 7:
            assert not grew(before, after)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40))
def test_progress_is_monotone_in_good_days_and_bounded(days):
    fewer, _ = lived(range(days), start=BESIDE)
    more, _ = lived(range(days + 1), start=BESIDE)
    assert steps(fewer) <= steps(more) <= steps(fewer) + 1
    assert steps(more) < len(rungs(TILT))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 10), st.integers(0, 10))
def test_a_higher_reading_never_asks_for_more(steps_, lower, higher):
    lower, higher = sorted((lower, higher))
    now = Progress({"pelvic-tilt": Ladder(steps=steps_)})
    less = dose_today("pelvic-tilt", TILT, now, held_by(higher))
    assert length(less) <= length(dose_today("pelvic-tilt", TILT, now, held_by(lower)))
    assert open_to(held_by(higher)) <= open_to(held_by(lower))
