"""Figures of a period beside its items: what was corrected, taken back, objected to, stopped, in time.

Most are the length of a list (``happened``); interruptions are listed with the outages. A share
is two numbers (``timely`` of ``timed``), so that it can be checked and added up; what is not on
record is in none of them.
"""

from __future__ import annotations

from collections.abc import Collection
from statistics import median_low

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from ledctl.clock import stamp, to_ms, unstamp
from ledctl.ledger.downtime import ORDERED, OUTAGE
from ledctl.ledger.model import EVENT
from ledctl.notices.office import Office
from ledctl.reports.gather import Wanted
from ledctl.reports.happened import FACTS, terms
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.named import named


def figures(office: Office, wanted: Wanted, count: PeriodCount) -> dict[str, int]:
    """By name: how many of each lie in the period."""
    made_here = [item for item in count.counted if item.notice]
    with office.database.read() as session:
        connection = session.connection()
        found = {name: len(listed(connection, wanted)) for name, listed in FACTS.items()}
        found["interruptions"] = _interruptions(connection, wanted)
        found |= {name: len(one) for name, one in terms(connection, office, made_here).items()}
        return found | _speed(connection, made_here, wanted)


def _interruptions(connection: Connection, wanted: Wanted) -> int:
    """Outages of signs that began in the period, but for those somebody ordered."""
    since, until = wanted.span
    query = select(func.count()).where(
        OUTAGE.c.started_ms >= to_ms(since),
        OUTAGE.c.started_ms < to_ms(min(until, wanted.until)),
        OUTAGE.c.cause.not_in([cause.value for cause in ORDERED]),
    )
    return int(connection.execute(query).scalar_one())


def _speed(connection: Connection, items: Collection[Item], wanted: Wanted) -> dict[str, int]:
    """Minutes from the first approval to the first display with a receipt, in the middle; absent of none."""
    minutes: list[int] = []
    for names in named({item.id for item in items}):
        approved, shown = (_first_event(names.c.notice, kind) for kind in ("approved", "shown"))
        for row in connection.execute(
            select(names.c.notice, approved.label("approved"), shown.label("shown"))
        ):
            if row.approved and row.shown and row.shown < stamp(wanted.until):
                waited = unstamp(row.shown) - unstamp(row.approved)
                minutes.append(max(0, int(waited.total_seconds() // 60)))
    return {"median_minutes": median_low(minutes)} if minutes else {}


def _first_event(name: ColumnElement[str], kind: str) -> ScalarSelect[str]:
    """When this first happened to the notice; a sign that never answers has shown nothing (P0)."""
    one = EVENT.alias(kind)
    query = select(one.c.at).where(one.c.notice == name, one.c.kind == kind)
    if kind == "shown":
        query = query.where(~one.c.payload.contains('"proof":0'))
    return query.order_by(one.c.seq).limit(1).correlate_except(one).scalar_subquery()
