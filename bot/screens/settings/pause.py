"""Lets reminders rest until a day or for good, and always says when they come back."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.moment import Moment, Reply
from bot.core.person import Pause
from bot.core.schedule import DAY_ENDS, epoch, local
from bot.core.screen import Screen
from bot.screens.common import being, button, column, number, show
from bot.texts import bold, date_of, joined, say, weekdays

DAYS = (1, 3, 7, 14)
LONGEST = 366  # days
ENDS = DAY_ENDS * 60  # a pause ends when a day begins


def pause(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Until when? Or what holds, with the way back."""
    words, person = moment.words, moment.person
    match args:
        case ("off",):
            return _set(moment, None)
        case ("good",):
            return _set(moment, Pause(None))
        case (n,) if 1 <= (number(n) or 0) <= LONGEST:
            on = local(moment.now, person.zone).date() + timedelta(days=int(n))
            return until(moment, on)
        case ():
            pass
        case _:
            return None
    rows = [button(words, "pause.days", f"pause {n}", n=n) for n in DAYS]
    rows.append(button(words, "pause.for_good", "pause good"))
    if person.pause is not None:
        rows.insert(0, button(words, "pause.resume", "pause off", "good"))
    rows.append(button(words, "common.back", "settings"))
    text = joined([bold(say(words, "pause.title")), _state(moment), say(words, "pause.text")])
    return show(moment, Screen(text, column(rows)), here="pause", asks="pause")


def _state(moment: Moment) -> str:
    words, person = moment.words, moment.person
    if person.pause is None or (person.pause.until or moment.now + 1) <= moment.now:
        return say(words, "pause.none")
    if person.pause.until is None:
        return say(words, "pause.is_for_good")
    return say(words, "pause.is", day=bold(date_of(words, person.pause.until, person.zone)))


def until(moment: Moment, on: date) -> Reply:
    """Pause until a day begins."""
    return _set(moment, Pause(epoch(on, ENDS, moment.person.zone)))


def _set(moment: Moment, to: Pause | None) -> Reply:
    words = moment.words
    moment = being(moment, replace(moment.person, pause=to))
    told = say(words, "pause.resumed") if to is None else _state(moment)
    rows = [button(words, "common.home", "home")]
    if to is not None:
        rows.insert(0, button(words, "pause.resume", "pause off"))
    return show(moment, Screen(told, column(rows)), here="pause")


def heard(moment: Moment, text: str) -> Reply | None:
    """A typed end: "3", "3 days", "friday", "2026-12-01"; asked again when unclear."""
    words = text[:100].lower().split()
    today = local(moment.now, moment.person.zone).date()
    names = [name.lower() for name in weekdays(moment.words, "wide")]
    short = [name.lower() for name in weekdays(moment.words)]
    for word in words:
        if (n := number(word)) is not None and 1 <= n <= LONGEST:
            return until(moment, today + timedelta(days=n * (7 if "week" in text.lower() else 1)))
        for known in (names, short):
            if word in known:
                ahead = (known.index(word) - today.weekday()) % 7 or 7
                return until(moment, today + timedelta(days=ahead))
        try:
            on = date.fromisoformat(word)
        except ValueError:
            continue
        if today < on <= today + timedelta(days=LONGEST):
            return until(moment, on)
    if not words:
        return pause(moment)
    reply = pause(moment)
    if reply is None or reply.screen is None:
        return reply
    again = joined([say(moment.words, "pause.again"), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=again))
