"""Whatever closes stretching, "why can't I stretch now?" has an answer of one sentence."""

import pytest
from chat import Chat, book, change, returning
from diaries import DAY

from bot.core.course.course import Progress
from bot.core.course.flare import comes_back
from bot.core.course.progress import flared
from bot.core.talk.journal import Pain, SessionDone
from bot.core.talk.state import Care, Flare, Pause, Reminders, Screening
from bot.texts import say

CLOSED = ("care", "signs", "flare", "anew", "today", "stage", "extra", "open")


def closed(key):
    """Somebody whom this keeps from stretching."""
    chat = Chat().settle()
    now = chat.now
    if key == "anew":
        change(chat, reminders=Reminders())
        chat.wait(29 * DAY)
    if key == "today":
        chat.store.record(7, [Pain(900, now, 6)])
    if key == "extra":
        chat.store.record(
            7, [SessionDone(n, "stretch", now - 9, now - 9, done=1) for n in (901, 902, 903)]
        )
    states = {
        "care": {"care": Care("bladder", 0, now)},
        "signs": {"screening": Screening(9, "hurt")},
        "flare": {"flare": Flare(now, 8)},
        "stage": {"progress": returning(2, now)},
    }
    change(chat, **states.get(key, {}))
    return chat


@pytest.mark.parametrize("key", CLOSED)
@pytest.mark.parametrize("words", ["Why can’t I stretch now?", "why no exercise today", ""])
def test_every_closed_state_says_why_in_one_sentence(key, words):
    chat = closed(key)
    said = say(book().words["en"], f"closed.{key}")
    chat.say(words) if words else chat.press("calmer")
    assert said in chat.text
    assert said.count(". ") == (key == "open")
    if key in ("care", "signs"):
        assert chat.last.rows[0]
        assert not chat.last.media


def test_a_question_about_signs_that_waits_says_so_to_whoever_wants_to_stretch():
    chat = closed("signs")
    chat.say("/stretch")
    assert "as long as it is open, I show no moves" in chat.text
    assert "None of these" in chat.labels


def test_other_questions_are_no_question_why(settled):
    settled.say("why does my back hurt")
    assert "Why no stretching" not in settled.text
    settled.say("can I stretch?")
    assert "Why no stretching" not in settled.text


def test_the_way_back_has_the_question_beside_its_stage():
    chat = closed("stage")
    chat.say("/progress")
    chat.tap("Why can’t I stretch now?")
    assert "stage by stage" in chat.text
    assert "Stage 2 of 5" in chat.text
    chat.tap("Home")


# Illness ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["button", "/pause ill", "/pause I have the flu"])
def test_who_is_ill_says_so_and_the_weeks_wait(settled, how):
    if how == "button":
        settled.say("/pause")
        settled.tap("I’m ill")
    else:
        settled.say(how)
    assert "Get well soon" in settled.text
    assert settled.me.pause.until - settled.now < 3 * DAY
    assert "Warning signs" in settled.labels
    settled.wait(2 * DAY)
    settled.say("/start")
    assert settled.me.streak.frozen == (0, 1, 2)
    settled.wait(4 * DAY)
    settled.say("/start")
    assert not any(one.kind == "morning" for one in settled.journal.sessions)


def test_a_pause_for_days_that_names_an_illness_is_as_long_as_it_says(settled):
    settled.say("/pause ill for 5 days")
    assert 4 * DAY < settled.me.pause.until - settled.now <= 5 * DAY


# Flares that keep coming back -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flares", "back"),
    [((), False), ((1, 2), False), ((1, 2, 3), True), ((1, 2, 300), False)],
)
def test_d1_tier_2_flares_that_keep_coming_back_are_the_third_in_half_a_year(flares, back):
    assert comes_back(tuple(400 * DAY - ago * DAY for ago in flares), 400 * DAY) is back


def test_a_fall_back_on_the_way_is_the_same_flare():
    first = flared(Progress(), book(), 5)
    assert first.flares == (5,)
    on_way = returning(2, 9)
    assert flared(on_way, book(), 10).flares == ()
    assert flared(Progress(flares=(5,)), book(), 5 + 181 * DAY).flares == (5 + 181 * DAY,)


def out_of_flare(chat):
    change(chat, flare=Flare(chat.now - 2 * DAY, 8))
    chat.say("/pain 2")
    chat.tap("None, and I can walk")
    return "keep coming back" in chat.seen()


def test_the_third_flare_in_half_a_year_names_somebody_once(settled):
    settled.until("11:00")
    change(settled, progress=Progress(flares=(settled.now - 100 * DAY, settled.now - 50 * DAY)))
    assert not out_of_flare(settled)
    flares = tuple(settled.now - ago * DAY for ago in (100, 50, 2))
    change(settled, progress=Progress(flares=flares), soon={})
    assert out_of_flare(settled)
    settled.messages.clear()
    change(settled, progress=Progress(flares=flares))
    assert not out_of_flare(settled)
    settled.wait(43 * DAY)
    settled.messages.clear()
    change(settled, progress=Progress(flares=flares))
    assert out_of_flare(settled)


def test_a_pause_that_is_over_says_nothing_of_illness(settled):
    change(settled, pause=Pause(settled.now - 5, settled.now - 9))
    settled.say("/pause")
    assert "They are on." in settled.text
