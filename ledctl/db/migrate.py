"""From any older schema to today's, by Alembic, and a cheap look whether that is needed.

Alembic itself is imported only while migrating: it costs a quarter of a second
and 24 MB that a service running for years should not carry.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from ledctl.db.engine import Database
from ledctl.errors import Fault

HEAD = "0018"
"""The newest migration; a test holds it against the folder ``migrations/versions``."""

SCRIPTS = Path(__file__).parent / "migrations"


def current_version(database: Database) -> str | None:
    """The schema's version, or ``None`` for an empty database."""
    if not inspect(database.engine).has_table("alembic_version"):
        return None
    with database.read() as session:
        row = session.connection().execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def check_schema(database: Database) -> None:
    """Make an empty database ready; refuse an older or newer one with both numbers."""
    try:
        found = current_version(database)
    except OperationalError as error:  # a read-only or broken disk, no server
        database.close()
        raise Fault.of("database_unusable", reason=str(error.orig)) from None
    if found is None:
        upgrade(database)
    elif found != HEAD:
        database.close()
        raise Fault.of("schema_old" if found < HEAD else "schema_new", found=found, wanted=HEAD)


def upgrade(database: Database) -> None:
    """Run every migration the database has not seen, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["engine"] = database.engine
    command.upgrade(config, "head")
