"""Knows what an update of Telegram says to the bot."""

from dataclasses import dataclass
from typing import Any

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, Update

from bot.core.talk.said import Blocked, Command, Elsewhere, Location, Other, Said, Tap, Text, What

# As JSON: a request of plain values has the shorter way.
UPDATES = '["message","edited_message","callback_query","my_chat_member","inline_query"]'
UNREADABLE = (
    "photo",
    "video",
    "voice",
    "audio",
    "video_note",
    "animation",
    "document",
    "sticker",
    "contact",
    "poll",
    "dice",
)
SHOWING = ("photo", "document", "animation", "video", "voice")
OUT = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own id and its username without the @."""

    id: int
    name: str


def hear(update: Update, me: Me) -> Said | None:
    """What an update that is no tap says, or None when it says nothing to the bot."""
    if update.my_chat_member is not None:
        return _member(update.my_chat_member, update.update_id)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type == Chat.PRIVATE:
        what = _what(message, me, edited=update.edited_message is not None)
    else:
        what = _elsewhere(message, me) if update.message is not None else None
    if what is None:
        return None
    return Said(
        person=message.from_user.id,
        chat=message.chat.id,
        at=int(message.date.timestamp()),
        what=what,
        message=message.message_id,
        update=update.update_id,
        language=message.from_user.language_code or "",
    )


def tapped(update: dict[str, Any], now: int) -> Said:
    """The tap of an update with a `callback_query`.

    Its message may be too old for Telegram to show it (then its date is 0), and is answered all the
    same. Most of what is said are taps, and PTB makes an object of all that the bot itself had
    written into that message: so it is read as it came. Raises KeyError, TypeError or ValueError
    for what is no tap.
    """
    query = update["callback_query"]
    person, message = query["from"], query.get("message")
    here = int(person["id"])
    shown = message is not None and message["date"] != 0
    shows = shown and any(message.get(kind) for kind in SHOWING)
    return Said(
        person=here,
        chat=int(message["chat"]["id"]) if message is not None else here,
        at=now,
        what=Tap(str(query.get("data") or ""), str(query["id"]), shows),
        message=int(message["message_id"]) if message is not None else None,
        update=int(update["update_id"]),
        language=str(person.get("language_code") or ""),
    )


def _member(changed: ChatMemberUpdated, update: int) -> Said | None:
    """The bot was stopped or let back in by a person, or brought into a group or channel."""
    person, chat = changed.from_user, changed.chat
    out = changed.new_chat_member.status in OUT
    what: What
    if chat.type == Chat.PRIVATE:
        what = Blocked(out)
    elif not out and changed.old_chat_member.status in OUT:
        what = Elsewhere(chat.type)
    else:
        return None
    return Said(
        person=person.id,
        chat=chat.id,
        at=int(changed.date.timestamp()),
        what=what,
        update=update,
        language=person.language_code or "",
    )


def _what(message: Message, me: Me, *, edited: bool) -> What | None:
    """What a private message says; service messages and moving locations say nothing."""
    if message.text is not None:
        command = _command(message.text)
        if command is None:
            answered = message.reply_to_message
            reply = bool(answered and answered.from_user and answered.from_user.id == me.id)
            return Text(message.text, reply=reply, edited=edited)
        name, whose, words = command
        if edited:  # a corrected "/pain 4" corrects what it said; no command is run twice
            return Text(f"{name} {words}".strip(), edited=True)
        return Command(name, words) if whose in ("", me.name.lower()) else None
    if edited:
        return Text(message.caption, edited=True) if message.caption else None
    if message.location is not None:
        return Location(message.location.latitude, message.location.longitude)
    kind = next((kind for kind in UNREADABLE if message[kind]), None)
    return Other(kind, _file(message), message.caption or "") if kind is not None else None


def _file(message: Message) -> str:
    """Telegram's name for a photo (its largest size), GIF, video or voice message, else ""."""
    sizes = message.photo[-1:]
    found = (*sizes, message.animation, message.video, message.voice)
    return next((one.file_id for one in found if one is not None), "")


def _elsewhere(message: Message, me: Me) -> Elsewhere | None:
    """A command or mention meant for this bot in a group; everything else there is left alone."""
    text = message.text or ""
    command = _command(text)
    if command is not None:
        meant = command[1] in ("", me.name.lower())
    else:
        meant = f"@{me.name.lower()}" in text.lower()
    return Elsewhere(message.chat.type) if meant else None


def _command(text: str) -> tuple[str, str, str] | None:
    """The name, the bot it is for and the words of `/name@bot words`; None for other text."""
    head, _, words = text.replace("\n", " ", 1).partition(" ")
    name, _, whose = head[1:].partition("@")
    if not head.startswith("/") or not name.replace("_", "").isalnum():
        return None
    return name.lower(), whose.lower(), words.strip()
