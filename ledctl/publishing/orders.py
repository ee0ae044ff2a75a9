"""Reading display orders for a sign, and loading the approved frames of one.

The publisher reads with plain statements, not through the session's bookkeeping:
this is on the way from an approval to the lamp.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, select, union
from sqlmodel import Session

from drivers.base import Program
from ledctl.blackout.reading import MARK as BLACKOUT_MARK
from ledctl.db import Database
from ledctl.notices.frames import unpack
from ledctl.notices.model import Decision, DisplayOrder, OrderStop, StoredProgram
from ledctl.playlists.choose import Candidate, level_of

ORDER = DisplayOrder.__table__  # type: ignore[attr-defined] # SQLModel declares no __table__
STOP = OrderStop.__table__  # type: ignore[attr-defined] # as above
_PROGRAM = StoredProgram.__table__  # type: ignore[attr-defined] # as above
_DECISION = Decision.__table__  # type: ignore[attr-defined] # as above

Mark = tuple[int, int, int]
"""The number of the newest order, of the newest stop, and of the newest blackout or end of one."""


@dataclass(frozen=True, slots=True)
class Order:
    """One approved program for one sign in one window; every fact copied at approval."""

    id: int
    decision_id: int
    notice_id: str
    version_no: int
    title: str
    category: str
    issuing_unit: str
    correction_of: str | None
    urgency: str
    sign: str
    panel: str
    program_digest: str
    pages: int
    starts_at: datetime
    ends_at: datetime
    approver: str
    approved_at: datetime
    practice: bool

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.id, level_of(self.urgency), self.starts_at, self.ends_at, self.approved_at)


ORDER_FIELDS = tuple(ORDER.c[name] for name in Order.__slots__)

# Built once: building a statement takes longer than running it.
_MARK = select(
    select(func.coalesce(func.max(ORDER.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(STOP.c.id), 0)).scalar_subquery(),
    BLACKOUT_MARK,
)
_TOUCHED = union(
    select(ORDER.c.sign).where(ORDER.c.id > bindparam("order")),
    select(ORDER.c.sign).join(STOP, STOP.c.order_id == ORDER.c.id).where(STOP.c.id > bindparam("stop")),
)
_OPEN = select(*ORDER_FIELDS).where(
    ORDER.c.sign == bindparam("sign"),
    ORDER.c.ends_at > bindparam("now"),
    ORDER.c.id.not_in(select(STOP.c.order_id)),
)
_TAKEN_BACK = _DECISION.alias()
# the decision must be an approval of this very notice, version and practice flag, by this approver, or
# the extension of one, and nobody may have taken the notice back since (R11: a copy of its order, say,
# resurrects nothing)
_LOAD = (
    select(_PROGRAM.c.body, _DECISION.c.bound)
    .select_from(
        _PROGRAM.outerjoin(
            _DECISION,
            and_(
                _DECISION.c.id == bindparam("decision_id"),
                _DECISION.c.step.in_(("approve", "extend")),
                _DECISION.c.notice_id == bindparam("notice_id"),
                _DECISION.c.version_no == bindparam("version_no"),
                _DECISION.c.practice == bindparam("practice"),
                _DECISION.c.account == bindparam("approver"),
                ~exists().where(
                    _TAKEN_BACK.c.notice_id == _DECISION.c.notice_id,
                    _TAKEN_BACK.c.step.in_(("withdraw", "sign_off_refuse")),
                    _TAKEN_BACK.c.id > _DECISION.c.id,
                ),
            ),
        )
    )
    .where(_PROGRAM.c.digest == bindparam("program_digest"))
)


def change_mark(database: Database) -> Mark:
    """A cheap look before a full one."""
    with database.engine.connect() as connection:
        row = connection.execute(_MARK).one()
    return int(row[0]), int(row[1]), int(row[2])


def touched_since(database: Database, mark: Mark) -> list[str]:
    """The signs for which an order or a stop was added after ``mark``."""
    with database.engine.connect() as connection:
        return list(connection.execute(_TOUCHED, {"order": mark[0], "stop": mark[1]}).scalars())


def open_orders(database: Database, sign: str, now: datetime) -> list[Order]:
    """Every order for this sign that is not over and has not been stopped."""
    with database.engine.connect() as connection:
        return [_order(row) for row in connection.execute(_OPEN, {"sign": sign, "now": now})]


def next_edges(database: Database, now: datetime, limit: int) -> list[datetime]:
    """The next instants at which an order of any sign begins or ends, earliest first."""
    going = ORDER.c.id.not_in(select(STOP.c.order_id))
    edges_of = (ORDER.c.starts_at, ORDER.c.ends_at)
    starts, ends = (select(column).where(column > now, going) for column in edges_of)
    edges = union(starts, ends).subquery()
    query = select(edges.c[0]).order_by(edges.c[0]).limit(limit)
    with database.engine.connect() as connection:
        return list(connection.execute(query).scalars())


def stop_cause(session: Session, order_id: int) -> tuple[str, str] | None:
    """Who stopped this order and why (account, reason), or ``None`` when nobody did."""
    query = select(STOP.c.account, STOP.c.reason).where(STOP.c.order_id == order_id).limit(1)
    row = session.connection().execute(query).first()
    return None if row is None else (str(row[0]), str(row[1]))


@dataclass(frozen=True, slots=True)
class Approved:
    """An order with its frames, and what the decision bound for its sign (JSON text; empty: nothing)."""

    program: Program
    bound: str


def load(database: Database, order: Order) -> Approved | None:
    """The approved frames of an order; ``None`` when no such frames are stored.

    Raises ``Fault`` when the stored frames are not what their digest says.
    """
    names = ("decision_id", "notice_id", "version_no", "practice", "approver", "program_digest")
    with database.engine.connect() as connection:
        row = connection.execute(_LOAD, {name: getattr(order, name) for name in names}).first()
    if row is None:
        return None
    return Approved(unpack(row[0], digest=order.program_digest), _of_sign(str(row[1] or ""), order.sign))


def _of_sign(bound: str, sign: str) -> str:
    """What a decision bound, without the other signs: a thousand workers would each keep all thousand."""
    try:
        found = _read_bound(bound)
        return json.dumps({**found, "signs": {sign: found["signs"][sign]}}, ensure_ascii=False)
    except (KeyError, TypeError, ValueError, RecursionError):
        return bound  # the gate says what is wrong with it


@lru_cache(maxsize=2)
def _read_bound(bound: str) -> dict[str, Any]:
    """Nobody changes it: a thousand signs that start read the same two or three decisions."""
    found: dict[str, Any] = json.loads(bound)
    return found


def _order(row: Row[Any]) -> Order:
    return Order(*tuple(row))
