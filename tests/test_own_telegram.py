"""Own exercises and cards to share on Telegram, against a strict server."""

import asyncio

import pytest
from botapi import Fault
from botapi.life import MONDAY, living
from telegram import Update

import bot.telegram.inline
from bot.core.planning.own import KINDS
from bot.core.talk.said import Other, Tap
from bot.telegram.hear import Me, hear, tapped

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "en"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Unhunch", "username": "unhunch_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}


@pytest.fixture
async def life(monkeypatch, tmp_path):
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


async def settled(life):
    """A person who is through the first talk."""
    await life.start()
    ada = await life.meet()
    await life.finish(ada)
    await life.taps(ada, "Not now")
    return ada


async def say(life, person, *words):
    for one in words:
        person.say(one)
        await life.settled()


async def added(life, person, kind):
    """An own exercise with something sent along."""
    await say(life, person, "/mine")
    await life.taps(person, "Add one")
    await say(life, person, "Wall angels", "Slide the arms up.")
    person.show(kind)
    await life.settled()
    await say(life, person, "2 x 8")
    await life.taps(person, "No side")


@pytest.mark.parametrize("kind", ["photo", "animation", "video"])
async def test_what_was_sent_comes_back_by_its_id_and_is_never_downloaded(life, kind):
    ada = await settled(life)
    await added(life, ada, kind)
    assert (ada.screen.media, ada.screen.file.startswith(kind)) == (kind, True)
    assert life.api.made("getFile") == []
    sent = ada.screen.file
    await life.taps(ada, "Do it now", "2")
    assert (ada.screen.media, ada.screen.file) == (kind, sent)
    step = ada.screen
    await life.taps(ada, "More")
    assert (ada.screen, ada.screen.file) == (step, sent)
    assert "editMessageCaption" in [call.method for call in life.api.calls[-3:]]
    await life.taps(ada, "Back to the stretch")
    await life.finish(ada)


async def test_text_becomes_a_photo_in_place(life):
    ada = await settled(life)
    await added(life, ada, "photo")
    await say(life, ada, "/mine")
    menu = ada.screen
    await life.taps(ada, "Wall angels")
    assert (ada.screen.id, ada.screen.media) == (menu.id, "photo")
    assert "editMessageMedia" in [call.method for call in life.api.calls[-3:]]


async def test_a_recording_is_sent_beside_the_words(life):
    ada = await settled(life)
    await added(life, ada, "voice")
    await life.taps(ada, "Listen" if "Listen" in ada.screen.labels else "🔊 Listen")
    assert [one.media for one in ada.shown].count("voice") == 1
    await life.taps(ada, "Do it now", "2")
    assert [one.media for one in ada.shown].count("voice") == 1
    await life.taps(ada, "✓ Done")
    assert [one.media for one in ada.shown].count("voice") == 0


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_that_telegram_lost_is_dropped_with_a_kind_line(life, kind):
    ada = await settled(life)
    await added(life, ada, kind)
    life.api.files.clear()
    await say(life, ada, "/mine")
    await life.taps(ada, "Wall angels")
    if kind == "voice":
        await life.taps(ada, "🔊 Listen")
    assert any("no longer has the picture" in one.text for one in ada.shown)
    (own,) = life.store.person(7).own
    assert (own.kind, own.file, own.name) == ("", "", "Wall angels")
    await say(life, ada, "/mine")
    await life.taps(ada, "Wall angels")
    assert "no longer has" not in ada.screen.text


async def test_a_lost_photo_that_would_replace_another_picture_makes_a_new_message(life):
    ada = await settled(life)
    await added(life, ada, "photo")
    await say(life, ada, "/library", "wall angels")
    person = life.store.person(7)
    assert person.own[0].kind == "photo"
    await say(life, ada, "/start cat-cow")
    assert ada.screen.media
    life.api.files = {key: one for key, one in life.api.files.items() if key != person.own[0].file}
    ada.press(f"card {person.own[0].slug}", ada.screen)
    await life.settled()
    assert (ada.screen.media, ada.screen.labels[0]) == ("", "Do it now")
    assert "no longer has" in ada.screen.text
    await life.taps(ada, "Change")
    assert ada.screen.media == ""


