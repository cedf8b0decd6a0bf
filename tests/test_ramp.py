"""The way back after a flare: every row of FACTS C2, and the tree of D2."""

from datetime import UTC, datetime

import pytest
from diaries import BOOK, DAY, NOW, at, diary, done, levels, pain, step
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.course import checkins, ramp
from bot.core.course.course import Way
from bot.core.course.diary import Diary
from bot.core.schedule import quiet
from bot.core.talk.journal import Past
from bot.core.talk.state import Flare
from bot.core.values import replace

STAGES = {stage.number: stage for stage in BOOK.ramp.stages}


def on(stage, days, since=None, lowered=0):
    """A way back at a stage, entered `since` days ago, that began `days` ago, now being day 0."""
    entered = at(-days if since is None else -since, 9)
    return Way(at(-days, 9), stage, entered, lowered)


def stage_after(way, *rows, now=NOW):
    after = ramp.onward(way, diary(*rows, now=now), BOOK)
    return after and after.stage


# Each gate, met and not met ---------------------------------------------------------------------

NORMAL = (done(-1, before=4, after=3), pain(0, 4))
COMFORTABLE = (done(-1), done(0, 7), pain(0, 2))
QUIET = levels(3, 3, 3)

GATES = [
    ("stage_2_pain_4", 1, 2, 2, NORMAL, 2),
    ("stage_2_pain_5", 1, 2, 2, (done(-1, before=4), pain(0, 5)), 1),
    ("stage_2_rising", 1, 2, 2, (done(-1, before=3), pain(-1, 3), pain(0, 4)), 1),
    ("stage_2_reactive_morning", 1, 2, 2, (pain(-1, 4), done(-1, before=2), pain(0, 4)), 1),
    ("stage_2_no_morning_known", 1, 2, 2, (pain(0, 2),), 1),
    ("stage_2_nothing_read", 1, 2, 2, (), 1),
    ("stage_2_too_early", 1, 1, 1, NORMAL, 1),
    ("stage_3_two_comfortable", 2, 4, 2, COMFORTABLE, 3),
    ("stage_3_one_session", 2, 4, 2, COMFORTABLE[1:], 2),
    ("stage_3_desk_does_not_count", 2, 4, 2, (done(-1, kind="desk"), *COMFORTABLE[1:]), 2),
    ("stage_3_4_after", 2, 4, 2, (done(-1), done(0, 7, after=4), pain(0, 2)), 2),
    ("stage_3_2_up_after", 2, 4, 2, (done(-1), done(0, 7, before=1, after=3), pain(0, 2)), 2),
    ("stage_3_felt_worse", 2, 4, 2, (done(-1), done(0, 7, feeling="worse"), pain(0, 2)), 2),
    ("stage_3_hurt", 2, 4, 2, (*COMFORTABLE, step(0, outcome="ache", hour=7)), 2),
    ("stage_3_a_pull_is_fine", 2, 4, 2, (*COMFORTABLE, step(0, outcome="pull", hour=7)), 3),
    ("stage_3_reactive_morning", 2, 4, 2, (done(-1, before=0), done(0, 7), pain(0, 2)), 2),
    ("stage_3_before_this_stage", 2, 4, 2, (done(-3), done(0, 7), pain(0, 2)), 2),
    ("stage_3_after_not_told", 2, 4, 2, (done(-1, after=None), *COMFORTABLE[1:]), 3),
    ("stage_3_pain_5", 2, 4, 2, (*COMFORTABLE, pain(0, 5, 8.5)), 2),
    ("stage_4_average_3", 3, 7, 3, QUIET, 4),
    ("stage_4_average_over_3", 3, 7, 3, levels(4, 4, 3), 3),
    ("stage_4_one_day_read", 3, 7, 3, levels(1), 3),
    ("stage_4_4_now", 3, 7, 3, levels(1, 1, 4), 3),
    ("stage_5_near_usual", 4, 10, 3, QUIET, 5),
    ("stage_5_felt_worse", 4, 10, 3, (*QUIET, done(-1, feeling="worse")), 4),
    ("stage_5_reactive_morning", 4, 10, 3, (*QUIET, done(-1, 8, before=1)), 4),
    ("stage_5_too_early", 4, 10, 2, QUIET, 4),
    ("exit", 5, 14, 4, (*QUIET, done(-1, before=3)), None),
    ("exit_average", 5, 14, 4, (*levels(4, 4, 3), done(-1, before=4)), 5),
    ("exit_reactive_morning", 5, 14, 4, (*QUIET, done(-1, before=1)), 5),
    ("exit_no_morning_known", 5, 14, 4, QUIET, 5),
    ("exit_before_day_15", 5, 13, 4, (*QUIET, done(-1, before=3)), 5),
    ("a_stage_never_begins_before_its_day", 3, 6, 3, QUIET, 3),
]


