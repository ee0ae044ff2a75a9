"""What stands behind the figures beside the items: corrections, withdrawals, objections, data stopped, terms.

Each figure is the length of its list here, so a number and what a click on it shows cannot
differ. A row is a fact of the record whose day lies in the period, known by the end of the
as-of day. Of an objection, and of a personal datum, a row says that there was one, never what.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select
from sqlmodel import SQLModel

from ledctl.calendars.categories import Categories
from ledctl.calendars.deadlines import deadline
from ledctl.calendars.workdays import Workdays
from ledctl.clock import stamp, unstamp
from ledctl.ledger.model import EVENT
from ledctl.notices import around_model, model
from ledctl.notices.objections import Outcome
from ledctl.notices.office import Office
from ledctl.reports.gather import Wanted
from ledctl.reports.items import Item
from ledctl.reports.known import CORRECTS
from ledctl.reports.named import parts
from ledctl.screening.findings import PERSONAL

_TABLES = SQLModel.metadata.tables
_OBJECTION: Table = _TABLES[around_model.Objection.__tablename__]
_OUTCOME: Table = _TABLES[around_model.ObjectionDecision.__tablename__]
_NOTICE: Table = _TABLES[model.NoticeRow.__tablename__]
_VERSION: Table = _TABLES[model.Version.__tablename__]
_TITLE = func.coalesce(_NOTICE.c.title, "").label("title")


@dataclass(frozen=True, slots=True)
class Happened:
    """One fact about a notice, on its day at the site; ``due``: the last day of its legal term, if any."""

    notice: str
    title: str
    on: date
    due: date | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "on": self.on.isoformat(),
            "due": self.due.isoformat() if self.due else None,
        }


def corrections(connection: Connection, wanted: Wanted) -> tuple[Happened, ...]:
    """Corrections that were approved; one that was approved again is the same."""
    return _told(connection.execute(_events(wanted, "approved").where(CORRECTS)), wanted)


def withdrawals(connection: Connection, wanted: Wanted) -> tuple[Happened, ...]:
    """Approved notices that were taken back; a draft nobody saw is none."""
    approved = EVENT.alias("approved")
    was = select(approved.c.seq).where(
        approved.c.kind == "approved", approved.c.notice == EVENT.c.notice, approved.c.seq < EVENT.c.seq
    )
    return _told(connection.execute(_events(wanted, "withdrawn").where(was.exists())), wanted)


def objections(connection: Connection, wanted: Wanted) -> tuple[Happened, ...]:
    """Received in the period."""
    query = (
        select(_OBJECTION.c.notice_id, _TITLE, _OBJECTION.c.received_on)
        .select_from(_OBJECTION.outerjoin(_NOTICE, _NOTICE.c.id == _OBJECTION.c.notice_id))
        .where(_OBJECTION.c.received_on.between(wanted.period.first, wanted.period.last))
        .where(_OBJECTION.c.at < wanted.until, _OBJECTION.c.practice == wanted.practice)
    )
    return _in_order(Happened(*row) for row in connection.execute(query))


def objections_upheld(connection: Connection, wanted: Wanted) -> tuple[Happened, ...]:
    """Decided so in the period."""
    joined = _OUTCOME.join(_OBJECTION, _OBJECTION.c.id == _OUTCOME.c.objection_id)
    query = (
        select(_OBJECTION.c.notice_id, _TITLE, _OUTCOME.c.decided_on)
        .select_from(joined.outerjoin(_NOTICE, _NOTICE.c.id == _OBJECTION.c.notice_id))
        .where(_OUTCOME.c.decided_on.between(wanted.period.first, wanted.period.last))
        .where(_OUTCOME.c.outcome == Outcome.ACCEPTED.value)
        .where(_OUTCOME.c.at < wanted.until, _OBJECTION.c.practice == wanted.practice)
    )
    return _in_order(Happened(*row) for row in connection.execute(query))


def privacy_hits(connection: Connection, wanted: Wanted) -> tuple[Happened, ...]:
    """Personal data that screening found in the versions of the period: none of them reached a sign."""
    since, until = wanted.span
    query = (
        select(_NOTICE.c.id, _NOTICE.c.title, _VERSION.c.created_at, _VERSION.c.findings)
        .join(_NOTICE, _NOTICE.c.id == _VERSION.c.notice_id)
        .where(_VERSION.c.created_at >= since, _VERSION.c.created_at < min(until, wanted.until))
        .where(_NOTICE.c.practice == wanted.practice, _VERSION.c.findings.contains('"personal_'))
    )
    return _in_order(
        Happened(notice, title, _day(created_at, wanted))
        for notice, title, created_at, findings in connection.execute(query)
        for one in json.loads(findings)
        if one.get("rule") in PERSONAL
    )


FACTS: Mapping[str, Callable[[Connection, Wanted], tuple[Happened, ...]]] = {
    "corrections": corrections,
    "withdrawals": withdrawals,
    "objections": objections,
    "objections_upheld": objections_upheld,
    "privacy_hits": privacy_hits,
}
TERMS = ("timed", "timely")
"""Of the items made here: those whose legal term is known, and those first published within it (art. 26)."""


def terms(connection: Connection, office: Office, items: Collection[Item]) -> dict[str, tuple[Happened, ...]]:
    """By name of ``TERMS``, the items with the day they first went out and the last day of their term."""
    made = _made_on(connection, {item.id for item in items}, office)
    workdays = office.workdays() if made else None
    timed = _in_order(
        Happened(item.id, item.title, item.first_on, _due(made[item.id], item.category, office, workdays))
        for item in items
        if workdays is not None and item.id in made
    )
    return {"timed": timed, "timely": tuple(one for one in timed if one.due and one.on <= one.due)}


def _events(wanted: Wanted, kind: str) -> Select[tuple[Any, ...]]:
    since, until = wanted.span
    return (
        select(EVENT.c.notice, _TITLE, EVENT.c.at)
        .select_from(EVENT.outerjoin(_NOTICE, _NOTICE.c.id == EVENT.c.notice))
        .where(EVENT.c.kind == kind, EVENT.c.practice == wanted.practice)
        .where(EVENT.c.at >= stamp(since), EVENT.c.at < stamp(min(until, wanted.until)))
        .order_by(EVENT.c.seq.desc())
    )


def _told(rows: Iterable[Row[tuple[Any, ...]]], wanted: Wanted) -> tuple[Happened, ...]:
    """Each notice once, on the first of its days."""
    found = {row.notice: Happened(row.notice, row.title, _day(unstamp(row.at), wanted)) for row in rows}
    return _in_order(found.values())


def _in_order(found: Iterable[Happened]) -> tuple[Happened, ...]:
    return tuple(sorted(found, key=lambda one: (one.on, one.notice)))


def _day(at: datetime, wanted: Wanted) -> date:
    return at.astimezone(wanted.zone).date()


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
