"""Why this plan: what it is for, and what shaped it."""

import re
from datetime import UTC, datetime

import pytest
from chat import book, returning, sore
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import within

from bot.core.dose import Dose
from bot.core.planning import mine, plans, swaps
from bot.core.planning.own import Own
from bot.core.planning.why import Reason, why
from bot.core.talk.journal import Past, StretchDone
from bot.core.talk.moment import Host, Moment
from bot.core.talk.person import Person, Session
from bot.core.talk.screen import Screen
from bot.core.talk.state import Flare
from bot.core.values import replace
from bot.screens.session.reasons import reasons, sentence

BOOK = book()
DAY = 86400
NOON = int(datetime(2026, 11, 23, 13, 0, tzinfo=UTC).timestamp())
AREAS = [area for area, one in BOOK.areas.items() if one.asked]
TAGS = [tag for tag in BOOK.tags if tag != swaps.SPASM]


def anna(**known):
    return Person(
        1, 1, **{"since": NOON - 60 * DAY, "zone": "UTC", "areas": ("neck",), "minutes": 8} | known
    )


def begun(person, level=2, kind="stretch", past=None, now=NOON, **chosen):
    """The person in a session as they would get it."""
    session = Session(1, kind, now, (), 0, "step", level, touched=now, **chosen)
    person = replace(person, session=session)
    steps = plans.plan(person, BOOK, kind, level, now, past or Past())
    assert steps
    return replace(person, session=replace(session, steps=steps))


def found(person, past=None):
    return why(person.session, person, BOOK, past or Past())


def kinds(person, past=None):
    return [reason.kind for reason in found(person, past).reasons]


def moment(person, past=None):
    told = BOOK.words["en"]
    return Moment(person, past or Past(), NOON, NOON, BOOK, told, Host())


def told(person, past=None):
    return sentence(moment(person, past), found(person, past))


def test_a_plan_counts_what_is_for_the_sore_area_and_what_pulls_there():
    known = found(begun(anna()))
    assert dict(known.near)["neck"] >= 2
    assert known.pulling >= 1
    assert set(known.pulls) <= set(BOOK.areas["neck"].chain)
    assert (known.whole, known.own, known.reasons) == (0, 0, ())


def test_a_settled_person_without_limits_hears_what_it_is_for_and_no_more():
    text = told(begun(anna()))
    assert re.fullmatch(r"\w+ for your neck and \w+ for what pulls there \([^)]+\)\.", text)


def test_nobody_who_named_no_area_is_told_of_one():
    known = found(begun(anna(areas=())))
    assert known.near == ()
    assert known.whole
    assert "from neck to hips" in told(begun(anna(areas=())))


def test_pain_of_four_and_five_is_why_it_is_easy():
    assert kinds(begun(anna(), 4)) == ["pain"]
    assert "because today is a 4" in told(begun(anna(), 4))
    assert kinds(begun(anna(), 5)) == ["small"]
    assert "because today is a 5" in told(begun(anna(), 5))


def test_a_six_and_a_flare_are_why_it_is_calm():
    assert found(begun(anna(), 6)).reasons == (Reason("calm", "6"),)
    assert kinds(begun(anna(flare=Flare(NOON, 8)), None, "flare")) == ["flare"]
    assert "until the flare-up is over" in told(begun(anna(flare=Flare(NOON, 8)), None, "flare"))


def test_the_first_week_and_the_way_back_are_why_it_is_small():
    assert kinds(begun(anna(since=NOON - DAY))) == ["new"]
    assert kinds(begun(anna(progress=returning(1, NOON - DAY))))[0] == "way"


def test_a_limit_that_changed_the_plan_is_named():
    days = [begun(anna(tags=("neck-arm-symptoms",)), now=NOON + n * DAY) for n in range(14)]
    named = [
        person for person in days if Reason("tag", "neck-arm-symptoms") in found(person).reasons
    ]
    assert named
    assert BOOK.words["en"].tags["neck-arm-symptoms"].why in told(named[0])


def test_a_limit_that_changed_nothing_is_not_named():
    assert kinds(begun(anna(tags=("clot-or-thinner",)))) == []


