"""The tables of the count: facts stay as they are, what was sent before the upgrade is added up by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Row, insert, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database, open_database, upgrade
from ledctl.db.migrate import SCRIPTS
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.model import SEGMENT
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.notices.outside_model import OutsideItem, OutsideStrike

ZONE = ZoneInfo("Asia/Shanghai")
WHO = {"account": "li", "name": "李某", "via": "web", "at": datetime(2026, 5, 3, tzinfo=UTC)}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'ledctl.db'}")
    upgrade(database)
    yield database
    database.close()


@pytest.mark.parametrize("table", ["outside_item", "outside_strike", "sent_only"])
def test_the_migration_and_the_model_agree(database: Database, table: str) -> None:
    """The hand-written tables have the model's columns, in their order, nullable where it says so."""
    columns = [(c["name"], c["nullable"]) for c in inspect(database.engine).get_columns(table)]
    assert {*columns} == {(c.name, c.nullable) for c in SQLModel.metadata.tables[table].columns}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outside_item SET title = 'x'",
        "DELETE FROM outside_item",
        "UPDATE outside_strike SET reason = 'x'",
        "DELETE FROM outside_strike",
        "INSERT OR REPLACE INTO outside_strike SELECT 9, 1, 'x', 'x', 'x', 'x', at FROM outside_strike",
    ],
)
def test_what_was_entered_stays(database: Database, statement: str) -> None:
    """An entry and its strike are facts: the database refuses to change, delete or replace them."""
    with database.write() as session:
        row = {"title": "甲", "category": "general", "office": "", "document": "", "channel": "wechat"}
        day = date(2026, 5, 3)
        session.add(OutsideItem(**row, address="", published_on=day, source="", practice=False, **WHO))
        session.add(OutsideStrike(outside_id=1, reason="误登", **WHO))
    with pytest.raises(DatabaseError, match="append-only"), database.write() as session:
        session.connection().execute(text(statement))


def test_what_was_sent_before_the_upgrade_is_added_up(database: Database) -> None:
    """Segments of a sign that never answers count as sent from the first day on, broken ones excepted."""
    clock = FrozenClock(datetime(2026, 5, 3, 7, 20, tzinfo=UTC))
    for sign, proof in (("poster", 0), ("gate", 3)):
        recorder = Recorder(database, sign, ZONE, clock)
        slot = Slot("N", 1, "甲", "general", "o1", "ab" * 32, 3, "zhao", False, "plan", proof)
        for page in range(3):
            recorder.started(slot, page, to_ms(clock.now()), 0, Result.ACKED)
            clock.advance(10)
        recorder.ended(to_ms(clock.now()))
        recorder.seal(to_ms(clock.now()), "stop")
    rows = _sent(database)
    assert [(row.sign, row.displays, row.on_air_ms) for row in rows] == [("poster", 3, 30_000)]
    assert verify(database).ok
    broken = {"sign": "poster", "body": b"no body", "header": "no header", "prev": "", "hash": "x"}
    counts = {"id": 99, "from_ms": 1, "to_ms": 2, "shown": 0, "acked": 0, "on_air_ms": 0}
    with database.write() as session:
        session.connection().execute(text("DELETE FROM sent_only"))
        session.connection().execute(insert(SEGMENT), broken | counts)
        _run_migration(session.connection())
    assert _sent(database) == rows


def _run_migration(connection: Connection) -> None:
    """The part of 0014 that fills the table."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    module = ScriptDirectory.from_config(config).get_revision("0014").module
    with Operations.context(MigrationContext.configure(connection)):
        module._add_up_what_was_sent()


def _sent(database: Database) -> list[Row[Any]]:
    with database.read() as session:
        return [*session.connection().execute(text("SELECT * FROM sent_only ORDER BY sign, day"))]
