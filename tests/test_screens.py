"""What the screens write down of sessions and readings, and the corners of a session."""

import csv
import io
import json

import pytest
from chat import EARLIER, START, change, nothing_fits, plain

from bot.core.talk.journal import SessionDone, StretchDone
from bot.core.talk.said import Alarm, Said, Tap
from bot.core.talk.screen import Figure, Loop
from bot.core.values import replace
from bot.routes import needs_journal


def files(chat):
    """The parts of the newest document, by name."""
    return dict(chat.last.media.parts)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


# What is written down


def test_a_session_leaves_its_steps_its_readings_and_its_end(chat):
    chat.onboard(level="4")
    steps = len(chat.me.session.steps)
    chat.tap("✓ Done")
    chat.wait(60)
    chat.finish("Same", "3")
    journal = chat.journal
    assert [(p.level, p.area, p.source) for p in journal.pains] == [
        (4, "lower-back", "before"),
        (3, "lower-back", "after"),
    ]
    assert journal.sessions == (
        SessionDone(journal.sessions[0].n, "first", START, START + 60, 4, 3, "same", steps, steps),
    )
    assert [s.outcome for s in journal.stretches] == ["done"] * steps
    assert len({s.session for s in journal.stretches}) == 1


@pytest.mark.parametrize("kind", ["pull", "ache", "sharp", "spreading", "spasm"])
def test_whatever_hurts_is_always_written_down(stepping, kind):
    session = stepping.me.session
    first = session.steps[0]
    stepping.tap("Hurts")
    stepping.press(f"felt {session.serial} 0 {kind}")
    if kind == "spreading":
        assert stepping.me.session.show == "which"
        stepping.tap("Further down")
    last = stepping.journal.stretches[-1]
    dose = first.dose.compact()
    assert last == StretchDone(last.n, session.serial, START, first.stretch, first.side, dose, kind)
    assert stepping.me.moves[first.stretch].last_hurt == START
    ended = kind in ("spreading", "spasm")
    assert (stepping.me.session is None) == ended
    assert (stepping.journal.sessions[-1].feeling == "worse") == ended


def test_a_skipped_step_counts_for_nothing(stepping):
    stepping.tap("More")
    stepping.tap("Skip")
    assert stepping.journal.stretches[-1].outcome == "skipped"
    assert stepping.me.session.done == 0


def test_the_last_step_that_is_sharp_ends_the_session(stepping):
    while len(stepping.me.session.steps) - stepping.me.session.at > 1:
        stepping.tap("✓ Done")
    stepping.tap("Hurts")
    stepping.tap("Sharp")
    assert "Stopped" in stepping.text
    assert "Go on after all" not in stepping.labels


def test_the_last_step_that_aches_with_nothing_easier_ends_the_session(stepping):
    change(stepping, tags=("recent-surgery",))
    session = stepping.me.session
    change(stepping, session=replace(session, steps=session.steps[:1]))
    stepping.tap("Hurts")
    for _ in range(3):  # belly breathing and a walk stand in, then nothing is left
        if "dull ache" in stepping.seen():
            stepping.tap("A dull ache")
        if stepping.me.session.show == "step":
            stepping.tap("Hurts")
    stepping.press(f"felt {session.serial} 0 sharp")
    assert stepping.me.session.show == "feeling"


def test_a_reading_is_kept_for_the_time_it_was_written(settled):
    settled.say("6 lower back", at=START - 5 * 3600)
    settled.say("/export")
    rows = table(files(settled)["pains.csv"])
    assert rows[0] == {
        "at": "2026-11-23T04:00:00+01:00",
        "level": "6",
        "area": "lower-back",
        "note": "6 lower back",
    }


def test_an_offered_number_is_kept_for_the_time_it_was_written(settled):
    settled.say("6", at=START - 3600)
    settled.wait(600)
    settled.tap("Log 6")
    assert [(p.at, p.level) for p in settled.journal.pains if p.source == "words"] == [
        (START - 3600, 6)
    ]


def test_an_edit_changes_the_entry_and_not_its_time(settled):
    message = settled.say("5 neck")
    before = settled.journal.pains[-1]
    settled.wait(600)
    settled.edit(message, "6 hips, after the stairs")
    after = settled.journal.pains[-1]
    assert after == replace(before, level=6, area="hips", note="6 hips, after the stairs")
    assert len(settled.journal.pains) == 3


def test_an_edit_of_anything_else_is_left_alone(settled):
    message = settled.say("hello there")
    settled.log.clear()
    settled.edit(message, "hello here")
    assert settled.log == []


def test_a_reading_answers_the_question_before_and_after_a_session(settled):
    settled.say("/stretch")
    settled.say("3 and a bit stiff")
    settled.tap("Stop")
    settled.tap("Same")
    settled.say("eleven")
    assert "scale goes from 0" in settled.text
    settled.say("2, fine")
    notes = [(p.source, p.level, p.note) for p in settled.journal.pains[2:]]
    assert notes == [("before", 3, "3 and a bit stiff"), ("after", 2, "2, fine")]


