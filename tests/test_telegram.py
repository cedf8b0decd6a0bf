"""The bot on Telegram: from an update to what a person sees, against a strict server."""

import asyncio
import contextlib
import io
import itertools
import logging
import sqlite3
import zipfile
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from botapi import BotApi, Fault
from botapi.server import TOKEN
from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

import bot.app
import bot.telegram
from bot import logs, pacing
from bot.app import App
from bot.content import read
from bot.core.moment import Host
from bot.core.outgoing import (
    Gone,
    Later,
    Lost,
    Moved,
    Refused,
    Remove,
    Show,
    Shown,
    Toast,
    Uncertain,
)
from bot.core.said import Blocked, Command, Elsewhere, Location, Other, Tap, Text
from bot.core.screen import Button, Document, Figure, Keyboard, Screen
from bot.store import Store
from bot.telegram import listen, requests, speak
from bot.telegram.hear import Me, hear
from bot.telegram.menu import dress
from bot.telegram.outcomes import outcome
from bot.telegram.speak import Clocks, Mouth
from bot.transport import AioRequest, NotSent

BOOK = read()
SHARE = BOOK.words["en"].texts["zone.share"]
MONDAY = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())


class Telling(App):
    """The app; whoever waits looks again when something is settled."""

    def __init__(self, api, store):
        super().__init__(store, BOOK, Host("@host"))
        self.api = api

    def came(self, out, outcome, now):
        super().came(out, outcome, now)
        self.api._tell()


class Life:
    """The real bot beside a Telegram of its own, and a clock by hand."""

    def __init__(self, path):
        self.now = MONDAY
        self.path = path
        self.api = BotApi(lambda: self.now)
        self.task = None

    def open(self):
        self.store = Store(self.path)
        self.app = Telling(self.api, self.store)

    async def start(self, **settings):
        self.open()
        self.stop = asyncio.Event()
        settings = {"token": TOKEN, "api_url": self.api.url, "rate": 1000.0} | settings
        self.task = asyncio.create_task(
            bot.telegram.run(self.app, BOOK, now=lambda: self.now, stop=self.stop, **settings)
        )

    async def end(self):
        """Stop the bot; returns its exit code."""
        if self.task is None:
            return None
        self.stop.set()
        code = await asyncio.wait_for(self.task, 8)
        self.task = None
        self.store.close()
        return code

    def rows(self, sql, *values):
        return self.store.rows(sql, *values)

    def quiet(self):
        """Everything that was said is answered, confirmed and shown."""
        owed = "SELECT 1 FROM owed UNION SELECT 1 FROM pings WHERE state IN ('owed', 'sending')"
        return not self.api.pending and not self.rows(owed)

    async def settled(self):
        await self.api.until(self.quiet)

    async def taps(self, person, *labels):
        for label in labels:
            person.tap(label)
            await self.settled()

    async def meet(self, number=7):
        """A person who has come to the first step of the first session."""
        person = self.api.person(number)
        person.say("/start")
        await self.settled()
        await self.taps(person, "Lower back", "None of these", "Nothing", "3")
        return person

    async def finish(self, person):
        """Through the session to its end."""
        while any("Done" in label for label in person.screen.labels):
            await self.taps(person, "✓ Done")
        await self.taps(person, "Better", "2")


