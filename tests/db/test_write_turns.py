"""Threads of one process write one after the other, and hold no connection while they wait."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ledctl.db import Database, open_database, sqlite_file
from ledctl.db import engine as engine_module
from ledctl.db.turns import Turns

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


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    """Whoever has just written does not go again before those who wait."""
    turns, order = Turns(), list[int]()
    assert turns.acquire(WAIT_S)
    threads = []
    for number in range(8):
        thread = threading.Thread(target=take_a_turn, args=(turns, order, number))
        thread.start()
        while len(turns._queue) <= number:
            thread.join(0.001)
        threads.append(thread)
    turns.release()
    assert turns.acquire(WAIT_S)
    assert order == [*range(8)]
    turns.release()
    for thread in threads:
        thread.join(WAIT_S)


def take_a_turn(turns: Turns, order: list[int], number: int) -> None:
    assert turns.acquire(WAIT_S)
    order.append(number)
    turns.release()


def test_who_gives_up_waiting_is_passed_over() -> None:
    """A turn is not handed to somebody who has left, and one handed over just then is kept."""
    turns = Turns()
    assert turns.acquire(WAIT_S)
    assert not turns.acquire(0.001)
    assert turns._leave(threading.Lock()) is False, "it was given just now"
    turns.release()
    assert turns.acquire(0.001)
    turns.release()


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
