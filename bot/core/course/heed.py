"""Knows what the trend of the readings asks of the next session (FACTS D4, column "action")."""

from collections.abc import Callable

from bot.core.course import trend
from bot.core.course.diary import Diary
from bot.core.course.trend import Finding
from bot.core.values import Value


class Heed(Value, frozen=True):
    """What the findings ask of the next session, all together.

    `flare` is flare mode and `flare_style` only its set of moves; `stage_down` steps back a stage
    on the way back; `level_one` steps back to level 1; `half` halves the volume, `half_holds` the
    holds; `hold` lets no dose grow, `no_new` no new stretch in; `closed` are areas that get no
    stretch ("" stands for all of the person's). `ask_why` asks about sleep, load, travel and
    illness; `soon` suggests a clinician (tier 2).
    """

    screen: bool = False
    flare: bool = False
    flare_style: bool = False
    stage_down: bool = False
    level_one: bool = False
    half: bool = False
    half_holds: bool = False
    no_strength: bool = False
    hold: bool = False
    no_new: bool = False
    ask_why: bool = False
    soon: bool = False
    closed: frozenset[str] = frozenset()

    def __or__(self, other: "Heed") -> "Heed":
        """Everything that either asks for."""
        return Heed(
            *(getattr(self, name) | getattr(other, name) for name in self.__struct_fields__)
        )


RULES: tuple[Callable[[Diary], Finding | None], ...] = (
    trend.strong,
    trend.risen,
    trend.jumped,
    trend.reacted,
    trend.reacted_twice,
    trend.spread,
    trend.improved,
)

ASKS = {
    "strong": Heed(screen=True, flare=True, hold=True),
    "risen": Heed(
        screen=True,
        stage_down=True,
        level_one=True,
        half_holds=True,
        hold=True,
        no_new=True,
        ask_why=True,
    ),
    "jumped": Heed(screen=True, flare_style=True, hold=True),
    "reacted": Heed(half=True, no_strength=True, hold=True),
    "reacted_twice": Heed(stage_down=True, level_one=True, hold=True),
    "spread": Heed(screen=True, hold=True),
    "improved": Heed(),
    "stuck": Heed(soon=True),
    "sore_for_days": Heed(soon=True, hold=True),
}


def findings(diary: Diary) -> tuple[Finding, ...]:
    """Every rule that holds now, the most urgent first."""
    found = [finding for rule in RULES if (finding := rule(diary)) is not None]
    return (*found, *trend.sore_for_days(diary))


def heed(found: tuple[Finding, ...]) -> Heed:
    """What the findings ask for together; their order does not matter."""
    whole = Heed()
    for finding in found:
        whole |= ASKS[finding.key]
        if finding.key == "sore_for_days":
            whole |= Heed(closed=frozenset({finding.area}))
    return whole
