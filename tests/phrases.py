"""How well warning signs are heard: `python tests/phrases.py` prints the reckoning.

Reads tests/data/warnings_*.txt: "+ " a phrase that must be heard, "- " one that must not, and
"# = flag" above the signs of one flag. The fresh set was written apart from the grammar; when it
was first tried, its first lot had a recall of 40 % and a precision of 78 %, its second 68 % and
84 %.

A sign is heard when its card comes or the question does; precision is the share of those phrases
that wanted it, among all that got either. The exit code is 1 when an emergency is missed, or an
innocent phrase gets a card.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from chat import book  # noqa: E402 - the path is set above, so that it runs from anywhere

from bot.core.hearing.warning import Heard, heard  # noqa: E402 - the same

DATA = Path(__file__).parent / "data"
SETS = ("warnings_en", "warnings_en_fresh")


@dataclass(frozen=True)
class Phrase:
    """One line: whether it is a sign, of which flag ("" where the set does not say), its words."""

    sign: bool
    flag: str
    words: str


@dataclass(frozen=True)
class Reckoning:
    """The phrases of a set, and what came of them: `carded` ones got a card, `asked` ones none."""

    phrases: tuple[Phrase, ...]
    heard: tuple[Heard, ...]

    def of(self, *, sign: bool, tier: int | None = None) -> list[tuple[Phrase, Heard]]:
        flags = book().safety.flags
        return [
            (phrase, one)
            for phrase, one in zip(self.phrases, self.heard, strict=True)
            if phrase.sign == sign
            and (tier is None or (phrase.flag and flags[phrase.flag].tier == tier))
        ]

    @property
    def missed(self) -> list[str]:
        return [phrase.words for phrase, one in self.of(sign=True) if not one.asks]

    @property
    def carded(self) -> list[str]:
        return [phrase.words for phrase, one in self.of(sign=False) if one.sure]

    @property
    def asked(self) -> list[str]:
        return [phrase.words for phrase, one in self.of(sign=False) if one.asks and not one.sure]

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / len(self.of(sign=True))

    @property
    def precision(self) -> float:
        found = len(self.of(sign=True)) - len(self.missed)
        return found / (found + len(self.carded) + len(self.asked))


def hears(text: str) -> Heard:
    """What the bot hears in a text, in the first language that hears something."""
    known = book()
    found = [heard(text, told.safety.signs, known.safety.urgency) for told in known.words.values()]
    return max(found, key=lambda one: (one.sure, one.asks))


def phrases(name: str) -> tuple[Phrase, ...]:
    """The lines of a set."""
    found, flag = [], ""
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        mark, _, words = line.partition(" ")
        if line.startswith("# = "):
            flag = line.removeprefix("# = ").replace("none", "")
        elif mark in "+-":
            found.append(Phrase(mark == "+", flag if mark == "+" else "", words))
    return tuple(found)


def reckoned(name: str) -> Reckoning:
    """What comes of a set."""
    lines = phrases(name)
    return Reckoning(lines, tuple(hears(line.words) for line in lines))


def main() -> int:
    bad = False
    for name in SETS:
        found = reckoned(name)
        signs, innocent = len(found.of(sign=True)), len(found.of(sign=False))
        out = [
            f"{name}: {signs} phrases that are a sign, {innocent} that are none",
            f"recall {found.recall:.1%}, precision {found.precision:.1%}",
            f"{len(found.carded)} innocent ones get a card, {len(found.asked)} are asked about",
            *(f"missed: {text}" for text in found.missed),
            *(f"card for nothing: {text}" for text in found.carded),
            *(f"asked for nothing: {text}" for text in found.asked),
        ]
        sys.stdout.write("\n".join(out) + "\n\n")
        bad |= bool(found.missed or found.carded)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
