"""The tables of blackouts: ordered, explained, ended, answered by each sign. All are facts.

None is ever changed (migration 0010): whether a blackout is on follows from its rows. An
end repeats whether it was a drill, and a foreign key holds that to the order itself, so
that not even a program with a bug can end a real one but by a person's lifting it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class BlackoutRow(SQLModel, table=True):
    """Somebody ordered every sign dark; a drill says until when. ``practice`` never changes (R7)."""

    __tablename__ = "blackout"
    __table_args__ = (
        UniqueConstraint("id", "drill", name="blackout_bound"),
        CheckConstraint("drill = (until IS NOT NULL)", name="only_a_drill_ends_by_itself"),
    )

    id: int | None = Field(default=None, primary_key=True)
    drill: bool
    until: datetime | None = None
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime
    practice: bool


class BlackoutWord(SQLModel, table=True):
    """Why it was ordered, said afterwards."""

    __tablename__ = "blackout_word"

    id: int | None = Field(default=None, primary_key=True)
    blackout_id: int = Field(foreign_key="blackout.id", index=True)
    reason: str
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime


class BlackoutEnd(SQLModel, table=True):
    """The signs need not stay dark any more."""

    __tablename__ = "blackout_end"
    __table_args__ = (
        UniqueConstraint("blackout_id", name="blackout_ends_once"),
        CheckConstraint("drill OR how = 'lifted'", name="a_real_one_is_lifted"),
        CheckConstraint("how <> 'lifted' OR account <> 'system'", name="a_person_lifts"),
        ForeignKeyConstraint(["blackout_id", "drill"], ["blackout.id", "blackout.drill"], name="end_binds"),
    )

    id: int | None = Field(default=None, primary_key=True)
    blackout_id: int
    drill: bool
    how: str = Field(max_length=20)
    opinion: str
    account: str = Field(max_length=64)
    name: str = Field(max_length=100)
    via: str = Field(max_length=10)
    at: datetime


class BlackoutSign(SQLModel, table=True):
    """What one sign answered, once for each ``how``; ``ms`` since the order."""

    __tablename__ = "blackout_sign"
    __table_args__ = (UniqueConstraint("blackout_id", "sign", "how", name="blackout_answered_once"),)

    id: int | None = Field(default=None, primary_key=True)
    blackout_id: int = Field(foreign_key="blackout.id")
    sign: str = Field(max_length=64, index=True)
    how: str = Field(max_length=20)
    at: datetime
    ms: int
    proof: int | None = None
    evidence: str
