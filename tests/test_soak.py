"""A small soak: nights on which clocks are changed, in bad weather; each ping is accounted for."""

from datetime import UTC, datetime

import pytest

from tests.bench.soak import BAD, soak


@pytest.mark.parametrize(("on", "hours", "away"), [((2027, 3, 14), 12, 0), ((2027, 10, 31), 8, 45)])
def test_each_ping_of_a_night_of_change_comes_once_or_is_accounted_for(on, hours, away):
    start = int(datetime(*on, tzinfo=UTC).timestamp())
    day, table = soak(200, hours, start, away=away)
    assert {name: table[name] for name in BAD} == dict.fromkeys(BAD, 0)
    assert table["sent once"] > 60
    assert sum(day.sky.faults.values()) > 0
    if away:
        assert table["expired by the rule"] > 0
    # and the reckoning would tell
    once = next(key for key, count in day.sky.shown.items() if count == 1)
    day.sky.shown[once] = 0
    assert day.reckoned()["lost"] == 1
    day.sky.shown[once] = 3
    assert day.reckoned()["twice"] == 1
