"""R11 as a law: no sequence of steps brings a withdrawn notice back without a new approval."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow
from ledctl.errors import LedctlError
from ledctl.fleet import make_sign
from ledctl.notices.model import Decision, DisplayOrder
from ledctl.notices.replacing import standing_orders
from ledctl.publishing.gate import refusal
from ledctl.publishing.orders import load, open_orders
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.conftest import GATE, NINE_IN_SHANGHAI
from tests.publishing.office import actor, short_notice

IDS = st.sampled_from(["a", "a", "c"])
"""A notice, and now and then the correction of it."""


class Office(RuleBasedStateMachine):
    """Every step after an approval, in any order, on a notice and its correction."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.empty, self.folder, dirs_exist_ok=True)
        self.clock = FrozenClock(NINE_IN_SHANGHAI)
        self.station: Station = open_station(self.folder, clock=self.clock)
        self.withdrawn: set[str] = set()

    def teardown(self) -> None:
        self.station.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        link = {"category": "correction", "correction_of": "a"}
        for notice in (short_notice("a"), short_notice("c").model_copy(update=link)):
            self.station.desk.draft(actor("drafter"), notice)
        self.approve("a")

    @rule(notice=IDS)
    def approve(self, notice: str) -> None:
        """Everything still missing on the way to the sign, as far as it goes."""
        desk = self.station.desk
        self._try(lambda: desk.submit(actor("drafter"), notice))
        self._try(lambda: desk.review(actor("reviewer"), notice, "pass"))
        self._try(lambda: desk.secrecy(actor("secrecy_reviewer"), notice, "pass"))
        if self._try(lambda: desk.approve(actor("approver"), notice)):
            self.withdrawn = {one for one in self.withdrawn if not self._approved_now(one)}

    @rule(notice=IDS, in_h=st.sampled_from([None, 1, 30, 200]))
    def edit(self, notice: str, in_h: int | None) -> None:
        start = None if in_h is None else self.clock.now() + dt.timedelta(hours=in_h)
        kept = {"display_window": DisplayWindow(led_start=start, led_days=3)}
        if notice == "c":
            kept |= {"category": "correction", "correction_of": "a"}
        new = short_notice(notice).model_copy(update=kept)
        self._try(lambda: self.station.desk.edit(actor("drafter"), notice, new))

    @rule(notice=IDS, days=st.integers(1, 5))
    def extend(self, notice: str, days: int) -> None:
        self._try(lambda: self.station.after.extend(actor("approver"), notice, "r", days=days))

    @rule(notice=IDS)
    def end(self, notice: str) -> None:
        self._try(lambda: self.station.after.end(actor("operator"), notice, "r"))

    @rule(notice=IDS)
    def revise(self, notice: str) -> None:
        self._try(lambda: self.station.after.revise(actor("drafter"), notice, "r"))

    @rule(notice=IDS)
    def rerun(self, notice: str) -> None:
        self._try(lambda: self.station.after.rerun(actor("drafter"), notice, "r"))

    @rule(notice=IDS)
    def withdraw(self, notice: str) -> None:
        if self._try(lambda: self.station.desk.withdraw(actor("operator"), notice, "r")):
            self.withdrawn.add(notice)

    @rule(hours=st.sampled_from([1, 26, 100]))
    def wait(self, hours: int) -> None:
        self.clock.advance(hours * 3600)

    @invariant()
    def what_was_withdrawn_stays_down(self) -> None:
        """Until somebody approves it anew."""
        for notice in self.withdrawn:
            assert self._standing(notice) == []

    @invariant()
    def windows_of_a_sign_meet_and_never_overlap(self) -> None:
        """R16, R19: at most one order of a notice at any instant."""
        for notice in "ac":
            orders = sorted(self._standing(notice), key=lambda order: order.starts_at)
            assert all(one.ends_at <= other.starts_at for one, other in pairwise(orders))

    @invariant()
    def the_gate_would_show_what_stands(self) -> None:
        """R1: every order there is now is bound by its decision."""
        now, sign = self.clock.now(), make_sign("gate", self.station.settings.signs["gate"])
        for order in open_orders(self.station.database, "gate", now):
            approved = load(self.station.database, order)
            moment = max(now, order.starts_at)
            assert refusal(order, approved, moment, sign=sign.capabilities, practice_site=False) is None

    def _try(self, step: object) -> bool:
        try:
            step()  # type: ignore[operator] # a step to be taken
        except LedctlError:
            return False
        return True

    def _standing(self, notice: str) -> list[DisplayOrder]:
        with self.station.database.read() as session:
            return standing_orders(session, notice, self.clock.now())

    def _approved_now(self, notice: str) -> bool:
        """Whether the last thing decided on this notice is an approval."""
        with self.station.database.read() as session:
            query = (
                select(Decision.step).where(Decision.notice_id == notice).order_by(col(Decision.id).desc())
            )
            return session.exec(query).first() == "approve"


def test_no_withdrawal_is_ever_undone(tmp_path: Path) -> None:
    """R11: in any order, under any waiting; and what stands is always bound, without overlap."""
    init_site(tmp_path)
    (tmp_path / "signs.toml").write_text(GATE)
    open_station(tmp_path).close()
    Office.empty = tmp_path
    checks = settings(
        max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=[*HealthCheck]
    )
    run_state_machine_as_test(Office, settings=checks)  # type: ignore[no-untyped-call] # of hypothesis
