"""The tables of kept personal data: who asked for it, and who agreed. Both are facts.

The datum itself is in neither: a digest keyed with the site's secret knows it
again. Neither table is ever changed (migration 0009); the second binds the very
request it agrees to by a foreign key, and a CHECK keeps the two people apart (R5).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from ledctl.accounts.model import Role

BOUND = ("id", "digest", "account")
"""What a consent repeats of its request (the first as ``request_id``, the last as ``proposer``)."""

CONFIRMERS = frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER})
"""Who may agree that a personal datum stays: whoever reviews or approves."""


class KeepRequest(SQLModel, table=True):
    """Somebody asks that one personal datum stays in the public text of a notice, and says why."""

    __tablename__ = "keep_request"
    __table_args__ = (UniqueConstraint(*BOUND, name="keep_request_bound"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", max_length=64, index=True)
    version_no: int
    version_digest: str = Field(max_length=64)
    place: str
    datum: str = Field(max_length=20)
    digest: str = Field(max_length=64)
    reason: str
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    practice: bool


class KeepConsent(SQLModel, table=True):
    """Somebody else, who saw the same datum, agrees."""

    __tablename__ = "keep_consent"
    __table_args__ = (
        UniqueConstraint("request_id", name="keep_request_agreed_once"),
        CheckConstraint("account <> proposer", name="proposer_does_not_agree"),
        ForeignKeyConstraint(
            ["request_id", "digest", "proposer"],
            [f"keep_request.{name}" for name in BOUND],
            name="consent_binds_request",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int
    digest: str = Field(max_length=64)
    proposer: str = Field(max_length=64)
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    opinion: str
    practice: bool
