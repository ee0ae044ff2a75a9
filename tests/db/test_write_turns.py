"""Threads of one process write one after the other, and hold no connection while they wait."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ledctl.db import Database, open_database, sqlite_file
from ledctl.db import engine as engine_module

WAIT_S = 30.0
THREADS = 60
"""More than the pool has connections."""


@pytest.fixture
def plain(tmp_path: Path) -> Database:
    database = open_database(sqlite_file(tmp_path / "plain.db"))
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE seen (number INTEGER)")
    return database


def test_many_writers_starve_nobody(plain: Database) -> None:
    """Every one of more threads than there are connections has its turn (R12)."""
    go, failed = threading.Event(), list[BaseException]()

    def write(number: int) -> None:
        go.wait(WAIT_S)
        try:
            for _ in range(3):
                with plain.write() as session:
                    session.connection().exec_driver_sql("INSERT INTO seen VALUES (?)", (number,))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(WAIT_S)
    assert failed == []
    with plain.read() as session:
        (count,) = session.connection().exec_driver_sql("SELECT count(*) FROM seen").one()
    assert count == 3 * THREADS
    plain.close()


def test_a_turn_is_given_back_after_a_failure(plain: Database) -> None:
    """A transaction that fails does not shut the others out."""
    with pytest.raises(ValueError, match="no"), plain.write():
        raise ValueError("no")
    with plain.write() as session:
        session.connection().exec_driver_sql("INSERT INTO seen VALUES (1)")
    plain.close()


def test_who_waits_for_too_long_is_told_by_the_database(
    plain: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that never ends is no silence: the database itself refuses, as it does between processes."""
    monkeypatch.setattr(engine_module, "TURN_S", 0.01)
    with plain.write() as session:
        session.connection().exec_driver_sql("INSERT INTO seen VALUES (1)")
        with plain.engine.connect() as other:
            other.exec_driver_sql("PRAGMA busy_timeout=10")
            other.rollback()
        with pytest.raises(OperationalError, match="locked"), plain.write() as second:
            second.connection()
    plain.close()
