"""What one sign's worker writes into the ledger, each with its cause (R33).

A cause is one of: ``person`` (approved or withdrawn by hand), ``plan`` (the
window opened, or a turn came back), ``expiry`` (the window closed),
``emergency`` (a warning came or made others wait), ``start`` (the publisher came
up), ``device`` (the wire, the sign or the clock).

A sign changes before that can be written down. What is *owed* is kept until the
database takes it, in order, and nothing new is sent before: a full disk delays
the record and invents nothing.

``not_shown`` and ``outcome_unknown`` hold until the next word on that order: the
same order is tried again, and the same failure is not told twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from drivers.base import Proof, Receipt
from drivers.errors import DriverError
from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import How, Outage
from ledctl.ledger.log import Entry, append, events
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Slot
from ledctl.publishing.interruptions import Interruptions
from ledctl.publishing.orders import Order, stop_cause
from ledctl.sentences import Sentence


@dataclass(frozen=True, slots=True)
class PutUp:
    """The sign confirmed an order that was not on air: its page, or all of its ``programs``."""

    order: Order
    page: int
    receipt: Receipt
    cause: str
    by: str = "frame"
    """What the receipt's digest is of: one ``frame``, or the sign's whole list of ``programs``."""


@dataclass(frozen=True, slots=True)
class Blanked:
    """The sign confirmed that it is dark."""

    receipt: Receipt
    cause: str


@dataclass(frozen=True, slots=True)
class Change:
    """One confirmed change of a sign: all that came, and every order that left, with its cause."""

    at: datetime
    came: tuple[PutUp | Blanked, ...] = ()
    left: tuple[tuple[Order, str], ...] = ()
    link_up: bool = False

    @property
    def matters(self) -> bool:
        """Whether there is an event to write."""
        return bool(self.came or self.left or self.link_up)


@dataclass(frozen=True, slots=True)
class Failure:
    """An order that was not confirmed; or, without one, ``what`` else was not: ``dark``, ``programs``.

    Nothing at all (``what`` empty) is in doubt when only the wire was kept alive.
    ``outage``: what began with it.
    """

    at: datetime
    error: DriverError
    order: Order | None
    page: int
    link_down: bool
    what: str = "dark"
    outage: Outage | None = None


class Journal:
    """The ledger as one sign's worker writes it."""

    def __init__(self, database: Database, sign: str, recorder: Recorder) -> None:
        self._database = database
        self._sign = sign
        self._recorder = recorder
        self._owed: deque[Callable[[], object]] = deque()
        self._outages = Interruptions(sign)

    def owe(self, write: Callable[[], object]) -> None:
        """Keep one write until ``pay``; it must be harmless to try it again."""
        self._owed.append(write)

    def pay(self) -> None:
        """Write all that is owed, oldest first; what cannot be written stays owed."""
        while self._owed:
            self._owed[0]()
            self._owed.popleft()

    def sending(self, order: Order, page: int, cause: str, at: datetime) -> None:
        """Committed before the first byte leaves: an order about to be put up."""
        with self._database.write() as session:
            self._write(session, "sending", order, cause, at, page=page)

    def changed(self, change: Change, *, ended: bool) -> None:
        """A confirmed change: the segment before it is sealed, its events written, in one transaction."""
        ms = to_ms(change.at)
        why = "put_up" if any(isinstance(one, PutUp) for one in change.came) else "take_down"
        if ended:
            self._recorder.ended(ms)
        with self._database.write() as session:
            if change.came or change.left:
                self._recorder.seal(ms, why, session)
            if self._outages.end(session, ms, came=bool(change.came), link_up=change.link_up):
                self._write_sign(session, "link_up", "device", change.at)
            for order, cause in change.left:
                self._taken_down(session, order, cause, change.at)
            for one in change.came:
                self._came(session, one, change.at)

    def failed(self, failure: Failure) -> None:
        """What is known of a failed order, and that the wire is down if it is."""
        error, order = failure.error, failure.order
        facts: dict[str, Any] = {"error": type(error).__name__, "detail": str(error)}
        kind = "not_shown" if error.outcome_known else "outcome_unknown"
        with self._database.write() as session:
            if order is not None:
                self._write(session, kind, order, "device", failure.at, page=failure.page, **facts)
            elif failure.what:
                self._write_sign(session, kind, "device", failure.at, what=failure.what, **facts)
            if failure.link_down:
                facts["outcome_known"] = error.outcome_known
                self._write_sign(session, "link_down", "device", failure.at, **facts)
            if failure.outage:
                error_name = {"error": type(error).__name__}
                self._outages.begin(session, failure.outage, to_ms(failure.at), **error_name)

    def began(self, at: datetime, left_over: Entry | None, ordered: Outage | None) -> None:
        """A process begins: until the sign has confirmed something, it is out since it was last known of."""
        with self._database.write() as session:
            self._outages.resume(session, to_ms(at), left_over)
            self._outages.order(session, ordered, to_ms(at), How.LATEST)

    def ordered(self, cause: Outage | None, at: datetime) -> None:
        """What holds the sign dark by order from now on: this, or nothing more."""
        with self._database.write() as session:
            self._outages.order(session, cause, to_ms(at))

    def out(self, cause: Outage, since: datetime, **detail: object) -> None:
        """The sign is out, found some other way than by a failure: it showed something else, say.

        It ends with the next thing put up or darkened; whoever calls this doubts the stage,
        so that what is sent again counts as put up.
        """
        with self._database.write() as session:
            self._outages.begin(session, cause, to_ms(since), **detail)

    def stopped(self, at: datetime) -> None:
        """The process ends in order: the segment is sealed, and what becomes of the picture nobody sees."""
        ms = to_ms(at)
        self._recorder.ended(ms)
        with self._database.write() as session:
            self._recorder.seal(ms, "stop", session)
            self._outages.begin(session, Outage.HOST, ms)

    def clock_set(self, said: datetime, at: datetime) -> None:
        """The sign's clock was off and has been set; ``said``: what it was, where it stands."""
        with self._database.write() as session:
            self._write_sign(session, "sign_clock_set", "device", at, said=said.isoformat(" "))

    def strange(self, what: Sequence[str], at: datetime) -> None:
        """The sign holds content of others: an alarm, whatever then becomes of it."""
        with self._database.write() as session:
            self._write_sign(session, "unknown_content", "device", at, what="; ".join(what))

    def noticed(self, kind: str, cause: str, at: datetime, **facts: str | bool) -> None:
        """Something of the sign itself, beside what it shows: a fault, its brightness, its lamps."""
        with self._database.write() as session:
            self._write_sign(session, kind, cause, at, **facts)

    def refused(self, order: Order, why: Sentence, at: datetime) -> None:
        """The gate kept an order back. Told once, also over restarts."""
        with self._database.write() as session:
            for told in events(session, notice=order.notice_id, kind="refused"):
                if (told.facts.get("order"), told.facts.get("code")) == (order.id, why.code):
                    return
            self._write(session, "refused", order, "plan", at, code=why.code, reason=str(why))

    def _came(self, session: Session, came: PutUp | Blanked, at: datetime) -> None:
        match came:
            case PutUp(order, page, receipt, cause, by):
                proof = {**_proof(receipt), by: receipt.digest}
                self._write(session, "shown", order, cause, at, page=page, **proof)
            case Blanked(receipt, cause):
                self._write_sign(session, "blanked", cause, at, **_proof(receipt))

    def _taken_down(self, session: Session, order: Order, cause: str, at: datetime) -> None:
        stopped = stop_cause(session, order.id) if cause == "person" else None
        actor, reason = stopped or ("system", "")
        self._write(session, "taken_down", order, cause, at, actor=actor, reason=reason)

    def _write_sign(self, session: Session, kind: str, cause: str, at: datetime, **facts: Any) -> None:
        append(session, kind=kind, at=at, actor="system", cause=cause, sign=self._sign, **facts)

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


def _proof(receipt: Receipt) -> dict[str, Any]:
    return {"proof": int(receipt.proof), "evidence": receipt.evidence}


def slot_of(order: Order, proof: Proof, cause: str) -> Slot:
    """What stands, in copies, as the recorder keeps it (R30)."""
    return Slot(
        notice=order.notice_id,
        version=order.version_no,
        title=order.title,
        category=order.category,
        order=str(order.id),
        program=order.program_digest,
        pages=order.pages,
        approver=order.approver,
        practice=order.practice,
        cause=cause,
        proof=int(proof),
    )
