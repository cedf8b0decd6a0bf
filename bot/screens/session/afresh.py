"""After four weeks away: where it bothers you, warning signs and limits are asked about again."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.talk.state import Anew
from bot.core.values import replace
from bot.screens.common import being, button, column, show
from bot.screens.safety import care
from bot.screens.ticks import area_rows, limited, placed, tag_rows
from bot.texts import bold, joined, say


def begin(moment: Moment, kind: str, only: str = "") -> Reply:
    """The questions come first; the session of this `kind` goes on after them.

    What was answered before is ticked. One that was begun and left goes on where it was.
    """
    at = moment.person.anew.at if moment.person.anew is not None else "areas"
    person = replace(moment.person, anew=Anew(at, kind, only))
    return _shown(being(moment, person))


def tapped(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """A tick, or on to the next question; the present one without anything."""
    anew = moment.person.anew
    if anew is None:
        return None
    match args:
        case ():
            return _shown(moment)
        case ("area", sign, area) if anew.at == "areas":
            after = placed(moment, (sign, area))
            return None if after is None else _shown(after)
        case ("areas",) if anew.at == "areas" and moment.person.areas:
            return _shown(_at(moment, "signs"))
        case ("limit", sign, tag) if anew.at == "limits":
            after = limited(moment, (sign, tag))
            return None if after is None else _shown(after)
        case _:
            return None


def denied(moment: Moment) -> Reply:
    """None of the warning signs: on to what limits them."""
    return _shown(_at(moment, "limits"))


def _at(moment: Moment, at: str) -> Moment:
    anew = moment.person.anew
    assert anew is not None  # noqa: S101 - callers hold one
    return being(moment, replace(moment.person, anew=replace(anew, at=at)))


def _shown(moment: Moment) -> Reply:
    words, anew = moment.words, moment.person.anew
    assert anew is not None  # noqa: S101 - callers hold one
    if anew.at == "signs" and care.fresh(moment.person, moment.now):
        return denied(moment)
    if anew.at == "signs":
        return care.screen(moment, "anew")
    if anew.at == "areas":
        rows = area_rows(moment, "anew area")
        if moment.person.areas:
            rows.append(button(words, "common.go_on", "anew areas", "good"))
        text = joined([bold(say(words, "anew.title")), say(words, "anew.text")])
    else:
        key = "limits.done" if moment.person.tags else "limits.nothing"
        rows = [button(words, key, "caught up", "good"), *tag_rows(moment, "anew limit")]
        text = joined([bold(say(words, "limits.title")), say(words, "anew.limits")])
    return show(moment, Screen(text, column(rows)), here="anew")
