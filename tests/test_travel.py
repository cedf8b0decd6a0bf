"""Travel: times that come along, times that stay on the clock of home, and one tap back."""

import pytest
from chat import START, Chat

from bot.core.schedule import next_due
from bot.core.values import replace
from bot.places import guess_country

HOUR, DAY = 3600, 86400
NEW_YORK, TOKYO, BERLIN = (40.7, -74.0), (35.7, 139.7), (52.5, 13.4)


@pytest.fixture
def chat():
    chat = Chat().settle()  # 09:00 in Berlin
    yield chat
    chat.store.close()


def zones(chat):
    return chat.me.zone, chat.me.home, chat.me.away


def test_another_clock_is_a_question_and_nothing_moves_until_it_is_answered(chat):
    before = chat.store.due(7)
    chat.share(*NEW_YORK)
    assert "Are you travelling?" in chat.text
    assert "clock of Berlin, where it is 09:00" in chat.text
    assert zones(chat) == ("Europe/Berlin", "", "America/New_York")
    assert chat.store.due(7) == before


def test_times_come_along_and_go_back_with_one_tap(chat):
    chat.share(*NEW_YORK)
    chat.tap("Bring my times along")
    assert zones(chat) == ("America/New_York", "Europe/Berlin", "")
    assert next_due(chat.me, chat.now + 15 * HOUR).at % DAY == 13 * HOUR  # 08:00 in New York
    chat.say("/settings")
    chat.tap("Back to the clock of Berlin")
    assert zones(chat) == ("Europe/Berlin", "", "")
    assert next_due(chat.me, chat.now + 12 * HOUR).at % DAY == 7 * HOUR


def test_times_stay_at_home_and_help_is_near(chat):
    chat.share(*NEW_YORK)
    chat.tap("Keep to the clock of Berlin")
    assert zones(chat) == ("Europe/Berlin", "", "America/New_York")
    assert "clock of Berlin" in chat.text
    assert next_due(chat.me, chat.now + 12 * HOUR).at % DAY == 7 * HOUR
    chat.say("I can't pee and am numb between the legs")
    assert "911" in chat.text  # the numbers of where the person is
    assert guess_country("en", "America/New_York") == "US"


def test_who_has_moved_has_no_other_home(chat):
    chat.say("/settings")
    chat.tap("Time zone")
    chat.say("Tokyo")
    chat.tap("I live here now")
    assert zones(chat) == ("Asia/Tokyo", "", "")
    chat.say("/settings")
    assert not any("clock of" in label for label in chat.labels)


def test_home_again_by_a_shared_place_asks_nothing(chat):
    chat.share(*TOKYO)
    chat.tap("Bring")
    chat.share(*BERLIN)
    assert zones(chat) == ("Europe/Berlin", "", "")
    chat.share(*TOKYO)
    chat.tap("Keep")
    chat.share(*BERLIN)
    assert zones(chat) == ("Europe/Berlin", "", "")
    chat.share(*TOKYO)
    chat.tap("Keep")
    chat.tap("I’m back in Berlin")
    assert zones(chat) == ("Europe/Berlin", "", "")


def test_a_journey_with_two_stops_still_has_one_home(chat):
    for place, zone in ((TOKYO, "Asia/Tokyo"), (NEW_YORK, "America/New_York")):
        chat.share(*place)
        chat.tap("Bring")
        assert zones(chat) == (zone, "Europe/Berlin", "")


def test_the_same_clock_elsewhere_is_no_question(chat):
    chat.share(48.9, 2.35)  # Paris
    assert zones(chat) == ("Europe/Paris", "", "")
    assert "travelling" not in chat.text


def test_without_reminders_there_is_nothing_to_ask(chat):
    told = replace(chat.me.reminders, morning=None, desk=False)
    chat.store.save(replace(chat.me, reminders=told), None)
    chat.share(*TOKYO)
    assert zones(chat) == ("Asia/Tokyo", "", "")


def test_old_and_forged_answers_move_nothing(chat):
    chat.share(*TOKYO)
    lines = [button.tap for row in chat.last.rows for button in row]
    chat.tap("Bring")
    after = zones(chat)
    chat.press(lines[0])  # twice
    assert zones(chat) == after
    chat.tap("Back to the clock")
    for line in (*lines, "travel back", "travel", "travel along Mars/Base", "travel x y z"):
        chat.press(line)
        assert zones(chat) == ("Europe/Berlin", "", "")


def test_an_open_question_waits_in_the_settings(chat):
    chat.share(*TOKYO)
    chat.say("/settings")
    chat.tap("You are in Tokyo")
    assert "Are you travelling?" in chat.text


