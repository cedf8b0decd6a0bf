"""Work that waits for the outside: done once, beside the bot, and begun again after a restart."""

import asyncio
import logging
import sys

import pytest
from aiohttp import web
from chat import change
from ics import DAY, MONDAY, ics
from web import site

from bot.__main__ import worker
from bot.calendars import work as module
from bot.calendars.address import Unread
from bot.calendars.reading import bounded
from bot.calendars.work import reader, times
from bot.core.silence import Span
from bot.core.talk.job import Fetched, Job, ReadCalendar, Task
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked
from bot.jobs import Jobs
from bot.store import Store
from bot.worker import AT_ONCE, Worker

FILE = ics("UID:1\nSUMMARY:Secret\nDTSTART:20261123T100000Z\nDTEND:20261123T110000Z")
TEN = MONDAY + 10 * 3600


def task(number=1, link="https://cal.example/secret.ics"):
    return Task(number, 7, 7, "calendar", ReadCalendar(link, "Europe/Berlin"), 0)


def given(chat):
    chat.say("/settings")
    chat.tap("Calendar")
    chat.say("https://cal.example/secret.ics")
    return chat


# The rows


def test_only_what_is_due_is_taken_oldest_first_and_no_more_than_there_is_room_for():
    store, now = Store(None), 1000
    jobs = Jobs(store)
    for person, at in ((1, now + 1), (2, now), (3, now - 1)):
        store.save(Person(person, person, 1), None)
        jobs.keep(person, (Job("calendar", at, ReadCalendar("https://a.example/", "")),))
    assert [one.person for one in jobs.take(now, 1)] == [3]
    assert [one.person for one in jobs.take(now, 9)] == [2]
    assert jobs.take(now, 9) == []


def test_somebody_who_stopped_the_bot_is_left_until_they_are_back(settled):
    given(settled)
    settled.hear(Blocked(True))
    assert not settled.app.due_jobs(settled.now, 9)
    settled.hear(Blocked(False))
    assert len(settled.app.due_jobs(settled.now, 9)) == 1


def test_somebody_to_whom_the_bot_is_closed_is_left(settled):
    given(settled)
    settled.allowed = frozenset({1})
    settled.restart()
    assert not settled.app.due_jobs(settled.now, 9)
    settled.read()  # nothing is said either
    assert settled.me.calendar.read == 0


def test_an_answer_for_somebody_to_whom_the_bot_was_closed_meanwhile_is_dropped(settled):
    given(settled)
    (one,) = settled.app.due_jobs(settled.now, 9)
    settled.allowed = frozenset({1})
    settled.restart()
    found = Fetched(one.id, (Span(1, 2),), settled.now, settled.now + DAY)
    settled.hear(found)
    assert settled.me.busy == ()


def test_an_answer_that_fits_no_calendar_leaves_the_person_as_they_are(settled):
    given(settled)
    (one,) = settled.app.due_jobs(settled.now, 9)
    change(settled, calendar=None)
    settled.hear(Fetched(one.id, (Span(1, 2),), settled.now, settled.now + DAY))
    assert settled.me.busy == ()


# The worker


class Boss:
    """Gives tasks, and is told what came of them."""

    def __init__(self, *tasks):
        self.tasks = list(tasks)
        self.told = []

    def take(self, _now, most):
        given, self.tasks = self.tasks[:most], self.tasks[most:]
        return given

    def tell(self, said):
        self.told.append(said)


async def test_what_is_due_is_done_and_told():
    async def do(one, now):
        return Fetched(one.id, (), now, now + 5)

    boss = Boss(task(3))
    begun = Worker({"calendar": do}, lambda: 100).begin(boss.take, boss.tell)
    await asyncio.gather(*begun)
    (said,) = boss.told
    assert (said.person, said.chat, said.at, said.update) == (7, 7, 100, None)
    assert said.what == Fetched(3, (), 100, 105)


async def test_no_more_are_done_at_once_than_memory_holds():
    free = asyncio.Event()

    async def do(one, _now):
        await free.wait()
        return Fetched(one.id)

    boss = Boss(*map(task, range(AT_ONCE + 2)))
    hand = Worker({"calendar": do}, lambda: 100)
    begun = hand.begin(boss.take, boss.tell)
    assert len(begun) == AT_ONCE
    assert hand.begin(boss.take, boss.tell) == []
    free.set()
    await asyncio.gather(*begun)
    assert len(hand.begin(boss.take, boss.tell)) == 2


