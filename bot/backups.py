"""Knows how the database is copied while the bot runs, kept for some nights, and put back."""

import contextlib
import logging
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import forgotten
from bot.database import (
    Damaged,
    Newer,
    Unusable,
    hold,
    machine,
    real,
    refusal,
    sound,
    told,
    unread,
)
from bot.migrations import NAMES
from bot.store import Store

log = logging.getLogger(__name__)
STEP = 1024  # pages copied before it is asked whether to go on
NIGHT = (3, 30)  # hour and minute, by the clock of the computer
RETRY = 3600  # seconds from a copy that failed to the next try
_BESIDE = ("-wal", "-shm")

GoesOn = Callable[[], bool]


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """The copy was given up, since the bot is to stop."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: how many people, who of them stayed forgotten, where the old one is."""

    people: int
    gone: int
    kept: Path | None


# Copies


def copy(path: Path, to: Path, *, force: bool = False, goes_on: GoesOn = lambda: True) -> int:
    """Copy the database at `path`, running or not, to the file `to`; returns how many people.

    One snapshot, read without a lock on the writer, checked page by page before it gets its name.
    Raises Unusable: no database, `to` is there already (without `force`), no room; and Stopped.
    """
    if _exists(to) and (not force or not to.is_file() or _same(path, to)):
        raise Unusable(f"{to} is there already; choose another name, or --force to replace it.")
    if not _readable(path):
        raise Unusable(f"{path} is not there: there is nothing to copy.")
    part = None
    with _snapshot(path) as source:
        try:
            handle, name = tempfile.mkstemp(".part", f"{to.name}.", to.parent)  # its owner's alone
            part = Path(name)
            os.close(handle)
            with _opened(part, "rw") as target:
                _copy(source, target, goes_on)
                target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
                target.set_progress_handler(lambda: not goes_on(), 100_000)
                sound(target, path, "integrity_check")
                ((people,),) = target.execute("SELECT count(*) FROM people").fetchall()
            part.replace(to)
        except (sqlite3.Error, OSError) as error:
            if not goes_on():
                raise Stopped from error
            raise Unusable(f"{told(error, to)}.") from error
        finally:
            if part is not None:
                part.unlink(missing_ok=True)
    return int(people)


@contextlib.contextmanager
def _snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """The database as it is at this moment; writes do not disturb it."""
    with contextlib.ExitStack() as opened:
        try:
            source = opened.enter_context(_opened(path, "rw"))
            source.execute("PRAGMA query_only = ON")
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM people").fetchone()  # holds it
        except sqlite3.Error as error:
            raise refusal(error, path) from error
        yield source


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, goes_on: GoesOn) -> None:
    def step(*_: int) -> None:
        if not goes_on():
            raise Stopped

    source.backup(target, pages=STEP, progress=step)
    source.execute("ROLLBACK")  # it holds no log up while the copy is checked


@contextlib.contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{path.resolve().as_uri()}?{mode if '=' in mode else 'mode=' + mode}"
    conn = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        yield conn
    finally:
        conn.close()


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - unlike pathlib's own it raises in no closed folder