@pytest.fixture
async def life(monkeypatch, tmp_path):
    monkeypatch.setattr(pacing, "PRIVATE", (1000.0, 1000.0))
    for where in (speak, listen, bot.telegram):
        monkeypatch.setattr(where, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(bot.telegram, "AGAIN", 0.01)
    made = Life(tmp_path / "bot.db")
    async with made.api:
        yield made
        await made.end()
    assert made.api.broken == []


# A person and the bot


async def test_a_first_talk_leads_through_a_session_to_its_end(life):
    await life.start()
    ada = await life.meet()
    assert ada.screen.media == "photo"
    picture = ada.screen
    await life.finish(ada)
    assert picture.edits >= 2  # one message from its first step to its end
    sessions = life.rows("SELECT before, after, feeling FROM sessions")
    assert sessions == [(3, 2, "better")]
    assert [m for m in ada.shown if m.labels] == [ada.screen]  # no old keyboard is left
    assert len(life.api.made("answerCallbackQuery")) > 5
    assert life.api.queries == {}


async def test_pain_is_logged_by_a_reply_and_corrected_by_an_edit(life):
    await life.start()
    ada = await life.meet()
    await life.finish(ada)
    said = ada.say("6 lower back", reply_to=ada.screen)
    await life.settled()
    newest = "SELECT level FROM pains ORDER BY n DESC LIMIT 1"
    count = life.rows("SELECT count(*) FROM pains")
    assert life.rows(newest) == [(6,)]
    ada.edit(said, "4 lower back")
    await life.settled()
    assert life.rows(newest) == [(4,)]
    assert life.rows("SELECT count(*) FROM pains") == count


async def test_a_pain_command_is_corrected_by_an_edit_as_well(life):
    await life.start()
    ada = await life.meet()
    said = ada.say("/pain 6 lower back")
    await life.settled()
    count = life.rows("SELECT count(*) FROM pains")
    ada.edit(said, "/pain 4 lower back")
    await life.settled()
    assert life.rows("SELECT level FROM pains ORDER BY n DESC LIMIT 1") == [(4,)]
    assert life.rows("SELECT count(*) FROM pains") == count


async def test_a_ping_comes_in_the_morning_and_opens_a_session(life):
    await life.start()
    ada = await life.meet()
    await life.finish(ada)
    await life.taps(ada, "Yes, set up", SHARE)
    assert ada.keyboard
    ada.locate(52.52, 13.40)
    await life.settled()
    assert ada.keyboard is None
    ada.say("08:00")
    await life.settled()
    await life.taps(ada, "Yes, 3")
    before = len(ada.shown)
    while (morning := life.rows("SELECT state FROM pings WHERE kind = 'morning'")) == []:
        life.now = life.rows("SELECT next_ping FROM people")[0][0]
        life.app.tick(life.now)
        await life.settled()
    assert morning == [("sent",)]
    assert len(ada.shown) > before


async def test_a_picture_is_uploaded_once_and_its_id_used_after_that(life):
    await life.start()
    await life.meet(7)
    uploads = [call for call in life.api.calls if call.files]
    assert len(uploads) == 1
    bob = await life.meet(8)
    assert bob.screen.media == "photo"
    assert [call for call in life.api.calls if call.files] == uploads


async def test_a_picture_that_telegram_forgot_is_uploaded_again(life):
    await life.start()
    await life.meet(7)
    life.api.files.clear()
    bob = await life.meet(8)
    assert bob.screen.media == "photo"
    assert len([call for call in life.api.calls if call.files]) == 2
    assert life.rows("SELECT file FROM media") == [(bob.screen.file,)]


async def test_what_was_written_while_the_bot_was_away_is_answered_once_and_in_order(life):
    ada = life.api.person()
    for words in ("/start", "hello?", "/help", "/privacy"):
        ada.say(words)
    await life.start()
    await life.settled()
    asked = [c for c in life.api.calls if c.method == "getUpdates" and c.values["offset"]]
    assert len(asked) == 1  # one batch, one commit
    assert ada.sees("I keep what you told me")
    assert len(ada.shown) == 4


async def test_a_repeated_update_is_answered_once(life):
    await life.start()
    ada = life.api.person()
    said = ada.say("/start")
    await life.settled()
    life.api.repeat(said)
    ada.say("/help")
    await life.settled()
    assert len(ada.shown) == 2


async def test_an_update_is_confirmed_only_after_it_is_on_disk(life):
    seen = []

    def confirming(updates):
        with contextlib.closing(sqlite3.connect(life.path)) as other:
            noted = {number for (number,) in other.execute("SELECT id FROM updates")}
        assert noted >= set(updates)
        seen.extend(updates)

    life.api.confirming = confirming
    await life.start()
    await life.meet()
    assert len(seen) == 5


async def test_a_person_who_blocks_the_bot_is_left_alone_until_they_come_back(life):
    await life.start()
    ada = await life.meet()
    ada.block()
    await life.settled()
    assert life.rows("SELECT blocked FROM people") == [(1,)]
    ada.block(yes=False)
    ada.say("/help")
    await life.settled()
    assert life.rows("SELECT blocked FROM people") == [(0,)]


async def test_a_block_is_noticed_at_sending_too(life):
    await life.start()
    ada = await life.meet()
    ada.blocked = True
    ada.say("/help")
    await life.settled()
    assert life.rows("SELECT blocked FROM people") == [(1,)]


async def test_a_group_is_declined_once_and_its_chatter_left_alone(life):
    await life.start()
    group = {"id": -5, "type": "supergroup", "title": "Backs"}
    crowd = life.api.person(-5)
    crowd.met = True
    who = life.api.person(9).user
    said = {"message_id": 1, "from": who, "chat": group, "date": MONDAY}
    life.api.update(message={**said, "text": "my back hurts"})
    life.api.update(message={**said, "text": "/start@unhunch_bot"})
    await life.settled()
    assert [m.text[:30] for m in crowd.shown] == ["I work in private chats only, "]


async def test_an_export_arrives_as_a_file_with_everything(life):
    await life.start()
    ada = await life.meet()
    ada.say("/export")
    await life.settled()
    file = next(m for m in ada.shown if m.media == "document")
    kind, name, content = life.api.files[file.file]
    assert (kind, name[-4:]) == ("document", ".zip")
    assert zipfile.ZipFile(io.BytesIO(content)).namelist()


# Faults


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

    def turns(self, said, now):
        if left[0] and said:
            left[0] -= 1
            raise sqlite3.OperationalError("disk full")
        return real(self, said, now)

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
    assert len(life.api.made("deleteWebhook")) == 1
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


async def test_only_two_letter_languages_get_a_menu_of_their_own(life, sent):
    words = BOOK.words["en"]
    await dress(sent.line, replace(BOOK, words={"en": words, "en-gb": words}))
    languages = [c.values.get("language_code", "") for c in life.api.made("setMyCommands")]
    assert languages == ["en", ""]


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
    life.app.turns = lambda said, now: (taken(said, now), life.stop.set())
    ada.say("/help")
    assert await asyncio.wait_for(life.task, 5) == 0
    assert len(ada.shown) == 2


# What is sent, case by case


class Owing:
    """An app that owes just this, and keeps what came of it."""

    def __init__(self, api, *outs, files=()):
        self.book, self.api, self.files = BOOK, api, dict(files)
        self.owed, self.came_of, self.moved_on = list(outs), [], set()
        self.pings = []

    def take(self, _now, pings):
        lane = self.pings if pings else self.owed
        return lane.pop(0) if lane else None

    def still(self, out):
        return out.owed not in self.moved_on

    def came(self, _out, outcome, _now):
        self.came_of.append(outcome)
        self.api._tell()

    def file(self, key):
        return self.files.get(key)

    def keep_file(self, key, file):
        self.files[key] = file


@pytest.fixture
async def sent(life):
    """Send these through a real mouth; returns what came of each, in the order it came."""
    network = AioRequest()
    base = life.api.url + "/bot"
    line = bot.telegram.Bot(TOKEN, base_url=base, request=network, get_updates_request=network)
    life.api.person().met = True

    async def send(*outs, app=None, rate=1000.0):
        app = app or Owing(life.api, *outs)
        clocks = Clocks(lambda: life.now, asyncio.get_running_loop().time)
        mouth = Mouth(app, line, rate, clocks)
        speaking = asyncio.create_task(mouth.speak())
        mouth.wake()
        await life.api.until(lambda: len(app.came_of) >= len(outs))
        speaking.cancel()
        await mouth.finish()
        return app.came_of

    send.line = line
    yield send
    await network.shutdown()


ROWS = ((Button("Yes", "yes", "good"), Button("No", "no", "bad")), (Button("Hm", "hm"),))
PLAIN = Screen("<b>Hello</b> &amp; welcome", ROWS)
CAT = Figure("cat-cow")
STEP = Screen("Cat–cow", ROWS, CAT)


async def test_a_screen_is_sent_with_its_buttons_and_edited_in_place(life, sent):
    (first,) = await sent(Show(1, 7, PLAIN))
    assert life.api.person().screen.text == "Hello & welcome"
    assert life.api.person().screen.rows == [["Yes", "No"], ["Hm"]]
    markup = life.api.person().screen.markup["inline_keyboard"]
    assert [b.get("style") for row in markup for b in row] == ["success", "danger", None]
    again = await sent(Show(1, 7, Screen("Bye", silent=True), message=first.message))
    assert again == [first]
    assert (life.api.person().screen.text, life.api.person().screen.rows) == ("Bye", [])


async def test_text_becomes_a_picture_whose_caption_then_changes(life, sent):
    (text,) = await sent(Show(1, 7, PLAIN))
    (step,) = await sent(Show(1, 7, STEP, message=text.message))
    assert step.message == text.message
    assert step.media.startswith("cat-cow")
    caption = Screen("Now slower", ROWS, CAT)
    show = Show(1, 7, caption, message=text.message, has_media=True, same_media=True)
    assert await sent(show) == [step]
    assert [c.method for c in life.api.calls] == [
        "sendMessage",
        "editMessageMedia",
        "editMessageCaption",
    ]
    assert life.api.person().screen.text == "Now slower"
    assert len(life.api.files) == 1


async def test_a_picture_gives_way_to_text_and_its_message_goes(life, sent):
    (step,) = await sent(Show(1, 7, STEP))
    await sent(Show(2, 7, PLAIN, remove=(step.message,)))
    assert [m.text for m in life.api.person().shown] == ["Hello & welcome"]


async def test_a_message_too_old_to_delete_loses_its_buttons(life, sent):
    (old,) = await sent(Show(1, 7, STEP))
    (bare,) = await sent(Show(1, 7, Screen("bare")))
    life.now += 49 * 3600
    gone = (old.message, bare.message, 99_999)
    assert await sent(Show(2, 7, PLAIN, remove=gone)) == [Shown(old.message + 2, "")]
    assert life.api.person().messages[old.message].labels == []
    assert await sent(Remove(3, 7, gone)) == [Shown()]


async def test_the_same_screen_again_is_shown_already(sent):
    (first,) = await sent(Show(1, 7, PLAIN))
    assert await sent(Show(1, 7, PLAIN, message=first.message)) == [first]


async def test_an_edit_of_a_message_that_is_gone_is_lost(sent):
    assert await sent(Show(1, 7, PLAIN, message=12_345)) == [Lost()]


async def test_a_press_is_answered_and_one_that_is_too_old_is_let_be(life, sent):
    ada = life.api.person()
    await sent(Show(1, 7, PLAIN))
    query = ada.tap("Yes")["callback_query"]["id"]
    for toast in (
        Toast(1, 7, query, "Noted", alert=True),
        Toast(2, 7, query),
        Toast(3, 7, "q-old"),
    ):
        assert await sent(toast) == [Shown()]
    assert ada.toasts == ["Noted"]


async def test_a_location_is_asked_for_and_the_keyboard_taken_away_again(life, sent):
    ada = life.api.person()
    ask = Show(1, 7, Screen("Where?", keyboard=Keyboard("Share", "No, thanks")), message=3)
    (asked,) = await sent(ask)
    assert [[b["text"] for b in row] for row in ada.keyboard] == [["Share"], ["No, thanks"]]
    await sent(Show(2, 7, PLAIN, gone_keyboard=True, remove=(asked.message,)))
    assert ada.keyboard is None
    assert [m.text for m in ada.shown] == ["Hello & welcome"]
    assert ada.screen.editable
    await sent(ask)
    assert ada.keyboard
    await sent(Show(2, 7, Screen("Never mind"), gone_keyboard=True))
    assert ada.keyboard is None


async def test_a_question_opens_the_typing_field(life, sent):
    await sent(Show(1, 7, Screen("How bad?", hint="0 to 10")))
    assert life.api.person().screen.markup["input_field_placeholder"] == "0 to 10"


async def test_a_file_is_sent_and_may_replace_another_message(life, sent):
    screen = Screen("All of it", media=Document("you.zip", (("pains.csv", "a,b"),)))
    (first,) = await sent(Show(1, 7, screen))
    (text,) = await sent(Show(1, 7, PLAIN))
    await sent(Show(1, 7, screen, message=text.message))
    assert [m.media for m in life.api.person().shown] == ["document", "document"]
    assert first.media == ""


async def test_a_picture_whose_person_moved_on_meanwhile_is_dropped(life, sent, monkeypatch):
    app = Owing(life.api, Show(1, 7, STEP))

    def draw(*_):
        app.moved_on.add(1)
        return "cat-cow.png", b""

    monkeypatch.setattr(speak.drawing, "draw", draw)
    assert await sent(app.owed[0], app=app) == [Later()]
    assert life.api.calls == []


async def test_a_picture_that_cannot_be_drawn_silences_nobody(sent, monkeypatch, caplog):
    monkeypatch.setattr(speak.drawing, "draw", lambda *_: 1 / 0)
    assert await sent(Show(1, 7, STEP)) == [Refused("ZeroDivisionError")]
    assert await sent(Show(2, 7, PLAIN)) == [Shown(100, "")]
    assert "ZeroDivisionError" in caplog.text


async def test_a_file_id_of_no_use_is_replaced_but_other_refusals_are_not_repeated(life, sent):
    key = speak.drawing.key(CAT, BOOK)
    app = Owing(life.api, Show(1, 7, STEP), files={key: "stale"})
    (came,) = await sent(app.owed[0], app=app)
    assert isinstance(came, Shown)
    assert app.files[key] == "photo-0"
    life.api.faults["sendPhoto"].append(Fault(400, "Bad Request: something else"))
    app.owed, app.came_of = [Show(1, 7, STEP)], []
    assert await sent(Show(1, 7, STEP), app=app) == [Refused("Something else")]
    assert len(life.api.made("sendPhoto")) == 3


async def test_a_request_to_wait_is_waited_out(life, sent):
    life.api.faults["sendMessage"].append(Fault(429, "Too Many Requests", retry_after=0.05))
    began = asyncio.get_running_loop().time()
    (came,) = await sent(Show(1, 7, PLAIN))
    assert isinstance(came, Shown)
    assert asyncio.get_running_loop().time() - began >= 0.05
    assert len(life.api.made("sendMessage")) == 2


async def test_a_pause_overtakes_what_was_already_waiting(life, sent, monkeypatch):
    monkeypatch.setattr(pacing, "PRIVATE", (1.0, 50.0))
    life.api.faults["sendMessage"].append(Fault(429, "Too Many Requests", retry_after=0.1))
    began = asyncio.get_running_loop().time()
    assert len(await sent(Show(1, 7, PLAIN), Show(2, 7, PLAIN))) == 2
    assert asyncio.get_running_loop().time() - began >= 0.1
    assert len(life.api.made("sendMessage")) == 3


async def test_a_toast_is_not_kept_waiting(life, sent):
    life.api.faults["answerCallbackQuery"].append(Fault(429, "Too Many", retry_after=30))
    assert await sent(Toast(1, 7, "q1")) == [Later(30)]


async def test_a_broken_connection_leaves_a_new_message_uncertain(life, sent):
    life.api.faults["sendMessage"].append(Fault(drop="after"))
    assert await sent(Show(1, 7, PLAIN)) == [Uncertain()]
    assert len(life.api.person().shown) == 1  # it did arrive


async def test_what_was_never_sent_is_sent_when_the_network_is_back(life, sent, monkeypatch):
    real, left = speak.Bot.do_api_request, [2]

    async def call(self, *args, **named):
        if left[0]:
            left[0] -= 1
            raise NotSent("no route")
        return await real(self, *args, **named)

    monkeypatch.setattr(speak.Bot, "do_api_request", call)
    (came,) = await sent(Show(1, 7, PLAIN))
    assert isinstance(came, Shown)
    assert len(life.api.made("sendMessage")) == 1


async def test_a_stop_leaves_what_was_under_way_uncertain_and_the_rest_for_later(
    life, sent, monkeypatch
):
    monkeypatch.setattr(speak, "LAST", 0.05)
    held = asyncio.Event()

    async def call(*_, **__):
        held.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(speak.Bot, "do_api_request", call)
    monkeypatch.setattr(pacing, "PRIVATE", (1.0, 0.001))
    app = Owing(life.api, Show(1, 7, PLAIN), Show(2, 7, PLAIN), Show(3, 8, PLAIN))
    mouth = Mouth(app, sent.line, 1000, Clocks(lambda: 0, asyncio.get_running_loop().time))
    speaking = asyncio.create_task(mouth.speak())
    await asyncio.wait_for(held.wait(), 5)
    speaking.cancel()
    await mouth.finish()
    assert sorted(app.came_of, key=repr) == [Later(), Uncertain(), Uncertain()]


async def test_answers_go_before_pings_and_both_keep_to_the_rate(life, sent):
    for number in range(1, 9):
        life.api.person(number).met = True
    app = Owing(life.api, *(Show(n, n, PLAIN) for n in range(1, 5)))
    app.pings = [Show(-n, n, PLAIN) for n in range(5, 9)]
    began = asyncio.get_running_loop().time()
    await sent(*range(8), app=app, rate=20)
    assert [c.values["chat_id"] for c in life.api.calls[:4]] == [1, 2, 3, 4]
    assert asyncio.get_running_loop().time() - began >= 6 / 19  # two at once, the rest evenly


async def test_only_so_many_are_taken_at_once(life, sent, monkeypatch):
    monkeypatch.setattr(speak, "HELD", 2)
    app = Owing(life.api, *(Show(n, 7, Screen(f"{n}")) for n in range(1, 8)))
    assert len(await sent(*range(7), app=app)) == 7


async def test_an_outcome_that_cannot_be_kept_is_named_in_the_log(life, sent, caplog):
    app = Owing(life.api, Show(1, 7, PLAIN), Show(2, 7, Screen("next")))
    real, left = app.came, [1]

    def came(*args):
        if left.pop() if left else 0:
            raise sqlite3.OperationalError
        real(*args)

    app.came = came
    await sent(None, app=app)
    assert "not kept" in caplog.text


@pytest.mark.parametrize(
    ("error", "came"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone()),
        (BadRequest("Bad Request: chat not found"), Gone()),
        (BadRequest("Bad Request: user is deactivated"), Gone()),
        (ChatMigrated(-100), Moved(-100)),
        (BadRequest("Message is not modified: specified new ..."), Shown(5)),
        (BadRequest("Query is too old and response timeout expired"), Shown(5)),
        (BadRequest("Message to edit not found"), Lost()),
        (BadRequest("Message can't be edited"), Lost()),
        (BadRequest("There is no text in the message to edit"), Lost()),
        (BadRequest("Can't parse entities"), Refused("Can't parse entities")),
        (RetryAfter(3), Later(3.0)),
        (NotSent("no route"), Later()),
        (InvalidToken(), Later()),
        (TimedOut(), Uncertain()),
        (NetworkError("Bad Gateway"), Uncertain()),
        (Conflict("x"), Uncertain()),
        (TelegramError("Not an answer"), Uncertain()),
    ],
)
def test_each_refusal_has_its_meaning(error, came):
    assert outcome(error, 5) == came


