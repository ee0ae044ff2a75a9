"""Which signs a notice goes to: all, those it names, or a group of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.files import canonical, notice_from
from ledctl.content.model import Notice, OnSign
from ledctl.errors import BadInput, Refused
from ledctl.notices.model import DisplayOrder
from ledctl.notices.targets import aim, groups_of, unknown
from ledctl.publishing.orders import open_orders
from ledctl.settings import load_settings
from ledctl.station import Station, open_station
from tests.publishing.office import short_notice

SIGNS = """
[signs.{name}]
driver = "virtual"
panel = "64x32"
colour = "red"
groups = {groups}
"""

names = st.sampled_from(["gate", "hall", "east", "west"])
tags = st.dictionaries(names, st.sets(st.sampled_from(["villages", "town"])), min_size=1)


def for_signs(*signs: str) -> Notice:
    return short_notice("T1").model_copy(update={"on_sign": OnSign(signs=signs or None)})


@given(tags, st.lists(st.one_of(names, st.sampled_from(["villages", "town"])), min_size=1, max_size=4))
def test_a_notice_goes_where_it_says_and_nowhere_else(said: dict[str, set[str]], wanted: list[str]) -> None:
    """Every sign it names, singly or by group, once, and no other; a name nobody knows stops it."""
    groups, notice = groups_of(said), for_signs(*wanted)
    strange = set(wanted) - said.keys() - groups.keys()
    if strange:
        told = "".join(one.en for one in unknown(notice, said, groups))
        assert all(f"not there: {name}." in told for name in strange)
        with pytest.raises(BadInput):
            aim(notice, said, groups)
        return
    expected = {sign for sign in said if sign in wanted or said[sign] & set(wanted)}
    assert aim(notice, said, groups).keys() == expected


@given(tags)
def test_a_notice_that_names_no_sign_goes_to_all(said: dict[str, set[str]]) -> None:
    """What every notice did before signs could be chosen."""
    assert aim(for_signs(), said, groups_of(said)) == said
    assert aim(short_notice("T1"), said, groups_of(said)) == said


def test_choosing_no_sign_leaves_the_digest_of_a_notice_as_it_was() -> None:
    """Notices written before there was a choice keep their canonical form to the byte (R1)."""
    assert b"signs" not in canonical(short_notice("T1").model_copy(update={"on_sign": OnSign()}))


@pytest.mark.parametrize("name", ["1hall", "hall 2", "a12345678", "", "x" * 41])
def test_a_sign_is_named_by_a_word(name: str) -> None:
    """No text of a person, and no number of one, can stand where a sign is named."""
    data = short_notice("T1").model_dump(mode="json", exclude_none=True) | {"on_sign": {"signs": [name]}}
    with pytest.raises(BadInput):
        notice_from(data)


@pytest.fixture
def town(site: Path, clock: FrozenClock) -> Station:
    """A gate of its own, and two signs in villages."""
    groups = {"gate": "[]", "east": '["villages"]', "west": '["villages"]'}
    said = [SIGNS.format(name=name, groups=group) for name, group in groups.items()]
    (site / "signs.toml").write_text("".join(said))
    return open_station(site, clock=clock)


def carry(station: Station, person: Callable[..., Actor], notice: Notice) -> None:
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")


@pytest.mark.parametrize(
    ("named", "reached"),
    [
        ((), {"gate", "east", "west"}),
        (("villages",), {"east", "west"}),
        (("gate",), {"gate"}),
        (("villages", "west"), {"east", "west"}),
    ],
)
def test_an_approval_binds_and_orders_only_the_signs_named(
    town: Station, person: Callable[..., Actor], named: tuple[str, ...], reached: set[str]
) -> None:
    """R1: what the approver saw is what is ordered, sign by sign; no other sign gets an order."""
    with_words = for_signs(*named)
    carry(town, person, with_words)
    binding = town.desk.approve(person("approver"), "T1")
    with town.database.read() as session:
        ordered = set(session.exec(select(DisplayOrder.sign)).all())
    assert ordered == set(binding.programs) == reached
    town.close()


def test_a_sign_nobody_knows_stops_the_notice_before_review(
    town: Station, person: Callable[..., Actor]
) -> None:
    """The draft is kept for mending; it cannot be handed in, and the sentence names what there is."""
    town.desk.draft(person("drafter"), for_signs("roof"))
    with pytest.raises(Refused) as refusal:
        town.desk.submit(person("drafter"), "T1")
    said = next(one for one in refusal.value.sentences if one.code == "sign_not_known")
    assert "villages" in said.zh
    assert "roof" in said.en
    town.close()


def test_a_group_is_not_called_like_a_sign(site: Path) -> None:
    """A name that meant a sign and a group would reach signs nobody meant."""
    said = [SIGNS.format(name="gate", groups="[]"), SIGNS.format(name="hall", groups='["gate"]')]
    (site / "signs.toml").write_text("".join(said))
    with pytest.raises(BadInput) as fault:
        load_settings(site)
    assert "gate" in str(fault.value)


def test_a_revision_for_fewer_signs_leaves_the_others(town: Station, person: Callable[..., Actor]) -> None:
    """R11: what the new version does not name is ended with the old one, in the same transaction."""
    carry(town, person, for_signs())
    town.desk.approve(person("approver"), "T1")
    town.after.revise(person("drafter"), "T1", "只在大门屏公布")
    town.desk.edit(person("drafter"), "T1", for_signs("gate"))
    town.desk.submit(person("drafter"), "T1")
    town.desk.review(person("reviewer"), "T1", "pass")
    town.desk.secrecy(person("secrecy_reviewer"), "T1", "pass")
    town.desk.approve(person("approver"), "T1")
    open_on = {
        sign: [order.version_no for order in open_orders(town.database, sign, town.clock.now())]
        for sign in town.settings.signs
    }
    assert open_on == {"gate": [2], "east": [], "west": []}
    town.close()
