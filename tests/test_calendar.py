"""A calendar that keeps pings out of busy times: given, read, failing, removed."""

import json
import re
from pathlib import Path

import pytest
from chat import Chat, change, plain

from bot.core import calendar as rules
from bot.core.schedule import next_due
from bot.core.silence import Span
from bot.core.talk.job import Fetched, ReadCalendar, Task
from bot.core.talk.moment import Host
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked, Said
from bot.core.talk.state import Calendar
from bot.core.values import replace

LINK = "https://calendar.google.com/calendar/ical/me/private-9f8e7d4/basic.ics"
HOUR, DAY = 3600, 86400


def asked(chat):
    chat.say("/settings")
    chat.tap("Calendar")
    return chat


def given(chat, link=LINK):
    asked(chat)
    return chat.say(link)


def working(chat, *busy):
    given(chat)
    chat.read(*busy)
    return chat


def at(chat, hours):
    """So many hours from now (9 o'clock of a Monday, in Berlin)."""
    return chat.now + int(hours * HOUR)


def jobs(chat):
    return chat.store.rows("SELECT at, body FROM jobs")


@pytest.fixture
def busy(settled):
    """Somebody whose calendar was read: busy from 10 to 11 and from 14 to 15 tomorrow."""
    working(settled, (at(settled, 1), at(settled, 2)), (at(settled, 29), at(settled, 30)))
    return settled


# Giving it


def test_the_question_says_what_it_does_and_how_to_get_the_link(settled):
    asked(settled)
    assert "no titles, places or people" in settled.text
    for maker, word in {
        "Google": "Secret address", "Outlook": "Publish", "Apple": "Public Calendar",
        "Another": ".ics",
    }.items():  # fmt: skip
        settled.tap(maker)
        assert word in settled.text
        assert "I take that message away" in settled.text
        settled.tap("‹ Back")


def test_a_link_is_read_at_once_and_its_message_goes_away(settled):
    message = given(settled)
    assert settled.erased == [message]
    assert "I am reading" in settled.text
    assert settled.me.calendar.link == LINK
    (task,) = settled.app.due_jobs(settled.now, 9)
    assert task.what == ReadCalendar(LINK, "Europe/Berlin")


def test_a_message_that_is_too_old_to_be_deleted_is_left_to_the_person(settled):
    asked(settled)
    settled.say(LINK, at=settled.now - 2 * DAY)
    assert not settled.erased
    assert "you may want to delete it" in settled.text
    assert settled.me.calendar.link == LINK


def test_a_link_may_be_sent_under_the_explanation_or_with_words_around_it(settled):
    asked(settled)
    settled.tap("Google")
    settled.say(f"here it is: <{LINK}>.")
    assert settled.me.calendar.link == LINK


def test_what_was_read_is_shown_where_the_person_waits(settled):
    given(settled)
    number = max(settled.messages)
    settled.read((at(settled, 1), at(settled, 2)), (at(settled, 29), at(settled, 30)))
    assert max(settled.messages) == number
    assert "2 busy times in the coming week" in settled.text
    assert "Next: today, 10:00 to 11:00" in settled.text
    assert settled.me.busy == (
        Span(at(settled, 1), at(settled, 2)), Span(at(settled, 29), at(settled, 30)),
    )  # fmt: skip


def test_who_went_on_is_told_beside_what_they_do(settled):
    given(settled)
    settled.say("/stretch")
    live = settled.me.here
    settled.read((at(settled, 1), at(settled, 2)))
    assert "It works" in settled.text
    assert settled.labels == ["Calendar"]
    assert settled.me.here == live


def test_who_blocked_the_bot_meanwhile_is_told_nothing(settled):
    given(settled)
    (task,) = settled.app.due_jobs(settled.now, 9)
    settled.hear(Blocked(True))
    before = len(settled.log)
    said = Said(7, 7, settled.now, Fetched(task.id, (), settled.now, settled.now + DAY))
    settled.app.turns([said], settled.now)
    settled.drain()
    assert settled.me.blocked
    assert len(settled.log) == before


def test_nobody_busy_is_said_so(settled):
    working(settled)
    assert "No busy times in the coming week" in settled.text


def test_busy_now_is_said_until_when(settled):
    working(settled, (at(settled, -1), at(settled, 1)))
    assert "Busy now, until 10:00" in settled.text


