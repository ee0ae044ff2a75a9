"""Checkpoints, and the chain of facts: how far the record went, signed, and append-only too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create both tables; what is there already is linked when the first checkpoint is signed."""
    op.create_table(
        "fact",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tbl", sa.String(40), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("tbl", "key", name="fact_once"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False),
    )
    protect("fact")
    protect("checkpoint")
    refuse_replacement("fact", "seq = NEW.seq OR (tbl = NEW.tbl AND key = NEW.key)")
    refuse_replacement("checkpoint", "no = NEW.no")


def downgrade() -> None:
    """Refuse: going back would drop what was signed."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
