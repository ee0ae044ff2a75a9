"""Putting sheets up and taking them down: what is written, what is refused, who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ledctl.accounts.model import Actor
from ledctl.boards.field.postings import Postings
from ledctl.boards.photos import photo_of
from ledctl.boards.sheets.codes import code_of
from ledctl.clock import FrozenClock
from ledctl.errors import LedctlError
from ledctl.ledger.log import events
from ledctl.notices.around import around
from ledctl.station import Station
from tests.boards.posting_hands import DAY, carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_photo

People = Callable[..., Actor]


@pytest.fixture
def office(station: Station) -> Station:
    """L1 is approved; a board of the town and one of a village."""
    set_up_board(station, "b01")
    set_up_board(station, "v01", "village")
    carry(station, list_of())
    return station


def refused(step: Callable[..., object], *args: object, **named: object) -> str:
    with pytest.raises(LedctlError) as refusal:
        step(*args, **named)
    return refusal.value.code


def told(station: Station, kind: str) -> dict[str, Any]:
    with station.database.read() as session:
        (entry,) = events(session, kind=kind, limit=5)
    return dict(entry.facts)


def revise(station: Station, person: People, notice_id: str = "L1") -> None:
    """A newer version with another text is approved in place of the one that stands."""
    station.after.revise(person("drafter"), notice_id, "补充内容")
    carry(station, list_of(notice_id, body=("内容已修改，现予公示。",)), anew=False)


def test_a_sheet_goes_up_and_comes_down_with_board_sheet_and_photo(
    office: Station, person: People, clock: FrozenClock
) -> None:
    """By whom, when, where, as which copy, with which photo: in the rows and in the one event (R12)."""
    code, poster = print_sheet(office, "L1"), person("village_poster")
    number = office.postings.up(poster, "L1", "b01", a_photo(), code)
    clock.advance(DAY)
    office.postings.down(poster, number, "公示期满", a_photo("grey"))
    (stay,) = office.postings.list("L1")
    assert (stay.board, stay.place, stay.channel, stay.by) == ("b01", "b01门前", "board_town", poster.name)
    assert (stay.code, stay.version, stay.copy, stay.photo) == (code, 1, 1, a_photo().digest)
    assert (stay.reason, stay.end_photo) == ("公示期满", a_photo("grey").digest)
    up, down = told(office, "posted_elsewhere"), told(office, "taken_elsewhere")
    assert (up["board"], up["code"], up["copy"], up["photo"]) == ("b01", code, 1, stay.photo)
    assert (down["board"], down["photo"]) == ("b01", stay.end_photo)
    with office.database.read() as session:
        assert photo_of(session, stay.photo) == a_photo().body


def test_without_a_photo_or_a_sheet_it_says_so(office: Station, person: People) -> None:
    """What nobody handed in is empty, not made up."""
    office.postings.up(person("operator"), "L1", "b01")
    (stay,) = office.postings.list("L1")
    assert (stay.photo, stay.code, stay.sheet, stay.version, stay.copy) == ("", "", None, None, None)


def test_what_is_wrong_with_putting_up_is_said_and_nothing_is_written(
    office: Station, person: People, clock: FrozenClock
) -> None:
    """Board, category, notice, time, sheet, role: each refusal by its own sentence."""
    up, operator = office.postings.up, person("operator")
    set_up_board(office, "b02", in_use=False)
    set_up_board(office, "b03", categories=["land_requisition", "recruitment"])
    office.desk.draft(person("drafter"), list_of("D1"))
    carry(office, list_of("L2"))
    code, other = print_sheet(office, "L1"), print_sheet(office, "L2")
    before, ahead = (office.clock.now() + dt.timedelta(seconds=s) for s in (-1, 1))
    assert refused(up, operator, "L1", "b99") == "no_such_board"
    assert refused(up, operator, "L1", "b02") == "posting_board_gone"
    assert refused(up, operator, "L1", "b03") == "posting_board_other"
    assert refused(up, operator, "D1", "b01") == "not_published_yet"
    assert refused(up, operator, "none", "b01") == "no_such_notice"
    assert refused(up, operator, "L1", "b01", since=before) == "posting_before_approval"
    assert refused(up, operator, "L1", "b01", since=ahead) == "instant_ahead"
    assert refused(up, operator, "L1", "b01", sheet_code="AAAA") == "sheet_code_shape"
    assert refused(up, operator, "L1", "b01", sheet_code=other) == "sheet_of_other"
    assert refused(up, operator, "L1", "b01", sheet_code=code, copy=7) == "sheet_copy_unknown"
    assert refused(up, person("auditor"), "L1", "b01") == "role_needed"
    assert office.postings.list() == ()
    up(operator, "L1", "b01")
    assert refused(up, operator, "L1", "b01") == "posting_hangs_already"
    assert len(office.postings.list()) == 1


def test_a_sheet_nobody_printed_is_unknown(office: Station, person: People) -> None:
    """A code is looked up, never believed."""
    code = print_sheet(office, "L1")
    carry(office, list_of("L3"))
    assert code != code_of("L3", "0" * 64)
    unknown = code_of("L3", "0" * 64)
    assert refused(office.postings.up, person("operator"), "L3", "b01", sheet_code=unknown) == "sheet_unknown"
    assert refused(office.postings.scan, person("operator"), unknown) == "sheet_unknown"


def test_a_withdrawn_notice_is_not_put_up(office: Station, person: People) -> None:
    """R2: what was taken back is not shown, on paper neither, also when a new draft is begun."""
    code = print_sheet(office, "L1")
    office.desk.withdraw(person("approver"), "L1", "内容有误")
    up, operator = office.postings.up, person("operator")
    assert refused(up, operator, "L1", "b01", sheet_code=code) == "posting_withdrawn"
    problem = office.postings.scan(operator, code).problem
    assert problem is not None
    assert problem.code == "posting_withdrawn"
    office.desk.edit(person("drafter"), "L1", list_of())
    assert refused(up, operator, "L1", "b01") == "posting_withdrawn"


def test_a_form_that_is_sent_twice_is_one_deed(office: Station, person: People, clock: FrozenClock) -> None:
    """The same photo by the same person again: no second row, no refusal; anything else is refused."""
    code, poster, other = print_sheet(office, "L1", copies=2), person("village_poster"), person("operator")
    up, down = office.postings.up, office.postings.down
    number = up(poster, "L1", "b01", a_photo(), code)
    clock.advance(60)
    assert up(poster, "L1", "b01", a_photo(), code) == number
    assert refused(up, poster, "L1", "b01", a_photo()) == "posting_hangs_already"
    assert refused(up, poster, "L1", "b01", a_photo("grey"), code) == "posting_hangs_already"
    assert refused(up, poster, "L1", "b01", None, code) == "posting_hangs_already"
    assert refused(up, other, "L1", "b01", a_photo(), code) == "posting_hangs_already"
    down(poster, number, "公示期满", a_photo("grey"))
    down(poster, number, "公示期满", a_photo("grey"))
    assert refused(down, other, number, "公示期满", a_photo("grey")) == "posting_down_already"
    assert refused(down, poster, number, "公示期满") == "posting_down_already"
    assert len(office.postings.list()) == 1
    assert {told(office, kind)["posting"] for kind in ("posted_elsewhere", "taken_elsewhere")} == {number}


def test_an_older_sheet_must_come_down_first(office: Station, person: People, clock: FrozenClock) -> None:
    """A revised notice: the old sheet goes up nowhere, and where it hangs the new one waits for it."""
    old, operator = print_sheet(office, "L1"), person("operator")
    number = office.postings.up(operator, "L1", "b01", sheet_code=old)
    clock.advance(DAY)
    revise(office, person)
    new = print_sheet(office, "L1")
    assert new != old
    assert refused(office.postings.up, operator, "L1", "v01", sheet_code=old) == "sheet_old_version"
    assert refused(office.postings.up, operator, "L1", "b01", sheet_code=new) == "posting_old_hangs"
    clock.advance(60)
    office.postings.down(operator, number, "换新版")
    office.postings.up(operator, "L1", "b01", sheet_code=new)
    assert [stay.version for stay in office.postings.list("L1", gone=False)] == [2]


def test_a_copy_that_hangs_nowhere_is_taken_by_itself(office: Station, person: People) -> None:
    """Two boards, two copies of one version; who names a copy has that one."""
    code, operator = print_sheet(office, "L1", copies=3), person("operator")
    office.postings.up(operator, "L1", "b01", sheet_code=code)
    office.postings.up(operator, "L1", "v01", sheet_code=code)
    assert [stay.copy for stay in office.postings.list("L1")] == [3, 2]
    assert office.postings.scan(operator, code).next_copy == 1
    set_up_board(office, "b04")
    office.postings.up(operator, "L1", "b04", sheet_code=code.lower().replace("-", " "), copy=2)
    assert [stay.copy for stay in office.postings.list("L1")][-1] == 2


def test_what_is_wrong_with_taking_down_is_said(office: Station, person: People, clock: FrozenClock) -> None:
    """Only what hangs on a board of the register, once, with a reason free of personal data."""
    operator, down = person("operator"), office.postings.down
    elsewhere = office.publications.put_up(
        operator, "L1", channel="website", place="https://www.example.cn/1"
    )
    number = office.postings.up(operator, "L1", "b01")
    assert refused(down, operator, elsewhere, "r") == "posting_not_here"
    assert refused(down, operator, 10**20, "r") == "posting_not_here"
    clock.advance(60)
    assert refused(down, operator, number, " ") == "note_missing"
    assert refused(down, operator, number, "电话13800138000") == "note_personal"
    assert refused(down, person("auditor"), number, "r") == "role_needed"
    down(operator, number, "公示期满")
    assert refused(down, operator, number, "r") == "posting_down_already"


def test_a_code_leads_to_the_notice_and_the_boards_that_carry_it(office: Station, person: People) -> None:
    """Boards of the planned levels that carry the category; where this person was last comes first."""
    set_up_board(office, "b05", categories=["recruitment"])
    set_up_board(office, "g01", "group")
    code, poster = print_sheet(office, "L1"), person("village_poster")
    found = office.postings.scan(poster, code)
    assert [board.code for board in found.boards] == ["b01", "v01"]
    assert (found.notice.id, found.version, found.problem, found.hanging) == ("L1", 1, None, ())
    assert found.usual == ""
    office.postings.up(poster, "L1", "v01", sheet_code=code)
    found = office.postings.scan(poster, code)
    assert ([board.code for board in found.boards], found.usual) == (["v01", "b01"], "v01")
    assert [stay.board for stay in found.hanging] == ["v01"]
    assert [board.code for board in office.postings.scan(person("operator"), code).boards] == ["b01", "v01"]


def test_practice_and_live_never_meet(office: Station, person: People) -> None:
    """R7: neither boards nor sheets of the other mode are found."""
    code = print_sheet(office, "L1")
    other = Postings(replace(office.office, practice=not office.practice), office.settings.boards)
    assert refused(other.up, person("operator"), "L1", "b01") == "no_such_board"
    assert refused(other.scan, person("operator"), code) == "sheet_unknown"
    office.postings.up(person("operator"), "L1", "b01", sheet_code=code)
    assert other.list() == ()
    assert other.flags() == ()


def test_what_was_struck_covers_nothing(office: Station, person: People, clock: FrozenClock) -> None:
    """Entered by mistake: it never hung; it stays to be read, and is struck once."""
    operator = person("operator")
    number = office.postings.up(operator, "L1", "b01", a_photo())
    clock.advance(2 * DAY)
    assert {gap.channel for gap in around(office.office, "L1").gaps} == {"board_village"}
    assert refused(office.postings.strike, person("village_poster"), number, "r") == "role_needed"
    assert refused(office.postings.strike, operator, number, "") == "note_missing"
    assert refused(office.postings.strike, operator, 99, "r") == "no_such_posting"
    office.postings.strike(operator, number, "登记错了公开栏")
    assert refused(office.postings.strike, operator, number, "r") == "posting_struck_already"
    assert refused(office.postings.down, operator, number, "r") == "posting_struck_already"
    assert office.postings.list("L1") == ()
    found = around(office.office, "L1")
    assert {gap.channel for gap in found.gaps} == {"board_town", "board_village"}
    assert [(one.struck, one.struck_by) for one in found.postings] == [("登记错了公开栏", operator.name)]
    assert told(office, "posting_struck")["reason"] == "登记错了公开栏"
    office.postings.up(operator, "L1", "b01")
