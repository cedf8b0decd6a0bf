"""Sets when pings come: the morning, the desk breaks and their days."""

from dataclasses import replace

from bot.core.schedule import desk_times
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.talk.state import Reminders
from bot.places import clock
from bot.screens.common import being, button, column, number, show, ticked
from bot.screens.home import home
from bot.screens.settings.menu import menu
from bot.texts import bold, clock_of, joined, listed, say, weekdays

MORNINGS = (390, 420, 450, 480, 510, 540)  # minutes after midnight: 06:30–09:00
HOURS = {"from": (420, 480, 510, 540, 570, 600), "to": (900, 960, 1020, 1050, 1080, 1140)}
MOST_BREAKS = 6
WEEKDAYS = tuple("0123456")
DAY = 1440


def morning(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """When should the morning routine come? A tap, or a typed time."""
    words, person = moment.words, moment.person
    if args[:1] == ("off",):
        return _morning_set(moment, None)
    if args:
        minutes = number(args[0])
        if minutes is not None and minutes < DAY:
            return _morning_set(moment, minutes)
    if not person.zone:
        return no_zone(moment)
    times = [Button(clock_of(words, one), f"morning {one}") for one in MORNINGS]
    rows = (
        tuple(times[:3]),
        tuple(times[3:]),
        (button(words, "morning.none", "morning off"),),
        (
            button(words, "common.skip", "breaks")
            if person.stage == "setup"
            else button(words, "common.back", "settings"),
        ),
    )
    rule = "" if person.stage == "setup" else say(words, "rarer.rule_morning")
    text = joined([bold(say(words, "morning.title")), say(words, "morning.text"), rule])
    return show(moment, Screen(text, rows), here="morning", asks="morning")


def heard_morning(moment: Moment, text: str) -> Reply:
    """A typed time for the morning."""
    told = clock(text[:100])
    if told is None:
        reply = morning(moment)
        assert reply.screen is not None  # noqa: S101 - the question is always shown
        text = say(moment.words, "morning.again")
        return replace(reply, screen=replace(reply.screen, text=text))
    return _morning_set(moment, told[0] * 60 + told[1])


def _morning_set(moment: Moment, minutes: int | None) -> Reply:
    person = moment.person
    person = replace(person, reminders=replace(person.reminders, morning=minutes))
    after = being(moment, person)
    return breaks(after) if person.stage == "setup" else menu(after)


def breaks(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """The first talk's last question: desk breaks?"""
    words, person = moment.words, moment.person
    if args in (("on",), ("off",)):
        told = replace(person.reminders, desk=args == ("on",))
        settled = being(moment, replace(person, reminders=told, stage="settled"))
        reply = home(settled)
        assert reply.screen is not None  # noqa: S101 - home is always shown
        text = joined([say(words, "setup.done"), reply.screen.text])
        return replace(reply, screen=replace(reply.screen, text=text))
    if not person.zone:
        return no_zone(moment)
    wanted = replace(person, reminders=replace(person.reminders, desk=True))
    times = listed(words, [clock_of(words, one) for one in desk_times(wanted)])
    rows = column(
        [
            button(words, "breaks.yes", "breaks on", "good", n=person.reminders.desk_count),
            button(words, "breaks.no", "breaks off"),
        ]
    )
    text = joined([bold(say(words, "breaks.title")), say(words, "breaks.text", times=times)])
    return show(moment, Screen(text, rows), here="breaks")


def later(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Skip the rest of the first talk; everything stays in /settings."""
    person = moment.person
    stage = "settled" if person.stage == "setup" else person.stage
    reply = home(being(moment, replace(person, stage=stage)))
    assert reply.screen is not None  # noqa: S101 - home is always shown
    text = joined([say(moment.words, "setup.later"), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=text))


def no_zone(moment: Moment) -> Reply:
    """Times need a zone first."""
    words = moment.words
    rows = column(
        [button(words, "settings.zone", "zone"), button(words, "common.back", "settings")]
    )
    return show(moment, Screen(say(words, "zone.first"), rows), here="settings")


def desk(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Desk breaks in /settings: on or off, how many, from–to, days, sound. All set, not flipped."""
    told = _changed(moment.person.reminders, args) if args else moment.person.reminders
    if told is None:
        return None
    if not moment.person.zone:
        return no_zone(moment)
    moment = being(moment, replace(moment.person, reminders=told))
    words = moment.words
    off = "off" if told.desk else "on"
    rows: list[tuple[Button, ...]] = [
        (button(words, f"desk.turn_{off}", f"breaktimes {off}", "" if told.desk else "good"),)
    ]
    if told.desk:
        rows.append(
            tuple(
                Button(f"• {n}" if n == told.desk_count else str(n), f"breaktimes count {n}")
                for n in range(1, MOST_BREAKS + 1)
            )
        )
        rows.append(
            (
                button(words, "desk.from", "hours from", time=clock_of(words, told.desk_from)),
                button(words, "desk.to", "hours to", time=clock_of(words, told.desk_to)),
            )
        )
        names = weekdays(words)
        days = [
            Button(
                ticked(day in told.days, names[day]),
                f"breaktimes {'free' if day in told.days else 'work'} {day}",
            )
            for day in range(7)
        ]
        rows += [tuple(days[:4]), tuple(days[4:])]
        sound = "loud" if told.desk_silent else "silent"
        rows.append((button(words, f"desk.make_{sound}", f"breaktimes {sound}"),))
    rows.append((button(words, "common.back", "settings"),))
    return show(moment, Screen(_desk_text(moment), tuple(rows)), here="breaktimes")


def _desk_text(moment: Moment) -> str:
    words, told = moment.words, moment.person.reminders
    if not told.desk:
        return joined([bold(say(words, "desk.title")), say(words, "desk.off")])
    times = listed(words, [clock_of(words, one) for one in desk_times(moment.person)])
    days = listed(words, [weekdays(words)[day] for day in told.days])
    silent = say(words, "desk.silent" if told.desk_silent else "desk.loud")
    plan = say(words, "desk.on", times=times, days=days) if days else say(words, "desk.no_days")
    return joined([bold(say(words, "desk.title")), plan, silent, say(words, "rarer.rule_desk")])


def _changed(told: Reminders, args: tuple[str, ...]) -> Reminders | None:
    """The reminders after one setting, or None for a line that says nothing."""
    match args:
        case ("on" | "off",):
            return replace(told, desk=args == ("on",))
        case ("silent" | "loud",):
            return replace(told, desk_silent=args == ("silent",))
        case ("count", n) if 1 <= (number(n) or 0) <= MOST_BREAKS:
            return replace(told, desk_count=int(n))
        case ("work", n) if n in WEEKDAYS:
            return replace(told, days=tuple(sorted({*told.days, int(n)})))
        case ("free", n) if n in WEEKDAYS:
            return replace(told, days=tuple(day for day in told.days if day != int(n)))
        case _:
            return None


def hours(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """From when, or until when, desk breaks may come."""
    if not args or args[0] not in HOURS:
        return None
    end = args[0]
    if len(args) == 2:
        minutes = number(args[1])
        return None if minutes is None or minutes >= DAY else _hours_set(moment, end, minutes)
    words = moment.words
    times = [Button(clock_of(words, one), f"hours {end} {one}") for one in HOURS[end]]
    rows = (
        tuple(times[:3]),
        tuple(times[3:]),
        (button(words, "common.back", "breaktimes"),),
    )
    screen = Screen(say(words, f"desk.ask_{end}"), rows)
    return show(moment, screen, here=f"hours {end}", asks=f"hours {end}")


def _hours_set(moment: Moment, end: str, minutes: int) -> Reply | None:
    told = moment.person.reminders
    told = replace(told, desk_from=minutes) if end == "from" else replace(told, desk_to=minutes)
    if told.desk_from + 60 > told.desk_to:  # less than an hour is no work day
        reply = hours(moment, (end,))
        assert reply is not None and reply.screen is not None  # noqa: PT018, S101 - a known end
        text = say(moment.words, "desk.too_short")
        return replace(reply, screen=replace(reply.screen, text=text))
    return desk(being(moment, replace(moment.person, reminders=told)))


def heard_hours(moment: Moment, text: str, end: str) -> Reply | None:
    """A typed time for the start or end of the work day."""
    told = clock(text[:100])
    if told is None:
        reply = hours(moment, (end,))
        assert reply is not None and reply.screen is not None  # noqa: PT018, S101 - a known end
        text = say(moment.words, "morning.again")
        return replace(reply, screen=replace(reply.screen, text=text))
    return _hours_set(moment, end, told[0] * 60 + told[1])