async def test_a_migrated_chat_is_followed(life, sent):
    life.api.faults["sendMessage"].append(Fault(400, "Bad Request: upgraded", migrate_to=-1007))
    assert await sent(Show(1, 7, PLAIN)) == [Moved(-1007)]


def test_a_keyboard_is_serialised_once():
    requests.inline.cache_clear()
    assert requests.inline(ROWS) is requests.inline(tuple(tuple(row) for row in ROWS))


# What is heard

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "de"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Unhunch", "username": "unhunch_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}
GROUP = {"id": -5, "type": "supergroup", "title": "Backs"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def update(kind="message", **fields):
    body = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": ADA} | fields
    return hear(
        Update.de_json({"update_id": 1, kind: {k: v for k, v in body.items() if v}}, None),
        MONDAY + 9,
        Me(4242, "Unhunch_Bot"),
    )


def what(kind="message", **fields):
    found = update(kind, **fields)
    return None if found is None else found.what


def test_a_message_says_by_whom_where_and_when():
    said = update(text="hello")
    assert (said.person, said.chat, said.at, said.message) == (7, 7, MONDAY, 3)
    assert (said.update, said.language, said.what) == (1, "de", Text("hello"))


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/start", Command("start")),
        ("/Start abc_1", Command("start", "abc_1")),
        ("/PAIN@unhunch_bot 4 neck", Command("pain", "4 neck")),
        ("/pain\n4 neck", Command("pain", "4 neck")),
        ("/start@other_bot", None),
        ("/", Text("/")),
        ("/ 4", Text("/ 4")),
        ("/10", Command("10")),
        ("4/10", Text("4/10")),
    ],
)
def test_commands_are_told_from_words(text, heard):
    assert what(text=text) == heard


