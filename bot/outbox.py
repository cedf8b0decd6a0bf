"""Keeps what is owed to each chat, and the pings that are due, until a mouth has shown them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable

import msgspec

from bot.core.talk.outgoing import Outgoing, Remove, Show, Shown, Toast
from bot.core.talk.screen import Screen
from bot.present import Owed, Presents, shown_as
from bot.store import Store

TOAST_LIVES = 120  # seconds; Telegram keeps a press for 150 s, after that the answer has no taker
MOST = 5  # new messages of a kind that wait for one chat; who floods is answered to the latest
_SCREEN = msgspec.json.Decoder(Screen)


class Outbox:
    """What is owed, in the order it was said; at most one screen for each chat is under way."""

    def __init__(self, store: Store) -> None:
        """Nothing is under way yet: what was when the last process ended is owed again."""
        self._store = store
        self._presents = Presents(store)
        self._under_way: dict[int, int | None] = {}  # owed id (a ping's is negative) → chat
        self._toasted = 0  # the last answer to a press that was taken; none is ever taken twice
        self._busy: Counter[int] = Counter()  # chat → how much is under way to it
        # Chats that may be owed a screen beyond what is under way: those that are busy, and those
        # that are not, the oldest first. None is ever missing, a change that was rolled back leaves
        # one too many.
        self._more: set[int] = set()
        self._waits = dict.fromkeys(
            chat
            for (chat,) in store.rows(
                "SELECT chat FROM owed WHERE kind <> 'toast' GROUP BY chat ORDER BY min(id)"
            )
        )
        self._back: set[int] = set()  # under way no more, and owed still, in a commit to come
        self._late: set[int] = set()  # passing notes under way whose time has passed meanwhile

    def owe(self, owed: Owed, at: int) -> None:
        """Owe a screen. An unsent edit of the same message is replaced by this newer one.

        So are unsent new messages, when very many wait: nobody reads the answers of minutes ago.
        """
        more = self._may_owe(owed.chat)
        if more and owed.target is not None:
            self._drop_unsent(
                self._store.rows(
                    "SELECT id FROM owed WHERE chat = ? AND target = ? AND NOT kept",
                    owed.chat,
                    owed.target,
                )
            )
        body = msgspec.json.encode(owed.screen, enc_hook=str).decode()  # Markup is a str
        row = (owed.person, owed.chat, owed.kind, owed.target, owed.has_media, at, body)
        self._add(row, kept=owed.kept)
        if more and owed.target is None:
            self._drop_unsent(
                self._store.rows(
                    """SELECT id FROM owed WHERE chat = ? AND kind = ? AND target IS NULL
                       AND NOT kept ORDER BY id DESC LIMIT -1 OFFSET ?""",
                    owed.chat,
                    owed.kind,
                    MOST,
                )
            )

    def owe_toast(self, person: int, chat: int, at: int, toast: tuple[str, str, bool]) -> None:
        """Owe the answer to a press: (query id, text, whether it waits to be dismissed)."""
        self._add((person, chat, "toast", None, False, at, msgspec.json.encode(toast).decode()))

    def owe_removal(self, person: int, chat: int, at: int) -> None:
        """Owe the removal of the chat's passing notes; those not sent yet stay unsent."""
        if self._may_owe(chat):
            owed = self._store.rows(
                "SELECT id FROM owed WHERE chat = ? AND kind = 'passing' AND NOT kept", chat
            )
            self._late |= {number for (number,) in owed} & self._under_way.keys() - self._back
            self._drop_unsent(owed)
        passing = self._presents.take_passing(chat)
        if passing:
            self._add((person, chat, "remove", None, False, at, passing))

    def owe_erasure(self, person: int, chat: int, at: int, messages: Iterable[int]) -> None:
        """Owe the removal of messages of the person's own."""
        body = json.dumps([*messages])
        self._add((person, chat, "remove", None, False, at, body))

    def collapse(self, chat: int, kinds: Iterable[str]) -> bool:
        """Drop unsent answers of some kinds for newer ones; whether there were any."""
        waiting = [
            row
            for kind in kinds
            for row in self._store.rows(
                "SELECT id FROM owed WHERE chat = ? AND kind = ? AND NOT kept", chat, kind
            )
        ]
        self._drop_unsent(waiting)
        return any(number not in self._under_way for (number,) in waiting)

    def _may_owe(self, chat: int) -> bool:
        """Whether a screen may be owed to a chat already."""
        return chat in self._waits or chat in self._busy

    def _wait(self, chat: int) -> None:
        """A screen may be owed to a chat."""
        if chat in self._busy:
            self._more.add(chat)
        else:
            self._waits[chat] = None

    def _add(
        self, row: tuple[int, int, str, int | None, bool, int, str], *, kept: bool = False
    ) -> None:
        _, chat, kind, *_ = row
        if kind != "toast":
            self._wait(chat)
        self._store.rows(
            """INSERT INTO owed (person, chat, kind, target, has_media, at, body, kept)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            *row,
            kept,
        )

    def _drop_unsent(self, owed: Iterable[tuple[int, ...]]) -> None:
        for (number,) in owed:
            if number not in self._under_way or number in self._back:
                self._store.rows("DELETE FROM owed WHERE id = ?", number)

    # Sending

    def take(self, now: int) -> Outgoing | None:
        """The first of what `takes` gives."""
        return next(iter(self.takes(now, 1)), None)

    def takes(self, now: int, most: int) -> list[Outgoing]:
        """Answers to presses, the oldest first, then the oldest things owed to chats that are free.

        At most `most`. Answers to a press wait for nothing (a button spins until then), and are
        dropped when they are stale. A screen waits for what else its chat was owed before it.
        """
        found = self._take_toasts(now, most)
        try:
            while self._waits and len(found) < most:
                found += self._take_screen(next(iter(self._waits)))
        except sqlite3.Error:
            if not found:
                raise
            # what is taken is sent; the next look meets the same
        return found

    def _take_toasts(self, now: int, most: int) -> list[Outgoing]:
        """The next answers to presses; those that have no taker any more are dropped."""
        next_ones = """SELECT id, chat, at, body FROM owed WHERE kind = 'toast' AND id > ?
                       ORDER BY id LIMIT ?"""
        rows = self._store.rows(next_ones, self._toasted, most)
        oldest = now - TOAST_LIVES
        if any(at < oldest for _, _, at, _ in rows):
            self._store.rows(
                "DELETE FROM owed WHERE kind = 'toast' AND id > ? AND at < ?", self._toasted, oldest
            )
            rows = self._store.rows(next_ones, self._toasted, most)
        found: list[Outgoing] = []
        for number, chat, _, body in rows:
            self._toasted = number
            self._under_way[number] = None  # the screen need not wait for it
            found.append(Toast(number, chat, *json.loads(body)))
        return found

    def _take_screen(self, chat: int) -> list[Outgoing]:
        """What a chat was owed first, if anything."""
        rows = self._store.rows(
            """SELECT id, kind, target, has_media, body, message, media, keyboard,
               EXISTS (SELECT 1 FROM owed AS later WHERE later.chat = owed.chat
                       AND later.id > owed.id AND later.kind <> 'toast')
               FROM owed LEFT JOIN chats USING (chat)
               WHERE chat = ? AND kind <> 'toast' ORDER BY id LIMIT 1""",
            chat,
        )
        if not rows:
            del self._waits[chat]
            return []
        ((number, kind, target, has_media, body, message, shown, keyboard, more),) = rows
        if kind == "remove":
            out: Outgoing = Remove(number, chat, tuple(json.loads(body)))
        else:
            try:
                screen = _SCREEN.decode(body)
            except msgspec.DecodeError:  # written by another version, in another shape
                self._store.rows("DELETE FROM owed WHERE id = ?", number)
                return self._take_screen(chat)
            owed = Owed(0, chat, screen, kind, target, bool(has_media))
            out = shown_as(number, owed, message, shown or "", keyboard=bool(keyboard))
        del self._waits[chat]
        self.hold(number, chat)
        if more:
            self._more.add(chat)
        return [out]

    def hold(self, number: int, chat: int) -> None:
        """Something is under way to a chat."""
        self._under_way[number] = chat
        self._busy[chat] += 1
        if chat in self._waits:
            del self._waits[chat]
            self._more.add(chat)

    def release(self, out: Outgoing) -> None:
        """It is not under way any more, whatever came of it."""
        self._back.discard(out.owed)
        chat = self._under_way.pop(out.owed, None)
        if chat is not None:  # a toast keeps no chat busy
            self._busy[chat] -= 1
            if not self._busy[chat]:
                del self._busy[chat]
                if chat in self._more:
                    self._more.discard(chat)
                    self._waits[chat] = None

    def more_for(self, chat: int) -> bool:
        """Whether a screen waits for what is under way to a chat."""
        return chat in self._more

    def put_back(self, out: Outgoing) -> None:
        """It is not under way any more, and owed still."""
        self.release(out)
        if not isinstance(out, Toast):
            self._wait(out.chat)

    @property
    def busy(self) -> Collection[int]:
        """The chats to which something is under way."""
        return self._busy

    def owed(self, number: int) -> bool:
        """Whether this is still owed: neither forgotten nor replaced by a newer edit.

        A passing note whose time has passed is not, unless it was already being sent: it then
        goes at the next tap.
        """
        return number not in self._late and bool(
            self._store.rows(
                """SELECT 1 FROM owed WHERE id = ? AND (kept OR NOT EXISTS (
                   SELECT 1 FROM owed AS newer WHERE newer.chat = owed.chat
                   AND newer.target = owed.target AND newer.id > owed.id))""",
                number,
            )
        )

    def waits(self, chat: int) -> bool:
        """Whether anything is owed to a chat."""
        return bool(self._store.rows("SELECT 1 FROM owed WHERE chat = ? LIMIT 1", chat))

    # What came of it

    def shown(self, out: Outgoing, shown: Shown) -> None:
        """It is on the person's screen."""
        row = self._store.rows("DELETE FROM owed WHERE id = ? RETURNING kind", out.owed)
        self._late.discard(out.owed)
        if row and isinstance(out, Show):
            self._presents.note(out, shown, row[0][0])

    def live(self, out: Show, shown: Shown) -> None:
        """A ping is on the person's screen: the talk goes on in it."""
        self._presents.note(out, shown)

    def send_anew(self, out: Outgoing) -> None:
        """The message to edit is gone: owe it as a new one."""
        self.again(out)
        self._store.rows("UPDATE owed SET target = NULL WHERE id = ?", out.owed)

    def again(self, out: Outgoing) -> None:
        """It was not sent; it stays owed, unless a newer edit took its place."""
        self._wait(out.chat)
        if out.owed in self._under_way:
            self._back.add(out.owed)
        if not self.owed(out.owed):
            self.drop(out)

    def drop(self, out: Outgoing) -> None:
        """It is not owed any more."""
        self._late.discard(out.owed)
        self._store.rows("DELETE FROM owed WHERE id = ?", out.owed)

    def drop_all(self, chat: int) -> None:
        """Nothing can be sent to this chat."""
        self._store.rows("DELETE FROM owed WHERE chat = ?", chat)

    def move(self, old: int, new: int) -> None:
        """A chat has a new id."""
        self._wait(new)
        self._store.rows("UPDATE owed SET chat = ? WHERE chat = ?", new, old)
        self._presents.move(old, new)
        self._store.rows(
            "UPDATE people SET chat = ?, state = json_set(state, '$.chat', ?) WHERE chat = ?",
            new,
            new,
            old,
        )