FAULTS = [
    "link", "https", "login", "port", "private", "name", "certificate", "unreachable", "slow",
    "redirects", "gone", "server", "refused", "large", "page", "kind", "heavy", "broke",
]  # fmt: skip


def test_every_fault_that_is_raised_has_its_words():
    raised = set()
    for path in (Path(__file__).parent.parent / "bot").rglob("*.py"):
        source = path.read_text("utf-8")
        if path.parent.name == "calendars" or path.name == "worker.py":
            raised |= set(re.findall(r'(?:Unread|NotRead)\(\n?\s*"(\w+)"|fault="(\w+)"', source))
    assert {a or b for a, b in raised} <= set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_link_that_cannot_be_read_is_named_and_not_kept(settled, fault):
    given(settled)
    settled.read(fault=fault)
    assert settled.me.calendar is None
    assert not jobs(settled)
    assert settled.text.startswith(plain(settled.book.words["en"].texts[f"calendar.fault_{fault}"]))
    settled.say(LINK)  # the question stands
    assert settled.me.calendar.link == LINK


def test_who_went_on_learns_of_a_link_that_cannot_be_read(settled):
    given(settled)
    settled.say("/stretch")
    settled.read(fault="page")
    assert "opens a web page" in settled.text
    assert settled.labels == ["Calendar"]
    settled.tap("Calendar")
    assert settled.me.asks == "calendar"


@pytest.mark.parametrize("link", ["http://cal.example/me.ics", "ftp://cal.example/me.ics"])
def test_a_link_in_the_open_is_refused_and_taken_away(settled, link):
    message = given(settled, link)
    assert "anybody on the way" in settled.text
    assert settled.erased == [message]
    assert settled.me.calendar is None
    assert not jobs(settled)


def test_a_link_without_an_end_is_refused(settled):
    given(settled, "https://cal.example/" + "a" * 3000)
    assert "copy it once more" in settled.text


def test_webcal_is_taken(settled):
    given(settled, "webcal://p1.icloud.example/published/2/abc")
    assert settled.me.calendar.link.startswith("webcal://")


@pytest.mark.parametrize("words", ["my calendar", "🗓", "www.example.com", "x" * 4000])
def test_words_that_are_no_link_are_asked_again(settled, words):
    asked(settled)
    settled.say(words)
    assert "I see no link" in settled.text
    assert settled.me.asks == "calendar"


def test_pain_told_in_place_of_a_link_is_pain(settled):
    asked(settled)
    settled.say("4 lower back")
    assert settled.journal.pains[-1].level == 4


def test_a_warning_sign_beside_a_link_is_heard_first(settled):
    asked(settled)
    settled.say(f"{LINK} and I can't feel between my legs")
    assert settled.me.care is not None
    assert settled.me.calendar is None


def test_the_numbers_of_a_link_are_no_pain(settled):
    before = len(settled.journal.pains)
    asked(settled)
    settled.say("https://cal.example/pain-7/neck-8/9")
    assert len(settled.journal.pains) == before


# A link that comes by itself


def test_a_link_that_looks_like_a_calendar_is_offered(settled):
    message = settled.say(LINK)
    assert "Shall reminders wait" in settled.text
    assert settled.me.calendar is None
    assert not settled.erased
    settled.tap("Yes, use it")
    assert settled.me.calendar.link == LINK
    assert settled.me.offered == ""
    assert settled.erased == [message]


def test_no_means_that_nothing_of_it_is_kept(settled):
    settled.say(LINK)
    settled.tap("No")
    assert settled.me.offered == ""
    assert "delete your message" in settled.text


def test_an_offer_lapses_when_the_talk_goes_on_or_after_an_hour(settled):
    settled.say(LINK)
    old = max(settled.messages)
    settled.say("/settings")
    assert settled.me.offered == ""
    settled.tap("Yes, use it", old)
    assert settled.me.calendar is None
    settled.say(LINK)
    settled.wait(HOUR)
    assert settled.me.offered == ""
    settled.tap("Yes, use it")
    assert settled.me.calendar is None


def test_an_offer_is_shown_again_as_the_present(settled):
    settled.say(LINK)
    settled.press("nonsense")
    assert "Shall reminders wait" in settled.text
    assert settled.me.offered == LINK


def test_a_newer_offer_takes_the_place_of_an_older_one(settled):
    settled.say(LINK)
    old = max(settled.messages)
    other = LINK.replace("9f8e", "1111")
    settled.say(other)
    settled.tap("Yes, use it", old)
    assert settled.me.calendar is None
    settled.tap("Yes, use it")
    assert settled.me.calendar.link == other


