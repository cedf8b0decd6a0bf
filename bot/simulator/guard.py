"""Knows who may ask: this computer's own browser, from the simulator's own page."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("localhost", "127.0.0.1", "[::1]")
HEADERS = {
    # Nothing but the page's own files runs or loads, and text never becomes markup.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests of other sites and names; adds the headers that keep the page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                had = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.encode() not in had
                    ),
                ]
            await send(message)

        why = refusal(scope)
        door = PlainTextResponse(why[1], why[0]) if why else self._app
        await door(scope, receive, with_headers)


def refusal(scope: Scope) -> tuple[int, str] | None:
    """The status and the sentence that a request is refused with, or None when it may pass."""
    headers = Headers(scope=scope)
    port = (scope.get("server") or ("", None))[1]
    hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
    if headers.get("host", "").lower() not in hosts:
        # A foreign name that points here would let its site read the chat (DNS rebinding).
        return 421, f"Open the simulator as http://localhost:{port}/."
    origin = headers.get("origin")
    if origin is not None and origin not in {f"http://{host}" for host in hosts}:
        return 403, "The simulator answers its own page only."
    opened = (
        scope["method"] == "GET"
        and scope["path"] == "/"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )  # a link to the page may be followed from anywhere
    site = headers.get("sec-fetch-site", "none")
    if site not in {"same-origin", "none"} and not opened:
        return 403, "The simulator answers its own page only."
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] == "POST" and kind != "application/json":
        # A form of another site cannot send JSON without asking first.
        return 415, "Send JSON (content-type: application/json)."
    return None
