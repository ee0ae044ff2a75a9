"""Ticking an alert off as seen: a fact of the office, which mends nothing and ends nothing."""

from __future__ import annotations

from sqlmodel import select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.alerts.model import AlertSeen
from ledctl.alerts.records import entry_of
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import NotFound, Refused

MAY_SEE = frozenset(Role) - {Role.AUDITOR, Role.VILLAGE_POSTER}
"""Everybody of the office; whoever only looks at the record leaves no marks."""


class Alerts:
    """What people do with alerts; ``records`` reads them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def acknowledge(self, actor: Actor, alert_id: int) -> None:
        """Say "I have seen it", once; refused when it is over."""
        require_role(actor, MAY_SEE)
        now = self._clock.now()
        with self._database.write() as session:
            entry = entry_of(session, alert_id)
            if entry is None:
                raise NotFound.of("alert_not_there", where="alert", number=alert_id)
            if entry.ended_at is not None:
                raise Refused.of("alert_over")
            mine = select(AlertSeen.id).where(
                AlertSeen.alert_id == alert_id, AlertSeen.account == actor.account
            )
            if session.exec(mine).first() is not None:
                raise Refused.of("alert_seen_already")
            session.add(AlertSeen(alert_id=alert_id, **signed(actor, now)))
            facts = {"alert": alert_id, "code": entry.code, "practice": entry.practice}
            tell(session, "alert_seen", actor, at=now, sign=entry.sign or None, **facts)
