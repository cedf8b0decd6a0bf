"""Knows how the chat is told to a page: as JSON, with pictures and files under their addresses."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.core.book import Book
from bot.core.outgoing import Toast
from bot.core.screen import Media
from bot.draw import media as drawing
from bot.routes import MENU
from bot.simulator.chat import Bubble
from bot.simulator.play import PERSON, Play, spoken
from bot.texts import label

DRAWN = 64  # pictures kept in memory


@dataclass(frozen=True, slots=True)
class File:
    """A drawn picture or a document: its name and its bytes."""

    name: str
    body: bytes


class Pictures:
    """Draws what the chat shows, and keeps the last few pictures."""

    def __init__(self, book: Book) -> None:
        """Draw with the poses and words of `book`."""
        self.book = book
        self._drawn: OrderedDict[str, File] = OrderedDict()

    def key(self, one: Bubble) -> str:
        """The name of a bubble's media under /media/; "" where there is none."""
        if one.figure is not None:
            return drawing.key(one.figure, self.book)
        return f"document {one.id} {one.version}" if one.document is not None else ""

    async def file(self, key: str, media: Media) -> File:
        """The media as a file; drawn in a thread, for it takes up to a quarter of a second."""
        found = self._drawn.pop(key, None)
        if found is None:
            found = File(*await asyncio.to_thread(drawing.draw, media, self.book))
        self._drawn[key] = found
        if len(self._drawn) > DRAWN:
            self._drawn.popitem(last=False)
        return found


def front(book: Book, language: str) -> dict[str, Any]:
    """What is shown before anyone has spoken: the menu, and what the bot is for."""
    words = book.words.get(spoken(language)) or book.words["en"]
    return {
        "menu": [{"name": name, "about": label(words, f"menu.{name}")} for name in MENU],
        "description": label(words, "bot.description"),
    }


def change(play: Play, pictures: Pictures, after: int) -> dict[str, Any]:
    """What a page that knows change `after` has to know now; `all` says that it starts anew."""
    news = play.chat.news(after)
    changed, gone = news if news is not None else (list(play.chat.bubbles()), [])
    person = play.app.store.person(PERSON)
    words = pictures.book.words.get(person.language if person else "en")
    words = words or pictures.book.words["en"]
    names = {key: one.name for key, one in words.stretches.items()}
    keyboard = play.chat.keyboard
    return {
        "version": play.chat.version,
        "all": news is None,
        "messages": [bubble(one, pictures, names) for one in changed],
        "gone": gone,
        "clock": {"now": play.time(), "offset": play.chat.offset, "zone": play.zone},
        "keyboard": {"share": keyboard.share, "leave": keyboard.leave} if keyboard else None,
    }


def bubble(one: Bubble, pictures: Pictures, names: Mapping[str, str]) -> dict[str, Any]:
    """One bubble; `names` gives the stretch of a picture for those who do not see it."""
    told: dict[str, Any] = {
        "id": one.id,
        "version": one.version,
        "at": one.at,
        "text": one.text,
        "mine": one.mine,
        "kind": one.kind,
        "reply": one.reply,
        "edited": one.edited,
        "silent": one.silent,
        "hint": one.hint,
        "unasked": one.unasked,
        "rows": [
            [{"label": b.label, "line": b.tap, "style": b.style} for b in row] for row in one.rows
        ],
        "media": None,
    }
    url = "/media/" + quote(pictures.key(one), safe="")
    if one.figure is not None:
        name = names.get(one.figure.stretch, one.figure.stretch)
        told["media"] = {"kind": "figure", "url": url, "name": name}
    elif one.sent is not None:
        told["media"] = {"kind": "sent", "url": "", "name": one.sent.kind}
    elif one.document is not None:
        told["media"] = {"kind": "document", "url": url, "name": one.document.name}
    return told


def toast(said: Toast | None) -> dict[str, Any] | None:
    """The answer to a press; an empty one only ends the waiting."""
    return {"text": said.text, "alert": said.alert} if said and said.text else None
