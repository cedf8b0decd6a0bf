"""The first talk: where it bothers you, warning signs, limits, and how it is now."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, paired, show
from bot.screens.home import home
from bot.screens.safety import care
from bot.screens.session import asking
from bot.screens.ticks import area_rows, limited, placed, tag_rows
from bot.texts import bold, joined, say


def begin(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """/start: the first talk from where it stands; later the way home. Nothing is ever lost."""
    person = moment.person
    if person.care is not None:
        return care.card(moment)
    shows = {"areas": areas, "signs": signs, "limits": limits, "now": first}
    shown = shows.get(person.stage, asking.present)(moment)
    return shown or home(moment)


def areas(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Where does it bother you? One tap goes on; "several" opens a list to tick."""
    words, person = moment.words, moment.person
    asked = [area for area, one in moment.book.areas.items() if one.asked]
    if person.stage != "areas":
        return None
    if args[:1] == ("several",):
        return _several(moment)
    if args and args[0] in asked:
        return signs(being(moment, replace(person, areas=(args[0],), stage="signs")))
    if args:
        return None
    buttons = [Button(words.areas[area].name, f"area {area}") for area in asked]
    rows = (*paired(buttons), (button(words, "start.several", "area several"),))
    text = joined(
        [bold(say(words, "start.title")), say(words, "start.what"), say(words, "start.where")]
    )
    return show(moment, Screen(text, rows), here="start")


def _several(moment: Moment) -> Reply:
    words = moment.words
    rows = area_rows(moment, "tick")
    if moment.person.areas:
        rows.append(button(words, "common.go_on", "areas", "good"))
    screen = Screen(say(words, "start.where_several"), column(rows))
    return show(moment, screen, here="area several")


def tick(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Tick an area on or off; told which, so that a second tap does nothing."""
    after = placed(moment, args) if moment.person.stage == "areas" else None
    return None if after is None else _several(after)


def chosen(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """The ticked list is done."""
    person = moment.person
    if person.stage != "areas" or not person.areas:
        return None
    return signs(being(moment, replace(person, stage="signs")))


def signs(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """The warning signs that need help today."""
    asked = moment.person.screening
    return care.ask(moment) if asked and asked.why == "start" else care.screen(moment, "start")


def after_signs(moment: Moment) -> Reply:
    """None of them: on with the first talk."""
    person = moment.person
    stage = "limits" if person.stage == "signs" else person.stage
    return begin(being(moment, replace(person, stage=stage)))


def limits(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What limits you? "Nothing" is one tap."""
    words, person = moment.words, moment.person
    if person.stage != "limits":
        return None
    if args == ("done",):
        return first(being(moment, replace(person, stage="now")))
    rows = tag_rows(moment, "limit")
    key = "limits.done" if person.tags else "limits.nothing"
    rows.insert(0, button(words, key, "limits done", "good"))
    text = joined([bold(say(words, "limits.title")), say(words, "limits.text")])
    return show(moment, Screen(text, column(rows)), here="limits")


def limit(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Tick a tag in the first talk."""
    after = limited(moment, args)
    return None if after is None else limits(after)


def first(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """How is it now? Then straight into a first short session."""
    return asking.ask(moment, ("first",))
