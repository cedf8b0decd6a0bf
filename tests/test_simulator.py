"""The simulator: what is said, tapped and shown."""

import asyncio
import json

import pytest
from quick import MP4, PNG, Quick, studio
from simulator_page import START, Clock, Page, Script, book, rows, show, web

from bot.core.talk.outgoing import Lost, Refused, Remove, Toast
from bot.core.talk.said import Command, Location, Other, Tap, Text
from bot.core.talk.screen import Document, Figure, Follow, Keyboard, Loop, Screen
from bot.simulator.chat import KEPT, Bubble, Chat
from bot.simulator.play import heard, spoken


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def page(script, clock):
    return Page(web(script, clock=clock))


# Saying


async def test_words_reach_the_app_and_its_answer_the_page(page, script):
    told = await page.post("/say", text=" 4 lower back ", language="pt-BR")
    said = script.said[0]
    assert (said.what, said.person, said.chat, said.language) == (
        Text("4 lower back"),
        1,
        1,
        "pt",
    )
    mine, answer = told["messages"]
    assert (mine["mine"], mine["text"], mine["id"]) == (True, "4 lower back", said.message)
    assert (answer["mine"], answer["text"], answer["unasked"]) == (False, "Well.", False)


async def test_every_update_has_a_number_of_its_own(page, script):
    for _ in range(3):
        await page.post("/say", text="hello")
    assert len({one.update for one in script.said}) == 3


def test_a_slash_begins_a_command():
    assert heard("/Pain@unhunch 4 neck", None) == Command("pain", "4 neck")
    assert heard("/pain\n4", None) == Command("pain", "4")
    assert heard("/ 4", None) == Text("/ 4")
    assert heard("4/10", None) == Text("4/10")


def test_a_browser_speaks_its_language_as_telegram_names_it():
    assert (spoken("en-GB"), spoken("DE"), spoken("")) == ("en", "de", "")


async def test_a_reply_says_whether_it_answers_the_bot(page, script):
    told = await page.post("/say", text="hello")
    mine, answer = (one["id"] for one in told["messages"])
    await page.post("/say", text="4", reply=answer)
    await page.post("/say", text="5", reply=mine)
    await page.post("/say", text="6", reply=12345)
    assert [one.what.reply for one in script.said] == [False, True, False, False]
    quotes = [one["reply"] for one in (await page.state())["messages"] if one["mine"]]
    assert quotes == [None, answer, mine, None]


async def test_editing_ones_words_tells_the_app_which_message_and_when_it_was_sent(
    page, script, clock
):
    told = await page.post("/say", text="4 neck")
    message = told["messages"][0]["id"]
    clock.at += 600
    told = await page.post("/edit", message=message, text="5 neck", after=told["version"])
    assert script.said[1].what == Text("5 neck", edited=True)
    assert (script.said[1].message, script.said[1].at) == (message, START)
    mine = next(one for one in told["messages"] if one["id"] == message)
    assert (mine["text"], mine["edited"]) == ("5 neck", True)


async def test_an_edited_answer_still_answers_the_bot(page, script):
    hello = await page.post("/say", text="hello")
    told = await page.post(
        "/say", text="4", reply=hello["messages"][1]["id"], after=hello["version"]
    )
    await page.post("/edit", message=told["messages"][0]["id"], text="5")
    assert script.said[-1].what == Text("5", reply=True, edited=True)


async def test_only_ones_own_words_can_be_edited(page):
    told = await page.post("/say", text="hello")
    other = await page.post("/other", kind="sticker", after=told["version"])
    for message in (told["messages"][1]["id"], other["messages"][0]["id"], 1):
        refused = await page.post("/edit", message=message, text="no")
        assert refused.status_code == 404


