"""Knows what is kept of a person's days: pains, sessions and stretches done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from bot.core.values import Value


class Pain(Value, frozen=True):
    """A pain reading: `level` 0–10, `area` an area id or "", written at `at` (epoch seconds).

    `n` numbers a person's records; `message` is the message it was read from (None: a tap), by
    which an edit of that message finds it. `source` is "words", "before", "after" or "hurts".
    """

    n: int
    at: int
    level: int
    area: str = ""
    note: str = ""
    message: int | None = None
    source: str = "words"


class Unpain(Value, frozen=True):
    """Takes the pain reading `n` back."""

    n: int


class SessionDone(Value, frozen=True):
    """A session that came to an end, also by stopping.

    `kind` is "first", "stretch", "morning", "desk", "flare" or "moved" (the person moved by
    themselves); `feeling` is "better", "same", "worse" or ""; `done` of `planned` steps. `effort`
    is "easy", "right", "hard", or "" where it was not told.
    """

    n: int
    kind: str
    started: int
    ended: int
    before: int | None = None
    after: int | None = None
    feeling: str = ""
    done: int = 0
    planned: int = 0
    effort: str = ""


class StretchDone(Value, frozen=True):
    """One step of a session: what was done, how much of it, and how it went.

    `outcome` is "done", "skipped" or the answer to Hurts: "pull", "ache", "sharp", "spreading"
    or "spasm".
    """

    n: int
    session: int
    at: int
    stretch: str
    side: str
    dose: str
    outcome: str


Record = Pain | Unpain | SessionDone | StretchDone


# Reads a part by its name: what is dated from then on, with one outcome unless that is "".
Read = Callable[[str, int, str], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Past:
    """The last 28 days, oldest first; the whole journal where a route asks for it.

    One that was `recalled` reads each of its three parts when it is first looked at: most taps
    look at none of them.
    """

    pains: tuple[Pain, ...] = ()
    sessions: tuple[SessionDone, ...] = ()
    stretches: tuple[StretchDone, ...] = ()
    read: Read | None = field(default=None, compare=False, repr=False)

    def __getattr__(self, part: str) -> tuple[Any, ...]:
        """Read a part that was not looked at yet."""
        if part not in ("pains", "sessions", "stretches") or self.read is None:
            raise AttributeError(part)
        found = self.read(part, 0, "")
        object.__setattr__(self, part, found)
        return found

    def steps(self, since: int, outcome: str = "") -> tuple[StretchDone, ...]:
        """The steps done from `since` (epoch seconds) on, those with one outcome where it is named.

        No more is read for it than these: they are most of a journal.
        """
        try:
            known: tuple[StretchDone, ...] = object.__getattribute__(self, "stretches")
        except AttributeError:  # not looked at yet
            read = cast(Read, self.read)
            return read("stretches", since, outcome)
        return tuple(s for s in known if s.at >= since and outcome in ("", s.outcome))


def recalled(read: Read) -> Past:
    """A journal whose parts are read by their names, each at most once and only when wanted."""
    past = object.__new__(Past)
    object.__setattr__(past, "read", read)
    return past
