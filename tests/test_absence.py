"""After a break: a week meets one kind word, a month the questions of the first talk."""

import pytest
from chat import EARLIER, START, Chat, change
from diaries import at

from bot.core.course import absence
from bot.core.course.bearing import diary
from bot.core.course.course import Ladder, Progress, Unasked
from bot.core.silence import Span
from bot.core.talk.said import Alarm, Said
from bot.core.talk.state import Care, Flare, Pause, Reminders
from bot.core.values import replace

DAY = 86400
WORD = "It has been a while."
QUESTIONS = "Good to see you again."


def away(days, **more):
    """Somebody who did a session, and nothing for so many days; no reminders come meanwhile."""
    chat = Chat().settle()
    change(chat, reminders=Reminders())
    chat.wait(days * DAY)
    change(chat, **more)
    chat.log.clear()
    return chat


# FACTS D5, return after a break: 28 days and more, the onboarding screen ------------------------


@pytest.mark.parametrize(("days", "asked"), [(6, False), (13, False), (27, False), (28, True)])
def test_d5_28_days_off_ask_the_first_talks_questions(days, asked):
    chat = away(days)
    chat.say("/stretch")
    assert (QUESTIONS in chat.text) == asked


@pytest.mark.parametrize(
    ("begins", "kind"),
    [("stretch morning", "morning"), ("stretch desk", "desk"), ("only cat-cow", "only")],
)
def test_whatever_was_to_begin_goes_on_after_them(begins, kind):
    chat = away(30)
    chat.press(begins)
    assert chat.me.session is None
    for label in ("Go on", "None of these", "Nothing, go on"):
        chat.tap(label)
    assert chat.me.session.kind == kind
    assert chat.me.session.only == ("cat-cow" if kind == "only" else "")
    assert "How is it" in chat.text


def test_what_was_answered_before_is_ticked_and_can_be_changed():
    chat = away(30, tags=("knee-pain",))
    chat.say("/stretch")
    assert "☑ Lower back" in chat.labels
    chat.tap("☑ Lower back")
    assert "Go on" not in chat.labels  # somewhere it has to be
    chat.press("anew areas")
    assert chat.toasts == [EARLIER]
    chat.tap("☐ Neck")
    chat.tap("Go on")
    chat.tap("None of these")
    assert "☑ Kneeling hurts my knees" in chat.labels
    chat.tap("☑ Kneeling")
    chat.tap("Nothing, go on")
    assert (chat.me.areas, chat.me.tags) == (("neck",), ())


def test_a_warning_sign_among_them_ends_it_and_they_go_on_once_it_is_taken_back():
    chat = away(30)
    chat.say("/stretch")
    chat.tap("Go on")
    chat.tap("Peeing")
    assert chat.me.care.tier == 0
    chat.say("/stretch")
    assert chat.me.care is not None
    assert chat.me.session is None
    chat.tap("That was a mistake")
    chat.tap("None of these")
    chat.say("/stretch")
    assert "What you told me then is ticked" in chat.text  # the signs were asked in full just now
    chat.tap("Nothing, go on")
    assert "How is it" in chat.text


def test_no_button_of_theirs_leads_past_the_signs():
    chat = away(30)
    for line in ("caught up", "anew", "anew areas"):
        chat.press(line)
    assert chat.toasts == [EARLIER] * 3
    chat.say("/stretch")
    for line in ("caught up", "anew limit + knee-pain", "anew area + moon", "anew area + "):
        chat.press(line)
        assert QUESTIONS in chat.text
    chat.tap("Go on")
    chat.press("caught up")
    assert "None of these" in chat.labels
    chat.press("anew area + neck")
    assert "None of these" in chat.labels
    chat.say("/stretch")
    assert "None of these" in chat.labels
    chat.tap("None of these")
    chat.press("anew limit + moon")
    assert chat.me.tags == ()
    chat.tap("Nothing, go on")
    chat.press("caught up")
    assert chat.me.anew is None


def test_they_wait_where_they_were_left_and_the_way_home_is_open():
    chat = away(30)
    chat.say("/stretch")
    chat.tap("Go on")
    chat.tap("None of these")
    chat.tap("☐ Kneeling")
    chat.restart()
    chat.press("present")
    assert "☑ Kneeling hurts my knees" in chat.labels
    chat.say("/start")
    assert "Stretch" in chat.labels[0]
    chat.tap(chat.labels[0])
    assert "☑ Kneeling hurts my knees" in chat.labels


def test_the_programme_begins_again_and_the_totals_stay():
    chat = away(30)
    total = dict(chat.me.moves)
    earned = {slug: replace(one, steps=3) for slug, one in chat.me.progress.ladders.items()}
    change(chat, progress=replace(chat.me.progress, ladders=earned, first=5.0))
    chat.say("/stretch")
    for label in ("Go on", "None of these", "Nothing, go on", "2"):
        chat.tap(label)
    me = chat.me
    assert (me.moves, me.began, me.progress.first) == (total, chat.now, None)
    assert {one.steps for one in me.progress.ladders.values()} == {0}
    assert me.session.held.first_week
    assert "this first week stays small" in chat.text
    assert len(chat.journal.sessions) == 1


