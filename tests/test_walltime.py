"""Wall-clock arithmetic against an oracle: whenever, which has its own reader and its own rules.

It reads the same tzdata files (what the rules are is nobody's arithmetic), but parses and applies
them by itself.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant, PlainDateTime

from bot.core.schedule import next_due
from bot.core.talk.person import Person
from bot.core.talk.state import Reminders
from bot.core.walltime import epoch, exists, local, moment_of

ZONES = tuple(sorted(files("tzdata").joinpath("zones").read_text().split()))
# Half an hour of summer time, negative summer time, gaps at midnight, days left out, two hours at
# once, zones that changed their rules, their side of the day line or their mind.
ODD = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Juba",
    "Africa/Monrovia",
    "Africa/Windhoek",
    "America/Asuncion",
    "America/Caracas",
    "America/Havana",
    "America/Nuuk",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "America/Metlakatla",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Enderbury",
    "Pacific/Fakaofo",
    "Pacific/Kwajalein",
    "Pacific/Norfolk",
)
DAY = 86400


def offset_there(at, zone):
    """The oracle's seconds ahead of UTC."""
    return int(Instant.from_timestamp(at).to_tz(zone).offset.total("seconds"))


def oracle(on, minutes, zone):
    """The first moment at which the oracle's clock shows this time, or a later one."""
    wall = PlainDateTime(on.year, on.month, on.day, minutes // 60, minutes % 60)
    exact = wall.assume_tz(zone, disambiguation="earlier")
    if exact.to_plain() == wall:
        return exact.timestamp()
    before, after = exact.timestamp(), wall.assume_tz(zone, disambiguation="later").timestamp()
    ahead = offset_there(after, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if offset_there(middle, zone) == ahead else (middle, after)
    return after


def changes(zone, first, last):
    """Every moment from one year to another at which a zone's offset changes."""
    here = ZoneInfo(zone)

    def ahead(at):
        return datetime.fromtimestamp(at, here).utcoffset()

    start = int(datetime(first, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime(last + 1, 1, 1, tzinfo=UTC).timestamp())
    offset = ahead(start)
    for at in range(start, end, DAY):
        if ahead(at + DAY) != offset:
            before, after = at, at + DAY
            while after - before > 1:
                middle = (before + after) // 2
                if ahead(middle) == offset:
                    before = middle
                else:
                    after = middle
            offset = ahead(at + DAY)
            yield after


@lru_cache
def every_change():
    """(zone, moment) for all zones in the years around now, and for the odd ones since 1970."""
    seen, found = set(), []
    for zone in ZONES:
        moments = tuple(changes(zone, 2022, 2029))
        rules = tuple((at, offset_there(at, zone), offset_there(at - 1, zone)) for at in moments)
        if moments and rules not in seen:  # many names stand for the same rules
            seen.add(rules)
            found += [(zone, at) for at in moments]
    return found + [(zone, at) for zone in ODD for at in changes(zone, 1970, 2021)]


def walls(zone, at):
    """Local days and minutes on both sides of a change and inside of it."""
    for base in (at - 1, at):
        here = datetime.fromtimestamp(at, UTC) + timedelta(seconds=offset_there(base, zone))
        for away in (-61, -30, -1, 0, 1, 29, 30, 59, 60, 61):
            wall = here + timedelta(minutes=away)
            yield wall.date(), wall.hour * 60 + wall.minute


def test_every_change_of_every_zone_is_met_as_the_oracle_meets_it():
    wrong = [
        (zone, on, minutes)
        for zone, at in every_change()
        for on, minutes in dict.fromkeys(walls(zone, at))
        if epoch(on, minutes, zone) != oracle(on, minutes, zone)
    ]
    assert wrong == []
    assert len({zone for zone, _ in every_change()}) > 60


def test_across_every_change_a_daily_ping_comes_once_on_each_local_day():
    wrong = []
    for zone, at in every_change():
        on, minutes = list(walls(zone, at))[13]  # in the gap, or twice, or at the change
        told = Reminders(morning=minutes)
        person = Person(1, 1, 0, zone=zone, stage="settled", reminders=told)
        first = on.toordinal() - 2
        days = [
            date.fromordinal(day).isoformat()
            for day in range(first, first + 5)
            if exists(day, zone)
        ]
        due, slots, came = next_due(person, moment_of(first, 0, zone) - 1), [], []
        while len(slots) < len(days):
            slots.append(due.slot[:10])
            came.append(due.at)
            due = next_due(person, due.at)
        if slots != days or came != sorted(set(came)):
            wrong.append((zone, at, slots))
    assert wrong == []


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    on=st.dates(date(1970, 1, 2), date(2040, 12, 30)),
    minutes=st.integers(0, 1439),
)
def test_any_wall_time_of_any_zone_is_where_the_oracle_has_it(zone, on, minutes):
    at = epoch(on, minutes, zone)
    assert at == oracle(on, minutes, zone)
    assert int(local(at, zone).utcoffset().total_seconds()) == offset_there(at, zone)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    after=st.integers(2 * DAY, 70 * 365 * DAY),
    minutes=st.integers(0, 1439),
)
def test_the_next_ping_of_any_zone_is_the_oracles_next(zone, after, minutes):
    told = Reminders(morning=minutes)
    person = Person(1, 1, 0, zone=zone, stage="settled", reminders=told)
    due = next_due(person, after)
    here = Instant.from_timestamp(after).to_tz(zone).date()
    days = [date(here.year, here.month, here.day) + timedelta(days=n) for n in range(-1, 4)]
    there = [oracle(on, minutes, zone) for on in days if exists(on.toordinal(), zone)]
    assert due.at == min(at for at in there if at > after)


MISSING = [
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Fakaofo", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Enderbury", date(1994, 12, 31)),
]


@pytest.mark.parametrize(("zone", "on"), MISSING)
def test_a_day_that_was_left_out_is_none(zone, on):
    assert not exists(on.toordinal(), zone)
    assert exists(on.toordinal() - 1, zone)
    assert exists(on.toordinal() + 1, zone)
    assert epoch(on, 480, zone) == epoch(on + timedelta(days=1), 0, zone)
