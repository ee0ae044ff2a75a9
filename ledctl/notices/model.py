"""The tables of the desk: notices, frozen versions, decisions, programs, display orders.

A notice has versions; a version has decisions; an approval makes one display
order a sign. Decisions, programs, orders and stops are facts: the database
refuses to change them (migrations 0002, 0003). An order copies everything it needs, so
that what was shown can be read when every other row has changed (R30).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class NoticeRow(SQLModel, table=True):
    """One notice: where it stands now. ``practice`` is decided at birth and never changes (R7)."""

    __tablename__ = "notice"

    id: str = Field(primary_key=True, max_length=64)
    title: str
    category: str = Field(max_length=40, index=True)
    state: str = Field(max_length=20, index=True)
    version: int
    practice: bool
    created_by: str = Field(max_length=64)
    created_at: datetime
    updated_at: datetime


class Version(SQLModel, table=True):
    """What a notice says, public part only, frozen at submission.

    ``content`` is the canonical form (``content.files.canonical``); the source
    file stays outside: ``source_digest`` is all that is kept of it. ``redacted``
    says that private data was taken out of free text and nobody has accepted
    the result yet.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("notice_id", "no"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", max_length=64)
    no: int
    content: str
    digest: str = Field(max_length=64)
    source_digest: str = Field(max_length=64)
    findings: str
    redacted: bool
    author: str = Field(max_length=64)
    editor: str = Field(max_length=64)
    submitter: str | None = Field(default=None, max_length=64)
    created_at: datetime
    submitted_at: datetime | None = None


class Decision(SQLModel, table=True):
    """One step by one person on one version, with the opinion and what it was bound to.

    ``bound`` (approvals only) is JSON: for each sign the panel, the program's
    digest and the window. ``on_behalf_of`` names whom a stand-in acted for, ``rule`` the
    setting a step needed, ``seen_pixels`` whether the signer named the pixels looked at.
    CHECKs keep R5 even against a program with a bug (migrations 0002, 0005).
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "step <> 'approve' OR (account <> author AND account <> editor AND account <> submitter)",
            name="approver_is_not_author",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    version_digest: str = Field(max_length=64)
    step: str = Field(max_length=20)
    from_state: str = Field(max_length=20)
    to_state: str = Field(max_length=20)
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    opinion: str
    bound: str
    author: str = Field(max_length=64)
    editor: str = Field(max_length=64)
    submitter: str = Field(max_length=64)
    practice: bool
    on_behalf_of: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    on_behalf_name: str = Field(default="", max_length=100, sa_column_kwargs={"server_default": ""})
    rule: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    referred_to: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    seen_pixels: bool | None = None


class RemarkRow(SQLModel, table=True):
    """An internal remark on a notice: makes no new version, is never public, is never changed (R4)."""

    __tablename__ = "remark"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    text: str
    practice: bool


class StoredProgram(SQLModel, table=True):
    """The approved pixels themselves, once for each digest, packed by ``notices.frames``."""

    __tablename__ = "program"

    digest: str = Field(primary_key=True, max_length=64)
    panel: str = Field(max_length=30)
    pages: int
    body: bytes
    created_at: datetime


class DisplayOrder(SQLModel, table=True):
    """One approved program for one sign in one window: everything the publisher needs, copied."""

    __tablename__ = "display_order"

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(index=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    version_digest: str = Field(max_length=64)
    title: str
    category: str = Field(max_length=40)
    issuing_unit: str
    correction_of: str | None = Field(default=None, max_length=64)
    urgency: str = Field(max_length=20)
    sign: str = Field(max_length=64, index=True)
    panel: str = Field(max_length=30)
    program_digest: str = Field(max_length=64)
    pages: int
    starts_at: datetime
    ends_at: datetime = Field(index=True)
    approver: str = Field(max_length=64)
    approver_name: str = Field(max_length=100)
    approved_at: datetime
    practice: bool


class OrderStop(SQLModel, table=True):
    """An order ended before its window: withdrawn by a person. A fact; nothing resurrects it (R11)."""

    __tablename__ = "order_stop"

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(index=True)
    at: datetime
    cause: str = Field(max_length=20)
    account: str = Field(max_length=64)
    reason: str
