"""How many messages a second go out, alone and from the outbox's row to its recorded `sent`.

python -m tests.bench.bench_sending      (needs aiogram: pip install -e '.[bench]')

Every message has 60 characters and three buttons; the server takes 50 ms. Raw aiohttp, stock
python-telegram-bot, aiogram and the bot's own way run in turn in each round, so that a noisy
machine is as noisy for all of them.
"""

import asyncio
import gc
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import telegram as ptb
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton as Key
from aiogram.types import InlineKeyboardMarkup as Keys
from telegram.request import HTTPXRequest

from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.draw.studio import Studio
from bot.places import load
from bot.store import Store
from bot.telegram.line import Line
from bot.telegram.speak import Clocks, Mouth
from bot.transport import AioRequest
from tests.bench.beside import TOKEN, median, table, telegram
from tests.bench.people import NOON, crowd, settled

LATENCY, ROUNDS, FLIGHT, FREE = 0.05, 5, 64, 30.0
TEXT = "A minute for your back: three small moves. Ready when you are"
LABELS = (
    ("Start", "stretch desk"),
    ("Later", "ping desk x later"),
    ("Not today", "ping desk x no"),
)
Send = Callable[[int], Awaitable[object]]


async def many(send: Send, count: int) -> tuple[float, float]:
    """Messages a second with FLIGHT under way, and the CPU's microseconds for each."""
    left = iter(range(count))

    async def one() -> None:
        for number in left:
            await send(number)

    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*[one() for _ in range(FLIGHT)])
    took = time.perf_counter() - begun
    return count / took, (time.process_time() - cpu) / count * 1e6


async def raw(url: str, count: int) -> tuple[float, float]:
    """Raw aiohttp."""
    keys = [[{"text": text, "callback_data": tap} for text, tap in LABELS]]
    form = {"text": TEXT, "reply_markup": json.dumps({"inline_keyboard": keys})}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(number: int) -> None:
            address = f"{url}/bot{TOKEN}/sendMessage"
            async with session.post(address, data={**form, "chat_id": str(number)}) as answer:
                json.loads(await answer.read())

        return await many(send, count)


async def stock(url: str, count: int) -> tuple[float, float]:
    """python-telegram-bot as it comes."""
    keys = [[ptb.InlineKeyboardButton(text, callback_data=tap) for text, tap in LABELS]]
    markup = ptb.InlineKeyboardMarkup(keys)
    network = HTTPXRequest(connection_pool_size=256, pool_timeout=60)
    bot = ptb.Bot(TOKEN, base_url=f"{url}/bot", request=network, get_updates_request=network)
    try:
        return await many(lambda n: bot.send_message(n + 1, TEXT, reply_markup=markup), count)
    finally:
        await network.shutdown()


async def aiogram(url: str, count: int) -> tuple[float, float]:
    """Aiogram as it comes."""
    markup = Keys(inline_keyboard=[[Key(text=t, callback_data=tap) for t, tap in LABELS]])
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot = AiogramBot(TOKEN, session=session)
    try:
        return await many(lambda n: bot.send_message(n + 1, TEXT, reply_markup=markup), count)
    finally:
        await session.close()


async def own(url: str, count: int) -> tuple[float, float]:
    """The bot's transport alone."""
    keys = [[{"text": text, "callback_data": tap} for text, tap in LABELS]]
    markup = json.dumps({"inline_keyboard": keys})
    network = AioRequest()
    bot = Line(TOKEN, base_url=f"{url}/bot", request=network, get_updates_request=network)
    try:
        return await many(
            lambda n: bot.do_api_request(
                "sendmessage",
                api_kwargs={"chat_id": n + 1, "text": TEXT, "reply_markup": markup},
            ),
            count,
        )
    finally:
        await network.shutdown()


async def full(url: str, count: int, rate: float = 10_000.0) -> tuple[float, float]:
    """From owed pings on disk to each recorded as sent, with `synchronous=FULL`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        crowd(path, count, settled(), NOON, due=count)
        store, book = Store(path), read()
        app = App(store, book, Host())
        while (due := app.tick(NOON)) is not None and due <= NOON:
            pass
        network = AioRequest()
        bot = Line(TOKEN, base_url=f"{url}/bot", request=network, get_updates_request=network)
        clocks = Clocks(lambda: NOON, asyncio.get_running_loop().time)
        mouth = Mouth(app, bot, Studio(book, Path(folder)), rate, clocks)
        app.wake = mouth.wake
        begun, cpu = time.perf_counter(), time.process_time()
        speaking = asyncio.create_task(mouth.speak())
        while store.rows("SELECT 1 FROM pings WHERE state IN ('owed', 'sending') LIMIT 1"):
            await asyncio.sleep(0.02 if rate > FREE else 0.25)  # looking costs, too
        took, spent = time.perf_counter() - begun, time.process_time() - cpu
        speaking.cancel()
        await mouth.finish()
        ((sent,),) = store.rows("SELECT count(*) FROM pings WHERE state = 'sent'")
        assert sent == count, f"{sent} of {count} sent"
        await network.shutdown()
        store.close()
        return count / took, spent / count * 1e6


WAYS: dict[str, tuple[Callable[[str, int], Awaitable[tuple[float, float]]], int]] = {
    "raw aiohttp": (raw, 2000),
    "python-telegram-bot, stock": (stock, 300),
    "aiogram": (aiogram, 2000),
    "transport alone": (own, 2000),
    "full path, row to sent": (full, 3000),
}


async def slow(url: str) -> None:
    """At the free rate: how much of a core the full path takes."""
    rate, cpu = await full(url, 600, FREE)
    share = rate * cpu / 1e4
    print(f"\nAt the free 30 a second: {rate:.1f} messages a second, {share:.1f} % of a core")


def main() -> None:
    """Print one table."""
    load()  # as the bot does at its start
    gc.freeze()
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    with telegram(LATENCY) as url:
        for _ in range(ROUNDS):
            for name, (way, count) in WAYS.items():
                found[name].append(asyncio.run(way(url, count)))  # type: ignore[arg-type]
        rates = {name: median([rate for rate, _ in runs]) for name, runs in found.items()}
        base, plain = rates["raw aiohttp"], rates["python-telegram-bot, stock"]
        table(
            f"Sending: {FLIGHT} in flight (the full path its own), 50 ms, {ROUNDS} rounds, medians",
            ("way", "messages/s", "min", "max", "CPU µs each", "to raw", "to stock"),
            [
                (
                    name, rates[name], min(r for r, _ in runs), max(r for r, _ in runs),
                    median([cpu for _, cpu in runs]), rates[name] / base, rates[name] / plain,
                )
                for name, runs in found.items()
            ],
        )  # fmt: skip
        asyncio.run(slow(url))


if __name__ == "__main__":
    main()
