"""Keeps what came of requests until it is noted: together, soon, and never lost."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.app import App
from bot.core.talk.outgoing import Outcome, Outgoing
from bot.logs import frames

log = logging.getLogger(__name__)
NOTED = 0.2  # seconds in which what came of pings is noted; sooner when something is said
AGAIN = 5.0  # seconds before an outcome that the disk did not take is noted again

Came = list[tuple[Outgoing, Outcome]]


class Notes:
    """What came of requests and is not noted yet; until then it counts as under way."""

    def __init__(self, app: App, now: Callable[[], int]) -> None:
        """`now` gives the time in epoch seconds."""
        self._app, self._now = app, now
        self._came: Came = []
        self._soon = False  # what came is noted in this turn of the loop
        self._later: asyncio.TimerHandle | None = None  # when what came of pings is noted
        self.last = False  # nothing is tried again any more

    def add(self, out: Outgoing, result: Outcome, *, ping: bool) -> None:
        """What comes in one turn of the loop is noted in one commit; pings wait for the next ones.

        A commit and a wake for each would cost more than the ping (bench_sending).
        """
        self._came.append((out, result))
        loop = asyncio.get_running_loop()
        if not ping and not self._soon:
            self._soon = True
            loop.call_soon(self.note)
        elif ping and self._later is None:
            self._later = loop.call_later(NOTED, self.note)

    def taken(self) -> Came:
        """All that came, for whoever notes it."""
        came, self._came = self._came, []
        self._soon = False
        if self._later is not None:
            self._later.cancel()
            self._later = None
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
