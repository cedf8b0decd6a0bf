"""The first talk: where it bothers you, warning signs, limits, and how it is now."""

from dataclasses import replace

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.screens.common import being, button, column, paired, show, ticked
from bot.screens.home import home
from bot.screens.safety import care
from bot.screens.session import asking
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
        return _several(moment, asked)
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


def _several(moment: Moment, asked: list[str]) -> Reply:
    words, person = moment.words, moment.person
    rows = [
        Button(
            ticked(area in person.areas, words.areas[area].name),
            f"tick {'-' if area in person.areas else '+'} {area}",
        )
        for area in asked
    ]
    if person.areas:
        rows.append(button(words, "common.go_on", "areas", "good"))
    screen = Screen(say(words, "start.where_several"), column(rows))
    return show(moment, screen, here="area several")


def tick(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Tick an area on or off; told which, so that a second tap does nothing."""
    asked = [area for area, one in moment.book.areas.items() if one.asked]
    if len(args) != 2 or args[1] not in asked or moment.person.stage != "areas":
        return None
    on = {*moment.person.areas} - {args[1]} | ({args[1]} if args[0] == "+" else set())
    person = replace(moment.person, areas=tuple(area for area in asked if area in on))
    return _several(being(moment, person), asked)


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


def tag_rows(moment: Moment, verb: str) -> list[Button]:
    """Every tag that is asked about, with its tick."""
    person = moment.person
    return [
        Button(
            ticked(tag in person.tags, moment.words.tags[tag].label),
            f"{verb} {'-' if tag in person.tags else '+'} {tag}",
        )
        for tag, one in moment.book.tags.items()
        if one.asked
    ]


def limited(moment: Moment, args: tuple[str, ...]) -> Moment | None:
    """The moment after a tag was ticked on or off."""
    asked = [tag for tag, one in moment.book.tags.items() if one.asked]
    if len(args) != 2 or args[1] not in asked:
        return None
    on = {*moment.person.tags} - {args[1]} | ({args[1]} if args[0] == "+" else set())
    return being(moment, replace(moment.person, tags=tuple(tag for tag in asked if tag in on)))


def limit(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Tick a tag in the first talk."""
    after = limited(moment, args)
    return None if after is None else limits(after)


def first(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """How is it now? Then straight into a first short session."""
    return asking.ask(moment, ("first",))
