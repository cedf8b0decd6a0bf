"""Names the files that media values become, and packs documents."""

import hashlib
import io
import struct
import zipfile

from bot.core.book import Book
from bot.core.dose import Dose
from bot.core.talk.screen import Document, Drawn, Figure, Follow, Loop

# Parts of the names of files: raised whenever the drawing, a film's timing or encoding, or what
# a follow-along shows changes. They stand here so that whoever only names files loads no renderer.
DRAWING, FILM, FOLLOW = 2, 1, 1
VERSIONS = {
    Figure: f"{DRAWING}",
    Loop: f"{DRAWING}.{FILM}",
    Follow: f"{DRAWING}.{FILM}.{FOLLOW}",
}


def key(media: Drawn, book: Book) -> str:
    """The name of its file without the ending, the same for the same picture only.

    It holds the value, the versions of what draws it, and a digest of the poses. Raises KeyError
    for a stretch that is not in the book.
    """
    poses = repr(book.stretches[media.stretch].figure)
    digest = hashlib.sha256(poses.encode()).hexdigest()[:16]
    dose = [dose_of(media).compact()] if isinstance(media, Follow) else []
    side = [media.side] if media.side else []
    kind = type(media).__name__.lower()
    parts = [kind, media.stretch, *side, str(media.look), *dose, VERSIONS[type(media)], digest]
    return "-".join(parts)


def name(media: Drawn, book: Book) -> str:
    """The name of its file: `key` with the ending of its kind."""
    return f"{key(media, book)}.{'png' if isinstance(media, Figure) else 'mp4'}"


def still_of(media: Drawn) -> Figure:
    """The still that stands in for a film."""
    return Figure(media.stretch, media.side, media.look)


def dose_of(media: Follow) -> Dose:
    """The dose that a film follows."""
    return Dose(media.sets, media.reps, media.hold, media.seconds)


def seconds(film: bytes) -> int:
    """How long a film is, in whole seconds as Telegram wants it: from the head of the MP4.

    "mvhd" is followed by 12 bytes, then by the time scale and the length in it (ISO/IEC 14496-12).
    """
    scale: int
    units: int
    scale, units = struct.unpack_from(">II", film, film.index(b"mvhd") + 16)
    return max(1, round(units / scale))


def packed(document: Document) -> bytes:
    """A document as a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in document.parts:
            archive.writestr(zipfile.ZipInfo(part), text)
    return out.getvalue()
