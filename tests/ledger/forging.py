"""What whoever owns the database file can do: drop the triggers and write what they like."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ledctl.db import Database


def forge(database: Database, *statements: str) -> None:
    """Every trigger dropped, no foreign keys, then these statements; as another program would."""
    file = database.engine.url.database
    assert file is not None
    with closing(sqlite3.connect(file)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
