"""Finds stretches by what a person types, with typos, and by area, place or equipment."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.core.book import Book, Words
from bot.core.planning.place import suits

CLOSE = 82  # of 100: below this, a word is another word ("back" and "pack" are 75 alike)
SHORT = 3  # letters; up to here words must be the same
PLACES = ("desk", "floor", "bed", "public")
NAME, ALSO, AREA, TOLD = 8.0, 6.0, 4.0, 1.0  # what a hit is worth, by where the word stands


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, without accents or punctuation."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.findall(r"\w+", bare)


def found(text: str, book: Book, words: Words, limit: int = 50) -> list[str]:
    """Slugs of the stretches that fit typed words best, best first; empty when nothing does.

    Names count most, then what else people call a stretch, then its areas and their synonyms.
    """
    asked = _plain(list(dict.fromkeys(words_of(text)))[:12], words)
    scores: dict[str, float] = {}
    for slug in book.stretches:
        places = _places(slug, book, words)
        score = sum(max((_hit(one, known) * worth for known, worth in places)) for one in asked)
        if score:
            scores[slug] = score
    if not scores:
        return []
    best = max(scores.values())
    ranked = sorted(scores, key=lambda slug: (-scores[slug], book.stretches[slug].level, slug))
    named = [s for s in ranked if set(words_of(words.stretches[s].name)).issuperset(asked)]
    if named and len(asked) > 1:  # somebody who knows its name wants nothing else
        return named[:limit]
    return [slug for slug in ranked if scores[slug] >= best / 2][:limit]


def _plain(asked: list[str], words: Words) -> list[str]:
    """The words with those that people call an area replaced by its name: "nek" means the neck."""
    meant = {one: area.name for area in words.areas.values() for one in area.also}
    known = {word for told in words.stretches.values() for word in words_of(told.name)}
    plain = [one if one in known else meant.get(one, one) for one in asked]
    return list(dict.fromkeys(word for one in plain for word in words_of(one)))


def _places(slug: str, book: Book, words: Words) -> list[tuple[frozenset[str], float]]:
    told, facts = words.stretches[slug], book.stretches[slug]
    areas: list[str] = []
    for area in facts.areas:
        known = words.areas[area]
        areas += [known.name, known.in_sentence, *known.also]
    return [
        (frozenset(words_of(told.name)), NAME),
        (frozenset(words_of(" ".join(told.also))), ALSO),
        (frozenset(words_of(" ".join(areas))), AREA),
        (frozenset(words_of(" ".join((*facts.muscles, told.why)))), TOLD),
    ]


def _hit(asked: str, known: frozenset[str]) -> float:
    """How well a typed word is met: 1 the same, less for a typo, 0 not at all."""
    if asked in known:
        return 1.0
    if len(asked) <= SHORT:
        return 0.0
    near = process.extractOne(asked, known, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return near[1] / 100 * 0.8 if near else 0.0


def by_area(area: str, book: Book) -> list[str]:
    """Stretches of an area, and of those that are logged within it; gentlest first."""
    inside = {one for one, facts in book.areas.items() if area in {one, facts.within}}
    return _sorted(
        (slug for slug, one in book.stretches.items() if inside.intersection(one.areas)), book
    )


def by_place(place: str, book: Book) -> list[str]:
    """Stretches that can be done at a desk, on the floor, in bed, or unnoticed in public."""
    return _sorted((slug for slug in book.stretches if fits(slug, place, book)), book)


def fits(slug: str, place: str, book: Book) -> bool:
    """Whether a stretch can be done in a place; every stretch fits an unknown one."""
    return suits(book.stretches[slug], place)


def by_equipment(thing: str, book: Book) -> list[str]:
    """Stretches that need a thing; with "none", those that need nothing at all."""
    return _sorted(
        (
            slug
            for slug, one in book.stretches.items()
            if (thing in one.equipment if thing != "none" else not one.equipment)
        ),
        book,
    )


def equipment(book: Book) -> list[str]:
    """Every thing that some stretch needs, most used first."""
    things = [thing for one in book.stretches.values() for thing in one.equipment]
    return sorted(set(things), key=lambda thing: (-things.count(thing), thing))


def _sorted(slugs: Iterable[str], book: Book) -> list[str]:
    return sorted(slugs, key=lambda slug: (book.stretches[slug].level, slug))
