"""What the publisher writes into the ledger, each with its cause (R33).

A cause is one of: ``person`` (approved or withdrawn by hand), ``plan`` (the
window opened), ``expiry`` (the window closed), ``emergency`` (a warning came or
made others wait), ``start`` (the publisher came up), ``device`` (the wire or
the sign).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from drivers.base import Receipt
from drivers.errors import DriverError
from ledctl.db import Database
from ledctl.ledger.log import append
from ledctl.publishing.orders import Order, stop_cause
from ledctl.sentences import Sentence

_AT_ONCE = timedelta(minutes=1)


def put_up_cause(order: Order, now: datetime, *, starting: bool) -> str:
    """Why this order goes up now."""
    if order.urgency == "emergency":
        return "emergency"
    if starting:
        return "start"
    return "person" if now - order.approved_at <= _AT_ONCE else "plan"


class Journal:
    """The ledger as one sign's worker writes it."""

    def __init__(self, database: Database, sign: str) -> None:
        self._database = database
        self._sign = sign

    def sending(self, order: Order, page: int, cause: str, at: datetime) -> None:
        """Committed before the first byte leaves: an order about to be put up."""
        with self._database.write() as session:
            self._write(session, "sending", order, cause, at, page=page)

    def shown(
        self, session: Session, order: Order, page: int, receipt: Receipt, cause: str, *, at: datetime
    ) -> None:
        """The sign confirmed the first page of an order that was put up."""
        proof: dict[str, Any] = {
            "proof": int(receipt.proof),
            "evidence": receipt.evidence,
            "frame": receipt.digest,
        }
        self._write(session, "shown", order, cause, at, page=page, **proof)

    def taken_down(self, session: Session, order: Order, cause: str, at: datetime) -> None:
        stopped = stop_cause(self._database, order.id) if cause == "person" else None
        actor, reason = stopped or ("system", "")
        self._write(session, "taken_down", order, cause, at, actor=actor, reason=reason)

    def blanked(self, session: Session, receipt: Receipt, cause: str, *, at: datetime) -> None:
        append(
            session,
            kind="blanked",
            at=at,
            actor="system",
            cause=cause,
            sign=self._sign,
            proof=int(receipt.proof),
            evidence=receipt.evidence,
        )

    def refused(self, order: Order, why: Sentence | None, at: datetime) -> None:
        """The gate kept an order back: nothing was sent, and the record says so."""
        code, text = (why.code, str(why)) if why else ("gate_no_approval", "")
        with self._database.write() as session:
            self._write(session, "refused", order, "plan", at, code=code, reason=text)

    def link_down(self, error: DriverError, order: Order | None, at: datetime) -> None:
        """The wire failed. What the sign shows from here on is unknown unless the error says otherwise."""
        with self._database.write() as session:
            append(
                session,
                kind="link_down",
                at=at,
                actor="system",
                cause="device",
                sign=self._sign,
                notice=order.notice_id if order else None,
                error=type(error).__name__,
                detail=str(error),
                outcome_known=error.outcome_known,
            )

    def link_up(self, at: datetime) -> None:
        with self._database.write() as session:
            append(session, kind="link_up", at=at, actor="system", cause="device", sign=self._sign)

    def leaving_cause(self, order: Order, now: datetime, *, open_now: bool) -> str:
        """Why an order that was on air may not be any more."""
        if now >= order.ends_at:
            return "expiry"
        return "emergency" if open_now else "person"

    def _write(
        self,
        session: Session,
        kind: str,
        order: Order,
        cause: str,
        at: datetime,
        *,
        actor: str = "system",
        **facts: Any,
    ) -> None:
        append(
            session,
            kind=kind,
            at=at,
            actor=actor,
            cause=cause,
            notice=order.notice_id,
            sign=self._sign,
            practice=order.practice,
            order=order.id,
            version=order.version_no,
            title=order.title,
            category=order.category,
            program=order.program_digest,
            approver=order.approver,
            **facts,
        )
