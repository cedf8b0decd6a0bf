"""Knows how to serve the page to this computer alone, and when to stop."""

import asyncio
import contextlib
import ipaddress
import signal
import socket
from collections.abc import Callable

from starlette.applications import Starlette

from bot.serving import CannotListen, Server, server
from bot.simulator.play import Play


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
    if not 0 <= port <= 65535:
        raise CannotListen(f"There is no port {port}; choose another port, from 1 to 65535.")
    try:
        door = socket.create_server((name, port), family=family)
    except OSError as error:
        raise CannotListen(
            f"The simulator cannot listen on {host}, port {port} ({error}); choose another port."
        ) from error
    shown = f"[{name}]" if ":" in name else name
    return door, f"http://{shown}:{door.getsockname()[1]}/"


async def serve(
    web: Starlette,
    host: str,
    port: int,
    stop: asyncio.Event | None = None,
    ready: Callable[[str], object] = print,
) -> None:
    """Serve until `stop` is set; without one, until Ctrl-C or a polite kill.

    `ready` is told the URL as soon as it can be opened. Raises CannotListen.
    """
    door, url = listen(host, port)
    play: Play = web.state.play
    made = server(web, 3, lifespan=True)
    with contextlib.ExitStack() as after:
        after.callback(door.close)
        if stop is None:
            stop = asyncio.Event()
            _stop_at_signals(stop, after)
        watching = asyncio.create_task(_watch(stop, play, made))
        after.callback(watching.cancel)
        ready(url)
        await made.serve(sockets=[door])


async def _watch(stop: asyncio.Event, play: Play, made: Server) -> None:
    await stop.wait()
    play.close()  # pages that wait for news would hold the server up
    made.should_exit = True


def _stop_at_signals(stop: asyncio.Event, after: contextlib.ExitStack) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends asyncio.run
            loop.add_signal_handler(number, stop.set)
            after.callback(loop.remove_signal_handler, number)
