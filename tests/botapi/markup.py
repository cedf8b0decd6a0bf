"""Knows Telegram's HTML: which tags it takes, and the text that is left of it."""

import html
import re

from botapi.errors import Violation

PLAIN = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code"}
WITH = {"pre": r"", "blockquote": r"( expandable)?", "span": r' class="tg-spoiler"'}
WITH |= {"a": r' href="[^"<>]+"', "tg-time": r'( \w+="[^"<>]*")+', "tg-emoji": r' emoji-id="\d+"'}
ENTITY = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def plain(source):
    """The text of Telegram's HTML. Raises Violation where Telegram could not parse it."""
    open_tags, text, at = [], [], 0
    while at < len(source):
        if source[at] != "<":
            end = source.find("<", at)
            end = len(source) if end < 0 else end
            text.append(_entities(source[at:end]))
            at = end
            continue
        end = source.find(">", at)
        if end < 0:
            raise Violation("can't parse entities: unclosed start tag")
        _tag(source[at + 1 : end], open_tags)
        at = end + 1
    if open_tags:
        raise Violation(f"can't parse entities: can't find end tag of {open_tags[-1]}")
    return "".join(text).strip()


def _entities(text):
    left = ENTITY.sub("", text)
    if "&" in left:  # Telegram lets it pass, but nothing that is escaped leaves one behind
        raise Violation(f"can't parse entities: a bare & in {text!r}")
    return html.unescape(text)


def _tag(inside, open_tags):
    if inside.startswith("/"):
        if not open_tags or open_tags.pop() != inside[1:]:
            raise Violation(f"can't parse entities: unmatched end tag {inside}")
        return
    name = re.match(r"[\w-]*", inside)[0]
    if name not in PLAIN | WITH.keys():
        raise Violation(f'can\'t parse entities: unsupported start tag "{name}"')
    if not re.fullmatch(WITH.get(name, ""), inside[len(name) :]):
        raise Violation(f"can't parse entities: attributes of {inside}")
    open_tags.append(name)
