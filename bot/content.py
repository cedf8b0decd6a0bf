"""Turns the TOML of content/ into the Book, or lists every mistake in it with its path."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from bot.core.book import (
    Area,
    AreaWords,
    Book,
    Card,
    Flag,
    FlagWords,
    Group,
    GroupWords,
    Numbers,
    Phrase,
    Ramp,
    Routine,
    RoutineWords,
    Safety,
    SafetyWords,
    Source,
    Stretch,
    StretchWords,
    Swap,
    Tag,
    TagWords,
    Words,
)
from bot.core.reading import Lexicon

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in the content, and where: a file and the keys inside it."""

    path: str
    text: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.path}: {self.text}"


class Faulty(Exception):
    """The content cannot be used; `mistakes` lists everything that is wrong."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def folder() -> Path:
    """The content that ships with the bot: beside the package, or inside an installed one."""
    inside = Path(__file__).parent / "_content"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "content"


class _Reader:
    """Reads files of one content folder and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []

    def fault(self, path: str, text: str) -> None:
        self.mistakes.append(Mistake(path, text))

    def toml(self, path: str) -> dict[str, Any]:
        """One file; an unreadable one is a mistake and reads as empty."""
        try:
            return tomllib.loads((self.root / path).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.fault(path, "the file is missing")
        except UnicodeDecodeError:
            self.fault(path, "the file is not UTF-8 text")
        except tomllib.TOMLDecodeError as error:
            self.fault(path, f"not valid TOML: {error}")
        return {}

    def convert(self, path: str, data: object, kind: type[T]) -> T | None:
        """Data as a value; a wrong type, a missing or an unknown key is a mistake."""
        try:
            value = msgspec.convert(data, kind)
        except msgspec.ValidationError as error:
            self.fault(path, str(error))
            return None
        for key in _unknown(data, msgspec.to_builtins(value)):
            self.fault(path, f"unknown key `{key}`")
        return value

    def table(self, path: str, data: Mapping[str, Any], kind: type[T]) -> dict[str, T]:
        """A table of tables, each converted by itself."""
        found = {name: self.convert(f"{path} [{name}]", one, kind) for name, one in data.items()}
        return {name: value for name, value in found.items() if value is not None}

    def folder(self, path: str, kind: type[T]) -> dict[str, T]:
        """A folder of files, each one value, named by the file."""
        found = {}
        for file in sorted((self.root / path).glob("*.toml")):
            inside = f"{path}/{file.name}"
            before = len(self.mistakes)
            data = self.toml(inside)
            value = self.convert(inside, data, kind) if len(self.mistakes) == before else None
            if value is not None:
                found[file.stem] = value
        return found


def _unknown(data: object, value: object, at: str = "") -> list[str]:
    """Keys of `data` that did not end up in `value`."""
    found: list[str] = []
    if isinstance(data, dict) and isinstance(value, dict):
        for key, inner in data.items():
            if key not in value:
                found.append(f"{at}{key}")
            else:
                found += _unknown(inner, value[key], f"{at}{key}.")
    elif isinstance(data, list) and isinstance(value, list | tuple):
        for inner, kept in zip(data, value, strict=False):
            found += _unknown(inner, kept, at)
    return found


def read(root: Path | None = None) -> Book:
    """The Book of a content folder. Raises Faulty with every mistake it can see."""
    book, mistakes = read_all(root or folder())
    if book is None or mistakes:
        raise Faulty(sorted(mistakes))
    return book


def read_all(root: Path) -> tuple[Book | None, list[Mistake]]:
    """The Book as far as it can be read, and what is wrong with the files."""
    reader = _Reader(root)
    safety = reader.toml("safety.toml")
    tags = reader.toml("tags.toml")
    swaps = reader.convert("tags.toml [[swaps]]", tags.pop("swaps", []), tuple[Swap, ...])
    surgery = tags.pop("surgery", {})
    allows = reader.convert("tags.toml [surgery]", surgery.get("allows"), tuple[str, ...])
    ramp = reader.convert("ramp.toml", reader.toml("ramp.toml"), Ramp)
    languages = sorted(path.parent.name for path in root.glob("*/language.toml"))
    if "en" not in languages:
        reader.fault("en/language.toml", "the file is missing")
    words = {language: _words(reader, language) for language in languages}
    if swaps is None or allows is None or ramp is None or not all(words.values()):
        return None, reader.mistakes
    book = Book(
        stretches=reader.folder("stretches", Stretch),
        routines=reader.table("routines.toml", reader.toml("routines.toml"), Routine),
        areas=_ordered(reader.table("areas.toml", reader.toml("areas.toml"), Area)),
        tags=_ordered(reader.table("tags.toml", tags, Tag)),
        swaps=swaps,
        ramp=ramp,
        surgery_allows=allows,
        safety=Safety(
            groups=_ordered(reader.table("safety.toml", safety.get("groups", {}), Group)),
            flags=reader.table("safety.toml", safety.get("flags", {}), Flag),
            numbers=reader.table("numbers.toml", reader.toml("numbers.toml"), Numbers),
            sources=reader.table("safety.toml", safety.get("sources", {}), Source),
        ),
        sources=reader.table("sources.toml", reader.toml("sources.toml"), Source),
        words=MappingProxyType({key: one for key, one in words.items() if one is not None}),
    )
    return book, reader.mistakes


Ordered = TypeVar("Ordered", Area, Tag, Group)


def _ordered(found: dict[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def _words(reader: _Reader, language: str) -> Words | None:
    """Everything one language says, or None when a part is unreadable."""
    texts = _phrases(reader, f"{language}/screens.toml")
    told = reader.toml(f"{language}/language.toml")
    pain = reader.convert(f"{language}/language.toml [pain]", told.pop("pain", {}), Lexicon)
    for key in told:
        reader.fault(f"{language}/language.toml", f"unknown key `{key}`")
    safety = _safety_words(reader, f"{language}/safety.toml")
    stretches = reader.folder(f"{language}/stretches", StretchWords)
    tables = {
        name: reader.table(f"{language}/{name}.toml", reader.toml(f"{language}/{name}.toml"), kind)
        for name, kind in (("routines", RoutineWords), ("areas", AreaWords), ("tags", TagWords))
    }
    if pain is None or safety is None:
        return None
    return Words(language=language, texts=texts, stretches=stretches, safety=safety, pain=pain, **tables)  # type: ignore[arg-type] # one kind a name


def _safety_words(reader: _Reader, path: str) -> SafetyWords | None:
    data = reader.toml(path)
    cards = data.get("cards", {})
    triggers = reader.convert(f"{path} [triggers]", data.get("triggers", {}), dict[str, tuple[str, ...]])
    found = {
        name: reader.convert(f"{path} [cards.{name}]", cards.get(name), Card)
        for name in ("emergency", "urgent", "soon")
    }
    if triggers is None or None in found.values():
        return None
    lists = {
        name: reader.convert(f"{path} {name}", data.get(name, []), tuple[str, ...]) or ()
        for name in ("denials", "past")
    }
    return SafetyWords(
        groups=reader.table(f"{path} groups", data.get("groups", {}), GroupWords),
        flags=reader.table(f"{path} flags", data.get("flags", {}), FlagWords),
        emergency=found["emergency"],  # type: ignore[arg-type] # checked above
        urgent=found["urgent"],  # type: ignore[arg-type] # checked above
        soon=found["soon"],  # type: ignore[arg-type] # checked above
        urgent_fallback=str(cards.get("urgent_fallback", "")),
        triggers=triggers,
        **lists,
    )


PLURALS = {"zero", "one", "two", "few", "many", "other"}


def _phrases(reader: _Reader, path: str) -> dict[str, Phrase]:
    """Screen texts under dotted keys; a table of plural categories is one phrase."""
    found: dict[str, Phrase] = {}

    def walk(data: Mapping[str, Any], at: str) -> None:
        for key, value in data.items():
            name = f"{at}{key}"
            if isinstance(value, str):
                found[name] = value
            elif isinstance(value, dict) and value and value.keys() <= PLURALS:
                phrase = reader.convert(f"{path} {name}", value, dict[str, str])
                found[name] = phrase or {"other": ""}
                if "other" not in value:
                    reader.fault(f"{path} {name}", "the plural form `other` is missing")
            elif isinstance(value, dict):
                walk(value, f"{name}.")
            else:
                reader.fault(f"{path} {name}", "expected words in quotes")

    walk(reader.toml(path), "")
    return found
