"""Knows when a flare is asked about again, and what the answer means (FACTS D2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.core.course.diary import DAY, HOUR, Diary
from bot.core.course.flare import STRONG, may_end
from bot.core.course.score import STUCK
from bot.core.course.trend import SILENCE, silent_since
from bot.core.schedule import epoch, local, wakes
from bot.core.talk.journal import Pain
from bot.core.talk.state import Flare

SOON = (2 * HOUR, 3 * HOUR)  # after the flare began
EVENING = 19 * 60  # minutes after midnight
MORNING = 8 * 60
APART = 2 * HOUR
BETTER = 2  # points
STILL_SAME = 48 * HOUR  # then a physiotherapist or pharmacist is named
TOO_LONG = 7 * DAY  # "1–2 weeks": the earlier is safer
UNANSWERED = 48 * HOUR  # after so long without a reading the mornings are left in peace


def times(flare: Flare, zone: str, days: int = 14) -> tuple[int, ...]:
    """When an opted-in person is asked again: in 2–3 hours, that evening, and each morning.

    The first is the earliest moment of those hours that is not night; at night there is none. Each
    comes 2 hours after the one before at the soonest. The facts name
    one morning: the later ones, up to `days`, go on while the flare does.
    """
    first = wakes(flare.since + SOON[0], zone)
    began = local(flare.since, zone).date()
    known = [first] if first <= flare.since + SOON[1] else []
    known.append(epoch(began, EVENING, zone))
    known += [epoch(began + timedelta(days=n), MORNING, zone) for n in range(days + 1)]
    found: list[int] = []
    for at in sorted(known):
        if at >= (found[-1] if found else flare.since) + APART:
            found.append(at)
    return tuple(found)


def due(flare: Flare, diary: Diary, after: int) -> int | None:
    """The next check-in later than `after`, or None when none is to come.

    It falls silent when nothing was read for 48 hours, until something is; the one caring check-in
    of `caring` comes then.
    """
    read = [pain.at for pain in diary.pains() if pain.at >= flare.since]
    until = max([flare.since, *read]) + UNANSWERED
    return next((at for at in times(flare, diary.zone) if after < at <= until), None)


def caring(diary: Diary, sent: int, flare: Flare | None = None) -> int | None:
    """When the one caring check-in is due: 72 hours of silence after a 7 or more, by day.

    In a flare any 72 hours of silence ask for it, since a locked muscle has no number. `sent` is
    when the last one was sent (0: never): after it there is silence, until a new reading.
    """
    at = silent_since(diary)
    if flare is not None:
        read = [pain.at for pain in diary.pains() if pain.at >= flare.since]
        at = max([flare.since, *read]) + SILENCE
    if at is None or sent >= at:
        return None
    return wakes(at, diary.zone)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reading during a flare means.

    `how` is "better", "same" or "worse"; `leaves` whether the numbers allow leaving (a clean
    screening must follow); `care` is the tier of the card or None; `ask_help` names a
    physiotherapist or pharmacist.
    """

    how: str
    leaves: bool = False
    care: int | None = None
    ask_help: bool = False


def answer(flare: Flare, diary: Diary, level: int) -> Answer:
    """What a reading of `level` (0–10) means, `diary.now` being when it was written (FACTS D2.3).

    It is held against the first reading of the flare (its peak where none is known): 2 points down
    are better, 2 up worse; 1 is within the error of measuring. An 8 or more 2 hours on is "not
    settling". 48 hours without getting better name a physiotherapist or pharmacist, 7 days a
    clinician (tier 2): then also when it is better than at first and still too strong to leave, for
    that is not easing any more. 10 stays an emergency (D3).
    """
    began = next((pain.level for pain in _of(flare, diary)), flare.peak)
    lasted = diary.now - flare.since
    how = "better" if began - level >= BETTER else "worse" if level - began >= BETTER else "same"
    if level >= 10:
        return Answer(how, care=0)
    if how == "worse" or (level >= STUCK and lasted >= SOON[0]) or level > STUCK:
        return Answer(how, care=1)
    leaves = may_end(flare, level, diary.now)
    if not leaves and lasted >= TOO_LONG:
        return Answer(how, care=2)
    if how == "better" or leaves:
        return Answer(how, leaves)
    return Answer(how, ask_help=lasted >= STILL_SAME)


def _of(flare: Flare, diary: Diary) -> Iterator[Pain]:
    """The readings of a flare; the one that began it may have been written a little before.

    What was milder before it is none of them: whoever seizes up after a 2 and is at 5 is better.
    """
    for pain in diary.pains(28 * DAY, diary.now - 1):
        late = pain.level >= STRONG and pain.at >= flare.since - HOUR
        if pain.at >= flare.since or late:
            yield pain


@dataclass(frozen=True, slots=True)
class Cause:
    """What a stiff back that is not in spasm asks for, by what brought it on (FACTS D2.5).

    `half` doses, no strength for `no_strength` seconds, a screening again after `screen` seconds
    (0: none); `day_one` starts with the plan of the first day.
    """

    half: bool = False
    no_strength: int = 0
    screen: int = 0
    day_one: bool = False


CAUSES = {
    "sitting": Cause(),
    "exercise": Cause(half=True, no_strength=3 * DAY),
    "unknown": Cause(screen=3 * DAY, day_one=True),
}
