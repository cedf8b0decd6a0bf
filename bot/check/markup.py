"""Knows which HTML Telegram takes, and how long a text is once the markup is taken out."""

import html
import re
from collections.abc import Iterator

# Telegram Bot API, "HTML style"; an attribute may only be what is written there.
TAGS = {
    "b": "", "strong": "", "i": "", "em": "", "u": "", "ins": "", "s": "", "strike": "", "del": "",
    "pre": "", "tg-spoiler": "",
    "a": r' href="[^"<>]+"',
    "code": r'( class="language-[\w+-]+")?',
    "span": r' class="tg-spoiler"',
    "blockquote": r"( expandable)?",
    "tg-emoji": r' emoji-id="\d+"',
}  # fmt: skip
ENTITIES = ("lt", "gt", "amp", "quot")
TAG = re.compile(r"<(/?)([a-zA-Z-]*)([^<>]*)(>?)")
ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|\w*)(;?)")


def faults(text: str) -> Iterator[str]:
    """What Telegram would refuse in a text, or show as it stands; a sentence each."""
    still_open: list[str] = []
    for closing, name, rest, end in TAG.findall(text):
        refused = _refused(closing, name, rest, end)
        if refused:
            yield f"Telegram refuses {refused}"
        elif not closing:
            still_open.append(name)
        elif name not in still_open:
            yield f"</{name}> closes nothing; open it first, or remove it"
        else:
            if still_open[-1] != name:
                yield f"</{name}> comes before </{still_open[-1]}>; what opened last closes first"
            still_open.remove(name)
    for name in still_open:
        yield f"<{name}> is never closed; add </{name}>"
    for name, end in ENTITY.findall(text):
        if not end or not (name.startswith("#") or name in ENTITIES):
            yield f"&{name}{end} is shown as it stands; a plain & is written &amp;"


def _refused(closing: str, name: str, rest: str, end: str) -> str:
    """What is wrong with one tag by itself, or ""."""
    shown = f"<{closing}{name}{rest}{end}"
    if not end:
        return f"<{closing}{name}; a plain < is written &lt;"
    if name not in TAGS:
        return f"{shown}; it takes <b>, <i>, <u>, <s>, <code> and few others"
    if closing and rest:
        return f"{shown}; a closing tag is only </{name}>"
    if not closing and not re.fullmatch(TAGS[name], rest):
        return f"{shown}; that is not how <{name}> is written"
    return ""


def bare(text: str) -> str:
    """A text as a person reads it."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def length(text: str) -> int:
    """The length of a message as Telegram counts: UTF-16 units without the markup."""
    return len(bare(text).encode("utf-16-le")) // 2
