"""Kills the bot (SIGKILL) again and again, and reckons what was lost or doubled.

python -m tests.bench.kill [--rounds 200] [--seed 1]

A process of its own talks over HTTP to a loopback Bot API server that outlives it. Every few rounds
its clock is turned on by some minutes, so that pings drain, while people go through sessions and
log pain; it ends at start-up, at a random moment, while pings drain, or at a commit (before, within
or after it). Exits with 1 when a ping is lost or comes twice (but a morning ping that was in
flight), an answer is still owed, a pain entry is missing or doubled, or a session is not where it
was.
"""

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from botapi import BotApi
from botapi.server import TOKEN
from sqlite_utils import Database

from bot import migrations
from bot.core.schedule import next_due
from bot.core.talk.person import Person
from bot.core.talk.state import Reminders
from bot.store import Store
from tests.bench import moved
from tests.bench.soak import SLOT, Dice, Told, oracle

BEGIN = int(datetime(2027, 3, 15, 5, 0, tzinfo=UTC).timestamp())  # a Monday
LONGEST = 22 * 3600  # all rounds together: within one day of everybody
CROWD, ACTIVE = range(100, 350), range(7, 13)
ZONES = ("UTC", "Europe/London", "Africa/Accra")
ANSWERS = ("send", "edit")
HOWS = ("at start-up", "at a commit", "at a random moment", "while pings drain")
HOWS_LAST = {"at start-up": 10_000, "at a random moment": 500, "while pings drain": 5000}
PATIENCE = 30  # seconds


class Slow(BotApi):
    """A server that takes its time, before and after it does what it is asked."""

    def __init__(self, now, dice):
        super().__init__(now)
        self.dice = dice

    async def _carry_out(self, request, method, *given):
        if method == "getUpdates":
            return await super()._carry_out(request, method, *given)
        await asyncio.sleep(self.dice(25) / 1000)
        made = await super()._carry_out(request, method, *given)
        await asyncio.sleep(self.dice(25) / 1000)
        return made


