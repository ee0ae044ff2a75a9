"""Alerts in the database: raised and ended in one transaction with their event and what is told of them.

Here: writing by the watch, and reading for everybody. Not here: who may tick one off (``seeing``).
Minor ones stand in their own table only: the ledger is for what touched the signs (R32).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from ledctl.alerts.conditions import Alert, Value
from ledctl.alerts.entries import Entry, Sight
from ledctl.alerts.model import AlertEnd, AlertRow, AlertSeen
from ledctl.alerts.troubles import TROUBLES, Severity
from ledctl.db import Database
from ledctl.ledger.log import append

SYSTEM = "system"


def raise_alert(session: Session, alert: Alert, *, at: datetime, practice: bool) -> AlertRow:
    """Write a new alert down; the grave ones are events, too."""
    trouble = alert.trouble
    row = AlertRow(
        key=alert.key,
        code=alert.code,
        severity=trouble.severity,
        sign=alert.sign,
        facts=json.dumps(dict(alert.facts), ensure_ascii=False),
        at=at,
        practice=practice,
    )
    session.add(row)
    session.flush()
    _tell(session, "alert_raised", row, at)
    return row


def end_alert(session: Session, row: AlertRow, *, at: datetime) -> None:
    session.add(AlertEnd(alert_id=id_of(row), at=at))
    session.flush()
    _tell(session, "alert_ended", row, at)


def _tell(session: Session, kind: str, row: AlertRow, at: datetime) -> None:
    if row.severity == Severity.MINOR:
        return
    facts: dict[str, Any] = {"alert": id_of(row), "code": row.code, "severity": str(row.severity)}
    sign = row.sign or None
    append(session, kind=kind, at=at, actor=SYSTEM, sign=sign, practice=row.practice, **facts)


def id_of(row: AlertRow) -> int:
    """The key of a row that is stored."""
    if row.id is None:
        raise ValueError("the alert is not stored yet")
    return row.id


def open_rows(session: Session) -> list[AlertRow]:
    """Alerts that are not over, oldest first."""
    query = _ROWS.where(col(AlertEnd.id).is_(None)).order_by(col(AlertRow.id))
    return [row for row, _ in session.exec(query)]


def open_alerts(database: Database) -> list[Entry]:
    """What is wrong now, the gravest first."""
    rank = {severity: place for place, severity in enumerate(Severity)}
    with database.read() as session:
        found = _entries(session, _ROWS.where(col(AlertEnd.id).is_(None)))
    return sorted(found, key=lambda one: (rank[one.severity], one.at, one.id))


def past_alerts(database: Database, *, limit: int = 100) -> list[Entry]:
    """What is over, newest first."""
    query = _ROWS.where(col(AlertEnd.id).is_not(None)).order_by(col(AlertEnd.id).desc()).limit(limit)
    with database.read() as session:
        return _entries(session, query)


def told_between(session: Session, start: datetime, end: datetime) -> list[Entry]:
    """Alerts below critical that came or went in ``[start, end)``."""
    came = (col(AlertRow.at) >= start) & (col(AlertRow.at) < end)
    went = (col(AlertEnd.at) >= start) & (col(AlertEnd.at) < end)
    query = _ROWS.where(AlertRow.severity != Severity.CRITICAL, came | went).order_by(col(AlertRow.id))
    return _entries(session, query)


def entry_of(session: Session, alert_id: int) -> Entry | None:
    """One alert, if there is such a one."""
    return next(iter(_entries(session, _ROWS.where(AlertRow.id == alert_id))), None)


def count_open(database: Database) -> int:
    """How many are not over: cheap, for every page."""
    query = select(func.count()).select_from(AlertRow).join(AlertEnd, isouter=True)
    with database.read() as session:
        return session.exec(query.where(col(AlertEnd.id).is_(None))).one()


_ROWS = select(AlertRow, AlertEnd.at).join(AlertEnd, isouter=True)


def _entries(session: Session, query: Any) -> list[Entry]:
    rows: Sequence[tuple[AlertRow, datetime | None]] = session.exec(query).all()
    seen = _sights(session, [id_of(row) for row, _ in rows])
    return [
        _entry(row, ended, tuple(seen.get(id_of(row), ()))) for row, ended in rows if row.code in TROUBLES
    ]


def _sights(session: Session, ids: Iterable[int]) -> dict[int, list[Sight]]:
    query = select(AlertSeen).where(col(AlertSeen.alert_id).in_([*ids])).order_by(col(AlertSeen.id))
    found: dict[int, list[Sight]] = {}
    for row in session.exec(query):
        found.setdefault(row.alert_id, []).append(Sight(row.account, row.name, row.at))
    return found


def _entry(row: AlertRow, ended: datetime | None, seen: tuple[Sight, ...]) -> Entry:
    facts: dict[str, Value] = json.loads(row.facts)
    severity = Severity(row.severity)
    return Entry(id_of(row), row.key, row.code, severity, row.sign, facts, row.at, ended, row.practice, seen)
