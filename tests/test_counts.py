"""What was done counts as it was offered, and what a person says of it is kept and shown."""

import pytest
from chat import START, Chat, book, change
from diaries import BOOK, NEW, at, diary, done, pain, step

from bot.core.course import growth
from bot.core.course.course import Ladder, Progress
from bot.core.course.progress import finished
from bot.core.dose import length
from bot.core.planning import plans, swaps
from bot.core.talk.person import Person
from bot.core.values import replace

DAY = 86400


def somebody(**more):
    """Somebody who began 100 days ago: no first week, and no lighter one."""
    return Person(1, 1, START - 100 * DAY, zone="UTC", areas=("lower-back",), **more)


def planned(person, minutes, level=2):
    steps = plans.plan(replace(person, minutes=minutes), book(), "stretch", level, START)
    return {one.stretch: one for one in steps}


def grown(slug, steps):
    return Progress({slug: Ladder(steps=steps)})


def test_a_walk_that_the_plan_made_shorter_counts_when_it_was_done():
    rows = (step(0, "easy-walk", amount="45s"),)
    for cut, good in (((), 0), (("easy-walk",), 1)):
        now = finished(NEW, done(0), rows, "easy", BOOK, cut)
        now = growth.settled(now, diary(pain(1, 2), now=at(1, 9)), BOOK)
        assert now.ladders["easy-walk"].good == good


@pytest.mark.parametrize("outcome", ["skipped", "pull"])
def test_a_walk_that_was_cut_and_not_done_well_counts_for_nothing(outcome):
    rows = (step(0, "easy-walk", amount="45s"), step(0, "easy-walk", outcome, amount="45s"))
    now = finished(NEW, done(0), rows, "easy", BOOK, ("easy-walk",))
    assert now.pending[-1].good == ()


def test_only_what_was_cut_for_time_alone_is_marked():
    walks = [somebody(pins=("easy-walk",), progress=Progress(half_since=n)) for n in (0, 1)]
    marks = [planned(one, 5)["easy-walk"].cut for one in walks]
    assert marks == [True, False]
    assert not any(one.cut for one in planned(somebody(), 12).values() if not one.dose.seconds)


@pytest.mark.parametrize(
    ("slug", "steps", "minutes", "seconds"),
    [
        ("easy-walk", 0, 5, 45),  # as in the routines of FACTS C1
        ("easy-walk", 1, 5, 60),
        ("easy-walk", 20, 5, 75),  # a quarter of the session at the most
        ("belly-breathing", 0, 5, 60),
        ("belly-breathing", 4, 5, 75),
        ("belly-breathing", 4, 8, 120),
    ],
)
def test_walks_and_breathing_take_a_quarter_of_a_session_at_the_most(slug, steps, minutes, seconds):
    person = somebody(pins=(slug,), progress=grown(slug, steps))
    assert planned(person, minutes)[slug].dose.seconds == seconds


def test_a_session_in_the_bot_lets_a_walk_grow_though_it_was_cut():
    chat = Chat().settle()
    change(chat, since=chat.now - 85 * DAY, pins=("easy-walk",))
    for _ in range(4):
        chat.wait(DAY)
        change(chat, screened_at=chat.now)
        chat.say("/stretch")
        chat.tap("2")
        chat.finish()
        chat.tap("Easy")
    assert chat.me.progress.ladders["easy-walk"].steps == 1


# What a person says of it


def test_the_effort_of_a_session_is_in_the_journal_and_in_the_export(settled):
    settled.say("/stretch")
    settled.tap("2")
    settled.finish()
    assert settled.journal.sessions[-1].effort == ""
    settled.tap("Just right")
    last = settled.journal.sessions[-1]
    assert (last.effort, last.after) == ("right", 2)
    settled.say("/export")
    told = dict(settled.last.media.parts)["sessions.csv"].splitlines()
    assert told[0].endswith(",effort")
    assert told[-1].endswith(",right")
    assert len(told) == 1 + len(settled.journal.sessions)


def test_an_effort_of_an_earlier_session_is_written_down_nowhere(settled):
    settled.say("/stretch")
    settled.tap("2")
    settled.finish()
    old = settled.me.unrated
    settled.tap("Easy")
    settled.press(f"effort {old} hard")
    assert [one.effort for one in settled.journal.sessions] == ["", "easy"]


# What eases a step


def test_a_step_that_two_limits_ease_says_both(settled):
    tags = ("neck-arm-symptoms", "dizziness-vertigo")
    change(settled, tags=tags)
    assert swaps.eased_by("chin-tuck", settled.me, book()) == tags
    settled.press("only chin-tuck")
    settled.tap("2")
    assert settled.me.session.steps[0].hints == tags
    assert all(book().words["en"].tags[tag].hint in settled.text for tag in tags)


def test_the_time_of_a_session_stays_within_what_it_says():
    person = somebody(progress=Progress({slug: Ladder(steps=99) for slug in BOOK.stretches}))
    for minutes in (3, 5, 8, 12):
        steps = planned(person, minutes).values()
        assert sum(length(one.dose) for one in steps) <= minutes * 60
