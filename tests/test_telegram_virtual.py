"""Hours of trouble between the bot and Telegram, in virtual time: the real mouth, ear and app."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from botapi import BotApi
from botapi.life import BOOK
from quick import studio
from virtual import run
from wire import Weather, Wire

from bot import telegram
from bot.app import App
from bot.core.schedule import next_due
from bot.core.talk.moment import Host, Ring
from bot.core.talk.person import Person, Reminders
from bot.core.talk.screen import Screen
from bot.present import Owed
from bot.store import Store
from bot.telegram.answering import Answers
from bot.telegram.hear import Me
from bot.telegram.listen import Ear
from bot.telegram.noting import Notes
from bot.telegram.speak import Clocks, Mouth

START = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())  # a Monday
HOUR = 3600


class World:
    """A bot, a Telegram and their people. Must be made inside the virtual loop."""

    def __init__(self, rate=30.0, beat=1):
        self.loop = asyncio.get_running_loop()
        self.step, self.each = 0, beat
        self.api = BotApi(self.now)
        self.wire = Wire(self.api)
        self.store = Store(None)
        self.app = App(self.store, BOOK, Host("@host"))
        notes, clocks = Notes(self.app, self.now), Clocks(self.now, self.loop.time)
        self.mouth = Mouth(self.app, self.wire, studio(BOOK), rate, clocks, notes)
        self.app.wake = self.mouth.wake
        answers = Answers(self.app, self.wire, Me(4242, "unhunch_bot"), self.now, notes)
        self.ear = Ear(answers, self.wire)
        self.tasks = []

    def now(self):
        """The wall clock: loop time, set forwards or backwards by hand."""
        return int(START + self.loop.time() + self.step)

    def settled(self, number, **chosen):
        """A person with reminders, words alone."""
        told = {"zone": "UTC", "stage": "settled", "pictures": False, "screened_at": START - 60}
        person = Person(number, number, START - HOUR, **told | {"areas": ("neck",)} | chosen)
        self.store.save(person, next_due(person, self.now() - 1))
        chat = self.api.person(number)
        chat.met = True
        return chat

    def crowd(self, people, **reminders):
        """People with a desk break at ten past eight, unless told otherwise."""
        desk = {"desk": True, "desk_from": 480, "desk_to": 500, "desk_count": 1}
        told = Reminders(**desk | reminders)
        with self.store.transaction():
            return [self.settled(number, reminders=told) for number in people]

    async def live(self):
        self.tasks = [asyncio.create_task(one) for one in (self.mouth.speak(), self.ear.listen())]
        self.tasks.append(asyncio.create_task(self.beat()))
        await asyncio.sleep(0)

    async def beat(self):
        while True:
            self.app.tick(self.now())
            await asyncio.sleep(self.each)

    async def end(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.mouth.finish()
        for task in list(self.wire.carrying):
            task.cancel()
        await asyncio.sleep(0)
        assert self.api.broken == []
        assert self.wire.most_in_flight <= 1
        self.store.close()

    def states(self):
        return dict(self.store.rows("SELECT state, count(*) FROM pings GROUP BY 1"))

    def owed(self):
        return self.store.rows("SELECT count(*) FROM owed")[0][0]

    def sends(self):
        """When a new message reached each chat, in seconds of the loop."""
        return Counter(call.values["chat_id"] for call in self.api.made("sendMessage"))


async def shown(person, messages):
    """Wait, in virtual time, until so many messages are on somebody's screen."""
    while len(person.shown) < messages:  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.001)


def living(story, **world):
    """Run a story in a world of its own."""

    async def main():
        made = World(**world)
        await made.live()
        try:
            await story(made)
        finally:
            await made.end()

    run(main())


def test_what_takes_a_second_to_close_counts_for_the_five_of_a_stop():
    left = []

    class Last:
        async def finish(self, most):
            left.append(most)

    async def closing():
        try:
            await asyncio.sleep(HOUR)
        finally:
            await asyncio.sleep(1)

    async def main():
        await telegram._work(asyncio.create_task(asyncio.sleep(3, True)), Last(), [closing()])

    run(main())
    assert left == [pytest.approx(4.0)]


