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
from bot.core.talk.screen import Kept
from bot.core.values import replace
from bot.draw.studio import Studio
from bot.logs import frames
from bot.pacing import FREE, Pace
from bot.present import media_key
from bot.telegram import requests
from bot.telegram.noting import Notes
from bot.telegram.outcomes import cannot_delete, outcome, seconds, wrong_file
from bot.telegram.pictures import Pictures

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
        self._pictures = Pictures(app, studio, int(bot.token.partition(":")[0]))
        self._pace = Pace(rate, clocks.loop())
        self._awake = asyncio.Event()
        self._flights = asyncio.Semaphore(IN_FLIGHT)
        self._under_way: set[asyncio.Task[None]] = set()
        self._pings: set[asyncio.Task[None]] = set()
        self._unsure: set[int] = set()  # owed ids whose new message may have arrived
        self._last_call = False
        self._paid = rate > FREE
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

    async def finish(self) -> None:
        """Send the answers still owed for a few seconds, then let go of what is under way."""
        self._last_call = True
        self._notes.note()  # what waits for it is said now or not before the next start
        self._notes.last = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST):
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
            await self._remove(out.chat, out.messages)
            return Shown()
        if out.owed in self._unsure:
            # it may be there already: before it is sent again, something that does no harm shows
            # whether the network carries
            await self._call(("sendchataction", {"chat_id": out.chat, "action": "typing"}))
        return await self._show(out)

    async def _call(self, request: requests.Request) -> object:
        name, values = request
        # pings have room of their own, so that an answer never waits for theirs
        ping = asyncio.current_task() in self._pings
        async with contextlib.nullcontext() if ping else self._flights:
            return await self._bot.do_api_request(name, api_kwargs=values)

    # Screens

    async def _show(self, out: Show) -> Outcome:
        if out.gone_keyboard and out.screen.rows:
            out = await self._without_keyboard(out)
        if isinstance(out.screen.media, Kept):
            return await self._show_kept(out, out.screen.media)
        shown: Show = out
        file: requests.File | None = None
        if out.screen.media is not None and not out.same_media:
            found = await self._pictures.choose(out)
            if found is None:
                return Later()
            shown, file = found
        try:
            told = await self._call(self._paid_for(out, _request(shown, file)))
        except BadRequest as error:
            if not isinstance(file, str) or not wrong_file(error):
                raise
            self._pictures.forget(shown.screen.media)
            return await self._show(out)
        self._pictures.keep(shown.screen.media, file, told)
        self._pictures.expect(out.screen.ahead)
        message = told["message_id"] if isinstance(told, dict) else shown.message
        with contextlib.suppress(TelegramError):  # what it replaces is worth one try
            await self._remove(out.chat, shown.remove)
        as_asked = shown.screen.media == out.screen.media
        return Shown(message or 0, None if as_asked else media_key(shown.screen))

    def _paid_for(self, out: Show, request: requests.Request) -> requests.Request:
        """A reminder beyond the free rate is paid for by the host, who asked for that rate."""
        name, values = request
        if self._paid and _is_ping(out):
            return name, values | {"allow_paid_broadcast": True}
        return request

    async def _show_kept(self, out: Show, media: Kept) -> Outcome:
        """What a person sent before goes back by its id; one that is gone leaves the words."""
        try:
            told = await self._call(_request(out, None if out.same_media else media.file))
        except BadRequest as error:
            if not wrong_file(error):
                raise
            bare = self._app.without(out, media.file)
            shown = await self._show(bare)
            return replace(shown, media="") if isinstance(shown, Shown) else shown
        self._pictures.expect(out.screen.ahead)
        message = told["message_id"] if isinstance(told, dict) else out.message
        with contextlib.suppress(TelegramError):
            await self._remove(out.chat, out.remove)
        return Shown(message or 0)

    async def _without_keyboard(self, out: Show) -> Show:
        """Take a reply keyboard away: Telegram allows one markup, and the buttons need it.

        A message sent with that markup could never be edited again, so it is one of its own,
        silent and removed at once.
        """
        bare = replace(out.screen, text="✓", rows=(), media=None, hint="", silent=True)
        told = await self._call(requests.new(replace(out, screen=bare), None))
        with contextlib.suppress(TelegramError):
            await self._remove(out.chat, (told["message_id"],) if isinstance(told, dict) else ())
        return replace(out, gone_keyboard=False)

    async def _remove(self, chat: int, messages: tuple[int, ...]) -> None:
        """Remove messages; of those too old to be deleted, at least the buttons."""
        for message in messages:
            where = {"chat_id": chat, "message_id": message}
            try:
                await self._call(("deletemessage", where))
            except BadRequest as error:
                if cannot_delete(error):
                    with contextlib.suppress(BadRequest):  # it had none
                        await self._call(("editmessagereplymarkup", where))


def _is_ping(out: Outgoing) -> bool:
    return out.owed < 0


def _may_be_there(out: Outgoing) -> bool:
    """Whether it could be shown twice: an edit harms nobody, and a ping is not repeated."""
    return isinstance(out, Show) and out.message is None and not _is_ping(out)


def _request(out: Show, file: requests.File | None) -> requests.Request:
    # a reply keyboard only ever comes with a new message
    fresh = out.message is None or out.screen.keyboard is not None
    return requests.new(out, file) if fresh else requests.edit(out, file)
