"""What was wrong, when it was over, who saw it: facts. And the outbox tells of more than whose turn it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables of alerts, and give each matter of the outbox its topic."""
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(100), nullable=False, index=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("sign", sa.String(64), nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("practice", sa.Boolean, nullable=False),
    )
    op.create_table(
        "alert_end",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("alert_id", sa.Integer, sa.ForeignKey("alert.id"), nullable=False, unique=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "alert_seen",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("alert_id", sa.Integer, sa.ForeignKey("alert.id"), nullable=False, index=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("via", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("alert_id", "account", name="alert_seen_once"),
    )
    protect("alert")
    protect("alert_end")
    protect("alert_seen")
    refuse_replacement("alert", "id = NEW.id")
    refuse_replacement("alert_end", "id = NEW.id OR alert_id = NEW.alert_id")
    refuse_replacement("alert_seen", "id = NEW.id OR (alert_id = NEW.alert_id AND account = NEW.account)")
    op.add_column("turn", sa.Column("topic", sa.String(10), nullable=False, server_default="notice"))


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
