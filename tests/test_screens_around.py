"""Care, settings, pings and the rest: the corners that the recorded chats do not show."""

from itertools import pairwise

import pytest
from chat import EARLIER, START, Chat, change, nothing_fits

from bot.answer import answer, private, trouble
from bot.core.talk.moment import Host
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked, Ping, Said
from bot.core.talk.state import Pause
from bot.core.values import replace

# Care


def test_a_flare_while_a_warning_sign_stands_shows_the_card(settled):
    settled.say("chest pain")
    settled.say("9/10 lower back")
    assert "Please get help now" in settled.text
    assert settled.me.flare is not None


def test_the_signs_shown_for_a_flare_stay_asked_until_they_are_denied(settled):
    settled.wait(2 * 3600)
    settled.say("8/10 lower back")
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


def test_a_sign_for_within_days_is_advice_and_asks_about_the_others(stepping):
    triggers = stepping.book.words["en"].safety.signs.triggers
    flags = stepping.book.safety.flags
    later = next(flag for flag, one in flags.items() if one.tier == 2 and triggers.get(flag))
    stepping.say(triggers[later][0])
    assert stepping.me.care is None
    assert "Worth having looked at" in stepping.seen()
    stepping.tap("None of these")
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


def test_the_first_talk_does_not_go_on_past_a_warning_sign(chat):
    chat.say("/start")
    chat.say("chest pain")
    for line in ("area neck", "area several", "tick + neck", "areas"):
        chat.press(line)
        assert "Please get help now" in chat.text, line
    assert chat.me.areas == ()
    change(chat, stage="limits")
    chat.press("limits done")
    assert chat.me.session is None


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
    assert "São Paulo" in settled.text


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
    settled.say("13:05")
    assert "It is that time in these places" in settled.text
    settled.press("zone clock")
    settled.say("Lisbon")
    settled.tap("I live here now")
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
        ("two weeks", "Monday, 7 December"),
        ("for three days", "Thursday, 26 November"),
        ("1 month", "Wednesday, 23 December"),
        ("2 months", "Saturday, 23 January"),
        ("a month", "Wednesday, 23 December"),
        ("until after the weekend", "Monday, 30 November"),
        ("the day after tomorrow", "Wednesday, 25 November"),
        ("24th of december", "Thursday, 24 December"),
        ("the 5th", "Saturday, 5 December"),
        ("the 31st", "Thursday, 31 December"),
        ("the 99th", None),
        ("Friday the 4th", "Friday, 4 December"),
        ("10.12.", "Thursday, 10 December"),
        ("10.12.2026", "Thursday, 10 December"),
        ("10.12.26", "Thursday, 10 December"),
        ("24/12", "Thursday, 24 December"),
        ("12/24", "Thursday, 24 December"),
        ("4/4", "Sunday, 4 April"),
        ("3/4", None),  # March or April
        ("40.40.", None),
        ("31.02.2027", None),
        ("three", "Thursday, 26 November"),
        ("0", None),
        ("9 years", None),
        ("400 days", None),  # more than a year is for good, or a mistake
        ("360 days", "Thursday, 18 November"),
        ("end of the month", "Tuesday, 1 December"),
        ("until the end of the week", "Monday, 30 November"),
        ("the end of the year", "Friday, 1 January"),
        ("until the end of December", "Friday, 1 January"),
        ("until the end of time", None),
        ("a fortnight", "Monday, 7 December"),
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


@pytest.mark.parametrize(("words", "until"), [("2 hours", "11:00"), ("until 15:00", "15:00")])
def test_hours_are_no_pause_but_a_silence(settled, words, until):
    settled.say("/pause")
    settled.say(words)
    assert settled.me.pause is None
    assert f"Quiet until {until}" in settled.text


@pytest.mark.parametrize("words", ["until I say so", "forever", "Until further notice."])
def test_for_good_in_words(settled, words):
    settled.say("/pause")
    settled.say(words)
    assert settled.me.pause == Pause(None, settled.now)


