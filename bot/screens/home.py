"""The way home: what the bot can do now, on one screen."""

from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Rows, Screen
from bot.screens.coming import coming
from bot.screens.common import button, show
from bot.screens.settings.freedays import soon
from bot.screens.weeks import weeks
from bot.texts import bold, joined, say


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
    elif person.progress.ladders:
        rows = (*rows, (button(words, "home.progress", "progress"),))
    text = joined([bold(say(words, "home.title")), weeks(moment), coming(moment), soon(moment)])
    return show(moment, Screen(text, rows), here="home", person=person)
