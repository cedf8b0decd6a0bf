"""Knows how updates come in: polled, answered and saved, and only then confirmed."""

import asyncio
import logging
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.answering import Answers
from bot.telegram.hear import UPDATES
from bot.telegram.outcomes import seconds
from bot.transport import NotSent

log = logging.getLogger(__name__)

LONG = 50  # seconds Telegram holds a request without updates; its own limit
SLACK = 10.0  # seconds more before the connection counts as dead
FIRST_WAIT = 1.0  # seconds after a first failure; doubled up to LAST_WAIT
LAST_WAIT = 30.0


class Ear:
    """Polls until it is stopped. An update is confirmed by asking for those after it."""

    def __init__(self, answers: Answers, bot: Bot) -> None:
        """`bot` has connections of its own, and is never initialised.

        PTB names a token that is no longer taken only until then.
        """
        self._answers, self._bot = answers, bot
        self._alone = False
        self._offset = 0
        self._wait = 0.0

    async def listen(self) -> None:
        """Poll for ever. Raises InvalidToken when the token is no longer taken."""
        while True:
            try:
                await self._unhook()
                updates = await self._updates()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._back_off(error)
                continue
            self._wait = 0.0
            if updates:
                self._answers.answer(updates)
                self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _unhook(self) -> None:
        """Once, at the start: what a webhook was set for waits at Telegram, and is asked for."""
        if not self._alone:
            await self._bot.do_api_request("deletewebhook")
            self._alone = True

    async def _updates(self) -> list[dict[str, Any]]:
        """The updates that wait, unparsed: one that cannot be read may not hide the others."""
        asked = {"offset": self._offset, "timeout": LONG, "allowed_updates": UPDATES}
        found = await self._bot.do_api_request(
            "getupdates", api_kwargs=asked, read_timeout=LONG + SLACK
        )
        return found if isinstance(found, list) else []

    async def _back_off(self, error: TelegramError) -> None:
        self._wait = min(LAST_WAIT, self._wait * 2 or FIRST_WAIT)
        wait = seconds(error) if isinstance(error, RetryAfter) else self._wait
        if isinstance(error, Conflict):
            log.warning("Telegram says: %s", error.message)
            self._alone = "webhook" not in error.message.lower()  # set by somebody meanwhile
        else:
            reached = "cannot be reached" if isinstance(error, NotSent) else "does not answer well"
            log.warning("Telegram %s (%s); again in %g s", reached, error.message, wait)
        await asyncio.sleep(wait)
