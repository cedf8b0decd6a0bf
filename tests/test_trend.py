"""The dose follows the pain: every row of FACTS D3 and D4, named after the row."""

import pytest
from diaries import BOOK, DAY, HOUR, at, diary, done, levels, pain, step
from hypothesis import given
from hypothesis import strategies as st

from bot.core.course import heed, score, trend
from bot.core.course.diary import (
    alike,
    before,
    mean,
    median,
    mornings,
    next_morning,
    rising,
    with_pain,
)
from bot.core.course.score import HURTS, REST, After, Before, During, after, during, too_much
from bot.core.course.score import before as allowed
from bot.core.talk.journal import Pain, Past
from bot.core.values import replace

READINGS = st.lists(
    st.tuples(st.integers(0, 40 * 4), st.integers(0, 10), st.sampled_from(["", "neck", "hips"])),
    max_size=30,
)


@given(READINGS, st.integers(1, 28))
def test_a_jump_is_found_as_by_looking_at_every_pair(readings, days):
    now = at(0)
    known = [
        Pain(n, now - ago * 5 * HOUR, level, area) for n, (ago, level, area) in enumerate(readings)
    ]
    told = diary(*known, now=now)
    pains = sorted(told.past.pains, key=lambda one: (one.at, one.n))

    def leaps(one):
        near = [o for o in pains if one.at - 30 * HOUR < o.at <= one.at and o.n != one.n]
        return any(one.level - other.level >= 3 for other in alike(one, near))

    last = [one for one in pains if now - days * DAY < one.at <= now and leaps(one)]
    found = trend.jumped(told, days * DAY)
    assert (found and found.at) == (last[-1].at if last else None)


# FACTS D3: score by score ---------------------------------------------------------------------

BEFORE = {
    0: Before(grow=True),
    1: Before(grow=True),
    2: Before(grow=True),
    3: Before(grow=True),
    4: Before(level_one=True, half_holds=True),
    5: Before("gentle", level_one=True, half_holds=True),
    6: Before("flare", level_one=True, half_holds=True),
    7: Before("none", level_one=True, half_holds=True, screen=True),
    8: Before("none", level_one=True, half_holds=True, screen=True),
    9: Before("none", level_one=True, half_holds=True, screen=True, care=1),
    10: Before("none", level_one=True, half_holds=True, screen=True, care=0),
}

DURING = {
    0: ("carry_on", 0),
    1: ("carry_on", 0),
    2: ("carry_on", 0),
    3: ("ease", 0),
    4: ("swap", DAY),
    5: ("swap", DAY),
    6: ("leave_out", REST),
    7: ("end", REST),
    8: ("end", REST),
    9: ("end", REST),
    10: ("end", REST),
}

AFTER = {
    0: After(),
    1: After(),
    2: After(),
    3: After(),
    4: After(regress=True),
    5: After(regress=True, half=True),
    6: After(regress=True, half=True, rest=REST),
    7: After(regress=True, half=True, rest=REST, flare=True, screen=True),
    8: After(regress=True, half=True, rest=REST, flare=True, screen=True, care=1),
    9: After(regress=True, half=True, rest=REST, flare=True, screen=True, care=1),
    10: After(regress=True, half=True, rest=REST, flare=True, screen=True, care=0),
}


@pytest.mark.parametrize("level", range(11))
def test_d3_before_a_session(level):
    assert allowed(level) == BEFORE[level]


@pytest.mark.parametrize("level", range(11))
def test_d3_during(level):
    answer = during(level)
    assert (answer.do, answer.rest) == DURING[level]
    assert answer.strike is (level >= 4)
    assert answer.no_static is (level in (5, 6))
    assert answer.flare is answer.screen is (level >= 7)


@pytest.mark.parametrize("level", range(11))
def test_d3_after(level):
    assert after(level, level) == AFTER[level]


