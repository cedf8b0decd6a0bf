"""Knows in which order typed words are heard: warning signs first, pain always."""

from bot.core.calendar import unlinked
from bot.core.hearing.reading import plainly
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Note, Screen
from bot.core.values import replace
from bot.routes import ASKED, MENU, TAPS
from bot.screens import home, limiting, linked, pain, pings, start, typed
from bot.screens.mine import writing
from bot.screens.safety import closed, worded
from bot.screens.safety.worded import BEFORE_SIGNS
from bot.screens.session.step import step
from bot.screens.settings import calendar, pause, silences, zone
from bot.tapped import present, pressed, routed

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


def command(moment: Moment, name: str, words: str) -> Reply:
    """A command, with the words behind it; an unknown one gets a helpful line."""
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
    return routed(moment, route, args) or home.home(moment)


def text(moment: Moment, words: str, *, edited: bool) -> Reply:
    """Typed words: a warning sign first, then what was asked, then pain, then a helpful line."""
    warned = worded.told(moment, unlinked(words), edited=edited)
    if warned is not None:
        return warned
    if edited:
        return pain.corrected(moment, words) or _edited(moment, words)
    return (
        calendar.pasted(moment, words)
        or _typed(moment, words)
        or limiting.typed(moment, words)
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
    # what else is there to tap: the ping that came, or the step behind a question
    beside: tuple[Screen | None, ...] = ()
    if person.session is not None and person.session.at < len(person.session.steps):
        beside = (step(moment).screen,)
    elif person.session is None and person.care is None:
        beside = pings.shown(moment)
    shown = (present(moment).screen, *beside)
    begins = not told.speaks_of_pain and person.asks not in ASKED
    line = typed.line(words, shown, begins=begins)
    if line is not None:
        return pressed(moment, line)
    if person.asks in NAMED or told.speaks_of_pain or closed.asks(moment, words):
        return None
    name = typed.command(moment, words, MENU)
    return None if name is None else command(moment, name, "")


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


def sent(moment: Moment, kind: str, file: str, words: str) -> Reply:
    """Something that is no text: its caption is heard as words are, before all else.

    It is kept for an own exercise when asked for, else declined.
    """
    warned = worded.told(moment, words)
    if warned is not None:
        return warned
    found = writing.sent(moment, kind, file) if moment.person.asks == "mine" else None
    if found is None and plainly(pain.reading(moment, words)):
        return text(moment, words, edited=False)
    return found or pain.helpful(moment, kind)


def _done(moment: Moment, words: str) -> Reply | None:
    """A typed "done": of the present step, or of what the last ping asked for."""
    session = moment.person.session
    if not pings.says_done(moment, words):
        return None
    if session is None:
        return pings.done(moment)
    mark = (str(session.serial), str(session.at))
    return routed(moment, TAPS["done"], mark) or present(moment)
