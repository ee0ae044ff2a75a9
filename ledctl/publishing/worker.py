"""One sign's worker: looks what should show, lets the pages turn, records what happened.

``step`` does whatever is due now and says how long to wait; a thread (or a test
with a frozen clock) calls it again after that, or at once when the bell rings.
It never blocks longer than the driver's own time-out.

Order around a change, so that a power cut leaves the truth: ``sending`` is
committed, the frame goes out, ``shown`` is committed with the receipt. A
``sending`` without an outcome means: unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from drivers.base import Frame, Program, Proof, Receipt, Sign
from drivers.errors import DriverError
from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.errors import Fault
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.playlists.choose import Candidate, choose, interrupts, running
from ledctl.publishing.gate import refusal
from ledctl.publishing.journal import Journal, put_up_cause
from ledctl.publishing.orders import Approved, Order, change_mark, load, open_orders

log = logging.getLogger(__name__)

REFRESH_S = 30.0
"""A page that stands alone is sent again this often: the sign may have lost it."""


@dataclass(frozen=True, slots=True)
class Live:
    """What a sign shows now, as far as it confirmed it."""

    sign: str
    order_id: int | None
    notice_id: str
    title: str
    page: int
    pages: int
    since: datetime
    proof: int
    online: bool


@dataclass(slots=True)
class _Standing:
    """The page on the sign."""

    order: Order
    program: Program
    page: int
    due: float


class SignWorker:
    """Keeps one sign at what it should show. Not thread-safe: one thread steps it."""

    def __init__(
        self,
        name: str,
        sign: Sign,
        *,
        database: Database,
        clock: Clock,
        recorder: Recorder,
        poll_s: float,
        retry_s: float,
        life_s: int,
        practice_site: bool,
    ) -> None:
        self.name = name
        self._sign = sign
        self._database = database
        self._clock = clock
        self._recorder = recorder
        self._poll_s = poll_s
        self._retry_s = retry_s
        self._life_s = life_s
        self._practice_site = practice_site
        self._journal = Journal(database, name)
        self._orders: dict[int, Order] = {}
        self._mark: tuple[int, int] | None = None
        self._approved: dict[int, Approved] = {}
        self._refused: set[int] = set()
        self._on_air: dict[int, Order] = {}
        self._turns: dict[int, int] = {}
        self._turn = 0
        self._now_showing: _Standing | None = None
        self._dark: bool | None = None  # None: nobody has asked the sign yet
        self._down_until: float | None = None
        self._started = False
        self._live = self._live_as(clock.now(), None, Proof.SENT)

    # -- what others may ask ------------------------------------------------------------------

    @property
    def live(self) -> Live:
        """What the sign shows, as a value that another thread may keep."""
        return self._live

    def edges(self) -> Iterable[datetime]:
        """Instants at which an order of this sign begins or ends."""
        return [edge for order in self._orders.values() for edge in (order.starts_at, order.ends_at)]

    # -- the step -----------------------------------------------------------------------------

    def step(self) -> float:
        """Do what is due; returns the seconds after which to look again."""
        now = self._clock.now()
        self._look_for_orders(now)
        waiting = self._waits_for_link()
        if not waiting:
            try:
                self._turn_pages(now)
            except DriverError as error:
                self._lost(error)
        self._recorder.flush()
        return self._until_next()

    def stop(self) -> None:
        """Let go of the sign; what is shown stays (a self-clearing sign clears itself)."""
        now = self._clock.now()
        self._recorder.ended(to_ms(now))
        self._recorder.seal(to_ms(now), "stop")
        self._sign.close()

    def _turn_pages(self, now: datetime) -> None:
        candidates = self._candidates()
        standing = self._now_showing
        current = standing.order.id if standing else None
        if interrupts(candidates, now, self._turns, current):
            self._change(now)
        elif standing is not None and self._clock.monotonic() >= standing.due:
            self._turn_page(standing, now)

    def _turn_page(self, standing: _Standing, now: datetime) -> None:
        if standing.page + 1 < len(standing.program.pages):
            self._put(standing.order, standing.program, standing.page + 1, now)
            return
        self._change(now)

    def _change(self, now: datetime) -> None:
        """Give the sign to whose turn it is; an order the gate refuses loses its turn for good."""
        while (chosen := choose(self._candidates(), now, self._turns)) is not None:
            order = self._orders[chosen.order_id]
            program = self._pass_gate(order, now)
            if program is not None:
                self._turn += 1
                self._put(order, program, 0, now)
                self._turns[order.id] = self._turn
                return
        self._go_dark(now)

    def _pass_gate(self, order: Order, now: datetime) -> Program | None:
        try:
            approved = self._approved.get(order.id) or load(self._database, order)
            why = refusal(
                order, approved, now, sign=self._sign.capabilities, practice_site=self._practice_site
            )
        except Fault as fault:
            approved, why = None, fault.sentences[0]
        if why is not None or approved is None:
            self._refused.add(order.id)
            self._journal.refused(order, why, now)
            return None
        self._approved[order.id] = approved
        return approved.program

    # -- the wire -----------------------------------------------------------------------------

    def _put(self, order: Order, program: Program, page: int, now: datetime) -> None:
        """Show one page. A page that already stands alone is only sent again: no new display."""
        standing = self._now_showing
        again = standing is not None and standing.order.id == order.id and standing.page == page
        new = order.id not in self._on_air
        cause = put_up_cause(order, now, starting=not self._started)
        if new:
            self._journal.sending(order, page, cause, now)
        began = self._clock.monotonic()
        receipt = self._show(program.pages[page].frame)
        acked = self._clock.monotonic()
        at = self._clock.now()
        dwell = program.pages[page].dwell_ms / 1000
        due = acked + (dwell if len(program.pages) > 1 or len(self._running(now)) > 1 else REFRESH_S)
        self._now_showing, self._dark, self._started = _Standing(order, program, page, due), False, True
        self._live = self._live_as(at, order, receipt.proof, page)
        if again and not new:
            return
        leaving = self._leaving(now)
        if new or leaving:
            self._recorder.ended(to_ms(at))
            self._recorder.seal(to_ms(at), "put_up")
        self._recorder.started(
            _slot(order, receipt.proof, cause), page, to_ms(at), round((acked - began) * 1000), Result.ACKED
        )
        if new or leaving:
            self._on_air[order.id] = order
            self._settle(at, leaving, shown=(order, page, receipt, cause) if new else None)

    def _show(self, frame: Frame) -> Receipt:
        receipt = self._sign.show(frame, life_s=self._life_s)
        if receipt.digest != frame.digest:
            raise DriverError(f"sign {self.name} confirmed other pixels than were sent")
        self._found()
        return receipt

    def _go_dark(self, now: datetime) -> None:
        if self._dark:
            return
        leaving = self._leaving(now)
        cause = leaving[0][1] if leaving else "start" if not self._started else "plan"
        receipt = self._sign.blank()
        self._found()
        at = self._clock.now()
        self._recorder.ended(to_ms(at))
        self._recorder.seal(to_ms(at), "take_down")
        self._now_showing, self._dark, self._started = None, True, True
        self._live = self._live_as(at, None, receipt.proof)
        self._settle(at, leaving, blanked=(receipt, cause))

    def _settle(
        self,
        at: datetime,
        leaving: list[tuple[Order, str]],
        *,
        shown: tuple[Order, int, Receipt, str] | None = None,
        blanked: tuple[Receipt, str] | None = None,
    ) -> None:
        """Write down a change of what is on air, in one transaction."""
        with self._database.write() as session:
            for order, cause in leaving:
                self._journal.taken_down(session, order, cause, at)
            if shown is not None:
                self._journal.shown(session, *shown, at=at)
            if blanked is not None:
                self._journal.blanked(session, *blanked, at=at)
        for order, _ in leaving:
            self._on_air.pop(order.id, None)
        self._recorder.flush(force=True)

    def _leaving(self, now: datetime) -> list[tuple[Order, str]]:
        """Orders that were on air and may not be any more, each with its cause."""
        ids = {candidate.order_id for candidate in self._running(now)}
        return [
            (order, self._journal.leaving_cause(order, now, open_now=order.id in self._orders))
            for order in self._on_air.values()
            if order.id not in ids
        ]

    # -- the link -----------------------------------------------------------------------------

    def _waits_for_link(self) -> bool:
        return self._down_until is not None and self._clock.monotonic() < self._down_until

    def _lost(self, error: DriverError) -> None:
        """The wire failed: what stands is unknown from now on, and everything is sent again later."""
        now = self._clock.now()
        log.warning("sign %s: %s", self.name, error)
        standing = self._now_showing
        self._recorder.ended(to_ms(now))
        self._now_showing, self._dark = None, None
        if self._down_until is None:
            self._journal.link_down(error, standing.order if standing else None, now)
        self._down_until = self._clock.monotonic() + self._retry_s
        self._live = self._live_as(now, None, Proof.SENT, online=False)
        self._on_air.clear()  # after an outage an order is put up anew, with its own event

    def _found(self) -> None:
        if self._down_until is not None:
            self._down_until = None
            self._journal.link_up(self._clock.now())

    # -- orders -------------------------------------------------------------------------------

    def _look_for_orders(self, now: datetime) -> None:
        mark = change_mark(self._database)
        if mark == self._mark:
            return
        self._mark = mark
        self._orders = {order.id: order for order in open_orders(self._database, self.name, now)}
        self._approved = {key: value for key, value in self._approved.items() if key in self._orders}
        self._turns = {key: value for key, value in self._turns.items() if key in self._orders}

    def _candidates(self) -> list[Candidate]:
        return [order.candidate for order in self._orders.values() if order.id not in self._refused]

    def _running(self, now: datetime) -> list[Candidate]:
        return running(self._candidates(), now)

    def _until_next(self) -> float:
        mono = self._clock.monotonic()
        waits = [self._poll_s]
        if self._now_showing is not None:
            waits.append(self._now_showing.due - mono)
        if self._down_until is not None:
            waits.append(self._down_until - mono)
        return max(0.0, min(waits))

    def _live_as(
        self, at: datetime, order: Order | None, proof: Proof, page: int = 0, *, online: bool = True
    ) -> Live:
        if order is None:
            return Live(self.name, None, "", "", 0, 0, at, int(proof), online)
        return Live(
            self.name, order.id, order.notice_id, order.title, page, order.pages, at, int(proof), online
        )


def _slot(order: Order, proof: Proof, cause: str) -> Slot:
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
