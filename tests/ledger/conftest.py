"""A migrated database in a file, and things to put on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock
from ledctl.db import Database, open_database, upgrade
from ledctl.ledger import recorder as recording
from ledctl.ledger.recorder import Recorder


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated file for all tests: Alembic takes longer than a test."""
    path = tmp_path_factory.mktemp("ledger") / "empty.db"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    path = tmp_path / "ledctl.db"
    path.write_bytes(empty_file.read_bytes())
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Asia/Shanghai")


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))


@pytest.fixture
def recorder(database: Database, zone: ZoneInfo, clock: FrozenClock) -> Recorder:
    return Recorder(database, "gate", zone, clock)


@pytest.fixture
def each_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments are sealed at every full hour, as on a sign that turns its pages fast."""
    monkeypatch.setattr(recording, "FULL", 1)
