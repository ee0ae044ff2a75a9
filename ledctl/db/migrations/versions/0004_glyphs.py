"""Glyphs a site draws, and what was decided about them: both facts from the first row on.

A proposer never approves or rejects an own glyph (R5, by CHECK), a decision is
bound to the very glyph (by a foreign key over all it repeats), and a glyph leaves
each state once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0004"
down_revision = "0003"

BOUND = ("code_point", "digest", "proposer", "practice")


def upgrade() -> None:
    """Create the two tables and keep them as they are written."""
    op.create_table(
        "glyph",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code_point", sa.Integer, nullable=False, index=True),
        sa.Column("advance", sa.Integer, nullable=False),
        _text("rows", 64),
        _text("digest", 64),
        _text("why"),
        _text("proposer", 64),
        _text("proposer_name", 100),
        *_way(),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.UniqueConstraint("id", *BOUND, name="glyph_bound"),
    )
    _create_decision()
    protect("glyph")
    protect("glyph_decision")
    refuse_replacement("glyph", "id = NEW.id")
    again = "id = NEW.id OR (glyph_id = NEW.glyph_id AND from_state = NEW.from_state)"
    refuse_replacement("glyph_decision", again)


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _create_decision() -> None:
    op.create_table(
        "glyph_decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("glyph_id", sa.Integer, nullable=False, index=True),
        sa.Column("code_point", sa.Integer, nullable=False),
        _text("digest", 64),
        _text("proposer", 64),
        sa.Column("practice", sa.Boolean, nullable=False),
        _text("step", 20),
        _text("from_state", 20),
        _text("to_state", 20),
        _text("account", 64),
        _text("name", 100),
        *_way(),
        _text("opinion"),
        sa.UniqueConstraint("glyph_id", "from_state", name="glyph_leaves_a_state_once"),
        sa.CheckConstraint("step = 'withdraw' OR account <> proposer", name="proposer_does_not_decide"),
        sa.ForeignKeyConstraint(
            ["glyph_id", *BOUND], [f"glyph.{name}" for name in ("id", *BOUND)], name="decision_binds_glyph"
        ),
    )


def _way() -> tuple[sa.Column[str], sa.Column[object]]:
    return _text("via", 10), sa.Column("at", sa.DateTime(timezone=True), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