def test_links_to_other_things_are_not_offered(settled):
    settled.say("https://www.example.com/back-pain")
    assert "Shall reminders wait" not in settled.text
    assert settled.me.offered == ""


def test_before_the_first_talk_is_over_it_is_kept_for_later():
    chat = Chat()
    chat.say(LINK)
    assert "You can give it to me later" in chat.text
    assert chat.me.offered == ""
    assert LINK not in chat.store.rows("SELECT state FROM people")[0][0]


def test_in_the_middle_of_a_session_it_is_kept_for_later(stepping):
    session = stepping.me.session
    stepping.say(LINK)
    assert "later" in stepping.text
    assert stepping.me.session == session


def test_a_link_in_a_corrected_message_says_nothing(settled):
    message = settled.say("hello")
    settled.edit(message, LINK)
    assert settled.me.offered == ""


# Taking it back


def test_removing_takes_link_times_and_work_away_at_once(busy):
    busy.tap("Remove")
    assert "gone" in busy.text
    assert (busy.me.calendar, busy.me.busy, jobs(busy)) == (None, (), [])


def test_an_old_button_does_not_remove_a_newer_calendar(busy):
    old = max(busy.messages)
    row = busy.messages[old].rows
    line = next(one.tap for (one,) in row if one.label.startswith("Remove"))
    busy.wait(HOUR)
    busy.tap("Give another")
    busy.say(LINK)
    busy.press(line)
    assert busy.me.calendar is not None
    assert busy.toasts


@pytest.mark.parametrize(
    "line", ["calendar x", "calendar off", "calendar off 1", "calendar how", "calendar how x",
             "calendar use 1", "calendar no", "calendar lapse 5", "calendar offer 5"],
)  # fmt: skip
def test_forged_taps_change_nothing(busy, line):
    before = busy.me.calendar
    busy.press(line)
    assert busy.me.calendar == before


def test_another_link_takes_the_place_of_the_old_one(busy):
    busy.tap("Give another")
    busy.say(LINK.replace("9f8e", "2222"))
    assert busy.me.busy == ()
    assert "2222" in busy.me.calendar.link
    assert len(jobs(busy)) == 1


def test_forgetting_takes_the_link_too(busy):
    busy.say("/forget")
    busy.tap("Yes")
    assert busy.me is None
    assert not jobs(busy)


def test_the_export_holds_link_and_times(busy):
    busy.say("/export")
    settings = json.loads(dict(busy.last.media.parts)["settings.json"])
    assert settings["calendar"]["link"] == LINK
    assert len(settings["busy"]) == 2


def test_privacy_tells_of_the_link(settled):
    settled.say("/privacy")
    assert "I keep the link" in settled.text


# A host who wants no outgoing requests


def test_a_bot_without_calendars_does_not_ask_for_one():
    chat = Chat(host=Host(calendars=False)).settle()
    chat.say("/settings")
    assert not any(label.startswith("Calendar") for label in chat.labels)
    chat.press("calendar")
    assert "switched off" in chat.text
    chat.press("calendar new")
    chat.say(LINK)
    assert chat.me.calendar is None
    assert chat.me.offered == ""
    assert not jobs(chat)


def test_a_calendar_can_be_taken_back_on_a_bot_that_reads_none_any_more(busy):
    busy.host = Host(calendars=False)
    busy.restart()
    asked(busy)
    assert "switched off" in busy.text
    assert busy.labels == ["Remove the calendar", "‹ Back"]
    busy.tap("Remove")
    assert busy.me.calendar is None


# Reading it again


def test_an_answer_to_a_link_that_was_changed_meanwhile_is_dropped(settled):
    given(settled)
    (old,) = settled.app.due_jobs(settled.now, 9)
    settled.say("/settings")
    settled.tap("Calendar")
    settled.tap("Give another")
    settled.say(LINK.replace("9f8e", "3333"))
    late = Fetched(old.id, (Span(1, 2),), settled.now, settled.now + DAY)
    settled.app.turns([Said(7, 7, settled.now, late)], settled.now)
    assert settled.me.busy == ()
    assert settled.me.calendar.read == 0
    settled.read((at(settled, 1), at(settled, 2)))
    assert len(settled.me.busy) == 1


