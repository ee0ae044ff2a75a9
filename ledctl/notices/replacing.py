"""Ending display orders before their window is over: the one place that writes it.

A stop is a fact of its own (``OrderStop``); nothing takes it back (R11). Written in
the caller's transaction, so that what takes the place of an order begins with the
same commit and there is no dark moment between the two. Where the new one begins
later, the old one is cut short to end there: never a gap, never both.
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


def make_room(
    session: Session, notice_id: str, *, at: datetime, start: datetime, account: str, reason: str
) -> None:
    """What still stands of this notice ends at ``start``: now, or when the new version begins."""
    for order in standing_orders(session, notice_id, at):
        if order.ends_at <= start:
            continue
        assert order.id is not None  # noqa: S101 - it was read from the database
        stop = OrderStop(order_id=order.id, at=at, cause=Cause.PERSON, account=account, reason=reason)
        session.add(stop)
        begins = max(at, order.starts_at)
        if begins < start:
            session.add(order_like(order, starts_at=begins, ends_at=start))


def standing_orders(session: Session, notice_id: str, at: datetime) -> list[DisplayOrder]:
    """The orders of this notice that nobody stopped and whose window is not over at ``at``."""
    query = (
        select(DisplayOrder)
        .where(
            DisplayOrder.notice_id == notice_id,
            DisplayOrder.ends_at > at,
            col(DisplayOrder.id).not_in(select(OrderStop.order_id)),
        )
        .order_by(col(DisplayOrder.id))
    )
    return [*session.exec(query)]


def order_like(order: DisplayOrder, **changes: object) -> DisplayOrder:
    """A new order that differs from ``order`` only by ``changes``."""
    return DisplayOrder(**order.model_dump(exclude={"id"}) | changes)


def running_orders(session: Session, notice_id: str) -> list[int]:
    """The orders of this notice nobody has stopped; their windows may be over."""
    stopped = select(OrderStop.order_id)
    found = session.exec(
        select(DisplayOrder.id).where(
            DisplayOrder.notice_id == notice_id, col(DisplayOrder.id).not_in(stopped)
        )
    )
    return [order_id for order_id in found if order_id is not None]
