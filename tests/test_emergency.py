"""From an emergency card no way leads to an exercise but the two named, through a clean screen."""

import pytest
from chat import START, Chat, book

from bot.answer import answer
from bot.core.talk.journal import Past
from bot.core.talk.moment import Host, Moment
from bot.core.talk.person import Person
from bot.core.talk.said import Alarm, Command, Ping, Tap, Text
from bot.core.talk.screen import Document
from bot.core.talk.state import Care, Flare, Reminders, Screening
from bot.core.values import replace
from bot.routes import MENU, TAPS
from bot.screens.safety.care import HOUR

BOOK = book()
WORDS = ("4 lower back", "8/10 back", "done", "chest pain", "no chest pain", "neck", "1", "my back")
FORGED = (
    "stretch", "stretch morning", "desk", "calm", "only cat-cow", "session", "now 1 2", "done 1 0",
    "step 1 0", "more 1 0", "carry 1", "after 1 2", "end 1 better", "swap 1 0 easier", "time 1 0 0",
    "clean 1", "clean 2", "clean 3", "seen 0", "mistake 0", "flare", "ease", "strong 3",
    "cause sitting",
    "locked 0", "setup", "limits done", "restore cat-cow", "progress", "again 0 on", "checkin 0",
    "caring", "effort 1 easy", "ping morning 2026-11-23T08:00", "hurts 1 0", "felt 1 0 pull",
    "caught up", "anew areas", "anew limit + knee-pain",
)  # fmt: skip


def somebody(tier, **more):
    care = Care("chest", tier, START)
    known = {"stage": "settled", "zone": "Europe/Berlin", "areas": ("lower-back",), "care": care}
    return Person(7, 7, START - 20 * 86400, screened_at=START - 5, serial=3, **known | more)


def said(person, what, now):
    moment = Moment(person, Past(), now, now, BOOK, BOOK.words["en"], Host())
    return answer(moment, what)


def everything(screen):
    """All that can be tapped, typed, forged or rung."""
    shown = [button.tap for row in (screen.rows if screen else ()) for button in row]
    yield from (Tap(line) for line in (*shown, *FORGED, *TAPS))
    yield from (Command(name) for name in MENU)
    yield from (Text(words) for words in WORDS)
    yield from (Alarm(line) for line in ("checkin 0", "caring", "bell 1 0 0 end"))
    yield Ping("morning", "2026-11-23T08:00")


def pictures(screen):
    """What a screen shows of an exercise."""
    media = screen.media if screen else None
    return None if isinstance(media, Document) else media


def key(person):
    asked = person.screening
    return (person.here, person.asks, person.stage, asked and asked.why, person.flare is not None)


@pytest.mark.parametrize(
    ("tier", "flare", "wait"),
    [(0, None, 60), (1, Flare(START - 3600, 9), 2 * HOUR)],
)
def test_no_way_leads_from_a_card_to_an_exercise_but_the_two_named(tier, flare, wait):
    now = START + wait
    begin = somebody(tier, flare=flare, reminders=Reminders(morning=480))
    seen, waiting, ways = {key(begin)}, [(begin, None, "")], set()
    while waiting:
        person, screen, way = waiting.pop()
        for what in everything(screen):
            reply = said(person, what, now)
            after = reply.person
            told = way
            if isinstance(what, Tap) and what.line == f"mistake {START}":
                told = "mistake"
            if isinstance(what, Tap) and what.line == f"seen {START}" and after.screening:
                told = "seen"
            if after.care is None:
                assert person.screening is not None
                assert person.screening.why == "care"
                assert what == Tap(f"clean {person.screening.serial}")
                ways.add(told)
                continue
            assert after.session is None
            assert pictures(reply.screen) is None
            if key(after) not in seen:
                seen.add(key(after))
                waiting.append((after, reply.screen, told))
    assert ways
    assert ways <= ({"mistake"} if tier == 0 and wait < HOUR else {"mistake", "seen"})


@pytest.mark.parametrize(
    ("way", "tier", "wait", "opens"),
    [("mistake", 0, 60, True), ("seen", 0, 3599, False), ("seen", 0, 3600, True),
     ("mistake", 1, 60, True), ("seen", 1, 60, True)],
)  # fmt: skip
def test_each_of_the_two_goes_through_a_clean_screen(way, tier, wait, opens):
    asked = said(somebody(tier), Tap(f"{way} {START}"), START + wait).person
    assert asked.care is not None
    assert (asked.screening is not None) == opens
    if opens:
        assert said(asked, Command("stretch"), START + wait).person.session is None
        clean = said(asked, Tap(f"clean {asked.screening.serial}"), START + wait).person
        assert clean.care is None
        assert said(clean, Command("stretch"), START + wait).person.session is not None


def test_nothing_unasked_comes_after_an_emergency_card():
    person = somebody(0, flare=Flare(START - 3 * 86400, 9, again=True))
    for what in (Alarm(f"checkin {START - 3 * 86400}"), Alarm("caring")):
        assert said(person, what, START + 60).screen is None
    on = replace(person, flare=None, reminders=Reminders(morning=480))
    assert said(on, Ping("morning", "2026-11-23T08:00"), START).screen is None


def test_no_step_is_shown_while_a_question_about_signs_waits():
    chat = Chat().settle()
    chat.say("/stretch")
    chat.tap("2")
    serial, at = chat.me.session.serial, chat.me.session.at
    chat.store.save(
        replace(chat.me, screening=Screening(serial + 1, "event"), serial=serial + 1),
        chat.store.due(chat.person),
    )
    for said in ("/start", "done", "/stretch"):
        chat.say(said)
        assert any(tap.startswith("clean ") for row in chat.last.rows for tap in [row[0].tap])
    for line in (f"done {serial} {at}", f"step {serial} {at}", "session", "present", "forged"):
        chat.press(line)
        assert not any(
            button.tap.startswith("done ") for row in chat.last.rows for button in row
        ), line
    assert chat.me.session.at == at
    chat.press(f"clean {chat.me.screening.serial}")
    assert any(button.tap.startswith("done ") for row in chat.last.rows for button in row)


def test_an_old_question_how_strong_logs_nothing_in_a_flare():
    chat = Chat().settle()
    chat.say("/flare")
    chat.tap("A muscle is locking")
    assert chat.me.flare is not None
    assert chat.me.here == "flare"
    before = chat.journal.pains
    chat.press("strong 3")
    assert chat.journal.pains == before
