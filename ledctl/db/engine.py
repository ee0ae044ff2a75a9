"""Opening the database, and the two ways to use it: ``read`` and ``write``.

SQLite is set up for a machine whose power fails: write-ahead log, every commit
forced to disk (``synchronous=FULL`` lost no acknowledged row in repeated power
cuts; ``NORMAL`` lost hundreds), foreign keys on. Every writing transaction
begins with ``BEGIN IMMEDIATE``: a transaction that starts by reading and then
writes would fail at once under another writer, whatever the time-out.

PostgreSQL works through the same two methods; nothing outside this package
writes SQL for one of the two only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine

from ledctl.db.turns import Turns

BUSY_MS = 10_000
TURN_S = 120.0
"""A thousand signs that start at once write three times each; on a slow card that takes its time."""
_WRITES = "ledctl_writes"
_WRITER = 0x6C656463746C  # "ledctl": the lock every writing transaction takes on PostgreSQL


class Database:
    """One database of one site. Thread-safe: every call opens its own session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})
        self._turn = Turns()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed, durably, when the block ends without an exception."""
        with self._in_turn(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Threads of one process queue here, and hold no connection meanwhile.

        SQLite lets whoever asks again first go first: of many signs some would starve. Who waits
        for too long asks the database all the same, which then says so.
        """
        held = self._turn.acquire(timeout=TURN_S)
        try:
            yield
        finally:
            if held:
                self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking. Keep it short: a reader that stays open lets the log grow."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at ``url`` (``sqlite:///path`` or ``postgresql+psycopg://...``)."""
    # hide_parameters: a failed statement must not print names and passwords into a log
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return Database(engine)


def sqlite_file(file: Path) -> str:
    """The URL of a SQLite file that only its owner can read; it is made when it is not there.

    It holds names and password hashes. SQLite gives its log beside it the same rights.
    """
    if not file.exists():
        file.touch(mode=0o600)
    return f"sqlite:///{file}"


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # the driver must not begin transactions on its own: we say BEGIN, and which kind
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
    ):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError:  # the driver cannot spell what SQLite says of a damaged schema
            raise sqlite3.DatabaseError("malformed database schema") from None


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # one writer at a time here too: rows of the ledger follow each other in one chain
    if connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def backup_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file, also while it is in use; only its owner can read it."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
