"""Knows how to run the real bot beside the Bot API server, with a clock by hand."""

import asyncio
import contextlib
from datetime import UTC, datetime

from quick import Quick, studio

import bot.telegram
from bot import pacing
from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.store import Store
from bot.telegram import listen, speak
from botapi import BotApi
from botapi.server import TOKEN

BOOK = read()
MONDAY = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())


class Telling(App):
    """The app; whoever waits looks again when something is settled."""

    def __init__(self, api, store):
        super().__init__(store, BOOK, Host("@host"))
        self.api = api

    def _let_go(self, outcomes):
        super()._let_go(outcomes)
        self.api._tell()

    def take_pings(self, *args):
        found = super().take_pings(*args)
        self.api._tell()  # some may have been dropped
        return found


class Life:
    """The real bot beside a Telegram of its own, and a clock by hand."""

    def __init__(self, path):
        self.now = MONDAY
        self.path = path
        self.api = BotApi(lambda: self.now)
        self.hand = Quick()
        self.task = None

    def open(self):
        self.store = Store(self.path)
        self.app = Telling(self.api, self.store)

    async def start(self, **settings):
        self.open()
        self.stop = asyncio.Event()
        self.studio = studio(BOOK, self.path.parent / "media", self.hand)
        settings = {
            "studio": self.studio,
            "token": TOKEN,
            "api_url": self.api.url,
            "rate": 1000.0,
        } | settings
        self.task = asyncio.create_task(
            bot.telegram.run(self.app, BOOK, now=lambda: self.now, stop=self.stop, **settings)
        )

    async def end(self):
        """Stop the bot; returns its exit code."""
        if self.task is None:
            return None
        self.stop.set()
        code = await asyncio.wait_for(self.task, 8)
        self.task = None
        self.store.close()
        return code

    def rows(self, sql, *values):
        return self.store.rows(sql, *values)

    def quiet(self):
        """Everything that was said is answered, confirmed and shown."""
        owed = "SELECT 1 FROM owed UNION SELECT 1 FROM pings WHERE state IN ('owed', 'sending')"
        return not self.api.pending and not self.rows(owed)

    async def settled(self):
        await self.api.until(self.quiet)

    async def taps(self, person, *labels):
        for label in labels:
            person.tap(label)
            await self.settled()

    async def meet(self, number=7):
        """A person who has come to the first step of the first session."""
        person = self.api.person(number)
        person.say("/start")
        await self.settled()
        await self.taps(person, "Lower back", "None of these", "Nothing", "3")
        return person

    async def finish(self, person):
        """Through the session to its end."""
        while any("Done" in label for label in person.screen.labels):
            await self.taps(person, "✓ Done")
        await self.taps(person, "Better", "2")


@contextlib.asynccontextmanager
async def living(monkeypatch, path):
    """A bot on its server, hurried: neither a person's pace nor a second try costs seconds.

    At the end nothing that the bot asked for may have broken the published API.
    """
    monkeypatch.setattr(pacing, "PRIVATE", (1000.0, 1000.0))
    for where in (speak, listen, bot.telegram):
        monkeypatch.setattr(where, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(bot.telegram, "AGAIN", 0.01)
    made = Life(path)
    async with made.api:
        yield made
        await made.end()
    assert made.api.broken == []
