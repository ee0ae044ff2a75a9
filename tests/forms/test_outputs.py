"""Workbook, document, paper and JSON say the same, each read back by other eyes than wrote it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from ledctl.errors import BadInput
from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm, filled_from
from ledctl.forms.filling import Sources, fill
from ledctl.forms.foot import check_lines, foot_lines, marks, signature_rows
from ledctl.forms.grid import HeadCell, lay_out
from ledctl.forms.outputs import file_name, write_form
from ledctl.forms.sizes import extent, lines_of
from ledctl.reports.periods import quarter, year
from tests.forms.figures import FORMS, SHEET, STAFF, count, counts, entered, entry, item, published_items
from tests.pdf_text import text_of

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FILED = Imprint(2, "ab12" * 16, "ABCD-EFGH-IJKL-MNOP-QRST-UVWX", "补录一条", "某审核人", AT)
NASTY = [
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    '=HYPERLINK("http://x","y")',
    "#panic() $x$ *b*",
    "http://example.org/",
]


def make(*, practice: bool = False) -> FilledForm:
    """A quarterly sheet whose every text tries to be a command."""
    items = (*published_items(), *(item(f"{n}", "led_gate", on=date(2026, 2, 2)) for n in range(2)))
    nasty = item(NASTY[0], "led_gate")
    entries = entered(SHEET, STAFF) | {
        "text.note": entry("\n".join(NASTY)),
        "sign.head": entry(NASTY[4]),
        "8.4:now": entry("5.25"),
    }
    one = count(quarter(2026, 1), *items, nasty, practice=practice)
    return fill(SHEET, Sources(counts(one), {"2026Q1": entries}), town="鹭洲镇人民政府")


def report() -> FilledForm:
    form = FORMS["2021"]
    sources = Sources(counts(count(year(2026), *published_items())), {"2026": entered(form, {}, "*")})
    return fill(form, sources, town="鹭洲镇人民政府")


def written(sort: str, form: FilledForm, imprint: Imprint = FILED) -> bytes:
    return write_form(sort, form, imprint, ZONE, at=AT)


def workbook(form: FilledForm, imprint: Imprint = FILED) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", form, imprint)))


def test_the_workbook_holds_real_numbers_under_merged_heads() -> None:
    """Numbers are numbers, A4, one page wide, the head frozen and repeated, the print area set."""
    book = workbook(make())
    sheet = book.worksheets[0]
    assert sheet.title == "1 统计表"
    rows: dict[Any, tuple[Any, ...]] = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["2.政府网站公开政府信息数"] == ("2.政府网站公开政府信息数", "条", 192, 192)
    (money,) = [
        row for label, row in rows.items() if label and label.startswith("（四）政府信息公开专项经费")
    ]
    assert money[2] == 5.25
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0, "as many pages as it takes, and one wide (the default)"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area
    assert f"A1:{sheet.cell(1, 4).coordinate}" in {str(one) for one in sheet.merged_cells.ranges}


@pytest.mark.parametrize("make_one", [make, report])
def test_no_words_of_the_workbook_are_cut_off(make_one: Callable[[], FilledForm]) -> None:
    """Every row is as high as its wrapped words; no table is wider than its page."""
    for sheet in workbook(make_one()).worksheets:
        widths = [one.width for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1)]
        assert sum(widths) <= (145 if sheet.page_setup.orientation == "landscape" else 120)
        across = {str(one).split(":")[0] for one in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    isinstance(cell.value, str)
                    and len(cell.value) > 8
                    and not cell.coordinate.startswith("B")
                ):
                    width = sum(widths) if cell.coordinate in across else widths[cell.column - 1]
                    assert (sheet.row_dimensions[cell.row].height or 15) >= 13 * 1.9 * len(
                        cell.value
                    ) / width / 2


def test_the_seal_and_three_signatures_stand_beside_each_other() -> None:
    """The foot of the form: the unit with its seal, head, reviewer; filler, telephone, day."""
    unit, filler = signature_rows(make())
    assert [one.partition("：")[0] for one in unit] == ["填报单位（盖章）", "单位负责人", "审核人"]
    assert [one.partition("：")[0] for one in filler] == ["填报人", "联系电话", "填报日期"]
    assert signature_rows(fill(SHEET, Sources(counts(count())), town="某镇"))[1][0] == "填报人：＿＿＿＿＿＿"


@given(st.text(st.sampled_from("公示a1（，\n"), max_size=60), st.floats(4, 90))
def test_words_fit_into_the_lines_they_are_given(text: str, width: float) -> None:
    """As many lines as the words are wide, one at least for each paragraph; narrower is never fewer."""
    lines = lines_of(text, width)
    assert lines * width >= extent(text.replace("\n", ""))
    assert lines >= 1 + text.count("\n")
    assert lines_of(text, width / 2) >= lines


def test_nothing_a_person_wrote_is_a_formula_or_a_link() -> None:
    """No formula element and no hyperlink in the whole file; the words are there as words."""
    raw = written("xlsx", make())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert not [name for name in archive.namelist() if "externalLinks" in name]
    assert not [one for one in sheets if "<f>" in one or "<hyperlink" in one]
    said = [cell for row in workbook(make()).worksheets[1].iter_rows(values_only=True) for cell in row]
    assert set(NASTY) <= {str(cell).strip("　") for cell in said}


def test_the_workbook_says_where_figures_come_from() -> None:
    """Items with the cells they are in; entries with name, time and paper."""
    book = workbook(make())
    items = [*book["数据明细"].iter_rows(min_row=2, values_only=True)]
    assert len(items) == 225
    assert items[0][:2] == ("W0", "公告W0")
    assert "1.1:now" in str(items[0][5])
    entries = {row[0]: row for row in book["手工填写"].iter_rows(min_row=2, values_only=True)}
    assert entries["8.4:now"][2:] == ("5.25", "某填报人", "2018-03-18 09:00", "登记簿")


def test_each_section_of_the_report_is_a_sheet() -> None:
    """Six sections of the format in force, the wide table across the page."""
    book = workbook(report())
    assert [sheet.title[0] for sheet in book.worksheets[:6]] == [*"一二三四五六"]
    wide = book.worksheets[3]
    assert wide.page_setup.orientation == "landscape"
    merged = {str(one) for one in wide.merged_cells.ranges}
    assert {"B3:F3", "G3:P3", "G4:K4", "L4:P4", "A3:A5", "B4:B5"} <= merged


def test_heads_have_groups_and_subgroups_over_them() -> None:
    """The head of table 四: 行政复议 over five, 行政诉讼 over twice five."""
    grid = lay_out(report().table("t4"))
    assert (grid.head_rows, grid.columns, grid.has_units) == (3, 16, False)
    assert HeadCell("行政诉讼", 0, 6, columns=10) in grid.heads
    assert HeadCell("复议后起诉", 1, 11, columns=5) in grid.heads
    assert HeadCell("总计", 1, 5, rows=2) in grid.heads
    assert HeadCell("总计", 2, 15) in grid.heads
    covered = [
        (one.row + down, one.column + right)
        for one in grid.heads
        for down in range(one.rows)
        for right in range(one.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(3) for column in range(16)], (
        "no hole, no overlap"
    )


def test_the_document_has_the_same_table_in_chinese_type() -> None:
    """Every figure of the sheet, the head repeated, 宋体 for Chinese letters, A4."""
    document = docx.Document(io.BytesIO(written("docx", make())))
    assert round(document.sections[0].page_width.mm) == 210
    table = document.tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["统计指标", "单位", "本期", "累计"]
    assert ["2.政府网站公开政府信息数", "条", "192", "192"] in cells
    assert len(cells) == 66
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    fonts = {
        run.element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
    }
    assert fonts == {"宋体"}
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    words += "\n".join(cell.text for row in document.tables[-1].rows for cell in row.cells)
    assert all(one in words for one in NASTY)
    assert "定稿第 2 版（补录一条），2026-11-23 09:00 由某审核人定稿" in words
    wide = docx.Document(io.BytesIO(written("docx", report()))).tables[-2]
    assert [cell.text for cell in wide.rows[0].cells][6:8] == ["行政诉讼", "行政诉讼"], "one merged head"


def test_the_paper_says_the_same_and_is_the_same_each_time() -> None:
    """Read back by another program; a filed form always gives one and the same file."""
    pdf = written("pdf", make())
    assert pdf == write_form("pdf", make(), FILED, ZONE, at=datetime(2027, 1, 1, tzinfo=UTC))
    text = text_of(pdf)
    assert "鹭洲镇人民政府2026年第一季度政府信息公开工作统计表" in text.replace(" ", "")
    for said in (
        "192",
        "#panic()",
        "ABCD-EFGH-IJKL-MNOP-QRST-UVWX",
        "审核人：某审核人",
        "C5",
        "表式：国办发〔2014〕32",
    ):
        assert said in text
    assert "第 1 页，共 2 页" in text


def test_the_json_is_the_form_and_its_filing() -> None:
    """It gives the same form back; the keys beside are the filing's."""
    data = json.loads(written("json", make()))
    filing = data.pop("filing")
    assert data.pop("heading") == make().heading
    assert filled_from(data) == make()
    assert (filing["version"], filing["filed_by"], filing["filed_at"]) == (
        2,
        "某审核人",
        "2026-11-23T01:00:00.000Z",
    )
    assert json.loads(written("json", make(), Imprint()))["filing"]["version"] is None


