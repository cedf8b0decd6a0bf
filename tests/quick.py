"""A studio for tests: everything at its real size and shape, and nothing drawn."""

import struct
from pathlib import Path

from bot.core.talk.screen import Figure
from bot.draw.studio import Studio

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\0\0\0"
FILM_SECONDS = 7
MP4 = b"".join(
    (
        struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0),
        struct.pack(">I4s", 116, b"moov"),
        struct.pack(">I4sIIIII", 108, b"mvhd", 0, 0, 0, 1000, FILM_SECONDS * 1000),
        bytes(80),
    )
)


class Quick:
    """Draws at once, and remembers what."""

    def __init__(self) -> None:
        self.drawn = []
        self.closed = 0

    def draw(self, job):
        self.drawn.append(job.media)
        return PNG if isinstance(job.media, Figure) else MP4

    def close(self):
        self.closed += 1


class Idle(Studio):
    """A studio without a folder, that makes nothing before it is asked for it."""

    def begin(self, media) -> None:
        pass


def studio(book, folder=None, hand=None):
    """A studio with a quick hand, or another."""
    hand = hand or Quick()
    if folder is None:
        return Idle(book, Path("nowhere"), hire=lambda: hand)
    return Studio(book, folder, hire=lambda: hand)