def test_telegram_away_for_an_hour_costs_what_is_of_no_use_any_more_and_nothing_else():
    async def story(world):
        world.crowd(range(100, 400))  # desk breaks at 8:10
        world.crowd(range(400, 500), desk=False, morning=490)  # mornings at 8:10
        ada = world.settled(7)
        away = lambda *_: Weather(fault="away")  # noqa: E731
        await asyncio.sleep(60)
        world.wire.weather = away
        await asyncio.sleep(20 * 60)
        ada.say("/pain 4 neck")
        await asyncio.sleep(40 * 60)
        assert ada.shown == []
        world.wire.weather = lambda *_: Weather()
        await asyncio.sleep(60)
        # what was written meanwhile is answered, mornings come late, desk breaks do not
        assert ada.shown
        assert world.store.rows("SELECT level FROM pains") == [(4,)]
        assert world.states() == {"sent": 100, "expired": 300}
        assert all(world.sends()[chat] == 1 for chat in range(400, 500))
        assert world.owed() == 0

    living(story)


def test_thirty_seconds_under_way_show_an_answer_twice_at_most_and_no_break_twice():
    async def story(world):
        world.crowd(range(100, 150))
        world.crowd(range(150, 160), desk=False, morning=490)
        ada = world.settled(7)
        world.wire.weather = lambda *_: Weather(latency=30.0)
        ada.say("/help")
        await asyncio.sleep(30 * 60)
        world.wire.weather = lambda *_: Weather()
        await asyncio.sleep(120)
        assert 1 <= len(ada.shown) <= 2
        assert len({m.text for m in ada.shown}) == 1
        assert world.owed() == 0
        sends = world.sends()
        assert all(sends[chat] == 1 for chat in range(100, 150))
        assert all(1 <= sends[chat] <= 2 for chat in range(150, 160))
        ada.tap(ada.screen.labels[0])
        await asyncio.sleep(5)
        assert world.owed() == 0
        assert not world.api.queries

    living(story)


def test_answers_lost_after_they_were_carried_out_converge():
    async def story(world):
        world.crowd(range(100, 130))
        people = [world.settled(number) for number in range(7, 27)]
        left = Counter()

        def weather(method, chat):
            left[method, chat] += 1
            lost = method == "sendMessage" and left[method, chat] == 1
            return Weather(fault="after" if lost else "")

        world.wire.weather = weather
        for person in people:
            person.say("/start")
        await asyncio.sleep(25 * 60)
        assert all(1 <= len(person.shown) <= 2 for person in people)
        assert world.owed() == 0
        assert all(world.sends()[chat] == 1 for chat in range(100, 130))
        assert world.states() == {"uncertain": 30}

    living(story)


def test_a_server_that_stumbles_for_minutes_loses_no_answer():
    async def story(world):
        people = [world.settled(number) for number in range(7, 107)]
        world.wire.weather = lambda method, _: Weather(
            fault="" if method == "getUpdates" else "stumble"
        )
        for person in people:
            person.say("/help")
        await asyncio.sleep(300)
        before = len(world.api.calls)
        world.wire.weather = lambda *_: Weather()
        await asyncio.sleep(60)
        assert [len(person.shown) for person in people] == [1] * 100
        assert world.owed() == 0
        assert before < 100  # a server in trouble was not hammered

    living(story)


def test_a_chat_that_is_asked_to_wait_waits_alone():
    async def story(world):
        people = [world.settled(number) for number in range(7, 17)]
        asked = []

        def weather(method, chat):
            if method == "sendMessage" and chat == 7 and not asked:
                asked.append(world.loop.time())
                return Weather(fault="wait", seconds=40)
            return Weather()

        world.wire.weather = weather
        for person in people:
            person.say("/help")
        await asyncio.sleep(5)
        assert [len(person.shown) for person in people] == [0] + [1] * 9
        await asyncio.sleep(40)
        assert len(people[0].shown) == 1

    living(story)


