"""Cells entered by hand, and filed reports: facts, both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the tables of forms; neither can be changed."""
    op.create_table(
        "form_cell",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("period", sa.String(24), nullable=False),
        sa.Column("cell", sa.String(80), nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        *_signed(),
    )
    op.create_index("ix_form_cell_period", "form_cell", ["form", "period"])
    op.create_table(
        "filed_report",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("period", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("checkpoint", sa.String(64), nullable=False),
        *_signed(),
        sa.UniqueConstraint("form", "period", "version", "practice", name="filed_report_once"),
    )
    protect("form_cell")
    protect("filed_report")
    refuse_replacement("form_cell", "id = NEW.id")
    same = "form = NEW.form AND period = NEW.period AND version = NEW.version AND practice = NEW.practice"
    refuse_replacement("filed_report", f"id = NEW.id OR ({same})")


def _signed() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("via", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
