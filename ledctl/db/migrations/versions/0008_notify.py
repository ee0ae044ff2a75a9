"""Messages to those whose turn it is: turns, messages on their way out, and each try as a fact."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the outbox; tries are kept as they are written."""
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notice_id", sa.String(64), nullable=False),
        sa.Column("version_no", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turn.id"), nullable=False, index=True),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("fate", sa.String(10), nullable=False, index=True),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.Integer, nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean, nullable=False),
        sa.Column("detail", sa.String(100), nullable=False),
    )
    protect("attempt")


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")