def test_d3_after_2_up_is_a_step_back_at_any_height():
    assert after(2, 0).regress
    assert after(3, 1) == After(regress=True)
    assert not after(3, 2).regress
    assert not after(3, None).regress
    assert after(None, 2) == After()


def test_d3_3_holds_progress_if_rising():
    assert not allowed(3, rising=True).grow
    assert not allowed(1, rising=True).grow


def test_d3_8_is_urgent_if_it_does_not_settle():
    assert allowed(8, settles=False).care == 1
    assert allowed(7, settles=False).care is None


def test_without_a_reading_everything_normal_is_open_and_nothing_grows():
    assert allowed(None) == Before()


def allows(level):
    return {slug for slug, one in BOOK.stretches.items() if allowed(level).allows(one)}


def test_d3_5_is_mobility_and_breathing_only():
    more = {slug for slug in allows(5) if BOOK.stretches[slug].type not in score.GENTLE}
    assert more == {"easy-walk", "legs-on-chair-rest", "side-lie-rest"}  # open at 6 as well


def test_d3_4_is_level_1():
    assert {BOOK.stretches[slug].level for slug in allows(4)} == {1}
    assert "figure-four-seated" in allows(4)


def test_d3_6_is_the_flare_style_set_only():
    assert allows(6) == {slug for slug, one in BOOK.stretches.items() if one.flare_safe}


def test_d3_7_is_no_exercise():
    assert not any(allows(level) for level in (7, 8, 9, 10))


@given(st.integers(0, 9))
def test_a_higher_score_never_opens_a_stretch(level):
    assert allows(level + 1) <= allows(level)


@pytest.mark.parametrize(
    ("kind", "do"),
    [
        ("pull", "ease"),
        ("ache", "swap"),
        ("sharp", "leave_out"),
        ("spreading", "end"),
        ("spasm", "end"),
    ],
)
def test_f2_every_answer_to_hurts_has_its_row(kind, do):
    assert HURTS[kind].do == do
    assert isinstance(HURTS[kind], During)


@pytest.mark.parametrize(
    ("earlier", "later", "flare", "stops"),
    [(3, 4, True, True), (3, 4, False, False), (3, 5, False, True), (3, 3, True, False)],
)
def test_d2_6_up_by_1_in_a_flare_or_2_otherwise_stops_the_move(earlier, later, flare, stops):
    assert too_much(earlier, later, flare=flare) is stops


# FACTS D4: each row, when it holds and when it does not -----------------------------------------

D4 = [
    ("seven_or_more", trend.strong, levels(2, 7), True),
    ("seven_or_more", trend.strong, levels(2, 6), False),
    ("seven_or_more", trend.strong, levels(7, None, 2), False),
    ("up_2_over_3_days", trend.risen, levels(2, 2, 2, 2, 4, 4, 4), True),
    ("up_2_over_3_days", trend.risen, levels(2, 2, 2, 2, 3, 4, 4), True),
    ("up_2_over_3_days", trend.risen, levels(2, 2, 2, 2, 2, 2, 4), False),
    ("up_2_over_3_days", trend.risen, levels(2, 2, 2, 2, 3, 3, 3), False),
    ("up_2_over_3_days", trend.risen, levels(2, 2, 2, 2, None, None, 4), False),
    ("up_2_over_3_days", trend.risen, levels(4, 4), False),
    ("up_30_percent_from_4", trend.risen, levels(5, 5, 5, 5, 6, 7, 7), True),
    ("up_30_percent_from_4", trend.risen, levels(5, 5, 5, 5, 6, 6, 6), False),
    ("up_30_percent_not_below_4", trend.risen, levels(3, 3, 3, 3, 4, 4, 4), False),
    ("up_3_in_24_hours", trend.jumped, levels(1, 4), True),
    ("up_3_in_24_hours", trend.jumped, levels(1, 3), False),
    ("up_3_in_24_hours", trend.jumped, levels(4, 1), False),
    ("up_3_in_24_hours", trend.jumped, levels(1, None, 4), False),
    ("up_3_in_24_hours", trend.jumped, (pain(0, 4, 6), pain(0, 7, 8)), True),
    ("spreading", trend.spread, (step(0, outcome="spreading"),), True),
    ("spreading", trend.spread, (step(-2, outcome="spreading"),), False),
    ("spreading", trend.spread, (step(0, outcome="sharp"),), False),
    ("spreading", trend.spread, (pain(0, 2, area="hamstrings"),), True),
    (
        "a_limb_spoken_of_before_is_not_new",
        trend.spread,
        (pain(-3, 2, area="wrists"), pain(0, 2, area="wrists")),
        False,
    ),
    (
        "pain_that_retreats_is_fine",
        trend.spread,
        (pain(-2, 3, area="hamstrings"), pain(0, 3, area="lower-back")),
        False,
    ),
    ("fall_of_2_over_14_days", trend.improved, levels(*[4] * 7, *[2] * 7), True),
    ("fall_of_2_over_14_days", trend.improved, levels(*[4] * 7, *[3] * 7), False),
    ("fall_of_30_percent", trend.improved, levels(*[3] * 7, *[2] * 7), True),
    ("fall_within_the_error", trend.improved, levels(*[1] * 7, 1, 1, 1, 1, 0, 0, 0), False),
    ("fall_with_too_little_to_go_by", trend.improved, levels(4, *[None] * 7, 2, 2, 2), False),
    ("fall_without_readings", trend.improved, (), False),
]


