"""Pings that nobody answers get rarer by a visible rule, and any answer brings them back."""

from datetime import date

import pytest
from chat import Chat
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import thinning
from bot.core.schedule import local, next_due
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked
from bot.core.talk.state import Reminders
from bot.core.thinning import ANSWERED, Unheard
from bot.core.values import replace

DAY = 86400
MONDAY = date(2026, 11, 23).toordinal()
ALL = tuple(range(7))


def silently(length, /, answers=(), **told):
    """Every ping of so many days that nobody answers but on the days named, as sent."""
    told = {"morning": 480, "desk": True, "days": ALL} | told
    person = Person(1, 1, 0, zone="UTC", stage="settled", reminders=Reminders(**told))
    start = (MONDAY - date(1970, 1, 1).toordinal()) * DAY
    found, due = [], next_due(person, start - 1)
    while due is not None and due.at < start + length * DAY:
        on = date.fromisoformat(due.slot[:10]).toordinal()
        found.append((on - MONDAY, due.kind))
        person = replace(person, unheard=thinning.sent(person.unheard, due.kind, on))
        if on - MONDAY in answers:
            person = replace(person, unheard=ANSWERED)
        due = next_due(person, due.at)
    return found


def count(found, kind, days):
    return [sum(one == (day, kind) for one in found) for day in range(days)]


COUNTS = [
    ("three_a_day", 3, [3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]),
    ("six_a_day", 6, [6, 6, 6, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]),
    ("two_a_day", 2, [2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]),
    ("one_a_day", 1, [1] * 14 + [0] * 3),
]


@pytest.mark.parametrize(("row", "many", "expected"), COUNTS)
def test_desk_breaks_get_fewer_and_then_rest(row, many, expected):
    assert count(silently(17, desk_count=many, morning=None), "desk", 17) == expected, row


def test_mornings_come_every_day_then_every_other_then_weekly_then_not():
    found = [day for day, _ in silently(120, desk=False)]
    assert found == [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 21, 28, 35]


def test_days_off_do_not_count_as_silence():
    found = silently(28, morning=None, days=(0,), desk_count=2)
    assert count(found, "desk", 28)[::7] == [2, 2, 2, 1]


def test_an_answer_brings_all_of_them_back():
    found = count(silently(12, answers=(9,), morning=None), "desk", 12)
    assert found == [3, 3, 3, 2, 2, 2, 2, 1, 1, 2, 3, 3]  # on the tenth day at its first


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    answers=st.sets(st.integers(0, 59), max_size=12),
    many=st.integers(1, 6),
    days=st.sets(st.integers(0, 6), min_size=1),
    morning=st.none() | st.integers(0, 600),  # before the first break of the day
)
def test_never_more_than_chosen_never_more_without_an_answer_all_after_one(
    answers, many, days, morning
):
    told = {"desk_count": many, "days": tuple(sorted(days)), "morning": morning}
    found = silently(60, answers, **told)
    wanted = silently(60, range(60), **told)
    breaks, mornings = count(found, "desk", 60), count(found, "morning", 60)
    heard, last = False, many
    for day in range(60):
        if count(wanted, "desk", 60)[day] and day not in answers:
            assert breaks[day] == many if heard else breaks[day] <= last
            heard, last = False, breaks[day]
        if day in answers and breaks[day] + mornings[day]:
            heard, last = True, many
    assert all(n <= 1 for n in mornings)


def test_a_row_of_before_has_all_of_them():
    assert ANSWERED == Unheard() == Person(1, 1, 0).unheard
    assert not thinning.thin(ANSWERED)
    assert thinning.before(ANSWERED, "desk", MONDAY) == 0


NEWS = [
    ("desk", 2, 3, ""),
    ("desk", 3, 3, "half"),
    ("desk", 7, 3, "one"),
    ("desk", 7, 2, ""),
    ("desk", 3, 1, ""),
    ("desk", 13, 1, "last"),
    ("morning", 7, 0, "other"),
    ("morning", 11, 0, "week"),
    ("morning", 13, 0, "last"),
    ("morning", 12, 0, ""),
]


@pytest.mark.parametrize(("kind", "days", "many", "told"), NEWS)
def test_what_changes_is_told_once(kind, days, many, told):
    assert thinning.news(kind, days, many) == told


# In the chat


@pytest.fixture
def chat():
    chat = Chat().settle()
    yield chat
    chat.store.close()


def days_of(chat, days):
    """Days on which nobody answers: what came, by kind, and what was told of the rule."""
    seen = len(chat.log)
    chat.wait(days * DAY)
    return [one for one in chat.log[seen:] if "[Already moved]" in one]


def test_the_rule_is_told_in_the_ping_that_follows_it(chat):
    came = days_of(chat, 21)
    half = [one for one in came if "half as often" in one]
    once = [one for one in came if "I come once a day" in one]
    other = [one for one in came if "every other morning" in one]
    last = [one for one in came if "last desk break" in one]
    assert [len(one) for one in (half, once, other, last)] == [1, 1, 1, 1]
    assert "[Bring them back]" in last[0]
    assert "[Bring them back]" not in half[0]
    weeks = days_of(chat, 60)
    assert sum("once a week" in one for one in weeks) == 1
    assert "last morning" in weeks[-1]
    assert days_of(chat, 60) == []
    assert chat.store.due(7) is None
    chat.tap("Bring them back")
    assert "They are back" in chat.text
    assert "Next: " in chat.text
    assert chat.me.unheard == ANSWERED
    assert len(days_of(chat, 1)) in (1, 4)  # a day off, or a day of work


@pytest.mark.parametrize(
    "answer",
    [
        lambda chat: chat.say("hello"),
        lambda chat: chat.say("4 neck"),
        lambda chat: chat.say("/help"),
        lambda chat: chat.tap("Start"),
        lambda chat: chat.tap("Already moved"),
        lambda chat: chat.press("an old button"),
        lambda chat: chat.send("sticker"),
    ],
)
def test_any_answer_brings_everything_back(chat, answer):
    days_of(chat, 9)
    assert thinning.thin(chat.me.unheard)
    answer(chat)
    assert chat.me.unheard == ANSWERED
    assert local(chat.store.due(7).at, "Europe/Berlin").toordinal() - MONDAY <= 9


def test_stopping_the_bot_is_no_answer(chat):
    days_of(chat, 4)
    before = chat.me.unheard
    chat.hear(Blocked(True))
    assert chat.me.unheard == before


def test_the_rule_stands_in_the_settings(chat):
    chat.say("/settings")
    chat.tap("Desk breaks")
    assert "they get rarer" in chat.text
    chat.tap("‹ Back")
    chat.tap("Morning")
    assert "every other day after seven mornings" in chat.text


def test_a_ping_shown_again_tells_the_same_and_counts_once(chat):
    days_of(chat, 3)
    before = chat.me.unheard
    chat.now = chat.store.due(7).at
    chat.app.tick(chat.now)
    out = chat.app.take(chat.now, pings=True)
    chat.store.rows("UPDATE pings SET state = 'owed' WHERE state = 'sending'")
    chat.app._outbox.release(out)
    again = chat.app.take(chat.now, pings=True)
    assert again.screen == out.screen
    assert chat.me.unheard.morning <= before.morning + 1
