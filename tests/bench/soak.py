"""A simulated day with very many people: every ping exactly once, or accounted for.

python -m tests.bench.soak [--people 50000] [--hours 24] [--from 2027-03-14] [--rate 200] [--away 0]

The real app, outbox, pace and mouth, in virtual time; only Telegram is made up. Of its answers 1 %
ask to wait (429), 1 % are a 502 and 1 % break off; half of those two after the message was shown.
2 % of the people block the bot during the day, some say "not today" or ask for help. When each ping
is due is worked out apart from bot/core: minute by minute, from UTC to each zone. Exits with 1 when
a ping is lost, doubled, early, or comes to somebody who asked for none.
"""

import argparse
import asyncio
import logging
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.app import App
from bot.content import read
from bot.core.schedule import next_due
from bot.core.talk.moment import Host
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked, Command, Said, Tap
from bot.core.talk.state import Reminders
from bot.store import Store
from bot.telegram.speak import Clocks, Mouth
from bot.transport import NotSent
from tests.quick import studio
from tests.virtual import run

MINUTE, HOUR, DAY = 60, 3600, 86400
USEFUL = {"morning": 3 * HOUR, "desk": 20 * MINUTE}  # what the issue says, not what the code does
SLOT = re.compile(r"ping (morning|desk) (\S+) later")


class Dice:
    """The same numbers in every run (Knuth's MMIX generator)."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self, sides):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % sides


@dataclass
class Told:
    """What one person chose, in the oracle's own words; `blocks` and `rests` say from when."""

    zone: str
    morning: int | None
    desk: int  # breaks a day
    begins: int
    ends: int
    days: tuple
    blocks: int = 2**60
    rests: int = 2**60


