"""When a sign did not show what it should: from when to when, and why. Starts and ends are facts.

An outage ends once (primary key); that none ends before it began is the writer's
to hold, because a clock may be set back. The heartbeat is no fact: it is
written over each minute. The index on events is for what a screen did: small,
because few events are of those kinds. That on orders finds the live ones among those of years.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0011"
down_revision = "0010"

ON_SCREEN = sa.text("kind IN ('shown', 'taken_down', 'blanked')")


def upgrade() -> None:
    """Create the tables, keep the facts among them as they are written, and index the screen's events."""
    op.create_table(
        "outage",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sign", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("started_ms", sa.BigInteger, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
    )
    op.create_index("ix_outage_sign_start", "outage", ["sign", "started_ms"])
    op.create_table(
        "outage_end",
        sa.Column("outage_id", sa.Integer, sa.ForeignKey("outage.id"), primary_key=True, nullable=False),
        sa.Column("ended_ms", sa.BigInteger, nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
    )
    op.create_table(
        "heartbeat",
        sa.Column("sign", sa.String(64), primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "ix_event_screen", "event", ["sign", "seq"], sqlite_where=ON_SCREEN, postgresql_where=ON_SCREEN
    )
    op.create_index("ix_display_order_ends_at", "display_order", ["ends_at"])
    protect("outage")
    protect("outage_end")
    refuse_replacement("outage", "id = NEW.id")
    refuse_replacement("outage_end", "outage_id = NEW.outage_id")


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
