"""A blackout on a sign whose pages the host turns: dark at once, kept dark, answered for, lit again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from drivers.base import Ability, Proof, Receipt
from drivers.errors import ConnectFailed, SignRefused
from ledctl.blackout.reading import Blackout
from ledctl.blackout.states import DRILL, End, How, SignState, state_of
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.publishing import docket
from ledctl.publishing.worker import REFRESH_S, SignWorker
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, actor, make_attendant, make_switch, short_notice

DRILL_S = DRILL.total_seconds()


class Lamps(MoodySign):
    """A sign that would not go dark when told, and whose lamps can be switched."""

    stubborn = True
    on = True

    def able(self) -> Lamps:
        self.capabilities = replace(self.capabilities, abilities=frozenset({Ability.POWER}))
        return self

    def _blank(self) -> Receipt:
        if self.stubborn:
            raise SignRefused("not that", code=7)
        return super()._blank()

    def _switch(self, on: bool) -> Receipt:
        self.on = on
        return Receipt("", Proof.ACCEPTED, "lamps " + ("on" if on else "off"))


@pytest.fixture
def guarded(station: Station, clock: FrozenClock) -> Office:
    """The office with its worker at the switch; the sign was just made dark."""
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    made = Office(station, clock, sign, worker_of(station, sign))
    made.worker.step()
    return made


def worker_of(station: Station, sign: MoodySign, *signs: str) -> SignWorker:
    return make_attendant(SignWorker, station, sign, switch=make_switch(station, *signs))


def order(office: Office) -> int:
    return office.station.blackouts.order(actor("drafter"))


def lift(office: Office) -> None:
    office.station.blackouts.lift(actor("approver"), reason="已核实")
    office.worker.step()


def of(office: Office, number: int) -> Blackout:
    found = office.station.blackouts.one(number)
    assert found is not None
    return found


def test_dark_at_once_and_the_answer_is_on_record(guarded: Office) -> None:
    """R33: the sign is dark after one look; who left says why, and the sign's answer its time and proof."""
    guarded.put_up("A")
    number = order(guarded)
    guarded.clock.advance(0.25)
    guarded.worker.step()
    assert guarded.is_dark
    assert guarded.story()[-2:] == [("taken_down", "blackout", "A"), ("blanked", "blackout", None)]
    (answer,) = of(guarded, number).answers
    assert (answer.sign, answer.how, answer.ms, answer.proof) == ("gate", How.BLANK, 250, int(Proof.SELECTED))
    (told,) = guarded.told("blackout_confirmed")
    assert (told.facts["ms"], told.facts["proof"], told.sign) == (250, 3, "gate")
    assert verify(guarded.station.database).ok


def test_nothing_is_lit_until_it_is_lifted(guarded: Office) -> None:
    """R28: neither what is approved meanwhile, nor an urgent notice; after the lift all of it runs again."""
    pages = guarded.put_up("A")
    order(guarded)
    guarded.worker.step()
    shown = len(guarded.sign.taken)
    guarded.approve(short_notice("B", urgency="high"))
    guarded.pass_time(100)
    assert guarded.is_dark
    assert len(guarded.sign.taken) == shown
    guarded.withdraw("B")
    lift(guarded)
    assert guarded.sign.current in pages
    assert guarded.told("blackout_off")


def test_a_sign_that_is_dark_already_answers_too(guarded: Office) -> None:
    """What was confirmed before the order proves nothing of it."""
    number = order(guarded)
    guarded.worker.step()
    assert state_of(of(guarded, number).answer_of("gate")) is SignState.DARK


def test_it_is_told_again_and_again_without_a_word(guarded: Office) -> None:
    """A card that restarts shows what it likes: dark is repeated, the record says it once (R32)."""
    order(guarded)
    guarded.worker.step()
    ordered, events = guarded.sign.ordered, len(guarded.told())
    guarded.pass_time(REFRESH_S * 3 + 1)
    assert guarded.sign.ordered == ordered + 3 * 2, "it looks twice at each order whether to fail"
    assert len(guarded.told()) == events


