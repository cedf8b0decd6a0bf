"""The flare: rest, breathing, small movement; how it begins, and what its card says (FACTS D2)."""

from bot.core.course import bearing, checkins, flare, ramp, score
from bot.core.course.diary import HOUR
from bot.core.course.progress import flared
from bot.core.course.suggesting import suggested, suggests
from bot.core.course.trend import SILENCE
from bot.core.planning import plans
from bot.core.talk.journal import Pain
from bot.core.talk.moment import Moment, Reply, Ring
from bot.core.talk.person import Person, Session
from bot.core.talk.screen import Button, Screen
from bot.core.talk.state import Flare
from bot.core.values import replace
from bot.screens.common import being, button, scale, show
from bot.screens.safety import care
from bot.screens.session import telling
from bot.screens.session.closing import broken_off
from bot.screens.session.fitting import nothing
from bot.screens.session.step import step
from bot.texts import bold, clock, day_of, joined, say

HOW = {"better": "flare.eased", "same": "flare.same", "worse": "flare.worse"}
FLARED = ("flare", "severe")  # why the warning signs are asked about when a flare begins
SEVERE = 9  # FACTS D3: at 9 and 10 urgent care is named at once


def falls_back(moment: Moment) -> bool:
    """Whether the latest reading leads from the way back into the flare again (FACTS C2)."""
    way = moment.person.progress.way
    diary = bearing.diary(moment.person, moment.past, moment.now)
    return way is not None and ramp.drops(way, diary)


def flares(moment: Moment, level: int | None, *, locked: bool, urgent: int | None = None) -> Reply:
    """The flare is on, whatever was going on ends: 7 or more, a locked muscle, a fall back.

    The warning signs are asked first, unless they were denied within the hour. `urgent` is the
    tier of the card that follows whatever is answered (FACTS D3): 0 comes at once, 1 after the
    question; without it the reading itself says.
    """
    moment, closed = broken_off(moment)
    person = moment.person
    on = flare.flared(person.flare, level, moment.now, locked=locked)
    progress, before = person.progress, None
    if person.flare is None:
        before = progress if flare.begins(level) and not locked else None
        progress = flared(progress, moment.book, moment.now)
    stage = "setup" if person.stage == "now" else person.stage
    person = replace(person, flare=on, progress=progress, stage=stage, unrated=0)
    person = replace(person, unflared=before)
    moment = being(moment, person)
    tier = score.before(level).care if urgent is None else urgent
    if person.care is not None:
        reply = care.card(moment)
    elif tier == 0:
        reply = care.begin(moment, care.SEVERE, 0)
    elif care.fresh(person, moment.now):
        reply = card(moment) if tier is None else care.begin(moment, care.SEVERE, 1)
    else:
        reply = care.screen(moment, "flare" if tier is None else "severe")
    asks = Ring(moment.now + SILENCE, "caring")
    return replace(reply, records=closed + reply.records, rings=(asks, *reply.rings))


