"""The database: one engine, one way to write, the migrations. All SQL dialect stays in here."""

from ledctl.db.engine import Database, backup_sqlite, open_database, sqlite_file
from ledctl.db.migrate import HEAD, check_schema, upgrade

__all__ = ["HEAD", "Database", "backup_sqlite", "check_schema", "open_database", "sqlite_file", "upgrade"]