def test_an_answer_after_the_calendar_was_removed_is_dropped(settled):
    given(settled)
    (old,) = settled.app.due_jobs(settled.now, 9)
    settled.tap("Remove")
    late = Fetched(old.id, (Span(1, 2),), settled.now, settled.now + DAY)
    settled.app.turns([Said(7, 7, settled.now, late)], settled.now)
    assert (settled.me.calendar, settled.me.busy) == (None, ())


def test_an_answer_for_somebody_who_was_forgotten_is_dropped(settled):
    given(settled)
    (old,) = settled.app.due_jobs(settled.now, 9)
    settled.say("/forget")
    settled.tap("Yes")
    settled.app.turns([Said(7, 7, settled.now, Fetched(old.id, ()))], settled.now)
    assert settled.me is None


def test_an_answer_told_twice_counts_once(settled):
    given(settled)
    (task,) = settled.app.due_jobs(settled.now, 9)
    found = Fetched(task.id, (), settled.now, settled.now + DAY)
    said = Said(7, 7, settled.now, found)
    settled.app.turns([said, said], settled.now)
    assert len(jobs(settled)) == 1


def test_a_restart_in_the_middle_reads_it_again(settled):
    given(settled)
    assert len(settled.app.due_jobs(settled.now, 9)) == 1
    settled.restart()
    assert not settled.app.due_jobs(settled.now, 9)  # it may be what ended the process
    settled.now += 120
    settled.read((at(settled, 1), at(settled, 2)))
    assert len(settled.me.busy) == 1


def test_a_calendar_that_ends_the_process_each_time_is_tried_ever_more_rarely(settled):
    given(settled)
    waits = []
    for _ in range(4):
        assert len(settled.app.due_jobs(settled.now, 9)) == 1
        ((due, _body),) = jobs(settled)
        waits.append(due - settled.now)
        settled.now = due
        settled.restart()
    assert waits == [120, 240, 480, 960]


def test_it_is_read_again_every_few_hours_without_a_word(busy):
    before = len(busy.log)
    ((due, _body),) = jobs(busy)
    assert HOUR <= due - busy.now <= 5 * HOUR
    busy.now = due
    busy.read((busy.now + HOUR, busy.now + 2 * HOUR))
    assert busy.me.busy == (Span(busy.now + HOUR, busy.now + 2 * HOUR),)
    assert len(busy.log) == before
    assert jobs(busy)[0][0] - busy.now == 4 * HOUR


def test_people_s_turns_are_spread_over_the_hours():
    turns = {rules.next_at(Person(n, n, 0), 10**9) % rules.EVERY for n in range(100)}
    assert len(turns) == 100
    assert max(turns) - min(turns) > rules.EVERY // 2


def test_an_unchanged_file_leaves_what_is_known_without_what_is_over(busy):
    busy.now = max(jobs(busy)[0][0], busy.now + 3 * HOUR)
    busy.read(unchanged=True)
    assert len(busy.me.busy) == 1
    assert busy.me.calendar.read == busy.now


def test_a_file_is_had_whole_again_when_too_little_of_it_is_known():
    known = Calendar(LINK, 1, 100, 100 + 12 * DAY, '"7"', "Monday")
    person = Person(7, 7, 1, zone="Europe/Berlin", calendar=known)
    (soon,) = rules.job(person, 100 + 4 * DAY)
    (late,) = rules.job(person, 100 + 4 * DAY + 1)
    assert (soon.what.tag, soon.what.modified) == ('"7"', "Monday")
    assert (late.what.tag, late.what.modified) == ("", "")


def test_what_a_server_says_of_a_file_is_kept():
    person = Person(7, 7, 1, calendar=Calendar(LINK, 1))
    after = rules.kept(person, Fetched(1, (), 5, 9, tag='"1"', modified="x"), 5).calendar
    assert (after.tag, after.modified, after.until) == ('"1"', "x", 9)
    same = rules.kept(replace(person, calendar=after), Fetched(2), 6).calendar
    assert (same.tag, same.modified, same.until, same.read) == ('"1"', "x", 9, 6)


def test_nothing_is_kept_for_somebody_without_a_calendar(chat):
    person = Person(7, 7, 1)
    assert rules.kept(person, Fetched(1, ()), 5) is person


def test_in_another_zone_it_is_read_anew_at_once(busy):
    busy.say("/settings")
    busy.tap("Time zone")
    busy.say("Tokyo")
    busy.tap(busy.labels[0])
    (task,) = busy.app.due_jobs(busy.now, 9)
    assert task.what.zone == "Asia/Tokyo"
    assert task.what.tag == ""


