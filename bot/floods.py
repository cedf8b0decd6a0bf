"""Knows who says more at once than can be answered one by one, and when they are told so."""

BURST = 20  # things said at once that each get an answer
REFILL = 1.0  # more of them each second: as many messages as Telegram lets through to one chat
WINDOW = 60  # seconds in which one kind word is enough
REMEMBERED = 10_000  # people; whoever was quiet longest is let go first


class Floods:
    """A bucket for each person, in memory: after a restart everybody begins with a full one."""

    def __init__(self) -> None:
        """Nobody has said anything yet."""
        self._left: dict[int, tuple[float, int]] = {}  # person → what is left, and when
        self._told: dict[int, int] = {}  # person → when they had their kind word

    def more(self, person: int, now: int) -> bool:
        """Note one more thing said at `now` (epoch seconds); whether that is one too many."""
        left, at = self._left.pop(person, (float(BURST), now))
        left = min(float(BURST), left + max(0, now - at) * REFILL)
        self._left[person] = (max(0.0, left - 1), now)
        if len(self._left) > REMEMBERED:
            gone = next(iter(self._left))
            del self._left[gone]
            self._told.pop(gone, None)
        return left < 1

    def word(self, person: int, now: int) -> bool:
        """Whether a kind word is due: once in a window."""
        if 0 <= now - self._told.get(person, now - WINDOW) < WINDOW:
            return False
        self._told[person] = now
        return True
