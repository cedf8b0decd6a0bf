"""Swaps in a session: what comes instead is something that the session could have held."""

from datetime import UTC, datetime

import pytest
from chat import book, returning, sore
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.course.course import Progress
from bot.core.course.heed import Heed
from bot.core.course.score import Before
from bot.core.course.today import Today
from bot.core.dose import Dose, halved
from bot.core.planning import plans, swaps
from bot.core.planning.instead import WISHES, instead
from bot.core.planning.place import UPRIGHT
from bot.core.talk.person import Person, Session, Step
from bot.core.talk.state import Flare
from bot.core.values import replace

BOOK = book()
DAY = 86400
NOON = int(datetime(2026, 11, 23, 13, 0, tzinfo=UTC).timestamp())
AREAS = [area for area, one in BOOK.areas.items() if one.asked]
TAGS = [tag for tag in BOOK.tags if tag != swaps.SPASM]
QUICK = settings(max_examples=150, derandomize=True, deadline=None)


def anna(**known):
    return Person(1, 1, **{"since": NOON - 60 * DAY, "zone": "UTC", "minutes": 8} | known)


def step_of(slug, side=""):
    return Step(slug, BOOK.stretches[slug].start, side)


def both(slug):
    return (step_of(slug, "left"), step_of(slug, "right"))


def during(*steps, at=0, kind="stretch", before=2):
    return Session(1, kind, NOON, steps, at, "step", before, touched=NOON)


def strong(session):
    """The session of somebody for whom strength is open."""
    held = Today(NOON, Before(grow=True), Heed(), strength=True)
    return replace(session, held=held)


def names(steps):
    return [(step.stretch, step.side) for step in steps]


def test_something_easier_keeps_the_sides_and_halves_the_dose():
    steps = instead(strong(during(*both("bird-dog"))), "easier", anna(), BOOK, NOON)
    assert names(steps) == [("dead-bug-tap", "left"), ("dead-bug-tap", "right")]
    assert {step.dose for step in steps} == {halved(BOOK.stretches["dead-bug-tap"].start)}


def test_only_the_side_still_to_come_is_swapped():
    session = strong(during(*both("bird-dog"), step_of("cat-cow"), at=1))
    steps = instead(session, "easier", anna(), BOOK, NOON)
    assert names(steps) == [("bird-dog", "left"), ("dead-bug-tap", "right"), ("cat-cow", "")]


def test_a_stretch_of_two_sides_comes_on_both_where_the_other_had_none():
    steps = instead(during(step_of("double-knee-to-chest")), "easier", anna(), BOOK, NOON)
    assert names(steps) == [("knee-to-chest", "left"), ("knee-to-chest", "right")]


def test_one_without_sides_comes_once_for_two():
    steps = instead(during(*both("hip-flexor-stand")), "easier", anna(), BOOK, NOON)
    assert names(steps) == [("easy-walk", "")]


def test_what_the_session_already_holds_or_the_person_never_wants_is_passed_over():
    session = during(step_of("easy-walk"), step_of("seated-march"))
    assert names(instead(session, "easier", anna(), BOOK, NOON))[0] == ("belly-breathing", "")
    fussy = anna(never=("belly-breathing", "pelvic-tilt"))
    assert instead(session, "easier", fussy, BOOK, NOON) is None
    alone = during(step_of("pelvic-tilt"), kind="only")
    assert instead(alone, "easier", fussy, BOOK, NOON) is None


def test_off_the_floor_means_upright_and_of_the_same_kind_and_area():
    steps = instead(during(*both("knee-rolls")), "floor", anna(), BOOK, NOON)
    assert UPRIGHT.intersection(BOOK.stretches[steps[0].stretch].positions)
    assert BOOK.stretches[steps[0].stretch].type == "mobility"
    lying = during(step_of("pelvic-tilt"))
    in_bed = instead(lying, "floor", anna(place="bed"), BOOK, NOON)
    assert UPRIGHT.intersection(BOOK.stretches[in_bed[0].stretch].positions)


def test_in_public_means_small_and_unnoticed():
    steps = instead(during(step_of("cat-cow")), "public", anna(), BOOK, NOON)
    one = BOOK.stretches[steps[0].stretch]
    assert one.desk
    assert one.discreet
    assert set(one.areas) & set(BOOK.stretches["cat-cow"].areas)


