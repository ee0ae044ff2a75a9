"""The tables of alerts: raised, over, seen by somebody. All three are facts (migration 0012)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class AlertRow(SQLModel, table=True):
    """An alert as it was raised. ``key`` names what it is about; ``facts`` are those of its sentence."""

    __tablename__ = "alert"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=100, index=True)
    code: str = Field(max_length=40)
    severity: str = Field(max_length=10)
    sign: str = Field(max_length=64)
    facts: str
    at: datetime = Field(index=True)
    practice: bool


class AlertEnd(SQLModel, table=True):
    """What the alert was about is over."""

    __tablename__ = "alert_end"
    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id", unique=True)
    at: datetime


class AlertSeen(SQLModel, table=True):
    """Somebody of the office has seen it."""

    __tablename__ = "alert_seen"
    __table_args__ = (UniqueConstraint("alert_id", "account", name="alert_seen_once"),)
    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id", index=True)
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
