"""Sets the person's own quiet hours, in which nothing comes that they did not ask for."""

from bot.core.silence import night
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.places import clock
from bot.screens.coming import coming
from bot.screens.common import being, button, column, number, show
from bot.screens.settings.times import no_zone
from bot.texts import bold, clock_of, joined, say

# Minutes after midnight: 20:00–00:00, and 05:30–09:00.
CHOICES = {"from": (1200, 1260, 1290, 1320, 1380, 0), "to": (330, 360, 390, 420, 480, 540)}
DAY = 1440


def nights(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """The quiet hours, and both of their ends to change."""
    match args:
        case ():
            return _shown(moment)
        case ("usual",):
            return _shown(_set(moment, None))
        case ("from" | "to" as end,):
            return _ask(moment, end)
        case ("from" | "to" as end, text) if (number(text) or 0) < DAY and number(text) is not None:
            return _chosen(moment, end, int(text))
        case _:
            return None


def _shown(moment: Moment) -> Reply:
    if not moment.person.zone:
        return no_zone(moment)
    words, told = moment.words, moment.person.reminders
    since, until = (clock_of(words, one) for one in night(told))
    rows: list[tuple[Button, ...]] = [
        (
            button(words, "desk.from", "nights from", time=since),
            button(words, "desk.to", "nights to", time=until),
        )
    ]
    if told.quiet is not None:
        rows.append((button(words, "nights.usual", "nights usual"),))
    rows.append((button(words, "common.back", "quiet"),))
    key = "nights.usually" if told.quiet is None else "nights.chosen"
    state = say(words, key, since=since, until=until)
    text = joined([bold(say(words, "nights.title")), state, coming(moment)])
    return show(moment, Screen(text, tuple(rows)), here="nights")


def _ask(moment: Moment, end: str) -> Reply:
    words = moment.words
    times = [Button(clock_of(words, one), f"nights {end} {one}") for one in CHOICES[end]]
    rows = (tuple(times[:3]), tuple(times[3:]), *column([button(words, "common.back", "nights")]))
    screen = Screen(say(words, f"nights.ask_{end}"), rows)
    return show(moment, screen, here=f"nights {end}", asks=f"nights {end}")


def _chosen(moment: Moment, end: str, minutes: int) -> Reply:
    since, until = night(moment.person.reminders)
    since, until = (minutes, until) if end == "from" else (since, minutes)
    if since == until:
        return _again(moment, end, "nights.none_left")
    return _shown(_set(moment, (since, until)))


def _set(moment: Moment, hours: tuple[int, int] | None) -> Moment:
    told = replace(moment.person.reminders, quiet=hours)
    return being(moment, replace(moment.person, reminders=told))


def _again(moment: Moment, end: str, key: str) -> Reply:
    reply = _ask(moment, end)
    assert reply.screen is not None  # noqa: S101 - the question is always shown
    return replace(reply, screen=replace(reply.screen, text=say(moment.words, key)))


def heard(moment: Moment, text: str, end: str) -> Reply:
    """A typed time for one of the ends."""
    told = clock(text[:100])
    if told is None:
        return _again(moment, end, "morning.again")
    return _chosen(moment, end, told[0] * 60 + told[1])
