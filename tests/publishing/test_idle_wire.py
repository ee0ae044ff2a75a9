"""Between orders: wires that must be kept alive, and signs that can never be asked."""

from __future__ import annotations

import dataclasses

import pytest

from drivers.base import Frame, Panel, Status
from drivers.errors import Broken, ConnectFailed, SignRefused
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.wire import QUIET_S
from ledctl.publishing.worker import REFRESH_S
from tests.publishing.card import CardOffice
from tests.publishing.office import MoodySign, Office, short_notice


class RestlessSign(MoodySign):
    """Would hang up unless it hears something every few seconds."""

    keep_alive_s = 2.0

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self.spoken = 0
        self.deaf: Exception | None = None

    def _keep_alive(self) -> None:
        if self.deaf:
            raise self.deaf
        self.spoken += 1


class MuteSign(MoodySign):
    """Takes what it is sent and can never answer."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self.capabilities = dataclasses.replace(self.capabilities, answers=False)

    def _status(self) -> Status:
        self.asked += 1
        return Status(online=None)


@pytest.fixture
def restless(office: Office) -> RestlessSign:
    """The office's sign hangs up easily."""
    sign = RestlessSign(office.sign.panel)
    office.sign = sign
    office.restart()
    office.worker.step()
    return sign


@pytest.fixture
def mute(office: Office) -> MuteSign:
    """The office's sign never answers."""
    sign = MuteSign(office.sign.panel)
    office.sign = sign
    office.restart()
    office.worker.step()
    return sign


def test_a_quiet_wire_is_spoken_to(office: Office, restless: RestlessSign) -> None:
    """As often as the driver says and no oftener, while nothing else is sent."""
    office.pass_time(20, step_s=0.5)
    assert restless.spoken == 10
    office.worker._poll_s = 3600.0
    assert office.worker.step() == 2.0


def test_an_order_is_speech_enough(office: Office, restless: RestlessSign) -> None:
    """What was just sent puts off the next word."""
    office.pass_time(1.5, step_s=0.5)
    office.put_up("A")
    office.pass_time(1.5, step_s=0.5)
    assert restless.spoken == 0


def test_most_signs_are_left_in_peace(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that asks for nothing is not called, and nobody wakes for it."""

    def never(_sign: MoodySign) -> None:
        raise AssertionError("was called")

    monkeypatch.setattr(MoodySign, "_keep_alive", never)
    office.pass_time(60)
    office.worker._poll_s = 3600.0
    assert office.worker.step() == 3600.0


def test_a_word_nobody_hears_is_a_lost_wire(office: Office, restless: RestlessSign) -> None:
    """Down and up once each; no order is called failed, for none was sent."""
    office.put_up("A")
    before = len(office.story())
    restless.deaf, restless.online = Broken("cut"), False
    office.pass_time(2)
    assert office.worker.live.online is False
    spoken = restless.spoken
    office.pass_time(60)
    assert restless.spoken == spoken, "a dead wire is only asked"
    restless.deaf, restless.online = None, True
    office.pass_time(6)
    assert office.story()[before:] == [
        ("link_down", "device", None),
        ("sending", "device", "A"),
        ("link_up", "device", None),
        ("shown", "device", "A"),
    ]


def test_a_word_that_is_refused_is_no_outage(office: Office, restless: RestlessSign) -> None:
    """It answered: what stands is sent again to be sure, and no outage is told."""
    restless.deaf = SignRefused("no", code=1)
    office.pass_time(30)
    assert office.told("link_down", "link_up", "not_shown") == []


def test_a_card_is_kept_awake_too(card_office: CardOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever turns the pages, the wire is the same."""
    spoken: list[float] = []
    monkeypatch.setattr(card_office.card, "keep_alive_s", 20.0)
    monkeypatch.setattr(card_office.card, "_keep_alive", lambda: spoken.append(0.0))
    card_office.put_up("A")
    card_office.pass_time(100)
    assert len(spoken) == 5


def test_a_sign_that_cannot_answer_is_never_called_online(office: Office, mute: MuteSign) -> None:
    """R22: sent, and nobody can know; it is sent again now and then."""
    assert office.worker.live.online is None
    office.put_up("A")
    office.pass_time(5 * REFRESH_S)
    assert office.worker.live.online is None
    assert mute.asked == 0
    assert len(mute.taken) > 5


def test_a_failure_on_our_side_is_tried_again_without_an_answer(office: Office, mute: MuteSign) -> None:
    """No route to it is known to us; when there is one again it is simply sent."""
    mute.broken = ConnectFailed("no route")
    office.put_up("A")
    assert office.worker.live.online is False
    mute.broken = None
    office.pass_time(6)
    assert mute.taken
    office.pass_time(QUIET_S + 10)
    assert office.worker.live.online is None
    assert not office.is_dark
    assert office.story()[-2:] == [("link_up", "device", None), ("shown", "device", "A")]


def test_what_leaves_for_a_sign_that_cannot_answer_ends_no_outage(office: Office, mute: MuteSign) -> None:
    """That no such port is there is told one use later, so every other order fails: one outage, told once."""
    office.approve(short_notice("A"))
    office.pass_time(30)
    told = len(office.told())
    for _ in range(40):
        mute.broken = Broken("no such port")
        office.pass_time(6)
        mute.broken = None
        office.pass_time(6)
        assert office.worker.live.online is False
    assert [e.kind for e in office.told()[told:] if e.kind != "segment_sealed"] == [
        "outcome_unknown",
        "link_down",
    ]
    office.pass_time(QUIET_S + 10)
    assert office.story()[-2:] == [("link_up", "device", None), ("shown", "device", "A")]
    assert office.worker.live.online is None
    assert verify(office.station.database).ok


def test_darkness_sent_into_an_outage_is_told_once(office: Office, mute: MuteSign) -> None:
    """The same with nothing to show: a host that is off all night fills no ledger."""
    told = len(office.told())
    for _ in range(40):
        office.worker._lose(Broken("no such port"))
        office.pass_time(12)
    assert [entry.kind for entry in office.told()[told:]] == ["link_down", "blanked"]
    office.pass_time(QUIET_S + 10)
    assert [entry.kind for entry in office.told()[told + 2 :]] == ["link_up", "blanked"]
    assert mute.current == Frame.dark(mute.panel)
