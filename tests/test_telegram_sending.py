"""What is sent, case by case, and what comes of it."""

import asyncio
from types import SimpleNamespace

import pytest
from botapi import Fault
from botapi.life import BOOK, living
from botapi.server import TOKEN
from quick import FILM_SECONDS, Quick, studio
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import pacing
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
from bot.core.talk.screen import Button, Document, Figure, Follow, Keyboard, Loop, Screen
from bot.core.values import replace
from bot.database import Trouble
from bot.draw import media
from bot.telegram import requests, speak
from bot.telegram.line import Line
from bot.telegram.menu import dress
from bot.telegram.outcomes import outcome
from bot.telegram.speak import Clocks, Mouth
from bot.transport import AioRequest, NotSent


@pytest.fixture
async def life(monkeypatch, tmp_path):
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


class Owing:
    """An app that owes just this, and keeps what came of it."""

    def __init__(self, api, *outs, files=()):
        self.book, self.api, self.files = BOOK, api, dict(files)
        self.owed, self.came_of, self.moved_on = list(outs), [], set()
        self.pings = []
        self.store = SimpleNamespace(trouble=Trouble(None))

    def takes(self, _now, most, pings):
        assert not pings
        return self._first(self.owed, most)

    def take_pings(self, now, most, came):
        if came:
            self.all_came(came, now)
        return self._first(self.pings, most)

    @staticmethod
    def _first(lane, most):
        taken = lane[:most]
        del lane[:most]
        return taken

    def more_for(self, chat):
        return any(out.chat == chat for out in self.owed)

    def still(self, out):
        return out.owed not in self.moved_on

    def all_came(self, outcomes, _now):
        self.came_of += [outcome for _, outcome in outcomes]
        self.api._tell()

    def file(self, key):
        return self.files.get(key)

    def keep_file(self, key, file):
        self.files[key] = file


@pytest.fixture
async def sent(life, tmp_path):
    """Send these through a real mouth; returns what came of each, in the order it came."""
    network = AioRequest()
    base = life.api.url + "/bot"
    line = Line(TOKEN, base_url=base, request=network, get_updates_request=network)
    life.api.person().met = True

    async def send(*outs, app=None, rate=1000.0):
        app = app or Owing(life.api, *outs)
        clocks = Clocks(lambda: life.now, asyncio.get_running_loop().time)
        mouth = Mouth(app, line, send.studio, rate, clocks)
        speaking = asyncio.create_task(mouth.speak())
        mouth.wake()
        await life.api.until(lambda: len(app.came_of) >= len(outs))
        speaking.cancel()
        await mouth.finish()
        return app.came_of

    send.line = line
    send.hand = Quick()
    send.studio = studio(BOOK, tmp_path / "media", send.hand)
    yield send
    await send.studio.close()
    await network.shutdown()


ROWS = ((Button("Yes", "yes", "good"), Button("No", "no", "bad")), (Button("Hm", "hm"),))
PLAIN = Screen("<b>Hello</b> &amp; welcome", ROWS)
CAT = Figure("cat-cow")
STEP = Screen("Cat–cow", ROWS, CAT)


async def test_a_screen_is_sent_with_its_buttons_and_edited_in_place(life, sent):
    (first,) = await sent(Show(1, 7, PLAIN))
    assert life.api.person().screen.text == "Hello & welcome"
    assert life.api.person().screen.rows == [["Yes", "No"], ["Hm"]]
    markup = life.api.person().screen.markup["inline_keyboard"]
    assert [b.get("style") for row in markup for b in row] == ["success", "danger", None]
    again = await sent(Show(1, 7, Screen("Bye", silent=True), message=first.message))
    assert again == [first]
    assert (life.api.person().screen.text, life.api.person().screen.rows) == ("Bye", [])


async def test_text_becomes_a_picture_whose_caption_then_changes(life, sent):
    (text,) = await sent(Show(1, 7, PLAIN))
    (step,) = await sent(Show(1, 7, STEP, message=text.message))
    assert step.message == text.message
    assert step.media is None  # what was asked for
    caption = Screen("Now slower", ROWS, CAT)
    show = Show(1, 7, caption, message=text.message, has_media=True, same_media=True)
    assert await sent(show) == [step]
    assert [c.method for c in life.api.calls] == [
        "sendMessage",
        "editMessageMedia",
        "editMessageCaption",
    ]
    assert life.api.person().screen.text == "Now slower"
    assert len(life.api.files) == 1


