"""Why a sign changes (R33): one word for every order that comes or goes. Pure.

What each word means stands in ``journal``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ledctl.playlists.choose import LEVELS, level_of
from ledctl.playlists.curbs import FREE, Curb
from ledctl.publishing.orders import Order

_AT_ONCE = timedelta(minutes=1)


def put_up_cause(order: Order, now: datetime, *, began: datetime | None, kept: bool) -> str:
    """Why this order goes up now.

    ``began``: when the publisher came up, if the order has not been on the sign
    since. ``kept``: only a failure of the sign had kept it back, or took it away.
    """
    if kept:
        return "device"
    if began is not None and order.approved_at < began and order.starts_at < began:
        return "start"
    if order.urgency == "emergency":
        return "emergency"
    return "person" if now - order.approved_at <= _AT_ONCE else "plan"


def leaving_cause(
    order: Order, now: datetime, top: int, *, is_open: bool, is_aside: bool, curb: Curb = FREE
) -> str:
    """Why an order may not stay. ``top`` is the level that has the sign now, ``curb`` what holds back.

    ``is_open``: it is among the open orders, so nobody withdrew it. ``is_aside``:
    the sign itself would not take it any more.
    """
    if now >= order.ends_at:
        return "expiry"
    if not is_open:
        return "person"
    if is_aside or now < order.starts_at:  # the latter: the clock was set back
        return "device"
    if level_of(order.urgency) < curb.least:
        return curb.cause
    return "emergency" if top >= LEVELS["emergency"] else "plan"
