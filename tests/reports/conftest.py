"""A migrated database in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledctl.db import Database, open_database, upgrade


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'ledctl.db'}")
    upgrade(database)
    yield database
    database.close()
