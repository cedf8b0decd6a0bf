"""What the screens write down, and the corners that the recorded chats do not show."""

import csv
import io
import json
from dataclasses import replace

import pytest
from chat import START, Chat, plain

from bot.core.journal import SessionDone, StretchDone
from bot.core.moment import Host
from bot.core.person import Pause, Person
from bot.core.said import Alarm, Blocked, Ping, Said, Tap
from bot.routes import answer, needs_journal, private, trouble

EARLIER = "That button is from earlier. Here is where we are."


@pytest.fixture
def chat():
    return Chat()


@pytest.fixture
def settled():
    chat = Chat().settle()
    chat.toasts.clear()
    return chat


@pytest.fixture
def stepping(settled):
    """A session under way, at its first step."""
    settled.say("/stretch")
    settled.tap("2")
    return settled


def change(chat, **values):
    """Put the person into a state that takes long to reach."""
    chat.store.save(replace(chat.me, **values), None)


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


# Old, repeated and forged buttons

FORGED = (
    *("", " ", "done", "done x y", "done 2 99", "now 2", "now 2 11", "now 2 x", "carry", "carry 2"),
    *("felt 2 0 pull", "felt 2 0 itch", "end 2 fine", "end 2 better", "after 2 3", "after 9 3"),
    *("back 2 99", "skip 2 99", "step 2 99", "stop 2 99", "more 2 99", "how 2 99", "hurts 2 99"),
    *("time 2 0 5", "time 2 0", "locked", "locked 99999999999", "locked x"),
    *(
        "ping",
        "ping tea 2026-11-23T10:00 no",
        "ping desk today no",
        "ping desk 2026-11-23T25:00 no",
    ),
    *("ping desk 2026-11-23T10:20 tea", "ping desk 2026-11-22T10:20 later", "care", "clean 9"),
    *("ping desk 2026-11-22T10:20 no", "ping desk 2026-11-22T10:20 moved", "mistake 1", "seen 1"),
    *("ping desk 2026-11-23T10:20 later 11", "level", "level 11", "level x", "log 5", "log 11 0 0"),
    *(
        "log 5 0 0",
        "log 5 99999999999 1",
        "log 5 x 1",
        "undo",
        "undo x",
        "zoned",
        "zoned Mars/Base",
    ),
    *("hours", "hours at", "hours from 9999", "hours from x", "breaktimes tea", "breaktimes work "),
    *("breaktimes work 7", "breaktimes count 7", "pause 0", "pause tea", "pause 1 2", "myareas up"),
    *("myareas + chest", "mylimits + tea", "area neck", "area several", "areas", "tick + neck"),
    *("limits", "limits done", "limit + knee-pain", "sign 9 neck", "forget 99", "fly me"),
    *("card", "only", "library tea", "library area neck 99", "pin", "never + tea", "swap 2 0 tea"),
)


@pytest.mark.parametrize("line", FORGED)
def test_an_old_or_forged_button_shows_the_present_and_changes_nothing(stepping, line):
    before, journal = stepping.me, stepping.journal
    step = stepping.text
    stepping.press(line)
    assert stepping.toasts == [EARLIER]
    assert stepping.text == step
    assert stepping.me == before
    assert stepping.journal == journal


@pytest.mark.parametrize("line", ["bell 2 0 5 end", "bell 2 0", "bell 9 0 5 half"])
def test_a_bell_of_another_step_is_silent(stepping, line):
    stepping.log.clear()
    said = Said(7, 7, START, Alarm(line))
    stepping.app.turns([said], START)
    stepping.drain()
    assert stepping.log == []


@pytest.mark.parametrize(
    "line",
    ["done 2 0", "session", "bell 2 0 5 end", "back 2 0", "stop 2 0", "carry 2", "swap 2 0 easier"],
)
def test_a_button_of_a_session_that_is_over_leads_home(settled, line):
    settled.press(line)
    assert "What would feel good now?" in settled.text


def test_there_is_no_session_of_an_unknown_kind(settled):
    settled.press("stretch tomorrow")
    assert settled.me.session is None
    assert settled.toasts == [EARLIER]


def test_a_button_of_the_first_talk_does_not_skip_the_signs(chat):
    chat.say("/start")
    for line in ("stretch", "desk", "calm", "settings", "zone", "areas", "area tea", "limits done"):
        chat.press(line)
        assert "Where does it bother you?" in chat.text, line
    assert chat.me.session is None


def test_the_limits_come_before_the_first_session(chat):
    chat.say("/start")
    chat.tap("Neck")
    chat.tap("None of these")
    chat.say("/stretch")
    assert "Does anything limit you?" in chat.text
    chat.press("limit + tea")
    assert chat.me.tags == ()


def test_a_repeated_no_or_undo_stays_where_it_is(settled):
    settled.say("4")
    settled.tap("No")
    assert "nothing is logged" in settled.text
    assert len(settled.journal.pains) == 2


