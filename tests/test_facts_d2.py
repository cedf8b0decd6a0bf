"""FACTS D2 in the running bot: every node of the tree of an acute spasm."""

import pytest
from chat import START, Chat, book, change
from diaries import DAY

from bot.core.course.suggesting import Suggested
from bot.core.schedule import epoch, local
from bot.core.talk.journal import Pain
from bot.core.talk.state import Flare

HOUR = 3600
BETTER, SAME, WORSE = "Better than it was", "About the same", "Stronger than at the start"


def told(words="/pain 7", flag="None of these"):
    """Somebody who tells of a spasm at 11 o'clock, and answers the warning signs."""
    chat = Chat().settle()
    chat.until("10:00")
    change(chat, screened_at=chat.now - DAY)
    chat.say(words)
    if "Yes, right now" in chat.labels:
        chat.tap("Yes, right now")
    if flag:
        chat.tap(flag)
    return chat


# 1 Red flags ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flag", "tier"),
    [("Peeing", 0), ("Both legs", 0), ("I’m not sure", 1), ("None of these", None)],
)
def test_d2_1_red_flag_check_comes_first(flag, tier):
    chat = told(flag=flag)
    if flag.startswith("I’m"):
        chat.tap("Something else, or still not sure")
    assert (chat.me.care and chat.me.care.tier) == tier
    chat.say("/stretch")
    assert chat.me.session is None or not chat.me.session.steps


# 2 Locked now, or 7 and more --------------------------------------------------------------------


@pytest.mark.parametrize(("words", "flares"), [("/pain 6", False), ("/pain 7", True)])
def test_d2_2_pain_of_7_and_more_is_flare_mode(words, flares):
    chat = told(words, flag="None of these" if flares else "")
    assert (chat.me.flare is not None) == flares


def test_d2_2_a_muscle_that_locks_is_flare_mode_without_a_number():
    chat = told("my back is in spasm")
    assert chat.me.flare.locked_at is not None


def test_d2_2_flare_mode_is_breathing_ease_heat_small_movement_and_short_walks():
    chat = told()
    for part in ("breathing", "position", "tiny movements", "short walks"):
        assert part in chat.text
    chat.tap("Positions of ease")
    assert "walk" in chat.text
    chat.tap("‹ Back")
    chat.tap("Heat or cold?")
    assert "skin" in chat.text
    chat.tap("‹ Back")
    chat.tap("Calm routine")
    slugs = {one.stretch for one in chat.me.session.steps}
    assert "belly-breathing" in slugs
    assert "easy-walk" in slugs
    of = [book().stretches[slug] for slug in slugs]
    assert all(one.flare_safe for one in of)
    assert not any(one.type in ("static", "strength") for one in of)
    assert not any("roll" in slug and slug != "knee-rolls" for slug in slugs)


@pytest.mark.parametrize("area", ["Lower back", "Neck"])
def test_d2_2_offer_the_two_flare_routines(area):
    chat = Chat().settle(area=area)
    change(chat, flare=Flare(chat.now, 8), screened_at=chat.now)
    chat.press("calm")
    key = "flare-neck" if area == "Neck" else "flare-low"
    routine = {one.stretch for one in book().routines[key].steps}
    assert {one.stretch for one in chat.me.session.steps} <= routine


def test_d2_2_flare_mode_lasts_24_hours_and_mutes_the_streak_and_the_pings():
    chat = told()
    chat.messages.clear()
    chat.wait(DAY - HOUR)
    assert not any("Good morning" in one.text for one in chat.messages.values())
    chat.say("/pain 2")
    assert "at least until" in chat.text
    assert len(chat.me.streak.frozen) >= 2


# 3 Asked again ----------------------------------------------------------------------------------


def asked_at(chat):
    return [at for (at,) in chat.store.rows("SELECT at FROM rings WHERE line LIKE 'checkin%'")]


def test_d2_3_asked_again_in_2_to_3_hours_that_evening_and_next_morning_when_wanted():
    chat = told()
    assert asked_at(chat) == []
    since = chat.me.flare.since
    chat.tap("Ask me again")
    here = local(since, chat.me.zone).date()
    evening = epoch(here, 19 * 60, chat.me.zone)
    times = []
    while (at := asked_at(chat)) and len(times) < 3:
        times.append(at[0])
        chat.wait(at[0] - chat.now)
        assert "You wanted me to ask" in chat.text
        chat.say("6")
    assert 2 * HOUR <= times[0] - since <= 3 * HOUR
    assert times[1] == evening
    assert local(times[2], chat.me.zone).hour == 8
    assert local(times[2], chat.me.zone).date() > here


def later(hours, level, first=8, told=None, **more):
    """A flare that began so many hours ago at `first`, and a reading now."""
    chat = Chat().settle()
    chat.wait(6 * DAY)
    since = chat.now - int(hours * HOUR)
    chat.store.rows("DELETE FROM pains")
    chat.store.record(7, [Pain(900, since, first)])
    change(chat, flare=Flare(since, first, **more), screened_at=chat.now - 2 * HOUR, cared_at=1)
    change(chat, soon=told or {})
    chat.say(f"/pain {level}")
    return chat


ANSWERS = [
    ("better", 5, 6, 8, BETTER),
    ("better_by_2_exactly", 5, 5, 7, BETTER),
    ("same", 5, 6, 7, SAME),
    ("same_after_48_hours", 49, 6, 7, "physiotherapist or a pharmacist"),
    ("same_before_48_hours", 47, 6, 7, SAME),
]


@pytest.mark.parametrize(("row", "hours", "level", "first", "said"), ANSWERS)
def test_d2_3_better_or_same(row, hours, level, first, said):
    chat = later(hours, level, first)
    assert said in chat.text, row
    assert chat.me.flare is not None
    assert "Today is for calm" in chat.text


