"""Knows what is kept from whom, and what stands in for it (FACTS B1)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.core import flare
from bot.core.book import Book
from bot.core.own import is_own
from bot.core.person import Person
from bot.core.place import UPRIGHT, possible
from bot.core.schedule import DAY_ENDS, local

SPASM = "acute-spasm"
SURGERY = "recent-surgery"
NO_FLOOR = "floor-access"
NO_BENDING = "flexion-intolerant"

WEEK = 7 * 86400
HIGHEST = 2  # level 3 has to be earned move by move (FACTS B0, D5)
MILD, AMBER, RED = 4, 5, 6  # FACTS D3: half holds; mobility and breathing only; flare-style set
GENTLE = frozenset({"mobility", "breathing", "release"})
SORE_FOR = WEEK  # a move that hurt is left alone this long (FACTS D4)
NOT_EARLY = frozenset({"wide-chair-fold"})  # FACTS F10: no deep fold in the morning
NOON = 12  # o'clock
STIFF_UNTIL = 10  # o'clock; before it a spine that bending hurts is left long (FACTS C1, Snook)
DEEP = 2  # the level from which a move that bends the back is an end-range fold


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


def kept_out_by(slug: str, person: Person, book: Book) -> str:
    """The tag that keeps a stretch from this person, or has it swapped for another, or ""."""
    mine = tags(person)
    swapped = (one.because for one in book.swaps if one.instead_of == slug and one.because in mine)
    return blocked_by(slug, person, book) or next(swapped, "")


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


def chain(slug: str, book: Book) -> Iterator[str]:
    """A stretch and the ever easier ones below it, each once."""
    seen: set[str] = set()
    while slug and slug not in seen:
        seen.add(slug)
        yield slug
        slug = book.stretches[slug].easier


def _down(slug: str, person: Person, book: Book, taken: Collection[str]) -> str:
    below = chain(slug, book)
    open_ = (s for s in below if s not in taken and not blocked_by(s, person, book))
    return next(open_, "")


def red(person: Person, level: int | None) -> bool:
    """Whether only flare-safe moves are open: a flare, or a reading of 6 (FACTS D3)."""
    return person.flare is not None or (level or 0) >= RED


def in_spasm(person: Person) -> Person:
    """The person as one for whom only what is flare-safe is open."""
    return replace(person, flare=person.flare or flare.flared(None, None, 0, locked=True))


def sore(slug: str, person: Person, now: int) -> bool:
    """Whether a stretch hurt in the last week."""
    move = person.moves.get(slug)
    return move is not None and move.hurt > 0 and now - move.last_hurt < SORE_FOR


@dataclass(frozen=True, slots=True)
class Held:
    """What holds a person back today, whatever the stretch.

    `slugs` are the stretches that the way back allows, `top` the highest level that is open;
    `gentle` closes all but mobility, breathing and release.
    """

    slugs: frozenset[str]
    top: int
    gentle: bool


def holding(person: Person, book: Book, level: int | None, now: int) -> Held:
    """What the way back, the first week and a reading of `level` leave open (FACTS B0, C2, D3)."""
    stage = flare.stage(person, book, level, now)
    new = now - person.since < WEEK
    return Held(
        flare.allowed(book, stage) if stage else frozenset(book.stretches),
        1 if new or (level or 0) >= MILD else HIGHEST,
        level == AMBER,
    )


def opened(slug: str, person: Person, book: Book, held: Held, now: int) -> bool:
    """Whether a stretch is open today as far as pain, progress and soreness have a say."""
    stretch = book.stretches[slug]
    return (
        slug in held.slugs
        and stretch.level <= held.top
        and not (held.gentle and stretch.type not in GENTLE)
        and not sore(slug, person, now)
    )


def too_early(slug: str, person: Person, book: Book, kind: str, now: int) -> bool:
    """Whether a stretch waits for later in the day (FACTS C1, F10).

    No deep fold of the chair before noon. In the morning session no fold to the end of the range,
    and where bending hurts nothing that bends the back, also in any session before ten.
    """
    stretch, hour = book.stretches[slug], local(now, person.zone).hour
    if slug in NOT_EARLY and hour < NOON:
        return True
    if kind == "morning" and stretch.level >= DEEP and NO_BENDING in stretch.blocks:
        return True
    stiff = kind == "morning" or DAY_ENDS <= hour < STIFF_UNTIL
    return stiff and NO_BENDING in tags(person) and NO_BENDING in stretch.modifies


def allowed(person: Person, book: Book, kind: str, level: int | None, now: int) -> frozenset[str]:
    """Every stretch open to this person at `now`, after a reading of `level`, in such a session.

    The person's own exercises are not among them: `mine.joined` knows when they come.
    `kind` is "first", "stretch", "morning", "desk", "flare" or "only" (one that was chosen).
    """
    if kind == "flare" or red(person, level):
        person = in_spasm(person)
    held = holding(person, book, level, now)
    chosen = kind == "only"  # a stretch that is never shown may still be asked for by name
    return frozenset(
        slug
        for slug, stretch in book.stretches.items()
        if opened(slug, person, book, held, now)
        and not is_own(slug)
        and (chosen or slug not in person.never)
        and possible(stretch, person, kind)
        and not too_early(slug, person, book, kind, now)
        and slug == stand_in(slug, person, book)  # so it is not blocked either
    )
