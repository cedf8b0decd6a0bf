"""When the warning signs are asked about in full, and that words of them interrupt everything."""

import pytest
from chat import START, Chat, change

from bot.core.course.screening import fresh_limbs
from bot.core.planning.own import Own
from bot.core.values import replace
from bot.routes import ASKED, MENU

DAY = 86400
QUESTION = "None of these"


def asked(chat):
    """Whether the complete question is what stands on the screen."""
    return any(label.startswith("None") for label in chat.labels) and chat.me.screening is not None


@pytest.fixture
def settled():
    chat = Chat().settle()
    chat.wait(3 * 3600)
    return chat


# A new arm or leg


@pytest.mark.parametrize(
    "words",
    ["4 left leg", "4 left leg tingles", "3 right calf", "my arm hurts, 3", "5 wrist", "foot pain"],
)
def test_pain_in_an_arm_or_leg_that_is_new_leads_to_the_complete_question(settled, words):
    settled.say(words)
    assert asked(settled)
    settled.say("/stretch")
    assert asked(settled)
    settled.tap(QUESTION)
    settled.say("/stretch")
    assert settled.me.session is not None


def test_the_level_told_with_a_new_limb_is_kept(settled):
    settled.say("4 left leg")
    assert settled.journal.pains[-1].level == 4
    assert "Logged" in settled.seen()


def test_a_limb_that_is_known_is_not_asked_about_again_for_28_days(settled):
    settled.say("4 left leg")
    settled.tap(QUESTION)
    settled.wait(DAY)
    settled.say("3 left leg")
    assert not asked(settled)
    settled.wait(DAY)
    settled.say("3 right leg")
    assert asked(settled)
    settled.tap(QUESTION)
    settled.wait(DAY)
    settled.say("3 my arm")
    assert asked(settled)


def test_a_limb_is_new_by_itself_and_after_28_days():
    assert fresh_limbs({"leg"}, {}, START)
    assert fresh_limbs({"leg", "left-leg"}, {"leg": START}, START)
    assert not fresh_limbs({"leg"}, {"leg": START - 28 * DAY + 1}, START)
    assert fresh_limbs({"leg"}, {"leg": START - 28 * DAY}, START)


@pytest.mark.parametrize("words", ["0 left leg", "legs tired", "leg day tomorrow", "no leg pain"])
def test_a_limb_that_does_not_hurt_is_not_asked_about(settled, words):
    settled.say(words)
    assert not asked(settled)


def test_7_in_a_new_limb_starts_the_flare_through_the_question(settled):
    settled.say("7 left leg")
    assert asked(settled)
    assert settled.me.flare is not None
    settled.tap(QUESTION)
    assert settled.me.flare is not None


# A fall


@pytest.mark.parametrize(
    "words",
    [
        "I slipped on ice",
        "fell yesterday",
        "I fell over the cat, 3 lower back",
        "tripped on a step",
    ],
)
def test_a_fall_leads_to_the_complete_question(settled, words):
    settled.say(words)
    assert asked(settled)
    assert settled.me.fell == settled.now


def test_a_fall_down_the_stairs_is_an_emergency(settled):
    settled.say("fell down the stairs yesterday")
    assert settled.me.care.tier == 0


def test_a_fall_is_asked_about_until_a_clean_answer(settled):
    settled.say("I slipped on ice")
    change(settled, screening=None)  # the question was lost on the way
    settled.say("3 lower back")
    assert asked(settled)
    settled.tap(QUESTION)
    settled.say("3 lower back")
    assert not asked(settled)


@pytest.mark.parametrize("words", ["I fall asleep at my desk", "prices fell", "fell behind"])
def test_what_only_sounds_like_a_fall_leads_nowhere(settled, words):
    settled.say(words)
    assert not asked(settled)
    assert settled.me.fell == 0


# Words interrupt everything

SURE, DOUBT = "can't feel my legs", "some numbness since yesterday"


@pytest.mark.parametrize("question", sorted(ASKED))
def test_a_sign_interrupts_every_question_that_waits_for_words(settled, question):
    own = (Own("my-1", "Clam"),) if question == "mine" else ()
    here = "mine do my-1" if question == "mine" else settled.me.here
    change(settled, asks=question, here=here, own=own)
    settled.say(SURE)
    assert settled.me.care.tier == 0
    assert settled.me.own == own


@pytest.mark.parametrize("question", sorted(ASKED))
def test_a_doubt_interrupts_every_question_that_waits_for_words(settled, question):
    change(settled, asks=question)
    settled.say(DOUBT)
    assert asked(settled)
    assert settled.me.care is None


@pytest.mark.parametrize("question", ["mine", "library"])
def test_a_mere_part_of_the_body_answers_the_questions_that_want_one(settled, question):
    change(settled, asks=question, here="mine do my-1", own=(Own("my-1", "Clam"),))
    settled.say("Open the chest, then lift the sore leg")
    assert not asked(settled)


@pytest.mark.parametrize("name", [*MENU, "quiet", "nothing"])
def test_a_sign_after_any_command_is_heard(settled, name):
    settled.say(f"/{name} {SURE}")
    assert settled.me.care.tier == 0


