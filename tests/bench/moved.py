"""The bot as __main__ wires it, with a clock that is moved and, if wanted, doomed at a commit."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
import time
from pathlib import Path

from bot import telegram
from bot.app import App
from bot.clock import Clock
from bot.content import read
from bot.core.talk.moment import Host
from bot.store import Store
from tests.quick import studio

BOOK = read()  # once: every process is a copy of one that has it


def _end():
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed:
    """A connection whose process is killed at one of its commits: before, within or after it."""

    def __init__(self, conn, commits, seconds):
        self._conn, self._left, self._seconds = conn, commits, seconds

    def __getattr__(self, name):
        return getattr(self._conn, name)

    def execute(self, sql, *values):
        if sql == "COMMIT":
            self._left -= 1
            if self._left == 0:
                threading.Timer(self._seconds, _end).start()
        return self._conn.execute(sql, *values)


def run(db, token, api_url, shift, doom):
    """Be the bot until SIGTERM; `doom` is (commits, seconds after the last begins) or None."""
    logging.disable(logging.CRITICAL)
    store = Store(Path(db))
    if doom:
        store._conn = Doomed(store._conn, *doom)
    app = App(store, BOOK, Host("@host"))

    def now():
        return int(time.time()) + shift  # noqa: TID251 - moved, but the real one

    async def live():
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        clock = Clock(app.tick, now)
        clock.start()
        try:
            await telegram.run(
                app,
                BOOK,
                studio=studio(BOOK),
                token=token,
                api_url=api_url,
                rate=30.0,
                now=now,
                stop=stop,
            )
        finally:
            clock.stop()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(live())
    store.close()
