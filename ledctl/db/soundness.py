"""Whether the database's file is whole, and its structure the one the migrations make.

A trigger taken away lets rows be changed, an index that lies hides them: neither shows
in any row. SQLite looks at its own file; its structure is held against a new database
made in memory. Both are SQLite's alone: of a server, its keeper answers for the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from ledctl.db.engine import open_database
from ledctl.db.migrate import upgrade

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_TREE = re.compile(r"\bTree (\d+)\b")
MOST = 10

Structure = dict[tuple[str, str, str], str]


def damage(connection: Connection) -> Iterator[tuple[str, str]]:
    """What SQLite finds wrong with its own file: the table, as far as it says, and what."""
    if connection.dialect.name != "sqlite":
        return
    roots = dict(_rows(connection, "SELECT rootpage, tbl_name FROM sqlite_master"))
    for (said,) in _rows(connection, f"PRAGMA integrity_check({MOST})"):
        if said != "ok":
            yield _table_of(str(said), roots), " ".join(str(said).split())


def changed_schema(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each table, index and trigger that is not as the migrations make it, with its table."""
    if connection.dialect.name != "sqlite":
        return
    found, made = _structure(connection), _made()
    for kind, name, table in sorted(found.keys() | made.keys()):
        if found.get((kind, name, table)) != made.get((kind, name, table)):
            yield table, f"{kind} {name}"


@lru_cache(maxsize=1)
def _made() -> Structure:
    database = open_database("sqlite://")
    try:
        upgrade(database)
        with database.engine.connect() as connection:
            return _structure(connection)
    finally:
        database.close()


def _structure(connection: Connection) -> Structure:
    rows = _rows(connection, _SCHEMA)
    return {(kind, name, table): " ".join(str(sql).split()) for kind, name, table, sql in rows}


def _table_of(said: str, roots: dict[Any, Any]) -> str:
    tree = _TREE.search(said)
    if tree is not None and int(tree[1]) in roots:
        return str(roots[int(tree[1])])
    named = [str(table) for table in roots.values() if str(table) in said]
    return max(named, key=len, default="database")


def _rows(connection: Connection, sql: str) -> list[Any]:
    return [tuple(row) for row in connection.exec_driver_sql(sql)]
