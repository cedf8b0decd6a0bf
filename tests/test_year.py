"""The simulated year is runnable, and the same each time: the first weeks of one of each course."""

import pytest
from year import COURSES, Life, main, report


@pytest.mark.parametrize("course", COURSES, ids=[course.name for course in COURSES])
def test_the_first_weeks_of_a_course_break_nothing(course):
    life = Life(1, course)
    lines = list(report([life], 24, brief=False))
    assert life.broken == []
    assert len(lines) == 1 + 24 + 1
    assert lines[0] == f"PERSON 1: {course.name}"
    assert len(life.chat.journal.sessions) > 3


def test_a_flare_and_a_warning_sign_show_in_the_report():
    courses = {course.name: course for course in COURSES}
    flare = "\n".join(report([Life(1, courses["flare every month"])], 24, brief=False))
    sign = "\n".join(report([Life(1, courses["red flag in week 3"])], 20, brief=False))
    assert "flare" in flare
    assert "care 0" in sign
    assert "care" not in flare.split("\n")[1]


def test_the_same_year_is_the_same_report():
    told = ["\n".join(report([Life(3, COURSES[0])], 4, brief=False)) for _ in range(2)]
    assert told[0] == told[1]


def test_the_command_prints_one_person(capsys):
    assert main(["--person", "0", "--days", "2", "--brief"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("PERSON 0: steady\n")
    assert "sessions first 1" in out
