"""The simulator: whom it answers, and how it is served."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import httpx
import pytest
from simulator_page import START, Page, Script, show, web

from bot.core.talk.screen import Screen
from bot.simulator.guard import refusal
from bot.simulator.listen import CannotListen, listen, serve


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def page(script):
    return Page(web(script))


# Who may ask


async def test_the_page_and_its_parts_are_served_with_a_strict_policy(page):
    answer = await page.get("/")
    assert "<title>Unhunch" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    parts = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
    for part, kind in parts.items():
        assert (await page.get(f"/{part}")).headers["content-type"].startswith(kind)


def test_the_page_asks_nobody_else():
    folder = Path(__file__).parent.parent / "bot" / "simulator" / "page"
    parts = [one for one in folder.iterdir() if one.suffix in {".html", ".css", ".js"}]
    assert len(parts) > 5
    for one in parts:
        text = one.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "style=", "onclick="):
            assert word not in text, (one.name, word)


async def test_the_state_brings_the_menu_and_what_the_bot_is_for(page):
    for language in ("en-GB", "xx", ""):
        told = (await page.get(f"/state?language={language}")).json()
        assert {"name": "stretch", "about": "Stretch now"} in told["menu"]
        assert "sore back" in told["description"]


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
async def test_this_computer_may_ask(page, host):
    assert (await page.get("/state", host=host, origin=f"http://{host}")).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example:8080"}, 421),
        ({"host": "localhost:9"}, 421),
        ({"host": "localhost"}, 421),
        ({"host": "localhost.evil.example:8080"}, 421),
        ({"origin": "https://localhost:8080"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
async def test_other_sites_and_names_are_refused(page, headers, status):
    for path in ("/", "/state", "/page.js", "/media/x"):
        answer = await page.get(path, **headers)
        assert answer.status_code == status
        assert "content-security-policy" in answer.headers


def test_port_80_needs_no_number():
    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    assert refusal({**scope, "server": ("127.0.0.1", 80)}) is None
    assert refusal({**scope, "server": ("127.0.0.1", 8080)}) is not None


async def test_a_link_to_the_page_may_be_followed_but_nothing_else(page):
    followed = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert (await page.get("/", **followed)).status_code == 200
    assert (await page.get("/state", **followed)).status_code == 403
    assert (await page.get("/", **{**followed, "sec-fetch-dest": "iframe"})).status_code == 403


async def test_a_form_cannot_act(page, script):
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = await page.http.post(
            "/say", content=b'{"text": "hello"}', headers={"content-type": kind}
        )
        assert answer.status_code == 415
    assert script.said == []


# Serving


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])  # noqa: S104
def test_a_door_to_the_network_stays_shut(host):
    with pytest.raises(CannotListen, match="only serves this computer"):
        listen(host, 0)


def test_a_taken_port_is_said_clearly():
    door, url = listen("127.0.0.1", 0)
    with door:
        port = int(url.rstrip("/").rpartition(":")[2])
        with pytest.raises(CannotListen, match="choose another port"):
            listen("127.0.0.1", port)
    with pytest.raises(CannotListen, match="choose another port"):
        listen("localhost", 70_000)


@pytest.mark.skipif(not socket.has_ipv6, reason="this computer has no IPv6")
def test_an_address_of_version_6_is_written_in_brackets():
    try:
        door, url = listen("[::1]", 0)
    except CannotListen:
        pytest.skip("this computer has no IPv6 loopback")
    with door:
        assert url.startswith("http://[::1]:")


async def test_it_serves_until_it_is_told_to_stop(script):
    served = web(script, beat=0.01, patience=30)
    stop, urls = asyncio.Event(), asyncio.Queue()
    serving = asyncio.create_task(serve(served, "127.0.0.1", 0, stop, urls.put_nowait))
    async with asyncio.timeout(60):
        url = await urls.get()
        async with httpx.AsyncClient(base_url=url) as http:
            version = (await http.get("/state")).json()["version"]
            script.due = [(START, show(Screen("Ping")))]  # the beat finds it
            told = (await http.get(f"/events?after={version}")).json()
            assert told["messages"][0]["text"] == "Ping"
            waiting = asyncio.create_task(http.get(f"/events?after={told['version']}"))
            await http.get("/state")
            stop.set()
            await serving
            await waiting


async def test_a_polite_kill_stops_it(script):
    served = web(script)
    urls = asyncio.Queue()
    serving = asyncio.create_task(serve(served, "localhost", 0, ready=urls.put_nowait))
    async with asyncio.timeout(60):
        await urls.get()
        os.kill(os.getpid(), signal.SIGTERM)
        await serving


async def test_a_clock_that_breaks_is_logged(script, caplog, monkeypatch):
    broke = asyncio.Event()

    def broken(_now):
        broke.set()
        raise ValueError

    monkeypatch.setattr(script, "tick", broken)
    served = web(script, beat=0.001)
    async with served.router.lifespan_context(served), asyncio.timeout(20):
        await broke.wait()
        await asyncio.sleep(0)  # the beat ends, and then says so
        await asyncio.sleep(0)
    assert "the clock stopped" in caplog.text
