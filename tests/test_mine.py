"""What a person added themselves: how it is written down, and when it joins a session."""

import pytest
from chat import START, Chat, book, returning
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import within

from bot.answer import answer
from bot.core.dose import Dose
from bot.core.planning import instead, mine, plans, swaps
from bot.core.planning.own import LINE, MOST, NAME, Own
from bot.core.talk.journal import Past
from bot.core.talk.moment import Host, Moment
from bot.core.talk.person import Move, Person, Session, Step
from bot.core.talk.said import Alarm, Other, Tap, Text
from bot.core.talk.screen import Kept
from bot.core.talk.state import Flare
from bot.core.values import replace
from bot.screens.mine.card import card
from bot.screens.session import step

NOW = START + 20 * 86400
ANGELS = Own("my-1", "Wall angels", "Slide the arms up.", Dose(2, 8), ready=True)


def person(*own, **more):
    known = {"zone": "UTC", "areas": ("lower-back",), "stage": "settled", "minutes": 8} | more
    return Person(7, 7, START, own=own, screened_at=START, **known)


def moment(who, now=NOW):
    facts, words = mine.extended(book(), book().words["en"], who)
    return Moment(who, Past(), now, now, facts, words, Host())


def plan(who, kind="stretch", level=2, now=NOW):
    facts, _ = mine.extended(book(), book().words["en"], who)
    return plans.plan(who, facts, kind, level, now)


def slugs(steps):
    return [one.stretch for one in steps]


def said(who, what, now=NOW):
    return answer(moment(who, now), what)


# In a session


def test_an_own_exercise_joins_a_session_at_its_own_dose_after_the_warm_up():
    steps = plan(person(ANGELS))
    at = slugs(steps).index("my-1")
    assert steps[at] == Step("my-1", Dose(2, 8))
    types = [book().stretches[one].type for one in slugs(steps)[:at]]
    assert set(types) <= {"cardio", "mobility"}
    assert plans.seconds(steps) <= 8 * 60 + 15


@pytest.mark.parametrize("kind", ["first", "desk"])
def test_it_does_not_join_by_itself_where_nobody_knows_whether_it_can_be_done(kind):
    assert "my-1" not in slugs(plan(person(ANGELS), kind))
    assert "my-1" not in slugs(plan(person(ANGELS, place="public")))
    assert "my-1" not in slugs(plan(person(ANGELS, place="desk")))


def test_it_never_comes_in_a_flare_or_at_five_and_more():
    flared = person(ANGELS, flare=Flare(NOW, 8))
    assert "my-1" not in slugs(plan(flared))
    for level in (5, 6, 9):
        assert "my-1" not in slugs(plan(person(ANGELS), level=level))
    assert "my-1" in slugs(plan(person(ANGELS), level=4))


def test_at_four_its_holds_are_halved():
    held = replace(ANGELS, dose=Dose(1, 3, 20))
    assert [one.dose for one in plan(person(held), level=4) if one.stretch == "my-1"] == [
        Dose(1, 3, 10)
    ]


