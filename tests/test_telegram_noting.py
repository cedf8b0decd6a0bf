"""What came of requests, through faults and stops: noted once, never lost, nobody held up."""

import asyncio
import sqlite3

import pytest
from botapi.life import living as alive
from test_telegram_virtual import HOUR, START, living, shown
from wire import Weather

from bot.core.schedule import Due
from bot.core.talk.outgoing import Later, Show, Shown, Uncertain
from bot.core.talk.said import Said, Tap
from bot.core.talk.screen import Figure, Kept, Screen
from bot.present import LIVE, Owed

WRITES = ("BEGIN", "COMMIT", "INSERT", "DELETE", "UPDATE")


class Disk:
    """A connection to a database whose disk is full for the statements that `full` names."""

    def __init__(self, world):
        self._conn = world.store._conn
        self.full = lambda _: False
        self.refused, self.often = 0, asyncio.Event()
        world.store._conn = self

    def __getattr__(self, name):
        return getattr(self._conn, name)

    def execute(self, statement, *values):
        if self.full(statement):
            self.refused += 1
            if self.refused > 3:
                self.often.set()
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return self._conn.execute(statement, *values)


def writing(statement):
    return statement.startswith(WRITES)


def says(world, person, *texts, **more):
    """Something is owed to people."""
    for text in texts:
        world.app._outbox.owe(Owed(person, person, Screen(text), **more), world.now())
    world.app.wake()


def texts(*people):
    return [[one.text for one in person.shown] for person in people]


async def rest(world):
    """Leave the app alone, as a bot that is about to end."""
    for task in world.tasks:
        task.cancel()
    await asyncio.gather(*world.tasks, return_exceptions=True)
    world.tasks = []


# Stops


def test_a_stop_says_what_waits_for_what_has_just_come():
    async def story(world):
        ada, bob = world.settled(7), world.settled(8)
        world.wire.weather = lambda _, chat: Weather(latency=0.05 if chat == 7 else 0.06)
        says(world, 7, "one")
        says(world, 8, "one", "two")
        await rest(world)
        await world.mouth.finish()
        assert texts(ada, bob) == [["one"], ["one", "two"]]

    living(story)


def test_a_stop_says_what_was_owed_since_the_chat_was_told_something():
    async def story(world):
        ada = world.settled(7)
        says(world, 7, "one")
        await shown(ada, 1)
        await asyncio.sleep(0.03)  # it landed, and is noted only later
        says(world, 7, "bell")
        await rest(world)
        await world.mouth.finish()
        assert texts(ada) == [["one", "bell"]]

    living(story)


def test_what_a_full_disk_refused_is_kept_at_a_stop_once_there_is_room():
    async def story(world):
        disk, ada = Disk(world), world.settled(7)
        says(world, 7, "one")
        await shown(ada, 1)
        disk.full = writing
        await asyncio.sleep(0.5)
        disk.full = lambda _: False
        await rest(world)
        await world.mouth.finish()
        assert disk.refused
        assert world.owed() == 0  # else the next start would say it again

    living(story)


def test_what_no_disk_takes_at_a_stop_is_said_again_at_the_next_start(caplog):
    async def story(world):
        disk, ada = Disk(world), world.settled(7)
        says(world, 7, "one")
        await shown(ada, 1)
        disk.full = writing
        await rest(world)
        await world.mouth.finish()
        disk.full = lambda _: False
        assert "outcomes of 1 requests were not kept" in caplog.text
        assert world.owed() == 1

    living(story)


# A full disk


def landed(world, people):
    """What a screen for each of so many people came to, before it is noted."""
    for person in range(1, people + 1):
        says(world, person, "one")
    for out in world.app.takes(world.now(), people, pings=False):
        world.mouth._notes.add(out, Shown(1), ping=False)
    return world.mouth._notes


def test_one_try_for_all_that_came_and_not_one_for_each():
    async def story(world):
        await rest(world)
        disk, notes = Disk(world), landed(world, 100)
        disk.full = writing  # a lock held by another program lets each try wait for seconds
        notes.note()
        assert disk.refused == 1
        await asyncio.sleep(4)
        assert disk.refused == 1
        disk.full = lambda _: False
        await asyncio.sleep(2)
        assert world.owed() == 0

    living(story)