async def test_a_picture_gives_way_to_text_and_its_message_goes(life, sent):
    (step,) = await sent(Show(1, 7, STEP))
    await sent(Show(2, 7, PLAIN, remove=(step.message,)))
    assert [m.text for m in life.api.person().shown] == ["Hello & welcome"]


async def test_a_message_too_old_to_delete_loses_its_buttons(life, sent):
    (old,) = await sent(Show(1, 7, STEP))
    (bare,) = await sent(Show(1, 7, Screen("bare")))
    life.now += 49 * 3600
    gone = (old.message, bare.message, 99_999)
    assert await sent(Show(2, 7, PLAIN, remove=gone)) == [Shown(old.message + 2)]
    assert life.api.person().messages[old.message].labels == []
    assert await sent(Remove(3, 7, gone)) == [Shown()]


async def test_the_same_screen_again_is_shown_already(sent):
    (first,) = await sent(Show(1, 7, PLAIN))
    assert await sent(Show(1, 7, PLAIN, message=first.message)) == [first]


async def test_an_edit_of_a_message_that_is_gone_is_lost(sent):
    assert await sent(Show(1, 7, PLAIN, message=12_345)) == [Lost()]


async def test_a_press_is_answered_and_one_that_is_too_old_is_let_be(life, sent):
    ada = life.api.person()
    await sent(Show(1, 7, PLAIN))
    query = ada.tap("Yes")["callback_query"]["id"]
    for toast in (
        Toast(1, 7, query, "Noted", alert=True),
        Toast(2, 7, query),
        Toast(3, 7, "q-old"),
    ):
        assert await sent(toast) == [Shown()]
    assert ada.toasts == ["Noted"]


async def test_a_location_is_asked_for_and_the_keyboard_taken_away_again(life, sent):
    ada = life.api.person()
    ask = Show(1, 7, Screen("Where?", keyboard=Keyboard("Share", "No, thanks")), message=3)
    (asked,) = await sent(ask)
    assert [[b["text"] for b in row] for row in ada.keyboard] == [["Share"], ["No, thanks"]]
    await sent(Show(2, 7, PLAIN, gone_keyboard=True, remove=(asked.message,)))
    assert ada.keyboard is None
    assert [m.text for m in ada.shown] == ["Hello & welcome"]
    assert ada.screen.editable
    await sent(ask)
    assert ada.keyboard
    await sent(Show(2, 7, Screen("Never mind"), gone_keyboard=True))
    assert ada.keyboard is None


async def test_a_question_opens_the_typing_field(life, sent):
    await sent(Show(1, 7, Screen("How bad?", hint="0 to 10")))
    assert life.api.person().screen.markup["input_field_placeholder"] == "0 to 10"


async def test_a_file_is_sent_and_may_replace_another_message(life, sent):
    screen = Screen("All of it", media=Document("you.zip", (("pains.csv", "a,b"),)))
    await sent(Show(1, 7, screen))
    (text,) = await sent(Show(1, 7, PLAIN))
    await sent(Show(1, 7, screen, message=text.message))
    assert [m.media for m in life.api.person().shown] == ["document", "document"]


async def test_a_picture_whose_person_moved_on_meanwhile_is_dropped(life, sent):
    app = Owing(life.api, Show(1, 7, STEP))
    real = sent.hand.draw

    def draw(job):
        app.moved_on.add(1)
        return real(job)

    sent.hand.draw = draw
    assert await sent(app.owed[0], app=app) == [Later()]
    assert life.api.calls == []


async def test_a_bug_in_one_picture_silences_nobody(sent, monkeypatch, caplog):
    monkeypatch.setattr(media, "key", lambda *_: 1 / 0)
    assert await sent(Show(1, 7, STEP)) == [Refused("ZeroDivisionError")]
    assert await sent(Show(2, 7, PLAIN)) == [Shown(100)]
    assert "ZeroDivisionError" in caplog.text


