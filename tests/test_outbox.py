"""The outbox: what is owed goes out in its order, once, and ends up as the present."""

import contextlib

import pytest

from bot.core.schedule import Due
from bot.core.talk.outgoing import Remove, Show, Shown, Toast
from bot.core.talk.person import Person
from bot.core.talk.screen import Document, Figure, Keyboard, Screen
from bot.dues import Dues
from bot.outbox import MOST, TOAST_LIVES, Outbox
from bot.present import LIVE, Owed, media_key
from bot.store import Store
from tests.bench.soak import Dice

NOW = 1_000_000
CAT = Screen("cat", media=Figure("cat-cow"))
TEXT = Screen("words")


@pytest.fixture
def store():
    store = Store(None)
    for who in (7, 8):
        store.save(Person(who, who, 0), None)
    yield store
    store.close()


@pytest.fixture
def box(store):
    return Outbox(store)


def owe(box, screen=TEXT, chat=7, **known):
    box.owe(Owed(chat, chat, screen, **known), NOW)


def deliver(box, out, message=0):
    box.release(out)
    box.shown(out, Shown(message))


def take_all(box):
    """Everything that can go, each shown as a message of its own."""
    found = []
    while (out := box.take(NOW)) is not None:
        found.append(out)
        deliver(box, out, 100 + len(found))
    return found


def shown_live(box, screen, message, chat=7):
    """A screen that is on the person's screen already."""
    owe(box, screen, chat)
    deliver(box, box.take(NOW), message)


def test_what_is_owed_to_a_chat_goes_one_by_one_and_in_order(box):
    for text in ("one", "two"):
        owe(box, Screen(text))
    owe(box, Screen("other"), chat=8)
    first = box.take(NOW)
    assert (first.chat, first.screen.text) == (7, "one")
    assert box.take(NOW).chat == 8
    assert box.take(NOW) is None
    deliver(box, first, 1)
    assert box.take(NOW).screen.text == "two"


def test_many_chats_wait_for_nobody(box, store):
    for chat in range(100, 200):
        store.save(Person(chat, chat, 0), None)
        owe(box, chat=chat)
        owe(box, chat=chat)
    taken = [box.take(NOW).chat for _ in range(100)]
    assert taken == list(range(100, 200))
    assert box.take(NOW) is None


def test_the_answer_to_a_press_waits_for_nothing_and_no_screen_waits_for_it(box):
    owe(box, Screen("slow"))
    slow = box.take(NOW)
    box.owe_toast(7, 7, NOW, ("q1", "Logged", True))
    owe(box, Screen("after"))
    toast = box.take(NOW)
    assert toast == Toast(toast.owed, 7, "q1", "Logged", alert=True)
    assert box.take(NOW) is None  # "slow" is under way to that chat
    deliver(box, slow, 1)
    after = box.take(NOW)
    assert after.screen.text == "after"
    deliver(box, toast)  # which frees no chat
    owe(box, Screen("last"))
    assert box.take(NOW) is None
    deliver(box, after, 2)
    assert box.take(NOW).screen.text == "last"


def test_a_stale_answer_to_a_press_is_dropped(box):
    box.owe_toast(7, 7, NOW, ("q1", "", False))
    assert box.take(NOW + TOAST_LIVES + 1) is None
    box.owe_toast(7, 7, NOW, ("q2", "", False))
    assert box.take(NOW + TOAST_LIVES).query == "q2"


def test_an_unsent_edit_is_replaced_by_a_newer_one(box):
    shown_live(box, TEXT, 5)
    for text in ("old", "new"):
        owe(box, Screen(text), target=5)
    owe(box, Screen("beside"), target=6, kind="note")
    assert [(out.message, out.screen.text) for out in take_all(box)] == [(5, "new"), (6, "beside")]


def test_an_edit_under_way_is_not_owed_any_more_once_there_is_a_newer_one(box):
    shown_live(box, TEXT, 5)
    owe(box, Screen("old"), target=5)
    old = box.take(NOW)
    assert box.owed(old.owed)
    owe(box, Screen("new"), target=5)
    assert not box.owed(old.owed)
    box.release(old)
    box.again(old)  # it was not sent after all
    assert [out.screen.text for out in take_all(box)] == ["new"]


def test_what_was_not_sent_stays_owed(box):
    owe(box)
    out = box.take(NOW)
    box.release(out)
    box.again(out)
    assert box.take(NOW) == out