def test_in_a_flare_a_pause_does_not_call_reminders_on(settled):
    settled.say("8 lower back")
    settled.say("/pause")
    assert "They are on" not in settled.text
    assert "rest until this is over" in settled.text
    assert "stretch all the same" not in settled.text


def test_the_last_day_of_a_month_is_the_last_of_a_shorter_one(settled):
    settled.wait(69 * 86400)  # to the 31 January
    settled.say("/pause a month")
    assert "They rest until Sunday, 28 February" in settled.text


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


def test_done_in_words_answers_the_ping_once(settled):
    settled.until("13:00", zone_minutes=60)
    settled.say("Done!", reply=True)
    settled.say("done")
    assert "that counts" in settled.text
    assert [s.kind for s in settled.journal.sessions] == ["first", "moved"]


def test_done_in_words_is_done_for_the_present_step(stepping):
    stepping.say("done")
    assert stepping.me.session.at == 1
    stepping.tap("Stop")
    stepping.say("done")
    assert "How does it feel" in stepping.text
    assert [s.outcome for s in stepping.journal.stretches[-1:]] == ["done"]


def test_done_without_a_ping_is_not_understood(settled):
    settled.until("06:00", zone_minutes=60)
    settled.say("done")
    assert "simple bot" in settled.text


def test_desk_breaks_are_never_the_same_two_in_a_row(settled):
    pairs = []
    for _ in range(12):
        settled.wait(3600)
        settled.press("stretch desk")
        if settled.me.session.show == "check":
            settled.tap("2")
        pairs.append({step.stretch for step in settled.me.session.steps})
        settled.finish()
    assert all(1 <= len(pair) <= 2 for pair in pairs)
    assert all(one != other for one, other in pairwise(pairs))


def test_a_reply_to_a_ping_answers_no_older_question(settled):
    settled.press("zone")
    settled.until("13:00", zone_minutes=60)
    settled.say("6", reply=True)
    assert settled.journal.pains[-1].level == 6
    moment = settled.app._moment(settled.me, Said(7, 7, START, Ping("desk", "x")), START)
    asked = replace(moment, person=replace(moment.person, asks="morning"))
    assert answer(asked, Ping("desk", "2026-11-24T13:00")).person.asks == ""


# Instead, and the library


def test_a_step_can_be_swapped_for_something_easier(stepping):
    while stepping.me.session.steps[stepping.me.session.at].side != "left":
        stepping.tap("✓ Done")
    session = stepping.me.session
    stepping.tap("More")
    stepping.tap("Easier now")
    assert "Here is an easier one." in stepping.text
    after = stepping.me.session
    unwanted = session.steps[session.at].stretch
    assert unwanted not in {step.stretch for step in after.steps[after.at :]}


def test_a_step_on_the_floor_can_be_swapped_for_one_off_it(settled):
    settled.say("8/10 lower back")
    settled.tap("Calm routine")
    settled.tap("✓ Done")
    settled.tap("More")
    assert "Not on the floor" in settled.labels
    settled.tap("Others can see me")
    assert settled.me.session is not None


def test_when_nothing_suits_that_is_said_and_the_step_stays(stepping):
    session = stepping.me.session
    breath = next(n for n, s in enumerate(session.steps) if "breathing" in s.stretch)
    change(stepping, session=replace(session, at=breath))
    stepping.press(f"swap {session.serial} {breath} easier")
    while stepping.me.session.steps[breath].stretch != session.steps[breath].stretch:
        session = stepping.me.session
        stepping.press(f"swap {session.serial} {breath} easier")
    assert "nothing that fits better" in stepping.toasts[-1]


def test_a_pinned_stretch_is_marked_and_never_pinned_and_unwanted_at_once(settled):
    settled.press("pin + cat-cow")
    settled.press("never + cat-cow")
    assert (settled.me.pins, settled.me.never) == ((), ("cat-cow",))
    settled.press("never - cat-cow")
    settled.press("pin + cat-cow")
    settled.press("library mine pins 0")
    assert settled.labels[0].startswith("★")
    settled.press("pin - cat-cow")
    settled.press("library mine pins 0")
    settled.press("library mine never 0")
    assert settled.me.pins == ()