async def test_a_file_id_of_no_use_is_replaced_but_other_refusals_are_not_repeated(life, sent):
    key = f"4242 {media.key(CAT, BOOK)}"  # the bot's id: another cannot use its files
    app = Owing(life.api, Show(1, 7, STEP), files={key: "stale"})
    (came,) = await sent(app.owed[0], app=app)
    assert isinstance(came, Shown)
    assert app.files[key] == "photo-0"
    life.api.faults["sendPhoto"].append(Fault(400, "Bad Request: something else"))
    app.owed, app.came_of = [Show(1, 7, STEP)], []
    assert await sent(Show(1, 7, STEP), app=app) == [Refused("Something else")]
    assert len(life.api.made("sendPhoto")) == 3


async def test_a_request_to_wait_is_waited_out(life, sent):
    life.api.faults["sendMessage"].append(Fault(429, "Too Many Requests", retry_after=0.05))
    began = asyncio.get_running_loop().time()
    (came,) = await sent(Show(1, 7, PLAIN))
    assert isinstance(came, Shown)
    assert asyncio.get_running_loop().time() - began >= 0.05
    assert len(life.api.made("sendMessage")) == 2


async def test_a_pause_overtakes_what_was_already_waiting(life, sent, monkeypatch):
    monkeypatch.setattr(pacing, "PRIVATE", (1.0, 50.0))
    life.api.faults["sendMessage"].append(Fault(429, "Too Many Requests", retry_after=0.1))
    began = asyncio.get_running_loop().time()
    assert len(await sent(Show(1, 7, PLAIN), Show(2, 7, PLAIN))) == 2
    assert asyncio.get_running_loop().time() - began >= 0.1
    assert len(life.api.made("sendMessage")) == 3


async def test_a_toast_is_not_kept_waiting(life, sent):
    life.api.faults["answerCallbackQuery"].append(Fault(429, "Too Many", retry_after=30))
    assert await sent(Toast(1, 7, "q1")) == [Later(30)]


async def test_a_broken_connection_leaves_a_new_message_uncertain(life, sent):
    life.api.faults["sendMessage"].append(Fault(drop="after"))
    assert await sent(Show(1, 7, PLAIN)) == [Uncertain()]
    assert len(life.api.person().shown) == 1  # it did arrive


async def test_what_was_never_sent_is_sent_when_the_network_is_back(life, sent, monkeypatch):
    real, left = Line.do_api_request, [2]

    async def call(self, *args, **named):
        if left[0]:
            left[0] -= 1
            raise NotSent("no route")
        return await real(self, *args, **named)

    monkeypatch.setattr(Line, "do_api_request", call)
    (came,) = await sent(Show(1, 7, PLAIN))
    assert isinstance(came, Shown)
    assert len(life.api.made("sendMessage")) == 1


async def test_a_stop_leaves_what_was_under_way_uncertain_and_the_rest_for_later(
    life, sent, monkeypatch
):
    monkeypatch.setattr(speak, "LAST", 0.05)
    held = asyncio.Event()

    async def call(*_, **__):
        held.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Line, "do_api_request", call)
    monkeypatch.setattr(pacing, "PRIVATE", (1.0, 0.001))
    app = Owing(life.api, Show(1, 7, PLAIN), Show(2, 7, PLAIN), Show(3, 8, PLAIN))
    mouth = Mouth(
        app, sent.line, sent.studio, 1000, Clocks(lambda: 0, asyncio.get_running_loop().time)
    )
    speaking = asyncio.create_task(mouth.speak())
    await asyncio.wait_for(held.wait(), 5)
    speaking.cancel()
    await mouth.finish()
    assert sorted(app.came_of, key=repr) == [Later(), Uncertain(), Uncertain()]


async def test_after_a_stop_answers_are_still_sent_and_pings_are_not_begun(life, sent):
    app = Owing(life.api, Show(1, 7, PLAIN))
    app.pings = [Show(-2, 8, PLAIN)]
    clocks = Clocks(lambda: life.now, asyncio.get_running_loop().time)
    await Mouth(app, sent.line, sent.studio, 1000, clocks).finish()
    assert [type(came) for came in app.came_of] == [Shown]
    assert len(app.pings) == 1


