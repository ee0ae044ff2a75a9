"""Ending display orders before their window is over: the one place that writes it.

A stop is a fact of its own (``OrderStop``); nothing takes it back (R11). Written in
the caller's transaction, so that what takes the place of an order begins with the
same commit and there is no dark moment between the two.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from ledctl.ledger.kinds import Cause
from ledctl.notices.model import DisplayOrder, OrderStop


def stop_orders(
    session: Session, notice_id: str, *, at: datetime, cause: Cause, account: str, reason: str
) -> list[int]:
    """Stop every order of this notice that is not stopped yet; returns their ids."""
    stopped = running_orders(session, notice_id)
    for order_id in stopped:
        session.add(OrderStop(order_id=order_id, at=at, cause=cause, account=account, reason=reason))
    return stopped


def running_orders(session: Session, notice_id: str) -> list[int]:
    """The orders of this notice nobody has stopped; their windows may be over."""
    stopped = select(OrderStop.order_id)
    found = session.exec(
        select(DisplayOrder.id).where(
            DisplayOrder.notice_id == notice_id, col(DisplayOrder.id).not_in(stopped)
        )
    )
    return [order_id for order_id in found if order_id is not None]
