"""Entries are facts, filed reports are frozen, and what is otherwise afterwards is listed, never hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, Fault, LedctlError, NotAllowed, NotFound, Refused
from ledctl.forms.book import Forms
from ledctl.ledger.log import events
from ledctl.reports.periods import quarter, year
from ledctl.station import Station
from tests.forms.conftest import Town
from tests.forms.figures import item

Q3 = quarter(2026, 3)
PAPER = "信访登记簿第三册"
People = Callable[..., Actor]
Cells = Callable[..., dict[str, str]]


@pytest.fixture
def ready(town: Town, person: People, all_cells: Cells) -> Town:
    """The sheet of the third quarter, everything entered; two items on record."""
    town.items += [
        item("N1", "led_gate", "board_town", on=date(2026, 7, 7)),
        item("N2", "website", on=date(2026, 8, 8)),
        item("N3", "website", "led_gate", on=date(2026, 9, 9)),
    ]
    town.forms.enter(person("drafter"), "2017", Q3, all_cells("2017"), source=PAPER)
    for number in (1, 2):
        cells = {name: text for name, text in all_cells("2017").items() if name.endswith(":now")}
        town.forms.enter(person("drafter"), "2017", quarter(2026, number), cells, source=PAPER)
    return town


def changed(station: Station, statement: str) -> None:
    """A change past the program, its triggers taken away."""
    with station.database.write() as session:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%form%'"
        filed = triggers.replace("%form%", "filed%")
        for found in (triggers, filed):
            for (name,) in session.connection().execute(text(found)).fetchall():
                session.connection().execute(text(f"DROP TRIGGER {name}"))
        session.connection().execute(text(statement))


def test_an_entry_is_a_fact_and_a_later_one_stands_over_it(
    ready: Town, person: People, station: Station, clock: FrozenClock
) -> None:
    """M8: who, when, from what paper; the older one is still shown; the database refuses to change it."""
    clock.advance(60)
    ready.forms.enter(person("operator", "li"), "2017", Q3, {"9.1:now": "4"}, source="会议记录")
    cell = ready.forms.fill("2017", Q3).cell("9.1:now")
    assert cell is not None
    assert cell.entry is not None
    assert (cell.text, cell.entry.name, cell.entry.source) == ("4", "某operator", "会议记录")
    told = ready.forms.history("2017", Q3)["9.1:now"]
    assert [(one.value, one.source) for one in told] == [("4", "会议记录"), ("0", PAPER)]
    for statement in (
        "UPDATE form_cell SET value = '9'",
        "DELETE FROM form_cell",
        "UPDATE filed_report SET reason = 'x'",
    ):
        if "filed_report" in statement:
            ready.forms.file(person("reviewer"), "2017", Q3)
        with pytest.raises(DatabaseError, match="append-only"), station.database.write() as session:
            session.connection().execute(text(statement))


def test_what_was_entered_by_mistake_is_taken_back(ready: Town, person: People, station: Station) -> None:
    """An entry under 累计 stands over the sum of the quarters until it is taken back; both stay on record."""
    drafter = person("drafter", "wang")
    for value, source, shown in (("9", "旧表", "9"), ("", "误填", "0")):
        ready.forms.enter(drafter, "2017", Q3, {"9.1:sum": value}, source=source)
        cell = ready.forms.fill("2017", Q3).cell("9.1:sum")
        assert cell is not None
        assert cell.text == shown
    assert [one.value for one in ready.forms.history("2017", Q3)["9.1:sum"]] == ["", "9"]
    with pytest.raises(BadInput, match="应填数字"):
        ready.forms.enter(drafter, "2017", Q3, {"9.1:sum": ""}, source="误填")
    assert station.verify().ok


def test_the_event_of_entering_binds_the_values_and_names_nobody(ready: Town, station: Station) -> None:
    """No figure, no signature, no telephone stands in the ledger: the cells and a digest do."""
    with station.database.read() as session:
        found = events(session, kind="form_cell_entered")
    assert [(one.actor, one.cause, one.facts["period"]) for one in found][-1] == (
        "drafter",
        "person",
        "2026Q3",
    )
    assert "sign.phone" in found[-1].facts["cells"]
    assert "某联系电话" not in str(found[-1].facts)


@pytest.mark.parametrize("role", ["auditor", "village_poster", "administrator", "secrecy_reviewer"])
def test_only_the_office_enters(town: Town, person: People, role: str) -> None:
    """Whoever looks only looks."""
    with pytest.raises(NotAllowed):
        town.forms.enter(person(role), "2017", Q3, {"9.1:now": "1"}, source=PAPER)
    with pytest.raises(NotAllowed):
        town.forms.file(person(role), "2017", Q3)


def test_entering_is_all_or_nothing_and_every_fault_is_told(town: Town, person: People) -> None:
    """One wrong cell, and none is kept; both faults are named at once."""
    cells = {"9.1:now": "1", "9.2:now": "x", "1.1:now": "3"}
    with pytest.raises(BadInput) as refused:
        town.forms.enter(person("drafter"), "2017", Q3, cells, source=PAPER)
    assert [one.code for one in refused.value.sentences] == ["form_figure_unread", "form_cell_not_manual"]
    with pytest.raises(BadInput, match="没有填写"):
        town.forms.enter(person("drafter"), "2017", Q3, {}, source=PAPER)
    with pytest.raises(BadInput, match="什么材料"):
        town.forms.enter(person("drafter"), "2017", Q3, {"9.1:now": "1"}, source="")
    assert town.forms.history("2017", Q3) == {}


def test_a_report_is_frozen_whole(ready: Town, person: People, station: Station) -> None:
    """Figures, the rows behind them, entries, signers and the checkpoint; what comes later is not in it."""
    filed = ready.forms.file(person("reviewer"), "2017", Q3)
    assert (filed.imprint.version, filed.imprint.checkpoint) == (1, ready.checkpoint)
    ready.items.append(item("N4", "led_gate", on=date(2026, 9, 10)))
    again = ready.forms.filed("2017", Q3)
    assert again.form == filed.form
    assert again.imprint.digest == filed.imprint.digest
    assert [one.id for one in again.form.behind("1.2.5:now")] == ["N1", "N3"]
    assert again.imprint.as_dict()["filed_by"] == "某reviewer"
    today = ready.forms.fill("2017", Q3).cell("1.1:now")
    assert today is not None
    assert today.value == 4
    with station.database.read() as session:
        (event,) = events(session, kind="report_filed")
    assert event.facts["digest"] == filed.imprint.digest


def test_later_truth_is_a_new_version_with_its_reason_and_differences(ready: Town, person: People) -> None:
    """Nothing new is refused, something new wants a reason, and the list of differences names the item."""
    reviewer = person("reviewer")
    ready.forms.file(reviewer, "2017", Q3)
    with pytest.raises(Refused, match="没有任何差异"):
        ready.forms.file(reviewer, "2017", Q3, reason="再来一次")
    ready.items.append(item("N4", "led_gate", on=date(2026, 9, 10)))
    with pytest.raises(BadInput, match="理由"):
        ready.forms.file(reviewer, "2017", Q3)
    would_be = {one.address: one for one in ready.forms.compare("2017", Q3)}
    assert would_be["1.1:now"].added == ("N4",)
    second = ready.forms.file(reviewer, "2017", Q3, reason="补录九月一条")
    assert [one.version for one in ready.forms.versions("2017", Q3)] == [1, 2]
    assert second.imprint.reason == "补录九月一条"
    assert ready.forms.compare("2017", Q3, 1, 2) == ready.forms.compare("2017", Q3, 1)
    assert ready.forms.compare("2017", Q3) == ()
    assert ready.forms.filed("2017", Q3, 1).form.cell("1.1:now") != second.form.cell("1.1:now")
    assert [(code, period, one.version) for code, period, one in ready.forms.filings()] == [
        ("2017", "2026Q3", 2),
        ("2017", "2026Q3", 1),
    ]


def test_two_people_who_file_at_once_make_one_version(ready: Town, station: Station, person: People) -> None:
    """Whoever comes second meets the first one's version and is told; nothing is filed twice."""

    def sign() -> str:
        ready.forms.file(person("approver"), "2017", Q3)
        return ready.checkpoint

    slower = Forms(
        station.office,
        station.site,
        town="鹭洲镇人民政府",
        count=ready.count,
        checkpoint=lambda: ready.checkpoint,
        sign=sign,
    )
    with pytest.raises(Refused, match="某approver刚刚把本期定稿为第 1 版"):
        slower.file(person("reviewer"), "2017", Q3, reason="理由")
    (only,) = ready.forms.versions("2017", Q3)
    assert (only.version, only.name) == (1, "某approver")


