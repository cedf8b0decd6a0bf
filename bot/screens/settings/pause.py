"""Lets reminders rest until a day or for good, and always says when they come back."""

import re
from datetime import date, timedelta

from bot.core.hearing.until import LONGEST, Tongue
from bot.core.hearing.until import until as ending
from bot.core.schedule import DAY_ENDS, epoch, local
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.talk.state import Pause
from bot.core.values import replace
from bot.screens.coming import coming
from bot.screens.common import being, button, column, number, show
from bot.screens.settings import silences
from bot.texts import bold, date_of, joined, phrase, say, weekdays

DAYS = (1, 3, 7, 14)
ILL = 3  # days that reminders rest for an illness, unless told otherwise
DAY = 86400  # seconds
ENDS = DAY_ENDS * 60  # a pause ends when a day begins


def pause(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Until when? Or what holds, with the way back."""
    words, person = moment.words, moment.person
    match args:
        case ("off",):
            return _set(moment, None)
        case ("ill",):
            return _ill(moment)
        case ("good",):
            return _set(moment, Pause(None, moment.now))
        case (n,) if 1 <= (number(n) or 0) <= LONGEST:
            on = local(moment.now, person.zone).date() + timedelta(days=int(n))
            return until(moment, on)
        case ():
            pass
        case _:
            return None
    rows = [button(words, "pause.days", f"pause {n}", n=n) for n in DAYS]
    rows.append(button(words, "pause.ill", "pause ill"))
    rows.append(button(words, "pause.for_good", "pause good"))
    if _rests(moment):
        rows.insert(0, button(words, "pause.resume", "pause off", "good"))
    rows.append(button(words, "common.back", "settings"))
    calm = person.flare is not None or person.care is not None
    asks = say(words, "pause.until" if calm else "pause.text")
    text = joined([bold(say(words, "pause.title")), _state(moment), asks])
    return show(moment, Screen(text, column(rows)), here="pause", asks="pause")


def _rests(moment: Moment) -> bool:
    pause = moment.person.pause
    return pause is not None and (pause.until is None or pause.until > moment.now)


def _state(moment: Moment) -> str:
    words, person = moment.words, moment.person
    if person.pause is None or not _rests(moment):
        if person.flare is not None or person.care is not None:
            return say(words, "flare.pings")
        on = person.reminders.morning is not None or person.reminders.desk
        return say(words, "pause.none" if on else "pause.off")
    if person.pause.until is None:
        return say(words, "pause.is_for_good")
    return say(words, "pause.is", day=bold(date_of(words, person.pause.until, person.zone)))


def until(moment: Moment, on: date) -> Reply:
    """Pause until a day begins."""
    return _set(moment, Pause(epoch(on, ENDS, moment.person.zone), moment.now))


def _ill(moment: Moment) -> Reply:
    """They are ill: some days of peace, with the warning signs in reach; the weeks are frozen."""
    words = moment.words
    reply = until(moment, local(moment.now, moment.person.zone).date() + timedelta(days=ILL))
    shown = reply.screen
    assert shown is not None  # noqa: S101 - a pause is always told
    text = joined([say(words, "pause.ill_told"), shown.text])
    rows = (*shown.rows, (button(words, "home.signs", "signs ask"),))
    return replace(reply, screen=replace(shown, text=text, rows=rows))


def _set(moment: Moment, to: Pause | None) -> Reply:
    words = moment.words
    moment = being(moment, replace(moment.person, pause=to))
    told = joined([say(words, "pause.resumed"), coming(moment)]) if to is None else _state(moment)
    rows = [button(words, "common.home", "home")]
    if to is not None:
        rows.insert(0, button(words, "pause.resume", "pause off"))
    return show(moment, Screen(told, column(rows)), here="pause")


def heard(moment: Moment, text: str) -> Reply:
    """A typed end: "3 days", "friday", "10 January", "2026-12-01"; asked again when unclear."""
    today = local(moment.now, moment.person.zone).date()
    on = ending(text, _tongue(moment), today)
    if on is not None:
        return until(moment, on)
    if text.strip(" .!").casefold() in phrase(moment.words, "pause.for_good_words").split(", "):
        return _set(moment, Pause(None, moment.now))
    wish = silences.wish(moment, text, asked=True)
    span = wish.span if wish is not None else None
    if wish is not None and span is not None and span.since <= moment.now > span.until - DAY:
        # "2 hours" is no pause, but a silence
        after, told = silences.granted(moment, wish)
        return Reply(after.person, told, beside=True)
    said = re.findall(r"[\w-]+", text[:100].lower())
    if set(phrase(moment.words, "pause.ill_words").split(", ")).intersection(said):
        return _ill(moment)
    reply = pause(moment)
    assert reply is not None and reply.screen is not None  # noqa: PT018, S101 - the question
    again = joined([say(moment.words, "pause.again"), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=again))


def _tongue(moment: Moment) -> Tongue:
    """How the person's language names days; much of it as where a silence is asked for."""
    words, quiet = moment.words, moment.words.quiet
    also = {name: n for n, names in enumerate(quiet.weekdays) for name in names}
    weeks = (weekdays(words, "wide"), weekdays(words))
    return Tongue(
        months={name: n for n, names in enumerate(quiet.months) for name in names},
        weekdays=also | {name.lower(): n for names in weeks for n, name in enumerate(names)},
        numbers={one: n for n, names in enumerate(words.pain.numbers) for one in names},
        days=quiet.days,
        weeks=quiet.weeks,
        month=phrase(words, "pause.month"),
        year=phrase(words, "pause.year"),
        ends=phrase(words, "pause.ends"),
        weekend=phrase(words, "pause.weekend"),
        fortnight=phrase(words, "pause.fortnight"),
        tomorrow=quiet.tomorrow,
        overmorrow=quiet.overmorrow,
        ordinals=quiet.ordinals,
    )
