"""Knows whether the bot is well, for whoever watches the computer it runs on."""

import sqlite3
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from bot.app import App

LATE = 30  # seconds without a beat of the clock
FRESH = 10  # seconds an answer holds: whoever asks more often writes no more often


class Health:
    """Answers GET /health: 200 when the clock beats and the database can be written, else 503."""

    def __init__(self, app: App, now: Callable[[], int]) -> None:
        """`now` gives epoch seconds."""
        self._app, self._now = app, now
        self._asked = 0
        self._writes = False

    async def ask(self, _: Request) -> PlainTextResponse:
        """How it is; says nothing about anybody."""
        now = self._now()
        if abs(now - self._app.beaten) > LATE:
            return PlainTextResponse("the clock does not beat", 503)
        if abs(now - self._asked) >= FRESH:
            self._asked, self._writes = now, self._written()
        if not self._writes:
            return PlainTextResponse("the database cannot be written", 503)
        return PlainTextResponse("well")

    def _written(self) -> bool:
        try:
            self._app.store.prove()
        except sqlite3.Error:
            return False
        return True
