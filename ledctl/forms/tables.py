"""The tables of forms: what was entered by hand, what was filed. Both are facts (migration 0015)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint


class FormCell(SQLModel, table=True):
    """What a person wrote into one cell, from what paper. A later row stands over it; none is changed."""

    __tablename__ = "form_cell"
    __table_args__ = (Index("ix_form_cell_period", "form", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    form: str = Field(max_length=40)
    period: str = Field(max_length=24)
    cell: str = Field(max_length=80)
    value: str
    source: str = Field(max_length=200)
    practice: bool
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime


class FiledReport(SQLModel, table=True):
    """A form as it was filed: ``content`` is the whole of it, ``digest`` its SHA-256."""

    __tablename__ = "filed_report"
    __table_args__ = (UniqueConstraint("form", "period", "version", "practice", name="filed_report_once"),)
    id: int | None = Field(default=None, primary_key=True)
    form: str = Field(max_length=40)
    period: str = Field(max_length=24)
    version: int
    content: str
    digest: str = Field(max_length=64)
    reason: str
    checkpoint: str = Field(max_length=64)
    practice: bool
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