def test_in_a_session_the_question_comes_beside_it(chat):
    chat.say("/stretch")
    chat.tap("2")
    session = chat.me.session
    chat.share(*TOKYO)
    assert "Are you travelling?" in chat.seen()
    chat.tap("Bring")
    assert chat.me.zone == "Asia/Tokyo"
    assert chat.me.session == session
    chat.tap("✓ Done")
    assert chat.me.session.at == session.at + 1


def test_under_care_a_place_changes_the_numbers_and_asks_nothing(chat):
    chat.say("I can't pee and am numb between the legs")
    chat.share(*NEW_YORK)
    assert "911" in chat.text
    assert "travelling" not in chat.seen()


def test_a_clock_that_is_told_out_of_the_blue_is_looked_for(chat):
    chat.say("It's 3 am here")
    assert "It is that time in these places" in chat.text
    chat.tap("New York")
    chat.tap("Bring")
    assert chat.me.zone == "America/New_York"


@pytest.mark.parametrize(
    "words",
    ["I'm in Tokyo", "I’m in Tokyo now.", "i moved to tokyo", "Timezone Tokyo", "now in  TOKYO"],
)
def test_a_place_out_of_the_blue_asks_about_it(chat, words):
    chat.say(words)
    assert "Are you travelling?" in chat.text
    assert zones(chat) == ("Europe/Berlin", "", "Asia/Tokyo")


def test_being_back_home_brings_the_times_back(chat):
    chat.share(*NEW_YORK)
    chat.tap("Bring my times along")
    chat.say("I'm back in Berlin")
    assert zones(chat) == ("Europe/Berlin", "", "")


def test_a_place_with_the_same_clock_is_told_and_changes_nothing(chat):
    before = chat.me
    chat.say("I'm in Paris")
    assert "Paris, where it is 09:00 now" in chat.text
    assert chat.me == before


@pytest.mark.parametrize("words", ["the time is wrong", "My clock is wrong!", "new timezone"])
def test_a_wrong_clock_asks_where_they_are(chat, words):
    chat.say(words)
    assert "Where are you?" in chat.text


@pytest.mark.parametrize(
    "words",
    [
        "I'm in pain",
        "I'm in a Xyzzyqq",
        "I'm in the bath",
        "I'm in agony",
        "i'm in",
        "I'm in Tokyo with back pain 5",
        "i'm in Tokyo and my back hurts",
    ],
)
def test_what_tells_of_no_place_moves_nothing(chat, words):
    chat.say(words)
    assert "travelling" not in chat.text
    assert zones(chat) == ("Europe/Berlin", "", "")


@pytest.mark.parametrize(
    "words", ["it's 9:05 am here", "it's 8 here", "8 here", "here", "12:99 here"]
)
def test_the_persons_own_time_a_pain_or_nothing_is_no_journey(chat, words):
    chat.say(words)
    assert "that time in these places" not in chat.text
    assert chat.me.away == ""


def test_across_the_day_line_no_slot_comes_twice_and_none_in_the_past():
    chat = Chat(now=START).settle(city="Apia")  # Monday 21:00 in Samoa
    chat.wait(12 * HOUR)  # Tuesday's morning has come
    chat.share(-14.28, -170.7)  # Pago Pago: the same hour, a day behind
    assert "Are you travelling?" in chat.text
    chat.tap("Bring")
    assert chat.me.zone == "Pacific/Pago_Pago"
    chat.wait(3 * DAY)
    chat.say("/settings")
    chat.tap("Back to the clock of Apia")
    chat.wait(2 * DAY)
    slots = chat.store.rows("SELECT kind, slot FROM pings WHERE state = 'sent'")
    assert len(slots) == len(set(slots))
    mornings = sorted(slot for kind, slot in slots if kind == "morning")
    assert mornings == sorted(
        {f"2026-11-{day}T08:00" for day in (24, 25, 26, 28, 29)} & {*mornings}
    )
    assert len(mornings) >= 4
    chat.store.close()


def test_a_journey_over_a_change_of_the_clocks_keeps_the_wall_time():
    start = (
        1774627200  # Friday 27 March 2026, 16:00 UTC: Europe changes on Sunday, not the Americas
    )
    chat = Chat(now=start).settle()
    chat.share(*NEW_YORK)
    chat.tap("Bring")
    mornings = []
    due = next_due(chat.me, chat.now)
    while len(mornings) < 4:
        mornings += [due.at % DAY] if due.kind == "morning" else []
        due = next_due(chat.me, due.at)
    assert mornings == [12 * HOUR] * 4  # 08:00 in New York
    chat.tap("Back to the clock of Berlin")
    due = next_due(chat.me, start + 2 * DAY)
    assert (due.kind, due.at % DAY) == ("morning", 6 * HOUR)  # 08:00 in Berlin's summer
    chat.store.close()
