"""FACTS C2 in the running bot: the way back after a flare, its stages, gates and end."""

import pytest
from chat import Chat, book, change
from diaries import DAY

from bot.core.course import ramp
from bot.core.course.course import Ladder, Progress, Way
from bot.core.dose import halved
from bot.core.talk.journal import Pain, SessionDone
from bot.core.values import replace

HOUR = 3600
# What may come at each stage that is no flare-safe move: FACTS C2, column "what is allowed".
ADDS = {
    1: {"blade-squeeze", "neck-turn"},
    2: {"seated-cat-cow", "seated-twist", "hands-up-opener", "chin-tuck", "neck-tilt"},
}
WALKS = {1: "three short walks a day", 2: "walks of eight minutes", 3: "two walks of twelve",
         4: "twenty minutes of walking", 5: "half an hour of walking"}  # fmt: skip


def way(stage, day, level=1, since=0, minutes=5):
    """Somebody on day `day` (from 1) of the way back, at a stage since day `since`."""
    chat = Chat().settle(desk=False)
    chat.wait(HOUR)
    for sql in ("DELETE FROM pains", "DELETE FROM sessions", "DELETE FROM stretches"):
        chat.store.rows(sql)
    began = chat.now - (day - 1) * DAY - HOUR
    at = chat.now - HOUR - (day - (since or day)) * DAY
    chat.store.record(7, [Pain(900 + n, chat.now - n * DAY, level) for n in range(1, 5)])
    progress = Progress(
        ladders={"wrist-pair": Ladder(last=chat.now - HOUR, changed=1)},
        way=Way(began, stage, at, episode=began - 2 * DAY),
    )
    change(
        chat, since=chat.now - 85 * DAY, screened_at=chat.now, progress=progress, minutes=minutes
    )
    return chat


def stretching(chat, level):
    chat.say("/stretch")
    chat.tap(str(level))
    return chat