async def test_a_shared_place_and_unreadable_things_reach_the_app(page, script):
    told = await page.post("/location", latitude=52.52, longitude=13.405)
    assert told["messages"][0]["text"] == "52.5200, 13.4050"
    told = await page.post("/location", latitude=-36.8, longitude=174.7, label="Auckland")
    assert (await page.post("/other", kind="sticker"))["messages"][-2]["kind"] == "other"
    assert [one.what for one in script.said] == [
        Location(52.52, 13.405),
        Location(-36.8, 174.7),
        Other("sticker"),
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/say", {"text": ""}),
        ("/say", {"text": " \n "}),
        ("/say", {"text": "x" * 4097}),
        ("/say", {"text": "\ud800"}),
        ("/say", {}),
        ("/tap", {"message": 1, "line": "x" * 65}),
        ("/tap", {"message": "one", "line": "x"}),
        ("/location", {"latitude": 91, "longitude": 0}),
        ("/other", {"kind": ""}),
        ("/turn", {"seconds": 0}),
        ("/turn", {"seconds": 367 * 86400}),
        ("/edit", {"message": 1, "text": ""}),
        ("/restart", {"language": "x" * 36}),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_reason(page, script, path, body):
    answer = await page.http.post(
        path, content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert (answer.status_code, script.said) == (400, [])
    assert answer.json()["error"]


async def test_a_flood_is_cut_off(page):
    answer = await page.post("/say", text="x" * 70_000)
    assert (answer.status_code, answer.json()) == (400, {"error": "That is too long."})


async def test_bytes_that_are_no_json_are_refused(page):
    for content in (b"{", b'"\xff"', b"[]"):
        answer = await page.http.post(
            "/say", content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 400


async def test_the_longest_text_is_taken(page, script):
    await page.post("/say", text="é" * 4096)
    assert script.said[0].what == Text("é" * 4096)


async def test_a_bug_in_an_answer_is_told_to_the_person_and_logged(page, script, caplog):
    def broken(_):
        raise ValueError

    script.answer = broken
    told = await page.post("/say", text="my pain is private")
    assert told["messages"][-1]["text"] == "Something broke."
    assert "Text broke" in caplog.text
    assert "private" not in caplog.messages[0]


# Tapping


async def test_a_tap_is_answered_with_its_own_toast(page, script):
    script.answer = lambda _: [show(Screen("Choose", rows("One", "Two")))]
    message = (await page.post("/say", text="/start"))["messages"][1]
    assert message["rows"] == [
        [
            {"label": "One", "line": "one", "style": ""},
            {"label": "Two", "line": "two", "style": ""},
        ]
    ]
    script.answer = lambda said: [Toast(2, 1, said.what.query, "Noted.", alert=True)]
    told = await page.post("/tap", message=message["id"], line="two")
    assert told["toast"] == {"text": "Noted.", "alert": True}
    said = script.said[1]
    assert (said.what.line, said.what.media, said.message) == ("two", False, message["id"])


async def test_an_empty_toast_only_ends_the_waiting(page, script):
    message = (await page.post("/say", text="/start"))["messages"][1]["id"]
    script.answer = lambda said: [Toast(2, 1, said.what.query)]
    assert (await page.post("/tap", message=message, line="x"))["toast"] is None
    script.answer = lambda _: []
    assert (await page.post("/tap", message=message, line="x"))["toast"] is None


async def test_a_button_that_an_edit_took_away_still_reaches_the_app(page, script):
    message = (await page.post("/say", text="/start"))["messages"][1]["id"]
    await page.post("/tap", message=message, line="old 3f 4")
    assert script.said[1].what.line == "old 3f 4"


async def test_a_double_click_is_two_presses(page, script):
    message = (await page.post("/say", text="/start"))["messages"][1]["id"]
    presses = [page.post("/tap", message=message, line="go") for _ in range(2)]
    await asyncio.gather(*presses)
    assert len({one.what.query for one in script.said if isinstance(one.what, Tap)}) == 2


async def test_a_tap_on_nothing_is_refused_kindly(page):
    mine = (await page.post("/say", text="hello"))["messages"][0]["id"]
    for message in (mine, 12345):
        answer = await page.post("/tap", message=message, line="x")
        assert (answer.status_code, answer.json()["error"]) == (404, "This message is gone.")


# Showing


async def test_an_edit_changes_the_message_in_place(page, script):
    told = await page.post("/say", text="hello")
    message = told["messages"][1]["id"]
    script.answer = lambda _: [show(Screen("Changed", rows("Go")), message)]
    told = await page.post("/tap", message=message, line="x", after=told["version"])
    assert [(one["id"], one["text"]) for one in told["messages"]] == [(message, "Changed")]


async def test_messages_are_removed_with_what_replaces_them_or_alone(page, script):
    first = (await page.post("/say", text="hello"))["messages"][1]["id"]
    script.answer = lambda _: [show(Screen("New"), remove=(first, 999))]
    told = await page.post("/say", text="again")
    assert first not in [one["id"] for one in told["messages"]]
    second = told["messages"][-1]["id"]
    script.answer = lambda _: [Remove(2, 1, (second,))]
    told = await page.post("/say", text="again", after=told["version"])
    assert told["gone"] == [second]


async def test_an_edit_of_a_message_that_is_gone_is_lost(page, script):
    mine = (await page.post("/say", text="hello"))["messages"][0]["id"]
    script.answer = lambda _: [show(Screen("x"), 12345), show(Screen("x"), mine)]
    await page.post("/say", text="again")
    assert script.came_of[-2:] == [Lost(), Lost()]


async def test_media_is_never_edited_into_text(page, script):
    script.answer = lambda _: [show(Screen("Step", media=Figure("cat-cow")))]
    message = (await page.post("/say", text="go"))["messages"][1]["id"]
    script.answer = lambda _: [show(Screen("Text"), message, has_media=True)]
    told = await page.post("/tap", message=message, line="x")
    assert isinstance(script.came_of[-1], Refused)
    assert script.said[-1].what.media is True
    assert told["messages"][-1]["text"] == "Step"


@pytest.fixture
def hand():
    """Whoever draws, at once."""
    return Quick()


@pytest.fixture
def drawn(tmp_path, hand):
    """A studio that draws at once."""
    made = studio(book(), tmp_path / "media", hand)
    made.patience = dict.fromkeys(made.patience, 5.0)
    return made


@pytest.fixture
async def shows(script, drawn):
    """A page that shows media, and how the page is told of it."""
    page = Page(web(script, drawn=drawn))

    async def told(media, **more):
        script.answer = lambda _: [show(Screen("Step", media=media, **more))]
        return (await page.post("/say", text="go", after=page.play.chat.version))["messages"][1]

    told.page = page
    yield told
    await drawn.close()


async def test_a_picture_is_drawn_once_and_may_be_kept(shows):
    media = (await shows(Figure("cat-cow", look=2)))["media"]
    assert (media["kind"], media["name"], media["poster"]) == ("figure", "Cat–cow", media["url"])
    for _ in range(2):
        answer = await shows.page.get(media["url"])
        assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
        assert "immutable" in answer.headers["cache-control"]


async def test_a_moving_picture_is_a_film_with_a_still_in_its_place(shows):
    media = (await shows(Loop("cat-cow")))["media"]
    assert media["kind"] == "loop"
    film, poster = [await shows.page.get(media[part]) for part in ("url", "poster")]
    assert (film.content, film.headers["content-type"]) == (MP4, "video/mp4")
    assert (poster.content, poster.headers["content-type"]) == (PNG, "image/png")
    part = await shows.page.get(media["url"], range="bytes=4-7")
    assert (part.status_code, part.content) == (206, b"ftyp")  # without it, some players refuse


async def test_what_comes_next_is_drawn_while_somebody_reads(shows, hand, drawn):
    await shows(None, ahead=Loop("cat-cow"))
    for made in (Figure("cat-cow"), Loop("cat-cow")):  # the still stands in for the film
        assert await drawn.file(made)
    assert hand.drawn == [Figure("cat-cow"), Loop("cat-cow")]
    await shows(None, ahead=Loop("gone-from-the-book"))
    assert len(hand.drawn) == 2


async def test_a_film_to_follow_says_what_to_do_without_it(shows):
    media = (await shows(Follow("cat-cow", reps=2), instead="Not yet."))["media"]
    assert (media["kind"], media["instead"]) == ("follow", "Not yet.")


async def test_a_film_that_is_late_is_not_there_yet(shows, drawn):
    drawn.patience[Loop] = -1.0
    media = (await shows(Loop("cat-cow")))["media"]
    answer = await shows.page.get(media["url"])
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    assert (await shows.page.get(media["poster"])).status_code == 200


async def test_a_film_may_be_played_by_the_page_itself_only(page):
    policy = (await page.get("/")).headers["content-security-policy"]
    assert "media-src 'self'" in policy


async def test_a_document_is_downloaded_and_never_kept(page, script):
    document = Document("Ana’s days.zip", (("pains.csv", "at,level\n"),))
    script.answer = lambda _: [show(Screen("Here", media=document))]
    media = (await page.post("/say", text="/export"))["messages"][1]["media"]
    assert (media["kind"], media["name"]) == ("document", "Ana’s days.zip")
    answer = await page.get(media["url"])
    assert answer.content.startswith(b"PK")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Ana%")


async def test_media_that_the_chat_does_not_show_is_not_served(page):
    await page.post("/say", text="hello")
    assert (await page.get("/media/cat-cow")).status_code == 404
    assert (await page.get("/media/")).status_code == 404


async def test_a_reply_keyboard_comes_goes_and_folds_away_when_used(page, script):
    keyboard = Keyboard("Share", "Not now")
    script.answer = lambda _: [show(Screen("Where?", keyboard=keyboard))]
    told = await page.post("/say", text="/start")
    assert told["keyboard"] == {"share": "Share", "leave": "Not now"}
    script.answer = lambda _: [show(Screen("Fine"))]
    assert (await page.post("/say", text="hm"))["keyboard"] is not None
    assert (await page.post("/say", text="Not now"))["keyboard"] is None
    script.answer = lambda _: [show(Screen("Where?", keyboard=keyboard))]
    await page.post("/say", text="/start")
    script.answer = lambda _: [show(Screen("Fine"), gone_keyboard=True)]
    assert (await page.post("/say", text="Lisbon"))["keyboard"] is None
    script.answer = lambda _: [show(Screen("Where?", keyboard=keyboard))]
    await page.post("/say", text="/start")
    script.answer = lambda _: []
    told = await page.post("/location", latitude=0, longitude=0)
    assert told["keyboard"] is None


async def test_a_hint_works_without_buttons_only(page, script):
    script.answer = lambda _: [show(Screen("Where?", hint="Lisbon"))]
    assert (await page.post("/say", text="a"))["messages"][-1]["hint"] == "Lisbon"
    script.answer = lambda _: [show(Screen("Where?", rows("Go"), hint="Lisbon"))]
    assert (await page.post("/say", text="a"))["messages"][-1]["hint"] == ""


def test_the_chat_forgets_its_oldest_messages():
    chat = Chat(None, START)
    for _ in range(KEPT + 5):
        chat.add(lambda n: Bubble(n, n, START, "x", mine=True))
    assert len(list(chat.bubbles())) == KEPT
    chat.remove([one.id for one in chat.bubbles()])
    assert chat.news(START * 1000) is None  # it missed removals that are forgotten by now
    assert chat.news(chat.version) == ([], [])
