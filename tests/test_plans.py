"""Plans: whoever asks, in whatever state, gets what the facts allow and no more."""

from datetime import UTC, datetime
from itertools import pairwise

import plans_table
import pytest
from chat import book, returning, sore
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.course import bearing, ramp
from bot.core.course.course import Ladder, Progress, Way
from bot.core.dose import Dose, halved, length, shorter_holds
from bot.core.planning import choosing, plans, swaps
from bot.core.planning.place import PLACES, THINGS, UPRIGHT
from bot.core.talk.journal import Past, StretchDone
from bot.core.talk.person import Person, Session
from bot.core.talk.state import Flare
from bot.core.values import replace

BOOK = book()
DAY = 86400
NOON = int(datetime(2026, 11, 23, 13, 0, tzinfo=UTC).timestamp())
KINDS = ("first", "stretch", "morning", "desk")
AREAS = [area for area, one in BOOK.areas.items() if one.asked]
TAGS = [tag for tag in BOOK.tags if tag != swaps.SPASM]
EVERYTHING = sorted({thing for one in BOOK.stretches.values() for thing in one.equipment})
TYPE = {slug: one.type for slug, one in BOOK.stretches.items()}
QUICK = settings(max_examples=80, derandomize=True, deadline=None)


def anna(**known):
    """Somebody settled for three weeks, with nothing that limits her."""
    return Person(1, 1, **{"since": NOON - 60 * DAY, "zone": "UTC", "stage": "settled"} | known)


def slugs(steps):
    return list(dict.fromkeys(step.stretch for step in steps))


progresses = st.builds(
    Progress,
    ladders=st.dictionaries(
        st.sampled_from(sorted(BOOK.stretches)),
        st.builds(
            Ladder,
            steps=st.integers(0, 9),
            rest_until=st.integers(NOON - 9 * DAY, NOON + 9 * DAY),
            half_until=st.integers(NOON - 9 * DAY, NOON + 9 * DAY),
            out=st.booleans(),
        ),
        max_size=8,
    ),
    stopped=st.just(()) | st.just(("flexion-intolerant",)),
    way=st.none() | st.none() | st.builds(Way, st.just(NOON), st.integers(1, 5)),
)
people = st.builds(
    anna,
    areas=st.lists(st.sampled_from(AREAS), unique=True, max_size=3).map(tuple),
    tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=4).map(tuple),
    minutes=st.sampled_from((1, 5, 8, 12)),
    place=st.sampled_from(("home", *PLACES)),
    things=st.just(THINGS) | st.lists(st.sampled_from(EVERYTHING), unique=True).map(tuple),
    pins=st.just(()) | st.lists(st.sampled_from(sorted(BOOK.stretches)), max_size=3).map(tuple),
    since=st.integers(0, 60).map(lambda days: NOON - days * DAY),
    flare=st.none() | st.none() | st.just(Flare(NOON - DAY, 8)),
    progress=progresses,
    serial=st.integers(0, 50),
    last_desk=st.lists(st.sampled_from(sorted(BOOK.stretches)), max_size=2).map(tuple),
    never=st.lists(st.sampled_from(sorted(BOOK.stretches)), max_size=3).map(tuple),
)
levels = st.none() | st.integers(0, 10)
journals = st.lists(  # what was shown on which of the last days
    st.tuples(st.integers(0, 6), st.sampled_from(sorted(BOOK.stretches))), max_size=120
).map(lambda shown: shown_on(*sorted(shown, reverse=True)))


def shown_on(*shown):
    """A journal of stretches shown so many days ago, oldest first."""
    return Past(
        stretches=tuple(
            StretchDone(n, 1, NOON - ago * DAY, slug, "", "1x5", "done")
            for n, (ago, slug) in enumerate(shown)
        )
    )


