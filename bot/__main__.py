"""The command line: runs the bot or its simulator, and lints the content."""

import argparse
import asyncio
import logging
import signal
import sqlite3
import sys
import time
import webbrowser
from collections.abc import Callable

from bot import check, telegram
from bot.app import App
from bot.clock import Clock
from bot.config import Settings, Wrong
from bot.config import read as read_settings
from bot.content import Faulty, folder
from bot.core.book import Book
from bot.core.moment import Host
from bot.logs import hide
from bot.places import load
from bot.simulator.listen import CannotListen, serve
from bot.simulator.server import build
from bot.store import Newer, Store, Taken

log = logging.getLogger(__name__)

HELP = """\
Unhunch walks a sore back through gentle stretches, on Telegram or in this browser.

  unhunch            run the bot; without BOT_TOKEN, open the simulator
  unhunch simulate   open the simulator: the same bot in a local web page
  unhunch check      lint the content; lists every mistake with its path

Settings come from the environment or the file .env; .env.example explains each.
"""


def now() -> int:
    """Epoch seconds. The one place, beside the simulator's clock, that asks what time it is."""
    return int(time.time())  # noqa: TID251 - an edge


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0, or 1 after one clear line for each mistake."""
    parser = argparse.ArgumentParser(
        prog="unhunch", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command", nargs="?", default="run", choices=tuple(COMMANDS), metavar="COMMAND"
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open a browser tab"
    )
    told = parser.parse_args(arguments)
    settings = Settings.model_construct()
    try:
        settings = read_settings()
        return COMMANDS[told.command](settings, told.browser)
    except (Wrong, Faulty, CannotListen) as error:
        return fail(str(error))
    except Taken:
        return fail(f"{settings.db} is in use: another bot is running on it.")
    except Newer:
        return fail(f"{settings.db} was written by a newer version; please update the bot.")
    except (sqlite3.Error, OSError) as error:
        return fail(f"{settings.db} cannot be used: {error}.")


def fail(text: str) -> int:
    """Say what is wrong, a line each, and give the exit code."""
    print(text, file=sys.stderr)
    return 1


def lint(settings: Settings, browser: bool) -> int:  # noqa: ARG001, FBT001 - one shape for all
    """List every mistake in the content."""
    root = settings.content or folder()
    mistakes = check.everything(root)
    for mistake in mistakes:
        print(mistake)
    print(f"{root}: {len(mistakes)} mistakes" if mistakes else f"{root}: no mistakes")
    return 1 if mistakes else 0


def content(settings: Settings) -> Book:
    """The content, refused when it could not be used; and the log, from here on."""
    book = check.usable(settings.content or folder())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    return book


def run(settings: Settings, browser: bool) -> int:  # noqa: FBT001 - one shape for all
    """The bot on Telegram, until it is told to stop; without a token, the simulator."""
    if not settings.token:
        return simulate(settings, browser)
    book = content(settings)
    hide(settings.token)
    store = Store(settings.db)
    app = App(store, book, Host(settings.contact), settings.ids("allowed"))

    async def live() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, stop.set)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        loop.run_in_executor(None, load)  # the first place asked for shall not wait for the atlas
        clock = Clock(app.tick, now)
        clock.start()
        try:
            return await telegram.run(
                app,
                book,
                token=settings.token,
                api_url=settings.api_url,
                rate=settings.rate,
                now=now,
                stop=stop,
            )
        finally:
            clock.stop()

    try:
        return asyncio.run(live())
    finally:
        store.close()


def simulate(settings: Settings, browser: bool) -> int:  # noqa: FBT001 - one shape for all
    """The simulator, on a database of its own beside the real one."""
    book = content(settings)
    path = settings.db.with_name("simulator.db")
    stores: list[Store] = []

    def app() -> App:
        stores.append(Store(path))
        return App(stores[-1], book, Host(settings.contact, simulated=True))

    def fresh() -> None:
        while stores:
            stores.pop().close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)

    def ready(url: str) -> None:
        print(f"The simulator is at {url} (Ctrl+C stops it)", flush=True)
        if browser and sys.stdout.isatty():
            webbrowser.open(url)

    async def live() -> None:
        asyncio.get_running_loop().run_in_executor(None, load)
        web = build(app, book, path.with_suffix(".json"), now, fresh)
        await serve(web, *settings.address, ready=ready)

    try:
        asyncio.run(live())
    finally:
        while stores:
            stores.pop().close()
    return 0


COMMANDS: dict[str, Callable[[Settings, bool], int]] = {
    "run": run,
    "simulate": simulate,
    "check": lint,
}

if __name__ == "__main__":
    sys.exit(main())
