"""Rows for tables of facts that the story of the town does not reach, so that each can be tampered with.

They are what a hand would put there, not what the office would: no event tells of them. That
such a row is bound by its link, and by nothing else, is what the tampering is to show.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ledctl.ledger.anchoring.facts import FACTS

AUDITED = frozenset({"outage", "outage_end", "disposal", "disposal_decision", "disposed"})
"""What other checks hold to events, and the story writes only afterwards."""
ROWS = 3


def fill(file: Path) -> list[str]:
    """Three rows in every table of facts that has none; the names of those tables."""
    filled = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for kept in FACTS:
            if kept.name not in AUDITED and not _count(connection, kept.name):
                triggers = connection.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                    (kept.name,),
                ).fetchall()
                for name, _ in triggers:
                    connection.execute(f"DROP TRIGGER {name}")
                _insert(connection, kept.name)
                for _, sql in triggers:
                    connection.execute(sql)
                filled.append(kept.name)
    return filled


def _count(connection: sqlite3.Connection, table: str) -> int:
    (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - names of ours
    return int(found)


def _insert(connection: sqlite3.Connection, table: str) -> None:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    marks = ", ".join("?" * len(columns))
    for number in range(1, ROWS + 1):
        row = [_value(name, kind, number) for _, name, kind, *_ in columns]
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - names of ours


def _value(name: str, kind: str, number: int) -> str | int:
    if "INT" in kind:
        return number
    if kind == "BOOLEAN":
        return 0
    if kind == "DATE":
        return f"2026-05-0{number}"
    return f"2026-05-0{number} 08:00:00.000000" if "DATETIME" in kind else f"{name} {number}"
