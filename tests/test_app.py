"""The app: one commit for a batch, answers owed until shown, pings once, no trace of who left."""

from datetime import datetime

import pytest
from chat import START, Chat, book, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import app as module
from bot import dues
from bot.app import App, drain
from bot.core.schedule import next_due
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import (
    Gone,
    Later,
    Lost,
    Moved,
    Refused,
    Remove,
    Show,
    Shown,
    Toast,
    Uncertain,
)
from bot.core.talk.person import Session
from bot.core.talk.said import Alarm, Blocked, Command, Elsewhere, Location, Said, Tap, Text
from bot.core.talk.screen import Button, Figure, Screen
from bot.core.talk.state import Reminders
from bot.core.values import replace
from bot.present import Owed
from bot.store import Store

HOUR, DAY = 3600, 86400


def said(what, update=None, *, person=7, at=START, chat=None, message=1):
    return Said(person, chat or person, at, what, message, update, "en")


def start(update=None, **known):
    return said(Command("start"), update, **known)


def text_of(out):
    return plain(out.screen.text)


def owed(store):
    return [kind for (kind,) in store.rows("SELECT kind FROM owed ORDER BY id")]


def pings(chat, columns="kind, slot, state"):
    return chat.store.rows(f"SELECT {columns} FROM pings ORDER BY due, id")  # noqa: S608 - columns


def all_rows(store):
    names = [
        name
        for (name,) in store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
        )
        if name not in ("media", "updates", "health", "forgotten")
    ]
    return {name: list(store.db[name].rows) for name in names}


@pytest.fixture
def store():
    store = Store(None)
    yield store
    store.close()


@pytest.fixture
def app(store):
    return App(store, book(), Host())


@pytest.fixture
def chat():
    """Somebody settled, at 11:00 in Berlin: pings at 08:00, 10:20, 13:00 and 15:40."""
    chat = Chat().settle()
    chat.wait(2 * HOUR)
    chat.store.rows("DELETE FROM pings")
    yield chat
    chat.store.close()


# A turn


def test_a_batch_is_one_commit(app, store):
    seen = []
    store._conn.set_trace_callback(seen.append)
    app.turns([start(1), start(2, person=8), said(Text("hello"), 3)], START)
    store._conn.set_trace_callback(None)
    assert [sql for sql in seen if sql.startswith(("COMMIT", "BEGIN", "ROLLBACK"))] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]
    assert store.person(7)
    assert store.person(8)


def test_an_update_is_answered_once_even_after_a_restart(store):
    for _ in range(3):
        App(store, book(), Host()).turns([start(1), start(1)], START)
    assert owed(store) == ["live"]


def test_a_batch_that_breaks_leaves_nothing_behind(app, store, monkeypatch):
    true = module.answer

    def broken(moment, what):
        if isinstance(what, Location):
            raise ZeroDivisionError
        return true(moment, what)

    monkeypatch.setattr(module, "answer", broken)
    with pytest.raises(ZeroDivisionError):
        app.turns([start(1), said(Location(0, 0), 2)], START)
    assert store.person(7) is None
    assert owed(store) == []
    assert not store.answered(1, START)


def test_who_broke_it_is_told_and_not_asked_again(app, store):
    app.broke(said(Tap("home", "q1"), 5), START)
    toast, told = app.take(START, pings=False), app.take(START, pings=False)
    assert toast == Toast(toast.owed, 7, "q1")
    assert "/start" in text_of(told)
    app.came(toast, Shown(), START)
    app.came(told, Shown(9), START)
    assert store.answered(5, START)
    app.broke(said(Alarm("bell")), START)
    assert owed(store) == ["note"]


def test_a_reading_is_logged_for_when_it_was_written(chat):
    chat.say("8/10 lower back", at=chat.now - 5 * HOUR)
    assert (8, chat.now - 5 * HOUR) in [(pain.level, pain.at) for pain in chat.journal.pains]


