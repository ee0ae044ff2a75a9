"""Facts whose body may be given up after its time: the one change a table of facts allows.

The row stays, with every other column as it was; what is taken is one body, and only
when ``disposed`` names it, which the database accepts only under an approved decision
on records of that age. Used by migrations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alembic import op


def allow_disposal(
    table: str,
    *,
    trigger: str,
    record_class: str,
    columns: Sequence[str],
    emptied: Mapping[str, str],
    when: str = "TRUE",
    refusal: str = "append-only",
    key: str = "id",
) -> None:
    """Let ``emptied`` (column: the SQL of what it becomes) change in rows that ``disposed`` names.

    ``trigger`` is the one that refused every UPDATE; ``when`` says which old rows are facts.
    """
    same = [f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in columns if name not in emptied]
    told = (
        f"EXISTS (SELECT 1 FROM disposed WHERE record_class = '{record_class}' "
        f"AND record_key = CAST(OLD.{key} AS TEXT))"
    )
    becomes = [f"NEW.{name} = {value}" for name, value in emptied.items()]
    allowed = " AND ".join([told, *becomes, *same])
    message = f"{table} is {refusal}"
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql(table, trigger, f"({when}) AND NOT ({allowed})", message)
    else:
        allowed = allowed.replace("IS NOT DISTINCT FROM", "IS")
        op.execute(f"DROP TRIGGER {trigger}")
        op.execute(
            f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} WHEN ({when}) AND NOT ({allowed}) "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def refuse_insert(table: str, name: str, condition: str, message: str) -> None:
    """Refuse a new row of which ``condition`` holds (``NEW`` is the row)."""
    trigger = f"{table}_{name}"
    if op.get_bind().dialect.name == "postgresql":
        _function(trigger, condition, message)
        op.execute(
            f"CREATE TRIGGER {trigger} BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION ledctl_{trigger}()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {trigger} BEFORE INSERT ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _on_postgresql(table: str, trigger: str, condition: str, message: str) -> None:
    _function(trigger, condition, message)
    op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute(
        f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION ledctl_{trigger}()"
    )


def _function(trigger: str, condition: str, message: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION ledctl_{trigger}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
