"""Orders that, by the record, may still stand on a sign though the process that put them up is gone.

Only those that were open when the sign was last known of can stand: whatever ended
before was taken down, on record, while somebody looked. Whoever takes the sign over
believes of none that it stands, and tells of each that it left once the sign has
confirmed something else.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from ledctl.clock import from_ms
from ledctl.db import Database
from ledctl.ledger.downtime import OUTAGE, OUTAGE_END
from ledctl.ledger.model import EVENT
from ledctl.publishing.orders import ORDER, ORDER_FIELDS, STOP, Order

_SLACK = timedelta(minutes=5)
"""An order is taken down soon after its end, not at it."""
_SAYS = {"sending": True, "shown": True, "outcome_unknown": True, "taken_down": False}
"""What each kind leaves true of an order: it may stand, or does not."""


def left_over(database: Database, sign: str, now: datetime) -> list[Order]:
    """Those put up on ``sign`` and never taken down."""
    with database.engine.connect() as connection:
        lasting = OUTAGE.c.id.not_in(select(OUTAGE_END.c.outage_id))
        query = select(func.min(OUTAGE.c.started_ms)).where(OUTAGE.c.sign == sign, lasting)
        since_ms = connection.execute(query).scalar()
        since = (now if since_ms is None else from_ms(since_ms)) - _SLACK
        open_then = (
            select(*ORDER_FIELDS)
            .select_from(ORDER.outerjoin(STOP, STOP.c.order_id == ORDER.c.id))
            .where(ORDER.c.sign == sign, ORDER.c.ends_at > since, ORDER.c.starts_at <= now)
            .where(or_(STOP.c.at.is_(None), STOP.c.at > since))
        )
        orders = {row.id: Order(*row) for row in connection.execute(open_then)}
        told = select(EVENT.c.kind, EVENT.c.payload).where(
            EVENT.c.notice.in_({order.notice_id for order in orders.values()}),
            EVENT.c.sign == sign,
            EVENT.c.kind.in_((*_SAYS, "not_shown")),
        )
        rows = [(row.kind, row.payload) for row in connection.execute(told.order_by(EVENT.c.seq))]
    standing = _standing(rows)
    return [order for key, order in orders.items() if key in standing]


def _standing(told: list[tuple[str, str]]) -> set[int]:
    """The orders that may stand after all that was told of them."""
    before, stands = dict[int, bool](), dict[int, bool]()
    for kind, payload in told:
        key = int(json.loads(payload)["order"])
        if kind == "not_shown":
            stands[key] = before.get(key, False)
            continue
        before[key] = kind != "sending" and _SAYS[kind]
        stands[key] = _SAYS[kind]
    return {key for key, may in stands.items() if may}
