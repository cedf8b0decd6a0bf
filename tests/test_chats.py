"""Replays the recorded conversations of tests/chats; `pytest --record` writes them anew.

Each file is a chat that a person can read. "> " is what the person does; everything else is what
the bot shows after it: "< " a new message, "~ " one that is edited in place, [buttons], pictures,
(toasts and small events) and "-- " the person's own time whenever it has moved. "# " begins a
remark; four of them set the stage:

    # start: 2026-11-23 08:00 UTC
    # language: en-GB
    # area: Lower back
    # before: settled            (or: under way, first talk done, settled without desk breaks)
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chat import Chat

from bot.core.talk.said import Blocked, Elsewhere

CHATS = Path(__file__).parent / "chats"
UNIT = {"second": 1, "min": 60, "hour": 3600, "day": 86400}
BEFORE = {
    "under way": lambda chat, area: chat.onboard(area),
    "first talk done": lambda chat, area: chat.onboard(area).finish(),
    "settled": lambda chat, area: chat.settle(area=area),
    "settled without desk breaks": lambda chat, area: chat.settle(area=area, desk=False),
}
WHEN = r"(?:(?P<day>\w+day|tomorrow) )?(?P<clock>\d\d:\d\d)"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Replay:
    """One recorded chat under way."""

    def __init__(self, lines):
        stage = dict(
            re.findall(r"^# (start|language|area|before): (.+)$", "\n".join(lines), re.MULTILINE)
        )
        start = datetime.strptime(stage.get("start", "2026-11-23 08:00 UTC"), "%Y-%m-%d %H:%M UTC")
        now = int(start.replace(tzinfo=UTC).timestamp())
        self.chat = Chat(now=now, language=stage.get("language", "en-GB"))
        if "before" in stage:
            BEFORE[stage["before"]](self.chat, stage.get("area", "Lower back"))
        self.chat.clock = True
        self.chat.log.clear()
        self.said = 0

    def does(self, line):
        """One line of what the person does, and what the bot shows then."""
        self.chat.log.clear()
        doing = re.fullmatch(r"\((.+?)\) ?(.*)", line)
        if doing:
            self.special(doing[1], doing[2].replace("\\n", "\n"))
        elif line.startswith("["):
            self.chat.tap(self.label(line))
        else:
            self.said = self.chat.say(line.replace("\\n", "\n"))
        return "\n".join(self.chat.log).split("\n") if self.chat.log else []

    @staticmethod
    def label(words):
        assert words.startswith("["), words
        assert words.endswith("]"), words
        return words[1:-1]

    def special(self, doing, words):
        chat, verb = self.chat, doing.partition(" ")[0]
        doings = {
            "reply": lambda: self.say(words, reply=True),
            "edits": lambda: chat.edit(self.said, words),
            "old": lambda: chat.press(words),
            "twice": lambda: self.twice(words),
            "done,": lambda: self.on_to(words[1:-1] or "That was it"),
            "the": chat.restart,
            "blocks": lambda: chat.hear(Blocked(True)),
            "unblocks": lambda: chat.hear(Blocked(False)),
            "in": lambda: chat.hear(Elsewhere("group")),
            "sends": lambda: chat.send(doing.rpartition(" a ")[2]),
            "shares": lambda: chat.share(*map(float, doing.partition(" ")[2].split(", "))),
            "waits": lambda: self.waits(doing),
            "calendar": lambda: self.reads(words),
            "written": lambda: self.say(words, at=chat.now - self.seconds(doing)),
        }
        assert verb in doings, f"({doing}) is no way to act"
        doings[verb]()

    def on_to(self, words):
        """Taps Done up to the end of the steps, or to the first step that says `words`."""
        chat = self.chat
        while words not in chat.seen() and "[✓ Done]" in chat.seen():
            chat.tap("✓ Done")
        assert words in chat.seen(), f"no {words!r} up to the end"

    def say(self, words, **how):
        self.said = self.chat.say(words, **how)

    def twice(self, words):
        found = [
            (number, button)
            for number, screen in self.chat.messages.items()
            for row in screen.rows
            for button in row
            if button.label == self.label(words)
        ]
        assert found, f"no button {words}"
        number, button = found[-1]
        self.chat.press(button.tap, number)
        self.chat.press(button.tap, number)

    def reads(self, words):
        """The calendar that is due is read: "monday 09:30-10:45, …", or why it cannot be."""
        if ":" not in words:
            self.chat.read(fault=words)
            return
        zone = ZoneInfo(self.chat.me.zone)
        today = datetime.fromtimestamp(self.chat.now, zone)
        busy = []
        for day, begins, ends in re.findall(r"(\w+) (\d\d:\d\d)-(\d\d:\d\d)", words):
            on = today + timedelta(days=(WEEK.index(day) - today.weekday()) % 7)
            clocks = (map(int, one.split(":")) for one in (begins, ends))
            times = (on.replace(hour=hour, minute=minute) for hour, minute in clocks)
            busy.append(tuple(int(one.timestamp()) for one in times))
        self.chat.read(*busy)

    @staticmethod
    def seconds(doing):
        number, unit = re.search(r"(\d+) (\w+)", doing).groups()
        return int(number) * UNIT[unit.removesuffix("s")]

    def waits(self, doing):
        chat = self.chat
        until = re.fullmatch(rf"waits until {WHEN}", doing)
        if until is None:
            chat.wait(self.seconds(doing))
            chat.tell_time()
            return
        zone = ZoneInfo(chat.me.zone or "UTC")
        here = datetime.fromtimestamp(chat.now, zone)
        hour, minute = map(int, until["clock"].split(":"))
        there = here.replace(hour=hour, minute=minute, second=0)
        named = (until["day"] or "").lower()
        while there <= here or (named in WEEK and WEEK[there.weekday()] != named):
            there += timedelta(days=1)
        if named == "tomorrow" and there.date() == here.date():
            there += timedelta(days=1)
        chat.wait(int(there.timestamp()) - chat.now)
        chat.tell_time()


def played(text):
    """A recorded chat with what the bot shows now."""
    lines = text.split("\n")
    kept = [line for line in lines if line.startswith(("# ", "> "))]
    replay, out = Replay(lines), []
    for line in kept:
        if line.startswith("> "):
            if out and not out[-1].startswith("# "):
                out.append("")
            out.append(line)
            try:
                out += replay.does(line[2:])
            except AssertionError as wrong:
                out.append(f"!! {str(wrong).splitlines()[0]}")
        else:
            if out and not out[-1].startswith("# "):
                out.append("")
            out.append(line)
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("path", sorted(CHATS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_bot_still_talks_as_recorded(path, request):
    recorded = path.read_text("utf-8")
    now = played(recorded)
    assert "\n!! " not in now or request.config.getoption("--record"), now
    if request.config.getoption("--record"):
        path.write_text(now, "utf-8")
    else:
        assert now.split("\n") == recorded.split("\n")


def test_there_are_recorded_chats():
    assert len(list(CHATS.glob("*.txt"))) > 20
