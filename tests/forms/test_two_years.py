"""January: the count and the forms of a town that lived two years, against its own raw rows."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.errors import Refused
from ledctl.forms.differences import differences
from ledctl.forms.filled import FilledForm
from ledctl.forms.foot import foot_lines
from ledctl.forms.outputs import write_form
from ledctl.ledger.history import displays
from ledctl.notices.entries import Entry
from ledctl.reports.asked import read_period
from ledctl.reports.periods import Period, cumulative, month, quarter, year
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.conftest import QUICK
from tests.forms.two_years import SIGNS, SITE, TOWN, ZONE, TwoYears, who

JANUARY = dt.datetime(2025, 1, 2, 9, tzinfo=ZONE)
PERIODS = [
    *(year(one) for one in (2024, 2025, 2026, 2027)),
    *(quarter(2026, one) for one in range(1, 5)),
    *(month(2026, one) for one in (2, 3, 4, 12)),
    cumulative(quarter(2026, 3)),
    Period(dt.date(2025, 12, 25), dt.date(2026, 1, 9)),
]
SHEET = {
    "1.1:now": "SELECT item FROM own WHERE first BETWEEN ? AND ?",
    "1.1.a:now": "SELECT item FROM own WHERE first BETWEEN ? AND ? AND document = 'normative'",
    "1.2.2:now": "SELECT DISTINCT item FROM own JOIN out USING (item) WHERE first BETWEEN ? AND ?"
    " AND channel = 'website'",
    "1.2.3:now": "SELECT DISTINCT item FROM own JOIN out USING (item) WHERE first BETWEEN ? AND ?"
    " AND channel = 'weibo'",
    "1.2.4:now": "SELECT DISTINCT item FROM own JOIN out USING (item) WHERE first BETWEEN ? AND ?"
    " AND channel = 'wechat'",
    "1.2.5:now": "SELECT DISTINCT item FROM own JOIN out USING (item) WHERE first BETWEEN ? AND ?"
    " AND channel NOT IN ('website', 'weibo', 'wechat', 'gazette')",
    "2.2.3:now": "SELECT item FROM own WHERE first BETWEEN ? AND ? AND document = 'policy_reading'",
    "2.2.5:now": "SELECT item FROM own WHERE first BETWEEN ? AND ? AND document = 'clarification'",
}
TABLES = """
CREATE TABLE shown (notice, sign, day, proof, acked);
CREATE TABLE notice (notice PRIMARY KEY, root, category, unit);
CREATE TABLE posting (notice, channel, day);
CREATE TABLE outside (item, channel, day, document, category);
CREATE VIEW out AS
  SELECT root AS item, 'led_gate' AS channel, day FROM shown JOIN notice USING (notice)
    WHERE acked AND proof > 0
  UNION ALL SELECT root, channel, day FROM posting JOIN notice USING (notice)
  UNION ALL SELECT item, channel, day FROM outside;
CREATE VIEW first AS SELECT item, min(day) AS first FROM out GROUP BY item;
CREATE VIEW own AS
  SELECT item, first, CASE category WHEN 'policy_reading' THEN category WHEN 'clarification' THEN category
    WHEN 'normative_document' THEN 'normative' ELSE '' END AS document FROM first JOIN notice ON notice = item
    WHERE unit LIKE '%鹭洲镇%' AND category NOT LIKE 'village%' AND category != 'emergency_warning'
  UNION SELECT item, first,
    max(CASE WHEN document = '' AND category = 'policy_reading' THEN category ELSE document END)
    FROM first JOIN outside USING (item) GROUP BY item, first;
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoYears]:
    """The two years, told once; what a test adds comes on top, so tests that add stand last."""
    folder = tmp_path_factory.mktemp("two-years")
    init_site(folder)
    (folder / "signs.toml").write_text(SIGNS, "utf-8")
    (folder / "site.toml").write_text(SITE, "utf-8")
    clock, cheap = FrozenClock(JANUARY), Passwords(QUICK())
    station = open_station(folder, clock=clock, passwords=cheap)
    lived = TwoYears(station, clock)
    lived.tell()
    yield lived
    station.close()


