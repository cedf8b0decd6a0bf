"""Tests how pain is read out of a person's words."""

import sys
import tomllib
import unicodedata
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
from effort import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.hearing.reading import Lexicon, Reading, plainly, read
from bot.core.hearing.written import near, tokens

ENGLISH = Path(__file__).parents[1] / "content" / "en"
PAIN = tomllib.loads((ENGLISH / "language.toml").read_text())["pain"]
LEXICON = msgspec.convert(PAIN, Lexicon)
AREAS = {
    "neck": ["neck", "nape", "cervical spine"],
    "shoulders": ["shoulders", "shoulder", "trapezius"],
    "upper-back": ["upper back", "between the shoulder blades"],
    "lower-back": ["lower back", "low back", "lumbar"],
    "hips": ["hip"],
    "chest": ["chest"],
}
PATIENT = settings(deadline=None)  # a busy machine is no failure
DIGITS = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]


def reading(text) -> Reading:
    return read(text, LEXICON, AREAS)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("6", 6),
        ("4/10", 4),
        ("6 lower back after sitting", 6),
        ("it's a 2 today", 2),
        ("seven out of ten", 7),
        ("no pain", 0),
        ("6-7", 7),
        ("6–7", 7),
        ("6 or 7", 7),
        ("between 6 and 7", 7),
        ("6/7", 7),
        ("4.5", 5),
        ("4,5", 5),
        ("4½", 5),
        ("7️⃣", 7),
        ("🔟", 10),
        ("٧", 7),
        ("７", 7),
        ("sat for 3 hours, now 6", 6),
        ("woke at 4am, pain 7", 7),
        ("Lower back spasm again, 8/10, couldn't bend", 8),
        ("10/10", 10),
        ("0", 0),
        ("zero", 0),
        ("nil", 0),
        ("pain 3", 3),
        ("3 pain", 3),
        ("Pain: 3", 3),
        ("3!!", 3),
        ("3.", 3),
        ("about 5ish", 5),
        ("5ish", 5),
        ("a solid 6", 6),
        ("went from 7 to 4", 4),
        ("was 7 now 4", 4),
        ("7 this morning, 3 now", 3),
        ("neck 4, lower back 6", 6),
        ("slept 8 hours, back is a 3", 3),
        ("took 2 pills at 9, still 5", 5),
        ("2 days of this, 6", 6),
        ("level 6", 6),
        ("six", 6),
        ("SIX", 6),
        ("six and a half", 7),
        ("not bad, 2", 2),
        ("6/10 → 4/10", 4),
        ("L5 hurts 6", 6),
        ("5k run then 6", 6),
        ("my 3 year old kicked me, 6", 6),
        ("since 2019, 4", 4),
        ("13:30 6", 6),
        ("6 at 13:30", 6),
        ("4 ½", 5),
        ("4 1/2", 5),
        ("7 yesterday, 3 today", 3),
        ("yesterday 7 today 3", 3),
        ("on a scale of 1 to 10, 6", 6),
        ("neck 7, lower back 4/10", 7),
        ("7-4", 7),
        ("7 to 4", 4),
        ("6 to 7", 7),
        ("im at 6", 6),
        ("no pain now, was 6 this morning", 0),
        ("was 7 yesterday 4 today", 4),
        ("6 from 10", 6),
        ("7 before, 4 after", 4),
        ("day 3: 4", 4),
        ("7+", 7),
        ("6\\10", 6),
        ("no pain but stiff", 0),
        ("no pain or stiffness", 0),
        ("6-neck", 6),
        ("about 6", 6),
        ("pain6", 6),
        ("no pain in my neck, back 6", 6),
        ("none", 0),
        ("nothing", 0),
        ("pain free", 0),
        ("pain-free for 3 days", 0),
        ("no pain, just stiff", 0),
        ("one", 1),
        ("it's a one", 1),
        ("one out of ten", 1),
        ("L4/L5 pain 3", 3),
        ("L4-5 hurts 6", 6),
        ("back surgery 2015, pain 4", 4),
        ("4, down from 7", 4),
        ("down from 7 to 4", 4),
        ("7, then 3", 3),
        ("it hurts 24/7, 6", 6),
        ("6.30", 6),
        ("10,000 steps, back 4", 4),
        ("७", 7),
        ("۷", 7),
        ("१०", 10),
        ("20/11/2024 6", 6),
        ("6-7/10", 7),
        ("6/10 or 7/10", 7),
        ("6 or 7 out of 10", 7),
        ("pain 6 sitting", 6),
        ("6 driving", 6),
        ("6 neck", 6),
        ("neck 6", 6),
        ("neck - 6", 6),
        ("neck -6", 6),
        ("- 6 lower back", 6),
        ("hurts 7", 7),
        ("my neck is killing me 7", 7),
        ("①", 1),
        ("7 7", 7),
        ("is it 6?", 6),
        ("at 6", 6),
        ("pain at 6", 6),
        ("had a 6", 6),
        ("got to 6", 6),
        ("i have 6/10 pain", 6),
        ("6 👍", 6),
        ("6\n7", 7),
        ("neck 6\nback 4", 6),
        ("yesterday 8", 8),
        ("it was a 7 yesterday but today it's 4", 4),
        ("7 in the morning, 5 after lunch", 5),
        ("6 out of 10 today, 8 yesterday", 6),
        ("took two of my pills, 4", 4),
        ("two", 2),
        ("pain two", 2),
        ("both legs 7", 7),
        ("my back is about a seven today I think", 7),
    ],
)
def test_a_level_is_read_as_people_write_it(text, level):
    assert (reading(text).level, reading(text).off_scale) == (level, False)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("pain 8 since yesterday", 8),
        ("lower back 9 since yesterday", 9),
        ("6 neck since last night", 6),
        ("back pain 5 since last week", 5),
        ("neck 5 since about last week", 5),
        ("back pain 6 after running yesterday", 6),
        ("neck 5 after gardening yesterday", 5),
        ("back 6 because I ran yesterday", 6),
        ("back pain 7 from yesterday's run", 7),
        ("back 7 from yesterday", 7),
        ("pain 3 better than yesterday", 3),
        ("pain 6 same as yesterday", 6),
        ("neck 4 compared to 6 last week", 4),
        ("last night I slept badly and my neck is 5", 5),
        ("yesterday was bad and my back is 7", 7),
        ("slept badly last night, neck 5", 5),
        ("6 lower back from sitting", 6),
        ("back 3 down from 7", 3),
        ("pain went from 7 to 4", 4),
    ],
)
def test_since_yesterday_is_now(text, level):
    assert reading(text).level == level
    assert plainly(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        "was 8 yesterday",
        "yesterday 7",
        "back pain was 7 last week",
        "back was 8 after gardening yesterday",
        "back pain 7 yesterday evening",
        "neck 6 the day before yesterday",
        "pain 7 until yesterday",
        "yesterday neck and back 6",
        "yesterday was bad and back 7",
        "last week it was stiff and 7",
    ],
)
def test_what_was_earlier_stays_earlier(text):
    assert not reading(text).marked


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("pain is not 7, it is 4", 4),
        ("pain not 5 but 3", 3),
        ("my pain isn't 5, it's 3", 3),
        ("neck 3 not 4", 3),
        ("neck 3, not 4 or 5", 3),
        ("pain is 5 not 6", 5),
        ("back 4 instead of 7", 4),
        ("not 5 but 3", 3),
        ("not 3 but 2", 2),
        ("not a 5, a 3", 3),
        ("5 not 6", 5),
        ("not 3, 8", 8),
        ("not just a 5 but an 8", 8),
        ("it's not 7 anymore, more like 4", 4),
        ("pain no longer 7, now 4", 4),
        ("back not as bad as 7, 5", 5),
        ("no, 4", 4),
        ("no 4", 4),
        ("it is not, 7", 7),
        ("not bad, 2", 2),
    ],
)
def test_a_denied_number_never_wins_over_another(text, level):
    assert reading(text).level == level
    assert reading(text).marked


