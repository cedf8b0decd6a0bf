"""Checks screens.toml: markup, placeholders, plural forms, and the same keys in each language."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter

from bot.check import markup
from bot.check.names import Names
from bot.content import Mistake
from bot.core.book import Book, Phrase, Words
from bot.texts import locale

LARGEST = 1000  # numbers that the bot says; a language needs the forms of these
NAME = re.compile(r"[a-z_]+")
FIRST = "en"  # the language that the others follow


def mistakes(book: Book) -> Iterator[Mistake]:
    """Everything wrong with the texts of screens, language by language."""
    first = book.words.get(FIRST)
    for words in book.words.values():
        for key, phrase in words.texts.items():
            path = place(words, key)
            for text in forms(phrase).values():
                for fault in (*markup.faults(text), *_braces(text)):
                    yield Mistake(path, fault)
            if not isinstance(phrase, str):
                yield from _plural(path, phrase, words.language)
        if first is not None and words is not first:
            yield from _alike(words, first)


def place(words: Words, key: str) -> str:
    """The path of a phrase."""
    return f"{words.language}/screens.toml {key}"


def forms(phrase: Phrase) -> Mapping[str, str]:
    """The forms of a phrase by CLDR category; one without forms is all "other"."""
    return {"other": phrase} if isinstance(phrase, str) else phrase


def placeholders(phrase: Phrase) -> set[str]:
    """The names in braces that are filled in; {n} may be missing where a form says it in words."""
    return {name for text in forms(phrase).values() for name in _named(text)}


def _named(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def _braces(text: str) -> Iterator[str]:
    if not text.strip():
        yield "the words are missing"
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        yield "a brace stands alone; write { and } only around a name"
        return
    for _, name, form, conversion in parts:
        if name is not None and (form or conversion or not NAME.fullmatch(name)):
            yield f"{{{name}}} cannot be filled in; a placeholder is a bare name, such as {{n}}"


@lru_cache(maxsize=64)
def _needed(language: str) -> set[str]:
    rule = locale(language).plural_form
    return {rule(n) for n in range(LARGEST + 1)} | {"other"}


def _plural(path: str, phrase: Mapping[str, str], language: str) -> Iterator[Mistake]:
    needed = _needed(language)
    for form in sorted(needed - phrase.keys() - {"other"}):
        yield Mistake(path, f"the plural form `{form}` is missing; the language needs it")
    for form in sorted(phrase.keys() - needed - set(locale(language).plural_form.tags)):
        yield Mistake(path, f"the plural form `{form}` is never used in this language; remove it")
    told = _named(phrase["other"])
    for form, text in phrase.items():
        different = (told ^ _named(text)) - {"n"}  # "one slow rep" says its number in words
        if different:
            yield Mistake(
                path, f"the form `{form}` has other placeholders than `other`: {_listed(different)}"
            )


def _alike(words: Words, first: Words) -> Iterator[Mistake]:
    """The same keys with the same placeholders as the first language."""
    for key, phrase in first.texts.items():
        if key not in words.texts:
            yield Mistake(
                place(words, key), f"the words are missing; {FIRST}/screens.toml has them"
            )
            continue
        different = placeholders(phrase) ^ placeholders(words.texts[key])
        if different:
            yield Mistake(
                place(words, key),
                f"other placeholders than in {FIRST}/screens.toml: {_listed(different)}",
            )
    known = Names("key", first.texts.keys())
    for key in words.texts.keys() - first.texts.keys():
        yield Mistake(
            place(words, key), f"{FIRST}/screens.toml has no such key; {known.meant(key)}"
        )


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
