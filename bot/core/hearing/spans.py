"""Reckons when a wish for silence begins and ends on the person's own clock.

Days are counted as everywhere: they end at 04:00.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.hearing.days import Day, Point
from bot.core.hearing.when import DAY, NOON, WEEK, Time
from bot.core.hearing.wording import Said
from bot.core.silence import Span
from bot.core.values import replace
from bot.core.walltime import DAY_ENDS, day, local, moment_of

FARTHEST = 14 * 86400  # seconds ahead that a silence is planned; a pause is for longer
DAWN = DAY_ENDS * 60
# Where a part of the day begins for "until", and from when to when it lasts: minutes.
PARTS = {
    "": (DAWN, DAWN, DAY + DAWN),
    "morning": (7 * 60, DAWN, NOON),
    "afternoon": (NOON, NOON, 18 * 60),
    "evening": (18 * 60, 18 * 60, DAY),
    "night": (18 * 60, 18 * 60, DAY + DAWN),
}
EARLY = 7 * 60  # minutes: without am or pm "3" is in the afternoon and "9" in the morning
TODAY = Day(0, today=True)


def reckoned(said: Said, now: int, zone: str) -> Span | None:
    """The silence that was meant, which may be over; None where that cannot be known."""
    if said.doubtful:
        return None
    first = said.since or said.at
    named = said.at.day or first.day or (TODAY if said.all_day else None)
    first = Point(named, said.at.part or first.part, first.time or said.at.time)
    clock = _Clock(now, zone)
    if said.ahead:
        return clock.ahead(said, first)
    if said.lasts:
        return None if said.until else clock.lasting(said, first)
    if said.until:
        return None if _of_dates(first, said.until) else clock.up_to(first, said.until)
    if said.since:
        return clock.onward(first)
    return clock.whole(first) if first.time is None else None


def _of_dates(first: Point, until: Point) -> bool:
    """Whether what looks like a time is a date: "24 to 26 November"."""
    number = first.time is not None and first.day is None and first.time.minutes % 60 == 0
    return bool(number and until.day and until.day.dated and not until.time)


@dataclass(frozen=True, slots=True)
class _Clock:
    """The person's wall clock at a moment."""

    now: int
    zone: str

    @property
    def today(self) -> int:
        """The ordinal of the person's day, which is the one before until 04:00."""
        return day(self.now, self.zone).toordinal()

    @property
    def late(self) -> int:
        """1 after midnight, when the calendar is a day ahead of the person; else 0."""
        return local(self.now, self.zone).toordinal() - self.today

    def begins(self, on: int, minutes: int) -> int:
        """When a clock shows this on a day."""
        return moment_of(on, minutes, self.zone)

    def ends(self, on: int, minutes: int) -> int:
        """The same, the second time where it does so twice that night and the first is over."""
        at = self.begins(on, minutes)
        return at if at > self.now else int(local(at, self.zone).replace(fold=1).timestamp())

    def settled(self, first: Point, make: Callable[[int], Span], *, again: bool = False) -> Span:
        """A silence on the day that was named, or on the next one that may be meant.

        A day of the week comes again; so does what names no day, if `again`. After midnight
        "today" and "this morning" may be of the day that has just begun.
        """
        named = first.day or Day(0)
        span = make(self.today + named.ahead)
        if span.until > self.now or named.ahead > 0:
            return span
        step = 1 if again and first.day is None else self.late
        step = WEEK if named.weekday else step
        return make(self.today + named.ahead + step) if step else span

    def ahead(self, said: Said, first: Point) -> Span | None:
        """It begins later: "in an hour for 2 hours", "in an hour until 5", "in 2 days"."""
        begin = self.now + said.ahead * 60
        if said.since or first.day or first.time or (said.lasts and said.until):
            return None
        if said.lasts:
            return Span(begin, begin + said.lasts * 60)
        if said.until:
            return Span(begin, self._end(first, said.until, begin))
        days, rest = divmod(said.ahead, DAY)
        return None if rest else self.whole(Point(Day(days), first.part))

    def lasting(self, said: Said, first: Point) -> Span | None:
        """So long: "for 2 hours", "at 3 for 2 hours"; not "tomorrow for 2 hours"."""
        seconds = min(said.lasts * 60, FARTHEST)
        if first.time is not None:
            minutes = guessed(first.time, first.part)

            def make(on: int) -> Span:
                return Span(self.begins(on, minutes), self.begins(on, minutes) + seconds)

            return self.settled(first, make, again=True)
        if first.part or said.since or (first.day and not first.day.today):
            return None
        return Span(self.now, self.now + seconds)

    def whole(self, first: Point) -> Span:
        """A day, a part of one, or a weekend, which begins at midnight."""
        begin, end = PARTS[first.part][1:]
        more = first.day.long - 1 if first.day else 0
        begin, end = 0 if more and not first.part else begin, end + more * DAY
        return self.settled(first, lambda on: Span(self.begins(on, begin), self.ends(on, end)))

    def onward(self, first: Point) -> Span | None:
        """A beginning: "from 3", until that day ends; of "from friday" nobody knows until when."""
        if first.time is None:
            span = self.whole(Point(first.day, first.part))
            return Span(span.since, self._day_end(span.since)) if first.part else None
        minutes = guessed(first.time, first.part)

        def make(on: int) -> Span:
            begin = self.begins(on, minutes)
            return Span(begin, self.ends(on, DAY + DAWN) if first.day else self._day_end(begin))

        if first.day or first.part:
            return self.settled(first, make)
        span = make(self.today)
        return span if span.since > self.now else make(self.today + 1)  # "from 3", and it is 4

    def _day_end(self, at: int) -> int:
        return self.begins(day(at, self.zone).toordinal() + 1, DAWN)

    def up_to(self, first: Point, until: Point) -> Span:
        """A beginning and an end, or an end alone."""
        last = until.day
        if first.time and until.time and not (last and (first.day or until.day_first)):
            begin, end = _ranged(first.time, until.time, first.part, until.part)
            if last and end > DAY:  # "3 pm to 9 am tomorrow" begins today
                return Span(self._begin(first), self.ends(self.today + last.ahead, end - DAY))
            both = replace(first, day=first.day or last)  # "9 to 12 tomorrow"
            return self.settled(
                both, lambda on: Span(self.begins(on, begin), self.ends(on, end)), again=True
            )
        begin = self._begin(first)
        return Span(begin, self._end(first, until, begin))

    def _begin(self, first: Point) -> int:
        if first.time:
            on = self.today + (first.day.ahead if first.day else 0)
            begin = self.begins(on, guessed(first.time, first.part))
            if begin <= self.now and first.day is None and self.late:
                begin = self.begins(on + 1, guessed(first.time, first.part))
        elif first.day or first.part:
            begin = self.whole(first).since
        else:
            begin = self.now
        return max(begin, self.now)

    def _end(self, first: Point, until: Point, begin: int) -> int:
        """When it ends that begins then; before that where no such time comes."""
        named = until.day or first.day
        part = until.part or ("" if until.day else first.part)
        if until.time is None:
            return self._end_of_day(first, until, begin)
        if named is None or named.today:
            return self._next(until.time, part, begin, today=named is not None)
        on = self.today + named.ahead
        minutes = guessed(until.time, part)
        later = [0, NOON] if first.time and not until.time.sure and minutes < NOON else [0]
        later += [DAY] if minutes <= DAWN else []
        if named.weekday:
            later += [WEEK * DAY]
        found = [self.ends(on, minutes + more) for more in later]
        return next((at for at in found if at > begin), found[0])

    def _end_of_day(self, first: Point, until: Point, begin: int) -> int:
        """Until a day begins, or a part of it; of days alone the last one is meant with it."""
        named = until.day or first.day or Day(0)
        minutes = PARTS[until.part][0]
        if first.day and until.day and not (first.time or first.part or until.part):
            minutes = until.day.long * DAY + DAWN
        on = self.today + named.ahead
        step = WEEK if until.day and until.day.weekday else int(until.day is None)
        at = self.ends(on, minutes)
        return at if at > begin else self.ends(on + step, minutes)

    def _next(self, time: Time, part: str, begin: int, *, today: bool) -> int:
        """The next moment at which a clock shows this: without am and pm it does so twice a day.

        What is of today, or of an evening, is not of another day.
        """
        known = _readings(time, part)
        on = day(begin, self.zone).toordinal()
        found = [self.ends(on + n, one) for n in range(3) for one in known]
        next_one = min(at for at in found if at > begin)
        last = DAWN if time.sure or part else 0
        bound = today or part not in ("", "morning")
        late = bound and next_one > self.begins(self.today + self.late + 1, last)
        return self.now if late else next_one