@pytest.mark.parametrize("text", ["pain is not 7", "not a 5", "my back isn't 8"])
def test_a_denied_number_alone_is_not_logged_unasked(text):
    assert reading(text).level is not None
    assert not reading(text).marked


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("no lower back pain today", ("lower-back",)),
        ("no hip pain today", ("hips",)),
        ("no leg pain today", ()),
        ("no pain when walking", ()),
        ("no back pain", ()),
        ("no more back pain", ()),
        ("I don't have any back pain today", ()),
        ("zero back pain", ()),
        ("without back pain for 3 days", ()),
        ("no neck or back pain", ("neck",)),
        ("no neck and no back pain", ("neck",)),
        ("no back pain this morning", ()),
        ("no pain when sitting", ()),
        ("no pain sitting", ()),
        ("my back does not hurt when sitting", ()),
        ("no more spasms", ()),
    ],
)
def test_no_pain_somewhere_is_no_pain(text, areas):
    said = reading(text)
    assert (said.level, said.areas) == (0, areas)
    assert plainly(said)


@pytest.mark.parametrize(
    "text", ["no chest pain", "no left knee pain", "no more stomach pain", "no back or chest pain"]
)
def test_no_pain_apart_from_the_back_is_neither_a_zero_nor_a_pain(text):
    said = reading(text)
    assert (said.level, said.speaks_of_pain) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "no my back hurts",
        "no pain when sneezing",
        "no my back pain is awful",
        "no new back pain",
        "not no back pain",
        "no back pain exercises",
        "no back pain yet",
        "no back pain unless I bend",
        "no back pain but leg pain",
        "no back spasms today",
        "no pain when sitting but standing is awful",
        "no pain when sitting, standing is awful",
        "no pain sitting is worse",
        "pain free except the neck",
        "I want no back pain",
        "hopefully no pain tomorrow",
        "hope for no more spasms",
        "no more spasms but still sore",
        "no, back pain",
        "back pain",
    ],
)
def test_no_pain_is_not_guessed(text):
    said = reading(text)
    assert said.level is None
    assert said.speaks_of_pain


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("no neck pain, back 5", 5),
        ("no more spasms, 3", 3),
        ("no pain when sitting, 6 when standing", 6),
        ("no neck pain, 6 when I stand", 6),
        ("0 but 6 when standing", 6),
        ("no back pain, was 6", 0),
        ("no back pain, 3 sets done", 0),
    ],
)
def test_a_level_beside_no_pain_counts(text, level):
    assert reading(text).level == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("it was an 8 this morning but now it's a 2", 2),
        ("it was an 8 and now it's a 2", 2),
        ("it was 6 and is 3", 3),
        ("6 earlier 3 now", 3),
        ("3 earlier right now 8", 8),
        ("3 this morning now its 7", 7),
        ("3 yesterday now 7", 7),
        ("3 now its 7", 7),
        ("3 now 7 yesterday", 3),
        ("dropped from 7 to 4", 4),
        ("from a 7 down to a 4", 4),
        ("from 7 to about 4", 4),
        ("a 6 or a 7", 7),
        ("between a 4 and a 5", 5),
        ("I meant 3", 3),
        ("make that a 4", 4),
        ("correction: 4", 4),
        ("sorry, I meant 3", 3),
        ("it should be 5", 5),
        ("oops 5", 5),
        ("sixish", 6),
        ("six-ish", 6),
        ("around a 6ish", 6),
        ("4 out of 10", 4),
    ],
)
def test_a_change_or_a_correction_stands_as_a_level_stands(text, level):
    assert reading(text).level == level
    assert reading(text).marked


