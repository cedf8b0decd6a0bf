"""Chooses the one sentence that a session's first step opens with: what changed, and why."""

from bot.core.course import bearing, ramp
from bot.core.course.diary import DAY, median
from bot.core.course.suggesting import suggested, suggests
from bot.core.course.today import Today, stuck
from bot.core.talk.moment import Moment
from bot.core.talk.person import Person
from bot.core.values import replace
from bot.texts import Markup, day_of, say

# What matters most comes first; everything else stays unsaid (FACTS D4, D5, C2).
STAGE = "stage.here"
GAPS = {
    "progress.gap_week": "news.gap_week",
    "progress.gap_fortnight": "news.gap_fortnight",
    "progress.gap_month": "news.gap_month",
}
FOUND = ("risen", "jumped", "reacted_twice", "sore_for_days", "reacted")


def told(moment: Moment, key: str) -> Markup:
    """The sentence of a key; "" for none."""
    if key == STAGE:
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
    person = moment.person
    if gap:
        return person, GAPS[gap]
    keys = {finding.key for finding in held.found}
    found = next((key for key in FOUND if key in keys), "")
    if found == "sore_for_days":
        again = _suggested(moment, found)
        return (person, "news.still_sore") if again is None else (again, "news.sore_for_days")
    if found:
        return person, f"news.{found}"
    again = _suggested(moment, "stuck") if _stuck(moment) else None
    return (person, _quieter(moment, held, keys)) if again is None else (again, "news.stuck")


def _suggested(moment: Moment, why: str) -> Person | None:
    """The person to whom a clinician is suggested for this reason; None when it is too soon."""
    person, now = moment.person, moment.now
    level = median(pain.level for pain in bearing.diary(person, moment.past, now).pains(7 * DAY))
    if not suggests(person.soon, why, now, level or 0):
        return None
    return replace(person, soon=suggested(person.soon, why, now, level or 0))


def _quieter(moment: Moment, held: Today, keys: set[str]) -> str:
    """What may be told when nothing asks for care."""
    session = moment.person.session
    if session is not None and session.extra:
        return "news.extra"
    if held.stage is not None:
        return STAGE
    if not _first_today(moment):
        return ""
    if "improved" in keys:
        return "news.improved"
    return "news.lighter" if held.lighter else ""


def _stuck(moment: Moment) -> bool:
    """Whether pain has not moved in the weeks in which it should have (FACTS D4)."""
    person = moment.person
    return bool(stuck(person.progress, bearing.diary(person, moment.past, moment.now)))


def _first_today(moment: Moment) -> bool:
    """Whether no other session was done today: good news is told once a day."""
    diary = bearing.diary(moment.person, moment.past, moment.now)
    return all(done.started < moment.now - DAY // 2 for done in diary.sessions(2 * DAY))
