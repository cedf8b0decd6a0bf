"""Says how the weeks add up, kindly: what there is, and never a word about what there is not."""

from bot.core.course.week import ACTIVE
from bot.core.talk.moment import Moment
from bot.texts import Markup, lines, say


def weeks(moment: Moment) -> Markup:
    """The weeks in a row and the days of this one; "" where there is neither."""
    words, person = moment.words, moment.person
    streak = person.streak
    kept = say(words, "weeks.kept", n=streak.weeks) if streak.weeks else ""
    if person.flare is not None or person.care is not None:
        return lines([kept, say(words, "weeks.frozen") if kept else ""])
    days = len(streak.active)
    now = ""
    if days >= ACTIVE:
        now = say(words, "weeks.full", n=days)
    elif days:
        now = say(words, "weeks.days", n=days, of=ACTIVE)
    return lines([kept, now])
