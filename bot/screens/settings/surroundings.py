"""Where sessions are, and what is at hand there."""

from bot.core.planning import search
from bot.core.planning.place import PLACES
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.screens.common import button, column, paired, show, ticked
from bot.screens.session.around import places
from bot.texts import bold, joined, label, say


def place(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Where sessions usually are."""
    words, person = moment.words, moment.person
    if args:
        if len(args) != 1 or args[0] not in PLACES:
            return None
        person = replace(person, place=args[0])
    things = button(words, "settings.things", "mythings", n=len(person.things))
    rows = column(
        [*places(moment, person.place, "myplace"), things, button(words, "common.back", "settings")]
    )
    text = joined([bold(say(words, "settings.place_title")), say(words, "settings.place_text")])
    return show(moment, Screen(text, rows), here="myplace", person=person)


def things(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What is at hand there."""
    words, person = moment.words, moment.person
    known = search.equipment(moment.book)
    if args:
        if len(args) != 2 or args[1] not in known:
            return None
        on = {*person.things} - {args[1]} | ({args[1]} if args[0] == "+" else set())
        person = replace(person, things=tuple(thing for thing in known if thing in on))
    rows = paired(
        Button(
            ticked(thing in person.things, label(words, f"need.{thing}")),
            f"mythings {'-' if thing in person.things else '+'} {thing}",
        )
        for thing in known
    )
    rows = (*rows, (button(words, "common.back", "myplace"),))
    return show(
        moment, Screen(say(words, "settings.things_text"), rows), here="mythings", person=person
    )