# When it fails


def failing(chat, days, fault="server"):
    """Fail whenever it is tried, for so many days."""
    until = chat.now + days * DAY
    while (due := jobs(chat)[0][0]) <= until:
        chat.wait(max(1, due - chat.now))
        chat.read(fault=fault)
    chat.wait(max(1, until - chat.now))


def test_failures_back_off_to_once_a_day(busy):
    person = busy.me
    waits = []
    for fails in range(1, 9):
        failed = replace(person, calendar=replace(person.calendar, fails=fails))
        waits.append(rules.next_at(failed, 0))
    assert waits == sorted(waits)
    assert 600 <= waits[0] < 800
    assert DAY <= waits[-1] < 1.3 * DAY


def test_a_failing_calendar_is_told_in_the_settings_and_keeps_what_it_knew(busy):
    busy.now = jobs(busy)[0][0]
    before = len(busy.log)
    busy.read(fault="server")
    assert len(busy.log) == before
    assert len(busy.me.busy) == 2
    asked(busy)
    assert "Since Monday, 23 November I can’t read it" in busy.text
    assert "trouble just now" in busy.text


def notes(chat):
    return [one for one in chat.log if "reminders may come in the middle" in one]


def test_after_three_days_it_is_told_once_and_never_again(busy):
    failing(busy, 2.9)
    assert not notes(busy)
    failing(busy, 12)
    assert len(notes(busy)) == 1
    assert "[silent]" in notes(busy)[0]
    assert busy.me.calendar.told


def test_nothing_is_told_of_it_in_a_flare_or_a_pause(busy):
    busy.say("/pause")
    busy.tap("For 14 days")
    failing(busy, 10)
    assert not notes(busy)


def test_what_works_again_is_as_if_nothing_had_been(busy):
    failing(busy, 5)
    busy.now = jobs(busy)[0][0]
    busy.read()
    known = busy.me.calendar
    assert (known.fails, known.failing, known.fault, known.told) == (0, 0, "", False)


# Its link is a secret


def test_no_repr_shows_the_link():
    calendar = Calendar(LINK, 1, tag="9f8e7d4")
    what = ReadCalendar(LINK, "", tag="9f8e7d4")
    values = (
        calendar, what, Task(1, 7, 7, "calendar", what, 0),
        Person(7, 7, 1, calendar=calendar, offered=LINK), Fetched(1, tag="9f8e7d4"),
    )  # fmt: skip
    assert "9f8e7d4" not in repr(values)


# What it is for


def test_a_desk_ping_in_a_meeting_waits_for_its_end(settled):
    due = next_due(settled.me, settled.now)
    while due.kind != "desk":
        due = next_due(settled.me, due.at)
    working(settled, (due.at - 50 * 60, due.at + 10 * 60))
    after = next_due(settled.me, settled.now)
    assert (after.at, after.slot) == (due.at + 10 * 60, due.slot)


def test_a_desk_ping_in_a_long_meeting_is_left_out(settled):
    due = next_due(settled.me, settled.now)
    working(settled, (due.at - HOUR, due.at + 3 * HOUR))
    assert next_due(settled.me, settled.now).slot != due.slot


def test_a_meeting_that_is_known_when_the_ping_is_sent_silences_it(settled):
    given(settled)
    due = next_due(settled.me, settled.now)
    settled.now = due.at
    settled.app.tick(settled.now)  # owed, and not sent yet
    settled.read((due.at - HOUR, due.at + HOUR))
    assert not any(one in settled.seen() for one in ("Already moved", "gentle minutes"))


def test_without_calendar_times_nothing_changes(settled):
    due = next_due(settled.me, settled.now)
    working(settled)
    assert next_due(settled.me, settled.now) == due
    change(settled, busy=())


def test_a_calendar_read_by_a_clock_that_was_ahead_is_read_anew_and_whole(busy):
    began = busy.now
    busy.now += 7 * DAY
    busy.app.tick(busy.now)
    busy.read((at(busy, 1), at(busy, 2)))
    assert jobs(busy)[0][0] > began + 6 * DAY
    busy.now = began + 60
    busy.app.tick(busy.now)
    ((due, body),) = jobs(busy)
    assert due == busy.now
    assert (json.loads(body).get("tag", ""), json.loads(body).get("modified", "")) == ("", "")
