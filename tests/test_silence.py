"""Silence: pauses, quiet hours, planned and busy times, holidays; one function knows them all."""

from datetime import date

import pytest
from chat import Chat, change
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.schedule import Due, day_of, epoch, local, next_due
from bot.core.silence import FOREVER, Span, quiet, silent, wakes, work_day
from bot.core.talk.person import Person
from bot.core.talk.state import Pause, Reminders
from bot.core.values import replace

ZONE = "Europe/Berlin"
MONDAY = date(2026, 11, 23)
HOUR, DAY = 3600, 86400


def at(clock, days=0):
    """Epoch seconds of a time in Berlin, days after that Monday."""
    hour, minute = map(int, clock.split(":"))
    return epoch(date.fromordinal(MONDAY.toordinal() + days), hour * 60 + minute, ZONE)


def anna(**state):
    told = {name: state.pop(name) for name in ("quiet", "desk_from", "desk_to") if name in state}
    reminders = Reminders(morning=480, desk=True, **told)
    return Person(1, 1, 0, zone=ZONE, stage="settled", reminders=reminders, **state)


def run(person, after, until):
    found, due = [], next_due(person, after)
    while due is not None and due.at <= until:
        found.append(due)
        due = next_due(person, due.at)
    return found


# What is silent, and until when

SILENT = [
    ("nothing", {}, "12:00", "desk", None),
    ("a_pause", {"pause": Pause(at("04:00", 1))}, "12:00", "morning", at("04:00", 1)),
    ("a_pause_for_good", {"pause": Pause(None)}, "12:00", "", FOREVER),
    ("a_pause_that_is_over", {"pause": Pause(at("11:00"))}, "12:00", "", None),
    ("planned", {"silences": (Span(at("11:00"), at("15:00")),)}, "12:00", "desk", at("15:00")),
    ("its_very_end", {"silences": (Span(at("11:00"), at("12:00")),)}, "12:00", "desk", None),
    ("its_very_start", {"silences": (Span(at("12:00"), at("13:00")),)}, "12:00", "", at("13:00")),
    ("busy", {"busy": (Span(at("11:00"), at("13:00")),)}, "12:00", "morning", at("13:00")),
    ("the_default_night", {}, "23:00", "note", at("07:00", 1)),
    ("the_default_night_and_a_chosen_time", {}, "06:30", "morning", None),
    ("chosen_quiet_hours", {"quiet": (1200, 540)}, "08:00", "morning", at("09:00")),
    ("chosen_quiet_hours_by_day", {"quiet": (720, 840)}, "13:00", "desk", at("14:00")),
    ("outside_of_chosen_ones", {"quiet": (720, 840)}, "23:00", "note", None),
    ("a_holiday", {"holidays": (MONDAY.toordinal(),)}, "12:00", "desk", at("00:00", 1)),
    ("a_holiday_and_a_morning", {"holidays": (MONDAY.toordinal(),)}, "12:00", "morning", None),
    (
        "one_after_the_other",
        {"busy": (Span(at("11:00"), at("13:00")),), "silences": (Span(at("13:00"), at("15:00")),)},
        "12:00",
        "desk",
        at("15:00"),
    ),
]


@pytest.mark.parametrize(("row", "state", "clock", "kind", "until"), SILENT)
def test_who_is_silent_and_until_when(row, state, clock, kind, until):
    assert silent(anna(**state), at(clock), kind) == until, row