def test_the_mouth_is_woken_when_there_is_something_to_take(store):
    woken = []
    app = App(store, book(), Host(), wake=lambda: woken.append(1))
    app.turns([start(1)], START)
    app.tick(START)
    app.came(app.take(START, pings=False), Shown(5), START)
    app.broke(start(2), START)
    assert len(woken) == 4


def test_groups_are_declined_and_leave_no_trace(app, store):
    app.turns([said(Elsewhere("group"), 1, chat=-100)], START)
    drain(app, lambda _: Shown(3), START)
    assert not any(all_rows(store).values())


def test_strangers_are_told_politely_and_leave_no_trace(store):
    app = App(store, book(), Host("anna@example.org"), frozenset({8}))
    app.turns(
        [start(1), said(Tap("home", "q1"), 2), said(Alarm("bell")), said(Blocked(True))], START
    )
    shown = []
    drain(app, lambda out: (shown.append(out), Shown(3))[1], START)
    assert [type(out) for out in shown] == [Toast, Show, Show]
    assert "anna@example.org" in text_of(shown[1])
    assert not any(all_rows(store).values())
    app.turns([start(3, person=8)], START)
    assert store.person(8)


def test_who_is_no_longer_allowed_gets_no_pings(chat):
    chat.app = App(chat.store, chat.book, chat.host, frozenset({8}))
    chat.wait(DAY)
    assert {state for _, _, state in pings(chat)} == {"dropped"}


def test_a_language_is_met_where_its_words_are_known_and_is_english_elsewhere(store):
    english = book().words["en"]
    german = replace(english, language="de", texts={**english.texts})
    app = App(store, replace(book(), words={"en": english, "de": german}), Host())
    for language, words in (("de", german), ("de-AT", german), ("en-GB", english)):
        assert app._words(language).texts is words.texts
        assert app._words(language).language == language  # its dates and times are its own
    for language in ("xx", ""):
        assert app._words(language) is english


def test_the_whole_journal_is_read_only_where_a_route_asks_for_it(chat):
    chat.say("8/10 lower back", at=chat.now - 100 * DAY)
    seen = []
    chat.store._conn.set_trace_callback(seen.append)
    chat.say("/help")
    assert not any("FROM pains" in sql and "at >= 0" in sql for sql in seen)
    chat.say("/export")
    assert any("FROM pains" in sql and "at >= 0" in sql for sql in seen)


def test_the_next_ping_moves_on_with_the_settings(chat):
    before = chat.store.rows("SELECT next_ping FROM people")[0][0]
    chat.say("/pause")
    chat.say("2 days")
    after = chat.store.rows("SELECT next_ping, next_kind FROM people")[0]
    assert chat.me.pause is not None
    assert after[0] is None or after[0] > before + DAY


# Sending


def press(chat, line="home"):
    """A tap whose answers are left owed."""
    chat.updates += 1
    tap = Tap(line, f"q{chat.updates}", media=bool(chat.last.media))
    chat.app.turns([said(tap, chat.updates, message=max(chat.messages), at=chat.now)], chat.now)


def take(chat, lane=False):
    return chat.app.take(chat.now, lane)


def came(chat, out, outcome):
    chat.app.came(out, outcome, chat.now)


@pytest.mark.parametrize("outcome", [Later(3), Uncertain()])
def test_a_screen_that_was_not_shown_is_owed_again_and_a_toast_is_not(chat, outcome):
    press(chat)
    toast = take(chat)
    came(chat, toast, outcome)
    screen = take(chat)
    assert isinstance(screen, Show)
    came(chat, screen, outcome)
    assert take(chat) == screen
    assert take(chat) is None


def test_a_refused_screen_is_dropped_and_the_next_one_is_sent(chat, caplog):
    press(chat)
    came(chat, take(chat), Refused("query"))
    press(chat)
    came(chat, take(chat), Shown())
    came(chat, take(chat), Refused("too long"))
    assert take(chat) is None
    assert "refused: too long (chat 7)" in caplog.text


