"""Checks the words of each language: that none is missing, too long, doubled or forbidden."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from bot.check import lists, texts
from bot.check.names import of
from bot.content import Mistake
from bot.core.book import Book, Words


def mistakes(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Everything wrong with the words, language by language."""
    broken = tuple(mistake.path for mistake in found)  # what could not be read is empty
    for language, words in book.words.items():
        if not _cldr(language):
            yield Mistake(
                f"{language}/language.toml",
                f'CLDR knows no language "{language}"; name the folder like "de" or "pt_BR"',
            )
        yield from _mirrored(book, words, found)
        yield from _lengths(words)
        yield from _doubled(words)
        yield from _cards(words)
        for path, text in texts.plain(words):
            if text or not path.startswith(broken):
                yield from _plain(path, text)
        yield from _forbidden(words)


def _cldr(language: str) -> bool:
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _mirrored(book: Book, words: Words, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Each fact has its words, and nothing else has."""
    safety, told = book.safety, words.safety
    for what, facts, spoken, file, within in (
        ("stretch", book.stretches, words.stretches, "stretches/", ""),
        ("routine", book.routines, words.routines, "routines.toml", ""),
        ("area", book.areas, words.areas, "areas.toml", ""),
        ("tag", book.tags, words.tags, "tags.toml", ""),
        ("group", safety.groups, told.groups, "safety.toml", "groups."),
        ("flag", safety.flags, told.flags, "safety.toml", "flags."),
    ):
        yield from _pair(what, facts, spoken, (file, within, words.language), found)


def _pair(
    what: str,
    facts: Mapping[str, object],
    spoken: Mapping[str, object],
    where: tuple[str, str, str],
    found: Collection[Mistake],
) -> Iterator[Mistake]:
    file, within, language = where
    known = of(what, facts, found, file, within)
    said = of(what, spoken, found, f"{language}/{file}", within)
    for name in facts:
        if name not in said:
            text = f'the words of the {what} "{name}" are missing'
            yield Mistake(_place(f"{language}/{file}", within, name), text)
    for name in spoken:
        if name not in known:
            text = f'there is no {what} "{name}" these words could be for; {known.meant(name)}'
            yield Mistake(_place(f"{language}/{file}", within, name), text)


def _place(file: str, within: str, name: str) -> str:
    return f"{file}{name}.toml" if file.endswith("/") else f"{file} [{within}{name}]"


def _lengths(words: Words) -> Iterator[Mistake]:
    told, safety = words.language, words.safety
    for slug, stretch in words.stretches.items():
        path = f"{told}/stretches/{slug}.toml"
        for at, most in lists.STRETCH_WORDS.items():
            yield from _long(path, at, getattr(stretch, at), most)
        for number, step in enumerate(stretch.steps, 1):
            yield from _long(path, f"steps[{number}]", step, lists.STRETCH_STEP)
        if not stretch.steps:
            yield Mistake(path, "`steps` is empty; write at least one")
    for tag, limit in words.tags.items():
        yield from _long(f"{told}/tags.toml [{tag}]", "label", limit.label, lists.TAG_LABEL)
        yield from _long(f"{told}/tags.toml [{tag}]", "hint", limit.hint, lists.TAG_HINT)
    for area, one in words.areas.items():
        yield from _long(f"{told}/areas.toml [{area}]", "name", one.name, lists.AREA_NAME)
    for kind, signs in (("groups", safety.groups), ("flags", safety.flags)):
        for key, sign in signs.items():
            path = f"{told}/safety.toml [{kind}.{key}]"
            yield from _long(path, "label", sign.label, lists.SIGN_LABEL)


def _long(path: str, at: str, text: str, most: int) -> Iterator[Mistake]:
    if len(text) > most:
        yield Mistake(path, f"`{at}` has {len(text)} characters; at most {most} fit")


def _doubled(words: Words) -> Iterator[Mistake]:
    """Two stretches that say the same: one of them was copied and never rewritten."""
    for at in ("do", "why"):
        first: dict[str, str] = {}
        for slug, stretch in sorted(words.stretches.items()):
            said = _folded(getattr(stretch, at))
            if said and said in first:
                yield Mistake(
                    f"{words.language}/stretches/{slug}.toml",
                    f'`{at}` says the same as that of "{first[said]}"; each stretch has its own',
                )
            first.setdefault(said, slug)


def _cards(words: Words) -> Iterator[Mistake]:
    """The number to call stands on its card, and nothing else is filled in there."""
    safety = words.safety
    for key, card, filled in (
        ("emergency", safety.emergency, {"emergency"}),
        ("urgent", safety.urgent, {"urgent"}),
        ("despair", safety.despair, {"emergency"}),
    ):
        path = f"{words.language}/safety.toml [cards.{key}]"
        braces = set(re.findall(r"\{([^{}]*)\}", card.text))
        for name in sorted(filled - braces) if card.text else ():
            yield Mistake(path, f"`text` must hold {{{name}}}: the number to call")
        both = key != "despair"
        for name in sorted(braces - ({"emergency", "urgent"} if both else filled)):
            known = "only {emergency} and {urgent} are" if both else "only {emergency} is"
            yield Mistake(path, f"{{{name}}} is not filled in here; {known}")
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", card.text)):
            yield Mistake(path, "a brace stands alone; write { and } only around a name")


MAY_BE_EMPTY = (" note", " do")  # a routine's note; what goes with one warning sign alone


def _plain(path: str, text: str) -> Iterator[Mistake]:
    if not text.strip() and not (path.endswith(MAY_BE_EMPTY) and "/stretches/" not in path):
        yield Mistake(path, "the words are missing")
    if "<" in text or ">" in text:
        yield Mistake(path, "markup is for screens.toml alone; remove < and >")


def _forbidden(words: Words) -> Iterator[Mistake]:
    for path, text in texts.every(words):
        for phrase in never(words, text):
            yield Mistake(path, f'the bot never says "{phrase}"; put it another way')


def never(words: Words, text: str) -> tuple[str, ...]:
    """The phrases in a text that the bot never says in this language (FACTS D8)."""
    any_of, phrases = _phrases(words.forbidden)
    said = f" {_folded(text)} "
    if not any_of.search(said):
        return ()
    return tuple(phrases[one] for one in phrases if one in said)


@lru_cache(maxsize=16)
def _phrases(forbidden: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    phrases = {f" {_folded(phrase)} ": phrase for phrase in forbidden}
    return re.compile("|".join(map(re.escape, phrases)) or r"\b\B"), phrases


def _folded(text: str) -> str:
    """Lower case, without markup, punctuation or apostrophes, single spaces."""
    bare = re.sub(r"<[^>]*>|['’‘]", "", text.lower())
    return " ".join(re.findall(r"\w+", bare))
