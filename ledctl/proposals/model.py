"""The columns every table of proposals has, and every table of decisions on them.

Tables of their own carry them (glyphs, warning templates), each with what binds its
decisions to the very proposal: keys and CHECKs stand there.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class ProposalColumns(SQLModel):
    """What was proposed, by whom and why. ``practice`` never changes (R7)."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64)
    why: str
    proposer: str = Field(max_length=64)
    proposer_name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    practice: bool


class DecisionColumns(SQLModel):
    """One step by one person, and what it repeats of its proposal."""

    id: int | None = Field(default=None, primary_key=True)
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
