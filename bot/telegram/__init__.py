"""Knows Telegram: the only door to python-telegram-bot, besides the network in transport.py."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.app import App
from bot.core.book import Book
from bot.database import Trouble
from bot.draw.studio import Studio
from bot.logs import frames
from bot.serving import CannotListen
from bot.telegram.answering import Answers
from bot.telegram.health import Health
from bot.telegram.hear import Me
from bot.telegram.inline import Shelf
from bot.telegram.line import Line
from bot.telegram.listen import FIRST_WAIT, LAST_WAIT, Ear
from bot.telegram.menu import dress
from bot.telegram.noting import Notes
from bot.telegram.outcomes import seconds
from bot.telegram.speak import LAST, Clocks, Mouth
from bot.telegram.webhook import Hook, announce, serve, site
from bot.transport import AioRequest
from bot.worker import Worker

log = logging.getLogger(__name__)
REFUSED = 2  # exit code: Telegram does not know the token
Work = Callable[[], Coroutine[None, None, None]]
AGAIN = 5.0  # seconds before the work goes on after a fault of the machine (a full disk)


@dataclass(frozen=True, slots=True)
class Web:
    """What is served on `address` (host, port): the webhook of `url` if there is one, and health.

    `path` is the webhook's on this computer, `secret` what Telegram sends along.
    """

    address: tuple[str, int]
    url: str = ""
    path: str = "/"
    secret: str = field(default="", repr=False)


async def run(  # noqa: PLR0913 - one call, all of it named
    app: App,
    book: Book,
    *,
    studio: Studio,
    token: str,
    api_url: str,
    rate: float,
    now: Callable[[], int],
    stop: asyncio.Event,
    worker: Worker | None = None,
    web: Web | None = None,
) -> int:
    """Be the bot on Telegram until `stop` is set; returns the exit code.

    `api_url` is the Bot API server, `rate` the most requests a second over all chats, `now` gives
    epoch seconds, `studio` draws and is closed at the end, `worker` does what waits for the outside
    (None: that stays undone). It polls, unless `web` has a webhook. Takes over `app.wake`. After
    the stop it still sends, for up to five seconds, what is owed. Raises CannotListen when the
    address of `web` is taken or refused.
    """
    base = api_url.rstrip("/") + "/bot"
    network = AioRequest(), AioRequest(pool=2)
    stopped = asyncio.create_task(stop.wait())
    try:
        # one Bot for each direction: asking for updates may not wait for a free connection
        speaker, listener = (
            Line(token, base_url=base, request=one, get_updates_request=one) for one in network
        )
        meeting = asyncio.create_task(_met(speaker))
        await asyncio.wait({stopped, meeting}, return_when=asyncio.FIRST_COMPLETED)
        if stopped.done():
            await _end(meeting)
            return 0
        me = meeting.result()
        shelf = Shelf(app, speaker, me.name)
        notes = Notes(app, now)
        answers = Answers(app, speaker, me, now, notes, shelf.offer)
        clocks = Clocks(now, asyncio.get_running_loop().time)
        mouth = Mouth(app, speaker, studio, rate, clocks, notes)
        app.wake = mouth.wake
        try:
            kept = [mouth.speak, *_ways(answers, listener, web)]
            if worker is not None:
                kept.append(partial(_jobs, worker, app, now))
            work = [_kept_up(app.store.trouble, one) for one in kept]
            await _work(stopped, mouth, work, dress(speaker, book))
        finally:
            await shelf.close()
    except InvalidToken:
        log.error("Telegram does not know this BOT_TOKEN; @BotFather shows the right one")  # noqa: TRY400 - PTB's error quotes the token
        return REFUSED
    else:
        return 0
    finally:
        app.wake = _nothing
        await _end(stopped)
        await studio.close()
        for one in network:
            await one.shutdown()


def _ways(answers: Answers, bot: Bot, web: Web | None) -> list[Work]:
    """How updates come in: asked for, or brought."""
    ways: list[Work] = []
    hook = Hook(answers, web.secret) if web is not None and web.url else None
    if web is not None:
        ways.append(
            partial(serve, site(Health(answers.app, answers.now), hook, web.path), web.address)
        )
    if web is not None and hook is not None:
        ways.append(partial(announce, bot, web.url, web.secret))
    else:
        ways.append(Ear(answers, bot).listen)
    return ways


async def _work(
    stopped: asyncio.Task[bool],
    mouth: Mouth,
    lasting: Sequence[Coroutine[None, None, None]],
    *passing: Coroutine[None, None, None],
) -> None:
    """Speak, listen and the rest until stopped, then say what is left to say."""
    work = [asyncio.create_task(one) for one in (*lasting, *passing)]
    ends = {stopped, *work[: len(lasting)]}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    clock = asyncio.get_running_loop().time
    until = clock() + LAST  # what a webhook takes to close counts as well
    await _end(*work)
    await mouth.finish(until - clock())
    for one in work:
        if not one.cancelled():
            one.result()


async def _jobs(worker: Worker, app: App, now: Callable[[], int]) -> None:
    """Do what waits for the outside; what comes of it is answered like anything said."""
    await worker.work(app.due_jobs, lambda said: app.turns([said], now()))


async def _kept_up(trouble: Trouble, work: Work) -> None:
    """Start work that never ends again after a fault of the machine, such as a full disk."""
    while True:
        try:
            await work()
        except (InvalidToken, CannotListen):
            raise
        except Exception as error:  # noqa: BLE001 - nothing was confirmed, so nothing is lost
            if not trouble.met(error):
                name = getattr(work, "__qualname__", "A worker")
                log.critical("%s broke: %s", name, frames(error))
            await asyncio.sleep(AGAIN)


async def _met(bot: Bot) -> Me:
    """Ask who the bot is, as often as it takes. Raises InvalidToken for a wrong token."""
    wait = FIRST_WAIT
    while True:
        try:
            user = await bot.get_me()
        except InvalidToken:
            raise
        except TelegramError as error:
            asked = seconds(error) if isinstance(error, RetryAfter) else wait
            log.warning("Telegram cannot be reached (%s); again in %g s", error.message, asked)
            await asyncio.sleep(asked)
            wait = min(LAST_WAIT, wait * 2)
        else:
            log.info("Listening as @%s", user.username)
            return Me(user.id, user.username or "")


async def _end(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _nothing() -> None:
    """Wake nobody: the mouth is closed."""
