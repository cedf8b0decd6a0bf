"""FACTS D3 in the running bot, row by row: before a session, during, after, the next morning."""

import pytest
from chat import Chat, book, change

from bot.core.course.course import Ladder, Progress
from bot.core.dose import shorter_holds
from bot.core.talk.journal import Pain

DAY = 86400
GENTLE = ("mobility", "breathing")


def steady(level=1, **more):
    """Somebody for 85 days, with a reading of `level` on each of the last days."""
    chat = Chat().settle()
    chat.wait(3600)
    rows = [Pain(900 + n, chat.now - n * DAY, level) for n in range(1, 6)]
    chat.store.rows("DELETE FROM pains")
    chat.store.record(7, rows)
    change(chat, since=chat.now - 85 * DAY, screened_at=chat.now, **more)
    return chat


def begun(level, before=1, **more):
    chat = steady(before, **more)
    chat.say("/stretch")
    chat.tap(str(level))
    return chat


def moves(chat):
    return [book().stretches[one.stretch] for one in chat.me.session.steps]


# Before a session -------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_d3_before_0_to_3_normal_plan(level):
    chat = begun(level, level)
    assert any(one.type not in GENTLE for one in moves(chat))
    pairs = zip(chat.me.session.steps, moves(chat), strict=True)
    assert all(step.dose == one.start for step, one in pairs if not step.cut)


@pytest.mark.parametrize(("before", "grows"), [(3, True), (2, False)])
def test_d3_before_3_hold_progress_if_rising(before, grows):
    ripe = Progress({"belly-breathing": Ladder(good=2, last=Chat().now - 3600, changed=1)})
    chat = begun(3, before, progress=ripe, areas=("lower-back",))
    assert (chat.me.progress.ladders["belly-breathing"].steps > 0) == grows


def test_d3_before_4_level_1_half_holds():
    chat = begun(4, 4)
    assert {one.level for one in moves(chat)} == {1}
    held = [(s.dose, one.start) for s, one in zip(chat.me.session.steps, moves(chat), strict=True)]
    assert any(start.hold > 1 for _, start in held)
    assert all(dose == shorter_holds(start) for dose, start in held if start.hold)


def test_d3_before_5_mobility_and_breathing_only():
    chat = begun(5, 5)
    assert all(one.type in GENTLE or one.flare_safe for one in moves(chat))


def test_d3_before_6_flare_style_set_only():
    chat = begun(6, 5)
    assert all(one.flare_safe for one in moves(chat))
    assert chat.me.flare is None


@pytest.mark.parametrize("level", [7, 8])
def test_d3_before_7_and_8_no_session_screen_flare_plan(level):
    chat = steady(5)
    change(chat, screened_at=chat.now - DAY)
    chat.say("/stretch")
    chat.tap(str(level))
    assert chat.me.session is None
    assert "None of these" in chat.labels
    chat.tap("None of these")
    assert "Today is for calm" in chat.text
    assert chat.me.care is None


def test_d3_before_8_tier_1_if_it_does_not_settle():
    chat = steady(5)
    chat.say("/stretch")
    chat.tap("8")
    chat.wait(2 * 3600 + 60)
    chat.say("/pain 8")
    chat.tap("None of these")
    assert chat.me.care.tier == 1


@pytest.mark.parametrize(("flag", "tier"), [(False, 1), (True, 0)])
def test_d3_before_9_tier_1_or_0_if_any_flag(flag, tier):
    chat = steady(5)
    change(chat, screened_at=chat.now - DAY)
    chat.say("/stretch")
    chat.tap("9")
    chat.tap("Peeing" if flag else "None of these")
    assert chat.me.care.tier == tier


def test_d3_before_10_tier_0_at_once():
    chat = begun(10, 5)
    assert chat.me.care.tier == 0
    assert chat.me.session is None


# During a session: a number told in the middle of a step ----------------------------------------


def told(level, before=1):
    chat = begun(before, before)
    chat.sore = chat.me.session.steps[1].stretch  # a move, after the warm-up
    chat.tap("✓ Done")
    chat.say(f"{level} lower back")
    return chat


@pytest.mark.parametrize("level", [0, 1, 2])
def test_d3_during_0_to_2_carry_on(level):
    chat = told(level)
    assert chat.me.session.steps[1].stretch == chat.sore
    assert chat.journal.stretches[-1].outcome != "ache"


def test_d3_during_3_carry_on_ease_the_range():
    chat = begun(3, 3)
    chat.tap("✓ Done")
    at = chat.me.session.steps[1]
    chat.say("3 lower back")
    assert chat.me.session.steps[1] == at
    chat.press("present")
    chat.tap("Hurts")
    chat.tap("A gentle pull")
    assert chat.me.session.steps[1].stretch == at.stretch
    assert "smaller and half as much" in chat.text


