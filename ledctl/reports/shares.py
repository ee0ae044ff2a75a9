"""What notices lost on each of their signs, and what of it is missing.

Orders say what was to stand, outage rows and orders of higher rank what took its place, and
the settings when a sign is dark by plan. Adding it up is done elsewhere (``playlists.taken``);
not here: how long a notice stood (``standing``), and when that is too little (``asking``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, or_, select
from sqlmodel import SQLModel

from ledctl.clock import from_ms, stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import OUTAGE, OUTAGE_END, ROWS
from ledctl.ledger.spans import Span, total, united
from ledctl.notices import model as _model
from ledctl.playlists.choose import LEVELS, level_of
from ledctl.playlists.hours import Hours
from ledctl.playlists.quiet import Nights, lit_until, quiet_in
from ledctl.playlists.taken import QUIET, Lost, Promise, lost, missing, promise
from ledctl.settings import Settings

_ORDER: Table = SQLModel.metadata.tables[_model.DisplayOrder.__tablename__]
_STOP: Table = SQLModel.metadata.tables[_model.OrderStop.__tablename__]
_DECISION: Table = SQLModel.metadata.tables[_model.Decision.__tablename__]
_URGENT = tuple(urgency for urgency, level in LEVELS.items() if level > LEVELS["normal"])
_ORDERS: Select[Any] = select(
    *(_ORDER.c[name] for name in ("notice_id", "sign", "urgency", "starts_at", "ends_at", "decision_id")),
    _STOP.c.at.label("stopped_at"),
).select_from(_ORDER.outerjoin(_STOP, _STOP.c.order_id == _ORDER.c.id))

Quiet = Callable[[str, int, Span], Iterable[Span]]
"""When, within a span, a sign by plan shows nothing of that level."""


def quiet_of(settings: Settings) -> Quiet:
    """The quiet hours of the site's signs; of a sign it has no more, none are known."""
    zone = settings.zoneinfo
    hours = {name: Hours.of(sign, zone) for name, sign in settings.signs.items()}
    return lambda sign, level, span: quiet_in(hours[sign], level, span) if sign in hours else ()


@dataclass(frozen=True, slots=True)
class Window:
    """All orders of one notice on one sign, as spans, and what its approval promised there."""

    notice: str
    sign: str
    level: int
    own: tuple[Span, ...]
    promised: Promise
    quiet: Nights = field(compare=False)


@dataclass(frozen=True, slots=True)
class Share:
    """What a notice lost on one sign by now. Milliseconds; ``share`` is of the promised whole."""

    window: Window
    lost: Lost
    missing_ms: int
    good_ms: int

    @property
    def share(self) -> float:
        return self.missing_ms / max(1, self.window.promised.whole_ms)

    @property
    def ends(self) -> datetime:
        return from_ms(self.window.own[-1][1])

    @property
    def good_until(self) -> datetime:
        """The end that makes good what is missing by now, with time in which the sign is lit."""
        return from_ms(self.good_ms)

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


def shares(database: Database, notices: Sequence[str], now: datetime, quiet: Quiet) -> list[Share]:
    """What these notices lost by ``now``, sign by sign: four questions, however many notices."""
    with database.read() as session:
        connection = session.connection()
        windows = [one for one in _windows(connection, notices, quiet) if one.own[0][0] < to_ms(now)]
        since = min((one.own[0][0] for one in windows), default=to_ms(now))
        signs = {one.sign for one in windows}
        outages = _outages(connection, signs, since, to_ms(now))
        orders = _urgent_orders(connection, signs, since, now)
    return [_share(one, outages[one.sign], orders[one.sign], to_ms(now)) for one in windows]


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


def _windows(connection: Connection, notices: Sequence[str], quiet: Quiet) -> list[Window]:
    mine = _ORDERS.where(_ORDER.c.notice_id.in_(notices)).order_by(_ORDER.c.id)
    groups: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(mine):
        if _span(row)[0] < _span(row)[1]:
            groups[row.notice_id, row.sign].append(row)
    terms = _approvals(connection, notices)
    return [_window(key, rows, terms.get(key[0], {}), quiet) for key, rows in groups.items()]


def _window(
    key: tuple[str, str], rows: Sequence[Row[Any]], approval: Mapping[str, Any], quiet: Quiet
) -> Window:
    """The promise is the last approval's; an extension adds to the windows and promises nothing more."""
    approved = [_span(row) for row in rows if row.decision_id == approval.get("id")]
    period = _period(approval)
    spans = tuple(united(_span(row) for row in rows))
    level = level_of(rows[-1].urgency)
    nights = partial(quiet, key[1], level)
    window = approved[0] if approved else spans[-1]
    promised = promise(window, period, nights(period or window))
    return Window(*key, level, spans, promised, nights)


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
    now_ms: int,
) -> Share:
    taken: dict[str, list[Span]] = {cause: [*spans] for cause, spans in outages.items()}
    for row in orders:
        if row.notice_id != window.notice and level_of(row.urgency) > window.level:
            cause = "emergency" if row.urgency == "emergency" else "urgent"
            taken.setdefault(cause, []).append(_span(row))
    begins, ends = window.own[0][0], window.own[-1][1]
    taken[QUIET] = nights = [*window.quiet((begins, ends))]
    found = lost(window.own, taken, now_ms)
    gone = missing(window.promised, found, nights)
    return Share(window, found, gone, lit_until(ends, gone, window.quiet))


def _span(row: Row[Any]) -> Span:
    end = min(row.ends_at, row.stopped_at) if row.stopped_at else row.ends_at
    return to_ms(row.starts_at), to_ms(end)