@pytest.mark.parametrize(("row", "stage", "days", "since", "rows", "then"), GATES)
def test_c2_gate(*, row, stage, days, since, rows, then):
    assert stage_after(on(stage, days, since), *rows) == then, row


def test_c2_a_stage_whose_gate_is_not_met_is_repeated_whole():
    way = on(1, 2)
    again = ramp.onward(way, diary(pain(0, 5)), BOOK)
    assert again == replace(way, since=at(0, 9))
    rows = (done(0, 8, before=4), pain(1, 4))
    assert ramp.onward(again, diary(*rows, now=at(1, 9)), BOOK) == again
    rows = (*rows, done(1, before=4), pain(2, 4))
    assert ramp.onward(again, diary(*rows, now=at(2, 9)), BOOK).stage == 2


def test_c2_stage_5_is_repeated_until_the_exit_is_met():
    assert ramp.onward(on(5, 20, 4), diary(*levels(4, 4, 4)), BOOK).since == at(0, 9)


def test_c2_the_first_stage_follows_the_flare():
    assert ramp.begun(Flare(at(-2), 8), at(0)) == Way(at(0), 1, at(0), 0, 8, at(-2))
    assert ramp.onward(None, diary(), BOOK) is None


def test_d4_two_reactive_mornings_lead_one_stage_down_and_once():
    rows = (done(-3, before=1), pain(-2, 3), done(-1, before=1), pain(0, 3))
    down = ramp.onward(on(3, 6, 1), diary(*rows), BOOK)
    assert (down.stage, down.since, down.lowered) == (2, at(0, 9), at(0, 9))
    assert ramp.onward(down, diary(*rows), BOOK) == down
    assert stage_after(on(1, 6, 1), *rows) == 1


def test_d4_a_rise_over_3_days_leads_one_stage_down_and_once():
    rows = levels(1, 1, 1, 1, 2, 3, 3)
    assert stage_after(on(4, 9, 1), *rows) == 3
    assert stage_after(on(4, 9, 1, lowered=at(-1)), *rows) == 4
    assert ramp.onward(on(1, 2, 1), diary(*levels(2, 2, 2, 2, 8, 7, 5)), BOOK).lowered == 0


DROPS = [
    ("reached_7", levels(2, 2, 7), True),
    ("jump_of_2", levels(2, 2, 4), True),
    ("jump_of_2_over_the_median", (*levels(2, 2, 2, 2, 3, last=-1), pain(0, 4)), True),
    ("a_wobble_of_1", levels(2, 2, 3), False),
    ("a_jump_of_2_that_stays_mild", levels(2, 1, 1, 3), False),
    ("mornings_and_evenings_differ", (pain(-1, 3), pain(-1, 1, 20), pain(0, 3)), False),
    ("nothing_read", (), False),
    ("only_before_the_way_back", levels(7, 7, last=-20), False),
    ("against_the_reading_it_began_with", (pain(-10, 2, 8.9), pain(0, 4)), True),
    ("the_first_reading_of_all", (pain(0, 4),), False),
]


@pytest.mark.parametrize(("row", "rows", "falls"), DROPS)
def test_c2_drop_to_stage_0(row, rows, falls):
    told = diary(*rows)
    if row == "against_the_reading_it_began_with":
        assert ramp.drops(Way(at(-3)), diary(pain(-3, 2, 7.9), pain(-2, 4))) is falls
    else:
        assert ramp.drops(on(3, 10), told) is falls, row


@pytest.mark.parametrize(
    ("reached", "level", "stage"),
    [(5, 2, 5), (5, 3, 5), (5, 4, 3), (5, 5, 1), (5, 6, 0), (2, 4, 2), (2, 0, 2), (5, None, 5)],
)
def test_c2_a_reading_above_a_gate_lowers_the_stage_for_the_day(reached, level, stage):
    assert ramp.today(on(reached, 14), level, BOOK).number == stage


