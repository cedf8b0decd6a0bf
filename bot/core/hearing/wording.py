"""Reads the words of a wish for silence: when it begins and ends, or how long it lasts."""

from dataclasses import dataclass, field

from bot.core.hearing.days import BOUNDARIES, Point, begins, point
from bot.core.hearing.when import Reader, Time
from bot.core.values import replace

ENDS = BOUNDARIES - {","}
TOP = 10 * 60  # minutes: as a plain number the hour may be how strong a pain is
GLUED = 7 * 60  # minutes: "1h30" is a length, from here on "9h30" may be a time of day


@dataclass(slots=True)
class Said:
    """What was found so far, as it was said.

    `at` is what says when without a word before it ("tomorrow", "tonight", "at 3"), `since` and
    `until` are a beginning and an end, `lasts` and `ahead` minutes ("for 2 hours", "in an hour").
    `vague` is a time that cannot be planned ("every day"), `gone` one that is over ("yesterday").
    Something `brief` was named, such as a meeting, which is not as long as its day. `end` is the
    place after all of it.
    """

    asked: bool = False
    brief: bool = False
    at: Point = field(default_factory=Point)
    since: Point | None = None
    until: Point | None = None
    lasts: int = 0
    ahead: int = 0
    all_day: bool = False
    vague: bool = False
    gone: bool = False
    end: int = 0

    @property
    def sure(self) -> bool:
        """Whether this speaks of what is to come."""
        day = self.at.day is not None and self.at.day.ahead > 0
        return bool(self.until or self.since or self.ahead or self.at.time or day)

    @property
    def doubtful(self) -> bool:
        """Whether no silence can be planned: "quiet every day", "a meeting tomorrow"."""
        known = self.since or self.until or self.lasts or self.ahead or self.all_day
        return self.vague or (self.brief and not known)

    @property
    def timed(self) -> bool:
        """Whether it says when."""
        known = self.since or self.until or self.lasts or self.ahead or self.all_day or self.vague
        return bool(known or not self.at.empty)


def scan(reader: Reader, place: int, *, asked: bool = False, comma: bool = False) -> Said:
    """Everything from here on that belongs to a wish, up to the first word that doesn't.

    Behind a comma a plain number may be how strong a pain is.
    """
    said = Said(asked=asked, end=place)
    while place < len(reader.text):
        sign = reader.sign(place)
        if sign in BOUNDARIES or sign == "-":
            if sign in ENDS and said.timed:
                break
            place, comma = place + 1, True
            continue
        meets = reader.after(place, "meets")
        after = max(reader.after(place, "starts"), meets)
        if after > place:
            said.asked, said.brief, comma = True, said.brief or after == meets, False
            if _remark(reader, after):
                said.end = after
                break
        elif (after := _item(reader, place, said, comma=comma)) > place:
            comma = False
        elif (after := reader.after(place, "filler")) == place:
            break
        place = said.end = after
    return said


def _remark(reader: Reader, place: int) -> bool:
    """Whether a word that asks for silence is part of a remark: "busy morning"."""
    end = reader.after(place, "remarks")
    timed = any(reader.after(end, name) > end for name in ("till", "since", "onward"))
    return end > place and not timed and reader.number(end) is None


def _item(reader: Reader, place: int, said: Said, *, comma: bool) -> int:
    """Take one part of a wish; the place after it, or `place` when none begins here."""
    for take in (_mark, _till, _from, _ahead, _lasts, _range, _length, _at):
        after = take(reader, place, said, comma)
        if after > place:
            return after
    return place


def _mark(reader: Reader, place: int, said: Said, comma: bool) -> int:  # noqa: FBT001
    """A whole day, or a time that cannot be planned: not behind a wish with a time of its own."""
    if comma and said.timed:
        return place
    for name in ("all_day", "vague", "gone"):
        after = reader.after(place, name)
        if after > place:
            setattr(said, name, True)
            return after
    return place