@pytest.mark.parametrize("text", ["I meant 3 o'clock", "make that 4 sets", "correction: page 4"])
def test_other_corrections_are_none_of_pain(text):
    assert reading(text).level is None


@pytest.mark.parametrize(
    "text", ["3/5", "4/5", "back 3/5", "3 / 5", "7/5", "4 out of 5", "pain 4 of 5", "6/8", "3/7"]
)
def test_a_scale_that_is_not_of_ten_is_asked_about(text):
    assert (reading(text).level, reading(text).off_scale) == (None, True)
    assert not plainly(reading(text))


@pytest.mark.parametrize(
    ("text", "level"), [("3/5 done, back 4", 4), ("did 2 of 3 exercises, back 4", 4), ("4/6, 5", 5)]
)
def test_another_scale_gives_way_to_a_level(text, level):
    assert (reading(text).level, reading(text).off_scale) == (level, False)


@pytest.mark.parametrize("text", ["24/7", "L3/5", "1/2/24"])
def test_a_date_or_a_name_is_no_scale(text):
    assert (reading(text).level, reading(text).off_scale) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "11",
        "15/10",
        "-3",
        "100",
        "-2",
        "minus 2",
        "10000",
        "back 12",
        "eleven",
        "back -15/10",
        "its -3",
        "neck 4, back 12",
        "10.4",
    ],
)
def test_a_number_off_the_scale_is_no_level(text):
    assert (reading(text).level, reading(text).off_scale) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "😀",
        "?",
        "1-10",
        "doesn't hurt as much",
        "no pain sitting but hurts standing",
        "no pain no gain",
        "this one hurts",
        "the left one hurts",
        "7 p.m.",
        "24/7",
        "20/11/2024",
        "3x10",
        "3 x 10 done",
        "6%",
        "$6",
        "#6",
        "half",
        "not sure",
        "I am 45",
        "5€",
        "v6",
        "@6",
        "#6 hurts",
        "not pain free",
        "50/50",
        "the pain wont go down by 2",
        "1.2.3 pain",
        "did 3 long sets",
        "3-day pain",
        "6-pack",
        "5kk",
        "pain 2019 surgery",
        "neck is size 45 now",
        "my back and 2 full hours",
    ],
)
def test_what_is_no_level_is_not_taken_for_one(text):
    assert (reading(text).level, reading(text).off_scale) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "8/10 lower back",
        "Lower back spasm again, 8/10, couldn't bend",
        "pain is 6",
        "back 6/10",
        "hurts 7",
        "my neck is killing me 7",
        "Neck sore, 6",
        "6 lower back after sitting",
        "no pain today",
        "pain 3",
        "woke at 4am, pain 7",
        "back is a 3",
        "shoulder 5 today",
        "lower back pain 6",
        "neck 4, lower back 6",
        "my back hurts, about a 6",
        "L5 hurts 6",
        "slept 8 hours, back is a 3",
        "it hurts, 6/10",
        "lowerback 5",
        "lumber 5",
        "neck pain now 4",
        "stiff neck 3",
        "Back: 7",
        "6 in my lower back",
        "headache 6",
        "back pain is 6 again",
        "Pain went from 7 to 4",
        "I had 6 pain in my neck",
    ],
)
def test_a_plain_report_needs_no_question(text):
    assert plainly(reading(text)), reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "did 3 sets today",
        "3 sets today",
        "see you at 7pm",
        "page 6",
        "chapter 7",
        "room 5",
        "call me at 6",
        "be there in 5",
        "I am 45",
        "movie was 8/10",
        "I have 2 backpacks",
        "I have 2 backpacks and my back hurts",
        "back at 6",
        "back in 5",
        "I'll be back by 7",
        "did 3 back stretches",
        "3 neck rolls done",
        "took 2 for my back",
        "this one hurts",
        "the left one hurts",
        "my two legs hurt",
        "took 2 pain killers",
        "back was 8 yesterday",
        "2 muscles hurt in my back",
        "no pain no gain",
        "hello",
        "my back hurts",
        "it hurts at 6",
        "back surgery 2015",
        "5 minutes of neck stretches",
        "week 2 of back pain",
        "day 5 of neck pain",
        "my neck hurts since 5",
        "book me a table for 2",
        "3 people have back pain",
        "back to level 5",
        "my back hurts, call me at 6",
        "I had back pain for 3 years",
        "should I do 2 neck stretches",
        "exercise 5 hurts my neck",
        "can i skip step 3, my back hurts",
        "stretch 4 hurts",
        "my 2 kids hurt my back",
        "2 discs bulging in my lower back",
        "Two discs out in my lower back",
        "in 2 hours my back hurts",
        "I did 5 and my neck feels good",
        "12 years of back pain",
        "Version 2 is a pain",
        "my number is 5551234",
        "neck brace size 4",
        "stage 2 back spasm",
        "iphone 7 is a pain",
        "11",
        "back 15/10",
        "",
        "neck at 6",
    ],
)
def test_other_talk_is_no_plain_report(text):
    assert not plainly(reading(text)), reading(text)


