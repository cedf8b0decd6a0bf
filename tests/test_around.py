"""How long and where: for one session on the screen before it, for good in the settings."""

import pytest
from chat import EARLIER, change

from bot.core.talk.person import THINGS
from bot.core.talk.state import Flare


def test_a_length_is_for_one_session_and_the_setting_stays(settled):
    settled.say("/stretch")
    settled.tap("8 min")
    assert "• 8 min" in settled.labels
    assert "5 min" in settled.labels
    assert settled.me.session.minutes == 8
    assert settled.me.minutes == 5


def test_a_place_is_for_one_session_and_the_setting_stays(settled):
    settled.say("/stretch")
    settled.tap("Place: At home")
    assert "• At home" in settled.labels
    settled.tap("In bed")
    assert "Place: In bed" in settled.labels
    settled.tap("2")
    steps = settled.me.session.steps
    assert all(settled.book.stretches[step.stretch].positions != ("standing",) for step in steps)
    assert settled.me.place == "home"


def test_a_number_typed_on_the_screen_of_places_is_how_it_is(settled):
    settled.say("/stretch")
    settled.tap("Place: At home")
    settled.say("2")
    assert settled.me.session.before == 2


def test_the_screen_of_places_leads_back(settled):
    settled.say("/stretch")
    settled.tap("Place: At home")
    settled.tap("‹ Back")
    assert "Place: At home" in settled.labels
    assert "10" in settled.labels


def test_a_desk_break_never_asks_how_long(settled):
    settled.wait(4 * 3600)  # after a mild reading it does not ask at all
    settled.say("/desk")
    assert "10" in settled.labels
    assert not any("min" in label for label in settled.labels)
    settled.press(f"length {settled.me.session.serial} 5")
    assert settled.toasts == [EARLIER]


def test_in_a_flare_nobody_is_asked_how_long(settled):
    change(settled, flare=Flare(settled.now, 8))
    settled.say("/stretch")
    assert not any("min" in label for label in settled.labels)


@pytest.mark.parametrize(
    "line", ["length {} 7", "length {}", "length 99 5", "length", "at", "at 99", "at {} moon"]
)
def test_a_forged_length_or_place_changes_nothing(settled, line):
    settled.say("/stretch")
    session = settled.me.session
    settled.press(line.format(session.serial))
    assert settled.toasts[-1] == EARLIER
    assert settled.me.session == session


def test_without_a_session_there_is_no_length(settled):
    settled.press("length 1 5")
    settled.press("at 1")
    assert settled.toasts == [EARLIER, EARLIER]


def test_the_length_goes_round_in_the_settings(settled):
    settled.say("/settings")
    for length in ("8 minutes", "12 minutes", "1 minute", "5 minutes"):
        settled.tap("Length: ")
        assert f"Length: {length}" in settled.labels
    settled.press("settings minutes 7")
    assert settled.me.minutes == 5


def test_a_place_in_the_settings_stays(settled):
    settled.say("/settings")
    settled.tap("Place: At home")
    settled.tap("On the floor")
    assert settled.me.place == "floor"
    assert "• On the floor" in settled.labels
    settled.tap("‹ Back")
    assert "Place: On the floor" in settled.labels
    settled.press("myplace moon")
    settled.press("myplace bed bed")
    assert settled.toasts == [EARLIER, EARLIER]
    assert settled.me.place == "floor"


def test_what_is_at_hand_is_ticked(settled):
    settled.say("/settings")
    settled.tap("Place: At home")
    settled.tap("At hand: 7 things")
    assert "☐ Foam roller" in settled.labels
    settled.tap("☐ Foam roller")
    settled.tap("☑ Chair")
    assert set(settled.me.things) == {*THINGS, "roller"} - {"chair"}
    for line in ("mythings + piano", "mythings +"):
        settled.press(line)
    assert settled.toasts == [EARLIER, EARLIER]
    settled.tap("‹ Back")
    assert "At hand: 7 things" in settled.labels


def test_a_chosen_stretch_says_so_when_today_asks_for_less(settled):
    settled.press("only bridge")
    settled.tap("2")
    assert settled.text.startswith("That one is too much for today.")
    assert settled.me.session.steps[0].stretch == "pelvic-tilt"
    settled.tap("Stop")
    settled.tap("Same")
    settled.tap("Skip")
    settled.press("only cat-cow")
    settled.tap("6")
    assert "calm routine" in settled.text


def test_why_this_plan_is_answered_and_stays_to_be_seen(stepping):
    stepping.tap("More")
    stepping.tap("Why this plan?")
    told = stepping.text
    assert "first week" in told
    stepping.say("/stretch")
    assert stepping.text == told
    stepping.tap("Back to the stretch")
    assert "✓ Done" in stepping.labels


def test_a_wish_that_nothing_fits_says_so_kindly(settled):
    settled.press("only belly-breathing")
    settled.tap("2")
    settled.tap("More")
    settled.tap("Easier now")
    assert "nothing that fits better" in settled.toasts[-1]
    assert settled.me.session.steps[0].stretch == "belly-breathing"


def test_a_forged_wish_changes_nothing(stepping):
    session = stepping.me.session
    for line in (f"swap {session.serial} 0 moon", f"swap {session.serial} 0", "swap 99 0 easier"):
        stepping.press(line)
        assert stepping.toasts[-1] == EARLIER
    assert stepping.me.session.steps == session.steps
