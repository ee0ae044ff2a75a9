"""Notices for boards and websites alone: the same chain, the same record, no frame on any sign."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlmodel import select

from ledctl.accounts.model import Actor
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.notices.model import Decision, DisplayOrder
from ledctl.notices.queries import one
from ledctl.notices.states import State, Step
from ledctl.station import Station
from tests.publishing.office import short_notice


@pytest.fixture
def village_list() -> Notice:
    """防返贫监测: in the village only, never on the gate screen (category anti_poverty_monitoring)."""
    return short_notice("V1").model_copy(
        update={"category": "anti_poverty_monitoring", "channels_allowed": ("board_village",)}
    )


def carry(station: Station, person: Callable[..., Actor], notice: Notice) -> None:
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")


def test_a_village_list_is_approved_for_its_board(
    station: Station, person: Callable[..., Actor], village_list: Notice
) -> None:
    """The whole chain, an approval that binds no pixels and no window, and not one order for a sign."""
    carry(station, person, village_list)
    binding = station.desk.approve(person("approver"), "V1", pixels={})
    assert (dict(binding.programs), binding.window, binding.opens) == ({}, None, True)
    assert one(station.database, "V1").state is State.APPROVED
    with station.database.read() as session:
        assert session.exec(select(DisplayOrder)).all() == []
        bound = json.loads(session.exec(select(Decision.bound).where(Decision.step == Step.APPROVE)).one())
    assert bound["signs"] == {}
    assert "starts_at" not in bound
    assert bound["terms"]["screen"] is None
    assert bound["terms"]["publicity"]["days"] == 5


def test_the_same_list_with_the_gate_among_its_channels_is_refused(
    station: Station, person: Callable[..., Actor], village_list: Notice
) -> None:
    """A barred channel stops the notice; it is not left out in silence."""
    channels = ("led_gate", "board_village")
    station.desk.draft(person("drafter"), village_list.model_copy(update={"channels_allowed": channels}))
    with pytest.raises(Refused) as refusal:
        station.desk.submit(person("drafter"), "V1")
    assert "channel_forbidden" in [said.code for said in refusal.value.sentences]


def test_a_notice_without_any_channel_goes_nowhere(station: Station, person: Callable[..., Actor]) -> None:
    """Approving it would be approving nothing."""
    carry(station, person, short_notice("V2").model_copy(update={"channels_allowed": ()}))
    with pytest.raises(Refused) as refusal:
        station.desk.approve(person("approver"), "V2")
    assert refusal.value.code == "no_sign_for_notice"


def test_a_revision_that_leaves_the_signs_takes_the_old_version_down(
    station: Station, person: Callable[..., Actor]
) -> None:
    """The approved version stands until the new one is approved, and not a moment longer."""
    notice = short_notice("V3")
    carry(station, person, notice)
    station.desk.approve(person("approver"), "V3")
    station.after.revise(person("drafter"), "V3", "改在公开栏公开")
    paper = notice.model_copy(update={"channels_allowed": ("board_town",)})
    station.desk.edit(person("drafter"), "V3", paper)
    station.desk.submit(person("drafter"), "V3")
    station.desk.review(person("reviewer"), "V3", "pass")
    station.desk.secrecy(person("secrecy_reviewer"), "V3", "pass")
    assert all(order.stopped_at is None for order in one(station.database, "V3").orders)
    station.desk.approve(person("approver"), "V3")
    (order,) = one(station.database, "V3").orders
    assert order.stopped_at == station.clock.now()
