"""The ledger: events, segments, and what is derived from them.

Written by hand, so that the schema of a record kept for years does not follow
a change of the model by accident. There is no way down: it would delete facts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import ensure_refusal_function, protect

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and make the database itself refuse a changed fact."""
    _create_facts()
    _create_derived()
    ensure_refusal_function()
    for table in ("event", "segment"):
        protect(table)


def downgrade() -> None:
    """Refuse: going back would drop the record."""
    raise NotImplementedError("the ledger is never dropped; restore a backup to go back")


def _create_facts() -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False, index=True),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("notice", sa.Text, index=True),
        sa.Column("sign", sa.Text),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sign", sa.Text, nullable=False),
        sa.Column("from_ms", sa.BigInteger, nullable=False),
        sa.Column("to_ms", sa.BigInteger, nullable=False),
        *_counts(),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_index("ix_segment_sign_time", "segment", ["sign", "to_ms", "from_ms"])


def _create_derived() -> None:
    op.create_table(
        "open_segment",
        sa.Column("sign", sa.Text, primary_key=True),
        sa.Column("from_ms", sa.BigInteger, nullable=False),
        sa.Column("heartbeat_ms", sa.BigInteger, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("acked", sa.Integer, nullable=False),
    )
    op.create_table(
        "segment_notice",
        sa.Column("segment", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("notice", sa.Text, primary_key=True, index=True),
        sa.Column("practice", sa.Boolean, primary_key=True),
        sa.Column("first_ms", sa.BigInteger, nullable=False),
        sa.Column("last_ms", sa.BigInteger, nullable=False),
        *_counts(),
        sqlite_with_rowid=False,  # its key is most of the row: keep it once
    )
    op.create_table(
        "rollup",
        sa.Column("sign", sa.Text, primary_key=True),
        sa.Column("notice", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("practice", sa.Boolean, primary_key=True),
        *_counts(),
        sqlite_with_rowid=False,  # its key is most of the row: keep it once
    )


def _counts() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("acked", sa.Integer, nullable=False),
        sa.Column("on_air_ms", sa.BigInteger, nullable=False),
    )
