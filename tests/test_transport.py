"""The network under python-telegram-bot, the pace of what is sent, and logs without secrets."""

import asyncio
import logging
import socket
import sys
from bisect import bisect

import pytest
from aiohttp import web
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot import logs
from bot.pacing import Pace
from bot.telegram.line import Line
from bot.transport import AioRequest, NotSent

TOKEN = "123456:AAsecret-secret-secret"  # noqa: S105 - made up
OK = b'{"ok": true, "result": 1}'


class Server:
    """Answers every request with whatever `answer` makes of it."""

    def __init__(self, answer):
        self.answer, self.got, self.reached = answer, [], asyncio.Event()

    async def __aenter__(self):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}/bot{TOKEN}/sendMessage"
        return self

    async def __aexit__(self, *_):
        await self.runner.cleanup()

    async def _serve(self, request):
        self.reached.set()
        plain = request.content_type == "application/json"
        given = await request.json() if plain else dict(await request.post())
        self.got.append((request.method, given))
        return await self.answer(request)


async def fine(_):
    return web.Response(body=OK)


def says(status, body):
    async def answer(_):
        return web.Response(status=status, body=body)

    return answer


async def broken(request):
    request.transport.abort()
    return web.Response()


@pytest.fixture
async def network():
    made = AioRequest()
    await made.initialize()
    yield made
    await made.shutdown()
    await made.shutdown()  # twice does no harm


def data(**values):
    return RequestData([RequestParameter.from_input(k, v) for k, v in values.items()])


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, OK),
        (200, b"<html>"),
        (400, b'{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}'),
        (401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'),
        (403, b'{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked"}'),
        (409, b'{"ok": false, "error_code": 409, "description": "Conflict: webhook"}'),
        (429, b'{"ok": false, "error_code": 429, "parameters": {"retry_after": 7}}'),
        (400, b'{"ok": false, "error_code": 400, "parameters": {"migrate_to_chat_id": -7}}'),
        (502, b"Bad Gateway"),
    ],
)  # fmt: skip
async def test_the_short_way_of_a_request_ends_as_the_long_one(network, status, body):
    async with Server(says(status, body)) as server:
        base = server.url.partition(TOKEN)[0]
        line = Line(TOKEN, base_url=base, request=network, get_updates_request=network)
        ends = []
        for way in (
            line.do_api_request("sendmessage", {"chat_id": 7, "text": "héllo", "protect": True}),
            network.post(server.url, data(chat_id=7, text="héllo", protect=True)),
        ):
            try:
                ends.append(await way)
            except TelegramError as error:
                ends.append((type(error), str(error), vars(error)))
        assert ends[0] == ends[1]
        assert server.got[0] == server.got[1]


async def test_a_fault_within_the_network_is_told_without_the_address(network, monkeypatch):
    line = Line(TOKEN, request=network, get_updates_request=network)

    async def broken(*_, **__):
        raise RuntimeError(f"https://somewhere/bot{TOKEN}")

    monkeypatch.setattr(network, "do_request", broken)
    with pytest.raises(NetworkError) as met:
        await line.do_api_request("getme")
    assert TOKEN not in str(met.value)


async def test_a_request_goes_out_as_json_and_its_result_comes_back(network):
    async with Server(fine) as server:
        assert await network.post(server.url, data(chat_id=5, text="Ünd <b>")) == 1
        assert server.got == [("POST", {"chat_id": "5", "text": "Ünd <b>"})]
        assert await network.post(server.url) == 1
    assert network.read_timeout == 15


async def test_a_file_travels_beside_the_other_values(network):
    from telegram import InputFile  # noqa: PLC0415 - one test needs it

    async with Server(fine) as server:
        file = InputFile(b"bytes", filename="cat.png")
        await network.post(server.url, data(chat_id=5, photo=file))
        ((_, got),) = server.got
    assert got["chat_id"] == "5"
    assert (got["photo"].filename, got["photo"].content_type) == ("cat.png", "image/png")


async def test_a_refused_connection_was_never_sent(network):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(NotSent) as caught:
        await network.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert "secret" not in str(caught.value)


async def test_a_host_that_does_not_exist_was_never_sent(network):
    with pytest.raises(NotSent):
        await network.post(f"http://telegram.invalid/bot{TOKEN}/getMe")


async def test_an_address_that_is_none_was_never_sent_and_is_not_quoted(network):
    with pytest.raises(NotSent) as caught:
        await network.post(f"http:///bot{TOKEN}/getMe")
    assert "secret" not in str(caught.value)


async def test_waiting_for_a_free_connection_was_never_sent():
    held = asyncio.Event()

    async def hold(_):
        await held.wait()
        return web.Response(body=OK)

    network = AioRequest(pool=1)
    async with Server(hold) as server:
        first = asyncio.create_task(network.post(server.url))
        await server.reached.wait()
        with pytest.raises(NotSent):
            await network.post(server.url, connect_timeout=0.01)
        held.set()
        assert await first == 1
    await network.shutdown()


