"""Knows what is kept from whom, and what stands in for it (FACTS B1)."""

from collections.abc import Collection

from bot.core.book import Book
from bot.core.person import Person

SPASM = "acute-spasm"
SURGERY = "recent-surgery"
NO_FLOOR = "floor-access"
UPRIGHT = frozenset({"seated", "standing"})


def tags(person: Person) -> tuple[str, ...]:
    """What limits the person today: their own tags, and the spasm one while a flare is on."""
    return (*person.tags, SPASM) if person.flare else person.tags


def blocked_by(slug: str, person: Person, book: Book) -> str:
    """The tag that keeps a stretch from this person, or ""."""
    stretch = book.stretches[slug]
    for tag in tags(person):
        if tag == SURGERY and slug not in book.surgery_allows:
            return tag
        if tag == NO_FLOOR and not UPRIGHT.intersection(stretch.positions):
            return tag
        if tag in stretch.blocks or (tag == SPASM and not stretch.flare_safe):
            return tag
    return ""


def eased_by(slug: str, person: Person, book: Book) -> str:
    """The first of the person's tags that a stretch is modified for, or ""."""
    modifies = book.stretches[slug].modifies
    return next((tag for tag in tags(person) if tag in modifies), "")


def stand_in(slug: str, person: Person, book: Book, taken: Collection[str] = ()) -> str:
    """The stretch this person does instead of `slug` (itself where nothing speaks against it).

    Direct swaps for a tag override the chain of easier stretches. What is blocked or in `taken`
    is passed over. "" when nothing is left.
    """
    mine = tags(person)
    for swap in book.swaps:
        if swap.instead_of == slug and swap.because in mine:
            for use in swap.use:
                if use not in taken and not blocked_by(use, person, book):
                    return use
    return _down(slug, person, book, taken)


def easier(slug: str, person: Person, book: Book, taken: Collection[str] = ()) -> str:
    """A gentler stretch that this person may do in place of `slug`, or ""."""
    return _down(book.stretches[slug].easier, person, book, taken)


def _down(slug: str, person: Person, book: Book, taken: Collection[str]) -> str:
    seen: set[str] = set()
    while slug and slug not in seen:
        if slug not in taken and not blocked_by(slug, person, book):
            return slug
        seen.add(slug)
        slug = book.stretches[slug].easier
    return ""
