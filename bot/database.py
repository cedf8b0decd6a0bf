"""Opens the one SQLite file: its lock, its schema, and a sentence for whatever is wrong with it."""

import contextlib
import errno
import logging
import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.migrations import NAMES, migrations

log = logging.getLogger(__name__)
WAITS = 2.0  # seconds for another program's write; nobody is answered meanwhile
WHOLE = 32 * 2**20  # bytes; a larger file is checked at start by its first page and its schema only

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM)
_MACHINE = (*_DAMAGED, *_CLOSED, *_HELD, *_DISK)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Unusable(Exception):  # noqa: N818 - reads as what happened
    """A database that cannot be used; the message is one sentence: which file, what to do."""


class Newer(Unusable):
    """It was written by a newer version of the bot."""


class Taken(Unusable):
    """Another process holds it."""


class Damaged(Unusable):
    """It is damaged, or was never a database."""


class Trouble:
    """Knows which fault of the machine stands just now; each is logged once, and its end."""

    def __init__(self, path: Path | None) -> None:
        """Nothing is wrong with the database at `path` yet."""
        self._path = path or Path(":memory:")
        self.why = ""

    def met(self, error: BaseException) -> bool:
        """Whether an error is the machine's (a full disk), not the code's; a new one is logged."""
        if not machine(error):
            return False
        why = told(error, self._path)
        if why != self.why:
            log.critical("%s. Nothing is lost: what people say waits, and is answered then", why)
            self.why = why
        return True

    def over(self) -> None:
        """Something was written: it is past."""
        if self.why:
            log.warning("%s can be written again; the work goes on", self._path)
            self.why = ""


def machine(error: BaseException) -> bool:
    """Whether waiting or the host can help: the disk, a lock, rights or damage; not a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code is not None and code & 0xFF in _MACHINE


def told(error: BaseException, path: Path) -> str:
    """What is wrong with the file at `path` and what to do, without a full stop."""
    if isinstance(error, OSError):
        return f"{path} cannot be used: {_of_system(error, path)}"
    code = getattr(error, "sqlite_errorcode", None)
    kind = -1 if code is None else code & 0xFF
    if kind == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        what = "the disk is full; make room"
    elif kind in _DAMAGED:
        what = (
            "it is damaged, or no database of the bot; put a copy back with `unhunch restore FILE` "
            f"(nightly copies are in {path.parent / 'backups'})"
        )
    elif kind in _CLOSED:
        what = _closed(path)
    elif kind in _HELD:
        what = "another program holds it; close that program"
    else:
        what = str(error)
    return f"{path} cannot be used: {what}"


def _of_system(error: OSError, path: Path) -> str:
    if error.errno in _NO_ROOM:
        return "the disk is full; make room"
    if error.errno in _REFUSED:
        return _closed(path)
    if isinstance(error, NotADirectoryError | FileExistsError):
        return f"{path.parent} is not a folder; set BOT_DB to another path"
    return error.strerror or type(error).__name__


def _closed(path: Path) -> str:
    return (
        "it cannot be written; give the user that runs the bot the right to write this file and "
        f"its folder {path.parent}"
    )


def unread(path: Path) -> str:
    """What to do about a file that this user may not read, without a full stop."""
    return (
        f"{path} cannot be read; give the user that runs this command the right to read this file "
        f"and to open its folder {path.parent}"
    )


def refusal(error: sqlite3.Error | OSError, path: Path) -> Unusable:
    """What to raise when the database at `path` cannot be used."""
    kind = Damaged if getattr(error, "sqlite_errorcode", -1) & 0xFF in _DAMAGED else Unusable
    return kind(f"{told(error, path)}.")


def real(path: Path) -> Path:
    """The file itself where `path` is a link to it: its lock and its marks lie beside it."""
    return path.resolve() if _linked(path) else path


def _linked(path: Path) -> bool:
    return os.path.islink(path)  # noqa: PTH114 - unlike pathlib's own it raises in no closed folder


def hold(path: Path) -> sqlite3.Connection:
    """Make the file for its owner alone, and lock it with one beside it.

    The lock is SQLite's own, so that it ends with the process, however that ends. Raises Taken
    or Unusable.
    """
    lock = None
    linked, path = _linked(path), real(path)
    try:
        if not linked:  # a disk that is not there may not be stood in for by an empty folder
            path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".lock")
        with contextlib.suppress(FileNotFoundError):
            beside.stat()  # unlike SQLite, the system says what is wrong with a name
        lock = sqlite3.connect(beside, timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        path.touch(mode=0o600)  # pain is the person's own business
        with contextlib.suppress(PermissionError):  # somebody else's file, lent to the bot
            path.chmod(0o600)
    except (sqlite3.Error, OSError) as error:
        if lock is not None:
            lock.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise Taken(f"{path} is in use: another bot is running on it.") from error
        raise Unusable(f"{told(error, path)}.") from error
    return lock


def connect(path: Path | None) -> sqlite3.Connection:
    """Open a database, bring its schema up to date and prove that it can be written.

    None keeps it in memory. Raises Newer, Damaged or Unusable; nothing has changed then.
    """
    where = path or Path(":memory:")
    conn = None
    try:
        conn = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=WAITS)
        if path is not None and path.stat().st_size <= WHOLE:
            sound(conn, where)
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("PRAGMA secure_delete=ON")
        migrate(conn, where)
        prove(conn)
    except (sqlite3.Error, OSError) as error:
        if conn is not None:
            conn.close()
        raise refusal(error, where) from error
    except BaseException:
        if conn is not None:
            conn.close()
        raise
    return conn


def sound(conn: sqlite3.Connection, path: Path, check: str = "quick_check") -> None:
    """Read the whole file through; raises Damaged when a page of it is wrong.

    "quick_check" leaves out whether indexes agree with their tables; "integrity_check" does not.
    """
    ((first,),) = conn.execute(f"PRAGMA {check}(1)").fetchall()
    if first != "ok":
        error = sqlite3.DatabaseError()
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise Damaged(f"{told(error, path)}.")


def migrate(conn: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date in one transaction. Raises Newer."""
    db = Database(conn)
    if {one.name for one in migrations.applied(db)} - set(NAMES):
        raise Newer(f"{path} was written by a newer version; please update the bot.")
    if migrations.pending(db):
        with db.atomic():
            migrations.apply(db)


def prove(conn: sqlite3.Connection) -> None:
    """Write something, so that what cannot be written is known before anybody is answered."""
    conn.execute("UPDATE health SET written = written + 1")
