"""Asks how it is now; beside it, how long and where this one session is may be chosen."""

from bot.core.planning import plans
from bot.core.planning.place import PLACES, for_now
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Session
from bot.core.talk.screen import Button, Drawn, Rows, Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, number, scale, show
from bot.screens.session.step import coming
from bot.texts import bold, joined, label, say

MINUTES = (1, 5, 8, 12)
CHOOSES = ("stretch", "morning")  # kinds of session whose length and place are the person's
USUAL = 3  # a level at which most sessions begin alike
NEW = 10  # sessions in which a bot may meet many pictures for the first time


def check(moment: Moment) -> Reply:
    """How is it now? 0–10, or a muscle that is locking, on one screen."""
    session = moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    words = moment.words
    title = "check.first" if session.kind == "first" else "check.title"
    text = joined([bold(say(words, title)), say(words, "check.anchors")])
    prefix = f"now {session.serial}"
    rows: Rows = (*scale(prefix), (button(words, "check.locked", f"{prefix} locked"),))
    if session.kind in CHOOSES and moment.person.flare is None:
        rows = (*rows, *_choices(moment, session))
    rows = (*rows, (button(words, "home.signs", "signs ask"),))
    screen = Screen(text, rows, ahead=_ahead(moment, session))
    return show(moment, screen, here="session", asks="check")


def _ahead(moment: Moment, session: Session) -> Drawn | None:
    """The picture that most likely comes next: drawn while somebody thinks about a number."""
    person = moment.person
    if session.serial > NEW or person.flare is not None:
        return None
    steps = plans.plan(person, moment.book, session.kind, USUAL, moment.now, moment.past)
    return coming(person, steps)


def _choices(moment: Moment, session: Session) -> Rows:
    """How long, with what holds marked; and where."""
    words, now = moment.words, for_now(moment.person)
    lengths = [
        Button(
            marked(n == now.minutes, label(words, "check.minutes", n=n)),
            f"length {session.serial} {n}",
        )
        for n in MINUTES
    ]
    place = label(words, f"place.{now.place}")
    return (tuple(lengths), (button(words, "check.place", f"at {session.serial}", what=place),))


def marked(on: bool, words: str) -> str:  # noqa: FBT001 - a mark
    """One of several choices as a label, with a dot before the one that holds."""
    return f"• {words}" if on else words


def length(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """How long this one session is."""
    session = _open(moment, args)
    if session is None or len(args) != 2 or number(args[1]) not in MINUTES:
        return None
    session = replace(session, minutes=int(args[1]))
    return check(being(moment, replace(moment.person, session=session)))


def place(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Where this one session is."""
    session = _open(moment, args)
    if session is None:
        return None
    if len(args) == 1:
        prefix = f"at {session.serial}"
        rows = column(places(moment, for_now(moment.person).place, prefix))
        back = (button(moment.words, "common.back", "session"),)
        screen = Screen(say(moment.words, "check.where"), (*rows, back))
        return show(moment, screen, here="session", asks="check")
    if args[1] not in PLACES:
        return None
    session = replace(session, place=args[1])
    return check(being(moment, replace(moment.person, session=session)))


def places(moment: Moment, now: str, prefix: str) -> list[Button]:
    """A button for each place a session can be in, the present one marked."""
    words = moment.words
    return [
        Button(marked(one == now, label(words, f"place.{one}")), f"{prefix} {one}")
        for one in PLACES
    ]


def _open(moment: Moment, args: tuple[str, ...]) -> Session | None:
    """The session that asks how it is now, when `args` name it."""
    session = moment.person.session
    if session is None or session.show != "check" or session.kind not in CHOOSES:
        return None
    return session if args and number(args[0]) == session.serial else None