@pytest.fixture(scope="module")
def raw(town: TwoYears) -> Iterator[sqlite3.Connection]:
    """Every raw row in tables of a stranger's own."""
    with closing(sqlite3.connect(":memory:")) as tables:
        tables.executescript(TABLES)
        for one in displays(town.station.database):
            day = dt.datetime.fromtimestamp(one.start_ms / 1000, ZONE).date().isoformat()
            if not one.continued:
                row = (one.slot.notice, one.sign, day, one.slot.proof, bool(one.result))
                tables.execute("INSERT INTO shown VALUES (?, ?, ?, ?, ?)", row)
        with town.station.database.read() as session:
            ask = session.connection().exec_driver_sql
            for notice, payload in ask("SELECT notice, payload FROM event WHERE kind = 'approved'"):
                said = json.loads(payload)
                whole = (notice, said["correction_of"] or notice, said["category"], said["issuing_unit"])
                tables.execute("INSERT OR REPLACE INTO notice VALUES (?, ?, ?, ?)", whole)
            for row in ask("SELECT notice_id, channel, date(posted_at, '+8 hours') FROM posting"):
                tables.execute("INSERT INTO posting VALUES (?, ?, ?)", tuple(row))
            for row in ask(
                "SELECT 'elsewhere:' || coalesce(item, id), channel, published_on, document, category"
                " FROM outside_item"
            ):
                tables.execute("INSERT INTO outside VALUES (?, ?, ?, ?, ?)", tuple(row))
        yield tables


def asked(raw: sqlite3.Connection, query: str, period: Period) -> set[str]:
    return {row[0] for row in raw.execute(query, (period.first.isoformat(), period.last.isoformat()))}


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_count_is_what_a_stranger_counts(town: TwoYears, raw: sqlite3.Connection, period: Period) -> None:
    """Items by the day they first went out anywhere, channels over the same cohort (M8.1)."""
    count = town.station.period_count(period)
    assert {item.id for item in count.counted} == asked(raw, SHEET["1.1:now"], period)
    stood = "SELECT rowid FROM shown WHERE day BETWEEN ? AND ? AND acked AND proof > 0"
    assert count.displays == len(asked(raw, stood, period))
    for channel in ("led_gate", "website", "wechat", "weibo", "board_town"):
        query = SHEET["1.2.2:now"].replace("website", channel)
        assert {item.id for item in count.through([channel])} == asked(raw, query, period)


@pytest.mark.parametrize("period", ["2025", "2026", "2026Q1", "2026Q2", "2026Q4", "2026-03"])
def test_counted_cells_of_the_sheet_are_the_counts(
    town: TwoYears, raw: sqlite3.Connection, period: str
) -> None:
    """Every derived cell equals plain SQL over raw rows and opens to those items; screen + board is 1."""
    days = read_period(period)
    form = town.station.forms.fill("2017", days)
    for address, query in SHEET.items():
        expected = asked(raw, query, days)
        cell = form.cell(address)
        assert cell is not None
        assert (cell.value, set(cell.items)) == (len(expected), expected), address
        assert {one.id for one in form.behind(address)} == expected


def test_a_quarters_cumulative_column_is_the_count_since_january(town: TwoYears) -> None:
    """累计 holds the items of the year so far; the four quarters together are the year."""
    parts = [town.station.forms.fill("2017", quarter(2026, one)) for one in range(1, 5)]
    whole = town.station.forms.fill("2017", year(2026))
    for row in ("1.1", "1.2.2", "1.2.5", "2.2.3"):
        behind = [set(items_of(one, f"{row}:now")) for one in parts]
        grown = [set(items_of(one, f"{row}:sum")) for one in parts]
        assert grown[3] == set.union(*behind) == set(items_of(whole, f"{row}:now"))
        assert all(before <= after for before, after in pairwise(grown))


def items_of(form: FilledForm, address: str) -> tuple[str, ...]:
    return tuple(one.id for one in form.behind(address))


@pytest.mark.parametrize("code", ["2017", "2019", "2021"])
def test_the_words_say_the_counts_figures_and_open_to_its_items(town: TwoYears, code: str) -> None:
    """The format in force has no cell for a screen: its words carry the count's own figures."""
    form, count = town.station.forms.fill(code, year(2026)), town.station.period_count(year(2026))
    (section,) = (one for one in form.sections if one.words)
    words = "".join(section.words)
    assert f"主动公开政府信息{len(count.counted)}条" in words
    assert f"通过电子显示屏公开{len(count.through(['led_gate']))}条" in words
    assert f"页面展示共{count.displays}次" in words
    assert "只有发送记录、显示屏从未应答" in words
    account = town.station.reckoning.account(year(2026), town.station.today())
    assert "电子显示屏可用率" in words
    lowest, highest = (pick(one.percent for one in account.availability) for pick in (min, max))
    assert lowest <= float(words.split("电子显示屏可用率")[1].split("%")[0]) <= highest
    assert set(items_of(form, section.words_address)) == {item.id for item in count.counted}