def test_a_tap_that_nobody_waits_for_gets_no_toast(chat):
    chat.app.turns([said(Tap("home"), 1, message=max(chat.messages), at=chat.now)], chat.now)
    assert owed(chat.store) == ["live"]


def test_a_lost_message_comes_as_a_new_one(chat):
    press(chat)
    came(chat, take(chat), Shown())
    edit = take(chat)
    assert edit.message is not None
    came(chat, edit, Lost())
    again = take(chat)
    assert (again.message, again.screen) == (None, edit.screen)


def test_only_one_thing_is_under_way_to_a_chat_whatever_comes_of_it(chat):
    for outcome in (Shown(500), Lost(), Moved(7), Refused("no"), Uncertain(), Later(), Gone()):
        press(chat)
        while isinstance(out := take(chat), Toast | Remove):
            came(chat, out, Shown())
        assert isinstance(out, Show)
        assert take(chat) is None
        came(chat, out, outcome)
        while (out := take(chat)) is not None:
            came(chat, out, Shown(501))
        assert 7 not in chat.app._outbox.busy


def test_a_picture_that_took_too_long_is_replaced_by_the_present(chat):
    press(chat, "help")
    came(chat, take(chat), Shown())
    slow = take(chat)
    assert chat.app.still(slow)
    press(chat, "privacy")
    assert not chat.app.still(slow)
    came(chat, take(chat), Shown())
    came(chat, slow, Later())
    assert text_of(take(chat)) != text_of(slow)


def test_after_a_restart_what_is_owed_is_sent_again_without_stale_toasts(chat):
    press(chat)
    take(chat)
    chat.restart()
    chat.now += 121
    out = take(chat)
    assert isinstance(out, Show)
    came(chat, out, Shown(500))
    assert take(chat) is None
    chat.restart()
    assert take(chat) is None


def test_a_chat_that_moved_is_followed(chat):
    press(chat)
    came(chat, take(chat), Moved(-1007))
    out = take(chat)
    assert (out.chat, chat.me.chat) == (-1007, -1007)
    came(chat, out, Shown(500))
    chat.now = START + 23 * HOUR
    chat.app.tick(chat.now)
    assert take(chat, lane=True).chat == -1007


def test_who_blocked_the_bot_rests_until_they_write(chat):
    chat.app.turns([said(Text("hello"), 1, at=chat.now)], chat.now)
    chat.app.turns([said(Text("hello again"), 2, at=chat.now)], chat.now)
    came(chat, take(chat), Gone())
    assert owed(chat.store) == []
    assert chat.me.blocked
    assert chat.store.rows("SELECT next_ping, blocked FROM people") == [(None, 1)]
    chat.wait(2 * DAY)
    assert pings(chat) == []
    chat.say("/start")
    assert not chat.me.blocked
    assert chat.store.rows("SELECT next_ping IS NULL, blocked FROM people") == [(0, 0)]


def test_who_stops_the_bot_is_paused_and_gets_no_bell(chat):
    chat.store.ring(7, ())
    chat.hear(Blocked(True))
    assert chat.me.blocked
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'home')", chat.now + 5)
    chat.wait(DAY)
    assert chat.me.blocked
    assert chat.store.rows("SELECT * FROM rings WHERE line NOT LIKE 'missed%'") == []
    chat.hear(Blocked(False))
    assert not chat.me.blocked


def test_a_stop_from_somebody_unknown_makes_nobody_known(app, store):
    app.turns([said(Blocked(True), 1)], START)
    assert store.person(7) is None


def test_a_synchronous_mouth_that_fails_is_not_asked_for_ever(app, store):
    app.turns([start(1)], START)
    drain(app, lambda _: Later(), START)
    assert owed(store) == ["live"]


def test_files_are_handed_through(app):
    app.keep_file("cat", "AgAC")
    assert app.file("cat") == "AgAC"


