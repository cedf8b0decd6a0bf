"""Tests which words are heard as a warning sign, and which are let go by."""

import tomllib
from pathlib import Path

import msgspec
import pytest
from effort import calls
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import reckoned

from bot.core.hearing.warning import Grammar, heard

TESTS = Path(__file__).parent
SAFETY = tomllib.loads((TESTS.parent / "content" / "en" / "safety.toml").read_text())
GRAMMAR = msgspec.convert(SAFETY["grammar"], Grammar)
SPOKEN = [
    line.split(" ", 1)
    for line in (TESTS / "data" / "warnings_en.txt").read_text().splitlines()
    if not line.startswith("#")
]
ALARMING = [words for sign, words in SPOKEN if sign == "+"]
INNOCENT = [words for sign, words in SPOKEN if sign == "-"]

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


def said(text):
    return heard(text, TRIGGERS, DENIALS, PAST, GRAMMAR)


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
    assert heard("fever, chest pain", dict(reversed(TRIGGERS.items())), (), (), GRAMMAR) == "fever"


def test_nothing_is_heard_without_triggers():
    assert heard("chest pain", {}, DENIALS, PAST, GRAMMAR) is None


def test_there_are_enough_real_phrases():
    assert len(ALARMING) >= 40
    assert len(INNOCENT) >= 60


@pytest.mark.parametrize("text", ALARMING)
def test_the_real_words_hear_what_is_alarming(text):
    assert heard(text, SAFETY["triggers"], SAFETY["denials"], SAFETY["past"], GRAMMAR)


@pytest.mark.parametrize("text", INNOCENT)
def test_the_real_words_let_innocent_talk_go_by(text):
    assert heard(text, SAFETY["triggers"], SAFETY["denials"], SAFETY["past"], GRAMMAR) is None


def test_every_real_trigger_is_heard_on_its_own():
    silent = [
        phrase
        for flag, phrases in SAFETY["triggers"].items()
        for phrase in phrases
        if not heard(phrase, {flag: phrases}, SAFETY["denials"], SAFETY["past"], GRAMMAR)
    ]
    assert silent == []


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
        lists = (SAFETY["triggers"], SAFETY["denials"], SAFETY["past"], GRAMMAR)
        return calls(lambda: heard((text * 4096)[:length], *lists))

    assert effort(4096) < 3 * effort(2048) + 1000  # twice the text, about twice the work


def test_no_emergency_is_missed_and_nothing_innocent_is_heard():
    found = reckoned("en")
    assert found.signs >= 120
    assert found.innocent >= 200
    assert (found.missed, found.alarms) == ((), ())
    assert (found.recall, found.precision) == (1, 1)
