"""The month's list of a village, and the record of a check, as data and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor
from ledctl.boards.register.registry import board_of
from ledctl.boards.rounds.checked import check_of
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.rounds.month import VillageMonth
from ledctl.boards.rounds.papers import check_data, print_check, print_village_list, village_list_data
from ledctl.boards.rounds.terms import Rhythm, read_term
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice, PublicityPeriod, Signature
from ledctl.errors import NotFound
from ledctl.screening.elements import Element
from ledctl.station import Station
from tests.boards.approving import approve
from tests.boards.board_hands import enter_board, hang
from tests.pdf_text import text_of

ALL = frozenset(Element)
TODAY = dt.date(2026, 11, 23)
TOWN = "鹭洲镇人民政府"
LABELS = {"dibao_review": "低保审核", "general": "其他"}
People = Callable[..., Actor]


def notice(number: str, title: str, *channels: str, **says: object) -> Notice:
    plain = Notice(
        id=number,
        title=title,
        category="dibao_review",
        issuing_unit=TOWN,
        body=("下列家庭经审核符合条件，现予公示。",),
        signature=Signature(unit=TOWN, date=TODAY),
        publicity_period=PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30)),
        channels_allowed=("led_gate", *channels),
    )
    return plain.model_copy(update=says)


@pytest.fixture
def village(station: Station, person: People) -> Station:
    """Two boards of 东河村; one notice hangs on the first, one is to go up, one is for the town's alone."""
    enter_board(station, "east", dt.datetime(2026, 9, 10, tzinfo=dt.UTC))
    enter_board(station, "group", level="group", label="第三村民小组公开栏", categories=["general"])
    enter_board(station, "other", village="西河村")
    approve(station, person, notice("L1", "低保审核公示（第一批）", "board_village"))
    approve(station, person, notice("L2", "低保审核公示（第二批）𬱖", "board_village", "board_group"))
    approve(station, person, notice("L3", "只在镇公开栏公示", "board_town"))
    hang(station, person("operator"), "L1")
    return station


def month_of(station: Station, name: str = "2026-11") -> VillageMonth:
    return station.duties.month("东河村", read_term(name, Rhythm.MONTH, "month"))


def test_the_list_has_what_is_due_what_hangs_and_what_is_to_go_up(village: Station) -> None:
    """村务公开任务清单: of this village's boards alone, each with what its channel and categories carry."""
    east, group = month_of(village).boards
    assert [(one.notice, str(one.up), str(one.until)) for one in east.hanging] == [
        ("L1", "2026-11-23", "2026-11-30")
    ]
    assert [one.notice for one in east.planned] == ["L2"]
    assert [one.notice for one in group.planned] == [], "the group's board carries another category"
    assert {duty.state.value for duty in east.duties} == {"done", "overdue", "due"}
    assert month_of(village).as_dict()["boards"][0]["hanging"][0]["until"] == "2026-11-30"


def test_what_another_village_issues_is_not_to_go_up_here(village: Station, person: People) -> None:
    """A notice names no village: its committee's name tells, where the register knows that village."""
    issued = {"L4": "西河村村民委员会", "L5": "鹭洲镇东河村村民委员会", "L6": "南河村村民委员会"}
    for name, unit in issued.items():
        approve(village, person, notice(name, f"村务公开{name}", "board_village", issuing_unit=unit))
    month = read_term("2026-11", Rhythm.MONTH, "month")
    listed = {
        name: [one.notice for one in village.duties.month(name, month).boards[0].planned]
        for name in ("东河村", "西河村")
    }
    assert listed == {"东河村": ["L2", "L5", "L6"], "西河村": ["L1", "L2", "L4", "L6"]}


def test_the_period_is_that_of_what_hangs(village: Station, person: People) -> None:
    """A notice withdrawn while its sheet hangs is not to go up; its period is still told."""
    village.desk.withdraw(person("approver"), "L1", reason="名单有误")
    (hanging,) = month_of(village).boards[0].hanging
    assert str(hanging.until) == "2026-11-30"


