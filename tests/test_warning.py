"""Tests which words are heard as a warning sign, and which are let go by."""

from collections import Counter

import pytest
from chat import book
from effort import calls
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import SETS, hears, phrases, reckoned

from bot.core.hearing.signs import Signs, Whose
from bot.core.hearing.warning import Heard, heard

REAL = book().words["en"].safety.signs
URGENCY = book().safety.urgency

PATIENT = settings(deadline=None)  # a busy machine is no failure
TRIGGERS = {
    "bladder": ["cant pee"],
    "saddle": [
        "numb between my legs",
        "numbness",
        "numb legs",
        "legs are numb",
        "no feeling below",
    ],
    "chest": ["chest pain", "chest pains", "never had chest pain like"],
    "injury": ["car crash", "fell off"],
    "fever": ["fever", "with fever"],
    "night": ["pain at night"],
    "cancer-history": ["cancer", "had cancer"],
    "shape": ["lump on my spine"],
    "my-foot": ["my foot is numb"],
}
DENIALS = ["no", "not", "without", "never had", "dont have", "isnt", "arent", "not any"]
PAST = ["years ago", "as a child", "last year"]


SIGNS = Signs(TRIGGERS, tuple(DENIALS), tuple(PAST), REAL.grammar)


def said(text, signs=SIGNS):
    return heard(text, signs).flag or None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I can’t pee", "bladder"),
        ("CANT PEEEE", "bladder"),
        ("numb between both of my legs", "saddle"),
        ("not sure if my legs are numb", "saddle"),
        ("Numbnes", "saddle"),
        ("nubmness", "saddle"),
        ("no feeling below the waist", "saddle"),
        ("chest pain\nand fever", "chest"),
        ("fever. Chest pain", "chest"),
        ("never had chest pain like this", "chest"),
        ("a lump on my spine", "shape"),
    ],
)
def test_a_warning_sign_is_heard(text, flag):
    assert said(text) == flag


@pytest.mark.parametrize(
    "text",
    [
        "no numbness",
        "no new numbness",
        "not numb",
        "my legs are not numb",
        "my legs arent numb",
        "without fever",
        "never had chest pain",
        "no chest pain or numbness",
        "no chest pains or other fever",
        "I can pee fine",
        "I don't have chest pain",
        "chest not pain",
        "pain free at night",
    ],
)
def test_a_denied_sign_is_let_go_by(text):
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("no fever, but can't pee", "bladder"),
        ("no fever but numbness", "saddle"),
        ("no fever or so and then numbness", "saddle"),
        ("no can't pee", "bladder"),
        ("no my foot is numb", "my-foot"),
        ("chest pain, no numbness", "chest"),
        ("fever or numbness", "saddle"),
        ("no idea why I have numbness", "saddle"),
    ],
)
def test_a_denial_reaches_no_further_than_what_it_denies(text, flag):
    assert said(text) == flag


@pytest.mark.parametrize(
    "text",
    [
        "car crash 10 years ago",
        "I had a car crash about ten years ago",
        "car crash as a child",
        "years ago I had a car crash",
        "last year chest pain",
    ],
)
def test_what_is_long_past_is_let_go_by(text):
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("numb legs since a car crash years ago", "saddle"),
        ("car crash last year and numb legs", "saddle"),
        ("numbness 2 years ago and again this week", "saddle"),
        ("chest pain since last year", "chest"),
        ("10 years ago all was well but then came chest pain", "chest"),
        ("years ago, chest pain", "chest"),
        ("had cancer 10 years ago", "cancer-history"),
        ("no cancer, chest pain years ago, fever", "fever"),
    ],
)
def test_years_ago_takes_only_the_nearest_sign_with_it(text, flag):
    assert said(text) == flag


def test_denied_cancer_is_let_go_by():
    assert said("no cancer") is None


@pytest.mark.parametrize(
    "text",
    [
        "my laptop crashed",
        "chest stretch was nice",
        "weak coffee",
        "numb with boredom",
        "legs tired",
        "pee break",
        "heart emoji",
        "cancel it",
        "fewer sets",
        "cant go to pee",
        "chest. pain",
        "",
    ],
)
def test_innocent_talk_is_let_go_by(text):
    assert said(text) is None


