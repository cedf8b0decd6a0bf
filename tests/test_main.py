"""The command line: what it starts, and the one clear line for each thing that is wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __main__ as command
from bot.content import Mistake
from bot.store import Store
from bot.telegram import Web

ROOT = Path(__file__).parent.parent
TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BOT_"):
            monkeypatch.delenv(name)


def test_help_is_good(capsys):
    with pytest.raises(SystemExit) as left:
        command.main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    for word in ("simulate", "check", "BOT_TOKEN", ".env"):
        assert word in told


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as left:
        command.main(["dance"])
    assert left.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_check_of_good_content_says_so_and_exits_0(capsys):
    assert command.main(["check"]) == 0
    assert "no mistakes" in capsys.readouterr().out


def test_check_lists_every_mistake_with_its_path_and_exits_1(capsys, monkeypatch):
    found = [Mistake("a.toml", "is odd"), Mistake("b.toml", "is odder")]
    monkeypatch.setattr(command.check, "everything", lambda _: found)
    assert command.main(["check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["a.toml: is odd", "b.toml: is odder"]


def test_wrong_settings_get_a_sentence_each(capsys, monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "nonsense")
    monkeypatch.setenv("BOT_RATE", "fast")
    assert command.main([]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert any("BOT_TOKEN" in line for line in told)
    assert any("BOT_RATE" in line for line in told)


def test_missing_content_is_refused_with_its_paths(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_CONTENT", str(tmp_path))
    assert command.main([]) == 1
    assert "en/language.toml" in capsys.readouterr().err


def test_a_database_in_use_is_refused(capsys, monkeypatch, tmp_path):
    path = tmp_path / "data" / "unhunch.db"
    store = Store(path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    try:
        assert command.main([]) == 1
    finally:
        store.close()
    assert "is in use" in capsys.readouterr().err


def test_a_newer_database_is_refused(capsys, monkeypatch, tmp_path):
    path = tmp_path / "data" / "unhunch.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('unhunch', 'm999_future', '')"
        )
    db.close()
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert command.main([]) == 1
    assert "newer version" in capsys.readouterr().err


def test_a_file_that_is_no_database_is_refused(capsys, monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "unhunch.db").write_bytes(b"not a database, by any means" * 100)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert command.main([]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_an_address_that_others_could_reach_is_refused(capsys, monkeypatch):
    monkeypatch.setenv("BOT_LISTEN", "0.0.0.0:8080")
    assert command.main(["simulate"]) == 1
    assert "127.0.0.1" in capsys.readouterr().err


def test_with_a_token_the_bot_runs_and_stops_cleanly(monkeypatch, tmp_path):
    told = {}

    async def run(app, book, **settings):
        told.update(settings, app=app)
        assert settings["now"]() > 0
        return 0

    monkeypatch.setattr(command.telegram, "run", run)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_RATE", "7")
    assert command.main([]) == 0
    assert told["token"] == TOKEN
    assert told["rate"] == 7
    assert (tmp_path / "data" / "unhunch.db").is_file()
    Store(tmp_path / "data" / "unhunch.db").close()  # nobody holds it any more


@pytest.mark.parametrize(("word", "works"), [("on", True), ("off", False), ("No", False)])
def test_a_host_may_switch_calendars_off(monkeypatch, word, works):
    told = {}

    async def run(app, book, **settings):
        told.update(settings, host=app._host)
        return 0

    monkeypatch.setattr(command.telegram, "run", run)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_CALENDARS", word)
    assert command.main([]) == 0
    assert (told["worker"] is not None) == works
    assert told["host"].calendars == works


def test_where_the_loop_knows_no_signals_the_process_does(monkeypatch):
    told = []

    async def run(app, book, *, stop, **_):
        signal.raise_signal(signal.SIGINT)
        await stop.wait()
        told.append("stopped")
        return 0

    def refuse(*_):
        raise NotImplementedError

    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(command.telegram, "run", run)
    monkeypatch.setattr("asyncio.SelectorEventLoop.add_signal_handler", refuse, raising=False)
    monkeypatch.setattr(
        "asyncio.unix_events._UnixSelectorEventLoop.add_signal_handler", refuse, raising=False
    )
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    try:
        assert command.main([]) == 0
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    assert told == ["stopped"]


def test_without_a_token_the_simulator_opens_on_a_database_of_its_own(
    monkeypatch, tmp_path, capsys
):
    opened = []

    async def serve(web, host, port, ready):
        web.state.play.say("/start", None, "en")
        ready(f"http://{host}:{port}/")
        await web.state.play.start_over()

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(command.webbrowser, "open", opened.append)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert command.main([]) == 0
    assert opened == ["http://127.0.0.1:8080/"]
    assert "http://127.0.0.1:8080/" in capsys.readouterr().out
    assert (tmp_path / "data" / "simulator.db").is_file()
    assert not (tmp_path / "data" / "unhunch.db").exists()


def test_no_browser_opens_none(monkeypatch):
    opened = []

    async def serve(web, host, port, ready):
        ready("http://x/")

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(command.webbrowser, "open", opened.append)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert command.main(["simulate", "--no-browser"]) == 0
    assert opened == []


def test_python_dash_m_bot_is_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "unhunch" in done.stdout


@pytest.mark.parametrize(
    ("settings", "served"),
    [
        ({}, None),
        ({"HEALTH": "yes"}, Web(("127.0.0.1", 8080))),
        (
            {"WEBHOOK_URL": "https://example.org/tell", "WEBHOOK_SECRET": "s" * 16},
            Web(("127.0.0.1", 8080), "https://example.org/tell", "/tell", "s" * 16),
        ),
    ],
)
def test_what_is_served_beside_the_bot_follows_the_settings(monkeypatch, settings, served):
    told = {}

    async def run(app, book, **settings):
        told.update(settings)
        return 0

    monkeypatch.setattr(command.telegram, "run", run)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    for name, value in settings.items():
        monkeypatch.setenv(f"BOT_{name}", value)
    assert command.main([]) == 0
    assert told["web"] == served
    assert "s" * 16 not in repr(told["web"])