def good(chat, *days, before=1):
    """Comfortable sessions so many days ago."""
    rows = []
    for ago in days:
        at = chat.now - ago * DAY
        rows.append(SessionDone(at // 60, "stretch", at - 600, at, before, before, "better", 5, 5))
    chat.store.record(7, rows)
    return chat


def steps(chat):
    return [(one, book().stretches[one.stretch]) for one in chat.me.session.steps]


def test_c2_stage_0_the_flare_routine_only():
    chat = way(1, 1)
    change(chat, screened_at=chat.now - DAY)
    chat.say("/pain 7")
    chat.tap("None of these")
    chat.tap("Calm routine")
    assert all(one.flare_safe for _, one in steps(chat))
    assert chat.me.progress.way is None


@pytest.mark.parametrize("stage", [1, 2])
@pytest.mark.parametrize("minutes", [5, 12])
def test_c2_stages_1_and_2_what_is_allowed_and_how_much(stage, minutes):
    chat = stretching(way(stage, 2 * stage - 1, minutes=minutes), 1)
    allowed = set().union(*(ADDS[n] for n in range(1, stage + 1)))
    for step, one in steps(chat):
        assert one.flare_safe or step.stretch in allowed
        if not one.start.seconds:
            assert step.dose == (halved(one.start) if stage == 1 else step.dose)
            assert step.dose.hold <= (5 if stage == 2 else one.start.hold)
        assert step.dose.seconds <= one.start.seconds


def test_c2_stage_3_first_static_stretches_of_10_seconds_level_1():
    chat = stretching(way(3, 5), 1)
    assert any(one.type == "static" for _, one in steps(chat))
    assert all(step.dose.hold <= 10 for step, _ in steps(chat))
    assert {one.level for _, one in steps(chat)} == {1}
    assert not any(one.type == "strength" and one.level > 1 for _, one in steps(chat))


def test_c2_stage_4_holds_of_10_to_15_seconds_bridge_and_hinge_and_one_progression():
    assert {"bridge", "hip-hinge"} <= ramp.allowed(book(), book().ramp.stages[4])
    chat = way(4, 8)
    ripe = {
        f: Ladder(good=2, last=chat.now - HOUR, changed=1)
        for f in ("belly-breathing", "rib-breathing")
    }
    change(chat, progress=replace(chat.me.progress, ladders={**chat.me.progress.ladders, **ripe}))
    stretching(chat, 1)
    assert all(step.dose.hold <= 15 for step, one in steps(chat) if one.type == "static")
    assert sum(one.steps for one in chat.me.progress.ladders.values()) == 1
    chat.say("/progress")
    assert "It waits for a later stage of the way back" in chat.text


def test_c2_stage_5_one_step_where_earned_and_no_strength_block():
    chat = way(5, 11, minutes=12)
    known = {"seated-twist": Ladder(steps=5, last=chat.now - HOUR, changed=1)}
    change(chat, progress=replace(chat.me.progress, ladders={**chat.me.progress.ladders, **known}))
    assert chat.me.session is None
    stretching(chat, 1)
    assert chat.me.session.held.most == 1
    routine = {one.stretch for one in book().routines["strength"].steps}
    allowed = ramp.allowed(book(), book().ramp.stages[5])
    assert {one.stretch for one in chat.me.session.steps} & routine <= allowed


@pytest.mark.parametrize("stage", [1, 2, 3, 4, 5])
def test_c2_every_stage_says_what_it_is_how_to_walk_and_until_when_at_least(stage):
    day = {1: 1, 2: 3, 3: 5, 4: 8, 5: 11}[stage]
    chat = stretching(way(stage, day), 1)
    assert f"Stage {stage} of 5" in chat.text
    assert WALKS[stage] in chat.text
    assert "At least until" in chat.text


GATES = [
    ("1_to_2_pain_4_and_a_quiet_morning", 1, 3, 4, 4, (1,), 2),
    ("1_to_2_not_when_rising", 1, 3, 1, 2, (1,), 1),
    ("1_to_2_not_above_4", 1, 3, 5, 5, (1,), 1),
    ("1_to_2_not_without_a_known_morning", 1, 3, 1, 1, (), 1),
    ("1_to_2_not_before_day_3", 1, 2, 1, 1, (1,), 1),
    ("2_to_3_two_comfortable_sessions_in_a_row", 2, 5, 1, 1, (1.5, 0.5), 3),
    ("2_to_3_not_with_one", 2, 5, 1, 1, (1.5,), 2),
    ("3_to_4_3_or_less_on_average_over_3_days", 3, 8, 3, 3, (1,), 4),
    ("3_to_4_not_above_3", 3, 8, 4, 4, (1,), 3),
    ("4_to_5_3_or_less", 4, 11, 3, 3, (1,), 5),
    ("4_to_5_not_above_3", 4, 11, 4, 4, (1,), 4),
]


@pytest.mark.parametrize(("row", "stage", "day", "level", "now", "sessions", "then"), GATES)
def test_c2_gates(*, row, stage, day, level, now, sessions, then):
    began = {1: 1, 2: 3, 3: 5, 4: 8}[stage]
    chat = good(way(stage, day, level, since=began), *sessions, before=level)
    stretching(chat, now)
    assert chat.me.progress.way.stage == then, row


@pytest.mark.parametrize(("level", "drops"), [(2, False), (3, False), (4, True), (7, True)])
def test_c2_a_jump_of_2_or_7_drops_to_stage_0_and_screens_again(level, drops):
    chat = way(3, 6, level=2)
    change(chat, screened_at=chat.now - 2 * HOUR)
    stretching(chat, level)
    assert (chat.me.flare is not None) == drops
    if drops:
        assert "None of these" in chat.labels
        chat.tap("None of these")
        assert "Today is for calm" in chat.text


@pytest.mark.parametrize(
    ("row", "day", "level", "sessions", "over"),
    [
        ("day_15_low_and_quiet_mornings", 15, 2, (1, 2, 3), True),
        ("not_before_day_15", 14, 2, (1, 2, 3), False),
        ("not_above_3_on_average", 15, 4, (1, 2, 3), False),
        ("not_without_a_known_morning", 15, 2, (), False),
    ],
)
def test_c2_exit(*, row, day, level, sessions, over):
    chat = good(way(5, day, level, since=11), *sessions, before=level)
    stretching(chat, level)
    assert (chat.me.progress.way is None) == over, row
    assert ("The way back is behind you" in chat.text) == over


def test_c2_exit_not_with_a_reactive_morning_in_5_days():
    chat = good(way(5, 15, 2, since=11), 2, before=0)
    stretching(chat, 2)
    assert chat.me.progress.way is not None


def test_c2_no_improvement_by_the_end_of_week_2_names_a_clinician():
    chat = way(1, 13, 4, since=1)
    old = replace(chat.me.progress.way, peak=5, episode=chat.now - 15 * DAY)
    change(chat, progress=replace(chat.me.progress, way=old))
    stretching(chat, 4)
    assert "A doctor or physiotherapist may see what I can’t" in chat.text