def test_the_first_flag_wins_wherever_it_stands():
    assert said("fever, car crash, chest pain") == "chest"
    assert heard("fever, chest pain", SIGNS, tuple(reversed(TRIGGERS))).flag == "fever"


def test_nothing_is_heard_without_triggers():
    assert not heard("chest pain", Signs({}, tuple(DENIALS), tuple(PAST), REAL.grammar)).asks


@pytest.mark.parametrize("name", SETS)
def test_every_sign_of_the_real_sets_is_heard(name):
    assert reckoned(name).missed == []


@pytest.mark.parametrize("name", SETS)
def test_nothing_innocent_gets_a_card_and_little_is_asked_about(name):
    found = reckoned(name)
    assert found.carded == []
    assert len(found.asked) < 0.12 * len(found.of(sign=False))


def test_the_sets_are_large_and_hold_every_flag_of_the_two_urgent_tiers():
    first, fresh = (reckoned(name) for name in SETS)
    assert len(first.of(sign=True)) >= 120
    assert len(first.of(sign=False)) >= 200
    assert len(fresh.of(sign=True)) >= 150
    assert len(fresh.of(sign=False)) >= 250
    told = Counter(phrase.flag for phrase in phrases("warnings_en_fresh") if phrase.sign)
    flags = {flag for flag, one in book().safety.flags.items() if one.tier < 2}
    assert told.keys() == flags
    assert min(told.values()) >= 3


def test_an_emergency_gets_its_own_tier_of_card_or_the_question():
    flags = book().safety.flags
    found = reckoned("warnings_en_fresh").of(sign=True, tier=0)
    softer = [one.words for one, heard in found if heard.sure and flags[heard.flag].tier > 0]
    asked = [one.words for one, heard in found if not heard.sure]
    assert softer == []
    assert len(asked) < 0.1 * len(found)


def test_every_real_trigger_is_heard_on_its_own():
    silent = [
        phrase
        for phrases_ in REAL.triggers.values()
        for phrase in phrases_
        if not hears(phrase).asks
    ]
    assert silent == []


# Whose sign it is


@pytest.mark.parametrize(
    "text",
    [
        "my dad had a heart attack",
        "my best friend has chest pain",
        "her legs are numb",
        "I think my husband has chest pain",
        "my mother in law fell down the stairs",
    ],
)
def test_a_sign_of_somebody_else_is_asked_about_and_locks_nothing(text):
    found = hears(text)
    assert found.asks
    assert not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "my dad thinks my legs are numb",
        "my wife says I slur and my face is drooping",
        "I have chest pain like my dad had",
        "me and my dad were in a car crash and I hit my head",
        "my son jumped on me and now I can't feel my legs",
        "she hit my car and now I can't move my neck",
        "no numbness before but now both legs are numb",
        "I had no numbness, now both legs are numb",
        "my dog pulled me over and I hit my head",
        "can't feel my legs, my wife is calling a doctor",
        "I can't pee. My wife is here",
        "my baby stopped moving",
    ],
)
def test_a_sign_of_ones_own_is_never_lost_by_whom_else_it_names(text):
    assert hears(text).sure


@pytest.mark.parametrize("text", ["my dog fell down the stairs", "my phone crashed the car"])
def test_what_a_thing_or_an_animal_does_is_no_sign(text):
    assert not hears(text).sure


def test_a_sign_of_a_thing_is_let_go_by():
    assert not hears("my dog fell down the stairs").asks


# A denial after the sign


@pytest.mark.parametrize("text", ["numb legs? no, none", "chest pain? no never", "chest pain - no"])
def test_a_denial_after_the_sign_makes_it_a_question(text):
    found = hears(text)
    assert found.asks
    assert not found.sure


@pytest.mark.parametrize("text", ["fever? no", "tingling? nope", "any weakness? no"])
def test_a_mere_word_that_is_answered_with_no_is_let_go_by(text):
    assert not hears(text).asks


