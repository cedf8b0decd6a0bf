"""Knows what is kept from whom, and what stands in for it (FACTS B1)."""

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.core.book import Book, Stretch
from bot.core.course import bearing, flare
from bot.core.course.today import Today
from bot.core.planning.own import is_own
from bot.core.planning.place import UPRIGHT, possible
from bot.core.schedule import DAY_ENDS, local
from bot.core.talk.person import Person
from bot.core.values import by_identity, replace

SPASM = "acute-spasm"
SURGERY = "recent-surgery"
NO_FLOOR = "floor-access"
NO_BENDING = "flexion-intolerant"

WEEK = 7 * 86400
MILD, AMBER, RED = 4, 5, 6  # FACTS D3: half holds; mobility and breathing only; flare-style set
SORE_FOR = WEEK  # an own exercise that hurt is left alone this long (FACTS D4)
NOT_EARLY = frozenset({"wide-chair-fold"})  # FACTS F10: no deep fold in the morning
NOON = 12  # o'clock
STIFF_UNTIL = 10  # o'clock; before it a spine that bending hurts is left long (FACTS C1, Snook)
DEEP = 2  # the level from which a move that bends the back is an end-range fold


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


def kept_out_by(slug: str, person: Person, book: Book) -> str:
    """The tag that keeps a stretch from this person, or has it swapped for another, or ""."""
    mine = tags(person)
    swapped = (one.because for one in book.swaps if one.instead_of == slug and one.because in mine)
    return blocked_by(slug, person, book) or next(swapped, "")


def eased_by(slug: str, person: Person, book: Book) -> tuple[str, ...]:
    """Every tag of the person that a stretch is modified for."""
    modifies = book.stretches[slug].modifies
    return tuple(tag for tag in tags(person) if tag in modifies)


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
    """Whether only flare-safe moves are open: a flare, a reading of 6, or what the trend asks."""
    session = person.session
    asked = session is not None and session.held is not None and bearing.calm(session.held)
    return person.flare is not None or (level or 0) >= RED or asked


def in_spasm(person: Person) -> Person:
    """The person as one for whom only what is flare-safe is open."""
    return replace(person, flare=person.flare or flare.flared(None, None, 0, locked=True))


def sore(slug: str, person: Person, now: int) -> bool:
    """Whether a stretch hurt in the last week (own exercises have no strikes)."""
    move = person.moves.get(slug)
    return move is not None and move.hurt > 0 and now - move.last_hurt < SORE_FOR


def opened(slug: str, person: Person, book: Book, held: Today) -> bool:
    """Whether a stretch is open today as far as pain and progress have a say."""
    return bearing.opens(slug, book.stretches[slug], person, book, held)


def too_early(person: Person, kind: str, now: int) -> Callable[[str, Stretch], bool]:
    """Says whether a stretch waits for later in the day (FACTS C1, F10).

    No deep fold of the chair before noon. In the morning session no fold to the end of the range,
    and where bending hurts nothing that bends the back, also in any session before ten.
    """
    hour = local(now, person.zone).hour
    stiff = kind == "morning" or DAY_ENDS <= hour < STIFF_UNTIL
    stiff = stiff and NO_BENDING in tags(person)

    def waits(slug: str, stretch: Stretch) -> bool:
        if slug in NOT_EARLY and hour < NOON:
            return True
        if kind == "morning" and stretch.level >= DEEP and NO_BENDING in stretch.blocks:
            return True
        return stiff and NO_BENDING in stretch.modifies

    return waits


@by_identity(64)
def _kept_from(book: Book) -> Mapping[str, Collection[str]]:
    """The stretches that each tag alone keeps from a person, or has swapped for others."""
    found: dict[str, set[str]] = {
        SURGERY: set(book.stretches).difference(book.surgery_allows),
        NO_FLOOR: {s for s, one in book.stretches.items() if UPRIGHT.isdisjoint(one.positions)},
        SPASM: {slug for slug, one in book.stretches.items() if not one.flare_safe},
    }
    for slug, one in book.stretches.items():
        for tag in one.blocks:
            found.setdefault(tag, set()).add(slug)
    for swap in book.swaps:
        found.setdefault(swap.because, set()).add(swap.instead_of)
    return found


def _own_choice(person: Person, book: Book) -> frozenset[str]:
    """The stretches that a person does themselves, with nothing that stands in for them.

    What no tag of theirs says anything of is left as it is; only of the rest is more asked.
    """
    kept = _kept_from(book)
    asked = frozenset[str]().union(*(kept.get(tag, ()) for tag in tags(person)))
    swapped = {slug for slug in asked if slug != stand_in(slug, person, book)}
    return frozenset(book.stretches.keys() - swapped)


def allowed(person: Person, book: Book, kind: str, level: int | None, now: int) -> frozenset[str]:
    """Every stretch open to this person at `now`, after a reading of `level`, in such a session.

    The person's own exercises are not among them: `mine.joined` knows when they come.
    `kind` is "first", "stretch", "morning", "desk", "flare" or "only" (one that was chosen).
    """
    if kind == "flare" or red(person, level):
        person = in_spasm(person)
    held = bearing.held(person, book, level, now)
    chosen = kind == "only"  # a stretch that is never shown may still be asked for by name
    here = possible(person, kind)
    early = too_early(person, kind, now)
    return frozenset(
        slug
        for slug in _own_choice(person, book)  # so it is not blocked either
        if not is_own(slug)
        and (chosen or slug not in person.never)
        and here(book.stretches[slug])
        and not early(slug, book.stretches[slug])
        and opened(slug, person, book, held)
    )