# Forgetting


def test_forgetting_shows_the_farewell_and_leaves_no_row(chat):
    chat.say("6 lower back")
    chat.say("/forget")
    chat.updates += 1
    line = next(b.tap for row in chat.last.rows for b in row if b.tap.startswith("forget "))
    chat.app.turns([said(Tap(line, "q"), chat.updates, message=max(chat.messages))], chat.now)
    assert chat.me is None
    assert owed(chat.store) == ["toast", "live"]
    farewell = max(chat.messages)
    chat.drain()
    assert "/start" in plain(chat.messages[farewell].text)
    assert not any(all_rows(chat.store).values())
    chat.hear(Blocked(True))
    chat.wait(2 * DAY)
    assert not any(all_rows(chat.store).values())


def test_what_was_under_way_when_somebody_was_forgotten_leaves_no_row(chat):
    chat.say("/forget")
    line = next(b.tap for row in chat.last.rows for b in row if b.tap.startswith("forget "))
    chat.app.turns([said(Text("hello"), 1, at=chat.now)], chat.now)
    under_way = take(chat)
    chat.app.turns([said(Command("forget"), 2, at=chat.now)], chat.now)
    line = f"forget {chat.me.serial}"
    chat.app.turns([said(Tap(line, "q"), 3, message=max(chat.messages))], chat.now)
    assert not chat.app.still(under_way)
    came(chat, under_way, Shown(900))
    chat.drain()
    assert not any(all_rows(chat.store).values())


def test_forgetting_leaves_no_word_in_the_file(tmp_path):
    chat = Chat(store=Store(tmp_path / "bot.db")).settle()
    chat.say("Lower back spasm again, 4/10, couldn't tie my shoelaces")
    assert "shoelaces" in chat.journal.pains[-1].note
    chat.say("/export")
    chat.say("/forget")
    chat.tap("Yes")
    chat.store.close()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert files
    assert b"shoelaces" not in files
    assert b"Europe/Berlin" not in files


# Pings


def test_a_ping_is_claimed_even_by_a_tap_in_its_very_second(chat):
    due = next_due(chat.me, chat.now)
    chat.now = due.at
    chat.say("/help")
    assert pings(chat)[0][:2] == (due.kind, due.slot)
    assert "desk" not in {kind for kind, slot, _ in pings(chat) if slot < due.slot}
    chat.wait(1)
    assert len(pings(chat)) == 1


def test_a_week_has_each_slot_once(chat):
    for _ in range(7):
        chat.wait(DAY)
        chat.say("/settings")  # somebody is there: all of them come
    slots = [(kind, slot) for kind, slot, _ in pings(chat)]
    assert len(slots) == len(set(slots)) == 7 + 5 * 3
    assert {state for *_, state in pings(chat)} == {"sent"}


def test_after_a_month_away_nothing_bursts(chat):
    person = replace(
        chat.me,
        reminders=replace(
            chat.me.reminders, morning=480, desk_from=480, desk_to=540, desk_count=12
        ),
    )
    chat.store.save(person, next_due(person, chat.now))
    seen = len(chat.messages)
    chat.now = START + 30 * DAY - 15 * 60  # 08:45 in Berlin, a Wednesday
    chat.app.tick(chat.now)
    chat.drain()
    assert len(chat.messages) - seen == 2
    assert sorted(kind for kind, _, state in pings(chat) if state == "sent") == ["desk", "morning"]


def test_a_ping_too_late_to_be_useful_expires(chat):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    chat.now += 3 * HOUR + 1
    assert take(chat, lane=True) is None
    assert pings(chat)[0][2] == "expired"


def test_a_ping_is_checked_again_when_it_is_sent(chat):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    session = Session(99, "stretch", chat.now, touched=chat.now)
    chat.store.save(replace(chat.me, session=session), None)
    assert take(chat, lane=True) is None
    assert pings(chat)[0][2] == "dropped"


