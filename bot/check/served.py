"""Checks that whoever ticks a single limit still has something to do, wherever it hurts."""

from collections.abc import Iterator

from bot.content import Mistake
from bot.core.book import Book
from bot.core.planning import swaps
from bot.core.talk.person import Person

LEAST = 3  # stretches that an area needs, whatever the limit
FREE = ("risk", "filter")  # kinds of tag that leave a choice
DROPS = (swaps.NO_FLOOR,)  # tags under which a stretch may be dropped without a stand-in


def mistakes(book: Book) -> Iterator[Mistake]:
    """Areas with too few open stretches, and chains of swaps that end in nothing allowed.

    A person with one tag at a time; the two that close nearly everything are left out.
    """
    limits = [tag for tag, one in book.tags.items() if one.kind in FREE]
    for tag in limits:
        person = Person(0, 0, 0, tags=(tag,))
        yield from _areas(book, tag, person)
        if tag in DROPS:
            continue
        for slug in book.stretches:
            if not swaps.stand_in(slug, person, book):
                yield Mistake(
                    f"stretches/{slug}.toml",
                    f'nothing stands in for it under "{tag}"; end its `easier` in what is open',
                )


def _areas(book: Book, tag: str, person: Person) -> Iterator[Mistake]:
    for key, area in book.areas.items():
        open_ = [
            slug
            for slug, stretch in book.stretches.items()
            if key in {book.areas[one].within or one for one in stretch.areas if one in book.areas}
            and not swaps.blocked_by(slug, person, book)
        ]
        if area.asked and len(open_) < LEAST:
            yield Mistake(
                f"areas.toml [{key}]",
                f'{len(open_)} stretches of it are open under "{tag}"; it needs {LEAST}',
            )
