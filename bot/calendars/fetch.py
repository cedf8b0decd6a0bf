"""Fetches a file over https within limits: of addresses, redirects, size, time and kind."""

import asyncio
import re
import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.calendars.address import Net, Pinned, Private, Unread, checked

LARGEST = 8 * 1024 * 1024  # bytes, packed and unpacked: years of a full calendar have five
LONGEST = 20.0  # seconds for everything, redirects included
REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
PART = 64 * 1024  # bytes read at once
MEMBERS = 1000  # of a gzip file; each costs time, and programs that make several make some hundred
HEADER = 500  # characters of what a server may have us say back to it
BEGINS = b"BEGIN:VCALENDAR"
ENDS = b"END:VCALENDAR"
EDGE = re.compile(rb"[\r\n](BEGIN|END):[ \t]*(\w*)", re.IGNORECASE)
ASKS = {
    "User-Agent": "Unhunch",
    "Accept": "text/calendar, text/plain;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A calendar file, or None where it has not changed; and how to ask for changes next time."""

    body: bytes | None = field(repr=False)
    tag: str = field(default="", repr=False)
    modified: str = ""


async def fetch(link: str, tag: str, modified: str, net: Net) -> Page:
    """The calendar at `link`. Raises Unread, whose fault names what is wrong.

    With `tag` or `modified` (as the server told them) an unchanged file is not sent again.
    Redirects are followed up to three times, and each is checked like the link itself.
    """
    try:
        async with asyncio.timeout(LONGEST):
            return await _fetched(checked(link, net), tag, modified, net)
    except TimeoutError:
        raise Unread("slow") from None
    except aiohttp.InvalidURL:
        raise Unread("link") from None
    except aiohttp.ClientConnectorDNSError as error:  # aiohttp wraps what a resolver raises
        raise Unread("private" if _private(error) else "name") from None
    except (ssl.SSLError, aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch):
        raise Unread("certificate") from None
    except (aiohttp.ClientError, OSError, ValueError, zlib.error):
        raise Unread("unreachable") from None


def _private(error: aiohttp.ClientConnectorDNSError) -> bool:
    return isinstance(error.os_error, Private)


async def _fetched(url: URL, tag: str, modified: str, net: Net) -> Page:
    headers = dict(ASKS)
    if tag:
        headers["If-None-Match"] = tag
    if modified:
        headers["If-Modified-Since"] = modified
    connector = aiohttp.TCPConnector(
        resolver=Pinned(net), use_dns_cache=False, force_close=True, ssl=net.trust or True
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
    ) as session:
        for _ in range(REDIRECTS + 1):
            async with session.get(url, headers=headers, allow_redirects=False) as came:
                if came.status in MOVED:
                    url = checked(str(url.join(URL(came.headers.get("Location", "")))), net)
                    continue
                return await _page(came, bool(tag or modified))
    raise Unread("redirects")


async def _page(came: aiohttp.ClientResponse, conditional: bool) -> Page:  # noqa: FBT001 - a mark
    told = came.headers.get("ETag", ""), came.headers.get("Last-Modified", "")
    marks = [one if len(one) <= HEADER and one.isprintable() else "" for one in told]
    if came.status == 304 and conditional:
        return Page(None, *marks)
    if came.status != 200:
        raise Unread(_refusal(came.status))
    if (came.content_length or 0) > LARGEST:
        raise Unread("large")
    body = await _body(came)
    start = body[:PART].removeprefix(b"\xef\xbb\xbf").lstrip().upper()
    if not start.startswith(BEGINS):
        raise Unread("page" if b"<HTML" in start else "kind")
    if not _ended(body):
        raise Unread("unreachable")
    return Page(body, *marks)


def _ended(body: bytes) -> bool:
    """Whether the file is there to its end: nothing begins or ends in it after a calendar's end.

    A server that breaks off need not say so: what it makes as it sends, and sends packed or without
    a length, ends in good order wherever it stopped. This is asked here and not where the file is
    read, for reading takes whatever it finds, and half a file would be all of a person's meetings;
    whether all of it came is a question about the fetching, with the same answer as a broken
    connection: what was known stays known, and the marks of a half file are not kept. Only the
    end of the file is looked at, which takes no time. Blank lines, a page counter's remark and
    whatever else some servers leave behind the end do no harm.
    """
    edges = EDGE.findall(body[-PART:])
    return bool(edges) and b":".join(edges[-1]).upper() == ENDS


def _refusal(status: int) -> str:
    if status in (401, 403, 407):
        return "login"
    if status in (404, 410):
        return "gone"
    return "server" if status >= 500 or status in (408, 425, 429) else "refused"


async def _body(came: aiohttp.ClientResponse) -> bytes:
    """What the server sent, unpacked. Its bytes count as they come, whatever they unpack to."""
    coding = came.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise Unread("kind")
    packed = None if coding in ("identity", "") else _Packed()
    parts: list[bytes] = []
    left = LARGEST
    async for part in came.content.iter_chunked(PART):
        left -= len(part)
        if left < 0:
            raise Unread("large")
        parts.extend((part,) if packed is None else packed.unpacked(part))
    if packed is not None and not packed.ended:
        raise Unread("unreachable")
    return b"".join(parts)


class _Packed:
    """A body in gzip or zlib, unpacked by ourselves so that a small file cannot become a huge one.

    In gzip, one member may follow another (RFC 1952), and zeros may fill up the end. Whatever else
    is behind a member is no gzip: zlib refuses its first bytes, and nothing of it is kept.
    """

    def __init__(self) -> None:
        self._member = zlib.decompressobj(47)  # gzip or zlib
        self._members = 1
        self._left = LARGEST

    @property
    def ended(self) -> bool:
        """Whether the file may end here."""
        return self._member.eof

    def unpacked(self, part: bytes) -> Iterator[bytes]:
        """The next bytes of the file. Raises Unread, or zlib.error."""
        rest = part
        while rest:
            if self._member.eof:
                rest = rest.lstrip(b"\0")
                if not rest:
                    return
                self._next()
            more = self._member.decompress(rest, self._left + 1)
            self._left -= len(more)
            if self._left < 0:
                raise Unread("large")
            yield more
            rest = self._member.unused_data

    def _next(self) -> None:
        self._members += 1
        if self._members > MEMBERS:
            raise Unread("heavy")
        self._member = zlib.decompressobj(31)  # gzip
