"""Knows how updates come in by webhook: answered and saved together, and only then confirmed."""

import asyncio
import hmac
import json
import logging
import re
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.logs import frames
from bot.serving import CannotListen, door, server
from bot.telegram.answering import Answers
from bot.telegram.health import Health
from bot.telegram.hear import UPDATES
from bot.telegram.outcomes import seconds

log = logging.getLogger(__name__)
HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 2**20  # bytes of a body; updates have a few thousand
MOST = 500  # updates that wait for their commit; Telegram sends at most CONNECTIONS at once
CONNECTIONS = 40  # requests of Telegram at once, its own default
AGAIN = 5  # seconds after which Telegram is to try again what could not be saved
WARNED = 60  # seconds between two lines about requests without the secret
LEAVING = 1  # seconds for requests that are being answered at a stop
FIRST_WAIT, LAST_WAIT = 1.0, 30.0  # seconds between tries to tell Telegram the address


class Hook:
    """Takes updates that Telegram brings. All that came together share one commit."""

    def __init__(self, answers: Answers, secret: str) -> None:
        """`secret` is what Telegram sends along, so that nobody else can speak for it."""
        self._answers, self._secret = answers, secret.encode()
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[bool]]] = []
        self._closed_until = 0.0
        self._warned = -WARNED

    async def receive(self, request: Request) -> Response:
        """One update: 200 once it is on disk or can never be read, 503 when it is to come again."""
        try:
            return await self._received(request)
        except ClientDisconnect:  # in the middle of the body: nobody hears the answer
            return Response()
        except asyncio.CancelledError:  # the stop waits no longer, and the server ends with it
            return _later()

    async def _received(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self._secret):
            self._warn()
            return PlainTextResponse("Only Telegram may speak here.", 403)
        loop = asyncio.get_running_loop()
        if len(self._waiting) >= MOST or loop.time() < self._closed_until:
            return _later()
        update = _read(await _body(request))
        if update is None:  # it would come again for a day, and keep others waiting
            log.error("An update by webhook cannot be read; it is let go")
            return Response()
        if not self._waiting:
            loop.call_soon(self._answer)
        done: asyncio.Future[bool] = loop.create_future()
        self._waiting.append((update, done))
        return Response() if await done else _later()

    def _answer(self) -> None:
        """Answer all that wait, in the order in which it was said: webhooks overtake each other."""
        waiting, self._waiting = self._waiting, []
        waiting.sort(key=lambda one: one[0]["update_id"])
        saved = True
        try:
            self._answers.answer([update for update, _ in waiting])
        except Exception as error:  # noqa: BLE001 - nothing is confirmed, so nothing is lost
            if not self._answers.app.store.trouble.met(error):
                log.critical("A webhook broke: %s", frames(error))
            saved = False
            self._closed_until = asyncio.get_running_loop().time() + AGAIN
        for _, done in waiting:
            if not done.done():  # who asked may have hung up
                done.set_result(saved)

    def _warn(self) -> None:
        now = self._answers.now()
        if abs(now - self._warned) >= WARNED:
            self._warned = now
            log.warning(
                "A request without the right secret was refused; is BOT_WEBHOOK_URL shared?"
            )


def _later() -> Response:
    return PlainTextResponse("Later, please.", 503, {"retry-after": str(AGAIN)})


async def _body(request: Request) -> bytes | None:
    """What was sent, or None when it is too large: the rest of it is not read."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _read(body: bytes | None) -> dict[str, Any] | None:
    try:
        update = json.loads(body or b"")
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if type(number) is int and 0 <= number < 2**63 else None


def site(health: Health, hook: Hook | None, path: str) -> Starlette:
    """What is served: /health, and the webhook's path (unquoted) where there is one."""
    routes = [Route("/health", health.ask, methods=["GET"])]
    if hook is not None:
        route = Route("/", hook.receive, methods=["POST"])
        route.path_regex = re.compile(re.escape(path) + r"\Z")  # braces in it mean nothing more
        routes.append(route)
    return Starlette(routes=routes)


async def serve(web: Starlette, address: tuple[str, int]) -> None:
    """Serve until cancelled, and finish what is being answered then. Raises CannotListen."""
    made = server(web, LEAVING)
    serving = asyncio.create_task(made.serve(sockets=[door(*address)]))
    log.info("Listening on %s:%s", *address)
    try:
        await asyncio.shield(serving)
    finally:
        made.should_exit = True
        await serving


async def announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where to bring updates, as often as it takes; never ends.

    Raises InvalidToken, and CannotListen when Telegram does not take the address.
    """
    wait = FIRST_WAIT
    where = {
        "url": url,
        "secret_token": secret,
        "allowed_updates": UPDATES,
        "max_connections": CONNECTIONS,
    }
    while True:
        try:
            await bot.do_api_request("setwebhook", api_kwargs=where)
            break
        except InvalidToken:
            raise
        except BadRequest as error:
            raise CannotListen(
                f"Telegram does not take BOT_WEBHOOK_URL: {error.message}."
            ) from None
        except TelegramError as error:
            asked = seconds(error) if isinstance(error, RetryAfter) else wait
            log.warning("The webhook could not be set (%s); again in %g s", error.message, asked)
            await asyncio.sleep(asked)
            wait = min(LAST_WAIT, wait * 2)
    log.info("Telegram brings updates to %s", url)
    await asyncio.Event().wait()