def test_a_bug_in_one_and_then_a_full_disk_loses_none_of_the_others():
    async def story(world):
        await rest(world)
        disk, notes = Disk(world), landed(world, 2)
        real, world.app._answer_came = world.app._answer_came, broken
        tries = []
        disk.full = lambda sql: sql == "BEGIN IMMEDIATE" and bool(tries.append(sql) or tries[1:])
        notes.note()
        disk.full, world.app._answer_came = (lambda _: False), real
        await asyncio.sleep(6)
        assert world.owed() == 0

    living(story)


def test_while_the_disk_is_full_what_comes_waits_as_well():
    async def story(world):
        await rest(world)
        disk, notes = Disk(world), world.mouth._notes
        for person in (1, 2):
            says(world, person, "one", "two")
        first, second = world.app.takes(world.now(), 2, pings=False)
        disk.full = writing
        notes.add(first, Shown(1), ping=False)
        await asyncio.sleep(1)
        notes.add(second, Shown(2), ping=False)
        await asyncio.sleep(1)
        assert disk.refused == 1
        disk.full = lambda _: False
        assert [out for out, _ in notes.taken()] == [first, second]  # with the next update

    living(story)


@pytest.mark.parametrize("ping", [False, True])
def test_what_was_noted_is_not_noted_again_when_the_look_for_more_breaks(ping):
    async def story(world):
        await rest(world)
        app, notes, disk, now = world.app, world.mouth._notes, Disk(world), START + 605
        world.settled(8)
        if ping:
            world.crowd([7])
            app.tick(now)
        else:
            world.settled(7)
            says(world, 7, "one")
        (out,) = app.takes(now, 1, pings=ping)
        notes.add(out, Later() if ping else Uncertain(), ping=ping)
        with world.store.transaction():  # too late to be sent, so that a second look follows
            app._dues.owe([(8, Due(now - 86000, "desk", "2026-11-22T08:10"), "owed")])
        begun = []
        disk.full = lambda sql: (
            sql == "BEGIN IMMEDIATE" and not begun.append(sql) and len(begun) in (2, 3)
        )
        world.mouth._take_pings(10, now)
        disk.full = lambda _: False
        (again,) = app.takes(now, 1, pings=ping)
        assert again.owed == out.owed
        await asyncio.sleep(6)
        assert app.takes(now, 1, pings=ping) == []  # it is under way, once

    living(story)


def test_what_was_taken_is_sent_when_the_next_cannot_be():
    async def story(world):
        await rest(world)
        disk = Disk(world)
        says(world, 7, "one")
        says(world, 8, "in another shape")
        world.store.rows("UPDATE owed SET body = '{}' WHERE chat = 8")
        disk.full = lambda sql: sql.startswith("DELETE")
        assert [out.chat for out in world.app.takes(world.now(), 10, pings=False)] == [7]
        with pytest.raises(sqlite3.OperationalError):
            world.app.takes(world.now(), 10, pings=False)
        world.loop.call_later(1, setattr, disk, "full", lambda _: False)
        await world.mouth.finish()  # a stop in the middle of it
        assert world.owed() == 1  # what was taken, which nobody has sent here

    living(story)


@pytest.fixture
async def life(monkeypatch, tmp_path):
    monkeypatch.setattr("bot.telegram.noting.AGAIN", 0.05)
    async with alive(monkeypatch, tmp_path / "bot.db") as made:
        await made.start()
        yield made


async def test_a_picture_shown_while_the_disk_is_full_is_the_one_that_is_known(life):
    ada, disk = await life.meet(), Disk(life)
    first, second = list(life.app.book.stretches)[5:7]

    async def step(text, name, *, full=False):
        owed = Owed(7, 7, Screen(text, media=Figure(name)), target=LIVE)
        life.app._outbox.owe(owed, life.now)
        disk.full = writing if full else disk.full
        life.app.wake()
        await life.api.until(lambda: any(text in one.text for one in ada.shown))

    await step("one", first)
    await life.settled()
    await step("two", second, full=True)
    await asyncio.wait_for(disk.often.wait(), 20)
    disk.full = lambda _: False
    await life.settled()
    asked = len(life.api.calls)
    await step("once more", first)
    made = [one.method for one in life.api.calls[asked:]]
    assert "editMessageMedia" in made  # and not one's words under the other's picture