def test_typing_in_the_library_searches_it(settled):
    settled.say("/library")
    settled.say("neck")
    assert len(settled.labels) > 2
    settled.press("library area neck 1")
    assert "‹" in settled.labels[-2]
    settled.say("sphinx")
    assert settled.last.media is not None
    settled.say("xyzzy")
    assert settled.labels == ["‹ Back"]
    settled.say("six lower back")
    assert "Logged 6" in settled.text


def test_one_stretch_alone_is_a_session_with_the_same_gate(settled):
    settled.press("only seated-cat-cow")
    settled.press("now 3 11")
    assert settled.toasts == [EARLIER]
    settled.tap("2")
    assert {step.stretch for step in settled.me.session.steps} == {"seated-cat-cow"}
    settled.press("only cat-cow")
    assert {step.stretch for step in settled.me.session.steps} == {"seated-cat-cow"}
    settled.finish()
    assert settled.journal.sessions[-1].kind == "only"


def test_a_stretch_that_a_limit_keeps_out_is_kindly_refused(settled):
    settled.press("mylimits + recent-surgery")
    settled.press("only cat-cow")
    assert settled.me.session is None
    assert len(settled.labels) == 2
    nothing_fits(settled)
    settled.press("only cat-cow")
    assert settled.labels == ["‹ Back"]


# The rest of the map


def test_a_reply_that_speaks_of_a_spasm_is_asked_about(settled):
    settled.say("spasm", reply=True)
    assert "Is a muscle locking right now?" in settled.text


def test_a_forged_feeling_leaves_the_question_open(stepping):
    stepping.tap("Stop")
    serial = stepping.me.session.serial
    stepping.press(f"end {serial} fine")
    stepping.tap("Same")
    stepping.press(f"after {serial} 11")
    assert stepping.me.session.show == "after"
    assert stepping.toasts == [EARLIER] * 2


def test_a_country_that_cannot_be_guessed_is_not_set():
    chat = Chat(language="eo").onboard()
    chat.finish()
    chat.say("/settings")
    assert "Country: not set" in chat.labels
    chat.say("can't pee")
    assert "most countries" in chat.text


@pytest.mark.parametrize("line", ["zone", "country", "library"])
def test_a_bare_number_is_no_name_but_may_be_pain(settled, line):
    settled.press(line)
    settled.say("6", reply=True)
    assert settled.labels == ["Log 6", "No"]


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
    settled.log.clear()
    settled.say("/start")
    assert not settled.me.blocked
    assert "Welcome back" in "\n".join(settled.log)
    settled.log.clear()
    settled.say("/start")
    assert "Welcome back" not in "\n".join(settled.log)


def test_whoever_lets_the_bot_back_in_is_welcomed_at_the_first_word(settled):
    settled.hear(Blocked(True))
    settled.log.clear()
    settled.hear(Blocked(False))
    assert settled.log == []
    settled.wait(86400)  # a ping is no word of theirs
    settled.log.clear()
    settled.say("/pause 3")
    told = "\n".join(settled.log)
    assert told.count("Welcome back") == 1
    assert told.count("Reminders rest until") >= 1


def test_where_a_warning_sign_stands_nobody_is_welcomed(settled):
    settled.say("numb between my legs")
    settled.hear(Blocked(True))
    settled.log.clear()
    settled.say("/start")
    assert "Welcome back" not in "\n".join(settled.log)


def test_a_word_of_pain_is_no_answer_to_a_question_about_the_day(settled):
    settled.say("/pause")
    settled.say("7/10 lower back")
    assert settled.me.pause is None
    assert settled.journal.pains[-1].level == 7


def test_a_person_is_a_plain_value():
    assert Person(1, 1, 0) == Person(1, 1, 0)
