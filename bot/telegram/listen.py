"""Knows how updates come in: polled, answered and saved, and only then confirmed."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Bot, InlineQuery, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.app import App
from bot.core.talk.said import Said, Tap
from bot.logs import frames
from bot.telegram.hear import UPDATES, Me, hear
from bot.telegram.outcomes import seconds
from bot.transport import NotSent

log = logging.getLogger(__name__)

LONG = 50  # seconds Telegram holds a request without updates; its own limit
SLACK = 10.0  # seconds more before the connection counts as dead
FIRST_WAIT = 1.0  # seconds after a first failure; doubled up to LAST_WAIT
LAST_WAIT = 30.0


class Ear:
    """Polls until it is stopped. An update is confirmed by asking for those after it."""

    def __init__(
        self,
        app: App,
        bot: Bot,
        me: Me,
        now: Callable[[], int],
        offer: Callable[[InlineQuery], None] = lambda _: None,
    ) -> None:
        """`bot` has connections of its own, and is never initialised.

        PTB names a token that is no longer taken only until then. `offer` answers inline queries,
        which say nothing to the bot.
        """
        self._app, self._bot, self._me, self._now = app, bot, me, now
        self._offer = offer
        self._offset = 0
        self._wait = 0.0

    async def listen(self) -> None:
        """Poll for ever. Raises InvalidToken when the token is no longer taken."""
        while True:
            try:
                updates = await self._updates()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._back_off(error)
                continue
            self._wait = 0.0
            if updates:
                self._answer(updates)
                self._offset = max(int(update["update_id"]) for update in updates) + 1

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
            if "webhook" in error.message.lower():
                with contextlib.suppress(TelegramError):
                    await self._bot.delete_webhook()
        else:
            reached = "cannot be reached" if isinstance(error, NotSent) else "does not answer well"
            log.warning("Telegram %s (%s); again in %g s", reached, error.message, wait)
        await asyncio.sleep(wait)

    def _answer(self, updates: Sequence[dict[str, Any]]) -> None:
        """Answer a batch in one commit; when that breaks, one by one, so that one fault is one."""
        now = self._now()
        said = [one for one in (self._heard(update, now) for update in updates) if one is not None]
        try:
            self._app.turns(said, now)
        except Exception as error:
            if self._app.store.trouble.met(error):  # no bug: nothing is confirmed, it comes again
                raise
            for one in said:
                self._answer_one(one, now)

    def _answer_one(self, said: Said, now: int) -> None:
        try:
            self._app.turns([said], now)
        except Exception as error:  # the one place where a bug in an answer ends
            if self._app.store.trouble.met(error):
                raise
            line = said.what.line if isinstance(said.what, Tap) else type(said.what).__name__
            log.error(  # noqa: TRY400 - a traceback would quote what the person wrote
                "Update %s of person %s (%s) broke: %s",
                said.update,
                said.person,
                line,
                frames(error),
            )
            self._app.broke(said, now)

    def _heard(self, update: dict[str, Any], now: int) -> Said | None:
        try:
            whole = Update.de_json(update, self._bot)
            if whole.inline_query is not None:
                self._offer(whole.inline_query)
            return hear(whole, now, self._me)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.error("Update %s cannot be read: %s", update.get("update_id"), frames(error))  # noqa: TRY400 - as above
            return None
