"""The real bot in a process of its own, killed at the worst moments: nothing lost or doubled."""

import asyncio
import contextlib
import os
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from botapi import BotApi, Fault
from botapi.server import TOKEN

from tests.bench import kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "bot")
PATIENCE = 60  # seconds at most; on an idle computer a second or two


def clock():
    """The bot in the other process reads the real one."""
    return int(time.time())  # noqa: TID251 - see above


class Process:
    """The bot as a host runs it, beside a Telegram that outlives it."""

    def __init__(self, folder):
        self.api = BotApi(clock)
        self.db = folder / "bot.db"
        self.child = None

    async def start(self, ready=None, **more):
        self.api.person().met = True
        polls = len(self.api.made("getUpdates"))
        env = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": self.api.url, "BOT_DB": str(self.db)}
        settings |= more
        self.child = await asyncio.create_subprocess_exec(
            *COMMAND,
            cwd=ROOT,
            env=env | settings,
            stderr=asyncio.subprocess.PIPE,
        )
        polling = asyncio.create_task(
            self.api.until(ready or (lambda: len(self.api.made("getUpdates")) > polls), PATIENCE)
        )
        ended = asyncio.create_task(self.child.wait())
        await asyncio.wait({polling, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            polling.cancel()
            raise AssertionError((await self.child.stderr.read()).decode())
        ended.cancel()
        await polling

    def kill(self):
        self.child.kill()

    async def died(self):
        await asyncio.wait_for(self.child.communicate(), PATIENCE)

    def kill_at(self, method, drop):
        """Kill it when it next calls a method: before that is carried out, or after."""
        self.api.faults[method].append(Fault(drop=drop, act=self.kill))

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(self.db)) as other:
            return other.execute(sql).fetchall()

    async def settled(self):
        def quiet():
            return not self.api.pending and not self.rows("SELECT 1 FROM owed")

        # the last outcome is noted without another request: look again until it is
        async with asyncio.timeout(PATIENCE):
            while not quiet():
                with contextlib.suppress(AssertionError):
                    await self.api.until(quiet, 0.02)

    async def taps(self, *labels):
        for label in labels:
            self.api.person().tap(label)
            await self.settled()


@pytest.fixture
async def bot(tmp_path):
    made = Process(tmp_path)
    async with made.api:
        yield made
        if made.child and made.child.returncode is None:
            made.child.terminate()
            _, said = await asyncio.wait_for(made.child.communicate(), PATIENCE)
            assert made.child.returncode == 0
            assert TOKEN not in said.decode()
    assert made.api.broken == []


async def test_a_bot_that_is_killed_in_a_session_goes_on_where_it_was(bot):
    ada = bot.api.person()
    await bot.start()
    ada.say("/start")
    await bot.settled()
    await bot.taps("Lower back", "None of these", "Nothing")

    # answered and saved, and killed before anything of it was shown
    bot.kill_at("answerCallbackQuery", "before")
    ada.tap("3")
    await bot.died()
    assert ada.screen.media == ""
    await bot.start()
    await bot.settled()
    assert ada.screen.media in ("animation", "photo")  # a slow computer shows the still
    first = ada.screen.text

    # killed when the next step was on the person's screen, but nobody knew
    bot.kill_at("editMessageMedia", "after")
    ada.tap("✓ Done")
    await bot.died()
    second = ada.screen.text
    assert second != first
    await bot.start()
    await bot.settled()
    assert ada.screen.text == second
    assert len([m for m in ada.shown if m.media]) == 1

    # tapped while no bot was there
    bot.kill()
    await bot.died()
    ada.tap("✓ Done")
    await bot.start()
    await bot.settled()
    assert ada.screen.text not in (first, second)
    assert bot.rows("SELECT outcome, count(*) FROM stretches GROUP BY 1") == [("done", 2)]


async def test_a_pain_reply_survives_a_kill_and_counts_once(bot):
    ada = bot.api.person()
    await bot.start()
    ada.say("/start")
    await bot.settled()
    await bot.taps("Lower back", "None of these", "Nothing", "3")
    before = bot.rows("SELECT count(*) FROM pains")[0][0]
    for drop, level in (("before", 6), ("after", 5)):
        bot.kill_at("sendMessage", drop)
        ada.say(f"/pain {level} lower back")
        await bot.died()
        await bot.start()
        await bot.settled()
        before += 1
        assert bot.rows("SELECT count(*) FROM pains") == [(before,)]
        assert bot.rows("SELECT level FROM pains ORDER BY n DESC LIMIT 1") == [(level,)]
    assert str(5) in ada.screen.text


async def test_a_second_bot_on_the_same_database_refuses_to_run(bot):
    await bot.start()
    first = bot.child
    env = os.environ | {"BOT_TOKEN": TOKEN, "BOT_API_URL": bot.api.url, "BOT_DB": str(bot.db)}
    second = await asyncio.create_subprocess_exec(
        *COMMAND, cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(second.communicate(), PATIENCE)
    assert second.returncode == 1
    assert b"in use" in said
    assert first.returncode is None


def test_a_few_rounds_of_kills_at_any_moment_lose_and_double_nothing(tmp_path):
    table = kill.kill(tmp_path, rounds=5, seed=3)
    assert {name: table[name] for name in kill.BAD} == dict.fromkeys(kill.BAD, 0)
    assert table["pings shown once"] > 0
    assert table["things said and tapped"] > 0


def test_an_old_database_survives_kills_while_it_is_brought_up_to_date(tmp_path):
    missing = kill.migrate(tmp_path, rounds=3, seed=5)
    assert missing == dict.fromkeys(missing, 0)
