"""Knows how requests reach Telegram over aiohttp, and which of them may be repeated."""

import os
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# RetryAfter carries a timedelta; without this PTB 22 warns each time it builds one.
os.environ.setdefault("PTB_TIMEDELTA", "1")

CONNECT = 10.0  # seconds to get a connection, the wait for a free one included
READ = 15.0  # seconds without an answer to a small request
UPLOAD = 60.0  # the same for a request that carries a file: sending it counts too
KEEP = 15.0  # seconds an idle connection is kept: shorter than any server's, so it is never stale


class NotSent(NetworkError):  # noqa: N818 - what it says, as PTB's TimedOut does
    """The request never left: no connection, no such host, no free place. Safe to repeat."""


class AioRequest(BaseRequest):
    """PTB's network on aiohttp.

    What that gains over its own httpx layer is what tests/bench/bench_sending.py prints. Raises
    NotSent when nothing was sent, TimedOut or another NetworkError when the
    request may have been carried out; none of them quotes the URL, which holds the token.
    """

    def __init__(self, pool: int = 256) -> None:
        """`pool` is the most connections at once: room for answers, pings and inline cards."""
        self._pool = pool
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for the answer to a small request."""
        return READ

    async def initialize(self) -> None:
        """Nothing yet: the session is made in the loop of the first request."""

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's answer; unlike PTB's own, never quotes a wrong one in the log.

        Raises TelegramError when it is not an answer of the Bot API.
        """
        try:
            found: object = msgspec.json.decode(payload)
        except ValueError:
            found = None
        if isinstance(found, dict) and ("result" in found or "error_code" in found):
            return found
        raise TelegramError("Not an answer of the Bot API")

    async def do_request(  # noqa: PLR0913, PLR0917 - PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,  # noqa: ARG002 - aiohttp counts writing as waiting
        connect_timeout: object = None,
        pool_timeout: object = None,  # noqa: ARG002 - part of the time to connect
    ) -> tuple[int, bytes]:
        """Send one request; returns the status code and the body."""
        upload = request_data is not None and request_data.contains_files
        timeout = _timeout(
            _seconds(connect_timeout, CONNECT),
            _seconds(read_timeout, UPLOAD if upload else READ),
        )
        try:
            async with self._connected(url).request(
                method,
                _address(url),
                data=_body(request_data),
                timeout=timeout,
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(str(error)) from None
        except (
            aiohttp.ConnectionTimeoutError,
            aiohttp.ClientHttpProxyError,
            aiohttp.InvalidURL,
        ) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut("No answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"Connection broke: {type(error).__name__}") from None

    def _connected(self, url: str) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._pool, keepalive_timeout=KEEP)
            self._session = aiohttp.ClientSession(
                connector=connector,
                proxy=_proxy(url),
                cookie_jar=aiohttp.DummyCookieJar(),  # Telegram gives none
                headers={"User-Agent": BaseRequest.USER_AGENT},
            )
        return self._session


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    return URL(url)


@lru_cache(maxsize=64)
def _timeout(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)


def _seconds(asked: object, usual: float) -> float:
    return float(asked) if isinstance(asked, int | float) else usual


def _proxy(url: str) -> str | None:
    """The environment's proxy, as PTB's own layer heeds it.

    Asked once: with `trust_env` aiohttp reads the environment and ~/.netrc anew, in a thread, for
    every request.
    """
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    known = getproxies()
    return known.get(parts.scheme) or known.get("all")


def _body(data: RequestData | None) -> aiohttp.BytesPayload | aiohttp.FormData | None:
    """The body with its content type; a form, which costs more, only where there are files."""
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.BytesPayload(data.json_payload, content_type="application/json")
    return _form(data)


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