def test_a_sign_in_an_edited_message_is_heard(settled):
    message = settled.say("3 lower back")
    settled.edit(message, f"3 lower back and {SURE}")
    assert settled.me.care.tier == 0


def test_a_doubt_in_an_edited_message_corrects_it_and_asks(settled):
    message = settled.say("3 lower back")
    settled.edit(message, "4 lower back, some numbness")
    assert settled.journal.pains[-1].level == 4
    assert len(settled.journal.pains) == len({pain.n for pain in settled.journal.pains})
    assert asked(settled)
    other = settled.say("hello")
    settled.edit(other, "tingling")
    assert asked(settled)


def test_a_sign_in_a_reply_to_an_old_message_is_heard(settled):
    settled.wait(9 * DAY)
    settled.say(SURE, reply=True)
    assert settled.me.care.tier == 0


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
def test_a_sign_in_a_caption_is_heard(settled, kind):
    settled.send(kind, SURE)
    assert settled.me.care.tier == 0


def test_a_sign_in_the_caption_of_an_own_exercises_picture_is_heard(settled):
    change(settled, asks="mine", here="mine media my-1", own=(Own("my-1", "Clam"),))
    settled.send("photo", SURE)
    assert settled.me.care.tier == 0


def test_pain_in_a_caption_is_logged_and_other_captions_are_not_read(settled):
    settled.send("photo", "4 lower back")
    assert settled.journal.pains[-1].level == 4
    settled.send("photo", "look at this")
    assert "cannot read" in settled.seen() or "can't" in settled.seen() or "can’t" in settled.seen()


def test_a_sign_interrupts_a_session_and_ends_it(settled):
    settled.say("/stretch")
    settled.tap("3")
    settled.say(SURE)
    assert settled.me.care.tier == 0
    assert settled.me.session is None


def test_a_doubt_interrupts_a_session_which_goes_on_after_a_clean_answer(settled):
    settled.say("/stretch")
    settled.tap("3")
    settled.say(DOUBT)
    assert asked(settled)
    serial = settled.me.session.serial
    settled.tap(QUESTION)
    assert settled.me.session.serial == serial
    assert any("Done" in label for label in settled.labels)


def test_a_clean_answer_begins_anew_where_the_session_that_asked_is_gone(settled):
    change(settled, screened_at=settled.now - 40 * DAY)
    settled.say("/stretch")
    settled.tap("3")
    assert settled.me.screening.why == "session"
    change(settled, session=replace(settled.me.session, steps=(), show="check"))
    settled.tap(QUESTION)
    assert settled.me.screening is None
    assert "How is it" in settled.text


def test_a_sign_of_tier_2_is_advice_and_closes_nothing(settled):
    settled.say("/signs")
    flag = next(flag for flag, one in settled.book.safety.flags.items() if one.tier == 2)
    settled.press(f"sign {settled.me.screening.serial} {flag}")
    assert settled.book.words["en"].safety.soon.title in settled.text
    assert settled.me.care is None


def test_a_doubt_while_a_sign_stands_shows_its_card_again(settled):
    settled.say(SURE)
    settled.say(DOUBT)
    assert "I have been seen" in settled.labels
    assert settled.me.screening is None


@pytest.mark.parametrize("words", [DOUBT, "I slipped on ice", "4 left leg"])
def test_in_the_first_talk_a_doubt_goes_on_to_the_question_that_comes_anyway(words):
    chat = Chat()
    chat.say("/start")
    chat.say(words)
    assert chat.me.stage == "areas"
    chat.tap("Neck")
    assert asked(chat)
    chat.say(words)
    assert asked(chat)
    chat.tap("None")
    chat.say(words)
    assert asked(chat) == (words != "4 left leg")  # that was told before the clean answer


# In reach


@pytest.mark.parametrize("stage", ["areas", "signs", "limits", "now"])
def test_signs_works_in_the_middle_of_the_first_talk(stage):
    chat = Chat()
    chat.say("/start")
    for where, label in (("areas", "Neck"), ("signs", "None"), ("limits", "Nothing")):
        if stage == where:
            break
        chat.tap(label)
    assert chat.me.stage == stage
    chat.say("/signs")
    assert asked(chat)


def test_signs_works_between_the_first_session_and_the_reminders():
    chat = Chat().onboard().finish()
    chat.tap("Yes, set up")
    chat.say("/signs")
    assert asked(chat)


def test_signs_in_care_shows_the_card(settled):
    settled.say(SURE)
    settled.say("/signs")
    assert "I have been seen" in settled.labels


@pytest.mark.parametrize("command", [name for name in MENU if name not in ("export", "forget")])
def test_signs_works_in_the_middle_of_everything(settled, command):
    settled.say(f"/{command}")
    settled.say("/signs")
    assert asked(settled)


# No nagging


def test_after_an_emergency_card_nothing_comes_unasked(settled):
    change(settled, flare=None, reminders=replace(settled.me.reminders, morning=480, desk=True))
    settled.say(SURE)
    settled.log.clear()
    settled.wait(8 * DAY)
    assert settled.log == []