def test_the_place_is_read_along_with_the_level():
    said = reading("6 lower back after sitting")
    assert said == Reading(
        level=6,
        areas=("lower-back",),
        note="6 lower back after sitting",
        speaks_of_pain=True,
        marked=True,
    )


def test_a_spasm_is_read_along_with_the_level():
    said = reading("Lower back spasm again, 8/10, couldn't bend")
    assert (said.level, said.areas, said.locked) == (8, ("lower-back",), True)
    assert said.note == "Lower back spasm again, 8/10, couldn't bend"


def test_a_sore_back_without_a_number_speaks_of_pain():
    assert reading("my back hurts").speaks_of_pain
    assert reading("my back hurts").level is None


@pytest.mark.parametrize("text", ["6", "6/10", " 6-7. ", "about 5ish", "a 6", "six", "11", "7️⃣"])
def test_a_text_that_is_only_a_number_leaves_no_note(text):
    assert reading(text).bare
    assert reading(text).note == ""
    assert not plainly(reading(text))


@pytest.mark.parametrize(
    "text", ["no pain", "pain 3", "hello", "6 neck", "it's a 2 today", "13:30"]
)
def test_words_leave_a_note(text):
    assert not reading(text).bare
    assert reading(text).note == text


def test_a_note_keeps_five_hundred_characters():
    assert reading(f"  6 {'neck ' * 200}").note == f"6 {'neck ' * 200}"[:500].rstrip()


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("neck 4, lower back 6", ("lower-back", "neck")),
        ("lowerback", ("lower-back",)),
        ("lumber", ("lower-back",)),
        ("my sholders", ("shoulders",)),
        ("between the shoulder blades", ("upper-back",)),
        ("lower-back", ("lower-back",)),
        ("hips", ("hips",)),
        ("Necks!", ("neck",)),
        ("necklace", ()),
        ("chess 6", ()),
        ("lower. back", ()),
        ("trapezus", ("shoulders",)),
        ("neck and neck", ()),
        ("neck, neck", ("neck",)),
        ("lower", ()),
    ],
)
def test_areas_are_found_by_whole_words_with_their_slips(text, areas):
    assert reading(text).areas == areas


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("3 lower back, 5 neck", "neck"),
        ("3 lower back 5 neck", "neck"),
        ("lower back 3 neck 5", "neck"),
        ("neck 3 lower back 5", "lower-back"),
        ("neck is a 3 and lower back is a 6", "lower-back"),
        ("hip 4 and neck 7", "neck"),
        ("lower back, 5, neck 3", "lower-back"),
        ("my neck hurts, 5", "neck"),
        ("neck was 7 now 4", "neck"),
        ("neck was 7, now 4", "neck"),
        ("neck 3 now its 7", "neck"),
        ("neck not 5 but 3", "neck"),
        ("hip 4 when I turn my neck", "hips"),
        ("neck hurts and hip fine, 5", "neck"),
        ("no pain in my neck but lower back 4", "lower-back"),
        ("no neck pain lower back 4", "lower-back"),
        ("neck no pain lower back 4", "lower-back"),
        ("neck fine lower back 3", "lower-back"),
        ("neck doesn't hurt, lower back 3", "lower-back"),
        ("hip pain is gone, neck 2", "neck"),
        ("hip not neck 4", "hips"),
        ("not my neck, hip 4", "hips"),
        ("neck ok 2", "neck"),
        ("neck isn't fine, 4", "neck"),
        ("neck pain not gone, 4", "neck"),
        ("5 when I lift my neck", "neck"),
        ("neck is ever so slightly good, 4", "neck"),
        ("neck pain is still worse good, 4", "neck"),
        ("no pain in my neck", "neck"),
        ("no neck pain", "neck"),
    ],
)
def test_the_area_is_that_of_the_level(text, area):
    assert reading(text).areas[0] == area


