"""Lists to tick: the areas that bother somebody, and what limits them."""

from bot.core.talk.moment import Moment
from bot.core.talk.screen import Button
from bot.core.values import replace
from bot.screens.common import being, ticked


def area_rows(moment: Moment, verb: str) -> list[Button]:
    """Every area that is asked about, with its tick."""
    person = moment.person
    return [
        Button(
            ticked(area in person.areas, moment.words.areas[area].name),
            f"{verb} {'-' if area in person.areas else '+'} {area}",
        )
        for area, one in moment.book.areas.items()
        if one.asked
    ]


def placed(moment: Moment, args: tuple[str, ...]) -> Moment | None:
    """The moment after an area was ticked on ("+") or off ("-"); None for what is no area."""
    asked = [area for area, one in moment.book.areas.items() if one.asked]
    if len(args) != 2 or args[1] not in asked:
        return None
    on = {*moment.person.areas} - {args[1]} | ({args[1]} if args[0] == "+" else set())
    return being(moment, replace(moment.person, areas=tuple(area for area in asked if area in on)))


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
    """The moment after a tag was ticked on or off; None for what is no tag."""
    asked = [tag for tag, one in moment.book.tags.items() if one.asked]
    if len(args) != 2 or args[1] not in asked:
        return None
    on = {*moment.person.tags} - {args[1]} | ({args[1]} if args[0] == "+" else set())
    return being(moment, replace(moment.person, tags=tuple(tag for tag in asked if tag in on)))
