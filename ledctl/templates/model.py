"""The tables of warning templates: what was proposed, and what was decided. Both are facts.

Neither table is ever changed (migration 0007): where a template stands follows
from its decisions. A decision repeats what it binds, and a foreign key over all
of it holds it to the very template that was proposed, by that proposer.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from ledctl.proposals.model import DecisionColumns, ProposalColumns

BOUND = ("id", "digest", "proposer", "practice")
"""What a decision repeats of its template (the first as ``template_id``)."""


class TemplateRow(ProposalColumns, table=True):
    """One proposed template, as it was handed in. ``practice`` never changes (R7)."""

    __tablename__ = "warning_template"
    __table_args__ = (UniqueConstraint(*BOUND, name="template_bound"),)

    source: str = Field(max_length=200)
    category: str = Field(max_length=40)
    levels: str = Field(max_length=40)
    pattern: str = Field(max_length=500)
    phone: str = Field(max_length=200)
    hours: int


class TemplateDecision(DecisionColumns, table=True):
    """One step by one person on one template. The CHECK keeps R5 even against a program with a bug."""

    __tablename__ = "warning_template_decision"
    __table_args__ = (
        UniqueConstraint("template_id", "from_state", name="template_leaves_a_state_once"),
        CheckConstraint("step = 'withdraw' OR account <> proposer", name="template_proposer_does_not_decide"),
        ForeignKeyConstraint(
            ["template_id", *BOUND[1:]],
            [f"warning_template.{name}" for name in BOUND],
            name="decision_binds_template",
        ),
    )

    template_id: int = Field(index=True)
