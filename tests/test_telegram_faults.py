"""What the bot does when Telegram, the disk or the bot itself fails."""

import asyncio
import itertools
import logging
import sqlite3
from collections import deque

import pytest
from botapi import Fault
from botapi.life import BOOK, Telling, living
from botapi.server import TOKEN

import bot.app
import bot.telegram
from bot import logs
from bot.core.talk.said import Text
from bot.telegram import listen


@pytest.fixture
async def life(monkeypatch, tmp_path):
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


async def test_a_fault_in_one_answer_hits_one_person_once(life, monkeypatch, caplog):
    real = bot.app.answer

    def answer(moment, what):
        if what == Text("poison about my back"):
            raise ValueError("poison about my back")
        return real(moment, what)

    monkeypatch.setattr(bot.app, "answer", answer)
    ada, bob = life.api.person(7), life.api.person(8)
    ada.say("poison about my back")
    bob.say("/help")
    await life.start()
    await life.settled()
    assert ada.sees("Something broke")
    assert bob.shown
    assert not bob.sees("Something broke")
    assert "person 7 (Text) broke" in caplog.text
    assert "poison" not in caplog.text
    ada.say("/help")
    await life.settled()
    assert not ada.sees("Something broke")


async def test_what_can_neither_be_answered_nor_excused_does_not_come_for_ever(
    life, monkeypatch, caplog
):
    def broken(*_):
        raise KeyError("poison")

    monkeypatch.setattr(Telling, "turns", broken)
    monkeypatch.setattr(Telling, "broke", broken)
    life.api.person().say("poison")
    await life.start()
    await life.api.until(lambda: len(life.api.made("getUpdates")) == 2)
    assert life.api.pending == []
    assert "was given up" in caplog.text
    assert "poison" not in caplog.text


async def test_the_log_names_the_tap_that_broke(life, monkeypatch, caplog):
    await life.start()
    ada = await life.meet()

    def answer(*_):
        raise KeyError

    monkeypatch.setattr(bot.app, "answer", answer)
    data = ada.screen.data("✓ Done")
    ada.tap("✓ Done")
    await life.api.until(lambda: ada.sees("Something broke"))
    await life.settled()
    assert f"({data}) broke" in caplog.text


async def test_an_update_that_cannot_be_read_does_not_hide_the_others(life, caplog):
    life.api.update(message={"date": "soon"})
    ada = life.api.person()
    ada.say("/help")
    await life.start()
    await life.settled()
    assert ada.shown
    assert "cannot be read" in caplog.text


