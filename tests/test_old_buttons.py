"""Old, repeated and forged buttons show the present and change nothing."""

import pytest
from chat import EARLIER, START

from bot.core.talk.said import Alarm, Said

FORGED = (
    *("", " ", "done", "done x y", "done 2 99", "now 2", "now 2 11", "now 2 x", "carry", "carry 2"),
    *("felt 2 0 pull", "felt 2 0 itch", "end 2 fine", "end 2 better", "after 2 3", "after 9 3"),
    *("back 2 99", "skip 2 99", "step 2 99", "stop 2 99", "more 2 99", "how 2 99", "hurts 2 99"),
    *("time 2 0 5", "time 2 0", "locked", "locked 99999999999", "locked x"),
    *(
        "ping",
        "ping tea 2026-11-23T10:00 no",
        "ping desk today no",
        "ping desk 2026-11-23T25:00 no",
    ),
    *("ping desk 2026-11-23T10:20 tea", "ping desk 2026-11-22T10:20 later", "care", "clean 9"),
    *("ping desk 2026-11-22T10:20 no", "ping desk 2026-11-22T10:20 moved", "mistake 1", "seen 1"),
    *("ping desk 2026-11-23T10:20 later 11", "level", "level 11", "level x", "log 5", "log 11 0 0"),
    *(
        "log 5 0 0",
        "log 5 99999999999 1",
        "log 5 x 1",
        "undo",
        "undo x",
        "zoned",
        "zoned Mars/Base",
    ),
    *("hours", "hours at", "hours from 9999", "hours from x", "breaktimes tea", "breaktimes work "),
    *("breaktimes work 7", "breaktimes count 7", "pause 0", "pause tea", "pause 1 2", "myareas up"),
    *("myareas + chest", "mylimits + tea", "area neck", "area several", "areas", "tick + neck"),
    *("limits", "limits done", "limit + knee-pain", "sign 9 neck", "forget 99", "fly me"),
    *("card", "only", "library tea", "library area neck 99", "pin", "never + tea", "swap 2 0 tea"),
)


@pytest.mark.parametrize("line", FORGED)
def test_an_old_or_forged_button_shows_the_present_and_changes_nothing(stepping, line):
    before, journal = stepping.me, stepping.journal
    step = stepping.text
    stepping.press(line)
    assert stepping.toasts == [EARLIER]
    assert stepping.text == step
    assert stepping.me == before
    assert stepping.journal == journal


@pytest.mark.parametrize("line", ["bell 2 0 5 end", "bell 2 0", "bell 9 0 5 half"])
def test_a_bell_of_another_step_is_silent(stepping, line):
    stepping.log.clear()
    said = Said(7, 7, START, Alarm(line))
    stepping.app.turns([said], START)
    stepping.drain()
    assert stepping.log == []


@pytest.mark.parametrize(
    "line",
    ["done 2 0", "session", "bell 2 0 5 end", "back 2 0", "stop 2 0", "carry 2", "swap 2 0 easier"],
)
def test_a_button_of_a_session_that_is_over_leads_home(settled, line):
    settled.press(line)
    assert "What would feel good now?" in settled.text


def test_going_on_after_a_stop_that_was_taken_back_stays_at_the_step(stepping):
    stepping.tap("Stop")
    on = f"carry {stepping.me.session.serial}"
    stepping.press(on)
    before = stepping.me.session
    assert before.show == "step"
    stepping.press(on)
    assert stepping.me.session == before
    assert stepping.toasts[-1] == EARLIER


def test_there_is_no_session_of_an_unknown_kind(settled):
    settled.press("stretch tomorrow")
    assert settled.me.session is None
    assert settled.toasts == [EARLIER]


def test_a_button_of_the_first_talk_does_not_skip_the_signs(chat):
    chat.say("/start")
    for line in ("stretch", "desk", "calm", "settings", "zone", "areas", "area tea", "limits done"):
        chat.press(line)
        assert "Where does it bother you?" in chat.text, line
    assert chat.me.session is None


def test_the_limits_come_before_the_first_session(chat):
    chat.say("/start")
    chat.tap("Neck")
    chat.tap("None of these")
    chat.say("/stretch")
    assert "Does anything limit you?" in chat.text
    chat.press("limit + tea")
    assert chat.me.tags == ()


def test_a_repeated_no_or_undo_stays_where_it_is(settled):
    settled.say("4")
    settled.tap("No")
    assert "nothing is logged" in settled.text
    assert len(settled.journal.pains) == 2


def test_the_same_number_much_later_is_an_old_button(settled):
    settled.say("/pain")
    settled.press("level 3")
    settled.wait(300)
    settled.press("level 3")
    assert settled.toasts == [EARLIER]
    assert len(settled.journal.pains) == 3


def test_a_muscle_that_was_locked_hours_ago_is_asked_about_again(settled):
    settled.press("breaktimes off")
    settled.say("my back cramped up")
    settled.wait(4 * 3600)
    settled.tap("Yes, right now")
    assert "Is a muscle locking right now?" in settled.text
    assert settled.me.flare is None
    settled.tap("Yes, right now")
    assert settled.me.flare is not None