class Ordeal:
    """All rounds of one run."""

    def __init__(self, folder, rounds, seed):
        self.rounds, self.dice = rounds, Dice(seed)
        self.db = Path(folder) / "bot.db"
        self.shift = BEGIN - int(time.time())  # noqa: TID251 - the clock to be moved
        self.step = min(400, 3 * LONGEST // max(1, rounds))
        self.api = Slow(self.now, Dice(seed + 1))
        self.people = {n: self.chosen(n) for n in CROWD}
        self.killed, self.said, self.tapped = Counter(), {}, {}
        self.unanswered, self.acts, self.stopping = {}, Counter(), False
        self.spawn = multiprocessing.get_context("forkserver")
        self.spawn.set_forkserver_preload(["tests.bench.moved"])
        self.child = None

    def now(self):
        return int(time.time()) + self.shift  # noqa: TID251 - see above

    @staticmethod
    def chosen(number):
        morning = 300 + number * 37 % 1100 // 5 * 5 if number % 2 else None
        begins = number * 53 % 900
        return Told(ZONES[number % 3], morning, 8, begins, begins + 480, tuple(range(7)))

    def settle(self):
        """Everybody is through the first talk, without pictures."""
        store = Store(self.db)
        self.start = self.now()
        with store.transaction():
            for number in (*CROWD, *ACTIVE):
                told, reminders = self.people.get(number), Reminders()
                if told:
                    reminders = Reminders(
                        morning=told.morning, desk=True, desk_from=told.begins,
                        desk_to=told.ends, desk_count=told.desk, days=told.days, holidays=False,
                    )  # fmt: skip
                person = Person(
                    number, number, BEGIN - 3600, zone=told.zone if told else "UTC",
                    stage="settled", areas=("neck",), reminders=reminders, pictures=False,
                    screened_at=BEGIN - 3600,
                )  # fmt: skip
                store.save(person, next_due(person, self.start - 1))
                self.api.person(number).met = True
        store.close()

    # The process

    def begin(self, doom=None):
        told = (str(self.db), TOKEN, self.api.url, self.shift, doom)
        self.child = self.spawn.Process(target=moved.run, args=told, daemon=True)
        self.child.start()

    async def ended(self, seconds, enough=lambda: False):
        """Wait some seconds, or until it ends by itself, or it is enough."""
        until = time.monotonic() + seconds
        while self.child.is_alive() and time.monotonic() < until and not enough():
            await asyncio.sleep(0.002)

    def drains(self, since):
        """Whether a ping has arrived."""
        return any(call.values.get("chat_id", 0) in CROWD for call in self.api.calls[since:])

    async def polls(self):
        """Until it asks for updates."""
        before = self.api._polls
        until = time.monotonic() + PATIENCE
        while self.api._polls == before and self.child.is_alive():
            assert time.monotonic() < until, "it never came up"
            await asyncio.sleep(0.002)

    async def round(self):
        self.shift += self.step if self.dice(3) == 0 else 0  # else what is left drains on
        how = HOWS[self.dice(len(HOWS))]
        if how == "at a commit":
            self.begin((1 + self.dice(40), self.dice(30) / 10_000))
            await self.ended(4)
        else:
            self.begin()
            if how != "at start-up":
                await self.polls()
            if how == "while pings drain":
                since = len(self.api.calls)
                await self.ended(2, lambda: self.drains(since))
            await self.ended(self.dice(1000) / HOWS_LAST[how])
        if self.child.is_alive():
            self.child.kill()
        await self.ended(5)
        self.killed[how] += 1

    async def live(self):
        async with self.api:
            self.settle()
            acting = [asyncio.create_task(self.act(number)) for number in ACTIVE]
            for _ in range(self.rounds):
                await self.round()
            self.stopping = True
            self.shift += self.step
            self.begin()
            await asyncio.wait([*acting, asyncio.create_task(asyncio.sleep(3))], timeout=PATIENCE)
            await self.settled()
            self.child.terminate()
            await self.ended(8)
            for task in acting:
                task.cancel()
            await asyncio.gather(*acting, return_exceptions=True)
        self.end = self.now()

    async def settled(self):
        until = time.monotonic() + PATIENCE
        left = "SELECT 1 FROM owed UNION SELECT 1 FROM pings WHERE state IN ('owed', 'sending')"
        while time.monotonic() < until and (self.api.pending or self.rows(left)):
            await asyncio.sleep(0.05)

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(self.db, timeout=5)) as other:
            return other.execute(sql).fetchall()

    # The people

    async def act(self, number):
        """Say or tap one thing after the other, each when the one before was answered."""
        person, turn = self.api.person(number), 0
        while not self.stopping:
            turn += 1
            since = len(self.api.calls)
            self.do(person, number, turn)
            self.acts[number] += 1
            self.unanswered[number] = turn
            while not self.answered(number, since):
                await asyncio.sleep(0.01)
            self.unanswered.pop(number)
            await asyncio.sleep(self.dice(60) / 1000)

    def answered(self, number, since):
        return any(
            call.method.startswith(ANSWERS) and call.values.get("chat_id") == number
            for call in self.api.calls[since:]
        )

    def do(self, person, number, turn):
        labels = person.screen.labels if person.shown else []
        done = next((one for one in labels if "Done" in one), None)
        if turn % 4 == 0:
            mark = f"w{number}x{turn}"
            self.said[number, mark] = 1 + turn % 3
            person.say(f"/pain {1 + turn % 3} neck after work {mark}")
        elif done:
            line = person.screen.data(done)
            self.tapped.setdefault(number, set()).add(line)
            person.press(line, person.screen)
        elif any(one in labels for one in ("2", "Better")):
            person.tap("2" if "2" in labels else "Better")
        else:
            person.say("/stretch")

    # The reckoning

    def reckoned(self):
        table = Counter({f"killed {how}": count for how, count in self.killed.items()})
        self.pings(table)
        table["things said and tapped"] = sum(self.acts.values())
        table["answers never shown"] = len(self.unanswered)
        table["answers still owed"] = len(self.rows("SELECT 1 FROM owed"))
        noted = Counter()
        for number, note in self.rows("SELECT person, note FROM pains"):
            noted[number, note.split()[-1] if note else ""] += 1
        table["pain entries said"] = len(self.said)
        for key in self.said:
            table["pain entries missing"] += noted[key] == 0
            table["pain entries doubled"] += noted[key] > 1
        done = "SELECT person, count(*) FROM stretches WHERE outcome = 'done' GROUP BY 1"
        kept = dict(self.rows(done))
        for number in ACTIVE:
            steps = len(self.tapped.get(number, ()))
            table["steps done"] += steps
            table["steps lost or doubled"] += abs(steps - kept.get(number, 0))
        table["breaches of the published API"] = len(self.api.broken)
        table["faults in the file"] = self.rows("PRAGMA integrity_check") != [("ok",)]
        return table

    def pings(self, table):
        states = {
            (who, kind, slot): (state, tries)
            for who, kind, slot, state, tries in self.rows(
                "SELECT person, kind, slot, state, tries FROM pings"
            )
        }
        shown = Counter()
        for who in CROWD:
            for message in self.api.person(who).shown:
                found = SLOT.search(json.dumps(message.markup))
                if found:
                    shown[(who, *found.groups())] += 1
        for who, told in self.people.items():
            for kind, slot in oracle(told, self.start, self.end):
                key = (who, kind, slot)
                state, tries = states.get(key, ("none", 0))
                table["pings due by the oracle"] += 1
                table[self.fate(kind, state, tries, shown.pop(key, 0))] += 1
        table["pings not due at all"] = sum(shown.values())

    @staticmethod
    def fate(kind, state, tries, shown):
        if shown == 1:
            return "pings shown once"
        if shown == 2 and kind == "morning" and tries == 2:
            return "mornings in flight at a kill, shown twice"
        if shown:
            return "pings shown twice"
        if state == "uncertain":
            return "pings in flight at a kill, not repeated"
        return "pings expired by the rule" if state == "expired" else "pings lost"