@QUICK
@given(person=people, kind=st.sampled_from(KINDS), level=levels, past=journals)
def test_no_plan_ever_holds_what_is_kept_from_somebody(person, kind, level, past):
    for step in plans.plan(person, BOOK, kind, level, NOON, past):
        assert not swaps.blocked_by(step.stretch, person, BOOK)
        assert step.stretch not in bearing.hurt(person, NOON)
        assert step.stretch not in person.never
        one = BOOK.stretches[step.stretch]
        assert (step.side in ("left", "right")) == one.sides
        if person.flare or (level or 0) >= 6:
            assert one.flare_safe
        elif level == 5:
            assert one.flare_safe or one.type in ("mobility", "breathing")
        if (level or 0) >= 4 or NOON - person.since < 7 * DAY:
            assert one.level == 1
        if swaps.SURGERY in person.tags:
            assert step.stretch in BOOK.surgery_allows
        if swaps.NO_FLOOR in person.tags:
            assert UPRIGHT.intersection(one.positions)
        stage = bearing.held(person, BOOK, level, NOON).stage
        if stage is not None and not person.flare:
            assert step.stretch in ramp.allowed(BOOK, stage)


@QUICK
@given(
    person=people,
    kind=st.sampled_from(KINDS[:3]),
    level=st.none() | st.integers(0, 5),
    past=journals,
)
def test_a_session_keeps_to_its_time_its_order_and_its_mix(person, kind, level, past):
    person = replace(person, flare=None)
    steps = plans.plan(person, BOOK, kind, level, NOON, past)
    types = [TYPE[slug] for slug in slugs(steps)]
    minutes = 3 if kind == "first" else person.minutes
    assert types == sorted(types, key=plans.ORDER.index)
    assert types.count("static") <= 3
    new = NOON - person.since < 7 * DAY
    assert len(types) <= (5 if new else 12)
    allow = swaps.allowed(person, BOOK, kind, level, NOON)
    open_to = {TYPE[slug] for slug in allow}
    assert bool(steps) == bool(allow)
    if open_to - {"static"}:
        assert set(types) != {"static"}
    if minutes > 1:
        if open_to & {"cardio", "mobility", "strength"}:
            assert set(types) & {"cardio", "mobility", "strength"}
        assert plans.seconds(steps) <= minutes * 60 + choosing.SLACK
        if "breathing" in open_to:
            assert "breathing" in types
    for one, other in pairwise(steps):
        if one.side == "left":
            assert (other.stretch, other.side, other.dose) == (one.stretch, "right", one.dose)
    assert steps == plans.plan(person, BOOK, kind, level, NOON + 3600, past)


@QUICK
@given(person=people, kind=st.sampled_from(KINDS[1:3]), level=st.none() | st.integers(0, 5))
def test_after_the_first_week_whoever_has_a_choice_gets_the_time_they_asked_for(
    person, kind, level
):
    person = replace(person, flare=None, since=NOON - 60 * DAY)
    minutes = person.minutes
    steps = plans.plan(person, BOOK, kind, level, NOON)
    allow = swaps.allowed(person, BOOK, kind, level, NOON)
    doses = {slug: plans.dose_for(slug, person, BOOK, level, NOON) for slug in allow}
    costs = {s: (1 + BOOK.stretches[s].sides) * (length(d) + 10) for s, d in doses.items()}
    enough = sum(cost for slug, cost in costs.items() if TYPE[slug] in ("mobility", "strength"))
    if minutes == 1:
        if len(allow) > 12:
            assert 0.85 * 60 <= minute_long(steps) <= 1.15 * 60
    elif enough > minutes * 60 and len(slugs(steps)) < 12:
        assert 0.85 <= plans.seconds(steps) / (minutes * 60) <= 1.15


def minute_long(steps):
    return sum(length(step.dose) + 3 for step in steps) - 3