def _readable(path: Path) -> bool:
    """Whether this is a file. Raises Unusable when there is one that may not be read.

    It is not opened for that: closing it would end the locks that this process has on it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        closed = isinstance(error, PermissionError)
        raise Unusable(f"{unread(path) if closed else told(error, path)}.") from error
    if not os.access(path, os.R_OK):
        raise Unusable(f"{unread(path)}.")
    return True


def _same(one: Path, other: Path) -> bool:
    return _exists(one) and _exists(other) and one.samefile(other)


# Nights


class Nights:
    """Copies the database each night and keeps the newest few; asked once a minute."""

    def __init__(self, path: Path, keep: int, now: Callable[[], int]) -> None:
        """`keep` copies of the database at `path`; `now` gives epoch seconds."""
        self._path, self._keep, self._now = path, keep, now
        self._failed = 0
        self._going = True

    def stop(self) -> None:
        """Give up a copy that is being made."""
        self._going = False

    def work(self) -> None:
        """Make a copy when one is due. Runs in a thread; never two at once."""
        now = self._now()
        if not self._keep or abs(now - self._failed) < RETRY or not due(self.newest(now), now):
            return
        try:
            self._copied(now)
        except Stopped:
            return
        except Unusable as error:  # the copies that are there stay
            self._failed = now
            log.error("No copy was made: %s Again in an hour", error)  # noqa: TRY400 - one line says it

    def _copied(self, now: int) -> None:
        folder = self._folder()
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unusable(f"{told(error, folder)}.") from error
        for left in folder.glob(f"{self._path.stem}-*.db*.part"):  # the bot was killed meanwhile
            with contextlib.suppress(OSError):
                left.unlink()
        to = folder / f"{self._path.stem}-{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H%M%SZ}.db"
        people = copy(self._path, to, force=True, goes_on=lambda: self._going)
        log.info("Copied to %s: %s people", to, people)
        for old in self._copies(now)[: -self._keep]:
            old.unlink(missing_ok=True)
        for old in _before(self._path):
            if now - old.stat().st_mtime > self._keep * 86400:
                old.unlink(missing_ok=True)

    def newest(self, now: int) -> int | None:
        """When the newest copy was made (epoch seconds), but for one that a wrong clock made."""
        made = [_made(self._path, one) for one in self._copies(now)]
        return max((at for at in made if at is not None and at <= now), default=None)

    def _folder(self) -> Path:
        return self._path.parent / "backups"

    def _copies(self, now: int) -> list[Path]:
        """The nightly copies, oldest first; nothing else in the folder is touched.

        Before all come those that a wrong clock dated ahead: nobody knows how old they are.
        """
        found = self._folder().glob(f"{self._path.stem}-*.db")
        made = {one: at for one in found if (at := _made(self._path, one)) is not None}
        return sorted(made, key=lambda one: (made[one] <= now, made[one]))


def _made(path: Path, one: Path) -> int | None:
    """When a nightly copy was made, as its name says; None for another file."""
    stamp = one.name.removeprefix(f"{path.stem}-").removesuffix(".db")
    try:
        at = datetime.strptime(stamp, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return int(at.timestamp())


def due(newest: int | None, now: int) -> bool:
    """Whether half past three (by this computer's clock) has come since the newest copy.

    A night that was missed is made up for; one that the clock repeats or leaves out does no harm.
    """
    here = datetime.fromtimestamp(now)  # noqa: DTZ006 - the host's own night
    night = here.replace(hour=NIGHT[0], minute=NIGHT[1], second=0).timestamp()
    if night > now:
        night -= 86400
    return newest is None or newest < night


# Putting back


def restore(file: Path, path: Path, now: int) -> Restored:
    """Put a copy back as the database at `path`, after everything about it has been checked.

    Nobody who asked to be forgotten comes back. The database before stays beside it, and there is
    one at every moment. Raises Taken while a bot runs, Newer, Damaged or Unusable.
    """
    path = real(path)
    if not _readable(file):
        raise Unusable(f"{file} is not there, or no file.")
    if _same(file, path):
        raise Unusable(f"{file} is the database itself.")
    there = _exists(path)
    with contextlib.closing(hold(path)):
        new = path.with_name(path.name + ".restoring")
        try:
            _away(new)
            new.touch(mode=0o600)
            _read(file, new)
            people, gone = _brought_up(new, _marks(path), now)
            kept = _swapped(path, new, there=there and path.stat().st_size > 0)
        except (sqlite3.Error, OSError) as error:
            raise Unusable(f"{told(error, path)}.") from error
        finally:
            _away(new)
    return Restored(people, gone, kept)


def _read(file: Path, new: Path) -> None:
    """Copy a copy, when it is whole and one of the bot's. The file itself is never written."""
    mode = "ro" if file.with_name(file.name + "-wal").exists() else "immutable=1"
    with contextlib.ExitStack() as opened:
        try:
            source = opened.enter_context(_opened(file, mode))
            _ours(source, file)
        except sqlite3.Error as error:
            why = refusal(error, file)
            if isinstance(why, Damaged) or not machine(error):
                why = type(why)(f"{file} cannot be put back: it is damaged, or no database.")
            raise why from error
        source.backup(opened.enter_context(_opened(new, "rw")))


def _ours(source: sqlite3.Connection, file: Path) -> None:
    """Raises Damaged, Newer or Unusable unless a copy is whole and one of the bot's."""
    sound(source, file, "integrity_check")
    tables = source.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'")
    ours = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'unhunch'"
    steps = source.execute(ours).fetchall() if tables.fetchone()[0] else []
    names = {name for (name,) in steps}
    if NAMES[0] not in names:
        raise Unusable(f"{file} is a database, but none of this bot.")
    if names - set(NAMES):
        raise Newer(f"{file} was written by a newer version; please update the bot.")


def _marks(path: Path) -> dict[str, int]:
    """Who was forgotten, from the database there is (when it can be read) and from beside it.

    Raises Unusable: where the marks beside it cannot be read, somebody might come back.
    """
    beside = forgotten.beside(path)
    try:
        marks = forgotten.read(beside)
    except OSError as error:
        closed = isinstance(error, PermissionError)
        raise Unusable(f"{unread(beside) if closed else told(error, beside)}.") from error
    with contextlib.suppress(sqlite3.Error), _opened(path, "rw") as conn:
        marks |= forgotten.in_table(conn)
    return marks


def _brought_up(new: Path, marks: Mapping[str, int], now: int) -> tuple[int, int]:
    """Bring a copy up to the present; returns how many people it has and how many were forgotten.

    What was owed when it was made is of another day, and so are timers that have rung since.
    """
    store = Store(new)
    try:
        lives = store.rows("SELECT id, since FROM people")
        gone = [who for who, since in lives if forgotten.mark(who, since) in marks]
        with store.transaction():
            for who in gone:
                store.forget(who, now)
            for mark, at in marks.items():
                store.rows("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", mark, at)
            store.rows("DELETE FROM owed")
            store.rows("DELETE FROM rings WHERE at <= ?", now)
    finally:
        store.close()
    return len(lives) - len(gone), len(gone)


def _swapped(path: Path, new: Path, *, there: bool) -> Path | None:
    """Give the new file the name of the old one, which stays beside it under another."""
    kept = _free(path) if there else None
    if kept is not None:
        with contextlib.suppress(sqlite3.Error), _opened(path, "rw") as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it in the one file
        try:
            kept.hardlink_to(path)
        except OSError:  # a file system without such links
            shutil.copy2(path, kept)
    for end in _BESIDE:  # a damaged one may have left what nobody could read
        left = path.with_name(path.name + end)
        if left.exists() and kept is not None:
            left.replace(kept.with_name(kept.name + end))
    new.replace(path)
    return kept


def _before(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.name}.before-restore*"))


def _free(path: Path) -> Path:
    """A name that no earlier restore has taken."""
    names = (f".before-restore{'' if n == 1 else f'-{n}'}" for n in range(1, 1000))
    return next(one for end in names if not (one := path.with_name(path.name + end)).exists())


def _away(new: Path) -> None:
    """Remove a working copy and what SQLite put beside it."""
    for one in (new, *new.parent.glob(new.name + "[-.]*")):
        one.unlink(missing_ok=True)
