"""The day's share of messages and sessions, when the signs are asked, and the streak of weeks."""

from datetime import date, timedelta

import pytest
from diaries import BOOK, at, diary, done, levels, pain, step
from hypothesis import given
from hypothesis import strategies as st

from bot.core.course import screening, week
from bot.core.course.course import Streak, Unasked
from bot.core.course.screening import Wanted, wanted
from bot.core.course.week import active, frozen, may_send, opens, rolled, sent, span
from bot.core.talk.state import Care, Reminders
from bot.core.values import replace

# The screening schedule (FACTS D1) --------------------------------------------------------------

LATELY = at(-2)

SCHEDULE = [
    ("onboarding", (), 0, {}, Wanted("start")),
    ("nothing_happened", levels(2, 2), LATELY, {}, Wanted()),
    ("every_28_days", levels(2, 2), at(-28), {}, Wanted("month", waits=True)),
    ("27_days", levels(2, 2), at(-27), {}, Wanted()),
    ("after_7", levels(7), LATELY, {}, Wanted("strong")),
    ("after_7_and_a_clean_screen", levels(7), at(0, 8.5), {}, Wanted()),
    ("jump_of_3", levels(1, 4), LATELY, {}, Wanted("jump")),
    ("jump_of_3_and_a_clean_screen", levels(1, 4), at(0, 8.5), {}, Wanted()),
    ("jump_of_2", levels(2, 4), LATELY, {}, Wanted()),
    ("spreading", (step(0, outcome="spreading"),), LATELY, {}, Wanted("spreading")),
    ("a_limb", (pain(0, 2, area="hamstrings"),), LATELY, {}, Wanted("spreading")),
    ("a_limb_known", levels(2, 2, area="wrists"), at(-0.5), {}, Wanted()),
    ("a_fall", levels(2), LATELY, {"told": {"fall": at(0)}}, Wanted("fall")),
    ("a_fall_and_a_clean_screen", levels(2), LATELY, {"told": {"fall": at(-3)}}, Wanted()),
    ("a_rise_over_3_days", levels(1, 1, 1, 1, 2, 3, 3), at(-9), {}, Wanted("risen")),
    ("a_rise_asked_about", levels(1, 1, 1, 1, 2, 3, 3), at(-2), {}, Wanted()),
    ("in_3_days", levels(2), at(-3), {"again": at(0)}, Wanted("cause", waits=True)),
    ("in_3_days_not_yet", levels(2), at(-3), {"again": at(1)}, Wanted()),
    ("in_3_days_asked_since", levels(2), at(-1), {"again": at(-2)}, Wanted()),
    ("the_most_urgent_first", levels(1, 7), at(-40), {"told": {"fall": at(0)}}, Wanted("fall")),
]


@pytest.mark.parametrize(("row", "rows", "screened", "more", "asked"), SCHEDULE)
def test_d1_screening_schedule(row, rows, screened, more, asked):
    assert wanted(diary(*rows), screened, **more) == asked, row


@pytest.mark.parametrize(
    ("card", "asks"),
    [
        (Care("bladder", 0, at(0, 8.5)), ""),
        (Care("bladder", 0, at(0, 7.5)), "strong"),
        (Care("fever", 1, at(0, 8.5)), "strong"),
    ],
)
def test_d1_never_again_within_the_hour_of_an_emergency_card(card, asks):
    assert wanted(diary(pain(0, 8)), LATELY, card=card).why == asks
    assert screening.AFTER_CARD == 3600


# One budget for everything unasked --------------------------------------------------------------

QUIET_LIFE = Reminders(morning=480)
DESK_LIFE = Reminders(morning=480, desk=True, desk_count=3)


def after_sending(*kinds, hour=9.0):
    count = Unasked()
    for kind in kinds:
        count = sent(count, kind, at(0, hour), "UTC")
    return count


BUDGET = [
    ("the_first", (), "morning", DESK_LIFE, 8, True),
    ("all_that_was_chosen_and_one_more", ("morning", *["desk"] * 3), "note", DESK_LIFE, 18, True),
    ("beyond_it", ("morning", *["desk"] * 3, "note"), "desk", DESK_LIFE, 18, False),
    ("a_second_extra", ("note",), "comeback", DESK_LIFE, 18, False),
    ("an_extra_at_night", (), "note", DESK_LIFE, 23, False),
    ("a_ping_at_a_chosen_hour", (), "morning", DESK_LIFE, 6, True),
    ("three_check_ins", ("checkin", "checkin"), "checkin", QUIET_LIFE, 18, True),
    ("a_fourth_check_in", ("checkin", "checkin", "checkin"), "checkin", QUIET_LIFE, 18, False),
    ("a_check_in_at_night", (), "checkin", QUIET_LIFE, 5, False),
    ("an_extra_beside_check_ins", ("checkin", "checkin"), "note", QUIET_LIFE, 18, True),
]


@pytest.mark.parametrize(("row", "before", "kind", "reminders", "hour", "goes"), BUDGET)
def test_one_budget_for_everything_unasked(*, row, before, kind, reminders, hour, goes):
    told = after_sending(*before)
    assert may_send(told, kind, reminders, at(0, hour), "UTC") is goes, row


def test_ten_a_day_are_the_most_whatever_was_chosen():
    busy = Reminders(morning=480, desk=True, desk_count=30)
    assert not may_send(after_sending(*["desk"] * 10), "desk", busy, at(0, 18), "UTC")


def test_the_budget_begins_anew_at_four():
    full = after_sending("note")
    assert not may_send(full, "note", QUIET_LIFE, at(0, 20), "UTC")
    assert may_send(full, "note", QUIET_LIFE, at(1, 9), "UTC")
    assert sent(full, "desk", at(1, 3.9), "UTC").kinds == ("note", "desk")
    assert sent(full, "desk", at(1, 4), "UTC").kinds == ("desk",)


