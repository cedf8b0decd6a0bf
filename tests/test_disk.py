"""A disk that is full, locked, closed or damaged: one clear line, no loss, no half-start."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from botapi.life import living
from chat import Chat

from bot import __main__ as command
from bot import database, migrations
from bot.core.talk.person import Person
from bot.database import Damaged, Unusable
from bot.store import Store

ROOT = Path(__file__).parent.parent
ANNA = Person(7, 7, 1000, "en")
RIGHTS = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="whoever is root may write everywhere",
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "unhunch.db"


@pytest.fixture
async def life(monkeypatch, tmp_path):
    async with living(monkeypatch, tmp_path / "bot.db") as made:
        yield made


def refused(path):
    """What the command says when the bot cannot start on this file."""
    with pytest.raises(Unusable) as caught:
        Store(path)
    (line,) = str(caught.value).splitlines()
    assert str(path) in line
    assert line.endswith(".")
    return line


# At start


def test_a_parent_that_is_a_file_is_named(tmp_path):
    (tmp_path / "data").write_text("I am a file")
    assert "is not a folder; set BOT_DB" in refused(tmp_path / "data" / "unhunch.db")


@RIGHTS
def test_a_folder_or_file_that_may_not_be_written_is_named(path):
    Store(path).close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert f"its folder {path.parent}" in refused(path)
    finally:
        path.parent.chmod(0o700)


def test_a_file_that_refuses_to_be_written_is_refused_at_start(path, monkeypatch):
    Store(path).close()
    real = sqlite3.connect

    def connect(file, **about):
        made = real(file, **about)
        if not str(file).endswith(".lock"):
            made.execute("PRAGMA query_only = ON")
        return made

    monkeypatch.setattr(sqlite3, "connect", connect)
    assert "the right to write" in refused(path)


def test_a_folder_where_the_file_cannot_be_made_is_named(path, monkeypatch):
    def touch(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", touch)
    assert "the right to write" in refused(path)


def test_a_file_locked_by_another_program_is_named_and_left(path, monkeypatch):
    monkeypatch.setattr(database, "WAITS", 0.01)
    Store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "another program holds it" in refused(path)
    other.execute("ROLLBACK")
    other.close()
    Store(path).close()


def test_a_page_damaged_in_the_middle_is_found_at_start(path):
    store = Store(path)
    with store.transaction():
        for who in range(2000):
            store.save(Person(who, who, 1000, "en"), None)
    store.close()
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 512] = b"\xff" * 512
    path.write_bytes(whole)
    assert "unhunch restore" in refused(path)
    assert path.read_bytes() == bytes(whole)


def test_a_large_file_is_not_read_through_at_start(path, monkeypatch):
    """Its nightly copy is: 1.5 ms for each MB would keep a million people waiting."""
    Store(path).close()
    monkeypatch.setattr(database, "WHOLE", 0)
    monkeypatch.setattr(database, "sound", lambda *_: pytest.fail("read through"))
    Store(path).close()


def test_a_disk_that_is_full_in_a_migration_changes_nothing(path, monkeypatch):
    path.parent.mkdir()
    old = sqlite3.connect(path)
    old.executescript((ROOT / "tests" / "data" / "schema-0.1.0.sql").read_text("utf-8"))
    before = list(old.iterdump())
    old.close()

    def connect(file, **about):
        made = real(file, **about)
        if not str(file).endswith(".lock"):
            made.execute("PRAGMA max_page_count = 1")  # as large as it is, and no page more
        return made

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    assert "the disk is full; make room" in refused(path)
    monkeypatch.setattr(sqlite3, "connect", real)
    old = sqlite3.connect(path)
    assert list(old.iterdump()) == before
    old.close()
    store = Store(path)
    names = [name for (name,) in store.rows("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == migrations.NAMES
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits to set")
def test_a_real_limit_of_the_system_says_the_same(path):
    """A process that may not write another byte: the file system itself says no."""
    program = (
        "import resource, signal, sys; from bot.__main__ import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048));"
        "sys.exit(main([]))"
    )
    env = os.environ | {"BOT_TOKEN": "123456:" + "A" * 35, "BOT_DB": str(path)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{path} cannot be used")


def test_the_command_says_it_in_one_line(path, monkeypatch, capsys):
    path.parent.mkdir()
    path.write_bytes(b"not a database, by any means" * 100)
    monkeypatch.setenv("BOT_TOKEN", "123456:" + "A" * 35)
    monkeypatch.setenv("BOT_DB", str(path))
    assert command.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        f"{path} cannot be used: it is damaged, or no database of the bot; put a copy back with "
        f"`unhunch restore FILE` (nightly copies are in {path.parent / 'backups'})."
    )


# While it runs


def full(store):
    """No page more fits: what SQLite says of a disk without room."""
    ((pages,),) = store.rows("PRAGMA page_count")
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    store.rows(f"PRAGMA max_page_count = {pages}")
    while True:
        try:
            with store.transaction():
                store.rows("INSERT INTO media VALUES (hex(randomblob(9)), hex(randomblob(600)))")
        except sqlite3.OperationalError:
            return store.trouble.over()


def roomy(store):
    store.rows("PRAGMA max_page_count = 1000000")


async def test_a_full_disk_confirms_nothing_and_goes_on_when_there_is_room(life, caplog):
    await life.start()
    ada = await life.meet()
    full(life.store)
    caplog.clear()
    confirmed = []
    life.api.confirming = confirmed.extend
    for level in [4, 5, 6] * 20:
        ada.say(f"/pain {level} lower back, " + "sat too long " * 20)
    polls = len(life.api.made("getUpdates"))
    await life.api.until(lambda: len(life.api.made("getUpdates")) > polls + 3)
    assert life.rows("SELECT count(*) FROM pains")[0][0] < 61
    assert confirmed == []
    assert not any("Something broke" in one.text for one in ada.shown)
    assert len([r for r in caplog.records if "the disk is full" in r.getMessage()]) == 1
    roomy(life.store)
    await life.settled()
    levels = life.rows("SELECT level FROM pains ORDER BY n")
    assert [level for (level,) in levels] == [3, *[4, 5, 6] * 20]
    assert caplog.text.count("can be written again") >= 1


async def test_a_locked_database_is_waited_for(life, monkeypatch, caplog):
    await life.start()
    ada = await life.meet()
    life.rows("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(life.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ada.say("/pain 4 lower back")
    polls = len(life.api.made("getUpdates"))
    await life.api.until(lambda: len(life.api.made("getUpdates")) > polls + 3)
    assert caplog.text.count("another program holds it") == 1
    other.execute("ROLLBACK")
    other.close()
    await life.settled()
    assert life.rows("SELECT level FROM pains ORDER BY n DESC LIMIT 1") == [(4,)]


async def test_what_was_shown_while_the_disk_was_full_is_shown_once(life, monkeypatch, caplog):
    """The outcome waits in memory: an answer that is still owed would be sent again and again."""
    monkeypatch.setattr("bot.telegram.noting.AGAIN", 0.01)
    await life.start()
    ada = await life.meet()
    left = [5]
    real = life.app._came

    def came(*about):
        if left[0]:
            left[0] -= 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        real(*about)

    life.app._came = came
    before = len(life.api.made("sendMessage"))
    ada.say("/help")
    await life.settled()
    assert len(life.api.made("sendMessage")) == before + 1
    assert caplog.text.count("the disk is full") == 1


def stuck(chat, monkeypatch):
    """From now on the disk takes nothing; returns how to end that."""
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE

    def save(*_):
        raise fault

    monkeypatch.setattr(chat.store, "save", save)


def test_a_ping_and_a_ring_wait_for_the_disk(monkeypatch, caplog):
    chat = Chat().settle()
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'home')", chat.now + 5)
    rings = chat.store.rows("SELECT * FROM rings")
    assert rings
    with monkeypatch.context() as patched:
        stuck(chat, patched)
        assert chat.app.tick(chat.now + 86400) is None
    assert chat.store.rows("SELECT * FROM rings") == rings
    assert caplog.text.count("disk I/O error") == 1


def test_a_bug_of_the_clock_is_no_fault_of_the_disk(monkeypatch):
    chat = Chat().settle()
    monkeypatch.setattr(chat.app._dues, "claim", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        chat.app.tick(chat.now)


def test_a_large_number_is_no_fault_of_the_disk():
    assert not database.machine(OverflowError())
    assert not database.machine(sqlite3.IntegrityError("UNIQUE"))
    with pytest.raises(Damaged):
        database.connect(Path(__file__))
