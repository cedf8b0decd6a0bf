"""Knows how to run the loop of a command, so that no look-up of a name holds its end up."""

import asyncio
import socket
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")

if sys.platform == "win32":
    Base = asyncio.ProactorEventLoop
else:
    Base = asyncio.SelectorEventLoop


class Loop(Base):
    """The usual loop, but that names are looked up in threads that nobody waits for.

    A resolver that hangs may take half a minute, and asyncio's own threads are waited for.
    """

    async def getaddrinfo(self, *asked: Any, **more: Any) -> Any:  # noqa: ANN401 - as it stands in asyncio
        """Look a name up. Raises what `socket.getaddrinfo` does."""
        found: Future[Any] = Future()
        found.set_running_or_notify_cancel()  # who asked may give up; this goes on

        def look() -> None:
            try:
                found.set_result(socket.getaddrinfo(*asked, **more))
            except Exception as error:  # noqa: BLE001 - whoever asked gets it
                found.set_exception(error)

        threading.Thread(target=look, name="a look-up", daemon=True).start()
        return await asyncio.wrap_future(found, loop=self)


def run(main: Coroutine[Any, Any, T]) -> T:
    """Like `asyncio.run`."""
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(main)
