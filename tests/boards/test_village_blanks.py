"""Blank lists: filled in by a village, they come back as notices of the right category and title."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from ledctl.boards.village.files import HEAD, write_blank
from ledctl.boards.village.forms import shipped_templates
from ledctl.boards.village.templates import Template
from ledctl.content.files import notice_from
from ledctl.content.model import ColumnType, Table
from ledctl.errors import BadInput
from ledctl.intake.heads import recognise
from ledctl.intake.mapping import as_guessed, make_table
from ledctl.intake.reading import read_sheets
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.publishing.office import actor

CODES = list(shipped_templates().by_code)
CELLS = {
    ColumnType.INT: ("1", "2"),
    ColumnType.DECIMAL: ("1.5", "2.25"),
    ColumnType.MONEY: ("120.50", "80"),
    ColumnType.DATE: ("2026-10-08", "2026-10-20"),
    ColumnType.NAME: ("周甲一", "吴乙二"),
    ColumnType.TEXT: ("三组", "四组"),
}


def fill_xlsx(raw: bytes, template: Template) -> bytes:
    """Two rows typed in below the heads, as a village would."""
    book = load_workbook(io.BytesIO(raw))
    sheet = book.active
    assert sheet is not None
    for at, column in enumerate(template.columns, start=1):
        for row, text in enumerate(CELLS[column.type], start=HEAD + 2):
            figure = column.type in (ColumnType.INT, ColumnType.DECIMAL, ColumnType.MONEY)
            sheet.cell(row, at, float(text) if figure else text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_csv(raw: bytes, template: Template) -> bytes:
    rows = zip(*(CELLS[column.type] for column in template.columns), strict=True)
    return raw + "".join(",".join(row) + "\r\n" for row in rows).encode()


def imported(name: str, raw: bytes) -> Table:
    """The list as the intake takes it, when nobody needs to look."""
    (sheet,) = read_sheets(name, raw).sheets
    found = recognise(sheet, shipped_vocabulary())
    assert found.sure, [guess for guess in found.guesses if guess.doubt]
    return make_table(found, as_guessed(found))


@pytest.mark.parametrize("sort", ["xlsx", "csv"])
@pytest.mark.parametrize("code", CODES)
def test_every_blank_filled_in_becomes_the_notice_of_its_template(
    station: Station, code: str, sort: str
) -> None:
    """Heads are known without a doubt, and the draft has category, title, unit, text and channels."""
    forms = station.village_forms
    template, raw = forms.blank(code, sort, village="东坡村")
    filled = (fill_xlsx if sort == "xlsx" else fill_csv)(raw, template)
    table = imported(f"a.{sort}", filled)
    assert [(c.key, c.label, c.type) for c in table.columns] == [
        (c.key, c.label, c.type) for c in template.columns
    ]
    assert len(table.rows) == 2
    data = forms.begin(code, "东坡村").as_dict()
    whole = {"id": "V-1", **data, "table": table.model_dump(mode="json", exclude_none=True)}
    station.desk.draft(actor("drafter"), notice_from(whole), source=filled)
    stored = one(station.database, "V-1").current
    assert stored.content.category == template.category
    assert stored.content.title.startswith("东坡村2026年")
    assert stored.content.issuing_unit == "东坡村村民委员会"
    assert stored.content.channels_allowed == template.channels
    blocked = [finding.code for finding in stored.findings if finding.severity == "block"]
    assert blocked == []


def test_a_blank_is_a_form_of_the_office_with_its_title(station: Station) -> None:
    """Title with village and last whole month above the heads, forty framed rows, heads on every page."""
    _, raw = station.village_forms.blank("finance", "xlsx", village="东坡村")
    sheet = load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert sheet["A1"].value == "东坡村2026年10月财务收支情况公布"
    assert [cell.value for cell in sheet[HEAD + 1]][:2] == ["序号", "日期"]
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.max_row == 42


def test_a_blank_for_nobody_leaves_the_village_open(station: Station) -> None:
    """One file for all villages: each writes its own name over the crosses."""
    _, raw = station.village_forms.blank("affairs", "xlsx", period="2026Q1")
    sheet = load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert sheet["A1"].value == "×××村2026年第一季度村务公开"


@pytest.mark.parametrize("village", ["=1+1村", "+东坡村", "@SUM(A1)", "-东坡"])
def test_a_village_is_never_a_formula(station: Station, village: str) -> None:
    """What somebody typed as a village's name is text in the file, whatever it looks like."""
    _, raw = station.village_forms.blank("finance", "xlsx", village=village)
    sheet = load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert sheet["A1"].data_type == "s"
    assert str(sheet["A1"].value).startswith(village)


def test_a_head_that_looks_like_a_formula_stays_text() -> None:
    """A site's own heads go through Excel as words, in .csv with the mark that makes them so."""
    template = shipped_templates().get("party")
    column = template.columns[0].model_copy(update={"label": "=1+1"})
    raw = write_blank("csv", template.model_copy(update={"columns": (column,)}), "", practice=False)
    assert raw.decode("utf-8-sig") == "'=1+1\r\n"
    alone = template.model_copy(update={"columns": (column,)})
    sheet = load_workbook(io.BytesIO(write_blank("xlsx", alone, "题", practice=False))).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_practice_is_marked_on_a_blank() -> None:
    """R7: the title of a practice site's list says so, and so does its foot."""
    raw = write_blank("xlsx", shipped_templates().get("land"), "题", practice=True)
    sheet = load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert sheet["A1"].value == "演练 PRACTICE　题"
    assert "PRACTICE" in str(sheet.oddFooter.left.text)


def test_the_period_is_the_least_of_the_category(station: Station) -> None:
    """Counted from the day after (Civil Code art. 201); none where the county's rule says how many days."""
    forms = station.village_forms
    monitored = forms.begin("monitoring", "东坡村").as_dict()
    assert monitored["publicity_period"]["start"] == "2026-11-24"
    assert monitored["publicity_period"]["days"] == 5
    assert "publicity_period" not in forms.begin("homestead", "东坡村").as_dict()


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (("finance", ""), "village_name_missing"),
        (("finance", "坡"), "village_name_missing"),
        (("finance", "东" * 41), "village_name_missing"),
        (("finance", "东坡村", "2026"), "village_span_monthly"),
    ],
)
def test_without_village_or_with_a_wrong_period_nothing_begins(
    station: Station, ask: tuple[str, ...], code: str
) -> None:
    """The sentence says what to write."""
    with pytest.raises(BadInput) as caught:
        station.village_forms.begin(*ask)
    assert caught.value.code == code


def test_a_blank_of_another_sort_is_refused(station: Station) -> None:
    """Only files the import reads again."""
    with pytest.raises(BadInput) as caught:
        station.village_forms.blank("finance", "pdf")
    assert caught.value.code == "village_file_kind"
