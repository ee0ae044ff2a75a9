"""Who switches lamps when blackouts, quiet hours and care meet on a sign, and what is lit meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.base import Frame, Receipt
from drivers.errors import SignRefused
from ledctl.clock import FrozenClock
from ledctl.ledger.downtime import Outage
from ledctl.ledger.outages import outages
from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import FREE, Curb
from ledctl.publishing.changes import Changes
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station
from tests.publishing.office import actor, make_attendant, make_switch, short_notice
from tests.publishing.telling import TellingOffice, TellingSign

CARE = Upkeep(look_s=5.0, power_off=True, retry_most_s=60.0, chance=lambda: 0.5)
LOOKS = Upkeep(look_s=5.0, retry_most_s=60.0, chance=lambda: 0.5)
QUIET = Curb(LEVELS["emergency"], "plan")


class GlowingSign(TellingSign):
    """Keeps what was lit, in turn; ``stubborn``: it refuses to go dark."""

    stubborn = False
    glow: tuple[Frame, ...] = ()

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        receipt = super()._show(frame, life_s)
        self._note()
        return receipt

    def _blank(self) -> Receipt:
        if self.stubborn:
            raise SignRefused("not that", code=7)
        return super()._blank()

    def _take(self, what: str, value: object) -> Receipt:
        receipt = super()._take(what, value)
        self._note()
        return receipt

    def _note(self) -> None:
        if self.lamps and any(self.current.data):
            self.glow = (*self.glow, self.current)

    @property
    def is_lit(self) -> bool:
        return self.lamps and any(self.current.data)


class Gate(TellingOffice):
    """Such a sign at the switch, with a curb to set by hand."""

    sign: GlowingSign
    curb: Curb = FREE
    upkeep: Upkeep = CARE

    def begin(self) -> None:
        """A process begins."""
        switch = make_switch(self.station)
        self.worker = make_attendant(SignWorker, self.station, self.sign, upkeep=self.upkeep, switch=switch)
        self.worker._curb = lambda _now: self.curb
        self.worker.step()

    def order(self) -> None:
        self.station.blackouts.order(actor("drafter"))
        self.worker.step()

    def lift(self) -> None:
        self.station.blackouts.lift(actor("approver"), reason="已核实")
        self.worker.step()

    def switched(self) -> list[object]:
        return [value for what, value in self.sign.told if what == "switch"]


@pytest.fixture
def gate_with(station: Station, clock: FrozenClock) -> Callable[[Upkeep], Gate]:
    def made(upkeep: Upkeep) -> Gate:
        sign = GlowingSign(station.settings.signs["gate"].make_panel())
        gate = Gate(station, clock, sign, None)  # type: ignore[arg-type] # it begins next
        gate.upkeep = upkeep
        gate.begin()
        return gate

    return made


@pytest.mark.parametrize("upkeep", [LOOKS, CARE], ids=["looks", "care"])
def test_lamps_off_by_a_blackout_are_no_fault(gate_with: Callable[[Upkeep], Gate], upkeep: Upkeep) -> None:
    """A sign that will not go dark is dark by its lamps: a look finds that right."""
    gate = gate_with(upkeep)
    pages = gate.put_up("a")
    gate.sign.stubborn = True
    gate.order()
    gate.pass_time(300)
    assert not gate.sign.is_lit
    assert gate.told("sign_fault", "content_lost", "link_down", "outcome_unknown") == []
    causes = {one.cause for one in outages(gate.station.database) if one.end is None}
    assert causes == {Outage.BLACKOUT}
    gate.lift()
    assert gate.sign.is_lit
    assert gate.sign.current in pages


@pytest.mark.parametrize("upkeep", [LOOKS, CARE], ids=["looks", "care"])
@pytest.mark.parametrize("restart", [False, True], ids=["runs", "restarts"])
def test_what_was_withdrawn_behind_dark_lamps_is_never_lit_again(
    gate_with: Callable[[Upkeep], Gate], upkeep: Upkeep, restart: bool
) -> None:
    """R20: lamps go on only after what may stand is there."""
    gate = gate_with(upkeep)
    gate.put_up("a")
    gate.sign.stubborn = True
    gate.order()
    gate.pass_time(10)
    gate.withdraw("a")
    new = gate.approve(short_notice("b"))
    gate.pass_time(100)
    if restart:
        gate.begin()
        gate.pass_time(10)
    gate.sign.glow = ()
    gate.lift()
    gate.pass_time(20)
    assert gate.sign.is_lit
    assert set(gate.sign.glow) <= set(new)


def test_a_blackout_in_the_night_leaves_the_lamps_to_the_night(gate_with: Callable[[Upkeep], Gate]) -> None:
    """Off once, by care; neither the blackout nor its end lights anything before the morning."""
    gate = gate_with(CARE)
    gate.put_up("a")
    gate.curb = QUIET
    gate.pass_time(80)
    gate.order()
    gate.pass_time(80)
    gate.lift()
    gate.pass_time(80)
    assert not gate.sign.is_lit
    assert gate.switched()[-1] is False
    assert gate.switched().count(False) == 1
    gate.curb = FREE
    gate.pass_time(5)
    assert gate.sign.is_lit


def test_a_drill_in_the_night_is_answered_and_lights_nothing(gate_with: Callable[[Upkeep], Gate]) -> None:
    """It proves that the sign obeys; the night goes on after it."""
    gate = gate_with(CARE)
    gate.put_up("a")
    gate.curb = QUIET
    gate.pass_time(80)
    gate.sign.glow = ()
    gate.station.blackouts.drill(actor("operator"))
    gate.pass_time(30)
    assert gate.station.blackouts.last_drill() is not None
    assert gate.sign.glow == ()
    assert [entry.cause for entry in gate.told("blanked")] == ["start", "plan", "blackout"]


@pytest.mark.parametrize("restart", [False, True], ids=["runs", "restarts"])
def test_a_warning_in_the_night_lights_only_itself(
    gate_with: Callable[[Upkeep], Gate], restart: bool
) -> None:
    """A sign that lost its power by night and came back with old content shows none of that."""
    gate = gate_with(CARE)
    gate.put_up("a")
    gate.curb = QUIET
    gate.pass_time(80)
    if restart:
        gate.begin()
    gate.sign.overwrite(Frame(gate.sign.panel, b"\xff" * gate.sign.panel.frame_size))
    gate.sign.glow = ()
    warning = gate.put_up("w", urgency="emergency")
    assert gate.sign.is_lit
    assert set(gate.sign.glow) <= set(warning)


def test_a_blackout_over_a_restart_ends_with_the_lift(
    gate_with: Callable[[Upkeep], Gate],
) -> None:
    """Dark in every state it begins in, and back once."""
    gate = gate_with(CARE)
    pages = gate.put_up("a")
    gate.sign.stubborn = True
    for _ in range(2):
        gate.order()
        gate.begin()
        gate.pass_time(70)
        assert not gate.sign.is_lit
        gate.lift()
        gate.pass_time(3)
        assert gate.sign.is_lit
        assert gate.sign.current in pages


def test_a_restart_in_the_night_finds_no_fault(gate_with: Callable[[Upkeep], Gate]) -> None:
    """Lamps that are off while nothing may be shown are as they should be, whoever switched them."""
    gate = gate_with(CARE)
    gate.put_up("a")
    gate.curb = QUIET
    gate.pass_time(80)
    gate.begin()
    gate.pass_time(80)
    assert gate.told("sign_fault", "content_lost") == []
    assert not gate.sign.lamps


def test_a_curb_wakes_a_worker_that_rests(gate_with: Callable[[Upkeep], Gate]) -> None:
    """Whoever rests asks what holds it back, whichever curb it is; and is not woken for nothing."""
    gate = gate_with(CARE)
    changes = Changes(gate.station.database, gate.clock, stale_s=5.0)
    gate.worker.join(changes, rest_s=60.0)
    changes.look()
    gate.worker.step()
    now = gate.clock.now()
    assert not gate.worker.has_news(now)
    gate.curb = QUIET
    assert gate.worker.has_news(now)
    gate.worker.step()
    assert not gate.worker.has_news(now)
    gate.station.blackouts.order(actor("drafter"))
    changes.look()
    assert gate.worker.has_news(now)
    gate.worker.step()
    assert not gate.worker.has_news(now)


@pytest.mark.parametrize("restart", [False, True], ids=["runs", "restarts"])
def test_what_was_withdrawn_is_not_seen_on_a_sign_that_will_not_go_dark(
    gate_with: Callable[[Upkeep], Gate], restart: bool
) -> None:
    """R2, R10: the lamps go off instead, on record, and on again for what may be shown, whoever runs then."""
    gate = gate_with(LOOKS)
    gate.put_up("a")
    gate.sign.stubborn = True
    gate.withdraw("a")
    gate.pass_time(20)
    assert not gate.sign.is_lit
    assert gate.told("link_down", "not_shown", "outcome_unknown", "sign_fault", "content_lost") == []
    if restart:
        gate.begin()
        gate.pass_time(10)
        assert not gate.sign.is_lit
    gate.sign.glow = ()
    pages = gate.put_up("b")
    assert gate.sign.is_lit
    assert set(gate.sign.glow) <= set(pages)
    assert [entry.facts["on"] for entry in gate.told("lamps_switched")] == [False, True]


def test_a_sign_without_such_lamps_says_that_it_would_not_go_dark(
    gate_with: Callable[[Upkeep], Gate], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing more can be done from here: the record and the alerts say so."""
    gate = gate_with(LOOKS)
    gate.put_up("a")
    gate.sign.stubborn = True
    monkeypatch.setattr("ledctl.publishing.wire.Wire.can_switch", False)
    gate.withdraw("a")
    gate.pass_time(20)
    assert gate.sign.is_lit
    assert gate.told("not_shown", "outcome_unknown")
