"""Swaps: what is kept from whom, and what stands in for it."""

import pytest
from chat import book

from bot.core.book import Swap
from bot.core.planning import swaps
from bot.core.talk.person import Move, Person
from bot.core.talk.state import Flare
from bot.core.values import replace

BOOK = book()
ANNA = Person(1, 1, 0)


def with_tags(*tags):
    return replace(ANNA, tags=tags)


def test_a_sore_wrist_keeps_cat_cow_on_a_chair():
    person = with_tags("wrist-pain")
    assert swaps.stand_in("cat-cow", person, BOOK) == "seated-cat-cow"
    assert swaps.stand_in("cat-cow", ANNA, BOOK) == "cat-cow"
    assert swaps.eased_by("cat-cow", person, BOOK) == ("wrist-pain",)
    assert swaps.eased_by("cat-cow", ANNA, BOOK) == ()


def test_a_direct_swap_overrides_the_chain():
    person = with_tags("knee-pain")
    assert swaps.stand_in("childs-pose", person, BOOK) == "desk-lat-hinge"


def test_a_direct_swap_that_is_blocked_or_taken_is_passed_over():
    person = with_tags("flexion-intolerant")
    assert swaps.stand_in("knee-to-chest", person, BOOK) == "standing-back-bend"
    taken = {"standing-back-bend"}
    assert swaps.stand_in("knee-to-chest", person, BOOK, taken) == "belly-breathing"
    both = with_tags("flexion-intolerant", "extension-intolerant")
    assert swaps.stand_in("knee-to-chest", both, BOOK) == "belly-breathing"
    everything = {"standing-back-bend", "belly-breathing", "pelvic-tilt"}
    assert swaps.stand_in("knee-to-chest", person, BOOK, everything) != "standing-back-bend"


def test_no_floor_means_nothing_but_seated_and_standing():
    person = with_tags(swaps.NO_FLOOR)
    for slug, one in BOOK.stretches.items():
        upright = bool({"seated", "standing"}.intersection(one.positions))
        assert (swaps.blocked_by(slug, person, BOOK) == "") == upright


def test_after_surgery_only_breathing_and_walking_are_open():
    person = with_tags(swaps.SURGERY)
    open_ = {slug for slug in BOOK.stretches if not swaps.blocked_by(slug, person, BOOK)}
    assert open_ == {"belly-breathing", "easy-walk"}


def test_a_flare_opens_what_is_flare_safe_and_nothing_else():
    person = replace(ANNA, flare=Flare(0, 8))
    assert swaps.tags(person) == (swaps.SPASM,)
    open_ = {slug for slug in BOOK.stretches if not swaps.blocked_by(slug, person, BOOK)}
    assert open_ == {slug for slug, one in BOOK.stretches.items() if one.flare_safe}
    assert len(open_) == 10


def test_a_chain_that_bites_its_tail_ends():
    one = BOOK.stretches["pelvic-tilt"]
    ring = replace(one, easier="knee-rolls")
    other = replace(one, easier="pelvic-tilt")
    odd = replace(BOOK, stretches={"pelvic-tilt": ring, "knee-rolls": other})
    assert swaps.easier("pelvic-tilt", ANNA, odd, {"pelvic-tilt", "knee-rolls"}) == ""


def test_a_swap_that_leads_nowhere_falls_back_on_the_chain():
    nowhere = Swap("wrist-pain", "cat-cow", ("bird-dog",))
    odd = replace(BOOK, swaps=(nowhere,))
    assert swaps.stand_in("cat-cow", with_tags("wrist-pain"), odd, {"bird-dog"}) in (
        "cat-cow",
        "seated-cat-cow",
    )


@pytest.mark.parametrize(("level", "shut"), [(None, False), (5, False), (6, True), (9, True)])
def test_a_reading_of_six_shuts_all_but_the_flare_safe(level, shut):
    assert swaps.red(ANNA, level) is shut
    assert swaps.red(replace(ANNA, flare=Flare(0, 8)), level)


def test_a_move_that_hurt_is_sore_for_a_week():
    week = 7 * 86400
    person = replace(ANNA, moves={"cat-cow": Move(hurt=1, last_hurt=100), "bridge": Move(done=3)})
    assert swaps.sore("cat-cow", person, 100 + week - 1)
    assert not swaps.sore("cat-cow", person, 100 + week)
    assert not swaps.sore("bridge", person, 100)
    assert not swaps.sore("neck-turn", person, 100)


def test_a_spasm_keeps_the_flare_that_is_on():
    on = Flare(5, 9)
    assert swaps.in_spasm(replace(ANNA, flare=on)).flare == on
    assert swaps.in_spasm(ANNA).flare is not None


def test_a_chosen_stretch_needs_no_place_but_a_session_does():
    now = 30 * 86400
    assert "foam-roll-upper" in swaps.allowed(ANNA, BOOK, "only", 2, now)
    for minutes in (5, 12):
        person = replace(ANNA, minutes=minutes)
        assert "foam-roll-upper" not in swaps.allowed(person, BOOK, "stretch", 2, now)
        assert ("cat-cow" in swaps.allowed(person, BOOK, "stretch", 2, now)) == (minutes == 12)
        assert "cat-cow" not in swaps.allowed(person, BOOK, "desk", 2, now)
    assert "legs-on-chair-rest" in swaps.allowed(ANNA, BOOK, "flare", None, now)
