"""Knows which names exist in the content, and says of a wrong one which was probably meant."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.content import Mistake

NEAR = 0.5  # how like each other two names are, from 0 to 1 (difflib)
FEW = 20  # names that are listed when none is near


@dataclass(frozen=True, slots=True)
class Names:
    """What one kind of thing may be called.

    `read` are the names that were read. `broken` ones exist too, but have mistakes of their own
    that are reported already; where the whole file is `lost`, any name may be right.
    """

    what: str
    read: Collection[str]
    broken: Collection[str] = ()
    lost: bool = False

    def __contains__(self, name: str) -> bool:
        """Whether this name is right, as far as can be known."""
        return self.lost or name in self.read or name in self.broken

    def unknown(self, path: str, names: Collection[str], at: str = "") -> Iterator[Mistake]:
        """A mistake for each of `names` that does not exist; `at` is the key that names it."""
        before = f"`{at}`: " if at else ""
        for name in names:
            if name not in self:
                yield Mistake(path, f'{before}there is no {self.what} "{name}"; {self.meant(name)}')

    def meant(self, name: str) -> str:
        """Which name was probably meant."""
        near = get_close_matches(name, self.read, 1, NEAR)
        if near:
            return f'did you mean "{near[0]}"?'
        known = ", ".join(sorted(self.read))
        return f"there are {known}" if len(self.read) <= FEW else "none has a name like it"


def of(
    what: str,
    read: Mapping[str, object],
    found: Collection[Mistake],
    file: str,
    within: str = "",
) -> Names:
    """The names of a table (`file`, and where in it) or of a folder of files (ending in "/")."""
    first, last = (file, ".toml") if file.endswith("/") else (f"{file} [{within}", "]")
    broken = {
        mistake.path.removeprefix(first).removesuffix(last)
        for mistake in found
        if mistake.path.startswith(first) and mistake.path.endswith(last)
    }
    return Names(what, read.keys(), broken, any(mistake.path == file for mistake in found))


def one_of(path: str, at: str, value: object, allowed: Collection[object]) -> Iterator[Mistake]:
    """A mistake when a value is not on its list."""
    if value not in allowed:
        known = ", ".join(str(one) for one in allowed)
        shown = f'"{value}"' if isinstance(value, str) else value
        yield Mistake(path, f"`{at}` is {shown}; it should be one of {known}")
