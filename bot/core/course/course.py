"""Knows what is kept of how far a person has come: doses, the way back, messages, weeks."""

from collections.abc import Mapping

from msgspec import field

from bot.core.values import Value


class Ladder(Value, frozen=True):
    """Where a person stands with one stretch.

    `steps` counts from the start dose (0). `good` sessions in a row were counted, the last at
    `good_at` (or what broke the row then). `changed` is when the dose last changed (or the stretch
    was first done) and `why` the key of the reason, "" before the first change. `strikes` are the
    times it hurt, `ease_until` when the easier stretch stops standing in for it, `half_until` when
    it is full again, `rest_until` when it comes back after a rest or pause, `out` whether it stays
    away until it is restored. `last` is when it was last done. Times are epoch seconds.
    """

    steps: int = 0
    good: int = 0
    good_at: int = 0
    changed: int = 0
    why: str = ""
    strikes: tuple[int, ...] = ()
    ease_until: int = 0
    half_until: int = 0
    rest_until: int = 0
    out: bool = False
    last: int = 0


class Way(Value, frozen=True):
    """The way back: when it `began`, the `stage` reached and since when, and its last step down.

    `peak` is the worst reading (0–10) of the flare before it, `episode` when that flare began.
    Times are epoch seconds.
    """

    began: int
    stage: int = 1
    since: int = 0
    lowered: int = 0
    peak: int = 7
    episode: int = 0


class Verdict(Value, frozen=True):
    """A session whose next morning is not known yet: when it ended and the reading before it.

    `whole` are the stretches done in full, as they were offered, and `good` the same once an effort
    that was not too hard is told; `done` are all that were done and did not hurt: these step back
    when the morning is a reactive one.
    """

    ended: int
    before: int
    good: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class Grown(Value, frozen=True):
    """One step up: when, of which stretch, and the seconds it added to the week."""

    at: int
    stretch: str
    seconds: int


class Progress(Value, frozen=True):
    """How far a person has come.

    `ladders` by stretch; `pending` sessions wait for their morning; `grown` are the steps up of
    the last weeks; `stopped` the directions that are off (tags); `half_since` when a session asked
    that the next be half (0: none did); `way` the way back after a flare; `first` the median of
    the first week's readings; `break_from` and `break_days` the break reckoned with last; `flares`
    when those of the last half-year began.
    """

    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    pending: tuple[Verdict, ...] = ()
    grown: tuple[Grown, ...] = ()
    stopped: tuple[str, ...] = ()
    half_since: int = 0
    way: Way | None = None
    first: float | None = None
    break_from: int = 0
    break_days: int = 0
    flares: tuple[int, ...] = ()


class Unasked(Value, frozen=True):
    """What was sent unasked on one of the person's days (ISO date): kinds in order."""

    day: str = ""
    kinds: tuple[str, ...] = ()


class Streak(Value, frozen=True):
    """Weeks in a row that were kept: a week counts, not a chain of days.

    `weeks` were kept, `best` is the most there were; `freezes` are in hand. `monday` is the first
    day (ISO) of the week under way, with its `active` and `frozen` days (0 is Monday). Days
    frozen ahead are kept as ISO dates in `ahead`.
    """

    weeks: int = 0
    best: int = 0
    freezes: int = 1
    monday: str = ""
    active: tuple[int, ...] = ()
    frozen: tuple[int, ...] = ()
    ahead: tuple[str, ...] = ()