def test_a_flare_asks_none_of_them():
    chat = away(30)
    change(chat, flare=Flare(chat.now, 8))
    chat.say("/stretch")
    assert QUESTIONS not in chat.text


def test_the_first_week_begins_with_the_first_session():
    chat = Chat()
    chat.say("/start")
    for label in ("Lower back", "None of these", "Nothing"):
        chat.tap(label)
    chat.wait(10 * DAY)
    chat.say("/start")
    chat.tap("3")
    assert chat.me.session.held.first_week
    assert diary(chat.me, chat.journal, chat.now).since == chat.now


def test_who_never_came_back_after_the_first_talk_is_asked_again_too():
    chat = Chat()
    chat.say("/start")
    for label in ("Lower back", "None of these", "Nothing"):
        chat.tap(label)
    chat.wait(30 * DAY)
    chat.say("/start")
    assert QUESTIONS in chat.text


# The one kind word ------------------------------------------------------------------------------


def waiting(**more):
    """Somebody a week after a session, who wants a morning ping but is sent none these days."""
    chat = Chat().settle()
    change(chat, reminders=Reminders(morning=480), **more)
    chat.log.clear()
    return chat


def word(chat):
    return sum(WORD in line for line in chat.log)


def test_a_week_away_meets_one_kind_word_and_then_silence():
    chat = waiting()
    chat.wait(6 * DAY)
    assert word(chat) == 0
    chat.wait(3 * DAY)
    assert word(chat) == 1
    chat.wait(60 * DAY)
    assert word(chat) == 1


def ring(chat, line):
    chat.app.turns([Said(7, 7, chat.now, Alarm(line))], chat.now)
    chat.drain()


def due(days=7, **more):
    """The moment the word is due, on a day that has brought nothing else."""
    chat = Chat().settle()
    chat.store.rows("DELETE FROM rings")
    chat.now += days * DAY
    change(chat, awaited=chat.now, unasked=Unasked(), **more)
    chat.log.clear()
    ring(chat, f"missed {chat.me.awaited}")
    return chat


def rings(chat):
    return [at for (at,) in chat.store.rows("SELECT at FROM rings WHERE line LIKE 'missed%'")]


def test_it_comes_by_itself_on_a_day_without_a_ping_and_counts_in_the_budget():
    chat = due()
    assert word(chat) == 1
    assert chat.me.unasked.kinds == ("comeback",)
    assert chat.labels == ["Start", "Pause reminders", "Home"]
    assert chat.me.awaited == 0
    assert rings(chat) == []


NOW = START + 7 * DAY
SILENT = [
    ("a_pause", {"pause": Pause(None, NOW)}),
    ("a_flare", {"flare": Flare(NOW, 8)}),
    ("care", {"care": Care("bladder", 1, NOW)}),
    ("no_reminders_wanted", {"reminders": Reminders()}),
]


@pytest.mark.parametrize(("row", "more"), SILENT)
def test_never_in_a_pause_or_a_flare_or_under_care_or_unwanted(row, more):
    chat = due(**more)
    assert word(chat) == 0, row
    assert rings(chat) == []


def test_an_old_ring_and_one_that_comes_too_late_are_silent():
    chat = due(days=11)
    assert word(chat) == 0
    ring(chat, "missed 5")
    ring(chat, "missed")
    assert word(chat) == 0


def test_a_planned_silence_puts_it_off():
    chat = due(silences=(Span(NOW - 5, NOW + 3600),))
    assert word(chat) == 0
    chat.wait(2 * 3600)
    assert word(chat) == 1


def test_moving_meanwhile_puts_it_off_by_a_week():
    chat = Chat().settle()
    change(chat, reminders=Reminders(morning=480))
    chat.wait(5 * DAY)
    chat.say("/stretch")
    chat.tap("2")
    chat.finish()
    chat.log.clear()
    chat.wait(5 * DAY)
    assert word(chat) == 0
    assert len(rings(chat)) == 1
    chat.wait(4 * DAY)
    assert word(chat) == 1


def test_a_session_under_way_is_not_disturbed():
    chat = Chat().settle()
    chat.store.rows("DELETE FROM rings")
    chat.now += 7 * DAY
    chat.say("/stretch")
    change(chat, awaited=chat.now, unasked=Unasked())
    ring(chat, f"missed {chat.me.awaited}")
    assert word(chat) == 0


def test_how_long_somebody_was_away():
    chat = Chat().settle()
    me = replace(chat.me, progress=Progress({"cat-cow": Ladder(last=at(3))}), since=at(1))
    assert absence.last(me) == at(3)
    assert absence.last(replace(me, began=at(5))) == at(5)
    assert not absence.afresh(me, at(30))
    assert absence.afresh(me, at(31))
