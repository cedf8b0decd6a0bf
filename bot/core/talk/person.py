"""Knows one person: what they told us, what they chose, and where they are in the talk."""

from collections.abc import Mapping

from msgspec import field

from bot.core.course.course import Progress, Streak, Unasked
from bot.core.course.suggesting import Suggested
from bot.core.course.today import Today
from bot.core.dose import Dose
from bot.core.planning.own import Own
from bot.core.silence import Span
from bot.core.talk.state import Anew, Calendar, Care, Flare, Pause, Reminders, Screening
from bot.core.thinning import Unheard
from bot.core.values import Value, told

# What most homes have; the rest is ticked by those who have it.
THINGS = ("chair", "wall", "doorway", "mat", "pillow", "towel", "desk")


class Step(Value, frozen=True):
    """One step of a session: a stretch on one side; `hints` are the tags that ease it.

    `cut` is whether its dose was made shorter than what was open, to fit the session's time alone.
    """

    stretch: str
    dose: Dose
    side: str = ""
    hints: tuple[str, ...] = ()
    cut: bool = False


class Session(Value, frozen=True):
    """A session under way.

    `serial` tells its buttons from those of others; `at` is the index of the present step;
    `show` is what the step's message shows: "check" (how is it now?), "step", "more", "how",
    "why", "hurts", "which" (way the pain went), "signs", "feeling", "after". `holds` counts the
    holds timed in this step and `timer` is when the running one began (epoch seconds). `touched` is
    the last tap. `only` names the one stretch of a session begun from its card. `before` is the
    reading it began with, `held` what that day holds back, `extra` whether it is one of the easy
    ones after the day's third. `news` is the key of the one sentence that is told with its first
    step, or "". `minutes` and `place` were chosen for this session alone (0 and "": as in the
    settings).
    """

    serial: int
    kind: str
    started: int
    steps: tuple[Step, ...] = ()
    at: int = 0
    show: str = "check"
    before: int | None = None
    feeling: str = ""
    done: int = 0
    holds: int = 0
    timer: int | None = None
    stopped: bool = False
    only: str = ""
    touched: int = 0
    minutes: int = 0
    place: str = ""
    held: Today | None = None
    extra: bool = False
    news: str = ""


class Move(Value, frozen=True):
    """Totals for one stretch: how often it was done and hurt, and when it last did."""

    done: int = 0
    hurt: int = 0
    last: int = 0
    last_hurt: int = 0


LOOKS = 4  # people who show the stretches; draw/ knows what they look like


class Person(Value, frozen=True):
    """Everything the bot knows of one person but their journal.

    `here` is the command line that shows the present; `asks` names the question that typed words
    answer, or "". `serial` and `records` only ever grow: they number sessions and screenings, and
    journal records. `pictures` says whether there are any, `moving` whether they move. `stage` is
    how far the first talk has come: "areas", "signs", "limits",
    "now", "setup" or "settled". `place` is where sessions are ("home", "floor", "bed", "desk" or
    "public") and `things` what is at hand there. `progress` is how far they have come, `streak`
    their weeks, `unasked` what was sent unasked today and `pinged` the last ping counted in it.
    `greet` says that the person had stopped the bot and was not welcomed back yet.
    `unrated` is the record of the session whose effort may still be told. `cared_at` is when the
    caring check-in was last sent, `soon` when a clinician was suggested, by the reason.
    `screen_again` is when the warning signs are asked again, and `no_strength` until when strength
    rests, after an unclear or a strained back. `anew` are the questions asked again after a month
    away, `unflared` the progress before a flare, until it cannot be a slip any more;
    with `anew` the programme `began` again (0: it began with `since`). `awaited` is when a
    break is met with one kind word (0: it is not). `silences` are the planned ones, `busy` what a
    calendar calls so,
    `holidays` the days (ordinals) on which desk breaks rest, those of `holidays_of` (a country and
    a year); `unheard` the pings that nobody answered. `offered` is a link that was sent unasked,
    until it is said whether it is their calendar. `fell` is when a fall was last spoken of, `limbs`
    when each arm or leg last was, and `limb_at` when a new one was.
    `zone` is the one that all times follow: while they have come along on a journey `home` is the
    zone to go back to, while they stay at home `away` is where the person is. Times are epoch
    seconds.
    """

    id: int
    chat: int
    since: int
    language: str = "en"
    zone: str = ""
    country: str = ""
    stage: str = "areas"
    areas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    minutes: int = 5
    place: str = "home"
    things: tuple[str, ...] = THINGS
    pictures: bool = True
    moving: bool = True
    look: int = 0
    reminders: Reminders = field(default_factory=Reminders)
    pause: Pause | None = None
    quiet_day: str = ""
    care: Care | None = None
    screening: Screening | None = None
    flare: Flare | None = None
    screened_at: int = 0
    session: Session | None = None
    here: str = ""
    asks: str = ""
    serial: int = 0
    records: int = 0
    pins: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    own: tuple[Own, ...] = ()
    last_desk: tuple[str, ...] = ()
    moves: Mapping[str, Move] = field(default_factory=dict)
    blocked: bool = False
    greet: bool = False
    progress: Progress = field(default_factory=Progress)
    streak: Streak = field(default_factory=Streak)
    unasked: Unasked = field(default_factory=Unasked)
    pinged: str = ""
    unrated: int = 0
    cared_at: int = 0
    soon: Mapping[str, Suggested] = field(default_factory=dict)
    screen_again: int = 0
    no_strength: int = 0
    anew: Anew | None = None
    unflared: Progress | None = None
    began: int = 0
    awaited: int = 0
    silences: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()
    holidays: tuple[int, ...] = ()
    holidays_of: str = ""
    home: str = ""
    away: str = ""
    unheard: Unheard = field(default_factory=Unheard)
    calendar: Calendar | None = None
    offered: str = ""
    fell: int = 0
    limbs: Mapping[str, int] = field(default_factory=dict)
    limb_at: int = 0

    def __repr__(self) -> str:
        """All but the link that was offered."""
        return told(self, {"offered"})
