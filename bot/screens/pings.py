"""The pings: what they say, and Start, Later, Not today, Already moved."""

from datetime import date

from bot.core import thinning
from bot.core.course.bearing import diary
from bot.core.course.trend import skipped_days
from bot.core.course.week import active, may_send, sent
from bot.core.schedule import EXPIRES, day, day_of, local, next_due, rests
from bot.core.silence import silent, work_day
from bot.core.talk.journal import SessionDone
from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.said import Ping
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.core.walltime import moment_of
from bot.screens import missed, rarer
from bot.screens.coming import answered, coming
from bot.screens.common import being, button, number, show
from bot.texts import bold, clock, joined, phrase, say

LATER = (10, 30, 60)  # minutes
UNDER_WAY = 30 * 60  # seconds since the last tap that a session counts as under way
VARIANTS = 3


def ping(moment: Moment, said: Ping) -> Reply:
    """A reminder as it is sent, checked again at that moment; no screen when it must not come."""
    if silenced(moment, said.kind, said.slot):
        return Reply(moment.person)
    person = replace(moment.person, asks="")  # a reply to the ping answers no older question
    mark = f"{said.kind} {said.slot}"
    on = date.fromisoformat(day_of(person, said.kind, said.slot)).toordinal()
    days = thinning.before(person.unheard, said.kind, on)
    first = thinning.first(person.unheard, said.kind, on) or person.pinged == mark
    if person.pinged != mark:  # one that is tried again was counted before
        if not may_send(person.unasked, said.kind, person.reminders, moment.now, person.zone):
            return Reply(moment.person)
        unasked = sent(person.unasked, said.kind, moment.now, person.zone)
        unheard = thinning.sent(person.unheard, said.kind, on)
        person = replace(person, unasked=unasked, pinged=mark, unheard=unheard)
    told = offer(moment, said.kind, said.slot)
    if said.kind == "morning" and missed.overdue(moment):
        person = replace(person, awaited=0)
        told = replace(told, text=say(moment.words, "missed.text"))
    return Reply(person, rarer.told(moment, told, said.kind, days) if first else told)


def silenced(moment: Moment, kind: str, slot: str) -> bool:
    """Whether a silence, a flare, a session, "not today" or having moved speaks against it."""
    person = moment.person
    session = person.session
    # a tap of the future: the clock has been set back since
    busy = session is not None and 0 <= moment.now - session.touched < UNDER_WAY
    return (
        rests(person, moment.now)
        or busy
        or silent(person, moment.now, kind) is not None
        or day_of(person, kind, slot) == person.quiet_day
        or answered(moment, kind, slot)
    )


def offer(moment: Moment, kind: str, slot: str) -> Screen:
    """The ping's words and its four buttons."""
    words, person = moment.words, moment.person
    turn = str(date.fromisoformat(slot[:10]).toordinal() % VARIANTS + 1)
    begins = f"stretch {kind}"
    if kind == "morning" and skipped_days(diary(person, moment.past, moment.now)):
        turn, begins = "short", "stretch desk"  # FACTS D4: 60 seconds, and not a word of the gap
    text = joined(
        [
            bold(say(words, f"ping.{kind}_title")),
            say(words, f"ping.{kind}_{turn}", n=person.minutes),
        ]
    )
    mark = f"ping {kind} {slot}"
    rows: tuple[tuple[Button, ...], ...] = (
        (button(words, "ping.start", begins, "good"),),
        (
            button(words, "ping.later", f"{mark} later"),
            button(words, "ping.no", f"{mark} no"),
        ),
        (button(words, "ping.moved", f"{mark} moved"),),
    )
    told = person.reminders
    silent = told.desk_silent if kind == "desk" else told.morning_silent
    return Screen(text, rows, silent=silent)


def shown(moment: Moment) -> tuple[Screen, ...]:
    """The ping that came last and its "later", while their buttons say something."""
    kind, _, slot = moment.person.pinged.partition(" ")
    if kind not in EXPIRES or not known_slot(slot) or not _today(moment, kind, slot):
        return ()
    return offer(moment, kind, slot), _when(moment, kind, slot)


