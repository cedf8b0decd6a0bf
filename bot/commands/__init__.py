"""What the commands share; each group of them has a file."""

import sys
import time

from bot.config import Settings
from bot.core.book import Book
from bot.draw.studio import Studio


def now() -> int:
    """Epoch seconds. The one place, beside the simulator's clock, that asks what time it is."""
    return int(time.time())  # noqa: TID251 - an edge


def fail(text: str) -> int:
    """Say what is wrong, a line each, and give the exit code."""
    print(text, file=sys.stderr)
    return 1


def studio(settings: Settings, book: Book) -> Studio:
    """Where pictures are drawn; they are kept beside the database."""
    return Studio(book, settings.db.parent / "media")
