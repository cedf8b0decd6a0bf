"""A web server over TLS on this computer, with a certificate made for the test."""

import contextlib
import socket
import ssl

import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver

from bot.calendars.address import Net

KEPT = ("Content-Encoding", "ETag", "Last-Modified", "Location")


class Names(AbstractResolver):
    """Answers for every name with the same addresses, and remembers who was asked for."""

    def __init__(self, *addresses):
        self.addresses = addresses
        self.asked = []

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.asked.append(host)
        return [
            {
                "hostname": host, "host": one, "port": port, "family": socket.AF_INET,
                "proto": 0, "flags": socket.AI_NUMERICHOST,
            }
            for one in self.addresses
        ]  # fmt: skip

    async def close(self):
        pass


class Site:
    """What the server says for each path, and what it was asked."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.names = Names("127.0.0.1")
        self.net = None

    async def answer(self, request):
        self.asked.append(request)
        page = self.pages[request.path]
        if callable(page):
            return await page(request)
        kept = {name: told for name, told in page.headers.items() if name in KEPT}
        return web.Response(status=page.status, body=page.body, headers=kept)  # each is sent once

    def link(self, path="/work.ics", host="cal.example", scheme="https"):
        return f"{scheme}://{host}:{self.net.port}{path}"


def loopback(address):
    """What a test may call, in place of the open internet."""
    return address == "127.0.0.1"


@contextlib.asynccontextmanager
async def site():
    """A server that answers as cal.example and other.example."""
    authority = trustme.CA()
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("cal.example", "other.example").configure_cert(serving)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    here = Site()
    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", here.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listen = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving)
    await listen.start()
    port = runner.addresses[0][1]
    here.net = Net(lambda: here.names, loopback, trust, port)
    try:
        yield here
    finally:
        await runner.cleanup()
