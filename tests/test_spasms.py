"""Whether words tell of a spasm that is now, which begins a flare; and where a level is logged."""

import pytest
from chat import Chat, book

from bot.core.hearing.reading import plainly, read
from bot.screens.pain import _synonyms

WORDS = book().words["en"]


def reading(text):
    return read(text, WORDS.pain, _synonyms(WORDS.areas), WORDS.safety.signs.whose)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        # over
        ("spasm has gone, pain 3", 3),
        ("the spasm eased, back 2", 2),
        ("back 3, spasm is over", 3),
        ("spasm went away 2", 2),
        ("spasm: gone, 2 back", 2),
        ("my spasm stopped, back 2", 2),
        ("the cramps passed after an hour, 2 back", 2),
        ("my back locked up, but it's gone now, 2", 2),
        ("spasm, gone now, back 2", 2),
        ("spasm is gone 3 back", 3),
        ("no longer in spasm, back 2", 2),
        # earlier
        ("had a spasm last week, back 2 now", 2),
        ("back 2, had a spasm yesterday and", 2),
        ("had a spasm yesterday, now 3 lower back", 3),
        ("had a spasm 3 days ago, back 2", 2),
        ("spasm on monday, back 2 now", 2),
        ("yesterday I had a spasm, back 3", 3),
        ("my back locked up yesterday, 4 now", 4),
        ("had a spasm yesterday and now 3 lower back", 3),
        ("spasm last week and neck is 3", 3),
        ("back 4 after the spasm on monday", 4),
        ("back 4 after a spasm", 4),
        ("out of spasm, 3", 3),
        # feared, or almost one
        ("afraid of another spasm, back 2", 2),
        ("fear of spasms, back 2", 2),
        ("almost a spasm, 4 back", 4),
        ("nearly in spasm, 4", 4),
        # somebody else's
        ("back 3, my husband had a spasm", 3),
        ("my best friend has a cramp, back 3", 3),
        ("he had a cramp, neck 1", 1),
        ("but my wife is in spasm, back 2", 2),
        ("my husbands spasm, back 2", 2),
        ("the dog had a spasm, back 2", 2),
        # another muscle
        ("period cramps, back 3", 3),
        ("stomach cramps 4", 4),
        ("calf cramp at night, back 2", 2),
        ("cramp in my left calf, back 2", 2),
        ("can't bend my knee, back 3", 3),
        ("jaw locked, neck 3", 3),
        # none at all
        ("did my back stretches, 3", 3),
        ("no spasm, pain 3", 3),
        ("I locked the door, back 3", 3),
    ],
)
def test_a_spasm_that_is_not_now_begins_no_flare(text, level):
    assert (reading(text).level, reading(text).locked) == (level, False)
    assert plainly(reading(text))


