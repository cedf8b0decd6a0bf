"""Pings in a person's own days: each slot once, on both sides of a change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.schedule import (
    Due,
    day,
    desk_times,
    epoch,
    local,
    next_due,
    rests,
    stamp,
    window_start,
)
from bot.core.talk.person import Person
from bot.core.talk.state import Care, Flare, Pause, Reminders
from bot.core.values import replace

MONDAY = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())
HOUR, DAY = 3600, 86400
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Pacific/Apia",
)
ALL = tuple(range(7))


def anna(zone="Europe/Berlin", **told):
    """Settled, with a morning ping at eight unless told otherwise."""
    reminders = Reminders(**{"morning": 480} | told)
    return Person(1, 1, 0, zone=zone, stage="settled", reminders=reminders)


def run(person, after, until):
    """Every ping from one time to another, as the clock claims them."""
    found = []
    due = next_due(person, after)
    while due is not None and due.at <= until:
        found.append(due)
        due = next_due(person, due.at)
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_days_has_each_slot_once_and_at_its_local_time(zone):
    person = anna(zone, morning=150, desk=True, desk_from=0, desk_to=24 * 60, days=ALL)
    start = epoch(date(2026, 1, 1), 0, zone) - 1
    found = run(person, start, epoch(date(2027, 1, 1), 0, zone) - 1)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [due.slot[:10] for due in found if due.kind == "morning"] == [str(on) for on in days]
    assert len([due for due in found if due.kind == "desk"]) == 3 * 365
    assert len({(due.kind, due.slot) for due in found}) == len(found)
    assert all(one.at <= other.at for one, other in pairwise(found))
    moved = [due for due in found if local(due.at, zone).strftime("%Y-%m-%dT%H:%M") != due.slot]
    assert len(moved) <= 2  # only where the clocks went forward over it


@pytest.mark.parametrize(
    ("zone", "on", "minutes", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 150, "2026-03-29T01:00"),  # 02:30 does not exist
        ("Europe/Berlin", date(2026, 3, 29), 119, "2026-03-29T00:59"),
        ("Europe/Berlin", date(2026, 3, 29), 180, "2026-03-29T01:00"),
        ("Europe/Berlin", date(2026, 10, 25), 150, "2026-10-25T00:30"),  # 02:30 happens twice
        ("Europe/Berlin", date(2026, 10, 25), 180, "2026-10-25T02:00"),
        ("America/New_York", date(2026, 3, 8), 150, "2026-03-08T07:00"),
        ("America/New_York", date(2026, 11, 1), 90, "2026-11-01T05:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, "2026-10-03T15:30"),  # half an hour only
        ("Australia/Lord_Howe", date(2026, 4, 5), 105, "2026-04-04T14:45"),
        ("America/Santiago", date(2026, 9, 6), 30, "2026-09-06T04:00"),  # at midnight
        ("Africa/Cairo", date(2026, 4, 24), 30, "2026-04-23T22:00"),
        ("Pacific/Apia", date(2026, 7, 1), 480, "2026-06-30T19:00"),
    ],
)
def test_a_gap_becomes_its_end_and_an_overlap_its_first_half(zone, on, minutes, utc):
    assert datetime.fromtimestamp(epoch(on, minutes, zone), UTC).strftime("%Y-%m-%dT%H:%M") == utc


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    on=st.dates(date(2012, 1, 1), date(2037, 1, 1)),
    minutes=st.integers(0, 1439),
)
def test_a_wall_clock_time_is_met_or_the_first_moment_after_the_gap(zone, on, minutes):
    at = epoch(on, minutes, zone)
    wall = datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)
    here = local(at, zone).replace(tzinfo=None)
    if here == wall:
        before = local(at - 1, zone).replace(tzinfo=None)
        assert before < wall or here - before > timedelta(seconds=1)
        assert local(at, zone).fold == 0
    else:
        assert here > wall > local(at - 1, zone).replace(tzinfo=None)


def test_a_day_that_a_zone_left_out_has_no_pings():
    person = anna("Pacific/Apia")
    found = run(person, epoch(date(2011, 12, 28), 0, "Pacific/Apia"), 1325500000)
    days = [due.slot[:10] for due in found]
    assert days[:3] == ["2011-12-28", "2011-12-29", "2011-12-31"]


def test_who_travels_gets_the_next_slot_where_they_are_and_no_slot_twice():
    home = anna("Europe/Berlin")
    morning = next_due(home, MONDAY)
    assert morning == Due(MONDAY + 23 * HOUR, "morning", "2026-11-24T08:00")
    west = replace(home, zone="America/New_York")
    found = [due.slot for due in run(west, morning.at, morning.at + 2 * DAY)]
    assert found == ["2026-11-24T08:00", "2026-11-25T08:00"]  # the first is known by its slot
    east = replace(home, zone="Pacific/Auckland")
    assert next_due(east, morning.at).slot == "2026-11-25T08:00"


def test_desk_pings_stand_in_the_middle_of_their_parts_of_the_day():
    assert desk_times(anna(desk=True)) == (620, 780, 940)
    assert desk_times(anna(desk=True, desk_count=1)) == (780,)
    assert desk_times(anna(desk=True, desk_from=541, desk_to=549, desk_count=4)) == (541, 545)
    for none in ({}, {"desk": True, "desk_count": 0}, {"desk": True, "desk_to": 540}):
        assert desk_times(anna(**none)) == ()


def test_desk_pings_keep_to_work_days():
    person = anna(morning=None, desk=True, desk_count=1, days=(0, 2))
    found = [local(due.at, person.zone).weekday() for due in run(person, MONDAY, MONDAY + 14 * DAY)]
    assert found == [0, 2, 0, 2]
    assert {due.kind for due in run(person, MONDAY, MONDAY + 14 * DAY)} == {"desk"}


def test_a_morning_ping_goes_before_a_desk_ping_of_the_same_minute():
    person = anna(morning=780, desk=True)
    kinds = [due.kind for due in run(person, MONDAY, epoch(date(2026, 11, 24), 0, person.zone))]
    assert kinds == ["desk", "morning", "desk"]


def test_one_work_day_a_week_comes_round_again():
    person = anna(morning=None, desk=True, desk_count=1, days=(0,))
    first = next_due(person, MONDAY)
    assert next_due(replace(person, quiet_day="2026-11-23"), MONDAY).at == first.at + 7 * DAY
    assert next_due(replace(person, reminders=replace(person.reminders, days=())), MONDAY) is None


def test_a_quiet_day_has_no_pings():
    person = replace(anna(desk=True), quiet_day="2026-11-23")
    assert next_due(person, MONDAY).slot == "2026-11-24T08:00"


@pytest.mark.parametrize(
    "state",
    [
        {"pause": Pause(None)},
        {"blocked": True},
        {"flare": Flare(MONDAY, 8)},
        {"care": Care("saddle", 0, MONDAY)},
        {"zone": ""},
        {"stage": "setup"},
    ],
)
def test_nothing_comes_while_somebody_rests(state):
    person = replace(anna(desk=True), **state)
    assert rests(person, MONDAY)
    assert next_due(person, MONDAY) is None
    assert not rests(anna(), MONDAY)


def test_a_pause_ends_at_its_very_second():
    until = epoch(date(2026, 11, 26), 480, "Europe/Berlin")
    person = replace(anna(), pause=Pause(until))
    assert rests(person, until - 1)
    assert not rests(person, until)
    assert next_due(person, MONDAY) == Due(until, "morning", "2026-11-26T08:00")
    assert next_due(person, until) == Due(until + DAY, "morning", "2026-11-27T08:00")


def test_who_wants_no_pings_gets_none():
    assert next_due(anna(morning=None), MONDAY) is None


def test_a_day_ends_at_four():
    at = int(datetime(2026, 11, 24, 3, 59, tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
    assert day(at, "Europe/Berlin") == date(2026, 11, 23)
    assert day(at + 60, "Europe/Berlin") == date(2026, 11, 24)


def test_a_morning_ping_stands_for_the_day_and_a_desk_ping_for_its_part():
    person = anna(desk=True)
    zone = person.zone
    on = date(2026, 11, 23)
    assert window_start(person, "morning", "2026-11-23T08:00") == epoch(on, 240, zone)
    assert window_start(person, "desk", "2026-11-23T13:00") == epoch(on, 700, zone)
    assert window_start(person, "desk", "2026-11-23T00:05") == epoch(on, 0, zone)


def test_times_are_written_with_their_offset():
    assert stamp(MONDAY, "Asia/Kolkata") == "2026-11-23T13:30:00+05:30"
    assert stamp(MONDAY, "") == "2026-11-23T08:00:00+00:00"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd"])
def test_a_zone_that_is_none_is_read_as_utc(zone):
    assert local(MONDAY, zone).hour == 8
