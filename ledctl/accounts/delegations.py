"""Standing in for a colleague who is away: given for days, ended early, asked at every sign-in.

A delegation is a fact with its first and last day, both whole days in the site's
zone; ending it early is another fact. It gives the stand-in the giver's own roles and
nothing the giver holds for others, so it cannot be passed on. What a stand-in may do
with it is ``ledctl.notices.rights``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Delegation, DelegationEnd, Giver, Person, Role
from ledctl.accounts.rights import require_own_password
from ledctl.clock import Clock, stamp
from ledctl.db import Database
from ledctl.errors import BadInput, NotAllowed, NotFound, Refused

MAX_REASON = 500
MOST_DAYS = 366
LARGEST = 2**31 - 1
"""No delegation has a larger number on any database."""

STANDABLE = frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER, Role.OPERATOR})
"""Roles whose steps a stand-in may take; at least one of them, or there is nothing to stand in for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A delegation as pages and ``--json`` tell it."""

    id: int
    giver: str
    stand_in: str
    first: date
    last: date
    reason: str
    given_by: str
    given_at: datetime
    ended_by: str
    ended_at: datetime | None
    end_reason: str

    def runs(self, today: date) -> bool:
        return self.ended_at is None and self.first <= today <= self.last

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names."""
        names = ("id", "giver", "stand_in", "reason", "given_by", "ended_by", "end_reason")
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        times = {
            "given_at": stamp(self.given_at),
            "ended_at": None if self.ended_at is None else stamp(self.ended_at),
        }
        return {name: getattr(self, name) for name in names} | days | times


class Delegations:
    """Gives and ends delegations; each with its event, in one transaction (R12)."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    @property
    def today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def give(self, actor: Actor, giver: str, stand_in: str, *, first: date, last: date, reason: str) -> int:
        """``stand_in`` stands in for ``giver`` on these days; returns the delegation's number."""
        _require_own(actor, giver)
        _require_reason(reason)
        self._require_days(first, last)
        if giver == stand_in:
            raise BadInput.of("delegation_to_oneself", where="stand_in")
        with self._database.write() as session:
            self._require_people(session, giver, stand_in)
            _refuse_second(session, giver, stand_in, first, last)
            now = self._clock.now()
            row = Delegation(
                giver=giver,
                stand_in=stand_in,
                first=first,
                last=last,
                reason=reason.strip(),
                account=actor.account,
                via=actor.via,
                at=now,
            )
            session.add(row)
            session.flush()
            assert row.id is not None  # noqa: S101 - flush gave it a number
            _tell(session, "delegated", actor, row, now, reason)
        return row.id

    def end(self, actor: Actor, number: int, reason: str) -> None:
        """End a delegation now, before its last day."""
        _require_reason(reason)
        with self._database.write() as session:
            row = session.get(Delegation, number) if 0 < number <= LARGEST else None
            if row is None:
                raise NotFound.of("no_such_delegation", where="id", id=number)
            _require_own(actor, row.giver)
            if session.exec(select(DelegationEnd).where(DelegationEnd.delegation_id == number)).first():
                raise Refused.of("delegation_over", where="id")
            now = self._clock.now()
            end = DelegationEnd(
                delegation_id=number, reason=reason.strip(), account=actor.account, via=actor.via, at=now
            )
            session.add(end)
            session.flush()
            _tell(session, "delegation_ended", actor, row, now, reason)

    def all(self, account: str | None = None) -> list[Standing]:
        """Every delegation, the newest first; of one person alone, given or taken."""
        with self._database.read() as session:
            rows = session.exec(_WITH_ENDS).all()
        found = [_standing(row, end) for row, end in rows]
        return [one for one in found if account is None or account in (one.giver, one.stand_in)]

    def seen_by(self, actor: Actor) -> list[Standing]:
        """Their own, given or taken; an administrator sees every one."""
        return self.all(None if actor.has(Role.ADMINISTRATOR) else actor.account)

    def _require_days(self, first: date, last: date) -> None:
        if last < first or last < self.today or (last - first).days >= MOST_DAYS:
            raise BadInput.of("delegation_days", where="last")

    def _require_people(self, session: Session, giver: str, stand_in: str) -> None:
        for account in (giver, stand_in):
            person = session.exec(select(Person).where(Person.account == account)).first()
            if person is None:
                raise NotFound.of("no_such_account", where="account", account=account)
            if not person.active:
                raise Refused.of("delegation_inactive", where="account", account=account)
            if account == giver and person.role_set().isdisjoint(STANDABLE):
                raise Refused.of("delegation_nothing", where="giver", account=account)


_WITH_ENDS = (
    select(Delegation, DelegationEnd)
    .join(DelegationEnd, col(DelegationEnd.delegation_id) == col(Delegation.id), isouter=True)
    .order_by(col(Delegation.id).desc())
)


def givers_of(session: Session, stand_in: str, today: date) -> tuple[Giver, ...]:
    """For whom this person stands in today: active people, with the roles they hold now."""
    ended = select(DelegationEnd.delegation_id)
    query = (
        select(Person)
        .join(Delegation, col(Delegation.giver) == col(Person.account))
        .where(
            Delegation.stand_in == stand_in,
            Delegation.first <= today,
            Delegation.last >= today,
            col(Delegation.id).not_in(ended),
            col(Person.active).is_(True),
        )
        .order_by(col(Delegation.id))
    )
    people = {one.account: one for one in session.exec(query)}
    return tuple(Giver(one.account, one.name, one.role_set()) for one in people.values())


def _require_own(actor: Actor, giver: str) -> None:
    require_own_password(actor)
    if actor.account != giver and not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed.of("delegation_not_yours")


def _require_reason(reason: str) -> None:
    if not 0 < len(reason.strip()) <= MAX_REASON:
        raise BadInput.of("delegation_reason", where="reason")


def _refuse_second(session: Session, giver: str, stand_in: str, first: date, last: date) -> None:
    """Two for the same pair on one day: ending one would leave the other, unseen."""
    rows: Sequence[tuple[Delegation, DelegationEnd | None]] = session.exec(_WITH_ENDS).all()
    for row, end in rows:
        same = (row.giver, row.stand_in) == (giver, stand_in)
        if same and end is None and row.first <= last and first <= row.last:
            raise Refused.of("delegation_twice", where="first")


def _tell(session: Session, kind: str, actor: Actor, row: Delegation, at: datetime, reason: str) -> None:
    tell(
        session,
        kind,
        actor,
        at=at,
        delegation=row.id,
        account=row.giver,
        stand_in=row.stand_in,
        first=row.first.isoformat(),
        last=row.last.isoformat(),
        reason=reason.strip(),
    )


def _standing(row: Delegation, end: DelegationEnd | None) -> Standing:
    assert row.id is not None  # noqa: S101 - it was read from the table
    return Standing(
        row.id,
        row.giver,
        row.stand_in,
        row.first,
        row.last,
        row.reason,
        row.account,
        row.at,
        end.account if end else "",
        end.at if end else None,
        end.reason if end else "",
    )
