"""The simulator: its clock, its news, starting over, and the real app behind it."""

import asyncio
import contextlib
from types import SimpleNamespace

import pytest
from quick import studio
from simulator_page import START, Clock, Page, Script, book, real, rows, show, web

from bot.app import App
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import Remove, Shown
from bot.core.talk.said import Command, Said
from bot.core.talk.screen import Document, Figure, Keyboard, Screen
from bot.simulator.play import Play
from bot.simulator.server import build
from bot.store import Store


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def page(script, clock):
    return Page(web(script, clock=clock))


@pytest.fixture
def made():
    """Stores that the real app opened, closed at the end."""
    with contextlib.ExitStack() as stack:
        yield stack


# The clock


async def test_the_state_says_the_time_and_the_zone(page, script):
    assert (await page.state())["clock"] == {"now": START, "offset": 0, "zone": ""}
    script.person = SimpleNamespace(zone="Europe/Lisbon", language="xx")
    assert (await page.state())["clock"]["zone"] == "Europe/Lisbon"


async def test_turning_the_clock_stops_at_everything_that_falls_due(page, script, clock):
    script.due = [(START + at, show(Screen(f"after {at}"))) for at in (60, 600, 3600, 3601)]
    told = await page.post("/turn", seconds=3600)
    assert [(one["text"], one["at"], one["unasked"]) for one in told["messages"]] == [
        ("after 60", START + 60, True),
        ("after 600", START + 600, True),
        ("after 3600", START + 3600, True),
    ]
    assert told["clock"]["now"] == START + 3600
    clock.at += 5  # the turned clock runs on with the real one
    assert (await page.last())["text"] == "after 3601"


async def test_the_next_ping_is_waited_for_and_then_the_clock_stands(page, script):
    script.due = [(START + 50, Remove(1, 1, ())), (START + 900, show(Screen("Ping", silent=True)))]
    told = await page.post("/turn")
    assert (told["news"], told["clock"]["now"]) == (True, START + 900)
    assert told["messages"][0]["silent"] is True


async def test_a_year_can_be_turned_through_at_once(page, script):
    days = range(1, 366)
    script.due = [(START + day * 86400, show(Screen(f"Day {day}"))) for day in days]
    told = await page.post("/turn", seconds=366 * 86400)
    assert [one["text"] for one in told["messages"]] == [f"Day {day}" for day in days]


async def test_a_note_that_goes_away_is_no_news(page, script):
    script.due = [(START, show(Screen("Time.")))]
    note = (await page.last())["id"]
    script.due = [(START + 60, Remove(1, 1, (note,))), (START + 90, show(Screen("Ping")))]
    told = await page.post("/turn")
    assert (told["news"], told["clock"]["offset"]) == (True, 90)


async def test_without_anything_due_the_clock_stays(page, script):
    told = await page.post("/turn")
    assert (told["news"], told["clock"]["offset"]) == (False, 0)
    script.due = [(START + 400 * 86400, show(Screen("Far")))]
    assert (await page.post("/turn"))["news"] is False


async def test_a_bot_that_is_always_busy_cannot_hold_the_clock_for_ever(page, script, monkeypatch):
    monkeypatch.setattr("bot.simulator.play.STEPS", 10)
    monkeypatch.setattr(script, "tick", lambda now: now)
    assert (await page.post("/turn"))["news"] is False
    told = await page.post("/turn", seconds=86400)
    assert told["clock"]["now"] >= START + 86400


async def test_two_turns_follow_each_other(page, script):
    script.due = [(START + hour * 3600, show(Screen("Ping"))) for hour in range(1, 100)]
    await asyncio.gather(page.post("/turn", seconds=86400), page.post("/turn", seconds=86400))
    assert (await page.state())["clock"]["offset"] == 2 * 86400


async def test_the_beat_waits_while_the_clock_is_turned(page, script):
    script.due = [(START - 1, show(Screen("Due")))]
    async with page.play._turning:
        page.play.real_beat()
        assert len(script.due) == 1
    page.play.real_beat()
    assert script.due == []


# News


async def test_a_page_is_told_only_what_it_has_not_seen(page):
    told = await page.post("/say", text="one")
    assert (told["all"], len(told["messages"])) == (True, 2)
    told = await page.post("/say", text="two", after=told["version"])
    assert (told["all"], len(told["messages"])) == (False, 2)
    told = (await page.get(f"/events?after={told['version']}")).json()
    assert (told["messages"], told["gone"]) == ([], [])


async def test_a_second_tab_hears_of_it_at_once(script):
    page = Page(web(script, patience=30))
    version = (await page.state())["version"]
    waiting = asyncio.create_task(page.get(f"/events?after={version}"))
    await asyncio.sleep(0)
    await page.post("/say", text="hello", after=version)
    async with asyncio.timeout(20):
        told = (await waiting).json()
    assert [one["text"] for one in told["messages"]] == ["hello", "Well."]


async def test_a_number_from_another_chat_is_answered_with_everything(page):
    await page.post("/say", text="hello")
    for after in (0, 10**15):
        assert (await page.get(f"/events?after={after}")).json()["all"] is True


async def test_a_page_that_comes_back_need_not_wait(script):
    page = Page(web(script, patience=3600))
    async with asyncio.timeout(20):
        told = (await page.get(f"/events?after={page.play.chat.version}&now")).json()
    assert (told["all"], told["messages"]) == (False, [])


