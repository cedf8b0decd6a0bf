"""Frozen values changed quickly, and a journal that is read no more than it is looked at."""

import dataclasses

import msgspec
import pytest

from bot.core.course.course import Streak
from bot.core.course.diary import with_pain
from bot.core.talk.job import ReadCalendar
from bot.core.talk.journal import Pain, Past, StretchDone, recalled
from bot.core.talk.person import Move, Person
from bot.core.talk.state import Reminders
from bot.core.values import by_identity, plain, replace
from bot.store import PAST, Store

OUTCOMES = ("done", "skipped", "spreading")


def test_a_changed_copy_differs_in_what_was_named_alone():
    person = Person(7, 7, 0, zone="Europe/Berlin")
    made = replace(person, here="home", asks="pain")
    assert (made.here, made.asks, made.zone, person.here) == ("home", "pain", "Europe/Berlin", "")
    assert replace(made, here="", asks="") == person


def test_a_dataclass_is_changed_as_the_standard_library_would():
    job = ReadCalendar("https://calendar.example/me", "Europe/Berlin")
    assert replace(job, tag="7") == dataclasses.replace(job, tag="7")


@pytest.mark.parametrize("value", [Person(7, 7, 0), ReadCalendar("", "")])
def test_a_name_that_is_no_field_is_refused(value):
    with pytest.raises(TypeError):
        replace(value, nonsense=1)


def test_what_is_kept_of_a_value_leaves_out_what_is_at_its_default():
    person = Person(7, 7, 0, reminders=Reminders(morning=480), moves={"cat-cow": Move(2)})
    kept = msgspec.json.encode(person)
    assert b"zone" not in kept
    assert msgspec.json.decode(kept, type=Person) == person


def test_everything_in_a_value_can_be_told_plainly():
    told = plain(Person(7, 7, 0, moves={"cat-cow": Move(2)}, streak=Streak(active=(1, 2))))
    assert (told["zone"], told["moves"]["cat-cow"]["hurt"]) == ("", 0)
    assert told["streak"]["active"] == [1, 2]
    assert plain(ReadCalendar("", "UTC"))["zone"] == "UTC"


def test_a_recalled_journal_reads_each_part_once_and_only_when_it_is_looked_at():
    asked = []
    known = {"pains": (Pain(1, 5, 3),), "sessions": (), "stretches": ()}

    def read(part, since, outcome):
        assert (since, outcome) == (0, "")
        asked.append(part)
        return known[part]

    past = recalled(read)
    assert asked == []
    assert past.pains == past.pains == known["pains"]
    assert asked == ["pains"]
    assert past == Past(pains=known["pains"])
    assert sorted(asked) == ["pains", "sessions", "stretches"]


@pytest.mark.parametrize(
    "within", [lambda past: past, lambda past: with_pain(past, Pain(9, 90, 2))]
)
def test_the_steps_of_a_journal_are_those_asked_for_whether_it_was_read_before_or_not(within):
    store = Store(None)
    done = [StretchDone(n, 1, n * 10, "cat-cow", "", "5x3s", OUTCOMES[n % 3]) for n in range(1, 8)]
    store.save(Person(7, 7, 0), None)
    store.record(7, done)
    for since, outcome in ((0, ""), (30, ""), (31, "spreading"), (0, "spreading"), (99, "")):
        wanted = tuple(one for one in done if one.at >= since and outcome in ("", one.outcome))
        fresh = within(store.journal(7))
        assert fresh.steps(since, outcome) == wanted
        assert fresh.stretches == tuple(done)
        assert fresh.steps(since, outcome) == wanted
    assert len(within(store.past(7, 30 + PAST)).steps(0)) == 5
    store.close()


def test_an_empty_journal_without_a_reader_has_no_steps_to_tell():
    assert Past().steps(0) == ()


def test_a_journal_has_no_other_parts():
    with pytest.raises(AttributeError):
        recalled(lambda *_: ()).nonsense  # noqa: B018 - the look is what is tested
    with pytest.raises(AttributeError):
        Past().nonsense  # noqa: B018 - as above


def test_what_was_made_of_a_thing_is_remembered_for_that_very_thing():
    made = []

    @by_identity(2)
    def told(thing):
        made.append(list(thing))
        return len(made)

    one, other, third = [1], [1], [3]
    assert (told(one), told(other), told(one), told(other)) == (1, 2, 1, 2)
    assert (told(third), told(one)) == (3, 4)  # two are remembered
    assert made == [[1], [1], [3], [1]]
