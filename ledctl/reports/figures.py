"""Figures of a period beside its items: what was corrected, taken back, objected to, stopped, in time.

Each is a number of facts of the record whose day lies in the period, known by the end
of the as-of day. A share is two numbers (``timely`` of ``timed``), so that it can be
checked and added up; what is not on record is in none of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from statistics import median_low

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, Table, func, select
from sqlmodel import SQLModel

from ledctl.calendars.categories import Categories
from ledctl.calendars.deadlines import deadline
from ledctl.calendars.workdays import Workdays
from ledctl.clock import stamp, to_ms, unstamp
from ledctl.ledger.downtime import ORDERED, OUTAGE
from ledctl.ledger.model import EVENT
from ledctl.notices import around_model, model
from ledctl.notices.objections import Outcome
from ledctl.notices.office import Office
from ledctl.reports.gather import Wanted
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.named import named, parts
from ledctl.screening.findings import PERSONAL

_TABLES = SQLModel.metadata.tables
_OBJECTION: Table = _TABLES[around_model.Objection.__tablename__]
_OUTCOME: Table = _TABLES[around_model.ObjectionDecision.__tablename__]
_NOTICE: Table = _TABLES[model.NoticeRow.__tablename__]
_VERSION: Table = _TABLES[model.Version.__tablename__]


def figures(office: Office, wanted: Wanted, count: PeriodCount) -> dict[str, int]:
    """By name: how many of each lie in the period."""
    made_here = [item for item in count.counted if item.notice]
    with office.database.read() as session:
        connection = session.connection()
        found = {
            "corrections": len(_corrections(connection, wanted)),
            "withdrawals": len(_withdrawn(connection, wanted)),
            "objections": _objections(connection, wanted),
            "objections_upheld": _upheld(connection, wanted),
            "privacy_hits": _privacy_hits(connection, wanted),
            "interruptions": _interruptions(connection, wanted),
        }
        return found | _timely(connection, office, made_here) | _speed(connection, made_here, wanted)


def _events(wanted: Wanted, kind: str) -> Select[tuple[str]]:
    since, until = wanted.span
    return select(EVENT.c.notice).where(
        EVENT.c.kind == kind,
        EVENT.c.at >= stamp(since),
        EVENT.c.at < stamp(min(until, wanted.until)),
        EVENT.c.practice == wanted.practice,
    )


def _corrections(connection: Connection, wanted: Wanted) -> set[str]:
    query = _events(wanted, "approved").where(
        EVENT.c.payload.contains('"correction_of":"'), ~EVENT.c.payload.contains('"correction_of":""')
    )
    return {row.notice for row in connection.execute(query)}


def _withdrawn(connection: Connection, wanted: Wanted) -> set[str]:
    """Approved notices that were taken back; a draft nobody saw is none."""
    approved = EVENT.alias("approved")
    was = select(approved.c.seq).where(
        approved.c.kind == "approved", approved.c.notice == EVENT.c.notice, approved.c.seq < EVENT.c.seq
    )
    return {row.notice for row in connection.execute(_events(wanted, "withdrawn").where(was.exists()))}


def _objections(connection: Connection, wanted: Wanted) -> int:
    query = select(func.count()).where(
        _OBJECTION.c.received_on.between(wanted.period.first, wanted.period.last),
        _OBJECTION.c.at < wanted.until,
        _OBJECTION.c.practice == wanted.practice,
    )
    return int(connection.execute(query).scalar_one())


def _upheld(connection: Connection, wanted: Wanted) -> int:
    joined = _OUTCOME.join(_OBJECTION, _OBJECTION.c.id == _OUTCOME.c.objection_id)
    query = (
        select(func.count())
        .select_from(joined)
        .where(
            _OUTCOME.c.decided_on.between(wanted.period.first, wanted.period.last),
            _OUTCOME.c.outcome == Outcome.ACCEPTED.value,
            _OUTCOME.c.at < wanted.until,
            _OBJECTION.c.practice == wanted.practice,
        )
    )
    return int(connection.execute(query).scalar_one())


def _privacy_hits(connection: Connection, wanted: Wanted) -> int:
    """Personal data that screening found in the versions of the period: none of them reached a sign."""
    since, until = wanted.span
    query = (
        select(_VERSION.c.findings)
        .join(_NOTICE, _NOTICE.c.id == _VERSION.c.notice_id)
        .where(_VERSION.c.created_at >= since, _VERSION.c.created_at < min(until, wanted.until))
        .where(_NOTICE.c.practice == wanted.practice, _VERSION.c.findings.contains('"personal_'))
    )
    rules = (one.get("rule") for text in connection.execute(query).scalars() for one in json.loads(text))
    return sum(rule in PERSONAL for rule in rules)


def _interruptions(connection: Connection, wanted: Wanted) -> int:
    """Outages of signs that began in the period, but for those somebody ordered."""
    since, until = wanted.span
    query = select(func.count()).where(
        OUTAGE.c.started_ms >= to_ms(since),
        OUTAGE.c.started_ms < to_ms(min(until, wanted.until)),
        OUTAGE.c.cause.not_in([cause.value for cause in ORDERED]),
    )
    return int(connection.execute(query).scalar_one())


def _timely(connection: Connection, office: Office, items: Collection[Item]) -> dict[str, int]:
    """Of the items made here, how many were first published within their legal term (art. 26)."""
    made = _made_on(connection, {item.id for item in items}, office)
    workdays = office.workdays() if made else None
    timed = [item for item in items if item.id in made]
    timely = [
        item
        for item in timed
        if workdays is not None and item.first_on <= _due(made[item.id], item.category, office, workdays)
    ]
    return {"timed": len(timed), "timely": len(timely)}


def _due(made_on: date, category: str, office: Office, workdays: Workdays) -> date:
    categories: Categories = office.categories
    return deadline(
        made_on,
        categories.get(category) if category in categories else None,
        workdays,
        general_days=office.rules.disclose_days,
        roll_forward=office.rules.roll_forward,
    ).due


def _made_on(connection: Connection, notices: Collection[str], office: Office) -> dict[str, date]:
    """The day each came to be: as its first version says, or the day that was begun."""
    made: dict[str, date] = {}
    for part in parts(notices):
        query = select(_VERSION.c.notice_id, _VERSION.c.content, _VERSION.c.created_at).where(
            _VERSION.c.notice_id.in_(part), _VERSION.c.no == 1
        )
        for name, content, created_at in connection.execute(query):
            said = json.loads(content).get("created_on")
            begun: datetime = created_at
            made[name] = date.fromisoformat(said) if said else begun.astimezone(office.zone).date()
    return made


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