@pytest.mark.parametrize(
    "text",
    [
        "neck fine, back 3",
        "neck fine back 3",
        "no neck pain, back 5",
        "hips ok, back 5",
        "hip pain is gone, back 2",
        "neck stiff, back 3",
        "back 5 after neck exercises",
        "neck good, 3",
        "no neck pain, 3",
        "without neck pain 3",
        "no hip or neck pain, 3",
        "not in my neck, 3",
        "5 after standing on my feet",
        "knee and back hurt, 6",
    ],
)
def test_a_part_that_does_not_hurt_is_not_where_it_is(text):
    said = reading(text)
    assert (said.areas, said.far) == ((), False)
    assert plainly(said)


@pytest.mark.parametrize(
    "text", ["headache 5", "knee pain 6", "my knee hurts, 6", "upper back 3, headache 6"]
)
def test_what_hurts_elsewhere_is_of_no_area(text):
    said = reading(text)
    assert (said.areas, said.far) == ((), True)
    assert plainly(said)


@pytest.mark.parametrize("text", ["knee fine, neck 5", "headache 3, neck 5", "knee hurts, hip 5"])
def test_what_hurts_less_elsewhere_takes_no_area_away(text):
    assert reading(text).areas
    assert not reading(text).far


def test_two_areas_may_share_a_word():
    areas = {"neck": ["trap"], "shoulders": ["trap"]}
    assert read("trap", LEXICON, areas).areas == ("neck", "shoulders")


