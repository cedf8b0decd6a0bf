"""Knows everything a person, Telegram, the clock or a job done outside can say to the bot."""

from bot.core.talk.job import Fetched
from bot.core.values import Value


class Tap(Value, frozen=True):
    """A press of an inline button.

    `line` is the button's command line; `query` names the press so that it can be answered with a
    toast; `media` says whether the message that carries the button shows a picture.
    """

    line: str
    query: str = ""
    media: bool = False


class Text(Value, frozen=True):
    """Words a person typed.

    `reply` is true when they answer a message of the bot, `edited` when they changed an earlier
    message of theirs.
    """

    words: str
    reply: bool = False
    edited: bool = False


class Command(Value, frozen=True):
    """A slash command: `name` without the slash, `words` all that follows it."""

    name: str
    words: str = ""


class Location(Value, frozen=True):
    """A shared place on earth, in degrees."""

    latitude: float
    longitude: float


class Other(Value, frozen=True):
    """Something the bot cannot read (a photo, a sticker, a voice message); `kind` names it.

    `file` is Telegram's own name for a photo, animation, video or voice message, else "".
    `words` are its caption.
    """

    kind: str
    file: str = ""
    words: str = ""


class Elsewhere(Value, frozen=True):
    """A message in a group or channel, where the bot does not work yet."""

    chat: str


class Blocked(Value, frozen=True):
    """The person stopped the bot (`yes`) or let it back in (not `yes`)."""

    yes: bool


class Ping(Value, frozen=True):
    """The clock offers a reminder: `kind` is "morning" or "desk", `slot` its local date and time.

    A slot is written `2026-11-22T08:00`, in the person's own zone.
    """

    kind: str
    slot: str


class Alarm(Value, frozen=True):
    """A tap that the clock plays back: `line` as in `Tap`."""

    line: str


What = Tap | Text | Command | Location | Other | Elsewhere | Blocked | Ping | Alarm | Fetched


class Said(Value, frozen=True):
    """One thing said: by whom, where, when (epoch seconds, UTC) and what.

    `message` is the id of the message that says it, or that carries the tapped button.
    `update` is Telegram's update id, None for what the clock says.
    """

    person: int
    chat: int
    at: int
    what: What
    message: int | None = None
    update: int | None = None
    language: str = ""
