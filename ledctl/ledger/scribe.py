"""The stretches in progress of many signs, put on disk together: one commit for all that came in since.

A commit for each of a thousand signs every minute costs more than turning their pages. Not
here: the first state of a stretch and every event, which each recorder commits by itself at
once; what waits here is only newer page counts, and a power cut loses them for one poll
longer than ``flush_s`` (R32).

A stretch that was sealed must not come back. So a recorder takes its row back within the
transaction that seals, rows are collected within the transaction that writes them, and the
database lets one such transaction go at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert

from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT

Row = Mapping[str, Any]

_ERASE = delete(OPEN_SEGMENT).where(OPEN_SEGMENT.c.sign == bindparam("of"))


class Scribe:
    """Rows of ``open_segment`` on their way to the disk. Recorders hand in, the publisher's watch writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._waiting: dict[str, Row] = {}

    def hand_in(self, row: Row) -> None:
        """In place of an earlier one of the same sign."""
        with self._lock:
            self._waiting[row["sign"]] = row

    def take_back(self, sign: str) -> bool:
        """Whether there was one; call it within a writing transaction."""
        with self._lock:
            return self._waiting.pop(sign, None) is not None

    def write(self) -> None:
        """Put down what has come in; what cannot be written waits."""
        if not self._waiting:
            return
        with self._database.write() as session:
            rows = self._collect()
            if rows:
                session.connection().execute(_ERASE, [{"of": sign} for sign in rows])
                session.connection().execute(insert(OPEN_SEGMENT), [dict(row) for row in rows.values()])
        self._forget(rows)

    def _collect(self) -> dict[str, Row]:
        with self._lock:
            return dict(self._waiting)

    def _forget(self, rows: Mapping[str, Row]) -> None:
        """Those on disk, unless a newer one came in meanwhile."""
        with self._lock:
            for sign, row in rows.items():
                if self._waiting.get(sign) is row:
                    del self._waiting[sign]
