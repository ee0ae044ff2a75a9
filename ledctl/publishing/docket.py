"""The orders of one sign as last read: whether to read them again, and the mark they were read at.

A worker stepped by hand looks for itself; one of many is told by the look that serves
all (``changes``). The orders are read in full now and then even if nothing seems to have
changed, and when the wall clock was set back: that opens windows again that were over.
"""

from __future__ import annotations

from datetime import datetime

from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.publishing.changes import Changes
from ledctl.publishing.orders import Mark, Order, change_mark, open_orders

REREAD_S = 60.0
"""The orders are read in full this often even if nothing seems to have changed."""


class Docket:
    """One sign's. Read by the sign's worker alone; any thread may ask whether there is news."""

    def __init__(self, database: Database, sign: str, clock: Clock) -> None:
        self._database, self._sign, self._clock = database, sign, clock
        self._reread_s = REREAD_S
        self._changes: Changes | None = None
        self._read: tuple[Mark, datetime, float] | None = None

    def join(self, changes: Changes, reread_s: float) -> None:
        """From now on one look serves all."""
        self._changes, self._reread_s = changes, reread_s

    def has_news(self) -> bool:
        """Whether something was ordered since, as far as the common look tells."""
        read, mark = self._read, self._shared_mark()
        return read is None or mark is None or mark != read[0]

    def mark(self) -> Mark:
        """The mark of everything that was ordered."""
        mark = self._shared_mark()
        return change_mark(self._database) if mark is None else mark

    def own_mark(self) -> Mark:
        """The same from the database itself, before the common look knows this sign."""
        return change_mark(self._database)

    def is_current(self, mark: Mark, now: datetime) -> bool:
        if self._read is None:
            return False
        read_mark, read_at, read_mono = self._read
        return mark == read_mark and read_at <= now and self._clock.monotonic() < read_mono + self._reread_s

    def read(self, mark: Mark, now: datetime) -> list[Order]:
        """The open orders now."""
        mono = self._clock.monotonic()
        orders = open_orders(self._database, self._sign, now)
        self._read = (mark, now, mono)
        return orders

    def _shared_mark(self) -> Mark | None:
        return None if self._changes is None else self._changes.of(self._sign)