def test_after_a_flare_it_comes_back_with_the_first_stretches_at_half_its_dose():
    for day, there in ((0, False), (1, False), (30, True)):
        who = person(ANGELS, progress=returning(min(5, 1 + day // 2), NOW - day * 86400))
        assert ("my-1" in slugs(plan(who))) is there, day
    stages = {one.number: one for one in book().ramp.stages}
    half = [number for number, one in stages.items() if one.half]
    assert half
    who = person(ANGELS, progress=returning(1, NOW))
    assert mine.steps_of(ANGELS, who, book(), 2, NOW)[0].dose == Dose(1, 4)


def test_one_that_hurt_rests_for_a_week():
    hurt = person(ANGELS, moves={"my-1": Move(hurt=1, last_hurt=NOW - 6 * 86400)})
    assert "my-1" not in slugs(plan(hurt))
    assert "my-1" in slugs(plan(hurt, now=NOW + 2 * 86400))


def test_one_that_is_left_out_or_still_being_written_does_not_come():
    assert "my-1" not in slugs(plan(person(ANGELS, never=("my-1",))))
    assert "my-1" not in slugs(plan(person(replace(ANGELS, ready=False))))


def test_it_takes_the_place_of_what_it_replaces_on_both_sides():
    who = person(ANGELS, minutes=5)
    old = next(one.stretch for one in plan(person(minutes=5)) if one.side == "left")
    steps = plan(person(replace(ANGELS, instead=old, side="both"), minutes=5))
    assert old not in slugs(steps)
    assert [one.side for one in steps if one.stretch == "my-1"] == ["left", "right"]
    resting = person(
        replace(ANGELS, instead=old), minutes=5, moves={"my-1": Move(hurt=1, last_hurt=NOW)}
    )
    assert not {old, "my-1"} & set(slugs(plan(resting)))
    assert "my-1" in slugs(plan(who))


def test_it_replaces_in_a_desk_break_as_well():
    old = slugs(plan(person(), "desk"))[0]
    assert "my-1" in slugs(plan(person(replace(ANGELS, instead=old)), "desk"))


@pytest.mark.parametrize(
    ("side", "sides"),
    [("none", [""]), ("left", ["left"]), ("right", ["right"]), ("both", ["left", "right"])],
)
def test_it_is_done_on_the_side_it_was_given_for(side, sides):
    steps = mine.steps_of(replace(ANGELS, side=side), person(), book(), 2, NOW)
    assert [one.side for one in steps] == sides


def test_many_take_turns_and_pinned_and_near_ones_come_first():
    many = [
        replace(ANGELS, slug=f"my-{n}", dose=Dose(seconds=120), areas=("neck",)) for n in range(9)
    ]
    near = replace(ANGELS, slug="my-50", dose=Dose(seconds=120), areas=("lower-back",))
    who = person(*many, near, pins=("my-3",))
    days = [[s for s in slugs(plan(who, now=NOW + n * 86400)) if s[:3] == "my-"] for n in range(9)]
    assert all({"my-3", "my-50"} <= set(one) for one in days)
    anyone = person(*many, areas=())
    turns = {
        s for n in range(9) for s in slugs(plan(anyone, now=NOW + n * 86400)) if s[:3] == "my-"
    }
    assert len(turns) == 9


def test_one_that_is_longer_than_the_session_waits_for_a_longer_one():
    long = replace(ANGELS, dose=Dose(seconds=600))
    assert "my-1" not in slugs(plan(person(long, minutes=5)))
    assert "my-1" in slugs(plan(person(long, minutes=12)))


def test_the_first_week_keeps_to_five_moves():
    own = [replace(ANGELS, slug=f"my-{n}", dose=Dose(seconds=30)) for n in range(3)]
    steps = plan(person(*own, minutes=12), now=START + 86400)
    assert len(set(slugs(steps))) <= 5
    assert {"my-0", "my-1", "my-2"} <= set(slugs(steps))


def test_a_chosen_one_comes_alone_or_not_at_all():
    alone = Session(1, "only", NOW, only="my-1")
    assert slugs(plan(person(ANGELS, session=alone), "only")) == ["my-1"]
    assert plan(person(ANGELS, session=alone), "only", level=5) == ()
    assert plan(person(session=alone), "only") == ()


def test_no_limit_keeps_out_what_somebody_gave_who_knew_of_it():
    who = person(ANGELS, tags=("recent-surgery", "floor-access"))
    facts, _ = mine.extended(book(), book().words["en"], who)
    assert swaps.blocked_by("my-1", who, facts) == ""
    assert "my-1" in slugs(plan(who))
    assert swaps.blocked_by("my-1", replace(who, flare=Flare(NOW, 8)), facts) == "acute-spasm"


def test_nobodys_own_exercise_stands_in_for_a_step_of_the_library():
    who = person(replace(ANGELS, areas=tuple(book().areas)))
    facts, _ = mine.extended(book(), book().words["en"], who)
    for slug in ("cat-cow", "bird-dog", "neck-tilt"):
        held = Session(1, "stretch", NOW, (Step(slug, Dose(reps=5)),), before=2)
        for wish in instead.WISHES:
            steps = instead.instead(held, wish, replace(who, session=held), facts, NOW)
            assert steps is None or "my-1" not in slugs(steps)


def test_the_book_is_extended_for_one_person_and_again_without_what_is_gone():
    facts, words = mine.extended(book(), book().words["en"], person(ANGELS))
    assert words.stretches["my-1"].name == "Wall angels"
    assert "my-1" not in book().stretches
    bare, told = mine.extended(facts, words, person())
    assert (bare, told.stretches) == (book(), book().words["en"].stretches)


OWN = st.builds(
    Own,
    slug=st.sampled_from([f"my-{n}" for n in range(8)]),
    name=st.just("x"),
    do=st.just("y"),
    dose=st.one_of(
        st.builds(Dose, sets=st.integers(1, 4), reps=st.integers(1, 20), hold=st.integers(0, 40)),
        st.builds(Dose, seconds=st.integers(5, 600)),
    ),
    side=st.sampled_from(("both", "left", "right", "none")),
    areas=st.sampled_from(((), ("neck",), ("lower-back", "hips"))),
    instead=st.sampled_from(("", "cat-cow", "seated-cat-cow", "chin-tuck", "rib-breathing")),
    ready=st.booleans(),
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.lists(OWN, max_size=8, unique_by=lambda one: one.slug),
    st.sampled_from((1, 5, 8, 12)),
    st.integers(0, 10),
    st.integers(0, 60),
)
def test_with_any_own_exercises_time_is_kept_and_no_step_comes_twice(own, minutes, level, day):
    who = person(*own, minutes=minutes)
    now = NOW + day * 86400
    steps = plan(who, "stretch", level, now)
    assert steps == plan(who, "stretch", level, now)
    assert len({(one.stretch, one.side) for one in steps}) == len(steps)
    joined = {slug for slug in slugs(steps) if slug.startswith("my-")}
    assert joined <= {one.slug for one in own if one.ready}
    if level >= 5:
        assert not joined
    replacing = {one.slug for one in own if one.instead}
    if joined and not joined & replacing:
        assert plans.seconds(steps) <= minutes * 60 * 1.15 + 15


# Written down


def added(chat, name="Wall angels", dose="3 x 10", media=""):
    chat.say("/mine")
    chat.tap("Add one")
    chat.say(name)
    chat.say("Slide the arms up.")
    chat.send(media) if media else chat.tap("Skip")
    chat.say(dose)
    chat.tap("No side")
    return chat.me.own[-1]


def test_fifty_are_the_most_and_one_more_is_kindly_declined():
    chat = Chat().settle()
    own = tuple(replace(ANGELS, slug=f"my-{n}") for n in range(MOST))
    chat.store.save(replace(chat.me, own=own), None)
    chat.say("/mine")
    chat.tap("Add one")
    assert "as many as I can hold" in chat.text
    assert len(chat.me.own) == MOST
    seen = set()
    while True:
        seen |= {one.tap for row in chat.last.rows for one in row if one.tap.startswith("card ")}
        if "More ›" not in chat.labels:
            break
        chat.tap("More ›")
    assert len(seen) == MOST
    chat.tap("‹ Before")
    chat.press("mine page 99")
    assert chat.toasts


def test_a_name_that_is_given_twice_by_two_taps_is_one_exercise():
    chat = Chat().settle()
    chat.say("/mine")
    chat.press("mine add")
    chat.press("mine add")
    assert len(chat.me.own) == 1


def test_numbers_are_never_given_out_again():
    chat = Chat().settle()
    first = added(chat)
    chat.press(f"mine gone {first.slug}")
    assert chat.me.own == ()
    assert added(chat).slug != first.slug
    chat.press(f"mine gone {first.slug}")
    assert len(chat.me.own) == 1


def test_only_the_kind_and_telegrams_name_are_kept_of_what_was_sent():
    chat = Chat().settle()
    own = added(chat, media="animation")
    assert (own.kind, own.file[:10]) == ("animation", "animation-")
    assert chat.last.media == Kept("animation", own.file)


def test_a_photo_without_a_name_is_not_kept():
    chat = Chat().settle()
    chat.say("/mine")
    chat.tap("Add one")
    chat.hear(Other("photo"), 5)
    assert chat.me.own[0].kind == ""
    assert "nothing else" in chat.text


def test_a_photo_out_of_the_blue_is_not_looked_at():
    chat = Chat().settle()
    added(chat)
    chat.send("photo")
    assert "I can’t look at that" in chat.text


def test_a_short_report_of_pain_is_logged_in_the_middle_of_writing_and_a_long_line_is_not():
    who = person(Own("my-1", "Clam"), asks="mine", here="mine do my-1")
    reply = said(who, Text("5/10 lower back"))
    assert (reply.records[0].level, reply.person.own[0].do) == (5, "")
    assert reply.person.here == "mine do my-1"
    line = "Lift the leg slowly, and stop when the pain is at 3."
    reply = said(who, Text(line))
    assert (reply.records, reply.person.own[0].do) == ((), line)


@pytest.mark.parametrize(
    "line",
    [
        "mine", "mine x", "mine go", "mine go my-9", "mine name my-9", "mine name my-1 x",
        "mine side my-1 both", "mine side my-1 up", "mine areas my-1 + mars", "mine page x",
        "mine areas my-1 done", "mine instead my-1 my-1", "mine media my-1 none", "mine x my-1",
        "mine listen my-1", "mine go my-1", "card my-1", "card my-9", "mine a b c d e",
        "only my-9", "pin + my-1", "never + my-1", "never - my-1", "mine edit my-1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ready", [True, False])
def test_forged_and_old_taps_change_nothing_of_it(line, ready):
    who = person(replace(ANGELS, ready=ready, name="Wall angels" if ready else ""), here="home")
    reply = said(who, Tap(line))
    assert reply.screen is not None
    within(reply.screen)
    assert reply.person.own == who.own


def test_typed_words_that_answer_nothing_open_are_read_as_ever():
    who = person(asks="mine", here="home")
    assert "simple bot" in said(who, Text("hello there")).screen.text
    assert "look at that" in said(who, Other("photo", "f")).screen.text
    gone = person(asks="mine", here="mine name my-1")
    assert "simple bot" in said(gone, Text("hello there")).screen.text


def test_an_unreadable_name_is_asked_again():
    who = person(Own("my-1"), asks="mine", here="mine name my-1")
    for text in ("\u202e\x00", "x" * (NAME + 1)):
        assert "60 characters" in said(who, Text(text)).screen.text
    reply = said(who, Text("  Two \n words\u202e "))
    assert reply.person.own[0].name == "Two words"
    who = replace(reply.person, here="mine do my-1")
    assert f"{LINE} characters" in said(who, Text("x" * (LINE + 1))).screen.text


def test_a_late_answer_to_an_earlier_question_comes_back_to_what_is_missing():
    who = person(Own("my-1", "Clam"), asks="mine", here="mine side my-1")
    reply = said(who, Tap("mine side my-1 both"))
    assert not reply.person.own[0].ready
    assert reply.person.here == "mine do my-1"
    who = person(replace(ANGELS, ready=False), asks="mine", here="mine areas my-1")
    reply = said(who, Tap("mine areas my-1 done"))
    assert reply.person.here == "mine side my-1"


@pytest.mark.parametrize("answer", ["side up", "areas + mars", "instead mars", "media x", "do x"])
def test_a_forged_answer_to_the_open_question_is_none(answer):
    question, _, rest = answer.partition(" ")
    who = person(ANGELS, asks="mine", here=f"mine {question} my-1")
    assert said(who, Tap(f"mine {question} my-1 {rest}")).person.own == who.own


def test_one_stretch_is_replaced_by_one_exercise():
    other = replace(ANGELS, slug="my-2", instead="cat-cow")
    who = person(ANGELS, other, asks="mine", here="mine instead my-1")
    own = said(who, Tap("mine instead my-1 cat-cow")).person.own
    assert [one.instead for one in own] == ["cat-cow", ""]


def test_one_that_is_under_way_is_not_removed():
    asked = Session(3, "only", NOW, only="my-1")
    under_way = Session(3, "stretch", NOW, (Step("my-1", Dose(reps=3)),), show="step")
    for session in (asked, under_way):
        who = person(ANGELS, session=session)
        assert said(who, Tap("mine gone my-1")).person.own == (ANGELS,)
    other = Session(3, "stretch", NOW, (Step("cat-cow", Dose(reps=3)),), show="step")
    kept = {"moves": {"my-1": Move(1), "cat-cow": Move(2)}, "pins": ("my-1",), "never": ("my-1",)}
    left = said(person(ANGELS, session=other, **kept), Tap("mine gone my-1")).person
    assert (left.own, left.pins, left.never, set(left.moves)) == ((), (), (), {"cat-cow"})


def test_an_unfinished_one_can_be_removed_as_well():
    who = person(Own("my-1"))
    assert "no name yet" in said(who, Tap("mine remove my-1")).screen.text
    assert said(who, Tap("mine gone my-1")).person.own == ()


# Shown


def test_a_step_shows_what_was_sent_or_nothing_where_no_pictures_are_wanted():
    at = Step("my-1", Dose(reps=3))
    for kind in ("photo", "animation", "video"):
        who = person(replace(ANGELS, kind=kind, file="f"))
        assert step.picture(who, at) == Kept(kind, "f")
        assert step.picture(replace(who, pictures=False), at) is None
    assert step.picture(person(ANGELS), at) is None
    assert step.picture(person(), at) is None
    assert not isinstance(step.picture(person(), Step("cat-cow", Dose(reps=3))), Kept | None)


def test_a_recording_comes_once_with_its_step_and_goes_with_the_next_tap():
    chat = Chat().settle()
    added(chat, media="voice")
    chat.tap("Do it now")
    chat.tap("2")
    voices = [one for one in chat.messages.values() if isinstance(one.media, Kept)]
    assert len(voices) == 1
    chat.tap("More")
    assert not [one for one in chat.messages.values() if isinstance(one.media, Kept)]
    chat.tap("Back to the stretch")
    assert not [one for one in chat.messages.values() if isinstance(one.media, Kept)]


def test_the_longest_words_fit_under_a_picture():
    who = person(
        replace(
            ANGELS, name="W" * NAME, do="&" * LINE, areas=tuple(book().areas), instead="cat-cow",
            kind="video", file="f", side="both",
        ),
        never=("my-1",),
    )  # fmt: skip
    within(card(moment(who), "my-1").screen)
    steps = (Step("my-1", Dose(3, 10, 20), "left"),) * 12
    held = Session(99, "stretch", NOW, steps, show="step")
    there = moment(replace(who, session=held))
    for shown in (step.step, step.how, step.more):
        within(shown(there).screen)


def test_a_picture_that_telegram_lost_is_dropped_from_the_exercise():
    sent = replace(ANGELS, kind="photo", file="f")
    who = mine.without_file(person(sent, replace(sent, slug="my-2", file="g")), "f")
    assert [(one.kind, one.file) for one in who.own] == [("", ""), ("photo", "g")]


def test_export_and_forget_know_it():
    chat = Chat().settle()
    added(chat)
    chat.say("/export")
    assert "Wall angels" in dict(chat.last.media.parts)["settings.json"]
    chat.say("/forget")
    chat.tap("Yes, delete everything")
    assert chat.me is None


def test_pings_and_alarms_cope_with_it():
    chat = Chat().settle()
    added(chat, dose="hold 20 s x 2")
    chat.tap("Do it now")
    chat.tap("2")
    chat.tap("⏱ Time it")
    chat.wait(30)
    assert "Wall angels" in chat.seen()
    assert said(chat.me, Alarm("bell 1 1 1 end")).screen is None