def test_when_everybody_is_asked_to_wait_everything_does_and_nothing_bursts_after_it():
    async def story(world):
        world.crowd(range(100, 400))
        served = []

        def weather(method, chat):
            if method != "sendMessage":
                return Weather()
            if 600 <= world.loop.time() < 640:
                return Weather(fault="wait", seconds=640 - world.loop.time())
            served.append(world.loop.time())
            return Weather()

        world.wire.weather = weather
        await asyncio.sleep(605)
        refused = len(world.store.rows("SELECT 1 FROM pings WHERE state = 'sending'"))
        assert refused < 64
        await asyncio.sleep(95)
        assert world.states() == {"sent": 300}
        assert min(served) >= 640
        assert all(sum(at <= one < at + 1 for one in served) <= 31 for at in served)

    living(story)


def test_an_answer_goes_at_once_while_pings_drain():
    async def story(world):
        world.crowd(range(100, 1100))
        people = [world.settled(number) for number in range(7, 27)]
        await asyncio.sleep(605)
        for person in people:
            sent = len(world.api.made("sendMessage"))
            began = world.loop.time()
            person.say("/help")
            while not person.shown:  # noqa: ASYNC110 - in virtual time
                await asyncio.sleep(0.01)
            assert world.loop.time() - began <= 0.15  # two requests of 50 ms each
            assert len(world.api.made("sendMessage")) - sent <= 8
            await asyncio.sleep(0.5)
        assert world.states()["owed"] > 100  # they were draining all the time

    living(story)


def test_an_answer_does_not_wait_for_pings_that_hang():
    async def story(world):
        world.crowd(range(100, 1100))
        ada = world.settled(7)
        world.wire.weather = lambda method, chat: Weather(latency=14.0 if chat >= 100 else 0.05)
        await asyncio.sleep(620)
        ada.say("/help")
        await asyncio.sleep(0.2)
        assert ada.shown

    living(story)


def test_what_came_of_an_answer_is_noted_soon_or_with_what_is_said_next():
    async def story(world):
        ada, bob = world.settled(7), world.settled(8)
        alone, real = [], world.app.all_came
        world.app.all_came = lambda *args: (alone.append(world.loop.time()), real(*args))
        ada.say("/help")
        await shown(ada, 1)
        await asyncio.sleep(0.03)  # it has landed
        assert (world.owed(), alone) == (1, [])
        await asyncio.sleep(0.06)
        assert (world.owed(), len(alone)) == (0, 1)
        ada.say("/help")
        await shown(ada, 2)
        await asyncio.sleep(0.03)
        assert world.owed() == 1
        bob.say("/help")
        await asyncio.sleep(0.03)  # it was heard, and what came of the other is in that commit
        assert world.store.rows("SELECT chat FROM owed") == [(8,)]
        assert len(alone) == 1

    living(story)


def test_what_came_is_noted_at_once_when_the_next_screen_waits_for_it():
    async def story(world):
        ada = world.settled(7)
        ada.say("/help")
        ada.say("/privacy")
        await shown(ada, 1)
        began = world.loop.time()
        await shown(ada, 2)
        assert world.loop.time() - began <= 0.06  # half a request back, half a request there

    living(story)


def test_what_came_is_kept_when_what_is_said_next_breaks():
    async def story(world):
        ada, bob = world.settled(7), world.settled(8)
        ada.say("/help")
        await shown(ada, 1)
        real = world.app._turn

        def broken(said, now):
            if said.person == 8:
                raise ZeroDivisionError
            return real(said, now)

        world.app._turn = broken
        bob.say("/help")
        await asyncio.sleep(0.04)
        assert world.store.rows("SELECT chat FROM owed") == [(8,)]
        await shown(bob, 1)  # that it broke
        await asyncio.sleep(1)
        assert world.owed() == 0
        assert len(ada.shown) == 1

    living(story)


