"""Sums too many to keep in memory, held against what is stored, in a private file that is gone afterwards.

Ten years of ten signs have half a million sums of a notice on a sign on a day. They
come in piece by piece, in any order; SQLite adds them up beside the stored ones and
says in the end which differ. Its file is temporary, has no name, and is no part of
the site's database, whichever that is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Key = tuple[Any, ...]

_MAKE = """
CREATE TABLE sums (
    sign, notice, day, practice,
    stored_shown, stored_acked, stored_ms,
    stored INTEGER NOT NULL DEFAULT 0, found INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0, acked INTEGER NOT NULL DEFAULT 0, ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (sign, notice, day, practice)
) WITHOUT ROWID
"""
_STORED = """
INSERT INTO sums (sign, notice, day, practice, stored_shown, stored_acked, stored_ms, stored)
VALUES (?, ?, ?, ?, ?, ?, ?, 1)
ON CONFLICT DO UPDATE SET stored_shown = excluded.stored_shown, stored_acked = excluded.stored_acked,
    stored_ms = excluded.stored_ms, stored = 1
"""
_ADD = """
INSERT INTO sums (sign, notice, day, practice, shown, acked, ms, found) VALUES (?, ?, ?, ?, ?, ?, ?, 1)
ON CONFLICT DO UPDATE SET shown = shown + excluded.shown, acked = acked + excluded.acked,
    ms = ms + excluded.ms, found = 1
"""
_DIFFER = """
SELECT sign, notice, day, practice, found, shown, acked, ms FROM sums
WHERE NOT (stored = found AND stored_shown IS shown AND stored_acked IS acked AND stored_ms IS ms)
ORDER BY sign, notice, day, practice
"""
_WINDOW = 20_000


class DaySums:
    """What is stored of each day, and what was found."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _MAKE)
        self._near: dict[Key, list[int]] = {}

    def __enter__(self) -> DaySums:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def store(self, rows: Iterable[Sequence[Any]]) -> None:
        """Stored rows: sign, notice, day, practice, shown, acked, milliseconds."""
        self._file.execute("BEGIN")
        self._file.executemany(_STORED, rows)
        self._file.execute("COMMIT")

    def add(self, sign: str, notice: str, day: str, practice: bool, sums: tuple[int, int, int]) -> None:
        """What a segment adds to one of them."""
        near = self._near.get(key := (sign, notice, day, practice))
        if near is None:
            self._near[key] = [*sums]
            if len(self._near) > _WINDOW:
                self._put_down()
        else:
            near[0] += sums[0]
            near[1] += sums[1]
            near[2] += sums[2]

    def different(self) -> Iterator[tuple[Key, tuple[int, int, int] | None]]:
        """Those that are not what was found, by key, and what was found; ``None``: nothing."""
        self._put_down()
        for *key, found, shown, acked, ms in self._file.execute(_DIFFER):
            yield tuple(key), (shown, acked, ms) if found else None

    def _put_down(self) -> None:
        self._file.execute("BEGIN")
        self._file.executemany(_ADD, [(*key, *sums) for key, sums in self._near.items()])
        self._file.execute("COMMIT")
        self._near.clear()
