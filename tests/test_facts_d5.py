"""FACTS D5 in the running bot: what makes a dose grow, what holds it, and what takes it back."""

from itertools import pairwise

import pytest
from chat import Chat, book, change
from diaries import DAY

from bot.core.course.course import Ladder, Progress
from bot.core.course.ladder import dose, read
from bot.core.dose import length
from bot.core.values import replace

BOOK = book()
HOLDING = ("mobility", "static", "strength")
WALK, SQUEEZE, ROLLS = "easy-walk", "blade-squeeze", "knee-rolls"


def somebody(steps=0, slug=WALK, **more):
    """A settled person who likes one move and has come so far with it; past the first weeks."""
    chat = Chat().settle(desk=False)
    known = {slug: Ladder(steps=steps, last=chat.now)}
    values = {"since": chat.now - 85 * DAY, "pins": (slug,), "progress": Progress(known)}
    change(chat, **{**values, **more})
    return chat


def session(
    chat, *, days=1, before="2", feeling="Better", after="2", effort="Easy", line="/stretch"
):
    """A session so many days later, to its end."""
    chat.wait(days * DAY)
    change(chat, screened_at=chat.now, flare=None)
    chat.say(line) if line.startswith("/") else chat.press(line)
    chat.tap(before)
    chat.finish(feeling, after)
    if effort:
        chat.tap(effort)


def steps(chat, slug=WALK):
    return chat.me.progress.ladders[slug].steps


# Good session, step up and hold


MIXED = [
    ("all_good", {}, 1),
    ("just_right", {"effort": "Just right"}, 1),
    ("no_effort_told_counts_neither_way", {"effort": ""}, 1),
    ("too_much", {"effort": "Too much"}, 0),
    ("felt_worse", {"feeling": "Worse"}, 0),
    ("4_before", {"before": "4"}, 0),
    ("4_after", {"after": "4", "effort": ""}, 0),
    ("2_up_after", {"before": "1", "after": "3", "effort": ""}, 0),
]


@pytest.mark.parametrize(("row", "mixed", "grown"), MIXED)
def test_d5_good_session_twice_in_a_row_or_the_dose_is_held(row, mixed, grown):
    chat = somebody()
    for kind in ({}, mixed, {}, mixed, {}):
        session(chat, **kind)
    assert steps(chat) == grown, row


def test_d5_hold_until_three_days_after_the_last_change():
    chat, seen = somebody(), []
    for _ in range(8):
        session(chat)
        seen.append(steps(chat))
    ups = [n for n in range(1, 8) if seen[n] > seen[n - 1]]
    assert len(ups) > 1
    assert all(later - earlier >= 3 for earlier, later in pairwise(ups))


@pytest.mark.parametrize(("apart", "good"), [(1, 1), (2, 2)])
def test_d5_strength_counts_two_good_sessions_48_hours_apart(apart, good):
    chat = somebody(slug=SQUEEZE)
    for _ in range(2):
        session(chat, line=f"only {SQUEEZE}")
        if apart == 2:
            chat.wait(DAY)
            chat.say("/pain 2")
    session(chat, line=f"only {SQUEEZE}")
    assert chat.me.progress.ladders[SQUEEZE].good == good


def fortnight(minutes):
    """Somebody to whom everything is easy, as they are at the end of each of 14 days."""
    chat = somebody(minutes=minutes)
    for _ in range(14):
        session(chat)
        yield chat