def test_killed_and_started_again_it_is_dark_before_anything_else(guarded: Office) -> None:
    """The order stands in the database: a new process lights nothing and answers nothing twice."""
    guarded.put_up("A")
    number = order(guarded)
    guarded.worker.step()
    shown = len(guarded.sign.taken)
    guarded.worker = worker_of(guarded.station, guarded.sign)
    guarded.pass_time(20)
    assert guarded.is_dark
    assert len(guarded.sign.taken) == shown
    assert len(of(guarded, number).answers) == 1
    assert guarded.told("blanked")[-1].cause == "blackout"


def test_a_sign_that_was_down_goes_dark_as_soon_as_it_answers(guarded: Office) -> None:
    """Late is told once its five seconds are over, with the reason; the answer still follows."""
    guarded.put_up("A")
    guarded.sign.broken, guarded.sign.online = ConnectFailed("no way"), False
    number = order(guarded)
    guarded.pass_time(DRILL_S + 1)
    late = of(guarded, number).answer_of("gate")
    assert late is not None
    assert late.state is SignState.NOT_YET
    assert "no way" in late.evidence
    guarded.sign.broken, guarded.sign.online = None, True
    shown = len(guarded.sign.taken)
    guarded.pass_time(10)
    assert guarded.is_dark
    assert len(guarded.sign.taken) == shown
    assert state_of(of(guarded, number).answer_of("gate")) is SignState.DARK
    kinds = [one.kind for one in guarded.told("blackout_unconfirmed", "blackout_confirmed")]
    assert kinds == ["blackout_unconfirmed", "blackout_confirmed"]


def test_a_new_order_does_not_wait_for_the_next_try(guarded: Office) -> None:
    """A sign set aside for some seconds after a failure is asked at once when all must be dark."""
    guarded.put_up("A")
    guarded.sign.broken = ConnectFailed("for a moment")
    guarded.pass_time(REFRESH_S)
    guarded.sign.broken = None
    order(guarded)
    guarded.worker.step()
    assert guarded.is_dark


