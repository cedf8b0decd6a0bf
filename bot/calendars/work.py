"""Knows how a calendar is read from its link to the busy times, whatever it is made of."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from bot.calendars.address import Net, Unread
from bot.calendars.fetch import fetch
from bot.core.silence import Span
from bot.core.talk.job import Fetched, Task

AHEAD = 12 * 86400  # seconds that are read; eight days are asked for, so most re-reads may be short
LONGEST = 15.0  # seconds that reading a file may take
CPU = 10  # of which computing
MEMORY = 512 * 1024 * 1024  # bytes
READER = Path(__file__).with_name("reading.py")
# Nothing of the bot's own settings goes over: the token is one of them.
PASSED_ON = ("PATH", "SYSTEMROOT", "PYTHONPATH", "PYTHONHOME", "PYTHONTZPATH", "VIRTUAL_ENV")


class Found(msgspec.Struct, frozen=True):
    """What the reading process says."""

    busy: tuple[tuple[int, int], ...] = ()
    fault: str = ""


def reader(net: Net | None = None) -> Callable[[Task, int], Awaitable[Fetched]]:
    """What the worker calls for a calendar job; `net` is the open internet unless a test says."""

    async def read(task: Task, now: int) -> Fetched:
        what = task.what
        try:
            page = await fetch(what.link, what.tag, what.modified, net or Net())
            if page.body is None:
                return Fetched(task.id, tag=page.tag, modified=page.modified)
            spans = await times(page.body, what.zone, now, now + AHEAD)
        except Unread as error:
            return Fetched(task.id, fault=error.fault)
        return Fetched(task.id, spans, now, now + AHEAD, tag=page.tag, modified=page.modified)

    return read


async def times(body: bytes, zone: str, since: int, until: int) -> tuple[Span, ...]:
    """The busy times of a file, read in a process that is killed when it takes too long.

    Raises Unread.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", str(READER), str(MEMORY), str(CPU), zone, str(since), str(until),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a traceback may quote the file
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
    )  # fmt: skip
    said = b""
    try:
        async with asyncio.timeout(LONGEST):
            said, _ = await process.communicate(body)
    except TimeoutError:
        pass
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    try:
        found = msgspec.json.decode(said, type=Found)
    except msgspec.DecodeError:  # it was killed, by us or for want of memory
        raise Unread("heavy") from None
    if found.fault:
        raise Unread(found.fault)
    return tuple(Span(*one) for one in found.busy)
