"""Checks the facts: that stretches, swaps, routines, areas and the ramp name what exists."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.check import lists
from bot.check.names import Names, of, one_of
from bot.content import Mistake
from bot.core.book import Book, Routine, Stage, Stretch
from bot.core.planning.place import UPRIGHT


@dataclass(frozen=True, slots=True)
class Known:
    """The names of everything that other content may refer to."""

    stretches: Names
    routines: Names
    areas: Names
    tags: Names
    sources: Names


def known(book: Book, found: Collection[Mistake]) -> Known:
    """The names in a book; `found` are the mistakes that kept some out of it."""
    return Known(
        of("stretch", book.stretches, found, "stretches/"),
        of("routine", book.routines, found, "routines.toml"),
        of("area", book.areas, found, "areas.toml"),
        of("tag", book.tags, found, "tags.toml"),
        of("source", book.sources, found, "sources.toml"),
    )


def mistakes(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Everything wrong with how the facts hang together."""
    names = known(book, found)
    for slug, stretch in book.stretches.items():
        yield from _stretch(f"stretches/{slug}.toml", stretch, names)
    yield from _circles(book)
    yield from _swaps(book, names)
    yield from _areas(book, names)
    for key, routine in book.routines.items():
        yield from _routine(f"routines.toml [{key}]", routine, book, names)
    yield from _ramp(book, names)
    yield from _needed("routines.toml", names.routines, lists.ROUTINES)
    yield from _needed("tags.toml", names.tags, lists.TAGS)
    for tag, one in book.tags.items():
        yield from one_of(f"tags.toml [{tag}]", "kind", one.kind, lists.TAG_KINDS)
    used = {source for stretch in book.stretches.values() for source in stretch.sources}
    broken = bool(names.stretches.broken)  # an unreadable stretch may be the one that uses it
    for source in () if broken else sorted(book.sources.keys() - used):
        yield Mistake(f"sources.toml [{source}]", "no stretch names this source; remove it")


def _needed(path: str, names: Names, wanted: Collection[str]) -> Iterator[Mistake]:
    for name in wanted:
        if name not in names:
            yield Mistake(
                path, f'the {names.what} "{name}" is missing; the bot asks for it by name'
            )


def _stretch(path: str, stretch: Stretch, names: Known) -> Iterator[Mistake]:
    for at, values, allowed in (
        ("areas", stretch.areas, names.areas),
        ("blocks", stretch.blocks, names.tags),
        ("modifies", stretch.modifies, names.tags),
        ("sources", stretch.sources, names.sources),
        ("easier", (stretch.easier,) if stretch.easier else (), names.stretches),
    ):
        yield from allowed.unknown(path, values, at)
    for at, several, listed in (
        ("positions", stretch.positions, lists.POSITIONS),
        ("equipment", stretch.equipment, lists.EQUIPMENT),
        ("type", (stretch.type,), lists.TYPES),
        ("basis", (stretch.basis,), lists.BASES),
        ("level", (stretch.level,), lists.LEVELS),
    ):
        for value in several:
            yield from one_of(path, at, value, listed)
    for at in ("areas", "positions", "sources"):
        if not getattr(stretch, at):
            yield Mistake(path, f"`{at}` is empty; name at least one")
    for tag in stretch.blocks:
        if tag in stretch.modifies:
            yield Mistake(path, f'"{tag}" stands in `blocks` and in `modifies`; keep one of them')
    if stretch.desk and not UPRIGHT.intersection(stretch.positions):
        yield Mistake(path, "a stretch with `desk = true` needs the position seated or standing")
    if stretch.flare_safe and "acute-spasm" in stretch.blocks:
        yield Mistake(path, '`flare_safe` is true, but "acute-spasm" stands in `blocks`')


