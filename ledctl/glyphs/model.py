"""The tables of drawn glyphs: what was proposed, and what was decided. Both are facts.

Neither table is ever changed (migration 0004): where a glyph stands follows from
its decisions. A decision repeats what it binds, and a foreign key over all of it
holds it to the very glyph that was proposed, by that proposer.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from ledctl.proposals.model import DecisionColumns, ProposalColumns

BOUND = ("id", "code_point", "digest", "proposer", "practice")
"""What a decision repeats of its glyph (the first as ``glyph_id``)."""


class GlyphRow(ProposalColumns, table=True):
    """One proposed shape for one character, as it was handed in. ``practice`` never changes (R7)."""

    __tablename__ = "glyph"
    __table_args__ = (UniqueConstraint(*BOUND, name="glyph_bound"),)

    code_point: int = Field(index=True)
    advance: int
    rows: str = Field(max_length=64)


class GlyphDecision(DecisionColumns, table=True):
    """One step by one person on one glyph. The CHECK keeps R5 even against a program with a bug."""

    __tablename__ = "glyph_decision"
    __table_args__ = (
        UniqueConstraint("glyph_id", "from_state", name="glyph_leaves_a_state_once"),
        CheckConstraint("step = 'withdraw' OR account <> proposer", name="proposer_does_not_decide"),
        ForeignKeyConstraint(
            ["glyph_id", *BOUND[1:]], [f"glyph.{name}" for name in BOUND], name="decision_binds_glyph"
        ),
    )

    glyph_id: int = Field(index=True)
    code_point: int
