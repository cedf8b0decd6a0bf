"""How well warning signs are heard: `python tests/phrases.py [language]` prints the reckoning.

Reads tests/data/warnings_<language>.txt: "+ " a phrase that must be heard, "- " one that must not.
The exit code is 1 when an emergency is missed. Precision is the share of what was heard that had
to be; recall the share of what had to be that was heard.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from chat import book  # noqa: E402 - the path is set above, so that it runs from anywhere

from bot.core.hearing.warning import heard  # noqa: E402 - the same

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Reckoning:
    """The phrases of a language, and which of them were taken the wrong way."""

    signs: int
    innocent: int
    missed: tuple[str, ...]
    alarms: tuple[str, ...]

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.signs

    @property
    def precision(self) -> float:
        found = self.signs - len(self.missed)
        return found / (found + len(self.alarms))


def sign(text: str) -> str | None:
    """The warning sign that the bot hears in a text, in any language it speaks."""
    known = book()
    for told in known.words.values():
        safety = told.safety
        tiers = sorted(safety.triggers.items(), key=lambda one: known.safety.flags[one[0]].tier)
        found = heard(text, dict(tiers), safety.denials, safety.past, safety.grammar)
        if found is not None:
            return found
    return None


def reckoned(language: str) -> Reckoning:
    lines = (DATA / f"warnings_{language}.txt").read_text("utf-8").splitlines()
    spoken = [line.split(" ", 1) for line in lines if not line.startswith("#")]
    signs = [text for mark, text in spoken if mark == "+"]
    innocent = [text for mark, text in spoken if mark == "-"]
    return Reckoning(
        len(signs),
        len(innocent),
        tuple(text for text in signs if sign(text) is None),
        tuple(text for text in innocent if sign(text) is not None),
    )


def main(args: list[str]) -> int:
    language = args[0] if args else "en"
    found = reckoned(language)
    out = [
        f"{language}: {found.signs} phrases that are a sign, {found.innocent} that are none",
        f"recall {found.recall:.1%}, precision {found.precision:.1%}",
        *(f"missed: {text}" for text in found.missed),
        *(f"heard for nothing: {text}" for text in found.alarms),
    ]
    sys.stdout.write("\n".join(out) + "\n")
    return int(bool(found.missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
