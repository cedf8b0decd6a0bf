"""Hurts: asks what it feels like, and eases, swaps, leaves out or ends (FACTS D3, F2)."""

from bot.core.course.progress import hurt
from bot.core.course.score import HURTS, SORE, during, too_much
from bot.core.dose import halved
from bot.core.planning.instead import instead
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Session
from bot.core.talk.screen import Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, show
from bot.screens.safety import calm, care
from bot.screens.session import ending
from bot.screens.session.closing import closed, counted
from bot.screens.session.onward import recorded
from bot.screens.session.step import current, heading, picture, step
from bot.texts import bold, joined, say

SHARP = 6  # FACTS D3: from here the move is left out
STEPPING = ("step", "more", "how", "why", "hurts", "which")  # what a step's message may show
KINDS = ("pull", "ache", "sharp", "spreading", "spasm")
# What an answer is written down as, by the question it answers; not being sure counts as spreading.
ANSWERS = {
    "hurts": {kind: kind for kind in KINDS},
    "which": {"away": "spreading", "towards": "pull", "unclear": "spreading"},
}


def question(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """What does it feel like? Five plain answers."""
    session = current(moment, args) if args else moment.person.session
    if session is None:
        return None
    mark = f"{session.serial} {session.at}"
    rows = [button(moment.words, f"hurts.{kind}", f"felt {mark} {kind}") for kind in KINDS]
    rows.append(button(moment.words, "hurts.nothing", f"step {mark}"))
    session = replace(session, show="hurts", timer=None)
    person = replace(moment.person, session=session)
    at = session.steps[session.at]
    text = joined([heading(moment, session, at), bold(say(moment.words, "hurts.title"))])
    screen = Screen(text, column(rows), picture(person, at))
    return show(moment, screen, here="session", person=person)


def which(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """It spreads: which way? Back towards the spine is fine, further away is not (FACTS D4)."""
    session = moment.person.session
    assert session is not None  # noqa: S101 - only a step of a session hurts
    mark = f"felt {session.serial} {session.at}"
    rows = column(button(moment.words, f"hurts.{way}", f"{mark} {way}") for way in ANSWERS["which"])
    person = replace(moment.person, session=replace(session, show="which", timer=None))
    at = session.steps[session.at]
    text = joined([heading(moment, session, at), bold(say(moment.words, "hurts.which"))])
    return show(moment, Screen(text, rows, picture(person, at)), here="session", person=person)


def felt(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The answer: always logged, then less of it, something else, or the end."""
    session = current(moment, args)
    if session is None or len(args) != 3 or args[2] not in ANSWERS.get(session.show, {}):
        return None
    if args[2] == "spreading":
        return which(moment)
    return _answered(moment, session, ANSWERS[session.show][args[2]], args[2])


def rose(moment: Moment, level: int) -> Reply | None:
    """A number below 7 told in the middle of a step: what it asks for during a move, or None.

    FACTS D3, column "during"; and D2.6: 1 more than before it in a flare, or 2 otherwise, stops the
    move. 4 alone eases it.
    """
    person, session = moment.person, moment.person.session
    if session is None or session.show not in STEPPING or session.at >= len(session.steps):
        return None
    before, flaring = session.before, person.flare is not None
    up = before is not None and too_much(before, level, flare=flaring)
    if not up and (flaring or during(level).do in ("carry_on", "ease")):
        return None
    kind = "sharp" if level >= SHARP else "ache" if up or level > SORE else "pull"
    return _answered(moment, session, kind, kind)


def _answered(moment: Moment, session: Session, kind: str, said: str) -> Reply:
    """Log it, then less of the move, something else, or the end; a pull in a flare is too much."""
    person, record = recorded(moment, session, kind)
    slug = session.steps[session.at].stretch
    progress = hurt(person.progress, slug, kind, moment.book, moment.now)
    past = replace(moment.past, stretches=(*moment.past.stretches, record))
    moment = replace(moment, person=replace(person, progress=progress), past=past)
    session = replace(session, holds=0, timer=None, touched=moment.now, show="step")
    if HURTS[kind].no_static:
        session = _without_static(moment, session)
    if kind == "pull" and person.flare is None:
        reply = _eased(moment, session, f"hurts.told_{said}")
    elif kind in ("pull", "ache"):
        reply = _swapped(moment, session)
    elif kind == "sharp":
        reply = _left_out(moment, session)
    else:
        reply = _ended(moment, session, kind)
    return replace(reply, records=(record, *reply.records))


def _without_static(moment: Moment, session: Session) -> Session:
    """The session without the long holds of the sore area that were still to come (FACTS D3)."""
    sore, of = session.steps[session.at].stretch, moment.book.stretches
    areas = set(of[sore].areas)
    kept = tuple(
        step
        for step in session.steps[session.at + 1 :]
        if step.stretch == sore
        or of[step.stretch].type != "static"
        or areas.isdisjoint(of[step.stretch].areas)
    )
    return replace(session, steps=session.steps[: session.at + 1] + kept)


def _eased(moment: Moment, session: Session, told: str) -> Reply:
    """A gentle pull is fine: the same move, smaller and half as much (F2)."""
    at = session.steps[session.at]
    eased = replace(at, dose=halved(at.dose))
    steps = (*session.steps[: session.at], eased, *session.steps[session.at + 1 :])
    return _then(moment, replace(session, steps=steps), told)


def _swapped(moment: Moment, session: Session) -> Reply:
    """An ache of 4 or more: the easier move takes its place on every side still to come."""
    steps = instead(session, "easier", moment.person, moment.book, moment.now)
    if steps is None:
        return _left_out(moment, session)
    return _then(moment, replace(session, steps=steps), "hurts.told_ache")


def _left_out(moment: Moment, session: Session) -> Reply:
    """Sharp: this move is left out today, on both sides."""
    sore = session.steps[session.at].stretch
    kept = tuple(step for step in session.steps[session.at :] if step.stretch != sore)
    session = replace(session, steps=session.steps[: session.at] + kept)
    if not kept:
        return _finish(moment, session)
    return _then(moment, session, "hurts.told_left_out")


def _then(moment: Moment, session: Session, key: str) -> Reply:
    reply = step(being(moment, replace(moment.person, session=session)))
    assert reply.screen is not None  # noqa: S101 - a step always has a screen
    told = joined([say(moment.words, key), reply.screen.text])
    return replace(reply, screen=replace(reply.screen, text=told))


def _finish(moment: Moment, session: Session) -> Reply:
    moment = being(moment, replace(moment.person, session=session))
    return ending.ask(moment, stopped=True)


def _ended(moment: Moment, session: Session, kind: str) -> Reply:
    """Spreading or spasm: the session ends, the warning signs are asked; a spasm is a flare."""
    person = moment.person
    done = closed(moment, session, "worse", None)
    person = replace(counted(moment, session, done), session=None, records=done.n)
    moment = being(moment, person)
    if kind == "spasm":
        reply = calm.flares(moment, None, locked=True)
    else:
        reply = care.screen(moment, "hurt")
    return replace(reply, records=(done, *reply.records))
