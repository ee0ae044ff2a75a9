"""Outages as people ask for them, and what the record says of a sign at every moment.

Here: reading. Rows are written by the publisher (``downtime``), and what they say
together with displays and darkness is decided in ``coverage``. A sign's record
begins with its first outage row: each start of a publisher opens one, and the first
word of the sign closes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlmodel import Session

from ledctl.clock import from_ms, stamp, to_ms, unstamp
from ledctl.db import Database
from ledctl.ledger.coverage import Evidence, Known, Stretch, partition
from ledctl.ledger.disposed import gone_logs
from ledctl.ledger.downtime import ORDERED, OUTAGE, OUTAGE_END, ROWS, How, Outage, last_beat, open_outages
from ledctl.ledger.history import pieces
from ledctl.ledger.model import EVENT, ON_SCREEN, OPEN_SEGMENT
from ledctl.ledger.shown import Wanted
from ledctl.ledger.spans import Span
from ledctl.ledger.stood import joined, stood_in

__all__ = ["Known", "OutageFact", "Reading", "Stretch", "began", "coverage", "gaps", "known_until", "outages"]

Reading = Callable[[Database, str, datetime, datetime], tuple[list[Span], list[Span]]]
"""What stood on a sign in a stretch: confirmed, and turned by a card while nobody saw."""


@dataclass(frozen=True, slots=True)
class OutageFact:
    """One outage. ``end`` is ``None`` while it lasts; ``how``: what its end is known by."""

    id: int
    sign: str
    cause: Outage
    start: datetime
    end: datetime | None
    how: How | None
    detail: Mapping[str, Any]

    def seconds(self, now: datetime) -> float:
        """How long it lasted, or lasts by ``now``."""
        return max(0.0, ((self.end or now) - self.start).total_seconds())

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``outages --json``."""
        return {
            "id": self.id,
            "sign": self.sign,
            "cause": str(self.cause),
            "start": stamp(self.start),
            "end": stamp(self.end) if self.end else None,
            "end_known_by": str(self.how) if self.how else None,
            "detail": dict(self.detail),
        }