@pytest.mark.parametrize("due", [True, False])
def test_a_ping_asks_anew_and_leaves_the_next_one_as_it_was(chat, due):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    person = replace(chat.me, asks="morning")
    chat.store.save(person, next_due(person, chat.now) if due else None)
    before = chat.store.rows("SELECT next_ping, next_kind, next_slot FROM people")
    assert take(chat, lane=True)
    assert chat.me.asks == ""
    assert chat.store.rows("SELECT next_ping, next_kind, next_slot FROM people") == before


def test_a_ping_lets_answers_go_first_and_an_answer_waits_for_a_ping(chat):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    press(chat)
    assert take(chat, lane=True) is None
    chat.drain()
    press(chat, "help")
    for _ in range(2):
        came(chat, take(chat), Shown(max(chat.messages)))
    ping = take(chat, lane=True)
    assert ping is None or ping.owed < 0


def test_a_ping_under_way_steps_back_for_an_answer(chat):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    ping = take(chat, lane=True)
    assert chat.app.still(ping)
    assert take(chat, lane=True) is None
    chat.app.turns([said(Text("hello"), 1, at=chat.now)], chat.now)
    assert take(chat) is None  # one thing under way
    assert not chat.app.still(ping)
    came(chat, ping, Later())
    answer = take(chat)
    assert take(chat, lane=True) is None
    came(chat, answer, Shown(900))
    assert take(chat, lane=True).screen == ping.screen


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Shown(900), "sent"),
        (Later(), "owed"),
        (Moved(7), "owed"),
        (Uncertain(), "owed"),  # a morning, for the first time
        (Refused("no"), "refused"),
        (Lost(), "refused"),
        (Gone(), "blocked"),
    ],
)
def test_what_comes_of_a_ping_is_noted_and_its_chat_is_free_again(chat, outcome, state):
    chat.now = START + 23 * HOUR
    chat.app.tick(chat.now)
    ping = take(chat, lane=True)
    assert ping.screen.rows
    came(chat, ping, outcome)
    assert [now for kind, _, now in pings(chat) if kind == "morning"] == [state]
    assert 7 not in chat.app._outbox.busy


def test_a_morning_that_may_have_come_is_sent_once_more_and_a_desk_break_not(chat):
    chat.now = next_due(chat.me, chat.now).at
    assert next_due(chat.me, chat.now - 1).kind == "desk"
    chat.app.tick(chat.now)
    assert take(chat, lane=True)
    chat.restart()
    assert take(chat, lane=True) is None
    chat.now = START + 23 * HOUR
    chat.app.tick(chat.now)
    assert take(chat, lane=True)
    chat.restart()
    assert take(chat, lane=True)
    chat.restart()
    assert take(chat, lane=True) is None


@pytest.mark.parametrize("words", ["/pause", "a muscle", "signs"])
def test_nothing_unasked_comes_while_somebody_rests(chat, words):
    if words == "/pause":
        chat.say("/pause")
        chat.tap("Until I")
    elif words == "signs":
        chat.say("can't pee and numb between my legs")
    else:
        chat.say("9/10 lower back")
    assert chat.store.rows("SELECT next_ping FROM people") == [(None,)]
    seen = len(pings(chat))
    chat.wait(3 * DAY)
    assert len(pings(chat)) == seen


def test_not_today_silences_the_rest_of_the_day(chat):
    chat.now = next_due(chat.me, chat.now).at
    chat.app.tick(chat.now)
    chat.drain()
    chat.tap("Not today")
    seen = len(chat.messages)
    chat.wait(10 * HOUR)
    assert len(chat.messages) == seen
    chat.wait(DAY)
    assert len(chat.messages) > seen


