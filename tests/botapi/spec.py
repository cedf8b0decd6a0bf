"""Knows the published API: which methods there are, and what each takes (Bot API 10.1).

The names and types in data/bot-api-10.1.json are from PaulSonOfLars/telegram-bot-api-spec (MIT),
commit 160fd99.
"""

import json
import re
from pathlib import Path

from botapi.errors import Violation

SPEC = json.loads((Path(__file__).parent.parent / "data" / "bot-api-10.1.json").read_text())
METHODS = {name.lower(): name for name in SPEC["methods"]}  # the API takes any case
ARRAY = "Array of "

# Lengths in UTF-16 units unless bytes are named (core.telegram.org/bots/api, read as numbers).
LENGTHS = {
    ("answerCallbackQuery", "text"): (0, 200),
    ("setMyDescription", "description"): (0, 512),
    ("setMyShortDescription", "short_description"): (0, 120),
    ("BotCommand", "description"): (1, 256),
    ("ForceReply", "input_field_placeholder"): (1, 64),
    ("ReplyKeyboardMarkup", "input_field_placeholder"): (1, 64),
    ("InlineKeyboardButton", "text"): (1, 256),
    ("KeyboardButton", "text"): (1, 256),
}
STYLES = ("danger", "success", "primary")


def units(text):
    """Length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def check(method, given, files):
    """The parameters of a request as values. Raises Violation for the first thing wrong."""
    known = SPEC["methods"][method]["params"]
    _names(method, known, given.keys() | files.keys())
    values = {}
    for name, raw in given.items():
        if f"attach://{name}" in raw:
            raise Violation(f"{method}.{name} points at itself")
        values[name] = _first(f"{method}.{name}", known[name]["types"], raw, outermost=True)
        _length(method, name, values[name])
    for name in files.keys() & known.keys():
        if "InputFile" not in known[name]["types"]:
            raise Violation(f"{method}.{name} is no file")
    return values


def _names(where, known, given):
    attached = {name for name in given if name.startswith("attached")}
    for name in given - attached - known.keys():
        raise Violation(f"{where} has no {name}")
    for name, about in known.items():
        if about.get("required") and name not in given:
            raise Violation(f"{where} needs {name}")


def _first(where, types, raw, *, outermost=False):
    """The value as the first of the types that fits."""
    problem = None
    for kind in types:
        try:
            return _value(where, kind, raw, outermost=outermost)
        except Violation as error:
            problem = problem or error
    raise problem or Violation(f"{where} has no type")


def _value(where, kind, raw, *, outermost):
    if kind in ("String", "InputFile"):
        return _is(where, raw, str)
    if outermost:
        try:
            raw = json.loads(raw)
        except ValueError:
            raise Violation(f"{where} is not JSON: {raw!r}") from None
    if kind == "Boolean":
        return _is(where, raw, bool)
    if kind == "Integer":
        if isinstance(raw, bool):
            raise Violation(f"{where} is no number")
        return _is(where, raw, int)
    if kind == "Float":
        return _is(where, raw, (int, float))
    if kind.startswith(ARRAY):
        inner = kind.removeprefix(ARRAY)
        return [
            _value(f"{where}[{n}]", inner, one, outermost=False)
            for n, one in enumerate(_is(where, raw, list))
        ]
    return _object(where, kind, _is(where, raw, dict))


def _object(where, kind, raw):
    about = SPEC["types"][kind]
    if "subtypes" in about:
        return _first(where, about["subtypes"], raw)
    _names(f"{where} ({kind})", about["fields"], raw.keys())
    for name, value in raw.items():
        _first(f"{where}.{name}", about["fields"][name]["types"], value)
        _length(kind, name, value)
    if kind.startswith("InputMedia"):
        _same(where, raw["type"], kind.removeprefix("InputMedia").lower())
    if kind in ("InlineKeyboardButton", "KeyboardButton") and "style" in raw:
        _in(where, raw["style"], STYLES)
    if kind == "InlineKeyboardButton" and "callback_data" in raw:
        size = len(raw["callback_data"].encode())
        _in(f"{where}: bytes of callback_data", size, range(1, 65))
    if kind == "InlineKeyboardMarkup":
        rows = raw["inline_keyboard"]
        _in(f"{where}: buttons", sum(map(len, rows)), range(101))
        for row in rows:
            _in(f"{where}: buttons in a row", len(row), range(1, 9))
    if kind == "BotCommand" and not re.fullmatch("[a-z0-9_]{1,32}", raw["command"]):
        raise Violation(f"{where}: {raw['command']!r} is no command")
    return raw


def _length(where, name, value):
    low, high = LENGTHS.get((where, name), (0, None))
    if high is not None and not low <= units(value) <= high:
        raise Violation(f"{where}.{name} is {units(value)} long, not {low} to {high}")


def _is(where, raw, kind):
    if not isinstance(raw, kind):
        raise Violation(f"{where} is {type(raw).__name__}")
    return raw


def _in(where, value, allowed):
    if value not in allowed:
        raise Violation(f"{where}: {value!r}")


def _same(where, value, wanted):
    if value != wanted:
        raise Violation(f"{where} is {value!r}, not {wanted!r}")
