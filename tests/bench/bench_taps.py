"""Taps end to end, and an answer while pings drain: from the press to what the person sees.

python -m tests.bench.bench_taps

The first table: 1,000 people tap through sessions as fast as each chat may be shown something,
once a second; a toast and an edit for each tap, 50 ms a request. Beside it a plain
python-telegram-bot handler on its stock network layer, which keeps a counter in memory and answers
and edits the same way, with 64 people and no pace, which suits it best. The second: one tap a
second while nothing else happens, then while 10,000 pings drain at 30 a second, then one with
AIORateLimiter, where the edit waits for all pings that were asked for before it.
"""

import asyncio
import contextlib
import gc
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import telegram as ptb
from telegram.ext import AIORateLimiter, Application, CallbackQueryHandler, ContextTypes

import bot.telegram
from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.core.values import replace
from bot.draw.studio import Studio
from bot.places import load
from bot.store import Store
from tests.bench.beside import TOKEN, ask, median, table, telegram
from tests.bench.people import NOON, crowd, settled

PEOPLE, FEW, SECONDS, ROUNDS, LATENCY = 1000, 64, 8.0, 5, 0.05
TAPPED, EVERY, PINGS = 53, 1.05, 10_000  # a chat is shown one message a second
PATIENCE = 30.0  # seconds after which an answer counts as not having come
KEYS = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Done", callback_data="done 1 1")]])


def counts(url: str) -> dict[str, int]:
    """How often each method was called so far."""
    result = ask(url, "stats")["result"]
    assert isinstance(result, dict)
    return dict(result["counts"])


@contextlib.asynccontextmanager
async def own(url: str, people: int, due: int = 0, rate: float = 10_000.0) -> AsyncIterator[App]:
    """The bot on Telegram, words only, so that no drawing is measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        crowd(path, max(people, due), replace(settled(), pictures=False), NOON, due=due)
        store, book = Store(path), read()
        app, stop = App(store, book, Host()), asyncio.Event()
        begun = time.monotonic()
        running = asyncio.create_task(
            bot.telegram.run(
                app, book, studio=Studio(book, Path(folder)), token=TOKEN, api_url=url,
                rate=rate, now=lambda: NOON + int(time.monotonic() - begun), stop=stop,
            )
        )  # fmt: skip
        await asyncio.sleep(0.5)
        try:
            yield app
        finally:
            stop.set()
            await running
            store.close()


@contextlib.asynccontextmanager
async def plain(url: str, limiter: AIORateLimiter | None = None) -> AsyncIterator[Application]:  # type: ignore[type-arg]
    """A plain handler: answer the press, edit the message; /stretch sends the first one."""
    taps = 0

    async def tapped(update: ptb.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal taps
        taps += 1
        query = update.callback_query
        assert query is not None
        await query.answer()
        await query.edit_message_text(f"Step {taps}: breathe out, and in again", reply_markup=KEYS)

    async def begun(update: ptb.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_chat is not None
        await update.effective_chat.send_message("Step 0", reply_markup=KEYS)

    from telegram.ext import CommandHandler  # noqa: PLC0415

    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(True)
    # with its own time limits it gives up on some taps under this load; so it is given time
    builder = builder.pool_timeout(60).read_timeout(60).connect_timeout(60)
    if limiter is not None:
        builder = builder.rate_limiter(limiter)
    application = builder.build()
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(CommandHandler("stretch", begun))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=["message", "callback_query"])
        await application.start()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


async def rate_of(url: str, seconds: float, warm: float) -> tuple[float, float]:
    """Taps answered and edited a second, and the CPU's microseconds for each."""
    await asyncio.to_thread(ask, url, "begin")
    await asyncio.sleep(warm)  # all begin at once: their plans are made first
    before, begun, cpu = counts(url), time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    after, took, used = counts(url), time.perf_counter() - begun, time.process_time() - cpu
    taps = min(
        after.get(name, 0) - before.get(name, 0)
        for name in ("answercallbackquery", "editmessagetext")
    )
    return taps / took, used / max(1, taps) * 1e6


async def fast(url: str) -> tuple[float, float]:
    """The bot itself."""
    async with own(url, PEOPLE):
        return await rate_of(url, SECONDS, 14)


