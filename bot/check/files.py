"""Checks the folder: that the bot reads every file in it."""

from collections.abc import Iterator
from pathlib import Path

from bot.content import Mistake, languages

FACTS = (
    "areas.toml", "numbers.toml", "ramp.toml", "routines.toml", "safety.toml", "sources.toml",
    "tags.toml",
)  # fmt: skip
WORDS = (
    "areas.toml", "hearing.toml", "language.toml", "quiet.toml", "routines.toml", "safety.toml",
    "screens.toml",
    "tags.toml",
)  # fmt: skip


def mistakes(root: Path) -> Iterator[Mistake]:
    """A mistake for each file that nothing reads, and each folder that is no language yet."""
    spoken = languages(root)
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        name = folder.name
        if name not in ("stretches", *spoken) and not name.startswith("."):
            yield Mistake(
                f"{name}/language.toml", "the file is missing, so nothing reads this folder"
            )
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        inside = path.relative_to(root)
        if not any(part.startswith(".") for part in inside.parts) and not _read(inside, spoken):
            yield Mistake(inside.as_posix(), "nothing reads this file; rename or remove it")


def _read(path: Path, spoken: list[str]) -> bool:
    """Whether the bot reads a file; one of a folder that is no language is told with its folder."""
    match path.parts:
        case (name,):
            return name in FACTS
        case ("stretches", name):
            return name.endswith(".toml")
        case (language, *_) if language != "stretches" and language not in spoken:
            return True
        case (_, name):
            return name in WORDS
        case (_, "stretches", name):
            return name.endswith(".toml")
        case _:
            return False