def test_a_level_told_before_the_first_talk_is_kept(chat):
    chat.say("5 lower back")
    assert "Where does it bother you?" in chat.text
    assert [(p.level, p.area) for p in chat.journal.pains] == [(5, "lower-back")]
    chat.tap("Undo")
    assert chat.journal.pains == ()


def test_the_export_holds_everything_with_the_zone_s_offset(settled):
    settled.say("=4 lower back")
    settled.say("/export")
    assert settled.last.media.name == "unhunch-2026-11-23.zip"
    parts = files(settled)
    assert list(parts) == ["pains.csv", "sessions.csv", "stretches.csv", "settings.json"]
    assert parts["pains.csv"].splitlines()[0] == "at,level,area,note"
    assert table(parts["pains.csv"])[-1]["note"] == "'=4 lower back"  # no formula
    (session,) = table(parts["sessions.csv"])
    assert session["started"] == "2026-11-23T09:00:00+01:00"
    assert (session["kind"], session["feeling"], session["after"]) == ("first", "better", "2")
    assert len(table(parts["stretches.csv"])) == int(session["done"])
    assert json.loads(parts["settings.json"])["zone"] == "Europe/Berlin"


def test_the_export_holds_more_than_the_last_four_weeks(settled):
    settled.wait(60 * 86400)
    settled.say("/export")
    assert len(table(files(settled)["pains.csv"])) == 2
    assert needs_journal(Tap("export"))
    assert not needs_journal(Tap("home"))


def test_to_forget_leaves_no_row(settled):
    settled.say("4 neck")
    settled.say("/forget")
    old = settled.last.rows[1][0].tap
    settled.tap("No, keep it")
    settled.press(old)
    assert settled.me is not None
    settled.say("/forget")
    settled.tap("Yes")
    for name in ("people", "pains", "sessions", "stretches", "pings", "rings", "owed"):
        assert settled.store.rows(f"SELECT * FROM {name}") == [], name  # noqa: S608 - fixed names


# Timers


def timed(chat):
    while not any("Time it" in label for label in chat.labels):
        chat.tap("✓ Done")
    chat.tap("⏱ Time it")
    return chat.me.session.timer


def test_a_bell_that_comes_much_too_late_makes_no_noise(stepping):
    timer = timed(stepping)
    session = stepping.me.session
    stepping.store.rows("DELETE FROM rings")
    stepping.log.clear()
    line = f"bell {session.serial} {session.at} {timer}"
    late = Said(7, 7, START + 30, Alarm(f"{line} end"))
    stepping.app.turns([late], START + 3600)
    stepping.drain()
    assert "Time’s up" in plain(stepping.last.text)
    assert len(stepping.log) == 1
    assert stepping.me.session.holds == 1


