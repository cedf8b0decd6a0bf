"""Copies: made beside the running bot, kept for some nights, checked before one is put back."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from chat import START, Chat

from bot import __main__ as command
from bot import backups, forgotten
from bot.backups import Nights, Restored, Stopped, copy, due, restore
from bot.core.schedule import Due
from bot.core.talk.journal import Pain
from bot.core.talk.moment import Host
from bot.core.talk.person import Person
from bot.database import Damaged, Newer, Taken, Unusable
from bot.store import Store

ROOT = Path(__file__).parent.parent
RIGHTS = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="whoever is root may read and write everywhere",
)
LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="there are no limits to set")
ANNA = Person(7, 7, 1000, "en", zone="Europe/Berlin")
BOB = Person(8, 8, 2000, "en")
DAY = 86400


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bot.db"


@pytest.fixture
def store(path):
    store = Store(path)
    with store.transaction():
        store.save(ANNA, None)
        store.save(BOB, None)
        store.record(7, (Pain(1, 100, 8, "neck", "a private note"),))
    yield store
    store.close()


def lives(path):
    made = sqlite3.connect(path)
    found = made.execute("SELECT id, since FROM people ORDER BY id").fetchall()
    made.close()
    return found


def beside(path):
    return sorted(one.name for one in path.parent.iterdir())


# Copies


def test_a_copy_is_whole_its_owners_alone_and_one_file(store, path, tmp_path):
    to = tmp_path / "copy.db"
    assert copy(path, to) == 2
    assert lives(to) == [(7, 1000), (8, 2000)]
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert not [name for name in beside(path) if name.startswith("copy.db") and name != "copy.db"]
    made = sqlite3.connect(to)
    assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert made.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    made.close()


def test_turns_go_on_while_a_copy_is_made_and_are_not_in_it(store, path, tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "STEP", 1)
    turned = []

    def goes_on():
        with store.transaction():  # a lock would raise here
            store.save(Person(100 + len(turned), 1, 5, "en"), None)
        turned.append(1)
        return True

    store.rows("PRAGMA busy_timeout = 0")
    assert copy(path, tmp_path / "copy.db", goes_on=goes_on) == 2
    assert len(turned) > 5
    assert len(lives(path)) == 2 + len(turned)
    assert len(lives(tmp_path / "copy.db")) == 2


def test_who_is_forgotten_while_a_copy_is_made_leaves_no_word_when_it_is_done(
    store, path, tmp_path, monkeypatch
):
    monkeypatch.setattr(backups, "STEP", 1)
    left = [1]

    def goes_on():
        if left:
            left.pop()
            with store.transaction():
                store.forget(7, 5000)
        return True

    copy(path, tmp_path / "copy.db", goes_on=goes_on)
    with store.transaction():
        store.save(BOB, None)
    for name in ("bot.db", "bot.db-wal"):
        assert b"a private note" not in path.with_name(name).read_bytes()


def test_a_file_that_is_there_is_replaced_only_by_force(store, path, tmp_path):
    to = tmp_path / "copy.db"
    to.write_text("letters")
    with pytest.raises(Unusable, match="--force"):
        copy(path, to)
    assert to.read_text() == "letters"
    copy(path, to, force=True)
    assert lives(to) == [(7, 1000), (8, 2000)]


def test_neither_a_folder_nor_the_database_itself_is_replaced(store, path, tmp_path):
    for to in (tmp_path, path):
        with pytest.raises(Unusable):
            copy(path, to, force=True)
    assert lives(path) == [(7, 1000), (8, 2000)]


def test_where_no_database_is_there_is_nothing_to_copy(path, tmp_path):
    with pytest.raises(Unusable, match="nothing to copy"):
        copy(path, tmp_path / "copy.db")
    assert beside(path) == []


def test_a_copy_that_cannot_be_written_leaves_nothing(store, path, tmp_path):
    before = beside(path)
    with pytest.raises(Unusable, match="cannot be used"):
        copy(path, tmp_path / "no" / "such" / "folder.db")
    assert beside(path) == before


def test_a_copy_of_a_damaged_database_is_no_copy(store, path, tmp_path):
    with store.transaction():
        for who in range(100, 3000):
            store.save(Person(who, who, 1, "en"), None)
    store.close()
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 512] = b"\xff" * 512
    path.write_bytes(whole)
    with pytest.raises(Damaged, match="damaged"):
        copy(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_commands_copy_beside_a_running_bot_and_refuse_to_put_back(store, path):
    def run(*told):
        return subprocess.run(
            [sys.executable, "-m", "bot", *told],
            cwd=ROOT,
            env=os.environ | {"BOT_DB": str(path)},
            capture_output=True,
            text=True,
            check=False,
        )

    to = path.with_name("copy.db")
    made = run("backup", str(to))
    assert (made.returncode, made.stdout) == (0, f"{to}: 2 people.\n")
    put = run("restore", str(to))
    assert put.returncode == 1
    assert "is in use" in put.stderr
    assert run("backup", str(to)).returncode == 1


# Nights


@pytest.mark.parametrize(
    ("newest", "now", "is_due"),
    [
        (None, "2026-11-23 00:00", True),
        ("2026-11-22 03:31", "2026-11-23 03:29", False),
        ("2026-11-22 03:31", "2026-11-23 03:30", True),
        ("2026-11-23 03:30", "2026-11-23 23:59", False),
        ("2026-11-20 12:00", "2026-11-23 01:00", True),
    ],
)
def test_a_copy_is_due_at_half_past_three_or_when_it_was_missed(newest, now, is_due):
    def at(text):
        return None if text is None else int(datetime.fromisoformat(text).timestamp())

    assert due(at(newest), at(now)) is is_due


def nightly(path):
    return sorted(one.name for one in (path.parent / "backups").glob("*"))


def test_the_newest_copies_are_kept_and_other_files_left_alone(store, path):
    now = START
    nights = Nights(path, 2, lambda: now)
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / "bot-mine.db").write_text("mine")
    for night in range(4):
        now = START + night * DAY
        nights.work()
        nights.work()  # once is enough
    assert nightly(path) == [
        "bot-2026-11-25T080000Z.db",
        "bot-2026-11-26T080000Z.db",
        "bot-mine.db",
    ]


def test_no_copies_are_made_where_none_are_wanted(store, path):
    Nights(path, 0, lambda: START).work()
    assert not (path.parent / "backups").exists()


def test_a_wrong_clock_neither_stops_the_copies_nor_makes_one_each_minute(store, path):
    now = START + 400 * DAY
    nights = Nights(path, 3, lambda: now)
    nights.work()
    now = START
    nights.work()
    now += 60
    nights.work()
    assert len(nightly(path)) == 2


def test_a_copy_of_a_wrong_clock_takes_no_place_from_a_good_one(store, path):
    Nights(path, 1, lambda: START + 400 * DAY).work()
    (wrong,) = nightly(path)
    Nights(path, 1, lambda: START).work()
    (good,) = nightly(path)
    assert good < wrong


def test_what_a_killed_copy_left_goes_with_the_next(store, path):
    left = path.parent / "backups" / "bot-2026-01-01T033000Z.db.x7.part"
    left.parent.mkdir()
    left.write_text("people")
    Nights(path, 2, lambda: START).work()
    assert not left.exists()


def test_a_copy_writes_over_nothing_beside_it(store, path, tmp_path):
    mine = tmp_path / "copy.part"
    mine.write_text("mine")
    copy(path, tmp_path / "copy")
    assert mine.read_text() == "mine"


def test_a_night_that_fails_says_so_once_an_hour_and_keeps_what_is_there(
    store, path, monkeypatch, caplog
):
    now = START
    nights = Nights(path, 1, lambda: now)
    nights.work()
    kept = nightly(path)
    with monkeypatch.context() as patched:
        patched.setattr(backups, "sound", lambda *_: (_ for _ in ()).throw(Damaged("It is torn.")))
        for minute in range(59):
            now = START + DAY + minute * 60
            nights.work()
    assert caplog.text.count("No copy was made: It is torn.") == 1
    assert nightly(path) == kept
    now = START + DAY + 3600
    nights.work()
    assert nightly(path) != kept


def test_a_folder_that_cannot_be_made_is_said(store, path, caplog):
    (path.parent / "backups").write_text("a file")
    Nights(path, 1, lambda: START).work()
    assert "No copy was made" in caplog.text
    assert (path.parent / "backups").read_text() == "a file"


def test_a_stop_gives_up_the_copy_that_is_being_made(store, path, monkeypatch, caplog):
    nights = Nights(path, 1, lambda: START)
    nights.stop()
    nights.work()
    assert nightly(path) == []
    assert not caplog.records
    going = [True]

    def slow(*_):
        going[0] = False
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(backups, "sound", slow)
    with pytest.raises(Stopped):
        copy(path, path.with_name("copy.db"), goes_on=lambda: going[0])
    assert not path.with_name("copy.db").exists()


def test_a_database_before_a_restore_goes_with_the_oldest_copy(store, path):
    old = path.with_name("bot.db.before-restore")
    old.write_text("old")
    Nights(path, 3, lambda: int(old.stat().st_mtime) + 3 * DAY).work()
    assert old.exists()
    Nights(path, 3, lambda: int(old.stat().st_mtime) + 3 * DAY + DAY).work()
    assert not old.exists()


# Putting back


def test_a_copy_is_put_back_and_the_database_before_kept(store, path, tmp_path):
    file = tmp_path / "copy.db"
    copy(path, file)
    with store.transaction():
        store.save(Person(9, 9, 3000, "en"), None)
    store.close()
    done = restore(file, path, START)
    kept = path.with_name("bot.db.before-restore")
    assert done == Restored(2, 0, kept)
    assert lives(path) == [(7, 1000), (8, 2000)]
    assert lives(kept) == [(7, 1000), (8, 2000), (9, 3000)]
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert beside(path) == ["bot.db", "bot.db.before-restore", "bot.db.lock", "copy.db"]
    assert restore(file, path, START).kept == path.with_name("bot.db.before-restore-2")


def test_where_there_was_none_nothing_is_kept(store, path, tmp_path):
    file = tmp_path / "copy.db"
    copy(path, file)
    new = tmp_path / "elsewhere" / "bot.db"
    assert restore(file, new, START) == Restored(2, 0, None)
    assert lives(new) == [(7, 1000), (8, 2000)]


def test_who_was_forgotten_since_stays_so(store, path, tmp_path):
    file = tmp_path / "copy.db"
    copy(path, file)
    with store.transaction():
        store.forget(7, 5000)
    with store.transaction():  # and comes back: another life, which no mark speaks of
        store.save(Person(7, 7, 6000, "en"), None)
    later = tmp_path / "later.db"
    copy(path, later)
    store.close()
    assert restore(file, path, START).gone == 1
    assert lives(path) == [(8, 2000)]
    assert b"a private note" not in path.read_bytes()
    assert restore(later, path, START).gone == 0
    assert lives(path) == [(7, 6000), (8, 2000)]
    assert restore(file, path, START).gone == 1  # the marks went along


@pytest.mark.parametrize("lost", ["torn", "gone"])
def test_the_marks_outlive_the_database(store, path, tmp_path, lost):
    file = tmp_path / "copy.db"
    copy(path, file)
    with store.transaction():
        store.forget(7, 5000)
    store.close()
    if lost == "torn":
        path.write_bytes(b"\xff" * path.stat().st_size)
    else:
        path.unlink()
    done = restore(file, path, START)
    assert (done.people, done.gone) == (1, 1)
    assert lives(path) == [(8, 2000)]
    assert (done.kept is not None) == (lost == "torn")


def test_the_marks_tell_nobody_who_it_was(store, path):
    with store.transaction():
        store.forget(7, 5000)
    file = forgotten.beside(path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(forgotten.read(file).values()) == [5000]
    (line,) = file.read_text().split("\n\n")
    assert line.strip() == f"{forgotten.mark(7, 1000)} 5000"


def test_marks_that_could_not_be_written_beside_are_at_the_next_start(
    store, path, monkeypatch, caplog
):
    with monkeypatch.context() as patched:
        patched.setattr(forgotten, "add", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with store.transaction():
            store.forget(7, 5000)
    assert "the disk is full" in caplog.text
    store.close()
    Store(path).close()
    assert list(forgotten.read(forgotten.beside(path)).values()) == [5000]


def test_marks_older_than_every_copy_are_let_go(store, path):
    with store.transaction():
        store.forget(7, 5000)
    with store.transaction():
        store.forget(8, 6000)
    file = forgotten.beside(path)
    store.tidy(5000 + forgotten.KEPT)
    assert len(forgotten.read(file)) == 2
    store.tidy(5001 + forgotten.KEPT)
    assert list(forgotten.read(file).values()) == [6000]
    assert store.rows("SELECT at FROM forgotten") == [(6000,)]


def test_a_file_of_marks_that_cannot_be_read_stops_neither_the_clock_nor_the_rest(
    store, path, caplog
):
    file = forgotten.beside(path)
    file.mkdir()  # as closed as somebody else's file, and to root as well
    store.answered(1, 0)
    store.rows("INSERT INTO forgotten VALUES ('old', 5000)")
    store.tidy(5001 + forgotten.KEPT)
    store.tidy(5002 + forgotten.KEPT)
    assert store.rows("SELECT * FROM updates") == store.rows("SELECT * FROM forgotten") == []
    assert caplog.text.count(f"{file} cannot be used") == 1
    file.rmdir()
    store.tidy(5003 + forgotten.KEPT)
    file.mkdir()
    store.tidy(5004 + forgotten.KEPT)
    assert caplog.text.count(f"{file} cannot be used") == 2


def test_a_full_disk_keeps_the_old_marks_beside_until_there_is_room(
    store, path, monkeypatch, caplog
):
    file = forgotten.beside(path)
    forgotten.add(file, {"0" * 32: 5000})
    with monkeypatch.context() as patched:
        patched.setattr(forgotten, "add", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        store.tidy(5001 + forgotten.KEPT)
    assert "the disk is full" in caplog.text
    assert forgotten.read(file) == {"0" * 32: 5000}
    store.tidy(5002 + forgotten.KEPT)
    assert forgotten.read(file) == {}


def test_torn_lines_say_nothing(tmp_path):
    file = tmp_path / "marks"
    file.write_bytes(b"\xff\xfe 12\nabc\n" + b"a" * 32 + b" 17\n" + b"b" * 20)
    assert forgotten.read(file) == {"a" * 32: 17}


def a_letter(file):
    file.write_text("I am a letter, no database. " * 400)


def another(file):
    made = sqlite3.connect(file)
    made.execute("CREATE TABLE people (id)")
    made.commit()
    made.close()


def other_steps(file):
    made = sqlite3.connect(file)
    made.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT)")
    made.commit()
    made.close()


def torn(file):
    store = Store(file)
    with store.transaction():
        for who in range(3000):
            store.save(Person(who, who, 1, "en"), None)
    store.close()
    whole = bytearray(file.read_bytes())
    whole[4096 * 20 : 4096 * 20 + 600] = b"\xff" * 600
    file.write_bytes(whole)


def newer(file):
    store = Store(file)
    store.rows(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('unhunch', 'm999_future', '')"
    )
    store.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (a_letter, Damaged),
        (another, Unusable),
        (other_steps, Unusable),
        (torn, Damaged),
        (newer, Newer),
        (Path.mkdir, Unusable),
        (lambda _: None, Unusable),
    ],
)
def test_what_cannot_be_put_back_changes_nothing(store, path, tmp_path, make, kind):
    store.close()
    (tmp_path / "copies").mkdir()
    file = tmp_path / "copies" / "copy.db"
    make(file)
    before = path.read_bytes(), beside(path)
    with pytest.raises(kind) as caught:
        restore(file, path, START)
    assert str(file) in str(caught.value)
    assert (path.read_bytes(), beside(path)) == before


def test_a_database_behind_a_link_is_put_back_where_it_is(store, path, tmp_path):
    store.close()
    copy(path, tmp_path / "copy")
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    assert restore(tmp_path / "copy", link, START).people == 2
    assert link.is_symlink()
    assert lives(path) == [(7, 1000), (8, 2000)]


def test_a_running_bot_and_the_database_itself_are_left_alone(store, path, tmp_path):
    file = tmp_path / "copy.db"
    copy(path, file)
    with pytest.raises(Taken):
        restore(file, path, START)
    with pytest.raises(Unusable, match="itself"):
        restore(path, path, START)


def test_a_copy_of_the_first_release_is_brought_up_to_date(path, tmp_path):
    file = tmp_path / "old.db"
    old = sqlite3.connect(file)
    old.executescript((ROOT / "tests" / "data" / "schema-0.1.0.sql").read_text("utf-8"))
    old.close()
    before = file.read_bytes()
    assert restore(file, path, START).people == 1
    assert file.read_bytes() == before
    store = Store(path)
    assert store.person(7).zone == "Europe/Berlin"
    store.close()


def test_a_full_disk_leaves_the_database_that_is_there(store, path, tmp_path, monkeypatch):
    file = tmp_path / "copy.db"
    copy(path, file)
    store.close()
    before = path.read_bytes()
    monkeypatch.setattr(backups, "_read", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Unusable, match="the disk is full"):
        restore(file, path, START)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*restoring*"))


def test_a_file_system_without_links_keeps_a_copy(store, path, tmp_path, monkeypatch):
    file = tmp_path / "copy.db"
    copy(path, file)
    store.close()
    monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(OSError))
    assert lives(restore(file, path, START).kept) == [(7, 1000), (8, 2000)]


def test_after_a_restore_the_past_expires_and_nothing_bursts(tmp_path):
    """A month lies between the copy and its use: no ping, timer or answer of then comes."""
    path, file = tmp_path / "bot.db", tmp_path / "copy.db"
    chat = Chat(store=Store(path)).settle()
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'home')", chat.now + 60)
    chat.store.rows("INSERT INTO rings (person, at, line) VALUES (7, ?, 'x')", chat.now + 90 * DAY)
    chat.store.rows(
        "INSERT INTO owed (person, chat, kind, at, body) VALUES (7, 7, 'toast', 1, '[]')"
    )
    with chat.store.transaction():
        chat.store.save(chat.me, Due(chat.now + 60, "morning", "2026-11-23T08:00"))
    copy(path, file)
    chat.store.close()
    later = chat.now + 30 * DAY + 6 * 3600
    restore(file, path, later)
    again = Chat(now=later, store=Store(path))
    assert again.store.rows("SELECT line FROM rings") == [("x",)]
    again.app.tick(later)
    again.drain()
    assert again.messages == {}
    assert again.store.rows("SELECT count(*) FROM pings WHERE state = 'owed'") == [(0,)]
    assert again.store.due(7).at > later
    again.store.close()


def test_the_command_tells_what_it_did(store, path, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BOT_DB", str(path))
    file = tmp_path / "copy.db"
    assert command.main(["backup", str(file)]) == 0
    with store.transaction():
        store.forget(8, 5000)
    store.close()
    assert command.main(["restore", str(file)]) == 0
    told = capsys.readouterr().out
    assert "1 person, as" in told
    assert "1 of them had asked to be forgotten" in told
    assert "bot.db.before-restore" in told
    new = tmp_path / "new.db"
    monkeypatch.setenv("BOT_DB", str(new))
    assert command.main(["restore", str(file)]) == 0
    assert "kept as" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("nights", "said"), [(0, "I make no copies"), (1, "a day later"), (7, "after 7 days")]
)
def test_privacy_tells_how_long_copies_are_kept(nights, said):
    chat = Chat(host=Host(backups=nights))
    chat.say("/privacy")
    assert said in chat.text


def test_pictures_are_not_made_ahead_beside_a_running_bot(store, path, monkeypatch, capsys):
    for name, value in {"DB": str(path), "TOKEN": "123456:" + "A" * 35, "ADMINS": "1"}.items():
        monkeypatch.setenv(f"BOT_{name}", value)
    assert command.main(["draw", "--warm"]) == 1
    assert capsys.readouterr().err == f"{path} is in use: another bot is running on it.\n"


# The right file is named


def refused(work):
    with pytest.raises(Unusable) as caught:
        work()
    assert type(caught.value) is Unusable
    (line,) = str(caught.value).splitlines()
    return line


def limited(path, most, *told):
    """What a command says where no file may grow beyond `most` bytes."""
    program = (
        "import resource, signal, sys; from bot.__main__ import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *told],
        cwd=ROOT,
        env=os.environ | {"BOT_DB": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("command", [copy, lambda one, to: restore(one, to, START)])
def test_what_this_user_may_not_read_is_neither_damaged_nor_the_other_file(
    store, path, tmp_path, monkeypatch, command
):
    store.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    line = refused(lambda: command(path, tmp_path / "other.db"))
    assert line.startswith(f"{path} cannot be read; give the user")
    assert "damaged" not in line
    assert not (tmp_path / "other.db").exists()


@RIGHTS
def test_a_closed_file_or_folder_is_named_in_one_clear_line(store, path, tmp_path):
    store.close()
    to = tmp_path / "copy.db"
    copy(path, to)
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "copy.db").write_bytes(to.read_bytes())
    to.chmod(0)
    path.chmod(0)
    assert refused(lambda: restore(to, path, START)).startswith(f"{to} cannot be read; give")
    assert refused(lambda: copy(path, tmp_path / "b.db")).startswith(f"{path} cannot be read; give")
    path.chmod(0o600)
    closed.chmod(0)
    inside = closed / "copy.db"
    try:
        assert refused(lambda: restore(inside, path, START)).startswith(f"{inside} cannot be read")
        assert refused(lambda: copy(inside, path)).startswith(f"{path} is there already")
        assert refused(lambda: copy(inside, to.parent / "x")).startswith(f"{inside} cannot be read")
        for force in (False, True):
            line = refused(lambda force=force: copy(path, inside, force=force))
            assert line.startswith(f"{inside} cannot be used: it cannot be written")
        line = refused(lambda: Store(inside))
        assert line.startswith(f"{inside} cannot be used: it cannot be written")
    finally:
        closed.chmod(0o700)


@LIMITS
def test_a_name_that_no_system_takes_is_named(store, path, tmp_path):
    long = tmp_path / ("x" * 300)
    for work in (
        lambda: copy(path, long),
        lambda: copy(long, tmp_path / "copy.db"),
        lambda: restore(long, path, START),
        lambda: restore(path, long, START),
        lambda: Store(long),
    ):
        assert refused(work) == f"{long} cannot be used: File name too long."


def test_a_database_that_cannot_be_opened_is_not_taken_for_its_copy(store, path, tmp_path):
    store.close()
    path.with_name("bot.db-wal").mkdir()  # closed to root as well
    line = refused(lambda: copy(path, tmp_path / "copy.db"))
    assert line.startswith(f"{path} cannot be used")


def test_a_copy_that_cannot_be_opened_is_not_said_to_be_damaged(store, path, tmp_path):
    store.close()
    file = tmp_path / "copies" / "by-hand.db"
    file.parent.mkdir()
    file.write_bytes(path.read_bytes())
    file.with_name("by-hand.db-wal").mkdir()
    line = refused(lambda: restore(file, path, START))
    assert line.startswith(f"{file} cannot be ")
    assert "damaged" not in line


def test_marks_that_cannot_be_read_are_named(store, path, tmp_path):
    """Without them somebody who was forgotten might come back."""
    store.close()
    copy(path, tmp_path / "copy.db")
    forgotten.beside(path).mkdir()
    line = refused(lambda: restore(tmp_path / "copy.db", path, START))
    assert line.startswith(f"{forgotten.beside(path)} cannot be used: ")


@LIMITS
def test_a_full_disk_is_said_to_be_full(store, path, tmp_path):
    store.close()
    assert limited(path, 2048, "backup", str(tmp_path / "copy.db")) == (
        f"{path} cannot be used: the disk is full; make room."
    )


@LIMITS
def test_a_disk_too_small_for_what_is_put_back_is_not_a_damaged_copy(store, path, tmp_path):
    with store.transaction():
        for who in range(100, 1000):
            store.save(Person(who, who, 1, "en"), None)
    store.close()
    file = tmp_path / "copy.db"
    copy(path, file)
    line = limited(path, 65536, "restore", str(file))
    assert line.startswith(f"{path} cannot be used: ")
