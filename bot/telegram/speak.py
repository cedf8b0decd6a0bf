"""Knows how what the app owes is sent: at whose pace, how many at once, and what came of it."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.app import App
from bot.core.talk.outgoing import (
    Later,
    Outcome,
    Outgoing,
    Refused,
    Remove,
    Show,
    Shown,
    Toast,
    Uncertain,
)
from bot.draw.studio import Studio
from bot.logs import frames
from bot.pacing import FREE, Pace
from bot.telegram import requests
from bot.telegram.noting import Notes
from bot.telegram.outcomes import outcome, seconds
from bot.telegram.pictures import Pictures
from bot.telegram.showing import Screens

log = logging.getLogger(__name__)

HELD = 256  # answers taken from the app at once: under way, or waiting for their chat's turn
PINGS = 96  # the same for pings, which have requests of their own: at 50 ms 1,900 a second
IN_FLIGHT = 128  # answers' requests at once; more gain nothing (measured)
FRESH = 5.0  # seconds after which a ping that has waited is checked and rendered anew
SHORTEST = 0.001  # seconds; what is left to wait may be too little for a timer
LAST = 5.0  # seconds to finish in after a stop
FIRST_WAIT = 1.0  # seconds after a first failure of the network; doubled up to 30


@dataclass(frozen=True, slots=True)
class Clocks:
    """Two times: `now` of the wall in epoch seconds, `loop` that only goes on, in seconds."""

    now: Callable[[], int]
    loop: Callable[[], float]


class Mouth:
    """Sends what the app owes until it is stopped."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it speaks for and with
        self,
        app: App,
        bot: Bot,
        studio: Studio,
        rate: float,
        clocks: Clocks,
        notes: Notes | None = None,
    ) -> None:
        """`rate` is the most requests a second over all chats; `notes` take what comes of them."""
        self._app, self._bot, self._clocks = app, bot, clocks
        pictures = Pictures(app, studio, int(bot.token.partition(":")[0]))
        self._screens = Screens(app, pictures, self._call, paid=rate > FREE)
        self._pace = Pace(rate, clocks.loop())
        self._awake = asyncio.Event()
        self._flights = asyncio.Semaphore(IN_FLIGHT)
        self._under_way: set[asyncio.Task[None]] = set()
        self._pings: set[asyncio.Task[None]] = set()
        self._unsure: set[int] = set()  # owed ids whose new message may have arrived
        self._last_call = False
        self._notes = notes or Notes(app, clocks.now)
        self._full = False  # no more may be under way

    def wake(self) -> None:
        """There is something to take."""
        self._awake.set()

    async def speak(self) -> None:
        """Send for ever: answers first, pings in what room is left."""
        while True:
            self._awake.clear()
            await self._nap(self._start())

    async def finish(self, most: float = LAST) -> None:
        """Send the answers still owed for `most` seconds, then let go of what is under way."""
        self._last_call = True
        self._notes.note()  # what waits for it is said now or not before the next start
        self._notes.last = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most):
                while self._goes_on():
                    self._awake.clear()
                    await self._nap(0.1)
        left = list(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._notes.note()

    def _goes_on(self) -> bool:
        """Start what may be sent; whether anything is left to wait for."""
        try:
            return self._start() is not None or bool(self._under_way)
        except Exception as error:
            if not self._app.store.trouble.met(error):
                raise
            return True  # there may be room again in a moment

    async def _nap(self, most: float | None) -> None:
        # not wait_for: before Python 3.12 it may swallow the stop that comes with a wake
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most and max(most, SHORTEST)):
                await self._awake.wait()

    def _start(self) -> float | None:
        """Start whatever may be sent now; returns the seconds until more may be, if there may."""
        self._full = False
        while len(self._under_way) - len(self._pings) < HELD:
            at, now = self._clocks.loop(), self._clocks.now()
            if (room := self._pace.room(at)) > 0:
                return room
            free = HELD - len(self._under_way) + len(self._pings)
            outs = self._app.takes(now, min(free, self._pace.places(at)), pings=False)
            if not outs:
                self._full = len(self._pings) >= PINGS
                if self._last_call or self._full:
                    return None
                spare, room = self._pace.spare(at)
                if not spare:
                    return room
                outs = self._take_pings(min(PINGS - len(self._pings), spare), now)
            if not outs:
                return None
            for out in outs:
                self._begin(out, at)
        self._full = True
        return None

    def _take_pings(self, most: int, now: int) -> list[Outgoing]:
        """The next pings; what came of those before is noted in the same commit."""
        came = self._notes.taken()
        try:
            return self._app.take_pings(now, most, came)
        except Exception as error:
            self._notes.undone(came, error)
            raise

    def _begin(self, out: Outgoing, at: float) -> None:
        # booked before the next one is asked about, so that a batch keeps to the rate
        wait = 0.0 if isinstance(out, Toast) else self._pace.book(out.chat, at)
        task = asyncio.create_task(self._deliver(out, wait))
        self._under_way.add(task)
        if _is_ping(out):
            self._pings.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._pings.discard(task)
        if self._full or self._last_call:
            self._awake.set()

    async def _deliver(self, out: Outgoing, wait: float) -> None:
        result: Outcome = Later()  # what holds if this is cancelled
        try:
            result = await self._sent(out, wait)
        except Exception as error:  # noqa: BLE001 - a bug in one picture may not silence a chat
            if self._app.store.trouble.met(error):
                return  # a full disk: it is tried again
            kind = type(out).__name__
            log.error("Sending %s to chat %s broke: %s", kind, out.chat, frames(error))  # noqa: TRY400 - a traceback would quote what is sent
            result = Refused(type(error).__name__)
        finally:
            self._notes.add(out, result, ping=_is_ping(out))

    async def _sent(self, out: Outgoing, wait: float) -> Outcome:
        """Wait for the turn and send, again and again while it has certainly not arrived.

        A ping goes back after any trouble: what it says may not hold any more.
        """
        while True:
            if wait > 0:
                await asyncio.sleep(wait)
            paused = not isinstance(out, Toast) and self._pace.paused(out.chat, self._clocks.loop())
            if not paused:
                if (_is_ping(out) and wait > FRESH) or (wait > 0 and not self._app.still(out)):
                    return Later()
                result = await self._tried(out)
                if not isinstance(result, Later) or isinstance(out, Toast):
                    return result
            if _is_ping(out):
                return Later()
            wait = self._pace.rebook(out.chat, self._clocks.loop())

    async def _tried(self, out: Outgoing) -> Outcome:
        message = out.message or 0 if isinstance(out, Show) else 0
        try:
            result = await self._perform(out)
        except TelegramError as error:
            self._heed(out.chat, error)
            result = outcome(error, message)
        except asyncio.CancelledError:  # stopped while it was under way
            return Uncertain()
        else:
            self._pace.worked(out.chat)
        if not isinstance(result, Uncertain | Later):
            self._unsure.discard(out.owed)
        elif isinstance(result, Uncertain) and _may_be_there(out):
            self._unsure.add(out.owed)
        return result

    def _heed(self, chat: int, error: TelegramError) -> None:
        """Slow down where an error asks for it."""
        at = self._clocks.loop()
        if isinstance(error, RetryAfter):
            log.warning("Telegram asks for %s s of quiet in chat %s", seconds(error), chat)
            self._pace.retry_after(chat, seconds(error), at)
        elif isinstance(error, BadRequest):
            self._pace.worked(chat)
        elif isinstance(error, NetworkError | InvalidToken):
            log.warning("Sending to chat %s failed: %s", chat, error.message)
            self._pace.failed(chat, FIRST_WAIT, at)
        else:
            self._pace.worked(chat)

    async def _perform(self, out: Outgoing) -> Outcome:
        if isinstance(out, Toast):
            await self._call(requests.answer(out))
            return Shown()
        if isinstance(out, Remove):
            await self._screens.remove(out.chat, out.messages)
            return Shown()
        if out.owed in self._unsure:
            # it may be there already: before it is sent again, something that does no harm shows
            # whether the network carries
            await self._call(("sendchataction", {"chat_id": out.chat, "action": "typing"}))
        return await self._screens.show(out)

    async def _call(self, request: requests.Request) -> object:
        name, values = request
        # pings have room of their own, so that an answer never waits for theirs
        ping = asyncio.current_task() in self._pings
        async with contextlib.nullcontext() if ping else self._flights:
            return await self._bot.do_api_request(name, api_kwargs=values)


def _is_ping(out: Outgoing) -> bool:
    return out.owed < 0


def _may_be_there(out: Outgoing) -> bool:
    """Whether it could be shown twice: an edit harms nobody, and a ping is not repeated."""
    return isinstance(out, Show) and out.message is None and not _is_ping(out)
