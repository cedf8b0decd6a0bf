"""Begins a session: asks how it is now, gates it by that, and shows the open one as it is."""

from collections.abc import Callable

from bot.core.course import absence, bearing, flare, ramp, today, week
from bot.core.course.diary import DAY, with_pain
from bot.core.planning import plans, swaps
from bot.core.schedule import day
from bot.core.talk.journal import Pain
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Session
from bot.core.values import replace
from bot.screens.common import being, number
from bot.screens.safety import calm, care
from bot.screens.session import afresh, ending, hurts, telling
from bot.screens.session.around import check
from bot.screens.session.fitting import nothing
from bot.screens.session.reasons import reasons
from bot.screens.session.step import arrived, how, more, step
from bot.texts import joined

RECENT = 3 * 3600  # seconds; a desk break does not ask again after a mild reading
MILD = 3  # FACTS D3


def ask(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Begin a session of a kind ("stretch", "morning", "desk"), or carry on with the open one."""
    kind = args[0] if args else "stretch"
    person = moment.person
    if person.session is not None:
        return present(moment)
    if kind not in ("first", "stretch", "morning", "desk"):
        return None
    if person.flare is None and absence.afresh(person, moment.now):
        return afresh.begin(moment, kind)
    serial = person.serial + 1
    begun = Session(serial, kind, moment.now, touched=moment.now)
    person = replace(person, serial=serial, session=begun)
    if kind == "desk" and person.flare is None:
        known = [pain for pain in moment.past.pains if moment.now - pain.at < RECENT]
        if known and known[-1].level <= MILD:
            return gated(being(moment, person), known[-1].level)
    return check(being(moment, person))


def ask_for(moment: Moment, slug: str) -> Reply:
    """Begin a session of one stretch, from its card."""
    person = moment.person
    if person.flare is None and absence.afresh(person, moment.now):
        return afresh.begin(moment, "only", slug)
    serial = person.serial + 1
    begun = Session(serial, "only", moment.now, only=slug, touched=moment.now)
    return check(being(moment, replace(person, serial=serial, session=begun)))


def caught_up(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The questions after a month away are answered: the programme begins again, and the session.

    What was done before stays in the totals; the doses start at their start (FACTS D5).
    """
    person, anew = moment.person, moment.person.anew
    if anew is None or anew.at != "limits" or args != ("up",):
        return None
    person = replace(
        person,
        anew=None,
        began=moment.now,
        progress=replace(person.progress, first=None),
    )
    moment = being(moment, person)
    return ask_for(moment, anew.only) if anew.only else ask(moment, (anew.kind,))


def desk(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """Begin a desk break."""
    return ask(moment, ("desk",))


def now(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The answer to "how is it now?": a number, or "locked"."""
    session = moment.person.session
    if session is None or len(args) != 2 or number(args[0]) != session.serial:
        return None
    if session.show != "check":
        return None
    locked = args[1] == "locked"
    level = None if locked else number(args[1])
    if not locked and (level is None or level > 10):
        return None
    return answered(moment, level, locked=locked)


def answered(moment: Moment, level: int | None, *, locked: bool = False, note: str = "") -> Reply:
    """Log the reading, then gate by it: a flare, the warning signs, or the steps."""
    moment, records = logged(moment, level, note)
    person = moment.person
    if person.flare is not None or flare.begins(level, locked=locked):
        moment = being(moment, replace(person, session=None))
        reply = calm.told(moment, level, locked=locked)
    else:
        reply = gated(moment, level)
    return replace(reply, records=records + reply.records)


def gated(moment: Moment, level: int | None) -> Reply:
    """Reckon with all that was since the last session; then the warning signs, or the steps.

    A session that waits for the warning signs keeps its reading, and goes on once they are denied.
    """
    person, session = moment.person, moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    if not person.progress.ladders and moment.now - absence.began(person) >= DAY:
        person = replace(person, began=moment.now)  # the first week begins with the first session
    diary = bearing.diary(person, moment.past, moment.now)
    progress, gap = today.opened(person.progress, diary, moment.book)
    way = person.progress.way
    if way is not None and ramp.drops(way, diary):
        moment = being(moment, replace(person, session=None, progress=progress))
        return calm.flares(moment, level, locked=False)
    extra = week.opens(diary, session.kind) == "easy"
    session = replace(session, before=level, extra=extra, touched=moment.now)
    person = replace(person, progress=progress, session=session)
    held = bearing.held(person, moment.book, level, moment.now, moment.past)
    person, news = telling.news(being(moment, person), held, gap)
    if not news and way is not None and progress.way is None:
        news = "news.way_over"
    session = replace(session, held=held, news=news)
    moment = being(moment, replace(person, session=session))
    if person.stage != "now" and care.wanted(moment).why:
        return care.screen(_shows(moment, "signs"), "session")
    return start(moment, level)


def _shows(moment: Moment, show: str) -> Moment:
    session = moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    return being(moment, replace(moment.person, session=replace(session, show=show)))


def screened(moment: Moment) -> Reply | None:
    """The warning signs were denied: the session that waited for that goes on."""
    session = moment.person.session
    if session is None or session.show != "signs":
        return None
    return start(moment, session.before)


def logged(moment: Moment, level: int | None, note: str) -> tuple[Moment, tuple[Pain, ...]]:
    """A reading taken by a session's question, in the journal."""
    if level is None:
        return moment, ()
    person = moment.person
    n = person.records + 1
    area = person.areas[0] if len(person.areas) == 1 else ""
    message = moment.message if note else None
    pain = Pain(n, moment.at, level, area, note, message, "before")
    moment = replace(moment, past=with_pain(moment.past, pain))
    return being(moment, replace(person, records=n)), (pain,)


def start(moment: Moment, level: int | None) -> Reply:
    """Make the plan for this reading and show its first step."""
    person, session = moment.person, moment.person.session
    assert session is not None  # noqa: S101 - callers hold a session
    steps = plans.plan(person, moment.book, session.kind, level, moment.now, moment.past)
    if not steps:
        stage = "setup" if person.stage == "now" else person.stage
        return nothing(being(moment, replace(person, session=None, stage=stage)))
    session = replace(session, steps=steps, before=level, show="step", touched=moment.now)
    if session.kind == "desk":
        person = replace(person, last_desk=tuple(dict.fromkeys(step.stretch for step in steps)))
    reply = arrived(being(moment, replace(person, session=session)))
    news = session.news
    if session.only and session.only != steps[0].stretch:
        news = "session.calmer" if swaps.red(person, level) else "session.gentler"
    return _told(moment, reply, news) if news else reply


def _told(moment: Moment, reply: Reply, key: str) -> Reply:
    """The first step with one sentence before it."""
    assert reply.screen is not None  # noqa: S101 - a step always has a screen
    text = joined([telling.told(moment, key), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=text))


def present(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """The open session as it is now."""
    session = moment.person.session
    if session is None:
        return None
    asked = moment.person.screening
    if asked is not None and asked.why in care.INSISTS:  # no step before that is answered
        return care.ask(moment)
    shows: dict[str, Callable[[Moment], Reply | None]] = {
        "check": check,
        "step": step,
        "more": more,
        "how": how,
        "why": reasons,
        "hurts": hurts.question,
        "which": hurts.which,
        "signs": care.ask,
        "feeling": ending.feeling,
        "after": ending.level,
    }
    return shows[session.show](moment)


def over(moment: Moment) -> bool:
    """Whether the open session belongs to an earlier day: it is then closed, kindly."""
    session, zone = moment.person.session, moment.person.zone
    return session is not None and day(session.started, zone) != day(moment.now, zone)
