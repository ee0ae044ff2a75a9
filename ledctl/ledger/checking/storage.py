"""Whether the database's file is whole and its structure untouched: a part of ``verify``.

Without its trigger a table of facts can be rewritten, and a damaged index hides rows
from every question: neither is seen in the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from ledctl.db.soundness import changed_schema, damage
from ledctl.ledger.checking.problems import Problem, problem


def check_storage(session: Session) -> Iterator[Problem]:
    """What the database says of its file, and every table, index and trigger changed by hand."""
    connection = session.connection()
    for table, why in damage(connection):
        yield problem("database_damaged", table, "file", why=why)
    for table, what in changed_schema(connection):
        yield problem("schema_changed", table, what, what=what)
