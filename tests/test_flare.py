"""Flares: how they begin, when they may end, and the way back."""

from dataclasses import replace
from itertools import pairwise

import pytest
from chat import book

from bot.core import flare
from bot.core.person import Flare, Move, Person

BOOK = book()
DAY = 86400
END = 1000 * DAY
WELL = {"knee-rolls": Move(done=1, last=END + DAY)}


def back(days, level=None, moves=WELL):
    person = Person(1, 1, 0, flare_ended=END, moves=moves)
    stage = flare.stage(person, BOOK, level, END + (days - 1) * DAY)
    return stage and stage.number


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


def test_without_a_flare_there_is_no_way_back():
    assert flare.stage(Person(1, 1, 0), BOOK, 2, END) is None


@pytest.mark.parametrize(
    ("days", "number"),
    [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (7, 3), (8, 4), (10, 4), (11, 5), (14, 5), (15, None)],
)
def test_the_way_back_takes_at_least_its_days(days, number):
    assert back(days) == number
    assert back(days, level=2) == number


@pytest.mark.parametrize(
    ("days", "level", "number"),
    [(4, 5, 1), (9, 5, 1), (9, 4, 3), (9, 3, 4), (14, 4, 3), (4, 9, 1), (15, 4, 3), (28, 5, 1)],
)
def test_every_gate_on_the_way_must_be_open(days, level, number):
    assert back(days, level=level) == number


def test_the_way_back_ends_for_good_when_the_journal_looks_no_further():
    assert back(15, level=3) is None
    assert back(29, level=5) is None


def test_the_first_stretches_wait_until_something_was_done_and_nothing_hurt():
    assert back(6, moves={}) == 2
    assert back(12, moves={"knee-rolls": Move(done=1, last=END - 1)}) == 2
    hurt = Move(done=2, last=END + DAY, hurt=1, last_hurt=END + 4 * DAY)
    assert back(6, moves={"knee-rolls": hurt}) == 2
    assert back(7, moves={"knee-rolls": hurt}) == 3


def test_a_clock_set_back_stays_at_the_first_stage():
    assert back(-3) == 1


def test_each_stage_opens_more_than_the_one_before():
    sets = [flare.allowed(BOOK, stage) for stage in BOOK.ramp.stages]
    assert all(one <= other for one, other in pairwise(sets))
    safe = {slug for slug, one in BOOK.stretches.items() if one.flare_safe}
    assert sets[1] == safe | {"blade-squeeze", "neck-turn"}
    assert "bridge" not in sets[3]
    assert "bridge" in sets[4]
    lowest = replace(BOOK.ramp.stages[0], adds=("bridge",))
    assert "bridge" in flare.allowed(
        replace(BOOK, ramp=replace(BOOK.ramp, stages=(lowest,))), lowest
    )