async def test_no_answer_in_time_may_have_been_carried_out(network):
    held = asyncio.Event()

    async def hold(_):
        await held.wait()
        return web.Response(body=OK)

    async with Server(hold) as server:
        with pytest.raises(TimedOut) as caught:
            await network.post(server.url, read_timeout=0.02)
        held.set()
        assert len(server.got) == 1
    assert not isinstance(caught.value, NotSent)


async def test_a_broken_connection_may_have_been_carried_out(network):
    async with Server(broken) as server:
        with pytest.raises(NetworkError) as caught:
            await network.post(server.url)
    assert not isinstance(caught.value, NotSent | BadRequest)
    assert "secret" not in str(caught.value)


async def test_telegrams_own_errors_keep_their_names(network):
    wait = b'{"ok": false, "error_code": 429, "parameters": {"retry_after": 3}}'
    for status, body, kind in (
        (400, b'{"ok": false, "error_code": 400, "description": "Bad Request: x"}', BadRequest),
        (429, wait, RetryAfter),
        (502, b"<html>", NetworkError),
        (500, b"[]", NetworkError),
        (200, b'{"hotel": "please log in"}', TelegramError),
    ):
        async with Server(says(status, body)) as server:
            with pytest.raises(kind):
                await network.post(server.url)


# Logs


