"""Knows the simulator's addresses: the page, the state of the chat, and what a person may do."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.core.talk.said import Location
from bot.core.talk.screen import Document
from bot.draw.media import packed
from bot.draw.studio import Studio
from bot.simulator.asks import Ask, Edit, Place, Press, Say, Thing, Turn
from bot.simulator.guard import Guard
from bot.simulator.play import Play
from bot.simulator.show import Pictures, change, front, toast
from bot.worker import Worker

log = logging.getLogger(__name__)
T = TypeVar("T", bound=Ask)

PAGE = {one.name: one for one in (files("bot.simulator") / "page").iterdir()}
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FILMS = {".png": "image/png", ".mp4": "video/mp4"}
LARGEST_BODY = 64 * 1024  # bytes; the longest text is a quarter of it


class Bad(Exception):  # noqa: N818 - it says what the request is
    """A request that cannot be read; the message says why."""


class Addresses:
    """The answers to a page's requests."""

    def __init__(self, play: Play, pictures: Pictures, patience: float) -> None:
        """Answer for `play`; a question for news waits `patience` seconds."""
        self._play = play
        self._pictures = pictures
        self._patience = patience

    def _told(self, after: int, **more: object) -> Response:
        return _json({**change(self._play, self._pictures, after), **more})

    async def state(self, request: Request) -> Response:
        """Everything, for a page that was just opened."""
        self._play.beat()
        language = request.query_params.get("language", "")
        return self._told(-1, **front(self._pictures.book, language))

    async def events(self, request: Request) -> Response:
        """What is new since change `after`, as soon as there is something (or at once: `now`)."""
        try:
            after = int(request.query_params.get("after", ""))
        except ValueError:
            raise Bad("after must be a number") from None
        if "now" not in request.query_params:
            await self._play.wait(after, self._patience)
        return self._told(after)

    async def media(self, request: Request) -> Response:
        """A picture, a film, or a file to download, that the chat shows now."""
        media = self._pictures.find(self._play.chat.bubbles(), request.path_params["key"])
        if media is None:
            return _json({"error": "This is not in the chat any more."}, 404)
        if isinstance(media, Document):
            name = quote(media.name)
            headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
            body = await asyncio.to_thread(packed, media)
            return Response(body, media_type="application/zip", headers=headers)
        path = await self._pictures.studio.file(media)
        if path is None:
            return _json({"error": "This picture is not ready."}, 404)
        # The name changes with the poses and the renderer, so a picture may be kept.
        headers = {"cache-control": "private, max-age=86400, immutable"}
        return FileResponse(path, media_type=FILMS[path.suffix], headers=headers)

    async def say(self, request: Request) -> Response:
        """Typed words."""
        ask = await _ask(request, Say)
        self._play.say(ask.text.strip(), ask.reply, ask.language)
        return self._told(ask.after)

    async def edit(self, request: Request) -> Response:
        """New words for one's own message."""
        ask = await _ask(request, Edit)
        if not self._play.edit(ask.message, ask.text.strip(), ask.language):
            return _json({"error": "This message cannot be changed."}, 404)
        return self._told(ask.after)

    async def tap(self, request: Request) -> Response:
        """A pressed button."""
        ask = await _ask(request, Press)
        try:
            said = self._play.tap(ask.message, ask.line, ask.language)
        except KeyError:
            return _json({"error": "This message is gone."}, 404)
        return self._told(ask.after, toast=toast(said))

    async def location(self, request: Request) -> Response:
        """A shared place."""
        ask = await _ask(request, Place)
        label = ask.label or f"{ask.latitude:.4f}, {ask.longitude:.4f}"
        self._play.locate(Location(ask.latitude, ask.longitude), label, ask.language)
        return self._told(ask.after)

    async def other(self, request: Request) -> Response:
        """Something that the bot cannot read."""
        ask = await _ask(request, Thing)
        self._play.other(ask.kind, ask.language)
        return self._told(ask.after)

    async def turn(self, request: Request) -> Response:
        """A turn of the clock."""
        ask = await _ask(request, Turn)
        if ask.seconds is None:
            return self._told(ask.after, news=await self._play.turn_to_news())
        await self._play.turn(ask.seconds)
        return self._told(ask.after)

    async def restart(self, request: Request) -> Response:
        """Start over."""
        ask = await _ask(request, Ask)
        await self._play.start_over()
        return self._told(ask.after)


def build(  # noqa: PLR0913 - what the command line wires together
    app_factory: Callable[[], App],
    studio: Studio,
    chat_file: Path | None,
    now: Callable[[], int],
    fresh: Callable[[], None],
    *,
    worker: Callable[[Callable[[], int]], Worker] | None = None,
    beat: float = 1.0,
    patience: float = 25.0,
) -> Starlette:
    """The simulator as a web app. Call it in the thread that serves it: the database asks so.

    `app_factory` makes an App on the simulator's database; `fresh` closes and wipes that
    database, and an App is made anew after it. `studio` draws, and is closed at the end. `now` is
    the clock in epoch seconds. `worker` makes who does what waits for the outside, told the turned
    clock (None: that stays undone). `beat` and `patience` are seconds; with a beat of 0 only
    requests make the clock's work happen.
    """
    pictures = Pictures(studio)
    play = Play(app_factory, chat_file, now, fresh, pictures.expect)
    at = Addresses(play, pictures, patience)
    acts = (at.say, at.edit, at.tap, at.location, at.other, at.turn, at.restart)
    routes = [
        Route("/", partial(_static, "page.html")),
        *(Route(f"/{name}", partial(_static, name)) for name in PAGE),
        Route("/state", at.state),
        Route("/events", at.events),
        Route("/media/{key:path}", at.media),
        *(Route(f"/{act.__name__}", act, methods=["POST"]) for act in acts),
    ]

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        beating = asyncio.create_task(_beat(play, beat))
        work = [beating]
        if worker is not None:
            work.append(asyncio.create_task(worker(play.time).work(play.jobs, play.came)))
        for one in work:
            one.add_done_callback(_say_if_it_broke)
        yield
        play.close()
        for one in work:
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await studio.close()

    web = Starlette(
        routes=routes,
        middleware=[Middleware(Guard)],
        exception_handlers={Bad: _bad},
        lifespan=life,
    )
    web.state.play = play
    return web


async def _beat(play: Play, every: float) -> None:
    while every:
        await asyncio.sleep(every)
        play.real_beat()


def _say_if_it_broke(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        log.critical("the clock stopped, or the work beside it", exc_info=task.exception())


async def _static(name: str, _: Request) -> Response:
    return Response(PAGE[name].read_bytes(), media_type=KINDS[PurePath(name).suffix])


async def _ask(request: Request, kind: type[T]) -> T:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Bad("That is too long.")
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Bad(str(error)) from error


def _bad(_: Request, error: Exception) -> Response:
    return _json({"error": str(error)}, 400)


def _json(told: dict[str, Any], status: int = 200) -> Response:
    return Response(msgspec.json.encode(told), status, media_type="application/json")