async def test_a_bug_in_one_job_is_told_as_a_fault_and_logs_no_link(caplog):
    async def do(one, _now):
        raise ValueError(one.what.link)

    boss = Boss(task())
    await asyncio.gather(*Worker({"calendar": do}, lambda: 100).begin(boss.take, boss.tell))
    assert boss.told[0].what == Fetched(1, fault="broke")
    assert "broke" in caplog.text
    assert "secret" not in caplog.text


async def test_what_cannot_be_kept_is_logged_and_left_for_the_next_time(caplog):
    async def do(one, _now):
        return Fetched(one.id)

    def full(_said):
        raise OSError("disk full")

    boss = Boss(task())
    await asyncio.gather(*Worker({"calendar": do}, lambda: 100).begin(boss.take, full))
    assert "was not kept" in caplog.text


async def test_it_works_until_it_is_stopped_and_lets_go_of_what_is_under_way():
    begun, ended = asyncio.Event(), asyncio.Event()

    async def do(_one, _now):
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    boss = Boss(task())
    work = asyncio.create_task(Worker({"calendar": do}, lambda: 100).work(boss.take, boss.tell))
    await begun.wait()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert ended.is_set()
    assert not boss.told


def test_the_command_line_wires_the_reader():
    assert isinstance(worker(lambda: 1), Worker)


# From the link to the times


async def test_a_calendar_is_read_from_its_link_to_its_times(caplog):
    caplog.set_level(logging.DEBUG)
    async with site() as here:
        here.pages["/secret.ics"] = web.Response(body=FILE, headers={"ETag": '"7"'})
        found = await reader(here.net)(task(5, here.link("/secret.ics")), MONDAY)
        assert found.busy == (Span(TEN, TEN + 3600),)
        assert (found.job, found.since, found.tag) == (5, MONDAY, '"7"')
        assert found.until >= MONDAY + 8 * DAY
        gone = await reader(here.net)(task(6, here.link("/gone.ics")), MONDAY)
        assert gone == Fetched(6, fault="server")  # the page breaks this server
    assert "secret" not in caplog.text.lower()


async def test_an_unchanged_calendar_is_not_read():
    async with site() as here:
        here.pages["/a.ics"] = web.Response(status=304)
        what = ReadCalendar(here.link("/a.ics"), "", '"7"')
        found = await reader(here.net)(Task(1, 7, 7, "calendar", what, 0), MONDAY)
        assert (found.busy, found.fault) == (None, "")


async def test_this_computer_is_not_called_by_the_real_thing():
    for host in ("127.0.0.1", "localhost", "[::1]"):
        found = await reader()(task(link=f"https://{host}/a.ics"), MONDAY)
        assert found == Fetched(1, fault="private")


async def test_a_file_is_read_in_another_process_without_the_bot_s_secrets(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    assert "BOT_TOKEN" not in module.PASSED_ON
    assert await times(FILE, "UTC", MONDAY, MONDAY + DAY) == (Span(TEN, TEN + 3600),)


async def test_what_the_process_cannot_read_is_named():
    with pytest.raises(Unread, match="heavy"):
        await times(b"UID:" + b"x" * 70_000, "UTC", MONDAY, MONDAY + DAY)


async def test_a_file_that_would_take_for_ever_is_left(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 0.5)
    rule = "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
    lines = f"UID:1\nDTSTART:19000101T000000Z\nDURATION:PT1M\n{rule}"
    with pytest.raises(Unread, match="heavy"):
        await times(ics(lines), "UTC", MONDAY, MONDAY + DAY)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
async def test_a_file_that_would_take_all_memory_is_left(monkeypatch):
    monkeypatch.setattr(module, "MEMORY", 64 * 1024 * 1024)
    with pytest.raises(Unread, match="heavy"):
        await times(FILE + b" " * 2**26, "UTC", MONDAY, MONDAY + DAY)


def test_limits_that_a_system_does_not_know_are_done_without(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    bounded(1, 1)


async def test_a_reader_that_is_stopped_leaves_no_process(monkeypatch):
    started = asyncio.Queue()
    make = asyncio.create_subprocess_exec

    async def made(*args, **named):
        one = await make(*args, **named)
        started.put_nowait(one)
        return one

    monkeypatch.setattr(asyncio, "create_subprocess_exec", made)
    rule = "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
    lines = f"UID:1\nDTSTART:19000101T000000Z\nDURATION:PT1M\n{rule}"
    reading = asyncio.create_task(times(ics(lines), "UTC", MONDAY, MONDAY + DAY))
    process = await started.get()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert process.returncode is not None