def chosen(number, zones, dice):
    """The choices of a person; many are at odd hours, to meet the night of the change."""
    early = dice(4) == 0
    morning = (dice(36) * 5 if early else 5 * HOUR // MINUTE + dice(60) * 5) if dice(5) else None
    begins = dice(8) * 30 if dice(6) == 0 else 7 * 60 + dice(9) * 30
    days = (0, 1, 2, 3, 4, 5, 6) if dice(3) else (0, 1, 2, 3, 4)
    return Told(zones[number % len(zones)], morning, dice(5), begins, begins + 480, days)


@cache
def minutes_of(zone, start, end):
    """When each wall-clock minute of a zone is first reached: {(date, minute): epoch second}.

    Minutes that are left out are reached when the clock has jumped over them.
    """
    there, found, last = ZoneInfo(zone), {}, None
    for at in range(start - 6 * HOUR, end, MINUTE):
        wall = datetime.fromtimestamp(at, UTC).astimezone(there).replace(tzinfo=None)
        passed = wall if last is None else min(wall, last + timedelta(minutes=1))
        while passed <= wall:
            found.setdefault((passed.date(), passed.hour * 60 + passed.minute), at)
            passed += timedelta(minutes=1)
        last = wall
    return found


def oracle(told, start, end):
    """The pings of a person from `start` to before `end`: {(kind, slot): epoch second}."""
    reached, found, taken = minutes_of(told.zone, start, end), {}, set()
    first = datetime.fromtimestamp(start, UTC).date() - timedelta(days=1)
    for on in (first + timedelta(days=n) for n in range((end - start) // DAY + 4)):
        times = [(told.morning, "morning")] if told.morning is not None else []
        if told.desk and on.weekday() in told.days:
            part = (told.ends - told.begins) / told.desk
            middles = [int(told.begins + part * (n + 0.5)) // 5 * 5 for n in range(told.desk)]
            times += [(max(told.begins, one), "desk") for one in middles]
        for minute, kind in sorted(times, key=lambda one: (one[0], one[1] == "desk")):
            due = reached.get((on, minute))
            if due is not None and start <= due < end and due not in taken:
                taken.add(due)
                found[kind, f"{on}T{minute // 60:02}:{minute % 60:02}"] = due
    return found


class Sky:
    """Telegram, made up: stands in for PTB's Bot."""

    token = "4242:soak"  # noqa: S105 - made up

    def __init__(self, now, people):
        self.now, self.people, self.dice = now, people, Dice(11)
        self.shown, self.unsure, self.first, self.last = Counter(), Counter(), {}, {}
        self.answers, self.faults = Counter(), Counter()
        self.number, self.busy, self.broken = 0, set(), []
        self.away = (0, 0)
        self.newest = {}

    async def do_api_request(self, endpoint, api_kwargs, **_):
        chat = api_kwargs.get("chat_id", 0)
        if self.away[0] <= self.now() < self.away[1]:
            raise NotSent("refused")
        if chat in self.busy:
            self.broken.append(f"two requests at once to {chat}")
        if chat:
            self.busy.add(chat)
        try:
            await asyncio.sleep(0.02 + self.dice(100) / 500)
            return self._met(endpoint, chat, api_kwargs)
        finally:
            self.busy.discard(chat)

    def _met(self, endpoint, chat, values):
        found = SLOT.search(str(values.get("reply_markup", "")))
        key = (chat, *found.groups()) if found else None
        fate = self.dice(200)
        if fate < 2:
            self.faults["429"] += 1
            raise RetryAfter(1 + self.dice(20))
        if chat and self.people[chat].blocks <= self.now():
            self.faults["403"] += 1
            raise Forbidden("Forbidden: bot was blocked by the user")
        if fate < 6 and fate % 2:
            self._broke(fate, key)
        result = self._carry_out(endpoint, chat, key)
        if fate < 6:
            self._broke(fate, key)
        return result

    def _broke(self, fate, key):
        name = "502" if fate < 4 else "broken"
        self.faults[name] += 1
        self.unsure[key] += 1
        raise NetworkError(name)

    def _carry_out(self, endpoint, chat, key):
        if endpoint != "sendmessage":
            return True
        self.number += 1
        if key:
            self.shown[key] += 1
            self.first.setdefault(key, self.now())
            self.last[key] = self.now()
            self.newest[chat] = key
        else:
            self.answers[chat] += 1
        return {"message_id": self.number}


class Day:
    """One run."""

    def __init__(self, people, hours, start, rate, away):
        self.start, self.end, self.dice = start, start + int(hours * HOUR), Dice(7)
        zones = sorted(zone for zone in available_timezones() if "/" in zone)
        self.people = {n: chosen(n, zones, self.dice) for n in range(1, people + 1)}
        for _ in range(people // 50):
            told = self.people[1 + self.dice(people)]
            told.blocks = start + self.dice(self.end - start)
        self.asked, self.rate, self.away = Counter(), rate, away
        self.updates = 0

    async def live(self):
        loop = asyncio.get_running_loop()
        began = loop.time()

        def now():
            return int(self.start + loop.time() - began)

        self.now = now
        self.sky = Sky(now, self.people)
        if self.away:
            middle = (self.start + self.end) // 2
            self.sky.away = (middle, middle + self.away * MINUTE)
        self.store = Store(None)
        self._settle()
        book = read()
        self.app = App(self.store, book, Host("@host"))
        mouth = Mouth(self.app, self.sky, studio(book), self.rate, Clocks(now, loop.time))
        self.app.wake = mouth.wake
        work = [asyncio.create_task(one) for one in (mouth.speak(), self._talk(), self._block())]
        while now() < self.end + 2 * MINUTE or self._left():
            due = self.app.tick(now())
            await asyncio.sleep(max(1, min(30, (due or self.end) - now())))
        for one in work:
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await mouth.finish()

    def _settle(self):
        with self.store.transaction():
            for number, told in self.people.items():
                reminders = Reminders(
                    morning=told.morning,
                    desk=told.desk > 0,
                    desk_from=told.begins,
                    desk_to=told.ends,
                    desk_count=told.desk,
                    days=told.days,
                    holidays=False,  # the oracle knows none
                )
                person = Person(
                    number, number, self.start - 30 * DAY, zone=told.zone, stage="settled",
                    areas=("neck",), reminders=reminders, pictures=False,
                    screened_at=self.start - DAY,
                )  # fmt: skip
                self.store.save(person, next_due(person, self.start - 1))

    def _left(self):
        """Whether something of the day is still to be sent."""
        left = "SELECT 1 FROM pings WHERE state IN ('owed', 'sending') AND due < ? LIMIT 1"
        waits = self.store.rows(left, self.end) or self.store.rows("SELECT 1 FROM owed LIMIT 1")
        return bool(waits) and self.now() < self.end + 4 * HOUR

    def _say(self, who, what):
        self.updates += 1
        said = Said(who, who, self.now(), what, None, self.updates, "en")
        self.app.turns([said], self.now())

    async def _talk(self):
        """All the time somebody asks for help, or says "not today" to the ping they have got."""
        while True:
            await asyncio.sleep(max(5, 250_000 // len(self.people)))
            who = 1 + self.dice(len(self.people))
            told = self.people[who]
            if told.blocks <= self.now():
                continue
            if self.dice(3) == 0 and who in self.sky.newest and told.rests > self.now():
                _, kind, slot = self.sky.newest[who]
                wall = datetime.fromtimestamp(self.now(), UTC).astimezone(ZoneInfo(told.zone))
                if slot[:10] != wall.date().isoformat():
                    continue
                told.rests = self.now()
                self._say(who, Tap(f"ping {kind} {slot} no", ""))
            else:
                self._say(who, Command("help", ""))
            self.asked[who] += 1

    async def _block(self):
        """Of those who block the bot, Telegram tells at once in every other case."""
        for who, told in sorted(self.people.items(), key=lambda one: one[1].blocks):
            if told.blocks >= self.end:
                return
            await asyncio.sleep(max(0, told.blocks - self.now()))
            if who % 2:
                self._say(who, Blocked(yes=True))

    # The reckoning

    def reckoned(self):
        """What became of each ping that was due, and what must not be."""
        self.late = []
        states = {
            (who, kind, slot): state
            for who, kind, slot, state in self.store.rows(
                "SELECT person, kind, slot, state FROM pings"
            )
        }
        table, seen = Counter(), set()
        for who, told in self.people.items():
            for (kind, slot), due in oracle(told, self.start, self.end).items():
                key = (who, kind, slot)
                seen.add(key)
                table["due by the oracle"] += 1
                table[self._fate(key, told, due, states.get(key, "never owed"))] += 1
        table["not due at all"] = sum(
            key not in seen and self.sky.first[key] < self.end for key in self.sky.shown
        )
        table["answers owed"] = self.store.rows("SELECT count(*) FROM owed")[0][0]
        table["answers lost"] = sum(
            max(0, count - self.sky.answers[who])
            for who, count in self.asked.items()
            if self.people[who].blocks > self.end
        )
        table["two requests to one chat"] = len(self.sky.broken)
        return table

    def _fate(self, key, told, due, state):
        shown, unsure = self.sky.shown[key], self.sky.unsure[key]
        if shown:
            self.late.append(self.sky.first[key] - due)
            return self._shown(key, told, due, shown, unsure)
        if told.blocks <= due + USEFUL[key[1]] and state in ("blocked", "dropped", "never owed"):
            return "blocked"
        if told.rests <= due + USEFUL[key[1]] and state in ("dropped", "never owed"):
            return "dropped: not today"
        if state == "expired":
            return "expired by the rule"
        if state == "uncertain" and unsure:
            return "uncertain, so not repeated"
        return "lost"

    def _shown(self, key, told, due, shown, unsure):
        first, last = self.sky.first[key], self.sky.last[key]
        if first < due or last > due + USEFUL[key[1]] + MINUTE:
            return "early or stale"
        if told.rests < first and key[2][:10] == self._day_of_rest(told):
            return "in spite of not today"
        if shown == 1:
            return "sent once"
        if shown == 2 and key[1] == "morning" and unsure:
            return "morning sent again after uncertainty"
        return "twice"

    @staticmethod
    def _day_of_rest(told):
        at = datetime.fromtimestamp(told.rests, UTC).astimezone(ZoneInfo(told.zone))
        return at.date().isoformat()


GOOD = (
    "due by the oracle", "sent once", "morning sent again after uncertainty",
    "uncertain, so not repeated", "expired by the rule", "dropped: not today", "blocked",
)  # fmt: skip
BAD = (
    "lost", "twice", "early or stale", "in spite of not today", "not due at all", "answers owed",
    "answers lost", "two requests to one chat",
)  # fmt: skip


def soak(people, hours, start, rate=200.0, away=0):
    """Run a day; returns it and its reckoning."""
    day = Day(people, hours, start, rate, away)
    run(day.live())
    return day, day.reckoned()


def tell(day, table, took):
    """Print one table."""
    late = sorted(day.late) or [0]
    since = datetime.fromtimestamp(day.start, UTC)
    print(f"{len(day.people):,} people, {since:%Y-%m-%d %H:%M} UTC, {took:.0f} s to simulate")
    for name in GOOD + BAD:
        print(f"  {name:<38} {table[name]:>9,}")
    faults = ", ".join(f"{count:,} × {name}" for name, count in sorted(day.sky.faults.items()))
    print(f"  met: {faults}; {sum(day.asked.values()):,} people spoke meanwhile")
    half, most = late[len(late) // 2], late[len(late) * 99 // 100]
    print(f"  seconds late: median {half}, 99 % {most}, most {late[-1]}")


def main():
    """A day across the change to summer time in America, and the end of it in Europe."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--people", type=int, default=50_000)
    asked.add_argument("--hours", type=float, default=24)
    asked.add_argument("--from", dest="start", type=date.fromisoformat, default=date(2027, 3, 14))
    asked.add_argument("--rate", type=float, default=200.0)
    asked.add_argument("--away", type=int, default=0, help="minutes that Telegram is away")
    told = asked.parse_args()
    logging.disable(logging.CRITICAL)
    start = int(datetime.combine(told.start, datetime.min.time(), UTC).timestamp())
    began = time.perf_counter()
    day, table = soak(told.people, told.hours, start, told.rate, told.away)
    tell(day, table, time.perf_counter() - began)
    return any(table[name] for name in BAD)


if __name__ == "__main__":
    sys.exit(main())