@pytest.mark.parametrize(("row", "rule", "rows", "holds"), D4)
def test_d4(row, rule, rows, holds):
    assert (rule(diary(*rows)) is not None) is holds, row


D4_MORNINGS = [
    ("next_morning_2_above", (2, 4), True),
    ("next_morning_1_above", (2, 3), False),
    ("next_morning_lower", (4, 2), False),
]


@pytest.mark.parametrize(("row", "levels_", "holds"), D4_MORNINGS)
def test_d4_next_morning(row, levels_, holds):
    rows = (done(-1, before=levels_[0]), pain(0, levels_[1]))
    assert (trend.reacted(diary(*rows)) is not None) is holds, row


def test_d4_a_reactive_morning_asks_of_the_next_session_alone():
    rows = (done(-1, before=1), pain(0, 3))
    assert trend.reacted(diary(*rows)) is not None
    desk = done(0, 8.6, kind="desk")
    assert trend.reacted(diary(*rows, desk)) is not None
    assert trend.reacted(diary(*rows, done(0, 8.1))) is None  # it began with that reading
    assert trend.reacted(diary(*rows, now=at(8))) is None


def test_d4_two_reactive_mornings_in_a_week_lead_a_stage_down():
    rows = (done(-3, before=1), pain(-2, 3), done(-1, before=1), pain(0, 3))
    assert trend.reacted_twice(diary(*rows)) is not None
    assert trend.reacted_twice(diary(*rows), since=at(-1)) is None
    assert trend.reacted_twice(diary(*rows[:2])) is None
    assert trend.reacted_twice(diary(*rows, now=at(6))) is None


@pytest.mark.parametrize(
    ("earlier", "later", "where"),
    [
        ("lower-back", "hamstrings", "spreads"),
        ("hamstrings", "lower-back", "retreats"),
        ("lower-back", "hips", ""),
        ("wrists", "hamstrings", ""),
    ],
)
def test_d4_where_pain_goes(earlier, later, where):
    assert trend.moved(earlier, later) == where


D4_STUCK = [
    ("day_14_of_an_episode", 7, 14, 14, True),
    ("day_13_of_an_episode", 7, 13, 14, False),
    ("week_6_of_a_programme", 6, 42, 42, True),
    ("2_points_better", 8, 14, 14, False),
]


@pytest.mark.parametrize(("row", "first", "day", "limit", "holds"), D4_STUCK)
def test_d4_no_change(row, first, day, limit, holds):
    told = diary(*levels(6, 6, 6), now=at(0, 9))
    found = trend.stuck(told, at(-day, 9), first, limit)
    assert (found is not None) is holds, row


