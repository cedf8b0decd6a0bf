"""The database: one writer, all or nothing, its owner's alone; what is forgotten is gone."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import forgotten
from bot import migrations as steps
from bot.core.schedule import Due
from bot.core.talk.job import Job, ReadCalendar
from bot.core.talk.journal import Pain, Past, SessionDone, StretchDone, Unpain
from bot.core.talk.moment import Ring
from bot.core.talk.person import Move, Person
from bot.core.talk.state import Reminders
from bot.database import Damaged, Newer, Taken, Unusable
from bot.jobs import Jobs
from bot.store import PAST, UPDATES_KEPT, Store

HERE = Path(__file__).parent
OLD = HERE / "data" / "schema-0.1.0.sql"
ANNA = Person(
    7,
    7,
    1000,
    "en",
    zone="Europe/Berlin",
    areas=("neck",),
    reminders=Reminders(morning=480),
    moves={"cat-cow": Move(2, 1, 500, 600)},
)


@pytest.fixture
def store():
    store = Store(None)
    yield store
    store.close()


def saved(store, person=ANNA, due=None):
    with store.transaction():
        store.save(person, due)
    return store


def test_a_person_comes_back_as_they_were(store):
    assert store.person(7) is None
    saved(store, due=Due(2000, "morning", "1970-01-01T08:00"))
    assert store.person(7) == ANNA
    assert store.rows("SELECT chat, zone, next_ping, next_kind FROM people") == [
        (7, "Europe/Berlin", 2000, "morning")
    ]
    assert store.due(7) == Due(2000, "morning", "1970-01-01T08:00")
    saved(store, ANNA)
    assert store.due(7) is None


def test_the_journal_is_kept_in_order_and_the_past_is_bounded(store):
    saved(store)
    now = PAST + 5000
    old, new = Pain(1, 100, 8), Pain(2, now - 10, 6, "neck", "stiff", 42)
    session = SessionDone(3, "desk", now - 90, now - 30, 6, 4, "better", 2, 2)
    step = StretchDone(4, 1, now - 60, "neck-turn", "left", "3x5s", "done")
    store.record(7, (new, old, session, step))
    assert store.journal(7) == Past((old, new), (session,), (step,))
    assert store.past(7, now) == Past((new,), (session,), (step,))
    assert store.journal(8) == Past()


def test_of_somebody_who_floods_the_newest_are_read_and_all_are_kept(store):
    saved(store)
    now = 10_000
    with store.transaction():
        store.record(7, tuple(Pain(n, n, n % 11) for n in range(1, 1001)))
    assert [one.n for one in store.past(7, now).pains] == list(range(401, 1001))
    assert len(store.journal(7).pains) == 1000


def test_a_record_is_corrected_by_its_number_and_a_pain_taken_back(store):
    saved(store)
    store.record(7, (Pain(1, 100, 8), Pain(2, 200, 5)))
    store.record(7, (Pain(1, 100, 3), Unpain(2)))
    assert store.journal(7).pains == (Pain(1, 100, 3),)


def test_a_transaction_is_all_or_nothing_and_joins_another(store):
    def torn():
        with store.transaction():
            store.save(ANNA, None)
            with store.transaction():
                store.record(7, (Pain(1, 100, 8),))
            raise KeyError

    with pytest.raises(KeyError):
        torn()
    assert store.person(7) is None
    assert store.rows("SELECT count(*) FROM pains") == [(0,)]


def test_a_transaction_that_sqlite_ended_itself_raises_what_went_wrong(store):
    with pytest.raises(sqlite3.OperationalError), store.transaction():
        store.rows("ROLLBACK")  # as a full disk does; there is nothing left to commit


def test_an_update_is_answered_once_and_its_number_kept_for_eight_days(store):
    assert not store.answered(5, 1000)
    assert store.answered(5, 1001)
    store.tidy(1000 + UPDATES_KEPT)
    assert store.answered(5, 1002)
    store.tidy(1001 + UPDATES_KEPT)
    assert not store.answered(5, 1003)


def test_settled_pings_are_tidied_and_owed_ones_kept(store):
    saved(store)
    for slot, state in (("a", "sent"), ("b", "owed"), ("c", "sending")):
        store.rows(
            "INSERT INTO pings (person, kind, slot, due, state) VALUES (7, 'desk', ?, 10, ?)",
            slot,
            state,
        )
    store.tidy(10 + PAST + 1)
    assert store.rows("SELECT slot FROM pings ORDER BY slot") == [("b",), ("c",)]


def test_rings_come_oldest_first_and_stay_until_they_were_played(store):
    saved(store)
    store.ring(7, (Ring(200, "later"), Ring(100, "sooner"), Ring(300, "not yet")))
    due = store.due_rings(200, 9)
    assert [line for *_, line in due] == ["sooner", "later"]
    store.rung(due[0][0])
    assert [line for *_, line in store.due_rings(200, 9)] == ["later"]


def test_files_are_remembered_and_forgotten(store):
    assert store.file("cat") is None
    store.keep_file("cat", "AgAC")
    store.keep_file("cat", "AgAD")
    assert store.file("cat") == "AgAD"
    store.keep_file("cat", "")
    assert store.file("cat") is None


def fill(store):
    """Something of one person in every table that can hold it."""
    saved(store)
    with store.transaction():
        store.record(7, (Pain(1, 100, 8, "neck", "a very private note"),))
        store.record(
            7, (SessionDone(2, "desk", 1, 2), StretchDone(3, 1, 2, "x", "", "1x5", "done"))
        )
        store.ring(7, (Ring(5, "bell 1"),))
        Jobs(store).keep(7, (Job("calendar", 5, ReadCalendar("https://a.example/secret", "")),))
        store.rows("INSERT INTO chats (chat, message) VALUES (7, 12)")
        store.rows(
            "INSERT INTO owed (person, chat, kind, at, body) VALUES (7, 7, 'note', 1, 'secret')"
        )
        store.rows(
            "INSERT INTO pings (person, kind, slot, due, state) VALUES (7, 'desk', 'a', 1, 'sent')"
        )


def everything(store):
    tables = store.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
    )
    assert len(tables) == 13
    return {name: list(store.db[name].rows) for (name,) in tables}


def test_forgetting_leaves_no_row_in_any_table(store):
    fill(store)
    full = everything(store)
    nobodys = ("media", "updates", "health", "forgotten")
    assert all(full[name] for name in full if name not in nobodys)
    with store.transaction():
        store.forget(7, 9)
    left = everything(store)
    (mark,) = left.pop("forgotten")
    assert left.pop("health")
    assert not any(left.values())
    assert mark == {"mark": forgotten.mark(7, ANNA.since), "at": 9}


def test_forgetting_leaves_no_word_in_the_files(tmp_path):
    store = Store(tmp_path / "bot.db")
    fill(store)
    words = (b"a very private note", b"secret")
    before = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(word in before for word in words)
    with store.transaction():
        store.forget(7, 9)
    running = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    closed = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(word in files for word in words for files in (running, closed))


def test_a_forgetting_that_failed_forgets_nothing(tmp_path):
    store = Store(tmp_path / "bot.db")
    fill(store)

    def torn():
        with store.transaction():
            store.forget(7, 9)
            raise KeyError

    with pytest.raises(KeyError):
        torn()
    assert store.journal(7).pains
    store.close()


def test_the_file_is_its_owners_alone_and_safe_on_disk(tmp_path):
    path = tmp_path / "new" / "folder" / "bot.db"
    store = saved(Store(path))
    for name in ("bot.db", "bot.db-wal", "bot.db-shm"):
        assert stat.S_IMODE(path.with_name(name).stat().st_mode) == 0o600
    settings = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    assert [store.rows(f"PRAGMA {name}")[0][0] for name in settings] == ["wal", 2, 1, 1]
    store.close()
    path.chmod(0o644)
    store = Store(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.person(7) == ANNA
    store.close()


def test_a_second_process_is_kept_away_until_the_first_has_ended(tmp_path):
    path = tmp_path / "bot.db"
    store = Store(path)
    with pytest.raises(Taken):
        Store(path)
    program = f"from pathlib import Path; from bot.store import Store; Store(Path({str(path)!r}))"
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "bot.database.Taken" in other.stderr
    store.close()
    Store(path).close()


def test_a_newer_database_is_refused_and_let_go(tmp_path):
    path = tmp_path / "bot.db"
    store = saved(Store(path))
    store.rows(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        "unhunch",
        "m999_from_the_future",
        "later",
    )
    store.close()
    for _ in range(2):  # the lock is free again
        with pytest.raises(Newer):
            Store(path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "bot.db"
    path.write_bytes(b"this is a letter, not a database. " * 200)
    for _ in range(2):
        with pytest.raises(Damaged):
            Store(path)
    assert path.read_bytes().startswith(b"this is a letter")


def test_a_damaged_database_is_refused(tmp_path):
    path = tmp_path / "bot.db"
    Store(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(Damaged):
        Store(path)


@pytest.mark.parametrize("name", ["bot.db", "bot.db.lock"])
def test_a_place_that_cannot_be_written_is_no_second_process(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(Unusable) as caught:
        Store(tmp_path / "bot.db")
    assert not isinstance(caught.value, Taken)


def test_a_path_that_leads_nowhere_is_no_second_process(tmp_path):
    (tmp_path / "bot.db").symlink_to(tmp_path / "nowhere" / "bot.db")
    for _ in range(2):
        with pytest.raises(Unusable):
            Store(tmp_path / "bot.db")


def test_a_link_leads_to_the_same_lock(tmp_path):
    (tmp_path / "link.db").symlink_to(tmp_path / "bot.db")
    first = Store(tmp_path / "bot.db")
    with pytest.raises(Taken):
        Store(tmp_path / "link.db")
    first.close()
    Store(tmp_path / "link.db").close()


def test_somebody_elses_file_lent_to_the_bot_is_used_as_it_is(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    saved(Store(tmp_path / "bot.db")).close()


def test_migrations_are_recorded_and_run_once(tmp_path):
    path = tmp_path / "bot.db"
    for _ in range(2):
        store = Store(path)
        names = [
            name for (name,) in store.rows("SELECT name FROM _sqlite_migrations ORDER BY rowid")
        ]
        assert names == steps.NAMES
        store.close()


def test_a_database_of_the_first_release_opens(tmp_path):
    path = tmp_path / "bot.db"
    old = sqlite3.connect(path)
    old.executescript(OLD.read_text("utf-8"))
    old.close()
    store = Store(path)
    person = store.person(7)
    assert (person.areas, person.reminders.morning, person.zone) == (
        ("lower-back",),
        480,
        "Europe/Berlin",
    )
    past = store.journal(7)
    assert [pain.note for pain in past.pains if pain.note] == ["6 lower back after sitting"]
    assert past.sessions
    assert past.stretches
    store.close()


def test_who_is_due_is_found_by_an_index(store):
    for sql, index in (
        ("SELECT id FROM people WHERE next_ping <= 5 ORDER BY next_ping LIMIT 9", "people_due"),
        ("SELECT id FROM pings WHERE state = 'owed' ORDER BY due, id LIMIT 9", "pings_owed"),
        ("SELECT id FROM owed WHERE kind = 'toast' ORDER BY id LIMIT 9", "owed_toasts"),
        ("SELECT id FROM rings WHERE at <= 5 ORDER BY at, id LIMIT 9", "rings_due"),
    ):
        plan = " ".join(row[3] for row in store.rows("EXPLAIN QUERY PLAN " + sql))
        assert index in plan
        assert "TEMP B-TREE" not in plan
