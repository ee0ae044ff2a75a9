"""What stands in the database, read past the program: plain SQL on a connection of our own."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Table = dict[Any, Row]

SIGNING_IN = frozenset({"sign_in", "credential"})
"""Tables that a person who only looks may change."""

SIGNS = frozenset({"segment", "open_segment", "segment_notice", "rollup", "sent_only"})
"""Tables the publisher writes; ``verify`` looks at them in the end."""


@dataclass(frozen=True)
class Change:
    """What one command did to the tables: rows that came, and rows that are otherwise than before."""

    came: dict[str, list[Row]]
    altered: dict[str, list[tuple[Row, Row]]]

    def events(self) -> Counter[str]:
        return Counter(event["kind"] for event in self.came.get("event", []))

    def touched(self) -> set[str]:
        """The notices about which anything but the record was written."""
        rows = [row for name, found in self.came.items() if name != "event" for row in found]
        rows += [row for found in self.altered.values() for _, row in found]
        return {row["notice_id"] for row in rows if row.get("notice_id")}


class Book:
    """Every table of a site as it was when it was last read, and its word list."""

    def __init__(self, site: Path) -> None:
        self._words = site / "words.toml"
        self._connection = sqlite3.connect(f"file:{site / 'ledctl.db'}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row
        names = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._names = [row["name"] for row in names if row["name"] not in SIGNING_IN | SIGNS]
        self._mark: tuple[int, str] | None = None
        self.tables: dict[str, Table] = {}
        self.read()

    def close(self) -> None:
        self._connection.close()

    def read(self) -> Change:
        """Read again; says what is different. Nothing may ever be gone."""
        mark = (int(self._connection.execute("PRAGMA data_version").fetchone()[0]), self._text())
        if self._mark == mark:  # nobody has written since
            return Change({}, {})
        self._mark = mark
        before, self.tables = self.tables, {name: self._read(name) for name in self._names}
        change = Change({}, {})
        for name, rows in self.tables.items():
            old = before.get(name, {})
            assert old.keys() <= rows.keys(), f"rows of {name} are gone"
            if came := [row for key, row in rows.items() if key not in old]:
                change.came[name] = came
            if altered := [(old[key], rows[key]) for key in old if old[key] != rows[key]]:
                change.altered[name] = altered
        return change

    def rows(self, name: str, **wanted: object) -> list[Row]:
        """The rows of a table, in the order they were written."""
        found = self.tables[name].values()
        return [row for row in found if all(row[key] == value for key, value in wanted.items())]

    def notice(self, notice_id: str) -> Row | None:
        return self.tables["notice"].get(notice_id)

    def version(self, notice_id: str, no: int) -> Row:
        (row,) = self.rows("version", notice_id=notice_id, no=no)
        return row

    def category_of(self, version: Row) -> str:
        """The category a version names, whatever the notice became since."""
        return str(json.loads(version["content"])["category"])

    def in_state(self, *states: str) -> list[str]:
        return sorted(row["id"] for row in self.rows("notice") if row["state"] in states)

    def _read(self, name: str) -> Table:
        rows = [dict(row) for row in self._connection.execute(f"SELECT rowid AS row_no, * FROM {name}")]  # noqa: S608 - its own names
        if name == "notice":
            rows = [row | {"notice_id": row["id"]} for row in rows]
        table = {row.get("id", row["row_no"]): row for row in rows}
        if name == "alembic_version":
            table["words"] = {"words": self._text()}
        return table

    def _text(self) -> str:
        return self._words.read_text() if self._words.exists() else ""


def instant(text: str) -> dt.datetime:
    """An instant as a table or a decision holds it."""
    read = dt.datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def bound_of(decision: Row) -> dict[str, Any]:
    bound: dict[str, Any] = json.loads(decision["bound"])
    return bound
