"""Knows what a person added themselves: an exercise that somebody who examined them gave them."""

from msgspec import field

from bot.core.dose import Dose
from bot.core.values import Value

MOST = 50  # own exercises of one person
NAME, LINE = 60, 200  # characters of a name, and of what to do; a step's words hold as many
MARK = "my-"  # how the slug of an own exercise begins
SIDES = ("both", "left", "right", "none")
SEEN = ("photo", "animation", "video")  # kinds that a message can be edited into
HEARD = "voice"
KINDS = (*SEEN, HEARD)


class Own(Value, frozen=True):
    """An exercise of the person's own; its `slug` is "my-7" and is never given out again.

    `side` is "both" (one after the other), "left", "right" or "none". `instead` is the stretch of
    the library that it replaces, or "". Of a picture or a recording only Telegram's name for it
    is kept: its `kind` ("photo", "animation", "video", "voice") and `file`, both "" without one.
    One that is not `ready` is still being written down, and comes in no session.
    """

    slug: str
    name: str = ""
    do: str = ""
    dose: Dose = field(default_factory=Dose)
    side: str = "none"
    areas: tuple[str, ...] = ()
    instead: str = ""
    kind: str = ""
    file: str = ""
    ready: bool = False


def is_own(slug: str) -> bool:
    """Whether a slug is that of somebody's own exercise."""
    return slug.startswith(MARK)