def test_a_ping_that_had_to_wait_is_checked_again_before_it_goes():
    async def story(world):
        (ada,) = world.crowd([100])
        world.wire.weather = lambda method, chat: Weather(
            fault="wait" if method == "sendMessage" and world.loop.time() < 660 else "", seconds=60
        )
        await asyncio.sleep(605)
        ada.say("/pause 3")
        await asyncio.sleep(120)
        assert world.states() == {"dropped": 1}
        assert len(ada.shown) == 1  # what the pause says

    living(story)


def test_somebody_who_floods_is_slowed_alone():
    async def story(world):
        ada, bob = world.settled(7), world.settled(8)
        for _ in range(100):
            ada.say("/help")
        await asyncio.sleep(0.2)
        bob.say("/help")
        await asyncio.sleep(0.2)
        assert len(bob.shown) == 1
        assert len(ada.shown) <= 3
        await asyncio.sleep(30)
        assert world.owed() == 0  # no answer of minutes ago comes any more
        assert len(ada.shown) < 20

    living(story)


@pytest.mark.parametrize("fault", ["before", "after"])
def test_an_edit_whose_answer_was_lost_is_repeated_until_it_stands(fault):
    async def story(world):
        ada = world.settled(7)
        ada.say("/help")
        await asyncio.sleep(1)
        message = ada.screen.id
        left = [2]

        def weather(method, _):
            if method != "editMessageText" or not left[0]:
                return Weather()
            left[0] -= 1
            return Weather(fault=fault)

        world.wire.weather = weather
        world.app._outbox.owe(Owed(7, 7, Screen("changed"), target=message), world.now())
        world.app.wake()
        await asyncio.sleep(20)
        assert [(m.id, m.text) for m in ada.shown] == [(message, "changed")]
        assert world.owed() == 0

    living(story)


# The wall clock is set


@pytest.mark.parametrize("step", [HOUR, 86400, 365 * 86400])
def test_a_clock_that_jumps_ahead_and_back_neither_bursts_nor_doubles_nor_loses_a_day(step):
    async def story(world):
        world.crowd(range(100, 110), desk_from=540, desk_to=1020, desk_count=3, morning=490)
        await asyncio.sleep(30 * 60)  # 8:30: the morning has come
        assert all(world.sends()[chat] == 1 for chat in range(100, 110))
        world.step = step
        await asyncio.sleep(120)
        assert max(world.sends()[chat] for chat in range(100, 110)) <= 2
        world.step = 0
        await asyncio.sleep(24 * HOUR - 32 * 60)  # Tuesday, 8:00
        told = dict(world.store.rows("SELECT slot, count(*) FROM pings GROUP BY 1"))
        for clock in ("10:20", "13:00", "15:40"):
            assert told[f"2026-11-23T{clock}"] == 10
        ahead = sum(count for slot, count in told.items() if slot >= "2026-11-24")
        assert world.states().keys() == {"sent"}
        assert sum(world.sends().values()) == 40 + ahead
        await asyncio.sleep(10 * HOUR)
        slots = world.store.rows(
            "SELECT slot, count(*) FROM pings WHERE slot LIKE '2026-11-24%' GROUP BY 1"
        )
        assert [count for _, count in slots] == [10] * 4
        assert sum(world.sends().values()) == 80 + (ahead if step > 86400 else 0)

    living(story, beat=20)


def test_a_bot_that_wakes_in_1970_sends_nothing_stale_once_it_is_told_the_time():
    async def story(world):
        world.step = -START
        world.crowd(range(100, 200), morning=490)
        await asyncio.sleep(120)
        world.step = 0
        await asyncio.sleep(120)
        assert world.states() == {}
        await asyncio.sleep(HOUR)
        assert world.states() == {"sent": 100}

    living(story)


def test_a_clock_that_was_ahead_in_the_last_process_is_noticed_by_the_next():
    async def story(world):
        world.crowd(range(100, 110))
        world.step = 86400 + 900
        await asyncio.sleep(5)
        world.step = 0
        world.app._told = world.app._dues.newest()  # as after a start
        await asyncio.sleep(900)
        slots = dict(world.store.rows("SELECT slot, count(*) FROM pings GROUP BY 1"))
        assert slots == {"2026-11-23T08:10": 10, "2026-11-24T08:10": 10}

    living(story)