def test_the_early_hour_is_named_where_bending_hurts():
    early = NOON - 5 * 3600
    person = anna(tags=("flexion-intolerant",), areas=("lower-back",))
    days = [begun(person, now=early + n * DAY) for n in range(7)]
    assert any("early" in kinds(one) for one in days)
    assert any("early in the day" in told(one) for one in days)


def test_what_hurt_and_what_has_a_day_off_are_named():
    free = begun(anna())
    gone = free.session.steps[1].stretch
    name = BOOK.words["en"].stretches[gone].name
    hurt = begun(anna(progress=sore(gone, at=NOON - DAY)))
    assert Reason("sore", gone) in found(hurt).reasons
    assert f"no “{name}” because it hurt" in told(hurt)
    rows = [StretchDone(n, 1, NOON - n * DAY, gone, "", "1x5", "done") for n in (4, 3, 2, 1)]
    past = Past(stretches=tuple(rows))
    rested = begun(anna(), past=past)
    assert Reason("tired", gone) in found(rested, past).reasons
    assert "four days running" in told(rested, past)


def test_a_pin_a_minute_and_a_place_are_named():
    pinned = begun(anna(pins=("overhead-reach",)))
    assert Reason("pinned", "overhead-reach") in found(pinned).reasons
    assert "because you pinned it" in told(pinned)
    assert kinds(begun(anna(minutes=1))) == ["minute"]
    assert kinds(begun(anna(), minutes=1)) == ["minute"]
    for place in ("bed", "desk", "public"):
        there = begun(anna(), place=place)
        assert Reason("place", place) in found(there).reasons
        assert told(there)
    assert kinds(begun(anna(place="desk"), kind="desk")) == []


def test_a_chosen_stretch_has_no_reasons_but_the_day():
    assert kinds(begun(anna(), kind="only", only="chin-tuck")) == []
    assert kinds(begun(anna(), 4, kind="only", only="chin-tuck")) == ["pain"]


def test_after_surgery_it_is_walking_and_breathing():
    assert told(begun(anna(tags=("recent-surgery",)))).startswith("Easy walking and breathing")


def test_an_exercise_of_the_persons_own_is_counted_as_such():
    own = Own("my-1", "Wall angels", "As shown.", Dose(reps=8), areas=("neck",), ready=True)
    person = anna(own=(own,))
    extended, words = mine.extended(BOOK, BOOK.words["en"], person)
    session = Session(1, "stretch", NOON, (), 0, "step", 2, touched=NOON)
    steps = plans.plan(person, extended, "stretch", 2, NOON)
    person = replace(person, session=replace(session, steps=steps))
    known = why(person.session, person, extended, Past())
    assert known.own == 1
    here = Moment(person, Past(), NOON, NOON, extended, words, Host())
    assert "one of your own" in sentence(here, known)


def test_large_numbers_are_written_in_digits():
    known = replace(found(begun(anna())), near=(("neck", 13),))
    assert sentence(moment(begun(anna())), known).startswith("13 for your neck")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    areas=st.lists(st.sampled_from(AREAS), unique=True, max_size=5).map(tuple),
    tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=4).map(tuple),
    level=st.none() | st.integers(0, 6),
    kind=st.sampled_from(("first", "stretch", "morning", "desk")),
    days=st.integers(0, 30),
)
def test_whoever_asks_gets_one_sentence(areas, tags, level, kind, days):
    person = anna(areas=areas, tags=tags, since=NOON - days * DAY)
    if not plans.plan(person, BOOK, kind, level, NOON):
        return
    text = told(begun(person, level, kind))
    assert text.endswith(".")
    assert text[0].isupper()
    assert len(text) < 400
    within(Screen(text))


@pytest.mark.parametrize("args", [("1", "9"), ("2", "0"), ("x",)])
def test_an_old_button_asks_for_no_reasons(args):
    assert reasons(moment(begun(anna())), args) is None


def test_without_a_session_there_is_nothing_to_explain():
    assert reasons(moment(anna())) is None
