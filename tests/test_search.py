"""Search: what a person types, with typos, finds what they mean; and the library's shelves."""

import pytest
from chat import book

from bot.core.planning import search

BOOK = book()
WORDS = BOOK.words["en"]


def found(text, limit=50):
    return search.found(text, BOOK, WORDS, limit)


def areas(slug):
    return {BOOK.areas[area].within or area for area in BOOK.stretches[slug].areas}


@pytest.mark.parametrize("text", ["something for my neck", "nek", "NECK!", "crick", "my nape"])
def test_words_for_the_neck_find_what_is_for_the_neck(text):
    slugs = found(text, 5)
    assert len(slugs) == 5
    assert all("neck" in areas(slug) for slug in slugs)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("cat cow", "cat-cow"),
        ("Cat–Cow", "cat-cow"),
        ("childs pose", "childs-pose"),
        ("hamstirng", "hamstring-chair"),
        ("hamstring", "hamstring-chair"),
        ("brige", "bridge"),
        ("pelvc tilt", "pelvic-tilt"),
        ("bird dog", "bird-dog"),
        ("doorway", "doorway-chest"),
    ],
)
def test_a_name_is_found_also_with_a_typo(text, slug):
    assert slug in found(text, 2)


def test_a_whole_name_finds_nothing_but_what_is_called_so():
    assert found("wide chair fold") == ["wide-chair-fold"]
    assert set(found("neck turn")) == {"neck-turn", "neck-turn-lying"}


@pytest.mark.parametrize("text", ["", "xylophone", "🎻", "…", "qq zz", "12345"])
def test_what_means_nothing_finds_nothing(text):
    assert found(text) == []


def test_a_word_of_three_letters_must_be_right():
    assert found("hip")
    assert not found("hpi")


def test_a_long_text_is_read_from_its_beginning_only():
    assert found("neck " + "blah " * 500) == found("neck " + "blah " * 11)


def test_there_are_never_more_than_asked_for():
    assert len(found("back", 8)) == 8


@pytest.mark.parametrize("area", [area for area, one in BOOK.areas.items() if one.asked])
def test_the_shelf_of_an_area_holds_what_is_for_it_gentlest_first(area):
    slugs = search.by_area(area, BOOK)
    assert len(slugs) >= 6
    assert all(area in areas(slug) for slug in slugs)
    levels = [BOOK.stretches[slug].level for slug in slugs]
    assert levels == sorted(levels)


def test_each_place_has_a_shelf():
    of = BOOK.stretches
    shelves = {place: search.by_place(place, BOOK) for place in search.PLACES}
    assert all(of[slug].desk for slug in shelves["desk"])
    assert all(of[slug].desk and of[slug].discreet for slug in shelves["public"])
    assert all(of[slug].bed or of[slug].type == "breathing" for slug in shelves["bed"])
    assert "cat-cow" in shelves["floor"]
    assert min(map(len, shelves.values())) >= 6
    assert search.fits("cat-cow", "somewhere else", BOOK)


def test_each_thing_has_a_shelf_and_so_has_nothing_at_all():
    things = search.equipment(BOOK)
    assert {"chair", "mat", "roller"} <= set(things)
    counts = [len(search.by_equipment(thing, BOOK)) for thing in things]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] >= 1
    bare = search.by_equipment("none", BOOK)
    assert bare
    assert not any(BOOK.stretches[slug].equipment for slug in bare)
