"""Checks the pictures: that each stretch has one, and that it can be drawn all the way."""

from collections.abc import Iterator
from functools import lru_cache

from bot.content import Mistake
from bot.core.book import Book
from bot.core.pose import FigurePlan


@lru_cache(maxsize=256)
def _problems(plan: FigurePlan) -> tuple[str, ...]:
    """What is wrong with the key poses, or else between them; a figure takes a moment to draw."""
    from bot.draw import figure, loop  # noqa: PLC0415 - a bot that only runs needs no renderer

    return tuple(figure.problems(plan) or loop.rough(plan))


def mistakes(book: Book) -> Iterator[Mistake]:
    """Everything wrong with the [figure] of each stretch."""
    for slug, stretch in book.stretches.items():
        path = f"stretches/{slug}.toml [figure]"
        if stretch.figure is None:
            yield Mistake(path, "the figure is missing; every stretch has a picture")
            continue
        for problem in _problems(stretch.figure):
            yield Mistake(path, problem)
        if stretch.sides and not stretch.figure.shows:
            yield Mistake(path, "`shows` is missing: which side is drawn, left or right")
