"""Does the work that must wait for something outside, beside the bot, and says what came of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.core.talk.job import Fetched, Task
from bot.core.talk.said import Said
from bot.logs import frames

log = logging.getLogger(__name__)
AT_ONCE = 4  # jobs under way; each may hold a file of some megabytes
BEAT = 1.0  # seconds between two looks at what is due: one indexed question

Do = Callable[[Task, int], Awaitable[Fetched]]


class Worker:
    """Takes what is due and does it, at most a few at once."""

    def __init__(self, kinds: Mapping[str, Do], now: Callable[[], int]) -> None:
        """`kinds` does each kind of job, told the time in epoch seconds; `now` is that clock."""
        self._kinds, self._now = kinds, now
        self._under_way: set[asyncio.Task[None]] = set()

    async def work(
        self, take: Callable[[int, int], list[Task]], tell: Callable[[Said], None]
    ) -> None:
        """Work until cancelled; what is under way then is begun again by the next process.

        `take` gives what is due (the time, how many at the most), `tell` is told what came of it.
        """
        try:
            while True:
                self.begin(take, tell)
                await asyncio.sleep(BEAT)
        finally:
            left = list(self._under_way)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def begin(
        self, take: Callable[[int, int], list[Task]], tell: Callable[[Said], None]
    ) -> list[asyncio.Task[None]]:
        """Begin what is due, as far as there is room; the tasks that do it."""
        room = AT_ONCE - len(self._under_way)
        begun = [
            asyncio.create_task(self._do(one, tell))
            for one in (take(self._now(), room) if room > 0 else ())
        ]
        for task in begun:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return begun

    async def _do(self, task: Task, tell: Callable[[Said], None]) -> None:
        try:
            found = await self._kinds[task.kind](task, self._now())
        except Exception as error:  # noqa: BLE001 - a bug in one job may not end the others
            log.error("A %s job of person %s broke: %s", task.kind, task.person, frames(error))  # noqa: TRY400 - a traceback may quote the link
            found = Fetched(task.id, fault="broke")
        try:
            tell(Said(task.person, task.chat, self._now(), found))
        except Exception as error:  # noqa: BLE001 - the job stands, and is begun again
            log.critical("What came of a job was not kept: %s", frames(error))
