"""Knows how cards are offered to share: the answer to words typed after the bot's name."""

import asyncio
import json
import logging
from typing import Any

from telegram import Bot, InlineQuery
from telegram.error import TelegramError

from bot.app import App
from bot.core.talk.outgoing import Result, Results

log = logging.getLogger(__name__)
AT_ONCE = 32  # answers under way; a query that is typed on is asked anew anyway
CACHED = 3600  # seconds that Telegram may answer the same words by itself


class Shelf:
    """Answers inline queries. Nothing is kept of them, so what fails or is too much is let go."""

    def __init__(self, app: App, bot: Bot, name: str) -> None:
        """`name` is the bot's username, which links back to it need."""
        self._app, self._bot, self._name = app, bot, name
        self._under_way: set[asyncio.Task[None]] = set()
        self._next: dict[int, InlineQuery | None] = {}  # who is being answered → what comes then

    def offer(self, query: InlineQuery) -> None:
        """Answer a query beside everything else; of what one person types, the newest after it."""
        who = query.from_user.id
        if who in self._next:
            self._next[who] = query
        elif len(self._under_way) < AT_ONCE:
            self._next[who] = None
            task = asyncio.create_task(self._serve(who, query))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _serve(self, who: int, query: InlineQuery) -> None:
        try:
            asked: InlineQuery | None = query
            while asked is not None:
                await self._answer(asked)
                asked, self._next[who] = self._next[who], None
        finally:
            del self._next[who]

    async def close(self) -> None:
        """Let go of what is under way."""
        left = list(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _answer(self, query: InlineQuery) -> None:
        language = query.from_user.language_code or ""
        found = self._app.inline(query.query, query.offset, language)
        try:
            asked = answer(query.id, found, self._name)
            await self._bot.do_api_request("answerinlinequery", api_kwargs=asked)
        except TelegramError as error:  # too old by now, or out of reach
            log.warning("An inline query was not answered: %s", error.message)


def answer(query: str, found: Results, name: str) -> dict[str, Any]:
    """The request that answers a query; `name` is the bot's username."""
    return {
        "inline_query_id": query,
        "results": json.dumps([_article(card, name) for card in found.cards]),
        "cache_time": CACHED,
        "is_personal": found.personal,
        "next_offset": found.next,
    }


def _article(card: Result, name: str) -> dict[str, Any]:
    link = {"text": card.button, "url": f"https://t.me/{name}?start={card.slug}"}
    return {
        "type": "article",
        "id": card.slug,
        "title": card.title,
        "description": card.about,
        "input_message_content": {
            "message_text": card.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": {"inline_keyboard": [[link]]},
    }
