"""Doses: how long they take, and how they get smaller."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.dose import Dose, at_most, halved, length, shorter_holds

doses = st.builds(Dose, sets=st.integers(1, 3), reps=st.integers(1, 15), hold=st.integers(0, 60))
QUICK = settings(max_examples=100, derandomize=True)


@pytest.mark.parametrize(
    ("dose", "text", "seconds"),
    [
        (Dose(seconds=45), "45s", 45),
        (Dose(reps=5), "1x5", 20),
        (Dose(reps=5, hold=3), "5x3s", 35),
        (Dose(reps=2, hold=10), "2x10s", 30),
        (Dose(sets=2, reps=10), "2x10", 80),
        (Dose(sets=2, reps=4, hold=8), "2x4x8s", 104),
    ],
)
def test_a_dose_is_written_and_timed(dose, text, seconds):
    assert dose.compact() == text
    assert length(dose) == seconds


def test_half_a_dose_is_rounded_up_and_never_nothing():
    assert halved(Dose(seconds=45)) == Dose(seconds=23)
    assert halved(Dose(sets=2, reps=5, hold=3)) == Dose(reps=3, hold=3)
    assert halved(Dose(reps=1, hold=10)) == Dose(reps=1, hold=10)


def test_shorter_holds_keep_the_repeats():
    assert shorter_holds(Dose(reps=3, hold=5)) == Dose(reps=3, hold=3)
    assert shorter_holds(Dose(reps=3, hold=1)) == Dose(reps=3, hold=1)
    assert shorter_holds(Dose(seconds=30)) == Dose(seconds=30)


@QUICK
@given(dose=doses, cap=doses)
def test_smaller_doses_are_never_longer(dose, cap):
    assert 0 < length(halved(dose)) <= length(dose)
    assert 0 < length(shorter_holds(dose)) <= length(dose)
    capped = at_most(dose, cap)
    assert capped.reps == min(dose.reps, cap.reps)
    assert length(capped) <= min(length(dose), length(cap))
