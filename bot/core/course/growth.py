"""Knows when a dose grows: two good sessions and a quiet morning, a little at a time (FACTS D5)."""

from bot.core.book import Book
from bot.core.course import ramp
from bot.core.course.course import Grown, Ladder, Progress, Verdict
from bot.core.course.diary import DAY, MORNING_TO, REACTIVE, Diary, median, next_morning, rising
from bot.core.course.heed import findings, heed
from bot.core.course.ladder import dose, moved, read, rungs
from bot.core.course.progress import down
from bot.core.course.score import before
from bot.core.dose import length
from bot.core.schedule import day
from bot.core.values import replace

IN_A_ROW = 2  # good sessions
APART = 12 * 3600  # seconds between good sessions that count; a day's sessions are one
APART_STRENGTH = 48 * 3600
WAIT = 3  # days since the last change, at least
SHARE = 3  # one stretch in three may grow in a week
WEEKLY = 10  # hundredths of the week's holding time; FACTS D5: 10–15 %, the smaller is safer
HOLDING = frozenset({"mobility", "static", "strength"})


def settled(progress: Progress, diary: Diary, book: Book) -> Progress:
    """The progress once the mornings known by now are weighed; asked twice, it answers the same.

    The first reading 12–30 hours after a session is its next morning: 2 or more above the reading
    before it is reactive and steps its stretches back, else the session was a good one. A session
    without such a reading counts neither way.
    """
    progress = _first_week(progress, diary)
    waiting: list[Verdict] = []
    for verdict in sorted(progress.pending, key=lambda one: one.ended):
        morning = next_morning(diary, verdict.ended)
        if morning is None:
            waiting += [verdict] if diary.now <= verdict.ended + MORNING_TO else []
        elif morning.level - verdict.before >= REACTIVE:
            progress = down(progress, verdict.done, "progress.reactive", book, diary.now)
        else:
            progress = _good(progress, verdict, book)
    return _grown(replace(progress, pending=tuple(waiting)), diary, book)


def _first_week(progress: Progress, diary: Diary) -> Progress:
    end = diary.since + 7 * DAY
    if progress.first is not None or diary.now < end:
        return progress
    return replace(progress, first=median(pain.level for pain in diary.pains(7 * DAY, end)))


def _good(progress: Progress, verdict: Verdict, book: Book) -> Progress:
    known = dict(progress.ladders)
    for slug in book.stretches.keys() & set(verdict.good):
        ladder, strength = known[slug], book.stretches[slug].type == "strength"
        if verdict.ended - ladder.good_at >= (APART_STRENGTH if strength else APART):
            known[slug] = replace(ladder, good=ladder.good + 1, good_at=verdict.ended)
    return replace(progress, ladders=known)


def _grown(progress: Progress, diary: Diary, book: Book) -> Progress:
    """Every stretch that has earned a step and may take it now; the longest unchanged first."""
    known = {slug: one for slug, one in progress.ladders.items() if slug in book.stretches}
    ripe = [slug for slug, ladder in known.items() if ladder.good >= IN_A_ROW]
    if not ripe or not calm(diary):
        return progress
    for slug in sorted(ripe, key=lambda one: (progress.ladders[one].changed, one)):
        if waits(slug, progress, diary, book):
            continue
        stretch, ladder = book.stretches[slug], progress.ladders[slug]
        up = Grown(diary.now, slug, added(slug, ladder, diary, book))
        higher = moved(ladder, stretch, 1, "progress.two_good", diary.now)
        recent = tuple(one for one in progress.grown if diary.now - one.at < 28 * DAY)
        progress = replace(
            progress, ladders={**progress.ladders, slug: higher}, grown=(*recent, up)
        )
    return progress


def waits(  # noqa: PLR0911 - one line for each rule that keeps a dose where it is
    slug: str, progress: Progress, diary: Diary, book: Book
) -> str:
    """Why a stretch's dose does not grow now: a key of the reason, or "" when it may.

    The rules of FACTS D5, D3 and C2: at its goal; two good sessions in a row; 3 days since the
    last change; the first week and every lighter fourth one; what the readings say; the way back;
    one stretch in three a week; a tenth of the week's holding time.
    """
    stretch, ladder = book.stretches[slug], progress.ladders.get(slug, Ladder())
    if ladder.steps >= len(rungs(stretch)) - 1:
        return "hold.goal"
    if ladder.out or max(ladder.half_until, ladder.rest_until) > diary.now:
        return "hold.hurt"
    if ladder.good < IN_A_ROW:
        return "hold.good"
    days = max(WAIT, stretch.grow.days if stretch.grow else WAIT)
    if (diary.today() - day(ladder.changed, diary.zone)).days < days:
        return "hold.days"
    if diary.now - diary.since < 7 * DAY:
        return "hold.first_week"
    if lighter(diary):
        return "hold.lighter"
    if not calm(diary):
        return "hold.pain"
    if not _room(ladder, progress):
        return "hold.way_back"
    return _full(slug, progress, diary, book)


def calm(diary: Diary) -> bool:
    """Whether the readings let a dose grow: 3 or less, not rising, and no finding against it."""
    pains = diary.pains()
    level = pains[-1].level if pains else None
    held = heed(findings(diary)).hold
    return before(level, rising=rising(diary)).grow and not held


def _room(ladder: Ladder, progress: Progress) -> bool:
    way = progress.way
    if way is None:
        return True
    since = sum(one.at >= way.began for one in progress.grown)
    return ladder.steps < 1 and ramp.room(way, since) > 0


def lighter(diary: Diary) -> bool:
    """Whether this is every fourth week, which is lighter (70 %, FACTS D5)."""
    return (diary.now - diary.since) // (7 * DAY) % 4 == 3


def _recent(progress: Progress, diary: Diary) -> tuple[Grown, ...]:
    return tuple(one for one in progress.grown if diary.now - one.at < 7 * DAY)


def _times(slug: str, diary: Diary) -> int:
    """How often a stretch was done in the last 7 days; each side counts."""
    return sum(row.stretch == slug and row.outcome == "done" for row in diary.week)


def added(slug: str, ladder: Ladder, diary: Diary, book: Book) -> int:
    """Seconds that one step up adds to a week like the last one.

    Walking, breathing and resting are not holding, and add nothing to its total.
    """
    stretch = book.stretches[slug]
    if stretch.type not in HOLDING:
        return 0
    here, there = dose(stretch, ladder.steps), dose(stretch, ladder.steps + 1)
    return max(0, length(there) - length(here)) * max(1, _times(slug, diary))


def total(diary: Diary, book: Book) -> int:
    """Seconds of holding in the last 7 days: what the journal says was done, each side."""
    return sum(
        length(read(row.dose))
        for row in diary.week
        if row.outcome == "done"
        and row.stretch in book.stretches
        and book.stretches[row.stretch].type in HOLDING
    )


def _full(slug: str, progress: Progress, diary: Diary, book: Book) -> str:
    """Whether this week's share of growing is used up: a third of the stretches, a tenth of time.

    The shares are of the stretches and seconds done in the last 7 days; one stretch may always
    grow. Steps back are never held up.
    """
    recent = _recent(progress, diary)
    shown = {row.stretch for row in diary.week}
    changed = {one.stretch for one in recent} | {slug}
    if len(changed) > max(1, len(shown) // SHARE):
        return "hold.third"
    up = sum(one.seconds for one in recent)
    more = up + added(slug, progress.ladders[slug], diary, book)
    return "hold.total" if more * 100 > (total(diary, book) - up) * WEEKLY else ""
