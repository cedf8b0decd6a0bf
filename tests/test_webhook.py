"""Updates by webhook: nobody but Telegram is heard, and nothing is confirmed before it is saved."""

import asyncio
import socket
import sqlite3

import pytest
from aiohttp import ClientSession
from botapi import Fault
from botapi.life import Telling, living
from test_kill import Process

import bot.app
import bot.telegram
from bot.config import Settings
from bot.core.talk.said import Text
from bot.serving import CannotListen
from bot.telegram import Web, health, webhook

SECRET = "a-secret-of-the-tests"  # noqa: S105 - made up


def free():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@pytest.fixture
def port():
    return free()


@pytest.fixture
def url(port):
    return f"http://127.0.0.1:{port}/tell"


@pytest.fixture
async def life(monkeypatch, tmp_path):
    monkeypatch.setattr(webhook, "FIRST_WAIT", 0.01)
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


async def hooked(life, port, url):
    """A bot that Telegram brings updates to."""
    life.api.webhook = None
    await life.start(web=Web(("127.0.0.1", port), url, "/tell", SECRET))
    await life.api.until(lambda: life.api.webhook)


async def post(url, body=b"", secret=SECRET, **headers):
    given = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    async with (
        ClientSession() as session,
        session.post(url, data=body, headers=given | headers) as got,
    ):
        return got.status


async def test_telegram_is_told_where_and_a_person_is_answered(life, port, url):
    await hooked(life, port, url)
    told = life.api.webhook
    assert (told["url"], told["secret_token"]) == (url, SECRET)
    assert "inline_query" in told["allowed_updates"]
    ada = life.api.person()
    assert await life.api.bring(ada.say("/start")) == [(200, None)]
    await life.settled()
    await life.api.bring(ada.tap("Lower back"))
    await life.settled()
    assert len(ada.shown) == 1
    assert life.api.made("getUpdates") == []


@pytest.mark.parametrize(
    "path",
    ["/my%20bot", "/b%6ft", "/b%C3%A4r", "/bär", "/{x}", "/{a:int}", "/{", "//x", "/a.b+c", ""],
)
async def test_an_update_finds_a_path_however_it_is_written(life, port, path):
    url = f"http://127.0.0.1:{port}{path}"
    life.api.webhook = None
    settings = Settings(_env_file=None, api_url="http://127.0.0.1", webhook_url=url)
    await life.start(web=Web(("127.0.0.1", port), url, settings.path, SECRET))
    await life.api.until(lambda: life.api.webhook)
    assert await life.api.bring(life.api.person().say("/start")) == [(200, None)]
    assert await post(f"http://127.0.0.1:{port}/7") == 404


async def test_what_came_together_is_saved_together_in_the_order_it_was_said(
    life, port, url, monkeypatch
):
    await hooked(life, port, url)
    batches = []
    real = life.app.turns

    def turns(said, now, came=()):
        batches.append([one.update for one in said])
        real(said, now, came)

    life.app.turns = turns
    people = [life.api.person(number) for number in range(7, 27)]
    said = [person.say("/help") for person in people]
    answers = await life.api.bring(*reversed(said))
    assert answers == [(200, None)] * 20
    assert sorted(one for batch in batches for one in batch) == [u["update_id"] for u in said]
    assert all(batch == sorted(batch) for batch in batches)
    assert len(batches) < 20
    await life.settled()
    assert all(len(person.shown) == 1 for person in people)


async def test_a_message_and_a_tap_that_overtake_each_other_are_put_in_order(life, port, url):
    """They are different queues of Telegram's: within what came together the ids decide."""
    heard = []

    class Answers:
        app = None

        def answer(self, updates):
            heard.append([update["update_id"] for update in updates])

    hook = webhook.Hook(Answers(), SECRET)

    class Request:
        def __init__(self, number):
            self.headers = {webhook.HEADER: SECRET}
            self.number = number

        async def stream(self):
            yield b'{"update_id": %d}' % self.number

    got = await asyncio.gather(*(hook.receive(Request(number)) for number in (9, 7, 8)))
    assert [one.status_code for one in got] == [200] * 3
    assert heard == [[7, 8, 9]]


async def test_an_update_that_comes_twice_is_answered_once_even_after_a_restart(life, port, url):
    await hooked(life, port, url)
    ada = life.api.person()
    update = ada.say("/pain 4 lower back")
    assert await life.api.bring(update, update) == [(200, None)] * 2
    await life.settled()
    shown = len(ada.shown)
    await life.end()
    await hooked(life, port, url)
    assert await life.api.bring(update) == [(200, None)]
    await life.settled()
    assert len(ada.shown) == shown


async def test_a_tap_older_than_telegram_answers_is_met_with_the_present(life, port, url):
    await hooked(life, port, url)
    ada = life.api.person()
    await life.api.bring(ada.say("/start"))
    await life.settled()
    fault = Fault(400, "Bad Request: query is too old and response timeout expired")
    life.api.faults["answerCallbackQuery"].append(fault)
    old = ada.tap("Lower back")
    life.now += 149
    await life.api.bring(old)
    await life.settled()
    assert ada.sees("is any of this going on?")
    forged = ada.press("done zz 9", ada.screen)
    await life.api.bring(forged)
    await life.settled()
    assert ada.screen.labels
    assert not ada.sees("Something broke")


