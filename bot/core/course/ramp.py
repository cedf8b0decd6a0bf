"""Knows the way back after a flare: its stages, their gates, and what leads down again (C2)."""

from bot.core.book import Book, Stage
from bot.core.course.course import Way
from bot.core.course.diary import (
    DAY,
    Diary,
    alike,
    before,
    mean,
    median,
    mornings,
    next_morning,
    rising,
)
from bot.core.course.score import SORE, STRONG, UP
from bot.core.course.trend import reacted_twice, risen
from bot.core.schedule import day
from bot.core.talk.journal import SessionDone
from bot.core.talk.state import Flare
from bot.core.values import replace

FIRST, STRENGTH, LAST = 1, 4, 5  # numbers of stages
DROP = 2  # points; FACTS C2


def begun(flare: Flare, now: int) -> Way:
    """The way back from a flare that ends now, after a clean screening: stage 1 (FACTS D2.4)."""
    return Way(now, FIRST, now, 0, flare.peak, flare.since)


def onward(way: Way | None, diary: Diary, book: Book) -> Way | None:
    """The way at the diary's moment: a stage up, the same again, one down; None when it is over.

    A stage lasts as long as it is meant to (floors in time, never promises). When that time is
    up and the next gate is not met, the whole stage is repeated: the later stages then come
    later too, which is the safer reading of "otherwise repeat the stage". Two reactive mornings in
    a week, or a rise over 3 days (FACTS D4), lead one stage down.
    """
    if way is None:
        return None
    if _lowers(way, diary):
        stage = max(FIRST, way.stage - 1)
        return replace(way, stage=stage, since=diary.now, lowered=diary.now)
    here = _stage(book, way.stage)
    length = (here.days_to - here.days_from + 1) * DAY
    if diary.now - way.since < length:
        return way
    if way.stage == LAST:
        return None if _over(way, diary, book) else replace(way, since=diary.now)
    reached = (diary.now - way.began) // DAY + 1 >= _stage(book, way.stage + 1).days_from
    up = reached and gate(way.stage + 1, way, diary, book)
    return replace(way, stage=way.stage + up, since=diary.now)


def _stage(book: Book, number: int) -> Stage:
    return next(stage for stage in book.ramp.stages if stage.number == number)


def _lowers(way: Way, diary: Diary) -> bool:
    """Two reactive mornings, or a rise over 3 days, since the way began or last went down.

    The readings of the flare itself are no rise on the way back.
    """
    since = max(way.lowered, way.began)
    twice = reacted_twice(diary, since) is not None
    return twice or (diary.now - since >= 3 * DAY and risen(diary) is not None)


def most_pain(book: Book, number: int) -> int:
    """The highest pain (0–10) that a stage may be entered or done with; lower stages' hold too."""
    return min(s.at_most_pain for s in book.ramp.stages if 0 < s.number <= number)


def gate(number: int, way: Way, diary: Diary, book: Book) -> bool:
    """Whether the gate of stage `number` (2–5) is met; what is not known does not meet it.

    2: pain at most 4 and not rising, and the last known morning after a session was no reactive
    one. 3: two comfortable sessions in a row. 4: 3 or less on average over 3 days, read on two of
    them. 5: that, 3 or less now, and "sitting, dressing and sleep near usual", for which nothing
    is asked: no session that felt worse and no reactive morning in 3 days stands for it. The pain
    that a stage may have also holds for every later one.
    """
    pains = diary.pains(2 * DAY)
    if not pains or pains[-1].level > most_pain(book, number):
        return False
    match number:
        case 2:
            known = mornings(diary, diary.now - way.began)
            return not rising(diary) and bool(known) and not known[-1].reactive
        case 3:
            return _two_comfortable(diary, way.since)
        case 4:
            return _quiet(diary, most_pain(book, number))
        case _:
            return _quiet(diary, most_pain(book, number)) and _usual(diary)


def _two_comfortable(diary: Diary, since: int) -> bool:
    known = [done for done in diary.sessions() if done.started >= since and done.kind != "desk"]
    return len(known) >= 2 and all(comfortable(diary, done) for done in known[-2:])