BAD = (
    "pings lost", "pings shown twice", "pings not due at all", "answers never shown",
    "answers still owed", "pain entries missing", "pain entries doubled", "steps lost or doubled",
    "breaches of the published API", "faults in the file",
)  # fmt: skip
GOOD = (
    *(f"killed {how}" for how in HOWS),
    "pings due by the oracle", "pings shown once", "mornings in flight at a kill, shown twice",
    "pings in flight at a kill, not repeated", "pings expired by the rule",
    "things said and tapped", "pain entries said", "steps done",
)  # fmt: skip


def kill(folder, rounds, seed=1):
    """Run all rounds; returns the reckoning."""
    ordeal = Ordeal(folder, rounds, seed)
    asyncio.run(ordeal.live())
    return ordeal.reckoned()


def old(db, people=300):
    """A database of the first release, with people and pain in it."""
    made = Database(db)
    migrations.m001_first(made)
    made["_sqlite_migrations"].insert(
        {"migration_set": "unhunch", "name": "m001_first", "applied_at": "2026-11-22"}
    )
    for number in range(people):
        state = json.dumps({"id": number, "chat": number, "since": 1})
        made.execute(
            "INSERT INTO people (id, chat, language, zone, since, blocked, state)"
            " VALUES (?, ?, 'en', 'UTC', 1, 0, ?)",
            (number, number, state),
        )
        made.execute("INSERT INTO pains VALUES (?, 1, 1, 4, 'neck', '', NULL, 'typed')", (number,))
    made.conn.commit()
    made.close()


def migrate(folder, rounds, seed=1):
    """Kill it while it brings an old database up to date; returns what is missing in the end."""
    ordeal, dice = Ordeal(folder, rounds, seed), Dice(seed)
    old(ordeal.db)

    async def live():
        async with ordeal.api:
            for _ in range(rounds):
                ordeal.begin()
                await ordeal.ended(dice(1000) / 20_000)
                ordeal.child.kill()
                await ordeal.ended(5)
            ordeal.begin()
            await ordeal.polls()
            ordeal.child.terminate()
            await ordeal.ended(8)

    asyncio.run(live())
    left = {name for (name,) in ordeal.rows("SELECT name FROM _sqlite_migrations")}
    return Counter(
        {
            "steps of the schema missing": len(set(migrations.NAMES) - left),
            "people missing": 300 - ordeal.rows("SELECT count(*) FROM people")[0][0],
            "pain entries missing": 300 - ordeal.rows("SELECT count(*) FROM pains")[0][0],
            "faults in the file": ordeal.rows("PRAGMA integrity_check") != [("ok",)],
        }
    )


def main():
    """All rounds, one table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        table = kill(folder, told.rounds, told.seed)
    with tempfile.TemporaryDirectory() as folder:
        missing = migrate(folder, max(1, told.rounds // 5), told.seed)
    print(f"{told.rounds} rounds in {time.perf_counter() - began:.0f} s")
    for name in GOOD + BAD:
        print(f"  {name:<44} {table[name]:>7,}")
    print(f"killed {max(1, told.rounds // 5)} times while an old database was brought up to date")
    for name, count in missing.items():
        print(f"  {name:<44} {count:>7,}")
    return any(table[name] for name in BAD) or any(missing.values())


if __name__ == "__main__":
    sys.exit(main())
