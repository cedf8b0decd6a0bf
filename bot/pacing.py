"""Knows how fast Telegram may be spoken to: overall, to one chat, and after it asked for a pause.

Telegram publishes no fixed numbers; these are its FAQ's and the tdlib maintainer's rules of thumb.
"""

import zlib

PRIVATE = (3.0, 1.0)  # to one person: a burst of three, then one a second
GROUP = (5.0, 0.25)  # to a group: 5 + 60 × 0.25 = 20 in any minute
REPEATED = 3  # this many chats asked to wait, more than were served meanwhile, ...
LATELY = 10.0  # ... within so many seconds: then it is meant for everything
FREE = 30.0  # messages a second to all; more has to be paid for, message by message
AT_ONCE = 5.0  # requests that may go at once at the free rate; a tenth of higher ones
BATCH = 4  # pings that go together, or those of a hundredth of a second where that is more
PRUNE = 10_000  # chats remembered before those at rest are dropped


class _Bucket:
    """Holds up to `most` places and gains `rate` a second; it may run into debt."""

    __slots__ = ("at", "level", "most", "rate")

    def __init__(self, most: float, rate: float, now: float) -> None:
        self.most, self.rate, self.level, self.at = most, rate, most, now

    def fill(self, now: float) -> None:
        if now > self.at:
            self.level = min(self.most, self.level + (now - self.at) * self.rate)
            self.at = now

    def wait(self, now: float, spare: float = 0.0) -> float:
        """Seconds until a place is free, were it wanted now, with `spare` more left over."""
        self.fill(now)
        return max(0.0, self.at - now) + max(0.0, 1.0 + spare - self.level) / self.rate

    def freeze(self, until: float) -> None:
        """Nothing until then, and no burst after it."""
        if until > self.at:
            self.at, self.level = until, min(self.level, 1.0)


class Pace:
    """When what may be sent. Every method is told the time in seconds of a clock that only goes on.

    A request is taken up when `room` says 0, and goes out `book` seconds later; one that a pause
    overtook (`paused`) books again.
    """

    def __init__(self, rate: float, now: float) -> None:
        """At most `rate` requests in any second: some at once, the rest evenly."""
        burst = max(1.0, rate / 10, min(AT_ONCE, rate / 6))
        self._all = _Bucket(burst, rate - burst + min(1.0, rate), now)
        self._spare = max(1.0, burst // 4) if burst >= 2.0 else 0.0
        self._batch = max(1.0, min(burst - self._spare, max(BATCH, rate // 100)))
        self._chats: dict[int, _Bucket] = {}
        self._asked: dict[int, float] = {}
        self._failing: dict[int, int] = {}
        self._failures = 0

    def room(self, now: float) -> float:
        """Seconds until another request may be taken up."""
        return self._all.wait(now)

    def places(self, now: float) -> int:
        """How many answers may be taken up at once; one at least, where there is room."""
        self._all.fill(now)
        return max(1, int(self._all.level))

    def spare(self, now: float) -> tuple[int, float]:
        """How many pings may be taken up at once; when none, the seconds until some may be.

        They leave a quarter of a burst free, so that an answer goes at once. They go in batches,
        so that one commit and one wake serve several.
        """
        wait = self._all.wait(now, self._spare + self._batch - 1)
        return (0, wait) if wait > 0 else (int(self._all.level - self._spare), 0.0)

    def book(self, chat: int, now: float) -> float:
        """Take a place for a message to `chat`; returns the seconds until it may go."""
        self._all.fill(now)
        self._all.level -= 1
        return max(self._place(chat, now), self._all.at - now)

    def rebook(self, chat: int, now: float) -> float:
        """Take new places for a message that has to go again, or was overtaken by a pause."""
        everything = self._all.wait(
            now
        )  # what waits for the end of a pause does not burst after it
        self._all.level -= 1
        return max(self._place(chat, now), everything)

    def _place(self, chat: int, now: float) -> float:
        bucket = self._chat(chat, now)
        wait = bucket.wait(now)
        bucket.level -= 1
        return wait

    def paused(self, chat: int, now: float) -> bool:
        """Whether a pause lies on this chat or on everything."""
        return self._all.at > now or self._chat(chat, now).at > now

    def retry_after(self, chat: int, seconds: float, now: float) -> None:
        """Telegram asks to wait: the chat pauses; everything does once several chats were asked.

        One that is served in between speaks against it: then each was asked for itself.
        """
        self._chat(chat, now).freeze(now + seconds)
        self._asked.pop(chat, None)
        self._asked[chat] = now
        self._asked = {one: at for one, at in self._asked.items() if now - at <= LATELY}
        if len(self._asked) >= REPEATED:
            self._all.freeze(now + seconds)

    def failed(self, chat: int, wait: float, now: float) -> None:
        """The network failed: the chat waits `wait`, then ever longer; so does everything.

        Longest is 30 seconds, each a quarter more or less, so that not all come back at once. What
        fails in one chat alone never slows the others.
        """
        self._failing[chat] = self._failing.get(chat, 0) + 1
        self._failures += 1
        self._chat(chat, now).freeze(now + _longer(wait, self._failing[chat], chat))
        if self._failures >= REPEATED:
            self._all.freeze(now + _longer(wait, self._failures, 0))

    def worked(self, chat: int) -> None:
        """The network carries, at least to this chat."""
        self._failing.pop(chat, None)
        self._failures = 0
        if self._asked:
            del self._asked[next(iter(self._asked))]

    def _chat(self, chat: int, now: float) -> _Bucket:
        found = self._chats.get(chat)
        if found is None:
            if len(self._chats) >= PRUNE:
                self._prune(now)
            # groups and channels have negative ids
            found = self._chats[chat] = _Bucket(*(GROUP if chat < 0 else PRIVATE), now)
        found.fill(now)
        return found

    def _prune(self, now: float) -> None:
        for bucket in self._chats.values():
            bucket.fill(now)
        self._chats = {
            chat: bucket for chat, bucket in self._chats.items() if bucket.level < bucket.most
        }


def _longer(wait: float, times: int, chat: int) -> float:
    """Doubled each time, and spread by a hash: the same chat and time give the same wait."""
    spread = 0.75 + zlib.crc32(f"{chat} {times}".encode()) % 1000 / 2000
    return min(30.0, wait * 2.0 ** min(times - 1, 30)) * spread
