"""Knows what each refusal of Telegram means, by name.

The texts are those of the Bot API server (tdlib/telegram-bot-api, Client.cpp, and TDLib).
"""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.core.talk.outgoing import Gone, Later, Lost, Moved, Outcome, Refused, Shown, Uncertain
from bot.transport import NotSent

# BadRequest is a NetworkError in PTB: it has to be asked about first, and is never repeated.
_GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "not enough rights to send",
    "chat_write_forbidden",
    "bot was kicked",
)
_SHOWN = ("message is not modified", "query is too old", "query id is invalid")
_LOST = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
_WRONG_FILE = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "can't use file of type",
)


def outcome(error: TelegramError, message: int) -> Outcome:
    """What came of a request that raised `error`; `message` is the one it was to edit, or 0."""
    if isinstance(error, BadRequest):
        return _refusal(error.message, message)
    if isinstance(error, Forbidden):
        return Gone()
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, RetryAfter):
        return Later(seconds(error))
    if isinstance(error, NotSent | InvalidToken):
        return Later()
    return Uncertain()


def _refusal(text: str, message: int) -> Outcome:
    if _says(text, _SHOWN):
        return Shown(message)
    if _says(text, _LOST):
        return Lost()
    if _says(text, _GONE):
        return Gone()
    return Refused(text)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int | float) else asked.total_seconds()


def wrong_file(error: BadRequest) -> bool:
    """Whether a file id is not taken (any more)."""
    return _says(error.message, _WRONG_FILE)


def cannot_delete(error: BadRequest) -> bool:
    """Whether the message is there but too old (48 hours) to be deleted."""
    return "can't be deleted" in error.message.lower()


def _says(text: str, known: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(one in lower for one in known)
