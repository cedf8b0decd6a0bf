"""Knows how the chat is told to a page: as JSON, with pictures and files under their addresses."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from bot.core.book import Book
from bot.core.talk.outgoing import Toast
from bot.core.talk.screen import Document, Drawn, Figure, Follow, Loop
from bot.draw import media as drawing
from bot.draw.studio import Studio
from bot.routes import MENU
from bot.simulator.chat import Bubble
from bot.simulator.play import PERSON, Play, spoken
from bot.texts import label

MOVING = {Figure: "figure", Loop: "loop", Follow: "follow"}


class Pictures:
    """Names what the chat shows, and has it drawn."""

    def __init__(self, studio: Studio) -> None:
        """Draw in `studio`, with the poses and words of its book."""
        self.studio = studio
        self.book = studio.book

    def expect(self, media: Drawn) -> None:
        """Have it drawn already, the still that is shown until a film is there before it."""
        if media.stretch in self.book.stretches:
            self.studio.begin(drawing.still_of(media))
            self.studio.begin(media)

    def key(self, one: Bubble) -> str:
        """The name of a bubble's media under /media/; "" where there is none."""
        if one.drawn is not None:
            return drawing.name(one.drawn, self.book)
        return f"document {one.id} {one.version}" if one.document is not None else ""

    def find(self, bubbles: Iterable[Bubble], key: str) -> Drawn | Document | None:
        """What goes by this name in the chat: a bubble's media, or the still of its film."""
        for one in bubbles:
            if one.media is not None and self.key(one) == key:
                return one.drawn or one.document
            if one.drawn is not None:
                still = drawing.still_of(one.drawn)
                if drawing.name(still, self.book) == key:
                    return still
        return None


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
    url = _address(pictures.key(one))
    if one.drawn is not None:
        told["media"] = {
            "kind": MOVING[type(one.drawn)],
            "url": url,
            "name": names.get(one.drawn.stretch, one.drawn.stretch),
            "poster": _address(drawing.name(drawing.still_of(one.drawn), pictures.book)),
            "instead": one.instead,
        }
    elif one.sent is not None:
        told["media"] = {"kind": "sent", "url": "", "name": one.sent.kind}
    elif one.document is not None:
        told["media"] = {"kind": "document", "url": url, "name": one.document.name}
    return told


def _address(key: str) -> str:
    return "/media/" + quote(key, safe="")


def toast(said: Toast | None) -> dict[str, Any] | None:
    """The answer to a press; an empty one only ends the waiting."""
    return {"text": said.text, "alert": said.alert} if said and said.text else None