def test_a_database_that_goes_away_lifts_nothing(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was ordered is kept in memory."""
    guarded.put_up("A")
    order(guarded)
    guarded.worker.step()

    def gone(_database: object) -> None:
        raise OperationalError("SELECT", {}, OSError("no such disk"))

    monkeypatch.setattr(docket, "change_mark", gone)
    for _ in range(5):
        guarded.clock.advance(60)
        with pytest.raises(OperationalError):
            guarded.worker.step()
        assert guarded.is_dark


def test_a_record_that_cannot_be_written_delays_no_darkness(
    guarded: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk fails the round before the orders are read; the sign is dark all the same."""
    guarded.put_up("A")
    number = order(guarded)

    def full() -> None:
        raise OperationalError("INSERT", {}, OSError("disk full"))

    with monkeypatch.context() as patch:
        patch.setattr(guarded.worker._journal, "pay", full)
        with pytest.raises(OperationalError):
            guarded.worker.step()
    assert guarded.is_dark
    assert of(guarded, number).answers == ()
    guarded.clock.advance(2)
    guarded.worker.step()
    assert [one.ms for one in of(guarded, number).answers] == [0], (
        "when it went dark, not when it was written"
    )


def test_an_order_during_many_refusals_is_heeded_between_them(guarded: Office) -> None:
    """A sign that refuses one notice after the other is made dark before the next is tried."""
    for name in "ABC":
        guarded.approve(short_notice(name))

    def order_it(_frame: object) -> SignRefused:
        order(guarded)
        return SignRefused("not this one", code=1)

    guarded.sign.pick = order_it
    guarded.worker.step()
    assert guarded.sign.taken == []
    assert len(guarded.told("sending")) == 1
    assert guarded.told("blackout_confirmed")


def test_lamps_are_switched_off_where_dark_is_refused(station: Station, clock: FrozenClock) -> None:
    """Which means it was is on record; they are on again when something approved stands there."""
    sign = Lamps(station.settings.signs["gate"].make_panel()).able()
    sign.stubborn = False
    office = Office(station, clock, sign, worker_of(station, sign))
    office.put_up("A")
    sign.stubborn = True
    number = order(office)
    office.worker.step()
    assert not sign.on
    assert [one.how for one in of(office, number).answers] == [How.POWER]
    office.worker = worker_of(station, sign)  # the process dies, and the next one remembers
    office.pass_time(3)
    assert not sign.on
    station.blackouts.lift(actor("approver"), reason="已核实")
    office.worker.step()
    assert sign.on
    assert office.told("lamps_on_again")
    office.pass_time(REFRESH_S)
    assert len(office.told("lamps_on_again")) == 1


def test_without_such_lamps_the_refusal_is_told(station: Station, clock: FrozenClock) -> None:
    """R22: a sign that will not go dark is not called dark, and is tried again."""
    sign = Lamps(station.settings.signs["gate"].make_panel())
    office = Office(station, clock, sign, worker_of(station, sign))
    number = order(office)
    office.pass_time(DRILL_S + 1)
    late = of(office, number).answer_of("gate")
    assert late is not None
    assert late.state is SignState.NOT_YET
    assert "SignRefused" in late.evidence
    sign.stubborn = False
    office.pass_time(6)
    assert state_of(of(office, number).answer_of("gate")) is SignState.DARK


def test_a_drill_is_over_when_every_sign_has_answered(guarded: Office) -> None:
    """The public sees no more of it than it takes."""
    pages = guarded.put_up("A")
    number = guarded.station.blackouts.drill(actor("operator"))
    guarded.clock.advance(0.1)
    guarded.worker.step()
    assert guarded.is_dark
    ended = of(guarded, number).end
    assert ended is not None
    assert ended.how is End.ALL_DARK
    guarded.clock.advance(0.1)
    guarded.worker.step()
    assert guarded.sign.current in pages
    assert guarded.station.blackouts.last_drill() is not None


@pytest.mark.parametrize("wall", [0, -3600, 86_400])
def test_a_drill_ends_though_another_sign_never_answers(guarded: Office, wall: int) -> None:
    """R15, R19: after five seconds, even if the wall clock is set back an hour meanwhile."""
    pages = guarded.put_up("A")
    guarded.worker = worker_of(guarded.station, guarded.sign, "gate", "hall")
    guarded.clock.advance(7200)
    guarded.worker.step()
    number = guarded.station.blackouts.drill(actor("operator"))
    assert guarded.worker.step() <= DRILL_S
    guarded.clock.step(wall)
    guarded.pass_time(DRILL_S - 0.5, step_s=0.5)
    assert guarded.is_dark or wall > 0
    guarded.pass_time(1, step_s=0.5)
    assert guarded.sign.current in pages
    assert of(guarded, number).end is None, "the other sign's worker is still to say why"


def test_a_drill_no_sign_answers_ends_by_time(guarded: Office) -> None:
    """It proves nothing, and the next one is as due as before."""
    guarded.sign.broken, guarded.sign.online = ConnectFailed("no way"), False
    number = guarded.station.blackouts.drill(actor("operator"))
    guarded.pass_time(DRILL_S + 1)
    ended = of(guarded, number).end
    assert ended is not None
    assert ended.how is End.TIME
    assert guarded.station.blackouts.is_drill_due(guarded.clock.now() + timedelta(seconds=1))


def test_a_look_without_a_blackout_asks_nothing_more(guarded: Office) -> None:
    """The switch costs a step nothing while nothing is ordered."""
    guarded.put_up("A")
    asked: list[str] = []
    event.listen(
        guarded.station.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    guarded.worker.step()
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
