"""Knows how much of a stretch is asked for, and how long that takes."""

from bot.core.values import Value, replace

SHORT_HOLD = 5  # seconds; up to here a repeat costs 4 s of overhead, above it 5 s (FACTS C)


class Dose(Value, frozen=True):
    """`sets` × `reps` of `hold` seconds, or `seconds` of going on; a zero part is not asked for."""

    sets: int = 1
    reps: int = 0
    hold: int = 0
    seconds: int = 0

    def compact(self) -> str:
        """Write the dose for the journal: "3x10s", "2x8", "45s" or "2x4x8s" (sets first)."""
        if self.seconds:
            return f"{self.seconds}s"
        sets = f"{self.sets}x" if self.sets > 1 else ""
        return f"{sets}{self.reps}x{self.hold}s" if self.hold else f"{sets or '1x'}{self.reps}"


def length(dose: Dose) -> int:
    """Seconds that a dose takes on one side.

    FACTS C: 4 s for a smooth repeat; a held one adds 4 s, or 5 s when the hold is longer than
    5 s ("4 s overhead per short rep, 5 s per longer hold").
    """
    if dose.seconds:
        return dose.seconds
    each = dose.hold + (5 if dose.hold > SHORT_HOLD else 4)
    return dose.sets * dose.reps * each


def halved(dose: Dose) -> Dose:
    """Half the dose, rounded up: half the repeats, or half the time."""
    if dose.seconds:
        return replace(dose, seconds=(dose.seconds + 1) // 2)
    return replace(dose, sets=1, reps=max(1, (dose.reps + 1) // 2))


def shorter_holds(dose: Dose) -> Dose:
    """The same repeats with half the hold (FACTS D3: at 4, half holds)."""
    return replace(dose, hold=(dose.hold + 1) // 2) if dose.hold > 1 else dose


def at_most(dose: Dose, cap: Dose) -> Dose:
    """The dose with no part above that of `cap`."""
    return Dose(
        sets=min(dose.sets, cap.sets),
        reps=min(dose.reps, cap.reps),
        hold=min(dose.hold, cap.hold),
        seconds=min(dose.seconds, cap.seconds),
    )
