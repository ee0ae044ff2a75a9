"""The shared look at the orders: one question to the database for all signs of a publisher.

A thousand workers that each ask whether anything is new are thousands of queries a
second. Here the watch asks, every poll and at each ring of the bell before the workers
are woken; a worker compares two numbers in memory (R17). Not here: reading the orders
themselves (``orders.py``), which a worker still does, for its own sign and only when the
numbers say so.

Nothing depends on a look that failed or is old: then there is no answer, and a worker
asks the database itself, as it does without a publisher.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack

from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.publishing.orders import Mark, change_mark, touched_since


class Changes:
    """When which sign's orders last changed. One thread looks at a time; any may ask."""

    def __init__(self, database: Database, clock: Clock, *, stale_s: float) -> None:
        """``stale_s``: how old a look may be; a watch that hangs must not blind the signs."""
        self._database = database
        self._clock = clock
        self._stale_s = stale_s
        self._looking = threading.Lock()
        self._signs: dict[str, Mark] = {}
        self._others: Mark = (0, 0, 0)
        self._looked_at: float | None = None
        self.mark: Mark | None = None
        """The mark of all signs together, as last looked up."""

    def of(self, sign: str) -> Mark | None:
        """The mark at which the orders of ``sign`` last changed; ``None`` = look for yourself."""
        looked_at = self._looked_at
        if looked_at is None or self._clock.monotonic() - looked_at > self._stale_s:
            return None
        return self._signs.get(sign, self._others)

    def look(self) -> None:
        """Ask the database. Whatever it raises, nobody goes by the look before it any more."""
        with self._looking, ExitStack() as on_fault:
            on_fault.callback(self._forget)
            began, mark = self._clock.monotonic(), change_mark(self._database)
            if mark != self.mark:
                self._note(self.mark, mark)
            self.mark, self._looked_at = mark, began
            on_fault.pop_all()

    def _forget(self) -> None:
        self._looked_at = None

    def _note(self, before: Mark | None, mark: Mark) -> None:
        # at the first look, with other data, and when all signs were ordered dark, or no longer
        if before is None or mark[0] < before[0] or mark[1] < before[1] or mark[2] != before[2]:
            self._signs, self._others = {}, mark
            return
        for sign in touched_since(self._database, before):
            self._signs[sign] = mark
