"""A calendar that keeps pings out of busy times: its link, what was read, and its end."""

from bot.core import calendar as rules
from bot.core.course.week import may_send, sent
from bot.core.schedule import rests
from bot.core.silence import silent
from bot.core.talk.job import Fetched
from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Note, Screen
from bot.core.talk.state import Calendar
from bot.core.values import replace
from bot.screens.common import being, button, column, number, show
from bot.texts import bold, clock, date_of, day_of, joined, lines, say

MAKERS = ("google", "outlook", "apple", "other")
WEEK = 7 * 86400
DELETABLE = 47 * 3600  # seconds; Telegram deletes no message that is older than 48 hours
LAPSES = 3600  # seconds that a link sent unasked is held until it is said what it is
OFFER = "calendar offer"  # and the message that holds the link


def calendar(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What holds now, or how to begin; `args` as in the taps below."""
    person, known = moment.person, moment.person.calendar
    match args:
        case () if known is not None:
            return show(moment, _state(moment), here="calendar")
        case () | ("new",):
            return _ask(moment)
        case ("how", maker) if maker in MAKERS:
            return _how(moment, maker)
        case ("off", since) if known is not None and number(since) == known.since:
            return _off(moment)
        case ("offer" | "use" | "no" | "lapse", message) if person.here == f"{OFFER} {message}":
            return _offered(moment, args[0], message)
        case _:
            return None


def _ask(moment: Moment, told: str = "") -> Reply:
    """How to get the link, and the question for it; `told` comes first."""
    words = moment.words
    if not moment.host.calendars:
        screen = Screen(told or say(words, "calendar.closed"), column([_back(moment)]))
        return show(moment, screen, here="settings")
    rows = [
        *(button(words, f"calendar.{maker}", f"calendar how {maker}") for maker in MAKERS),
        _back(moment),
    ]
    about = [bold(say(words, "calendar.title")), say(words, "calendar.text")]
    text = joined([*([told] if told else about), say(words, "calendar.ask")])
    return show(moment, Screen(text, column(rows)), here="calendar new", asks="calendar")


def _how(moment: Moment, maker: str) -> Reply:
    words = moment.words
    text = joined([say(words, f"calendar.how_{maker}"), say(words, "calendar.send")])
    rows = column([button(words, "common.back", "calendar new")])
    return show(moment, Screen(text, rows), here=f"calendar how {maker}", asks="calendar")


def _back(moment: Moment) -> Button:
    return button(moment.words, "common.back", "settings")


def _state(moment: Moment, told: str = "") -> Screen:
    """When it was read and what it says of the coming week; `told` comes first."""
    words, known = moment.words, moment.person.calendar
    assert known is not None  # noqa: S101 - asked before
    parts = [bold(say(words, "calendar.title")), told]
    if not moment.host.calendars:
        parts.append(say(words, "calendar.closed"))
    elif not known.read:
        parts.append(say(words, "calendar.reading"))
    if known.read:
        parts.append(_read(moment, known))
    if known.fails and known.read:
        since = date_of(words, known.failing, moment.person.zone)
        fault = say(words, f"calendar.fault_{known.fault}")
        parts.append(joined([say(words, "calendar.failing", day=since), fault]))
    rows = [
        button(words, "calendar.again", "calendar new"),
        button(words, "calendar.off", f"calendar off {known.since}"),
        _back(moment),
    ]
    return Screen(joined(parts), column(rows if moment.host.calendars else rows[1:]))


def _read(moment: Moment, known: Calendar) -> str:
    words, now, zone = moment.words, moment.now, moment.person.zone
    spans = rules.coming(moment.person, now, now + WEEK)
    read = say(
        words,
        "calendar.read",
        day=day_of(words, known.read, now, zone),
        time=clock(words, known.read, zone),
    )
    if not spans:
        return lines([read, say(words, "calendar.none")])
    first = spans[0]
    begins, ends = (clock(words, at, zone) for at in (first.since, first.until))
    if first.since <= now:
        return lines(
            [
                read,
                say(words, "calendar.times", n=len(spans)),
                say(words, "calendar.now", time=ends),
            ]
        )
    on = day_of(words, first.since, now, zone)
    then = say(words, "calendar.next", day=on, begins=begins, ends=ends)
    return lines([read, say(words, "calendar.times", n=len(spans)), then])


def _off(moment: Moment) -> Reply:
    moment = being(moment, rules.removed(moment.person))
    reply = _ask(moment, say(moment.words, "calendar.removed"))
    return replace(reply, jobs=rules.job(moment.person, moment.now))


# The link


def heard(moment: Moment, text: str) -> Reply:
    """A typed link, or words that are none: what is wrong is named, and the question stays."""
    link = rules.link_in(text)
    if not link or not moment.host.calendars:
        return _ask(moment, say(moment.words, "calendar.no_link"))
    return _begin(moment, link, moment.message)


def pasted(moment: Moment, text: str) -> Reply | None:
    """A link: read when it was asked for, offered when it looks like a calendar's.

    None for all other words.
    """
    person, words = moment.person, moment.words
    if person.asks == "calendar" and rules.link_in(text) and moment.host.calendars:
        return heard(moment, text)
    if not rules.likely(text) or not moment.host.calendars:
        return None
    if person.stage != "settled" or person.care is not None or person.session is not None:
        note = Note(Screen(say(words, "calendar.not_now")), passing=True)
        return Reply(person, notes=(note,))
    link = rules.link_in(text)
    message = moment.message or 0
    moment = being(moment, replace(person, offered=link, here=f"{OFFER} {message}"))
    ring = Ring(moment.now + LAPSES, f"calendar lapse {message}")
    return replace(_offer(moment, str(message)), rings=(ring,))


def _offer(moment: Moment, message: str) -> Reply:
    words = moment.words
    rows = column(
        [
            button(words, "calendar.use", f"calendar use {message}", "good"),
            button(words, "calendar.no", f"calendar no {message}"),
        ]
    )
    return show(moment, Screen(say(words, "calendar.offer"), rows), here=moment.person.here)


def _offered(moment: Moment, what: str, message: str) -> Reply | None:
    """A tap under the offer, or the clock that takes it back."""
    person = moment.person
    if what == "offer":
        return _offer(moment, message)
    if what == "use":
        return _begin(moment, person.offered, number(message))
    let_go = replace(person, offered="", here="")
    if what == "lapse":
        return Reply(let_go)
    return show(
        being(moment, let_go), Screen(say(moment.words, "calendar.left"), _settings(moment))
    )


def _settings(moment: Moment) -> tuple[tuple[Button, ...], ...]:
    return ((button(moment.words, "common.home", "home"),),)


def followed(before: Person, reply: Reply, now: int) -> Reply:
    """What a turn means for a calendar: an offer lapses, in another zone it is read anew."""
    person = reply.person
    if person.offered and not person.here.startswith(OFFER):
        reply = replace(reply, person=replace(person, offered=""))
    if person.calendar is not None and person.zone != before.zone:
        reply = replace(reply, jobs=rules.anew(person, now))
    return reply


def _begin(moment: Moment, link: str, message: int | None) -> Reply:
    """Read a new link; the message that holds it goes away, for it is a key to the calendar."""
    fault = rules.refused(link)
    late = moment.now - moment.at > DELETABLE
    erase = (message,) if message and not late else ()
    told = say(moment.words, "calendar.erased" if erase else "calendar.yours")
    if fault:
        told = joined([say(moment.words, f"calendar.fault_{fault}"), told])
        return replace(_ask(moment, told), erase=erase)
    moment = being(moment, rules.given(moment.person, link, moment.now))
    reply = show(moment, _state(moment, told), here="calendar")
    return replace(reply, erase=erase, jobs=rules.job(moment.person, moment.now))


# What came of reading it


def fetched(moment: Moment, found: Fetched) -> Reply:
    """A calendar was read, or could not be: only the first time is it told at once."""
    before = moment.person
    if before.calendar is None:
        return Reply(before)
    if not before.calendar.read:
        return _first(moment, found)
    moment = being(moment, rules.kept(before, found, moment.now))
    reply = _failing(moment) if found.fault else Reply(moment.person)
    at = rules.next_at(reply.person, moment.now)
    return replace(reply, jobs=rules.job(reply.person, at))


def _first(moment: Moment, found: Fetched) -> Reply:
    """A link that cannot be read is not kept; the person who waits for it sees what came of it."""
    before, words = moment.person, moment.words
    told = say(words, f"calendar.fault_{found.fault}" if found.fault else "calendar.works")
    after = rules.kept(before, found, moment.now)
    moment = being(moment, rules.removed(before) if found.fault else after)
    if before.blocked:
        reply = Reply(moment.person)
    elif before.here != "calendar":
        rows = column([button(words, "calendar.title", "calendar")])
        text = told if found.fault else _state(moment, told).text
        reply = Reply(moment.person, notes=(Note(Screen(text, rows, silent=True)),))
    elif found.fault:
        reply = _ask(moment, told)
    else:
        reply = show(moment, _state(moment, told), here="calendar")
    at = rules.next_at(moment.person, moment.now)
    return replace(reply, jobs=rules.job(reply.person, at))


def _failing(moment: Moment) -> Reply:
    """Three days without an answer are told once, when something unasked may come."""
    person, now = moment.person, moment.now
    known = person.calendar
    assert known is not None  # noqa: S101 - it has just failed
    if known.told or now - known.failing < rules.TOLD_AFTER:
        return Reply(person)
    resting = rests(person, now) or silent(person, now) is not None or person.session is not None
    if resting or not may_send(person.unasked, "calendar", person.reminders, now, person.zone):
        return Reply(person)
    unasked = sent(person.unasked, "calendar", now, person.zone)
    person = replace(person, unasked=unasked, calendar=replace(known, told=True))
    words = moment.words
    text = joined([say(words, "calendar.note"), say(words, f"calendar.fault_{known.fault}")])
    rows = column([button(words, "calendar.title", "calendar")])
    return Reply(person, notes=(Note(Screen(text, rows, silent=True)),))
