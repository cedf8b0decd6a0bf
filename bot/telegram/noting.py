"""Keeps what came of requests until it is noted: together, soon, and never lost."""

import asyncio
import logging
from collections.abc import Callable

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
        self._again = 0.0  # not before this, on that clock: the disk took nothing
        self.last = False  # nothing is tried again any more

    def add(self, out: Outgoing, result: Outcome, *, ping: bool) -> None:
        """Note this soon, in one commit with others; at once when a screen waits for it.

        A commit and a wake for each would cost more than the sending (bench_sending, bench_taps).
        Mostly the next updates or pings come before that, and take it into their commit.
        """
        self._came.append((out, result))
        now = asyncio.get_running_loop().time()
        if self.last:
            at = now  # nothing that waits for it has much time left
        elif not isinstance(out, Toast) and self._app.more_for(out.chat):
            at = self._noted + APART
        else:
            at = now + (PINGS if ping else NOTED)
        self._ring(max(now, at, self._again))

    def _ring(self, at: float) -> None:
        """Note all by a time of the loop's clock."""
        if self._timer is None or at < self._at:
            self._stop()
            loop = asyncio.get_running_loop()
            self._at = at
            late = at <= loop.time()
            self._timer = loop.call_soon(self.note) if late else loop.call_at(at, self.note)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def taken(self) -> Came:
        """All that came, for whoever notes it; `undone` gives it back when that breaks."""
        came, self._came = self._came, []
        self._stop()
        self._noted = asyncio.get_running_loop().time()
        self._again = 0.0
        return came

    def note(self) -> None:
        """Note all that came."""
        came = self.taken()
        try:
            if came:
                self._app.all_came(came, self._now())
        except Exception as error:  # noqa: BLE001 - whatever it is, it may not lose what came
            self.undone(came, error)

    def undone(self, came: Came, error: Exception) -> None:
        """What came could not be noted: all of it a little later, when the machine is at fault.

        Else one by one, so that a bug in one loses no other.
        """
        if not self._app.store.trouble.met(error):
            for one in came:
                self._one(*one)
        elif came:
            self._keep(came)

    def _one(self, out: Outgoing, result: Outcome) -> None:
        try:
            self._app.all_came([(out, result)], self._now())
        except Exception as error:  # noqa: BLE001 - see above
            if self._app.store.trouble.met(error):
                self._keep([(out, result)])
            else:
                log.critical("The outcome of a request was not kept: %s", frames(error))

    def _keep(self, came: Came) -> None:
        """Hold on to it as long as it takes: forgotten, it would be sent again."""
        if self.last:
            log.critical("The outcomes of %s requests were not kept", len(came))
            return
        self._came = [*came, *self._came]
        self._again = asyncio.get_running_loop().time() + AGAIN
        self._stop()
        self._ring(self._again)