async def stock(url: str) -> tuple[float, float]:
    """The plain handler."""
    async with plain(url):
        return await rate_of(url, SECONDS, 5)


async def waits(url: str) -> list[float]:
    """Milliseconds from a press to its edit, of one person who taps now and then."""
    found: list[float] = []
    await begun(url)
    for _ in range(TAPPED):
        await asyncio.sleep(EVERY)
        found.append(await press(url))
    return found[3:]


async def begun(url: str) -> None:
    """The person has begun: a first message is there to be pressed."""
    await asyncio.to_thread(ask, url, "begin?slow")


async def press(url: str) -> float:
    """Milliseconds to the edit; those of PATIENCE when it does not come in that time."""
    try:
        answer = await asyncio.to_thread(ask, url, "press", PATIENCE)
    except TimeoutError:
        return PATIENCE * 1000
    return float(str(answer["result"]))


async def idle(url: str) -> list[float]:
    """Nothing else happens."""
    async with own(url, 1, rate=30.0):
        return await waits(url)


async def draining(url: str) -> list[float]:
    """10,000 pings drain at the free rate, to others."""
    async with own(url, 1, due=PINGS, rate=30.0) as app:
        app.store.rows("UPDATE people SET next_ping = NULL WHERE id = 1")  # whoever taps
        while (due := app.tick(NOON)) is not None and due <= NOON:
            await asyncio.sleep(0)
        app.wake()
        found = await waits(url)
        ((left,),) = app.store.rows("SELECT count(*) FROM pings WHERE state = 'owed'")
        assert left > PINGS // 2, "the pings ran out too soon"
        return found


async def limited(url: str) -> list[float]:
    """The same with AIORateLimiter: pings and answers stand in one row."""
    async with plain(url, AIORateLimiter(overall_max_rate=30, overall_time_period=1)) as its:
        await begun(url)
        await asyncio.sleep(EVERY)
        pings = [
            asyncio.create_task(its.bot.send_message(10_000 + who, "A minute for your back"))
            for who in range(PINGS)
        ]
        await asyncio.sleep(EVERY)
        try:
            return [await press(url)]
        finally:
            for one in pings:
                one.cancel()
            await asyncio.gather(*pings, return_exceptions=True)


def run(way: Callable[[str], Awaitable[object]], people: int) -> object:
    """One run against a fresh server."""
    with telegram(LATENCY, people) as url:
        return asyncio.run(way(url))  # type: ignore[arg-type]


def main() -> None:
    """Print both tables."""
    load()  # as the bot does at its start
    gc.freeze()
    rates: dict[str, list[tuple[float, float]]] = {"the bot": [], "plain handler, stock": []}
    for _ in range(ROUNDS):
        rates["the bot"].append(run(fast, PEOPLE))  # type: ignore[arg-type]
        rates["plain handler, stock"].append(run(stock, FEW))  # type: ignore[arg-type]
    base = median([rate for rate, _ in rates["plain handler, stock"]])
    table(
        f"Taps end to end: {PEOPLE:,} people (plain: {FEW}), 50 ms a request, {ROUNDS} rounds",
        ("", "taps/s", "min", "max", "CPU µs each", "to plain"),
        [
            (
                name, median([r for r, _ in runs]), min(r for r, _ in runs),
                max(r for r, _ in runs), median([c for _, c in runs]),
                median([r for r, _ in runs]) / max(base, 0.01),
            )
            for name, runs in rates.items()
        ],
    )  # fmt: skip
    ways = {"idle": idle, "while 10,000 pings drain": draining, "AIORateLimiter, the same": limited}
    times = {name: sorted(run(way, 1)) for name, way in ways.items()}  # type: ignore[call-overload]
    calm = times["idle"]
    table(
        "From the press to the edit at 30 a second (ms); p99 is the slowest",
        ("", "presses", "p50", "p99", "p50 to idle", "p99 to idle"),
        [
            (
                name, len(all_), median(all_), all_[-1],
                median(all_) / median(calm), all_[-1] / calm[-1],
            )
            for name, all_ in times.items()
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
