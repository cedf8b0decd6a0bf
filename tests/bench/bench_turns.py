"""How many turns a second the bot answers, on disk, with a year of journal for each of 10,000.

python -m tests.bench.bench_turns [PEOPLE] [TURNS]

People go through whole sessions: begin, say how it is, finish each step, say how it went. Batches
of a hundred, as Telegram hands them over, each committed once with `synchronous=FULL`.
"""

import gc
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import Outcome, Outgoing, Show, Shown
from bot.core.talk.said import Command, Said, Tap
from bot.core.talk.screen import Screen
from bot.places import load
from bot.store import Store
from tests.bench.beside import median, table
from tests.bench.people import NOON, crowd, settled, year
from tests.bench.server import pick

BATCH = 100
PARTS = 10  # the rate is told for each tenth of the turns, and the median counts


class Crowd:
    """People who tap on what they are shown, as soon as it is their turn."""

    def __init__(self, people: int) -> None:
        self.people, self.told, self.updates = people, 0, 10_000
        self.screens: dict[int, tuple[int, Screen]] = {}
        self.kinds: Counter[str] = Counter()

    def perform(self, out: Outgoing) -> Outcome:
        """The mouth: keep what is shown."""
        if not isinstance(out, Show):
            return Shown()
        number = out.message or 100 + self.told
        self.screens[out.chat] = number, out.screen
        return Shown(number)

    def batch(self, now: int) -> list[Said]:
        """What the next hundred say; far apart in the file, as people are."""
        step = max(1, self.people // BATCH)
        self.told += 1
        who = (1 + (self.told + place * step) % self.people for place in range(BATCH))
        return [self.said(one, now) for one in dict.fromkeys(who)]

    def said(self, who: int, now: int) -> Said:
        """The tap that a person would make, else /stretch."""
        self.updates += 1
        number, screen = self.screens.get(who, (0, Screen("")))
        lines = [button.tap for row in screen.rows for button in row]
        line = pick(lines)
        if line is None:
            self.kinds["/stretch"] += 1
            return Said(who, who, now, Command("stretch"), None, self.updates, "en")
        self.kinds[line.split(" ")[0]] += 1
        tap = Tap(line, f"q{self.updates}", media=screen.media is not None)
        return Said(who, who, now, tap, number, self.updates, "en")


def resident() -> float:
    """Megabytes of memory held, where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print one table."""
    people = int((sys.argv[1:] or ["10000"])[0])
    turns = int((sys.argv[2:] or ["100000"])[0])
    load()  # as the bot does at its start
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        crowd(path, people, settled(), NOON)
        records = year(path, people, NOON)
        store = Store(path)
        app, them, now = App(store, read(), Host()), Crowd(people), NOON
        rates, cpus, memory = [], [], []
        whole = []
        for _ in range(PARTS):
            done, took, cpu, begun = 0, 0.0, 0.0, time.perf_counter()
            while done < turns // PARTS:
                batch = them.batch(now)
                start, used = time.perf_counter(), time.process_time()
                app.turns(batch, now)
                took += time.perf_counter() - start
                cpu += time.process_time() - used
                while outs := app.takes(now, BATCH, pings=False):
                    app.all_came([(out, them.perform(out)) for out in outs], now)
                done, now = done + len(batch), now + 2
            rates.append(done / took)
            cpus.append(cpu / done * 1e6)
            whole.append(done / (time.perf_counter() - begun))
            memory.append(resident())
        size = path.stat().st_size / 2**20
        store.close()
    table(
        f"Turns: {people:,} people, {records:,} records ({size:,.0f} MB), {turns:,} turns",
        ("", "median", "min", "max"),
        [
            ("turns a second", median(rates), min(rates), max(rates)),
            ("CPU µs a turn", median(cpus), min(cpus), max(cpus)),
            ("with taking and noting what is sent", median(whole), min(whole), max(whole)),
            ("memory, MB, from first to last tenth", median(memory), memory[0], memory[-1]),
        ],
    )
    print("said:", ", ".join(f"{name} {count}" for name, count in them.kinds.most_common()))


if __name__ == "__main__":
    main()
