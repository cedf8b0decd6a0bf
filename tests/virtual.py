"""An event loop without waiting: its clock jumps to the next timer whenever nothing else is to do.

It carries code that waits with asyncio's own means alone; sockets, threads and processes would
make it wait for what never comes.
"""

import asyncio
import selectors
from contextlib import contextmanager

from apscheduler.executors import base as executors
from apscheduler.schedulers import base

TINY = 1e-9  # seconds


class _Never(selectors.DefaultSelector):
    """Nothing ever arrives from outside."""

    def select(self, timeout=None):
        return super().select(0)


class Loop(asyncio.SelectorEventLoop):
    """Virtual time, in seconds from 0."""

    def __init__(self):
        self.clock = 0.0
        super().__init__(_Never())

    def time(self):
        return self.clock

    def _run_once(self):
        if not self._ready and self._scheduled:
            # a little further, or a wait too small to be added to a float would last for ever
            self.clock = max(self.clock, self._scheduled[0]._when) + TINY
        elif not self._ready and not self._stopping:
            raise RuntimeError("everything waits, and nothing will ever come")
        super()._run_once()


def run(main):
    """Run a coroutine to its end in virtual time."""
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(main)


@contextmanager
def wall(monkeypatch, clock):
    """Let APScheduler read `clock()`, in epoch seconds, instead of the computer's own."""

    class Fake(base.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(clock(), tz)

    with monkeypatch.context() as patch:
        patch.setattr(base, "datetime", Fake)
        patch.setattr(executors, "datetime", Fake)
        yield
