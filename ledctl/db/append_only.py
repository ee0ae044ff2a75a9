"""Tables whose rows are facts: the database itself refuses to change or delete them.

A rule kept only by the program ends where another program begins; a trigger
does not. Used by migrations.
"""

from __future__ import annotations

from alembic import op


def protect(table: str) -> None:
    """Refuse UPDATE and DELETE on ``table`` (an Alembic migration is running)."""
    for verb in ("UPDATE", "DELETE"):
        op.execute(_statement(op.get_bind().dialect.name, table, verb))


def refuse_replacement(table: str, key: str, *, frozen: str = "TRUE") -> None:
    """Refuse to write a fact over: ``INSERT OR REPLACE`` deletes without asking a DELETE trigger.

    ``key`` says when an old row is the new one's (``id = NEW.id``), ``frozen`` which
    old rows are facts. On PostgreSQL there is no REPLACE, but TRUNCATE does the like.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_statement("postgresql", table, "TRUNCATE"))
        return
    same_fact = f"SELECT 1 FROM {table} WHERE ({key}) AND {frozen}"
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS ({same_fact}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def ensure_refusal_function() -> None:
    """PostgreSQL triggers call a function; SQLite needs none."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION ledctl_refuse() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
        )


def _statement(dialect: str, table: str, verb: str) -> str:
    name = f"{table}_no_{verb.lower()}"
    if dialect == "postgresql":
        return (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledctl_refuse()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def freeze_submitted(table: str) -> None:
    """Refuse UPDATE and DELETE on rows of ``table`` whose ``submitted_at`` is set."""
    name = op.get_bind().dialect.name
    for verb in ("UPDATE", "DELETE"):
        trigger = f"{table}_frozen_{verb.lower()}"
        if name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {verb} ON {table} FOR EACH ROW "
                "WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION ledctl_refuse()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {verb} ON {table} "
                "WHEN OLD.submitted_at IS NOT NULL "
                f"BEGIN SELECT RAISE(ABORT, '{table} is frozen after submission'); END"
            )
