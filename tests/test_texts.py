"""Words: plural forms, escaping, and the ways a language writes times and lists."""

from datetime import UTC, datetime

import pytest
from chat import book

from bot.core.values import replace
from bot.texts import (
    Markup,
    bold,
    clock,
    clock_of,
    date_of,
    day_of,
    escaped,
    joined,
    label,
    lines,
    listed,
    locale,
    phrase,
    say,
    weekdays,
)

AT = int(datetime(2026, 11, 23, 15, 5, tzinfo=UTC).timestamp())
TEXTS = {
    "plain": "Fish & chips, <b>twice</b>",
    "hello": "Hello <b>{name}</b>",
    "moves": {"one": "{n} move", "few": "{n} moves (few)", "other": "{n} moves"},
}
ENGLISH = replace(book().words["en"], texts=TEXTS)
POLISH = replace(ENGLISH, language="pl")


def test_what_a_person_wrote_is_escaped_and_markup_is_not():
    assert say(ENGLISH, "hello", name="<i>A & B</i>") == "Hello <b>&lt;i&gt;A &amp; B&lt;/i&gt;</b>"
    assert say(ENGLISH, "hello", name=bold("A<B")) == "Hello <b><b>A&lt;B</b></b>"
    assert say(ENGLISH, "hello", name='"you"') == 'Hello <b>"you"</b>'
    assert isinstance(say(ENGLISH, "hello", name=3), Markup)
    assert escaped("a < b & c") == "a &lt; b &amp; c"


def test_words_without_values_are_said_as_they_stand():
    assert say(ENGLISH, "plain") == TEXTS["plain"]
    assert label(ENGLISH, "plain") == TEXTS["plain"]


def test_a_label_is_plain_text():
    assert label(ENGLISH, "hello", name="A & B") == "Hello <b>A & B</b>"


@pytest.mark.parametrize(
    ("words", "n", "said"),
    [
        (ENGLISH, 1, "1 move"),
        (ENGLISH, 0, "0 moves"),
        (ENGLISH, 3, "3 moves"),
        (POLISH, 1, "1 move"),
        (POLISH, 3, "3 moves (few)"),
        (POLISH, 5, "5 moves"),
    ],
)
def test_the_number_chooses_the_plural_form(words, n, said):
    assert say(words, "moves", n=n) == said
    assert label(words, "moves", n=n) == said


def test_a_form_that_is_missing_is_the_other_one():
    words = replace(ENGLISH, texts={"moves": {"other": "{n} moves"}})
    assert say(words, "moves", n=1) == "1 moves"
    assert phrase(words, "moves") == "{n} moves"


def test_a_value_called_n_that_is_no_number_chooses_no_plural():
    assert say(ENGLISH, "moves", n="many") == "many moves"
    assert label(ENGLISH, "moves", n="many") == "many moves"


def test_a_wrong_key_is_an_error():
    with pytest.raises(KeyError):
        say(ENGLISH, "nowhere")
    with pytest.raises(KeyError):
        say(ENGLISH, "hello", somebody="A")


@pytest.mark.parametrize("language", ["xx", "", "not a language", "en-XX-y"])
def test_a_language_that_nobody_speaks_is_written_as_english(language):
    assert locale(language).language == "en"


def test_a_region_has_its_own_ways():
    assert clock(replace(ENGLISH, language="en-GB"), AT, "Europe/Berlin") == "16:05"
    assert clock(replace(ENGLISH, language="en-US"), AT, "America/New_York") == "10:05\u202fAM"
    assert clock_of(replace(ENGLISH, language="en-GB"), 7 * 60 + 30) == "07:30"
    assert date_of(replace(ENGLISH, language="de"), AT, "UTC") == "Montag, 23 November"


def test_a_day_is_today_tomorrow_or_a_date():
    words = replace(book().words["en"], language="en-GB")
    days = [day_of(words, AT + n * 86400, AT, "Europe/Berlin") for n in range(3)]
    assert days == [
        phrase(words, "common.today"),
        phrase(words, "common.tomorrow"),
        "Wednesday, 25 November",
    ]
    assert day_of(words, AT + 9 * 3600, AT, "Europe/Berlin") == phrase(words, "common.tomorrow")


def test_paragraphs_and_lines_leave_out_what_is_empty():
    assert joined(["a", "", "b"]) == "a\n\nb"
    assert lines(["a", "", "b"]) == "a\nb"
    assert isinstance(lines([]), Markup)


def test_things_are_listed_as_the_language_does():
    assert listed(ENGLISH, ["a", "b", "c"]) in ("a, b, and c", "a, b and c")
    assert listed(POLISH, ["a", "b"]) == "a i b"
    assert listed(ENGLISH, []) == ""


def test_a_week_begins_on_monday():
    assert weekdays(ENGLISH)[0] == "Mon"
    assert weekdays(ENGLISH, "wide")[6] == "Sunday"
