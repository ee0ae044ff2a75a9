"""How long a notice really stood on each sign, what it lost and to what, and what is missing.

Time on a sign is added up from what segments were sealed with (an index answers for a
year in milliseconds), and says of itself how far it is proven: the weakest receipt
any of its displays had (R22). What a card turned by itself nobody saw: that is given
apart, as an estimate, or not at all where adding it up would take long.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, or_, select
from sqlmodel import SQLModel

from ledctl.clock import from_ms, stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import OUTAGE, OUTAGE_END, ROWS
from ledctl.ledger.history import displays
from ledctl.ledger.model import EVENT, OPEN_SEGMENT, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import Result, unpack
from ledctl.ledger.spans import Span, total, united
from ledctl.notices import model as _model
from ledctl.playlists.choose import LEVELS, level_of
from ledctl.playlists.taken import QUIET, Lost, Promise, lost, missing, promise

_ORDER: Table = SQLModel.metadata.tables[_model.DisplayOrder.__tablename__]
_STOP: Table = SQLModel.metadata.tables[_model.OrderStop.__tablename__]
_DECISION: Table = SQLModel.metadata.tables[_model.Decision.__tablename__]
_URGENT = tuple(urgency for urgency, level in LEVELS.items() if level > LEVELS["normal"])
_ORDERS: Select[Any] = select(
    *(_ORDER.c[name] for name in ("notice_id", "sign", "urgency", "starts_at", "ends_at", "decision_id")),
    _STOP.c.at.label("stopped_at"),
).select_from(_ORDER.outerjoin(_STOP, _STOP.c.order_id == _ORDER.c.id))
MOST_SEGMENTS = 24 * 31
"""What a card turned by itself is added up for so many hours of its record, not for a year."""

Quiet = Callable[[str, Span], Iterable[Span]]
"""The planned quiet of a sign within a span."""


def never_quiet(_sign: str, _span: Span) -> Iterable[Span]:
    return ()


@dataclass(frozen=True, slots=True)
class Window:
    """All orders of one notice on one sign, as spans, and what its approval promised there."""

    notice: str
    sign: str
    level: int
    own: tuple[Span, ...]
    promised: Promise


@dataclass(frozen=True, slots=True)
class Share:
    """What a notice lost on one sign by now. Milliseconds; ``share`` is of the promised whole."""

    window: Window
    lost: Lost
    missing_ms: int

    @property
    def share(self) -> float:
        return self.missing_ms / max(1, self.window.promised.whole_ms)

    @property
    def ends(self) -> datetime:
        return from_ms(self.window.own[-1][1])

    @property
    def good_until(self) -> datetime:
        """The end that makes good what is missing by now."""
        return from_ms(self.window.own[-1][1] + self.missing_ms)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape for the API and ``--json``."""
        start, end = self.window.promised.span
        return {
            "sign": self.window.sign,
            "start": stamp(from_ms(self.window.own[0][0])),
            "end": stamp(self.ends),
            "window_ms": total(self.window.own),
            "promised": {"start": stamp(from_ms(start)), "end": stamp(from_ms(end))},
            "statutory": self.window.promised.statutory,
            "lost_ms": self.lost.by_cause,
            "quiet_ms": total(self.lost.quiet),
            "missing_ms": self.missing_ms,
            "share": round(self.share, 4),
            "good_until": stamp(self.good_until) if self.missing_ms else None,
        }


