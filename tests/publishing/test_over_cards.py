"""Workers over simulated cards: power cuts, cards exchanged for others, lines replugged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from drivers.base import Colour, Frame, Panel, Sign
from drivers.huidu_sdk.driver import HuiduOptions, HuiduSdk
from drivers.huidu_sdk.simulator import HuiduCard
from drivers.links import Link
from drivers.onbon_bx.driver import OnbonOptions, make_sign
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import SimulatedLink
from drivers.testing.power import CutLink, PoweredCard
from ledctl.clock import FrozenClock
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.keeper import ListKeeper
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_attendant

UPKEEP = Upkeep(look_s=1.0, resync_s=60.0, retry_most_s=60.0, chance=lambda: 0.5)


@dataclass
class Cabinet:
    """Where the sign's wire ends: a card that can be exchanged, and whose power can be cut."""

    card: PoweredCard
    powered: bool = True
    wires: list[CutLink] = field(default_factory=list)

    def connect(self) -> Link:
        self.wires.append(CutLink(SimulatedLink(self.card)))
        if not self.powered:
            self.wires[-1].cut()
        return self.wires[-1]

    def cut(self) -> None:
        """The power goes."""
        self.powered = False
        self.card.power_cycle()
        for wire in self.wires:
            wire.cut()

    def exchange(self, card: PoweredCard) -> None:
        self.cut()
        self.card, self.powered = card, True


def onbon(model: str) -> Callable[[Panel, Cabinet], Sign]:
    options = OnbonOptions(model=model, timeout_ms=200)
    return lambda panel, cabinet: make_sign(panel, cabinet.connect, options)


def huidu(panel: Panel, cabinet: Cabinet) -> Sign:
    def pass_time(seconds: float) -> None:
        cabinet.card.advance(round(1000 * seconds))

    options = HuiduOptions(timeout_ms=200, screenshot="off")
    return HuiduSdk(panel, cabinet.connect, options, sleep=pass_time)


KINDS: dict[str, tuple[Callable[[Panel], PoweredCard], Callable[[Panel, Cabinet], Sign], type[Attendant]]] = {
    "dynamic area": (lambda panel: OnbonCard(panel, "5E2"), onbon("5E2"), SignWorker),
    "program files": (lambda panel: OnbonCard(panel, "5M1"), onbon("5M1"), ListKeeper),
    "huidu": (HuiduCard, huidu, ListKeeper),
}


@dataclass
class CardedOffice(Office):
    """The office with a sign behind a card; the card's time passes with the clock."""

    cabinet: Cabinet = field(init=False)
    make_card: Callable[[Panel], PoweredCard] = field(init=False)

    def pass_time(self, seconds: float, *, step_s: float = 1.0) -> None:
        for _ in range(round(seconds / step_s)):
            self.clock.advance(step_s)
            self.cabinet.card.advance(round(1000 * step_s))
            self.worker.step()

    @property
    def lit(self) -> Frame:
        return self.cabinet.card.lit

    @property
    def is_lit_dark(self) -> bool:
        return not any(self.lit.data)


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, station: Station, clock: FrozenClock) -> CardedOffice:
    """A sign of each kind, its card's clock set, nothing shown yet."""
    make_card, make_driver, kind = KINDS[request.param]
    panel = station.settings.signs["gate"].make_panel()
    cabinet = Cabinet(make_card(panel))
    worker = make_attendant(kind, station, make_driver(panel, cabinet), upkeep=UPKEEP)
    made = CardedOffice(station, clock, MoodySign(panel), worker)
    made.cabinet, made.make_card = cabinet, make_card
    made.pass_time(70)
    return made


def test_nothing_that_expired_outlives_the_reconnect_after_a_power_cut(office: CardedOffice) -> None:
    """R20, R21: the power fails, the notice's time passes, the power returns: the sign is dark by itself
    or as soon as it answers, and nothing expired is sent.
    """
    pages = office.put_up("a")
    office.pass_time(70)
    assert office.lit in pages
    office.cabinet.cut()
    office.pass_time(5)
    office.clock.advance((office.until["a"] - office.clock.now()).total_seconds() + 60)
    office.pass_time(70)
    assert office.told("link_down")
    office.cabinet.powered = True
    office.pass_time(70)
    assert office.is_lit_dark
    assert office.worker.live.online is True


def test_what_is_current_comes_back_after_a_power_cut(office: CardedOffice) -> None:
    """Without anybody near: within the longest wait between tries."""
    pages = office.put_up("a")
    office.pass_time(70)
    office.cabinet.cut()
    office.pass_time(20)
    office.cabinet.powered = True
    office.pass_time(70)
    assert office.lit in pages
    assert office.worker.live.order_id is not None


@pytest.mark.parametrize("swapped", [Panel(128, 32, Colour.RED), Panel(64, 16, Colour.DUAL)])
def test_a_card_of_another_size_gets_no_picture(office: CardedOffice, swapped: Panel) -> None:
    """Refused before anything is sent, one event, a flag for the alarm; the right card ends it."""
    office.put_up("a")
    office.pass_time(70)
    right = office.cabinet.card
    wrong = office.make_card(swapped)
    office.cabinet.exchange(wrong)
    office.pass_time(400)
    assert wrong.lit == Frame.dark(swapped)
    (told,) = office.told("wrong_card")
    assert f"{swapped.width}x{swapped.height}" in told.facts["what"]
    assert office.worker.live.health.wrong_card
    assert office.worker.live.online is False
    office.cabinet.exchange(right)
    office.pass_time(70)
    assert not office.worker.live.health.wrong_card
    assert office.worker.live.online is True


def test_a_card_that_hangs_up_again_and_again_is_not_hammered(office: CardedOffice) -> None:
    """A reconnect storm: in ten minutes no more tries than one a minute, after the first quick ones."""
    office.put_up("a")
    office.pass_time(70)
    office.cabinet.cut()
    office.cabinet.wires.clear()
    office.pass_time(600)
    assert 5 < len(office.cabinet.wires) < 20
