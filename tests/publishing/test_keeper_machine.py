"""Random days with a card that turns its pages itself: it holds what was approved, and little is sent."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timedelta
from math import inf
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from drivers.errors import Broken, ConnectFailed, DriverError, SignRefused, TimedOut
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.keeper import RESYNC_S
from ledctl.settings import Mode
from ledctl.sites import init_site
from ledctl.station import open_station
from tests.conftest import GATE, NINE_IN_SHANGHAI, QUICK
from tests.publishing.card import CardOffice
from tests.publishing.office import short_notice

MOST = 12
URGENCIES = st.sampled_from(["normal", "normal", "normal", "high", "emergency"])
ERRORS: tuple[DriverError, ...] = (ConnectFailed("x"), TimedOut("x"), Broken("x"), SignRefused("x", code=1))


class CardDays(RuleBasedStateMachine):
    """One office, one card. Each rule ends with a step; what holds is asked after it."""

    @initialize(keeps_windows=st.booleans())
    def open_office(self, keeps_windows: bool) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ledctl-card-"))
        init_site(self.folder, mode=Mode.LIVE)
        (self.folder / "signs.toml").write_text(GATE)
        clock = FrozenClock(NINE_IN_SHANGHAI)
        cheap = Passwords(QUICK())
        station = open_station(self.folder, clock=clock, passwords=cheap)
        self.office = CardOffice.over(station, clock, keeps_windows=keeps_windows)
        self.card = self.office.card
        self.windows: dict[str, tuple[datetime, datetime]] = {}
        self.urgency: dict[str, str] = {}
        self.synced_at: float | None = None
        self.live_then: frozenset[str] = frozenset()
        self.refusals: list[float] = []
        self.mended = True
        self.step()

    def step(self, *, may_sync: bool = False) -> None:
        """One step, which sends a list only if there is a reason to."""
        before, mono = self.card.synced, self.office.clock.monotonic()
        now = self.office.clock.now()
        self.windows = {name: window for name, window in self.windows.items() if window[1] > now}
        certain = self.office.worker._held is not None  # type: ignore[attr-defined] # a ListKeeper
        self.office.worker.step()
        if self.card.synced == before:
            return
        tries = [at + RESYNC_S for at in self.refusals]
        due = self.synced_at is None or mono >= min(self.synced_at + RESYNC_S, *tries, inf)
        # not what is wanted: while a refused warning waits, the level below it has its turn
        assert may_sync or due or not certain or self.live() != self.live_then
        self.synced_at, self.live_then = mono, self.live()
        self.refusals = [at for at in self.refusals if mono < at + RESYNC_S]
        if isinstance(self.card.broken, SignRefused):
            self.refusals.append(mono)

    def live(self) -> frozenset[str]:
        """The notices an approval lets stand now, of any level."""
        now = self.office.clock.now()
        return frozenset(name for name, (start, end) in self.windows.items() if start <= now < end)

    def wanted(self) -> frozenset[str]:
        """The notices an approval lets stand now, of the highest level among them."""
        live, ladder = self.live(), ["normal", "high", "emergency"]
        top = max((ladder.index(self.urgency[name]) for name in live), default=0)
        return frozenset(name for name in live if ladder.index(self.urgency[name]) == top)

    # -- what happens -------------------------------------------------------------------------

    @precondition(lambda self: len(self.urgency) < MOST)
    @rule(urgency=URGENCIES, wait_s=st.sampled_from([0, 0, 5, 90]))
    def approve(self, urgency: str, wait_s: int) -> None:
        """A notice goes through every desk; its window may open a little later."""
        name, now = f"N{len(self.urgency)}", self.office.clock.now()
        opens = now + timedelta(seconds=wait_s)
        self.office.approve(short_notice(name, urgency=urgency, start=opens if wait_s else None))
        self.urgency[name] = urgency
        self.windows[name] = (opens, self.office.until[name])
        self.step()

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.windows)))
        self.office.withdraw(name)
        del self.windows[name]
        self.step()

    @rule(seconds=st.sampled_from([0.5, 3, 9, 61, 310, 3700]), times=st.integers(1, 3))
    def time_passes(self, seconds: float, times: int) -> None:
        for _ in range(times):
            self.office.clock.advance(seconds)
            self.step()

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def come_to_an_edge(self, data: st.DataObject) -> None:
        """One step a moment before a window ends, one at its end."""
        end = data.draw(st.sampled_from(sorted(end for _, end in self.windows.values())))
        for moment in (end - timedelta(milliseconds=1), end):
            if moment > self.office.clock.now():
                self.office.clock.advance((moment - self.office.clock.now()).total_seconds())
                self.step()

    @rule(error=st.sampled_from(ERRORS), late=st.booleans(), online=st.booleans())
    def wire_fails(self, error: DriverError, late: bool, online: bool) -> None:
        lost = late and not error.outcome_known
        self.card.broken, self.card.late = (None, error) if lost else (error, None)
        self.card.online, self.mended = online, False

    @precondition(lambda self: self.windows)
    @rule()
    def nobody_reaches_it_when_a_window_ends(self) -> None:
        """Then only the end in the card can take the notice down."""
        self.card.broken, self.card.online, self.mended = TimedOut("x"), False, False
        end = min(end for _, end in self.windows.values())
        self.office.clock.advance(max(0.0, (end - self.office.clock.now()).total_seconds()))
        self.step()

    @rule()
    def wire_is_mended(self) -> None:
        """Whatever was refused or lost has its next try by now."""
        self.card.broken, self.card.late, self.card.online, self.mended = None, None, True, True
        self.office.clock.advance(RESYNC_S + 1)
        self.step(may_sync=True)

    @rule()
    def process_is_killed(self) -> None:
        self.office.restart()
        self.step(may_sync=True)

    # -- what holds ---------------------------------------------------------------------------

    @invariant()
    def the_card_holds_what_may_stand(self) -> None:
        """R1, R3: exactly the wanted notices, one step after whatever happened, unless the wire fails."""
        if hasattr(self, "office") and self.mended and self.office.worker._wire.retry_at is None:
            assert self.office.held == self.wanted()
            assert set(self.office.worker.live.titles) == {f"停水通知{name}" for name in self.wanted()}

    @invariant()
    def everything_taken_was_approved(self) -> None:
        """R1: no program ever reached the card that no approval bound, and none stands beyond its end."""
        if not hasattr(self, "office"):
            return
        digests = {booking.program.digest for taken in self.card.lists for booking in taken}
        assert digests <= set(self.office.programs.values())
        if self.card.capabilities.keeps_windows:
            now = self.office.clock.now()
            standing = {one.program.digest for one in self.card.standing}
            over = {name for name, end in self.office.until.items() if end <= now}
            assert not standing & {self.office.programs[name] for name in over}

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        self.office.worker.stop()
        told = verify(self.office.station.database)
        try:
            assert told.ok, told.problems
            outcomes = {"shown", "not_shown", "outcome_unknown"}
            waiting: set[object] = set()
            for entry in self.office.told("sending", *outcomes):
                order = entry.facts.get("order")
                (waiting.add if entry.kind == "sending" else waiting.discard)(order)
            assert not waiting
        finally:
            self.office.station.close()
            shutil.rmtree(self.folder)


TestCardDays = pytest.mark.slow(CardDays.TestCase)
TestCardDays.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
