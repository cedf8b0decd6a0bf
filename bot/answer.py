"""The bot: a moment and something said give a reply."""

from bot.core.book import Words
from bot.core.calendar import unlinked
from bot.core.course.bearing import streak
from bot.core.hearing.reading import plainly
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
from bot.routes import ASKED, MENU, RESHOWN, TAPS, Route
from bot.screens import home, linked, missed, pain, pings, start, typed
from bot.screens.back import welcomed
from bot.screens.common import being
from bot.screens.mine import writing
from bot.screens.safety import care, closed, country, worded
from bot.screens.safety.worded import BEFORE_SIGNS
from bot.screens.session import asking
from bot.screens.session.closing import broken_off
from bot.screens.session.step import step
from bot.screens.settings import calendar, freedays, pause, silences, zone
from bot.texts import label, say

CLOCKS = (
    "zone",
    "clock",
    "country",
    "morning",
    "hours from",
    "hours to",
    "nights from",
    "nights to",
)
NAMES = ("zone", "country", "library")  # questions that a bare number hardly answers
NAMED = ("mine", "library")  # questions that any word may answer
LEVELS = ("pain", "check", "after")  # questions that a bare number answers
LINE = 8  # words; a longer answer is what to do in an exercise, not a report
LONGEST = 4096  # characters of a text that are looked at


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
            return _line(moment, line) or Reply(moment.person)
        case Tap(line):
            return _line(moment, line) or _old(moment)
        case Command(name, words):
            return worded.told(moment, words[:LONGEST]) or _command(moment, name, words)
        case Text(words, edited=edited):
            return _text(moment, words[:LONGEST], edited=edited)
        case Location() as where:
            return _located(moment, where)
        case Other(kind, file, words):
            return _sent(moment, kind, file, words[:LONGEST])
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


def _line(moment: Moment, line: str) -> Reply | None:
    """Answer a button's line; None for one that no longer fits."""
    verb, *args = line.split(" ") if line.isprintable() else [""]
    if verb == "present":
        return present(moment)
    route = TAPS.get(verb)
    return None if route is None else _routed(moment, route, tuple(args))


def _routed(moment: Moment, route: Route, args: tuple[str, ...]) -> Reply | None:
    person = moment.person
    if (route.moves or route.talk) and person.care is not None:
        return care.card(moment)
    if route.moves and person.screening is not None and person.screening.why in care.INSISTS:
        return closed.above(say(moment.words, "closed.signs"), care.ask(moment))
    if route.moves and person.stage == "limits":
        return start.begin(moment)
    if not route.early and person.care is None and person.stage in BEFORE_SIGNS:
        return start.begin(moment)
    return route.answer(moment, args)


def present(moment: Moment) -> Reply:
    """What is going on now: care, the first talk, a session, or where the person was."""
    person = moment.person
    closed = person.care is not None or person.stage in linked.TALK or person.session is not None
    verb, *args = person.here.split(" ")
    if person.care is not None and verb == "country":
        return country.country(moment, tuple(args))
    shown = None
    if not closed and verb in RESHOWN:
        shown = _routed(moment, TAPS[verb], tuple(args))
    return shown or start.begin(moment)


def _old(moment: Moment) -> Reply:
    """An old, repeated or forged tap: the present, and nothing recorded."""
    return replace(present(moment), toast=label(moment.words, "common.old_button"))


def _command(moment: Moment, name: str, words: str) -> Reply:
    name = name.lower()
    if name == "pain" and moment.person.stage not in BEFORE_SIGNS:
        return pain.command(moment, words[:LONGEST])
    if name == "quiet" and words.strip() and moment.person.stage not in BEFORE_SIGNS:
        return _hushed(moment, words, asked=True) or _read(moment, words)
    if name == "pause" and words.strip():
        return (None if moment.person.stage in BEFORE_SIGNS else pause.heard(moment, words)) or (
            present(moment)
        )
    route = TAPS.get(name) if name in MENU else None
    if route is None:
        return pain.helpful(moment)
    if name == "start" and words and (found := linked.follow(moment, words)) is not None:
        return found
    args = ("ask",) if name == "signs" else ()
    return _routed(moment, route, args) or home.home(moment)


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


def _text(moment: Moment, words: str, *, edited: bool) -> Reply:
    """Typed words: a warning sign first, then what was asked, then pain, then a helpful line."""
    warned = worded.told(moment, unlinked(words), edited=edited)
    if warned is not None:
        return warned
    if edited:
        return pain.corrected(moment, words) or _edited(moment, words)
    return (
        calendar.pasted(moment, words)
        or _typed(moment, words)
        or _hushed(moment, words)
        or _asked(moment, words)
        or _done(moment, words)
        or _elsewhere(moment, words)
        or _read(moment, words)
    )


def _edited(moment: Moment, words: str) -> Reply:
    """A message that told of no pain before it was changed, and may do so now."""
    told = pain.reading(moment, words)
    new = plainly(told) and moment.person.stage not in BEFORE_SIGNS
    return pain.log(moment, told) if new else Reply(moment.person)


