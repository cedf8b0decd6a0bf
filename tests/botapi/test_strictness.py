"""The strict server catches what Telegram would refuse: without this the others prove little."""

import json

import pytest

from botapi.errors import Violation
from botapi.markup import plain
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