def comfortable(diary: Diary, done: SessionDone) -> bool:
    """Whether a session went well: nothing hurt, not worse, no 4 and no rise of 2 after it.

    A next morning that is known must not be a reactive one.
    """
    hurt = any(
        one.outcome not in ("done", "skipped", "pull") and one.at <= done.ended
        for one in diary.past.steps(done.started)
    )
    began, morning = before(diary, done), next_morning(diary, done.ended)
    later = [done.after] if done.after is not None else []
    later += [morning.level] if morning else []
    rose = began is not None and any(level - began >= UP for level in later)
    return not hurt and not rose and done.feeling != "worse" and (done.after or 0) < SORE


def _quiet(diary: Diary, most: int) -> bool:
    known = diary.pains(3 * DAY)
    average = mean(pain.level for pain in known)
    days = {day(pain.at, diary.zone) for pain in known}
    return average is not None and average <= most and len(days) >= 2


def _usual(diary: Diary) -> bool:
    worse = any(done.feeling == "worse" for done in diary.sessions(3 * DAY))
    return not worse and not any(one.reactive for one in mornings(diary, 3 * DAY))


def _over(way: Way, diary: Diary, book: Book) -> bool:
    """Day 15 or later, a low average over 3 days, and no reactive morning in the last 5 days."""
    end = book.ramp.exit
    known = mornings(diary, end.good_mornings * DAY)
    return (
        (diary.now - way.began) // DAY + 1 >= end.days_from
        and _quiet(diary, end.at_most_pain)
        and bool(known)
        and not any(one.reactive for one in known)
    )


def drops(way: Way, diary: Diary) -> bool:
    """Whether the latest reading leads back to stage 0, the flare, and a screening (FACTS C2).

    7 or more; or a jump of 2. A single score is noisy and mornings differ from evenings (D3), so
    a jump is 2 above everything read in the 2 days before, or above the median of the 7 days
    before, to 4 or more: a 3 after a 1 is within the error of measuring, and every stage may be
    done at it. Only readings of this way back count, and the one that it began with.
    """
    pains = list(diary.pains())
    earlier = sum(pain.at < way.began for pain in pains)
    if earlier == len(pains):
        return False
    pains = pains[max(0, earlier - 1) :]
    last = pains[-1]
    if last.level >= STRONG:
        return True
    if last.level < SORE:
        return False
    known = alike(last, pains[:-1])
    near = [pain.level for pain in known if last.at - pain.at <= 2 * DAY]
    week = median(pain.level for pain in known if last.at - pain.at <= 7 * DAY)
    if near and last.level - max(near) >= DROP:
        return True
    return week is not None and last.level - week >= DROP


def today(way: Way | None, level: int | None, book: Book) -> Stage | None:
    """The stage that holds for a session now: a reading above its gate lowers it for the day.

    A reading above every gate gives stage 0: the flare's moves alone.
    """
    if way is None:
        return None
    fits = [n for n in range(FIRST, way.stage + 1) if (level or 0) <= most_pain(book, n)]
    return _stage(book, max(fits, default=0))


def room(way: Way | None, grown_since: int) -> int:
    """How many doses may still grow: none before stage 4, one in it, any number (99) later.

    `grown_since` is how many grew since the way began: a stage that is repeated has no second
    one. In stage 5 each stretch has at most one step (`most_steps`).
    """
    if way is None or way.stage == LAST:
        return 99
    return max(0, 1 - grown_since) if way.stage == STRENGTH else 0


def most_steps(way: Way | None, stage: Stage | None) -> int:
    """How many steps above its start dose a stretch may be done with: 0, 1 from stage 4, or 999."""
    if way is None or stage is None:
        return 999
    return 1 if stage.number >= STRENGTH else 0


def allowed(book: Book, stage: Stage) -> frozenset[str]:
    """The stretches a stage allows: flare-safe ones, its own, earlier ones', its routines'."""
    slugs = {slug for slug, stretch in book.stretches.items() if stretch.flare_safe}
    for earlier in book.ramp.stages:
        if 0 < earlier.number <= stage.number:
            slugs.update(earlier.adds)
            for key in earlier.routines:
                slugs.update(step.stretch for step in book.routines[key].steps)
    return frozenset(slugs)
