"""Knows how to serve a Starlette app with uvicorn until it is told to stop."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp


class CannotListen(Exception):  # noqa: N818 - it says what is the matter
    """The address cannot be listened on; the message says why."""


class Server(uvicorn.Server):
    """Leaves signals to others: uvicorn would raise them again after it has stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def server(web: ASGIApp, seconds: int, *, lifespan: bool = False) -> Server:
    """A server that waits `seconds` for what it is answering when it is to stop."""
    return Server(
        uvicorn.Config(
            web,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on" if lifespan else "off",
            timeout_graceful_shutdown=seconds,
        )
    )


def door(host: str, port: int) -> socket.socket:
    """Open an address; port 0 takes any free one. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CannotListen(
            f"BOT_LISTEN={host}:{port} cannot be listened on ({error.strerror or error}); choose "
            "another port."
        ) from error
