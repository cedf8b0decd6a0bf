"""A strong pain that was a slip of the thumb: taken back or corrected, the flare goes with it."""

import pytest
from chat import START, Chat, plain

from bot.core.talk.journal import Pain

HOUR = 3600


@pytest.fixture
def chat():
    """Somebody settled, with steps on some ladders."""
    chat = Chat().settle()
    for _ in range(2):
        chat.wait(HOUR)
        chat.say("/stretch")
        chat.tap("2")
        chat.finish()
    assert chat.me.progress.ladders
    yield chat
    chat.store.close()


def told(chat, words):
    """A person before they say something, and the message."""
    return chat.me, chat.say(words)


def logged(chat):
    """The message that says that an 8 was logged."""
    return next(n for n, one in chat.messages.items() if "Logged 8" in plain(one.text))


@pytest.mark.parametrize("answer", ["", "None of these"])
def test_an_undo_brings_back_all_that_the_flare_took(chat, answer):
    before, _ = told(chat, "8 lower back")
    assert chat.me.flare is not None
    assert chat.me.progress != before.progress
    if answer:
        chat.tap(answer)
    chat.tap("Undo")
    assert "calm plan is taken back with it" in chat.seen()
    assert (chat.me.flare, chat.me.progress) == (None, before.progress)
    assert chat.me.unflared is None
    assert chat.store.due(7) is not None
    chat.say("/start")
    assert "Next: " in chat.text
    chat.say("3 lower back")
    assert "Logged 3" in chat.text


def test_so_does_an_edit(chat):
    before, message = told(chat, "8 lower back")
    chat.edit(message, "3 lower back")
    assert "Logged 3" in chat.text
    assert "calm plan is taken back with it" in chat.text
    assert (chat.me.flare, chat.me.progress) == (None, before.progress)


def test_an_edit_that_stays_strong_takes_nothing_back(chat):
    _, message = told(chat, "8 lower back")
    chat.edit(message, "7 lower back")
    assert chat.me.flare is not None
    assert "calm plan" not in chat.text


@pytest.mark.parametrize("level", [7, 6])
def test_after_another_reading_it_stays_and_that_is_said(chat, level):
    told(chat, "8 lower back")
    chat.tap("None of these")
    undo = logged(chat)
    chat.wait(HOUR)
    chat.say(f"{level} lower back")
    chat.tap("Undo", undo)
    assert "stays on until you tell me" in chat.seen()
    assert chat.me.flare is not None
    assert chat.me.unflared is None


def test_a_muscle_that_locked_is_no_slip(chat):
    told(chat, "8, my back locked up")
    chat.tap("Undo")
    assert chat.me.flare is not None
    assert "calm plan" not in chat.text


def test_under_care_it_stays(chat):
    told(chat, "10 lower back")
    chat.tap("Undo")
    assert chat.me.care is not None
    assert chat.me.flare is not None


def test_an_undo_of_a_mild_one_says_nothing_of_it(chat):
    chat.say("3 lower back")
    chat.tap("Undo")
    assert plain(chat.text) == "Taken back."


def test_words_of_a_spasm_at_a_sessions_question_begin_a_flare(chat):
    chat.say("/stretch")
    chat.say("4, my back just locked")
    assert chat.me.flare is not None
    assert chat.me.session is None
    assert chat.journal.pains[-1].level == 4


def test_and_at_the_question_after_it(chat):
    chat.say("/stretch")
    chat.tap("2")
    while "✓ Done" in chat.labels:
        chat.tap("✓ Done")
    chat.tap("Worse")
    chat.say("5, it locked up")
    assert chat.me.flare is not None
    assert chat.me.session is None


def test_in_the_first_talk_as_well():
    chat = Chat()
    chat.say("/start")
    for label in ("Lower back", "None of these", "Nothing"):
        chat.tap(label)
    chat.say("4 and a spasm")
    assert chat.me.flare is not None
    chat.store.close()


@pytest.mark.parametrize(("later", "said"), [(5, "Better"), (3, "Better")])
def test_what_was_mild_before_a_flare_is_not_its_beginning(chat, later, said):
    chat.say("2 lower back")
    chat.wait(HOUR // 2)
    chat.say("8 lower back")
    chat.tap("None of these")
    chat.wait(3 * HOUR)
    chat.say(f"lower back {later}")
    chat.tap("None of these") if "None of these" in chat.labels[0] else None
    assert chat.me.care is None
    assert said in chat.text


def test_the_reading_that_began_it_counts_though_it_came_late(chat):
    chat.say("8 lower back", at=chat.now - 600)
    chat.tap("None of these")
    chat.wait(3 * HOUR)
    chat.say("lower back 7")
    assert chat.me.flare.since > START
    assert "Better" not in chat.seen()


def test_where_something_else_was_logged_since_the_flare_stays(chat):
    told(chat, "8 lower back")
    with chat.store.transaction():
        chat.store.record(7, (Pain(900, chat.now + 60, 4, "neck"),))
    chat.wait(120)
    chat.tap("Undo", logged(chat))
    assert chat.me.flare is not None
    assert "stays on until you tell me" in chat.seen()
