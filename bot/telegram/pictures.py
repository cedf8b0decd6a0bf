"""Knows what a screen is shown with: a file Telegram has, a fresh one, or the next best thing."""

import asyncio
from collections.abc import Callable

from bot.app import App
from bot.core.talk.outgoing import Show
from bot.core.talk.screen import Document, Drawn, Figure, Follow, Kept, Loop, Media
from bot.core.values import replace
from bot.draw import media as drawing
from bot.draw.studio import Studio
from bot.telegram.requests import File, Upload, file_id


class Pictures:
    """Finds the file of a screen, and remembers what Telegram calls it."""

    def __init__(self, app: App, studio: Studio, bot: int) -> None:
        """`bot` is the bot's own id: another bot cannot use what this one has uploaded."""
        self._app, self._studio, self._bot = app, studio, bot

    def key(self, media: Drawn) -> str:
        """Under which Telegram's name for it is kept."""
        return f"{self._bot} {drawing.key(media, self._app.book)}"

    async def choose(self, out: Show) -> tuple[Show, File | None] | None:
        """What is shown, and its file; None when the person has moved on meanwhile.

        A film that is late or cannot be made gives way to the still, a still to the words alone.
        """
        media = out.screen.media
        assert not isinstance(media, Kept)  # noqa: S101 - what a person sent has its id
        if isinstance(media, Document):
            body = await asyncio.to_thread(drawing.packed, media)
            return (out, Upload(media.name, body)) if self._app.still(out) else None
        for one in _choices(media, self._app):
            file = await self.file(one, lambda: self._app.still(out))
            if not self._app.still(out):
                return None
            if file is not None:
                return replace(out, screen=replace(out.screen, media=one)), file
        return words_only(out), None

    async def file(self, media: Drawn, wanted: Callable[[], bool] = lambda: True) -> File | None:
        """Telegram's own file or a fresh one; None when it is late or cannot be made.

        `wanted` says whether anybody waits for it still.
        """
        known = self._app.file(self.key(media))
        if known:
            return known
        if isinstance(media, Loop):
            self.expect(drawing.still_of(media))  # in case the film is late
        path = await self._studio.file(media, wanted)
        if path is None:
            return None
        try:
            body = await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:  # somebody tidied up just now
            return None
        length = 0 if isinstance(media, Figure) else drawing.seconds(body)
        return Upload(f"{media.stretch}{path.suffix}", body, length)

    def expect(self, media: Drawn | None) -> None:
        """Have it drawn already, when Telegram has none of it."""
        known = media is None or media.stretch not in self._app.book.stretches
        if media is not None and not known and not self._app.file(self.key(media)):
            self._studio.begin(media)

    def keep(self, media: Media | None, file: File | None, told: object) -> None:
        """Remember what Telegram calls a file that was just uploaded."""
        if isinstance(media, Figure | Loop | Follow) and isinstance(file, Upload):
            self._app.keep_file(self.key(media), file_id(told))

    def forget(self, media: Media | None) -> None:
        """Telegram does not know that name any more."""
        if isinstance(media, Figure | Loop | Follow):
            self._app.keep_file(self.key(media), "")


def _choices(media: Drawn | None, app: App) -> tuple[Drawn, ...]:
    """What may be shown, the best first."""
    if media is None or media.stretch not in app.book.stretches:
        return ()
    return (media, drawing.still_of(media)) if isinstance(media, Loop) else (media,)


def words_only(out: Show) -> Show:
    """The screen without its picture; a message that shows one gives way to a new message."""
    text = out.screen.instead or out.screen.text
    bare = replace(out, screen=replace(out.screen, text=text, media=None))
    if out.message is None or not out.has_media:
        return bare
    return replace(bare, message=None, has_media=False, remove=(*out.remove, out.message))
