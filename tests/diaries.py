"""Journals for tests of progress: readings and sessions by day and hour, in a few words."""

from chat import book

from bot.core.course.course import Ladder, Progress
from bot.core.course.diary import Diary
from bot.core.course.ladder import dose
from bot.core.course.progress import finished
from bot.core.talk.journal import Pain, Past, SessionDone, StretchDone
from bot.core.values import replace

BOOK = book()
HOUR = 3600
DAY = 24 * HOUR
ZERO = 1000 * DAY  # midnight (UTC) of day 0 of every test
SINCE = ZERO - 60 * DAY  # when the person began: long settled, and not in a lighter week


def at(day=0.0, hour=8.0):
    """Epoch seconds of an hour of a day; days may be negative."""
    return ZERO + int(day * DAY + hour * HOUR)


NOW = at(0, 9)


def pain(day, level, hour=8.0, area="", source="words"):
    when = at(day, hour)
    return Pain(when // 60, when, level, area, source=source)


def done(day, hour=8.0, before=2, after=2, **more):
    """A session of ten minutes that ends at this hour."""
    ended = at(day, hour)
    session = SessionDone(ended // 60, "stretch", ended - 600, ended, before, after, "better", 1, 1)
    return replace(session, **more)


def step(day, stretch="pelvic-tilt", outcome="done", *, hour=8.0, side="", amount=""):
    """One step of a session, at its start dose unless said otherwise."""
    when = at(day, hour) - 60
    amount = amount or BOOK.stretches[stretch].start.compact()
    return StretchDone(when // 60, 1, when, stretch, side, amount, outcome)


def diary(*rows, now=NOW, since=SINCE, zone="UTC"):
    """A diary of pains, sessions and steps in any order."""
    pains = tuple(row for row in rows if isinstance(row, Pain))
    sessions = tuple(row for row in rows if isinstance(row, SessionDone))
    steps = tuple(row for row in rows if isinstance(row, StretchDone))
    return Diary(Past(pains, sessions, steps), now, zone, since)


def levels(*per_day, last=0, hour=8.0, area=""):
    """A reading a day, the last on day `last`; None leaves a day out."""
    first = last - len(per_day) + 1
    return tuple(
        pain(first + n, level, hour, area) for n, level in enumerate(per_day) if level is not None
    )


def rows_of(progress, day, hour=8.0, stretches=("pelvic-tilt",)):
    """Every step of a session done in full, on each side, at the earned dose."""
    rows = []
    for slug in stretches:
        stretch = BOOK.stretches[slug]
        amount = dose(stretch, progress.ladders.get(slug, Ladder()).steps).compact()
        sides = ("left", "right") if stretch.sides else ("",)
        rows += [step(day, slug, hour=hour, side=side, amount=amount) for side in sides]
    return tuple(rows)


def good_session(progress, day, hour=8.0, stretches=("pelvic-tilt",), **more):
    """The progress after a good session, and the journal rows it leaves."""
    rows = rows_of(progress, day, hour, stretches)
    session = done(day, hour, **more)
    return finished(progress, session, rows, "easy", BOOK), (session, *rows)


NEW = Progress()