async def test_answers_go_before_pings_and_both_keep_to_the_rate(life, sent):
    for number in range(1, 9):
        life.api.person(number).met = True
    app = Owing(life.api, *(Show(n, n, PLAIN) for n in range(1, 5)))
    app.pings = [Show(-n, n, PLAIN) for n in range(5, 9)]
    began = asyncio.get_running_loop().time()
    await sent(*range(8), app=app, rate=20)
    assert {c.values["chat_id"] for c in life.api.calls[:4]} == {1, 2, 3, 4}
    assert asyncio.get_running_loop().time() - began >= 6 / 19  # two at once, the rest evenly


async def test_only_so_many_are_taken_at_once(life, sent, monkeypatch):
    monkeypatch.setattr(speak, "HELD", 2)
    app = Owing(life.api, *(Show(n, 7, Screen(f"{n}")) for n in range(1, 8)))
    assert len(await sent(*range(7), app=app)) == 7


async def test_what_came_is_kept_when_the_next_pings_cannot_be_taken(life, sent):
    app = Owing(life.api)
    app.pings = [Show(-1, 7, PLAIN), Show(-2, 7, PLAIN)]
    real = app.take_pings

    def take_pings(now, most, came):
        if came:
            raise ZeroDivisionError
        return real(now, most, came)

    app.take_pings = take_pings
    (came,) = await sent(None, app=app, rate=6.0)  # one at a time
    assert isinstance(came, Shown)
    assert len(app.pings) == 1  # nothing more was taken


async def test_an_outcome_that_cannot_be_kept_is_named_in_the_log(life, sent, caplog):
    app = Owing(life.api, Show(1, 7, PLAIN), Show(2, 7, Screen("next")))
    real, left = app.all_came, [1, 1]

    def came(*args):
        if left.pop() if left else 0:
            raise ZeroDivisionError
        real(*args)

    app.all_came = came
    await sent(None, app=app)
    assert "not kept" in caplog.text


@pytest.mark.parametrize(
    ("error", "came"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone()),
        (BadRequest("Bad Request: chat not found"), Gone()),
        (BadRequest("Bad Request: user is deactivated"), Gone()),
        (ChatMigrated(-100), Moved(-100)),
        (BadRequest("Message is not modified: specified new ..."), Shown(5)),
        (BadRequest("Query is too old and response timeout expired"), Shown(5)),
        (BadRequest("Message to edit not found"), Lost()),
        (BadRequest("Message can't be edited"), Lost()),
        (BadRequest("There is no text in the message to edit"), Lost()),
        (BadRequest("Can't parse entities"), Refused("Can't parse entities")),
        (RetryAfter(3), Later(3.0)),
        (NotSent("no route"), Later()),
        (InvalidToken(), Later()),
        (TimedOut(), Uncertain()),
        (NetworkError("Bad Gateway"), Uncertain()),
        (Conflict("x"), Uncertain()),
        (TelegramError("Not an answer"), Uncertain()),
    ],
)
def test_each_refusal_has_its_meaning(error, came):
    assert outcome(error, 5) == came


async def test_a_migrated_chat_is_followed(life, sent):
    life.api.faults["sendMessage"].append(Fault(400, "Bad Request: upgraded", migrate_to=-1007))
    assert await sent(Show(1, 7, PLAIN)) == [Moved(-1007)]


def test_a_keyboard_is_serialised_once():
    requests.inline.cache_clear()
    assert requests.inline(ROWS) is requests.inline(tuple(tuple(row) for row in ROWS))


async def test_only_two_letter_languages_get_a_menu_of_their_own(life, sent):
    words = BOOK.words["en"]
    await dress(sent.line, replace(BOOK, words={"en": words, "en-gb": words}))
    languages = [c.values.get("language_code", "") for c in life.api.made("setMyCommands")]
    assert languages == ["en", ""]


# Films

MOVES = Screen("Cat–cow", ROWS, Loop("cat-cow"))
ALONG = Screen("Move along", media=Follow("cat-cow", reps=4, hold=3), instead="Not yet.")
SIZE = {"width": 640, "height": 480, "duration": FILM_SECONDS}


def about(values):
    return {name: values[name] for name in SIZE}


async def test_a_step_moves_and_its_film_is_uploaded_once(life, sent):
    app = Owing(life.api, Show(1, 7, MOVES))
    (first,) = await sent(app.owed[0], app=app)
    (call,) = life.api.calls
    assert (call.method, about(call.values)) == ("sendAnimation", SIZE)
    assert life.api.person().screen.media == "animation"
    app.owed, app.came_of = [Show(1, 7, MOVES)], []
    await sent(None, app=app)
    assert life.api.calls[1].values["animation"] == life.api.person().messages[first.message].file
    assert "duration" not in life.api.calls[1].values
    assert len(life.api.files) == 1


