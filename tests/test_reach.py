"""The warning signs are always in reach: a button here, or a tap or two away, and in the menu."""

import pytest
from chat import Chat, book
from test_limits import crawl

from bot.answer import answer
from bot.core.talk.journal import Past
from bot.core.talk.moment import Host, Moment
from bot.core.talk.said import Tap
from bot.routes import MENU

DEEP = 7
# Screens on which somebody tells of their body have the button, or are one tap from it.
TELLING = ("now", "level", "after", "end", "felt", "done", "calm", "checkin", "strong")
CLOCK = {"nights"}  # the choice of a time, deep in the settings: one tap more
REACHED = {"signs", "sign", "clean", "mistake", "seen", "care"}


class Watched(Chat):
    """A chat that keeps one of each kind of screen, with the person as they were."""

    def __post_init__(self):
        self.kinds = {}
        super().__post_init__()

    def show(self, out):
        verbs = frozenset(verbs_of(out.screen))
        if verbs:
            self.kinds.setdefault(verbs, (self.me, out.screen))
        return super().show(out)


def verbs_of(screen):
    return [button.tap.split(" ")[0] for row in screen.rows for button in row]


def within(person, screen, now, taps):
    """Whether a screen has the button, or leads to one that has in so many taps."""
    if not REACHED.isdisjoint(verbs_of(screen)):
        return True
    lines = [button.tap for row in screen.rows for button in row] if taps else []
    for line in lines:
        moment = Moment(person, Past(), now, now, book(), book().words["en"], Host())
        reply = answer(moment, Tap(line))
        if reply.screen is not None and within(reply.person, reply.screen, now, taps - 1):
            return True
    return False


@pytest.mark.parametrize("begins", ["new", "settled", "flare", "care"])
def test_from_every_screen_the_warning_signs_are_two_taps_away_at_most(begins):
    chat = Watched()
    if begins != "new":
        chat.settle()
    if begins == "flare":
        chat.say("9/10 lower back")
    if begins == "care":
        chat.say("chest pain")
    seen = set()
    for command in MENU:
        chat.say(f"/{command}")
        crawl(chat, seen, DEEP)
    assert len(chat.kinds) > 3
    for verbs, (person, screen) in chat.kinds.items():
        if person.stage in ("areas", "signs"):
            continue  # the question comes next, and no exercise before it
        most = 1 if not verbs.isdisjoint(TELLING) else 3 if verbs == CLOCK else 2
        assert within(person, screen, chat.now, most), (verbs, screen.text)


def test_the_warning_signs_are_in_telegrams_menu():
    assert "signs" in MENU
