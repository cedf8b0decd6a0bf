"""Knows how a batch of updates is answered: in one commit, and a fault in one is a fault of one."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Bot, InlineQuery, Update

from bot.app import App
from bot.core.talk.said import Said, Tap
from bot.logs import frames
from bot.telegram.hear import Me, hear, tapped
from bot.telegram.noting import Notes

log = logging.getLogger(__name__)


class Answers:
    """Hears updates and answers them."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it answers for and with
        self,
        app: App,
        bot: Bot,
        me: Me,
        now: Callable[[], int],
        notes: Notes | None = None,
        offer: Callable[[InlineQuery], None] = lambda _: None,
    ) -> None:
        """`offer` answers inline queries, which say nothing to the bot.

        What `notes` hold is noted with what is answered.
        """
        self.app, self.now = app, now
        self._bot, self._me, self._offer = bot, me, offer
        self._notes = notes or Notes(app, now)

    def answer(self, updates: Sequence[dict[str, Any]]) -> None:
        """Answer a batch in one commit; when that breaks, one by one, so that one fault is one.

        A fault of the machine (a full disk) is raised: then nothing may be confirmed.
        """
        now = self.now()
        said = [one for one in (self._heard(update, now) for update in updates) if one is not None]
        came = self._notes.taken()
        try:
            self.app.turns(said, now, came)
        except Exception as error:
            self._notes.undone(came, error)
            if self.app.store.trouble.met(error):
                raise
            for one in said:
                self._answer_one(one, now)

    def _answer_one(self, said: Said, now: int) -> None:
        try:
            self.app.turns([said], now)
        except Exception as error:  # the one place where a bug in an answer ends
            if self.app.store.trouble.met(error):
                raise
            line = said.what.line if isinstance(said.what, Tap) else type(said.what).__name__
            log.error(  # noqa: TRY400 - a traceback would quote what the person wrote
                "Update %s of person %s (%s) broke: %s",
                said.update,
                said.person,
                line,
                frames(error),
            )
            self._excuse(said, now)

    def _excuse(self, said: Said, now: int) -> None:
        try:
            self.app.broke(said, now)
        except Exception as error:
            if self.app.store.trouble.met(error):
                raise
            # what can neither be answered nor excused may not come again for ever
            log.critical("Update %s was given up: %s", said.update, frames(error))

    def _heard(self, update: dict[str, Any], now: int) -> Said | None:
        try:
            if "callback_query" in update:
                return tapped(update, now)
            whole = Update.de_json(update, self._bot)
            if whole.inline_query is not None:
                self._offer(whole.inline_query)
            return hear(whole, self._me)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            log.error("Update %s cannot be read: %s", update.get("update_id"), frames(error))  # noqa: TRY400 - as above
            return None
