"""Knows the work that must wait for something outside: what is asked for, and what came of it."""

from dataclasses import dataclass, field

from bot.core.silence import Span


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """Fetch the calendar at `link` and say when its owner is busy.

    Times without a zone are meant in `zone` (IANA). `tag` and `modified` are what the server said
    of the file the last time (ETag, Last-Modified), both "" to have it whole. The link is a
    secret, so no log and no traceback shows it.
    """

    link: str = field(repr=False)
    zone: str
    tag: str = field(default="", repr=False)
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done outside, from `at` (epoch seconds) on; None for `what` drops it.

    A person has one job of a kind: a newer one takes the older one's place, also while that is
    under way, and what comes of the older one is not told any more.
    """

    kind: str
    at: int = 0
    what: ReadCalendar | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A job whose time has come: its id, whose it is, and how often it was begun before."""

    id: int
    person: int
    chat: int
    kind: str
    what: ReadCalendar
    tries: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of reading a calendar, for the job with the id `job`.

    `busy` are the times from `since` to `until` (epoch seconds), merged and in order; None where
    the file has not changed since the last time, or where it could not be read: then `fault`
    names why ("" otherwise). `tag` and `modified` as in `ReadCalendar`.
    """

    job: int
    busy: tuple[Span, ...] | None = None
    since: int = 0
    until: int = 0
    fault: str = ""
    tag: str = field(default="", repr=False)
    modified: str = ""
