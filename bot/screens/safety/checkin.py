"""Asks how a flare goes, for those who want it, and once when it has been silent (FACTS D2, D4)."""

from bot.core.course import bearing, checkins, week
from bot.core.schedule import wakes
from bot.core.silence import silent
from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import being, button, number, scale, show
from bot.screens.safety import calm, care
from bot.texts import joined, say

LATE = 2 * 3600  # seconds after which a check-in is left to the next
LATER = 12 * 3600  # seconds that the caring one is put off when it may not come now
CARED = 3 * 86400  # seconds after which it would be no answer to the silence any more
UNDER_WAY = 1800  # seconds since the last tap that a session counts as under way


def again(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Ask me again, or leave me be: the next times are rung by the clock."""
    person = moment.person
    on = person.flare
    if on is None or len(args) != 2 or number(args[0]) != on.since or args[1] not in ("on", "off"):
        return None
    wants = args[1] == "on"
    if on.again == wants:
        return calm.card(moment)
    person = replace(person, flare=replace(on, again=wants))
    shown = calm.card(being(moment, person))
    assert shown.screen is not None  # noqa: S101 - a card is always shown
    text = joined([say(moment.words, f"checkin.told_{args[1]}"), shown.screen.text])
    rings = _next(being(moment, person)) if wants else ()
    return replace(shown, screen=replace(shown.screen, text=text), rings=rings)


def _next(moment: Moment) -> tuple[Ring, ...]:
    person = moment.person
    assert person.flare is not None  # noqa: S101 - callers hold a flare
    diary = bearing.diary(person, moment.past, moment.now)
    at = checkins.due(person.flare, diary, moment.now)
    return () if at is None else (Ring(at, f"checkin {person.flare.since}"),)


def checkin(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The clock: how is it now? Silent once the flare is another, or is not asked about."""
    on = moment.person.flare
    if on is None or not on.again or len(args) != 1 or number(args[0]) != on.since:
        return Reply(moment.person)
    rings = _next(moment)
    if moment.now - moment.at > LATE or _rests(moment) or not _may(moment, "checkin"):
        return Reply(moment.person, rings=rings)
    return replace(_asked(moment, "checkin"), rings=rings)


def caring(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """The clock: three days of silence after strong pain are asked about once, then never more."""
    person = moment.person
    diary = bearing.diary(person, moment.past, moment.now)
    at = checkins.caring(diary, person.cared_at, person.flare)
    if at is None or moment.now - at > CARED or _rests(moment):
        return Reply(person)
    if at > moment.now:
        return Reply(person, rings=(Ring(at, "caring"),))
    if not _may(moment, "caring"):
        at = wakes(moment.now + LATER, person.zone, person.reminders)
        return Reply(person, rings=(Ring(at, "caring"),))
    return _asked(being(moment, replace(person, cared_at=moment.now)), "caring")


def _may(moment: Moment, kind: str) -> bool:
    person = moment.person
    if silent(person, moment.now) is not None:
        return False
    return week.may_send(person.unasked, kind, person.reminders, moment.now, person.zone)


def _rests(moment: Moment) -> bool:
    """Whether a pause, a care card, an open question or a session speaks against asking."""
    person = moment.person
    paused = person.pause is not None and (person.pause.until or moment.now + 1) > moment.now
    busy = person.session is not None and moment.now - person.session.touched < UNDER_WAY
    insists = person.screening is not None and person.screening.why in care.INSISTS
    return paused or busy or insists or person.care is not None


def _asked(moment: Moment, kind: str) -> Reply:
    words, person = moment.words, moment.person
    unasked = week.sent(person.unasked, kind, moment.now, person.zone)
    person = replace(person, unasked=unasked)
    rows = (
        *scale("level"),
        (button(words, "check.locked", f"locked {moment.now}"),),
        (button(words, "home.signs", "signs ask"),),
    )
    if kind == "checkin" and person.flare is not None:
        rows = (*rows, (button(words, "flare.again_off", f"again {person.flare.since} off"),))
    screen = Screen(say(words, f"checkin.{kind}"), rows)
    return replace(show(moment, screen, here="pain", asks="pain", person=person), fresh=True)
