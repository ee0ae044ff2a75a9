"""What a check looked at, how it stands, and how a quarter went."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.facts import Board, Level
from ledctl.boards.rounds.check_states import CheckState, check_state
from ledctl.boards.rounds.checked import Check
from ledctl.boards.rounds.due import Duty, State, What, duties, owings
from ledctl.boards.rounds.looked_at import Match, Sheet, read, written
from ledctl.boards.rounds.quarter import quarter_of
from ledctl.boards.rounds.terms import Rhythm, Term
from ledctl.screening.elements import Element

ALL = frozenset(Element)
Q4 = Term(dt.date(2026, 10, 1), Rhythm.QUARTER)


def sheet(**says: object) -> Sheet:
    plain = {"posting": 1, "notice": "A", "title": "低保", "looked": True, "present": ALL, "code": "7K2M"}
    return Sheet(**plain | {"read": ""} | says)  # type: ignore[arg-type]  # of any field


@pytest.mark.parametrize(
    ("says", "missing", "match", "wrong"),
    [
        ({}, (), Match.UNKNOWN, False),
        ({"read": "7k2m"}, (), Match.YES, False),
        ({"read": "7K-2M"}, (), Match.YES, False),
        ({"read": "7K3M"}, (), Match.NO, True),
        ({"read": "7K3M", "code": ""}, (), Match.UNKNOWN, False),
        (
            {"present": ALL - {Element.REVIEWER, Element.DATE}},
            (Element.DATE, Element.REVIEWER),
            Match.UNKNOWN,
            True,
        ),
        ({"looked": False, "present": frozenset(), "read": "7K3M"}, (), Match.UNKNOWN, False),
    ],
)
def test_a_sheet_is_held_to_the_six_elements_and_to_its_code(
    says: dict[str, object], missing: tuple[Element, ...], match: Match, wrong: bool
) -> None:
    """六要素 one by one; a sheet nobody looked at and a code nobody knows stay unknown."""
    found = sheet(**says)
    assert (found.missing, found.match, found.wrong) == (missing, match, wrong)


def test_the_shape_that_is_kept_is_stable() -> None:
    """Every element by its name, and the match as a word: it is read again years later."""
    kept = json.loads(written([sheet(present=ALL - {Element.UNIT}, read="7K2M")]))
    assert kept == [
        {
            "posting": 1,
            "notice": "A",
            "title": "低保",
            "looked": True,
            "code": "7K2M",
            "read": "7K2M",
            "elements": {one.value: one is not Element.UNIT for one in Element},
            "matches": "yes",
        }
    ]


@given(
    st.lists(
        st.builds(
            Sheet,
            posting=st.integers(1, 99),
            notice=st.text(max_size=5),
            title=st.text(max_size=9),
            looked=st.just(True),
            present=st.frozensets(st.sampled_from(Element)),
            code=st.text(max_size=9),
            read=st.text(max_size=9),
        )
        | st.builds(sheet, looked=st.just(False), present=st.just(frozenset()))
    )
)
def test_what_is_written_is_read_again(sheets: list[Sheet]) -> None:
    """Nothing of what the team found is lost on the way into the database and back."""
    assert read(written(sheets)) == tuple(sheets)


@pytest.mark.parametrize(
    ("mend_by", "mended_on", "state"),
    [
        (None, None, CheckState.CLEAN),
        ("2026-11-23", None, CheckState.TO_MEND),
        ("2026-11-22", None, CheckState.OVERDUE),
        ("2026-11-22", "2026-11-22", CheckState.MENDED),
        ("2026-11-22", "2026-11-23", CheckState.MENDED_LATE),
    ],
)
def test_a_check_is_clean_or_mended_by_its_day(
    mend_by: str | None, mended_on: str | None, state: CheckState
) -> None:
    """月整改: the day to mend by runs to its end; what was mended after it says so."""
    days = [dt.date.fromisoformat(day) if day else None for day in (mend_by, mended_on)]
    assert check_state(*days, dt.date(2026, 11, 23)) is state


# -- the quarter -------------------------------------------------------------------------------


def board(code: str, level: Level = Level.VILLAGE) -> Board:
    return Board(code, level, f"{code} 公开栏", "村口", 500, 240)


def owed(one: Board, since: str, *deeds: str, today: str = "2027-01-05") -> list[Duty]:
    done = [dt.date.fromisoformat(day) for day in deeds]
    found = owings(one, dt.date.fromisoformat(since))
    return [
        duty
        for owing in found
        for duty in duties(owing, done if owing.what is What.UPDATE else [], dt.date.fromisoformat(today), 7)
    ]


def check(code: str, state: CheckState) -> Check:
    day = dt.date(2026, 11, 1)
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return Check(1, code, day, "监督小组", (), "", "", None, "某经办", at, False, "", state, None)


def test_a_quarter_counts_boards_by_the_worst_of_their_terms() -> None:
    """分季度现场检查: one missed month makes a board that missed; late and done are told apart."""
    east, west, gate, new = board("east"), board("west"), board("gate", Level.TOWN), board("new")
    every = [
        *owed(east, "2026-01-01", "2026-10-05", "2026-11-05", "2026-12-05"),
        *owed(west, "2026-01-01", "2026-10-05"),
        *owed(gate, "2026-01-01", "2027-01-04"),
    ]
    checks = [check("east", CheckState.CLEAN), check("west", CheckState.OVERDUE)]
    found = quarter_of(Q4, {one.code: one for one in (east, west, gate, new)}, every, checks)
    assert [line.board.code for line in found.lines] == ["east", "west", "gate"]
    assert found.boards == {State.DONE: 1, State.OVERDUE: 1, State.LATE: 1}
    assert found.checks == {CheckState.CLEAN: 1, CheckState.OVERDUE: 1}
    assert found.unchecked == 1
    told = found.as_dict()
    assert told["quarter"] == "2026Q4"
    assert told["boards"] == {"overdue": 1, "soon": 0, "due": 0, "late": 1, "done": 1}
    assert told["lines"][1]["terms"] == {"overdue": 2, "soon": 0, "due": 0, "late": 0, "done": 1}
    assert told["lines"][2]["check_owed"] == "overdue"


def test_a_board_that_was_checked_stands_in_the_quarter_though_it_owed_nothing() -> None:
    """What was found there is not left out."""
    found = quarter_of(Q4, {"east": board("east")}, [], [check("east", CheckState.MENDED)])
    assert (found.lines[0].state, found.as_dict()["lines"][0]["state"]) == (None, None)
    assert found.as_dict()["lines"][0]["check_owed"] is None
    assert found.boards == {}