@given(st.lists(st.sampled_from(["morning", "desk", "checkin", "note", "comeback"]), max_size=40))
def test_no_order_of_messages_passes_the_budget(kinds):
    count = Unasked()
    for kind in kinds:
        if may_send(count, kind, DESK_LIFE, at(0, 12), "UTC"):
            count = sent(count, kind, at(0, 12), "UTC")
    assert len(count.kinds) <= 5
    assert sum(kind in ("note", "comeback") for kind in count.kinds) <= 1


# Caps on sessions (FACTS B0, F7) ----------------------------------------------------------------


def test_b0_three_sessions_a_day_and_then_easy_ones():
    rows = [done(0, hour) for hour in (5, 6, 7)]
    assert opens(diary(*rows[:2]), "stretch") == "full"
    assert opens(diary(*rows), "stretch") == "easy"
    assert opens(diary(*rows), "desk") == "full"
    assert opens(diary(*rows, now=at(1, 9)), "stretch") == "full"


def test_desk_breaks_empty_sessions_and_last_evening_do_not_count():
    rows = (
        done(0, 5, kind="desk"),
        replace(done(0, 6), done=0),
        done(0, 7),
        done(0, 3),
        done(0, 8),
    )
    assert opens(diary(*rows), "stretch") == "full"


def test_f7_extra_sessions_are_of_easy_items_only():
    items = {slug for slug, one in BOOK.stretches.items() if week.easy(one)}
    assert {"belly-breathing", "cat-cow", "easy-walk"} <= items
    assert not {"hamstring-chair", "bridge", "press-up", "wall-plank"} & items


# The streak that forgives -----------------------------------------------------------------------

MONDAY = date(2026, 11, 23)


def weeks(*per_week, start=None):
    """The streak after weeks with so many active days each, seen on the Monday after."""
    streak = start or rolled(Streak(), MONDAY)
    first = date.fromisoformat(streak.monday)
    for number, days in enumerate(per_week):
        for day in range(days):
            streak = active(streak, first + timedelta(days=7 * number + day))
    return rolled(streak, first + timedelta(days=7 * len(per_week)))


STREAKS = [
    ("three_days_keep_a_week", (3, 3), 2),
    ("two_do_not", (2,), 0),
    ("a_chain_is_not_needed", (3, 7, 3), 3),
    ("a_missed_week_takes_a_freeze", (3, 3, 0, 3), 3),
    ("two_missed_weeks_begin_anew", (3, 3, 0, 0, 3), 1),
    ("four_kept_weeks_earn_a_freeze", (3, 3, 3, 3, 0, 0, 3), 5),
    ("two_freezes_are_the_most", (*[3] * 12, 0, 0, 0), 0),
]


@pytest.mark.parametrize(("row", "per_week", "count"), STREAKS)
def test_a_week_counts_not_a_chain(row, per_week, count):
    assert weeks(*per_week).weeks == count, row


def test_the_best_is_kept_and_a_freeze_is_not_spent_on_nothing():
    streak = weeks(3, 3, 0, 0)
    assert (streak.weeks, streak.best, streak.freezes) == (0, 2, 0)
    assert weeks(0).freezes == 1


def test_the_week_under_way_is_never_lost():
    streak = weeks(3, 3)
    assert rolled(streak, MONDAY + timedelta(days=20)).weeks == 2


FROZEN = [(0, 3), (1, 3), (2, 2), (3, 1), (4, 1), (7, 1)]


@pytest.mark.parametrize(("off", "needed"), FROZEN)
def test_frozen_days_make_fewer_enough(off, needed):
    days = [MONDAY + timedelta(days=6 - n) for n in range(off)]
    streak = frozen(rolled(Streak(), MONDAY), days, MONDAY)
    assert weeks(needed, start=streak).weeks == 1
    assert weeks(needed - 1, start=streak).weeks == 0


def test_a_week_in_a_flare_counts_neither_way():
    streak = weeks(3, 3)
    first = date.fromisoformat(streak.monday)
    streak = frozen(streak, [first + timedelta(days=n) for n in range(5)], first)
    later = weeks(0, start=streak)
    assert (later.weeks, later.freezes) == (2, streak.freezes)


def test_a_pause_is_frozen_ahead():
    streak = weeks(3)
    first = date.fromisoformat(streak.monday)
    streak = frozen(streak, [first + timedelta(days=n) for n in range(21)], first)
    assert len(streak.frozen) == 7
    later = weeks(0, 0, 0, 0, start=streak)
    assert (later.weeks, later.freezes, later.ahead) == (1, 0, ())


def test_days_of_weeks_that_are_over_stay_as_they_are():
    streak = weeks(3)
    first = date.fromisoformat(streak.monday)
    assert frozen(streak, [first - timedelta(days=1)], first) == streak


def test_whoever_starts_late_in_a_week_has_its_first_days_frozen():
    saturday = MONDAY + timedelta(days=5)
    streak = rolled(active(Streak(), saturday), MONDAY + timedelta(days=7))
    assert streak.weeks == 1


def test_the_days_of_a_span_are_the_persons_own():
    assert len(span(at(0, 9), at(2, 3), "UTC")) == 2
    assert span(at(0, 9), at(0, 10), "UTC") == (span(at(0), at(1, 1), "UTC")[-1],)


@given(st.lists(st.integers(0, 7), max_size=20))
def test_a_streak_counts_kept_weeks_alone_and_forgives_two_at_the_most(per_week):
    streak = weeks(*per_week)
    assert streak.weeks <= streak.best <= sum(days >= 3 for days in per_week)
    assert 0 <= streak.freezes <= 2
    assert weeks(*per_week, 3).weeks == streak.weeks + 1
