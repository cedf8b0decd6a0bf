"""A page without a browser, a clock that stands still and an app that says what it is told."""

import functools
from collections import deque
from pathlib import Path
from types import SimpleNamespace

import httpx
from quick import studio

from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import Show
from bot.core.talk.said import Said
from bot.core.talk.screen import Button, Screen
from bot.simulator.server import build
from bot.store import Store

START = 1_795_040_000  # a Wednesday night in November 2026
HERE = "http://localhost:8080"
CONTENT = Path(__file__).parent.parent / "content"


@functools.cache
def book():
    """The real content."""
    return read(CONTENT)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> int:
        return self.at


class Script:
    """An app that answers what it is told to answer, and remembers what it was told."""

    def __init__(self) -> None:
        self.person = None
        self.store = SimpleNamespace(person=lambda _: self.person)
        self.said: list[Said] = []
        self.came_of: list[object] = []
        self.answer = lambda _: [show(Screen("Well."))]
        self.due: list[tuple[int, object]] = []
        self.box = deque()

    def turns(self, said, _now):
        self.said += said
        for one in said:
            self.box += self.answer(one)

    def broke(self, _said, _now):
        self.box.append(show(Screen("Something broke.")))

    def tick(self, now):
        while self.due and self.due[0][0] <= now:
            self.box.append(self.due.pop(0)[1])
        return self.due[0][0] if self.due else None

    def take(self, _now, pings):
        return self.box.popleft() if self.box and not pings else None

    def came(self, _out, outcome, _now):
        self.came_of.append(outcome)


def show(screen, message=None, **more):
    return Show(1, 1, screen, message, **more)


def rows(*labels):
    return (tuple(Button(label, label.lower(), "") for label in labels),)


class Page:
    """A page: what it asks goes in process to the simulator."""

    def __init__(self, web) -> None:
        self.play = web.state.play
        self.web = web
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url=HERE)

    async def get(self, path, **headers):
        return await self.http.get(path, headers=headers)

    async def post(self, path, **body):
        answer = await self.http.post(path, json=body)
        return answer.json() if answer.status_code == 200 else answer

    async def state(self):
        return (await self.get("/state")).json()

    async def last(self):
        return (await self.state())["messages"][-1]


def web(script, chat=None, clock=None, *, beat=0, patience=0.01, drawn=None):
    """The simulator around a script; its clock stands still, and nobody waits for news."""
    clock = clock or Clock()
    drawn = drawn or studio(book())
    return build(lambda: script, drawn, chat, clock, lambda: None, beat=beat, patience=patience)


def real(made, folder=None):
    """The real app behind a page; `made` closes its stores, `fresh` wipes its database."""
    stores = []
    path = folder and folder / "simulator.db"

    def app():
        stores.append(Store(path))
        made.callback(stores[-1].close)
        return App(stores[-1], book(), Host(simulated=True))

    def fresh():
        stores[-1].close()
        for one in folder.glob("simulator.db*") if folder else ():
            one.unlink()

    chat = folder and folder / "chat.json"
    return Page(build(app, studio(book()), chat, Clock(), fresh, beat=0, patience=0.01))
