"""Knows which addresses a person may make this computer call, and refuses all others."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from ssl import SSLContext

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

CALENDARS = ("webcal", "webcals")  # https by another name
LONGEST = 2000  # characters of a link
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 as networks without it see it (RFC 6052)
TUNNELS = (
    ipaddress.IPv6Network("::/96"),  # IPv4-compatible: long out of use
    ipaddress.IPv6Network("::ffff:0:0/96"),  # IPv4-mapped: no name server says so in good faith
    ipaddress.IPv6Network("2001::/32"),  # Teredo
    ipaddress.IPv6Network("2002::/16"),  # 6to4
)


class Unread(Exception):  # noqa: N818 - it says what became of the calendar
    """It could not be read; `fault` names why, in a word that the screens know."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Private(OSError):  # noqa: N818 - it says what the address is
    """A name leads to an address that is not on the open internet."""


def public(address: str) -> bool:
    """Whether an IP address is on the open internet: no home, office or cloud network of ours.

    Refuses private, loopback, link-local, shared, multicast and reserved addresses, and IPv6 that
    carries an IPv4 address past this question.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in TRANSLATED:
            return public(str(ipaddress.IPv4Address(found.packed[-4:])))
        if found.is_site_local or any(found in one for one in TUNNELS):
            return False
    return found.is_global and not (
        found.is_multicast or found.is_reserved or found.is_private or found.is_unspecified
    )


@dataclass(frozen=True, slots=True)
class Net:
    """How the web is reached: who answers for names, what may be called, whose word is trusted.

    The defaults are the open internet. Tests call a server of their own on this computer.
    """

    resolver: Callable[[], AbstractResolver] = field(default=ThreadedResolver)
    allowed: Callable[[str], bool] = public
    trust: SSLContext | None = None
    port: int = 443


def checked(link: str, net: Net) -> URL:
    """The address of a link that may be called. Raises Unread.

    webcal:// means https://. A host that is an IP address is asked about here, for nobody
    resolves it.
    """
    try:
        url = URL(link) if len(link) <= LONGEST else URL()
        port = url.port
    except ValueError:
        raise Unread("link") from None
    if url.scheme in CALENDARS and url.host:
        url = url.with_scheme("https")
        port = url.port
    if url.scheme != "https":
        raise Unread("https" if url.scheme in ("http", "ftp") else "link")
    if not url.host:
        raise Unread("link")
    if url.user is not None or url.password is not None:
        raise Unread("login")
    if _is_address(url.host) and not net.allowed(url.host):
        raise Unread("private")
    if port != net.port:
        raise Unread("port")
    return url.with_fragment(None)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Pinned(AbstractResolver):
    """Resolves a name and refuses it when any of its addresses is not allowed.

    What it returns is what is connected to, so a name cannot lead elsewhere between the question
    and the call.
    """

    def __init__(self, net: Net) -> None:
        """Ask `net.resolver`; make it inside a running event loop."""
        self._inner, self._allowed = net.resolver(), net.allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises Private, or OSError where there are none."""
        found = await self._inner.resolve(host, port, family)
        if not found or not all(self._allowed(one["host"]) for one in found):
            raise Private("not on the open internet")
        return found

    async def close(self) -> None:
        """Let go of what resolves."""
        await self._inner.close()
