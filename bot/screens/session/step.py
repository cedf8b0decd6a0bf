"""Shows the present step of a session: what to do, how much, how far along, few big buttons."""

from collections.abc import Sequence

from bot.core.book import Words
from bot.core.dose import Dose, length
from bot.core.planning import mine
from bot.core.planning.own import HEARD, SEEN, is_own
from bot.core.planning.place import UPRIGHT
from bot.core.planning.search import fits
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person, Session, Step
from bot.core.talk.screen import Button, Drawn, Figure, Follow, Kept, Loop, Note, Screen
from bot.core.values import replace
from bot.screens.common import button, number, paired, show
from bot.texts import Markup, bold, escaped, joined, lines, say

TIMED = 10  # seconds; a hold from here on can be timed
LONGEST = 150  # seconds of a dose to play along with; a film of 180 s took over 10 s to make


def dose_text(moment: Moment, dose: Dose) -> str:
    """A dose in words: "5 slow reps", "Hold 15 s × 2", "45 seconds"."""
    return dose_words(moment.words, dose)


def dose_words(words: Words, dose: Dose) -> str:
    """The same, for whoever reads these words."""
    if dose.seconds >= 120 and dose.seconds % 60 == 0:
        return say(words, "dose.minutes", n=dose.seconds // 60)
    if dose.seconds:
        return say(words, "dose.seconds", n=dose.seconds)
    if dose.hold:
        key = "dose.hold" if dose.reps == 1 else "dose.holds"
        one = say(words, key, hold=dose.hold, n=dose.reps)
    else:
        one = say(words, "dose.reps", n=dose.reps)
    return say(words, "dose.sets", n=dose.sets, one=one) if dose.sets > 1 else one


def heading(moment: Moment, session: Session, at: Step) -> Markup:
    """Name, how far along, and the side."""
    words = moment.words
    name = bold(words.stretches[at.stretch].name)
    far = say(words, "session.far", at=session.at + 1, of=len(session.steps))
    side = say(words, f"side.{at.side}") if at.side else ""
    return lines([say(words, "session.heading", name=name, far=far), side])


def picture(person: Person, at: Step) -> Figure | Loop | Kept | None:
    """The picture of a step, unless the person wants text only."""
    if not person.pictures:
        return None
    if not is_own(at.stretch):
        shown = Loop if person.moving else Figure
        return shown(at.stretch, at.side, person.look)
    own = mine.find(person, at.stretch)
    return Kept(own.kind, own.file) if own and own.kind in SEEN else None


def coming(person: Person, steps: Sequence[Step]) -> Drawn | None:
    """The picture of the first of the steps to come."""
    found = picture(person, steps[0]) if steps else None
    return None if isinstance(found, Kept) else found


def film(person: Person, at: Step) -> Follow | None:
    """The film of a step's whole dose to move along with, where there can be one."""
    dose = at.dose
    if not person.pictures or is_own(at.stretch) or not 0 < length(dose) <= LONGEST:
        return None
    parts = (dose.sets, dose.reps, dose.hold, dose.seconds)
    return Follow(at.stretch, at.side, person.look, *parts)


def recording(person: Person, slug: str) -> tuple[Note, ...]:
    """The voice message of an own exercise, beside its words: no message is edited into one."""
    own = mine.find(person, slug)
    if own is None or own.kind != HEARD:
        return ()
    return (Note(Screen(bold(own.name), media=Kept(HEARD, own.file)), passing=True),)


def hold_of(dose: Dose) -> int:
    """Seconds of one hold that can be timed; 0 when there is none."""
    timed = dose.seconds or dose.hold
    return timed if timed >= TIMED else 0


def step(moment: Moment) -> Reply:
    """One step: what to do, how much, how far along, and few big buttons."""
    person, session = moment.person, moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    words, at = moment.words, session.steps[session.at]
    hints = (escaped(words.tags[tag].hint) for tag in at.hints)
    rule = say(words, "session.rule") if session.at == 0 else ""
    text = joined(
        [
            heading(moment, session, at),
            escaped(words.stretches[at.stretch].do),
            lines([bold(dose_text(moment, at.dose)), *hints]),
            timing(moment, session, at),
            rule,
        ]
    )
    mark = f"{session.serial} {session.at}"
    rows: list[tuple[Button, ...]] = []
    if hold_of(at.dose) and session.timer is None and session.holds < max(1, holds(at.dose)):
        rows.append((timer_button(moment, session, hold_of(at.dose)),))
    if film(person, at) is not None and session.timer is None:
        rows.append((button(words, "session.play", f"play {mark}"),))
    rows.append((button(words, "session.done", f"done {mark}", "good"),))
    rows.append(
        (
            button(words, "session.hurts", f"hurts {mark}"),
            button(words, "session.stop", f"stop {mark}"),
            button(words, "session.more", f"more {mark}"),
        )
    )
    session = replace(session, show="step")
    person = replace(person, session=session)
    shown, after = picture(person, at), coming(person, session.steps[session.at + 1 :])
    screen = Screen(text, tuple(rows), shown, ahead=after)
    return show(moment, screen, here="session", person=person)


def arrived(moment: Moment) -> Reply:
    """A step that has just become the present one, with its recording if it has one."""
    session = moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    notes = recording(moment.person, session.steps[session.at].stretch)
    return replace(step(moment), notes=notes)


def timer_button(moment: Moment, session: Session, hold: int) -> Button:
    """The button that starts timing the next hold."""
    tap = f"time {session.serial} {session.at} {session.holds}"
    if hold >= 120 and hold % 60 == 0:  # as `dose_text` writes it
        return button(moment.words, "session.time_minutes", tap, n=hold // 60)
    key = "session.time_next" if session.holds else "session.time"
    return button(moment.words, key, tap, n=hold)


def holds(dose: Dose) -> int:
    """How many holds a step has; going on for some seconds is one."""
    return 1 if dose.seconds else dose.sets * dose.reps


def timing(moment: Moment, session: Session, at: Step) -> str:
    """The line of a running or finished timer; "" when none was used."""
    words, hold = moment.words, hold_of(at.dose)
    if session.timer is not None:
        left = hold - (moment.now - session.timer)
        key = "timer.start" if moment.now - session.timer < hold // 2 else "timer.half"
        return say(words, key, n=hold if key == "timer.start" else max(1, left))
    if session.holds == 0:
        return ""
    if session.holds < holds(at.dose):
        return say(words, "timer.again", done=session.holds, of=holds(at.dose))
    return say(words, "timer.end")


def current(moment: Moment, args: tuple[str, ...]) -> Session | None:
    """The open session when `args` name it and its present step, else None (an old button)."""
    session = moment.person.session
    if session is None or len(args) < 2 or not session.steps:
        return None
    fits = number(args[0]) == session.serial and number(args[1]) == session.at
    return session if fits and session.show not in ("feeling", "after") else None


def more(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """More: how, skip, back, why, warning signs, and swaps."""
    session = current(moment, args) if args else moment.person.session
    if session is None:
        return None
    words, at = moment.words, session.steps[session.at]
    mark = f"{session.serial} {session.at}"
    back = (button(words, "session.back", f"back {mark}"),) if session.at else ()
    rows = (
        *paired(
            [
                button(words, "session.how", f"how {mark}"),
                button(words, "session.skip", f"skip {mark}"),
                *back,
                button(words, "session.why", f"why {mark}"),
                button(words, "session.signs", "signs ask"),
            ]
        ),
        swaps(moment, at.stretch, mark),
        (button(words, "session.resume", f"step {mark}", "good"),),
    )
    person = replace(moment.person, session=replace(session, show="more"))
    text = joined([heading(moment, session, at), say(words, "session.more_text")])
    screen = Screen(text, rows, picture(person, at))
    return show(moment, screen, here="session", person=person)


def swaps(moment: Moment, slug: str, mark: str) -> tuple[Button, ...]:
    """The wishes that would change this step: easier, off the floor, unnoticed."""
    book = moment.book
    wishes = ["easier"]
    if not UPRIGHT.intersection(book.stretches[slug].positions):
        wishes.append("floor")
    if not fits(slug, "public", book):
        wishes.append("public")
    return tuple(button(moment.words, f"swap.{one}", f"swap {mark} {one}") for one in wishes)


def how(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """How?: the full steps, breath, common mistake, stop if."""
    session = current(moment, args) if args else moment.person.session
    if session is None:
        return None
    at = session.steps[session.at]
    told = moment.words.stretches[at.stretch]
    steps = lines(f"{n}. {escaped(one)}" for n, one in enumerate(told.steps, 1))
    rest = lines(
        say(moment.words, f"how.{key}", text=text)
        for key, text in (
            ("breath", told.breath),
            ("feel", told.feel),
            ("mistake", told.mistake),
            ("stop", told.stop),
        )
        if text
    )
    mark = f"{session.serial} {session.at}"
    person = replace(moment.person, session=replace(session, show="how"))
    rows = ((button(moment.words, "session.resume", f"step {mark}", "good"),),)
    screen = Screen(joined([heading(moment, session, at), steps, rest]), rows, picture(person, at))
    return show(moment, screen, here="session", person=person)
