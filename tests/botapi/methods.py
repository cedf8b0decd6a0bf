"""Knows what each method of the Bot API does to a chat, and when it refuses."""

import json
import struct

from botapi.chats import BOT, Message
from botapi.errors import ApiError, Violation, bad
from botapi.markup import plain
from botapi.spec import units

HOURS_48 = 48 * 3600
ME = BOT | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}


def as_json(api, message):
    """A message as the API returns it."""
    chat = api.chats[message.chat]
    made = {
        "message_id": message.id,
        "date": message.date,
        "chat": {"id": chat.id, "type": "private", "first_name": "Ada"},
        "from": BOT if message.bot else chat.user,
    }
    if message.media == "photo":
        size = {"file_id": message.file, "file_unique_id": message.file, "width": 9, "height": 9}
        made |= {"photo": [size], "caption": message.text}
    elif message.media in ("animation", "video", "voice"):
        about = {"file_id": message.file, "file_unique_id": message.file, "duration": 3}
        size = {} if message.media == "voice" else {"width": 9, "height": 9}
        made |= {message.media: about | size, "caption": message.text}
        if message.media == "animation":  # Telegram calls it a document as well
            made["document"] = {"file_id": message.file, "file_unique_id": message.file}
    elif message.media:
        made["document"] = {"file_id": message.file, "file_unique_id": message.file}
        made["caption"] = message.text
    else:
        made["text"] = message.text
    if "inline_keyboard" in message.markup:
        made["reply_markup"] = message.markup
    return made


def _chat(api, values):
    chat = api.chats.get(values["chat_id"])
    if chat is None:
        raise bad("chat not found")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not chat.met:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _words(values, name, low, high):
    """The HTML of a text or caption and what is left of it."""
    raw = values.get(name, "")
    if values.get("parse_mode") != "HTML":
        raise Violation("parse_mode is HTML everywhere")
    text = plain(raw)
    if not low <= units(text) <= high:
        raise Violation(f"{name} is {units(text)} long, not {low} to {high}")
    return raw, text


def _markup(values):
    found = values.get("reply_markup", {})
    if found.get("inline_keyboard") == []:
        return {}
    return found


def _send(api, values, words, media="", file=""):
    chat = _chat(api, values)
    message = Message(api.next_id(), chat.id, api.now(), bot=True, html=words[0], text=words[1])
    message.media, message.file, message.markup = media, file, _markup(values)
    message.silent = values.get("disable_notification", False)
    if "keyboard" in message.markup:
        chat.keyboard = message.markup["keyboard"]
    elif "remove_keyboard" in message.markup:
        chat.keyboard = None
    chat.messages[message.id] = message
    return as_json(api, message)


def _send_message(api, values, _files=None):
    _chat(api, values)
    words = _words(values, "text", 1, 4096)
    if not values.get("link_preview_options", {}).get("is_disabled"):
        raise Violation("link previews are disabled everywhere")
    return _send(api, values, words)


def _file(api, kind, given, files):
    """The id of a file: of one that was kept, or of one that is uploaded with the request."""
    if not given:
        raise Violation(f"no {kind}")
    if isinstance(given, str) and not given.startswith("attach://"):
        if given not in api.files:
            raise bad("wrong file identifier/HTTP URL specified")
        if api.files[given][0] != kind:
            raise bad(f"can't use file of type {api.files[given][0]} as {kind}")
        return given
    name, content = files[given.removeprefix("attach://")] if isinstance(given, str) else given
    if kind == "photo":
        _picture(content)
    if kind in ("animation", "video") and content[4:8] != b"ftyp":
        raise Violation(f"this {kind} is no MP4")
    number = f"{kind}-{len(api.files)}"
    api.files[number] = (kind, name, content)
    return number


def _picture(content):
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    if len(content) > 10 * 2**20:
        raise bad("file is too big")


def _told_of(values):
    """A film that is uploaded comes with its size and length: some programs show no other."""
    if not all(values.get(name, 0) > 0 for name in ("width", "height", "duration")):
        raise Violation("a film needs its width, height and duration")


def _send_file(kind):
    def send(api, values, files):
        _chat(api, values)
        words = _words(values, "caption", 0, 1024)
        file = _file(api, kind, values.get(kind) or files.get(kind), files)
        if kind in files and kind in ("animation", "video"):
            _told_of(values)
        return _send(api, values, words, kind, file)

    return send


def _editable(api, values):
    chat = _chat(api, values)
    message = chat.messages.get(values["message_id"])
    if message is None:
        raise bad("message to edit not found")
    if not message.bot or not message.editable:
        raise bad("message can't be edited")
    return message