@pytest.mark.parametrize(
    "text", ["chest pain, no idea why", "numb legs, not sure why", "chest pain, nothing helps"]
)
def test_only_a_plain_no_denies_what_stands_before_it(text):
    assert hears(text).sure


# What is over, wondered about, or means something else


@pytest.mark.parametrize(
    "text",
    [
        "had a car accident back in 2009",
        "had whiplash when I was 19",
        "what should I do if I get chest pain?",
        "the chest pain has stopped",
        "can't walk today because its raining",
    ],
)
def test_what_is_over_or_wondered_about_is_asked_about(text):
    found = hears(text)
    assert found.asks
    assert not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "breast cancer in 2015",
        "car crash in 2009 and now both legs are numb",
        "had chest pain years ago and again now",
    ],
)
def test_what_is_present_or_never_past_stays_sure(text):
    assert hears(text).sure


def test_one_numb_leg_is_not_both():
    assert hears("my leg is numb").flag == "lasting-tingling"
    assert hears("my legs are numb").flag == "both-legs"


# Doubts


@pytest.mark.parametrize(
    "text",
    ["numbness", "tingling", "I'm peeing a lot", "bladder trouble", "weakness", "fever",
     "there was a crash", "chest", "cancer", "I feel faint hearted", "double vision"],
)  # fmt: skip
def test_each_trigger_word_of_d1_alone_is_asked_about(text):
    assert hears(text).asks


@pytest.mark.parametrize(
    "text", ["fell yesterday", "I slipped on ice", "had a fall", "tripped over the cat", "I fell"]
)
def test_a_fall_is_told_of(text):
    assert "fall" in hears(text).told


@pytest.mark.parametrize(
    "text",
    ["I fall asleep at once", "prices fell", "the pain fell from 6 to 4", "my phone fell",
     "fell behind this week", "no fall", "I didn't fall", "fell as a child", "in the fall"],
)  # fmt: skip
def test_what_only_sounds_like_a_fall_is_none(text):
    assert not hears(text).asks


def test_the_arm_or_leg_is_told_of():
    assert hears("4 left leg").told == {"leg", "left-leg"}
    assert hears("my right arm aches").told == {"arm", "right-arm"}
    assert hears("leg is fine").told == set()


def test_a_pattern_wants_its_kinds_close_together_in_one_sentence():
    signs = Signs(
        {}, kinds={"numb": ("numb",), "seat": ("bum",)}, patterns={"saddle": ("numb seat",)}
    )
    assert heard("bum is all numb", signs) == Heard("saddle", sure=True)
    assert heard("numb. bum", signs) == Heard()
    assert heard("numb one two three four five six seven eight bum", signs) == Heard()


def test_my_belongs_to_the_person_named_after_it():
    whose = Whose(selves=("my", "i"), owns=("my",), others=("dad",), things=("dog",))
    signs = Signs({"chest": ("chest pain",)}, whose=whose)
    assert heard("my dad chest pain", signs) == Heard("chest", sure=False)
    assert heard("my old dog chest pain", signs) == Heard()
    assert heard("dad i chest pain", signs) == Heard("chest", sure=True)


@PATIENT
@given(st.text(max_size=300))
def test_any_text_is_heard_out(text):
    assert said(text) in {None, *TRIGGERS}


WORDS = st.sampled_from(
    [
        *sorted(
            {
                word
                for row in (*TRIGGERS.values(), DENIALS, PAST)
                for part in row
                for word in part.split()
            }
        ),
        "or",
        "and",
        "any",
        "10",
        ",",
        ".",
    ]
)


@PATIENT
@given(st.lists(WORDS, max_size=12))
def test_any_words_are_heard_out(words):
    assert said(" ".join(words)) in {None, *TRIGGERS}


@PATIENT
@given(st.sampled_from(sorted(TRIGGERS)), st.data())
def test_a_sign_alone_in_its_clause_is_always_heard(flag, data):
    phrase = data.draw(st.sampled_from(TRIGGERS[flag]))
    before = data.draw(st.lists(WORDS, max_size=6))
    assert said(f"{' '.join(before)}. {phrase}") is not None