def _typed(moment: Moment, words: str) -> Reply | None:
    """A button that is shown, or a command, by its name instead of a tap.

    Warning signs are answered by a tap alone, so that nobody does it by accident.
    """
    person, told = moment.person, pain.reading(moment, words)
    if person.screening is not None or told.level is not None or told.locked:
        return None
    beside = None  # what else is there to tap: the ping that came, or the step behind a question
    if person.session is not None and person.session.at < len(person.session.steps):
        beside = step(moment).screen
    elif person.session is None and person.care is None:
        beside = pings.shown(moment)
    line = typed.line(words, (present(moment).screen, beside))
    if line is not None:
        return _line(moment, line)
    if person.asks in NAMED or told.speaks_of_pain or closed.asks(moment, words):
        return None
    name = typed.command(moment, words, MENU)
    return None if name is None else _command(moment, name, "")


def _hushed(moment: Moment, words: str, *, asked: bool = False) -> Reply | None:
    """A silence that words ask for. What else they say is read: pain is never swallowed."""
    person = moment.person
    typed, asked = not asked, asked or person.asks == "quiet"
    if person.stage in BEFORE_SIGNS or person.asks == "mine" or pings.says_done(moment, words):
        return None
    wish = silences.wish(moment, words, asked=asked)
    if (
        wish is None
        or (wish.over and wish.rest)  # "I'm free of pain"
        or (wish.how == "unclear" and _pains(moment, words, wish.rest, typed=typed))
    ):
        return None
    after, told = silences.granted(moment, wish)
    tells = _beside(after, words, wish.rest) if wish.how != "unclear" else None
    if tells is None:
        return Reply(after.person, told, beside=True)
    if not wish.sure:  # "in meetings all day, neck 6" tells why it hurts
        return None
    if person.asks in LEVELS:
        tells = pain.heard(after, wish.rest)
    elif pain.reading(after, wish.rest).bare:  # "busy till 3, 4": one of them is no time
        _, told = silences.granted(moment, replace(wish, span=None, how="unclear"))
        return Reply(person, told, beside=True)
    return replace(tells, notes=(*tells.notes, Note(told)))


def _beside(moment: Moment, words: str, rest: str) -> Reply | None:
    """The pain that is told beside a silence; "busy today 4-5 lower back" may tell either."""
    whole = pain.reading(moment, words)
    tells = pain.unasked(moment, rest) if rest else None
    if tells is None and rest and plainly(whole) and whole.level is not None:
        return pain.offer(moment, whole.level)
    return tells


def _pains(moment: Moment, words: str, rest: str, *, typed: bool) -> bool:
    """Whether words that ask for an unclear silence tell of pain; "busy at 9" does not."""
    told, beside = pain.reading(moment, words), pain.reading(moment, rest)
    answers = told.level is not None and moment.person.asks in LEVELS
    number = (told.bare and typed) or (beside.marked and not beside.bare)
    return told.speaks_of_pain or told.locked or answers or number


def _read(moment: Moment, words: str) -> Reply:
    """Words that answer no question of a screen: pain, or a helpful line."""
    if moment.person.stage in BEFORE_SIGNS and moment.person.care is None:
        return pain.kept(moment, words, start.begin(moment))
    if closed.asks(moment, words):
        return closed.why(moment)
    if moment.person.asks in LEVELS:
        return pain.heard(moment, words)
    if moment.reply:
        return pain.heard(moment, words)
    return pain.unasked(moment, words) or pain.helpful(moment)


def _elsewhere(moment: Moment, words: str) -> Reply | None:
    """Another place or clock than the person's, unless the words speak of pain."""
    told = pain.reading(moment, words)
    return None if told.speaks_of_pain else zone.spoken(moment, words)


def _asked(moment: Moment, words: str) -> Reply | None:
    """The answer to an open question, unless the words plainly speak of pain instead."""
    asks = moment.person.asks
    if asks not in ASKED:
        return None
    told = pain.reading(moment, words)
    if told.bare and told.level is not None and moment.reply and asks in NAMES:
        return pain.offer(moment, told.level)
    if asks in CLOCKS and (told.locked or told.speaks_of_pain):
        return None
    long = asks == "mine" and len(words.split()) > LINE  # "until it pulls at 3" tells of no pain
    return None if plainly(told) and not long else ASKED[asks](moment, words)


def _sent(moment: Moment, kind: str, file: str, words: str) -> Reply:
    """Something that is no text: its caption is heard as words are, before all else.

    It is kept for an own exercise when asked for, else declined.
    """
    warned = worded.told(moment, words)
    if warned is not None:
        return warned
    found = writing.sent(moment, kind, file) if moment.person.asks == "mine" else None
    if found is None and plainly(pain.reading(moment, words)):
        return _text(moment, words, edited=False)
    return found or pain.helpful(moment, kind)


def _done(moment: Moment, words: str) -> Reply | None:
    """A typed "done": of the present step, or of what the last ping asked for."""
    session = moment.person.session
    if not pings.says_done(moment, words):
        return None
    if session is None:
        return pings.done(moment)
    mark = (str(session.serial), str(session.at))
    return _routed(moment, TAPS["done"], mark) or present(moment)


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
