"""What the bot never says (FACTS D8), in any text it can show."""

import re
from pathlib import Path

import pytest
from chat import Chat, book
from test_limits import crawl

from bot.check.words import never
from bot.routes import MENU
from bot.screens.inline import offered

WORDS = book().words["en"]
PAGE = Path(__file__).parent.parent / "bot" / "simulator" / "page"
# One row of D8 and a sentence that breaks it.
D8 = [
    ("1 no diagnosis", "You have a slipped disc."),
    ("1 no all-clear", "It is nothing serious, just a muscle."),
    ("2 no pushing through", "Push through the last two."),
    ("2 no more pain, more progress", "No pain, no gain!"),
    ("4 no delay of care", "There is no need to see a doctor."),
    ("5 no drugs", "Take ibuprofen first."),
    ("6 no promise of cure", "This cures a sore back."),
    ("6 no guarantee", "Guaranteed relief."),
    ("7 no cracking", "Now crack your neck."),
    ("8 no praise of a score", "A 2, good score!"),
    ("8 no shame for missed days", "You missed three days."),
    ("9 no blame", "It comes from your bad posture."),
    ("10 no body shape", "You will lose weight too."),
    ("13 no fright", "The discs show wear and tear."),
    ("14 no review it has not had", "Medically reviewed by doctors."),
]


@pytest.mark.parametrize(("row", "text"), D8)
def test_each_row_of_d8_is_found_out(row, text):
    assert never(WORDS, text), row


def test_a_phrase_is_found_through_markup_and_capitals():
    assert never(WORDS, "<b>PUSH</b> through") == ("push through",)
    assert never(WORDS, "a secure chair, a cured ham") == ("cured",)


@pytest.mark.parametrize("begins", ["settled", "flare"])
def test_no_screen_that_a_crawler_finds_says_what_is_never_said(begins):
    chat = Chat()
    chat.settle()
    if begins == "flare":
        chat.say("9/10 lower back")
    seen = set()
    for command in MENU:
        chat.say(f"/{command}")
        crawl(chat, seen, 3)
    names = [source.name for source in book().sources.values()]
    for told in chat.log:
        own = told
        for name in names:
            own = own.replace(name, "")
        assert not never(WORDS, own), told


def test_no_card_shared_in_another_chat_says_what_is_never_said():
    results = offered(book(), WORDS, "", "").cards
    assert results
    for one in results:
        assert not never(WORDS, f"{one.title} {one.about} {one.text} {one.button}")


def test_the_simulators_own_words_are_no_others():
    for path in sorted(PAGE.glob("*.*")):
        if path.suffix in (".html", ".js"):
            said = re.sub(r"//.*|/\*.*?\*/|[\"'`]", " ", path.read_text("utf-8"))
            assert not never(WORDS, said), path
