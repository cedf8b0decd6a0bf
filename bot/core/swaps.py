"""Knows what is kept from whom, and what stands in for it (FACTS B1)."""

from collections.abc import Collection
from dataclasses import replace

from bot.core import course, flare
from bot.core.book import Book, Stretch
from bot.core.own import is_own
from bot.core.person import Person
from bot.core.schedule import local

SPASM = "acute-spasm"
SURGERY = "recent-surgery"
NO_FLOOR = "floor-access"
UPRIGHT = frozenset({"seated", "standing"})

WEEK = 7 * 86400
MILD, AMBER, RED = 4, 5, 6  # FACTS D3: half holds; mobility and breathing only; flare-style set
SORE_FOR = WEEK  # an own exercise that hurt is left alone this long (FACTS D4)
NOT_EARLY = frozenset({"wide-chair-fold"})  # FACTS F10: no deep fold in the morning
NOON = 12
UPRIGHT_MINUTES = 5  # up to here a session needs no floor (FACTS C1, morning-5)
AT_DESK = frozenset({"chair", "desk", "wall"})
AT_HAND = AT_DESK | {"doorway"}  # what a session without a floor may count on
RARE = frozenset({"roller"})  # what few homes have


def tags(person: Person) -> tuple[str, ...]:
    """What limits the person today: their tags, directions that pain spread in, and a flare."""
    mine = tuple(dict.fromkeys((*person.tags, *person.progress.stopped)))
    return (*mine, SPASM) if person.flare else mine


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


def red(person: Person, level: int | None) -> bool:
    """Whether only flare-safe moves are open: a flare, a reading of 6, or what the trend asks."""
    session = person.session
    asked = session is not None and session.held is not None and course.calm(session.held)
    return person.flare is not None or (level or 0) >= RED or asked


def in_spasm(person: Person) -> Person:
    """The person as one for whom only what is flare-safe is open."""
    return replace(person, flare=person.flare or flare.flared(None, None, 0, locked=True))


def sore(slug: str, person: Person, now: int) -> bool:
    """Whether a stretch hurt in the last week."""
    move = person.moves.get(slug)
    return move is not None and move.hurt > 0 and now - move.last_hurt < SORE_FOR


def allowed(person: Person, book: Book, kind: str, level: int | None, now: int) -> frozenset[str]:
    """Every stretch open to this person at `now`, after a reading of `level`, in such a session.

    The person's own exercises are not among them: `mine.joined` knows when they come.
    `kind` is "first", "stretch", "morning", "desk", "flare" or "only" (one that was chosen).
    """
    if kind == "flare" or red(person, level):
        person = in_spasm(person)
    held = course.held(person, book, level, now)
    early = local(now, person.zone).hour < NOON

    def fits(slug: str, stretch: Stretch) -> bool:
        return (
            course.opens(slug, stretch, person, book, held)
            and not (early and slug in NOT_EARLY)
            and not (slug in person.never and kind != "only")
            and _in_place(stretch, person, kind)
            and slug == stand_in(slug, person, book)  # so it is not blocked either
        )

    known = (slug for slug in book.stretches if not is_own(slug))
    return frozenset(slug for slug in known if fits(slug, book.stretches[slug]))


def _in_place(stretch: Stretch, person: Person, kind: str) -> bool:
    """Whether a stretch can be done where a session of this kind is."""
    if kind == "only":
        return True
    if kind == "desk":
        return stretch.desk and AT_DESK.issuperset(stretch.equipment)
    if kind == "first" or (kind != "flare" and person.minutes <= UPRIGHT_MINUTES):
        return bool(UPRIGHT.intersection(stretch.positions)) and AT_HAND.issuperset(
            stretch.equipment
        )
    return not RARE.intersection(stretch.equipment)