def test_without_a_way_back_there_is_no_stage():
    assert ramp.today(None, 2, BOOK) is None
    assert ramp.most_steps(None, None) == 999
    assert ramp.room(None, 3) == 99


@pytest.mark.parametrize(
    ("stage", "half", "longest", "more", "growing"),
    [
        (1, True, 0, {"blade-squeeze", "neck-turn"}, 0),
        (2, False, 5, {"seated-cat-cow", "chin-tuck"}, 0),
        (3, False, 10, {"hamstring-chair", "seated-march"}, 0),
        (4, False, 15, {"bridge", "hip-hinge"}, 1),
        (5, False, 0, {"bird-dog", "open-book"}, 99),
    ],
)
def test_c2_what_a_stage_allows(stage, half, longest, more, growing):
    here = STAGES[stage]
    assert (here.half, here.hold_at_most) == (half, longest)
    assert more <= ramp.allowed(BOOK, here)
    below = ramp.allowed(BOOK, STAGES[stage - 1])
    assert below < ramp.allowed(BOOK, here)
    assert not more <= below
    assert ramp.room(on(stage, 9), 0) == growing
    assert ramp.most_steps(on(stage, 9), here) == (1 if stage >= 4 else 0)


def test_c2_stage_4_has_one_progression():
    assert ramp.room(on(4, 9), 1) == 0


def test_c2_stage_0_allows_the_flare_alone():
    safe = {slug for slug, one in BOOK.stretches.items() if one.flare_safe}
    assert ramp.allowed(BOOK, STAGES[0]) == safe


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.floats(0, 20)), min_size=1, max_size=45)
)
def test_the_stage_is_never_above_the_floor_of_its_day(days):
    way, past = ramp.begun(Flare(at(-2), 8), at(0, 9)), Past()
    for number, (level, moves, hour) in enumerate(days, 1):
        past = replace(past, pains=(*past.pains, pain(number, level, hour)))
        told = Diary(past, at(number, hour), "UTC")
        later = ramp.onward(way, told, BOOK)
        if later is None:
            assert told.now - way.began >= 14 * DAY
            return
        day = (told.now - way.began) // DAY + 1
        assert STAGES[later.stage].days_from <= day
        assert later.stage - way.stage <= 1
        way = later
        if moves:
            session = done(number, hour, before=level, after=level)
            past = replace(past, sessions=(*past.sessions, session))


# D2: the tree -----------------------------------------------------------------------------------

BEGAN = Flare(at(0, 9), 8)


def hours(flare, zone="UTC", days=1):
    first = datetime.fromtimestamp(at(0), UTC).day
    return [
        (datetime.fromtimestamp(one, UTC).day - first, f"{datetime.fromtimestamp(one, UTC):%H:%M}")
        for one in checkins.times(flare, zone, days)
    ]


ASKED = [
    ("in_the_morning", 9, [(0, "11:00"), (0, "19:00"), (1, "08:00")]),
    ("in_the_evening", 18, [(0, "20:00"), (1, "08:00")]),
    ("too_late_to_ask_in_2_hours", 21, [(1, "08:00")]),
    ("before_dawn", 4.5, [(0, "07:00"), (0, "19:00"), (1, "08:00")]),
    ("at_night", 1, [(0, "08:00"), (0, "19:00"), (1, "08:00")]),
    ("at_noon_the_evening_is_late_enough", 16, [(0, "18:00"), (1, "08:00")]),
]


@pytest.mark.parametrize(("row", "hour", "times"), ASKED)
def test_d2_3_asked_again_in_2_to_3_hours_that_evening_and_the_next_morning(row, hour, times):
    assert hours(Flare(at(0, hour), 8)) == times, row


def test_d2_3_never_at_night_where_the_person_is():
    for hour in range(24):
        for one in checkins.times(Flare(at(0, hour), 8), "Asia/Tokyo"):
            assert not quiet(one, "Asia/Tokyo")


def test_d2_3_the_next_check_in_and_silence_when_nothing_is_said():
    told = diary(pain(0, 8, 9), now=at(0, 9))
    assert checkins.due(BEGAN, told, at(0, 9)) == at(0, 11)
    assert checkins.due(BEGAN, told, at(0, 19)) == at(1, 8)
    assert checkins.due(BEGAN, told, at(1, 8)) == at(2, 8)
    assert checkins.due(BEGAN, told, at(2, 8)) is None
    heard = diary(pain(0, 8, 9), pain(2, 6, 8), now=at(2, 9))
    assert checkins.due(BEGAN, heard, at(2, 9)) == at(3, 8)


