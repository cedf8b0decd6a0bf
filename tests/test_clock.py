"""The clock: it beats each second, and comes exactly when a timer ends."""

import asyncio
import itertools
import threading
from datetime import UTC, datetime, timedelta

import pytest
from virtual import run, wall

from bot.clock import Clock

NOW = 1_795_420_800
ONE = 5  # seconds that a test waits at most; it takes a fraction of one


def jobs(clock):
    return {job.id: job for job in clock._scheduler.get_jobs()}


async def test_a_beat_tells_the_time():
    told = []
    clock = Clock(told.append, lambda: NOW)
    await clock.beat()
    assert told == [NOW]
    assert jobs(clock) == {}


@pytest.mark.parametrize(
    ("due", "comes"), [(NOW + 1, True), (NOW, False), (NOW - 5, False), (NOW + 2, False)]
)
async def test_what_is_due_within_a_second_gets_a_call_of_its_own(due, comes):
    clock = Clock(lambda _: due, lambda: NOW)
    clock._scheduler.start(paused=True)
    await clock.beat()
    await clock.beat()  # it is one and the same
    found = jobs(clock)
    assert list(found) == (["due"] if comes else [])
    if comes:
        assert found["due"].trigger.run_date == datetime.fromtimestamp(due, UTC)
    clock.stop()
    await asyncio.sleep(0)


async def test_it_beats_until_it_is_stopped(monkeypatch):
    monkeypatch.setattr("bot.clock.BEAT", 0.01)
    beaten = asyncio.Event()
    left = [1, 2, 3]

    def tick(_):
        left.pop()
        if not left:
            beaten.set()
            clock.stop()

    clock = Clock(tick, lambda: NOW)
    clock.start()
    await asyncio.wait_for(beaten.wait(), ONE)
    for _ in range(3):
        await asyncio.sleep(0)
    assert not clock._scheduler.running
    clock.stop()  # twice does no harm


async def test_beats_are_never_dropped_and_never_pile_up():
    clock = Clock(lambda _: None, lambda: NOW)
    clock.start()
    beat = jobs(clock)["beat"]
    assert (beat.misfire_grace_time, beat.coalesce, beat.max_instances) == (None, True, 1)
    first = beat.trigger.get_next_fire_time(None, (now := datetime.fromtimestamp(NOW, UTC)))
    assert first == now + timedelta(seconds=1)
    assert beat.trigger.get_next_fire_time(first, now) == now + timedelta(seconds=1)
    clock.stop()
    await asyncio.sleep(0)


async def test_a_beat_that_fails_does_not_stop_the_clock(monkeypatch, caplog):
    monkeypatch.setattr("bot.clock.BEAT", 0.01)
    beaten = asyncio.Event()
    left = [1, 2]

    def tick(_):
        left.pop()
        if left:
            raise ZeroDivisionError
        beaten.set()

    clock = Clock(tick, lambda: NOW)
    clock.start()
    await asyncio.wait_for(beaten.wait(), ONE)
    clock.stop()
    await asyncio.sleep(0)
    assert "ZeroDivisionError" in caplog.text


async def test_what_comes_each_minute_has_a_thread_of_its_own(monkeypatch):
    worked = threading.Event()
    where = []

    def work():
        where.append(threading.current_thread())
        worked.set()

    clock = Clock(lambda _: None, lambda: NOW)
    clock.each_minute(work)
    clock.start()
    job = jobs(clock)["minute"]
    assert (job.trigger.seconds, job.max_instances) == (60, 1)
    job.modify(next_run_time=datetime.fromtimestamp(NOW - 86400 * 300, UTC))
    assert await asyncio.to_thread(worked.wait, ONE)
    clock.stop()
    assert where != [threading.main_thread()]


@pytest.mark.parametrize("step", [-2, -3600, -86400, -365 * 86400, 3600, 86400, 57 * 365 * 86400])
def test_it_beats_on_when_the_wall_clock_is_set(monkeypatch, step):
    told = []

    async def live():
        loop = asyncio.get_running_loop()
        set_by = [0.0]

        def now():
            return NOW + loop.time() + set_by[0]

        with wall(monkeypatch, now):
            clock = Clock(lambda at: told.append((loop.time(), at)), now)
            clock.start()
            await asyncio.sleep(10)
            set_by[0] = step
            await asyncio.sleep(20)
            clock.stop()
            await asyncio.sleep(0)

    run(live())
    times = [at for at, _ in told]
    assert max(b - a for a, b in itertools.pairwise(times)) < 5
    assert 25 <= len(told) <= 31
    assert told[-1][1] - NOW == pytest.approx(step + 30, abs=2)
