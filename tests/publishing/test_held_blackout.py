"""A blackout while the database takes nothing: dark at once, on record as soon as it can be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from drivers.base import Frame
from drivers.errors import ConnectFailed
from ledctl.accounts.model import Actor
from ledctl.blackout.held import Held, Holding
from ledctl.blackout.model import BlackoutRow
from ledctl.blackout.ordering import record_held
from ledctl.blackout.states import Answer, How
from ledctl.clock import FrozenClock
from ledctl.errors import Fault, Refused
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.publishing.keeper import ListKeeper
from ledctl.publishing.slate import SIZE, Slate
from ledctl.publishing.switch import Switch
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station, make_publisher
from tests.full_disk import read_only
from tests.publishing.card import CardOffice
from tests.publishing.office import MoodySign, Office, actor, make_attendant, short_notice

Person = Callable[..., Actor]


def rows(station: Station) -> list[BlackoutRow]:
    with station.database.read() as session:
        return list(session.exec(select(BlackoutRow)))


def told(station: Station, kind: str) -> list[dict[str, object]]:
    with station.database.read() as session:
        return [{"actor": one.actor, "via": one.via, **one.facts} for one in events(session, kind=kind)]


@pytest.fixture
def held(clock: FrozenClock, person: Person) -> Held:
    return Held.by(person("drafter"), clock.now())


@pytest.fixture
def slate(tmp_path: Path) -> Slate:
    made = Slate(tmp_path / "dark")
    made.prepare()
    return made


@pytest.fixture
def switch(station: Station, slate: Slate) -> Switch:
    return Switch(
        station.database, station.clock, signs=["gate"], practice=False, ring=lambda: None, slate=slate
    )


@pytest.fixture
def office(station: Station, clock: FrozenClock, switch: Switch) -> Office:
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    made = Office(station, clock, sign, make_attendant(SignWorker, station, sign, switch=switch))
    made.worker.step()
    return made


def step(office: Office) -> None:
    """A round that may fail for want of a disk."""
    with suppress(OperationalError):
        office.worker.step()


def lit(frame: Frame) -> bool:
    return any(frame.data)


# -- as text --------------------------------------------------------------------------------------


def test_an_order_is_the_same_after_the_way_over_the_bell(held: Held) -> None:
    """To the last digit of its instant, in ASCII, with a name of any script."""
    full = replace(held, name="某𬭚😀" * 25, at=held.at.replace(microsecond=123_456))
    assert Held.from_text(full.as_text()) == full
    assert full.as_text().isascii()
    assert len(full.as_text()) < min(SIZE, 2048 - 40)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"account": "a", "name": "b", "via": "door", "at": "2026-11-23T01:00:00+00:00"}',
        '{"account": "a", "name": "b", "via": "web", "at": "2026-11-23T01:00:00"}',
    ],
)
def test_anything_else_is_no_order(text: str) -> None:
    """Neither rubbish nor an instant without its zone."""
    assert Held.from_text(text) is None


def test_what_is_held_is_told_with_its_answers(held: Held) -> None:
    """And nothing is made of no answer at all."""
    answer = Answer("gate", How.NOT_YET, held.at, 5000, None, "nobody there")
    for holding in (Holding(True, held, (answer,)), Holding(True), Holding(False)):
        assert Holding.from_answer(holding.as_answer()) == holding
    assert Holding.from_answer(None) is None


# -- dark though nothing can be written -----------------------------------------------------------


def test_dark_at_once_and_on_record_when_there_is_room_again(
    office: Office, switch: Switch, held: Held
) -> None:
    """R12, R33: who, when and by which way; what the sign answered then; chain valid; lifted as ever."""
    station, pages = office.station, office.put_up("A")
    with read_only(station.database):
        switch.hold(held)
        office.clock.advance(0.25)
        step(office)
        assert office.is_dark
        (answer,) = switch.holding().answers
        assert (answer.sign, answer.how, answer.ms) == ("gate", How.BLANK, 250)
        office.clock.advance(60)
        step(office)
        assert office.is_dark
    assert rows(station) == []
    office.worker.step()
    (row,) = rows(station)
    assert (row.account, row.name, row.via, row.at, row.drill) == (*_who(held), held.at, False)
    (event_on,) = told(station, "blackout_on")
    assert (event_on["actor"], event_on["via"]) == ("drafter", "web")
    assert event_on["written_at"] == "2026-11-23T01:01:00.250Z"
    now = station.blackouts.state().now
    assert now is not None
    assert [one.ms for one in now.answers] == [250]
    assert switch.holding() == Holding(True)
    office.pass_time(30)
    assert office.is_dark
    assert len(told(station, "blackout_confirmed")) == 1
    station.blackouts.lift(actor("approver"), reason="已核实")
    office.worker.step()
    assert office.sign.current in pages
    assert verify(station.database).ok


def test_a_sign_of_which_nothing_is_known_goes_dark_too(office: Office, switch: Switch, held: Held) -> None:
    """It was down when it was ordered, and the disk is still full when it answers again."""
    office.put_up("A")
    office.sign.broken, office.sign.online = ConnectFailed("no way"), False
    office.pass_time(40)
    with read_only(office.station.database):
        switch.hold(held)
        for _ in range(3):
            office.clock.advance(2)
            step(office)
        assert lit(office.sign.current)
        office.sign.broken, office.sign.online = None, True
        for _ in range(10):
            office.clock.advance(2)
            step(office)
        assert office.is_dark


def test_a_card_with_a_list_of_its_own_goes_dark_too(
    card_office: CardOffice, switch: Switch, held: Held
) -> None:
    """An empty list needs no database."""
    station, card = card_office.station, card_office.card
    card_office.worker = make_attendant(ListKeeper, station, card, switch=switch)
    card_office.worker.step()
    card_office.put_up("A")
    with read_only(station.database):
        switch.hold(held)
        for _ in range(3):
            step(card_office)
        assert card.lists[-1] == ()
    card_office.worker.step()
    assert [one.how for one in station.blackouts.history()[0].answers] == [How.BLANK]


def test_it_outlives_the_publisher(office: Office, switch: Switch, held: Held, slate: Slate) -> None:
    """In a file that had its size before the disk was full; the next process begins with it."""
    station = office.station
    with read_only(station.database):
        switch.hold(held)
        after = Switch(
            station.database, station.clock, signs=["gate"], practice=False, ring=lambda: None, slate=slate
        )
        after.recall()
        assert after.holding() == Holding(True, held)
        assert after.standing(office.clock.now()) is not None
    after.write_down()
    assert [row.account for row in rows(station)] == ["drafter"]
    assert slate.read() == ""


def test_one_that_was_written_and_lifted_does_not_come_back(
    office: Office, switch: Switch, held: Held, slate: Slate
) -> None:
    """R20: the process ended between the record and wiping the file."""
    station = office.station
    record_held(station.database, held, office.clock.now(), practice=False)
    station.blackouts.lift(actor("approver"), reason="已核实")
    slate.write(held.as_text())
    switch.recall()
    office.approve(short_notice("A"))
    office.worker.step()
    assert len(rows(station)) == 1
    assert lit(office.sign.current)


def test_ordered_twice_it_is_held_once(switch: Switch, held: Held, station: Station) -> None:
    """The second click changes nothing, whoever clicks; nor does one while it is on record."""
    switch.hold(held)
    switch.hold(replace(held, account="operator"))
    assert switch.holding().held == held
    switch.write_down()
    switch.write_down()
    switch.look(1)
    switch.hold(replace(held, account="operator"))
    assert switch.holding() == Holding(True)
    assert len(rows(station)) == 1


# -- the office -----------------------------------------------------------------------------------


@pytest.fixture
def published(station: Station) -> Station:
    """The publisher in the same process, stepped by hand."""
    station.publisher = make_publisher(station)
    station.publisher.tick()
    return station


def tick(station: Station) -> None:
    assert station.publisher is not None
    with suppress(OperationalError):
        station.publisher.tick()


def test_the_office_hands_over_what_it_cannot_write(published: Station, person: Person) -> None:
    """The state says who, that it is not on record yet and which sign is dark; lift and drill wait."""
    blackouts = published.blackouts
    with read_only(published.database):
        assert blackouts.order(person("drafter")) == 0
        assert blackouts.order(person("operator")) == 0
        tick(published)
        state = blackouts.state()
        assert state.is_real
        assert state.now is not None
        assert (state.now.account, state.now.on_record, state.not_dark) == ("drafter", False, ())
        assert blackouts.one(0) == state.now
        for attempt, said in (
            (lambda: blackouts.lift(person("approver"), reason="好了"), "补记"),
            (lambda: blackouts.explain(person("drafter"), "有不明内容"), "补记"),
            (lambda: blackouts.drill(person("approver")), "解除之后再演练"),
        ):
            with pytest.raises(Refused, match=said):
                attempt()
    tick(published)
    state = blackouts.state()
    assert state.now is not None
    assert (state.now.id, state.now.account, state.now.on_record) == (1, "drafter", True)
    blackouts.lift(person("approver"), reason="已核实")
    tick(published)
    assert not blackouts.state().is_on


def test_without_a_publisher_it_says_that_nothing_was_ordered(station: Station, person: Person) -> None:
    """Whoever pressed must know that the signs are still lit; who may not order is told that instead."""
    with read_only(station.database):
        with pytest.raises(Fault, match="关掉显示屏电源"):
            station.blackouts.order(person("drafter"))
        with pytest.raises(Refused, match="审计员"):
            station.blackouts.order(person("auditor"))


def test_one_on_record_needs_no_second(published: Station, person: Person) -> None:
    """A full disk after the order: a click finds it there; to lift it waits for the disk, in plain words."""
    number = published.blackouts.order(person("drafter"))
    with read_only(published.database):
        assert published.blackouts.order(person("operator")) == number
        with pytest.raises(Fault, match="没有办成"):
            published.blackouts.lift(person("approver"), reason="好了")
    assert published.blackouts.state().is_real


def test_held_and_pressed_again_is_lifted_at_once(published: Station, person: Person, held: Held) -> None:
    """Two rows of one darkness: an approver lifts both, or it would stay dark after the lift."""
    published.blackouts.order(person("operator"))
    record_held(published.database, held, published.clock.now(), practice=False)
    published.blackouts.lift(person("approver"), reason="已核实")
    assert not published.blackouts.state().is_on


# -- the file -------------------------------------------------------------------------------------


def test_the_slate_is_private_and_keeps_its_size(tmp_path: Path) -> None:
    """What stands in it is replaced in place; getting it ready wipes nothing."""
    file = tmp_path / "dark"
    slate = Slate(file)
    slate.prepare()
    assert slate.write("one")
    slate.prepare()
    assert (slate.read(), file.stat().st_size, file.stat().st_mode & 0o077) == ("one", SIZE, 0)
    assert slate.write("")
    assert slate.read() == ""


def test_a_slate_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    """No folder, a text that is too long, none at all: never an error of its own."""
    lost = Slate(tmp_path / "nowhere" / "dark")
    lost.prepare()
    assert (lost.write("x"), lost.read()) == (False, "")
    none = Slate(None)
    none.prepare()
    assert (none.write("x"), none.read()) == (False, "")
    small = Slate(tmp_path / "dark")
    small.prepare()
    assert not small.write("x" * (SIZE + 1))
    assert small.read() == ""


def _who(held: Held) -> tuple[str, str, str]:
    return held.account, held.name, held.via