def test_d4_one_caring_check_in_after_72_hours_then_silence():
    told = diary(pain(0, 7, 12))
    assert checkins.caring(told, 0) is None  # ahead of its time
    told = diary(pain(0, 7, 12), now=at(1))
    assert checkins.caring(told, 0) == at(3, 12)
    assert checkins.caring(told, at(3, 12)) is None
    assert checkins.caring(diary(pain(0, 3)), 0) is None


def test_the_caring_check_in_waits_for_the_day_and_knows_a_locked_muscle():
    assert checkins.caring(diary(pain(0, 7, 2)), 0) == at(3, 7)
    assert checkins.caring(diary(), 0, Flare(at(0, 10), 7)) == at(3, 10)
    assert checkins.caring(diary(pain(0, 6, 8.5)), 0, Flare(at(0, 8), 7)) == at(3, 8.5)


@pytest.mark.parametrize(
    ("hour", "wakes"), [(6.5, (0, 7)), (7, (0, 7)), (21.9, (0, 21.9)), (22, (1, 7)), (3, (0, 7))]
)
def test_the_night_ends_at_seven(hour, wakes):
    assert checkins.wakes(at(0, hour), "UTC") == at(*wakes)


TREE = [
    ("better", 8, 6, 5, ("better", None, False)),
    ("same", 8, 7, 5, ("same", None, False)),
    ("worse", 7, 9, 5, ("worse", 1, False)),
    ("8_and_not_settling", 8, 8, 3, ("same", 1, False)),
    ("8_at_once", 8, 8, 0.5, ("same", None, False)),
    ("9_at_once", 9, 9, 0.5, ("same", 1, False)),
    ("10_at_once", 10, 10, 0.5, ("same", 0, False)),
    ("same_after_48_hours", 7, 6, 49, ("same", None, True)),
    ("same_before_48_hours", 7, 6, 47, ("same", None, False)),
    ("same_after_a_week", 7, 6, 24 * 7, ("same", 2, False)),
    ("better_after_a_week_and_still_too_strong", 8, 6, 24 * 7, ("better", 2, False)),
    ("better_after_a_week", 8, 5, 24 * 7, ("better", None, False)),
]


@pytest.mark.parametrize(("row", "first", "now", "after", "means"), TREE)
def test_d2_3_better_same_or_worse(row, first, now, after, means):
    flare = Flare(at(0, 9), max(first, 7))
    told = diary(pain(0, first, 9), pain(0, now, 9 + after), now=at(0, 9 + after))
    got = checkins.answer(flare, told, now)
    assert (got.how, got.care, got.ask_help) == means, row


def test_d2_3_a_locked_muscle_without_a_number_is_held_against_its_peak():
    flare = Flare(at(0, 9), 7, at(0, 9))
    assert checkins.answer(flare, diary(pain(0, 5, 12), now=at(0, 12)), 5).how == "better"


LEAVE = [
    ("5_and_2_below_the_peak", 7, 5, 25, 0, True),
    ("5_but_1_below_the_peak", 6, 5, 25, 0, False),
    ("3_whatever_the_peak", 4, 3, 25, 0, True),
    ("6", 9, 6, 25, 0, False),
    ("within_24_hours", 7, 3, 23, 0, False),
    ("locked_within_24_hours", 7, 3, 40, 20, False),
    ("locked_before_that", 7, 3, 44, 20, True),
]


@pytest.mark.parametrize(("row", "peak", "level", "after", "locked", "leaves"), LEAVE)
def test_d2_4_leaving(*, row, peak, level, after, locked, leaves):
    flare = Flare(at(0, 9), peak, at(0, 9 + locked))
    now = at(0, 9 + after)
    told = diary(pain(0, peak, 9), pain(0, level, 9 + after), now=now)
    assert checkins.answer(flare, told, level).leaves is leaves, row


@pytest.mark.parametrize(
    ("cause", "half", "strength", "screen"),
    [("sitting", False, 0, 0), ("exercise", True, 3 * DAY, 0), ("unknown", False, 0, 3 * DAY)],
)
def test_d2_5_stiff_but_not_in_spasm(cause, half, strength, screen):
    asked = checkins.CAUSES[cause]
    assert (asked.half, asked.no_strength, asked.screen) == (half, strength, screen)
    assert asked.day_one is (cause == "unknown")
