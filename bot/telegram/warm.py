"""Knows how to give Telegram all pictures ahead: to one chat, silently, and away again."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.app import App
from bot.core.talk.outgoing import Show
from bot.core.talk.screen import Drawn, Screen
from bot.draw.command import Tell, warm
from bot.draw.studio import Studio
from bot.telegram import requests
from bot.telegram.outcomes import seconds
from bot.telegram.pictures import Pictures
from bot.transport import AioRequest


class NotTaken(Exception):  # noqa: N818 - it says what became of the pictures
    """Telegram takes none; the message says why."""


PACE = 1.0  # seconds between two messages to one chat, as Telegram asks for
TRIES = 3


async def uploaded(  # noqa: PLR0913 - what the command line was told
    app: App,
    studio: Studio,
    tell: Tell,
    *,
    token: str,
    api_url: str,
    chat: int,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> int:
    """Make everything ahead and upload what this bot has not; the number that failed.

    `chat` is the admin's, who must have spoken to the bot before. Raises NotTaken.
    """
    network = AioRequest()
    base = api_url.rstrip("/") + "/bot"
    bot = Bot(token, base_url=base, request=network, get_updates_request=network)
    pictures = Pictures(app, studio, int(token.partition(":")[0]))

    async def upload(media: Drawn) -> None:
        if app.file(pictures.key(media)):
            return
        out = Show(0, chat, Screen("", media=media, silent=True))
        file = await pictures.file(media)
        if file is not None:
            told = await _patiently(bot, requests.new(out, file), sleep)
            pictures.keep(media, file, told)
            with contextlib.suppress(TelegramError):
                where = {"chat_id": chat, "message_id": told["message_id"]}
                await bot.do_api_request("deletemessage", api_kwargs=where)
            await sleep(PACE)

    try:
        return await warm(studio, tell, upload)
    except TelegramError as error:
        raise NotTaken(f"Telegram does not take the pictures: {error.message}.") from error
    finally:
        await studio.close()
        await network.shutdown()


async def _patiently(
    bot: Bot, request: requests.Request, sleep: Callable[[float], Awaitable[object]]
) -> dict[str, int]:
    """Send, and wait as long as Telegram asks for, a few times."""
    name, values = request
    for left in range(TRIES, 0, -1):
        try:
            told: dict[str, int] = await bot.do_api_request(name, api_kwargs=values)
        except RetryAfter as error:
            if left == 1:
                raise
            await sleep(seconds(error))
        else:
            return told
    raise AssertionError  # pragma: no cover - the last try returns or raises
