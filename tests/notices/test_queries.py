"""Looking at notices: inboxes by right and age, lists, and everything about one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import BadInput, NotFound
from ledctl.notices import queries
from ledctl.notices.states import State, Step
from ledctl.station import Station

People = Callable[..., Actor]


@pytest.fixture
def draft(station: Station, person: People, sample: Callable[[str], Notice]) -> Callable[..., None]:
    """``draft("A-1")`` makes a draft with that number, by the drafter."""

    def make(notice_id: str, by: str = "drafter", **changes: object) -> None:
        update = {"id": notice_id, "display_window": None, **changes}
        station.desk.draft(person("drafter", by), sample("N06").model_copy(update=update))

    return make


def ids(station: Station, actor: Actor) -> list[str]:
    return [notice.id for notice in queries.inbox(station.database, actor)]


def test_an_inbox_holds_what_waits_longest_first(
    station: Station, person: People, draft: Callable[..., None], clock: FrozenClock
) -> None:
    """R8: the oldest waiting item is the first line, and each step moves it to the next inbox."""
    for notice_id in ("A-1", "A-2"):
        draft(notice_id)
        clock.advance(60)
    assert ids(station, person("drafter")) == ["A-1", "A-2"]
    for notice_id in ("A-2", "A-1"):
        station.desk.submit(person("drafter"), notice_id)
        clock.advance(60)
    assert ids(station, person("drafter")) == []
    assert ids(station, person("reviewer")) == ["A-2", "A-1"]
    station.desk.review(person("reviewer"), "A-2", "pass")
    assert ids(station, person("reviewer")) == ["A-1"]
    assert ids(station, person("secrecy_reviewer")) == ["A-2"]
    station.desk.secrecy(person("secrecy_reviewer"), "A-2", "pass")
    assert ids(station, person("approver")) == ["A-2"]
    station.desk.approve(person("approver"), "A-2")
    assert ids(station, person("approver")) == []


def test_nobody_is_shown_what_they_may_not_do(
    station: Station, person: People, draft: Callable[..., None]
) -> None:
    """R5: neither the author nor who judged a version finds it in the inbox, whatever the roles."""
    draft("A-1")
    station.desk.submit(person("drafter"), "A-1")
    everything = frozenset(Role)
    assert ids(station, Actor("drafter", "某", everything, Via.WEB)) == []
    station.desk.review(Actor("li", "李", everything, Via.WEB), "A-1", "pass")
    assert ids(station, Actor("li", "李", everything, Via.WEB)) == []
    assert ids(station, Actor("wang", "王", everything, Via.WEB)) == ["A-1"]
    assert ids(station, Actor("wang", "王", everything, Via.WEB, must_change_password=True)) == []
    for role in ("auditor", "administrator", "operator", "village_poster"):
        assert ids(station, person(role)) == []


def test_a_returned_notice_waits_for_who_made_it(
    station: Station, person: People, draft: Callable[..., None]
) -> None:
    """A return is the makers' work, not every drafter's."""
    draft("A-1")
    station.desk.submit(person("drafter"), "A-1")
    station.desk.review(person("reviewer"), "A-1", "return", "请补充。")
    assert ids(station, person("drafter")) == ["A-1"]
    assert ids(station, person("drafter", "colleague")) == []


def test_a_list_is_cut_into_pages_and_counted(station: Station, draft: Callable[..., None]) -> None:
    """Every notice is on exactly one page, and the count is of all."""
    for number in range(5):
        draft(f"A-{number}")
    seen = []
    for offset in (0, 2, 4):
        found = queries.find(station.database, limit=2, offset=offset)
        assert found.total == 5
        seen += [notice.id for notice in found.notices]
    assert sorted(seen) == [f"A-{number}" for number in range(5)]
    assert len(queries.listing(station.database)) == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a-1", ["A-1"]),
        ("桥梁", ["A-2"]),
        ("100%", ["A-2"]),
        ("甲_", ["A-3"]),
        (" ", ["A-1", "A-2", "A-3"]),
        ("没有", []),
    ],
)
def test_words_are_found_as_written(
    station: Station, draft: Callable[..., None], text: str, found: list[str]
) -> None:
    """Number, title and text are searched; % and _ are themselves."""
    draft("A-1", title="道路", body=("已完成100米。",), table=None)
    draft("A-2", title="桥梁", body=("已完成100%。",), table=None)
    draft("A-3", title="甲_乙", body=("甲乙丙。",), table=None)
    notices = queries.find(station.database, text=text).notices
    assert sorted(notice.id for notice in notices) == found


def test_states_are_read_by_name(station: Station, draft: Callable[..., None]) -> None:
    """An unknown state is told with the names there are."""
    draft("A-1")
    assert [one.id for one in queries.listing(station.database, state="draft")] == ["A-1"]
    assert queries.listing(station.database, state="approved") == ()
    assert queries.read_state("") is None
    with pytest.raises(BadInput, match="in_review"):
        queries.listing(station.database, state="shown")


def test_one_notice_has_its_whole_story(station: Station, person: People, draft: Callable[..., None]) -> None:
    """Versions newest first, decisions in order, orders with who stopped them."""
    draft("A-1")
    desk = station.desk
    desk.submit(person("drafter"), "A-1")
    desk.review(person("reviewer"), "A-1", "pass", "无误。")
    desk.secrecy(person("secrecy_reviewer"), "A-1", "pass")
    binding = desk.approve(person("approver"), "A-1", "同意。")
    (order,) = queries.one(station.database, "A-1").orders
    assert (order.program_digest, order.stopped_at) == (binding.programs["gate"].digest, None)
    desk.withdraw(person("operator"), "A-1", "数字有误。")
    file = queries.one(station.database, "A-1")
    assert (file.id, file.state, file.title) == ("A-1", State.WITHDRAWN, file.current.content.title)
    assert [one.step for one in file.decisions] == [
        Step.SUBMIT,
        Step.REVIEW_PASS,
        Step.SECRECY_PASS,
        Step.APPROVE,
        Step.WITHDRAW,
    ]
    assert file.orders[0].stop_reason == "数字有误。"
    assert file.hands.deciders == {"reviewer", "secrecy_reviewer", "approver"}
    desk.edit(person("drafter"), "A-1", file.current.content.model_copy(update={"title": "新标题"}))
    again = queries.one(station.database, "A-1")
    assert [version.no for version in again.versions] == [2, 1]
    assert again.hands.deciders == frozenset(), "a new version has been judged by nobody"
    assert again.as_dict()["versions"][0]["content"]["title"] == "新标题"


def test_a_notice_that_is_not_there(station: Station, draft: Callable[..., None]) -> None:
    """Asking for an unknown notice is told by its number."""
    assert not queries.exists(station.database, "A-1")
    with pytest.raises(NotFound, match="A-1"):
        queries.one(station.database, "A-1")
    draft("A-1")
    assert queries.exists(station.database, "A-1")
