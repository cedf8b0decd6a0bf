"""What must hold on every day of a made-up year, whatever the person does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.book import Book
from bot.core.course import absence, growth, ladder
from bot.core.course.bearing import diary
from bot.core.course.diary import DAY, rising
from bot.core.course.progress import EFFORTS
from bot.core.course.suggesting import WORSE
from bot.core.dose import length
from bot.core.talk.journal import Past, SessionDone
from bot.core.talk.person import Person

FLARE = 8 * DAY  # a flare may go on for so long before a clinician has been named
CHRONIC = 49 * DAY  # and pain of 4 and more that does not change for so long
AGAIN = 42 * DAY  # the same reason is not given again before, unless pain is 2 points worse
SHARE = 15  # hundredths of the week's holding that growing may add (FACTS D5)


@dataclass
class Watch:
    """Looks at a person each evening; `broken` says which rule broke on which day."""

    book: Book
    broken: list[str] = field(default_factory=list)
    before: Person | None = None
    gone: int = 0
    cared: int = 0
    sore_since: int = 0

    def evening(self, day: int, me: Person, past: Past, now: int) -> None:
        """Hold the day against every rule."""
        for rule in (
            self.safe,
            self.grew,
            self.doses,
            self.named,
            self.nags,
            self.budget,
            self.back,
        ):
            self.broken += [f"day {day + 1}: {one}" for one in rule(me, past, now)]
        self.before, self.gone = me, absence.last(me)
        self.cared = me.care.at if me.care else self.cared

    def safe(self, me: Person, past: Past, now: int) -> Iterator[str]:
        """No exercise under care, and only what is safe in a flare while one is on."""
        for row in past.stretches:
            if now - row.at >= DAY:
                continue
            if me.care is not None and row.at > me.care.at:
                yield f"{row.stretch} under care"
            safe = self.book.stretches[row.stretch].flare_safe
            if me.flare is not None and row.at > me.flare.since and not safe:
                yield f"{row.stretch} in a flare"

    def grew(self, me: Person, past: Past, now: int) -> Iterator[str]:
        """No dose grows while pain does; one step in 3 days; a third of moves; a tenth of time."""
        known = self.before.progress.ladders if self.before else {}
        up = {
            slug: one.steps - known[slug].steps
            for slug, one in me.progress.ladders.items()
            if slug in known and one.steps > known[slug].steps
        }
        if not up:
            return
        told = diary(me, past, now)
        began = max(one.at for one in me.progress.grown)  # as a session began, after its reading
        first = [one for one in past.pains if one.at <= began][-1]
        then = diary(me, past, first.at)
        if first.level > 3 or rising(then):
            yield f"{', '.join(up)} grew at {first.level}"
        for slug, by in up.items():
            if by > 1 or now - known[slug].changed < 2 * DAY:
                yield f"{slug} grew by {by} too soon"
        week = [one for one in me.progress.grown if now - one.at < 7 * DAY]
        shown = {row.stretch for row in past.stretches if now - row.at < 8 * DAY}
        if len({one.stretch for one in week}) > max(1, len(shown) // growth.SHARE):
            yield f"{len(week)} of {len(shown)} grew in a week"
        more, whole = sum(one.seconds for one in week), growth.total(told, self.book)
        if len(week) > 1 and more * 100 > whole * SHARE:
            yield f"{more} s more on {whole} s of holding in a week"

    def doses(self, me: Person, past: Past, now: int) -> Iterator[str]:
        """No more than was earned, never beyond the goal; the first week small."""
        small = now - absence.began(me) < 7 * DAY
        moves = set()
        for row in past.stretches:
            if now - row.at >= DAY or row.outcome != "done":
                continue
            stretch = self.book.stretches[row.stretch]
            done = length(ladder.read(row.dose))
            mine = self.before.progress.ladders.get(row.stretch) if self.before else None
            rose = any(
                one.stretch == row.stretch and now - one.at < DAY for one in me.progress.grown
            )
            one = me.progress.ladders.get(row.stretch)  # not yet known in a session under way
            steps = max(one.steps if one else 0, mine.steps + rose if mine else 0)
            most = ladder.dose(stretch, steps)
            if me.flare is None and self.calm(past, row.session) is False and done > length(most):
                yield f"{row.stretch} {row.dose} though {most.compact()} was earned"
            if small and stretch.level > 1:
                yield f"{row.stretch} of level {stretch.level} in the first week"
            moves.add((row.session, row.stretch))
        for session in {one for one, _ in moves}:
            mine = [row for row in past.stretches if row.session == session]
            # What hurt on its second side counts as done too; its swap comes on top of the plan.
            swapped = len({row.stretch for row in mine if row.outcome not in ("done", "skipped")})
            n = sum(one == session for one, _ in moves)
            if n > (5 if small else 12) + swapped:
                yield f"{n} moves in a session"

    @staticmethod
    def calm(past: Past, session: int) -> bool:
        """Whether a session had the doses of the flare's routine, which are its own."""
        mine = [row for row in past.stretches if row.session == session]
        return any(row.stretch == "legs-on-chair-rest" for row in mine) or any(
            one.kind == "flare" and one.started <= mine[0].at <= one.ended for one in past.sessions
        )

    def named(self, me: Person, past: Past, now: int) -> Iterator[str]:
        """Nobody is stuck for long without being told who can help."""
        read = [one for one in past.pains if me.flare and one.at > me.flare.since + FLARE - DAY]
        long = me.flare is not None and now - me.flare.since > FLARE and len(read) > 1
        told = max(self.cared, *(one.at for why, one in me.soon.items() if why == "flare"), 0)
        if long and me.flare and told < me.flare.since and me.care is None:
            yield "a flare of more than a week, and nobody named"
        lately = [
            one for one in past.sessions if now - one.ended < 14 * DAY and one.kind != "flare"
        ]
        levels = [one.level for one in past.pains]
        sore = len(levels) > 20 and min(levels) >= 3 and sum(levels) >= 4 * len(levels)
        if not sore:
            self.sore_since = 0
        elif not self.sore_since:
            self.sore_since = now
        elif now - self.sore_since > CHRONIC and lately and now - self.told(me) > CHRONIC:
            yield "weeks at 4 and more, and nobody named"
            self.sore_since = now

    def told(self, me: Person) -> int:
        """When a clinician was named last, whatever for."""
        return max([self.cared, *(one.at for one in me.soon.values())])

    def nags(self, me: Person, _past: Past, _now: int) -> Iterator[str]:
        """No reason to see a clinician is given twice in six weeks, unless it is worse."""
        for why, was in (self.before.soon if self.before else {}).items():
            one = me.soon[why]
            anew = why == "flare" and me.flare is not None and was.at < me.flare.since
            if was.at < one.at < was.at + AGAIN and one.level - was.level < WORSE and not anew:
                yield f"a clinician for {why} again"

    @staticmethod
    def budget(me: Person, _past: Past, _now: int) -> Iterator[str]:
        """One budget a day for everything unasked."""
        kinds = me.unasked.kinds
        extras = [one for one in kinds if one not in ("morning", "desk", "evening", "checkin")]
        if len(kinds) > 10 or len(extras) > 1:
            yield f"unasked: {kinds}"

    def back(self, me: Person, past: Past, now: int) -> Iterator[str]:
        """After a month away the first talk's questions came before the first session."""
        here: list[SessionDone] = [one for one in past.sessions if now - one.ended < DAY]
        plain = [one for one in here if one.kind not in ("flare", "moved") and one.done]
        gap = plain[0].started - self.gone if self.gone and plain else 0
        if gap >= absence.MONTH and min(me.began, me.screened_at) <= self.gone:
            yield "a session after a month away, and nothing asked"
        if any(one.effort not in ("", *EFFORTS) for one in here):
            yield "an effort that nobody can tap"
