"""Frozen values changed quickly, and a journal that is read no more than it is looked at."""

from dataclasses import replace

import pytest

from bot.core.talk.journal import Pain, Past, recalled
from bot.core.talk.person import Person
from bot.core.values import changed


def test_a_changed_value_is_what_the_standard_library_would_make():
    person = Person(7, 7, 0, zone="Europe/Berlin")
    assert changed(person, here="home", asks="") == replace(person, here="home", asks="")
    assert person.here == ""


def test_a_name_that_is_no_field_is_refused():
    with pytest.raises(KeyError):
        changed(Person(7, 7, 0), nonsense=1)


def test_a_recalled_journal_reads_each_part_once_and_only_when_it_is_looked_at():
    asked = []
    known = {"pains": (Pain(1, 5, 3),), "sessions": (), "stretches": ()}

    def read(part):
        asked.append(part)
        return known[part]

    past = recalled(read)
    assert asked == []
    assert past.pains == past.pains == known["pains"]
    assert asked == ["pains"]
    assert past == Past(pains=known["pains"])
    assert sorted(asked) == ["pains", "sessions", "stretches"]


def test_a_journal_has_no_other_parts():
    with pytest.raises(AttributeError):
        recalled(lambda _: ()).nonsense  # noqa: B018 - the look is what is tested
    with pytest.raises(AttributeError):
        Past().nonsense  # noqa: B018 - as above