def _changed(api, message, **new):
    old = {name: vars(message)[name] for name in new}
    if json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True):
        raise bad(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    vars(message).update(new)
    message.edits += 1
    return as_json(api, message)


def _edit_text(api, values, _files=None):
    message = _editable(api, values)
    html, text = _words(values, "text", 1, 4096)
    if message.media:
        raise bad("there is no text in the message to edit")
    return _changed(api, message, html=html, text=text, markup=_markup(values))


def _edit_caption(api, values, _files=None):
    message = _editable(api, values)
    html, text = _words(values, "caption", 0, 1024)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    return _changed(api, message, html=html, text=text, markup=_markup(values))


def _edit_media(api, values, files):
    message = _editable(api, values)
    media = values["media"]
    if message.media == "voice":
        raise bad("message can't be edited")
    html, text = _words(media, "caption", 0, 1024)
    file = _file(api, media["type"], media["media"], files)
    if files and media["type"] in ("animation", "video"):
        _told_of(media)
    new = {"html": html, "text": text, "markup": _markup(values)}
    return _changed(api, message, media=media["type"], file=file, **new)


def _edit_markup(api, values, _files=None):
    return _changed(api, _editable(api, values), markup=_markup(values))


def _delete(api, values, _files=None):
    chat = _chat(api, values)
    message = chat.messages.get(values["message_id"])
    if message is None:
        raise bad("message to delete not found")
    if api.now() - message.date > HOURS_48:
        raise bad("message can't be deleted for everyone")
    del chat.messages[message.id]
    return True


def _delete_several(api, values, _files):
    _chat(api, values)
    if not 1 <= len(values["message_ids"]) <= 100:
        raise Violation("1 to 100 message_ids")
    for number in values["message_ids"]:
        if number in _chat(api, values).messages:  # those not found are skipped
            _delete(api, {**values, "message_id": number})
    return True


def _answer(api, values, _files=None):
    chat = api.queries.pop(values["callback_query_id"], None)
    if chat is None:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    chat.toasts.append(values.get("text", ""))
    return True


def _action(api, values, _files=None):
    _chat(api, values)
    return True


def _set(name, key):
    def put(api, values, _files):
        api.settings[key, values.get("language_code", "")] = values.get(name)
        return True

    return put


def _get(name, key, empty):
    def get(api, values, _files):
        found = api.settings.get((key, values.get("language_code", "")), empty)
        return {name: found} if name else found

    return get


def _offer(api, values, _files=None):
    person = api.inline.pop(values["inline_query_id"], None)
    if person is None:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    cards = values["results"]
    names = [card["id"] for card in cards]
    if len(cards) > 50 or len(set(names)) < len(names):
        raise Violation("at most 50 results, each with an id of its own")
    if len(values.get("next_offset", "").encode()) > 64:
        raise Violation("next_offset has at most 64 bytes")
    for card in cards:
        if not 1 <= len(card["id"].encode()) <= 64:
            raise Violation("the id of a result has 1 to 64 bytes")
        content = card["input_message_content"]
        _words({"text": content["message_text"], **content}, "text", 1, 4096)
    person.offers.append(values)
    return True


def _set_webhook(api, values, _files):
    if not values["url"].startswith("http"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not values.get("allowed_updates"):
        raise Violation("allowed_updates is always stated")
    if not 1 <= len(values.get("secret_token", "")) <= 256:
        raise Violation("secret_token is always stated")
    if not 1 <= values.get("max_connections", 40) <= 100:
        raise Violation("max_connections is 1 to 100")
    api.webhook = values
    return True


def _delete_webhook(api, values, _files):
    if values.get("drop_pending_updates"):
        raise Violation("what people said may not be dropped")
    api.webhook = None
    return True


METHODS = {
    "getMe": lambda *_: ME,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "sendMessage": _send_message,
    "sendPhoto": _send_file("photo"),
    "sendAnimation": _send_file("animation"),
    "sendVideo": _send_file("video"),
    "sendVoice": _send_file("voice"),
    "answerInlineQuery": _offer,
    "sendDocument": _send_file("document"),
    "editMessageText": _edit_text,
    "editMessageCaption": _edit_caption,
    "editMessageMedia": _edit_media,
    "editMessageReplyMarkup": _edit_markup,
    "deleteMessage": _delete,
    "deleteMessages": _delete_several,
    "answerCallbackQuery": _answer,
    "sendChatAction": _action,
    "setMyCommands": _set("commands", "commands"),
    "getMyCommands": _get("", "commands", []),
    "setMyDescription": _set("description", "description"),
    "getMyDescription": _get("description", "description", ""),
    "setMyShortDescription": _set("short_description", "short"),
    "getMyShortDescription": _get("short_description", "short", ""),
}
