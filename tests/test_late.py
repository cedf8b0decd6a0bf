"""Late pings expire and never burst; each is checked again when it is sent; zones change."""

from datetime import date

import pytest
from chat import Chat

from bot.core.schedule import EXPIRES, Due, epoch, holds, local, next_due
from bot.core.silence import Span
from bot.core.talk.journal import SessionDone
from bot.core.talk.person import Session
from bot.core.talk.state import Care, Flare, Pause
from bot.core.values import replace
from bot.places import rules, zones

HOUR, DAY = 3600, 86400
AWAY = {"an_hour": HOUR, "a_day": DAY, "a_week": 7 * DAY, "a_year": 365 * DAY}


@pytest.fixture
def chat():
    chat = Chat().settle()  # Monday, 09:00 in Berlin
    chat.wait(15 * HOUR)  # midnight
    chat.store.rows("DELETE FROM rings")
    yield chat
    chat.store.close()


def came(chat, seen):
    """Pings shown since, by kind."""
    new = [one for one in chat.log[seen:] if "[Already moved]" in one]
    return ["desk" if "Time to move" in one else "morning" for one in new]


def back_after(chat, seconds, clock):
    """The process stands still for about so long, and is back at a local time of day."""
    chat.now += seconds
    day = local(chat.now, "Europe/Berlin").date()
    chat.now = epoch(day, int(clock[:2]) * 60 + int(clock[3:]), "Europe/Berlin")
    seen = len(chat.log)
    chat.restart()
    chat.app.tick(chat.now)
    chat.drain()
    return came(chat, seen)


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize(
    ("clock", "kinds"),
    [
        ("07:59", []),
        ("08:00", ["morning"]),
        ("10:19", ["morning"]),
        ("11:00", ["morning"]),
        ("11:01", []),
        ("13:00", ["desk"]),
        ("13:20", ["desk"]),
        ("13:21", []),
        ("23:00", []),
    ],
)
def test_after_any_absence_only_what_is_still_of_use_comes(chat, away, clock, kinds):
    told = replace(chat.me.reminders, days=tuple(range(7)), holidays=False)
    chat.store.save(replace(chat.me, reminders=told), next_due(chat.me, chat.now))
    assert back_after(chat, AWAY[away], clock) == kinds


def test_a_morning_and_a_break_that_are_both_of_use_are_two_and_no_more(chat):
    assert sorted(back_after(chat, DAY, "10:30")) == ["desk", "morning"]
    seen = len(chat.log)
    chat.wait(HOUR)
    assert came(chat, seen) == []


def test_after_an_absence_pings_go_on_as_before(chat):
    back_after(chat, 30 * DAY, "23:00")
    seen = len(chat.log)
    chat.wait(DAY)
    assert came(chat, seen)[0] == "morning"


@pytest.mark.parametrize("kind", ["morning", "desk"])
@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_ping_that_waited_too_long_to_be_sent_expires(chat, kind, late):
    chat.now = first(chat, kind).at
    chat.app.tick(chat.now)
    chat.now += EXPIRES[kind] + late
    seen = len(chat.log)
    chat.drain()
    assert came(chat, seen)[:1] == ([] if late > 0 else [kind])


def first(chat, kind):
    due = next_due(chat.me, chat.now)
    while due.kind != kind:
        due = next_due(chat.me, due.at)
    chat.store.save(chat.me, due)
    return due


SINCE = {
    "a_pause": lambda person, now: replace(person, pause=Pause(now + DAY, now)),
    "a_flare": lambda person, now: replace(person, flare=Flare(now, 8)),
    "a_warning_sign": lambda person, now: replace(person, care=Care("saddle", 0, now)),
    "a_session": lambda person, now: replace(
        person, session=Session(99, "stretch", now, touched=now)
    ),
    "a_planned_silence": lambda person, now: replace(person, silences=(Span(now, now + HOUR),)),
    "a_meeting": lambda person, now: replace(person, busy=(Span(now - 60, now + 60),)),
    "quiet_hours": lambda person, now: replace(
        person, reminders=replace(person.reminders, quiet=(0, 1439))
    ),
    "not_today": lambda person, now: replace(
        person, quiet_day=local(now, person.zone).date().isoformat()
    ),
}


