"""Knows what a mouth is asked to do, and what can come of it."""

from bot.core.talk.screen import Screen
from bot.core.values import Value


class Show(Value, frozen=True):
    """Show a screen: edit `message` in place, or send a new one when it is None.

    `has_media` says whether `message` shows media now, `same_media` whether it already shows the
    very media of `screen` (only the caption and buttons change). `remove` lists messages that
    this one replaces: they are removed after it is shown (only their buttons where Telegram no
    longer deletes them). `gone_keyboard` takes a reply keyboard off the person's screen.
    """

    owed: int
    chat: int
    screen: Screen
    message: int | None = None
    has_media: bool = False
    same_media: bool = False
    remove: tuple[int, ...] = ()
    gone_keyboard: bool = False


class Toast(Value, frozen=True):
    """Answer a button press: `text` may be empty; an `alert` waits to be dismissed."""

    owed: int
    chat: int
    query: str
    text: str = ""
    alert: bool = False


class Remove(Value, frozen=True):
    """Remove messages that have served (a timer's bell)."""

    owed: int
    chat: int
    messages: tuple[int, ...]


class Result(Value, frozen=True):
    """A card to share: the stretch, two lines to choose it by, and the HTML sent to the chat.

    `button` are the words of the button under it, a link that begins with the `slug`.
    """

    slug: str
    title: str
    about: str
    text: str
    button: str


class Results(Value, frozen=True):
    """The answer to words typed after the bot's name in any chat.

    `next` is the offset that asks for more, "" when there is no more; `personal` says that people
    of other languages are answered otherwise.
    """

    cards: tuple[Result, ...] = ()
    next: str = ""
    personal: bool = False


Outgoing = Show | Toast | Remove


class Shown(Value, frozen=True):
    """It was shown as `message`.

    `media` is what it shows now, as the outbox writes it ("" for none), where a picture could not
    be had in time; None when that is what was asked for.
    """

    message: int = 0
    media: str | None = None


class Lost(Value, frozen=True):
    """The message to edit is gone: it must be sent anew."""


class Gone(Value, frozen=True):
    """The person blocked the bot, or the chat no longer exists."""


class Moved(Value, frozen=True):
    """The chat has a new id."""

    chat: int


class Refused(Value, frozen=True):
    """Telegram will never take it as it is (`why` for the log)."""

    why: str


class Uncertain(Value, frozen=True):
    """It may have been shown: the connection broke after it was sent."""


class Later(Value, frozen=True):
    """It was not sent (`seconds` to wait before trying again)."""

    seconds: float = 0.0


Outcome = Shown | Lost | Gone | Moved | Refused | Uncertain | Later