@QUICK
@given(person=people, kind=st.sampled_from(KINDS[1:3]), past=journals)
def test_what_came_four_days_running_has_a_day_off_where_there_is_a_choice(person, kind, past):
    person = replace(person, flare=None, progress=Progress(), tags=person.tags[:1], never=())
    person = replace(person, since=NOON - 60 * DAY, place="home", things=THINGS)
    if swaps.SURGERY in person.tags:
        return
    shown = [{row.stretch for row in past.stretches if NOON - row.at == n * DAY} for n in range(7)]
    tired = shown[1] & shown[2] & shown[3] & shown[4] - set(person.pins)
    assert choosing.tired(person, past, NOON) == tired - set(person.pins)
    steps = plans.plan(person, BOOK, kind, 2, NOON, past)
    assert not {s for s in slugs(steps) if TYPE[s] in choosing.MOVES} & tired - set(person.pins)


@QUICK
@given(person=people, kind=st.sampled_from(KINDS[1:3]), level=st.none() | st.integers(0, 5))
def test_a_pinned_move_comes_whenever_it_is_open_and_fits(person, kind, level):
    person = replace(person, flare=None, pins=person.pins[:1], since=NOON - 60 * DAY)
    allow = swaps.allowed(person, BOOK, kind, level, NOON)
    steps = plans.plan(person, BOOK, kind, level, NOON)
    for slug in person.pins:
        sides = 1 + BOOK.stretches[slug].sides
        time = sides * (length(plans.dose_for(slug, person, BOOK, level, NOON)) + 10)
        if slug in allow and person.minutes > 1 and time < 100:
            assert slug in slugs(steps)
        if slug not in allow:
            assert slug not in slugs(steps)


def days_of(person, count, kind="stretch"):
    """The plans of some days running, each done in full and in the journal of the next."""
    rows, plans_ = [], []
    for n in range(count):
        now = NOON + n * DAY
        steps = plans.plan(person, BOOK, kind, 2, now, Past(stretches=tuple(rows)))
        rows += [
            StretchDone(0, n, now, step.stretch, step.side, step.dose.compact(), "done")
            for step in steps
        ]
        plans_.append(slugs(steps))
    return plans_


@pytest.mark.parametrize("minutes", [1, 5, 8, 12])
@pytest.mark.parametrize("area", AREAS)
def test_no_move_comes_more_than_four_days_running_in_six_weeks(area, minutes):
    days = days_of(anna(areas=(area,), minutes=minutes), 42)
    for first in range(len(days) - 4):
        assert not set.intersection(*map(set, days[first : first + 5]))


def test_a_pinned_move_comes_every_day():
    days = days_of(anna(areas=("neck",), pins=("chin-tuck",)), 14)
    assert all("chin-tuck" in day for day in days)


def test_where_little_is_open_it_comes_day_after_day():
    days = days_of(anna(tags=("recent-surgery",)), 7)
    assert all(set(day) == {"belly-breathing", "easy-walk"} for day in days)


def test_what_came_today_already_may_come_again_on_its_fourth_day():
    fourth = shown_on((3, "cat-cow"), (2, "cat-cow"), (1, "cat-cow"), (0, "cat-cow"))
    assert not choosing.tired(anna(), fourth, NOON)
    fifth = shown_on((9, "cat-cow"), *((n, "cat-cow") for n in (4, 3, 2, 1, 0)))
    assert choosing.tired(anna(), fifth, NOON) == {"cat-cow"}
    late = NOON + 13 * 3600  # two at night still belongs to the evening before
    assert choosing.tired(anna(), fifth, late) == {"cat-cow"}


MORNING = NOON - 6 * 3600


def test_the_first_hour_bends_no_back_that_bending_hurts():
    person = anna(tags=("flexion-intolerant",), minutes=12, areas=("lower-back",))
    for kind, now in (("morning", NOON), ("stretch", MORNING), ("desk", MORNING)):
        for slug in swaps.allowed(person, BOOK, kind, 2, now):
            assert "flexion-intolerant" not in BOOK.stretches[slug].modifies
    assert "cat-cow" in swaps.allowed(person, BOOK, "stretch", 2, NOON)
    assert "cat-cow" in swaps.allowed(anna(minutes=12), BOOK, "morning", 2, MORNING)