def test_a_reply_to_the_bot_is_told_from_one_to_oneself():
    mine = {"message_id": 2, "date": MONDAY, "chat": PRIVATE, "from": BOT, "text": "How bad?"}
    assert what(text="6", reply_to_message=mine) == Text("6", reply=True)
    assert what(text="6", reply_to_message={**mine, "from": ADA}) == Text("6")


def test_an_edit_is_told_and_moving_places_and_captions_are_not():
    assert what("edited_message", text="4") == Text("4", edited=True)
    assert what("edited_message", text="/pain 4") == Text("pain 4", edited=True)
    assert what("edited_message", location={"latitude": 1.0, "longitude": 2.0}) is None
    assert what("edited_message", photo=PHOTO, caption="x") is None


def test_places_pictures_and_service_messages():
    assert what(location={"latitude": 1.5, "longitude": -2.5}) == Location(1.5, -2.5)
    assert what(photo=PHOTO, caption="/pain 4") == Other("photo")
    assert what(delete_chat_photo=True) is None


def test_bots_and_nameless_senders_are_not_heard():
    assert what(text="x", **{"from": BOT}) is None
    assert what(text="x", **{"from": None}) is None
    assert hear(Update(1), MONDAY, Me(4242, "x")) is None


def test_in_groups_only_what_is_meant_for_the_bot_is_heard():
    group = Elsewhere("supergroup")
    assert what(chat=GROUP, text="/help") == group
    assert what(chat=GROUP, text="hey @unhunch_bot!") == group
    assert what(chat=GROUP, text="my back") is None
    assert what(chat=GROUP, text="/help@other_bot") is None
    assert what(chat=GROUP, photo=PHOTO) is None
    assert what("edited_message", chat=GROUP, text="/help") is None


