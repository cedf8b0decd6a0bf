"""Checks the pictures: that each stretch has one, and that all its poses can be drawn."""

from collections.abc import Iterator

from bot.content import Mistake
from bot.core.book import Book
from bot.draw import figure


def mistakes(book: Book) -> Iterator[Mistake]:
    """Everything wrong with the [figure] of each stretch."""
    for slug, stretch in book.stretches.items():
        path = f"stretches/{slug}.toml [figure]"
        if stretch.figure is None:
            yield Mistake(path, "the figure is missing; every stretch has a picture")
            continue
        for problem in figure.problems(stretch.figure):
            yield Mistake(path, problem)
        if stretch.sides and not stretch.figure.shows:
            yield Mistake(path, "`shows` is missing: which side is drawn, left or right")