def _till(reader: Reader, place: int, said: Said, _: bool) -> int:  # noqa: FBT001
    """An end: "until 15:30", "till friday noon", "till 3 tomorrow"; of "till 3 or 4" the later."""
    after = reader.after(place, "till")
    found = point(reader, after) if after > place and said.until is None else Point()
    if found.empty:
        return place
    either = reader.after(found.end, "either")
    later = reader.time(either) if either > found.end else None
    if found.time and later:
        found = point(reader, later.end, replace(found, time=later))
    said.until = found
    return found.end


def _from(reader: Reader, place: int, said: Said, _: bool) -> int:  # noqa: FBT001
    """A beginning: "from 9 to 12", "between 2 and 4", "from 3"."""
    after = reader.after(place, "since")
    found = point(reader, after) if after > place and said.since is None else Point()
    if found.empty:
        return place
    said.since = found
    link = _link(reader, found.end) or reader.after(found.end, "links")
    last = point(reader, link) if link > found.end and said.until is None else Point()
    if last.empty:
        return found.end
    said.until = last
    return last.end


def _link(reader: Reader, place: int) -> int:
    """The place after what stands between a beginning and an end, 0 where nothing does."""
    after = reader.after(place, "onward")
    after = place + 1 if reader.sign(place) == "-" else after
    return after if after > place else 0


def _range(reader: Reader, place: int, said: Said, comma: bool) -> int:  # noqa: FBT001
    """Both: "9–12", "9am to 12:30", "friday to sunday", "friday and saturday"."""
    if said.since or said.until or not begins(reader, place):
        return place
    first = point(reader, place)
    both = reader.after(first.end, "links")
    link = _link(reader, first.end) or both
    last = point(reader, link) if link > first.end and not first.empty else Point()
    if last.empty or (link == both and not _next_days(first, last)):
        return place
    if last.day is None and (first.time is None or last.time is None):
        return place  # "tomorrow until 3": a day, then an end
    if first.time is None and first.day is None:
        return place
    if comma and not any(one.day or (one.time and not _level(one.time)) for one in (first, last)):
        return place
    said.since, said.until = first, last
    return last.end


def _level(time: Time) -> bool:
    """Whether a time is written as a level of pain might be."""
    return not time.sure and time.minutes % 60 == 0 and time.minutes <= TOP


def _next_days(first: Point, last: Point) -> bool:
    """Whether these are two days in a row."""
    plain = not (first.time or last.time or first.part or last.part)
    return bool(plain and first.day and last.day and first.day.ahead + 1 == last.day.ahead)


def _ahead(reader: Reader, place: int, said: Said, _: bool) -> int:  # noqa: FBT001
    """How long from now it begins: "in an hour"."""
    begin = reader.after(place, "within")
    minutes, after = reader.duration(begin) if begin > place else (0, place)
    if not minutes or said.ahead:
        return place
    said.ahead = minutes
    return after


def _lasts(reader: Reader, place: int, said: Said, _: bool) -> int:  # noqa: FBT001
    """How long: "for 2 hours"; or a day behind the same word: "for the rest of the day"."""
    begin = reader.after(place, "lasting")
    if begin == place or said.lasts:
        return place
    minutes, after = reader.duration(begin)
    if minutes:
        said.lasts = minutes
        return after
    found = point(reader, begin)
    named = found.day or found.part or reader.after(begin, "all_day") > begin
    return begin if named else place


def _length(reader: Reader, place: int, said: Said, comma: bool) -> int:  # noqa: FBT001
    """How long, without a word before it: "45 min", "1h30"."""
    minutes, after = reader.duration(place)
    time = reader.time(place)
    clock = time is not None and time.minutes >= GLUED and time.minutes % 60
    if not minutes or comma or clock or said.lasts:
        return place
    said.lasts = minutes
    return after


def _at(reader: Reader, place: int, said: Said, comma: bool) -> int:  # noqa: FBT001
    """What says when without a word before it: "tomorrow", "tonight", "3 pm"."""
    if not begins(reader, place):
        return place
    found = point(reader, place, said.at, plain="never" if comma else "alone")
    more = said.until and ((comma and not said.since) or (found.time and not said.at.time))
    if found.end == place or more:  # "busy till 3, tomorrow I see a doctor"
        return place
    said.at = found
    return found.end