def tapped(message):
    query = {"id": "q", "from": ADA, "chat_instance": "1", "data": "done 1"}
    made = query | ({"message": message} if message else {})
    return hear(Update.de_json({"update_id": 1, "callback_query": made}, None), 50, Me(1, "x"))


def test_a_tap_says_when_it_came_and_whether_its_message_shows_a_picture():
    message = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": BOT}
    said = tapped({**message, "text": "x"})
    assert (said.what, said.at, said.message) == (Tap("done 1", "q", media=False), 50, 3)
    assert tapped({**message, "photo": PHOTO}).what == Tap("done 1", "q", media=True)
    old = tapped({"message_id": 3, "date": 0, "chat": PRIVATE})
    assert (old.what, old.message) == (Tap("done 1", "q"), 3)
    lost = tapped(None)
    assert (lost.what, lost.message, lost.chat) == (Tap("done 1", "q"), None, 7)


def member(chat, old, new):
    until = {"until_date": 0}
    change = {
        "chat": chat,
        "from": ADA,
        "date": MONDAY,
        "old_chat_member": {"status": old, "user": BOT} | until,
        "new_chat_member": {"status": new, "user": BOT} | until,
    }
    found = hear(
        Update.de_json({"update_id": 1, "my_chat_member": change}, None), MONDAY, Me(4242, "x")
    )
    return None if found is None else found.what


def test_being_stopped_let_back_in_and_brought_to_a_group():
    assert member(PRIVATE, "member", "kicked") == Blocked(True)
    assert member(PRIVATE, "kicked", "member") == Blocked(False)
    assert member(GROUP, "left", "member") == Elsewhere("supergroup")
    assert member(GROUP, "member", "member") is None
    assert member(GROUP, "member", "left") is None