@pytest.mark.parametrize(
    ("zone", "eve"),
    [
        ("Europe/Berlin", "2027-03-27"),
        ("Europe/Berlin", "2027-10-30"),
        ("America/New_York", "2027-03-13"),
        ("Australia/Lord_Howe", "2027-04-03"),
        ("America/Santiago", "2027-04-03"),
        ("Africa/Cairo", "2027-04-29"),
    ],
)
def test_a_morning_comes_once_a_day_when_the_clocks_change(zone, eve):
    chat = Chat().settle(desk=False)
    chat.now = int(datetime.fromisoformat(f"{eve}T12:00:00+00:00").timestamp())
    person = replace(chat.me, zone=zone, reminders=Reminders(morning=30))  # at 00:30
    for morning in (30, 105, 150):
        person = replace(person, reminders=Reminders(morning=morning))
        chat.store.save(person, next_due(person, chat.now))
        chat.store.rows("DELETE FROM pings")
        chat.wait(2 * DAY)
        assert [state for *_, state in pings(chat)] == ["sent", "sent"]
        chat.now -= 2 * DAY


def test_a_traveller_never_gets_a_slot_twice(chat):
    chat.now = START + 23 * HOUR
    chat.app.tick(chat.now)
    chat.drain()
    for zone in ("America/New_York", "Europe/Berlin", "Pacific/Auckland"):
        person = replace(chat.me, zone=zone)
        chat.store.save(person, next_due(person, chat.now))
        chat.wait(DAY)
    slots = [(kind, slot) for kind, slot, _ in pings(chat)]
    assert len(slots) == len(set(slots))


# Anything at any time

LINES = ("home", "help", "privacy", "settings", "stretch", "desk", "pain", "present", "nonsense")
OUTCOMES = (Shown(), Shown(), Later(), Lost(), Refused("no"), Uncertain(), Moved(7), Moved(8))
ACTIONS = st.one_of(
    st.tuples(st.just("tap"), st.sampled_from(LINES)),
    st.tuples(st.just("say"), st.sampled_from(("hello", "6 lower back", "/start", "/export"))),
    st.tuples(st.just("take"), st.booleans()),
    st.tuples(st.just("take"), st.booleans()),
    st.tuples(st.just("came"), st.sampled_from(OUTCOMES)),
    st.tuples(st.just("came"), st.sampled_from(OUTCOMES)),
    st.tuples(st.just("wait"), st.sampled_from((1, 60, HOUR, 5 * HOUR))),
    st.tuples(st.just("restart"), st.none()),
)


class Torn:
    """A mouth in pieces: things are taken, come back or get lost in any order."""

    def __init__(self):
        self.chat = Chat().settle()
        self.flying = []

    def act(self, name, value):
        chat = self.chat
        if name == "tap":
            press(chat, value)
        elif name == "say":
            chat.updates += 1
            what = Command(value[1:]) if value.startswith("/") else Text(value)
            chat.app.turns([said(what, chat.updates, at=chat.now, chat=chat.me.chat)], chat.now)
        elif name == "take":
            out = chat.app.take(chat.now, value)
            self.flying += [out] if out else []
        elif name == "wait":
            chat.now += value
            chat.app.tick(chat.now)
        elif name == "restart":
            chat.restart()
            self.flying.clear()
        elif self.flying:
            out = self.flying.pop(0)
            moved = Shown(900 + chat.updates) if isinstance(value, Shown) else value
            chat.app.came(out, moved if chat.app.still(out) else Later(), chat.now)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(actions=st.lists(ACTIONS, max_size=40))
def test_whatever_comes_in_whatever_order_the_present_is_shown_and_nothing_stays(actions):
    mouth = Torn()
    chat, app = mouth.chat, mouth.chat.app
    for action in actions:
        mouth.act(*action)
        screens = [out.chat for out in mouth.flying if not isinstance(out, Toast)]
        assert len(set(screens)) == len(screens)
        slots = [(kind, slot) for kind, slot, _ in pings(chat)]
        assert len(set(slots)) == len(slots)
    press(chat, "help")
    app = chat.app
    for out in mouth.flying:
        app.came(out, Shown(800), chat.now)
    shown = []
    drain(app, lambda out: (shown.append(out), Shown(801))[1], chat.now)
    assert owed(chat.store) == []
    assert not app._outbox._under_way
    lives = [out for out in shown if isinstance(out, Show) and out.owed > 0]
    assert "/stretch" in text_of(lives[-1])
    assert {state for *_, state in pings(chat)}.isdisjoint({"owed", "sending"})
    chat.store.close()


