"""Knows the HTTP side of the Bot API: routes, long polling, faults, and what a test waits for."""

import asyncio
import contextlib
import itertools
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import ClientSession, web

from botapi import methods, spec
from botapi.chats import BOT, Chat
from botapi.errors import ApiError, Violation, bad

TOKEN = "4242:AAH-made_up-0123456789abcdefghijklmn"  # noqa: S105 - made up


@dataclass
class Fault:
    """What happens to the next call of a method instead of (or after) carrying it out.

    `drop` is "before" or "after": the connection breaks without an answer. `act` is called then.
    """

    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 0
    drop: str = ""
    migrate_to: int = 0
    act: Callable[[], None] = lambda: None


@dataclass
class Call:
    """A request as it arrived."""

    method: str
    values: dict
    files: dict


class BotApi:
    """A Bot API server with its chats. `broken` lists every breach of the published API."""

    def __init__(self, now=lambda: 1_764_000_000):
        self.now = now
        self.calls = []
        self.broken = []
        self.chats = {}
        self.queries = {}
        self.inline = {}
        self.files = {}
        self.settings = {}
        self.pending = []
        self.faults = defaultdict(deque)
        self.confirming = lambda _: None
        self._ids = itertools.count(100)
        self._updates = itertools.count(700_000)
        self._changed = asyncio.Condition()
        self._polls = 0
        self.webhook = None
        self._runner = None
        self.url = ""

    # Life

    async def __aenter__(self):
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    async def until(self, true, seconds=20.0):
        """Wait until something holds, looking again at each request and update."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(true), seconds)
            except TimeoutError:
                last = [(c.method, c.values.get("text", "")) for c in self.calls[-5:]]
                raise AssertionError(f"never came true; the last calls: {last}") from None

    def person(self, number=7, language="en"):
        """The chat of a person."""
        return self.chats.setdefault(number, Chat(self, number, language))

    # For the chats

    def next_id(self):
        return next(self._ids)

    def update(self, **what):
        """Queue an update; returns it."""
        made = {"update_id": next(self._updates), **what}
        self.pending.append(made)
        self._tell()
        return made

    def repeat(self, update):
        """Queue an update that was delivered before once more."""
        self.pending.append(update)
        self._tell()

    def json(self, message):
        return methods.as_json(self, message)

    def made(self, *names):
        """The calls of some methods, in order."""
        return [call for call in self.calls if call.method in names]

    def _tell(self):
        async def tell():
            async with self._changed:
                self._changed.notify_all()

        with contextlib.suppress(RuntimeError):  # no loop yet: nobody waits either
            self._telling = asyncio.get_running_loop().create_task(tell())

    async def bring(self, *updates, at="", secret=None):
        """Bring updates by webhook, all at once; returns the answers. Taken ones wait no more."""
        secret = self.webhook["secret_token"] if secret is None else secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}

        async def one(update):
            async with session.post(at or self.webhook["url"], json=update, headers=headers) as got:
                if got.status == 200 and update in self.pending:
                    self.pending.remove(update)
                return got.status, got.headers.get("Retry-After")

        async with ClientSession() as session:
            found = await asyncio.gather(*map(one, updates))
        self._tell()
        return found

    # Requests

    async def _serve(self, request):
        method = spec.METHODS.get(request.match_info["method"].lower())
        if request.match_info["token"] != TOKEN:
            return _error(ApiError(401, "Unauthorized"))
        if method is None:
            self.broken.append(f"no method {request.match_info['method']}")
            return _error(ApiError(404, "Not Found"))
        given, files = await _read(request)
        fault = self.faults[method].popleft() if self.faults[method] else None
        try:
            return await self._carry_out(request, method, given, files, fault)
        except Violation as error:
            self.broken.append(f"{method}: {error.description} ({given})")
            return _error(error)
        except ApiError as error:
            return _error(error)
        finally:
            self._tell()

    async def _carry_out(self, request, method, given, files, fault):
        values = spec.check(method, given, files)
        self.calls.append(Call(method, values, files))
        if fault is not None and fault.drop != "after":
            if fault.drop:
                self._drop(request, fault)
            parameters = {
                "retry_after": fault.retry_after or None,
                "migrate_to_chat_id": fault.migrate_to or None,
            }
            set_ = {name: value for name, value in parameters.items() if value}
            raise ApiError(fault.code, fault.description, **set_)
        if method == "getUpdates":
            result = await self._get_updates(**values)
        else:
            result = methods.METHODS[method](self, values, files)
        if fault is not None:
            self._drop(request, fault)
        return web.json_response({"ok": True, "result": result})

    @staticmethod
    def _drop(request, fault):
        fault.act()
        request.transport.abort()

    async def _get_updates(self, offset=0, limit=100, timeout=0, allowed_updates=()):  # noqa: ASYNC109 - the API's name
        if not allowed_updates:
            raise Violation("allowed_updates is always stated")
        if timeout > 50:
            raise Violation("a request is held for 50 seconds at most")
        if self.webhook is not None:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        confirmed = [u for u in self.pending if u["update_id"] < offset]
        self.confirming([u["update_id"] for u in confirmed])
        self.pending = [u for u in self.pending if u["update_id"] >= offset]
        self._polls += 1
        mine = self._polls
        self._tell()
        async with self._changed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(
                    self._changed.wait_for(lambda: self.pending or self._polls != mine), timeout
                )
        if self._polls != mine:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")
        return self.pending[:limit]


async def _read(request):
    """The parameters and files of a request; a file is (name, bytes)."""
    given, files = dict(request.query), {}
    if request.content_type == "application/json":
        return given | await request.json(), files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            given[name] = value
    return given, files


def _error(error):
    body = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


__all__ = ["BOT", "TOKEN", "BotApi", "Fault", "bad"]
