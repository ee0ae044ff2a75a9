"""An office with one sign that can be made to fail, one worker stepped by hand, and a frozen clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from drivers.base import Frame, Panel, Receipt, Sign, Status
from drivers.errors import DriverError
from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow, Notice, Signature, Urgency
from ledctl.ledger.log import Entry, events
from ledctl.ledger.recorder import Recorder
from ledctl.notices.model import OrderStop
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.switch import Switch
from ledctl.publishing.upkeep import LEFT_ALONE, Upkeep
from ledctl.publishing.worker import SignWorker
from ledctl.reports.displays import DisplayRow, listing
from ledctl.station import Station


class MoodySign(VirtualSign):
    """A virtual sign that fails while told to, and counts what it took.

    ``broken``: every order raises this. ``late``: an order is carried out and
    then raises this, as when the answer is lost. ``pick``: raises for frames it
    is given. ``online``: what it answers when asked.
    """

    def __init__(self, panel: Panel) -> None:
        self.broken: Exception | None = None
        self.late: Exception | None = None
        self.pick: Callable[[Frame], DriverError | None] = lambda _frame: None
        self.online = True
        self.taken: list[Frame] = []
        self.asked = self.ordered = 0
        super().__init__(panel)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self._fail(self.broken or self.pick(frame))
        receipt = super()._show(frame, life_s)
        self.taken.append(frame)
        self._fail(self.late)
        return receipt

    def _blank(self) -> Receipt:
        self._fail(self.broken)
        receipt = super()._blank()
        self._fail(self.late)
        return receipt

    def _status(self) -> Status:
        self.asked += 1
        return Status(online=self.online)

    def _fail(self, error: Exception | None) -> None:
        self.ordered += 1
        if error is not None:
            raise error


Kind = TypeVar("Kind", bound=Attendant)


def make_attendant(
    kind: type[Kind],
    station: Station,
    sign: Sign,
    name: str = "gate",
    *,
    life_s: int = 120,
    upkeep: Upkeep = LEFT_ALONE,
    switch: Switch | None = None,
) -> Kind:
    """A worker over the station's database, as the publisher would make it."""
    zone, clock = station.settings.zoneinfo, station.clock
    return kind(
        name,
        sign,
        database=station.database,
        clock=clock,
        recorder=Recorder(station.database, name, zone, clock),
        zone=zone,
        poll_s=1.0,
        retry_s=5.0,
        life_s=life_s,
        practice_site=False,
        upkeep=upkeep,
        switch=switch,
    )


def make_switch(station: Station, *signs: str) -> Switch:
    """What is ordered of all signs, as the publisher's workers share it."""
    ring = station.office.ring
    return Switch(station.database, station.clock, signs=signs or ["gate"], practice=False, ring=ring)


def make_worker(station: Station, sign: VirtualSign, name: str = "gate", *, life_s: int = 120) -> SignWorker:
    return make_attendant(SignWorker, station, sign, name, life_s=life_s)


def actor(role: str) -> Actor:
    return Actor(role, f"某{role}", frozenset({Role(role)}), Via.WEB)


def short_notice(notice_id: str, *, urgency: str = "normal", start: datetime | None = None) -> Notice:
    """A notice of few words, in its own window of three days."""
    return Notice(
        id=notice_id,
        title=f"停水通知{notice_id}",
        category="general",
        issuing_unit="示例镇人民政府",
        body=(f"明日检修{notice_id}号管道，请储水备用。",),
        signature=Signature(unit="示例镇人民政府", date=dt.date(2026, 11, 23)),
        urgency=Urgency(urgency),
        display_window=DisplayWindow(led_start=start, led_days=3),
    )


@dataclass
class Office:
    """People at their desks, and the worker of their one sign."""

    station: Station
    clock: FrozenClock
    sign: MoodySign
    worker: Attendant
    until: dict[str, datetime] = field(default_factory=dict)
    dwell_s: dict[str, list[float]] = field(default_factory=dict)

    def approve(self, notice: Notice) -> list[Frame]:
        """Carry a notice through every desk; the pages an approval bound."""
        self.station.desk.draft(actor("drafter"), notice)
        return self._carry(notice.id)

    def carry_on(self, notice_id: str) -> list[Frame]:
        """A notice taken back is written again as it was, and goes through every desk once more."""
        self.station.desk.edit(actor("drafter"), notice_id, short_notice(notice_id))
        return self._carry(notice_id)

    def _carry(self, notice_id: str) -> list[Frame]:
        desk = self.station.desk
        desk.submit(actor("drafter"), notice_id)
        desk.review(actor("reviewer"), notice_id, "pass")
        desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")
        binding = desk.approve(actor("approver"), notice_id)
        self.until[notice_id] = binding.window.end
        self.dwell_s[notice_id] = [page.dwell_ms / 1000 for page in binding.programs["gate"].pages]
        return [page.frame for page in binding.programs["gate"].pages]

    def put_up(self, notice_id: str, **wishes: str) -> list[Frame]:
        """Approve a short notice and step once."""
        pages = self.approve(short_notice(notice_id, **wishes))  # type: ignore[arg-type] # only text is wished
        self.worker.step()
        return pages

    def withdraw(self, notice_id: str) -> None:
        self.station.desk.withdraw(actor("approver"), notice_id, "内容有误")

    def withdraw_order(self, order_id: int) -> None:
        """Stop one order past the desk."""
        with self.station.database.write() as session:
            at = self.clock.now()
            session.add(OrderStop(order_id=order_id, at=at, cause="person", account="x", reason="y"))

    def pass_time(self, seconds: float, *, step_s: float = 1.0) -> None:
        """Let time pass, stepping all the while."""
        for _ in range(round(seconds / step_s)):
            self.clock.advance(step_s)
            self.worker.step()

    def jump_to(self, instant: datetime) -> None:
        self.clock.advance((instant - self.clock.now()).total_seconds())
        self.worker.step()

    def restart(self) -> None:
        """The process died without a word; another one begins."""
        self.worker = make_worker(self.station, self.sign)

    def told(self, *kinds: str) -> list[Entry]:
        """Events in order, only these kinds if any are given."""
        with self.station.database.read() as session:
            found = events(session, limit=100_000)
        return [entry for entry in reversed(found) if not kinds or entry.kind in kinds]

    def story(self) -> list[tuple[str, str, str | None]]:
        """What happened to the sign: kind, cause, notice."""
        screen = ("sending", "shown", "not_shown", "outcome_unknown", "taken_down", "blanked")
        link = ("link_down", "link_up", "refused", "unclean_stop")
        return [(entry.kind, entry.cause, entry.notice) for entry in self.told(*screen, *link)]

    def displays(self) -> list[DisplayRow]:
        """Every display on record, newest first, the newest page included."""
        self.worker._recorder.flush(force=True)
        return listing(self.station.database, limit=100_000)

    @property
    def is_dark(self) -> bool:
        return not any(self.sign.current.data)


def office_of(station: Station, clock: FrozenClock) -> Office:
    """An office whose worker has met its sign: it is dark."""
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    made = Office(station, clock, sign, make_worker(station, sign))
    made.worker.step()
    return made
