"""Reads pain out of a person's words: how much, where, and whether they speak of pain at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.hearing.levels import Page, painless
from bot.core.hearing.lexicon import Lexicon, index, marks
from bot.core.hearing.numerals import mentions
from bot.core.hearing.place import named, where
from bot.core.hearing.sheet import Sheet, parted
from bot.core.hearing.signs import Whose
from bot.core.hearing.spasm import Spasms
from bot.core.hearing.written import tokens

__all__ = ["Lexicon", "Reading", "plainly", "read"]

NOBODYS = Whose()
_NOTE = 500  # characters of a person's own words that are kept


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of a text.

    `level` is 0–10 (FACTS D3), None where none was found; `off_scale` says that a number was
    plainly meant as pain but lies outside, or is of another scale ("3/5"). `areas` are area ids,
    those of the level first, then the longest synonym; `far` says that it is of a part of the body
    that is no area ("headache 5"). `note` is the text itself, at most 500 characters, "" when it
    was only a number (`bare`). A part of the body beside a level `speaks_of_pain` as words of pain
    do; `spasm` tells of a muscle that locks, `locked` of one that does now. `marked` says that the
    level stands where a level would stand, beside words of pain, "out of ten" or on its own, not
    somewhere among other words, is not denied and not about earlier.
    """

    level: int | None = None
    off_scale: bool = False
    areas: tuple[str, ...] = ()
    far: bool = False
    note: str = ""
    speaks_of_pain: bool = False
    spasm: bool = False
    locked: bool = False
    bare: bool = False
    marked: bool = False


def read(
    text: str,
    lexicon: Lexicon,
    areas: Mapping[str, Sequence[str]],
    whose: Whose = NOBODYS,
) -> Reading:
    """Read a person's words; `areas` are area ids with their lower-case synonyms.

    `whose` are the words that tell of somebody else, whose spasm is not this person's.

    Of two levels the later wins where the words say so ("was 7, now 4"), otherwise the higher.
    Halves are rounded up. Never raises.
    """
    words = tokens(text)
    plain = marks(words, lexicon)
    found = named(words, plain, areas)
    places = {place for one in found for place in one.places}
    known = tuple(name | {"area"} if place in places else name for place, name in enumerate(plain))
    names = painless(Sheet(words, known))
    wide = Sheet(words, names)
    sheet = parted(wide)
    spasms = Spasms(wide, sheet, whose)
    page = Page(sheet.text, names, lexicon.signs, wide, spasms.over)
    numbers = mentions(sheet.text, names, index(lexicon).values)
    levels = page.levels(numbers)
    level = page.chosen(levels)
    scaled = level is None and page.scaled(numbers)
    bare = level is not None and page.only(levels)
    marked = level is not None and level.marked()
    place = where(page, found, levels, level)
    said = {"pain", "discomfort", "locked", "zero"}
    said |= {"body", "area"} if marked or scaled else set()
    return Reading(
        level=level.rounded() if level is not None and level.on_scale() else None,
        off_scale=scaled or (level is not None and not level.on_scale()),
        areas=place.areas,
        far=place.far,
        note="" if bare else text.strip()[:_NOTE].rstrip(),
        speaks_of_pain=any(name & said for name in names),
        spasm=bool(spasms.told),
        locked=spasms.now(),
        bare=bare,
        marked=marked,
    )


def plainly(reading: Reading) -> bool:
    """Whether a text that answers nothing is a report of pain all the same.

    It gives a level, in its place, and names pain or a part of the body; anything less is asked
    about first.
    """
    return reading.level is not None and reading.marked and reading.speaks_of_pain
