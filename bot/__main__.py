"""The command line: runs the bot or its simulator, and lints the content."""

import argparse
import asyncio
import gc
import logging
import signal
import sqlite3
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from bot import check, loop, telegram
from bot.app import App
from bot.backups import Nights
from bot.calendars.work import reader
from bot.clock import Clock
from bot.commands import fail, keeping, now, studio, writing
from bot.config import Settings, Wrong
from bot.config import read as read_settings
from bot.content import Faulty, folder
from bot.core.book import Book
from bot.core.talk.moment import Host
from bot.database import Unusable
from bot.draw.command import CannotDraw
from bot.logs import hide
from bot.places import load
from bot.serving import CannotListen
from bot.simulator.listen import serve
from bot.simulator.server import build
from bot.store import Store
from bot.telegram import Web
from bot.telegram.warm import NotTaken
from bot.worker import Worker

log = logging.getLogger(__name__)
SETTLED = 5.0  # seconds after the start that what was due meanwhile has for itself

HELP = """\
Unhunch walks a sore back through gentle stretches, on Telegram or in this browser.

  unhunch            run the bot; without BOT_TOKEN, open the simulator
  unhunch simulate   open the simulator: the same bot in a local web page
  unhunch check      lint the content; lists every mistake with its path
  unhunch preview    lay every card and routine out in the browser, for reading
  unhunch draw       draw a stretch (unhunch draw cat-cow), a sheet of all, or all ahead
  unhunch backup     copy the database to a file, while the bot runs (unhunch backup copy.db)
  unhunch restore    put a copy back, while the bot rests (unhunch restore copy.db)

Settings come from the environment or the file .env; .env.example explains each.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0, or 1 after one clear line for each mistake."""
    told = parser().parse_args(arguments)
    settings = Settings.model_construct()
    try:
        settings = read_settings()
        return COMMANDS[told.command or "run"](settings, told)
    except (Wrong, Faulty, Unusable, CannotListen, CannotDraw, NotTaken) as error:
        return fail(str(error))
    except (sqlite3.Error, OSError) as error:
        return fail(f"{settings.db} cannot be used: {error}.")


def parser() -> argparse.ArgumentParser:
    """What can be typed; `unhunch` alone runs."""
    whole = argparse.ArgumentParser(
        prog="unhunch", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    quiet = "do not open a browser tab"
    whole.add_argument("--no-browser", dest="browser", action="store_false", help=quiet)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name in ("run", "simulate"):
        one = commands.add_parser(name)
        one.add_argument(
            "--no-browser", dest="browser", action="store_false", default=argparse.SUPPRESS,
            help=quiet,
        )  # fmt: skip
    commands.add_parser("check")
    draw = commands.add_parser("draw", description="Draw stretches, for an author or ahead.")
    draw.add_argument("stretch", nargs="?", metavar="STRETCH", help="such as cat-cow")
    draw.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="where to write")
    draw.add_argument("--look", type=int, default=0, choices=range(4), help="who shows it")
    draw.add_argument("--watch", action="store_true", help="draw anew whenever the file is saved")
    draw.add_argument("--sheet", action="store_true", help="one picture of all stretches")
    draw.add_argument("--warm", action="store_true", help="make (and upload) all pictures ahead")
    pages = commands.add_parser("preview", description="Lay all content out for reading.")
    pages.add_argument("--to", type=Path, metavar="DIR", help="where to write; else a new folder")
    copied = commands.add_parser("backup", description="Copy the database while the bot runs.")
    copied.add_argument("file", type=Path, metavar="FILE", help="where to write")
    copied.add_argument("--force", action="store_true", help="replace a file that is there")
    put = commands.add_parser("restore", description="Put a copy back while the bot rests.")
    put.add_argument("file", type=Path, metavar="FILE", help="a copy, such as of last night")
    return whole


def content(settings: Settings) -> Book:
    """The content, refused when it could not be used; and the log, from here on."""
    book = check.usable(settings.content or folder())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    return book


def run(settings: Settings, told: Namespace) -> int:
    """The bot on Telegram, until it is told to stop; without a token, the simulator."""
    if not settings.token:
        return simulate(settings, told)
    book = content(settings)
    hide(settings.token)
    store = Store(settings.db)
    host = Host(settings.contact, calendars=settings.calendars, backups=settings.backups)
    app = App(store, book, host, settings.ids("allowed"))
    nights = Nights(settings.db, settings.backups, now)

    async def live() -> int:
        stop = asyncio.Event()
        running = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                running.add_signal_handler(number, stop.set)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: running.call_soon_threadsafe(stop.set))
        # the first place asked for shall not wait for the atlas, nor the first pings
        running.call_later(SETTLED, _load, running)
        clock = Clock(app.tick, now)
        clock.start()
        clock.each_minute(nights.work)
        try:
            return await telegram.run(
                app,
                book,
                studio=studio(settings, book),
                token=settings.token,
                api_url=settings.api_url,
                rate=settings.rate,
                now=now,
                stop=stop,
                worker=worker(now) if settings.calendars else None,
                web=web(settings),
            )
        finally:
            clock.stop()
            nights.stop()

    gc.freeze()  # what is loaded stays: it need not be looked through for garbage
    try:
        return loop.run(live())
    finally:
        store.close()


def _load(running: asyncio.AbstractEventLoop) -> None:
    loading = running.run_in_executor(None, load)
    loading.add_done_callback(lambda _: gc.freeze())


def web(settings: Settings) -> Web | None:
    """What is served beside: the webhook, how the bot is, or nothing."""
    if settings.webhook_url:
        return Web(settings.address, settings.webhook_url, settings.path, settings.secret)
    return Web(settings.address) if settings.health else None


def simulate(settings: Settings, told: Namespace) -> int:
    """The simulator, on a database of its own beside the real one."""
    book = content(settings)
    path = settings.db.with_name("simulator.db")
    host = Host(settings.contact, simulated=True, calendars=settings.calendars)
    stores: list[Store] = []

    def app() -> App:
        stores.append(Store(path))
        return App(stores[-1], book, host)

    def fresh() -> None:
        while stores:
            stores.pop().close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)

    def ready(url: str) -> None:
        print(f"The simulator is at {url} (Ctrl+C stops it)", flush=True)
        if told.browser and sys.stdout.isatty():
            webbrowser.open(url)

    async def live() -> None:
        asyncio.get_running_loop().run_in_executor(None, load)
        web = build(
            app,
            studio(settings, book),
            path.with_suffix(".json"),
            now,
            fresh,
            worker=worker if settings.calendars else None,
        )
        await serve(web, *settings.address, ready=ready)

    try:
        loop.run(live())
    finally:
        while stores:
            stores.pop().close()
    return 0


def worker(clock: Callable[[], int]) -> Worker:
    """Who does what waits for the outside."""
    return Worker({"calendar": reader()}, clock)


COMMANDS: dict[str, Callable[[Settings, Namespace], int]] = {
    "run": run,
    "simulate": simulate,
    "check": writing.lint,
    "draw": writing.draw,
    "preview": writing.show,
    "backup": keeping.backup,
    "restore": keeping.restore,
}

if __name__ == "__main__":
    sys.exit(main())
