"""Ends a session: better, same or worse; 0–10; what comes next, and one tap for the effort."""

from bot.core.course import flare, score
from bot.core.course.diary import with_pain
from bot.core.course.progress import rated
from bot.core.talk.journal import Pain, SessionDone
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Session
from bot.core.talk.screen import Button, Figure, Kept, Loop, Rows, Screen
from bot.core.values import replace
from bot.screens.coming import coming
from bot.screens.common import being, button, number, scale, show
from bot.screens.safety import calm
from bot.screens.session.closing import closed, counted
from bot.screens.session.step import picture
from bot.texts import bold, joined, say

FEELINGS = ("better", "same", "worse")
EFFORTS = ("easy", "right", "hard")
TOO_MUCH = 4  # FACTS D3, D4: 4 or more after, or 2 up, is a step back


def ask(moment: Moment, *, stopped: bool) -> Reply:
    """The first of two questions."""
    session = moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    session = replace(session, show="feeling", stopped=stopped, timer=None, touched=moment.now)
    return feeling(being(moment, replace(moment.person, session=session)))


def feeling(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Better, same or worse than before?"""
    session, words = moment.person.session, moment.words
    assert session is not None  # noqa: S101 - callers hold a session
    mark = f"end {session.serial}"
    rows: list[tuple[Button, ...]] = [
        tuple(button(words, f"end.{one}", f"{mark} {one}") for one in FEELINGS)
    ]
    if session.stopped and session.at < len(session.steps):
        rows.append((button(words, "end.carry_on", f"carry {session.serial}"),))
    rows.append((button(words, "home.signs", "signs ask"),))
    title = say(words, "end.stopped" if session.stopped else "end.title")
    screen = Screen(joined([bold(title), say(words, "end.feeling")]), tuple(rows), _kept(moment))
    return show(moment, screen, here="session")


def level(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """And how strong is it now?"""
    session, words = moment.person.session, moment.words
    assert session is not None  # noqa: S101 - callers hold a session
    mark = f"after {session.serial}"
    skip = (button(words, "home.signs", "signs ask"), button(words, "end.skip", f"{mark} skip"))
    rows = (*scale(mark), skip)
    screen = Screen(say(words, "end.level"), rows, _kept(moment))
    return show(moment, screen, here="session", asks="after")


def _kept(moment: Moment) -> Figure | Loop | Kept | None:
    """The picture stays to the end of a session: Telegram cannot edit a picture into text."""
    session = moment.person.session
    if session is None or not session.steps:
        return None
    return picture(moment.person, session.steps[min(session.at, len(session.steps) - 1)])


def felt(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The answer to the first question."""
    session = moment.person.session
    if session is None or len(args) != 2 or number(args[0]) != session.serial:
        return None
    if session.show != "feeling" or args[1] not in FEELINGS:
        return None
    session = replace(session, show="after", feeling=args[1])
    return level(being(moment, replace(moment.person, session=session)))


def after(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The answer to the second one, or "skip"."""
    session = moment.person.session
    if session is None or len(args) != 2 or number(args[0]) != session.serial:
        return None
    found = number(args[1])
    if session.show != "after" or (args[1] != "skip" and (found is None or found > 10)):
        return None
    return finished(moment, found)


def finished(moment: Moment, found: int | None, note: str = "", *, locked: bool = False) -> Reply:
    """Close the session with the reading after it; a muscle that is `locked` begins a flare."""
    person, session = moment.person, moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    done = closed(moment, session, session.feeling, found)
    records: tuple[SessionDone | Pain, ...] = (done,)
    person = replace(counted(moment, session, done), session=None, records=done.n)
    if found is not None:
        area = person.areas[0] if len(person.areas) == 1 else ""
        message = moment.message if note else None
        pain = Pain(done.n + 1, moment.at, found, area, note, message, "after")
        records = (done, pain)
        person = replace(person, records=pain.n)
        moment = replace(moment, past=with_pain(moment.past, pain))
    past = replace(moment.past, sessions=(*moment.past.sessions, done))
    moment = replace(moment, person=person, past=past)
    if flare.begins(found, locked=locked):
        urgent = None if found is None else score.after(found, session.before).care
        reply = calm.flares(moment, found, locked=locked, urgent=urgent)
    elif found is not None and person.flare is None and calm.falls_back(moment):
        reply = calm.flares(moment, found, locked=False)
    else:
        reply = _next(moment, session, found)
    return replace(reply, records=records + reply.records)


def _next(moment: Moment, session: Session, found: int | None) -> Reply:
    """One sentence on what comes next."""
    words, person = moment.words, moment.person
    up = found is not None and session.before is not None and found - session.before >= 2
    if session.kind == "flare":
        key = "end.next_flare"
    elif session.feeling == "worse" or up or (found is not None and found >= TOO_MUCH):
        key = "end.next_less"
    elif session.stopped:
        key = "end.next_stopped"
    elif session.feeling == "better":
        key = "end.next_better"
    else:
        key = "end.next_same"
    rows: Rows
    if person.stage == "now":
        person = replace(person, stage="setup")
        rows = (
            (button(words, "end.setup", "setup", "good"),),
            (button(words, "end.later", "later"),),
        )
        text = joined([say(words, key), say(words, "end.setup_text")])
        return show(moment, Screen(text, rows), here="setup", person=person)
    text = joined([say(words, key), coming(moment, "end.anytime")])
    rows = ((button(words, "common.home", "home"),),)
    if person.flare is not None:
        rows = ((button(words, "home.calm", "flare"),), *rows)
    if person.unrated:
        text = joined([text, say(words, "end.effort")])
        mark = f"effort {person.unrated}"
        rows = (tuple(button(words, f"end.{one}", f"{mark} {one}") for one in EFFORTS), *rows)
    return show(moment, Screen(text, rows), here="home")


def effort(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """How much the session was: one tap, once; it is what lets a dose grow, or makes it less."""
    person, words = moment.person, moment.words
    if len(args) != 2 or args[1] not in EFFORTS or number(args[0]) != (person.unrated or None):
        return None
    done = next((one for one in moment.past.sessions if one.n == person.unrated), None)
    records: tuple[SessionDone, ...] = ()
    person = replace(person, unrated=0)
    if done is not None:
        records = (replace(done, effort=args[1]),)
        person = replace(person, progress=rated(person.progress, done, args[1], moment.book))
    rows = ((button(words, "common.home", "home"),),)
    text = joined([say(words, f"end.told_{args[1]}"), coming(moment, "end.anytime")])
    shown = show(moment, Screen(text, rows), here="home", person=person)
    return replace(shown, records=records)
