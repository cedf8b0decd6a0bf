"""Knows what each chat shows: the live message, its media, its keyboard, its passing notes."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.core.talk.outgoing import Show, Shown
from bot.core.talk.screen import Document, Figure, Kept, Loop, Screen
from bot.store import Store

LIVE = -1  # target of an edit: whichever message is live when it is sent


@dataclass(frozen=True, slots=True)
class Owed:
    """A screen owed to a chat.

    `kind` is "live" (the message the talk goes on in), "note" or "passing" (beside it). `target`
    is the message to edit, LIVE, or None for a new one; `has_media` what is known of the target.
    One that is `kept` is never dropped for something newer.
    """

    person: int
    chat: int
    screen: Screen
    kind: str = "live"
    target: int | None = None
    has_media: bool = False
    kept: bool = False


class Presents:
    """What is remembered of each chat. Writes happen inside the store's `transaction`."""

    def __init__(self, store: Store) -> None:
        """Nothing is read yet."""
        self._store = store

    def take_passing(self, chat: int) -> str:
        """The passing notes that a chat shows, as JSON; none are remembered any more."""
        found = self._store.rows("SELECT passing FROM chats WHERE chat = ?", chat)
        if found in ([], [("[]",)]):
            return ""
        self._store.rows("UPDATE chats SET passing = '[]' WHERE chat = ?", chat)
        return str(found[0][0])

    def note(self, out: Show, shown: Shown, kind: str = "live") -> None:
        """Note which message is live in a chat, and retarget edits of those it replaced.

        Nothing is noted for chats of nobody: groups, strangers, and people who were forgotten.
        """
        chat, message = out.chat, shown.message
        media = media_key(out.screen) if shown.media is None else shown.media
        # what was shown in another message than the one to be edited has taken its place
        edited = () if out.message in (None, message) else (out.message,)
        replaced = (*out.remove, *edited)
        keyboard = out.screen.keyboard is not None
        if kind == "live":
            self._store.rows(
                """INSERT INTO chats (chat, message, media, keyboard)
                   SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM people WHERE chat = ?1)
                   ON CONFLICT (chat) DO UPDATE SET message = excluded.message,
                   media = excluded.media,
                   keyboard = excluded.keyboard OR (keyboard AND NOT ?5)""",
                chat,
                message,
                media,
                keyboard,
                out.gone_keyboard,
            )
        else:
            self._beside(out, message, media, replaced, kind)
        for old in replaced:
            self._store.rows(
                "UPDATE owed SET target = ?, has_media = ? WHERE chat = ? AND target = ?",
                message,
                bool(media),
                chat,
                old,
            )

    def _beside(
        self, out: Show, message: int, media: str, replaced: Collection[int], kind: str
    ) -> None:
        """Note a message beside the live one; it may have been that which was live."""
        chat = out.chat
        self._store.rows(
            """INSERT OR IGNORE INTO chats (chat)
               SELECT ? WHERE EXISTS (SELECT 1 FROM people WHERE chat = ?)""",
            chat,
            chat,
        )
        known = self._chat(chat)
        if known["message"] in (message, *replaced):
            self._store.rows(
                "UPDATE chats SET message = ?, media = ?, keyboard = ? WHERE chat = ?",
                message,
                media,
                out.screen.keyboard is not None or (known["keyboard"] and not out.gone_keyboard),
                chat,
            )
        if kind == "passing":
            passing = [*json.loads(known["passing"]), message]
            self._store.rows(
                "UPDATE chats SET passing = ? WHERE chat = ?", json.dumps(passing), chat
            )

    def _chat(self, chat: int) -> dict[str, Any]:
        found = self._store.rows(
            "SELECT message, media, passing, keyboard FROM chats WHERE chat = ?", chat
        )
        row = found[0] if found else (None, "", "[]", 0)
        return dict(zip(("message", "media", "passing", "keyboard"), row, strict=True))

    def move(self, old: int, new: int) -> None:
        """A chat has a new id."""
        self._store.rows("UPDATE OR REPLACE chats SET chat = ? WHERE chat = ?", new, old)


def shown_as(number: int, owed: Owed, live: int | None, shown: str, *, keyboard: bool) -> Show:
    """How a screen is shown, in a chat whose `live` message shows the media `shown`.

    `keyboard` is whether a reply keyboard lies under it.
    """
    screen = owed.screen
    target = live if owed.target == LIVE else owed.target
    media = shown if target == live else ("?" if owed.has_media else "")
    gone_keyboard = keyboard and owed.kind == "live" and screen.keyboard is None
    new = screen.keyboard is not None or gone_keyboard or (media and screen.media is None)
    if target is None or new:
        remove = () if target is None else (target,)
        return Show(number, owed.chat, screen, remove=remove, gone_keyboard=gone_keyboard)
    same = isinstance(screen.media, Figure | Loop | Kept) and media == media_key(screen)
    return Show(number, owed.chat, screen, target, bool(media), same)


def media_key(screen: Screen) -> str:
    """What the chat remembers of the media a message shows; "" for none.

    Of a document only its name: what is in it belongs to the person.
    """
    if isinstance(screen.media, Document):
        return f"Document({screen.media.name})"
    return "" if screen.media is None else repr(screen.media)