@pytest.mark.parametrize("kind", ["morning", "desk"])
@pytest.mark.parametrize("since", SINCE)
def test_what_began_since_it_fell_due_is_respected(chat, kind, since):
    chat.now = first(chat, kind).at
    chat.app.tick(chat.now)
    chat.store.save(SINCE[since](chat.me, chat.now), None)
    seen = len(chat.log)
    chat.drain()
    assert came(chat, seen) == []
    assert chat.store.rows("SELECT state FROM pings ORDER BY id DESC LIMIT 1") == [("dropped",)]


@pytest.mark.parametrize("kind", ["morning", "desk"])
def test_who_has_moved_since_is_not_asked_again(chat, kind):
    chat.now = first(chat, kind).at
    chat.app.tick(chat.now)
    n = chat.me.records + 1
    done = SessionDone(n, "morning", chat.now, chat.now, done=3, planned=3)
    chat.store.record(7, (done,))
    seen = len(chat.log)
    chat.drain()
    assert came(chat, seen) == []


# Rules that change


def test_a_ping_found_with_other_rules_is_not_sent_at_the_wrong_time(chat):
    slot = "2026-11-24T08:00"
    true = epoch(date(2026, 11, 24), 480, "Europe/Berlin")
    chat.store.rows("UPDATE health SET zones = ?", rules())
    chat.store.save(chat.me, Due(true - HOUR, "morning", slot))  # as the old rules had it
    chat.restart()
    chat.now = true - HOUR
    seen = len(chat.log)
    chat.app.tick(chat.now)
    chat.drain()
    assert came(chat, seen) == []
    assert chat.store.due(7) == Due(true, "morning", slot)


def test_a_ping_holds_at_its_slot_and_for_its_life_after(chat):
    at = epoch(date(2026, 11, 24), 480, "Europe/Berlin")
    for away, kind, right in (
        (-1, "morning", False),
        (0, "morning", True),
        (3 * HOUR, "morning", True),
        (3 * HOUR + 1, "morning", False),
        (4800, "desk", True),  # half of its part of the day: a meeting may be waited for
        (4801, "desk", False),
    ):
        assert holds(chat.me, Due(at + away, kind, "2026-11-24T08:00")) is right


def test_new_rules_find_everybodys_next_ping_anew_in_slices(chat, monkeypatch):
    assert chat.store.rows("SELECT zones FROM health") == [(rules(),)]
    due = chat.store.due(7)
    wrong = replace(due, at=due.at + HOUR)
    chat.store.save(chat.me, wrong)
    chat.restart()
    chat.app.tick(chat.now)
    assert chat.store.due(7) == wrong  # the same rules: nothing is looked at
    monkeypatch.setattr("bot.app.rules", lambda: "newer")
    chat.restart()
    chat.app.tick(chat.now)
    assert chat.store.due(7) == due
    assert chat.store.rows("SELECT zones FROM health") == [("newer",)]


def test_what_is_due_is_claimed_under_new_rules_as_well(chat):
    due = chat.store.due(7)
    chat.store.rows("UPDATE health SET zones = 'old'")
    chat.now = due.at
    chat.restart()
    seen = len(chat.log)
    chat.app.tick(chat.now)
    chat.drain()
    assert came(chat, seen) == ["morning"]


def test_the_rules_are_those_of_the_system_else_of_the_package(monkeypatch, tmp_path):
    read = zones.rules.__wrapped__
    monkeypatch.setattr(zones, "TZPATH", (str(tmp_path),))
    assert read().startswith("package 20")
    (tmp_path / "tzdata.zi").write_text("# version 2031c\nrest\n")
    assert read() == "system 2031c"
    (tmp_path / "+VERSION").write_text("2032a\n")
    assert read() == "system 2032a"