def test_media_to_text_is_a_new_message_and_later_edits_follow_it(box):
    shown_live(box, CAT, 5)
    owe(box, Screen("end"), target=5, has_media=True)
    end = box.take(NOW)
    assert (end.message, end.remove) == (None, (5,))
    owe(box, Screen("question"), target=5, has_media=True)
    deliver(box, end, 9)
    question = box.take(NOW)
    assert (question.message, question.has_media, question.screen.text) == (9, False, "question")


def test_text_turns_into_media_and_the_same_media_is_known(box):
    shown_live(box, TEXT, 5)
    owe(box, CAT, target=5)
    first = box.take(NOW)
    assert (first.message, first.has_media, first.same_media) == (5, False, False)
    deliver(box, first, 5)
    owe(box, CAT, target=LIVE)
    second = box.take(NOW)
    assert (second.message, second.has_media, second.same_media) == (5, True, True)
    deliver(box, second, 5)
    owe(box, Screen("dog", media=Figure("bird-dog", "left")), target=5)
    assert not box.take(NOW).same_media


def test_an_old_message_with_media_is_known_by_the_tap(box):
    shown_live(box, TEXT, 5)
    owe(box, TEXT, target=3, has_media=True)
    assert box.take(NOW).remove == (3,)


def test_a_document_is_never_taken_for_the_same_and_only_its_name_is_kept(box, store):
    paper = Screen("yours", media=Document("you.zip", (("pains.csv", "secret"),)))
    shown_live(box, paper, 5)
    assert store.rows("SELECT media FROM chats") == [("Document(you.zip)",)]
    owe(box, paper, target=5)
    assert not box.take(NOW).same_media
    assert media_key(TEXT) == ""
    assert "cat-cow" in media_key(CAT)


def test_an_alarm_without_a_live_message_comes_as_a_new_one(box):
    owe(box, TEXT, target=LIVE)
    out = box.take(NOW)
    assert (out.message, out.remove) == (None, ())


def test_a_reply_keyboard_is_taken_away_by_the_next_live_screen_only(box):
    shown_live(box, Screen("where?", keyboard=Keyboard("Share", "Skip")), 5)
    owe(box, Screen("by the way"), kind="note")
    owe(box, Screen("next"), target=5)
    note, after = take_all(box)
    assert not note.gone_keyboard
    assert (after.gone_keyboard, after.message, after.remove) == (True, None, (5,))
    owe(box, Screen("later"), target=LIVE)
    assert not box.take(NOW).gone_keyboard


def test_a_keyboard_stays_known_while_another_message_is_live(box):
    shown_live(box, Screen("where?", keyboard=Keyboard("Share", "Skip")), 5)
    box.live(Show(-1, 7, Screen("ping")), Shown(6))
    owe(box, Screen("thanks"))
    assert box.take(NOW).gone_keyboard


def test_passing_notes_go_away_at_the_next_tap(box):
    owe(box, Screen("bell"), kind="passing")
    owe(box, Screen("bell again"), kind="passing")
    deliver(box, box.take(NOW), 20)
    deliver(box, box.take(NOW), 21)
    box.owe_removal(7, 7, NOW)
    out = box.take(NOW)
    assert out == Remove(out.owed, 7, (20, 21))
    deliver(box, out)
    box.owe_removal(7, 7, NOW)
    assert box.take(NOW) is None


def test_a_passing_note_that_comes_too_late_does_not_come(box):
    owe(box, Screen("first"), kind="passing")
    owe(box, Screen("second"), kind="passing")
    under_way = box.take(NOW)
    box.owe_removal(7, 7, NOW)
    deliver(box, under_way, 20)
    assert take_all(box) == []
    box.owe_removal(7, 7, NOW)
    assert [out.messages for out in take_all(box)] == [(20,)]


def test_a_lost_message_is_sent_anew_once(box):
    shown_live(box, TEXT, 5)
    owe(box, Screen("old"), target=5)
    old = box.take(NOW)
    owe(box, Screen("new"), target=5)
    box.release(old)
    box.send_anew(old)  # a newer edit is owed: it will find out by itself
    new = box.take(NOW)
    assert (new.message, new.screen.text) == (5, "new")
    box.release(new)
    box.send_anew(new)
    assert [(out.message, out.screen.text) for out in take_all(box)] == [(None, "new")]


