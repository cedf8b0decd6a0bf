"""Pings as they are answered: later, "not today", "done" at night, and what "Next" promises."""

import pytest
from chat import EARLIER, Chat

from bot.core.schedule import desk_times
from bot.core.values import replace

HOUR = 3600
PING = "Time to move"


@pytest.fixture
def chat():
    """Monday, 09:00 in Berlin; desk breaks at 10:20, 13:00 and 15:40, the morning at 08:00."""
    chat = Chat().settle()
    yield chat
    chat.store.close()


@pytest.fixture
def night(chat):
    """The same with work from 22 to 6: desk breaks at 23:20, 02:00 and 04:40."""
    told = replace(chat.me.reminders, desk_from=22 * 60, desk_to=6 * 60, morning=None)
    chat.store.save(replace(chat.me, reminders=told), None)
    chat.say("/settings")
    assert [divmod(at, 60) for at in desk_times(chat.me)] == [(23, 20), (26, 0), (28, 40)]
    return chat


def at(chat, clock):
    """Turn the clock to a time in Berlin and a minute on; what came by then."""
    told = len(chat.log)
    chat.until(clock, zone_minutes=60)
    chat.wait(60)
    return "\n".join(chat.log[told:])


def test_a_ping_put_off_comes_when_it_was_said(chat):
    assert PING in at(chat, "13:00")
    chat.tap("Later")
    chat.tap("30")
    assert PING in at(chat, "13:31")


def test_a_ping_put_off_is_of_no_use_after_the_bot_was_away(chat):
    at(chat, "13:00")
    chat.tap("Later")
    chat.tap("30")
    told = len(chat.log)
    chat.now += 20 * HOUR  # the process was down until the next morning
    chat.app.tick(chat.now)
    chat.drain()
    assert PING not in "\n".join(chat.log[told:])
    chat.wait(2 * HOUR)
    assert "\n".join(chat.log[told:]).count(PING) == 1  # the one of 10:20


def test_not_today_holds_for_the_rest_of_the_night_and_for_no_other(night):
    assert PING in at(night, "02:00")
    night.tap("Not today")
    assert "today at 23:20" in night.text
    assert PING not in at(night, "12:00")
    assert PING in at(night, "23:20")


@pytest.mark.parametrize("label", ["Not today", "Later", "Already moved"])
def test_a_ping_of_this_night_is_answered_after_midnight(night, label):
    at(night, "23:20")
    night.wait(50 * 60)
    night.tap(label)
    assert EARLIER not in night.toasts


def test_a_ping_of_the_night_before_is_not(night):
    at(night, "23:20")
    old = max(night.messages)
    night.wait(12 * HOUR)
    night.tap("Not today", old)
    assert EARLIER in night.toasts
    assert not night.me.quiet_day


def test_done_after_midnight_answers_the_ping_before_it(night):
    at(night, "23:20")
    night.wait(50 * 60)
    night.say("done")
    assert night.me.streak.active
    assert "today at 02:00" in night.text


def test_a_morning_that_came_is_not_promised_again_when_its_time_is_moved():
    chat = Chat().settle(desk=False)
    at(chat, "08:00")
    chat.say("/settings")
    chat.tap("Morning")
    chat.say("10:00")
    chat.say("/start")
    assert "tomorrow at 10:00" in chat.text
    told = len(chat.log)
    chat.wait(4 * HOUR)
    assert chat.log[told:] == []
    chat.store.close()


def test_nor_is_it_when_its_time_comes_again_in_another_zone(chat):
    at(chat, "08:00")
    chat.share(40.7, -74.0)
    chat.tap("Bring my times along")
    assert "morning" not in chat.text
    told = len(chat.log)
    chat.wait(8 * HOUR)
    assert "Good morning" not in "\n".join(chat.log[told:])
