"""Knows the schema of the database, as small named steps that only ever move forward."""

from collections.abc import Callable

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("unhunch")
NAMES: list[str] = []


def _step(make: Callable[[Database], None]) -> Callable[[Database], None]:
    """Register a migration; its name is its identity in every database for ever."""
    NAMES.append(make.__name__)
    return migrations()(make)


@_step
def m001_first(db: Database) -> None:
    """Tables of 0.1.0: columns for what SQL asks about or a person exports, JSON for the rest."""
    db.execute(
        """CREATE TABLE people (
            id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, language TEXT NOT NULL,
            zone TEXT NOT NULL, since INTEGER NOT NULL, blocked INTEGER NOT NULL,
            next_ping INTEGER, next_kind TEXT, next_slot TEXT, state TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX people_due ON people (next_ping) WHERE next_ping IS NOT NULL")
    for table, columns in {
        "pains": """at INTEGER NOT NULL, level INTEGER NOT NULL, area TEXT NOT NULL,
            note TEXT NOT NULL, message INTEGER, source TEXT NOT NULL""",
        "sessions": """kind TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL,
            before INTEGER, after INTEGER, feeling TEXT NOT NULL, done INTEGER NOT NULL,
            planned INTEGER NOT NULL""",
        "stretches": """session INTEGER NOT NULL, at INTEGER NOT NULL, stretch TEXT NOT NULL,
            side TEXT NOT NULL, dose TEXT NOT NULL, outcome TEXT NOT NULL""",
    }.items():
        db.execute(
            f"CREATE TABLE {table} (person INTEGER NOT NULL REFERENCES people(id) "
            f"ON DELETE CASCADE, n INTEGER NOT NULL, {columns}, PRIMARY KEY (person, n)) "
            "WITHOUT ROWID"
        )
    db.execute(
        """CREATE TABLE pings (
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people(id)
            ON DELETE CASCADE, kind TEXT NOT NULL, slot TEXT NOT NULL, due INTEGER NOT NULL,
            state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, UNIQUE (person, kind, slot))"""
    )
    db.execute("CREATE INDEX pings_owed ON pings (due) WHERE state = 'owed'")
    db.execute(
        """CREATE TABLE rings (
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people(id)
            ON DELETE CASCADE, at INTEGER NOT NULL, line TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX rings_due ON rings (at)")
    db.execute(
        """CREATE TABLE owed (
            id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, chat INTEGER NOT NULL,
            kind TEXT NOT NULL, target INTEGER, has_media INTEGER NOT NULL DEFAULT 0,
            at INTEGER NOT NULL, body TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX owed_chat ON owed (chat, id)")
    db.execute("CREATE INDEX owed_toasts ON owed (id) WHERE kind = 'toast'")
    db.execute(
        """CREATE TABLE chats (
            chat INTEGER PRIMARY KEY, message INTEGER, media TEXT NOT NULL DEFAULT '',
            passing TEXT NOT NULL DEFAULT '[]', keyboard INTEGER NOT NULL DEFAULT 0)"""
    )
    db.execute("CREATE TABLE media (key TEXT PRIMARY KEY, file TEXT NOT NULL)")
    db.execute("CREATE TABLE updates (id INTEGER PRIMARY KEY, at INTEGER NOT NULL)")


@_step
def m002_effort(db: Database) -> None:
    """How much a session was, as one tap at its end says: "easy", "right" or "hard"."""
    db.execute("ALTER TABLE sessions ADD COLUMN effort TEXT NOT NULL DEFAULT ''")


@_step
def m003_forgotten(db: Database) -> None:
    """Marks of those who were forgotten, for the day a copy is put back; and a row to write."""
    db.execute("CREATE TABLE forgotten (mark TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID")
    db.execute("CREATE TABLE health (written INTEGER NOT NULL)")
    db.execute("INSERT INTO health VALUES (0)")


@_step
def m004_jobs(db: Database) -> None:
    """Work that waits for something outside; the id tells a late answer from the one asked for."""
    db.execute(
        """CREATE TABLE jobs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL REFERENCES people(id)
            ON DELETE CASCADE, kind TEXT NOT NULL, at INTEGER NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL, UNIQUE (person, kind))"""
    )
    db.execute("CREATE INDEX jobs_due ON jobs (at)")


@_step
def m005_rules(db: Database) -> None:
    """The rules of the time zones that the next pings were found with."""
    db.execute("ALTER TABLE health ADD COLUMN zones TEXT NOT NULL DEFAULT ''")


@_step
def m006_asked_by(db: Database) -> None:
    """Indexes for what is asked of a million people: by chat, by age, and what is being sent."""
    db.execute("CREATE INDEX people_chat ON people (chat)")
    db.execute("CREATE INDEX updates_at ON updates (at)")
    db.execute("CREATE INDEX pings_sending ON pings (person) WHERE state = 'sending'")


@_step
def m007_lately(db: Database) -> None:
    """Indexes for the last weeks of a journal: a year of it was read for them."""
    db.execute("CREATE INDEX pains_at ON pains (person, at)")
    db.execute("CREATE INDEX sessions_ended ON sessions (person, ended)")
    db.execute("CREATE INDEX stretches_at ON stretches (person, at)")


@_step
def m008_kept(db: Database) -> None:
    """What is said to a warning sign is never dropped for something newer."""
    db.execute("ALTER TABLE owed ADD COLUMN kept INTEGER NOT NULL DEFAULT 0")
