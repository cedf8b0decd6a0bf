"""Somebody who says very much at once is slowed, kindly and alone, and nothing of it is lost."""

import asyncio

import pytest
from chat import Chat
from telegram import Bot, Update

import bot.telegram.inline
from bot import floods
from bot.app import drain
from bot.core.talk.outgoing import Shown
from bot.core.talk.said import Command, Said, Tap, Text
from bot.core.talk.screen import Screen
from bot.floods import BURST, REMEMBERED, WINDOW, Floods
from bot.present import Owed
from bot.telegram.inline import Shelf

QUICK = "That was quick!"


def flood(chat, *whats, person=None):
    """Everything at once, before anything could be sent."""
    who = person or chat.person
    said = []
    for what in whats:
        chat.updates += 1
        chat.numbers += 1
        said.append(Said(who, who, chat.now, what, chat.numbers, chat.updates, "en"))
    chat.app.turns(said, chat.now)


def owed(chat, person=7):
    return [
        kind
        for (kind,) in chat.store.rows("SELECT kind FROM owed WHERE chat = ? ORDER BY id", person)
    ]


def test_what_a_person_says_in_a_minute_is_answered_one_by_one(settled):
    settled.now += 600
    flood(settled, *[Command("help")] * (BURST - 1))
    assert len(owed(settled)) > 1
    assert QUICK not in settled.seen()


def test_of_a_flood_the_last_is_answered_with_one_kind_word(settled):
    settled.now += 600
    flood(settled, *[Command("help")] * 200, Command("privacy"))
    assert owed(settled) == ["passing", "live"]
    settled.drain()
    assert "Your data" in settled.text
    assert settled.seen().count(QUICK) == 1
    flood(settled, *[Command("help")] * 50)
    settled.drain()
    assert settled.seen().count(QUICK) == 1  # one in a window
    settled.now += WINDOW
    flood(settled, *[Command("help")] * 200)
    settled.drain()
    assert settled.seen().count(QUICK) == 2


def test_taps_and_words_get_their_kind_word_as_well(settled):
    settled.now += 600
    flood(settled, *[Text("hello"), Tap("home", "q", media=False)] * 100)
    settled.drain()
    assert settled.seen().count(QUICK) == 1
    assert settled.text.startswith("What would feel good")


def test_taps_under_care_leave_no_row_each(settled):
    settled.now += 600
    flood(settled, Text("I can't feel my legs"))
    flood(settled, *[Tap("home", f"q{n}", media=False) for n in range(200)])
    assert owed(settled).count("toast") < BURST


@pytest.mark.parametrize("what", [Command("help"), Command("settings"), Text("3 lower back")])
@pytest.mark.parametrize("words", ["I can't feel my legs", "I want to kill myself"])
def test_a_card_that_says_whom_to_call_outlives_whatever_follows(settled, words, what):
    settled.now += 600
    flood(settled, Text(words))
    card = settled.app.take(settled.now, pings=False).screen.text
    settled.restart()  # a new process: what was under way is owed again
    flood(settled, *[what] * 6)
    shown = len(settled.messages)
    settled.drain()
    assert card in [one.text for one in [*settled.messages.values()][shown:]]


def test_nor_does_an_edit_of_the_same_message_take_its_place(settled):
    settled.say("/stretch")
    settled.drain()
    message = max(settled.messages)
    settled.app._outbox.owe(Owed(7, 7, Screen("card"), target=message, kept=True), settled.now)
    settled.app._outbox.owe(Owed(7, 7, Screen("later"), target=message), settled.now)
    first, second = settled.app.take(settled.now, pings=False), None
    assert settled.app.still(first)
    settled.app.came(first, Shown(message), settled.now)
    second = settled.app.take(settled.now, pings=False)
    assert [first.screen.text, second.screen.text] == ["card", "later"]


def test_pain_said_in_a_flood_is_logged_each_time(settled):
    before = len(settled.journal.pains)
    levels = [1, 2, 3, 4] * 20
    flood(settled, *[Text(f"{level} lower back") for level in levels])
    assert [pain.level for pain in settled.journal.pains[before:]] == levels
    assert owed(settled) == ["passing", "note"]


