"""The migration and the model say the same."""

from __future__ import annotations

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlmodel import SQLModel

from ledctl.db import HEAD, Database, check_schema
from ledctl.db.migrate import SCRIPTS, current_version

TABLES = ["event", "segment", "open_segment", "segment_notice", "rollup", "sent_only"]


@pytest.mark.parametrize("table", TABLES)
def test_migration_and_model_agree(database: Database, table: str) -> None:
    """The hand-written schema has the model's columns, keys and nullability, in its order."""
    model = SQLModel.metadata.tables[table]
    found = inspect(database.engine)
    columns = [(c["name"], c["nullable"]) for c in found.get_columns(table)]
    assert columns == [(c.name, c.nullable) for c in model.columns]
    assert found.get_pk_constraint(table)["constrained_columns"] == [c.name for c in model.primary_key]
    assert {i["name"] for i in found.get_indexes(table)} == {i.name for i in model.indexes}


def test_schema_is_current(database: Database) -> None:
    """A migrated file is at the newest version and is opened without a word."""
    assert current_version(database) == HEAD
    check_schema(database)


def test_there_is_no_way_down(database: Database) -> None:
    """A downgrade would delete facts: it is refused, and nothing is lost."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    revision = ScriptDirectory.from_config(config).get_revision("0001")
    with pytest.raises(NotImplementedError, match="never dropped"):
        revision.module.downgrade()
    assert set(TABLES) <= set(inspect(database.engine).get_table_names())