# Minutes after midnight


def _readings(time: Time, part: str) -> tuple[int, ...]:
    """What a time of day may mean; in a night, hours after midnight are of the next day."""
    minutes, half = time.minutes, time.minutes % NOON
    if part == "night" and (half if not time.sure else minutes) < DAWN:
        return ((half if not time.sure else minutes) + DAY,)
    if time.sure or part == "morning":
        return (minutes,)
    if part == "evening" and half == minutes - NOON:
        return (half + DAY,)
    return (half + NOON,) if part else (half, half + NOON)


def guessed(time: Time, part: str) -> int:
    """The one that is meant: without am or pm, at the hours when people are up."""
    if time.sure or part:
        return _readings(time, part)[0]
    return time.minutes + NOON * (time.minutes < EARLY)


def _ranged(first: Time, last: Time, part: str, last_part: str) -> tuple[int, int]:
    """Both ends of a range: "8-10 pm" is the evening, "11-1 pm" is not."""
    if part and last_part and part != last_part:
        begin, end = guessed(first, part), guessed(last, last_part)
    else:
        part = part or last_part
        begin = guessed(first, part) % (2 * DAY if part == "night" else DAY)
        end = last.minutes
        if last.sure and not (first.sure or part):
            begin = _before(first.minutes, last)
        elif not last.sure:
            end %= NOON
            while end <= begin:
                end += NOON
    return begin, end + DAY * (end <= begin)


def _before(minutes: int, last: Time) -> int:
    """Where a range begins whose end is sure: as near to it as may be, where am or pm was said."""
    known = (minutes % NOON, minutes % NOON + NOON)
    if last.half:
        return max((one for one in known if one < last.minutes), default=known[1])
    return known[1] if minutes < EARLY and known[1] < last.minutes else minutes
