"""Knows why a session is what it is: how many moves for where, and what shaped them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.book import Book
from bot.core.course import bearing
from bot.core.planning import plans, swaps
from bot.core.planning.choosing import MOVES, closeness, tired
from bot.core.planning.own import is_own
from bot.core.planning.place import for_now
from bot.core.talk.journal import Past
from bot.core.talk.person import Person, Session
from bot.core.values import replace

KINDS = (
    "flare", "calm", "pain", "small", "way", "new", "tag", "early", "sore", "tired", "pinned",
    "minute",
)  # fmt: skip
TOLD_PLACES = ("bed", "desk", "public")  # at home and on the floor go without saying
COUNTED = MOVES | {"release"}  # a warm-up and breathing are in every session


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that shaped a session.

    `kind` is one of KINDS or "place"; `what` the reading, tag, stretch or place that it is about,
    or "".
    """

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """What a session is made of: moves for each named area, for what pulls there, and the rest.

    `whole` counts moves where no area is named, `own` those that the person added themselves.
    """

    near: tuple[tuple[str, int], ...]
    pulling: int
    pulls: tuple[str, ...]
    whole: int
    rest: int
    own: int
    reasons: tuple[Reason, ...]


def why(session: Session, person: Person, book: Book, past: Past) -> Why:
    """Why a session with steps is what it is, for the person who began it."""
    of = book.stretches
    slugs = [slug for slug in dict.fromkeys(step.stretch for step in session.steps) if slug in of]
    mine = [slug for slug in slugs if is_own(slug)]
    moves = [slug for slug in slugs if of[slug].type in COUNTED and slug not in mine]
    close = closeness(moves, person, book)
    near = [_named(slug, person, book) for slug in moves if close[slug] == 2]
    far = [slug for slug in moves if close[slug] == 1]
    chain = {link for area in person.areas for link in book.areas[area].chain}
    pulls = {next(area for area in of[slug].areas if area in chain) for slug in far}
    return Why(
        tuple(Counter(near).items()) if person.areas else (),
        len(far),
        tuple(area for area in book.areas if area in pulls),
        0 if person.areas else len(near),
        len(moves) - len(near) - len(far),
        len(mine),
        tuple(_reasons(session, slugs, for_now(replace(person, session=session)), book, past)),
    )


def _named(slug: str, person: Person, book: Book) -> str:
    """The first named area that a stretch is for; "" where none is named."""
    within = {book.areas[area].within or area for area in book.stretches[slug].areas}
    return next((area for area in person.areas if area in within), "")


def _reasons(
    session: Session, slugs: list[str], person: Person, book: Book, past: Past
) -> Iterator[Reason]:
    """What shaped a session, the weightiest first."""
    level = session.before
    if session.kind == "flare" or person.flare is not None:
        yield Reason("flare")
    elif swaps.red(person, level):
        yield Reason("calm", str(level))
    else:
        yield from _held(session, person, book)
        if session.kind in ("first", "stretch", "morning"):
            yield from _left_out(session, slugs, person, book, past)
        if session.kind != "only":
            yield from _wished(session, slugs, person)


def _held(session: Session, person: Person, book: Book) -> Iterator[Reason]:
    """What made it smaller."""
    level, now = session.before, session.started
    if bearing.held(person, book, level, now).stage is not None:
        yield Reason("way")
    if level is not None and level >= swaps.MILD:
        yield Reason("small" if level >= swaps.AMBER else "pain", str(level))
    if now - person.since < swaps.WEEK:
        yield Reason("new")


def _wished(session: Session, slugs: list[str], person: Person) -> Iterator[Reason]:
    """What the person asked for."""
    pinned = next((slug for slug in person.pins if slug in slugs), "")
    if pinned:
        yield Reason("pinned", pinned)
    if session.kind in ("stretch", "morning"):
        if person.minutes == 1:
            yield Reason("minute")
        if person.place in TOLD_PLACES:
            yield Reason("place", person.place)


def _left_out(
    session: Session, slugs: list[str], person: Person, book: Book, past: Past
) -> Iterator[Reason]:
    """Why something that would have come did not: a tag, the hour, soreness, or four days of it."""
    level, now, kind = session.before, session.started, session.kind
    free = replace(person, tags=(), moves={}, progress=bearing.unhurt(person.progress))
    wanted = plans.plan(free, book, kind, level, now)
    gone = [slug for slug in dict.fromkeys(step.stretch for step in wanted) if slug not in slugs]
    kept = (swaps.kept_out_by(slug, person, book) for slug in gone)
    tag = next((tag for tag in kept if tag), "")
    if tag:
        yield Reason("tag", tag)
    early = swaps.too_early(person, kind, now)
    if any(early(slug, book.stretches[slug]) for slug in gone):
        yield Reason("early")
    hurt = bearing.hurt(person, now)
    sore = next((slug for slug in gone if slug in hurt), "")
    if sore:
        yield Reason("sore", sore)
    resting = tired(person, past, now)
    day_off = next((slug for slug in gone if slug in resting), "")
    if day_off:
        yield Reason("tired", day_off)
