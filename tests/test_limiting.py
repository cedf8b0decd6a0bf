"""What limits somebody may be typed where it is asked about."""

import pytest
from chat import Chat


@pytest.fixture
def asked():
    chat = Chat()
    chat.say("/start")
    chat.tap("Lower back")
    chat.tap("None of these")
    assert "Does anything limit you?" in chat.text
    return chat


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("pregnant", {"pregnancy-second-trimester"}),
        ("I'm 20 weeks pregnant", {"pregnancy-second-trimester"}),
        ("osteoporosis", {"osteoporosis"}),
        ("osteoporosys", {"osteoporosis"}),
        ("bad knees", {"knee-pain"}),
        ("I can't kneel", {"knee-pain"}),
        ("I can't get on the floor", {"floor-access"}),
        ("bad knees, high blood pressure", {"knee-pain", "high-blood-pressure"}),
        ("I have bad wrists", {"wrist-pain"}),
        ("no bad knees, but a hip replacement", {"hip-replacement"}),
    ],
)
def test_a_limit_that_is_named_gets_its_tick(asked, words, tags):
    asked.say(words)
    assert set(asked.me.tags) == tags
    assert sum(label.startswith("☑") for label in asked.labels) == len(tags)


@pytest.mark.parametrize(
    "words",
    [
        "I'm not pregnant", "my wife is pregnant", "hello", "no bad knees", "had surgery years ago",
        "my dog has bad knees", "knee pain 2",
    ],
)  # fmt: skip
def test_what_is_no_limit_ticks_nothing(asked, words):
    asked.say(words)
    assert asked.me.tags == ()


def test_it_stays_ticked_when_it_is_named_again_and_the_talk_goes_on(asked):
    asked.say("pregnant")
    asked.say("pregnant")
    assert asked.me.tags == ("pregnancy-second-trimester",)
    asked.tap(asked.labels[0])
    assert "how is it right now?" in asked.text


def test_in_the_settings_too():
    chat = Chat().settle()
    chat.say("/settings")
    chat.tap("Limits")
    chat.say("I can't kneel")
    assert chat.me.tags == ("knee-pain",)
    assert "☑ Kneeling hurts my knees" in chat.labels


def test_elsewhere_it_is_no_answer():
    chat = Chat().settle()
    chat.say("pregnant")
    assert chat.me.tags == ()


def test_a_warning_sign_comes_first(asked):
    asked.say("pregnant, waters broke")
    assert asked.me.care is not None
    assert asked.me.tags == ()