# The clock


def test_the_clock_is_told_what_comes_next(app, store):
    assert app.tick(START) is None
    app.turns([start(1)], START)
    assert app.tick(START) is None
    store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'home')", START + 30)
    assert app.tick(START) == START + 30
    assert app.tick(START + 30) is None


def test_a_ring_for_somebody_who_left_is_silent(chat):
    chat.store.rows("PRAGMA foreign_keys=OFF")
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (99, ?, 'home')", chat.now)
    chat.app.tick(chat.now)
    assert chat.store.rows("SELECT * FROM rings WHERE line NOT LIKE 'missed%'") == []
    assert owed(chat.store) == []


def test_a_bug_in_one_ring_or_ping_silences_nobody_else(chat, monkeypatch, caplog):
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'broken')", chat.now)
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'home')", chat.now)
    true = module.answer

    def broken(moment, what):
        if what == Alarm("broken") or getattr(what, "kind", "") == "desk":
            raise ZeroDivisionError("words about pain")
        return true(moment, what)

    monkeypatch.setattr(module, "answer", broken)
    chat.app.tick(chat.now)
    assert chat.store.rows("SELECT * FROM rings WHERE line NOT LIKE 'missed%'") == []
    assert owed(chat.store) == ["live"]
    chat.drain()
    chat.wait(DAY)
    assert {(kind, state) for kind, _, state in pings(chat)} == {
        ("desk", "broken"),
        ("morning", "sent"),
    }
    assert "ring broken of person 7 broke: broken:" in caplog.text
    assert "words about pain" not in caplog.text


def test_more_pings_than_one_transaction_holds_are_all_claimed(store, monkeypatch):
    monkeypatch.setattr(dues, "SLICE", 3)
    app = App(store, book(), Host())
    chat = Chat(store=store).settle()
    person = chat.me
    for number in (7, *range(100, 107)):
        one = replace(person, id=number, chat=number)
        store.save(one, next_due(one, START + 2 * HOUR))
    due = next_due(person, START + 2 * HOUR).at
    for claimed in (3, 6, 8):
        more = app.tick(due)
        assert store.rows("SELECT count(*) FROM pings") == [(claimed,)]
        assert more == due or claimed == 8
    sent = []
    drain(app, lambda out: (sent.append(out.chat), Shown(1))[1], due)
    assert sorted(sent) == [7, *range(100, 107)]


def test_the_night_tidies_once_a_day(app, store, monkeypatch):
    nights = []
    monkeypatch.setattr(store, "tidy", nights.append)
    for now in (START, START + 60, START + DAY, START + DAY + 1):
        app.tick(now)
    assert nights == [START, START + DAY]


def test_a_bell_goes_away_at_the_next_tap(chat):
    owed_bell = Owed(7, 7, Screen("⏰"), "passing")
    chat.app._outbox.owe(owed_bell, chat.now)
    chat.drain()
    bell = max(chat.messages)
    chat.say("/help")
    assert bell in chat.messages
    chat.press("home")
    assert bell not in chat.messages


def test_a_screen_beside_leaves_the_live_message_alone(chat):
    rows = ((Button("x", "home"),),)
    chat.app._outbox.owe(Owed(7, 7, Screen("live", rows, Figure("cat-cow"))), chat.now)
    chat.drain()
    live = max(chat.messages)
    chat.say("6 lower back")
    chat.tap("Undo")
    assert chat.messages[live].text == "live"
    assert chat.journal.pains[-1].level != 6