def test_the_same_number_much_later_is_an_old_button(settled):
    settled.say("/pain")
    settled.press("level 3")
    settled.wait(300)
    settled.press("level 3")
    assert settled.toasts == [EARLIER]
    assert len(settled.journal.pains) == 3


def test_a_muscle_that_was_locked_hours_ago_is_asked_about_again(settled):
    settled.press("breaktimes off")
    settled.say("my back cramped up")
    settled.wait(4 * 3600)
    settled.tap("Yes, right now")
    assert "Is a muscle locking right now?" in settled.text
    assert settled.me.flare is None
    settled.tap("Yes, right now")
    assert settled.me.flare is not None


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


def test_a_second_timer_cannot_run_beside_the_first(stepping):
    timed(stepping)
    session = stepping.me.session
    stepping.press(f"time {session.serial} {session.at} 0")
    assert stepping.toasts == [EARLIER]
    assert len(stepping.store.rows("SELECT * FROM rings")) == 2


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


def nothing_fits(chat):
    """Limits that leave nothing at all."""
    chat.book = replace(chat.book, surgery_allows=frozenset())
    chat.restart()
    change(chat, tags=("recent-surgery",))


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


def test_without_pictures_a_session_is_text_to_its_end(settled):
    settled.press("settings pictures off")
    settled.say("/stretch")
    settled.tap("1")
    assert settled.last.media is None
    settled.finish()
    assert settled.last.media is None


# Care


def test_a_flare_while_a_warning_sign_stands_shows_the_card(settled):
    settled.say("chest pain")
    settled.say("9/10 lower back")
    assert "Please get help now" in settled.text
    assert settled.me.flare is not None


def test_the_signs_shown_for_a_flare_stay_asked_until_they_are_denied(settled):
    settled.wait(2 * 3600)
    settled.say("9/10 lower back")
    for line in ("calm", "stretch", "desk"):
        settled.press(line)
        assert "Is any of this going on?" in settled.text
    settled.say("/signs")
    settled.say("/stretch")
    assert "Is any of this going on?" in settled.text
    settled.tap("None of these")
    assert "calm" in settled.text


def test_the_question_opens_afresh_where_none_is_open(settled):
    settled.press("signs")
    assert settled.me.screening.why == "asked"
    old = settled.me.screening.serial
    settled.say("/signs")
    for line in (f"signs {old} rest", f"sign {old} unsure", f"clean {old}"):
        settled.press(line)
    assert settled.toasts == [EARLIER] * 3
    settled.press(f"sign {settled.me.screening.serial} tea")
    assert settled.me.care is None


def test_signs_under_a_standing_card_show_the_card(settled):
    settled.say("chest pain")
    settled.say("/signs")
    assert "Please get help now" in settled.text


def test_a_new_sign_of_the_same_kind_has_its_own_words(settled):
    settled.say("chest pain")
    first = settled.text
    at = settled.me.care.at
    settled.wait(60)
    settled.say("can't pee")
    assert settled.text != first
    assert settled.me.care.at == at
    settled.say("fever and chills with my back pain")  # urgent, no emergency: the card stays
    assert settled.me.care.flag == "bladder"


def test_a_sign_for_within_days_is_advice_and_closes_nothing(stepping):
    words = stepping.book.words["en"].safety
    flags = stepping.book.safety.flags
    later = next(flag for flag, one in flags.items() if one.tier == 2 and words.triggers.get(flag))
    stepping.say(words.triggers[later][0])
    assert stepping.me.care is None
    stepping.tap("I understand")
    assert stepping.me.session is not None
    assert any("Done" in label for label in stepping.labels)


def test_back_from_the_country_is_the_card(settled):
    settled.say("chest pain")
    settled.tap("Change country")
    settled.say("/start")
    assert "Please get help now" in settled.text
    settled.tap("Change country")
    settled.press("present")
    assert "Which country" in settled.text
    settled.tap("‹ Back")
    assert "Please get help now" in settled.text


# Settings


def test_times_need_a_zone_first(chat):
    chat.onboard()
    chat.finish()
    chat.tap("Not now")
    for line in ("morning", "morning x", "breaks", "breaktimes", "breaktimes on"):
        chat.press(line)
        assert "I need your time zone first" in chat.text, line
    chat.press("country")
    chat.tap("‹ Back")
    assert "Time zone: not set" in chat.labels


def test_a_work_day_is_at_least_an_hour_long(settled):
    settled.press("hours from")
    settled.say("16:30")
    assert "less than an hour" in settled.text
    settled.press("hours to")
    settled.say("18:00")
    settled.press("hours from 990")
    assert settled.me.reminders.desk_from == 990


