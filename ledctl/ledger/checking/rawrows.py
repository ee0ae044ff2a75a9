"""Rows as they are stored, in batches: what the driver gives, and no type made of it.

For whoever checks: 2 is not true, and a number that became text is not a number. Text
that is no text any more is read all the same, byte for byte, so that it is found to be
wrong by its row and not by a traceback. Every batch is a short read of its own: a reader
that stays open lets the log grow.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError
from sqlmodel.sql.sqltypes import UTCDateTime

from ledctl.clock import stamp
from ledctl.db import Database

BATCH = 2000

Raw = Sequence[Any]

DAMAGE = (DBAPIError, sqlite3.Error, ValueError, TypeError, OverflowError)
"""What reading a damaged database may raise."""

UNREAD = (DBAPIError, sqlite3.Error, UnicodeError)
"""What the driver raises at text that is none: before the first row, or between two."""


def batches(connection: Connection, sql: str, **values: object) -> Iterator[list[Raw]]:
    """The rows of a query as plain tuples of what is stored, some at a time."""
    result = connection.execute(text(sql), values)
    cursor = result.cursor
    assert cursor is not None  # noqa: S101 - these statements give rows
    try:
        while rows := [*cursor.fetchmany(BATCH)]:
            yield rows
    finally:
        result.close()


def raw(connection: Connection, table: Table, rest: str, **values: object) -> list[Raw]:
    """Rows of a table, all columns in their order."""
    names = [column.name for column in table.c]
    try:
        return _all(connection, f"SELECT {', '.join(names)} FROM {table.name} {rest}", values)  # noqa: S608 - names of ours
    except (DBAPIError, sqlite3.Error):  # the driver's own error, where it is not the first row
        if connection.dialect.name != "sqlite":
            raise
        return by_bytes(connection, table.name, names, rest, **values)


def by_bytes(
    connection: Connection, table: str, names: Sequence[str], rest: str = "", **values: object
) -> list[Raw]:
    """Rows of SQLite of which some hold text that is none; slower."""
    cells = [f"CASE typeof({name}) WHEN 'text' THEN CAST({name} AS BLOB) ELSE {name} END" for name in names]
    kinds = [f"typeof({name})" for name in names]
    rows = _all(connection, f"SELECT {', '.join([*cells, *kinds])} FROM {table} {rest}", values)  # noqa: S608 - names of ours
    return [_as_text(row, len(names)) for row in rows]


def numbered(database: Database, table: Table, last: int) -> Iterator[list[Raw]]:
    """All rows up to ``last`` by their number, the first column, in batches."""
    key = table.c[0].name
    done: int | None = None
    while True:
        after = "" if done is None else f"AND {key} > :done "
        asked = {"last": last, "size": BATCH} | ({} if done is None else {"done": done})
        rest = f"WHERE {key} <= :last {after}ORDER BY {key} LIMIT :size"
        with database.engine.connect() as connection:
            rows = raw(connection, table, rest, **asked)
        if not rows:
            return
        yield rows
        done = rows[-1][0]


def why_of(error: BaseException) -> str:
    """What the driver said, in one line, without a value of the row in it."""
    said = str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__]
    return said[0].partition(" with text ")[0]


def _all(connection: Connection, sql: str, values: dict[str, object]) -> list[Raw]:
    return [row for rows in batches(connection, sql, **values) for row in rows]


def _as_text(row: Raw, width: int) -> Raw:
    """Text whose bytes are none keeps them: nothing the program writes is equal to it."""
    return tuple(
        cell.decode("utf-8", "surrogateescape") if kind == "text" else cell
        for cell, kind in zip(row[:width], row[width:], strict=True)
    )


def stored(connection: Connection, table: Table, rest: str = "") -> Iterator[dict[str, Any]]:
    """Rows of a table by name, as they are stored; instants as the record writes them."""
    names = [column.name for column in table.c]
    instants = [column.name for column in table.c if isinstance(column.type, UTCDateTime)]
    key = ", ".join(column.name for column in table.primary_key)
    for row in raw(connection, table, f"{rest} ORDER BY {key}"):
        found = dict(zip(names, row, strict=True))
        found.update((name, as_stamp(found[name])) for name in instants)
        yield found


def as_stamp(value: object) -> object:
    """An instant as the record writes it, from what is stored; what is none stays what it is."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
    if not isinstance(at, datetime):
        return value
    return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))


def facts_of(text: object) -> dict[str, Any]:
    """A JSON object that is stored as text; what is none says nothing."""
    try:
        facts = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}
