"""A person and the bot on Telegram, against a strict server."""

import contextlib
import io
import sqlite3
import zipfile

import pytest
from botapi.life import BOOK, MONDAY, living

SHARE = BOOK.words["en"].texts["zone.share"]


@pytest.fixture
async def life(monkeypatch, tmp_path):
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


async def test_a_first_talk_leads_through_a_session_to_its_end(life):
    await life.start()
    ada = await life.meet()
    assert ada.screen.media == "animation"
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
    bob = await life.meet(11)  # shown by the same figure
    assert bob.screen.media == "animation"
    assert [call for call in life.api.calls if call.files] == uploads


async def test_a_picture_that_telegram_forgot_is_uploaded_again(life):
    await life.start()
    await life.meet(7)
    life.api.files.clear()
    bob = await life.meet(11)  # shown by the same figure
    assert bob.screen.media == "animation"
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
