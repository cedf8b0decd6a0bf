"""Keeps what is owed to each chat, and the pings that are due, until a mouth has shown them."""

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.core.outgoing import Outgoing, Remove, Show, Toast
from bot.core.screen import Screen
from bot.store import Store

TOAST_LIVES = 120  # seconds; Telegram keeps a press for 150 s, after that the answer has no taker
LIVE = -1  # target of an edit: whichever message is live when it is sent


@dataclass(frozen=True, slots=True)
class Owed:
    """A screen owed to a chat.

    `kind` is "live" (the message the talk goes on in), "note" or "passing" (beside it). `target`
    is the message to edit, LIVE, or None for a new one; `has_media` what is known of the target.
    """

    person: int
    chat: int
    screen: Screen
    kind: str = "live"
    target: int | None = None
    has_media: bool = False


class Outbox:
    """What is owed, in the order it was said; at most one thing for each chat is under way."""

    def __init__(self, store: Store) -> None:
        """Nothing is under way yet: what was when the last process ended is owed again."""
        self._store = store
        self._under_way: dict[int, int] = {}  # chat → owed id

    def owe(self, owed: Owed, at: int) -> None:
        """Owe a screen. An unsent edit of the same message is replaced by this newer one."""
        if owed.target is not None:
            self._store.rows(
                "DELETE FROM owed WHERE chat = ? AND kind = 'live' AND target = ? AND id != ?",
                owed.chat,
                owed.target,
                self._under_way.get(owed.chat, 0),
            )
        body = msgspec.json.encode(owed.screen, enc_hook=str).decode()  # Markup is a str
        self._add((owed.person, owed.chat, owed.kind, owed.target, owed.has_media, at, body))

    def owe_toast(self, person: int, chat: int, at: int, toast: tuple[str, str, bool]) -> None:
        """Owe the answer to a press: (query id, text, whether it waits to be dismissed)."""
        self._add((person, chat, "toast", None, False, at, json.dumps(toast)))

    def owe_removal(self, person: int, chat: int, at: int) -> None:
        """Owe the removal of the chat's passing notes, if there are any."""
        passing = self._chat(chat)["passing"]
        if passing != "[]":
            self._add((person, chat, "remove", None, False, at, passing))
            self._store.rows("UPDATE chats SET passing = '[]' WHERE chat = ?", chat)

    def _add(self, row: tuple[int, int, str, int | None, bool, int, str]) -> None:
        self._store.rows(
            """INSERT INTO owed (person, chat, kind, target, has_media, at, body)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            *row,
        )

    def _chat(self, chat: int) -> dict[str, Any]:
        found = self._store.rows(
            "SELECT message, media, passing, keyboard FROM chats WHERE chat = ?", chat
        )
        row = found[0] if found else (None, "", "[]", 0)
        return dict(zip(("message", "media", "passing", "keyboard"), row, strict=True))

    # Sending

    def take(self, now: int) -> Outgoing | None:
        """The oldest thing owed to a chat that has nothing under way; stale toasts are dropped."""
        with self._store.transaction():
            self._store.rows("DELETE FROM owed WHERE kind = 'toast' AND at < ?", now - TOAST_LIVES)
        rows = self._store.rows(
            """SELECT min(id), chat, kind, target, has_media, body FROM owed
               GROUP BY chat ORDER BY min(id)"""
        )
        for number, chat, kind, target, has_media, body in rows:
            if chat in self._under_way:
                continue
            self._under_way[chat] = number
            if kind == "toast":
                return Toast(number, chat, *json.loads(body))
            if kind == "remove":
                return Remove(number, chat, tuple(json.loads(body)))
            screen = msgspec.json.decode(body, type=Screen)
            return self._show(number, chat, screen, target, bool(has_media))
        return None

    def _show(
        self, number: int, chat: int, screen: Screen, target: int | None, has_media: bool  # noqa: FBT001
    ) -> Show:
        known = self._chat(chat)
        live = known["message"]
        if target == LIVE:
            target = live
        media = known["media"] if target == live else ("?" if has_media else "")
        gone_keyboard = bool(known["keyboard"]) and screen.keyboard is None
        new = screen.keyboard is not None or gone_keyboard or (media and screen.media is None)
        if target is None or new:
            remove = () if target is None else (target,)
            return Show(number, chat, screen, remove=remove, gone_keyboard=gone_keyboard)
        same = screen.media is not None and media == media_key(screen)
        return Show(number, chat, screen, target, bool(media), same)

    def owed(self, number: int) -> bool:
        """Whether this is still owed."""
        return bool(self._store.rows("SELECT 1 FROM owed WHERE id = ?", number))

    # What came of it

    def shown(self, out: Outgoing, message: int) -> None:
        """It is on the person's screen as `message`."""
        row = self._store.rows("SELECT kind FROM owed WHERE id = ?", out.owed)
        self.drop(out)
        if not isinstance(out, Show):
            return
        kind = row[0][0] if row else "live"
        self.live(out, message, kind)

    def live(self, out: Show, message: int, kind: str = "live") -> None:
        """Note which message is live in a chat, and retarget edits of those it replaced."""
        chat = out.chat
        self._store.rows("INSERT OR IGNORE INTO chats (chat) VALUES (?)", chat)
        if kind == "live":
            self._store.rows(
                "UPDATE chats SET message = ?, media = ?, keyboard = ? WHERE chat = ?",
                message,
                media_key(out.screen),
                out.screen.keyboard is not None,
                chat,
            )
            for old in out.remove:
                self._store.rows(
                    "UPDATE owed SET target = ? WHERE chat = ? AND target = ?", message, chat, old
                )
        elif kind == "passing":
            passing = [*json.loads(self._chat(chat)["passing"]), message]
            self._store.rows(
                "UPDATE chats SET passing = ? WHERE chat = ?", json.dumps(passing), chat
            )

    def send_anew(self, out: Outgoing) -> None:
        """The message to edit is gone: owe it as a new one."""
        self.again(out)
        self._store.rows("UPDATE owed SET target = NULL WHERE id = ?", out.owed)

    def again(self, out: Outgoing) -> None:
        """It was not sent; it stays owed."""
        self._under_way.pop(out.chat, None)

    def drop(self, out: Outgoing) -> None:
        """It is not owed any more."""
        self._under_way.pop(out.chat, None)
        self._store.rows("DELETE FROM owed WHERE id = ?", out.owed)

    def drop_all(self, chat: int) -> None:
        """Nothing can be sent to this chat."""
        self._under_way.pop(chat, None)
        self._store.rows("DELETE FROM owed WHERE chat = ?", chat)

    def move(self, old: int, new: int) -> None:
        """A chat has a new id."""
        self._under_way.pop(old, None)
        self._store.rows("UPDATE owed SET chat = ? WHERE chat = ?", new, old)
        self._store.rows("UPDATE OR REPLACE chats SET chat = ? WHERE chat = ?", new, old)
        self._store.rows("UPDATE people SET chat = ? WHERE chat = ?", new, old)


def media_key(screen: Screen) -> str:
    """What the chat remembers of the media a message shows; "" for none."""
    return "" if screen.media is None else repr(screen.media)[:200]
