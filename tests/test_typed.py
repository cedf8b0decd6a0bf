"""What is typed instead of tapped: buttons by their words, commands by their names."""

import pytest
from chat import Chat

from bot.core.talk.screen import Button, Screen
from bot.screens.typed import line

PING = "Time to move"


@pytest.fixture
def chat():
    chat = Chat().settle()
    yield chat
    chat.store.close()


def test_the_first_talk_can_be_typed_but_for_the_warning_signs():
    chat = Chat()
    chat.say("/start")
    chat.say("lower back")
    assert "is any of this going on" in chat.text
    chat.say("none of these, and I'm 18 or over")
    assert "is any of this going on" in chat.text  # nobody denies them by accident
    chat.tap("None of these")
    chat.say("high blood pressure")
    assert chat.me.tags
    chat.say(chat.labels[0])
    chat.say("3")
    assert "1 of" in chat.text
    chat.store.close()


def test_a_session_can_be_typed(chat):
    chat.say("/stretch")
    chat.say("2")
    at = chat.me.session.at
    chat.say("Done")
    assert chat.me.session.at == at + 1
    chat.say("more")
    assert chat.me.session.show == "more"
    chat.say("STOP!")
    assert chat.me.session is None or chat.me.session.show == "feeling"
    assert "simple bot" not in chat.seen()


@pytest.mark.parametrize(
    ("words", "means"),
    [("Not today", "No more reminders today"), ("later", "10"), ("already moved", "counts")],
)
@pytest.mark.parametrize("reply", [True, False])
def test_a_ping_is_answered_in_words(chat, words, means, reply):
    chat.until("13:01", zone_minutes=60)
    assert PING in chat.text
    chat.say(words, reply=reply)
    assert means in chat.seen()
    assert "simple bot" not in chat.text


def test_when_a_ping_shall_come_again_can_be_typed(chat):
    chat.until("13:01", zone_minutes=60)
    chat.say("later")
    assert "When shall I come back?" in chat.text
    chat.say("30 min")
    assert "13:31" in chat.text


def test_the_first_words_of_a_button_will_do_where_they_are_its_own():
    chat = Chat().onboard().finish()
    chat.say("yes")
    assert "Where are you?" in chat.text
    chat.say("Berlin")
    chat.say("8:00")
    chat.say("yes")
    assert "All set" in chat.text
    chat.say("settings")
    chat.say("quiet")
    assert "Quiet times" in chat.text
    chat.store.close()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("for 3", "three"),
        ("for 3 days", "three"),
        ("for", None),  # two begin so
        ("fo", None),
        ("knees", None),  # what is ticked goes by its whole name
        ("knees hurt", "knees"),
        ("stop", "stop"),  # an exact one goes before a beginning
    ],
)
def test_first_words_are_those_of_one_button_alone(words, meant):
    labels = {
        "For 1 day": "one", "For 3 days": "three", "☐ Knees hurt": "knees", "Stop": "stop",
        "Stop for today": "today",
    }  # fmt: skip
    rows = tuple((Button(label, tap),) for label, tap in labels.items())
    assert line(words, (None, Screen("", rows)), begins=True) == meant
    exact = meant if words in ("for 3 days", "knees hurt", "stop") else None
    assert line(words, (Screen("", rows),), begins=False) == exact


def test_yes_deletes_nothing(settled):
    settled.say("/forget")
    settled.say("yes")
    assert settled.me is not None


def test_a_part_of_the_body_is_no_button_but_by_its_whole_words(chat):
    chat.say("/stretch")
    chat.say("2")
    at = chat.me.session.at
    chat.say("back hurts")
    assert chat.me.session.at == at
    assert "How strong" in chat.text


def test_the_words_of_an_old_ping_mean_nothing_any_more(chat):
    chat.until("13:01", zone_minutes=60)
    chat.wait(20 * 3600)
    chat.store.rows("UPDATE people SET state = json_remove(state, '$.pinged')")
    chat.say("not today")
    assert "simple bot" in chat.text
    assert not chat.me.quiet_day


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("settings", "Tap what you want to change"),
        ("Help", "/pain"),
        ("pause", "Pause reminders"),
        ("unsubscribe", "Pause reminders"),
        ("stop", "Pause reminders"),
        ("Delete my data.", "Delete everything?"),
        ("let’s stretch", "How is it"),
        ("how am I doing?", "Where you stand"),
    ],
)
def test_a_command_is_known_by_its_name_and_in_other_words(chat, words, shows):
    chat.say(words)
    assert shows.lower() in chat.text.lower()


def test_while_a_pain_is_asked_about_a_command_is_one(chat):
    chat.say("my back hurts")
    assert "How strong" in chat.text
    chat.say("settings")
    assert "Tap what you want to change" in chat.text


def test_an_exercise_may_be_called_like_a_command(chat):
    chat.say("/mine")
    chat.tap("Add")
    chat.say("Stretch")
    assert [one.name for one in chat.me.own] == ["Stretch"]


@pytest.mark.parametrize("words", ["✓", "...", "settings please hurt", "my back settings hurt"])
def test_other_words_are_no_command(chat, words):
    chat.say(words)
    assert "Tap what you want" not in chat.text


@pytest.mark.parametrize("question", ["zone", "morning", "breaktimes", "hours from", "nights from"])
@pytest.mark.parametrize("words", ["my back hurts", "a spasm"])
def test_pain_without_a_number_is_no_answer_to_a_question_of_the_settings(chat, question, words):
    chat.press(question)
    chat.say(words)
    assert "couldn’t" not in chat.text
    assert "hurts" in chat.text or "locking" in chat.text


def test_a_message_that_tells_of_pain_only_after_a_change_is_logged(chat):
    for first, then in (("my back hurts", "my back hurts 5"), ("hello", "3 lower back")):
        message = chat.say(first)
        chat.edit(message, then)
        assert "Logged" in chat.text
    assert [one.level for one in chat.journal.pains[-2:]] == [5, 3]
    message = chat.say("hello")
    said = len(chat.log)
    chat.edit(message, "hello there")
    assert chat.log[said:] == []


def test_before_the_first_talk_is_through_a_change_logs_nothing():
    chat = Chat()
    message = chat.say("/start")
    chat.edit(message, "3 lower back")
    assert chat.journal.pains == ()
    chat.store.close()
