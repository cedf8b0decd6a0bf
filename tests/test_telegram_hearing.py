"""What an update of Telegram says to the bot."""

import pytest
from botapi.life import MONDAY
from telegram import Update

from bot.core.talk.said import Blocked, Command, Elsewhere, Location, Other, Tap, Text
from bot.telegram.hear import Me, hear, tapped

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "de"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Unhunch", "username": "unhunch_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}
GROUP = {"id": -5, "type": "supergroup", "title": "Backs"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def update(kind="message", **fields):
    body = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": ADA} | fields
    return hear(
        Update.de_json({"update_id": 1, kind: {k: v for k, v in body.items() if v}}, None),
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


def test_an_edit_is_told_and_moving_places_are_not():
    assert what("edited_message", text="4") == Text("4", edited=True)
    assert what("edited_message", text="/pain 4") == Text("pain 4", edited=True)
    assert what("edited_message", location={"latitude": 1.0, "longitude": 2.0}) is None
    assert what("edited_message", photo=PHOTO, caption="x") == Text("x", edited=True)
    assert what("edited_message", photo=PHOTO) is None


def test_places_pictures_and_service_messages():
    assert what(location={"latitude": 1.5, "longitude": -2.5}) == Location(1.5, -2.5)
    assert what(photo=PHOTO, caption="/pain 4") == Other("photo", "f", "/pain 4")
    assert what(delete_chat_photo=True) is None


def test_bots_and_nameless_senders_are_not_heard():
    assert what(text="x", **{"from": BOT}) is None
    assert what(text="x", **{"from": None}) is None
    assert hear(Update(1), Me(4242, "x")) is None


def test_in_groups_only_what_is_meant_for_the_bot_is_heard():
    group = Elsewhere("supergroup")
    assert what(chat=GROUP, text="/help") == group
    assert what(chat=GROUP, text="hey @unhunch_bot!") == group
    assert what(chat=GROUP, text="my back") is None
    assert what(chat=GROUP, text="/help@other_bot") is None
    assert what(chat=GROUP, photo=PHOTO) is None
    assert what("edited_message", chat=GROUP, text="/help") is None


def tap(message):
    query = {"id": "q", "from": ADA, "chat_instance": "1", "data": "done 1"}
    made = query | ({"message": message} if message else {})
    return tapped({"update_id": 1, "callback_query": made}, 50)


def test_a_tap_says_when_it_came_and_whether_its_message_shows_a_picture():
    message = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": BOT}
    said = tap({**message, "text": "x"})
    assert (said.what, said.at, said.message) == (Tap("done 1", "q", media=False), 50, 3)
    assert tap({**message, "photo": PHOTO}).what == Tap("done 1", "q", media=True)
    old = tap({"message_id": 3, "date": 0, "chat": PRIVATE})
    assert (old.what, old.message) == (Tap("done 1", "q"), 3)
    lost = tap(None)
    assert (lost.what, lost.message, lost.chat) == (Tap("done 1", "q"), None, 7)


@pytest.mark.parametrize("has", ["photo", "document", "animation", "video", "voice", "text"])
def test_a_tap_is_read_as_python_telegram_bot_would_read_it(has):
    file = {"file_id": "f", "file_unique_id": "u", "duration": 1, "width": 1, "height": 1}
    shown = {"photo": PHOTO, "text": "x"}.get(has, file)
    message = {"message_id": 3, "date": MONDAY, "chat": PRIVATE, "from": BOT, has: shown}
    query = {"id": "q", "from": ADA, "chat_instance": "1", "message": message, "data": "more 1"}
    update = {"update_id": 9, "callback_query": query}
    said = tapped(update, 50)
    theirs = Update.de_json(update, None).callback_query  # which changes what it is given
    assert (said.person, said.chat) == (theirs.from_user.id, theirs.message.chat.id)
    assert (said.message, said.update, said.language) == (theirs.message.message_id, 9, "de")
    assert said.what == Tap(
        theirs.data, theirs.id, bool(getattr(theirs.message, has, 0)) and has != "text"
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"callback_query": {}},
        {"update_id": 1, "callback_query": {"id": "q", "from": {}}},
        {"update_id": 1, "callback_query": {"id": "q", "from": {"id": "seven"}}},
        {"update_id": 1, "callback_query": {"id": "q", "from": {"id": 7}, "message": {"date": 1}}},
        {"update_id": 1, "callback_query": None},
    ],
)
def test_what_is_no_tap_is_said_to_be_none(broken):
    with pytest.raises((KeyError, TypeError, ValueError)):
        tapped(broken, 50)


def member(chat, old, new):
    until = {"until_date": 0}
    change = {
        "chat": chat,
        "from": ADA,
        "date": MONDAY,
        "old_chat_member": {"status": old, "user": BOT} | until,
        "new_chat_member": {"status": new, "user": BOT} | until,
    }
    found = hear(Update.de_json({"update_id": 1, "my_chat_member": change}, None), Me(4242, "x"))
    return None if found is None else found.what


def test_being_stopped_let_back_in_and_brought_to_a_group():
    assert member(PRIVATE, "member", "kicked") == Blocked(True)
    assert member(PRIVATE, "kicked", "member") == Blocked(False)
    assert member(GROUP, "left", "member") == Elsewhere("supergroup")
    assert member(GROUP, "member", "member") is None
    assert member(GROUP, "member", "left") is None
