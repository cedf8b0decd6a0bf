"""Checks that the bot says every key of screens.toml, has every one it says, and fills it in."""

import re
from collections.abc import Iterator

from bot.check import lists
from bot.check.names import Names
from bot.check.phrases import FIRST, forms, place, placeholders
from bot.check.source import ANY, Use, uses
from bot.content import Mistake
from bot.core.book import Book, Phrase, Words
from bot.core.planning.place import PLACES
from bot.core.planning.why import KINDS, TOLD_PLACES
from bot.routes import MENU
from bot.texts import clock_of

ELSEWHERE = ("menu.", "bot.")  # what label() reads for Telegram's own pages
PAGES = {
    "bot.description": lists.DESCRIPTION,
    "bot.short": lists.SHORT,
    **{f"menu.{name}": lists.COMMAND for name in MENU},
}
LATE = 22 * 60 + 30  # minutes after midnight: a time of day that is written long


def mistakes(book: Book, used: tuple[Use, ...] | None = None) -> Iterator[Mistake]:
    """Everything wrong between the source and the keys; `used` are the source's uses of them."""
    found = uses() if used is None else used
    first = book.words.get(FIRST)
    if first is not None:
        yield from _missing(book, first, found)
        yield from _unused(first, found)
    for words in book.words.values():
        yield from _filled(words, found)
        yield from _plain(words, found)
        yield from _pages(words)


def _missing(book: Book, words: Words, found: tuple[Use, ...]) -> Iterator[Mistake]:
    sections = {key.partition(".")[0] for key in words.texts} - {"bot"}  # modules, too
    known = Names("key", words.texts.keys())
    wanted = {use.key for use in found if use.how or use.key.partition("\\.")[0] in sections}
    for pattern in sorted(wanted | {re.escape(key) for key in (*PAGES, *_library(book))}):
        if not any(re.fullmatch(pattern, key) for key in words.texts):
            shown = re.sub(r"\\(.)", r"\1", pattern.replace(ANY, "…"))
            yield Mistake(
                place(words, shown), f"the bot says this, but it is missing; {known.meant(shown)}"
            )


def _library(book: Book) -> list[str]:
    """What is said of each place, of each thing that a stretch needs, and of each reason."""
    things = sorted({thing for one in book.stretches.values() for thing in one.equipment})
    return [
        *(f"place.{one}" for one in PLACES),
        *(f"need.{one}" for one in things),
        *(f"why.{one}" for one in KINDS),
        *(f"why.place_{one}" for one in TOLD_PLACES),
    ]


def _unused(words: Words, found: tuple[Use, ...]) -> Iterator[Mistake]:
    patterns = {use.key for use in found if not use.key.startswith(r"menu\.")}
    every = re.compile("|".join(sorted(patterns | {re.escape(key) for key in PAGES})))
    for key in words.texts:
        if not every.fullmatch(key):
            yield Mistake(place(words, key), "the bot never says this; remove it")


def _filled(words: Words, found: tuple[Use, ...]) -> Iterator[Mistake]:
    """Placeholders that the bot does not fill in, and plural forms without a number."""
    told: set[Mistake] = set()
    for use in found:
        for key in _keys(words, use):
            if use.values is None or not use.how:
                continue
            for name in placeholders(words.texts[key]) - use.values:
                told.add(Mistake(place(words, key), f"the bot does not fill in {{{name}}} here"))
            if not isinstance(words.texts[key], str) and "n" not in use.values:
                told.add(
                    Mistake(place(words, key), "the bot gives no number to choose a plural form by")
                )
    yield from sorted(told)


def _keys(words: Words, use: Use) -> list[str]:
    """The key of a use; none where the source leaves open which it is."""
    key = re.sub(r"\\(.)", r"\1", use.key)
    return [key] if use.exact() and key in words.texts else []


def _plain(words: Words, found: tuple[Use, ...]) -> Iterator[Mistake]:
    """Buttons and toasts are plain text, and short."""
    told: set[Mistake] = set()
    for use in found:
        if use.how not in ("button", "label"):
            continue
        short = use.how == "button" or use.inside == "Keyboard"
        most = lists.LABEL if short else lists.TOAST
        for key in _keys(words, use):
            if key.startswith(ELSEWHERE):
                continue
            path, longest = place(words, key), max(_samples(words, words.texts[key]), key=len)
            if len(longest) > most:
                told.add(
                    Mistake(path, f'"{longest}" has {len(longest)} characters; at most {most} fit')
                )
            if re.search(r"[<>]|&\w*;", longest):
                told.add(Mistake(path, "buttons and toasts are plain text; remove the markup"))
    yield from sorted(told)


def _samples(words: Words, phrase: Phrase) -> Iterator[str]:
    """Each form, filled in with something long; what is open-ended ({what}) may be cut."""
    values = {"n": "88", "time": clock_of(words, LATE), "what": "…"}
    for text in forms(phrase).values():
        yield re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], "…"), text)


def _pages(words: Words) -> Iterator[Mistake]:
    """The menu and the descriptions that Telegram shows before anyone has spoken."""
    for key, most in PAGES.items():
        for text in forms(words.texts.get(key, "–")).values():
            if len(text) > most:
                yield Mistake(
                    place(words, key), f"it has {len(text)} characters; at most {most} fit"
                )
            if re.search(r"[<>]", text):
                yield Mistake(place(words, key), "this is plain text; remove the markup")
