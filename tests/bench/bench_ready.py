"""How long the bot takes from its start to the first ping sent, with a million people on disk.

python -m tests.bench.bench_ready [PEOPLE]

The real command in a process of its own, and a Telegram without latency. The alternative is one
`run_daily` job a person, registered as a bot must at each start, which sends nothing yet.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram.ext import ApplicationBuilder, ContextTypes

from bot.core.values import replace
from tests.bench.beside import ROOT, TOKEN, ask, median, table, telegram
from tests.bench.people import crowd, settled

ROUNDS = 5
JOBS = (10_000, 100_000)


def held(pid: int) -> float:
    """The most memory a process has held, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(one for one in lines if one.startswith("VmHWM")).split()[1]) / 1024


def ready(url: str, path: Path) -> tuple[float, float, float]:
    """Seconds to the first ping, megabytes then, and megabytes some seconds later."""
    before = sent(url)
    env = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    env |= {"BOT_TOKEN": TOKEN, "BOT_API_URL": url, "BOT_DB": str(path), "BOT_BACKUPS": "0"}
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as child:
        try:
            while sent(url) == before:
                if child.poll() is not None or time.perf_counter() - begun > 60:
                    raise SystemExit("The bot did not send its ping.")
                time.sleep(0.01)
            took, memory = time.perf_counter() - begun, held(child.pid)
            time.sleep(9)  # the atlas of cities is read beside
            later = held(child.pid)
        finally:
            child.terminate()
    return took, memory, later


def sent(url: str) -> int:
    """Messages sent so far."""
    result = ask(url, "stats")["result"]
    assert isinstance(result, dict)
    return int(result["counts"].get("sendmessage", 0))


def due_now(path: Path, people: int) -> None:
    """Many who are due tomorrow, and for each round one whose morning is now."""
    now = int(time.time())  # noqa: TID251 - the bot reads the real clock
    zone = ZoneInfo("Europe/Berlin")
    here = datetime.fromtimestamp(now, zone)
    minutes = here.hour * 60 + here.minute
    person = replace(settled(now=now, morning=minutes), progress=settled().progress, moves={})
    crowd(path, people, person, now, due=ROUNDS, kind="morning", slot=f"{here:%Y-%m-%dT%H:%M}")


def rounds(url: str, path: Path) -> list[tuple[float, float, float]]:
    """Each round one person more is due, the others far off."""
    import sqlite3  # noqa: PLC0415

    found = []
    for number in range(1, ROUNDS + 1):
        with sqlite3.connect(path) as other:
            now = int(time.time())  # noqa: TID251 - the bot reads the real clock
            other.execute("UPDATE people SET next_ping = ? WHERE id <= ?", (now + 86400, ROUNDS))
            other.execute("UPDATE people SET next_ping = ? WHERE id = ?", (now, number))
        other.close()
        found.append(ready(url, path))
    return found


async def remind(_: ContextTypes.DEFAULT_TYPE) -> None:
    """What a job would do."""


def jobs(people: int) -> None:
    """Register a job a person; print the seconds and the megabytes."""
    begun = time.perf_counter()
    queue = ApplicationBuilder().token(TOKEN).build().job_queue
    assert queue is not None
    for who in range(people):
        queue.run_daily(remind, clock(8, who % 60, tzinfo=UTC), chat_id=who)
    queue.scheduler.start(paused=True)
    took = time.perf_counter() - begun
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def alternative(people: int) -> tuple[float, float]:
    """The same in a process of its own."""
    code = f"import asyncio; from tests.bench.bench_ready import jobs\n\
async def main(): jobs({people})\nasyncio.run(main())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    took, memory = done.stdout.split()
    return float(took), float(memory)


def main() -> None:
    """Print one table."""
    people = int((sys.argv[1:] or ["1000000"])[0])
    with tempfile.TemporaryDirectory() as folder, telegram(0.0) as url:
        path = Path(folder) / "bot.db"
        due_now(path, people)
        size = path.stat().st_size / 2**20
        found = rounds(url, path)
        others = {count: alternative(count) for count in JOBS}
    rows: list[tuple[object, ...]] = [(
        f"unhunch run, {people:,} people ({size:,.0f} MB on disk)",
        median([one for one, _, _ in found]), min(one for one, _, _ in found),
        median([one for _, one, _ in found]), median([one for _, _, one in found]),
    )]  # fmt: skip
    rows += [
        (f"run_daily, {count:,} people, registered", took, took, memory, memory)
        for count, (took, memory) in others.items()
    ]
    table(
        f"Start to the first ping sent ({ROUNDS} rounds)",
        ("", "seconds", "least", "MB then", "MB later"),
        rows,
    )


if __name__ == "__main__":
    main()
