"""Knows how to serve the page to this computer alone, and when to stop."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from bot.simulator.play import Play


class CannotListen(Exception):
    """The address is not this computer's alone, or is taken; the message says which."""


def listen(host: str, port: int) -> tuple[socket.socket, str]:
    """Open a loopback address and say its URL; port 0 takes any free one.

    Raises CannotListen.
    """
    name = host.strip("[]")
    try:
        local = name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        local = False
    if not local:
        raise CannotListen(
            f"The simulator shows a private chat without a password, so it only serves this "
            f"computer: use 127.0.0.1 or localhost instead of {host}."
        )
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        door = socket.create_server((name, port), family=family)
    except (OSError, OverflowError) as error:
        raise CannotListen(
            f"The simulator cannot listen on {host}, port {port} ({error}); choose another port."
        ) from error
    shown = f"[{name}]" if ":" in name else name
    return door, f"http://{shown}:{door.getsockname()[1]}/"


class _Server(uvicorn.Server):
    """Lets waiting pages go as soon as it is asked to stop."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._leave = leave

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        self._leave()
        super().handle_exit(sig, frame)


async def serve(
    web: Starlette,
    host: str,
    port: int,
    stop: asyncio.Event | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve until `stop` is set or a signal comes; `ready` is told the URL once it listens.

    Raises CannotListen.
    """
    door, url = listen(host, port)
    play: Play = web.state.play
    config = uvicorn.Config(
        web, log_level="warning", access_log=False, server_header=False, lifespan="on"
    )
    config.timeout_graceful_shutdown = 3  # seconds
    server = _Server(config, play.close)

    async def watch(stop: asyncio.Event) -> None:
        await stop.wait()
        play.close()
        server.should_exit = True

    watcher = asyncio.create_task(watch(stop or asyncio.Event()))
    try:
        ready(url)
        await server.serve(sockets=[door])
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher
        door.close()
