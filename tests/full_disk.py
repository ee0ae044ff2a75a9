"""A database that takes nothing and still gives, as on a disk that was remounted read-only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from ledctl.db import Database


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """Every write fails as on a disk that was remounted read-only; looking goes on."""

    def refuse(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only=1")

    event.listen(database.engine, "begin", refuse)
    yield
    event.remove(database.engine, "begin", refuse)
    database.engine.dispose()  # connections are kept, and so is what they were told
