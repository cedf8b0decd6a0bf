"""How much of an exercise is asked for, as people write it."""

import pytest
from chat import book

from bot.core.dose import Dose
from bot.core.hearing.amount import read

UNITS = {
    part: frozenset(book().words["en"].texts[f"amount.{part}"].split())
    for part in ("minutes", "seconds", "reps", "sets", "hold")
}
NUMBERS = {"one": 1, "two": 2, "three": 3, "ten": 10}


def said(text):
    return read(text, UNITS, NUMBERS)


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("10", Dose(reps=10)),
        ("10 times", Dose(reps=10)),
        ("ten reps", Dose(reps=10)),
        ("10–12 reps", Dose(reps=10)),
        ("12 - 10", Dose(reps=10)),
        ("3 x 10", Dose(3, 10)),
        ("3x10", Dose(3, 10)),
        ("3 × 10", Dose(3, 10)),
        ("3 sets of 10", Dose(3, 10)),
        ("10 reps, 3 sets", Dose(3, 10)),
        ("three times ten", Dose(3, 10)),
        ("3 times 10", Dose(3, 10)),
        ("hold 20 s x 3", Dose(1, 3, 20)),
        ("Hold for 20s, 3 times", Dose(1, 3, 20)),
        ("3 x 20 sec", Dose(1, 3, 20)),
        ("5-10 s x 4", Dose(1, 4, 5)),
        ("hold 20", Dose(1, 1, 20)),
        ("2 sets of 10, hold 5 s", Dose(2, 10, 5)),
        ("2 x 10 - hold 5", Dose(2, 10, 5)),
        ("2 min", Dose(seconds=120)),
        ("1.5 min", Dose(seconds=90)),
        ("1½ min", Dose(seconds=90)),
        ("1 min 30 s", Dose(seconds=90)),
        ("45 seconds", Dose(seconds=45)),
        ("10 times, one leg after the other", Dose(reps=10)),
    ],
)
def test_a_dose_is_read_from_words(text, dose):
    assert said(text) == dose


@pytest.mark.parametrize(
    "text",
    [
        "", "a few", "as often as you like", "3 sets", "0", "x", "3,5 x 10", "1000", "10.12.24",
        "3 x 10 x 4", "hold 20 s, 3 times, 10, 4", "20 s then 30 s", "99999 s", "40 min",
        "20 x 10", "10 reps, 12 reps", "3 sets 4 sets", "hold 400 s", "10 x 100 x 60 s",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_asked_again(text):
    assert said(text) is None
