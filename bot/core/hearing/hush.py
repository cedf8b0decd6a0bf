"""Knows how people ask for silence: "busy till 3", "quiet tomorrow 9–12", "in a meeting till 4"."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from bot.core.hearing.days import BOUNDARIES
from bot.core.hearing.spans import FARTHEST, reckoned
from bot.core.hearing.when import Phrases, Reader
from bot.core.hearing.wording import Said, scan
from bot.core.hearing.written import by_first_word, tokens
from bot.core.silence import Span
from bot.core.values import replace
from bot.core.walltime import day

__all__ = ["FARTHEST", "Hush", "Tongue", "Wish", "heard"]

LONGEST = 300  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Hush:
    """The words of a language for silence; each list is a list of phrases.

    `weekdays` (Monday first) and `months` are lists of names: short ones, and other spellings.
    """

    starts: tuple[str, ...]
    meets: tuple[str, ...]
    over: tuple[str, ...]
    off: tuple[str, ...]
    filler: tuple[str, ...]
    breaks: tuple[str, ...]
    either: tuple[str, ...]
    till: tuple[str, ...]
    since: tuple[str, ...]
    within: tuple[str, ...]
    onward: tuple[str, ...]
    links: tuple[str, ...]
    lasting: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    past: tuple[str, ...]
    half_past: tuple[str, ...]
    quarter_past: tuple[str, ...]
    quarter_to: tuple[str, ...]
    quarter: tuple[str, ...]
    thirty: tuple[str, ...]
    three_quarters: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    hour_sign: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    days: tuple[str, ...]
    weeks: tuple[str, ...]
    one: tuple[str, ...]
    two: tuple[str, ...]
    half_hour: tuple[str, ...]
    and_half: tuple[str, ...]
    today: tuple[str, ...]
    all_day: tuple[str, ...]
    tomorrow: tuple[str, ...]
    overmorrow: tuple[str, ...]
    weekend: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    evening: tuple[str, ...]
    night: tuple[str, ...]
    ordinals: tuple[str, ...]
    vague: tuple[str, ...]
    gone: tuple[str, ...]
    remarks: tuple[str, ...]
    no_days: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]


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


@lru_cache(maxsize=16)
def _lists(words: Hush) -> Mapping[str, Phrases]:
    names = [one.name for one in fields(words) if one.name not in ("weekdays", "months")]
    return {name: by_first_word(getattr(words, name)) for name in names}


@lru_cache(maxsize=16)
def _numbered(names: tuple[tuple[str, ...], ...], first: int) -> Mapping[str, int]:
    return {name: n for n, known in enumerate(names, first) for name in known}


def _reader(text: str, tongue: Tongue, today: int) -> Reader:
    words = tongue.words
    weekdays = {**tongue.weekdays, **_numbered(words.weekdays, 0)}
    months = _numbered(words.months, 1)
    read = tokens(text[:LONGEST])
    return Reader(read, _lists(words), tongue.numbers, weekdays, months, today)


def heard(text: str, tongue: Tongue, now: int, zone: str, *, asked: bool = False) -> Wish | None:
    """The silence that a text asks for; None when it asks for none.

    `asked` is true where the text answers a question, so that it need not say "quiet". A text that
    speaks of silence amid other things counts only where it says when. What asks for two silences
    at once is asked about: nobody is told that one of them is planned, and thinks of both.
    """
    reader = _reader(text, tongue, day(now, zone).toordinal())
    for anchor in _anchors(reader):
        end = _over(reader, anchor, asked=asked)
        if end > anchor:
            return Wish(over=True, rest=_rest(reader, anchor, end))
        said = scan(reader, anchor, asked=asked)
        if said.asked:
            break
    else:
        return Wish(how="unclear") if asked else None
    if said.timed and not said.gone and not _more(reader, anchor, said.end):
        rest = _rest(reader, anchor, said.end)
        return replace(_placed(said, now, zone), rest=rest, sure=said.sure)
    return _unclear(reader, anchor, said, asked=asked)


def _unclear(reader: Reader, anchor: int, said: Said, *, asked: bool) -> Wish | None:
    """What speaks of silence but not of when: asked about, unless it is a remark ("busy day")."""
    if said.gone:
        return None
    remark = _rest(reader, anchor, said.end) and not (asked or said.timed)
    if remark and not _tries(reader, said.end):
        return None
    beside = "" if said.timed else _rest(reader, anchor, _clause_end(reader, said.end))
    return Wish(how="unclear", rest=beside)


def _placed(said: Said, now: int, zone: str) -> Wish:
    """What was said as a silence that lies ahead."""
    span = reckoned(said, now, zone)
    if span is None or max(span.since, span.until) > now + FARTHEST:
        return Wish(how="unclear")
    if span.until <= now or span.until <= span.since:
        return Wish(how="past")
    return Wish(Span(max(now, span.since), span.until))


def _over(reader: Reader, place: int, *, asked: bool) -> int:
    """The place after words that end a silence: "free again", "quiet off"."""
    end = reader.after(place, "over")
    if end > place:
        return reader.past(end, "filler")
    begin = reader.past(place, "filler")
    named = reader.after(begin, "starts")
    end = reader.after(named, "off") if named > begin or asked else named
    last = reader.past(end, "filler")
    return last if end > named and last == len(reader.text) else place


def _clause_end(reader: Reader, place: int) -> int:
    """The place of the next mark."""
    while place < len(reader.text) and reader.sign(place) not in BOUNDARIES:
        place += 1
    return place


def _tries(reader: Reader, place: int) -> bool:
    """Whether what follows looks like a time that was not understood: "quiet until 25:00"."""
    words = ("till", "since", "lasting", "within")
    return reader.number(place) is not None or any(reader.after(place, n) > place for n in words)


def _more(reader: Reader, begin: int, end: int) -> bool:
    """Whether what stands around a wish asks for another silence: "10-11 and 14-15"."""
    around = (reader.text[:begin], reader.text[end:])
    return any(_another(replace(reader, text=text)) for text in around)


def _another(reader: Reader) -> bool:
    """Whether this asks for a silence by more than one plain number, which may be a pain."""
    place, comma = _past_marks(reader, 0)
    said = scan(reader, place, comma=comma)
    if _past_marks(reader, said.end)[0] == len(reader.text):
        return said.timed
    if any(one and one.time and one.time.sure for one in (said.since, said.until)):
        return True
    times = 0
    while place < len(reader.text):
        said = scan(reader, place)
        if not said.timed:
            return False
        place, times = _past_marks(reader, said.end)[0], times + 1
    return times > 1


def _past_marks(reader: Reader, place: int) -> tuple[int, bool]:
    """The place after marks and words such as "and", and whether a mark was among them."""
    marked = False
    while place < len(reader.text):
        joined = max(reader.after(place, "breaks"), reader.after(place, "either"))
        if joined == place and reader.sign(place) not in BOUNDARIES:
            break
        marked = marked or joined == place
        place = max(joined, place + 1)
    return place, marked


def _anchors(reader: Reader) -> list[int]:
    """Where a wish may begin: at the start, and after a comma or an "and"."""
    found = [0]
    for place in range(len(reader.text)):
        after = reader.after(place, "breaks")
        if reader.sign(place) in BOUNDARIES:
            found.append(place + 1)
        elif after > place:
            found.append(after)
    return [one for one in found if one == 0 or reader.sign(one) not in BOUNDARIES]


def _rest(reader: Reader, begin: int, end: int) -> str:
    """What was said beside the wish."""
    words = [token.text for token in (*reader.text[:begin], *reader.text[end:])]
    small = BOUNDARIES | reader.phrases["breaks"].keys()
    while words and words[0] in small:
        words.pop(0)
    while words and words[-1] in small:
        words.pop()
    return " ".join(words)
