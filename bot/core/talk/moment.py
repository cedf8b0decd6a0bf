"""Knows the one function the bot is: a moment and something said give a reply."""

from bot.core.book import Book, Words
from bot.core.talk.job import Job
from bot.core.talk.journal import Past, Record
from bot.core.talk.person import Person
from bot.core.talk.screen import Note, Screen
from bot.core.values import Value


class Moment(Value, frozen=True):
    """All that a screen may look at.

    `at` is when it was said (what a record is dated by), `now` when it is answered; both in epoch
    seconds. `message` is the message that said it, `reply` whether it answered one of the bot's.
    """

    person: Person
    past: Past
    now: int
    at: int
    book: Book
    words: Words
    host: "Host"
    message: int | None = None
    reply: bool = False


class Host(Value, frozen=True):
    """What a person may know of who runs this bot: `contact`, and whether it is the simulator.

    `backups` is how many nightly copies of the database are kept.
    `calendars` says whether the bot may fetch calendars from the web.
    """

    contact: str = ""
    simulated: bool = False
    backups: int = 0
    calendars: bool = True


class Ring(Value, frozen=True):
    """A tap that the clock plays back at `at` (epoch seconds)."""

    at: int
    line: str


class Reply(Value, frozen=True):
    """All that a turn may change.

    `screen` replaces the live message, or comes as a new one when `fresh` (or when words or a
    command were answered). `toast` is the small text over a tapped button, `alert` makes it wait
    to be dismissed. `notes` are sent before the screen. A `beside` screen edits the message that
    was tapped and leaves the live one alone. `jobs` is work that is done outside and comes back as
    something said; `erase` are messages that go away because of what they hold. `forget` deletes
    every row of the person.
    """

    person: Person
    screen: Screen | None = None
    fresh: bool = False
    beside: bool = False
    toast: str = ""
    alert: bool = False
    notes: tuple[Note, ...] = ()
    records: tuple[Record, ...] = ()
    rings: tuple[Ring, ...] = ()
    jobs: tuple[Job, ...] = ()
    erase: tuple[int, ...] = ()
    forget: bool = False
