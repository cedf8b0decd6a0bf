"""/progress: for each move where it stands and why, what rests and comes back, and the weeks."""

from bot.core.course import bearing
from bot.core.course.progress import reopened, restored
from bot.core.course.standing import Standing, standings
from bot.core.course.strikes import DIRECTIONS
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, number, show
from bot.screens.session import telling
from bot.screens.session.step import dose_text
from bot.screens.weeks import weeks
from bot.texts import Markup, bold, date_of, joined, lines, say

PAGE = 6  # moves on a page


def progress(moment: Moment, args: tuple[str, ...] = ()) -> Reply:
    """Where everything stands, the latest change first."""
    words, person = moment.words, moment.person
    diary = bearing.diary(person, moment.past, moment.now)
    known = standings(person.progress, diary, moment.book)
    last = max(0, (len(known) - 1) // PAGE)
    page = min(number(args[0]) or 0, last) if args else 0
    shown = known[page * PAGE : page * PAGE + PAGE]
    stopped = person.progress.stopped
    text = joined(
        [
            bold(say(words, "progress.title")),
            weeks(moment),
            "" if person.flare is not None else telling.stage(moment),
            say(words, "progress.how" if known else "progress.none"),
            *(_line(moment, one) for one in shown),
            lines(say(words, f"stopped.{_way(tag)}") for tag in stopped),
        ]
    )
    rows = [
        button(words, "progress.restore", f"restore {one.stretch}", name=_name(moment, one))
        for one in shown
        if one.state in ("out", "resting") and one.why in ("progress.left_out", "progress.paused")
    ]
    rows += [button(words, f"reopen.{_way(tag)}", f"reopen {tag}") for tag in stopped]
    if person.progress.way is not None:
        rows.append(button(words, "flare.why", "calmer"))
    turns = [
        button(words, f"progress.{key}", f"progress {to}")
        for key, to in (("before", page - 1), ("after_page", page + 1))
        if 0 <= to <= last
    ]
    home = (button(words, "home.signs", "signs ask"), button(words, "common.home", "home"))
    screen = Screen(text, (*column(rows), *([tuple(turns)] if turns else []), home))
    return show(moment, screen, here=f"progress {page}")


def _way(tag: str) -> str:
    """A direction as the end of a key."""
    return tag.replace("-", "_")


def _name(moment: Moment, one: Standing) -> str:
    return moment.words.stretches[one.stretch].name


def _line(moment: Moment, one: Standing) -> Markup:
    """A move: its dose now and its goal, what changed it last, and what it waits for."""
    words, zone = moment.words, moment.person.zone
    now, goal = dose_text(moment, one.dose), dose_text(moment, one.goal)
    key = "progress.at_goal" if one.step == one.of else "progress.towards"
    why = say(words, one.why) if one.why else ""
    if one.state:
        day = date_of(words, one.until, zone)
        waits = say(words, f"progress.{one.state}", day=day)
    else:
        waits = say(words, one.waits) if one.waits else Markup()
    told = Markup(" ".join(part for part in (why, waits) if part))
    return lines([bold(_name(moment, one)), say(words, key, now=now, goal=goal), told])


def restore(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Bring back a move that was paused or left out: at its start, and half of it for a week."""
    person = moment.person
    if len(args) != 1 or args[0] not in bearing.left_out(person, moment.now):
        return None
    after = restored(person.progress, args[0], moment.now)
    return progress(being(moment, replace(person, progress=after)))


def reopen(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Open a direction again that pain had spread in."""
    person = moment.person
    if len(args) != 1 or args[0] not in person.progress.stopped or args[0] not in DIRECTIONS:
        return None
    after = reopened(person.progress, args[0])
    return progress(being(moment, replace(person, progress=after)))
