"""Knows how a person's course bears on a session: what is open, how much of it, and their weeks."""

from bot.core.book import Book, Stretch
from bot.core.course import ladder, ramp, strikes, today, week
from bot.core.course.course import Progress, Streak
from bot.core.course.diary import Diary
from bot.core.course.heed import Heed
from bot.core.course.today import Today
from bot.core.dose import Dose
from bot.core.schedule import day
from bot.core.talk.journal import Past
from bot.core.talk.person import Person
from bot.core.values import replace

HIGHEST = 2  # level 3 has to be earned move by move (FACTS B0, D5)
NOTHING = Past()


def diary(person: Person, past: Past, now: int) -> Diary:
    """The person's journal as it stands at `now`."""
    return Diary(past, now, person.zone, person.began or person.since)


def held(person: Person, book: Book, level: int | None, now: int, past: Past = NOTHING) -> Today:
    """What holds back a session after a reading of `level`: as its start found it, else as `past`.

    What is not known holds back: without a journal strength of level 2 stays shut.
    """
    session = person.session
    if session is not None and session.held is not None:
        return session.held
    found = today.today(person.progress, diary(person, past, now), book, level)
    if person.no_strength > now:
        found = replace(found, heed=found.heed | Heed(no_strength=True))
    return found


def calm(held: Today) -> bool:
    """Whether only the flare-safe moves are open, though no flare may be on (FACTS D3, D4, C2)."""
    lowest = held.stage is not None and held.stage.number == 0
    return lowest or held.heed.flare or held.heed.flare_style or held.pain.kind in ("flare", "none")


def opens(slug: str, stretch: Stretch, person: Person, book: Book, held: Today) -> bool:
    """Whether pain, progress and the way back leave a stretch open today."""
    session = person.session
    if session is not None and session.extra and not week.easy(stretch):
        return False
    if held.stage is not None and slug not in ramp.allowed(book, held.stage):
        return False
    high = stretch.level > HIGHEST and not _earned(stretch, person, book)
    return not high and today.allows(slug, stretch, person.progress, held)


def _earned(stretch: Stretch, person: Person, book: Book) -> bool:
    """Whether the easier stretch below one of level 3 has come to its goal."""
    below = book.stretches.get(stretch.easier)
    known = person.progress.ladders.get(stretch.easier)
    return below is not None and known is not None and known.steps >= len(ladder.rungs(below)) - 1


def dose(slug: str, person: Person, book: Book, held: Today) -> Dose:
    """How much of a stretch today."""
    return today.dose(slug, book.stretches[slug], person.progress, held)


def left_out(person: Person, now: int) -> frozenset[str]:
    """What hurt and rests, or is left out until it is restored."""
    return strikes.closed(person.progress.ladders, now)


def hurt(person: Person, now: int) -> frozenset[str]:
    """What is not offered now because it hurt: eased, resting, or left out."""
    ladders = person.progress.ladders
    return frozenset(slug for slug, one in ladders.items() if strikes.state(one, now))


def unhurt(progress: Progress) -> Progress:
    """The progress as if nothing had ever hurt."""
    known = {
        slug: replace(one, strikes=(), ease_until=0, half_until=0, rest_until=0, out=False)
        for slug, one in progress.ladders.items()
    }
    return replace(progress, ladders=known, stopped=())


def streak(person: Person, now: int) -> Streak:
    """The weeks as they stand now, with the days of a flare, of care and of a pause frozen."""
    known, on = person.streak, day(now, person.zone)
    rests = [] if person.flare is None else [(person.flare.since, now)]
    rests += [] if person.care is None else [(person.care.at, now)]
    if person.pause is not None and person.pause.since:
        rests.append((person.pause.since, min(now, person.pause.until or now)))
    for start, end in rests:
        days = week.span(start, max(start, end), person.zone)
        known = week.frozen(known, days, min(days[0], on))
    return week.rolled(known, on)