def test_without_areas_a_level_is_still_read():
    assert read("back 6", LEXICON, {}).level == 6


@pytest.mark.parametrize(
    ("text", "locked"),
    [
        ("my back seized up", True),
        ("in spasm", True),
        ("no spasm today", False),
        ("not locked up any more", False),
        ("my neck is locked", True),
        ("I locked the door", False),
        ("back 4", False),
        ("my back went out", True),
        ("no, it seized up", True),
    ],
)
def test_a_locked_back_is_heard_unless_denied(text, locked):
    assert reading(text).locked is locked


@pytest.mark.parametrize(
    "text",
    ["9", "a", "6 ", "6-", "no pain ", "lower back ", "-", "then ", "6 then ", "to ", "between ",
     "and a half ", "6.,", "7 to ", "trapezus ", "(", "½", "🔟", "1/2 ", "p.", "=>", "not 4 ",
     "yesterday and 4 ", "4 after yesterday ", "spasm gone ", "spasm, ", "my spasm ", "did my ",
     "stuck back ", "last week spasm ", "no back pain ", "no back ", "no more spasms ",
     "neck fine, ", "neck 3, ", "in my neck ", "lower back 3 and ", "neck when "],
)  # fmt: skip
def test_a_huge_text_takes_no_more_than_its_share_of_work(text):
    whole = calls(lambda: reading((text * 4096)[:4096]))
    half = calls(lambda: reading((text * 4096)[:2048]))
    assert whole < 3 * half + 1000  # twice the text, about twice the work


