"""The library: shelves, search, cards, pins, and doing one now."""

import pytest
from chat import EARLIER, change, nothing_fits, sore

from bot.core.dose import Dose
from bot.core.planning.own import Own
from bot.core.talk.person import Move


@pytest.fixture
def library(settled):
    settled.say("/library")
    return settled


@pytest.mark.parametrize(
    ("shelf", "label", "one"),
    [
        ("By place", "In bed", "Knee rolls"),
        ("By place", "Unnoticed, in public", "Chin tuck"),
        ("By equipment", "Foam roller", "Upper-back roller"),
        ("By equipment", "Nothing at all", "Chin tuck"),
    ],
)
def test_each_shelf_leads_to_its_stretches(library, shelf, label, one):
    library.tap(shelf)
    library.tap(label)
    while one not in library.labels:
        library.tap("More ›")
    library.tap(one)
    assert library.text.startswith(one)


def test_a_long_shelf_turns_its_pages_both_ways(library):
    library.tap("Neck")
    first = library.labels
    library.tap("More ›")
    assert library.labels != first
    library.tap("‹ Before")
    assert library.labels == first


def test_what_is_typed_opens_one_card_or_a_short_list(library):
    library.say("hamstirng")
    assert "Seated hamstring stretch" in library.labels
    library.say("wide chair fold")
    assert library.text.startswith("Wide-leg chair fold")
    library.say("xylophone")
    assert "found nothing" in library.text


def test_a_card_tells_its_steps_and_sources_and_back(library):
    library.say("wide chair fold")
    library.tap("Steps and sources")
    assert "1. Sit on the front" in library.text
    library.tap("In short")
    assert "1. Sit on the front" not in library.text


def test_a_pin_and_a_never_exclude_each_other_and_have_their_shelves(library):
    library.say("wide chair fold")
    library.tap("★ Pin")
    assert library.me.pins == ("wide-chair-fold",)
    library.tap("⊘ Never show")
    assert (library.me.pins, library.me.never) == ((), ("wide-chair-fold",))
    library.say("/library")
    library.tap("⊘ Not shown: 1")
    library.tap("⊘ Wide-leg chair fold")
    library.tap("Show it again")
    assert library.me.never == ()
    library.tap("★ Pin")
    library.say("/library")
    library.tap("★ Pinned: 1")
    library.tap("★ Wide-leg chair fold")
    library.tap("★ Unpin")
    assert library.me.pins == ()


def test_doing_one_now_is_gated_like_any_session(library):
    library.say("open book")
    library.tap("Do it now")
    library.tap("2")
    assert [step.stretch for step in library.me.session.steps] == ["open-book", "open-book"]
    library.press("only cat-cow")  # one is under way
    assert "Open book" in library.text


def test_what_a_limit_keeps_out_or_swaps_is_kindly_refused(library):
    change(library, tags=("wrist-pain",))
    library.press("only cat-cow")  # eased by the tag, and swapped for it
    assert library.text == "I’d leave that one out, because leaning on your wrists hurts."
    library.tap("Rather: Seated cat–cow")
    library.tap("Do it now")
    assert "How is it right now?" in library.text


def test_after_surgery_only_breathing_and_walking_are_offered_instead(library):
    change(library, tags=("recent-surgery",))
    library.press("only bird-dog")
    assert "because your body is still healing" in library.text
    assert library.labels == ["Rather: Belly breathing", "‹ Back"]


def test_where_nothing_is_left_there_is_only_the_way_back(library):
    nothing_fits(library)
    library.press("only bird-dog")
    assert library.labels == ["‹ Back"]


def test_what_hurt_this_week_gives_way_even_when_it_is_chosen(library):
    change(library, progress=sore("cat-cow", at=library.now))
    library.press("only cat-cow")
    library.tap("2")
    assert library.me.session.steps[0].stretch == "seated-cat-cow"
    assert library.text.startswith("That one is too much for today.")


def test_an_exercise_of_ones_own_that_hurt_rests_too(library):
    own = Own("my-1", "Wall angels", "As shown.", Dose(reps=8), ready=True)
    change(library, own=(own,), moves={"my-1": Move(hurt=1, last_hurt=library.now)})
    library.press("only my-1")
    assert library.me.session is None
    assert "Wall angels" in library.text


@pytest.mark.parametrize(
    "line",
    [
        "library area moon 0", "library moon neck 0", "library area neck", "library area neck 99",
        "library area neck x", "card moon", "card", "only moon", "only", "pin + moon", "never +",
    ],
)  # fmt: skip
def test_a_forged_line_opens_nothing(library, line):
    library.press(line)
    assert library.toasts[-1] == EARLIER
