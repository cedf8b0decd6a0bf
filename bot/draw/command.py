"""The drawing commands: pictures for an author to look at, and pictures made ahead for the bot."""

import base64
from collections.abc import Awaitable, Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

import resvg_py

from bot.content import Faulty, read
from bot.core.book import Book
from bot.core.pose import FigurePlan
from bot.core.talk.screen import Drawn, Figure, Loop
from bot.core.values import replace
from bot.draw.between import Way
from bot.draw.figure import compose
from bot.draw.figure_looks import LOOKS
from bot.draw.studio import Studio
from bot.draw.worker import Job, paint

Tell = Callable[[str], object]

SHEET = "figures.png"
COLUMNS = 6  # moves side by side on the contact sheet, each with its start and its end
CELL = (200, 150)  # pixels of one picture on it
GAP, ROUND = 12, 10
PAPER = "#ffffff"
FOREVER = 3600.0  # seconds; whoever makes pictures ahead is in no hurry


class CannotDraw(Exception):  # noqa: N818 - it says what is the matter
    """There is no such stretch, or it has no picture; the message says which."""


def plan_of(book: Book, slug: str) -> FigurePlan:
    """The poses of a stretch. Raises CannotDraw."""
    stretch = book.stretches.get(slug)
    if stretch is None:
        near = get_close_matches(slug, book.stretches, 1)
        raise CannotDraw(
            f"There is no stretch {slug}" + (f"; did you mean {near[0]}?" if near else ".")
        )
    if stretch.figure is None or not stretch.figure.poses:
        raise CannotDraw(f"{slug} has no poses to draw.")
    return stretch.figure


def sides(book: Book, slug: str) -> tuple[str, ...]:
    """The sides a stretch is shown for."""
    return ("left", "right") if book.stretches[slug].sides else ("",)


def write(book: Book, slug: str, to: Path, tell: Tell, look: int = 0) -> None:
    """Write the picture and the film of a stretch, each for both sides where it has two."""
    plan = plan_of(book, slug)
    to.mkdir(parents=True, exist_ok=True)
    for side in sides(book, slug):
        for media, ending in ((Figure(slug, side, look), "png"), (Loop(slug, side, look), "mp4")):
            path = to / f"{'-'.join(filter(None, (slug, side)))}.{ending}"
            path.write_bytes(paint(Job(media, plan)))
            tell(f"{path} ({path.stat().st_size / 1000:.0f} kB)")


def watch(  # noqa: PLR0913 - what the command line was told
    root: Path,
    slug: str,
    to: Path,
    tell: Tell,
    *,
    sleep: Callable[[float], object],
    look: int = 0,
) -> None:
    """Draw a stretch anew whenever its file is saved, looking once a second, until interrupted.

    What is wrong with the file is told, and the next save tried. Raises CannotDraw at once for a
    stretch that is not there.
    """
    file, seen = root / "stretches" / f"{slug}.toml", 0
    if not file.exists():
        plan_of(read(root), slug)
    while True:
        saved = file.stat().st_mtime_ns if file.exists() else seen
        if saved != seen:
            seen = saved
            try:
                write(read(root), slug, to, tell, look)
            except (Faulty, CannotDraw, KeyError, ValueError) as error:
                tell(f"{file.name} cannot be drawn: {error}")
        sleep(1.0)


def sheet(book: Book, to: Path, tell: Tell) -> None:
    """Write one picture of all moves: start and end of each, row by row in the alphabet's order."""
    slugs = sorted(slug for slug, one in book.stretches.items() if one.figure and one.figure.poses)
    wide, high = 2 * CELL[0] + GAP, CELL[1] + GAP
    rows = -(-len(slugs) // COLUMNS)
    size = (COLUMNS * wide + GAP, rows * high + GAP)
    cells: list[str] = []
    for n, slug in enumerate(slugs):
        row, column = divmod(n, COLUMNS)
        x, y = GAP + column * wide, GAP + row * high
        for k, svg in enumerate(_ends(plan_of(book, slug), n % len(LOOKS))):
            picture = base64.b64encode(svg.encode()).decode()
            name = f"n{len(cells)}"  # what is drawn beyond the frame, such as a wall, is cut off
            place = f'x="{x + k * CELL[0]}" y="{y}" width="{CELL[0]}" height="{CELL[1]}"'
            cells.append(
                f'<clipPath id="{name}"><rect x="{x}" y="{y}" width="{2 * CELL[0]}" '
                f'height="{CELL[1]}" rx="{ROUND}"/></clipPath><clipPath id="{name}i" '
                f'clip-path="url(#{name})"><rect {place}/></clipPath>'
                f'<image {place} clip-path="url(#{name}i)" '
                f'href="data:image/svg+xml;base64,{picture}"/>'
            )
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(cells)}</svg>'
    )
    to.mkdir(parents=True, exist_ok=True)
    path = to / SHEET
    path.write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=whole, skip_system_fonts=True)))
    tell(
        f"{path}: {len(slugs)} moves, {size[0]} by {size[1]} ({path.stat().st_size / 1000:.0f} kB)"
    )


def _ends(plan: FigurePlan, look: int) -> Iterator[str]:
    """The start of a move, and its still with the arrow, as SVG texts."""
    start = replace(plan, poses=(Way(plan).pose(0.0),), arrows=())
    yield compose(start, plan.shows, look, light=0.12).svg()
    yield compose(plan, plan.shows, look).svg()


def everything(book: Book) -> tuple[Drawn, ...]:
    """All that sessions and the library show: what most people see first, and first of all."""
    return tuple(
        kind(slug, side, look)
        for look in range(len(LOOKS))
        for slug, one in book.stretches.items()
        if one.figure is not None
        for side in sides(book, slug)
        for kind in (Figure, Loop)
    )


async def warm(
    studio: Studio, tell: Tell, upload: Callable[[Drawn], Awaitable[None]] | None = None
) -> int:
    """Make all pictures and films ahead, and have each uploaded; the number that failed.

    What is there already is not made again, so that it can be stopped and begun anew.
    """
    wanted = everything(studio.book)
    missing = 0
    for n, media in enumerate(wanted, 1):
        path = await studio.file(media, patience=FOREVER)
        if path is None:
            missing += 1
        elif upload is not None:
            await upload(media)
        tell(f"{n} of {len(wanted)}: {path.name if path else f'{media} cannot be drawn'}")
    return missing