def outages(
    database: Database,
    *,
    sign: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> list[OutageFact]:
    """Those that lay in ``[since, until)`` or last, open ones first, then the newest."""
    start = 0 if since is None else to_ms(since)
    query = ROWS.where(_ends_after(start))
    if sign is not None:
        query = query.where(OUTAGE.c.sign == sign)
    if until is not None:
        query = query.where(OUTAGE.c.started_ms < to_ms(until))
    newest = (OUTAGE_END.c.ended_ms.is_not(None), OUTAGE.c.started_ms.desc(), OUTAGE.c.id.desc())
    with database.read() as session:
        rows = session.connection().execute(query.order_by(*newest).limit(limit))
        return [_fact(row) for row in rows]


def began(database: Database, sign: str) -> datetime | None:
    """Since when the record of this sign has no hole."""
    with database.read() as session:
        first = _began(session, sign)
    return None if first is None else from_ms(first)


def known_until(database: Database, sign: str, until: datetime) -> int:
    """How far the record of this sign goes, in milliseconds, at most to ``until``."""
    with database.read() as session:
        lasting = any(one.started_ms < to_ms(until) for one in open_outages(session, sign))
        return to_ms(until) if lasting else _known_until(session, sign, to_ms(until))


def coverage(
    database: Database, sign: str, since: datetime, until: datetime, *, stood: Reading | None = None
) -> list[Stretch]:
    """What is known of ``sign`` at every moment of ``[since, until)`` since its record began.

    ``stood``: another way to read what stood, of a year, say, for which every display is too much.
    The record may grow meanwhile. So outages are read first, then how far it goes, and displays last: an
    outage that ends in between is still read as lasting, and what stands since then is read or unknown.
    """
    with database.read() as session:
        first = _began(session, sign)
        whole = (max(to_ms(since), first if first is not None else to_ms(until)), to_ms(until))
        if whole[0] >= whole[1]:
            return []
        out = _spans(session, sign, whole)
        until_ms = _known_until(session, sign, whole[1])
        darkened, jumps = _darkened(session, sign, whole), _jumps(session, whole)
        gone = [(one.from_ms, one.to_ms) for one in gone_logs(session.connection(), whole, sign)]
    shown, estimated = (stood or _stood)(database, sign, since, until)
    evidence = Evidence(
        displays=shown,
        estimates=estimated,
        outages=[span for span, _ in out],
        doubts=[start for (start, _), cause in out if cause not in ORDERED],
        darkened=darkened,
        jumps=jumps,
        until_ms=until_ms,
        disposed=gone,
    )
    return partition(whole, evidence)


def gaps(database: Database, sign: str, since: datetime, until: datetime) -> list[Stretch]:
    """Moments of which the record says nothing: there must be none."""
    return [one for one in coverage(database, sign, since, until) if one.known is Known.GAP]


def _ends_after(start_ms: int) -> ColumnElement[bool]:
    return or_(OUTAGE_END.c.ended_ms.is_(None), OUTAGE_END.c.ended_ms > start_ms)


def _fact(row: Row[Any]) -> OutageFact:
    end, how = (None, None) if row.ended_ms is None else (from_ms(row.ended_ms), How(row.how))
    cause, detail = Outage(row.cause), json.loads(row.detail)
    return OutageFact(row.id, row.sign, cause, from_ms(row.started_ms), end, how, detail)


def _began(session: Session, sign: str) -> int | None:
    query = select(func.min(OUTAGE.c.started_ms)).where(OUTAGE.c.sign == sign)
    return session.connection().execute(query).scalar()


def _spans(session: Session, sign: str, whole: Span) -> list[tuple[Span, str]]:
    query = ROWS.where(OUTAGE.c.sign == sign, OUTAGE.c.started_ms < whole[1], _ends_after(whole[0]))
    rows = session.connection().execute(query)
    return [((row.started_ms, whole[1] if row.ended_ms is None else row.ended_ms), row.cause) for row in rows]


def _stood(database: Database, sign: str, since: datetime, until: datetime) -> tuple[list[Span], list[Span]]:
    """When displays stood that the sign confirmed, and when those nobody saw; no display is made for it."""
    wanted = Wanted(to_ms(since), to_ms(until), None, newest=False)
    stored = (one for piece in pieces(database, sign, wanted) for one in stood_in(piece))
    found: dict[bool, list[Span]] = {True: [], False: []}
    for acked, (start, end) in joined(stored):
        if start < wanted.until_ms and (end > wanted.since_ms or start >= wanted.since_ms):
            found[acked].append((max(start, wanted.since_ms), end))
    return found[True], found[False]


def _darkened(session: Session, sign: str, whole: Span) -> list[int]:
    """The words of darkness within, and the last one before, if it was the last of all then.

    One that a picture followed within its millisecond says nothing of what came after it.
    """
    here = and_(ON_SCREEN, EVENT.c.sign == sign)
    query = select(EVENT.c.at, EVENT.c.kind).where(here)
    before = query.where(EVENT.c.at < _stamp(whole[0])).order_by(EVENT.c.seq.desc()).limit(1)
    inside = query.where(EVENT.c.at >= _stamp(whole[0]), EVENT.c.at < _stamp(whole[1]))
    connection = session.connection()
    rows = [*connection.execute(before), *connection.execute(inside.order_by(EVENT.c.seq)), None]
    told = [one.at for one, after in pairwise(rows) if one and one.kind == "blanked" and not _lit(one, after)]
    return [to_ms(unstamp(at)) for at in told]


def _lit(dark: Row[Any], after: Row[Any] | None) -> bool:
    return after is not None and after.kind == "shown" and after.at == dark.at


def _jumps(session: Session, whole: Span) -> list[tuple[int, int]]:
    query = select(EVENT.c.at, EVENT.c.payload).where(
        EVENT.c.kind == "clock_step", EVENT.c.at >= _stamp(whole[0])
    )
    found = []
    for row in session.connection().execute(query):
        seconds = float(json.loads(row.payload).get("seconds", 0))
        if seconds > 0:
            found.append((to_ms(unstamp(row.at)), round(seconds * 1000)))
    return found


def _known_until(session: Session, sign: str, end_ms: int) -> int:
    """How far the record goes: to the last sign of life, or to the end while an outage lasts.

    A stretch in progress has its own: nothing that is newer tells of the page that stood in it.
    """
    in_progress = select(OPEN_SEGMENT.c.heartbeat_ms).where(OPEN_SEGMENT.c.sign == sign)
    heartbeat: int | None = session.connection().execute(in_progress).scalar()
    if heartbeat is not None:
        return min(end_ms, heartbeat)
    if any(one.started_ms < end_ms for one in open_outages(session, sign)):
        return end_ms
    return min(end_ms, max((mark for mark in _marks(session, sign) if mark is not None), default=end_ms))


def _marks(session: Session, sign: str) -> list[int | None]:
    """Where no hour is in progress: what the sign did last, and how far a dark one was looked after."""
    ended = select(func.max(OUTAGE_END.c.ended_ms)).where(
        OUTAGE_END.c.outage_id.in_(select(OUTAGE.c.id).where(OUTAGE.c.sign == sign))
    )
    query = select(EVENT.c.at, EVENT.c.kind).where(ON_SCREEN, EVENT.c.sign == sign)
    connection = session.connection()
    last = connection.execute(query.order_by(EVENT.c.seq.desc()).limit(1)).first()
    over = connection.execute(ended).scalar()
    beat = last_beat(session, sign) if last is None or last.kind == "blanked" else None
    return [over, beat, to_ms(unstamp(last.at)) if last else None]


def _stamp(ms: int) -> str:
    return stamp(from_ms(ms))
