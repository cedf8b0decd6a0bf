"""Sets when pings come: the morning, the desk breaks and their days."""

from bot.core.schedule import desk_times, work_minutes
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.talk.state import Reminders
from bot.core.values import replace
from bot.places import clock, first_day
from bot.screens.common import being, button, column, number, show, ticked
from bot.screens.home import home
from bot.screens.settings import freedays
from bot.screens.settings.menu import menu
from bot.texts import bold, clock_of, joined, label, listed, say, weekdays

MORNINGS = (390, 420, 450, 480, 510, 540)  # minutes after midnight: 06:30–09:00
HOURS = {"from": (420, 480, 510, 540, 570, 600), "to": (900, 960, 1020, 1050, 1080, 1140)}
MOST_BREAKS = 6
WEEKDAYS = tuple("0123456")
DAY = 1440
HOUR = 60


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
        person = freedays.with_work_days(person) if args == ("on",) else person
        told = replace(person.reminders, desk=args == ("on",))
        person = freedays.known(replace(person, reminders=told, stage="settled"), moment.now)
        settled = being(moment, person)
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
    person = replace(moment.person, reminders=told)
    person = freedays.with_work_days(person) if args == ("on",) else person
    moment = being(moment, freedays.known(person, moment.now))
    words, told = moment.words, moment.person.reminders
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
            for day in _week(moment)
        ]
        rows += [tuple(days[:4]), tuple(days[4:])]
        sound = "loud" if told.desk_silent else "silent"
        rows.append((button(words, f"desk.make_{sound}", f"breaktimes {sound}"),))
        rest = ticked(told.holidays, label(words, "desk.rest_on_holidays"))
        rows.append((Button(rest, f"breaktimes holidays {'off' if told.holidays else 'on'}"),))
    rows.append((button(words, "common.back", "settings"),))
    return show(moment, Screen(_desk_text(moment), tuple(rows)), here="breaktimes")


def _week(moment: Moment) -> list[int]:
    """The days of the week (Monday 0) in the order of the person's calendar."""
    first = first_day(freedays.country(moment.person))
    return [(first + n) % 7 for n in range(7)]


def _desk_text(moment: Moment) -> str:
    words, told = moment.words, moment.person.reminders
    if not told.desk:
        return joined([bold(say(words, "desk.title")), say(words, "desk.off")])
    times = listed(words, [clock_of(words, one) for one in desk_times(moment.person)])
    days = listed(words, [weekdays(words)[day] for day in _week(moment) if day in told.days])
    silent = say(words, "desk.silent" if told.desk_silent else "desk.loud")
    plan = say(words, "desk.on", times=times, days=days) if days else say(words, "desk.no_days")
    return joined(
        [
            bold(say(words, "desk.title")),
            plan,
            silent,
            freedays.told(moment),
            say(words, "rarer.rule_desk"),
        ]
    )


def _changed(told: Reminders, args: tuple[str, ...]) -> Reminders | None:
    """The reminders after one setting, or None for a line that says nothing."""
    match args:
        case ("on" | "off",):
            return replace(told, desk=args == ("on",))
        case ("silent" | "loud",):
            return replace(told, desk_silent=args == ("silent",))
        case ("holidays", "on" | "off"):
            return replace(told, holidays=args[1] == "on")
        case ("count", n) if 1 <= (number(n) or 0) <= MOST_BREAKS:
            return replace(told, desk_count=int(n))
        case ("work" | "free", n) if n in WEEKDAYS:
            days = {*told.days, int(n)} if args[0] == "work" else {*told.days} - {int(n)}
            return replace(told, days=tuple(sorted(days)), chosen=True)
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
    if work_minutes(told) < HOUR:  # less than an hour is no work day
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
