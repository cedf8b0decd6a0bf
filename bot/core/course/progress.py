"""Knows how far a person has come with each stretch, and what a session's end changes (D5)."""

from collections.abc import Collection, Iterable

from bot.core.book import Book, Stretch
from bot.core.course import strikes
from bot.core.course.course import Ladder, Progress, Verdict
from bot.core.course.diary import DAY
from bot.core.course.flare import WITHIN
from bot.core.course.ladder import dose, moved
from bot.core.course.score import after, before
from bot.core.talk.journal import SessionDone, StretchDone
from bot.core.values import replace

EFFORTS = ("easy", "right", "hard")
DOWN = -2  # steps
BREAKS = ((28, "progress.gap_month"), (14, "progress.gap_fortnight"), (7, "progress.gap_week"))


def hurt(progress: Progress, slug: str, kind: str, book: Book, at: int) -> Progress:
    """The progress after an answer to Hurts; spreading also stops the direction."""
    stretch = book.stretches[slug]
    ladder = strikes.struck(progress.ladders.get(slug, Ladder(changed=at)), stretch, kind, at)
    stopped = progress.stopped
    if kind == "spreading":
        stopped = tuple(dict.fromkeys((*stopped, *strikes.directions(stretch))))
    return replace(progress, ladders={**progress.ladders, slug: ladder}, stopped=stopped)


def finished(  # noqa: PLR0913, PLR0917 - what a session says
    progress: Progress,
    session: SessionDone,
    steps: Iterable[StretchDone],
    effort: str,
    book: Book,
    cut: Collection[str] = (),
) -> Progress:
    """The progress at a session's end, with its `steps` and the tap of effort ("": not given).

    Steps back are taken at once: a 4 or more after it, or 2 up, and an effort that was too hard.
    Where a stretch was told to hurt, it alone answers for the reading. Else the next morning is
    waited for; what may grow then was done in full, on both sides, in a session with an effort of
    "easy" or "right". What is `cut` was offered shorter for want of time alone: doing all of that
    is doing it in full. One session steps a stretch back once. The calm routine of a flare is
    meant for strong pain: it is noted, and its readings change no dose.
    """
    rows = tuple(row for row in steps if row.stretch in book.stretches)
    answer, at = after(session.after, session.before), session.ended
    sore = {row.stretch for row in rows if row.outcome not in ("done", "skipped", "pull")}
    done = tuple(slug for slug in _all(rows, "done") if slug not in sore)
    progress = _noted(progress, _all(rows, "done"), at)
    if session.kind == "flare":
        return progress
    half = at if answer.half else _kept(progress, session)
    progress = replace(progress, half_since=half)
    if answer.regress:
        culprits = () if sore else done
        progress = down(progress, culprits, "progress.after", book, at)
        return _rested(progress, culprits, answer.rest, at)
    if effort == "hard":
        return down(progress, done, "progress.hard", book, at)
    if session.feeling == "worse":
        progress = _mixed(progress, done, at)
    if session.before is None or not done:
        return progress
    ladders = progress.ladders
    whole = tuple(s for s in done if _whole(rows, s, book.stretches[s], ladders[s], s in cut))
    good = whole if _speaks(session, effort) else ()
    pending = Verdict(at, session.before, good, done, whole)
    return replace(progress, pending=(*progress.pending, pending))


def rated(progress: Progress, session: SessionDone, effort: str, book: Book) -> Progress:
    """The progress once the effort of a session is told after `finished` was called without it.

    What has stepped back already, or has had its morning, is left as it is.
    """
    found = next((one for one in progress.pending if one.ended == session.ended), None)
    if found is None:
        return progress
    rest = tuple(one for one in progress.pending if one is not found)
    if effort == "hard":
        lower = down(progress, found.done, "progress.hard", book, session.ended)
        return replace(lower, pending=rest)
    if not _speaks(session, effort):
        return progress
    return replace(progress, pending=(*rest, replace(found, good=found.whole)))


def _speaks(session: SessionDone, effort: str) -> bool:
    """Whether a session may count as good once its morning is known: 3 or less before it, a tap."""
    well = session.feeling != "worse" and effort in ("easy", "right")
    return well and before(session.before).grow


def _all(rows: Iterable[StretchDone], outcome: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.stretch for row in rows if row.outcome == outcome))


