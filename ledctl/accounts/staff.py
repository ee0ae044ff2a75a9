"""Administrators' use cases on accounts that exist: stop one, let it in again, change its roles.

Nothing is deleted: the record names people for ever. A stopped account's sign-ins
end with the same commit, and the last active administrator cannot be taken away.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Person, Role
from ledctl.accounts.registry import end_sign_ins, need_person
from ledctl.accounts.rights import require_administrator
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import BadInput, Refused


class Staff:
    """Changes what people are in the office; each change with its event (R12)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def disable(self, actor: Actor, account: str) -> None:
        """Stop an account; its sign-ins end at once. Twice is harmless."""
        require_administrator(actor)
        with self._database.write() as session:
            person = need_person(session, account)
            if not person.active:
                return
            _refuse_last_administrator(session, person)
            person.active = False
            end_sign_ins(session, person, at=self._clock.now())
            self._tell(session, "person_disabled", actor, person)

    def enable(self, actor: Actor, account: str) -> None:
        """Let an account in again, with the password it had. Twice is harmless."""
        require_administrator(actor)
        with self._database.write() as session:
            person = need_person(session, account)
            if person.active:
                return
            person.active = True
            self._tell(session, "person_enabled", actor, person)

    def change_roles(self, actor: Actor, account: str, roles: Iterable[Role]) -> None:
        """Give an account these roles instead of those it had; they count from its next step on."""
        require_administrator(actor)
        words = " ".join(sorted(set(roles)))
        if not words:
            raise BadInput.of("role_missing", where="roles")
        with self._database.write() as session:
            person = need_person(session, account)
            before = person.roles
            if Role.ADMINISTRATOR not in words.split() and Role.ADMINISTRATOR in person.role_set():
                _refuse_last_administrator(session, person)
            if words == before:
                return
            person.roles = words
            self._tell(session, "role_changed", actor, person, before=before)

    def _tell(self, session: Session, kind: str, actor: Actor, person: Person, before: str = "") -> None:
        session.flush()
        tell(
            session,
            kind,
            actor,
            at=self._clock.now(),
            account=person.account,
            name=person.name,
            roles=person.roles,
            before=before or person.roles,
        )


def _refuse_last_administrator(session: Session, person: Person) -> None:
    active = session.exec(select(Person).where(col(Person.active).is_(True)))
    if [one.account for one in active if Role.ADMINISTRATOR in one.role_set()] == [person.account]:
        raise Refused.of("last_administrator", where="account")