def test_no_fourth_static_stretch_comes_in():
    held = (step_of("desk-lat-hinge"), step_of("self-hug"), step_of("upper-back-reach"))
    session = during(step_of("press-up"), *held)
    for wish in ("floor", "public"):
        steps = instead(session, wish, anna(), BOOK, NOON)
        assert BOOK.stretches[steps[0].stretch].type != "static"


def test_going_on_takes_no_longer_than_what_it_replaces():
    session = during(replace(step_of("seated-march"), dose=Dose(seconds=20)))
    steps = instead(session, "easier", anna(), BOOK, NOON)
    assert (steps[0].stretch, steps[0].dose.seconds) == ("belly-breathing", 20)


def test_the_reading_the_flare_and_sore_moves_still_hold():
    walk = during(step_of("easy-walk"))
    assert instead(walk, "easier", anna(), BOOK, NOON)[0].stretch == "seated-march"
    for session, person in (
        (replace(walk, kind="flare", before=None), anna()),
        (replace(walk, before=6), anna()),
        (walk, anna(flare=Flare(0, 8))),
        (walk, anna(progress=sore("seated-march", at=NOON))),
    ):
        assert instead(session, "easier", person, BOOK, NOON)[0].stretch == "belly-breathing"
    calm = during(step_of("easy-walk"), step_of("belly-breathing"), kind="flare", before=6)
    assert instead(calm, "easier", anna(), BOOK, NOON) is None


def test_a_desk_break_stays_at_the_desk():
    steps = instead(during(*both("neck-turn"), kind="desk"), "easier", anna(), BOOK, NOON)
    assert names(steps) == [("belly-breathing", "")]


def test_where_nothing_fits_there_is_nothing():
    assert instead(during(step_of("belly-breathing")), "easier", anna(), BOOK, NOON) is None


people = st.builds(
    anna,
    areas=st.lists(st.sampled_from(AREAS), unique=True, max_size=3).map(tuple),
    tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=3).map(tuple),
    minutes=st.sampled_from((1, 5, 8, 12)),
    place=st.sampled_from(("home", "floor", "bed", "desk", "public")),
    since=st.integers(0, 60).map(lambda days: NOON - days * DAY),
    flare=st.none() | st.none() | st.just(Flare(NOON - DAY, 8)),
    progress=st.just(Progress()) | st.integers(1, 5).map(lambda n: returning(n, NOON)),
    never=st.lists(st.sampled_from(sorted(BOOK.stretches)), max_size=3).map(tuple),
)


@QUICK
@given(
    person=people,
    kind=st.sampled_from(("stretch", "desk", "flare")),
    level=st.none() | st.integers(0, 6),
    wish=st.sampled_from(WISHES),
    at=st.integers(0, 20),
)
def test_no_swap_ever_brings_what_is_kept_from_somebody(person, kind, level, wish, at):
    steps = plans.plan(person, BOOK, kind, level, NOON)
    if not steps:
        return
    session = Session(1, kind, NOON, steps, at % len(steps), "step", level, touched=NOON)
    found = instead(session, wish, person, BOOK, NOON)
    if found is None:
        return
    new = [step for step in found if step not in steps]
    assert new
    assert found[: session.at] == steps[: session.at]
    left = {step.stretch for step in found[session.at :]}
    assert steps[session.at].stretch not in left
    for step in new:
        one = BOOK.stretches[step.stretch]
        assert not swaps.blocked_by(step.stretch, person, BOOK)
        assert step.stretch not in person.never
        assert (step.side in ("left", "right")) == one.sides
        assert one.flare_safe or not (person.flare or (level or 0) >= 6 or kind == "flare")
        assert one.level == 1 or ((level or 0) < 4 and NOON - person.since >= 7 * DAY)
        if wish == "floor":
            assert UPRIGHT.intersection(one.positions)
        if wish == "public":
            assert one.discreet


@pytest.mark.parametrize("wish", WISHES)
def test_every_stretch_of_the_library_has_an_answer_to_each_wish(wish):
    """An answer is a stretch, or None: never an error."""
    answers = [instead(during(step_of(slug)), wish, anna(), BOOK, NOON) for slug in BOOK.stretches]
    assert sum(answer is not None for answer in answers) > 40
