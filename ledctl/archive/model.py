"""The tables of retention: proposed, decided, given up. All of it facts (migration 0016)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from ledctl.proposals.model import DecisionColumns, ProposalColumns

BOUND = ("id", "record_class", "before", "digest", "proposer", "practice")
"""What a decision repeats of its proposal (the first as ``disposal_id``)."""


class Disposal(ProposalColumns, table=True):
    """Somebody proposed to give up the records of a class that ended before a day.

    ``digest``: SHA-256 over the keys and hashes of the ``records`` this was about when it was proposed.
    """

    __tablename__ = "disposal"
    __table_args__ = (UniqueConstraint(*BOUND, name="disposal_bound"),)

    record_class: str = Field(max_length=20)
    before: dt.date
    records: int


class DisposalDecision(DecisionColumns, table=True):
    """One step by one person on one proposal. The CHECK keeps R5 even against a program with a bug."""

    __tablename__ = "disposal_decision"
    __table_args__ = (
        UniqueConstraint("disposal_id", "from_state", name="disposal_leaves_a_state_once"),
        CheckConstraint("step = 'withdraw' OR account <> proposer", name="proposer_does_not_dispose"),
        ForeignKeyConstraint(
            ["disposal_id", *BOUND[1:]],
            [f"disposal.{name}" for name in BOUND],
            name="decision_binds_disposal",
        ),
    )

    disposal_id: int = Field(index=True)
    record_class: str = Field(max_length=20)
    before: dt.date


class Disposed(SQLModel, table=True):
    """One body that was given up: whose, its hash and size; of a segment also what it added up to."""

    __tablename__ = "disposed"
    __table_args__ = (UniqueConstraint("record_class", "record_key", name="disposed_once"),)

    id: int | None = Field(default=None, primary_key=True)
    disposal_id: int = Field(foreign_key="disposal.id", index=True)
    record_class: str = Field(max_length=20)
    record_key: str = Field(max_length=64)
    sha256: str = Field(max_length=64)
    size: int
    sums: str
    at: dt.datetime
