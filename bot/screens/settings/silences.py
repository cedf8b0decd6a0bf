"""Plans silences by words or by a tap, says what was understood, and takes them back."""

from datetime import timedelta

from bot.core.hearing.hush import FARTHEST, Tongue, Wish
from bot.core.hearing.hush import heard as wished
from bot.core.schedule import DAY_ENDS, day, epoch, local
from bot.core.silence import NIGHT, Span, night
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.screens.coming import coming
from bot.screens.common import being, button, column, number, show
from bot.texts import Markup, bold, clock, day_of, joined, say, weekdays

MOST = 20  # silences that are planned at once
HOURS = (1, 2)
NOON, EVENING = 12 * 60, 18 * 60  # minutes after midnight

WHY_NOT = {
    "unclear": "quiet.unclear",
    "past": "quiet.past",
    "full": "quiet.full",
}


def quiet(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What is planned, each with its removal; a tap or typed words plan more."""
    match args:
        case ("until", at) if moment.person.zone:
            until = number(at)
            if until is None or not moment.now < until <= moment.now + FARTHEST:
                return None
            return _shown(_with(moment, Span(moment.now, until))[0])
        case ("drop", since, until):
            return _shown(_without(moment, since, until))
        case ("off", since, until, *before) if len(before) in (0, 2):
            after = _without(moment, since, until)
            if before and after.person != moment.person:  # it is there, and was another's place
                after = _back(after, *before)
            return Reply(after.person, _told(after, say(moment.words, "quiet.gone")), beside=True)
        case ():
            return _shown(moment)
        case _:
            return None


def _shown(moment: Moment) -> Reply:
    words, person = moment.words, moment.person
    if not person.zone:
        ways = column([*_to_zone(moment), button(words, "common.back", "settings")])
        return show(moment, Screen(say(words, "quiet.zone"), ways), here="quiet")
    rows: list[tuple[Button, ...]] = [
        (
            button(
                words, "quiet.drop", f"quiet drop {one.since} {one.until}", what=_when(moment, one)
            ),
        )
        for one in person.silences
        if one.until > moment.now
    ]
    hours = [
        button(words, "quiet.hours", f"quiet until {moment.now + n * 3600}", n=n) for n in HOURS
    ]
    rows += [tuple(hours), *column(_later(moment))]
    since, until = night(person.reminders)
    what = f"{_clock(moment, since)}–{_clock(moment, until)}"
    rows += column(
        [
            button(words, "quiet.nights", "nights", what=what),
            button(words, "common.back", "settings"),
        ]
    )
    state = [say(words, "quiet.is", what=_when(moment, one)) for one in running(moment)]
    state = state or [say(words, "quiet.none")]
    text = joined([bold(say(words, "quiet.title")), *state, say(words, "quiet.text")])
    return show(moment, Screen(text, tuple(rows)), here="quiet", asks="quiet")


def _to_zone(moment: Moment) -> list[Button]:
    return [button(moment.words, "settings.zone", "zone")]


def _later(moment: Moment) -> list[Button]:
    """Till this evening, while it is day, and till tomorrow's quiet hours end.

    Before 4 o'clock the coming morning is tomorrow's. Whoever sleeps by day has another one.
    """
    words, zone = moment.words, moment.person.zone
    today = day(moment.now, zone)
    evening = epoch(today, EVENING, zone)
    ends = night(moment.person.reminders)[1]
    ends = ends if DAY_ENDS * 60 <= ends <= NOON else NIGHT[1]
    morning = epoch(today + timedelta(days=1), ends, zone)
    found = [("quiet.morning", morning)]
    if evening > moment.now:
        found.insert(0, ("quiet.evening", evening))
    return [button(words, key, f"quiet until {at}") for key, at in found]


def running(moment: Moment) -> tuple[Span, ...]:
    """The planned silences that hold now."""
    now = moment.now
    return tuple(one for one in moment.person.silences if one.since <= now < one.until)


def _clock(moment: Moment, minutes: int) -> str:
    return clock(moment.words, minutes * 60, "UTC")


def _when(moment: Moment, span: Span) -> str:
    """A silence in words: "until 15:00", "tomorrow, 09:00–12:00"."""
    words, zone = moment.words, moment.person.zone
    since, until = clock(words, span.since, zone), clock(words, span.until, zone)
    last = local(span.until, zone).date()
    ends = until
    if last != local(max(span.since, moment.now), zone).date():
        ends = say(words, "quiet.at", day=day_of(words, span.until, moment.now, zone), time=until)
    if span.since <= moment.now:
        return say(words, "quiet.till", time=Markup(ends))
    on = day_of(words, span.since, moment.now, zone)
    return say(words, "quiet.at", day=on, time=Markup(f"{since} – {ends}"))


def _with(moment: Moment, span: Span) -> tuple[Moment, Span | None]:
    """The moment with one silence more, and the one whose place it takes.

    One that begins now corrects what holds now, longer or shorter. One of later takes the place
    of the one it covers; of several none, since one tap could not bring them back.
    """
    silences = moment.person.silences
    if span.since <= moment.now:
        replaced = running(moment)
    else:
        inside = [one for one in silences if span.since <= one.since < one.until <= span.until]
        replaced = tuple(inside) if len(inside) == 1 else ()
    left = (one for one in silences if one not in replaced and one != span)
    planned = tuple(sorted((*left, span), key=lambda one: (one.since, one.until)))
    after = being(moment, replace(moment.person, silences=planned))
    if not replaced:
        return after, None
    return after, Span(min(one.since for one in replaced), max(one.until for one in replaced))


def _without(moment: Moment, since: str, until: str) -> Moment:
    span = (number(since), number(until))
    left = tuple(one for one in moment.person.silences if (one.since, one.until) != span)
    return being(moment, replace(moment.person, silences=left))


def _back(moment: Moment, since: str, until: str) -> Moment:
    """The moment with a silence that another had taken the place of."""
    begins, ends = number(since), number(until)
    if begins is None or ends is None or not begins < ends <= moment.now + FARTHEST:
        return moment
    return _with(moment, Span(begins, ends))[0] if ends > moment.now else moment


def _told(moment: Moment, *told: str, undo: tuple[Span | None, ...] = ()) -> Screen:
    """What was understood and what comes next, with a way back to what was before."""
    words = moment.words
    rows = [button(words, "common.home", "home")]
    if undo:
        times = [f"{one.since} {one.until}" for one in undo if one is not None]
        rows.insert(0, button(words, "pain.undo", " ".join(("quiet off", *times))))
    return Screen(joined([*told, coming(moment)]), column(rows))


# Words


def wish(moment: Moment, text: str, *, asked: bool = False) -> Wish | None:
    """What silence a text asks for, if any."""
    words, person = moment.words, moment.person
    numbers = {one: n for n, names in enumerate(words.pain.numbers) for one in names}
    names = {
        name.lower(): n
        for known in (weekdays(words, "wide"), weekdays(words))
        for n, name in enumerate(known)
    }
    days = {name: n for name, n in names.items() if name not in words.quiet.no_days}
    tongue = Tongue(words.quiet, numbers, days)
    return wished(text, tongue, moment.now, person.zone or "UTC", asked=asked)


def granted(moment: Moment, found: Wish) -> tuple[Moment, Screen]:
    """The moment after a wish, and what is said to it."""
    words, person = moment.words, moment.person
    if not person.zone:
        return moment, Screen(say(words, "quiet.zone"), column(_to_zone(moment)))
    if found.over:
        left = tuple(one for one in person.silences if one not in running(moment))
        after = being(moment, replace(person, silences=left))
        return after, _told(after, say(words, "quiet.over"))
    if found.span is None or (len(person.silences) >= MOST):
        rows = column([button(words, "quiet.plan", "quiet")])
        return moment, Screen(say(words, WHY_NOT["full" if found.span else found.how]), rows)
    span = found.span
    wider = [one for one in person.silences if one.since <= span.since and span.until <= one.until]
    if wider and span.since > moment.now:  # it is quiet then already, and longer
        what = bold(_when(moment, wider[0]))
        return moment, _told(moment, say(words, "quiet.is", what=what))
    after, before = _with(moment, span)
    what = bold(_when(after, span))
    return after, _told(after, say(words, "quiet.is", what=what), undo=(span, before))