@pytest.mark.parametrize(
    ("row", "hours", "level", "first"),
    [("worse", 5, 9, 7), ("8_and_not_settling", 3, 8, 8), ("worse_from_6", 5, 8, 6)],
)
def test_d2_3_worse_or_8_and_not_settling_is_tier_1(row, hours, level, first):
    chat = later(hours, level, first)
    chat.tap("None of these")
    assert chat.me.care.tier == 1, row


@pytest.mark.parametrize("days", [7, 10, 14])
def test_d2_3_same_after_1_to_2_weeks_is_the_tier_2_card(days):
    chat = later(days * 24, 6, 7)
    assert book().words["en"].safety.soon.title in chat.text
    assert chat.me.flare is not None


def test_d2_3_a_7_after_a_week_is_asked_the_signs_and_then_is_the_tier_2_card():
    chat = later(8 * 24, 7, 7)
    assert chat.me.screening is not None
    chat.tap("None of these")
    assert book().words["en"].safety.soon.title in chat.text
    assert chat.me.care is None
    chat.say("/pain 7")
    assert "Today is for calm" in chat.text


def test_d2_3_the_tier_2_card_comes_in_a_new_flare_whatever_was_suggested_before_it():
    told = {"flare": Suggested(START - 20 * DAY, 6), "stuck": Suggested(START, 6)}
    chat = later(7 * 24, 6, 7, told=told)
    assert book().words["en"].safety.soon.title in chat.text


# 4 Leaving --------------------------------------------------------------------------------------

LEAVE = [
    ("5_and_2_below_the_peak", 7, 5, 25, None, True),
    ("5_and_1_below_the_peak", 6, 5, 25, None, False),
    ("6_though_far_below_the_peak", 10, 6, 25, None, False),
    ("3_or_less", 4, 3, 25, None, True),
    ("not_24_hours_yet", 8, 2, 23, None, False),
    ("locked_within_24_hours", 8, 2, 30, 20, False),
    ("locked_before_that", 8, 2, 30, 25, True),
]


@pytest.mark.parametrize(("row", "first", "level", "hours", "locked", "leaves"), LEAVE)
def test_d2_4_leaving_flare_mode(*, row, first, level, hours, locked, leaves):
    locked_at = None if locked is None else START + 6 * DAY - locked * HOUR
    chat = later(hours, level, first, locked_at=locked_at)
    walks = "None, and I can walk for 5 minutes"
    assert (walks in chat.labels) == leaves, row
    if leaves:
        chat.tap(walks)
        assert chat.me.flare is None
        assert chat.me.progress.way.stage == 1
        assert "Stage 1 of 5" in chat.text


@pytest.mark.parametrize("answer", ["Not yet", "Both legs", "Something else"])
def test_d2_4_without_five_minutes_of_walking_or_with_a_sign_nobody_leaves(answer):
    chat = later(30, 2, 8)
    chat.tap(answer)
    assert chat.me.flare is not None


# 5 Stiff but not in spasm -----------------------------------------------------------------------


def stiff(cause):
    chat = Chat().settle()
    chat.until("10:00")
    change(chat, since=chat.now - 85 * DAY, screened_at=chat.now)
    chat.say("/flare")
    chat.tap("2")
    assert chat.me.flare is None
    chat.tap(cause)
    chat.tap("Stretch")
    chat.tap("2")
    return chat


def test_d2_5_sitting_is_the_normal_plan_warm_up_first():
    chat = stiff("Sitting")
    assert not chat.me.session.held.half
    assert book().stretches[chat.me.session.steps[0].stretch].type == "cardio"


def test_d2_5_exercise_is_half_a_dose_and_no_strength_for_3_days():
    chat = stiff("Exercise")
    assert chat.me.session.held.half
    assert chat.me.no_strength - chat.now > 2 * DAY
    of = book().stretches
    assert not any(of[one.stretch].type == "strength" for one in chat.me.session.steps)


def test_d2_5_unknown_is_a_small_plan_and_a_screening_in_3_days():
    chat = stiff("I don’t know")
    assert chat.me.session.held.half
    chat.finish()
    chat.wait(3 * DAY + HOUR)
    chat.say("/stretch")
    chat.tap("2")
    assert "None of these" in chat.labels


# 6 During a gentle move -------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "stops"), [(2, False), (3, True)])
def test_d2_6_up_by_2_in_normal_mode_stops_the_move(level, stops):
    chat = Chat().settle()
    change(chat, since=chat.now - 85 * DAY, screened_at=chat.now)
    chat.say("/stretch")
    chat.tap("1")
    chat.tap("✓ Done")
    move = chat.me.session.steps[1].stretch
    chat.say(f"{level} lower back")
    assert (move not in {one.stretch for one in chat.me.session.steps[1:]}) == stops


@pytest.mark.parametrize(("level", "stops"), [(4, False), (5, True)])
def test_d2_6_up_by_1_in_flare_mode_stops_the_move(level, stops):
    chat = later(5, 4, 8)
    chat.press("calm")
    assert chat.me.session.before == 4
    for _ in range(2):
        chat.tap("✓ Done")
    move = chat.me.session.steps[2].stretch
    chat.say(f"{level} lower back")
    assert (move not in {one.stretch for one in chat.me.session.steps[2:]}) == stops
    assert chat.journal.pains[-1].level == level


def test_d2_6_even_a_pull_swaps_the_move_in_a_flare():
    chat = later(5, 4, 8)
    chat.press("calm")
    for _ in range(2):
        chat.tap("✓ Done")
    move = chat.me.session.steps[2].stretch
    chat.tap("Hurts")
    chat.tap("A gentle pull")
    assert move not in {one.stretch for one in chat.me.session.steps[2:]}
