"""What the roll-up knows of notices on signs: sums of a period, and first days, added up in SQL.

What was only sent (P0) is taken off where the town counts from P1 on; ``sent_only``
holds it, and is not asked row by row where these days have none. A first day is
looked up in the order of an index and the look-up ends at the first row that says so,
also for what has stood for ten years.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    ScalarSelect,
    Select,
    Table,
    and_,
    func,
    literal,
    select,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import CTE

from ledctl.ledger.model import ROLLUP, SENT_ONLY
from ledctl.reports.counting import Sum
from ledctl.reports.named import parts
from ledctl.reports.periods import Period

_KEY = ("sign", "notice", "day", "practice")


def sealed(connection: Connection, days: Period, practice: bool, least_proof: int) -> tuple[Sum, ...]:
    """The sums of these days."""
    apart = least_proof > 0 and _any_only_sent(connection, days, practice)
    rows: Sequence[Any] = connection.execute(_of_days(days, practice, apart)).all()
    return tuple(Sum(*row) for row in rows)


def first_shown(
    connection: Connection, notices: Collection[str], last: date, practice: bool, least_proof: int
) -> dict[str, date]:
    """The first day through ``last`` on which each of these stood on a sign; absent if it never did."""
    sent = select(SENT_ONLY.c.displays).where(*(SENT_ONLY.c[name] == ROLLUP.c[name] for name in _KEY))
    proven = ROLLUP.c.acked > (func.coalesce(sent.scalar_subquery(), 0) if least_proof else 0)
    return _first(connection, ROLLUP, proven, notices, last, practice)


def first_sent(
    connection: Connection, notices: Collection[str], last: date, practice: bool
) -> dict[str, date]:
    """The first day through ``last`` on which each of these was sent to a sign that never answers."""
    return _first(connection, SENT_ONLY, SENT_ONLY.c.displays > 0, notices, last, practice)


def _any_only_sent(connection: Connection, days: Period, practice: bool) -> bool:
    return bool(
        connection.scalar(select(select(SENT_ONLY).where(_within(SENT_ONLY, days, practice)).exists()))
    )


def _of_days(days: Period, practice: bool, apart: bool) -> Select[tuple[object, ...]]:
    """``apart``: what was only sent is taken off."""
    keys = and_(*(ROLLUP.c[name] == SENT_ONLY.c[name] for name in _KEY))
    with_sent = ROLLUP.outerjoin(SENT_ONLY, keys) if apart else ROLLUP
    sent = func.coalesce(SENT_ONLY.c.displays, 0) if apart else literal(0)
    sent_ms = func.coalesce(SENT_ONLY.c.on_air_ms, 0) if apart else literal(0)
    return (
        select(
            ROLLUP.c.sign,
            ROLLUP.c.notice,
            func.sum(ROLLUP.c.shown).label("begun"),
            func.sum(ROLLUP.c.acked - sent).label("displays"),
            func.sum(ROLLUP.c.on_air_ms - sent_ms).label("on_air_ms"),
        )
        .select_from(with_sent)
        .where(_within(ROLLUP, days, practice))
        .group_by(ROLLUP.c.sign, ROLLUP.c.notice)
    )


def _within(table: Table, days: Period, practice: bool) -> ColumnElement[bool]:
    day = table.c.day.between(days.first.isoformat(), days.last.isoformat())
    return and_(table.c.practice == practice, day)


def _first(
    connection: Connection,
    table: Table,
    proven: ColumnElement[bool],
    notices: Collection[str],
    last: date,
    practice: bool,
) -> dict[str, date]:
    found: dict[str, date] = {}
    for part in parts(notices):
        names = select(table.c.notice).where(table.c.notice.in_(part)).distinct().cte("named")
        day = _first_day(table, proven, names, last, practice)
        rows = connection.execute(select(names.c.notice, day.label("day"))).all()
        found |= {row.notice: date.fromisoformat(row.day) for row in rows if row.day}
    return found


def _first_day(
    table: Table, proven: ColumnElement[bool], names: CTE, last: date, practice: bool
) -> ScalarSelect[str]:
    query = select(table.c.day).where(table.c.notice == names.c.notice, table.c.day <= last.isoformat())
    query = query.where(table.c.practice == practice, proven).order_by(table.c.day).limit(1)
    return query.correlate(names).scalar_subquery()
