"""A Bot API server that costs next to nothing, in a process of its own: the bot is measured.

Every request is answered after `latency` seconds, `getUpdates` at once. It plays people, too:
each taps the first button of the present screen whose line begins with one of TAPS, as soon as
that screen has come (a press is not counted before its toast has come as well).

python -m tests.bench.server PORT LATENCY [PEOPLE]
"""

import asyncio
import json
import sys
import urllib.parse
from collections.abc import Callable

TAPS = ("done ", "end ", "after ", "effort ", "now ", "stretch", "home")
AT = 1_795_521_600


class Server:
    """What Telegram knows: messages have numbers, people have taps to make."""

    def __init__(self, latency: float, people: int) -> None:
        self.latency, self.people = latency, people
        self.counts: dict[str, int] = {}
        self.message = 1000
        self.update = 1_000_000
        self.waiting: list[dict[str, object]] = []
        self.polls: list[Callable[[], None]] = []
        self.open: set[str] = set()  # presses without their toast
        self.by_hand = False
        self.next: tuple[int, str, dict[str, object]] | None = None
        self.pressed: tuple[float, Callable[[object], None]] | None = None

    def answer(self, method: str, values: Callable[[], dict[str, str]]) -> object:
        """The result of a method; `values` parses its parameters where they matter."""
        self.counts[method] = self.counts.get(method, 0) + 1
        if method == "getme":
            return {"id": 4242, "is_bot": True, "first_name": "b", "username": "b_bot"}
        if method.startswith("getmy"):
            about = {"name": "", "description": "", "short_description": ""}
            return [] if method == "getmycommands" else about
        if method in ("sendmessage", "sendphoto", "editmessagetext", "editmessagemedia"):
            return self._shown(method, values() if self.people else {})
        if method == "answercallbackquery" and self.people:
            self.open.discard(values().get("callback_query_id", ""))
        return True

    def _shown(self, method: str, values: dict[str, str]) -> object:
        chat = int(values.get("chat_id", 1))
        number = int(values.get("message_id", 0))
        if method.startswith("send"):
            self.message += 1
            number = self.message
        made: dict[str, object] = {
            "message_id": number or 1,
            "date": AT,
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": {"id": 4242, "is_bot": True, "first_name": "b", "username": "b_bot"},
            "text": "x" * 60,
        }
        markup = values.get("reply_markup")
        if self.people and chat <= self.people and markup and "inline_keyboard" in markup:
            rows = json.loads(markup)["inline_keyboard"]
            lines = [button["callback_data"] for row in rows for button in row]
            found = pick(lines)
            if self.pressed is not None:
                began, tell = self.pressed
                self.pressed = None
                loop = asyncio.get_running_loop()
                loop.call_later(self.latency, lambda: tell((loop.time() - began) * 1000))
            if found and self.by_hand:
                self.next = (chat, found, made)
            elif found:
                self.tap(chat, found, made)
        return made

    def tap(self, chat: int, line: str, message: dict[str, object]) -> None:
        """A person presses a button."""
        self.update += 1
        query = f"q{self.update}"
        self.open.add(query)
        person = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "en"}
        self.push({"callback_query": {
            "id": query, "from": person, "message": message, "chat_instance": "1", "data": line,
        }})  # fmt: skip

    def press(self, tell: Callable[[object], None]) -> None:
        """Press what is shown; `tell` is told the milliseconds until its answer was shown."""
        if self.next is None:
            tell(-1.0)
            return
        self.pressed = (asyncio.get_running_loop().time(), tell)
        chosen, self.next = self.next, None
        self.tap(*chosen)

    def say(self, chat: int, words: str) -> None:
        """A person types a command."""
        self.message += 1
        person = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "en"}
        self.push({"message": {
            "message_id": self.message, "date": AT, "text": words, "from": person,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(words)}],
            "chat": {"id": chat, "type": "private", "first_name": "P"},
        }})  # fmt: skip

    def push(self, what: dict[str, object]) -> None:
        """An update waits."""
        self.update += 1
        self.waiting.append({"update_id": self.update, **what})
        polls, self.polls = self.polls, []
        for poll in polls:
            poll()


def pick(lines: list[str]) -> str | None:
    """What a person taps who wants to go on: of the numbers of "how is it now?" the third, a 2."""
    for tap in TAPS:
        known = [one for one in lines if one.startswith(tap)]
        if known:
            return known[2] if tap == "now " and len(known) > 2 else known[0]
    return None


class Connection(asyncio.Protocol):
    """One kept-alive HTTP connection."""

    def __init__(self, server: Server) -> None:
        self.server, self.buffer = server, b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connected."""
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self.buffer += data
        while True:
            head, mark, rest = self.buffer.partition(b"\r\n\r\n")
            if not mark:
                return
            low = head.lower()
            at = low.find(b"content-length:")
            length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(rest) < length:
                return
            body, self.buffer = rest[:length], rest[length:]
            self.request(head, body)

    def request(self, head: bytes, body: bytes) -> None:
        """Carry one request out."""
        server = self.server
        path = head.split(b" ", 2)[1].decode()
        method = path.rpartition("/")[2].lower()
        if method == "stats":
            self.reply({"counts": server.counts, "open": len(server.open)})
            return
        if method.startswith("begin"):
            server.by_hand = method.endswith("slow")
            for chat in range(1, server.people + 1):
                server.say(chat, "/stretch")
            self.reply(True)
            return
        if method == "press":
            server.press(self.reply)
            return
        if method == "getupdates":
            self.updates(head, body)
            return
        result = server.answer(method, lambda: _values(head, body))
        asyncio.get_running_loop().call_later(server.latency, self.reply, result)

    def updates(self, head: bytes, body: bytes) -> None:
        """Long polling."""
        server = self.server
        offset = int(_values(head, body).get("offset", 0) or 0)
        server.waiting = [one for one in server.waiting if int(str(one["update_id"])) >= offset]
        if server.waiting:
            self.reply(server.waiting[:100])
            return
        answered = []

        def tell() -> None:
            if not answered:
                answered.append(True)
                self.reply(server.waiting[:100])

        server.polls.append(tell)
        wait = float(_values(head, body).get("timeout", 0) or 0)
        asyncio.get_running_loop().call_later(wait, tell)

    def reply(self, result: object) -> None:
        """Send an answer."""
        if self.transport is None or self.transport.is_closing():
            return
        body = json.dumps({"ok": True, "result": result}).encode()
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + str(len(body)).encode() + b"\r\n\r\n" + body
        )  # fmt: skip


def _values(head: bytes, body: bytes) -> dict[str, str]:
    if b"application/json" in head:
        return {name: str(value) for name, value in json.loads(body or b"{}").items()}
    if b"multipart/form-data" in head:
        boundary = body.split(b"\r\n", 1)[0]
        found = {}
        for part in body.split(boundary)[1:-1]:
            about, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
            name = about.partition(b'name="')[2].partition(b'"')[0].decode()
            found[name] = value.decode(errors="replace")
        return found
    return dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))


async def main(port: int, latency: float, people: int) -> None:
    """Serve until stopped."""
    server = Server(latency, people)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", port)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), int((sys.argv[3:] or ["0"])[0])))
