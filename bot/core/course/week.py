"""Knows a day's share of messages and sessions, and the streak of weeks that forgives."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.core.book import Stretch
from bot.core.course.course import Streak, Unasked
from bot.core.course.diary import Diary
from bot.core.schedule import day, quiet
from bot.core.talk.state import Reminders
from bot.core.values import replace

SESSIONS = 3  # a day, desk breaks beside them (FACTS B0)
EASY = frozenset({"mobility", "breathing"})
EXTRAS = 1  # a day: re-screens, comebacks, notes, caring check-ins
CHECKINS = 3  # a day, opted into in a flare (FACTS D2: 2–3 h, evening, morning)
MOST = 10  # a day, whatever was chosen
PINGS = frozenset({"morning", "desk", "evening"})
ACTIVE = 3  # days that keep a week
SPARE = 3  # days of a week with frozen ones that may be missed
FREEZES = 2  # weeks that can be missed at most before the count begins anew
EARNED = 4  # kept weeks that earn a freeze


def sent(unasked: Unasked, kind: str, at: int, zone: str) -> Unasked:
    """The count after a message of this `kind` was sent at `at`; a new day (04:00) begins anew."""
    on = day(at, zone).isoformat()
    return Unasked(on, (*unasked.kinds, kind) if unasked.day == on else (kind,))


def kinds(unasked: Unasked, at: int, zone: str) -> tuple[str, ...]:
    """What was sent unasked on the person's day of `at`, in order."""
    return unasked.kinds if unasked.day == day(at, zone).isoformat() else ()


def may_send(unasked: Unasked, kind: str, reminders: Reminders, at: int, zone: str) -> bool:
    """Whether one more message that nobody asked for may go out now; one budget for all of them.

    The day's budget is what the person chose (one morning ping and so many desk breaks) and one
    thing more, ten at the most. Check-ins share it, three a day; everything but pings at chosen
    times keeps the night quiet, or the person's own quiet hours. `kind` is "morning", "desk",
    "evening", "checkin", or anything else, which is an extra.
    """
    today = kinds(unasked, at, zone)
    chosen = (reminders.morning is not None) + (reminders.desk_count if reminders.desk else 0)
    if len(today) >= min(MOST, max(CHECKINS, chosen) + EXTRAS):
        return False
    if kind in PINGS:
        most = reminders.desk_count if kind == "desk" else 1
        return today.count(kind) < most
    if quiet(at, zone, reminders):
        return False
    if kind == "checkin":
        return today.count("checkin") < CHECKINS
    return sum(one not in PINGS and one != "checkin" for one in today) < EXTRAS


def opens(diary: Diary, kind: str) -> str:
    """What a further session today may be: "full", or "easy" after the third (FACTS B0, F7).

    Desk breaks do not count and are not counted; sessions in which nothing was done neither.
    """
    today = diary.today()
    full = [
        done
        for done in diary.sessions()
        if done.kind != "desk" and day(done.started, diary.zone) == today
    ]
    return "full" if kind == "desk" or len(full) < SESSIONS else "easy"


def easy(stretch: Stretch) -> bool:
    """Whether a stretch is one of the easy items that extra sessions are made of."""
    return stretch.flare_safe or (stretch.level == 1 and stretch.type in EASY)


def rolled(streak: Streak, today: date) -> Streak:
    """The streak on a day: every week that is over by then is weighed, kindly.

    Three active days keep a week. Days frozen (flare, sickness, a pause, and those before the
    first day) make fewer enough: two with two of them, one with three; with four or more any
    active day keeps the week, and without one it counts neither way. Another missed week takes a
    freeze where there is one; else the count begins anew, in silence. Four weeks kept earn a
    freeze, two are the most. (Our own rule: the facts ask for a streak that forgives.)
    """
    monday = today - timedelta(days=today.weekday())
    if not streak.monday:
        before = tuple(range(today.weekday()))
        return replace(streak, monday=monday.isoformat(), frozen=before)
    while date.fromisoformat(streak.monday) < monday:
        streak = _next(_weighed(streak))
    return streak


def _weighed(streak: Streak) -> Streak:
    needed = max(0, min(ACTIVE, 7 - len(streak.frozen) - SPARE))
    if len(streak.active) >= max(1, needed):
        weeks = streak.weeks + 1
        earned = streak.freezes + (weeks % EARNED == 0)
        best = max(streak.best, weeks)
        return replace(streak, weeks=weeks, best=best, freezes=min(FREEZES, earned))
    if not needed:
        return streak
    if streak.freezes and streak.weeks:
        return replace(streak, freezes=streak.freezes - 1)
    return replace(streak, weeks=0)


def _next(streak: Streak) -> Streak:
    start = date.fromisoformat(streak.monday) + timedelta(days=7)
    week = {(start + timedelta(days=n)).isoformat(): n for n in range(7)}
    frozen = tuple(sorted(week[one] for one in streak.ahead if one in week))
    later = tuple(one for one in streak.ahead if one not in week and one > start.isoformat())
    return replace(streak, monday=start.isoformat(), active=(), frozen=frozen, ahead=later)


def active(streak: Streak, today: date) -> Streak:
    """The streak after something was done on a day: a session, a break, or moving by oneself."""
    streak = rolled(streak, today)
    return replace(streak, active=tuple(sorted({*streak.active, today.weekday()})))


def frozen(streak: Streak, days: Iterable[date], today: date) -> Streak:
    """The streak with `days` frozen: a flare, sickness, care or a pause, also ahead of time.

    Days of weeks that are over change nothing any more.
    """
    streak = rolled(streak, today)
    monday = date.fromisoformat(streak.monday)
    known, ahead = set(streak.frozen), set(streak.ahead)
    for one in days:
        if 0 <= (one - monday).days < 7:
            known.add(one.weekday())
        elif one > monday:
            ahead.add(one.isoformat())
    return replace(streak, frozen=tuple(sorted(known)), ahead=tuple(sorted(ahead)))


def span(start: int, end: int, zone: str) -> tuple[date, ...]:
    """The person's days from `start` to `end` (epoch seconds), both included."""
    first, last = day(start, zone), day(end, zone)
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
