"""Duties and checks as they are written down: deeds, rights, refusals, and the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role
from ledctl.boards.rights import TASKS
from ledctl.boards.rounds.audit import check_duties
from ledctl.boards.rounds.check_states import CheckState
from ledctl.boards.rounds.checked import check_of, checks_of
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.rounds.due import State, What
from ledctl.boards.rounds.terms import Rhythm, term_of
from ledctl.boards.rounds.updates import updates_of
from ledctl.clock import FrozenClock
from ledctl.errors import LedctlError, NotAllowed
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.log import events
from ledctl.screening.elements import Element
from ledctl.station import Station
from tests.boards.approving import approve
from tests.boards.board_hands import enter_board, hang
from tests.boards.register import a_photo
from tests.publishing.office import short_notice

ALL = frozenset(Element)
TODAY = dt.date(2026, 11, 23)
IN_AUGUST = dt.datetime(2026, 8, 10, 1, 0, tzinfo=dt.UTC)
DAY = 24 * 3600
People = Callable[..., Actor]


@pytest.fixture
def office(station: Station, person: People) -> Station:
    """A village's board since August, and a notice that may hang on it."""
    enter_board(station, "east", IN_AUGUST)
    approve(station, person, short_notice("A"))
    return station


def refused(step: Callable[..., object], *args: object, **named: object) -> str:
    with pytest.raises(LedctlError) as refusal:
        step(*args, **named)
    return refusal.value.code


def standing(station: Station, what: What = What.UPDATE) -> list[tuple[str, State, int]]:
    found = [duty for duty in station.duties.standing() if duty.what is what]
    return [(duty.term.name, duty.state, duty.missed) for duty in found]


def last_fact(station: Station, kind: str) -> dict[str, object]:
    with station.database.read() as session:
        return dict(events(session, kind=kind, limit=1)[0].facts)


# -- deeds -------------------------------------------------------------------------------------


def test_what_was_missed_is_one_line_beside_the_month_of_today(office: Station) -> None:
    """村每月: three months undone since the board was entered, and November soon at its end."""
    assert standing(office) == [("2026-08", State.OVERDUE, 3), ("2026-11", State.SOON, 1)]
    assert standing(office, What.CHECK) == [("2026Q3", State.OVERDUE, 1), ("2026Q4", State.DUE, 1)]


def test_what_goes_up_brings_the_board_up_to_date(office: Station, person: People) -> None:
    """A posting on the board is a deed on its day; one that says no board is none."""
    office.publications.put_up(person("operator"), "A", channel="board_village", place="村口")
    assert standing(office)[0][1] is State.OVERDUE
    hang(office, person("operator"), "A")
    assert standing(office) == [("2026-11", State.DONE, 1)]
    quarter = office.duties.quarter(term_of(TODAY, Rhythm.QUARTER))
    assert quarter.lines[0].terms == {State.LATE: 1, State.DONE: 1}


def test_going_through_a_board_is_a_deed_on_record(office: Station, person: People) -> None:
    """公开栏例行更新: nothing new to be put up; with a photo, and with an event beside it (R12)."""
    number = office.duties.update(person("operator"), "east", note="无新增事项。", photo=a_photo())
    assert standing(office) == [("2026-11", State.DONE, 1)]
    told = last_fact(office, "board_updated")
    assert (told["board"], told["done_on"], told["update"]) == ("east", "2026-11-23", number)
    (line,) = office.duties.quarter(term_of(TODAY, Rhythm.QUARTER)).lines
    (update,) = line.as_dict()["updates"]
    assert (update["id"], update["note"], update["done_on"]) == (number, "无新增事项。", "2026-11-23")
    with office.database.read() as session:
        first, last = TODAY.replace(day=1), TODAY
        span = {"practice": office.practice, "since": first, "until": last}
        assert [one.id for one in updates_of(session, **span, board="east")] == [number]
        assert updates_of(session, **span, board="west") == ()
    assert office.verify().ok


def test_a_special_board_is_due_for_each_category(office: Station, person: People) -> None:
    """专项公示栏: a notice of one category does nothing for the other; going through it counts for both."""
    enter_board(office, "minzheng", level="town", special="民政专栏", categories=["general", "dibao_review"])
    hang(office, person("operator"), "A", "minzheng")
    own = [duty for duty in office.duties.standing() if duty.board == "minzheng" and duty.what is What.UPDATE]
    assert {duty.category: duty.state for duty in own} == {"general": State.DONE, "dibao_review": State.DUE}
    office.duties.update(person("operator"), "minzheng")
    own = [duty for duty in office.duties.standing() if duty.board == "minzheng" and duty.what is What.UPDATE]
    assert {duty.state for duty in own} == {State.DONE}