@pytest.mark.parametrize(("today", "told"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_the_last_day_of_a_period_is_not_over_yet(
    town: Town, clock: FrozenClock, person: People, today: date, told: bool
) -> None:
    """What is published in the afternoon of 31 December belongs to the year."""
    clock.step((datetime.combine(today, time(9), UTC) - clock.now()).total_seconds())
    assert town.forms.fill("2017", year(2026)).is_running is told
    with pytest.raises(Refused) as refused:
        town.forms.file(person("reviewer"), "2017", year(2026))
    assert (refused.value.code == "form_period_running") is told


def test_what_cannot_be_filed_says_why(town: Town, person: People, all_cells: Cells) -> None:
    """Empty cells, a broken sum, a period that is not over: each in its own words, and nothing is filed."""
    reviewer = person("reviewer")
    with pytest.raises(Refused, match="还有 98 格没有填") as refused:
        town.forms.file(reviewer, "2017", quarter(2026, 1))
    assert refused.value.code == "form_not_ready"
    town.forms.enter(
        person("drafter"), "2017", quarter(2026, 1), all_cells("2017", **{"3.1": "1"}), source=PAPER
    )
    with pytest.raises(Refused, match="收到申请数”填 1"):
        town.forms.file(reviewer, "2017", quarter(2026, 1))
    with pytest.raises(Refused, match="2026-12-31"):
        town.forms.file(reviewer, "2017", year(2026))
    with pytest.raises(NotFound):
        town.forms.filed("2017", quarter(2026, 1))
    assert town.forms.filings() == []
    assert not town.forms.draft().is_filed


@pytest.mark.parametrize(("code", "period"), [("2016", Q3), ("2021", Q3)])
def test_a_form_that_is_not_there_or_not_for_such_a_period(town: Town, code: str, period: object) -> None:
    """The annual report has no quarters."""
    with pytest.raises(LedctlError, match="可用的有"):
        town.forms.fill(code, Q3)


def test_last_years_report_tells_what_it_carried_forward(
    town: Town, person: People, all_cells: Cells
) -> None:
    """二 is compared with last year's 四: as entered, and as filed once it is."""
    cells = all_cells("2021")
    late = cells | {"3.1:natural": "1", "3.4:natural": "1", "text.1": "说明"}
    town.forms.enter(person("drafter"), "2021", year(2024), late, source=PAPER)
    town.forms.enter(person("drafter"), "2021", year(2025), cells, source=PAPER)
    (told,) = [one for one in town.forms.fill("2021", year(2025)).findings if one.check == "A2"]
    assert "上年结转填 0 件，而上一年度报告的“结转下年度继续办理”是 1 件" in told.zh
    town.forms.file(person("approver"), "2021", year(2024))
    found = [one.column for one in town.forms.fill("2021", year(2025)).findings if one.check == "A2"]
    assert found == ["自然人", "总计"]


TAMPERINGS = [
    ("UPDATE form_cell SET value = '5' WHERE cell = '9.1:now'", "form_cell"),
    ("UPDATE form_cell SET account = 'li' WHERE cell = '9.1:now'", "form_cell"),
    ("DELETE FROM form_cell WHERE cell = '9.1:now'", "form_cell"),
    ("DELETE FROM form_cell", "form_cell"),
    ("UPDATE filed_report SET content = replace(content, '某', '李')", "filed_report"),
    ("UPDATE filed_report SET reason = 'x'", "filed_report"),
    ("UPDATE filed_report SET checkpoint = ''", "filed_report"),
    ("DELETE FROM filed_report", "filed_report"),
]


@pytest.mark.parametrize(("statement", "table"), TAMPERINGS)
def test_verify_names_what_was_changed_past_the_program(
    ready: Town, person: People, station: Station, statement: str, table: str
) -> None:
    """Rows of forms are held to their events."""
    ready.forms.file(person("reviewer"), "2017", Q3)
    assert station.verify().ok
    changed(station, statement)
    verdict = station.verify()
    assert not verdict.ok
    assert table in {problem.table for problem in verdict.problems}


def test_a_filed_report_that_was_changed_is_not_shown_as_filed(
    ready: Town, person: People, station: Station
) -> None:
    """It is read back only if it has the digest of its filing."""
    ready.forms.file(person("reviewer"), "2017", Q3)
    changed(station, "UPDATE filed_report SET content = replace(content, '某', '李')")
    with pytest.raises(Fault, match="立即报告"):
        ready.forms.filed("2017", Q3)


def test_the_site_fills_forms_from_its_own_count(station: Station, site: Path) -> None:
    """The use case hangs on the station's count, its town and its forms."""
    (site / "forms").mkdir()
    assert [*station.forms.all()] == ["2021", "2019", "2017"]
    form = station.forms.fill("2017", Q3)
    assert form.as_of == date(2026, 11, 23)
    assert form.practice is station.practice
