"""Reads the files of one content folder into values, and gathers what is wrong with them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bot.content.values import faults

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in the content, and where: a file and the keys inside it."""

    path: str
    text: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.path}: {self.text}"


class Faulty(Exception):  # noqa: N818 - it says what the content is
    """The content cannot be used; `mistakes` lists everything that is wrong."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class Reader:
    """The files below `root`; what cannot be read is a mistake and is left out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []
        self.lost: set[str] = set()  # files that could not be read at all

    def fault(self, path: str, text: str) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(path, text))

    def toml(self, path: str) -> dict[str, Any]:
        """One file; an unreadable one is a mistake and reads as empty."""
        try:
            return tomllib.loads((self.root / path).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.fault(path, "the file is missing")
        except UnicodeDecodeError:
            self.fault(path, "the file is not UTF-8 text; save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            self.fault(path, f"this is not valid TOML: {error}")
        self.lost.add(path)
        return {}

    def convert(self, path: str, data: object, kind: type[T]) -> T | None:
        """Data as a value; whatever does not fit its shape is a mistake.

        `path` begins with the file; in one that could not be read nothing else is wrong.
        """
        if path.partition(" ")[0] in self.lost:
            return None
        wrong = list(faults(data, kind))
        for text in wrong:
            self.fault(path, text)
        return None if wrong else msgspec.convert(data, kind)

    def table(self, path: str, data: object, kind: type[T], within: str = "") -> dict[str, T]:
        """A table of tables, each converted by itself; `within` is where it stands in its file."""
        if not isinstance(data, dict):
            self.fault(path, f"[{within.removesuffix('.')}] should be a table")
            return {}
        found = {
            name: self.convert(f"{path} [{within}{name}]", one, kind) for name, one in data.items()
        }
        return {name: value for name, value in found.items() if value is not None}

    def whole(self, path: str, kind: type[T]) -> dict[str, T]:
        """A file that is nothing but a table of tables."""
        return self.table(path, self.toml(path), kind)

    def folder(self, path: str, kind: type[T]) -> dict[str, T]:
        """A folder of files, each one value, named by the file."""
        found = {
            file.stem: self.convert(f"{path}/{file.name}", self.toml(f"{path}/{file.name}"), kind)
            for file in sorted((self.root / path).glob("*.toml"))
        }
        return {name: value for name, value in found.items() if value is not None}

    def nothing_else(self, path: str, data: dict[str, Any], known: set[str]) -> None:
        """Only these keys stand at the top of a file."""
        for key in sorted(data.keys() - known):
            self.fault(
                f"{path} {key}", f"unknown key; the keys here are {', '.join(sorted(known))}"
            )