async def test_an_own_photo_that_telegram_lost_is_told_of_once_there_is_room(life):
    ada, disk = await life.meet(), Disk(life)
    owed = Owed(7, 7, Screen("my own exercise", media=Kept("photo", "gone-file")))
    life.app._outbox.owe(owed, life.now)
    disk.full = writing
    life.app.wake()
    await asyncio.wait_for(disk.often.wait(), 20)
    disk.full = lambda _: False
    await life.api.until(lambda: any("my own exercise" in one.text for one in ada.shown))


# With the next update


def test_an_edit_that_comes_back_with_a_tap_gives_way_to_the_newer_one():
    async def story(world):
        await rest(world)
        app, now = world.app, world.now()
        world.settled(7)
        says(world, 7, "first")
        app.came(app.take(now, pings=False), Shown(5), now)
        says(world, 7, "old", target=5)
        old = app.take(now, pings=False)
        tap = Said(7, 7, now, Tap("home", "q", media=False), 5, 1, "en")
        app.turns([tap], now, [(old, Uncertain())])
        assert "old" not in left(world)

    living(story)


def test_a_passing_note_that_comes_back_with_a_tap_has_passed():
    async def story(world):
        await rest(world)
        app, now = world.app, world.now()
        world.settled(7)
        says(world, 7, "bell", kind="passing")
        bell = app.take(now, pings=False)
        tap = Said(7, 7, now, Tap("home", "q", media=False), 5, 1, "en")
        app.turns([tap], now, [(bell, Uncertain())])
        assert "bell" not in left(world)

    living(story)


def left(world):
    """What is shown of all that is owed still."""
    found = []
    while (out := world.app.take(world.now(), pings=False)) is not None:
        found += [out.screen.text] if isinstance(out, Show) else []
        world.app.came(out, Shown(6), world.now())
    return found


# Bugs


def broken(*_):
    raise ZeroDivisionError


def test_a_ping_whose_outcome_breaks_holds_nobody_up():
    async def story(world):
        await rest(world)
        app, notes, now = world.app, world.mouth._notes, START + 605
        world.crowd([7], desk_from=480, desk_to=1200, desk_count=6)
        outs = []
        while not outs:
            now += 600
            app.tick(now)
            outs = app.take_pings(now, 10)
        app._ping_came, real = broken, app._ping_came
        notes.add(outs[0], Shown(5), ping=True)
        notes.note()
        app._ping_came = real
        assert world.states() == {"uncertain": 1}
        for _ in range(24):
            now += 600
            app.tick(now)
            if app.take_pings(now, 10):
                return
        pytest.fail("no ping ever came again")

    living(story)


def test_a_press_whose_outcome_breaks_holds_no_ping_up():
    async def story(world):
        await rest(world)
        app, notes, now = world.app, world.mouth._notes, START + 60
        world.crowd([7])
        app._outbox.owe_toast(7, 7, now, ("q", "", False))
        (toast,) = app.takes(now, 1, pings=False)
        app._answer_came, real = broken, app._answer_came
        notes.add(toast, Shown(0), ping=False)
        notes.note()
        app._answer_came = real
        assert world.owed() == 0
        app.tick(START + 605)
        assert app.take_pings(START + 605, 10)

    living(story)


def test_a_screen_whose_outcome_breaks_is_not_shown_for_ever():
    async def story(world):
        ada = world.settled(7)
        app, real = world.app, world.app._answer_came
        app._answer_came = broken
        says(world, 7, "one")
        await asyncio.sleep(60)
        app._answer_came = real
        says(world, 7, "two")
        await asyncio.sleep(1)
        assert texts(ada) == [["one", "two"]]

    living(story)


def test_pings_that_may_have_arrived_leave_nothing_behind():
    async def story(world):
        world.crowd(range(100, 130))
        world.wire.weather = lambda method, _: Weather(
            fault="after" if method == "sendMessage" else ""
        )
        await asyncio.sleep(HOUR)
        assert world.states() == {"uncertain": 30}
        assert not world.mouth._unsure

    living(story)