def test_a_small_step_changes_nothing():
    async def story(world):
        world.crowd(range(100, 110))
        for step in (2, 0, -2, 0, 30, -20):
            await asyncio.sleep(120)
            world.step = step
        await asyncio.sleep(60)
        assert all(world.sends()[chat] == 1 for chat in range(100, 110))

    living(story)


def test_a_timer_goes_on_when_the_clock_is_set_back():
    async def story(world):
        world.settled(7)
        world.store.ring(
            7, [Ring(world.now() + 600, "bell 1 0 0 end"), Ring(world.now() + 86400, "x")]
        )
        await asyncio.sleep(10)
        world.step = -86400
        await asyncio.sleep(5)
        at = [at - world.now() for (at,) in world.store.rows("SELECT at FROM rings ORDER BY at")]
        assert 580 <= at[0] <= 590
        assert at[1] > 86400

    living(story)


def test_a_laptop_that_slept_for_days_wakes_up_without_a_burst():
    async def story(world):
        world.crowd(range(100, 200), desk_from=540, desk_to=1020, desk_count=3, morning=490)
        await asyncio.sleep(60)
        world.step = 2 * 86400 + 2 * HOUR  # the loop's clock stood still meanwhile
        await asyncio.sleep(60)
        # of two mornings and seven breaks only today's morning is of use still
        assert world.states() == {"sent": 100}
        assert world.store.rows("SELECT DISTINCT slot FROM pings") == [("2026-11-25T08:10",)]

    living(story)


# What people do meanwhile


def test_who_is_forgotten_while_an_answer_is_under_way_leaves_nothing_behind():
    async def story(world):
        ada = world.settled(7)
        world.wire.weather = lambda *_: Weather(latency=10.0)
        ada.say("/pain 4 neck")
        await asyncio.sleep(12)
        ada.say("/forget")
        await asyncio.sleep(60)
        ada.tap("Yes")
        await asyncio.sleep(60)
        assert world.store.person(7) is None
        assert world.owed() == 0
        left = "SELECT 1 FROM pains UNION ALL SELECT 1 FROM chats UNION ALL SELECT 1 FROM pings"
        assert world.store.rows(left) == []

    living(story)


def test_two_devices_that_tap_the_same_button_at_once_count_once():
    async def story(world):
        ada = world.settled(7)
        ada.say("/stretch")
        await asyncio.sleep(1)
        ada.tap("2")
        await asyncio.sleep(1)
        step = ada.screen
        line = step.data("✓ Done")
        for _ in range(2):
            ada.press(line, step)
        await asyncio.sleep(2)
        done = world.store.rows("SELECT count(*) FROM stretches")
        assert done == [(1,)]
        assert not world.api.queries  # both devices were answered

    living(story)


def test_who_blocks_the_bot_within_a_session_finds_it_where_it_was():
    async def story(world):
        ada = world.settled(7)
        ada.say("/stretch")
        await asyncio.sleep(1)
        ada.tap("2")
        await asyncio.sleep(1)
        ada.tap("✓ Done")
        await asyncio.sleep(1)
        before = world.store.person(7).session
        ada.block()
        await asyncio.sleep(60)
        ada.block(yes=False)
        ada.say("/start")
        await asyncio.sleep(5)
        assert world.store.person(7).session.at == before.at
        assert any("Done" in label for label in ada.screen.labels)
        assert any("Welcome back" in message.text for message in ada.shown)
        assert world.owed() == 0

    living(story)


@pytest.mark.parametrize("turns", range(6))
def test_a_stop_is_heard_however_it_falls_together_with_a_wake(turns):
    async def story(world):
        world.crowd(range(100, 400))
        await asyncio.sleep(605)
        speaking = world.tasks[0]
        world.mouth.wake()
        for _ in range(turns):
            await asyncio.sleep(0)
        speaking.cancel()
        await asyncio.wait({speaking}, timeout=1)
        assert speaking.done()

    living(story)