def test_the_list_of_another_month_has_another_months_matters(
    village: Station, person: People, clock: FrozenClock
) -> None:
    """What came down before the month is not on it, nor what is to go up in another one."""
    east = month_of(village, "2026-12").boards[0]
    assert [one.notice for one in east.hanging] == ["L1"], "it hangs there still"
    assert east.planned == ()
    updates = [(duty.term.name, duty.state.value) for duty in east.duties if duty.what == "update"]
    assert updates == [("2026-12", "due")], "printed before the month begins, it says what that month owes"
    far = month_of(village, "9990-12").boards[0].duties
    assert [duty.term.name for duty in far] == ["2026Q3"], "what is still open, and nothing beyond a year"
    clock.advance(3600)
    village.publications.take_down(person("operator"), 1, reason="期满")
    assert month_of(village, "2026-12").boards[0].hanging == ()
    assert str(month_of(village).boards[0].hanging[0].down) == "2026-11-23"
    assert month_of(village, "2026-09").boards[0].hanging == ()


def test_a_village_without_a_board_has_no_list(village: Station) -> None:
    """The sentence says to enter the board first."""
    with pytest.raises(NotFound) as refusal:
        village.duties.month("南河村", read_term("2026-11", Rhythm.MONTH, "month"))
    assert refusal.value.code == "village_unknown"
    assert village.duties.villages() == ("东河村", "西河村")


def test_the_printed_list_says_all_of_it_and_leaves_blanks_to_sign(village: Station) -> None:
    """On paper each matter stands with its period and its state; rare characters have their shape."""
    found = month_of(village)
    paper = text_of(print_village_list(found, LABELS, town=TOWN, at=village.clock.now()))
    words = "".join(paper.split())
    for text in ("东河村2026年11月村务公开任务清单", "（第一批）", "（第二批）𬱖", "第三村民小组公开栏"):
        assert text in words
    for text in ("2026-11-24", "公示期至", "已批准", "公布人签名", "村务监督委员会：", "逾期"):
        assert text in words, text
    assert "演练" not in words
    rows = village_list_data(found, LABELS, town=TOWN)["boards"][0]["rows"]
    assert all(len(row) == 5 for row in rows)
    assert [
        "待张贴",
        "低保审核公示（第二批）𬱖（L2）",
        "低保审核",
        "2026-11-24 至\n2026-11-30",
        "已批准",
    ] in rows


@pytest.mark.parametrize("looked", [True, False])
def test_the_record_of_a_check_is_printed_with_lines_to_sign(
    village: Station, person: People, looked: bool
) -> None:
    """Each element as there or missing, and as unknown where nobody looked."""
    seen = {1: Seen(ALL - {Element.REVIEWER})} if looked else {}
    asked = {"findings": "审核人未填。", "mend_by": dt.date(2026, 11, 30)}
    number = village.checks.record(person("operator"), "east", team="甲、乙", seen=seen, **asked)
    with village.database.read() as session:
        check = check_of(session, number, TODAY, practice=False)
        board = board_of(session, "east", practice=False)
    (sheet,) = check_data(check, board, town=TOWN)["sheets"]
    assert sheet["marks"] == (["有"] * 5 + ["缺"] if looked else ["未查"] * 6)
    words = "".join(text_of(print_check(check, board, town=TOWN, at=village.clock.now())).split())
    for text in (
        "公开栏检查记录",
        "甲、乙",
        "审核人未填。",
        "待整改",
        "整改期限",
        "检查人签名",
        "未核对",
        check.digest[:16],
    ):
        assert text in words, text
    assert ("（1件未查）" in words) is not looked, "what nobody looked at is in the conclusion, too"


def test_practice_is_written_across_both_papers(village: Station) -> None:
    """R7: what is practice says so on paper."""
    found = month_of(village)
    practice = VillageMonth(found.village, found.month, found.as_of, True, found.boards)
    assert "演练" in text_of(print_village_list(practice, LABELS, town=TOWN, at=village.clock.now()))


def test_what_a_person_wrote_is_data_on_paper(village: Station, person: People) -> None:
    """A hash or a dollar in a note is set as it is, never as a command."""
    hostile = '#image("x") $1$ *粗* [a] \\ <b>'
    number = village.checks.record(
        person("operator"), "east", team=hostile, seen={}, findings=hostile, mend_by=TODAY
    )
    with village.database.read() as session:
        check = check_of(session, number, TODAY, practice=False)
        board = board_of(session, "east", practice=False)
    paper = text_of(print_check(check, board, town=TOWN, at=village.clock.now()))
    assert "".join(paper.split()).count("".join(hostile.split())) == 2