@pytest.mark.parametrize(("code", "number", "told"), [("2019", 2026, True), ("2021", 2026, False)])
def test_a_form_of_other_years_says_so(town: TwoYears, code: str, number: int, told: bool) -> None:
    """Reports have cited the number of a document that no longer asked for them: the form warns."""
    findings = town.station.forms.fill(code, year(number)).findings
    assert any("不是 2026 年度的表式" in one.zh for one in findings) is told
    assert not any("不是 2020 年度" in one.zh for one in town.station.forms.fill("2019", year(2020)).findings)


def test_the_year_of_the_signs_is_in_the_count_and_its_months_add_up(town: TwoYears) -> None:
    """``report year``, its months and ``report count`` cannot say different numbers of the screen."""
    for number in (2025, 2026):
        of_signs, count = town.station.year_count(number), town.station.period_count(year(number))
        months = town.station.album.months(of_signs, "zh").values
        assert of_signs.items == len(count.through(["led_gate"])) == sum(one.items for one in months)
        assert of_signs.displays == count.displays == sum(one.displays for one in months)
        assert of_signs.on_air_ms == sum(one.on_air_ms for one in months)
        assert of_signs.displays == sum(line.displays for line in of_signs.by_category)
        assert of_signs.items == sum(line.items for line in of_signs.by_category)


def test_a_sign_that_never_answers_makes_no_item_until_the_town_says_so(town: TwoYears) -> None:
    """P0 is listed as sent, unverified; with ``least_proof = 0`` the same record counts it."""
    (listed,) = town.station.period_count(year(2026)).unverified
    assert listed.id == "B08"
    trusting = town.station.settings.count.model_copy(update={"least_proof": 0})
    with_it = counted_by(town.station, count=trusting)
    assert "B08" in {item.id for item in with_it.period_count(year(2026)).counted}


@pytest.mark.parametrize(("choice", "item"), [("relayed", "B03"), ("village", "V01"), ("corrections", "B14")])
def test_each_choice_moves_its_own_items_alone(town: TwoYears, choice: str, item: str) -> None:
    """Corrections, village affairs, what is passed on: each counts by setting, and nothing else moves."""
    usual = {one.id for one in town.station.period_count(year(2026)).counted}
    chosen = town.station.settings.count.model_copy(update={choice: True})
    now = {one.id for one in counted_by(town.station, count=chosen).period_count(year(2026)).counted}
    assert now - usual == {item}
    assert usual <= now


def counted_by(station: Station, **settings: object) -> Station:
    """The same record under other settings."""
    return replace(station, settings=station.settings.model_copy(update=settings))


def test_what_was_entered_later_is_not_known_as_of_an_earlier_day(town: TwoYears) -> None:
    """As of 31 December nobody had entered what went out elsewhere, nor the website of January."""
    then = {one.id for one in town.station.period_count(year(2026), dt.date(2026, 12, 31)).counted}
    now = {one.id for one in town.station.period_count(year(2026)).counted}
    assert then == {name for name in now if not name.startswith("elsewhere:")}
    assert town.station.period_count(year(2027)).counted == ()
    assert [one.id for one in town.station.period_count(year(2027)).further] == ["B13"]


def test_a_form_carries_the_rules_it_was_counted_by(town: TwoYears) -> None:
    """The town's choices are printed with every result; other choices are a difference."""
    strict = town.station.forms.fill("2017", quarter(2026, 1))
    chosen = town.station.settings.count.model_copy(update={"warnings": True})
    other = counted_by(town.station, count=chosen).forms.fill("2017", quarter(2026, 1))
    assert "不另计更正公告、村务公开、转发信息、预警" in strict.rules
    assert any(strict.rules in line for line in foot_lines(strict, town.station.forms.draft(), ZONE))
    assert [(one.address, one.label) for one in differences(strict, other)] == [("rules", "统计口径")]