def test_no_day_ticked_is_said_so(settled):
    for day in range(5):
        settled.press(f"breaktimes free {day}")
    assert "No day is ticked" in settled.text
    settled.press("breaktimes work 6")
    assert settled.me.reminders.days == (6,)
    settled.press("breaktimes off")
    settled.press("breaktimes on")
    settled.press("breaktimes silent")
    assert settled.me.reminders.desk_silent


def test_many_areas_are_counted_and_none_is_anywhere(settled):
    for area in ("neck", "hips"):
        settled.press(f"myareas + {area}")
    settled.tap("‹ Back")
    assert "Where: 3 places" in settled.labels
    for area in ("neck", "hips", "lower-back"):
        settled.press(f"myareas - {area}")
    settled.tap("‹ Back")
    assert "Where: anywhere" in settled.labels


def test_a_zone_chosen_by_an_old_line_has_its_own_name(settled):
    settled.press("zoned America/Sao_Paulo")
    assert "Sao Paulo" in settled.text


def test_a_name_that_is_too_long_for_a_button_is_left_to_the_zone(settled):
    settled.press("zone")
    settled.say("UTC-3")
    taps = [button.tap for row in settled.last.rows for button in row]
    assert all(len(tap.encode()) <= 64 for tap in taps)


def test_a_place_at_sea_that_nobody_lives_at_is_asked_about(settled, monkeypatch):
    monkeypatch.setattr("bot.screens.settings.zone.at", lambda *_: None)
    settled.share(0, 0)
    assert "couldn’t find that place" in settled.text


def test_a_clock_time_may_answer_either_question_about_the_zone(settled):
    settled.press("zone")
    settled.say("12:00")
    assert "It is that time in these places" in settled.text
    settled.press("zone clock")
    settled.say("Lisbon")
    assert settled.me.zone == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("tomorrow", "Tuesday, 24 November"),
        ("until wed", "Wednesday, 25 November"),
        ("Monday", "Monday, 30 November"),
        ("3", "Thursday, 26 November"),
        ("a week", "Monday, 30 November"),
        ("2 weeks", "Monday, 7 December"),
        ("10 January", "Sunday, 10 January"),
        ("Feb 29", None),
        ("2026-12-24", "Thursday, 24 December"),
        ("2029-12-24", None),
        ("2020-12-24", None),
        ("never", None),
    ],
)
def test_the_end_of_a_pause_in_words(settled, words, until):
    settled.say(f"/pause {words}")
    if until is None:
        assert "I couldn’t read that as a day" in settled.text
        assert settled.me.pause is None
    else:
        assert f"They rest until {until}" in settled.text


def test_a_pause_that_is_over_offers_no_way_back(settled):
    change(settled, pause=Pause(START - 1))
    settled.say("/pause")
    assert "They are on." in settled.text
    assert "Switch them on again" not in settled.labels


# Pings


def test_a_later_that_was_overtaken_stays_away(settled):
    settled.until("13:00", zone_minutes=60)
    settled.tap("Later")
    settled.tap("30 min")
    settled.say("/pause 3")
    settled.log.clear()
    settled.wait(3600)
    assert settled.log == []


def test_moving_twice_counts_once(settled):
    settled.until("13:00", zone_minutes=60)
    slot = "2026-11-23T13:00"
    settled.press(f"ping desk {slot} moved")
    settled.press(f"ping desk {slot} moved")
    assert [s.kind for s in settled.journal.sessions] == ["first", "moved"]


def test_a_reply_to_a_ping_answers_no_older_question(settled):
    settled.press("zone")
    settled.until("13:00", zone_minutes=60)
    settled.say("6", reply=True)
    assert settled.labels == ["Log 6", "No"]
    moment = settled.app._moment(settled.me, Said(7, 7, START, Ping("desk", "x")), START)
    asked = replace(moment, person=replace(moment.person, asks="morning"))
    assert answer(asked, Ping("desk", "2026-11-24T13:00")).person.asks == ""


# The rest of the map


def test_who_hosts_the_bot_is_said_in_privacy():
    chat = Chat(host=Host(contact="someone@example.org"))
    chat.say("/privacy")
    assert "someone@example.org" in chat.text
    chat = Chat(host=Host(simulated=True))
    chat.say("/privacy")
    assert "simulator" in chat.text


def test_words_for_those_who_are_not_in_a_talk(settled):
    words = settled.book.words["en"]
    assert "private" in private(words, Host()).text
    assert "/start" in trouble(words).text


def test_whoever_blocked_the_bot_and_writes_again_is_back(settled):
    settled.hear(Blocked(True))
    assert settled.me.blocked
    settled.say("/start")
    assert not settled.me.blocked


def test_a_word_of_pain_is_no_answer_to_a_question_about_the_day(settled):
    settled.say("/pause")
    settled.say("7/10 lower back")
    assert settled.me.pause is None
    assert settled.journal.pains[-1].level == 7


def test_a_person_is_a_plain_value():
    assert Person(1, 1, 0) == Person(1, 1, 0)
