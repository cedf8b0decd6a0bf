"""Turns the TOML of content/ into the Book, or lists every mistake in it with its path."""

from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.content import words
from bot.content.files import Faulty, Mistake, Reader
from bot.core.book import (
    Area,
    Book,
    Exit,
    Flag,
    Group,
    Numbers,
    Ramp,
    Routine,
    Safety,
    Source,
    Stretch,
    Swap,
    Tag,
    Walk,
)

__all__ = ["Faulty", "Mistake", "folder", "languages", "read", "read_all"]

NO_RAMP = Ramp((), Exit(0, 0, 0, (), Walk(0, 0), 0))


def folder() -> Path:
    """The content that ships with the bot: beside the package, or inside an installed one."""
    package = Path(__file__).parent.parent
    inside = package / "_content"
    return inside if inside.is_dir() else package.parent / "content"


def languages(root: Path) -> list[str]:
    """The languages of a content folder: its folders that hold a language.toml."""
    return sorted(path.parent.name for path in root.glob("*/language.toml"))


def read(root: Path | None = None) -> Book:
    """The Book of a content folder. Raises Faulty with every mistake it can see."""
    book, mistakes = read_all(root or folder())
    if mistakes:
        raise Faulty(sorted(mistakes))
    return book


def read_all(root: Path) -> tuple[Book, list[Mistake]]:
    """The Book as far as it can be read, and everything that is wrong with the files.

    What cannot be read is missing from the Book, or empty in it.
    """
    reader = Reader(root)
    tags = reader.toml("tags.toml")
    swaps = reader.convert("tags.toml [[swaps]]", tags.pop("swaps", []), tuple[Swap, ...])
    allows = _allows(reader, tags.pop("surgery", {}))
    ramp = reader.convert("ramp.toml", reader.toml("ramp.toml"), Ramp)
    found = languages(root)
    if "en" not in found:
        reader.fault("en/language.toml", "the file is missing")
    book = Book(
        stretches=reader.folder("stretches", Stretch),
        routines=reader.whole("routines.toml", Routine),
        areas=_ordered(reader.whole("areas.toml", Area)),
        tags=_ordered(reader.table("tags.toml", tags, Tag)),
        swaps=swaps or (),
        ramp=ramp or NO_RAMP,
        surgery_allows=allows,
        safety=_safety(reader),
        sources=reader.whole("sources.toml", Source),
        words=MappingProxyType({language: words.read(reader, language) for language in found}),
    )
    return book, reader.mistakes


def _allows(reader: Reader, surgery: object) -> tuple[str, ...]:
    """What is left to do before a clinician has cleared a person: tags.toml [surgery]."""
    path = "tags.toml [surgery]"
    if not isinstance(surgery, dict):
        reader.fault(path, "this should be a table")
        return ()
    reader.nothing_else(path, surgery, {"allows"})
    return reader.convert(f"{path} allows", surgery.get("allows"), tuple[str, ...]) or ()


def _safety(reader: Reader) -> Safety:
    data = reader.toml("safety.toml")
    reader.nothing_else("safety.toml", data, {"groups", "flags", "sources"})
    return Safety(
        groups=_ordered(reader.table("safety.toml", data.get("groups", {}), Group, "groups.")),
        flags=reader.table("safety.toml", data.get("flags", {}), Flag, "flags."),
        numbers=reader.whole("numbers.toml", Numbers),
        sources=reader.table("safety.toml", data.get("sources", {}), Source, "sources."),
    )


Ordered = TypeVar("Ordered", Area, Tag, Group)


def _ordered(found: dict[str, Ordered]) -> dict[str, Ordered]:
    return dict(sorted(found.items(), key=lambda item: item[1].order))
