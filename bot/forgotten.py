"""Knows who was forgotten without knowing who: marks that outlive every copy of the database.

A mark names one life of one person's rows: who comes back later is another. It stands in the
database, and in a file beside it for the day when the database itself is lost.
"""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

KEPT = 366 * 86400  # seconds at the least: nobody knows how old a copy made by hand is


def mark(person: int, since: int) -> str:
    """The mark of a person's rows that began at `since`; it tells neither."""
    return hashlib.blake2b(f"{person} {since}".encode(), digest_size=16).hexdigest()


def beside(path: Path) -> Path:
    """The file of marks beside a database."""
    return path.with_name(path.name + ".forgotten")


def read(file: Path) -> dict[str, int]:
    """The marks in a file and when each was made (epoch seconds); torn lines say nothing.

    Raises OSError when there is one that cannot be read.
    """
    found: dict[str, int] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in file.read_text("ascii", errors="replace").splitlines():
            name, _, at = line.partition(" ")
            if len(name) == 32 and at.isdecimal():
                found[name] = int(at)
    return found


def add(file: Path, marks: Mapping[str, int]) -> None:
    """Write more marks, safe on disk when this returns. Raises OSError."""
    file.touch(mode=0o600)
    with file.open("a", encoding="ascii") as to:
        to.writelines(f"\n{name} {at}\n" for name, at in marks.items())
        to.flush()
        os.fsync(to.fileno())


def in_table(conn: sqlite3.Connection) -> dict[str, int]:
    """The marks in a database."""
    return dict(conn.execute("SELECT mark, at FROM forgotten").fetchall())


def thin(file: Path, before: int) -> None:
    """Let go of marks in a file that were made before a time. Raises OSError."""
    marks = read(file)
    left = {name: at for name, at in marks.items() if at >= before}
    if left != marks:
        new = file.with_name(file.name + ".new")
        new.unlink(missing_ok=True)
        add(new, left)
        new.replace(file)
