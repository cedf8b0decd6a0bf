"""Turns media values into files: figures into PNG, documents into ZIP."""

import hashlib
import io
import zipfile

from bot.core.book import Book
from bot.core.screen import Document, Figure, Media
from bot.draw.figure import VERSION, still


def key(media: Media, book: Book) -> str:
    """Under which a mouth remembers the uploaded file; "" for what is never shown twice."""
    if isinstance(media, Document):
        return ""
    facts = repr(book.stretches[media.stretch].figure)
    digest = hashlib.sha256(facts.encode()).hexdigest()[:16]
    return f"{media.stretch} {media.side} {media.look} {VERSION} {digest}"


def draw(media: Media, book: Book) -> tuple[str, bytes]:
    """A file name and the bytes. Raises KeyError for a stretch that is not in the book."""
    if isinstance(media, Figure):
        stretch = book.stretches[media.stretch]
        assert stretch.figure is not None  # noqa: S101 - the content check demands one
        return f"{media.stretch}.png", still(stretch.figure, media.side, media.look)
    return media.name, _zip(media)


def _zip(document: Document) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in document.parts:
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()
