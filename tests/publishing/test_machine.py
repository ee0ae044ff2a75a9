"""Random days at the office: whatever people do and whatever fails, only what was approved is lit."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from drivers.base import Frame
from drivers.errors import Broken, ConnectFailed, DriverError, SignRefused, TimedOut
from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.errors import LedctlError
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.outages import gaps
from ledctl.settings import Mode
from ledctl.sites import init_site
from ledctl.station import open_station
from tests.conftest import GATE, NINE_IN_SHANGHAI, QUICK
from tests.publishing.office import MoodySign, Office, make_worker, short_notice

PEOPLE = ("wang", "li", "zhao")
ROLES = (Role.DRAFTER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER)
ERRORS: tuple[DriverError, ...] = (ConnectFailed("x"), TimedOut("x"), Broken("x"), SignRefused("x", code=1))
NUMBERS = st.integers(0, 3)
PERSONS = st.builds(
    lambda account, roles: Actor(account, account, frozenset(roles), Via.WEB),
    st.sampled_from(PEOPLE),
    st.sets(st.sampled_from(ROLES), min_size=1),
)
OPERATOR = Actor("he", "he", frozenset({Role.OPERATOR}), Via.WEB)


class Days(RuleBasedStateMachine):
    """One office, one sign, three people who hold any roles on any day."""

    @initialize()
    def open_office(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ledctl-days-"))
        init_site(self.folder, mode=Mode.LIVE)
        (self.folder / "signs.toml").write_text(GATE)
        clock = FrozenClock(NINE_IN_SHANGHAI)
        cheap = Passwords(QUICK())
        station = open_station(self.folder, clock=clock, passwords=cheap)
        self.sign = MoodySign(station.settings.signs["gate"].make_panel())
        self.office = Office(station, clock, self.sign, make_worker(station, self.sign))
        self.windows: dict[str, tuple[object, object]] = {}
        self.pages: dict[str, set[Frame]] = {}
        self.killed = False
        self.step()

    def step(self) -> None:
        self.office.worker.step()

    # -- people -------------------------------------------------------------------------------

    @rule(who=PERSONS, number=NUMBERS, urgency=st.sampled_from(["normal", "high", "emergency"]))
    def draft(self, who: Actor, number: int, urgency: str) -> None:
        notice = short_notice(f"N{number}", urgency=urgency)
        if self.may(lambda desk: desk.draft(who, notice)) or self.may(
            lambda desk: desk.edit(who, notice.id, notice)
        ):
            self.may(lambda desk: desk.submit(who, notice.id))

    @rule(first=PERSONS, second=PERSONS, number=NUMBERS)
    def look_through(self, first: Actor, second: Actor, number: int) -> None:
        self.may(lambda desk: desk.review(first, f"N{number}", "pass"))
        self.may(lambda desk: desk.secrecy(second, f"N{number}", "pass"))

    @rule(who=PERSONS, number=NUMBERS)
    def approve(self, who: Actor, number: int) -> None:
        name = f"N{number}"
        self.may(lambda desk: self.bind(name, desk.approve(who, name)))
        self.step()

    @rule(number=NUMBERS)
    def carry_through(self, number: int) -> None:
        """So that approvals are not rare."""
        name = f"N{number}"
        hands = [Actor(p, p, frozenset(ROLES), Via.WEB) for p in ("sun", "zhou", "wu", "zheng")]
        notice = short_notice(name)
        self.may(lambda desk: desk.draft(hands[0], notice))
        self.may(lambda desk: desk.edit(hands[0], name, notice))
        self.may(lambda desk: desk.submit(hands[0], name))
        self.may(lambda desk: desk.review(hands[1], name, "pass"))
        self.may(lambda desk: desk.secrecy(hands[2], name, "pass"))
        self.approve(hands[3], number)

    @rule(who=st.one_of(st.just(OPERATOR), PERSONS), number=NUMBERS)
    def withdraw(self, who: Actor, number: int) -> None:
        name = f"N{number}"
        if self.may(lambda desk: desk.withdraw(who, name, "有误")):
            self.windows.pop(name, None)
        self.step()

    def may(self, do: object) -> bool:
        """Try it at the desk; a refusal is an answer too."""
        try:
            do(self.office.station.desk)  # type: ignore[operator] # a callable of the desk
        except LedctlError:
            return False
        return True

    def bind(self, name: str, binding: object) -> None:
        self.windows[name] = (binding.window.start, binding.window.end)  # type: ignore[attr-defined] # a Binding
        program = binding.programs["gate"]  # type: ignore[attr-defined] # a Binding
        self.pages[name] = {page.frame for page in program.pages}

    # -- time, wire, crashes ------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0.5, 3, 9, 61, 3700]), times=st.integers(1, 4))
    def time_passes(self, seconds: float, times: int) -> None:
        for _ in range(times):
            self.office.clock.advance(seconds)
            self.step()

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def come_to_an_edge(self, data: st.DataObject) -> None:
        """One step a moment before a window ends, one at its end."""
        end = data.draw(st.sampled_from(sorted(end for _, end in self.windows.values())))  # type: ignore[type-var] # instants
        for moment in (end - timedelta(milliseconds=1), end):  # type: ignore[operator] # an instant
            if moment > self.office.clock.now():
                self.office.jump_to(moment)

    @rule(error=st.sampled_from(ERRORS), online=st.booleans())
    def wire_fails(self, error: DriverError, online: bool) -> None:
        self.sign.broken, self.sign.online = error, online

    @rule()
    def wire_is_mended(self) -> None:
        self.sign.broken, self.sign.online = None, True
        self.office.clock.advance(6)
        self.step()

    @rule()
    def process_is_killed(self) -> None:
        self.killed = True  # the pages of its last minute are lost, and the record says so
        self.office.restart()
        self.step()

    # -- what holds ---------------------------------------------------------------------------

    @invariant()
    def only_what_was_approved_is_lit(self) -> None:
        """R1, R3: dark, or a page bound by an approval in its window and not withdrawn.

        A wire that failed cannot be used to take a page down; then the worker
        knows that it does not know, and a self-clearing sign clears itself.
        """
        if not hasattr(self, "office") or self.sign.broken is not None:
            return
        if self.office.worker._wire.retry_at is not None:
            return
        now, current = self.office.clock.now(), self.sign.current
        lit = {
            frame
            for name, (start, end) in self.windows.items()
            if start <= now < end  # type: ignore[operator] # instants
            for frame in self.pages[name]
        }
        assert self.office.is_dark or current in lit

    @invariant()
    def everything_taken_was_approved(self) -> None:
        """R1: no frame ever reached the sign that no approval bound."""
        if hasattr(self, "office"):
            assert set(self.sign.taken) <= {f for pages in self.pages.values() for f in pages}

    @invariant()
    def nothing_is_left_unsaid(self) -> None:
        """R15: whatever fails or dies, and whenever it is asked, no moment is without a word on record."""
        if hasattr(self, "office"):
            now = self.office.clock.now()
            assert gaps(self.office.station.database, "gate", now - timedelta(days=90), now) == []

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        self.office.worker.stop()
        told = verify(self.office.station.database)
        try:
            assert told.ok, told.problems
            assert told.displays == len(self.sign.taken) or self.killed
            assert told.displays <= len(self.sign.taken)
            outcomes = {"shown", "not_shown", "outcome_unknown"}
            for entry, after in pairwise(self.office.told("sending", *outcomes)):
                assert entry.kind != "sending" or after.kind in outcomes
        finally:
            self.office.station.close()
            shutil.rmtree(self.folder)


TestDays = pytest.mark.slow(Days.TestCase)
TestDays.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