def _circles(book: Book) -> Iterator[Mistake]:
    """Chains of easier stretches that come back to where they began, each told once."""
    for slug in book.stretches:
        chain = [slug]
        while (following := _easier(book, chain[-1])) and following not in chain:
            chain.append(following)
        if following == slug == min(chain):
            way = " → ".join([*chain, slug])
            yield Mistake(
                f"stretches/{slug}.toml",
                f"`easier` goes round in a circle: {way}; end it somewhere",
            )


def _easier(book: Book, slug: str) -> str:
    return book.stretches[slug].easier if slug in book.stretches else ""


def _swaps(book: Book, names: Known) -> Iterator[Mistake]:
    for number, swap in enumerate(book.swaps, 1):
        path = f"tags.toml [[swaps]] {number}"
        yield from names.tags.unknown(path, (swap.because,), "because")
        yield from names.stretches.unknown(path, (swap.instead_of,), "instead_of")
        yield from names.stretches.unknown(path, swap.use, "use")
        if not swap.use:
            yield Mistake(path, "`use` is empty; name at least one stretch")
        if swap.instead_of in swap.use:
            yield Mistake(path, f'"{swap.instead_of}" is swapped for itself')
        for use in swap.use:
            blocks = book.stretches[use].blocks if use in book.stretches else ()
            if swap.because in blocks and use != swap.instead_of:
                yield Mistake(path, f'`use`: "{use}" is itself blocked by "{swap.because}"')
    yield from names.stretches.unknown("tags.toml [surgery]", book.surgery_allows, "allows")


def _areas(book: Book, names: Known) -> Iterator[Mistake]:
    for key, area in book.areas.items():
        path = f"areas.toml [{key}]"
        yield from names.areas.unknown(path, area.chain, "chain")
        yield from names.areas.unknown(path, (area.within,) if area.within else (), "within")
        inside = book.areas.get(area.within)
        if inside is not None and not inside.asked:
            yield Mistake(path, f'`within` names "{area.within}", which has no `asked = true`')
        if area.asked and area.within:
            yield Mistake(path, "an area that is asked about cannot lie `within` another")


def _routine(path: str, routine: Routine, book: Book, names: Known) -> Iterator[Mistake]:
    yield from one_of(path, "kind", routine.kind, lists.ROUTINE_KINDS)
    yield from one_of(path, "place", routine.place, lists.PLACES)
    yield from names.areas.unknown(path, routine.areas, "areas")
    yield from names.stretches.unknown(path, [step.stretch for step in routine.steps], "steps")
    if not routine.steps:
        yield Mistake(path, "`steps` is empty; name at least one stretch")
    for step in routine.steps:
        stretch = book.stretches.get(step.stretch)
        if routine.kind == "flare" and stretch is not None and not stretch.flare_safe:
            yield Mistake(
                path, f'"{step.stretch}" is not `flare_safe`; a flare routine holds nothing else'
            )


def _ramp(book: Book, names: Known) -> Iterator[Mistake]:
    for number, stage in enumerate(book.ramp.stages):
        path = f"ramp.toml [[stages]] {number}"
        yield from names.stretches.unknown(path, stage.adds, "adds")
        yield from names.routines.unknown(path, stage.routines, "routines")
        if stage.number != number:
            yield Mistake(
                path, f"`number` is {stage.number}; stages stand in order, so it should be {number}"
            )
        if stage.days_to < stage.days_from:
            yield Mistake(path, f"`days_to` is {stage.days_to}, before `days_from`")
        if stage.walk is None and not _walks(stage):
            yield Mistake(
                path, "`walk` is missing, or walk_times_from/to and walk_minutes_from/to in order"
            )
    yield from names.routines.unknown("ramp.toml [exit]", book.ramp.exit.routines, "routines")


def _walks(stage: Stage) -> bool:
    """Whether the bounds of a stage's walks are there and in order."""
    times = 0 < stage.walk_times_from <= stage.walk_times_to
    return times and 0 < stage.walk_minutes_from <= stage.walk_minutes_to
