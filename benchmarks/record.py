"""Ten years of ten signs on record, beside a plain indexed table of the very same displays.

The plain table is what one would write without thinking of years: a row for each page
that stood, whole numbers only, an index by notice and one by time; no proof, no names, no
approver in it. Sizes are of files, after both were brought to rest. Questions are asked
of both through the same file cache, in turns.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.figures import Line, Series, Table
from benchmarks.town import ZONE, Posted, Shape, build
from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database, open_database, upgrade
from ledctl.ledger.history import displays, standing_at
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Display, Result, Slot

BATCH = 10_000
CHAINED = 1_000_000
DAY_MS = 86_400_000
ROUNDS, QUICK = 5, 2

PLAIN = """
CREATE TABLE display (id INTEGER PRIMARY KEY, sign INTEGER, notice INTEGER, page INTEGER,
                      start_ms INTEGER, end_ms INTEGER, ack_ms INTEGER, result INTEGER);
CREATE TABLE chained (id INTEGER PRIMARY KEY, sign INTEGER, notice INTEGER, page INTEGER,
                      start_ms INTEGER, end_ms INTEGER, ack_ms INTEGER, result INTEGER, hash BLOB);
"""
INDEXES = """
CREATE INDEX by_notice ON display (notice, start_ms);
CREATE INDEX by_time ON display (start_ms);
"""
_ROW = struct.Struct("<8q")


class PlainTable:
    """A row a display; the first million of them in a chain of their own, too."""

    def __init__(self, file: Path, signs: Sequence[str]) -> None:
        self.file = file
        self._signs = {name: number for number, name in enumerate(signs)}
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + PLAIN)
        self._rows: list[tuple[int, ...]] = []
        self._count = 0
        self._last = bytes(32)

    def keep(self, sign: str, posted: Posted, row: Display) -> None:
        """``town.Keep``"""
        self._count += 1
        end = row.start_ms if row.end_ms is None else row.end_ms
        self._rows.append(
            (
                self._count,
                self._signs[sign],
                posted.number,
                row.page,
                row.start_ms,
                end,
                row.ack_ms,
                int(row.result),
            )
        )
        if len(self._rows) == BATCH:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._connection.executescript(INDEXES + "PRAGMA wal_checkpoint(TRUNCATE);")
        self._connection.close()

    def _flush(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO display VALUES (?,?,?,?,?,?,?,?)", self._rows)
        if self._count <= CHAINED:
            self._connection.executemany("INSERT INTO chained VALUES (?,?,?,?,?,?,?,?,?)", self._linked())
        self._connection.execute("COMMIT")
        self._rows.clear()

    def _linked(self) -> Iterator[tuple[int | bytes, ...]]:
        for row in self._rows:
            self._last = sha256(self._last + _ROW.pack(*row)).digest()
            yield (*row, self._last)


def verify_chained(file: Path) -> int:
    """Walk the chain of rows from its beginning; how many there are. ``ValueError`` for one that was changed."""
    last, count = bytes(32), 0
    with closing(sqlite3.connect(file)) as connection:
        for row in connection.execute("SELECT * FROM chained ORDER BY id"):
            last = sha256(last + _ROW.pack(*row[:8])).digest()
            if last != row[8]:
                raise ValueError(row[0])
            count += 1
    return count
