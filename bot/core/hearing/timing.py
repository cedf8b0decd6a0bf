"""Knows when a level was so, by the words of time that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.hearing.sheet import Sheet

NOW, UNSAID, PART, EARLIER = 3, 2, 1, 0  # what is so now beats what was so earlier
_TIMES = {"now": NOW, "parts": PART, "earlier": EARLIER, "leading": EARLIER}
_EARLIER = frozenset({"earlier"})
_SMALL = frozenset({"about"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a level stands, from `start` to `end` (exclusive); `onward` as in "7 to 4"."""

    start: int
    end: int
    onward: bool = False


def when(sheet: Sheet, spot: Spot, peers: Sequence[Spot]) -> int:
    """When a level was so; `peers` are all levels of its clause, itself among them."""
    said = [
        (at, name)
        for at in sheet.clause(spot.start)
        for name in _TIMES
        if name in sheet.marks[at] and (_TIMES[name] != EARLIER or _counts(sheet, at, spot))
    ]
    since = max((peer.end for peer in peers if peer.end <= spot.start), default=0)
    until = min((peer.start for peer in peers if peer.start > spot.start), default=len(sheet.text))
    # "was 7 now 4" against "was 7 yesterday 4 today"
    first = said and said[0][0] < peers[0].start and said[-1][0] < peers[-1].start
    before, after = range(since, spot.start), range(spot.end, until)
    own = [
        _TIMES[name]
        for at, name in said
        if len(peers) == 1 or at in (before if first or name == "leading" else after)
    ]
    own = [time for time in own if time != EARLIER or not spot.onward]  # "from 7 to 4"
    return NOW if NOW in own else min(own, default=UNSAID)


def reached(sheet: Sheet, place: int) -> bool:
    """Whether an earlier time is only where something began: "since yesterday"."""
    return any(
        "reaching" in sheet.back(place, skipped) for skipped in (_EARLIER, _EARLIER | _SMALL)
    )


def _counts(sheet: Sheet, place: int, spot: Spot) -> bool:
    """Whether a word that makes things earlier does so to a level.

    Not in "since yesterday"; nor where it dates what brought the level on ("5 after gardening
    yesterday") or what is told before an "and" ("last night I slept badly and my neck is 5").
    """
    names = sheet.marks[place]
    if "earlier" in names and reached(sheet, place):
        return False
    if place > spot.start:
        behind = range(spot.end, place + 1)
        return not any("causes" in sheet.marks[at] for at in behind)
    joins = [at for at in range(place, spot.start) if "joins" in sheet.marks[at]]
    if not joins:
        return "reaching" not in names or not _reaches(sheet, place)
    told = [at for at in sheet.clause(place) if at < joins[-1] and sheet.text[at].kind == "word"]
    busy = "earlier" in names and any(not sheet.marks[at] - {"before"} for at in told)
    return not busy and not any("present" in sheet.marks[at] for at in range(joins[-1], spot.start))


def _reaches(sheet: Sheet, place: int) -> bool:
    """Whether an earlier time follows: "from yesterday"."""
    return "earlier" in sheet.marks[min(place + 1, len(sheet.marks) - 1)]
