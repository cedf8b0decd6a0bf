"""Knows the request of the Bot API for each thing the app wants done."""

import json
from functools import lru_cache
from typing import Any

from telegram import InputFile, InputMediaDocument, InputMediaPhoto

from bot.core.outgoing import Show, Toast
from bot.core.screen import Figure, Keyboard, Rows, Screen

Request = tuple[str, dict[str, Any]]
File = tuple[str, bytes] | str  # a name and bytes to upload, or the id of a file Telegram has
_STYLES = {"good": "success", "bad": "danger"}
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
    sent = file if isinstance(file, str) else InputFile(file[1], filename=file[0])
    if isinstance(screen.media, Figure):
        return "sendphoto", values | {"photo": sent}
    return "senddocument", values | {"document": sent}


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
    kind = InputMediaPhoto if isinstance(screen.media, Figure) else InputMediaDocument
    content, name = (file, None) if isinstance(file, str) else (file[1], file[0])
    media = kind(content, caption=screen.text, parse_mode="HTML", filename=name)
    return "editmessagemedia", values | {"media": media}


def answer(toast: Toast) -> Request:
    """Answer a press; without an answer the button spins for a minute."""
    values: dict[str, Any] = {"callback_query_id": toast.query}
    if toast.text:
        values |= {"text": toast.text, "show_alert": toast.alert}
    return "answercallbackquery", values


def file_id(message: object) -> str:
    """The id under which Telegram keeps the picture of a message it returned; "" for none."""
    sizes = message.get("photo") if isinstance(message, dict) else None
    return str(sizes[-1]["file_id"]) if sizes else ""
