"""Knows what a pain score means before, during and after a session (FACTS D3)."""

from dataclasses import dataclass

from bot.core.book import Stretch
from bot.core.values import Value

STRONG = 7  # from here no exercise session: a screening, then the flare plan
STUCK = 8  # from here an urgent card when it does not settle
WORST = 10
SORE = 4  # after a session, 4 or more, or 2 up, is a step back
UP = 2  # points
REST = 48 * 3600  # seconds that a stretch rests after a 6
EASE_SECONDS = 24 * 3600  # seconds for which the easier stretch stands in after a 4 or 5
GENTLE = frozenset({"mobility", "breathing"})


class Before(Value, frozen=True):
    """What may be done after a reading.

    `kind` is "normal", "gentle" (mobility and breathing alone), "flare" (the flare-style set, no
    flare) or "none" (no exercise: the flare plan). `grow` is whether a dose may go up, `level_one`
    keeps to level 1, `half_holds` halves every hold. `screen` asks about warning signs, `care` is
    the tier of the card: 1 or 0 at once, and None without one.
    """

    kind: str = "normal"
    grow: bool = False
    level_one: bool = False
    half_holds: bool = False
    screen: bool = False
    care: int | None = None

    def allows(self, stretch: Stretch) -> bool:
        """Whether a stretch may be done at all at this reading."""
        if self.kind == "normal":
            return not self.level_one or stretch.level == 1
        if self.kind == "gentle":
            return stretch.flare_safe or (stretch.type in GENTLE and stretch.level == 1)
        return self.kind == "flare" and stretch.flare_safe


def before(level: int | None, *, rising: bool = False, settles: bool = True) -> Before:
    """What a reading of `level` (0–10; None: not asked) allows before a session.

    FACTS D3, column "before a session". Where two readings were possible the safer holds: a
    rising pain holds growing at every level, not at 3 alone; 5 keeps the limits of 4 as well; an
    8 that does not settle (`settles`) and every 9 are urgent; a 10 is an emergency, since its row
    says "at once". What a 6 allows (a walk, a position of ease) a 5 allows too. Without a reading
    nothing grows.
    """
    if level is None:
        return Before()
    if level >= STRONG:
        urgent = level > STUCK or (level == STUCK and not settles)
        care = 0 if level >= WORST else 1 if urgent else None
        return Before("none", level_one=True, half_holds=True, screen=True, care=care)
    if level >= SORE:
        kind = {4: "normal", 5: "gentle", 6: "flare"}[level]
        return Before(kind, level_one=True, half_holds=True)
    return Before(grow=not rising)


@dataclass(frozen=True, slots=True)
class During:
    """What an answer to Hurts asks for.

    `level` is the score it stands for; `do` is "carry_on", "ease", "swap", "leave_out" or "end".
    `rest` is how long (seconds) the stretch then stays away, `strike` whether it counts against
    it, `screen` and `flare` what the session turns into, `no_static` whether the static stretches
    of that area are off for the day.
    """

    level: int
    do: str
    rest: int = 0
    strike: bool = False
    screen: bool = False
    flare: bool = False
    no_static: bool = False


# FACTS D3 "during" and F2: pull is up to 3, ache 4–5, sharp 6; spreading and spasm end it. An ache
# is not told apart into 4 and 5, so it follows the row of 5.
HURTS = {
    "pull": During(3, "ease"),
    "ache": During(5, "swap", EASE_SECONDS, strike=True, no_static=True),
    "sharp": During(6, "leave_out", REST, strike=True, no_static=True),
    "spreading": During(6, "end", REST, strike=True, screen=True),
    "spasm": During(7, "end", REST, strike=True, screen=True, flare=True),
}


def during(level: int) -> During:
    """What a score during a stretch asks for: the rows of D3 as numbers, for one who types one."""
    if level >= STRONG:
        return HURTS["spasm"]
    if level == 6:
        return HURTS["sharp"]
    if level == 5:
        return HURTS["ache"]
    if level == SORE:
        return During(4, "swap", EASE_SECONDS, strike=True)
    return HURTS["pull"] if level == 3 else During(level, "carry_on")


@dataclass(frozen=True, slots=True)
class After:
    """What the reading after a session asks for.

    `regress` steps its stretches back, `half` halves the next session, `rest` keeps its stretches
    away (seconds), `flare` begins a flare, `screen` asks, `care` is the tier of the card or None.
    """

    regress: bool = False
    half: bool = False
    rest: int = 0
    flare: bool = False
    screen: bool = False
    care: int | None = None


def after(level: int | None, before: int | None) -> After:
    """What to do with the reading after a session, against the one before (None: not asked).

    FACTS D3, column "after". Each row keeps what the rows below it ask for: a 6 regresses and
    halves too. "≥ 4 after" is read as it stands, even when it was 4 before. 8 is urgent here,
    where it came with moving; 10 is an emergency.
    """
    if level is None:
        return After()
    regress = level >= SORE or (before is not None and level - before >= UP)
    if level >= STRONG:
        care = 0 if level >= WORST else 1 if level >= STUCK else None
        return After(regress, half=True, rest=REST, flare=True, screen=True, care=care)
    return After(regress, half=level >= 5, rest=REST if level >= 6 else 0)


def too_much(earlier: int, later: int, *, flare: bool) -> bool:
    """Whether pain rose too far during a gentle move: 1 point in a flare, else 2 (FACTS D2.6)."""
    return later - earlier >= (1 if flare else UP)