async def test_voices_that_a_person_lets_nobody_send_leave_the_words(life):
    ada = await settled(life)
    await added(life, ada, "voice")
    life.api.faults["sendVoice"].append(Fault(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"))
    await life.taps(ada, "🔊 Listen")
    assert life.store.person(7).own[0].kind == "voice"
    assert ada.screen.text.startswith("Wall angels")


def heard(**fields):
    body = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": ADA} | fields
    return hear(Update.de_json({"update_id": 1, "message": body}, None), Me(4242, "x")).what


def test_what_a_person_sends_is_heard_with_its_id():
    about = {"file_id": "f", "file_unique_id": "u", "duration": 1}
    sizes = {"width": 1, "height": 1}
    small = {"file_id": "s", "file_unique_id": "s"} | sizes
    assert heard(photo=[small, about | sizes]) == Other("photo", "f")
    assert heard(video=about | sizes) == Other("video", "f")
    assert heard(voice=about) == Other("voice", "f")
    gif = {"animation": about | sizes, "document": {"file_id": "d", "file_unique_id": "d"}}
    assert heard(**gif) == Other("animation", "f")
    assert heard(document={"file_id": "d", "file_unique_id": "d"}) == Other("document")


@pytest.mark.parametrize("kind", ["video", "voice"])
def test_a_tap_on_a_film_or_a_recording_is_a_tap_on_media(kind):
    about = {"file_id": "f", "file_unique_id": "u", "duration": 1, "width": 1, "height": 1}
    message = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": BOT, kind: about}
    query = {"id": "q", "from": ADA, "chat_instance": "1", "data": "x", "message": message}
    assert tapped({"update_id": 1, "callback_query": query}, 5).what == Tap("x", "q", media=True)


# Cards to share


async def test_cards_are_offered_in_any_chat_with_a_link_back(life):
    await life.start()
    bob = life.api.person(8)
    bob.ask("neck")
    await life.api.until(lambda: bob.offers)
    (offer,) = bob.offers
    assert not offer["is_personal"]
    assert offer["cache_time"] > 0
    first = offer["results"][0]
    (link,) = first["reply_markup"]["inline_keyboard"][0]
    assert link["url"] == f"https://t.me/unhunch_bot?start={first['id']}"
    assert life.rows("SELECT count(*) FROM people") == [(0,)]
    assert life.rows("SELECT count(*) FROM updates") == [(0,)]
    (asked,) = life.api.made("getUpdates")[:1]
    assert "inline_query" in asked.values["allowed_updates"]


async def test_more_cards_are_asked_for_by_their_offset(life):
    await life.start()
    bob = life.api.person(8, "de")
    bob.ask("")
    await life.api.until(lambda: bob.offers)
    bob.ask("", bob.offers[0]["next_offset"])
    await life.api.until(lambda: len(bob.offers) == 2)
    pages = [{card["id"] for card in offer["results"]} for offer in bob.offers]
    assert [len(page) for page in pages] == [20, 20]
    assert not pages[0] & pages[1]


async def test_a_query_that_is_too_old_is_let_go(life, caplog):
    await life.start()
    ada = life.api.person(7)
    late = ada.ask("neck")
    life.api.inline.clear()
    await life.api.until(lambda: life.api.made("answerInlineQuery"))
    ada.say("/help")
    await life.settled()
    assert ada.sees("What I can do")
    assert late
    assert "was not answered" in caplog.text


async def test_a_flood_of_queries_is_let_go_and_what_is_under_way_ends_with_the_bot(
    life, monkeypatch
):
    monkeypatch.setattr(bot.telegram.inline, "AT_ONCE", 1)
    asked = asyncio.Event()
    waiting = asyncio.Event()

    async def slow(*_, **__):
        asked.set()
        await waiting.wait()

    monkeypatch.setattr(bot.telegram.inline.Bot, "do_api_request", slow)
    shelf = bot.telegram.inline.Shelf(_App(), bot.telegram.inline.Bot("1:x"), "unhunch_bot")
    query = Update.de_json(
        {"update_id": 1, "inline_query": {"id": "i", "from": ADA, "query": "", "offset": ""}}, None
    ).inline_query
    shelf.offer(query)
    shelf.offer(query)
    await asked.wait()
    assert _App.asked == 1
    await shelf.close()
    assert _App.asked == 1


class _App:
    asked = 0

    def inline(self, *_):
        type(self).asked += 1
        return bot.telegram.inline.Results()
