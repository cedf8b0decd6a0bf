"""Chooses the one sentence that a session's first step opens with: what changed, and why."""

from dataclasses import replace

from bot.core import course, ramp, trend
from bot.core.diary import DAY
from bot.core.moment import Moment
from bot.core.person import Person
from bot.core.today import Today
from bot.texts import Markup, day_of, say

# What matters most comes first; everything else stays unsaid (FACTS D4, D5, C2).
FOUND = ("risen", "jumped", "reacted_twice", "sore_for_days", "reacted")
PROGRAMME = 42  # days; FACTS D4: week 6 of a programme
EPISODE = 14  # days; FACTS D4, C2
SOON_AGAIN = 14 * DAY  # seconds until a clinician is suggested again


def told(moment: Moment, key: str) -> Markup:
    """The sentence of a key; "" for none."""
    if key.startswith("news.stage_"):
        return stage(moment)
    return say(moment.words, key) if key else Markup()


def stage(moment: Moment) -> Markup:
    """Which stage of the way back this is, and until when at least: a floor, never a promise."""
    way, words, zone = moment.person.progress.way, moment.words, moment.person.zone
    if way is None:
        return Markup()
    here = next(one for one in moment.book.ramp.stages if one.number == way.stage)
    until = way.since + (here.days_to - here.days_from + 1) * DAY
    what = say(words, f"stage.{way.stage}")
    day = day_of(words, until, moment.now, zone)
    return say(words, "stage.here", n=way.stage, of=ramp.LAST, what=what, day=day)


def news(moment: Moment, held: Today, gap: str) -> tuple[Person, str]:
    """The person who was told, and the key of the sentence; "" when there is nothing new."""
    person, session = moment.person, moment.person.session
    if gap:
        return person, gap.replace("progress.", "news.")
    keys = {finding.key for finding in held.found}
    found = next((key for key in FOUND if key in keys), "")
    if found:
        return person, f"news.{found}"
    if moment.now - person.soon_at >= SOON_AGAIN and _stuck(moment):
        return replace(person, soon_at=moment.now), "news.stuck"
    if session is not None and session.extra:
        return person, "news.extra"
    if held.stage is not None:
        return person, f"news.stage_{held.stage.number}"
    if "improved" in keys and _first_today(moment):
        return person, "news.improved"
    return person, "news.lighter" if held.lighter and _first_today(moment) else ""


def _stuck(moment: Moment) -> bool:
    """Whether pain has not moved in the weeks in which it should have (FACTS D4)."""
    person = moment.person
    diary = course.diary(person, moment.past, moment.now)
    way, first = person.progress.way, person.progress.first
    if way is not None and trend.stuck(diary, way.began, way.peak, EPISODE) is not None:
        return True
    return first is not None and trend.stuck(diary, person.since, first, PROGRAMME) is not None


def _first_today(moment: Moment) -> bool:
    """Whether no other session was done today: good news is told once a day."""
    diary = course.diary(moment.person, moment.past, moment.now)
    return all(done.started < moment.now - DAY // 2 for done in diary.sessions(2 * DAY))