@dataclass(frozen=True, slots=True)
class Stood:
    """How long a notice stood on a sign: what the sign took, at its weakest proof, and what nobody saw."""

    ms: int
    proof: int
    estimated_ms: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One notice on one sign: what it lost, and how long it stood."""

    share: Share
    stood: Stood

    def as_dict(self) -> dict[str, Any]:
        stood = {"ms": self.stood.ms, "proof": self.stood.proof, "estimated_ms": self.stood.estimated_ms}
        return self.share.as_dict() | {"stood": stood}


def standing(database: Database, notice_id: str, now: datetime, quiet: Quiet = never_quiet) -> list[Standing]:
    """Every sign the notice was ordered for: its windows, its losses, the time it stood."""
    found = shares(database, [notice_id], now, quiet)
    with database.read() as session:
        connection = session.connection()
        shown = _on_air(connection, notice_id)
        proofs = _proofs(connection, notice_id)
    stood = {one.window.sign: shown.get(one.window.sign, (0, 0, 0)) for one in found}
    return [
        Standing(
            one, Stood(stood[sign][0], proofs.get(sign, 0), _estimate(database, notice_id, sign, stood[sign]))
        )
        for one in found
        if (sign := one.window.sign)
    ]


def shares(
    database: Database, notices: Sequence[str], now: datetime, quiet: Quiet = never_quiet
) -> list[Share]:
    """What these notices lost by ``now``, sign by sign: four questions, however many notices."""
    with database.read() as session:
        connection = session.connection()
        windows = [one for one in _windows(connection, notices) if one.own[0][0] < to_ms(now)]
        since = min((one.own[0][0] for one in windows), default=to_ms(now))
        signs = {one.sign for one in windows}
        outages = _outages(connection, signs, since, to_ms(now))
        orders = _urgent_orders(connection, signs, since, now)
    return [_share(one, outages[one.sign], orders[one.sign], quiet, to_ms(now)) for one in windows]


def live_notices(database: Database, now: datetime, notice_id: str | None = None) -> dict[str, str]:
    """The notices (or this one) whose window runs now and which may be wanted longer, with titles."""
    query = (
        select(_ORDER.c.notice_id, _ORDER.c.title)
        .where(_ORDER.c.starts_at <= now, _ORDER.c.ends_at > now)
        .where(_ORDER.c.urgency.not_in(("emergency", "idle")))
        .where(_ORDER.c.id.not_in(select(_STOP.c.order_id)))
        .order_by(_ORDER.c.id)
    )
    if notice_id is not None:
        query = query.where(_ORDER.c.notice_id == notice_id)
    with database.read() as session:
        return {row.notice_id: row.title for row in session.connection().execute(query)}


def _windows(connection: Connection, notices: Sequence[str]) -> list[Window]:
    mine = _ORDERS.where(_ORDER.c.notice_id.in_(notices)).order_by(_ORDER.c.id)
    groups: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(mine):
        if _span(row)[0] < _span(row)[1]:
            groups[row.notice_id, row.sign].append(row)
    terms = _approvals(connection, notices)
    return [_window(key, rows, terms.get(key[0], {})) for key, rows in groups.items()]


def _window(key: tuple[str, str], rows: Sequence[Row[Any]], approval: Mapping[str, Any]) -> Window:
    """The promise is the last approval's; an extension adds to the windows and promises nothing more."""
    approved = [_span(row) for row in rows if row.decision_id == approval.get("id")]
    period = _period(approval)
    spans = tuple(united(_span(row) for row in rows))
    promised = promise(approved[0] if approved else spans[-1], period)
    return Window(*key, level_of(rows[-1].urgency), spans, promised)


def _approvals(connection: Connection, notices: Sequence[str]) -> dict[str, dict[str, Any]]:
    query = select(_DECISION.c.id, _DECISION.c.notice_id, _DECISION.c.bound).where(
        _DECISION.c.notice_id.in_(notices), _DECISION.c.step == "approve"
    )
    rows = connection.execute(query.order_by(_DECISION.c.id))
    return {row.notice_id: {"id": row.id, **json.loads(row.bound or "{}")} for row in rows}


def _period(approval: Mapping[str, Any]) -> Span | None:
    """The publicity period the approver saw, if there was one."""
    said = (approval.get("terms") or {}).get("publicity")
    if not said:
        return None
    start, end = (to_ms(datetime.fromisoformat(said[name])) for name in ("start", "end"))
    return start, end