@pytest.mark.parametrize("secret", [None, "", "wrong", "ä" * 9, SECRET + "x", SECRET[:-1]])
async def test_nobody_without_the_secret_is_heard(life, port, url, secret, caplog):
    await hooked(life, port, url)
    body = b'{"update_id": 1}'
    given = secret.encode("latin-1").decode("latin-1") if secret else secret
    assert await post(url, body, given) == 403
    assert await post(url, body, given) == 403
    assert caplog.text.count("without the right secret") == 1
    if secret:
        assert secret not in caplog.text
    assert life.rows("SELECT count(*) FROM updates") == [(0,)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"{",
        b"[]",
        b"7",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 1e400}',
        b'{"update_id": %d}' % 2**63,
        b"[" * 100_000,
        b'{"update_id": 3, "message": {"text": 5}}',
        b'{"update_id": 4, "message": "hello"}',
        b'{"update_id": 5, "something_new": {}}',
    ],
    ids=lambda body: repr(body[:40]),
)
async def test_what_can_never_be_read_does_not_come_again_for_ever(life, port, url, body):
    await hooked(life, port, url)
    assert await post(url, body) == 200
    ada = life.api.person()
    assert await life.api.bring(ada.say("/help")) == [(200, None)]
    await life.settled()
    assert len(ada.shown) == 1


async def test_a_body_without_end_is_not_read_to_its_end(life, port, url, monkeypatch, caplog):
    monkeypatch.setattr(webhook, "LARGEST", 1000)
    await hooked(life, port, url)
    assert await post(url, b" " * 1001) == 200
    assert "cannot be read" in caplog.text


async def test_other_paths_and_ways_are_not_there(life, port, url):
    await hooked(life, port, url)
    assert await post(f"http://127.0.0.1:{port}/") == 404
    async with ClientSession() as session, session.get(url) as got:
        assert got.status == 405


async def test_what_the_disk_refuses_is_not_confirmed_and_comes_again(
    life, port, url, monkeypatch, caplog
):
    await hooked(life, port, url)
    ada = life.api.person()
    said = ada.say("/help")
    real, full = Telling.turns, [True]

    def turns(self, said, now, came=()):
        if full:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        real(self, said, now, came)

    monkeypatch.setattr(Telling, "turns", turns)
    monkeypatch.setattr(webhook, "AGAIN", 0)
    assert await life.api.bring(said) == [(503, "0")]
    monkeypatch.setattr(webhook, "AGAIN", 600)
    assert await life.api.bring(said) == [(503, "600")]
    full.clear()
    assert await life.api.bring(said) == [(503, "600")]  # asked too soon
    assert ada.shown == []
    assert caplog.text.count("the disk is full") == 1


async def test_when_too_much_waits_telegram_is_asked_to_wait(life, port, url, monkeypatch):
    monkeypatch.setattr(webhook, "MOST", 0)
    await hooked(life, port, url)
    said = life.api.person().say("/help")
    assert await life.api.bring(said) == [(503, "5")]
    assert life.rows("SELECT count(*) FROM updates") == [(0,)]
    life.api.pending.clear()


async def test_a_fault_in_one_answer_hits_one_person_once(life, port, url, monkeypatch, caplog):
    real = bot.app.answer

    def answer(moment, what):
        if what == Text("poison about my back"):
            raise ValueError("poison about my back")
        return real(moment, what)

    monkeypatch.setattr(bot.app, "answer", answer)
    await hooked(life, port, url)
    ada, bob = life.api.person(7), life.api.person(8)
    both = ada.say("poison about my back"), bob.say("/help")
    assert await life.api.bring(*both) == [(200, None)] * 2
    await life.settled()
    assert ada.sees("Something broke")
    assert bob.shown
    assert not bob.sees("Something broke")
    assert "poison" not in caplog.text


async def test_a_bug_of_the_door_itself_confirms_nothing(life, port, url, monkeypatch, caplog):
    await hooked(life, port, url)

    def answer(*_):
        raise KeyError("poison")

    monkeypatch.setattr(webhook.Answers, "answer", answer)
    assert await life.api.bring(life.api.person().say("poison")) == [(503, "5")]
    assert "A webhook broke" in caplog.text
    assert "poison" not in caplog.text
    life.api.pending.clear()


async def test_a_server_that_stumbles_is_told_the_address_again(life, port, url, caplog):
    life.api.faults["setWebhook"] += [
        Fault(502, "Bad Gateway"),
        Fault(429, "Too Many Requests", retry_after=0.01),
    ]
    await hooked(life, port, url)
    assert len(life.api.made("setWebhook")) == 3
    assert caplog.text.count("could not be set") == 2
    assert SECRET not in caplog.text