def test_an_idiom_is_no_spasm():
    said = reading("put my back into gardening, 3")
    assert (said.level, said.marked, said.locked, said.spasm) == (3, True, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "my back just locked, 4",
        "3 but it is cramping",
        "spasm again, 4",
        "still in spasm since yesterday 5",
        "spasm since yesterday, 4",
        "in spasm after running yesterday, 5",
        "since last week my back is in spasm, 4",
        "had a spasm, 4",
        "had a spasm this morning, 3",
        "after the spasm this morning, 3",
        "after a spasm started, 5",
        "spasm started yesterday, 5",
        "spasm after spasm, 5",
        "yesterday I ran and now my back is locked, 4",
        "last night I ran into spasm, 4",
        # not over, or over and there again
        "spasm gone up to my neck, 5",
        "spasm has gone to my leg 5",
        "spasm has gone from 8 to 5",
        "spasm hasn't gone, 4",
        "spasm almost gone, 4",
        "spasm, almost gone, 4",
        "spasm, not gone, 4",
        "spasm stopped me walking, 4",
        "spasm 3 hours, gone tomorrow I hope, 4",
        "spasm eased but came back, 4",
        "spasm gone again, 4",
        "had a spasm yesterday and it's still there, 4",
        "had a spasm yesterday, it hasn't gone, 4",
        "had a spasm yesterday, again today, 4",
        "spasm yesterday and today, 5",
        "spasm yesterday and today 5",
        "spasm last night and this morning 5",
        "in spasm yesterday and now, 5",
        "spasm on monday and again on tuesday, 3",
        "threw my back out yesterday, 5",
        "my back went out 2 days ago, 4",
        "did my back 2 days ago, 4",
        # feared, and there
        "afraid of moving, spasm 4",
        "almost can't straighten, 4",
        "5 after locking up",
        # somebody else is only named
        "my husband says it's a spasm, 4",
        "my wife: it's a spasm, 4",
        "lifted my son, spasm 4",
        "lifted my son and spasm 4",
        "my son spasm 4",
        "my husband had my back in spasm, 4",
        "dog pulled me, back in spasm 4",
        "baby kicked my back into spasm, 4",
        # it reaches further than the back
        "spasm from hip to knee, 5",
        "spasm down to my foot 5",
        "jaw tight, back locked 4",
        "leg cramp, 4",
        "spasm in my foot too, 4",
        "cramps all over 5",
        "in spasm in my, 4",
        "my back is sore but locked 4",
        "no, it seized up, 4",
        "put my back out after 3 sets, 5",
        "did my back in, 4",
    ],
)
def test_a_spasm_that_may_be_now_begins_a_flare(text):
    assert reading(text).locked
    assert reading(text).level is not None


def test_nobody_else_is_known_without_their_words():
    assert read("my husband had a spasm", WORDS.pain, {}).locked


@pytest.mark.parametrize("text", ["no spasm, no pain", "no pain, the spasm has gone"])
def test_a_spasm_that_is_none_does_not_stand_against_no_pain(text):
    assert (reading(text).level, reading(text).locked) == (0, False)


@pytest.mark.parametrize("text", ["no pain but in spasm", "no pain, the spasm has gone up"])
def test_a_spasm_is_never_no_pain(text):
    assert reading(text).level is None
    assert reading(text).locked


@pytest.mark.parametrize("words", ["spasm is gone", "afraid of another spasm", "my back locked up"])
def test_without_a_level_a_spasm_is_asked_about(words):
    chat = Chat()
    chat.settle()
    chat.say(words)
    assert chat.text == "That sounds like a spasm. Is a muscle locking right now?"
    chat.say(words, reply=True)
    assert chat.text == "That sounds like a spasm. Is a muscle locking right now?"


def test_a_spasm_that_is_over_does_not_make_a_flare_longer():
    chat = Chat()
    chat.settle()
    chat.say("8 lower back")
    flare = chat.me.flare
    assert flare is not None
    chat.wait(20 * 3600)
    chat.say("back 3, spasm is over")
    assert chat.me.flare == flare


@pytest.mark.parametrize("words", ["spasm has gone, pain 3", "back 3, my husband had a spasm"])
def test_a_level_beside_a_spasm_that_is_not_now_is_logged_without_a_flare(words):
    chat = Chat()
    chat.settle()
    chat.say(words)
    assert chat.journal.pains[-1].level == 3
    assert chat.me.flare is None


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("5", "lower-back"),
        ("5 back", "lower-back"),
        ("neck fine, back 5", "lower-back"),
        ("headache 5", ""),
        ("5 neck", "neck"),
        ("3 lower back, 5 neck", "neck"),
    ],
)
def test_the_only_area_is_not_taken_for_what_hurts_elsewhere(words, area):
    chat = Chat()
    chat.settle()
    chat.say("/pain")
    chat.say(words)
    assert (chat.journal.pains[-1].level, chat.journal.pains[-1].area) == (5, area)


def test_an_edit_moves_a_level_to_where_it_is():
    chat = Chat()
    chat.settle()
    message = chat.say("5 lower back")
    chat.edit(message, "not 5 but 4")
    assert (chat.journal.pains[-1].level, chat.journal.pains[-1].area) == (4, "lower-back")
    chat.edit(message, "headache 4")
    assert (chat.journal.pains[-1].level, chat.journal.pains[-1].area) == (4, "")
