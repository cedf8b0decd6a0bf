"""None of the warning signs: what goes on then, by what the question was asked for."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens import start
from bot.screens.common import being, button, number, show
from bot.screens.safety import calm, care
from bot.screens.session import afresh, asking
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
    return _on(being(moment, person), asked.why)


def _on(moment: Moment, why: str) -> Reply | None:
    person = moment.person
    if why == "severe":
        return care.begin(moment, care.SEVERE, 1)
    if person.stage in ("areas", "signs", "limits", "now"):
        return start.after_signs(moment)
    if person.flare is not None:
        return calm.ended(moment) if why == "flare_end" else calm.denied(moment)
    if why == "anew" and person.anew is not None:
        return afresh.denied(moment)
    if why == "hurt":
        rows = ((button(moment.words, "common.home", "home"),),)
        return show(moment, Screen(say(moment.words, "signs.after_hurt"), rows), here="home")
    return (asking.screened(moment) if why == "session" else None) or start.begin(moment)