async def test_a_disk_that_fails_confirms_nothing_and_the_work_goes_on_after_it(life, monkeypatch):
    real, left = Telling.turns, [3]

    def turns(self, said, now, came=()):
        if left[0] and said:
            left[0] -= 1
            error = sqlite3.OperationalError("disk full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return real(self, said, now, came)

    monkeypatch.setattr(Telling, "turns", turns)
    monkeypatch.setattr(Telling, "broke", lambda *_: turns(None, [1], 0))
    ada = life.api.person()
    ada.say("/help")
    await life.start()
    await life.settled()
    assert len(ada.shown) == 1


async def test_a_server_that_stumbles_is_asked_again(life, caplog):
    for fault in (
        Fault(502, "Bad Gateway"),
        Fault(429, "Too Many Requests", retry_after=0.01),
        Fault(drop="before"),
        Fault(409, "Conflict: can't use getUpdates method while webhook is active"),
        Fault(409, "Conflict: terminated by other getUpdates request"),
    ):
        life.api.faults["getUpdates"].append(fault)
    life.api.faults["getMe"] += [Fault(502), Fault(429, "Too Many", retry_after=0.01)]
    life.api.faults["getMyCommands"].append(Fault(429, "Too Many Requests", retry_after=9999))
    ada = life.api.person()
    ada.say("/help")
    await life.start()
    await life.settled()
    assert len(ada.shown) == 1
    assert len(life.api.made("deleteWebhook")) == 2  # at the start, and when there was one
    assert "terminated by other" in caplog.text
    assert "menu could not be set" in caplog.text


async def test_a_storm_of_faults_loses_and_doubles_nothing_that_counts(life):
    weather = itertools.cycle(
        [
            Fault(429, "Too Many Requests", retry_after=0.01),
            Fault(drop="after"),
            Fault(502, "Bad Gateway"),
            Fault(drop="before"),
        ]
    )
    methods = (
        "getUpdates",
        "answerCallbackQuery",
        "sendMessage",
        "sendPhoto",
        "editMessageText",
        "editMessageMedia",
        "editMessageCaption",
        "deleteMessage",
    )

    async def storm(*labels):
        for label in labels:
            for method in methods:
                life.api.faults[method] = deque([next(weather)])
            next(weather)  # so that each method meets each fault
            ada.tap(label)
            await life.settled()

    await life.start()
    ada = life.api.person()
    ada.say("/start")
    await life.settled()
    await storm("Lower back", "None of these", "Nothing", "3")
    while any("Done" in label for label in ada.screen.labels):
        await storm("✓ Done")
    await storm("Better", "2")
    done, planned = life.rows("SELECT done, planned FROM sessions")[0]
    assert done == planned
    assert life.rows("SELECT count(*) FROM stretches") == [(done,)]
    assert life.rows("SELECT level FROM pains ORDER BY n") == [(3,), (2,)]
    assert ada.screen.labels


async def test_a_wrong_token_ends_the_bot_with_one_clear_line(life, caplog):
    await life.start(token="4242:wrong-wrong-wrong-wrong")
    assert await asyncio.wait_for(life.task, 5) == 2
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == [
        "Telegram does not know this BOT_TOKEN; @BotFather shows the right one"
    ]
    assert "wrong" not in caplog.text


async def test_a_token_that_is_revoked_ends_the_bot(life):
    life.api.faults["getUpdates"].append(Fault(401, "Unauthorized"))
    await life.start()
    assert await asyncio.wait_for(life.task, 5) == 2


async def test_a_stop_before_telegram_was_reached_is_a_stop(life):
    life.api.faults["getMe"] += [Fault(502)] * 10_000
    await life.start()
    await life.api.until(lambda: len(life.api.made("getMe")) > 1)
    assert await life.end() == 0


async def test_the_menu_is_set_at_the_first_start_and_left_alone_at_the_next(life):
    def ready():
        return life.api.settings.get(("short", "")) is not None and not life.api.pending

    await life.start()
    await life.api.until(ready)
    assert await life.end() == 0
    put = life.api.made("setMyCommands", "setMyDescription", "setMyShortDescription")
    assert len(put) == 3 * (len(BOOK.words) + 1)
    asked = len(life.api.made("getMyShortDescription"))
    await life.start()
    await life.api.until(
        lambda: len(life.api.made("getMyShortDescription")) == asked + len(BOOK.words) + 1
    )
    assert await life.end() == 0
    assert put == life.api.made("setMyCommands", "setMyDescription", "setMyShortDescription")


async def test_a_poll_that_brings_nothing_is_followed_by_the_next(life, monkeypatch):
    monkeypatch.setattr(listen, "LONG", 0)
    await life.start()
    await life.api.until(lambda: len(life.api.made("getUpdates")) > 3)
    ada = life.api.person()
    ada.say("/help")
    await life.settled()
    assert len(ada.shown) == 1


async def test_the_token_is_never_logged(life, caplog):
    made = logging.getLogRecordFactory()
    logs.hide(TOKEN)
    for name in (*logs.CHATTY, "asyncio", "aiohttp.client"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.DEBUG)
    try:
        life.api.faults["getUpdates"] += [Fault(502), Fault(drop="before")]
        life.api.faults["sendMessage"] += [Fault(drop="after"), Fault(502), Fault(400, "nonsense")]
        life.api.faults["getMe"] += [Fault(drop="before")]
        await life.start()
        ada = life.api.person()
        ada.say("/start")
        await life.settled()
        ada.say("/help")
        await life.settled()
        assert await life.end() == 0
        await life.start(api_url="http://127.0.0.1:1")
        await asyncio.sleep(0)
        await life.end()
        await life.start(token=TOKEN + "x")
        await asyncio.wait_for(life.task, 5)
    finally:
        logging.setLogRecordFactory(made)
        for name in logs.CHATTY:
            logging.getLogger(name).setLevel(logging.NOTSET)
    assert "Calling Bot API endpoint" in caplog.text  # PTB did speak
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_a_stop_still_says_what_is_owed(life):
    await life.start()
    ada = life.api.person()
    ada.say("/start")
    await life.settled()
    taken = life.app.turns
    life.app.turns = lambda *what: (taken(*what), life.stop.set())
    ada.say("/help")
    assert await asyncio.wait_for(life.task, 5) == 0
    assert len(ada.shown) == 2
