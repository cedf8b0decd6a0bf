"""A calendar given on Telegram and in the simulator, read from a server on this computer."""

import asyncio
import contextlib

import pytest
from aiohttp import web
from botapi.life import living
from ics import ics
from quick import studio
from simulator_page import Clock, Page, book, real
from web import site

import bot.worker
from bot import __main__ as command
from bot.app import App
from bot.calendars.work import reader
from bot.core.talk.moment import Host
from bot.simulator.server import build
from bot.store import Store
from bot.worker import Worker

FILE = ics("UID:1\nDTSTART:20261124T100000Z\nDTEND:20261124T110000Z")


@pytest.fixture
async def here():
    async with site() as one:
        one.pages["/private.ics"] = web.Response(body=FILE)
        yield one


@pytest.fixture
async def life(monkeypatch, tmp_path):
    monkeypatch.setattr(bot.worker, "BEAT", 0.01)
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


def hand(here, clock):
    return Worker({"calendar": reader(here.net)}, clock)


async def asked(life, here):
    """Somebody through the first talk whom the bot asks for a link."""
    await life.start(worker=hand(here, lambda: life.now))
    ada = await life.meet()
    await life.finish(ada)
    await life.taps(ada, "Not now")
    ada.say("/settings")
    await life.settled()
    await life.taps(ada, "Calendar")
    return ada


async def test_on_telegram_the_link_is_read_and_its_message_deleted(life, here):
    ada = await asked(life, here)
    sent = ada.say(here.link("/private.ics"))["message"]["message_id"]
    await life.api.until(lambda: ada.sees("It works"))
    await life.settled()
    assert sent not in ada.messages
    assert ada.sees("1 busy time")
    assert len(here.asked) == 1
    assert len(life.app.store.person(7).busy) == 1


async def test_what_was_under_way_at_a_kill_is_done_by_the_next_process(life, here):
    begun, free = asyncio.Event(), asyncio.Event()

    async def slowly(_request):
        begun.set()
        await free.wait()
        return web.Response(body=FILE)

    here.pages["/private.ics"] = slowly
    ada = await asked(life, here)
    ada.say(here.link("/private.ics"))
    await life.settled()
    await asyncio.wait_for(begun.wait(), 8)
    await life.end()
    free.set()
    life.now += 121
    await life.start(worker=hand(here, lambda: life.now))
    await life.api.until(lambda: ada.sees("It works"))
    assert len(here.asked) == 2


async def test_without_a_worker_the_bot_runs_all_the_same(life):
    await life.start()
    ada = await life.meet()
    assert ada.screen.labels


async def test_a_fault_of_the_machine_does_not_end_the_work(life, here, monkeypatch):
    taken, broken = App.due_jobs, []

    def breaks(app, now, most):
        if len(broken) < 2:
            broken.append(now)
            raise OSError("disk full")
        return taken(app, now, most)

    monkeypatch.setattr(App, "due_jobs", breaks)
    ada = await asked(life, here)
    ada.say(here.link("/private.ics"))
    await life.api.until(lambda: ada.sees("It works"))
    assert len(broken) == 2


# The simulator


async def tap(page, label):
    for one in reversed((await page.state())["messages"]):
        for button in (button for row in one["rows"] for button in row):
            if button["label"].startswith(label):
                return await page.post("/tap", message=one["id"], line=button["line"])
    raise AssertionError(label)


async def first_talk(page):
    await page.post("/say", text="/start", language="en")
    for label in ("Lower back", "None of these", "Nothing", "3", "Stop", "Better", "2", "Not now"):
        await tap(page, label)
    await page.post("/say", text="/settings")
    await tap(page, "Calendar")


def simulated(folder, worker):
    stores = []

    def app():
        stores.append(Store(None))
        return App(stores[-1], book(), Host(simulated=True))

    web_ = build(
        app, studio(book()), folder / "chat.json", Clock(), lambda: None, worker=worker, beat=0,
        patience=0.01,
    )  # fmt: skip
    return Page(web_), web_, stores


async def until(page, words):
    async with asyncio.timeout(8):
        while words not in (await page.last())["text"]:
            await page.play.wait(page.play.chat.version, 1)


async def test_the_simulator_reads_a_calendar_too(here, tmp_path, monkeypatch):
    monkeypatch.setattr(bot.worker, "BEAT", 0.01)
    page, served, stores = simulated(tmp_path, lambda clock: hand(here, clock))
    async with served.router.lifespan_context(served):
        await first_talk(page)
        await page.post("/say", text=here.link("/private.ics"))
        await until(page, "It works")
        mine = [one["text"] for one in (await page.state())["messages"] if one["mine"]]
        assert not any("private.ics" in text for text in mine)
    for one in stores:
        one.close()


async def test_the_simulator_calls_nobody_on_this_computer(here, tmp_path, monkeypatch):
    monkeypatch.setattr(bot.worker, "BEAT", 0.01)
    page, served, stores = simulated(tmp_path, command.worker)
    async with served.router.lifespan_context(served):
        await first_talk(page)
        await page.post("/say", text="https://127.0.0.1/private.ics")
        await until(page, "private network")
    assert not here.asked
    for one in stores:
        one.close()


async def test_what_comes_back_after_starting_over_is_dropped(here, tmp_path):
    with contextlib.ExitStack() as made:
        page = real(made, tmp_path)
        await first_talk(page)
        await page.post("/say", text=here.link("/private.ics"))
        work = hand(here, page.play.time)
        begun = work.begin(page.play.jobs, page.play.came)
        assert len(begun) == 1
        await page.post("/restart")
        await asyncio.gather(*begun)
        assert page.play.app.store.person(1) is None