def _outages(
    connection: Connection, signs: Iterable[str], since: int, now_ms: int
) -> dict[str, dict[str, list[Span]]]:
    query = ROWS.where(
        OUTAGE.c.sign.in_(signs),
        OUTAGE.c.started_ms < now_ms,
        or_(OUTAGE_END.c.ended_ms.is_(None), OUTAGE_END.c.ended_ms > since),
    )
    found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(query):
        end = now_ms if row.ended_ms is None else row.ended_ms
        found[row.sign][row.cause].append((row.started_ms, end))
    return found


def _urgent_orders(
    connection: Connection, signs: Iterable[str], since: int, now: datetime
) -> dict[str, list[Row[Any]]]:
    query = _ORDERS.where(
        _ORDER.c.sign.in_(signs),
        _ORDER.c.urgency.in_(_URGENT),
        _ORDER.c.ends_at > from_ms(since),
        _ORDER.c.starts_at < now,
    )
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.sign].append(row)
    return found


def _share(
    window: Window,
    outages: Mapping[str, Sequence[Span]],
    orders: Iterable[Row[Any]],
    quiet: Quiet,
    now_ms: int,
) -> Share:
    taken: dict[str, list[Span]] = {cause: [*spans] for cause, spans in outages.items()}
    for row in orders:
        if row.notice_id != window.notice and level_of(row.urgency) > window.level:
            cause = "emergency" if row.urgency == "emergency" else "urgent"
            taken.setdefault(cause, []).append(_span(row))
    taken[QUIET] = [*quiet(window.sign, (window.own[0][0], now_ms))]
    found = lost(window.own, taken, now_ms)
    return Share(window, found, missing(window.promised, found))


def _span(row: Row[Any]) -> Span:
    end = min(row.ends_at, row.stopped_at) if row.stopped_at else row.ends_at
    return to_ms(row.starts_at), to_ms(end)


# -- time on the sign ----------------------------------------------------------------------------


def _on_air(connection: Connection, notice_id: str) -> dict[str, tuple[int, int, int]]:
    """By sign: confirmed milliseconds, displays nobody confirmed, segments they lie in."""
    sums = (
        func.sum(SEGMENT_NOTICE.c.on_air_ms),
        func.sum(SEGMENT_NOTICE.c.shown - SEGMENT_NOTICE.c.acked),
        func.count(),
    )
    query = (
        select(SEGMENT.c.sign, *sums)
        .select_from(SEGMENT_NOTICE.join(SEGMENT, SEGMENT.c.id == SEGMENT_NOTICE.c.segment))
        .where(SEGMENT_NOTICE.c.notice == notice_id)
        .group_by(SEGMENT.c.sign)
    )
    found = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in connection.execute(query)}
    for row in connection.execute(select(OPEN_SEGMENT)):
        body = unpack(row.body)
        mine = [one for one in body.displays if body.slots[one.slot].notice == notice_id]
        if mine:
            ms = sum((one.end_ms or row.heartbeat_ms) - one.start_ms for one in mine if one.result)
            unseen = sum(one.result is Result.UNKNOWN for one in mine)
            before = found.get(row.sign, (0, 0, 0))
            found[row.sign] = (before[0] + max(0, ms), before[1] + unseen, before[2] + 1)
    return found


def _proofs(connection: Connection, notice_id: str) -> dict[str, int]:
    """By sign: the weakest receipt the notice went up with."""
    query = select(EVENT.c.sign, EVENT.c.payload).where(EVENT.c.notice == notice_id, EVENT.c.kind == "shown")
    found: dict[str, int] = {}
    for row in connection.execute(query):
        proof = int(json.loads(row.payload)["proof"])
        found[row.sign] = min(proof, found.get(row.sign, proof))
    return found


def _estimate(database: Database, notice_id: str, sign: str, counted: tuple[int, int, int]) -> int | None:
    _, unseen, segments = counted
    if not unseen:
        return 0
    if segments > MOST_SEGMENTS:
        return None
    found = displays(database, sign=sign, notice=notice_id)
    return sum(one.known_ms - one.start_ms for one in found if one.result is Result.UNKNOWN)