def _whole(
    rows: Iterable[StretchDone],
    slug: str,
    stretch: Stretch,
    ladder: Ladder,
    cut: bool,  # noqa: FBT001 - a mark
) -> bool:
    """Whether every side was done in full and nothing else was said of it.

    A smaller dose than the earned one (halved, lighter, capped) says nothing of that one, but for
    one that was `cut` for time. When one side hurt the other is no better: both use the lower dose
    (FACTS D5).
    """
    mine = [row for row in rows if row.stretch == slug]
    full = cut or {row.dose for row in mine} == {dose(stretch, ladder.steps).compact()}
    sides = len({row.side for row in mine})
    return full and {row.outcome for row in mine} == {"done"} and sides > stretch.sides


def _kept(progress: Progress, session: SessionDone) -> int:
    return progress.half_since if session.kind == "desk" or not session.done else 0


def _noted(progress: Progress, done: Iterable[str], at: int) -> Progress:
    known = dict(progress.ladders)
    for slug in done:
        known[slug] = replace(known.get(slug, Ladder(changed=at)), last=at)
    return replace(progress, ladders=known)


def down(progress: Progress, slugs: Iterable[str], why: str, book: Book, at: int) -> Progress:
    """These stretches two steps down, never below their start dose."""
    known = dict(progress.ladders)
    for slug in book.stretches.keys() & set(slugs):
        known[slug] = moved(known[slug], book.stretches[slug], DOWN, why, at)
    return replace(progress, ladders=known)


def anew(progress: Progress, slugs: Iterable[str], why: str, book: Book, at: int) -> Progress:
    """These stretches back at their start dose."""
    known = dict(progress.ladders)
    for slug in book.stretches.keys() & set(slugs):
        ladder = known[slug]
        known[slug] = moved(ladder, book.stretches[slug], -ladder.steps, why, at)
    return replace(progress, ladders=known)


def _rested(progress: Progress, slugs: Iterable[str], rest: int, at: int) -> Progress:
    known = dict(progress.ladders)
    for slug in slugs:
        until = max(known[slug].rest_until, at + rest)
        known[slug] = replace(known[slug], rest_until=until if rest else known[slug].rest_until)
    return replace(progress, ladders=known)


def _mixed(progress: Progress, slugs: Iterable[str], at: int) -> Progress:
    """One good and one mixed session hold the dose: the count of good ones begins anew."""
    known = dict(progress.ladders)
    for slug in slugs:
        known[slug] = replace(known[slug], good=0, good_at=at)
    return replace(progress, ladders=known)


def flared(progress: Progress, book: Book, at: int) -> Progress:
    """A flare begins: every stretch goes back to its start dose, and nothing waits any more.

    A way back under way is over, and begins anew after this flare.
    The way back runs on start doses (FACTS C2); what was earned before is earned again.
    """
    lower = anew(progress, progress.ladders, "progress.flare", book, at)
    known = tuple(one for one in progress.flares if at - one < WITHIN)
    flares = known if progress.way is not None else (*known, at)  # a fall back is the same flare
    return replace(lower, pending=(), half_since=0, way=None, flares=flares)


def returned(progress: Progress, book: Book, now: int) -> tuple[Progress, str]:
    """The progress at the start of a session, after a break; and its key, "" without a break.

    7 days off: two steps down. 14: the start dose. 28: that, and the onboarding questions again
    ("progress.gap_month"). A single stretch that did not come for 14 days while others did goes two
    steps down, and to its start dose after 28: the row does not say, and sessions take turns with
    their moves. Asked twice about the same break, it answers once.
    """
    last = max((ladder.last for ladder in progress.ladders.values()), default=0)
    if not last:
        return progress, ""
    off = (now - last) // DAY
    days, why = next(((days, why) for days, why in BREAKS if off >= days), (0, ""))
    if days and (progress.break_from, progress.break_days) < (last, days):
        lower = down if days == 7 else anew
        progress = lower(progress, progress.ladders, why, book, now)
        return replace(progress, pending=(), break_from=last, break_days=days), why
    progress = anew(progress, _missed(progress, 28, now), "progress.long_ago", book, now)
    return down(progress, _missed(progress, 14, now), "progress.long_ago", book, now), ""


def _missed(progress: Progress, days: int, now: int) -> list[str]:
    """What has not come for so many days, and has not stepped down for that yet."""
    return [
        slug
        for slug, one in progress.ladders.items()
        if one.steps and now - one.last >= days * DAY and one.changed < one.last + days * DAY
    ]


def restored(progress: Progress, slug: str, now: int) -> Progress:
    """The person brings back a stretch that was left out or paused."""
    ladder = strikes.restored(progress.ladders.get(slug, Ladder()), now)
    return replace(progress, ladders={**progress.ladders, slug: ladder})


def reopened(progress: Progress, direction: str) -> Progress:
    """The person, or a clinician through them, opens a direction that pain had spread in."""
    return replace(progress, stopped=tuple(tag for tag in progress.stopped if tag != direction))