def test_d3_during_4_ease_off_or_swap():
    chat = told(4, before=4)
    assert chat.me.session.steps[1].stretch == chat.sore
    assert chat.journal.stretches[-1].outcome == "pull"
    assert told(4, before=2).sore not in rest(told(4, before=2))


def rest(chat):
    return {one.stretch for one in chat.me.session.steps[chat.me.session.at :]}


def test_d3_during_5_swap_no_static_stretch_of_that_area():
    chat = told(5, before=4)
    assert chat.sore not in rest(chat)
    areas = set(book().stretches[chat.sore].areas)
    ahead = [book().stretches[slug] for slug in rest(chat)]
    assert not any(one.type == "static" and areas & set(one.areas) for one in ahead)


def test_d3_during_6_stop_that_exercise_and_rest_from_it_48_hours():
    chat = told(6, before=5)
    assert chat.sore not in rest(chat)
    assert chat.me.progress.ladders[chat.sore].rest_until == chat.now + 2 * DAY
    assert chat.me.flare is None


@pytest.mark.parametrize(("level", "tier"), [(7, None), (8, None), (9, 1), (10, 0)])
def test_d3_during_7_and_more_stop_screen_and_care(level, tier):
    chat = begun(3, 3)
    change(chat, screened_at=chat.now - DAY)
    chat.say(f"{level} lower back")
    assert chat.me.session is None
    if level < 10:
        chat.tap("None of these")
    assert (chat.me.care and chat.me.care.tier) == tier
    assert chat.me.flare is not None


def test_d3_during_a_spasm_is_7():
    chat = begun(3, 3)
    change(chat, screened_at=chat.now - DAY)
    chat.tap("Hurts")
    chat.tap("A spasm")
    assert chat.me.session is None
    assert "None of these" in chat.labels
    assert chat.me.flare is not None


# After a session --------------------------------------------------------------------------------


def ended(level, before, **more):
    chat = begun(before, before, **more)
    return chat.finish("Same", str(level))


def earned(*slugs, steps=3):
    lately = Chat().now - 3600
    return Progress({slug: Ladder(steps=steps, last=lately, changed=1) for slug in slugs})


ALL = sorted(book().stretches)


def fallen(chat):
    """How far each stretch of the last session stepped back."""
    done = {one.stretch for one in chat.journal.stretches if one.at > chat.now - 60}
    return {3 - chat.me.progress.ladders[slug].steps for slug in done}


@pytest.mark.parametrize("level", [0, 1])
def test_d3_after_0_and_1_log(level):
    chat = ended(level, 1, progress=earned(*ALL))
    assert chat.journal.pains[-1].level == level
    assert fallen(chat) == {0}
    assert not chat.me.progress.half_since


@pytest.mark.parametrize(
    ("level", "morning", "counts"),
    [(2, 2, True), (2, 3, True), (2, 4, False), (3, 3, True)],
)
def test_d3_next_morning_back_to_baseline_is_a_good_session(level, morning, counts):
    chat = ended(level, level)
    done = chat.journal.stretches[-1].stretch
    chat.tap("Easy")
    chat.wait(DAY - 3600)
    change(chat, screened_at=chat.now)
    chat.say("/stretch")
    chat.tap(str(morning))
    assert (chat.me.progress.ladders[done].good > 0) == counts


@pytest.mark.parametrize(
    ("level", "before", "row"), [(4, 3, "4_or_more"), (4, 4, "4_as_before"), (3, 1, "up_2")]
)
def test_d3_after_4_or_up_2_regress_that_move(level, before, row):
    chat = ended(level, before, progress=earned(*ALL))
    assert fallen(chat) == {2}, row
    assert "Next time we do less" in chat.text


def test_d3_after_5_regress_and_the_next_session_half():
    chat = ended(5, 4, progress=earned(*ALL))
    assert fallen(chat) == {2}
    assert chat.me.progress.half_since
    chat.wait(3600)
    change(chat, screened_at=chat.now)
    chat.say("/stretch")
    chat.tap("4")
    assert chat.me.session.held.half


def test_d3_after_6_rest_from_it_48_hours():
    chat = ended(6, 5, progress=earned(*ALL))
    done = {one.stretch for one in chat.journal.stretches if one.at > chat.now - 60}
    rests = {chat.me.progress.ladders[slug].rest_until for slug in done}
    assert rests == {chat.now + 2 * DAY}


@pytest.mark.parametrize(("level", "tier"), [(7, None), (8, 1), (9, 1), (10, 0)])
def test_d3_after_7_flare_for_24_hours_8_and_more_care(level, tier):
    chat = begun(3, 3)
    change(chat, screened_at=chat.now - DAY)
    chat.finish("Worse", str(level))
    if level < 10:
        chat.tap("None of these")
    assert chat.me.flare is not None
    assert (chat.me.care and chat.me.care.tier) == tier
    if tier is None:
        chat.wait(DAY - 60)
        chat.say("/pain 2")
        assert "Let’s stay gentle for a full day" in chat.text