def test_a_screen_beside_that_replaces_the_live_message_becomes_it(box, store):
    shown_live(box, CAT, 5)
    owe(box, TEXT, kind="note", target=5, has_media=True)
    deliver(box, box.take(NOW), 9)
    assert store.rows("SELECT message, media FROM chats") == [(9, "")]
    owe(box, TEXT, kind="note")
    deliver(box, box.take(NOW), 10)
    assert store.rows("SELECT message FROM chats") == [(9,)]


def test_chats_of_nobody_leave_no_row(box, store):
    for kind in ("live", "note", "passing"):
        owe(box, chat=-100, kind=kind)
    assert len(take_all(box)) == 3
    assert store.rows("SELECT * FROM chats") == []
    assert store.rows("SELECT * FROM owed") == []


def test_what_was_forgotten_on_its_way_leaves_nothing_behind(box, store):
    owe(box)
    out = box.take(NOW)
    store.forget(7, NOW)
    deliver(box, out, 5)
    assert store.rows("SELECT * FROM chats") == []


def test_a_chat_moves_with_all_that_is_its_own(box, store):
    shown_live(box, TEXT, 5)
    owe(box, Screen("next"), target=5)
    box.move(7, -1007)
    out = box.take(NOW)
    assert (out.chat, out.message) == (-1007, 5)
    assert store.person(7).chat == -1007
    assert store.rows("SELECT chat FROM people WHERE id = 7") == [(-1007,)]


def test_a_new_outbox_owes_what_was_under_way(box, store):
    owe(box)
    out = box.take(NOW)
    assert Outbox(store).take(NOW) == out


def test_a_screen_that_cannot_be_read_any_more_holds_nothing_up(box, store):
    for body in ("{}", "not json"):
        store.rows(
            "INSERT INTO owed (person, chat, kind, at, body) VALUES (7, 7, 'live', 1, ?)", body
        )
    owe(box, Screen("next"))
    assert [out.screen.text for out in take_all(box)] == ["next"]
    assert store.rows("SELECT * FROM owed") == []


# As much is taken and comes back as is owed, so that both empty and full chats are met.
DEEDS = (
    *[("owe", (7, 8, 9), ("live", "note", "passing"), (True, False))] * 60,
    *[("undo", (7, 8, 9))] * 10,
    *[("toast", (7, 8, 9))] * 20,
    *[("take", (1, 2, 5))] * 40,
    *[("came", ("shown", "again", "anew", "drop", "back", "undone"))] * 50,
    *[("remove", (7, 8, 9))] * 10,
    ("forget", (7, 8, 9)),
    ("restart",),
)


class Desk:
    """An outbox to which things happen, and what the rows say that it has to give."""

    def __init__(self):
        self.store = Store(None)
        for who in (7, 8):
            self.store.save(Person(who, who, 0), None)
        self.box, self.out, self.told = Outbox(self.store), [], 0

    def owe(self, chat, kind, edits):
        target = 90 + chat if edits and kind == "live" else None
        owe(self.box, Screen(f"{chat} {kind}"), chat, kind=kind, target=target)

    def undo(self, chat):
        """A turn that breaks."""
        with contextlib.suppress(ZeroDivisionError), self.store.transaction():
            self.owe(chat, "live", edits=False)
            raise ZeroDivisionError

    def toast(self, chat):
        self.box.owe_toast(chat, chat, NOW, ("q", "", False))

    def take(self, most):
        can_go = self.can_go()
        taken = self.box.takes(NOW, most)
        screens = {out.owed for out in taken if not isinstance(out, Toast)}
        assert screens <= can_go
        assert len(screens) == min(len(can_go), most - len(taken) + len(screens))
        self.out += taken

    def came(self, how):
        if not self.out:
            return
        out = self.out.pop(0)
        if how == "undone":  # the disk did not take it
            with contextlib.suppress(ZeroDivisionError), self.store.transaction():
                self.box.shown(out, Shown(1))
                raise ZeroDivisionError
            self.out.append(out)
            return
        if how == "back" and not isinstance(out, Toast):
            self.box.put_back(out)
            return
        self.told += 1
        if how == "shown":
            self.box.shown(out, Shown(100 + self.told))
        elif isinstance(out, Toast) or how in ("drop", "back"):
            self.box.drop(out)
        elif how == "anew":
            self.box.send_anew(out)
        else:
            self.box.again(out)
        self.box.release(out)

    def remove(self, chat):
        self.box.owe_removal(chat, chat, NOW)

    def forget(self, chat):
        self.store.forget(chat, NOW)

    def restart(self):
        self.box, self.out = Outbox(self.store), []

    def can_go(self):
        """By the rows alone: the first of each chat to which nothing is under way."""
        busy = tuple(out.chat for out in self.out if not isinstance(out, Toast))
        rows = self.store.rows("SELECT min(id), chat FROM owed WHERE kind <> 'toast' GROUP BY chat")
        return {number for number, chat in rows if chat not in busy}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_all_that_can_go_is_given_and_nothing_else(seed):
    desk, dice = Desk(), Dice(seed)
    for _ in range(3000):
        name, *kinds = DEEDS[dice(len(DEEDS))]
        getattr(desk, name)(*(kind[dice(len(kind))] for kind in kinds))
        many = desk.store.rows(
            "SELECT target, count(*) FROM owed WHERE kind <> 'toast' GROUP BY chat, kind, target"
        )
        assert all(number <= 1 + (1 if target else MOST) for target, number in many)  # one is sent
    assert desk.told > 300
    desk.store.close()


