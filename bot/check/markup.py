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
        shown = f"<{closing}{name}{rest}{end}"
        if not end or name not in TAGS:
            yield f"Telegram refuses {shown}; a plain < is written &lt;"
        elif closing and rest:
            yield f"Telegram refuses {shown}; a closing tag is only </{name}>"
        elif not closing and not re.fullmatch(TAGS[name], rest):
            yield f"Telegram refuses {shown}; that is not how <{name}> is written"
        elif not closing:
            still_open.append(name)
        elif still_open[-1:] == [name]:
            still_open.pop()
        else:
            yield f"{shown} closes nothing; tags close in the order they were opened, last first"
    for name in still_open:
        yield f"<{name}> is never closed; add </{name}>"
    for name, end in ENTITY.findall(text):
        if not end or not (name.startswith("#") or name in ENTITIES):
            yield f"&{name}{end} is shown as it stands; a plain & is written &amp;"


def length(text: str) -> int:
    """The length of a message as Telegram counts: UTF-16 units without the markup."""
    bare = html.unescape(re.sub(r"<[^<>]*>", "", text))
    return len(bare.encode("utf-16-le")) // 2