@pytest.mark.parametrize(
    "text",
    ["numb ", "cant ", "a", "no numb leg or ", "pain in my chest ", "car crash years ago ", "9",
     "tingeling brething swelowing ", ",", "no "],
)  # fmt: skip
def test_a_huge_text_takes_no_more_than_its_share_of_work(text):
    def effort(length):
        return calls(lambda: heard((text * 4096)[:length], REAL, URGENCY))

    assert effort(4096) < 3 * effort(2048) + 1000  # twice the text, about twice the work


# As written, asked about, temperatures, and what is nothing when somebody else has it


@pytest.mark.parametrize(
    ("text", "flag"),
    [("weak legs", "both-legs"), ("weak leg", "one-sided-weakness"), ("waters broke", "pregnancy")],
)
def test_what_counts_only_as_it_is_written_tells_one_leg_from_two(text, flag):
    assert hears(text) == Heard(flag, sure=True, told=hears(text).told)


@pytest.mark.parametrize("text", ["water heater broke", "wader broke", "waters finally broke"])
def test_what_counts_only_as_it_is_written_has_nothing_in_between(text):
    assert hears(text).flag == ""


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I peed a bit when I coughed", "bladder"),
        ("havent been for a wee since yesterday", "bladder"),
        ("I don't feel when I go to the toilet", "bladder"),
        ("my erections are gone", "sexual-feeling"),
        ("both legs burn", "both-legs"),
        ("left leg is giving out", "one-sided-weakness"),
        ("tearing in my back", "chest"),
        ("someone ran into my car, neck 5", "injury"),
        ("shivering and back 6", "fever-with-pain"),
        ("it hurts more at night than during the day", "unrelenting-pain"),
        ("I drop cups", "slow-clumsiness"),
        ("can't button my shirt", "slow-clumsiness"),
        ("vision is blurry on one side", "over-fifty"),
        ("I feel hopeless about my back", "low-mood"),
        ("i take painkillers every day", "painkillers-most-days"),
    ],
)
def test_plain_words_reach_the_tier_that_the_facts_give_them(text, flag):
    found = hears(text)
    assert (found.flag, found.sure) == (flag, True)


@pytest.mark.parametrize(
    "text",
    [
        "I trip over my foot", "my foot keeps catching on the carpet", "can't stand on my toes",
        "my speech is off", "38.9 and back pain", "101,5 and my neck hurts", "temp. 39.2",
    ],
)  # fmt: skip
def test_what_the_facts_do_not_name_is_asked_about(text):
    found = hears(text)
    assert found.asks
    assert not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "36.6", "back 3.5", "38.5 kg", "38.95", "v1.38.9", "38 and back at 3", "38.", "38.9 km",
        "my foot kept catching as a child",
    ],
)  # fmt: skip
def test_other_numbers_and_old_stumbles_are_let_go_by(text):
    assert not hears(text).asks


@pytest.mark.parametrize(
    "text",
    [
        "my son had a fever, so I slept badly, neck 4",
        "my kid has a fever, back 3",
        "my daughter's fever kept me up, neck 5",
        "my wife was in bed with a high temperature, back 4",
        "my mum takes painkillers every day, back 3",
    ],
)
def test_a_fever_that_somebody_else_has_is_nothing(text):
    assert not hears(text).asks


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("my wife says I have a fever", True),
        ("my wife has a bad back and I have a fever", True),
        ("I caught a fever from my son, back 3", False),
        ("me and my son have a fever", False),
        ("my son has a high fever and so do I", False),
        ("my husband has a fever and a stiff neck", False),
    ],
)
def test_a_fever_of_ones_own_is_not_lost_by_whom_else_it_names(text, sure):
    found = hears(text)
    assert found.asks
    assert found.sure == sure


def test_a_saying_is_outranked_by_a_sign_that_holds_it():
    signs = Signs({"bladder": ("not been for a wee",)}, sayings=("for a wee",))
    assert heard("not been for a wee", signs) == Heard("bladder", sure=True)
    assert not heard("been for a wee", signs).asks
