"""/flare on a day that is none: what brought the stiffness on, and what follows (FACTS D2.5)."""

from bot.core.course.checkins import CAUSES
from bot.core.hearing.reading import Reading
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens import pain
from bot.screens.common import button, column, number, show
from bot.texts import joined, say


def strong(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """How strong it is: logged; a flare from 7, else what brought it on is asked."""
    level = number(args[0]) if len(args) == 1 else None
    if level is None or level > 10 or moment.person.here != "flare":
        return None
    if moment.person.flare is not None:  # the flare's own card is called the same
        return None
    reply = pain.log(replace(moment, message=None), Reading(level=level))
    if not reply.beside:
        return reply
    words = moment.words
    causes = [button(words, f"stiff.{cause}", f"cause {cause}") for cause in CAUSES]
    rows = column([*causes, button(words, "home.signs", "signs ask")])
    screen = Screen(say(words, "stiff.ask"), rows)
    shown = show(moment, screen, here="stiff", person=reply.person)
    return replace(shown, records=reply.records)


def cause(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """What brought it on: the ordinary plan, a smaller one, or the first day's."""
    person, words = moment.person, moment.words
    if len(args) != 1 or args[0] not in CAUSES or person.here != "stiff":
        return None
    asked = CAUSES[args[0]]
    if asked.half or asked.day_one:
        person = replace(person, progress=replace(person.progress, half_since=moment.now))
    if asked.no_strength:
        person = replace(person, no_strength=moment.now + asked.no_strength)
    if asked.screen:
        person = replace(person, screen_again=moment.now + asked.screen)
    rows = (
        (button(words, "home.stretch", "stretch", "good"),),
        (button(words, "common.home", "home"),),
    )
    text = joined([say(words, f"stiff.told_{args[0]}")])
    return show(moment, Screen(text, rows), here="home", person=person)
