"""Planned silences that correct each other, what Undo brings back, and the buttons at night."""

import pytest
from chat import START, Chat

from bot.core.silence import Span
from bot.core.values import replace

HOUR = 3600
NOON = START + 3 * HOUR  # 12:00 in Berlin, a Monday


@pytest.fixture
def chat():
    """Monday, 09:00 in Berlin."""
    chat = Chat().settle()
    yield chat
    chat.store.close()


@pytest.mark.parametrize(("first", "second"), [("3", "5"), ("5", "3")])
def test_what_is_said_last_holds_and_undo_brings_back_what_held_before(chat, first, second):
    chat.say(f"busy till {first}")
    before = chat.me.silences
    chat.say(f"busy till {second}")
    assert f"Quiet until {int(second) + 12}:00" in chat.text
    assert chat.me.silences == (Span(START, NOON + int(second) * HOUR),)
    line = chat.last.rows[0][0].tap
    for _ in range(2):  # a double tap
        chat.press(line)
        assert chat.me.silences == before


def test_a_correction_of_several_that_hold_brings_them_back_as_one(chat):
    spans = (Span(START - HOUR, NOON), Span(START, NOON + HOUR))
    chat.store.save(replace(chat.me, silences=spans), None)
    chat.say("busy till 5")
    assert chat.me.silences == (Span(START, NOON + 5 * HOUR),)
    chat.tap("Undo")
    assert chat.me.silences == (Span(START - HOUR, NOON + HOUR),)


def test_a_longer_one_of_later_takes_the_place_of_one_and_gives_it_back(chat):
    chat.say("quiet tomorrow 10-11")
    before = chat.me.silences
    chat.say("quiet tomorrow 9-12")
    assert len(chat.me.silences) == 1
    chat.tap("Undo")
    assert chat.me.silences == before


def test_of_several_of_later_none_is_lost(chat):
    chat.say("quiet tomorrow 10-11")
    chat.say("quiet tomorrow 13-14")
    before = chat.me.silences
    chat.say("quiet tomorrow 9-15")
    chat.tap("Undo")
    assert chat.me.silences == before


def test_what_is_quiet_already_is_told_as_it_is(chat):
    chat.say("quiet tomorrow 9-15")
    before = chat.me.silences
    chat.say("quiet tomorrow 10-11")
    assert "Quiet tomorrow, 09:00 – 15:00" in chat.text
    assert "Undo" not in chat.labels
    assert chat.me.silences == before


def test_a_silence_that_is_over_is_not_brought_back(chat):
    chat.say("busy till 10")
    chat.say("busy till 5")
    chat.wait(2 * HOUR)
    chat.tap("Undo")
    assert chat.me.silences == ()


@pytest.mark.parametrize("before", ["x 1", "5 4", "1 99999999999", "1 2 3"])
def test_a_forged_undo_plans_nothing(chat, before):
    chat.say("busy till 5")
    (held,) = chat.me.silences
    chat.press(f"quiet off {held.since} {held.until} {before}")
    assert chat.me.silences in ((), (held,))


@pytest.mark.parametrize(
    ("quiet", "clock", "until"),
    [
        (None, "01:30", "until 07:00"),  # the night belongs to the day before
        (None, "04:30", "until tomorrow, 07:00"),
        ((8 * 60, 16 * 60), "12:00", "until tomorrow, 07:00"),  # whoever sleeps by day
        ((21 * 60, 6 * 60), "22:00", "until tomorrow, 06:00"),
    ],
)
def test_tomorrow_morning_is_the_next_after_this_day(chat, quiet, clock, until):
    told = replace(chat.me.reminders, quiet=quiet)
    chat.store.save(replace(chat.me, reminders=told), None)
    chat.until(clock, zone_minutes=60)
    chat.say("/quiet")
    chat.tap("Till tomorrow morning")
    assert f"Quiet {until}" in chat.text
