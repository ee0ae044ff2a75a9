"""People, their roles and credentials: the tables, and the value the rest of the program uses.

Roles are the office's (general office, leading group, discipline inspection);
one person may hold several. Holding two roles never lets one person take two
steps on the same notice: that rule is ``ledctl.notices.rights``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from ledctl.ledger.kinds import Via

__all__ = [
    "ROLE_LABELS",
    "SYSTEM",
    "Actor",
    "Credential",
    "Delegation",
    "DelegationEnd",
    "Giver",
    "Person",
    "Role",
    "SignIn",
    "Via",
]

SYSTEM = "system"
"""Whom the record names for what nobody ordered: no person may bear it."""


class Role(StrEnum):
    """What a person is in the office."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    SECRECY_REVIEWER = "secrecy_reviewer"
    APPROVER = "approver"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    VILLAGE_POSTER = "village_poster"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: dict[Role, tuple[str, str]] = {
    Role.DRAFTER: ("拟稿人", "drafter"),
    Role.REVIEWER: ("审核人", "reviewer"),
    Role.SECRECY_REVIEWER: ("保密审查员", "secrecy reviewer"),
    Role.APPROVER: ("审批人（领导小组）", "approver (leading group)"),
    Role.OPERATOR: ("值班操作员", "operator"),
    Role.AUDITOR: ("审计员", "auditor"),
    Role.VILLAGE_POSTER: ("村级张贴员", "village poster"),
    Role.ADMINISTRATOR: ("管理员", "administrator"),
}


@dataclass(frozen=True, slots=True)
class Giver:
    """A person somebody stands in for today."""

    account: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person taking a step, from where, and for whom they stand in today."""

    account: str
    name: str
    roles: frozenset[Role]
    via: Via
    must_change_password: bool = False
    stands_in_for: tuple[Giver, ...] = ()

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class Person(SQLModel, table=True):
    """One account. Accounts are never deleted, only made inactive: the record names them for ever."""

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(unique=True, max_length=64)
    name: str = Field(max_length=100)
    roles: str = Field(max_length=200)
    active: bool = True
    created_at: datetime

    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(word) for word in self.roles.split())


class Credential(SQLModel, table=True):
    """A person's password hash, and how often someone guessed wrong."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    hash: str = Field(max_length=200)
    one_time: bool
    changed_at: datetime
    failures: int = 0
    locked_until: datetime | None = None


class SignIn(SQLModel, table=True):
    """One sign-in. Only a keyed hash of its token is kept, so a stolen database opens nothing."""

    __tablename__ = "sign_in"

    token_hash: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    via: str = Field(max_length=10)
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class Delegation(SQLModel, table=True):
    """``stand_in`` may take the giver's steps from ``first`` to ``last``, both days whole. A fact."""

    id: int | None = Field(default=None, primary_key=True)
    giver: str = Field(max_length=64, index=True)
    stand_in: str = Field(max_length=64, index=True)
    first: date
    last: date
    reason: str
    account: str = Field(max_length=64)
    via: str = Field(max_length=10)
    at: datetime


class DelegationEnd(SQLModel, table=True):
    """A delegation ended before its last day. A fact; it is never taken back, a new one is given."""

    __tablename__ = "delegation_end"

    id: int | None = Field(default=None, primary_key=True)
    delegation_id: int = Field(unique=True)
    reason: str
    account: str = Field(max_length=64)
    via: str = Field(max_length=10)
    at: datetime