async def test_an_address_that_telegram_refuses_ends_the_bot_with_a_sentence(life, port, url):
    life.api.faults["setWebhook"].append(Fault(400, "Bad Request: bad webhook: no such host"))
    await life.start(web=Web(("127.0.0.1", port), url, "/tell", SECRET))
    with pytest.raises(CannotListen, match="BOT_WEBHOOK_URL: Bad webhook: no such host"):
        await asyncio.wait_for(life.task, 8)
    life.task = None
    life.store.close()


async def test_a_token_that_is_revoked_ends_the_bot(life, port, url):
    life.api.faults["setWebhook"].append(Fault(401, "Unauthorized"))
    await life.start(web=Web(("127.0.0.1", port), url, "/tell", SECRET))
    assert await asyncio.wait_for(life.task, 8) == 2


async def test_an_address_that_is_taken_ends_the_bot_with_a_sentence(life):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        await life.start(web=Web(("127.0.0.1", taken), "http://x/", "/", SECRET))
        with pytest.raises(CannotListen, match=f"BOT_LISTEN=127.0.0.1:{taken}"):
            await asyncio.wait_for(life.task, 8)
    life.task = None
    life.store.close()


async def test_back_to_polling_nothing_that_waits_is_dropped(life, port, url):
    await hooked(life, port, url)
    await life.end()
    ada = life.api.person()
    ada.say("/help")
    await life.start()
    await life.settled()
    assert len(ada.shown) == 1
    assert life.api.webhook is None


# Who hangs up, and who is still sending at the stop


async def half(port):
    """A request whose body never ends; returned when the bot has begun to read it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /tell HTTP/1.1\r\nHost: x\r\n{webhook.HEADER}: {SECRET}\r\n"
    writer.write(f"{head}Content-Length: 500\r\nExpect: 100-continue\r\n\r\n".encode())
    assert b" 100 " in await reader.readuntil(b"\r\n\r\n")
    writer.write(b'{"update_id": 3, "mess')
    return reader, writer


async def test_who_hangs_up_in_the_middle_is_no_fault(life, port, url, capsys):
    await hooked(life, port, url)
    _, writer = await half(port)
    writer.close()
    await writer.wait_closed()
    ada = life.api.person()
    assert await life.api.bring(ada.say("/start")) == [(200, None)]
    await life.settled()
    await life.end()
    assert capsys.readouterr().err == ""


async def test_what_still_comes_in_at_the_stop_is_to_come_again(
    life, port, url, capsys, monkeypatch
):
    monkeypatch.setattr(webhook, "LEAVING", 0.05)
    await hooked(life, port, url)
    reader, writer = await half(port)
    assert await life.end() == 0
    assert b" 503 " in await reader.readline()
    writer.close()
    assert "Traceback" not in capsys.readouterr().err


# Health


async def well(port):
    async with (
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/health") as got,
    ):
        return got.status, await got.text()


async def test_health_tells_of_the_clock_and_the_disk(life, port, monkeypatch):
    await life.start(web=Web(("127.0.0.1", port)))
    await life.api.until(lambda: life.api.made("getUpdates"))
    assert await well(port) == (503, "the clock does not beat")
    life.app.tick(life.now)
    assert await well(port) == (200, "well")
    wrote = life.rows("SELECT written FROM health")
    assert await well(port) == (200, "well")
    assert life.rows("SELECT written FROM health") == wrote  # asking often writes no more often
    error = sqlite3.OperationalError("database or disk is full")

    def prove():
        raise error

    monkeypatch.setattr(life.store, "prove", prove)
    life.now += health.FRESH
    assert await well(port) == (503, "the database cannot be written")
    monkeypatch.undo()
    life.now += health.FRESH
    life.app.tick(life.now)
    assert await well(port) == (200, "well")
    life.now += health.LATE + 1
    assert await well(port) == (503, "the clock does not beat")


# In a process of its own


async def test_a_stop_by_signal_finishes_what_it_holds(tmp_path):
    """SIGTERM while an answer is on its way: it is shown, and the process ends with 0."""
    made = Process(tmp_path)
    port = free()
    url = f"http://127.0.0.1:{port}/tell"
    async with made.api as api:
        await made.start(
            ready=lambda: api.webhook is not None,
            BOT_WEBHOOK_URL=url,
            BOT_LISTEN=f"127.0.0.1:{port}",
            BOT_WEBHOOK_SECRET=SECRET,
        )
        ada = api.person()
        assert await api.bring(ada.say("/start")) == [(200, None)]
        await made.settled()
        api.faults["answerCallbackQuery"].append(Fault(act=made.child.terminate, drop="after"))
        assert await api.bring(ada.tap("Lower back")) == [(200, None)]
        _, said = await asyncio.wait_for(made.child.communicate(), 8)
        assert made.child.returncode == 0
        assert SECRET not in said.decode()
        assert ada.sees("is any of this going on?")
        assert made.rows("SELECT count(*) FROM owed") == [(0,)]
        with pytest.raises(OSError, match="onnect"):
            await api.bring(ada.say("/help"))
    assert api.broken == []