async def test_words_become_a_film_and_one_film_another(life, sent):
    (text,) = await sent(Show(1, 7, PLAIN))
    await sent(Show(1, 7, MOVES, message=text.message))
    other = replace(MOVES, media=Loop("bird-dog", "left"))
    await sent(Show(1, 7, other, message=text.message, has_media=True))
    edits = life.api.made("editMessageMedia")
    assert [edit.values["media"]["type"] for edit in edits] == ["animation", "animation"]
    assert about(edits[0].values["media"]) == SIZE
    assert len(life.api.person().shown) == 1


async def test_a_follow_along_is_a_video_that_plays_while_it_loads(life, sent):
    await sent(Show(1, 7, ALONG))
    (call,) = life.api.made("sendVideo")
    assert about(call.values) == SIZE
    assert call.values["supports_streaming"] is True
    assert life.api.person().screen.text == "Move along"


def slow(sent, *kinds):
    """Pictures of these kinds never come."""
    real = sent.studio.file

    async def file(media, *args, **named):
        return None if isinstance(media, kinds) else await real(media, *args, **named)

    sent.studio.file = file


async def test_a_late_film_gives_way_to_its_still_which_the_chat_remembers(life, sent):
    slow(sent, Loop)
    (came,) = await sent(Show(1, 7, MOVES))
    assert came == Shown(life.api.person().screen.id, repr(CAT))
    assert life.api.person().screen.media == "photo"


async def test_a_late_still_gives_way_to_words(life, sent):
    slow(sent, Loop, Figure)
    (came,) = await sent(Show(1, 7, MOVES))
    assert came.media == ""
    assert (life.api.person().screen.media, life.api.person().screen.text) == ("", "Cat–cow")


async def test_words_never_stand_under_the_picture_of_the_step_before(life, sent):
    (before,) = await sent(Show(1, 7, STEP))
    slow(sent, Loop, Figure)
    other = replace(MOVES, media=Loop("bird-dog", "left"), text="Bird dog")
    (came,) = await sent(Show(1, 7, other, message=before.message, has_media=True))
    assert [(m.text, m.media) for m in life.api.person().shown] == [("Bird dog", "")]
    assert came.message != before.message


async def test_a_follow_along_that_is_late_is_a_kind_line(life, sent):
    slow(sent, Follow)
    await sent(Show(1, 7, ALONG))
    assert (life.api.person().screen.media, life.api.person().screen.text) == ("", "Not yet.")


async def test_a_picture_of_nothing_in_the_book_leaves_the_words(life, sent):
    await sent(Show(1, 7, replace(MOVES, media=Loop("unheard-of"))))
    assert life.api.person().screen.text == "Cat–cow"


async def test_a_file_that_was_tidied_away_leaves_the_still(life, sent):
    real = sent.studio.file

    async def file(media, *args):
        path = await real(media, *args)
        if isinstance(media, Loop):
            path.unlink()
        return path

    sent.studio.file = file
    await sent(Show(1, 7, MOVES))
    assert life.api.person().screen.media == "photo"


async def test_what_comes_next_is_drawn_ahead_unless_telegram_has_it(life, sent):
    dog, bridge = Loop("bird-dog", "left"), Loop("bridge")
    app = Owing(life.api, Show(1, 7, replace(PLAIN, ahead=dog)))
    app.files = {f"4242 {media.key(bridge, BOOK)}": "known"}
    app.owed.append(Show(2, 7, replace(PLAIN, ahead=bridge)))
    app.owed.append(Show(3, 7, replace(PLAIN, ahead=Loop("unheard-of"))))
    await sent(1, 2, 3, app=app)
    assert await sent.studio.file(dog)
    assert sent.hand.drawn == [dog]


async def test_a_film_that_telegram_forgot_is_uploaded_anew(life, sent):
    key = f"4242 {media.key(MOVES.media, BOOK)}"
    app = Owing(life.api, Show(1, 7, MOVES), files={key: "stale"})
    await sent(app.owed[0], app=app)
    assert app.files[key] == life.api.person().screen.file
