"""Reads what one language says: a folder such as content/en/."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from bot.content.files import Reader
from bot.core.book import (
    AreaWords,
    Card,
    FlagWords,
    GroupWords,
    Phrase,
    RoutineWords,
    SafetyWords,
    StretchWords,
    TagWords,
    Words,
)
from bot.core.hearing.hush import Hush
from bot.core.hearing.reading import Lexicon
from bot.core.hearing.signs import NO_GRAMMAR, Grammar, Heat, Signs, Whose

PLURALS = {"zero", "one", "two", "few", "many", "other"}
SAFETY = {
    "denials", "past", "grammar", "groups", "flags", "cards", "triggers", "exactly", "asked",
    "personal", "temperature", "despair",
}  # fmt: skip
CARDS = ("emergency", "urgent", "soon", "despair")
NO_HUSH = Hush(**{field.name: () for field in fields(Hush)})
NO_LEXICON = Lexicon(**{field.name: () for field in fields(Lexicon)})


def read(reader: Reader, language: str) -> Words:
    """Everything one language says; what is unreadable is left empty and noted as a mistake."""
    path, quiet = f"{language}/language.toml", f"{language}/quiet.toml"
    told = reader.toml(path)
    pain = reader.convert(f"{path} [pain]", told.get("pain"), Lexicon)
    forbidden = told.get("forbidden", {})
    if not isinstance(forbidden, dict):
        reader.fault(path, "`forbidden` should be a table")
        forbidden = {}
    phrases = reader.convert(f"{path} [forbidden]", forbidden.get("phrases", []), tuple[str, ...])
    reader.nothing_else(f"{path} [forbidden]", forbidden, {"phrases"})
    reader.nothing_else(path, told, {"pain", "forbidden"})
    tags = reader.whole(f"{language}/tags.toml", TagWords)
    safety = _safety(reader, f"{language}/safety.toml")
    return Words(
        language=language,
        texts=_phrases(reader, f"{language}/screens.toml"),
        stretches=reader.folder(f"{language}/stretches", StretchWords),
        routines=reader.whole(f"{language}/routines.toml", RoutineWords),
        areas=reader.whole(f"{language}/areas.toml", AreaWords),
        tags=tags,
        safety=safety,
        pain=pain or NO_LEXICON,
        quiet=reader.convert(quiet, reader.toml(quiet), Hush) or NO_HUSH,
        limits=_limits(tags, safety.signs),
        forbidden=phrases or (),
    )


def _limits(tags: Mapping[str, TagWords], signs: Signs) -> Signs:
    """How people say what limits them, with the small words that warning signs have."""
    return Signs(
        triggers={tag: one.also for tag, one in tags.items() if one.also},
        denials=signs.denials,
        past=signs.past,
        grammar=signs.grammar,
        whose=replace(signs.whose, wondering=(), aside=(), fine=()),
    )


def _safety(reader: Reader, path: str) -> SafetyWords:
    data = reader.toml(path)
    reader.nothing_else(path, data, SAFETY)
    cards = data.get("cards", {})
    if not isinstance(cards, dict):
        reader.fault(path, "[cards] should be a table")
        cards = {}
    emergency, urgent, soon, despair = (
        reader.convert(f"{path} [cards.{name}]", cards.get(name), Card) or Card("", "")
        for name in CARDS
    )
    reader.nothing_else(f"{path} [cards]", cards, {*CARDS, "urgent_fallback"})
    signs = _signs(reader, path, data)
    return SafetyWords(
        groups=reader.table(path, data.get("groups", {}), GroupWords, "groups."),
        flags=reader.table(path, data.get("flags", {}), FlagWords, "flags."),
        urgent_fallback=reader.convert(
            f"{path} [cards] urgent_fallback", cards.get("urgent_fallback"), str
        )
        or "",
        emergency=emergency,
        urgent=urgent,
        soon=soon,
        despair=despair,
        signs=signs,
        despairs=_despairs(reader, path, data, signs),
    )


def _despairs(reader: Reader, path: str, data: Mapping[str, Any], signs: Signs) -> Signs:
    """How people say that they do not want to live: heard as signs are, but never wondered about.

    Whether it is over or asked in passing makes no difference; whose it is does.
    """
    where = f"{path} [despair]"
    table = data.get("despair", {})
    if not isinstance(table, dict):
        reader.fault(path, "[despair] should be a table")
        table = {}
    parts = ("phrases", "sayings", "denials", "aside")
    reader.nothing_else(where, table, set(parts))
    phrases, sayings, denials, aside = (
        reader.convert(f"{where} {part}", table.get(part, []), tuple[str, ...]) or ()
        for part in parts
    )
    return Signs(
        triggers={"despair": phrases},
        denials=denials,
        past=signs.past,
        grammar=signs.grammar,
        sayings=sayings,
        whose=replace(signs.whose, things=(), wondering=(), over=(), aged=(), aside=aside),
    )


def _signs(reader: Reader, path: str, data: Mapping[str, Any]) -> Signs:
    """How signs are told: phrases and their grammar in safety.toml, the rest in hearing.toml."""
    beside = path.replace("safety", "hearing")
    more = reader.toml(beside)
    reader.nothing_else(beside, more, {"exact", "kinds", "patterns", "doubts", "sayings", "whose"})
    sayings = more.get("sayings", {})
    if not isinstance(sayings, dict):
        reader.fault(beside, "`sayings` should be a table")
        sayings = {}
    reader.nothing_else(f"{beside} [sayings]", sayings, {"phrases"})
    denials, past, asked, personal, exact, phrases = (
        reader.convert(f"{file} {name}", table.get(name, []), tuple[str, ...]) or ()
        for file, table, name in (
            (path, data, "denials"),
            (path, data, "past"),
            (path, data, "asked"),
            (path, data, "personal"),
            (beside, more, "exact"),
            (f"{beside} [sayings]", sayings, "phrases"),
        )
    )
    lists = {
        name: reader.convert(f"{file} [{name}]", table.get(name, {}), dict[str, tuple[str, ...]])
        for file, table, name in (
            (path, data, "triggers"),
            (path, data, "exactly"),
            (beside, more, "kinds"),
            (beside, more, "patterns"),
            (beside, more, "doubts"),
        )
    }
    return Signs(
        triggers=lists["triggers"] or {},
        exactly=lists["exactly"] or {},
        asked=asked,
        personal=personal,
        heat=reader.convert(f"{path} [temperature]", data.get("temperature", {}), Heat) or Heat(),
        denials=denials,
        past=past,
        grammar=reader.convert(f"{path} [grammar]", data.get("grammar"), Grammar) or NO_GRAMMAR,
        kinds=lists["kinds"] or {},
        patterns=lists["patterns"] or {},
        doubts=lists["doubts"] or {},
        sayings=phrases,
        exact=exact,
        whose=reader.convert(f"{beside} [whose]", more.get("whose", {}), Whose) or Whose(),
    )


def _phrases(reader: Reader, path: str) -> dict[str, Phrase]:
    """Screen texts under dotted keys; a table of plural categories is one phrase."""
    found: dict[str, Phrase] = {}

    def walk(data: Mapping[str, Any], at: str) -> None:
        for key, value in data.items():
            name = f"{at}{key}"
            if isinstance(value, str):
                found[name] = value
            elif isinstance(value, dict) and value and value.keys() <= PLURALS:
                phrase = reader.convert(f"{path} {name}", value, dict[str, str])
                found[name] = {"other": ""} | (phrase or {})
                if "other" not in value:
                    reader.fault(f"{path} {name}", "the plural form `other` is missing")
            elif isinstance(value, dict):
                walk(value, f"{name}.")
            else:
                reader.fault(f"{path} {name}", "this should be words in quotes")

    walk(reader.toml(path), "")
    return found