# Pings


def due(kind="desk", slot="2026-11-23T10:20", at=NOW):
    return Due(at, kind, slot)


@pytest.fixture
def dues(store):
    return Dues(store)


def offered(dues):
    return next(iter(dues.waiting(1)), None)


def state(store):
    return store.rows("SELECT state, tries FROM pings ORDER BY id")[-1]


def test_a_slot_is_owed_once(box, dues, store):
    for _ in range(2):
        dues.owe([(7, due(), "owed")])
    assert store.rows("SELECT count(*) FROM pings") == [(1,)]


def test_a_newer_ping_of_the_same_kind_takes_the_place_of_one_not_sent_yet(box, dues):
    dues.owe([(7, due(slot="2026-11-23T10:20"), "owed")])
    dues.owe([(7, due("morning", "2026-11-23T10:30", NOW + 600), "owed")])
    dues.owe([(7, due(slot="2026-11-23T10:40", at=NOW + 1200), "owed")])
    slots = []
    while (found := offered(dues)) is not None:
        slots.append(found.slot)
        dues.now_is(found.number, "sent")
    assert slots == ["2026-11-23T10:30", "2026-11-23T10:40"]


def test_a_ping_waits_for_answers_and_for_another_ping(box, dues, store):
    dues.owe([(7, due(), "owed")])
    dues.owe([(8, due(at=NOW + 1), "owed")])
    owe(box)
    answer = box.take(NOW)
    assert offered(dues).person == 8
    deliver(box, answer, 5)
    found = offered(dues)
    number = found.number
    assert found.person == 7
    dues.now_is(number, "sending")
    box.hold(-number, 7)
    owe(box)
    assert box.take(NOW) is None
    dues.owe([(7, due("morning"), "owed")])
    assert offered(dues).person == 8
    assert state(store) == ("owed", 0)


def test_a_busy_chat_gets_no_ping_even_when_nothing_is_owed_any_more(box, dues):
    dues.owe([(7, due(), "owed")])
    owe(box)
    box.take(NOW)
    box.drop_all(7)
    assert dues.waiting(1, box.busy) == []
    assert offered(dues).person == 7  # which is what the chats under way are asked about for


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("desk", [("sending", 1), ("uncertain", 1)]),
        ("morning", [("sending", 1), ("owed", 1), ("sending", 2), ("uncertain", 2)]),
    ],
)
def test_an_uncertain_morning_is_tried_once_more_and_a_desk_break_not(box, dues, store, kind, ends):
    dues.owe([(7, due(kind), "owed")])
    seen = []
    while (found := offered(dues)) is not None:
        dues.now_is(found.number, "sending")
        seen.append(state(store))
        dues.pick_up()  # as after a kill
        seen.append(state(store))
    assert seen == ends


def test_a_ping_that_was_certainly_not_sent_was_not_tried(box, dues, store):
    dues.owe([(7, due("morning"), "owed")])
    number = offered(dues).number
    for _ in range(3):
        dues.now_is(number, "sending")
        dues.now_is(number, "owed")
    assert state(store) == ("owed", 0)


def test_a_ping_that_has_ended_stays_so(box, dues, store):
    dues.owe([(7, due(), "owed")])
    number = offered(dues).number
    dues.now_is(number, "sending")
    assert dues.under_way(number)
    dues.rest(7)
    dues.now_is(number, "owed")
    assert state(store)[0] == "blocked"
    assert not dues.under_way(number)