def test_a_form_of_2030_is_added_without_code(town: TwoYears) -> None:
    """Forms are data: a file in SITE/forms is filled from the count at the next look, and printed."""
    forms = town.station.site / "forms"
    forms.mkdir(exist_ok=True)
    (forms / "2030.toml").write_text(FORM_2030, "utf-8")
    form = town.station.forms.fill("2030", year(2026))
    count = town.station.period_count(year(2026))
    assert [cell.value for _, cell in form.cells()] == [
        len(count.through(["led_gate"])),
        len([one for one in count.counted if one.category == "safety"]),
    ]
    raw = write_form("xlsx", form, town.station.forms.draft(), ZONE, at=town.clock.now())
    assert raw.startswith(b"PK")
    (forms / "2030.toml").unlink()


FORM_2030 = """
format = "ledctl-form-1"
code = "2030"
extends = "common"
title = "政府信息公开年度报告"
name_zh = "2030 年式年度报告"
name_en = "Annual report, format of 2030"
doc_no = "某办〔2029〕1号"
applies = "2030 年度起"
certainty = "unverified"
checked_on = 2030-01-02
periods = ["year"]

[[section]]
no = "一"
title = "公开情况"
paragraph = true
tables = ["t1"]

[[table]]
id = "t1"
columns = [ { id = "now", label = "本年" } ]
rows = [
  { id = "a", label = "显示屏公开", unit = "条", kind = "derived", measure = "items.screen" },
  { id = "b", label = "安全生产", unit = "条", kind = "derived", measure = "items", categories = ["safety"] },
]
"""


def test_a_filed_report_stays_and_later_truth_is_a_version(
    town: TwoYears, person: Callable[[str], Actor], tmp_path: Path
) -> None:
    """One struck, one entered late: the first version stays byte for byte, each change is listed."""
    station, forms = town.station, town.station.forms
    form = forms.fill("2017", year(2026))
    signed = {one.address: f"某{one.label}" for one in form.signers}
    forms.enter(who("drafter"), "2017", year(2026), signed, source="人员名册", zero_rest=True)
    with pytest.raises(Refused, match="2027-12-31"):
        forms.file(who("reviewer"), "2017", year(2027))
    first = forms.file(who("reviewer"), "2017", year(2026))
    before = written(station)
    with pytest.raises(Refused, match="没有任何差异"):
        forms.file(who("approver"), "2017", year(2026), reason="同时定稿")
    station.elsewhere.strike(who("operator"), 6, "不是本镇发布")
    late = Entry(
        "防汛物资采购结果", "website", dt.date(2026, 8, 1), "http://www.example.cn/9", "budget", TOWN
    )
    number = station.elsewhere.enter(who("operator"), late)
    town.clock.advance(60)
    changed = {one.address: one for one in forms.compare("2017", year(2026))}
    assert changed["1.1:now"].added == (f"elsewhere:{number}",)
    assert changed["1.1:now"].removed == ("elsewhere:6",)
    assert (changed["1.1:now"].before, changed["1.1:now"].after) == ("15", "15")
    assert changed["1.1:now"].titles["elsewhere:6"] == "高温天气安全提示"
    assert changed["words.情况说明"].removed == ("elsewhere:6",)
    assert (changed["1.2.3:now"].before, changed["1.2.3:now"].after) == ("1", "0")
    second = forms.file(who("approver"), "2017", year(2026), reason="补录八月一条，注销一条")
    assert second.imprint.version == 2
    assert written(station)[0] == before[0]
    assert forms.filed("2017", year(2026), 1).form == first.form
    assert "高温天气安全提示" in {one.title for one in forms.filed("2017", year(2026), 1).form.items}
    assert station.verify().ok


def written(station: Station) -> list[str]:
    """What is on disk of every filed report."""
    with station.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT content FROM filed_report ORDER BY id")
        return [row[0] for row in rows]


def test_what_was_filed_hangs_in_the_chain_of_facts(town: TwoYears) -> None:
    """A checkpoint after filing binds the report: a byte of it changed past the program is named."""
    town.station.checkpoints.sign(who("administrator"))
    assert town.station.verify().ok
    with town.station.database.write() as session:
        run = session.connection().exec_driver_sql
        for (trigger,) in run(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'filed_report'"
        ).all():
            run(f"DROP TRIGGER {trigger}")
        run(
            "UPDATE filed_report SET content = replace(content, '\"value\":15', '\"value\":16')"
            " WHERE version = 1"
        )
    verdict = town.station.verify()
    assert not verdict.ok
    assert any("filed_report" in str(problem) for problem in verdict.problems)