def test_a_board_that_is_gone_owes_nothing_today_but_stands_in_its_quarter(
    office: Station, person: People, clock: FrozenClock
) -> None:
    """Nobody is sent to a board that is not there; what was missed while it was stays in the figures."""
    clock.advance(10 * DAY)
    enter_board(office, "east", in_use=False)
    assert office.duties.standing() == ()
    quarter = office.duties.quarter(term_of(TODAY, Rhythm.QUARTER))
    assert quarter.lines[0].terms == {State.OVERDUE: 2}
    assert refused(office.duties.update, person("operator"), "east") == "board_not_in_use"
    assert refused(office.checks.record, person("operator"), "east", team="甲", seen={}) == "board_not_in_use"


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"board": "west"}, "no_such_board"),
        ({"done_on": TODAY + dt.timedelta(days=1)}, "day_ahead"),
        ({"note": "电话13800138000"}, "note_personal"),
    ],
)
def test_an_update_that_cannot_be_is_refused_and_changes_nothing(
    office: Station, person: People, says: dict[str, object], code: str
) -> None:
    """What is refused says why; no row, no photo, no event."""
    asked: dict[str, object] = {"board": "east", **says}
    assert refused(office.duties.update, person("operator"), asked.pop("board"), **asked) == code
    assert rows(office, "board_update") == rows(office, "photo") == 0


def rows(station: Station, table: str) -> int:
    with station.database.read() as session:
        return int(session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - of this test


@pytest.mark.parametrize("role", Role)
def test_who_may_write_what(office: Station, person: People, role: Role) -> None:
    """The table of tasks holds for updates, checks and mending; an auditor changes nothing."""
    who = person(role.value)
    steps = {
        "board_updated": lambda: office.duties.update(who, "east"),
        "board_checked": lambda: office.checks.record(who, "east", team="监督小组", seen={}),
        "board_check_mended": lambda: office.checks.mended(who, 99, note="已补齐。"),
    }
    for kind, step in steps.items():
        if role in TASKS[kind]:
            assert kind != "board_check_mended" or refused(step) == "no_such_check"
        else:
            with pytest.raises(NotAllowed):
                step()


# -- checks ------------------------------------------------------------------------------------


def test_a_check_says_of_every_sheet_what_it_found(office: Station, person: People) -> None:
    """每季度检查一次: the six elements one by one, and what the team did not look at as such."""
    approve(office, person, short_notice("B"))
    first, second = (hang(office, person("operator"), notice) for notice in ("A", "B"))
    number = office.checks.record(
        person("operator"),
        "east",
        team="甲、乙",
        seen={first: Seen(ALL - {Element.REVIEWER}, "7k2m")},
        findings="审核人未填。",
        mend_by=dt.date(2026, 11, 30),
        photo=a_photo(),
    )
    with office.database.read() as session:
        check = check_of(session, number, TODAY, practice=office.practice)
    assert [(sheet.posting, sheet.looked, sheet.missing) for sheet in check.sheets] == [
        (first, True, (Element.REVIEWER,)),
        (second, False, ()),
    ]
    assert check.state is CheckState.TO_MEND
    told = last_fact(office, "board_checked")
    assert told == {"board": "east", "check": number, "digest": check.digest, "name": "某operator"}
    assert standing(office, What.CHECK) == [("2026Q4", State.DONE, 1)]
    assert office.verify().ok


def test_what_was_found_is_mended_once(office: Station, person: People, clock: FrozenClock) -> None:
    """The day it is put right decides whether it was in time."""
    asked = {"team": "甲", "seen": {}, "findings": "栏体破损。", "mend_by": TODAY}
    number = office.checks.record(person("reviewer"), "east", **asked)
    clock.advance(2 * DAY)
    step = office.checks.mended
    before = TODAY - dt.timedelta(days=1)
    assert refused(step, person("reviewer"), number, note="已换。", mended_on=before) == "mended_before_check"
    assert refused(step, person("reviewer"), number, note=" ") == "note_missing"
    step(person("reviewer"), number, note="已换。", photo=a_photo())
    with office.database.read() as session:
        (found,) = checks_of(session, TODAY, practice=office.practice, board="east")
    assert found.state is CheckState.MENDED_LATE
    assert found.as_dict()["mended_on"] == "2026-11-25"
    assert refused(step, person("reviewer"), number, note="再换。") == "check_mended_already"
    assert office.verify().ok


def test_nothing_is_mended_that_was_clean(office: Station, person: People) -> None:
    """A clean check has nothing to put right."""
    number = office.checks.record(person("operator"), "east", team="甲", seen={})
    assert refused(office.checks.mended, person("operator"), number, note="无。") == "check_was_clean"


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"findings": "破损"}, "check_mend_by_missing"),
        ({"mend_by": TODAY}, "check_nothing_to_mend"),
        ({"findings": "破损", "mend_by": TODAY - dt.timedelta(days=1)}, "check_mend_by_before"),
        ({"seen": {7: Seen(ALL)}}, "check_not_hanging"),
        ({"team": " "}, "note_missing"),
        ({"team": "甲" * 201}, "check_team_long"),
        ({"team": "甲 13800138000"}, "note_personal"),
        ({"findings": "户主110101199003074514", "mend_by": TODAY}, "note_personal"),
        ({"checked_on": TODAY + dt.timedelta(days=1)}, "day_ahead"),
    ],
)
def test_a_check_that_cannot_be_is_refused_and_changes_nothing(
    office: Station, person: People, says: dict[str, object], code: str
) -> None:
    """What was found needs a day to be mended by, what is clean none; no personal number is kept."""
    asked = {"team": "甲", "seen": {}, **says}
    assert refused(office.checks.record, person("operator"), "east", **asked) == code
    assert rows(office, "board_check") == 0


