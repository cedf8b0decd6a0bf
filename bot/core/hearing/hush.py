"""Knows how people ask for silence: "busy till 3", "quiet tomorrow 9–12", "in a meeting till 4"."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from bot.core.hearing.when import DAY, NOON, WEEK, Reader, Time
from bot.core.hearing.written import tokens
from bot.core.silence import Span
from bot.core.values import replace
from bot.core.walltime import DAY_ENDS, local, moment_of

LONGEST = 300  # characters that are looked at
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
EARLY = 7  # o'clock: on a day that is to come "3" is in the afternoon and "9" in the morning
BOUNDARIES = frozenset(",;.!?\n")


@dataclass(frozen=True, slots=True)
class Hush:
    """The words of a language for silence; each list is a list of phrases."""

    starts: tuple[str, ...]
    over: tuple[str, ...]
    filler: tuple[str, ...]
    breaks: tuple[str, ...]
    till: tuple[str, ...]
    since: tuple[str, ...]
    onward: tuple[str, ...]
    lasting: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    half_past: tuple[str, ...]
    quarter_past: tuple[str, ...]
    quarter_to: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    hour_sign: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    one: tuple[str, ...]
    half_hour: tuple[str, ...]
    and_half: tuple[str, ...]
    today: tuple[str, ...]
    tomorrow: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    evening: tuple[str, ...]
    night: tuple[str, ...]
    no_days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language for wishes: its phrases, its number words, its names of days (Monday 0)."""

    words: Hush
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: a silence, the end of one (`over`), or nothing that was understood.

    `how` is "", "unclear" or "past" (that time is over). `rest` is what else was said. `sure` is
    whether it can only be meant for what is to come: "in meetings all day" may tell why a back
    hurts.
    """

    span: Span | None = None
    over: bool = False
    how: str = ""
    rest: str = ""
    sure: bool = True


@dataclass(slots=True)
class _Said:
    """What was found so far; times as written."""

    asked: bool = False
    day: int | None = None
    weekday: bool = False
    part: str = ""
    since: Time | None = None
    until: Time | None = None
    until_day: int | None = None
    until_part: str | None = None
    lasts: int = 0
    open: bool = False  # "from 3", without an end
    end: int = 0

    @property
    def sure(self) -> bool:
        """Whether this speaks of what is to come."""
        ends = self.until or self.until_day is not None or self.until_part
        return bool(ends or self.day or self.open)

    @property
    def timed(self) -> bool:
        """Whether it says when."""
        return bool(
            self.day is not None
            or self.part
            or self.until
            or self.until_day is not None
            or self.until_part
            or self.lasts
            or self.open
        )


@lru_cache(maxsize=16)
def _lists(words: Hush) -> Mapping[str, Sequence[str]]:
    return asdict(words)


def heard(text: str, tongue: Tongue, now: int, zone: str, *, asked: bool = False) -> Wish | None:
    """The silence that a text asks for; None when it asks for none.

    `asked` is true where the text answers a question, so that it need not say "quiet". A text that
    speaks of silence amid other things counts only where it says when.
    """
    known = _lists(tongue.words)
    reader = Reader(tokens(text[:LONGEST]), known, tongue.numbers, tongue.weekdays)
    today = local(now, zone).weekday()
    for anchor in _anchors(reader):
        if (end := reader.after(anchor, "over")) > anchor:
            while (more := reader.after(end, "filler")) > end:
                end = more
            return Wish(over=True, rest=_rest(reader, anchor, end))
        said = _scan(reader, anchor, today, asked=asked)
        if not said.asked:
            continue
        rest = _rest(reader, anchor, said.end)
        if said.timed:
            return replace(_placed(said, now, zone), rest=rest, sure=said.sure)
        place = said.end  # "busy at 3", "quiet until 25:00"
        tries = reader.after(place, "till") > place or reader.number(place) is not None
        return Wish(how="unclear", rest=rest) if asked or tries or not rest else None
    return Wish(how="unclear") if asked else None


def _anchors(reader: Reader) -> list[int]:
    """Where a wish may begin: at the start, and after a comma or an "and"."""
    found = [0]
    for place in range(len(reader.text)):
        after = reader.after(place, "breaks")
        if reader.sign(place) in BOUNDARIES:
            found.append(place + 1)
        elif after > place:
            found.append(after)
    return found


def _rest(reader: Reader, begin: int, end: int) -> str:
    """What was said beside the wish."""
    words = [token.text for token in (*reader.text[:begin], *reader.text[end:])]
    while words and (words[0] in BOUNDARIES or words[0] in reader.phrases["breaks"]):
        words.pop(0)
    while words and (words[-1] in BOUNDARIES or words[-1] in reader.phrases["breaks"]):
        words.pop()
    return " ".join(words)


def _scan(reader: Reader, place: int, today: int, *, asked: bool) -> _Said:
    """Everything from here on that belongs to a wish, up to the first word that doesn't."""
    said = _Said(asked=asked, end=place)
    comma = False
    while place < len(reader.text):
        after = reader.after(place, "starts")
        if after > place:
            said.asked = True
        else:
            after = _item(reader, place, today, said, comma=comma)
        if after == place and reader.sign(place) in BOUNDARIES | {"-"}:
            comma = True
            place += 1
            continue
        if after == place:
            after = reader.after(place, "filler")
            if after == place:
                break
        place, comma = after, False
        said.end = place
    return said


def _item(reader: Reader, place: int, today: int, said: _Said, *, comma: bool) -> int:
    """Take one part of a wish; the place after it, or `place` when none begins here."""
    for take in (_till, _from, _range, _lasts):
        after = take(reader, place, today, said, comma)
        if after > place:
            return after
    day, after = reader.day(place, today)
    if after > place and said.day is None:
        said.day, said.weekday = day, reader.sign(place) in reader.weekdays
        return after
    part, after = reader.part(place)
    if after > place and not said.part:
        said.part = part
        return after
    return place


