"""The way home: what the bot can do now, on one screen."""

from bot.core.moment import Moment, Reply
from bot.core.schedule import next_due
from bot.core.screen import Rows, Screen
from bot.screens.common import button, show
from bot.texts import bold, clock, date_of, day_of, joined, say


def home(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Stretch, a desk break, pain, settings; and when the next ping comes."""
    words, person = moment.words, moment.person
    rows: Rows = (
        (button(words, "home.stretch", "stretch", "good"),),
        (button(words, "home.desk", "desk"), button(words, "home.pain", "pain")),
        (button(words, "home.signs", "signs ask"), button(words, "home.settings", "settings")),
    )
    if person.session is not None:
        rows = ((button(words, "session.resume", "session", "good"),), *rows[1:])
    elif person.flare is not None:
        rows = ((button(words, "home.calm", "flare", "good"),), *rows[1:])
    if person.stage == "setup":
        rows = (*rows, (button(words, "end.setup", "setup"),))
    text = joined([bold(say(words, "home.title")), _coming(moment)])
    return show(moment, Screen(text, rows), here="home", person=person)


def _coming(moment: Moment) -> str:
    words, person = moment.words, moment.person
    if person.pause is not None and person.pause.until is None:
        return say(words, "home.paused_for_good")
    if person.pause is not None and (person.pause.until or 0) > moment.now:
        day = date_of(words, person.pause.until or 0, person.zone)
        return say(words, "home.paused", day=day)
    due = next_due(person, moment.now)
    if due is None:
        return say(words, "home.no_pings")
    return say(
        words,
        f"end.due_{due.kind}",
        day=day_of(words, due.at, moment.now, person.zone),
        time=clock(words, due.at, person.zone),
    )
