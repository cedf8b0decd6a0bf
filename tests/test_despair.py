"""Who says that they do not want to live is told whom to call, wherever they are in the talk."""

import re

import pytest
from chat import Chat, book

from bot.core.hearing.warning import heard
from bot.core.talk.said import Blocked, Elsewhere

SIGNS = book().words["en"].safety.despairs
TITLE = book().words["en"].safety.despair.title
DAY = 86400


def speaks(words):
    return heard(words, SIGNS).sure


@pytest.fixture
def chat():
    return Chat().settle()


@pytest.mark.parametrize(
    "words",
    [
        "I want to kill myself", "I want to die", "feeling suicidal", "I can’t go on like this",
        "I don't want to live anymore", "better off dead", "end it all", "Id be better off dead",
        "i just want to die", "I WANT TO DIE", "want to die, back 9", "why not kill myself",
        "I wnat to die", "what if I kill myself", "I want to die lol",
        "sometimes I wish I was dead",
        "they'd be better off without me", "I don't want to live like this",
        "my wife would be better off without me", "my dog died and I want to die",
        "no I want to die", "I have suicidal thoughts", "thinking about suicide",
        "I'd rather be dead than have this back", "I was suicidal years ago and now again",
        "there's no point in living", "I want to end my life", "I can't go on anymore",
    ],
)  # fmt: skip
def test_not_wanting_to_live_is_heard(words):
    assert speaks(words)


@pytest.mark.parametrize(
    "words",
    [
        "this pain is killing me", "I'm dying to know", "my back is killing me", "dead tired",
        "my back is killing me 8", "I could die laughing", "die of boredom", "deadline tomorrow",
        "I want to die of embarrassment", "I don't want to die", "I'm not suicidal",
        "I would never kill myself", "these squats make me want to die", "suicides at practice",
        "I was suicidal years ago", "my brother is suicidal", "my dad died by suicide",
        "I don't want to live in this city", "I can't go on the walk",
        "my back can't go on like this",
        "it can't go on like this, I'll see a physio", "I don't want to do it today",
        "end all reminders", "end it all with a stretch", "live longer", "I want to diet",
        "I hurt myself lifting", "better off without the plank", "that view is to die for", "",
        "the battery died", "what a killer plank", "I killed it today", "dead bug was fine, back 2",
    ],
)  # fmt: skip
def test_manners_of_speaking_are_none(words):
    assert not speaks(words)


def test_my_back_is_killing_me_stays_pain(chat):
    chat.say("my back is killing me 4")
    assert TITLE not in chat.seen()
    assert chat.journal.pains[-1].level == 4


def test_the_card_names_the_number_and_nothing_to_do_with_exercise(chat):
    chat.say("I want to die")
    assert TITLE in chat.text
    assert "call 112 now" in chat.text
    assert "Numbers for Germany" in chat.text
    assert chat.labels == ["Change country", "‹ Back"]
    assert not re.search(r"stretch|exercis|move|session|routine", chat.text.lower())


def test_without_a_country_it_says_so():
    chat = Chat(language="eo")
    chat.say("I want to die")
    assert "112" in chat.text
    assert "most countries" in chat.text


def test_it_is_heard_before_the_first_talk_and_goes_back_to_it():
    chat = Chat()
    chat.say("I don't want to live anymore")
    assert TITLE in chat.text
    chat.say("/start")
    assert TITLE not in chat.text
    chat.tap("Lower back")
    chat.say("I want to die")
    assert TITLE in chat.text
    chat.tap("‹ Back")
    assert "is any of this going on?" in chat.text


def test_in_a_session_it_ends_it_and_what_was_done_counts(chat):
    chat.wait(3600 * 5)
    chat.say("/stretch")
    chat.tap("2")
    chat.tap("✓ Done")
    sessions = len(chat.journal.sessions)
    chat.say("I can't go on like this")
    assert TITLE in chat.text
    assert chat.me.session is None
    assert len(chat.journal.sessions) == sessions + 1
    chat.wait(600)
    assert TITLE in chat.text
    chat.tap("‹ Back")
    assert TITLE not in chat.text
    chat.say("/stretch")
    assert "How is it right now?" in chat.text


