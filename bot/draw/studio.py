"""Knows how pictures come to be in time: drawn once, off the event loop, kept as files."""

import asyncio
import itertools
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.core.book import Book
from bot.core.talk.screen import Drawn, Figure, Follow, Loop
from bot.draw import media as naming
from bot.draw.worker import Job, Undrawn, Worker

log = logging.getLogger(__name__)

# Seconds that somebody waits for a picture before they get the next best thing. A still takes a
# quarter of a second, so five mean that something is wrong; a film takes some seconds the first
# time, and a person who has put the phone on the floor waits ten.
PATIENCE: dict[type[Drawn], float] = {Figure: 5.0, Loop: 10.0, Follow: 10.0}
FIRST: dict[type[Drawn], int] = {
    Figure: 0,
    Loop: 1,
    Follow: 2,
}  # what is quick goes before what is slow
GLANCE = 0.2  # seconds between two looks whether somebody still waits
IDLE = 120.0  # seconds without work after which the process is let go
AGAIN = 300.0  # seconds after which what could not be drawn is tried again
ROOM = 2**30  # bytes of follow-alongs on disk; there is one for each dose that anyone has reached


class Hand(Protocol):
    """Whoever draws: a Worker."""

    def draw(self, job: Job) -> bytes:
        """Draw, and wait for it. Raises Undrawn."""

    def close(self) -> None:
        """Stop at once."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Something that is being made: since when (the loop's seconds), and what comes of it."""

    since: float
    made: "asyncio.Future[Path | None]"


class Studio:
    """Draws in processes of its own; two who ask for the same get the same drawing."""

    def __init__(
        self, book: Book, folder: Path, *, hire: Callable[[], Hand] = Worker, hands: int = 1
    ) -> None:
        """Keep files in `folder` (made when needed). Nothing starts before something is asked."""
        self.book, self.folder = book, folder
        self.patience = dict(PATIENCE)
        self.idle, self.room = IDLE, ROOM
        self._hire, self._most = hire, hands
        self._orders: dict[Path, _Order] = {}
        self._failed: dict[Path, float] = {}
        self._queue: asyncio.PriorityQueue[tuple[int, int, Path, Job]] = asyncio.PriorityQueue()
        self._count = itertools.count()
        self._crew: dict[asyncio.Task[None], Hand] = {}

    def path(self, media: Drawn) -> Path:
        """Where its file is, or will be. Raises KeyError for a stretch that is not in the book."""
        return self.folder / naming.name(media, self.book)

    def begin(self, media: Drawn) -> None:
        """Have it drawn for later, unless it is there already."""
        path = self.path(media)
        if not path.exists():
            self._order(path, media)

    async def file(
        self, media: Drawn, wanted: Callable[[], bool] = lambda: True, patience: float | None = None
    ) -> Path | None:
        """The file, made now if it has to be; None when it is late or cannot be drawn.

        Late is what was begun more than `patience` seconds ago (PATIENCE by default); it goes on
        being made. `wanted` says whether anybody waits still; None as soon as nobody does.
        """
        path = self.path(media)
        if path.exists():
            return path
        order = self._order(path, media)
        if order is None:
            return None
        most = self.patience[type(media)] if patience is None else patience
        clock = asyncio.get_running_loop().time
        while not order.made.done():
            left = order.since + most - clock()
            if left <= 0 or not wanted():
                return None
            await asyncio.wait({order.made}, timeout=min(left, GLANCE))
        return order.made.result()

    async def close(self) -> None:
        """End everything now; what was being made is not."""
        tasks = list(self._crew)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for order in self._orders.values():
            order.made.set_result(None)
        self._orders.clear()

    def _order(self, path: Path, media: Drawn) -> _Order | None:
        """Begin to make it, or join those who wait for it; None while it is known to fail."""
        loop = asyncio.get_running_loop()
        if path in self._orders:
            return self._orders[path]
        plan = self.book.stretches[media.stretch].figure
        if plan is None or loop.time() < self._failed.get(path, 0.0):
            return None
        order = self._orders[path] = _Order(loop.time(), loop.create_future())
        self._queue.put_nowait((FIRST[type(media)], next(self._count), path, Job(media, plan)))
        if len(self._crew) < self._most:
            hand = self._hire()
            self._crew[loop.create_task(self._serve(hand))] = hand
        return order

    async def _serve(self, hand: Hand) -> None:
        """Draw what is asked for, until nothing has been for a while."""
        try:
            while True:
                try:
                    async with asyncio.timeout(self.idle):
                        _, _, path, job = await self._queue.get()
                except TimeoutError:
                    if self._queue.empty():
                        return
                else:
                    await self._make(hand, path, job)
        finally:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - this runs in one
            del self._crew[task]
            hand.close()

    async def _make(self, hand: Hand, path: Path, job: Job) -> None:
        made: Path | None = path
        try:
            await asyncio.to_thread(self._draw, hand, path, job)
        except (Undrawn, OSError) as error:
            log.error("%s cannot be drawn: %s", path.name, error)  # noqa: TRY400 - the reason is enough
            self._failed[path] = asyncio.get_running_loop().time() + AGAIN
            made = None
        self._orders.pop(path).made.set_result(made)

    def _draw(self, hand: Hand, path: Path, job: Job) -> None:
        body = hand.draw(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        part.write_bytes(body)
        part.replace(path)  # whole or not at all
        if isinstance(job.media, Follow):
            self._make_room(path)

    def _make_room(self, but: Path) -> None:
        """Remove the oldest follow-alongs beyond what there is room for."""
        films = [(one.stat(), one) for one in self.folder.glob("follow-*.mp4") if one != but]
        films.sort(key=lambda film: film[0].st_mtime, reverse=True)
        total = but.stat().st_size
        for about, film in films:
            total += about.st_size
            if total > self.room:
                film.unlink(missing_ok=True)