def test_d4_no_change_says_nothing_of_a_back_that_hardly_hurts_or_is_not_heard_of():
    assert trend.stuck(diary(*levels(1, 1)), at(-50), 1, 42) is None
    assert trend.stuck(diary(), at(-50), 6, 42) is None


D4_SORE = [
    ("5_for_3_days", levels(5, 5, 5, area="neck"), ("neck",)),
    ("5_for_3_days_to_yesterday", levels(5, 6, 5, area="neck", last=-1), ("neck",)),
    ("a_4_among_them", levels(5, 4, 5, area="neck"), ()),
    ("a_day_without", levels(5, None, 5, area="neck"), ()),
    ("no_area_named", levels(5, 5, 5), ("",)),
    (
        "two_areas",
        (*levels(5, 5, area="neck", last=-1), pain(0, 5, area="hips")),
        (),
    ),
    (
        "no_area_counts_for_each",
        (*levels(5, 5, area="neck", last=-1), pain(0, 5)),
        ("neck",),
    ),
]


@pytest.mark.parametrize(("row", "rows", "areas"), D4_SORE)
def test_d4_same_area_5_for_3_days(row, rows, areas):
    assert tuple(f.area for f in trend.sore_for_days(diary(*rows))) == areas, row


def test_d4_72_hours_of_silence_after_7():
    assert trend.silent_since(diary(pain(0, 7))) == at(0) + 72 * HOUR
    assert trend.silent_since(diary(pain(-1, 7), pain(0, 5))) is None
    assert trend.silent_since(diary()) is None


@pytest.mark.parametrize(("day", "skipped"), [(-1, False), (-2, False), (-3, True)])
def test_d4_two_skipped_days_offer_a_short_set(day, skipped):
    assert trend.skipped_days(diary(done(day))) is skipped


def test_one_who_never_moved_skipped_nothing():
    assert not trend.skipped_days(diary())


def test_d4_what_each_row_asks_for():
    assert set(heed.ASKS) >= {rule.__name__ for rule in heed.RULES}
    asks = heed.ASKS
    assert asks["strong"].screen
    assert asks["strong"].flare
    risen = asks["risen"]
    assert risen.stage_down and risen.half_holds and risen.no_new  # noqa: PT018
    assert risen.ask_why and risen.screen  # noqa: PT018
    assert asks["jumped"] == heed.Heed(screen=True, flare_style=True, hold=True)
    assert asks["reacted"] == heed.Heed(half=True, no_strength=True, hold=True)
    assert asks["reacted_twice"].stage_down
    assert asks["spread"].screen
    assert asks["improved"] == heed.Heed()
    assert asks["stuck"].soon
    assert asks["sore_for_days"].soon


def test_findings_ask_for_everything_that_any_of_them_asks_for():
    found = heed.findings(diary(*levels(5, 5, 8, area="neck")))
    whole = heed.heed(found)
    assert {one.key for one in found} == {"strong", "jumped", "sore_for_days"}
    assert whole.flare and whole.flare_style and whole.soon  # noqa: PT018
    assert whole.closed == {"neck"}
    assert heed.heed(found[::-1]) == whole
    assert heed.heed(()) == heed.Heed()


# The strength gate ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "rows", "since", "opens"),
    [
        ("a_quiet_week", levels(3, 3, 3), 60, True),
        ("over_3_on_average", levels(3, 4, 3), 60, False),
        ("too_few_days", levels(1, 1), 60, False),
        ("nothing_read", (), 60, False),
        ("first_week", levels(1, 1, 1), 6, False),
        ("a_reactive_morning", (*levels(0, 0, 2), done(-1, before=0)), 60, False),
    ],
)
def test_strength_opens_after_a_quiet_week(row, rows, since, opens):
    assert trend.strength_open(diary(*rows, since=at(-since))) is opens, row


# Reading the diary ------------------------------------------------------------------------------


