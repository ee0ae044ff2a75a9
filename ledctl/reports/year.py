"""The year's count, read from the ledger.

Here: which rows are read. The rules of counting are in ``counts``. The roll-up
answers for everything sealed; the hour in progress is added, so that today is
right, and said to be not yet sealed. What a notice *is* comes from the copies in
the ``approved`` events and, where there is none, from what actually stood: the
office's own tables can change, the record cannot (R30).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.model import EVENT, OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import Body, Slot, closed, unpack
from ledctl.ledger.tally import Count, tally
from ledctl.reports.counts import Day, Facts, Rules, YearCount, count_year


@dataclass(frozen=True, slots=True)
class InProgress:
    """The hour in progress on one sign, as far as it is known."""

    sign: str
    body: Body

    def days(self, zone: ZoneInfo) -> list[Day]:
        cells = tally(self.body, zone).days.items()
        return [Day(self.sign, notice, practice, day, count) for (notice, practice, day), count in cells]


def year_count(
    database: Database,
    year: int,
    *,
    zone: ZoneInfo,
    as_of: date,
    rules: Rules | None = None,
    practice: bool = False,
) -> YearCount:
    """What ``year`` adds up to through the day ``as_of``, in the site's zone."""
    with database.read() as session:
        current = in_progress(session)
        sealed = _sealed_days(session, as_of)
        unsealed = [day for part in current for day in part.days(zone)]
        facts = facts_of(session, {day.notice for day in (*sealed, *unsealed)}, current)
    return count_year(
        sealed,
        facts,
        year=year,
        as_of=as_of,
        zone=zone.key,
        rules=rules or Rules(),
        unsealed=unsealed,
        practice=practice,
    )


def _sealed_days(session: Session, as_of: date) -> list[Day]:
    rows = session.connection().execute(select(ROLLUP).where(ROLLUP.c.day <= as_of.isoformat()))
    return [
        Day(row.sign, row.notice, row.practice, row.day, Count(row.shown, row.acked, row.on_air_ms))
        for row in rows
    ]


def in_progress(session: Session) -> list[InProgress]:
    parts = []
    for row in session.connection().execute(select(OPEN_SEGMENT)):
        body = unpack(row.body)
        parts.append(InProgress(row.sign, Body(body.slots, closed(body.displays, row.heartbeat_ms))))
    return parts


def facts_of(session: Session, notices: set[str], current: Iterable[InProgress]) -> dict[str, Facts]:
    """Approved facts first; what stood for notices that were never approved here."""
    facts = _approved(session)
    for part in current:
        for slot in part.body.slots:
            facts.setdefault(slot.notice, Facts(slot.category))
    if unknown := notices - facts.keys():
        facts |= _first_slots(session, unknown)
    return facts


def _approved(session: Session) -> dict[str, Facts]:
    query = select(EVENT.c.notice, EVENT.c.payload).where(EVENT.c.kind == "approved").order_by(EVENT.c.seq)
    facts: dict[str, Facts] = {}
    for row in session.connection().execute(query):
        new = _read_facts(json.loads(row.payload))  # the newest approval wins
        before = facts.get(row.notice, new)
        facts[row.notice] = replace(new, idle=new.idle and before.idle)  # but an item stays one
    return facts


def _read_facts(payload: Mapping[str, Any]) -> Facts:
    return Facts(
        category=payload["category"],
        issuing_unit=payload.get("issuing_unit", ""),
        correction_of=payload.get("correction_of") or None,
        idle=payload.get("bound_to", {}).get("urgency") == "idle",
    )


def _first_slots(session: Session, notices: set[str]) -> dict[str, Facts]:
    first = (
        select(SEGMENT_NOTICE.c.notice, func.min(SEGMENT_NOTICE.c.segment).label("segment"))
        .group_by(SEGMENT_NOTICE.c.notice)
        .subquery()
    )
    query = select(first.c.notice, SEGMENT.c.body).join(SEGMENT, SEGMENT.c.id == first.c.segment)
    found = {}
    for row in session.connection().execute(query):
        if row.notice in notices:
            found[row.notice] = Facts(_slot_of(unpack(row.body), row.notice).category)
    return found


def _slot_of(body: Body, notice: str) -> Slot:
    return next(slot for slot in body.slots if slot.notice == notice)