def _till(reader: Reader, place: int, today: int, said: _Said, _: bool) -> int:  # noqa: FBT001
    """An end: "until 15:30", "till friday", "till tomorrow morning", "till 3 tomorrow"."""
    after = reader.after(place, "till")
    if after == place:
        return place
    while (more := reader.after(after, "filler")) > after:
        after = more
    time = reader.time(after)
    day, end = reader.day(time.end if time else after, today)
    part, last = reader.part(end)
    if time is None and day is None and not part:
        return place
    said.until, said.until_day, said.until_part = time, day, part or None
    return last


def _from(reader: Reader, place: int, today: int, said: _Said, _: bool) -> int:  # noqa: FBT001
    """A beginning: "from 9 to 12", "between 2 and 4", "from 3"."""
    after = reader.after(place, "since")
    time = reader.time(after) if after > place else None
    if time is None:
        return place
    ranged = _range(reader, after, today, said, False)
    if ranged > after:
        return ranged
    said.since, said.open = time, True
    return time.end


def _range(reader: Reader, place: int, _: int, said: _Said, comma: bool) -> int:  # noqa: FBT001
    """Both: "9–12", "9 to 12", "9am - 12:30"; after a comma "4-5" may be how strong a pain is."""
    first = reader.time(place)
    if first is None:
        return place
    after = reader.after(first.end, "onward")
    after = first.end + 1 if reader.sign(first.end) == "-" else after
    last = reader.time(after) if after > first.end else None
    if last is None or (comma and not (first.sure or last.sure)):
        return place
    said.since, said.until = first, last
    return last.end


def _lasts(reader: Reader, place: int, _: int, said: _Said, comma: bool) -> int:  # noqa: FBT001
    """How long: "for 2 hours", "45 min"."""
    begin = reader.after(place, "lasting")
    minutes, after = reader.duration(begin)
    if not minutes or (comma and begin == place):
        return place
    said.lasts = minutes
    return after


# From what was said to when it is


def _placed(said: _Said, now: int, zone: str) -> Wish:
    """The silence on the person's own clock."""
    span = _span(said, now, zone)
    if span.until <= now or span.until <= span.since:
        return Wish(how="past")
    return Wish(Span(max(now, span.since), span.until))


def _span(said: _Said, now: int, zone: str) -> Span:
    here = local(now, zone)
    today, minute = here.toordinal(), here.hour * 60 + here.minute
    if said.lasts:
        return Span(now, now + said.lasts * 60)
    if said.since is not None and said.until is not None:
        return _ranged(said, said.since, said.until, now, zone)
    if said.until is not None and said.day is None and said.until_day is None:
        return Span(now, _next(said.until, today, minute, zone))
    if said.until is not None or said.until_day is not None or said.until_part:
        return _up_to(said, now, zone)
    begin, end = PARTS[said.part][1:]
    if said.since is not None:
        begin, end = _guessed(said.since, said.part), PARTS[""][2]
    on = today + (said.day or 0)
    span = Span(moment_of(on, begin, zone), moment_of(on, end, zone))
    if said.day is None and not said.part and span.since <= now:  # "from 3", and it is 4
        return Span(moment_of(on + 1, begin, zone), moment_of(on + 1, end, zone))
    return span


def _guessed(time: Time, part: str) -> int:
    """Minutes after midnight: without am or pm, at the hours when people are up."""
    if time.sure or part == "morning":
        return time.minutes
    late = time.minutes < EARLY * 60 or (part in ("evening", "night") and time.minutes < NOON)
    return time.minutes + NOON * (late or (part == "afternoon" and time.minutes < NOON))


def _next(time: Time, today: int, minute: int, zone: str) -> int:
    """The next moment at which a clock shows this: without am and pm it does so twice a day."""
    known = [time.minutes] if time.sure else [time.minutes % NOON, time.minutes % NOON + NOON]
    return moment_of(today, min(one + DAY * (one <= minute) for one in known), zone)


def _ranged(said: _Said, first: Time, last: Time, now: int, zone: str) -> Span:
    begin = _guessed(first, said.part)
    if last.sure:
        end = last.minutes
        if not first.sure and end > first.minutes + NOON and not said.part:
            begin = first.minutes + NOON * (end > NOON and first.minutes < EARLY * 60)
        elif not first.sure and begin >= end:
            begin = first.minutes % NOON
    else:
        end = last.minutes % NOON
        while end <= begin:
            end += NOON
    end += DAY * (end <= begin)
    today = local(now, zone).toordinal()
    on = today + (said.day or 0)
    span = Span(moment_of(on, begin, zone), moment_of(on, end, zone))
    if span.until <= now and (said.day is None or (said.weekday and said.day == 0)):
        on += 1 if said.day is None else WEEK
        return Span(moment_of(on, begin, zone), moment_of(on, end, zone))
    return span


def _up_to(said: _Said, now: int, zone: str) -> Span:
    """Until a day or a part of it: from now, or from the day that was named first."""
    today = local(now, zone).toordinal()
    since = now if said.day is None else moment_of(today + said.day, PARTS[said.part][1], zone)
    ahead = said.until_day if said.until_day is not None else said.day or 0
    if said.until is not None:
        minutes = _guessed(said.until, said.until_part or said.part)
    else:
        minutes = PARTS[said.until_part or ""][0]
    until = moment_of(today + ahead, minutes, zone)
    if until <= now and said.until is None and said.until_day in (0, None):
        until = moment_of(today + ahead + (WEEK if said.until_day == 0 else 1), minutes, zone)
    return Span(since, until)
