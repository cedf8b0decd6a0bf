"""Telegram's limits for what one message may hold; every screen of every test passes here."""

from html.parser import HTMLParser

from bot.core.talk.screen import Screen

TEXT, CAPTION = 4096, 1024  # UTF-16 units after entities are parsed
LABEL = 36  # characters a phone shows on a button of full width
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote", "tg-spoiler"}


def units(text: str) -> int:
    """UTF-16 code units, which is what Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


class Parsed(HTMLParser):
    """Telegram's HTML: a few tags, well nested, everything else escaped."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open} in {html!r}"
        raw = html
        for tag in TAGS:
            raw = raw.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
        assert "<" not in raw, f"a bare < in {html!r}"
        assert ">" not in raw, f"a bare > in {html!r}"

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, f"Telegram knows no <{tag}>"
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> is out of turn"

    def handle_data(self, data):
        assert "&" not in data, f"a bare & in {data!r}"
        self.text += data

    def handle_entityref(self, name):
        assert name in {"lt", "gt", "amp", "quot"}, f"Telegram knows no &{name};"
        self.text += "."

    def handle_charref(self, name):
        raise AssertionError(f"&#{name}; is not needed")


def within(screen: Screen) -> None:
    """Fail for a screen that Telegram would refuse or a phone would cut."""
    text = Parsed(screen.text).text
    most = TEXT if screen.media is None else CAPTION
    assert 1 <= units(text.strip()) <= most, f"{units(text)} units: {text!r}"
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= 100
    for row in screen.rows:
        assert 1 <= len(row) <= 8, row
    for button in buttons:
        assert 1 <= len(button.tap.encode()) <= 64, button
        assert button.label.strip(), button
        assert len(button.label) <= LABEL, button
    taps = [button.tap for button in buttons]
    assert len({*zip(taps, (b.label for b in buttons), strict=True)}) == len(taps), taps
    if screen.keyboard is not None:
        assert not screen.rows, "a message has one keyboard or the other"
        assert screen.keyboard.share.strip()
        assert screen.keyboard.leave.strip()


def within_toast(text: str) -> None:
    """Fail for the answer to a press that is longer than Telegram shows."""
    assert len(text) <= 200, text