def test_quiet_hours_may_run_over_midnight_or_not():
    told = Reminders(quiet=(22 * 60, 6 * 60))
    assert [quiet(at(clock), ZONE, told) for clock in ("21:59", "22:00", "05:59", "06:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert wakes(at("23:00"), ZONE, told) == at("06:00", 1)
    assert wakes(at("01:00"), ZONE, told) == at("06:00")
    assert wakes(at("12:00"), ZONE, told) == at("12:00")
    assert wakes(at("23:00"), ZONE) == at("07:00", 1)


def test_quiet_hours_that_end_in_an_hour_that_comes_twice_do_end():
    told = Reminders(quiet=(22 * 60, 150))  # until 02:30, on the night the clocks go back
    second = epoch(date(2026, 10, 25), 150, ZONE) + HOUR - 600  # 02:20 for the second time
    assert wakes(second, ZONE, told) == second + 600


# What it does to pings


def test_a_ping_in_a_short_silence_comes_at_its_end():
    person = anna(silences=(Span(at("07:30"), at("09:00")),))
    assert next_due(person, at("05:00")) == Due(at("09:00"), "morning", "2026-11-23T08:00")
    assert next_due(person, at("08:30")) == Due(at("09:00"), "morning", "2026-11-23T08:00")
    assert next_due(person, at("09:00")).slot == "2026-11-23T10:20"


def test_a_ping_that_would_be_too_late_does_not_come():
    person = anna(silences=(Span(at("07:30"), at("11:45")),))
    assert next_due(person, at("05:00")) == Due(at("13:00"), "desk", "2026-11-23T13:00")


def test_a_desk_ping_may_wait_for_the_rest_of_its_part_of_the_work_day():
    person = anna(busy=(Span(at("10:00"), at("11:40")),))  # the first third of 9 to 17 ends then
    assert run(person, at("09:00"), at("12:00")) == [Due(at("11:40"), "desk", "2026-11-23T10:20")]


def test_of_two_that_wait_for_the_same_end_only_the_morning_comes():
    person = anna(silences=(Span(at("07:30"), at("10:30")),))
    assert [due.kind for due in run(person, at("05:00"), at("12:00"))] == ["morning"]


def test_a_ping_that_has_come_does_not_come_again_after_a_later_silence():
    person = anna(silences=(Span(at("08:00"), at("09:00")),), pinged="morning 2026-11-23T08:00")
    assert next_due(person, at("08:10")).kind == "desk"


def test_a_silence_over_midnight_moves_a_late_ping_on():
    person = anna(silences=(Span(at("23:00"), at("00:30", 1)),))
    person = replace(person, reminders=replace(person.reminders, morning=1410))
    slots = run(person, at("22:00"), at("01:00", 1))
    assert slots == [Due(at("00:30", 1), "morning", "2026-11-23T23:30")]


def test_chosen_quiet_hours_are_stronger_than_a_chosen_morning():
    assert next_due(anna(quiet=(1320, 510)), at("05:00")).at == at("08:30")
    assert next_due(anna(quiet=(1320, 720)), at("05:00")).slot == "2026-11-23T13:00"


def test_desk_pings_rest_on_a_holiday_and_mornings_do_not():
    person = anna(holidays=(MONDAY.toordinal(), MONDAY.toordinal() + 1))
    kinds = [due.kind for due in run(person, at("05:00"), at("05:00", 3))]
    assert kinds == ["morning", "morning", "morning", "desk", "desk", "desk"]


def test_a_month_of_silence_is_looked_past():
    person = anna(silences=(Span(at("00:00"), at("00:00", 30)),))
    assert next_due(person, at("05:00")).at == at("08:00", 30)


MAY_WAIT = {"morning": 3 * HOUR, "desk": HOUR * 8 // 3 // 2}  # half of a third of 9 to 17
SPANS = st.lists(st.tuples(st.integers(0, 3 * 96), st.integers(1, 60)), max_size=6)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(planned=SPANS, busy=SPANS, hours=st.none() | st.tuples(*[st.integers(0, 1439)] * 2))
def test_no_ping_comes_in_a_silence_and_none_is_lost_without_one(planned, busy, hours):
    spans = [
        tuple(Span(at("00:00") + a * 900, at("00:00") + (a + b) * 900) for a, b in one)
        for one in (planned, busy)
    ]
    person = anna(silences=spans[0], busy=spans[1], quiet=hours)
    found = run(person, at("00:00") - 1, at("00:00", 5))
    assert all(silent(person, due.at, due.kind) is None for due in found)
    assert len({(due.kind, due.slot) for due in found}) == len(found)
    plain = run(anna(), at("00:00") - 1, at("00:00", 5))
    slots = {due.slot for due in found}
    for due in plain:
        until = silent(person, due.at, due.kind)
        assert until is not None or due.slot in slots
        if due.slot in slots:
            came = next(one.at for one in found if one.slot == due.slot)
            assert came == (until or due.at)
            assert came - due.at <= MAY_WAIT[due.kind]


# Work over midnight


def test_work_over_midnight_belongs_to_the_day_it_begins():
    person = anna(desk_from=22 * 60, desk_to=6 * 60)
    found = run(person, at("12:00"), at("12:00", 1))
    assert [(local(due.at, ZONE).strftime("%a %H:%M"), due.kind) for due in found] == [
        ("Mon 23:20", "desk"),
        ("Tue 02:00", "desk"),
        ("Tue 04:40", "desk"),
        ("Tue 08:00", "morning"),
    ]
    assert [day_of(person, due.kind, due.slot) for due in found] == [
        *["2026-11-23"] * 3,
        "2026-11-24",
    ]
    assert work_day(person, at("02:00", 1)) == MONDAY.toordinal()
    friday_night = [due.slot for due in run(person, at("12:00", 4), at("12:00", 6))]
    assert friday_night == [
        "2026-11-27T23:20",
        "2026-11-28T02:00",
        "2026-11-28T04:40",
        "2026-11-28T08:00",
        "2026-11-29T08:00",
    ]


def test_a_holiday_or_a_day_off_takes_the_whole_night_shift():
    person = anna(desk_from=22 * 60, desk_to=6 * 60, holidays=(MONDAY.toordinal(),))
    assert [due.kind for due in run(person, at("12:00"), at("12:00", 1))] == ["morning"]
    person = anna(desk_from=22 * 60, desk_to=6 * 60, quiet_day="2026-11-23")
    assert [due.kind for due in run(person, at("12:00"), at("12:00", 1))] == ["morning"]
    assert silent(replace(person, holidays=(MONDAY.toordinal(),)), at("02:00", 1), "desk") == at(
        "22:00", 1
    )


# At the moment of sending


@pytest.fixture
def chat():
    chat = Chat().settle()  # 09:00 in Berlin on that Monday
    yield chat
    chat.store.close()


def test_a_silence_that_began_since_is_respected_when_a_ping_is_sent(chat):
    due = next_due(chat.me, chat.now)
    chat.now = due.at
    chat.app.tick(chat.now)
    change(chat, busy=(Span(due.at - 60, due.at + 600),))
    seen = len(chat.log)
    chat.drain()
    assert len(chat.log) == seen
    assert chat.store.rows("SELECT state FROM pings ORDER BY id DESC LIMIT 1") == [("dropped",)]


def test_a_later_that_falls_into_a_silence_waits_for_its_end_or_lapses(chat):
    chat.wait(4 * HOUR)
    chat.tap("Later")
    chat.tap("30 min")
    ((rung,),) = chat.store.rows("SELECT at FROM rings WHERE line LIKE 'ping%'")
    chat.store.save(replace(chat.me, busy=(Span(rung - 60, rung + 600),)), None)
    chat.wait(1800)
    assert "Time to move" not in chat.log[-1]
    assert chat.store.rows("SELECT at FROM rings WHERE line LIKE 'ping%'") == [(rung + 600,)]
    chat.wait(700)
    assert "Time to move" in chat.log[-1]


def test_a_later_in_a_long_silence_lapses(chat):
    chat.wait(4 * HOUR)
    chat.tap("Later")
    chat.tap("10 min")
    chat.store.save(replace(chat.me, busy=(Span(chat.now, chat.now + 5 * HOUR),)), None)
    chat.wait(HOUR)
    assert "Time to move" not in chat.log[-1]
    assert chat.store.rows("SELECT at FROM rings WHERE line LIKE 'ping%'") == []
