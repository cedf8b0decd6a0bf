"""The author's linter: finds every mistake in content/, each with its path and what to do."""

from collections.abc import Collection
from pathlib import Path

from bot.check import (
    composed,
    doses,
    facts,
    figures,
    files,
    hearing,
    keys,
    phrases,
    served,
    signs,
    words,
)
from bot.content import Faulty, Mistake, read_all
from bot.core.book import Book
from bot.core.values import replace

TEXTS = "/screens.toml"


def quick(book: Book, found: Collection[Mistake] = ()) -> list[Mistake]:
    """What start-up looks for: words and links between files (some 30 ms).

    `found` are the mistakes of reading the book; a name that exists but could not be read is not
    reported a second time. They are not part of the answer.
    """
    return sorted(
        {
            *facts.mistakes(book, found),
            *doses.mistakes(book),
            *signs.mistakes(book, found),
            *hearing.mistakes(book, found),
            *words.mistakes(book, found),
            *phrases.mistakes(_with_texts(book, found)),
        }
    )


def _with_texts(book: Book, found: Collection[Mistake]) -> Book:
    """The book in those languages whose screens.toml could be read."""
    lost = {mistake.path.partition("/")[0] for mistake in found if mistake.path.endswith(TEXTS)}
    told = {language: one for language, one in book.words.items() if language not in lost}
    return replace(book, words=told)


def usable(root: Path) -> Book:
    """The Book of a content folder, fit to run with. Raises Faulty with every mistake in it."""
    book, found = read_all(root)
    found = sorted({*found, *quick(book, found)})
    if found:
        raise Faulty(found)
    return book


def refuse(book: Book) -> None:
    """Raise Faulty when a book that could be read is not fit to run with."""
    found = quick(book)
    if found:
        raise Faulty(found)


def everything(root: Path) -> list[Mistake]:
    """Every mistake in a content folder, sorted by path; what `unhunch check` lists."""
    book, found = read_all(root)
    found += [*quick(book, found), *files.mistakes(root)]
    found += keys.mistakes(_with_texts(book, found))
    found += figures.mistakes(book)
    found += composed.mistakes(book, sound=not found)
    found += [] if found else served.mistakes(book)  # chains that lead nowhere cannot be walked
    return sorted(set(found))