@pytest.fixture
def listening():
    """A handler with its own format on the root logger; every level is let through."""
    made, root = logging.getLogRecordFactory(), logging.getLogger()
    lines, level = [], root.level

    class Handler(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Handler()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    logging.setLogRecordFactory(made)
    root.removeHandler(handler)
    root.setLevel(level)
    for name in logs.CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_the_token_is_kept_out_of_messages_arguments_tracebacks_and_stacks(listening):
    logs.hide(TOKEN)
    log = logging.getLogger("anything")
    log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("as is " + TOKEN)  # noqa: G003 - the way a library may do it
    try:
        int(f"/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("broke", stack_info=True)
    log.error("not raised", exc_info=True)  # noqa: LOG014 - it happens
    assert len(listening) == 4
    assert "Traceback" in listening[2]
    assert "Stack" in listening[2]
    assert "secret" not in "".join(listening)


def test_a_faulty_log_line_cannot_carry_the_token_out(listening, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logs.hide(TOKEN)
    logging.getLogger("anything").info("%d", TOKEN)
    logging.getLogger("anything").info("%d", "harmless")
    assert "secret" not in "".join(listening)


def test_libraries_that_log_requests_are_held_to_warnings(listening):
    logs.hide(TOKEN)
    for name in logs.CHATTY:
        logging.getLogger(name).info("POST something")
    assert listening == []


def test_frames_say_where_a_fault_was_and_nothing_a_person_wrote():
    try:
        int("my back hurts")
    except ValueError as error:
        said = logs.frames(error)
    assert said.endswith("> ValueError")
    assert "test_transport.py" in said
    assert "hurts" not in said


# Pace


def sent(pace, chats, now=0.0):
    """Send to each of these chats as soon as the pace allows, one after the other."""
    times = []
    for chat in chats:
        while (wait := pace.room(now)) > 0:
            now += wait + 1e-9  # no smaller step moves a float on
        times.append(now + pace.book(chat, now))
    return times


def most_within(times, span):
    ordered = sorted(times)
    return max(bisect(ordered, a + span - 1e-6) - n for n, a in enumerate(ordered))


@pytest.mark.parametrize("rate", [1.0, 5.0, 30.0, 1000.0])
def test_no_second_carries_more_than_the_rate(rate):
    times = sent(Pace(rate, 0.0), range(1, int(rate) * 5 + 2))
    assert most_within(times, 1.0) <= rate
    assert times[-1] <= 6.5  # and no time is wasted


def test_one_person_gets_a_burst_of_three_and_then_one_a_second():
    times = sent(Pace(30, 0.0), [7] * 6)
    assert times == pytest.approx([0, 0, 0, 1, 2, 3], abs=0.15)


def test_a_group_gets_twenty_a_minute():
    times = sent(Pace(30, 0.0), [-7] * 60)
    assert most_within(times, 60.0) <= 20


def test_a_chat_that_waits_does_not_hold_up_another():
    pace = Pace(30, 0.0)
    sent(pace, [7, 7, 7, 7])
    assert sent(pace, [8], now=1.0) == [1.0]


def test_a_request_to_wait_pauses_that_chat_alone():
    pace = Pace(30, 0.0)
    pace.retry_after(7, 10, now=0.0)
    assert pace.paused(7, 5.0)
    assert not pace.paused(8, 5.0)
    assert pace.room(5.0) == 0
    assert pace.rebook(7, 5.0) == pytest.approx(5.0)
    assert not pace.paused(7, 10.0)


def test_requests_to_wait_from_several_chats_pause_everything_without_a_burst_after():
    pace = Pace(30, 0.0)
    for chat in (7, 8, 9):
        pace.retry_after(chat, 10, now=1.0)
    assert pace.paused(4, 5.0)
    assert pace.room(5.0) == pytest.approx(6.0)
    times = sent(pace, range(20, 80), now=5.0)
    assert min(times) >= 11.0
    assert most_within(times, 1.0) <= 30


def test_requests_to_wait_far_apart_do_not_add_up():
    pace = Pace(30, 0.0)
    for chat, at in ((7, 0.0), (8, 20.0), (9, 40.0)):
        pace.retry_after(chat, 5, now=at)
    assert not pace.paused(4, 41.0)


def test_a_network_that_goes_on_failing_is_asked_less_and_less():
    pace = Pace(30, 0.0)
    pace.failed(7, 1.0, now=0.0)
    pace.failed(8, 1.0, now=0.0)
    assert not pace.paused(9, 0.5)
    pace.failed(7, 1.0, now=2.0)
    assert 3.0 <= pace.room(2.0) <= 5.0
    for _ in range(9):
        pace.failed(7, 1.0, now=2.0)
    assert 22.5 <= pace.room(2.0) <= 37.5
    pace.worked(7)
    pace.failed(7, 1.0, now=40.0)
    assert pace.room(40.0) == 0


def test_a_chat_that_alone_goes_on_failing_waits_longer_and_slows_nobody():
    pace, now = Pace(30, 0.0), 0.0
    for wait in (1, 2, 4, 8, 16, 30, 30):
        pace.failed(7, 1.0, now)
        pace.worked(8)
        assert pace.paused(7, now + 0.75 * wait - 0.01)
        assert pace.room(now) == 0
        now += 1.25 * wait
        assert not pace.paused(7, now)


def test_those_who_failed_together_come_back_apart():
    pace = Pace(30, 0.0)
    for chat in range(1, 51):
        pace.failed(chat, 4.0, 0.0)
        pace.worked(0)
    waits = [pace.rebook(chat, 0.0) for chat in range(1, 51)]
    assert max(waits) - min(waits) > 1.5
    assert len(set(waits)) > 40


def test_what_was_overtaken_by_a_pause_for_all_does_not_burst_after_it():
    pace = Pace(30, 0.0)
    for chat in range(1, 101):
        pace.book(chat, 0.0)
    for chat in (1, 2, 3):
        pace.retry_after(chat, 10, now=4.0)
    times = [5.0 + pace.rebook(chat, 5.0) for chat in range(4, 101)]
    assert min(times) >= 14.0
    assert most_within(times, 1.0) <= 30


@pytest.mark.parametrize("rate", [20.0, 30.0, 1000.0])
def test_pings_keep_to_the_rate_and_always_leave_room_for_an_answer(rate):
    pace, now, times = Pace(rate, 0.0), 0.0, []
    for chat in range(1, int(rate) * 4):
        while not (spare := pace.spare(now))[0]:
            now += spare[1] + 1e-9
        times.append(now + pace.book(chat, now))
        assert pace.room(now) == 0
    assert most_within(times, 1.0) <= rate
    assert times[-1] <= (4.7 if rate == 30 else 4.5)  # whatever goes at once is not there later


def test_one_chat_in_a_hundred_that_was_asked_to_wait_pauses_nobody_else():
    pace = Pace(200, 0.0)
    for chat in range(1, 2000):
        if chat % 100 == 0:
            pace.retry_after(chat, 10, now=chat / 200)
            assert pace.paused(chat, chat / 200)
        else:
            pace.worked(chat)
        assert pace.room(chat / 200) < 1


def test_chats_at_rest_are_forgotten(monkeypatch):
    monkeypatch.setattr(sys.modules["bot.pacing"], "PRUNE", 10)
    pace = Pace(1000, 0.0)
    for chat in range(1, 40):
        pace.book(chat, float(chat * 10))
    assert len(pace._chats) <= 11


async def test_a_proxy_of_the_environment_is_used_and_read_once(monkeypatch):
    async with Server(fine) as server:
        monkeypatch.setenv("http_proxy", server.url)
        monkeypatch.setenv("no_proxy", "localhost")
        network = AioRequest()
        assert await network.post("http://far.example/botX/getMe", data(chat_id=5)) == 1
        monkeypatch.delenv("http_proxy")
        assert await network.post("http://far.example/botX/getMe", data(chat_id=6)) == 1
        await network.shutdown()
        straight = AioRequest()
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        near = server.url.replace("127.0.0.1", "localhost")
        assert await straight.post(near, data(chat_id=7)) == 1
        await straight.shutdown()
    assert [got["chat_id"] for _, got in server.got] == ["5", "6", "7"]
