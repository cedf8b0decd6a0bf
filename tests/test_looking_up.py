"""A look-up of a name that hangs, as without a network, holds nobody's end up."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.loop import run

ROOT = Path(__file__).parent.parent
HANGS = """
import socket, sys, threading
from bot.__main__ import main

def hang(*_, **__):
    print("asked", flush=True)
    threading.Event().wait()

socket.getaddrinfo = hang
sys.exit(main([]))
"""


def test_names_are_found_and_what_is_wrong_with_one_is_said():
    async def ask(host):
        return await asyncio.get_running_loop().getaddrinfo(host, 80, type=socket.SOCK_STREAM)

    assert run(ask("127.0.0.1"))[0][4] == ("127.0.0.1", 80)
    with pytest.raises(UnicodeError):
        run(ask("a..b"))


def test_a_look_up_that_nobody_waits_for_any_more_harms_nobody(monkeypatch):
    asked, answers = threading.Event(), threading.Event()
    threads = []

    def slow(*_, **__):
        threads.append(threading.current_thread())
        asked.set()
        assert answers.wait(8)
        return []

    async def give_up():
        loop = asyncio.get_running_loop()
        looking = asyncio.create_task(loop.getaddrinfo("slow.example", 80))
        await loop.run_in_executor(None, asked.wait, 8)
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking
        if still_there:
            answers.set()
            await loop.run_in_executor(None, threads[0].join, 8)
            await asyncio.sleep(0)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    for still_there in (False, True):
        run(give_up())
        assert answers.is_set() == still_there  # the loop has ended, and nothing was found
        answers.set()
        threads.pop().join(8)
        asked.clear()
        answers.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_a_stop_does_not_wait_for_a_name(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    env |= {"BOT_TOKEN": "123456:" + "A" * 35, "BOT_DB": str(tmp_path / "bot.db")}
    with subprocess.Popen(
        [sys.executable, "-c", HANGS],
        cwd=ROOT,
        env=env | {"BOT_API_URL": "http://hangs.example"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            assert child.stdout.readline() == b"asked\n"
            child.send_signal(signal.SIGTERM)
            _, said = child.communicate(timeout=8)
        finally:
            child.kill()
    assert child.returncode == 0
    assert b"Traceback" not in said