@pytest.mark.parametrize("sort", ["xlsx", "docx", "pdf", "json"])
def test_practice_and_drafts_are_marked_on_every_output(sort: str) -> None:
    """R7: a practice sheet is no evidence, a draft no filed report, and both say so."""
    raw = written(sort, make(practice=True), Imprint())
    match sort:
        case "pdf":
            text = text_of(raw)
            assert text.count("演练，不作证据") == 1 + text.count("页，共"), "on top, and at the foot of all"
        case "json":
            assert json.loads(raw)["practice"] is True
            return
        case "docx":
            document = docx.Document(io.BytesIO(raw))
            text = "\n".join(one.text for one in document.paragraphs)
            assert "演练" in document.sections[0].footer.paragraphs[0].text
        case _:
            book = openpyxl.load_workbook(io.BytesIO(raw))
            tops = [
                "".join(str(sheet.cell(row, 1).value) for row in range(1, 5)) for sheet in book.worksheets
            ]
            assert len(tops) == 5
            assert all("演练" in top for top in tops), "the lists behind the figures, too"
            assert all("演练" in sheet.oddFooter.left.text for sheet in book.worksheets)
            text = tops[0]
    assert "演练，不作证据" in text
    assert "尚未定稿" in text


def test_what_is_at_the_foot() -> None:
    """A filed form of a live site bears no mark; no checkpoint is said to be none; sound checks are said."""
    form = make()
    assert marks(form, FILED) == ()
    assert foot_lines(form, Imprint(), ZONE)[-1] == "尚无记录校验码"
    assert "（" not in foot_lines(form, Imprint(1, "a" * 64, "", "", "某甲", AT), ZONE)[2]
    assert [line[:4] for line in check_lines(form)] == ["错误C5", "错误C5", *["提示C3"] * 2, *["提示C7"] * 2]
    empty = fill(FORMS["2021"], Sources(counts(count(year(2026)))), town="")
    assert "错误　还有" in check_lines(empty)[0]
    sound = filled_from(form.as_dict() | {"findings": []})
    assert check_lines(sound) == ("勾稽关系核对无误。",)


def test_a_file_is_named_by_form_period_and_version() -> None:
    """Two versions never have one name."""
    names = [file_name(make(), imprint, "pdf") for imprint in (FILED, Imprint())]
    assert names == ["form-2017-2026Q1-v2.pdf", "form-2017-2026Q1-draft.pdf"]
    with pytest.raises(BadInput, match="xlsx, docx, pdf, json"):
        written("doc", make())
