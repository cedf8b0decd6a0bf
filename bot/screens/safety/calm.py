"""The flare: rest, breathing, small movement; and the way out of it (FACTS D2)."""

from dataclasses import replace

from bot.core import flare, plans
from bot.core.moment import Moment, Reply
from bot.core.person import Session
from bot.core.screen import Screen
from bot.screens.common import being, button, column, show
from bot.screens.safety import care
from bot.screens.session.closing import broken_off
from bot.screens.session.fitting import nothing
from bot.screens.session.step import step
from bot.texts import bold, clock, day_of, escaped, joined, say

SEVERE = 9  # FACTS D3: at 9 and 10 urgent care is named at once


def flares(moment: Moment, level: int | None, *, locked: bool) -> Reply:
    """A reading of 7 or more, or a locked muscle: the flare is on, whatever was going on ends.

    The warning signs are asked first, unless they were denied within the hour.
    """
    moment, closed = broken_off(moment)
    person = moment.person
    on = flare.flared(person.flare, level, moment.now, locked=locked)
    stage = "setup" if person.stage == "now" else person.stage
    moment = being(moment, replace(person, flare=on, flare_ended=None, stage=stage))
    if person.care is not None:
        reply = care.card(moment)
    elif care.fresh(person, moment.now):
        reply = card(moment)
    else:
        reply = care.screen(moment, "flare")
    return replace(reply, records=closed)


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
    rows = column(
        [
            button(words, "flare.routine", "calm", "good"),
            button(words, "flare.heat", "heat"),
            button(words, "flare.better", "stretch"),
            button(words, "session.signs", "signs ask"),
        ]
    )
    return show(moment, Screen(text, rows), here="flare")


def what_helps(moment: Moment) -> Reply:
    """/flare on an ordinary day: when calm is for you, and how to say so."""
    words = moment.words
    rows = column(
        [
            button(words, "check.locked", f"locked {moment.now}"),
            button(words, "flare.better", "stretch"),
            button(words, "flare.heat", "heat"),
            button(words, "common.home", "home"),
        ]
    )
    text = joined([bold(say(words, "flare.when_title")), say(words, "flare.when")])
    return show(moment, Screen(text, rows), here="flare")


def heat(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Heat or cold, whichever feels better, with the limits of the skin (FACTS F3)."""
    rows = ((button(moment.words, "common.back", "flare"),),)
    text = joined([bold(say(moment.words, "heat.title")), say(moment.words, "heat.text")])
    return show(moment, Screen(text, rows), here="heat")


def begin(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """The calm routine, straight into its first step: the number was given just now."""
    person = moment.person
    if person.flare is None or (person.session is not None and person.session.steps):
        return None
    serial = person.serial + 1
    steps = plans.flare_steps(person, moment.book)
    if not steps:
        return nothing(being(moment, replace(person, session=None)))
    session = Session(
        serial,
        "flare",
        moment.now,
        steps,
        show="step",
        before=person.flare.peak,
        touched=moment.now,
    )
    return step(being(moment, replace(person, serial=serial, session=session)))


def easing(moment: Moment, level: int) -> Reply:
    """A reading during a flare: the way out opens by the numbers, through a clean screening."""
    person, words = moment.person, moment.words
    on = person.flare
    if on is None or not flare.may_end(on, level, moment.now):
        on = flare.flared(on, level, moment.now, locked=False)
        person = replace(person, flare=on)
        shown = card(being(moment, person))
        assert shown.screen is not None  # noqa: S101 - a card is always shown
        opens = on.since + flare.AT_LEAST
        told = (
            say(
                words,
                "flare.until",
                day=day_of(words, opens, moment.now, person.zone),
                time=clock(words, opens, person.zone),
            )
            if moment.now < opens
            else say(words, "flare.still")
        )
        text = joined([told, shown.screen.text])
        return replace(shown, screen=replace(shown.screen, text=text))
    return care.screen(moment, "flare_end")


def ended(moment: Moment) -> Reply:
    """Out of the flare after a clean screening: the way back begins with small steps."""
    person = replace(moment.person, flare=None, flare_ended=moment.now)
    text = joined([bold(say(moment.words, "flare.over")), escaped(say(moment.words, "flare.ramp"))])
    rows = (
        (button(moment.words, "home.stretch", "stretch", "good"),),
        (button(moment.words, "common.home", "home"),),
    )
    return show(moment, Screen(text, rows), here="home", person=person)
