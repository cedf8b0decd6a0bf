"""Knows every text that people read, and where it stands."""

from collections.abc import Iterator

from bot.check import lists
from bot.check.phrases import forms
from bot.core.book import StretchWords, Words

Told = Iterator[tuple[str, str]]


def every(words: Words) -> Told:
    """Every text that people read in a language, with its path."""
    yield from plain(words)
    for key, phrase in words.texts.items():
        for form, text in forms(phrase).items():
            inside = "" if isinstance(phrase, str) else f" {form}"
            yield f"{words.language}/screens.toml {key}{inside}", text


def plain(words: Words) -> Told:
    """Every text outside screens.toml, with its path; none holds markup."""
    told, safety = words.language, words.safety
    for slug, stretch in words.stretches.items():
        yield from _stretch(f"{told}/stretches/{slug}.toml", stretch)
    for file, within, table, parts in (
        ("routines", "", words.routines, ("name", "why", "note")),
        ("areas", "", words.areas, ("name", "in_sentence")),
        ("tags", "", words.tags, ("label", "hint", "why")),
        ("safety", "groups.", safety.groups, ("label", "text")),
        ("safety", "flags.", safety.flags, ("label", "text", "do")),
    ):
        for name, one in table.items():
            for at in parts:
                yield f"{told}/{file}.toml [{within}{name}] {at}", getattr(one, at)
    for key in ("emergency", "urgent", "soon", "despair"):
        for at in ("title", "text"):
            yield f"{told}/safety.toml [cards.{key}] {at}", getattr(getattr(safety, key), at)
    yield f"{told}/safety.toml [cards] urgent_fallback", safety.urgent_fallback


def _stretch(path: str, stretch: StretchWords) -> Told:
    for at in lists.STRETCH_WORDS:
        yield f"{path} {at}", getattr(stretch, at)
    for number, step in enumerate(stretch.steps, 1):
        yield f"{path} steps[{number}]", step
