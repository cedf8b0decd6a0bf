"""Checks how warning signs are heard: that patterns name flags and kinds that exist, all used."""

from collections.abc import Collection, Iterator

from bot.check import lists
from bot.check.names import Names, of
from bot.content import Mistake
from bot.core.book import Book, Words


def mistakes(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Everything wrong with the phrases of warning signs, language by language."""
    flags = of("flag", book.safety.flags, found, "safety.toml", "flags.")
    for words in book.words.values():
        signs = words.safety.signs
        for table, lists_of in (("triggers", signs.triggers), ("exactly", signs.exactly)):
            path = f"{words.language}/safety.toml [{table}]"
            yield from flags.unknown(path, lists_of)
            for flag, phrases in lists_of.items():
                if not phrases:
                    yield Mistake(path, f'the list of "{flag}" is empty; fill it or remove it')
        yield from flags.unknown(f"{words.language}/safety.toml", signs.personal, "personal")
        if not any(words.safety.despairs.triggers.values()):
            path = f"{words.language}/safety.toml [despair]"
            yield Mistake(path, "`phrases` is empty; nothing would be heard")
        yield from flags.unknown(f"{words.language}/hearing.toml [patterns]", signs.patterns)
        yield from _kinds(words, found)


def _kinds(words: Words, found: Collection[Mistake]) -> Iterator[Mistake]:
    signs, file = words.safety.signs, f"{words.language}/hearing.toml"
    kinds = of("kind", signs.kinds, found, file, "kinds.")
    yield from kinds.unknown(file, signs.exact, "exact")
    for name in signs.doubts:
        if name not in lists.DOUBTS:
            known = Names("doubt", lists.DOUBTS)
            yield from known.unknown(f"{file} [doubts]", (name,))
    used: set[str] = set()
    for table, patterns in (("patterns", signs.patterns), ("doubts", signs.doubts)):
        for several in patterns.values():
            for pattern in several:
                used |= set(pattern.split())
                yield from kinds.unknown(f"{file} [{table}]", pattern.split())
    for name in signs.kinds.keys() - used:
        yield Mistake(f"{file} [kinds]", f'no pattern names "{name}"; remove it, or use it')
