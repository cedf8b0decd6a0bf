"""The simulated year is runnable, and the same each time: the first weeks of one of each course."""

import pytest
from living import COURSES, Life
from watching import Watch
from year import Told, everybody, lived, main, state

from bot.core.course.course import Grown, Unasked
from bot.core.talk.state import Care
from bot.core.values import replace

BY_NAME = {course.name: course for course in COURSES}


def told(name, days):
    life = Life(1, BY_NAME[name])
    report = Told(life)
    for _ in life.days(days):
        report.evening()
    return report


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_the_first_weeks_of_a_course_break_nothing(name):
    report = told(name, 18)
    assert report.life.broken == []
    assert len(report.cells) == len(report.lines) == 18
    assert len(list(report.weeks())) == 3
    assert len(report.life.chat.journal.sessions) > 3


def test_there_are_fifty_people_and_each_begins_anew():
    people = everybody()
    assert len(people) == 50
    assert {life.course.name for life in people} == set(BY_NAME)
    assert all(life.chat.me is None for life in people)


def test_a_flare_and_a_warning_sign_show_in_the_report():
    flare, sign = told("flare every month", 26), told("red flag in week 3", 19)
    assert "F" in flare.states
    assert "C" in sign.states
    assert "C" not in flare.cells[0]
    assert "care" in "\n".join(sign.sums())


def test_the_same_year_is_the_same_report():
    assert lived(3, 4, full=True, brief=False) == lived(3, 4, full=True, brief=False)


def test_the_command_prints_one_person_in_full(capsys):
    assert main(["--person", "0", "--days", "2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("PERSON 0: steady\n")
    assert "seated-march 30s" in out
    assert "1 people, 2 days each, 0 with broken rules" in out


def test_a_rule_that_breaks_is_told():
    report = told("steady", 3)
    life = report.life
    now, me = life.chat.now, life.chat.me
    watch = Watch(life.chat.book)
    watch.evening(1, me, life.past(), now)
    grown = {slug: type(one)(steps=3, last=one.last) for slug, one in me.progress.ladders.items()}
    rows = type(me.progress)(ladders=grown, grown=())
    up = Grown(now, next(iter(grown)), 900)
    more = replace(me, progress=replace(rows, grown=(up,)), unasked=Unasked("", ("morning",) * 11))
    watch.evening(2, replace(more, care=Care("chest", 0, 1)), life.past(), now)
    found = " ".join(watch.broken)
    for rule in ("under care", "too soon", "unasked"):
        assert rule in found
    assert state(life) == "w"
