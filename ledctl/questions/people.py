"""Everything one person did, and what others did to their account or in their name; newest first.

What a person did is every event they are the actor of. Besides, an event concerns them where it is
about their account (made, stopped, roles, passwords, stand-ins, wrong passwords tried) or where
somebody who stood in took a step for them. Nothing is left out and nothing is added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from ledctl.clock import stamp
from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.ledger.chain import canonical
from ledctl.ledger.log import Entry, entry_dict, entry_of
from ledctl.ledger.model import EVENT
from ledctl.questions.tables import PERSON

_ABOUT_ACCOUNTS = (
    *("person_added", "password_changed", "sign_in_failed", "role_changed"),
    *("person_disabled", "person_enabled", "delegated", "delegation_ended"),
)
_NAMING = ("account", "stand_in")
_FOR = "on_behalf_of"


class Part(StrEnum):
    """What the person has to do with an event."""

    DID = "did"
    FOR_THEM = "for_them"
    ABOUT_THEM = "about_them"


@dataclass(frozen=True, slots=True)
class Deed:
    """One event, and what the person has to do with it."""

    part: Part
    event: Entry

    def as_dict(self) -> dict[str, Any]:
        return {"part": str(self.part), **entry_dict(self.event)}


@dataclass(frozen=True, slots=True)
class Person:
    """One account as it is now; ``known`` is false for one that only events name."""

    account: str
    name: str
    roles: tuple[str, ...]
    active: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Deeds:
    """One page of what a person did; ``older`` continues it."""

    person: Person
    deeds: tuple[Deed, ...]
    older: int | None

    def as_dict(self) -> dict[str, Any]:
        person = {name: getattr(self.person, name) for name in ("account", "name", "active", "known")}
        return {
            **person,
            "roles": list(self.person.roles),
            "events": [deed.as_dict() for deed in self.deeds],
            "older": self.older,
        }


def deeds_of(
    database: Database,
    account: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    before_seq: int | None = None,
    limit: int = 200,
) -> Deeds:
    """What ``account`` did in ``[since, until)``; ``NotFound`` for one nobody ever heard of."""
    query = select(EVENT).where(or_(EVENT.c.actor == account, _concerning(account)))
    if since is not None:
        query = query.where(EVENT.c.at >= stamp(since))
    if until is not None:
        query = query.where(EVENT.c.at < stamp(until))
    if before_seq is not None:
        query = query.where(EVENT.c.seq < before_seq)
    with database.read() as session:
        rows = session.connection().execute(query.order_by(EVENT.c.seq.desc()).limit(limit + 1)).all()
    person = _person(database, account)
    if not person.known and not rows:
        raise NotFound.of("no_such_person", where="account", account=account)
    found = tuple(_deed(account, entry_of(row)) for row in rows[:limit])
    return Deeds(person, found, found[-1].event.seq if len(rows) > limit else None)


def _concerning(account: str) -> ColumnElement[bool]:
    """Events about this account, or of a step taken for it; the payload is canonical JSON."""
    about = and_(EVENT.c.kind.in_(_ABOUT_ACCOUNTS), or_(*_saying(_NAMING, account)))
    return or_(about, and_(EVENT.c.notice.is_not(None), *_saying((_FOR,), account)))


def _saying(names: Iterable[str], account: str) -> list[ColumnElement[bool]]:
    said = (canonical({name: account})[1:-1] for name in names)
    return [EVENT.c.payload.contains(text, autoescape=True) for text in said]


def _deed(account: str, event: Entry) -> Deed:
    if event.actor == account:
        return Deed(Part.DID, event)
    return Deed(Part.FOR_THEM if event.facts.get(_FOR) == account else Part.ABOUT_THEM, event)


def _person(database: Database, account: str) -> Person:
    query = select(PERSON.c.name, PERSON.c.roles, PERSON.c.active).where(PERSON.c.account == account)
    with database.engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        return Person(account, account, (), active=False, known=False)
    return Person(account, row.name, tuple(row.roles.split()), bool(row.active), known=True)