def test_a_warning_sign_in_a_flood_is_heard_and_its_card_shown(settled):
    told = Text("I cannot feel between my legs and cannot pee")
    flood(settled, *[Text("hello")] * 60, told)
    assert settled.me.care is not None
    flood(settled, *[Command("help")] * 60)
    assert settled.me.care is not None
    shown = len(settled.messages)
    settled.drain()
    new = list(settled.messages.values())[shown:]
    assert any("112" in one.text or "emergency" in one.text.lower() for one in new)


def test_a_flood_of_taps_owes_one_screen_and_one_answer_to_a_press(settled):
    lines = ["settings", "help", "privacy", "home"]
    flood(settled, *[Tap(lines[n % 4], f"q{n}") for n in range(100)])
    kinds = owed(settled)
    assert (kinds.count("live"), kinds.count("toast")) == (1, 1)
    assert "passing" not in kinds


def test_others_are_answered_as_ever(settled):
    flood(settled, *[Command("help")] * 200)
    flood(settled, Command("start"), Command("help"), person=8)
    assert owed(settled, 8).count("live") == 2
    told = []
    drain(settled.app, lambda out: told.append(out.chat) or settled.perform(out), settled.now)
    assert told.count(7) == 2
    assert told.count(8) >= 2


def test_a_bucket_fills_again_and_a_clock_set_back_does_not_empty_it():
    made = Floods()
    assert [made.more(7, 100) for _ in range(BURST + 1)] == [False] * BURST + [True]
    assert made.more(7, 100)
    assert not made.more(7, 102)
    assert not made.more(7, 50)
    assert made.more(7, 50)
    assert not made.more(8, 50)


def test_only_so_many_people_are_remembered(monkeypatch):
    monkeypatch.setattr(floods, "REMEMBERED", 3)
    made = Floods()
    for who in range(10):
        assert not made.more(who, 1)
        assert made.word(who, 1)
    assert len(made._left) == len(made._told) == 3
    assert REMEMBERED > 3
    assert made.word(0, 1)
    assert not made.word(9, 2)


ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def query(words, who=7):
    asked = {"id": words, "from": ADA | {"id": who}, "query": words, "offset": ""}
    return Update.de_json({"update_id": 1, "inline_query": asked}, None).inline_query


async def test_of_what_is_typed_fast_the_first_and_the_newest_are_answered(monkeypatch):
    asked, go = [], asyncio.Event()

    async def slow(self, name, api_kwargs):
        asked.append(api_kwargs["inline_query_id"])
        await go.wait()

    monkeypatch.setattr(bot.telegram.inline.Bot, "do_api_request", slow)
    shelf = Shelf(Chat().app, Bot("1:x"), "unhunch_bot")
    for words in ("n", "ne", "nec", "neck"):
        shelf.offer(query(words))
    shelf.offer(query("back", who=8))
    await asyncio.sleep(0)
    assert asked == ["n", "back"]
    go.set()
    await asyncio.gather(*shelf._under_way)
    assert asked == ["n", "back", "neck"]
    assert shelf._next == {}
    await shelf.close()


async def test_a_query_that_breaks_leaves_nobody_out_for_ever(monkeypatch):
    def broken(*_):
        raise KeyError

    shelf = Shelf(Chat().app, Bot("1:x"), "unhunch_bot")
    monkeypatch.setattr(shelf._app, "inline", broken)
    shelf.offer(query("neck"))
    (task,) = shelf._under_way
    with pytest.raises(KeyError):
        await task
    assert shelf._next == {}


def test_a_step_that_was_not_shown_yet_outlives_what_only_says_noted(settled):
    settled.now += 600
    flood(settled, *[Command("help")] * 60, *[Text("3 lower back")] * 5)
    kinds = owed(settled)
    assert kinds.count("live") == 1
    assert kinds[-1] == "note"
