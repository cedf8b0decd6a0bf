"""Whoever ticks a single limit still has something to do, and the linter watches over it."""

from chat import book

from bot.check import served
from bot.check.served import LEAST
from bot.core.values import replace

BOOK = book()


def told(odd):
    return [str(mistake) for mistake in served.mistakes(odd)]


def test_each_area_is_served_and_each_chain_ends_under_any_single_limit():
    assert told(BOOK) == []


def test_an_area_that_a_limit_leaves_empty_is_named():
    shut = {
        slug: replace(one, blocks=(*one.blocks, "knee-pain")) if "neck" in one.areas else one
        for slug, one in BOOK.stretches.items()
    }
    found = told(replace(BOOK, stretches=shut))
    line = f'areas.toml [neck]: 0 stretches of it are open under "knee-pain"; it needs {LEAST}'
    assert line in found


def test_a_chain_that_ends_in_nothing_allowed_is_named():
    one = replace(BOOK.stretches["cat-cow"], easier="", blocks=("dizziness-vertigo",), modifies=())
    found = told(replace(BOOK, stretches={**BOOK.stretches, "cat-cow": one}))
    (line,) = found
    assert line.startswith("stretches/cat-cow.toml: nothing stands in for it under")
    assert '"dizziness-vertigo"' in line


def test_without_a_floor_a_stretch_may_be_dropped():
    one = replace(BOOK.stretches["cat-cow"], easier="")
    assert told(replace(BOOK, stretches={**BOOK.stretches, "cat-cow": one})) == []
