"""Knows the request of the Bot API for each thing the app wants done."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from telegram import (
    InputFile,
    InputMediaAnimation,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)

from bot.core.talk.outgoing import Show, Toast
from bot.core.talk.screen import Figure, Follow, Kept, Keyboard, Loop, Media, Rows, Screen
from bot.draw.svg import HEIGHT, WIDTH

Request = tuple[str, dict[str, Any]]


class Upload(NamedTuple):
    """A file to send: its name, its bytes, and how many seconds it plays."""

    name: str
    body: bytes
    seconds: int = 0


File = Upload | str  # something to upload, or the id of a file Telegram has
_STYLES = {"good": "success", "bad": "danger"}
_INPUT: dict[str, Any] = {
    "photo": InputMediaPhoto,
    "animation": InputMediaAnimation,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
}
_PLAIN = json.dumps({"is_disabled": True})

# Method names are written in lower case: the Bot API takes any case, and PTB's do_api_request
# warns about every name that is also a method of its own.


@lru_cache(maxsize=4096)
def inline(rows: Rows) -> str:
    """An inline keyboard, serialised once for all who are shown it."""
    return json.dumps(
        {
            "inline_keyboard": [
                [
                    {"text": button.label, "callback_data": button.tap}
                    | ({"style": _STYLES[button.style]} if button.style else {})
                    for button in row
                ]
                for row in rows
            ]
        }
    )


def _keyboard(keyboard: Keyboard) -> str:
    return json.dumps(
        {
            "keyboard": [
                [{"text": keyboard.share, "request_location": True}],
                [{"text": keyboard.leave}],
            ],
            "resize_keyboard": True,
            "one_time_keyboard": True,
        }
    )


def markup(screen: Screen, *, gone_keyboard: bool = False) -> dict[str, str]:
    """The one markup a message can carry: a reply keyboard, buttons, its removal or a hint."""
    if screen.keyboard is not None:
        return {"reply_markup": _keyboard(screen.keyboard)}
    if screen.rows:
        return {"reply_markup": inline(screen.rows)}
    if gone_keyboard:
        return {"reply_markup": json.dumps({"remove_keyboard": True})}
    if screen.hint:
        forced = {"force_reply": True, "input_field_placeholder": screen.hint}
        return {"reply_markup": json.dumps(forced)}
    return {}


def new(out: Show, file: File | None) -> Request:
    """Send a screen as a new message; `file` is its media."""
    screen = out.screen
    values: dict[str, Any] = {"chat_id": out.chat, "parse_mode": "HTML"}
    values |= markup(screen, gone_keyboard=out.gone_keyboard)
    if screen.silent:
        values["disable_notification"] = True
    if screen.media is None or file is None:
        return "sendmessage", values | {"text": screen.text, "link_preview_options": _PLAIN}
    values["caption"] = screen.text
    sent = file if isinstance(file, str) else InputFile(file.body, filename=file.name)
    if isinstance(screen.media, Kept):
        return f"send{screen.media.kind}", values | {screen.media.kind: sent}
    kind = _kind(screen.media)
    return f"send{kind}", values | {kind: sent} | _film(screen.media, file)


def edit(out: Show, file: File | None) -> Request:
    """Change a message into a screen; text may become media, media never text."""
    screen = out.screen
    values: dict[str, Any] = {"chat_id": out.chat, "message_id": out.message}
    values |= {"reply_markup": inline(screen.rows)} if screen.rows else {}
    if screen.media is None:
        values |= {"text": screen.text, "parse_mode": "HTML", "link_preview_options": _PLAIN}
        return "editmessagetext", values
    if out.same_media or file is None:
        return "editmessagecaption", values | {"caption": screen.text, "parse_mode": "HTML"}
    if isinstance(screen.media, Kept):
        media = _INPUT[screen.media.kind](screen.media.file, caption=screen.text, parse_mode="HTML")
        return "editmessagemedia", values | {"media": media}
    content, name = (file, None) if isinstance(file, str) else (file.body, file.name)
    media = _INPUT[_kind(screen.media)](
        content,
        caption=screen.text,
        parse_mode="HTML",
        filename=name,
        **_film(screen.media, file),
    )
    return "editmessagemedia", values | {"media": media}


def _kind(media: Media) -> str:
    """What the Bot API calls media of this kind."""
    kinds = {Figure: "photo", Loop: "animation", Follow: "video"}
    return kinds.get(type(media), "document")


def _film(media: Media, file: File) -> dict[str, Any]:
    """What Telegram wants to be told of a film that is uploaded, so that it need not find out."""
    if isinstance(file, str) or not isinstance(media, Loop | Follow):
        return {}
    about: dict[str, Any] = {"width": WIDTH, "height": HEIGHT, "duration": file.seconds}
    return about | ({"supports_streaming": True} if isinstance(media, Follow) else {})


def answer(toast: Toast) -> Request:
    """Answer a press; without an answer the button spins for a minute."""
    values: dict[str, Any] = {"callback_query_id": toast.query}
    if toast.text:
        values |= {"text": toast.text, "show_alert": toast.alert}
    return "answercallbackquery", values


def file_id(message: object) -> str:
    """The id under which Telegram keeps the picture or film of a message; "" for none."""
    if not isinstance(message, dict):
        return ""
    found = message.get("animation") or message.get("video") or (message.get("photo") or [None])[-1]
    return str(found["file_id"]) if found else ""