def test_while_a_warning_sign_stands_it_is_heard_and_the_sign_goes_on_standing(chat):
    chat.say("I can't pee")
    care = chat.me.care
    chat.say("I want to kill myself")
    assert TITLE in chat.text
    assert chat.me.care == care
    chat.tap("‹ Back")
    assert "Please get help now" in chat.text
    chat.press("gone")
    assert "Please get help now" in chat.text


@pytest.mark.parametrize(
    ("words", "tier"), [("chest pain and I want to die", 0), ("I want to die. I have a fever", 1)]
)
def test_a_warning_sign_beside_it_is_not_lost(chat, words, tier):
    chat.say(words)
    assert TITLE in chat.text
    assert chat.me.care.tier == tier
    chat.tap("‹ Back")
    assert TITLE not in chat.text
    assert "Please" in chat.text


def test_a_level_beside_it_is_kept_and_nothing_is_said_about_it(chat):
    messages = len(chat.messages)
    chat.say("I want to die, back 9")
    assert chat.journal.pains[-1].level == 9
    assert len(chat.messages) == messages + 1
    assert TITLE in chat.text


@pytest.mark.parametrize("where", ["/pain", "/settings", "/quiet", "/mine", "/flare", "/pause"])
def test_it_is_heard_before_the_answer_to_any_question(chat, where):
    chat.say(where)
    chat.say("I want to die")
    assert TITLE in chat.text


def test_it_is_heard_with_a_command_a_picture_and_in_an_edited_message(chat):
    chat.say("/pain I want to die")
    assert TITLE in chat.text
    chat.tap("‹ Back")
    chat.send("photo", "I want to die")
    assert TITLE in chat.text
    chat.tap("‹ Back")
    message = chat.say("3 lower back")
    chat.edit(message, "3, I want to die")
    assert TITLE in chat.text


def test_the_country_is_changed_there_and_leads_back_to_the_card(chat):
    chat.say("I want to die")
    chat.tap("Change country")
    chat.tap("‹ Back")
    assert TITLE in chat.text
    chat.tap("Change country")
    chat.press("gone")
    assert "Which country" in chat.text
    chat.say("Atlantis")
    chat.tap("‹ Back")
    chat.tap("Change country")
    chat.say("Jermany")
    chat.tap("Germany")
    assert TITLE in chat.text
    chat.tap("Change country")
    chat.say("United Kingdom")
    assert TITLE in chat.text
    assert "999" in chat.text
    chat.press("gone")
    assert TITLE in chat.text


def test_while_a_sign_stands_the_country_leads_back_to_the_card_it_was_asked_from(chat):
    chat.say("I can't pee")
    chat.say("I want to die")
    chat.tap("Change country")
    chat.press("gone")
    chat.say("United Kingdom")
    assert TITLE in chat.text
    chat.tap("‹ Back")
    chat.tap("Change country")
    chat.say("Germany")
    assert "Please get help now" in chat.text


def test_no_ping_comes_for_a_day_and_then_they_come_again(chat):
    chat.say("I want to die")
    chat.say("I want to die")
    assert len(chat.me.silences) == 1
    messages = set(chat.messages)
    chat.wait(DAY - 60)
    assert set(chat.messages) == messages
    chat.wait(DAY)
    assert set(chat.messages) != messages


def test_a_longer_silence_stays(chat):
    chat.say("quiet until friday")
    planned = chat.me.silences
    chat.say("I want to die")
    assert set(planned) < set(chat.me.silences)


def test_who_had_stopped_the_bot_is_not_welcomed_back_above_it(chat):
    chat.hear(Blocked(True))
    chat.hear(Blocked(False))
    messages = len(chat.messages)
    chat.say("I want to die")
    assert len(chat.messages) == messages + 1
    assert TITLE in chat.text


def test_in_a_group_nothing_changes(chat):
    chat.hear(Elsewhere("group"))
    assert TITLE not in chat.seen()
