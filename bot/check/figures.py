"""Checks the pictures: that each stretch has one, and that it can be drawn all the way."""

from collections.abc import Iterator

from bot.content import Mistake
from bot.core.book import Book
from bot.draw import figure, loop


def mistakes(book: Book) -> Iterator[Mistake]:
    """Everything wrong with the [figure] of each stretch."""
    for slug, stretch in book.stretches.items():
        path = f"stretches/{slug}.toml [figure]"
        if stretch.figure is None:
            yield Mistake(path, "the figure is missing; every stretch has a picture")
            continue
        problems = figure.problems(stretch.figure)
        # between poses that are wrong themselves, all is wrong
        for problem in problems or loop.rough(stretch.figure):
            yield Mistake(path, problem)
        if stretch.sides and not stretch.figure.shows:
            yield Mistake(path, "`shows` is missing: which side is drawn, left or right")
