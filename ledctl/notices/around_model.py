"""The tables of what happens around an approved notice: all of it facts, never changed (migration 0006).

An objection and the decision on it, a posting elsewhere, its end or that it was a mistake, and a
reviewer's word that a standing notice is still right: each a row of its own, so
that nothing said first is written over by what was said later.
"""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field, SQLModel


class Signed(SQLModel):
    """Who wrote it down, from where, and when."""

    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: dt.datetime


class Objection(Signed, table=True):
    """An objection as the office took it in; of the objector nothing is kept."""

    __tablename__ = "objection"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    received_on: dt.date
    how: str = Field(max_length=10)
    summary: str
    late: bool
    practice: bool


class ObjectionDecision(Signed, table=True):
    """What became of an objection; each is decided once."""

    __tablename__ = "objection_decision"

    id: int | None = Field(default=None, primary_key=True)
    objection_id: int = Field(unique=True)
    outcome: str = Field(max_length=10)
    rechecked: bool
    decided_on: dt.date
    note: str


class Posting(Signed, table=True):
    """A notice went up on another channel than the signs."""

    __tablename__ = "posting"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    channel: str = Field(max_length=40)
    place: str
    posted_at: dt.datetime
    practice: bool


class PostingEnd(Signed, table=True):
    """A posting came down; it does so once."""

    __tablename__ = "posting_end"

    id: int | None = Field(default=None, primary_key=True)
    posting_id: int = Field(unique=True)
    ended_at: dt.datetime
    reason: str


class PostingStrike(Signed, table=True):
    """A posting that was entered by mistake: it never hung, and covers nothing."""

    __tablename__ = "posting_strike"

    id: int | None = Field(default=None, primary_key=True)
    posting_id: int = Field(unique=True)
    reason: str


class Refresh(Signed, table=True):
    """A reviewer looked at a standing notice again: still right, and to be looked at next on that day."""

    __tablename__ = "refresh"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    next_on: dt.date
    note: str
    practice: bool
