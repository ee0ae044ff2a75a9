"""The tables of warning templates: what was proposed, and what was decided. Both are facts.

Neither table is ever changed (migration 0007): where a template stands follows
from its decisions. A decision repeats what it binds, and a foreign key over all
of it holds it to the very template that was proposed, by that proposer.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

BOUND = ("id", "digest", "proposer", "practice")
"""What a decision repeats of its template (the first as ``template_id``)."""


class TemplateRow(SQLModel, table=True):
    """One proposed template, as it was handed in. ``practice`` never changes (R7)."""

    __tablename__ = "warning_template"
    __table_args__ = (UniqueConstraint(*BOUND, name="template_bound"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=200)
    category: str = Field(max_length=40)
    levels: str = Field(max_length=40)
    pattern: str = Field(max_length=500)
    phone: str = Field(max_length=200)
    hours: int
    digest: str = Field(max_length=64)
    why: str
    proposer: str = Field(max_length=64)
    proposer_name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    practice: bool


class TemplateDecision(SQLModel, table=True):
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

    id: int | None = Field(default=None, primary_key=True)
    template_id: int = Field(index=True)
    digest: str = Field(max_length=64)
    proposer: str = Field(max_length=64)
    practice: bool
    step: str = Field(max_length=20)
    from_state: str = Field(max_length=20)
    to_state: str = Field(max_length=20)
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    opinion: str
