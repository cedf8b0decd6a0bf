"""Keeps what came of requests until it is noted: together, soon, and never lost."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.app import App
from bot.core.talk.outgoing import Outcome, Outgoing, Toast
from bot.logs import frames

log = logging.getLogger(__name__)
APART = 0.02  # seconds between two commits when something waits for what has come
NOTED = 0.05  # seconds in which what came of an answer is noted, at the latest
PINGS = 0.2  # the same of pings
AGAIN = 5.0  # seconds before an outcome that the disk did not take is noted again

Came = list[tuple[Outgoing, Outcome]]


class Notes:
    """What came of requests and is not noted yet; until then it counts as under way."""

    def __init__(self, app: App, now: Callable[[], int]) -> None:
        """`now` gives the time in epoch seconds."""
        self._app, self._now = app, now
        self._came: Came = []
        self._timer: asyncio.Handle | None = None
        self._at = 0.0  # when it rings, in seconds of the loop's clock
        self._noted = 0.0  # when all that had come was taken, on that clock
        self.last = False  # nothing is tried again any more

    def add(self, out: Outgoing, result: Outcome, *, ping: bool) -> None:
        """Note this soon, in one commit with others; at once when a screen waits for it.

        A commit and a wake for each would cost more than the sending (bench_sending, bench_taps).
        Mostly the next updates or pings come before that, and take it into their commit.
        """
        self._came.append((out, result))
        loop = asyncio.get_running_loop()
        at = now = loop.time()
        if not isinstance(out, Toast) and self._app.more_for(out.chat):
            at = max(now, self._noted + APART)
        elif not self.last:
            at += PINGS if ping else NOTED
        if self._timer is None or at < self._at:
            self._stop()
            self._at = at
            self._timer = loop.call_at(at, self.note) if at > now else loop.call_soon(self.note)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def taken(self) -> Came:
        """All that came, for whoever notes it."""
        came, self._came = self._came, []
        self._stop()
        self._noted = asyncio.get_running_loop().time()
        return came

    def note(self) -> None:
        """Note what came of all that has landed; when that breaks, one by one."""
        came = self.taken()
        try:
            if came:
                self._app.all_came(came, self._now())
        except Exception:  # noqa: BLE001 - one that cannot be kept may not lose the others
            self.each(came)

    def each(self, came: Sequence[tuple[Outgoing, Outcome]]) -> None:
        """Note them one by one."""
        for one in came:
            self._one(*one)

    def _one(self, out: Outgoing, result: Outcome) -> None:
        """Note what came of one, as often as it takes: forgotten, it would be sent again."""
        try:
            self._app.all_came([(out, result)], self._now())
        except Exception as error:  # noqa: BLE001 - see above
            if self._app.store.trouble.met(error) and not self.last:
                asyncio.get_running_loop().call_later(AGAIN, self._one, out, result)
            else:
                log.critical("The outcome of a request was not kept: %s", frames(error))
