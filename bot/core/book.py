"""Knows the shape of the content: what an author writes in content/, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.dose import Dose
from bot.core.hearing.hush import Hush
from bot.core.hearing.reading import Lexicon
from bot.core.hearing.signs import Signs
from bot.core.pose import FigurePlan

# Words with plural forms are a table by CLDR category ("one", "other", ...).
Phrase = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grow:
    """What one step up adds, at most every `days` days; the first part not at its goal grows."""

    sets: int = 0
    reps: int = 0
    hold: int = 0
    seconds: int = 0
    days: int = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """The facts of one stretch, true in every language.

    `type` is mobility, static, strength, cardio, breathing or release; `level` 1–3; `easier` the
    next swap down; `discreet` ones go
    unnoticed in public; `blocks` and `modifies` are tags; `basis` is document, clinic or judgement.
    """

    areas: tuple[str, ...]
    muscles: tuple[str, ...]
    positions: tuple[str, ...]
    equipment: tuple[str, ...]
    type: str
    level: int
    start: Dose
    goal: Dose
    blocks: tuple[str, ...]
    modifies: tuple[str, ...]
    basis: str
    sources: tuple[str, ...]
    grow: Grow | None = None
    bed: bool = False
    desk: bool = False
    discreet: bool = False
    sides: bool = False
    easier: str = ""
    flare_safe: bool = False
    figure: FigurePlan | None = None


@dataclass(frozen=True, slots=True)
class StretchWords:
    """The words of one stretch in one language; `do` is what its step says (200 characters)."""

    name: str
    why: str
    do: str
    steps: tuple[str, ...]
    breath: str
    feel: str
    mistake: str
    stop: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutineStep:
    """One stretch of a routine with its dose."""

    stretch: str
    sets: int = 1
    reps: int = 0
    hold: int = 0
    seconds: int = 0

    def dose(self) -> Dose:
        """The dose as a value."""
        return Dose(self.sets, self.reps, self.hold, self.seconds)


@dataclass(frozen=True, slots=True)
class Routine:
    """A ready-made session: `kind` is morning, desk, evening, flare or strength.

    `minutes` or `seconds` is what its name promises; `areas` whom a flare routine is for.
    """

    kind: str
    place: str
    steps: tuple[RoutineStep, ...]
    areas: tuple[str, ...] = ()
    minutes: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """The words of one routine."""

    name: str
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """How often a day to walk, and for how many minutes."""

    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way back after a flare (FACTS C2); days count from the flare's end.

    `adds` become allowed beside the flare-safe stretches and those of earlier stages; `half`
    halves the start dose; `hold_at_most` caps holds (seconds, 0: no cap). Where the source gives
    a range of walks, `walk` is absent and the bounds are given.
    """

    number: int
    half: bool
    days_from: int = 0
    days_to: int = 0
    at_most_pain: int = 10
    adds: tuple[str, ...] = ()
    hold_at_most: int = 0
    routines: tuple[str, ...] = ()
    walk: Walk | None = None
    walk_times_from: int = 0
    walk_times_to: int = 0
    walk_minutes_from: int = 0
    walk_minutes_to: int = 0


@dataclass(frozen=True, slots=True)
class Exit:
    """What opens the normal plan again after the ramp (FACTS C2)."""

    days_from: int
    at_most_pain: int
    good_mornings: int
    routines: tuple[str, ...]
    walk: Walk
    walk_days_a_week: int


@dataclass(frozen=True, slots=True)
class Ramp:
    """The way back after a flare: its stages in order, and its end."""

    stages: tuple[Stage, ...]
    exit: Exit


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body: `asked` in the first talk, `chain` what pulls on it (FACTS R26).

    `within` is the asked area that pain there is logged under, "" when it is one itself.
    """

    order: int
    asked: bool = False
    chain: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class AreaWords:
    """An area's name on a button, inside a sentence, and what people call it."""

    name: str
    in_sentence: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """Something that limits a person (FACTS B1): `kind` is risk, filter, global or state."""

    order: int
    kind: str
    asked: bool


@dataclass(frozen=True, slots=True)
class TagWords:
    """A tag as a button, as a hint how a move is eased, and as the reason of a swap.

    `also` is how people say it when they type it instead.
    """

    label: str
    hint: str
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """A direct swap that overrides the chain of easier stretches; `use` is tried in order."""

    because: str
    instead_of: str
    use: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Warning signs of tier 0 asked about together."""

    order: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group of warning signs as a button and as a line."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning sign: tier 0 emergency now, 1 urgent the same day, 2 soon (FACTS D1)."""

    tier: int
    source: str


@dataclass(frozen=True, slots=True)
class FlagWords:
    """A warning sign in plain words; `do` is an instruction that goes with it alone."""

    text: str
    label: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a care card says; {emergency} and {urgent} are filled with the country's numbers."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The emergency number of a country, another that works there, and its urgent-advice line."""

    emergency: str
    also: str = ""
    urgent: str = ""
    source: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, what it was used for and how far it was checked."""

    name: str
    checked: str
    used: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """The warning signs and the numbers to call."""

    groups: Mapping[str, Group]
    flags: Mapping[str, Flag]
    numbers: Mapping[str, Numbers]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def urgency(self) -> tuple[str, ...]:
        """The ids of all flags, the most urgent tier first."""
        return tuple(sorted(self.flags, key=lambda flag: self.flags[flag].tier))


@dataclass(frozen=True, slots=True)
class SafetyWords:
    """The words of warning signs, cards and triggers in one language.

    `despair` is the card for who does not want to live, `despairs` how people say that.
    """

    groups: Mapping[str, GroupWords]
    flags: Mapping[str, FlagWords]
    emergency: Card
    urgent: Card
    soon: Card
    despair: Card
    urgent_fallback: str
    signs: Signs
    despairs: Signs


@dataclass(frozen=True, slots=True)
class Words:
    """Everything one language says; `forbidden` are phrases it never says (FACTS D8).

    `limits` is how people say what limits them, tag by tag.
    """

    language: str
    texts: Mapping[str, Phrase]
    stretches: Mapping[str, StretchWords]
    routines: Mapping[str, RoutineWords]
    areas: Mapping[str, AreaWords]
    tags: Mapping[str, TagWords]
    safety: SafetyWords
    pain: Lexicon
    quiet: Hush
    limits: Signs
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All content: the facts, and the words for each language."""

    stretches: Mapping[str, Stretch]
    routines: Mapping[str, Routine]
    areas: Mapping[str, Area]
    tags: Mapping[str, Tag]
    swaps: tuple[Swap, ...]
    ramp: Ramp
    surgery_allows: tuple[str, ...]
    safety: Safety
    sources: Mapping[str, Source]
    words: Mapping[str, Words]