@PATIENT
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    said = reading(text)
    assert said.level is None or 0 <= said.level <= 10
    assert said.level is None or not said.off_scale
    assert len(said.note) <= 500
    assert plainly(said) <= (said.level is not None)


PIECES = st.sampled_from(
    [
        *sorted(
            {
                word
                for row in PAIN.values()
                for part in row
                for word in ([part] if isinstance(part, str) else part)
            }
        ),
        *"0123456789,.-/:→½%#\n ",
        "10",
        "11",
        "100",
        "neck",
        "lower back",
    ]
)


@PATIENT
@given(
    st.lists(PIECES, max_size=12).flatmap(
        lambda parts: st.sampled_from([" ", ""]).map(lambda gap: gap.join(parts))
    )
)
def test_any_words_of_pain_are_read(text):
    said = reading(text)
    assert said.level is None or 0 <= said.level <= 10
    assert said.level is None or not said.off_scale


@PATIENT
@given(st.integers(0, 10), st.sampled_from(DIGITS))
def test_a_number_alone_is_read_in_every_script(number, digit):
    zero = ord(digit) - unicodedata.decimal(digit)
    written = "".join(chr(zero + int(one)) for one in str(number))
    assert reading(written).level == number


@PATIENT
@given(st.text(max_size=200), st.integers(2, 9))
def test_reading_twice_gives_the_same(text, number):
    assert reading(f"{text} {number}") == reading(f"{text} {number}")


def test_only_a_slip_is_forgiven():
    vocabulary = {"cancer", "fever", "numbness", "chest", "tingling", "meningitis", "pee"}
    meant = {
        word: next(iter(near(word, vocabulary, swapped_from=8)), "")
        for word in ("cancel", "cancr", "never", "fevers", "numbnass", "chess", "chset", "tinglnig")
    }
    assert meant == {
        "cancel": "",
        "cancr": "cancer",
        "never": "",
        "fevers": "fever",
        "numbnass": "numbness",
        "chess": "",
        "chset": "chest",
        "tinglnig": "tingling",
    }
    assert near("menengitus", vocabulary, swapped_from=8) == {"meningitis"}
    assert near("peeee", vocabulary, swapped_from=8) == {"pee"}


def test_initials_and_hyphens_are_made_one_way():
    assert [token.text for token in tokens("7 p.m. low-back it’s −3")] == [
        *("7", "pm", ".", "low", "back", "its", "-", "3"),
    ]


def test_the_table_has_exactly_the_lists_that_are_read():
    assert set(PAIN) == {field.name for field in fields(Lexicon)}


def test_every_phrase_is_written_as_typed_text_is_compared():
    lists = {name: row for name, row in PAIN.items() if name not in {"numbers", "signs"}}
    lists |= {f"numbers {value}": row for value, row in enumerate(PAIN["numbers"])}
    wrong = [
        (name, phrase)
        for name, row in lists.items()
        for phrase in row
        if " ".join(token.text for token in tokens(phrase)) != phrase or row.count(phrase) > 1
    ]
    assert wrong == []


def real_areas():
    content = tomllib.loads((ENGLISH / "areas.toml").read_text())
    return {
        area: [words["name"].lower(), words["in_sentence"], *words["also"]]
        for area, words in content.items()
    }


def test_every_name_of_every_area_is_found():
    areas = real_areas()
    missed = [
        (area, synonym)
        for area, synonyms in areas.items()
        for synonym in synonyms
        if area not in read(f"{synonym} 6", LEXICON, areas).areas
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Lower back spasm again, 8/10, couldn't bend", "lower-back"),
        ("my neck is killing me 7", "neck"),
        ("lowerback 5", "lower-back"),
        ("lumber 5", "lower-back"),
        ("left sholder 3", "shoulders"),
        ("6 between my shoulder blades", "upper-back"),
    ],
)
def test_the_real_words_find_the_place(text, area):
    said = read(text, LEXICON, real_areas())
    assert said.areas == (area,)
    assert plainly(said)
