"""Knows when a level was so, by the words of time that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.hearing.sheet import Sheet

NOW, UNSAID, PART, EARLIER = 3, 2, 1, 0  # what is so now beats what was so earlier
_TIMES = {"now": NOW, "parts": PART, "earlier": EARLIER, "leading": EARLIER}
_LEADS = frozenset({"now", "present", "articles", "about"})
_TIME = frozenset({"earlier", "dated", "about"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a level stands, from `start` to `end` (exclusive); `onward` as in "7 to 4"."""

    start: int
    end: int
    onward: bool = False


def when(sheet: Sheet, spot: Spot, peers: Sequence[Spot]) -> int:
    """When a level was so; `peers` are all levels of its clause, itself among them."""
    around = _around(sheet, spot)
    said = [(at, name) for at in around.clause for name in _TIMES if name in sheet.marks[at]]
    said = [one for one in said if _TIMES[one[1]] != EARLIER or _counts(sheet, one[0], around)]
    since = max((peer.end for peer in peers if peer.end <= spot.start), default=0)
    until = min((peer.start for peer in peers if peer.start > spot.start), default=len(sheet.text))
    # "was 7 now 4" against "was 7 yesterday 4 today"
    first = said and said[0][0] < peers[0].start and said[-1][0] < peers[-1].start
    before, after = range(since, spot.start), range(spot.end, until)
    own = [
        _TIMES[name]
        for at, name in said
        if len(peers) == 1
        or at in (before if first or name == "leading" or _leads(sheet, at, peers) else after)
    ]
    own = [time for time in own if time != EARLIER or not spot.onward]  # "from 7 to 4"
    return NOW if NOW in own else min(own, default=UNSAID)


def reached(sheet: Sheet, place: int) -> bool:
    """Whether an earlier time is only where something began: "since yesterday"."""
    return "reaching" in sheet.back(place, _TIME, until="reaching")


def _leads(sheet: Sheet, place: int, peers: Sequence[Spot]) -> bool:
    """Whether "now" belongs to the level behind it: "3 this morning now 7", "3 now its 7"."""
    if "now" not in sheet.marks[place]:
        return False
    after = place + 1
    while after < len(sheet.text) and sheet.marks[after] & _LEADS:
        after += 1
    apart = "reports" in sheet.marks[place] or all(peer.end != place for peer in peers)
    return apart and any(peer.start == after for peer in peers)


@dataclass(frozen=True, slots=True)
class _Around:
    """The clause of a level: where it stands, the `cause` behind it and the "and" before it.

    `busy` says that other words stand before the "and", `present` that the level stands in "is".
    """

    clause: Sequence[int]
    start: int
    cause: int
    join: int
    busy: bool
    present: bool


def _around(sheet: Sheet, spot: Spot) -> _Around:
    clause = list(sheet.clause(spot.start))
    marks = sheet.marks
    causes = (at for at in clause if at >= spot.end and "causes" in marks[at])
    joins = [at for at in clause if at < spot.start and "joins" in marks[at]]
    join = joins[-1] if joins else -1
    told = (at for at in clause if at < join and sheet.text[at].kind == "word")
    return _Around(
        clause,
        spot.start,
        next(causes, len(marks)),
        join,
        any(not marks[at] - {"before"} for at in told),
        any("present" in marks[at] for at in range(max(join, clause[0]), spot.start)),
    )


def _counts(sheet: Sheet, place: int, around: _Around) -> bool:
    """Whether a word that makes things earlier does so to a level.

    Not in "since yesterday"; nor where it dates what brought the level on ("5 after gardening
    yesterday") or what is told before an "and" ("last night I slept badly and my neck is 5").
    """
    names = sheet.marks[place]
    if "earlier" in names and reached(sheet, place):
        return False
    if place > around.start:
        return place < around.cause
    if place > around.join:
        return "reaching" not in names or "earlier" not in sheet.marks[place + 1]
    return not (around.present or (around.busy and "earlier" in names))