async def test_news_are_asked_for_with_a_number(page):
    for question in ("/events", "/events?after=x"):
        assert (await page.get(question)).status_code == 400


async def test_waiting_pages_are_let_go_at_the_end(script):
    page = Page(web(script, patience=30))
    waiting = asyncio.create_task(page.get(f"/events?after={page.play.chat.version}"))
    async with asyncio.timeout(20):
        await asyncio.sleep(0)
        page.play.close()
        assert (await waiting).status_code == 200
        assert (await page.get(f"/events?after={page.play.chat.version}")).status_code == 200


# Starting over, and keeping


async def test_starting_over_wipes_the_chat_the_database_and_the_turned_clock():
    apps, wiped = [], []

    def factory():
        apps.append(Script())
        return apps[-1]

    page = Page(
        build(factory, studio(book()), None, Clock(), lambda: wiped.append(len(apps)), beat=0)
    )
    told = await page.post("/say", text="hello")
    await page.post("/turn", seconds=3600)
    over = await page.post("/restart", after=told["version"])
    assert (over["all"], over["messages"], over["clock"]["offset"]) == (True, [], 0)
    assert (wiped, len(apps)) == ([1], 2)
    await page.post("/say", text="again")
    assert len(apps[1].said) == 1


async def test_the_chat_survives_the_process(script, tmp_path):
    file = tmp_path / "deep" / "chat.json"

    def begin():
        return Page(web(script, file))

    page = begin()
    keyboard = Keyboard("Share", "Not now")
    script.answer = lambda _: [
        show(Screen("Step", rows("Go"), media=Figure("cat-cow", "left"))),
        show(Screen("Here", media=Document("a.zip", (("a", "b"),)), keyboard=keyboard)),
    ]
    await page.post("/say", text="hello")
    await page.post("/turn", seconds=600)
    before = await page.state()
    again = begin()
    assert await again.state() == before
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["chat.json"]
    assert again.play.chat.number() > before["version"]


async def test_starting_over_survives_the_process(script, tmp_path):
    def begin():
        return Page(web(script, tmp_path / "c.json"))

    page = begin()
    await page.post("/say", text="hello")
    assert len((await begin().state())["messages"]) == 2
    await page.post("/restart")
    assert (await begin().state())["messages"] == []


async def test_a_chat_file_that_cannot_be_read_is_laid_aside(script, tmp_path, caplog):
    file = tmp_path / "chat.json"
    file.write_text('{"count": "many"}')
    page = Page(web(script, file))
    assert (await page.state())["messages"] == []
    assert (tmp_path / "chat.json.broken").exists()
    assert "a new chat begins" in caplog.text


async def test_nothing_is_written_when_nothing_changed(script, tmp_path):
    file = tmp_path / "chat.json"
    page = Page(web(script, file))
    await page.state()
    assert not file.exists()
    page.play.chat.number()
    page.play.chat.save()
    assert file.exists()


# With the real app


async def press(page, label):
    told = await page.last()
    line = next(
        button["line"] for row in told["rows"] for button in row if label in button["label"]
    )
    return await page.post("/tap", message=told["id"], line=line)


async def settled(page):
    """A first session to its end, then reminders: 8:00 and three desk breaks."""
    await page.post("/say", text="/start", language="en-GB")
    for label in ("Lower back", "None of these", "Nothing", "4"):
        await press(page, label)
    while "Done" in str((await page.last())["rows"]):
        await press(page, "Done")
    for label in ("Better", "3", "Yes"):
        await press(page, label)
    await page.post("/location", latitude=52.52, longitude=13.405, label="Berlin")
    for label in ("8:00", "3 a day"):
        await press(page, label)


async def test_weeks_of_reminders_can_be_turned_through(made):
    page = real(made)
    await settled(page)
    assert (await page.state())["clock"]["zone"] == "Europe/Berlin"
    assert (await page.post("/turn"))["news"] is True
    assert "Good morning" in (await page.last())["text"]
    for _ in range(4):
        await page.post("/turn", seconds=7 * 86400)
    pings = [one for one in (await page.state())["messages"] if one["unasked"]]
    assert len(pings) > 30
    assert [one["at"] for one in pings] == sorted(one["at"] for one in pings)


async def test_starting_over_forgets_the_person(made, tmp_path):
    page = real(made, tmp_path)
    await settled(page)
    assert page.play.app.store.person(1) is not None
    await page.post("/restart")
    assert page.play.app.store.person(1) is None
    told = await page.post("/say", text="/start")
    assert "Where does it bother you" in told["messages"][-1]["text"]


async def test_what_the_app_owes_when_it_ends_is_shown_when_it_begins(made):
    store = Store(None)
    made.callback(store.close)
    App(store, book(), Host()).turns([Said(1, 1, START, Command("start"))], START)
    page = Page(
        build(
            lambda: App(store, book(), Host()), studio(book()), None, Clock(), lambda: None, beat=0
        )
    )
    assert "Where does it bother you" in (await page.last())["text"]


def test_a_play_can_be_made_outside_of_a_loop(script, clock):
    play = Play(lambda: script, None, clock, lambda: None)
    play.say("hello", None, "")
    assert [one.text for one in play.chat.bubbles()] == ["hello", "Well."]
    assert script.came_of == [Shown(list(play.chat.bubbles())[1].id)]
