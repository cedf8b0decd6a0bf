"""Knows when a person is silent: nothing that they did not ask for may come then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.values import Value
from bot.core.walltime import MINUTES, epoch, local, minute, moment_of

if TYPE_CHECKING:  # a person holds values of this module
    from bot.core.talk.person import Person
    from bot.core.talk.state import Reminders

NIGHT = (22 * 60, 7 * 60)  # minutes after midnight, where a person has chosen no quiet hours
FOREVER = 1 << 62  # epoch seconds: until the person says otherwise
PINGS = frozenset({"morning", "desk"})  # what comes at times that the person chose
MOST = 64  # silences that may follow each other without a gap


class Span(Value, frozen=True):
    """A stretch of time from `since` up to, and without, `until` (epoch seconds)."""

    since: int
    until: int


def silent(person: Person, at: int, kind: str = "") -> int | None:
    """Until when (epoch seconds) something unasked must wait that would come at `at`.

    None when it may come now; FOREVER when nobody knows. `kind` is "morning", "desk", or anything
    else that nobody asked for. A pause, a planned silence, a calendar that says busy and quiet
    hours that the person chose hold for everything; the night that nobody chose (22 to 7) not for
    pings, which come at times that were chosen; holidays for desk pings alone.
    """
    until = at
    for _ in range(MOST):
        end = _end(person, until, kind)
        if end is None:
            break
        until = end
    return until if until > at else None


def ahead(spans: tuple[Span, ...], now: int) -> tuple[Span, ...]:
    """Those that are not over yet; the same tuple when none is."""
    return (
        spans
        if all(one.until > now for one in spans)
        else tuple(one for one in spans if one.until > now)
    )


def outspoken(person: Person) -> bool:
    """Whether anything could silence this person's pings, so that each one must be looked at."""
    return bool(person.silences or person.busy or person.reminders.quiet or person.pause)


def _end(person: Person, at: int, kind: str) -> int | None:
    """When one of the silences that hold at `at` ends, or None when none does."""
    pause = person.pause
    if pause is not None and (pause.until is None or pause.until > at):
        return FOREVER if pause.until is None else pause.until
    for span in (*person.silences, *person.busy):
        if span.since <= at < span.until:
            return span.until
    told = person.reminders
    if (told.quiet is not None or kind not in PINGS) and quiet(at, person.zone, told):
        return wakes(at, person.zone, told)
    if kind == "desk" and person.holidays:
        on = work_day(person, at)
        if on in person.holidays:
            return moment_of(on + 1, told.desk_from if overnight(told) else 0, person.zone)
    return None


def overnight(told: Reminders) -> bool:
    """Whether the work day runs over midnight ("from 22 to 6"); it belongs to the day it begins."""
    return told.desk_to < told.desk_from


def work_day(person: Person, at: int) -> int:
    """The ordinal of the day whose work `at` falls into: at night that is the day before."""
    here = local(at, person.zone)
    told = person.reminders
    before = overnight(told) and here.hour * 60 + here.minute < told.desk_to
    return here.toordinal() - before


def night(told: Reminders | None) -> tuple[int, int]:
    """The quiet hours in minutes after midnight, chosen or not."""
    return (told and told.quiet) or NIGHT


def quiet(at: int, zone: str, told: Reminders | None = None) -> bool:
    """Whether these are the person's quiet hours: 22 to 7 where they chose none."""
    since, until = night(told)
    now = minute(at, zone)
    return since <= now < until if since <= until else now >= since or now < until


def wakes(at: int, zone: str, told: Reminders | None = None) -> int:
    """`at` itself outside of the quiet hours, else their end."""
    if not quiet(at, zone, told):
        return at
    since, until = night(told)
    here = local(at, zone)
    late = since > until and here.hour * 60 + here.minute >= since
    end = epoch(here.date() + timedelta(days=late), until, zone)
    if end > at:
        return end
    # the clock went back, and that time comes once more
    return at - here.second + (until - here.hour * 60 - here.minute) % MINUTES * 60
