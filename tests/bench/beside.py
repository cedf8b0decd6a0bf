"""Runs the cheap Bot API server beside a benchmark, on the other core where there are two."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TOKEN = "4242:AAH-made_up-0123456789abcdefghijklmn"  # noqa: S105 - made up


@contextlib.contextmanager
def telegram(latency: float, people: int = 0) -> Iterator[str]:
    """A server's address; each answer takes `latency` seconds."""
    command = [sys.executable, "-m", "tests.bench.server", "0", str(latency), str(people)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        port = child.stdout.readline().strip()
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(child.pid, {1})
            os.sched_setaffinity(0, {0})
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            child.kill()


def ask(url: str, what: str, patience: float = 60.0) -> dict[str, object]:
    """Ask the server for its counts ("stats"), have its people begin ("begin") or tap ("press").

    Raises TimeoutError after `patience` seconds.
    """
    with urllib.request.urlopen(f"{url}/bot/{what}", timeout=patience) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def table(title: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Print a table; numbers to the right."""
    cells = [head, *[tuple(_cell(one) for one in row) for row in rows]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        first = row[0].ljust(widths[0])
        print(
            "  ".join([first, *[one.rjust(w) for one, w in zip(row[1:], widths[1:], strict=True)]])
        )
        if number == 0:
            print("  ".join("-" * width for width in widths))


def _cell(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def median(values: list[float]) -> float:
    """The middle one."""
    return statistics.median(values)
