"""None of the warning signs: what goes on then, by what the question was asked for."""

from dataclasses import replace

from bot.core.moment import Moment, Reply
from bot.screens import start
from bot.screens.common import being, button, number, show
from bot.core.screen import Screen
from bot.screens.home import home
from bot.screens.safety import calm
from bot.screens.session import asking
from bot.texts import say


def clean(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The good answer. Only the open question's own button counts, and only once."""
    person = moment.person
    asked = person.screening
    if asked is None or len(args) != 1 or number(args[0]) != asked.serial:
        return None
    person = replace(person, screening=None, screened_at=moment.now)
    if asked.why == "care":
        person = replace(person, care=None)
    moment = being(moment, person)
    if person.care is not None:  # a sign was named elsewhere meanwhile: that still holds
        return None
    if person.stage in ("areas", "signs", "limits", "now"):
        return start.after_signs(moment)
    if asked.why == "flare_end" and person.flare is not None:
        return calm.ended(moment)
    if person.flare is not None:
        return calm.card(moment)
    if person.session is not None:
        return asking.present(moment)
    if asked.why == "hurt":
        rows = ((button(moment.words, "common.home", "home"),),)
        return show(moment, Screen(say(moment.words, "signs.after_hurt"), rows), here="home")
    return home(moment)