def test_who_looked_at_nothing_did_not_check(office: Station, person: People) -> None:
    """每季度检查一次: with sheets up, a check that looked at none has found something, or is none."""
    hang(office, person("operator"), "A")
    record, asked = office.checks.record, {"team": "甲", "seen": {}}
    assert refused(record, person("operator"), "east", **asked) == "check_looked_at_nothing"
    assert rows(office, "board_check") == 0
    assert record(person("operator"), "east", **asked, findings="栏门锁着。", mend_by=TODAY)


def test_a_missing_element_is_a_finding_by_itself(office: Station, person: People) -> None:
    """Six elements on every sheet: one missing needs a day to be mended by, words or no words."""
    asked = {"team": "甲", "seen": {hang(office, person("operator"), "A"): Seen(ALL - {Element.DATE})}}
    assert refused(office.checks.record, person("operator"), "east", **asked) == "check_mend_by_missing"


def test_a_check_looks_at_what_hung_on_its_day(office: Station, person: People, clock: FrozenClock) -> None:
    """Also for an hour: what came down before the team came was there that day; tomorrow it is not."""
    number = hang(office, person("operator"), "A")
    clock.advance(3600)
    office.publications.take_down(person("operator"), number, reason="期满")
    assert [stay.posting for stay in office.checks.hung("east", TODAY)] == [number]
    assert office.checks.hung("east", TODAY + dt.timedelta(days=1)) == ()
    assert office.checks.hung("east", TODAY - dt.timedelta(days=1)) == ()


# -- the record --------------------------------------------------------------------------------


CHANGES = [
    ("board_update", "UPDATE board_update SET note = '改'"),
    ("board_update", "UPDATE board_update SET practice = 1 - practice"),
    ("board_update", "UPDATE board_update SET note = x'eda080ff'"),
    ("board_update", "DELETE FROM board_update"),
    ("board_check", "UPDATE board_check SET findings = '无'"),
    ("board_check", "UPDATE board_check SET practice = 1 - practice"),
    ("board_check", "DELETE FROM board_check"),
    ("board_check_mended", "UPDATE board_check_mended SET mended_on = '2026-11-01'"),
    ("board_check_mended", "DELETE FROM board_check_mended"),
]


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_nothing_is_changed_afterwards(office: Station, person: People, table: str, change: str) -> None:
    """Facts: the database refuses, and verify names a row that was changed past it or is gone (R12)."""
    go_round(office, person("operator"))
    assert office.verify().ok
    with pytest.raises(DatabaseError), office.database.write() as session:
        session.connection().execute(text(change))
    by_force(office, table, change)
    assert table in {one.table for one in check_duties_of(office)}


@pytest.mark.parametrize("table", ["board_update", "board_check", "board_check_mended"])
def test_a_photo_that_is_gone_is_missed(office: Station, person: People, table: str) -> None:
    """R12: also between two checkpoints, and of every table that names one."""
    go_round(office, person("operator"))
    by_force(office, "photo", "DELETE FROM photo")
    assert (table, "board_photo_gone") in {(one.table, one.code) for one in office.verify().problems}


def go_round(office: Station, who: Actor) -> None:
    """An update, a check and its mending, each with a photo."""
    office.duties.update(who, "east", note="无新增。", photo=a_photo())
    asked = {"team": "甲", "seen": {}, "findings": "破损。", "mend_by": TODAY, "photo": a_photo()}
    office.checks.mended(who, office.checks.record(who, "east", **asked), note="已换。", photo=a_photo())


def check_duties_of(station: Station) -> list[Problem]:
    with station.database.read() as session:
        return [*check_duties(session)]


def by_force(station: Station, table: str, change: str) -> None:
    """Past the triggers of the table."""
    found = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    with station.database.write() as session:
        for (name,) in session.connection().execute(found, {"table": table}).all():
            session.connection().execute(text(f"DROP TRIGGER {name}"))
        session.connection().execute(text(change))
