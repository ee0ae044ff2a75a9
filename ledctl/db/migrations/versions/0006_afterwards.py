"""What happens around an approved notice: objections, postings elsewhere, looks at standing items.

Written by hand. All of it is facts from the first row on: the database refuses to
change them, and lets an objection be decided and a posting come down once.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0006"
down_revision = "0005"

FACTS = {
    "objection": "id = NEW.id",
    "objection_decision": "id = NEW.id OR objection_id = NEW.objection_id",
    "posting": "id = NEW.id",
    "posting_end": "id = NEW.id OR posting_id = NEW.posting_id",
    "refresh": "id = NEW.id",
}


def upgrade() -> None:
    """Create the tables and keep their rows as they are written."""
    _create_objections()
    _create_postings()
    _create_table(
        "refresh",
        _notice(),
        _number("version_no"),
        sa.Column("next_on", sa.Date, nullable=False),
        _text("note"),
        _flag("practice"),
    )
    for table, same in FACTS.items():
        protect(table)
        refuse_replacement(table, same)


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _create_objections() -> None:
    _create_table(
        "objection",
        _notice(),
        _number("version_no"),
        sa.Column("received_on", sa.Date, nullable=False),
        _text("how", 10),
        _text("summary"),
        _flag("late"),
        _flag("practice"),
    )
    _create_table(
        "objection_decision",
        sa.Column("objection_id", sa.Integer, nullable=False, unique=True),
        _text("outcome", 10),
        _flag("rechecked"),
        sa.Column("decided_on", sa.Date, nullable=False),
        _text("note"),
    )


def _create_postings() -> None:
    _create_table(
        "posting",
        _notice(),
        _text("channel", 40),
        _text("place"),
        _instant("posted_at"),
        _flag("practice"),
    )
    _create_table(
        "posting_end",
        sa.Column("posting_id", sa.Integer, nullable=False, unique=True),
        _instant("ended_at"),
        _text("reason"),
    )


def _create_table(name: str, *columns: sa.Column[Any]) -> None:
    """A table of facts, each with who wrote it down, from where, and when."""
    who = (_text("account", 64), _text("name", 100), _text("via", 10), _instant("at"))
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *columns, *who)


def _notice() -> sa.Column[str]:
    return sa.Column("notice_id", sa.String(64), nullable=False, index=True)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