def test_nobody_folds_to_the_end_of_the_range_in_the_morning_session():
    folds = {"wide-chair-fold", "childs-pose", "double-knee-to-chest"}
    assert not folds & swaps.allowed(anna(minutes=12), BOOK, "morning", 2, NOON)
    assert folds <= swaps.allowed(anna(minutes=12), BOOK, "stretch", 2, NOON)


def test_a_length_and_a_place_for_this_session_go_before_the_settings():
    person = anna(minutes=12, place="floor")
    session = Session(1, "stretch", NOON, minutes=5, place="desk", touched=NOON)
    steps = plans.plan(replace(person, session=session), BOOK, "stretch", 2, NOON)
    assert 255 <= plans.seconds(steps) <= 315
    assert all(BOOK.stretches[slug].desk for slug in slugs(steps))
    usual = plans.plan(person, BOOK, "stretch", 2, NOON)
    assert plans.seconds(usual) >= 600


def test_the_table_of_typical_people_holds_every_session():
    told = "\n".join(plans_table.lines(BOOK))
    assert len(plans_table.PEOPLE) == 12
    for one in plans_table.PEOPLE:
        part = told.split(one.who)[1].split("\n\n")[0].splitlines()
        assert len(part) == 2 + 14 * len(one.kinds)
    assert " flare " in told
    assert "nothing that would be safe" not in told


def test_each_place_has_its_own_moves():
    of = BOOK.stretches
    open_ = {
        place: swaps.allowed(anna(place=place, minutes=8), BOOK, "stretch", 2, NOON)
        for place in PLACES
    }
    assert all(of[slug].bed or of[slug].type == "breathing" for slug in open_["bed"])
    assert all(of[slug].desk and of[slug].discreet for slug in open_["public"])
    assert all(of[slug].desk for slug in open_["desk"])
    assert open_["home"] == open_["floor"]
    short = swaps.allowed(anna(place="floor"), BOOK, "stretch", 2, NOON)
    assert short == open_["floor"]
    assert min(map(len, open_.values())) >= 7


def test_what_needs_a_thing_that_nobody_has_stays_out():
    assert "foam-roll-upper" not in swaps.allowed(anna(minutes=8), BOOK, "stretch", 2, NOON)
    owner = anna(minutes=8, things=(*THINGS, "roller", "bottles"))
    assert {"foam-roll-upper"} <= swaps.allowed(owner, BOOK, "stretch", 2, NOON)
    bare = swaps.allowed(anna(minutes=8, things=()), BOOK, "stretch", 2, NOON)
    assert bare
    assert not any(BOOK.stretches[slug].equipment for slug in bare)
    desk = swaps.allowed(anna(things=()), BOOK, "desk", 2, NOON)
    assert {"hamstring-chair", "desk-lat-hinge"} <= desk
    assert "wall-slide" not in desk


@settings(QUICK, max_examples=25)
@given(person=people, level=st.none() | st.integers(0, 6))
def test_thirty_desk_breaks_are_short_and_never_the_same_twice_running(person, level):
    seen = []
    allow = swaps.allowed(person, BOOK, "desk", level, NOON)
    for turn in range(30):
        now = NOON + turn * 7200
        steps = plans.plan(person, BOOK, "desk", level, now)
        seen.append(set(slugs(steps)))
        assert len(seen[-1]) <= 2
        for slug in seen[-1]:
            one = BOOK.stretches[slug]
            assert one.desk
            assert {"chair", "desk", "wall"}.issuperset(one.equipment)
        if len(allow) > 12:  # whoever is limited more gets what there is
            assert 60 <= sum(length(step.dose) for step in steps) <= 90
            assert {TYPE[slug] for slug in seen[-1]} != {"static"}
        person = replace(person, last_desk=tuple(slugs(steps)), serial=person.serial + 1)
    if len(allow) > 1:
        assert all(one != other for one, other in pairwise(seen))
    assert all(seen) == bool(allow)


