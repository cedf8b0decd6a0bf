"""Knows how a screen becomes requests: its picture, its keyboard, what it takes the place of."""

import contextlib
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, TelegramError

from bot.app import App
from bot.core.talk.outgoing import Later, Outcome, Show, Shown
from bot.core.talk.screen import Kept
from bot.core.values import replace
from bot.present import media_key
from bot.telegram import requests
from bot.telegram.outcomes import cannot_delete, wrong_file
from bot.telegram.pictures import Pictures

Call = Callable[[requests.Request], Awaitable[object]]


class Screens:
    """Shows screens and removes messages, with requests that somebody else carries."""

    def __init__(self, app: App, pictures: Pictures, call: Call, *, paid: bool) -> None:
        """`call` makes one request and returns its result; `paid` is for reminders."""
        self._app, self._pictures, self._call, self._paid = app, pictures, call, paid

    async def show(self, out: Show) -> Outcome:
        """Show a screen. Raises TelegramError; Later when the person has moved on meanwhile."""
        if out.gone_keyboard and out.screen.rows:
            out = await self._without_keyboard(out)
        if isinstance(out.screen.media, Kept):
            return await self._show_kept(out, out.screen.media)
        shown: Show = out
        file: requests.File | None = None
        if out.screen.media is not None and not out.same_media:
            found = await self._pictures.choose(out)
            if found is None:
                return Later()
            shown, file = found
        try:
            told = await self._call(self._paid_for(out, _request(shown, file)))
        except BadRequest as error:
            if not isinstance(file, str) or not wrong_file(error):
                raise
            self._pictures.forget(shown.screen.media)
            return await self.show(out)
        self._pictures.keep(shown.screen.media, file, told)
        self._pictures.expect(out.screen.ahead)
        message = told["message_id"] if isinstance(told, dict) else shown.message
        with contextlib.suppress(TelegramError):  # what it replaces is worth one try
            await self.remove(out.chat, shown.remove)
        as_asked = shown.screen.media == out.screen.media
        return Shown(message or 0, None if as_asked else media_key(shown.screen))

    def _paid_for(self, out: Show, request: requests.Request) -> requests.Request:
        """A reminder beyond the free rate is paid for by the host, who asked for that rate."""
        name, values = request
        if self._paid and out.owed < 0:
            return name, values | {"allow_paid_broadcast": True}
        return request

    async def _show_kept(self, out: Show, media: Kept) -> Outcome:
        """What a person sent before goes back by its id; one that is gone leaves the words."""
        try:
            told = await self._call(_request(out, None if out.same_media else media.file))
        except BadRequest as error:
            if not wrong_file(error):
                raise
            bare = self._app.without(out, media.file)
            shown = await self.show(bare)
            return replace(shown, media="") if isinstance(shown, Shown) else shown
        self._pictures.expect(out.screen.ahead)
        message = told["message_id"] if isinstance(told, dict) else out.message
        with contextlib.suppress(TelegramError):
            await self.remove(out.chat, out.remove)
        return Shown(message or 0)

    async def _without_keyboard(self, out: Show) -> Show:
        """Take a reply keyboard away: Telegram allows one markup, and the buttons need it.

        A message sent with that markup could never be edited again, so it is one of its own,
        silent and removed at once.
        """
        bare = replace(out.screen, text="✓", rows=(), media=None, hint="", silent=True)
        told = await self._call(requests.new(replace(out, screen=bare), None))
        with contextlib.suppress(TelegramError):
            await self.remove(out.chat, (told["message_id"],) if isinstance(told, dict) else ())
        return replace(out, gone_keyboard=False)

    async def remove(self, chat: int, messages: tuple[int, ...]) -> None:
        """Remove messages; of those too old to be deleted, at least the buttons."""
        for message in messages:
            where = {"chat_id": chat, "message_id": message}
            try:
                await self._call(("deletemessage", where))
            except BadRequest as error:
                if cannot_delete(error):
                    with contextlib.suppress(BadRequest):  # it had none
                        await self._call(("editmessagereplymarkup", where))


def _request(out: Show, file: requests.File | None) -> requests.Request:
    # a reply keyboard only ever comes with a new message
    fresh = out.message is None or out.screen.keyboard is not None
    return requests.new(out, file) if fresh else requests.edit(out, file)
