"""The bot: a moment and something said give a reply."""

from bot.core.book import Words
from bot.core.course.bearing import streak
from bot.core.silence import ahead
from bot.core.talk.job import Fetched
from bot.core.talk.journal import Record
from bot.core.talk.moment import Host, Moment, Reply
from bot.core.talk.said import (
    Alarm,
    Blocked,
    Command,
    Location,
    Other,
    Ping,
    Tap,
    Text,
    What,
)
from bot.core.talk.screen import Note, Screen
from bot.core.thinning import ANSWERED
from bot.core.values import replace
from bot.screens import linked, missed, pings
from bot.screens.back import welcomed
from bot.screens.common import being
from bot.screens.safety import worded
from bot.screens.session import asking
from bot.screens.session.closing import broken_off
from bot.screens.settings import calendar, freedays, zone
from bot.spoken import LONGEST, command, sent, text
from bot.tapped import old, present, pressed
from bot.texts import say


def answer(moment: Moment, what: What) -> Reply:
    """The bot: a moment and something said give a reply."""
    if isinstance(what, Blocked):
        greet = moment.person.blocked or moment.person.greet
        return Reply(replace(moment.person, blocked=what.yes, greet=greet))
    if isinstance(what, Fetched):
        return calendar.fetched(moment, what)
    asked = not isinstance(what, Alarm | Ping)
    back = asked and (moment.person.blocked or moment.person.greet)
    if back:
        moment = being(moment, replace(moment.person, blocked=False, greet=False))
    moment = being(moment, freedays.known(moment.person, moment.now))
    if isinstance(what, Ping):
        return pings.ping(moment, what)
    moment = _pruned(moment)
    if not isinstance(what, Alarm) and moment.person.unheard != ANSWERED:
        moment = being(moment, replace(moment.person, unheard=ANSWERED))
    weeks = streak(moment.person, moment.now)
    if weeks != moment.person.streak:
        moment = being(moment, replace(moment.person, streak=weeks))
    moment, closed = _new_day(moment)
    reply = _answered(moment, what)
    reply = welcomed(moment, reply) if back else reply
    reply = replace(reply, records=closed + reply.records)
    reply = calendar.followed(moment.person, reply, moment.now)
    return missed.awaiting(moment, reply)


def _pruned(moment: Moment) -> Moment:
    """Without the silences that are over."""
    planned = moment.person.silences
    left = ahead(planned, moment.now)
    return moment if left is planned else being(moment, replace(moment.person, silences=left))


def _answered(moment: Moment, what: What) -> Reply:
    match what:
        case Alarm(line):
            return pressed(moment, line) or Reply(moment.person)
        case Tap(line):
            return pressed(moment, line) or old(moment)
        case Command(name, words):
            return worded.told(moment, words[:LONGEST]) or command(moment, name, words)
        case Text(words, edited=edited):
            return text(moment, words[:LONGEST], edited=edited)
        case Location() as where:
            return _located(moment, where)
        case Other(kind, file, words):
            return sent(moment, kind, file, words[:LONGEST])
        case _:  # pragma: no cover - Ping, Blocked, Fetched and Elsewhere never come here
            raise TypeError(what)


def _new_day(moment: Moment) -> tuple[Moment, tuple[Record, ...]]:
    """Close a session that was left on an earlier day; what was done counts."""
    if not asking.over(moment):
        return moment, ()
    moment, closed = broken_off(moment)
    if closed and moment.person.stage == "now":
        moment = being(moment, replace(moment.person, stage="setup"))
    return moment, closed


def _located(moment: Moment, where: Location) -> Reply:
    """A shared place sets the zone; what is going on goes on."""
    reply = zone.located(moment, where)
    person = moment.person
    if person.care is None and person.stage not in linked.TALK and person.session is None:
        return reply
    there = reply.person
    person = replace(person, zone=there.zone, home=there.home, away=there.away)
    shown = present(being(moment, person))
    if person.care is not None or reply.screen is None or person.away == moment.person.away:
        return shown
    return replace(shown, notes=(*shown.notes, Note(reply.screen)))  # is it a journey?


# What is said to those who are not, or cannot be, in a talk


def declined(words: Words) -> Screen:
    """A group or channel: not there yet."""
    return Screen(say(words, "elsewhere.declined"))


def private(words: Words, host: Host) -> Screen:
    """Somebody whom this bot is not open to."""
    return Screen(say(words, "elsewhere.private", contact=host.contact or "–"))


def trouble(words: Words) -> Screen:
    """A turn failed."""
    return Screen(say(words, "elsewhere.trouble"))
