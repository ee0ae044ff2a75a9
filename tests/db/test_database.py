"""The database as a machine with failing power needs it, and the way from version to version."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import String
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString, SQLModel, text

import ledctl
from ledctl.db import HEAD, Database, backup_sqlite, check_schema, open_database
from ledctl.db.migrate import SCRIPTS, current_version
from ledctl.errors import Fault


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'ledctl.db'}")
    yield opened
    opened.close()


def pragma(database: Database, name: str) -> object:
    with database.read() as session:
        return session.exec(text(f"PRAGMA {name}")).scalar()  # type: ignore[call-overload]


def test_sqlite_is_set_up_for_power_cuts(database: Database) -> None:
    """Write-ahead log and a forced write at every commit: NORMAL lost hundreds of rows in each cut."""
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1


def test_a_failed_block_changes_nothing(database: Database) -> None:
    """A transaction is whole or not at all."""
    check_schema(database)
    insert = text("INSERT INTO order_stop VALUES (1, 1, '2026-01-01', 'person', 'x', 'y')")
    with pytest.raises(DBAPIError), database.write() as session:
        [session.exec(insert) for _ in range(2)]  # type: ignore[call-overload]
    with database.read() as session:
        assert session.exec(text("SELECT count(*) FROM order_stop")).scalar() == 0  # type: ignore[call-overload]


def test_writers_wait_for_each_other(database: Database) -> None:
    """A transaction that reads and then writes does not fail under another writer."""
    check_schema(database)

    def add_twenty() -> None:
        for _ in range(20):
            with database.write() as session:
                last = session.exec(text("SELECT coalesce(max(id), 0) FROM order_stop")).scalar()  # type: ignore[call-overload]
                row = f"({last + 1}, 1, '2026-01-01', 'person', 'x', 'y')"
                session.exec(text(f"INSERT INTO order_stop VALUES {row}"))  # type: ignore[call-overload] # noqa: S608 - numbers

    threads = [threading.Thread(target=add_twenty) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.exec(text("SELECT max(id) FROM order_stop")).scalar() == 80  # type: ignore[call-overload]


def test_a_failed_statement_prints_no_values(database: Database) -> None:
    """What was to be written may be a name or a password: it does not reach a log."""
    check_schema(database)
    with pytest.raises(DBAPIError) as error, database.write() as session:
        session.connection().execute(text("INSERT INTO nothing VALUES (:secret)"), {"secret": "hunter2"})
    assert "hunter2" not in str(error.value)


def test_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    """Hand-written migrations and models cannot drift apart (text is text, of whatever length)."""
    for module in pkgutil.walk_packages(ledctl.__path__, "ledctl."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)  # a table is known once its module is

    def differs(_context: object, _i: object, _m: object, there: object, wanted: object) -> bool | None:
        return False if isinstance(there, String) and isinstance(wanted, AutoString) else None

    check_schema(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": differs})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_head_is_the_newest_migration() -> None:
    """The number the program compares with is the number the folder ends at."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_new_database_is_made_ready_and_an_old_program_keeps_off(database: Database) -> None:
    """Empty: filled. Older or newer: refused with both numbers, and untouched."""
    assert current_version(database) is None
    check_schema(database)
    check_schema(database)
    assert current_version(database) == HEAD
    for other, code in (("0001", "schema_old"), ("9999", "schema_new")):
        with database.write() as session:
            session.exec(text(f"UPDATE alembic_version SET version_num = '{other}'"))  # type: ignore[call-overload] # noqa: S608 - fixed
        with pytest.raises(Fault) as fault:
            check_schema(database)
        assert fault.value.code == code
        assert other in str(fault.value)
        assert HEAD in str(fault.value)


def test_a_backup_is_whole_while_the_database_is_in_use(database: Database, tmp_path: Path) -> None:
    """R41: the copy holds what was committed, also what still stands in the write-ahead log."""
    check_schema(database)
    with database.write() as session:
        session.exec(text("INSERT INTO order_stop VALUES (1, 1, '2026-01-01', 'person', 'x', 'y')"))  # type: ignore[call-overload]
        session.commit()
        backup_sqlite(tmp_path / "ledctl.db", tmp_path / "copy.db")
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT count(*) FROM order_stop").fetchone() == (1,)
    copy.close()
