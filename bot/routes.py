"""The map of the bot: every command and every tap, and the function that answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.said import Command, Tap, What
from bot.screens import about, library, linked, missed, pain, pings, rarer, standings, start
from bot.screens.mine import writing
from bot.screens.safety import calm, care, checkin, cleared, closed, country, despair, stiff
from bot.screens.session import (
    afresh,
    around,
    asking,
    ending,
    going,
    hurts,
    playing,
    reasons,
    step,
    swapping,
    timing,
)
from bot.screens.settings import (
    calendar,
    menu,
    nights,
    pause,
    silences,
    surroundings,
    times,
    travel,
    zone,
)

Answer = Callable[[Moment, tuple[str, ...]], Reply | None]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the map.

    `moves` marks what leads to exercise and `talk` the first talk's own questions: closed while a
    warning sign stands. `journal` loads the whole journal first. `early` routes are open before
    the first talk has passed the warning signs.
    """

    answer: Answer
    moves: bool = False
    journal: bool = False
    early: bool = False
    talk: bool = False


TAPS: Mapping[str, Route] = {
    # the first talk
    "start": Route(start.begin, early=True),
    "area": Route(start.areas, early=True, talk=True),
    "areas": Route(start.chosen, early=True, talk=True),
    "tick": Route(start.tick, early=True, talk=True),
    "limits": Route(start.limits, early=True, talk=True),
    "limit": Route(start.limit, early=True, talk=True),
    "setup": Route(zone.ask),
    "later": Route(times.later),
    # warning signs and care
    "signs": Route(care.rest, early=True),
    "sign": Route(care.named, early=True),
    "clean": Route(cleared.clean, early=True),
    "care": Route(care.again, early=True),
    "mistake": Route(care.back, early=True),
    "seen": Route(care.seen, early=True),
    "country": Route(country.country, early=True),
    "despair": Route(despair.card, early=True),
    # the flare
    "flare": Route(calm.card, moves=True),
    "heat": Route(calm.heat),
    "ease": Route(calm.ease, moves=True),
    "calmer": Route(closed.why),
    "again": Route(checkin.again),
    "checkin": Route(checkin.checkin),
    "caring": Route(checkin.caring),
    "missed": Route(missed.missed),
    "strong": Route(stiff.strong, moves=True),
    "cause": Route(stiff.cause, moves=True),
    "calm": Route(calm.begin, moves=True),
    "locked": Route(pain.locked),
    # a session
    "home": Route(start.begin),
    "stretch": Route(asking.ask, moves=True),
    "desk": Route(asking.desk, moves=True),
    "anew": Route(afresh.tapped, moves=True),
    "caught": Route(asking.caught_up, moves=True),
    "session": Route(asking.present, moves=True),
    "now": Route(asking.now, moves=True),
    "length": Route(around.length, moves=True),
    "at": Route(around.place, moves=True),
    "done": Route(going.done, moves=True),
    "skip": Route(going.skip, moves=True),
    "back": Route(going.back, moves=True),
    "step": Route(going.resume, moves=True),
    "more": Route(step.more, moves=True),
    "how": Route(step.how, moves=True),
    "why": Route(reasons.reasons, moves=True),
    "stop": Route(going.stop, moves=True),
    "carry": Route(going.carry_on, moves=True),
    "time": Route(timing.begin, moves=True),
    "play": Route(playing.play, moves=True),
    "bell": Route(timing.bell, moves=True),
    "hurts": Route(hurts.question, moves=True),
    "felt": Route(hurts.felt, moves=True),
    "end": Route(ending.felt),
    "after": Route(ending.after),
    "effort": Route(ending.effort),
    # how far somebody has come
    "progress": Route(standings.progress),
    "restore": Route(standings.restore),
    "reopen": Route(standings.reopen),
    # the library
    "library": Route(library.library, moves=True),
    "card": Route(library.card, moves=True),
    "only": Route(library.only, moves=True),
    "pin": Route(library.pin),
    "never": Route(library.never),
    "swap": Route(swapping.swap, moves=True),
    "mine": Route(writing.tapped, moves=True),
    "link": Route(linked.opened, early=True),
    # pings
    "ping": Route(pings.tapped),
    "bring": Route(rarer.brought),
    # pain
    "pain": Route(pain.ask),
    "level": Route(pain.tapped),
    "log": Route(pain.offered),
    "undo": Route(pain.undo, early=True),
    # settings
    "settings": Route(menu.menu),
    "myareas": Route(menu.areas),
    "mylimits": Route(menu.limits),
    "myplace": Route(surroundings.place),
    "mythings": Route(surroundings.things),
    "zone": Route(zone.ask),
    "zoned": Route(zone.zoned),
    "travel": Route(travel.travel),
    "morning": Route(times.morning),
    "breaks": Route(times.breaks),
    "breaktimes": Route(times.desk),
    "hours": Route(times.hours),
    "pause": Route(pause.pause),
    "quiet": Route(silences.quiet),
    "nights": Route(nights.nights),
    "calendar": Route(calendar.calendar),
    # about
    "help": Route(about.help_, early=True),
    "privacy": Route(about.privacy, early=True),
    "export": Route(about.export, journal=True, early=True),
    "forget": Route(about.forget, early=True),
}

MENU = (
    "stretch", "desk", "pain", "progress", "library", "mine", "flare", "signs", "quiet", "pause",
    "settings", "help", "privacy", "export", "forget", "start",
)  # fmt: skip

ASKED: Mapping[str, Callable[[Moment, str], Reply | None]] = {
    "zone": zone.heard,
    "clock": zone.heard_clock,
    "country": country.heard,
    "library": library.heard,
    "mine": writing.heard,
    "morning": times.heard_morning,
    "hours from": lambda moment, text: times.heard_hours(moment, text, "from"),
    "hours to": lambda moment, text: times.heard_hours(moment, text, "to"),
    "pause": pause.heard,
    "nights from": lambda moment, text: nights.heard(moment, text, "from"),
    "nights to": lambda moment, text: nights.heard(moment, text, "to"),
    "calendar": calendar.heard,
}

# Screens that are shown again where the person was.
RESHOWN = frozenset(
    {
        "settings", "myareas", "mylimits", "myplace", "mythings", "zone", "morning", "breaks",
        "breaktimes", "hours", "pause", "quiet", "nights", "calendar", "pain", "mine", "flare",
        "heat", "ease", "calmer", "signs", "country", "despair", "home", "progress", "anew",
    }
)  # fmt: skip


def needs_journal(what: What) -> bool:
    """Whether the whole journal must be loaded before this is answered."""
    name = what.name if isinstance(what, Command) else ""
    if isinstance(what, Tap):
        name = what.line.partition(" ")[0]
    return name in TAPS and TAPS[name].journal
