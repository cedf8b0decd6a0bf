"""The strict server catches what Telegram would refuse: without this the others prove little."""

import json

import pytest

from botapi.chats import Message
from botapi.errors import ApiError, Violation
from botapi.markup import plain
from botapi.methods import METHODS as CALLS
from botapi.server import BotApi
from botapi.spec import check, units

BUTTON = {"text": "Go", "callback_data": "go"}


def keyboard(*rows):
    return json.dumps({"inline_keyboard": rows})


def message(**values):
    return {"chat_id": "7", "text": "x"} | values


def test_a_proper_request_passes_and_comes_out_as_values():
    given = message(reply_markup=keyboard([BUTTON]), disable_notification="true")
    assert check("sendMessage", given, {}) == {
        "chat_id": 7,
        "text": "x",
        "disable_notification": True,
        "reply_markup": {"inline_keyboard": [[BUTTON]]},
    }
    media = json.dumps({"type": "photo", "media": "attach://attached1"})
    edit = {"chat_id": "7", "message_id": "1", "media": media}
    assert check("editMessageMedia", edit, {"attached1": ("a.png", b"")})["message_id"] == 1


@pytest.mark.parametrize(
    "given",
    [
        {"chat_id": "7"},
        message(txt="x"),
        message(message_thread_id="soon"),
        message(message_thread_id="true"),
        message(disable_notification="True"),
        message(disable_notification="1"),
        message(link_preview_options='{"off": true}'),
        message(link_preview_options="[]"),
        message(reply_markup=keyboard([{"text": "Go", "callback_data": "я" * 33}])),
        message(reply_markup=keyboard([{"text": "Go", "callback_data": ""}])),
        message(reply_markup=keyboard([{"text": "", "callback_data": "go"}])),
        message(reply_markup=keyboard([BUTTON | {"style": "good"}])),
        message(reply_markup=keyboard([BUTTON] * 9)),
        message(reply_markup=keyboard(*[[BUTTON] * 8] * 13)),
        message(
            reply_markup=json.dumps({"force_reply": True, "input_field_placeholder": "x" * 65})
        ),
    ],
)
def test_a_message_that_breaks_the_api_is_caught(given):
    with pytest.raises(Violation):
        check("sendMessage", given, {})


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("answerCallbackQuery", {"callback_query_id": "q", "text": "x" * 201}),
        ("setMyDescription", {"description": "x" * 513}),
        ("setMyShortDescription", {"short_description": "x" * 121}),
        ("setMyCommands", {"commands": '[{"command": "Start", "description": "x"}]'}),
        ("setMyCommands", {"commands": '[{"command": "start", "description": ""}]'}),
        ("editMessageMedia", {"media": '{"type": "picture", "media": "x"}'}),
        ("deleteMessages", {"chat_id": "7", "message_ids": '["1"]'}),
    ],
)
def test_other_breaches_are_caught(method, given):
    with pytest.raises(Violation):
        check(method, given, {})


def test_a_file_goes_where_a_file_belongs():
    with pytest.raises(Violation):
        check("sendMessage", message(), {"text": ("a.txt", b"")})


@pytest.mark.parametrize(
    "source",
    [
        "<b>open",
        "<b><i>crossed</b></i>",
        "closed</b>",
        "<p>no such tag</p>",
        "<b class='x'>attributes</b>",
        "a < b",
        "bread & butter",
        "&nbsp;",
    ],
)
def test_html_that_telegram_cannot_parse_is_caught(source):
    with pytest.raises(Violation):
        plain(source)


def test_html_leaves_its_text():
    assert plain(' <b>a &lt; b</b> &amp; <a href="https://x.y">c</a>\n') == "a < b & c"
    assert plain('<blockquote expandable>q</blockquote><span class="tg-spoiler">s</span>') == "qs"


def test_lengths_are_counted_as_telegram_does():
    assert units("aé🧘") == 4


def card(**values):
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "x", "title": "X", "input_message_content": content} | values


def offered(results, **values):
    """A server that was asked by somebody, and the answer it is given."""
    api = BotApi()
    api.inline["i"] = api.person(7)
    given = {"inline_query_id": "i", "results": json.dumps(results)} | values
    CALLS["answerInlineQuery"](api, check("answerInlineQuery", given, {}), {})
    return api.person(7).offers


def test_cards_are_offered_once():
    api = BotApi()
    api.inline["i"] = api.person(7)
    CALLS["answerInlineQuery"](api, {"inline_query_id": "i", "results": []})
    with pytest.raises(ApiError):
        CALLS["answerInlineQuery"](api, {"inline_query_id": "i", "results": []})
    assert len(offered([card(), card(id="y")])) == 1


@pytest.mark.parametrize(
    ("results", "values"),
    [
        ([card(), card()], {}),
        ([card(id=str(n)) for n in range(51)], {}),
        ([card(id="x" * 65)], {}),
        ([card(id="")], {}),
        ([{"type": "article", "id": "x"}], {}),
        ([card(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})], {}),
        ([card(input_message_content={"message_text": "x" * 4097, "parse_mode": "HTML"})], {}),
        ([card()], {"next_offset": "9" * 65}),
        ([card()], {"cache_time": "soon"}),
    ],
)
def test_an_offer_that_breaks_the_api_is_caught(results, values):
    with pytest.raises(Violation):
        offered(results, **values)


def test_a_recording_is_never_edited_and_a_file_keeps_its_kind():
    api = BotApi()
    ada = api.person(7)
    ada.met = True
    api.files = {"v": ("voice", "", b""), "p": ("photo", "", b"")}
    voice = CALLS["sendVoice"](api, {"chat_id": 7, "voice": "v", "parse_mode": "HTML"}, {})
    assert voice["voice"]["file_id"] == "v"
    media = {"type": "photo", "media": "p", "parse_mode": "HTML"}
    where = {"chat_id": 7, "message_id": voice["message_id"]}
    with pytest.raises(ApiError):
        CALLS["editMessageMedia"](api, where | {"media": media}, {})
    with pytest.raises(ApiError):
        CALLS["sendVideo"](api, {"chat_id": 7, "video": "p", "parse_mode": "HTML"}, {})
    assert all(isinstance(one, Message) for one in ada.messages.values())