def card(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """What a flare asks for, in short; and why there is no stretching now."""
    words, person = moment.words, moment.person
    if person.flare is None:
        return what_helps(moment)
    urgent = care.numbers(moment)[1].urgent or words.safety.urgent_fallback
    severe = person.flare.peak >= SEVERE
    text = joined(
        [
            bold(say(words, "flare.title")),
            say(words, "flare.text"),
            say(words, "flare.severe", urgent=bold(urgent)) if severe else "",
            say(words, "flare.pings"),
        ]
    )
    again = "off" if person.flare.again else "on"
    rows: tuple[tuple[Button, ...], ...] = (
        (button(words, "flare.routine", "calm", "good"),),
        (button(words, "flare.heat", "heat"), button(words, "flare.ease", "ease")),
        (button(words, "flare.why", "calmer"),),
        (button(words, f"flare.again_{again}", f"again {person.flare.since} {again}"),),
        (button(words, "flare.better", "stretch"), button(words, "session.signs", "signs ask")),
    )
    return show(moment, Screen(text, rows), here="flare")


def what_helps(moment: Moment) -> Reply:
    """/flare on an ordinary day: is a muscle locking, and how strong is it?"""
    words = moment.words
    rows = (
        *scale("strong"),
        (button(words, "check.locked", f"locked {moment.now}"),),
        (button(words, "flare.heat", "heat"), button(words, "common.home", "home")),
    )
    text = joined(
        [
            bold(say(words, "flare.when_title")),
            say(words, "flare.when"),
            say(words, "check.anchors"),
        ]
    )
    return show(moment, Screen(text, rows), here="flare")


def heat(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Heat or cold, whichever feels better, with the limits of the skin (FACTS F3)."""
    return _page(moment, "heat")


def ease(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Positions in which a back often lets go, and short walks (FACTS D2.2)."""
    return _page(moment, "ease")


def _page(moment: Moment, key: str) -> Reply:
    rows = ((button(moment.words, "common.back", "flare"),),)
    text = joined([bold(say(moment.words, f"{key}.title")), say(moment.words, f"{key}.text")])
    return show(moment, Screen(text, rows), here=key)


def begin(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """The calm routine, straight into its first step: the number was given just now."""
    person = moment.person
    if person.flare is None or (person.session is not None and person.session.steps):
        return None
    serial = person.serial + 1
    steps = plans.flare_steps(person, moment.book, moment.now)
    if not steps:
        return nothing(being(moment, replace(person, session=None)))
    session = Session(
        serial,
        "flare",
        moment.now,
        steps,
        show="step",
        before=_latest(moment, person.flare),
        touched=moment.now,
    )
    return step(being(moment, replace(person, serial=serial, session=session)))


def _latest(moment: Moment, on: Flare) -> int:
    """The last reading of the flare, which a move is held against; its peak where there is none."""
    known = [pain.level for pain in moment.past.pains if pain.at >= on.since]
    return known[-1] if known else on.peak


def told(moment: Moment, level: int | None, *, locked: bool) -> Reply:
    """A reading that begins a flare, or one while it is on."""
    if level is None or locked or moment.person.flare is None:
        return flares(moment, level, locked=locked)
    return easing(moment, level)


def easing(moment: Moment, level: int) -> Reply:
    """A reading in a flare: better, same or worse, and the way out or to care (FACTS D2.3, 4)."""
    person, words = moment.person, moment.words
    assert person.flare is not None  # noqa: S101 - callers hold a flare
    diary = bearing.diary(person, moment.past, moment.now)
    said = checkins.answer(person.flare, diary, level)
    if level >= score.STRONG or said.care in (0, 1):
        urgent = None if said.care == care.SOON else said.care  # a doctor in days comes after it
        return flares(moment, level, locked=False, urgent=urgent)
    if said.leaves:
        return care.screen(moment, "flare_end")
    on = flare.flared(person.flare, level, moment.now, locked=False)
    person = replace(person, flare=on, unflared=None)
    if said.care is not None and (soon := _stays(being(moment, person), level)):
        return soon
    shown = card(being(moment, person))
    assert shown.screen is not None  # noqa: S101 - a card is always shown
    how = "flare.help" if said.ask_help else HOW[said.how]
    text = joined([say(words, how), _opens(moment, on), shown.screen.text])
    return replace(shown, screen=replace(shown.screen, text=text))


def began_with(moment: Moment, pain: Pain) -> bool:
    """Whether the flare began with this reading, and with nothing else."""
    on = moment.person.flare
    began = on is not None and 0 <= on.since - pain.at < HOUR
    return began and on is not None and on.locked_at is None and pain.level >= flare.STRONG


def never_was(moment: Moment, pain: Pain) -> Person | None:
    """The person as before a flare whose one reading was a slip; None where it stays.

    It does after another reading, and under care.
    """
    person, asked = moment.person, moment.person.screening
    last = moment.past.pains[-1:]
    if person.unflared is None or person.care is not None or not began_with(moment, pain):
        return None
    if not last or last[0].n != pain.n:
        return None
    left = None if asked is not None and asked.why in FLARED else asked
    before = person.unflared
    return replace(person, flare=None, unflared=None, progress=before, screening=left)


def denied(moment: Moment) -> Reply:
    """No warning sign in a flare: its card, or who could look at one that has stayed for long."""
    on = moment.person.flare
    assert on is not None  # noqa: S101 - callers hold a flare
    long = moment.now - on.since >= checkins.TOO_LONG
    soon = _stays(moment, _latest(moment, on)) if long else None
    return soon or card(moment)


def _stays(moment: Moment, level: int) -> Reply | None:
    """A clinician is suggested for a flare that stays (FACTS D2.3); None when that was said."""
    person, now = moment.person, moment.now
    since = person.flare.since if person.flare is not None else now
    if not suggests(person.soon, "flare", now, level, since):
        return None
    return care.soon(
        being(moment, replace(person, soon=suggested(person.soon, "flare", now, level)))
    )


def _opens(moment: Moment, on: Flare) -> str:
    """When the way out opens at the soonest, or what it waits for."""
    words, zone = moment.words, moment.person.zone
    opens = on.since + flare.AT_LEAST
    if moment.now >= opens:
        return say(words, "flare.still")
    day = day_of(words, opens, moment.now, zone)
    return say(words, "flare.until", day=day, time=clock(words, opens, zone))


def ended(moment: Moment) -> Reply:
    """Out of the flare after a clean screening: the way back begins with small steps."""
    person, words = moment.person, moment.words
    assert person.flare is not None  # noqa: S101 - callers hold a flare
    progress = replace(person.progress, way=ramp.begun(person.flare, moment.now))
    often = flare.comes_back(progress.flares, moment.now)
    often = often and suggests(person.soon, "often", moment.now)
    person = replace(person, flare=None, progress=progress, unflared=None)
    if often:
        person = replace(person, soon=suggested(person.soon, "often", moment.now))
    moment = being(moment, person)
    text = joined(
        [
            bold(say(words, "flare.over")),
            telling.stage(moment),
            say(words, "flare.ramp"),
            say(words, "flare.often") if often else "",
        ]
    )
    rows = (
        (button(words, "home.stretch", "stretch", "good"),),
        (button(words, "common.home", "home"),),
    )
    return show(moment, Screen(text, rows), here="home", person=person)