def test_halfway_is_not_shown_over_another_screen(stepping):
    timed(stepping)
    stepping.tap("More")
    stepping.log.clear()
    stepping.wait(10)
    seconds = stepping.me.session.steps[stepping.me.session.at].dose
    stepping.wait((seconds.seconds or seconds.hold) // 2 - 9)
    assert stepping.log == []


def test_a_bell_of_an_earlier_timer_is_silent(stepping):
    timer = timed(stepping)
    session = stepping.me.session
    said = Said(7, 7, START, Alarm(f"bell {session.serial} {session.at} {timer - 1} end"))
    stepping.app.turns([said], START)
    assert stepping.me.session == session


def test_a_second_timer_cannot_run_beside_the_first(stepping):
    timed(stepping)
    session = stepping.me.session
    stepping.press(f"time {session.serial} {session.at} 0")
    assert stepping.toasts == [EARLIER]
    assert len(stepping.store.rows("SELECT * FROM rings WHERE line LIKE 'bell%'")) == 2


def test_a_step_without_a_long_hold_cannot_be_timed(stepping):
    session = stepping.me.session
    short = next(n for n, s in enumerate(session.steps) if not s.dose.seconds and s.dose.hold < 10)
    change(stepping, session=replace(session, at=short))
    stepping.press(f"time {session.serial} {short} 0")
    assert stepping.toasts == [EARLIER]


# Sessions


def test_a_session_left_after_a_first_step_counts_and_the_first_talk_goes_on(chat):
    chat.onboard()
    chat.tap("✓ Done")
    chat.wait(86400)
    chat.say("/start")
    assert chat.journal.sessions[-1].done == 1
    assert chat.me.stage == "setup"
    assert "Yes, set up reminders" in chat.labels


def test_a_session_left_before_its_first_step_leaves_no_trace(chat):
    chat.onboard()
    chat.wait(86400)
    chat.say("/start")
    assert chat.journal.sessions == ()
    assert "Last question" in chat.text


def test_pain_of_seven_after_a_session_is_a_flare(settled):
    settled.say("/stretch")
    settled.tap("2")
    settled.tap("Stop")
    settled.tap("Worse")
    settled.tap("7")
    assert settled.me.flare is not None
    assert "calm" in settled.text


def test_words_of_a_spasm_in_the_middle_of_a_session_keep_what_was_done(stepping):
    stepping.tap("✓ Done")
    stepping.say("8/10 lower back")
    assert stepping.me.session is None
    assert stepping.me.flare is not None
    assert [(s.kind, s.done) for s in stepping.journal.sessions[1:]] == [("stretch", 1)]
    numbers = [one.n for one in (*stepping.journal.pains, *stepping.journal.sessions)]
    assert len({*numbers}) == len(numbers)


def test_a_warning_sign_in_the_middle_of_a_session_keeps_what_was_done(stepping):
    stepping.tap("✓ Done")
    stepping.say("can't pee")
    assert [(s.kind, s.done) for s in stepping.journal.sessions[1:]] == [("stretch", 1)]


def test_a_limit_ticked_in_the_middle_takes_out_what_it_blocks(stepping):
    stepping.press("mylimits + recent-surgery")
    left = {step.stretch for step in stepping.me.session.steps}
    assert left <= {"belly-breathing", "easy-walk"}
    stepping.tap("‹ Back")
    stepping.tap("Home")
    assert stepping.me.session.show in ("step", "feeling")


def test_one_step_back_passes_over_what_a_new_limit_blocks(stepping):
    session = stepping.me.session
    blocked = next(
        n
        for n, step in enumerate(session.steps)
        if step.stretch not in ("belly-breathing", "easy-walk", session.steps[0].stretch)
    )
    change(stepping, session=replace(session, at=blocked + 1), tags=("recent-surgery",))
    stepping.press(f"back {session.serial} {blocked + 1}")
    at = stepping.me.session.at
    assert at == blocked + 1 or session.steps[at].stretch in ("belly-breathing", "easy-walk")


def test_when_a_limit_takes_out_every_step_the_session_asks_how_it_was(settled):
    settled.say("/stretch")
    settled.tap("2")
    session = settled.me.session
    steps = tuple(s for s in session.steps if s.stretch not in ("belly-breathing", "easy-walk"))
    change(settled, session=replace(session, steps=steps[:1]))
    settled.press("mylimits + recent-surgery")
    settled.say("/start")
    assert "Stopped" in settled.text
    assert settled.last.media is None
    settled.tap("Same")
    settled.tap("Skip")
    assert settled.journal.sessions[-1].planned == 0


def test_when_nothing_fits_that_is_said_plainly(settled):
    nothing_fits(settled)
    settled.say("/stretch")
    settled.tap("2")
    assert "nothing I’d call safe" in settled.text
    assert settled.me.session is None


def test_when_nothing_fits_the_first_talk_is_no_dead_end(chat):
    chat.say("/start")
    chat.tap("Neck")
    chat.tap("None of these")
    chat.tap("Nothing")
    nothing_fits(chat)
    chat.tap("2")
    assert "nothing I’d call safe" in chat.text
    assert chat.me.stage == "setup"


def test_when_nothing_fits_in_a_flare_that_is_said_plainly_too(settled):
    settled.say("8/10 lower back")
    nothing_fits(settled)
    settled.tap("Calm routine")
    assert "nothing I’d call safe" in settled.text


def test_a_calm_routine_under_way_is_not_begun_anew(settled):
    settled.say("8/10 lower back")
    settled.press("calm")
    settled.tap("✓ Done")
    before = settled.me.session
    settled.press("calm")
    assert settled.me.session == before
    assert settled.toasts == [EARLIER]


def test_calm_begins_also_from_an_open_question(settled):
    settled.say("8/10 lower back")
    settled.press("stretch")
    settled.press("calm")
    assert settled.me.session.kind == "flare"


def test_a_desk_break_after_a_stronger_reading_asks_first(settled):
    settled.say("5 lower back")
    settled.say("/desk")
    assert "How is it right now?" in settled.text


def test_a_session_moves_stands_still_or_has_no_pictures_as_one_likes(settled):
    settled.say("/settings")
    settled.tap("Pictures: moving")
    settled.say("/stretch")
    settled.tap("1")
    first = settled.last.media
    assert isinstance(first, Figure)
    settled.say("/settings")
    settled.tap("Pictures: still")
    settled.tap("Pictures: off")
    assert "Pictures: moving" in settled.labels
    settled.say("/stretch")
    assert settled.last.media == Loop(first.stretch, first.side, first.look)


def test_without_pictures_a_session_is_text_to_its_end(settled):
    settled.press("settings pictures off")
    settled.say("/stretch")
    settled.tap("1")
    assert settled.last.media is None
    settled.finish()
    assert settled.last.media is None