def test_what_lies_ahead_is_not_there():
    told = diary(pain(0, 3), pain(1, 9), done(1))
    assert [one.level for one in told.pains()] == [3]
    assert told.sessions() == ()


def test_rows_may_come_in_any_order():
    assert [one.level for one in diary(pain(0, 2), pain(-1, 5)).pains()] == [5, 2]


def test_what_was_done_without_the_bot_or_not_at_all_is_no_session():
    rows = (done(0, kind="moved"), replace(done(0), done=0))
    assert diary(*rows).sessions() == ()


def test_the_day_ends_at_four():
    peaks = diary(pain(0, 5, 1), pain(0, 2, 8)).peaks()
    assert sorted(peaks.values()) == [2, 5]
    assert list(diary(pain(-1, 9), pain(0, 2)).peaks(1).values()) == [2]


@pytest.mark.parametrize(
    ("per_day", "rises"),
    [
        ((), False),
        ((3,), False),
        ((2, 3), True),
        ((3, 3), False),
        ((3, 2, 3), False),
        ((2, 3, 3), False),
        ((2, 2, 2, 3), True),
        ((2, None, None, None, 3), False),
    ],
)
def test_pain_rises_when_a_day_tops_the_three_before(per_day, rises):
    assert rising(diary(*levels(*per_day))) is rises


def test_mornings_and_evenings_that_differ_are_not_a_rise():
    rows = [p for day in (-2, -1, 0) for p in (pain(day, 3, 8), pain(day, 1, 20))]
    assert not rising(diary(*rows, now=at(1)))


def test_the_middle_of_the_readings():
    assert median([]) is None
    assert median([3]) == 3
    assert median([5, 1, 2]) == 2
    assert median([1, 2, 4, 9]) == 3
    assert mean([]) is None
    assert mean([1, 2]) == 1.5


def test_readings_are_compared_within_their_area():
    neck, hips, bare = pain(-2, 1, area="neck"), pain(-1, 5, area="hips"), pain(0, 2)
    assert alike(pain(0, 6, area="neck"), (neck, hips, bare)) == (neck, bare)
    assert alike(pain(0, 6, area="wrists"), (neck, hips)) == (neck, hips)
    assert alike(pain(0, 6), (neck, hips)) == (neck, hips)


@pytest.mark.parametrize(("hours", "known"), [(11, None), (12, 4), (24, 4), (30, 4), (31, None)])
def test_the_next_morning_is_the_first_reading_12_to_30_hours_later(hours, known):
    rows = (done(0, 8), pain(0, 4, 8 + hours), pain(0, 6, 8 + hours + 1))
    read = next_morning(diary(*rows, now=at(3)), at(0, 8))
    got = read.level if read else None
    assert got == (6 if hours == 11 else known)


def test_two_sessions_share_a_morning_and_only_a_sure_one_tells():
    rows = (done(-1, 8, before=2), done(-1, 10, before=4), pain(0, 4, 8))
    assert [one.reactive for one in mornings(diary(*rows), 7 * DAY)] == [True]


def test_the_reading_before_a_session_is_its_own_or_the_last_of_the_day():
    told = diary(pain(-1, 5, 12), pain(-1, 3, 20))
    assert before(told, done(0, 8, before=1)) == 1
    assert before(told, done(0, 8, before=None)) == 3
    assert before(diary(), done(0, 8, before=None)) is None


def test_one_reading_is_one_morning_however_many_sessions_it_follows():
    rows = (done(-1, 8, before=4), done(-1, 10, before=2), pain(0, 4, 8))
    assert [(one.level, one.reactive) for one in mornings(diary(*rows), 7 * DAY)] == [(4, True)]
    told = diary(done(-1, 8, before=None), pain(0, 4))
    assert mornings(told, 7 * DAY) == ()


def test_a_reading_of_this_very_turn_joins_the_journal():
    assert with_pain(Past(), pain(0, 3)).pains == (pain(0, 3),)
