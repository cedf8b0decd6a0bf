"""Knows when a person's calendar is read again, and what is kept of it."""

import re

from bot.core.silence import Span
from bot.core.talk.job import Fetched, Job, ReadCalendar
from bot.core.talk.person import Person
from bot.core.talk.state import Calendar
from bot.core.values import replace

KIND = "calendar"
EVERY = 4 * 3600  # seconds between two readings
SETTLED = EVERY // 4  # seconds that a reading is good for at the least
KNOWN = 8 * 86400  # seconds ahead that must be known; a file that covers less is read whole
WAITS = (600, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600)  # seconds after each failure in a row
TOLD_AFTER = 3 * 86400  # seconds of failing until that is said once
LONGEST = 2000  # characters of a link
LINK = re.compile(r"(?:https?|webcals?|ftp)://[^\s<>\"]+", re.IGNORECASE)
LIKELY = re.compile(r"^webcal|\.ics\b|/ical\b|/ics\b|calendar\.google|/owa/calendar", re.IGNORECASE)


def link_in(text: str) -> str:
    """The first web address in a text, or ""."""
    found = LINK.search(text)
    return found[0].rstrip(".,;:!?)]}'") if found else ""


def unlinked(text: str) -> str:
    """A text without its links: what their letters and numbers look like says nothing."""
    return LINK.sub(" ", text)


def likely(text: str) -> bool:
    """Whether there is a link in a text that looks like a calendar's."""
    return LIKELY.search(link_in(text)) is not None


def refused(link: str) -> str:
    """Why a link cannot be a calendar's that may be fetched: "https", "link", or "" if it may."""
    if len(link) > LONGEST:
        return "link"
    return "" if link.lower().startswith(("https://", "webcal://", "webcals://")) else "https"


def given(person: Person, link: str, now: int) -> Person:
    """The person with a calendar that is still to be read; what another one said is dropped."""
    return replace(person, calendar=Calendar(link, now), busy=(), offered="")


def removed(person: Person) -> Person:
    """The person without a calendar, its link and its times."""
    return replace(person, calendar=None, busy=(), offered="")


def job(person: Person, at: int) -> tuple[Job, ...]:
    """Read the person's calendar at `at`: whole, where too little of it is known by then."""
    calendar = person.calendar
    if calendar is None:
        return (Job(KIND),)
    known = calendar.until - at >= KNOWN
    marks = (calendar.tag, calendar.modified) if known else ("", "")
    return (Job(KIND, at, ReadCalendar(calendar.link, person.zone, *marks)),)


def anew(person: Person, now: int) -> tuple[Job, ...]:
    """Read it whole at once: times without a zone mean others where the person is now."""
    known = person.calendar
    return job(replace(person, calendar=known and replace(known, until=0)), now)


def kept(person: Person, found: Fetched, now: int) -> Person:
    """The person after a reading of their calendar, or after a try that failed."""
    calendar = person.calendar
    if calendar is None:
        return person
    if found.fault:
        failing = calendar.failing or now
        fails = calendar.fails + 1
        failed = replace(calendar, failing=failing, fails=fails, fault=found.fault)
        return replace(person, calendar=failed)
    if found.busy is None:  # unchanged: what was read holds on
        marks = found.tag or calendar.tag, found.modified or calendar.modified
        busy = tuple(one for one in person.busy if one.until > now)
        read = Calendar(calendar.link, calendar.since, now, calendar.until, *marks)
        return replace(person, calendar=read, busy=busy)
    marks = found.tag, found.modified
    read = Calendar(calendar.link, calendar.since, now, found.until, *marks)
    return replace(person, calendar=read, busy=found.busy)


def next_at(person: Person, now: int) -> int:
    """When it is read next: people's turns are spread over the hours, failures back off."""
    calendar = person.calendar
    if calendar is not None and calendar.fails:
        wait = WAITS[min(calendar.fails, len(WAITS)) - 1]
        return now + wait + person.id * 7919 % (wait // 4)
    earliest = now + SETTLED
    return earliest + (person.id * 7919 - earliest) % EVERY


def coming(person: Person, now: int, until: int) -> tuple[Span, ...]:
    """The busy times from now on that begin before `until`."""
    return tuple(one for one in person.busy if one.until > now and one.since < until)