@pytest.mark.parametrize("minutes", [5, 12])
def test_d5_one_stretch_in_three_may_change_in_a_week(minutes):
    most = 0
    for chat in fortnight(minutes):
        week = {one.stretch for one in chat.me.progress.grown if chat.now - one.at < 7 * DAY}
        rows = chat.store.past(7, chat.now).stretches
        shown = {row.stretch for row in rows if chat.now - row.at < 8 * DAY}
        assert len(week) <= max(1, len(shown) // 3)
        most = max(most, len(week))
    assert most > 0


@pytest.mark.parametrize("minutes", [5, 12])
def test_d5_cap_never_more_than_15_percent_of_the_weeks_holding_time(minutes):
    grown = 0
    for chat in fortnight(minutes):
        up = [one for one in chat.me.progress.grown if chat.now - one.at < 7 * DAY]
        held = sum(
            length(read(row.dose))
            for row in chat.store.past(7, chat.now).stretches
            if chat.now - row.at < 7 * DAY and BOOK.stretches[row.stretch].type in HOLDING
        )
        assert sum(one.seconds for one in up) * 100 <= held * 15
        grown += sum(one.seconds for one in up)
    assert grown > 0


def test_d5_cap_keeps_a_long_hold_as_it_is_when_it_is_all_that_is_done():
    chat = somebody(slug="hip-flexor-stand")
    for _ in range(5):
        session(chat, line="only hip-flexor-stand")
    assert chat.me.progress.ladders["hip-flexor-stand"].good >= 2
    assert steps(chat, "hip-flexor-stand") == 0


@pytest.mark.parametrize(("week", "lighter"), [(2, False), (3, True), (4, False), (7, True)])
def test_d5_cap_lighter_fourth_week_is_70_percent(week, lighter):
    chat = somebody(3, "cat-cow")
    change(chat, since=chat.now - (week * 7 + 1) * DAY, screened_at=chat.now)
    chat.press("only cat-cow")
    chat.tap("2")
    full = dose(BOOK.stretches["cat-cow"], 3)
    today = chat.me.session.steps[0].dose
    assert today == (replace(full, reps=full.reps * 7 // 10) if lighter else full)


# Step down, a break, and the sides


DOWN = [
    ("too_hard", {"effort": "Too much"}, 2),
    ("4_after", {"after": "4", "effort": ""}, 2),
    ("2_up_after", {"before": "0", "effort": ""}, 2),
    ("nothing_of_that", {}, 4),
]


@pytest.mark.parametrize(("row", "told", "left"), DOWN)
def test_d5_step_down_is_two_steps(row, told, left):
    chat = somebody(4)
    session(chat, **told)
    assert steps(chat) == left, row


@pytest.mark.parametrize(("morning", "left"), [("2", 4), ("3", 2)])
def test_d5_step_down_on_a_reactive_morning(morning, left):
    chat = somebody(4)
    session(chat, before="1", after="1", effort="")
    session(chat, before=morning, after="2", effort="")
    assert steps(chat) == left


def hurt(chat, slug, done=0):
    """One move from its card that hurts after so many sides, and no more of it."""
    change(chat, screened_at=chat.now)
    chat.press(f"only {slug}")
    chat.tap("2")
    for _ in range(done):
        chat.tap("✓ Done")
    chat.tap("Hurts")
    chat.tap("A dull ache")
    chat.tap("Stop")
    chat.tap("Same")
    chat.tap("2")


def test_d5_step_down_when_the_move_itself_hurts():
    chat = somebody(4, "cat-cow")
    hurt(chat, "cat-cow")
    assert steps(chat, "cat-cow") == 2


@pytest.mark.parametrize(("days", "left"), [(6, 4), (7, 2), (13, 2), (14, 0), (27, 0)])
def test_d5_return_after_a_break(days, left):
    chat = somebody(4)
    chat.wait(days * DAY)
    change(chat, screened_at=chat.now)
    chat.say("/stretch")
    chat.tap("2")
    assert steps(chat) == left


def test_d5_sides_share_the_lower_dose_when_one_hurts():
    chat = somebody(4, ROLLS)
    hurt(chat, ROLLS, done=1)
    chat.wait(2 * DAY)
    change(chat, screened_at=chat.now)
    chat.press(f"only {ROLLS}")
    chat.tap("2")
    doses = {one.side: one.dose for one in chat.me.session.steps if one.stretch == ROLLS}
    assert set(doses) == {"left", "right"}
    assert len(set(doses.values())) == 1
    assert length(doses["left"]) < length(dose(BOOK.stretches[ROLLS], 4))
