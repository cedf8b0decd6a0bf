"""Knows how to draw in a process of its own, so that no picture holds up or ends the bot."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from bot.core.pose import FigurePlan
from bot.core.talk.screen import Drawn, Figure, Loop
from bot.draw.media import dose_of

JOBS = 100  # drawings by one process: what the libraries do not give back stays bounded
LONGEST = 300.0  # seconds; ten times what the longest film takes: it hangs
GENTLE = 5  # steps down in the system's order, so that answers go before pictures


@dataclass(frozen=True, slots=True)
class Job:
    """What to draw, with the poses to draw it from."""

    media: Drawn
    figure: FigurePlan


Painter = Callable[[Job], bytes]


class Undrawn(Exception):  # noqa: N818 - it says what became of the picture
    """It could not be drawn; the message says why."""


def paint(job: Job) -> bytes:
    """The bytes of a picture (PNG) or a film (MP4); here and now, in this process."""
    # here, so that only the process that draws holds the renderer: 40 MB, a third of a second
    from bot.draw import clip, figure, loop  # noqa: PLC0415

    media, plan = job.media, job.figure
    if isinstance(media, Figure):
        return figure.still(plan, media.side, media.look)
    if isinstance(media, Loop):
        return loop.loop(plan, media.side, media.look)
    return clip.follow(plan, media.side, media.look, dose_of(media))


def work(pipe: Connection, painter: Painter) -> None:
    """Draw what comes through the pipe until it closes; what goes wrong is said in words."""
    while True:
        try:
            job = pipe.recv()
        except EOFError:  # the bot has ended, or wants a younger process
            return
        made: bytes | str
        try:
            made = painter(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the next may do
            made = f"{type(error).__name__}: {error}"
        pipe.send(made)


def begin(pipe: Connection, painter: Painter) -> None:  # pragma: no cover - in the other process
    """The other process: deaf to Ctrl+C, not in the way, and gone as soon as the bot is."""
    threading.Thread(target=_leave_with_the_bot, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(GENTLE)
    with contextlib.suppress(OSError):  # the bot was killed while this drew
        work(pipe, painter)


def _leave_with_the_bot() -> None:  # pragma: no cover - in the other process
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)


class Worker:
    """One process that draws, started when there is something to draw."""

    def __init__(
        self, painter: Painter = paint, *, jobs: int = JOBS, longest: float = LONGEST
    ) -> None:
        """`painter` is a function of a module, for the process imports it by name."""
        self._painter, self._jobs, self._longest = painter, jobs, longest
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._done = 0
        self._closed = False
        self._turn = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process's id, or None while there is none."""
        return self._process.pid if self._process is not None else None

    def draw(self, job: Job) -> bytes:
        """Draw, and wait for it; call it in a thread. Raises Undrawn.

        A process that died (killed, or out of memory) is replaced, and the drawing tried again,
        once: it may have been what killed it.
        """
        with self._turn:
            for _ in range(2):
                try:
                    return self._drawn(job)
                except (EOFError, OSError):
                    self._end()
            raise Undrawn("the process that drew it died, twice")

    def close(self) -> None:
        """End the process now; what it was drawing is Undrawn."""
        self._closed = True
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):  # ended in this very moment
                process.kill()
        with self._turn:
            self._end()

    def _drawn(self, job: Job) -> bytes:
        pipe = self._pipe or self._start()
        if self._closed:
            self._end()
            raise Undrawn("the bot is ending")
        pipe.send(job)
        if not pipe.poll(self._longest):
            self._end()
            raise Undrawn(f"it was not done after {self._longest:g} s")
        made: bytes | str = pipe.recv()
        self._done += 1
        if self._done >= self._jobs:
            self._end()
        if isinstance(made, str):
            raise Undrawn(made)
        return made

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")  # alike everywhere, and nothing is shared
        self._pipe, theirs = spawn.Pipe()
        process = spawn.Process(target=begin, args=(theirs, self._painter), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process ends the pipe
        self._process, self._done = process, 0
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None
