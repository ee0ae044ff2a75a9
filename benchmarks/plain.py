"""What one would write without thinking of years: a row for each page that stood, with indexes.

Whole numbers only; no proof, no names, no approver, nothing against a change. Beside it, in
a file of its own, a chain of such rows: each carries the SHA-256 of itself and of the one before.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from benchmarks.town import Posted
from ledctl.ledger.segments import Display

BATCH = 10_000
CHAINED = 1_000_000
_COLUMNS = (
    "id INTEGER PRIMARY KEY, sign INTEGER, notice INTEGER, page INTEGER, "
    "start_ms INTEGER, end_ms INTEGER, ack_ms INTEGER, result INTEGER"
)
_INDEXES = (
    "CREATE INDEX by_notice ON display (notice, start_ms)",
    "CREATE INDEX by_time ON display (sign, start_ms)",
)
_ROW = struct.Struct("<8q")

Row = tuple[int, int, int, int, int, int, int, int]


class PlainTable:
    """A row a display in ``file``; the first million of them in a chain in ``chain``."""

    def __init__(self, file: Path, chain: Path, signs: Sequence[str]) -> None:
        self._signs = {name: number for number, name in enumerate(signs)}
        self._display = _open(file, f"CREATE TABLE display ({_COLUMNS})")
        self._chained = _open(chain, f"CREATE TABLE chained ({_COLUMNS}, hash BLOB)")
        self._rows: list[Row] = []
        self._count = 0
        self._last = bytes(32)

    def keep(self, sign: str, posted: Posted, row: Display) -> None:
        """``town.Keep``"""
        self._count += 1
        end = row.start_ms if row.end_ms is None else row.end_ms
        number = self._signs[sign]
        self._rows.append(
            (self._count, number, posted.number, row.page, row.start_ms, end, row.ack_ms, int(row.result))
        )
        if len(self._rows) == BATCH:
            self._flush()

    def finish(self) -> None:
        """Write what is left, make the indexes, bring both files to rest."""
        self._flush()
        for statement in _INDEXES:
            self._display.execute(statement)
        for connection in (self._display, self._chained):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    def _flush(self) -> None:
        _insert(self._display, "INSERT INTO display VALUES (?,?,?,?,?,?,?,?)", self._rows)
        if self._count <= CHAINED:
            _insert(self._chained, "INSERT INTO chained VALUES (?,?,?,?,?,?,?,?,?)", [*self._linked()])
        self._rows.clear()

    def _linked(self) -> Iterator[tuple[int | bytes, ...]]:
        for row in self._rows:
            self._last = sha256(self._last + _ROW.pack(*row)).digest()
            yield (*row, self._last)


def verify_chained(chain: Path) -> int:
    """Walk the chain from its beginning; how many rows it has. ``ValueError`` names one that was changed."""
    last, count = bytes(32), 0
    with closing(sqlite3.connect(chain)) as connection:
        for row in connection.execute("SELECT * FROM chained ORDER BY id"):
            last = sha256(last + _ROW.pack(*row[:8])).digest()
            if last != row[8]:
                raise ValueError(f"row {row[0]} was changed")
            count += 1
    return count


def _open(file: Path, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", schema):
        connection.execute(statement)
    return connection


def _insert(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[int | bytes, ...]]) -> None:
    connection.execute("BEGIN")
    connection.executemany(statement, rows)
    connection.execute("COMMIT")
