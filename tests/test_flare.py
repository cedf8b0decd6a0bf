"""Flares: how they begin, and when they may end."""

import pytest

from bot.core.course import flare
from bot.core.talk.state import Flare

DAY = 86400


@pytest.mark.parametrize(("level", "begins"), [(None, False), (0, False), (6, False), (7, True)])
def test_a_flare_begins_at_seven_or_with_a_locked_muscle(level, begins):
    assert flare.begins(level) is begins
    assert flare.begins(level, locked=True)


def test_a_flare_keeps_its_beginning_and_its_peak():
    first = flare.flared(None, None, 100, locked=True)
    assert first == Flare(100, 7, 100)
    assert flare.flared(first, 9, 200, locked=False) == Flare(100, 9, 100)
    assert flare.flared(first, 3, 300, locked=True) == Flare(100, 7, 300)
    assert flare.flared(None, 8, 100, locked=False) == Flare(100, 8)


@pytest.mark.parametrize(
    ("peak", "level", "ends"),
    [(7, 3, True), (7, 5, True), (7, 6, False), (7, 4, True), (6, 5, False), (9, 5, True)],
)
def test_a_flare_ends_two_below_its_peak_and_at_most_at_five(peak, level, ends):
    assert flare.may_end(Flare(0, peak), level, DAY) is ends
    assert not flare.may_end(Flare(0, peak), level, DAY - 1)


def test_a_flare_goes_on_for_a_day_after_a_muscle_last_locked():
    locked = Flare(0, 8, locked_at=DAY)
    assert not flare.may_end(locked, 2, 2 * DAY - 1)
    assert flare.may_end(locked, 2, 2 * DAY)