@pytest.mark.parametrize("minutes", [5, 8, 12])
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("level", [None, 2, 4])
def test_after_the_first_week_a_session_takes_the_time_it_says(minutes, area, level):
    for day in range(7):
        person = anna(minutes=minutes, areas=(area,))
        steps = plans.plan(person, BOOK, "stretch", level, NOON + day * DAY)
        moves = len(slugs(steps))
        assert moves == 12 or minutes * 60 - 45 <= plans.seconds(steps) <= minutes * 60 + 15


@pytest.mark.parametrize("area", AREAS)
def test_the_next_day_brings_something_else(area):
    for minutes in (5, 8, 12):
        person = anna(minutes=minutes, areas=(area,))
        days = [slugs(plans.plan(person, BOOK, "stretch", 2, NOON + n * DAY)) for n in range(15)]
        assert sum(a != b for a, b in pairwise(days)) >= 13


@pytest.mark.parametrize("area", AREAS)
def test_most_of_a_session_is_for_where_it_hurts(area):
    person = anna(minutes=8, areas=(area,))
    near = chosen = 0
    for day in range(14):
        steps = plans.plan(person, BOOK, "stretch", 2, NOON + day * DAY)
        ones = [slug for slug in slugs(steps) if TYPE[slug] in choosing.MOVES]
        chosen += len(ones)
        near += sum(
            area in {BOOK.areas[a].within or a for a in BOOK.stretches[slug].areas} for slug in ones
        )
    assert near / chosen >= 0.55


def test_a_warm_up_comes_first_and_breathing_last():
    steps = plans.plan(anna(areas=("lower-back",)), BOOK, "morning", 2, NOON)
    assert TYPE[steps[0].stretch] == "cardio"
    assert TYPE[steps[-1].stretch] == "breathing"


def test_a_long_session_warms_up_for_longer_than_a_short_one():
    walks = {}
    for minutes in (5, 12):
        for day in range(10):
            steps = plans.plan(anna(minutes=minutes), BOOK, "stretch", 2, NOON + day * DAY)
            walks[minutes] = max(
                [walks.get(minutes, 0)]
                + [step.dose.seconds for step in steps if step.stretch == "easy-walk"]
            )
    assert walks[5] == 45
    assert walks[12] >= 120


def test_after_surgery_the_walk_takes_the_time_that_is_left():
    steps = plans.plan(anna(tags=("recent-surgery",)), BOOK, "stretch", 2, NOON)
    assert {step.stretch: step.dose for step in steps} == {
        "easy-walk": Dose(seconds=180),
        "belly-breathing": Dose(seconds=60),
    }


def test_pain_of_four_halves_the_holds_and_the_first_week_halves_the_goal():
    person = anna()
    hold = BOOK.stretches["neck-turn"].start
    assert plans.dose_for("neck-turn", person, BOOK, 3, NOON) == hold
    assert plans.dose_for("neck-turn", person, BOOK, 4, NOON) == shorter_holds(hold)
    new = anna(since=NOON - DAY)
    goal = BOOK.stretches["shoulder-rolls"].goal
    assert plans.dose_for("shoulder-rolls", new, BOOK, 2, NOON).reps == halved(goal).reps


def test_the_first_stage_halves_and_the_second_shortens_holds():
    first, second = (anna(progress=returning(stage, NOON)) for stage in (1, 2))
    start = BOOK.stretches["pelvic-tilt"].start
    assert plans.dose_for("pelvic-tilt", first, BOOK, 2, NOON) == halved(start)
    assert plans.dose_for("knee-to-chest", second, BOOK, 2, NOON).hold <= 5
    assert plans.dose_for("blade-squeeze", second, BOOK, 2, NOON).hold == 3