def tapped(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A button of a ping; one of another day moves nothing."""
    if len(args) < 3 or args[0] not in EXPIRES or not known_slot(args[1]):
        return None
    kind, slot, what = args[0], args[1], args[2]
    match what:
        case "later":
            return _later(moment, kind, slot, args[3:])
        case "no":
            return _not_today(moment, kind, slot)
        case "moved":
            return _moved(moment, kind, slot)
        case "again":
            return _again(moment, kind, slot)
        case _:
            return None


def says_done(moment: Moment, text: str) -> bool:
    """Whether the words say that something was done, and nothing else."""
    return text.strip(" .!✓👍").lower() in phrase(moment.words, "ping.done_words").split(", ")


def done(moment: Moment) -> Reply | None:
    """Take a typed "done" like "already moved" under today's last ping; None without one."""
    last, due = None, next_due(moment.person, _midnight(moment) - 1)
    while due is not None and due.at <= moment.now:
        last, due = due, next_due(moment.person, due.at)
    if last is None:
        return None
    moved = _moved(moment, last.kind, last.slot)
    return moved or show(moment, _counts(moment))


def _midnight(moment: Moment) -> int:
    """When the day began whose pings are meant: at night that on which work began."""
    person = moment.person
    return moment_of(work_day(person, moment.now), 0, person.zone)


def known_slot(slot: str) -> bool:
    """Whether this is a local date and time as the clock writes it."""
    day, _, clock_ = slot.partition("T")
    hour, _, minute = clock_.partition(":")
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return (number(hour) or 0) < 24 and (number(minute) or 0) < 60 and len(clock_) == 5


def _today(moment: Moment, kind: str, slot: str) -> bool:
    """Whether a ping is of this day, or of this night's work."""
    person = moment.person
    works = date.fromordinal(work_day(person, moment.now))
    today = local(moment.now, person.zone).date().isoformat()
    return slot[:10] == today or day_of(person, kind, slot) == works.isoformat()


def _when(moment: Moment, kind: str, slot: str) -> Screen:
    """When shall it come again?"""
    words, mark = moment.words, f"ping {kind} {slot} later"
    rows = (
        tuple(button(words, "ping.minutes", f"{mark} {n}", n=n) for n in LATER),
        (button(words, "ping.start", f"stretch {kind}"),),
    )
    return Screen(say(words, "ping.when"), rows)


def _later(moment: Moment, kind: str, slot: str, args: tuple[str, ...]) -> Reply | None:
    words = moment.words
    if not _today(moment, kind, slot):
        return None
    if not args:
        return Reply(moment.person, _when(moment, kind, slot))
    minutes = number(args[0])
    if minutes not in LATER:
        return None
    at = moment.now + minutes * 60
    time = clock(words, at, moment.person.zone)
    row = (button(words, "ping.start", f"stretch {kind}"),)
    screen = Screen(say(words, "ping.later_set", time=time), (row,))
    here = f"waiting {slot}"
    if moment.person.here == here:  # a double tap: one return is enough
        return Reply(moment.person, screen)
    reply = show(moment, screen, here=here)
    return replace(reply, rings=(Ring(at, f"ping {kind} {slot} again"),))


def _again(moment: Moment, kind: str, slot: str) -> Reply:
    """The clock plays a "later" back: a ping like the first, unless something speaks against it.

    A silence that ends while the ping is still of use is waited for. One that comes too late,
    because the bot was away, is of no use.
    """
    if moment.now - moment.at > EXPIRES[kind]:
        return Reply(moment.person)
    if silenced(moment, kind, slot):
        until = silent(moment.person, moment.now, kind)
        if until is None or until - moment.now > EXPIRES[kind]:
            return Reply(moment.person)
        return Reply(moment.person, rings=(Ring(until, f"ping {kind} {slot} again"),))
    return replace(show(moment, offer(moment, kind, slot)), fresh=True)


def _not_today(moment: Moment, kind: str, slot: str) -> Reply | None:
    if not _today(moment, kind, slot):
        return None
    moment = being(moment, replace(moment.person, quiet_day=day_of(moment.person, kind, slot)))
    rows = ((button(moment.words, "home.stretch", "stretch"),),)
    text = joined([say(moment.words, "ping.not_today"), coming(moment)])
    return show(moment, Screen(text, rows))


def _moved(moment: Moment, kind: str, slot: str) -> Reply | None:
    """They moved by themselves: it counts, and answers this ping's time."""
    person = moment.person
    if not _today(moment, kind, slot) or answered(moment, kind, slot):
        return None
    n = person.records + 1
    record = SessionDone(n, "moved", moment.now, moment.now, done=1, planned=1)
    past = replace(moment.past, sessions=(*moment.past.sessions, record))
    streak = active(person.streak, day(moment.now, person.zone))
    moment = replace(moment, person=replace(person, records=n, streak=streak), past=past)
    return replace(show(moment, _counts(moment)), records=(record,))


def _counts(moment: Moment) -> Screen:
    rows = ((button(moment.words, "common.home", "home"),),)
    return Screen(joined([say(moment.words, "ping.moved_told"), coming(moment)]), rows)
