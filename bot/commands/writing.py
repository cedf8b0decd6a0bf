"""The commands of those who write content: check, draw, preview."""

import contextlib
import sys
import tempfile
import time
import webbrowser
from argparse import Namespace
from pathlib import Path

from bot import check, loop, preview
from bot.app import App
from bot.commands import fail, studio
from bot.config import Settings
from bot.content import folder, read
from bot.core.book import Book
from bot.core.talk.moment import Host
from bot.draw import command as drawing
from bot.logs import hide
from bot.store import Store
from bot.telegram.warm import uploaded


def lint(settings: Settings, told: Namespace) -> int:  # noqa: ARG001 - one shape for all
    """List every mistake in the content."""
    root = settings.content or folder()
    mistakes = check.everything(root)
    for mistake in mistakes:
        print(mistake)
    print(f"{root}: {len(mistakes)} mistakes" if mistakes else f"{root}: no mistakes")
    return 1 if mistakes else 0


def draw(settings: Settings, told: Namespace) -> int:
    """Pictures for an author, or all of them ahead."""
    root = settings.content or folder()
    if told.watch and told.stretch:
        with contextlib.suppress(KeyboardInterrupt):
            drawing.watch(root, told.stretch, told.to, print, sleep=time.sleep, look=told.look)
        return 0
    book = read(root)
    if told.warm:
        return ahead(settings, book)
    if told.sheet:
        drawing.sheet(book, told.to, print)
    elif told.stretch:
        drawing.write(book, told.stretch, told.to, print, told.look)
    else:
        return fail("Say what to draw: a stretch such as cat-cow, --sheet or --warm.")
    return 0


def ahead(settings: Settings, book: Book) -> int:
    """Make all pictures and, with a token and an admin, give them to Telegram."""
    made = studio(settings, book)
    admins = sorted(settings.ids("admins"))

    def tell(line: str) -> None:
        print(line, flush=True)

    async def files() -> int:
        try:
            return await drawing.warm(made, tell)
        finally:
            await made.close()

    if not (settings.token and admins):
        return min(1, loop.run(files()))
    hide(settings.token)
    store = Store(settings.db)
    app = App(store, book, Host(settings.contact))
    sending = uploaded(
        app, made, tell, token=settings.token, api_url=settings.api_url, chat=admins[0]
    )
    try:
        return min(1, loop.run(sending))
    finally:
        store.close()


def show(settings: Settings, told: Namespace) -> int:
    """Every card and routine on one page for each language, opened for reading."""
    book = check.usable(settings.content or folder())
    to = told.to or Path(tempfile.mkdtemp(prefix="unhunch-"))
    for page in preview.write(book, to.resolve()):
        print(page)
        if told.browser and sys.stdout.isatty():
            webbrowser.open(page.as_uri())
    return 0