@pytest.mark.parametrize(
    ("areas", "first_rest"),
    [(("lower-back",), "legs-on-chair-rest"), (("neck", "shoulders"), "rib-breathing")],
)
def test_a_flare_has_a_routine_for_where_it_hurts(areas, first_rest):
    steps = plans.plan(anna(areas=areas), BOOK, "flare", None, NOON)
    assert first_rest in slugs(steps)
    assert steps == plans.plan(anna(areas=areas, flare=Flare(NOON, 7)), BOOK, "stretch", 3, NOON)


def test_a_flare_swaps_what_is_kept_out_and_leaves_out_what_hurt():
    pregnant = anna(areas=("lower-back",), tags=("pregnancy-second-trimester",))
    steps = plans.flare_steps(pregnant, BOOK)
    assert "legs-on-chair-rest" not in slugs(steps)
    rest = next(step for step in steps if step.stretch == "side-lie-rest")
    assert rest.dose == halved(BOOK.stretches["side-lie-rest"].start)
    hurt = replace(pregnant, progress=sore("side-lie-rest", at=NOON - DAY))
    assert "side-lie-rest" not in slugs(plans.flare_steps(hurt, BOOK, NOON))
    assert "side-lie-rest" in slugs(plans.flare_steps(hurt, BOOK))


def test_a_flare_at_the_desk_stays_at_the_desk():
    steps = plans.plan(anna(flare=Flare(NOON, 8)), BOOK, "desk", None, NOON)
    assert steps
    assert all(BOOK.stretches[step.stretch].desk for step in steps)


def test_what_is_pinned_comes_whenever_it_can():
    for day in range(7):
        person = anna(pins=("overhead-reach",), areas=("shoulders",))
        now = NOON + day * DAY
        assert "overhead-reach" in slugs(plans.plan(person, BOOK, "stretch", 2, now))
        assert "overhead-reach" in slugs(plans.plan(person, BOOK, "desk", 2, now))


def chose(slug, **known):
    return anna(session=Session(1, "only", NOON, only=slug, touched=NOON), **known)


def test_one_chosen_stretch_is_the_whole_session():
    steps = plans.plan(chose("open-book"), BOOK, "only", 2, NOON)
    assert [(step.stretch, step.side) for step in steps] == [
        ("open-book", "left"),
        ("open-book", "right"),
    ]
    assert slugs(plans.plan(chose("foam-roll-upper"), BOOK, "only", 2, NOON)) == ["foam-roll-upper"]
    assert slugs(plans.plan(chose("cat-cow", never=("cat-cow",)), BOOK, "only", 2, NOON)) == [
        "cat-cow"
    ]


def test_a_chosen_stretch_too_much_for_today_gives_way_to_an_easier_one():
    assert slugs(plans.plan(chose("bird-dog"), BOOK, "only", 4, NOON)) == ["pelvic-tilt"]
    hurt = sore("belly-breathing", at=NOON)
    assert plans.plan(chose("belly-breathing", progress=hurt), BOOK, "only", 2, NOON) == ()
    assert plans.plan(anna(), BOOK, "only", 2, NOON) == ()


def test_deep_folds_wait_for_the_afternoon():
    morning = NOON - 5 * 3600
    assert "wide-chair-fold" in swaps.allowed(anna(), BOOK, "stretch", 2, NOON)
    assert "wide-chair-fold" not in swaps.allowed(anna(), BOOK, "stretch", 2, morning)


def test_who_may_do_nothing_gets_an_empty_plan():
    person = anna(
        tags=("recent-surgery",),
        progress=sore(*BOOK.surgery_allows, at=NOON),
    )
    for kind in (*KINDS, "flare"):
        assert plans.plan(person, BOOK, kind, 2, NOON) == ()
