"""Workbooks as offices have them: cells as seen, merges, hidden parts, several sheets, progress."""

from __future__ import annotations

import hashlib
import io
import warnings
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from ledctl.intake.reading import read_sheets
from ledctl.intake.sheet import Merge
from tests.intake.sheet_builders import OFFICE, noted, raw_xlsx, refusal, relations, repacked, rows, xlsx

LIST = (
    ("序号", "村", "姓名", "金额（元）"),
    ("1", "望江村", "周某", "118.50"),
    ("2", "望江村", "吴某", "80"),
)


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_list_comes_back_as_it_is_seen() -> None:
    """Text stays text, figures have the places of their format, dates are dates, yes is yes."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.append(["姓名", "编号", "金额", "比例", "日期", "时间", "是否"])
        sheet.append(["周某", "0012", 118.5, 0.8, date(2026, 11, 23), datetime(2026, 11, 23, 9, 30), True])  # noqa: DTZ001 - cells have no zone
        sheet["C2"].number_format = "#,##0.00"
        sheet["D2"].number_format = "0%"

    assert rows(xlsx(fill))[1] == [
        "周某",
        "0012",
        "118.50",
        "80%",
        "2026-11-23",
        "2026-11-23 09:30:00",
        "TRUE",
    ]


@given(
    st.lists(
        st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=8), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=40)
def test_the_peer_reads_the_same_words(table: list[list[str]]) -> None:
    """What openpyxl reads of a file of words is what is read here, wherever it stands."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for r, line in enumerate(table):
            for c, text in enumerate(line):
                cell = sheet.cell(r + 2, c + 3)
                cell.value, cell.data_type = text, "s"

    raw = xlsx(fill)
    seen = load_workbook(io.BytesIO(raw)).active
    assert seen is not None
    if not any(text for line in table for text in line):
        assert refusal(raw) == ("sheet_nothing", "名单.xlsx")
        return
    (sheet,) = read_sheets("名单.xlsx", raw).sheets
    for r, line in enumerate(sheet.rows):
        for c, text in enumerate(line):
            assert text == (seen.cell(sheet.top + r + 1, sheet.left + c + 1).value or "")


def test_the_peer_reads_the_same_figures() -> None:
    """Plain numbers agree with openpyxl's, to the last of fifteen digits."""
    figures = [0, 1, -1, 0.1, 1 / 3, 118.5, 1e-7, 123456789.25, 99999999999999]

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for figure in figures:
            sheet.append([figure, "x"])

    assert [float(line[0]) for line in rows(xlsx(fill))] == pytest.approx(figures, rel=1e-14)


def test_merged_cells_survive() -> None:
    """A village over three rows stands in each of them, and the sheet says it was one cell."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = "2026年补助公示"
        sheet.merge_cells("A1:C1")
        for r, name in enumerate(["周某", "吴某", "郑某"], start=2):
            sheet.cell(r, 2, name)
            sheet.cell(r, 3, 100)
        sheet["A2"] = "望江村"
        sheet.merge_cells("A2:A4")

    (sheet,) = read_sheets("名单.xlsx", xlsx(fill)).sheets
    assert [line[0] for line in sheet.rows] == ["2026年补助公示", "望江村", "望江村", "望江村"]
    assert sheet.rows[0] == ("2026年补助公示",) * 3
    assert sheet.merged == (Merge(0, 0, 0, 2), Merge(1, 0, 3, 0))


def test_every_sheet_comes_back_and_what_is_hidden_is_told() -> None:
    """Hidden sheets, rows and columns are read, because nobody should lose a row; a person is told."""

    def fill(book: Workbook) -> None:
        first = book.active
        assert first is not None
        first.title = "表1"
        for line in LIST:
            first.append(line)
        first.column_dimensions["B"].hidden = True
        first.row_dimensions[3].hidden = True
        first.row_dimensions[90].hidden = True
        book.create_sheet("空表")
        second = book.create_sheet("底稿")
        second["A1"] = "甲"
        second.sheet_state = "veryHidden"
        book.create_chartsheet("图")

    reading = read_sheets("名单.xlsx", raw := xlsx(fill))
    assert [sheet.name for sheet in reading.sheets] == ["表1", "底稿"]
    assert reading.sheets[0].rows == LIST
    assert noted(reading) == [
        ("note_hidden_rows", "表1"),
        ("note_hidden_columns", "表1"),
        ("note_hidden_sheet", "底稿"),
    ]
    assert "1 行是隐藏的（从第 3 行起）" in reading.notes[0].zh
    assert "B 列" in reading.notes[1].zh
    assert reading.digest == hashlib.sha256(raw).hexdigest()


def test_comments_stay_behind() -> None:
    """A remark in the margin is not part of the list, and that it was there is told."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = "周某"
        sheet["A1"].comment = Comment("电话另附", "经办人")

    reading = read_sheets("名单.xlsx", xlsx(fill))
    assert reading.sheets[0].rows == (("周某",),)
    assert noted(reading) == [("note_comments", "")]


def test_parts_of_words_in_other_letters_are_one_word() -> None:
    """Rich text is its text; a line break in a cell is one; reading aids are not text."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = CellRichText("望江", TextBlock(InlineFont(b=True), "村"))
        sheet["A2"] = "一组\n二组"

    assert rows(xlsx(fill)) == [["望江村"], ["一组\n二组"]]
    aided = '<si><t>周某</t><rPh sb="0" eb="1"><t>zhou</t></rPh></si>'
    aided += "<si><r><t>甲_x000D_</t></r><r><t>乙</t></r></si>"
    inline = '<c r="C1" t="inlineStr"><is><t>丙</t><rPh><t>bing</t></rPh></is></c>'
    data = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>{inline}</row>'
    assert rows(raw_xlsx(data, strings=aided)) == [["周某", "甲\n乙", "丙"]]


def test_cells_without_an_address_follow_each_other() -> None:
    """Some programs leave addresses out; then order counts."""
    raw = raw_xlsx('<row><c t="str"><v>甲</v></c><c><v>1</v></c></row><row><c t="b"><v>0</v></c></row>')
    assert rows(raw) == [["甲", "1"], ["FALSE", ""]]


def test_days_written_as_days_and_from_1904_are_read() -> None:
    """The format knows three ways to keep a day."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="14"/></cellXfs>'
    data = (
        '<row r="1"><c r="A1" t="d"><v>2026-11-23T00:00:00</v></c><c r="B1" s="1"><v>44887</v></c>'
        '<c r="C1" s="2"><v>44887</v></c></row>'
    )
    raw = raw_xlsx(data, styles=styles, book='<workbookPr date1904="1"/>')
    assert rows(raw) == [["2026-11-23", "2026-11", "2026-11-23"]]


def test_what_a_merge_covers_and_a_format_hides_is_told() -> None:
    """Content under a merge is left out; a format not followed gives the plain number; both are noted."""
    data = (
        f'<row r="1">{text_cell("A1", "望江村")}<c r="B1" s="1"><v>12345.5</v></c></row>'
        f'<row r="2">{text_cell("A2", "石桥村")}<c r="B2" s="1"><v>1.5</v></c></row>'
    )
    styles = '<numFmts><numFmt numFmtId="170" formatCode="0!.0,"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    raw = raw_xlsx(data, styles=styles, around='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    reading = read_sheets("名单.xlsx", raw)
    assert reading.sheets[0].rows == (("望江村", "12345.5"), ("望江村", "1.5"))
    assert noted(reading) == [("note_under_merge", "表1"), ("note_plain_numbers", "表1")]
    assert "表1!A2" in reading.notes[0].en
    assert "2 个单元格" in reading.notes[1].zh


@pytest.mark.parametrize(
    "hidden", ['<col min="1" max="2" hidden="1"/>', '<col min="2" max="16384" width="0"/>']
)
def test_a_column_without_width_is_hidden(hidden: str) -> None:
    """Nobody sees either; only columns with content are named."""
    raw = raw_xlsx(
        f'<row r="1">{text_cell("B1", "甲")}</row>',
        around=f'<cols><col min="1" max="1" width="9"/>{hidden}</cols>',
    )
    reading = read_sheets("名单.xlsx", raw)
    assert noted(reading) == [("note_hidden_columns", "表1")]
    assert "“表1”的 B 列" in reading.notes[0].zh


def test_five_thousand_rows_are_read_with_progress() -> None:
    """Progress only grows, and its last word is that all is read."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for n in range(5000):
            sheet.append([n + 1, "望江村", f"{n % 9 + 1}组", f"周某{n}", n * 1.5])

    told: list[tuple[int, int]] = []
    reading = read_sheets("名单.xlsx", xlsx(fill), lambda done, whole: told.append((done, whole)))
    assert len(reading.sheets[0].rows) == 5000
    assert reading.sheets[0].rows[-1] == ("5000", "望江村", "5组", "周某4999", "7498.5")
    assert len(told) > 10
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_ten_thousand_styles_are_no_trouble() -> None:
    """A list that was copied about for years has them; only their number formats are read."""
    styles = "<cellXfs>" + '<xf numFmtId="2"/>' * 10_000 + "</cellXfs>"
    assert rows(raw_xlsx('<row r="1"><c r="A1" s="9999"><v>118.5</v></c></row>', styles=styles)) == [
        ["118.50"]
    ]


def test_reading_warns_of_nothing() -> None:
    """Extensions and styles that other libraries warn of do not matter here."""
    around = '<extLst><ext uri="{X}"><x:f xmlns:x="urn:x">A1</x:f></ext></extLst>'
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rows(raw_xlsx(f'<row r="1">{text_cell("A1", "甲")}</row>', around=around)) == [["甲"]]


FONTS = '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'


@pytest.mark.parametrize(
    ("data", "struck"),
    [
        ('<c r="A1" s="1"><v>1</v></c>', True),
        ('<c r="A1" s="0"><v>1</v></c>', False),
        ('<c r="A1" s="2"><v>1</v></c>', False),
        ('<c r="A1" t="s"><v>1</v></c>', True),
        ('<c r="A1" t="s"><v>0</v></c>', False),
        ('<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>周某</t></r></is></c>', True),
        ('<c r="A1" s="1"/><c r="B1"><v>1</v></c>', False),
    ],
)
def test_what_is_struck_through_is_told(data: str, struck: bool) -> None:
    """A household struck through is gone for the clerk: somebody must look. Empty cells say nothing."""
    raw = raw_xlsx(
        f"<row r='1'>{data}</row>",
        strings="<si><t>周某</t></si><si><r><rPr><strike/></rPr><t>吴某</t></r></si>",
        styles=f"{FONTS}<cellXfs><xf fontId='0'/><xf fontId='1'/><xf fontId='2'/></cellXfs>",
    )
    assert noted(read_sheets("名单.xlsx", raw)) == ([("note_struck", "表1")] if struck else [])


def test_pictures_of_a_sheet_are_told() -> None:
    """A stamp or a photographed list stays behind, and a note says so."""
    drawing = relations(f'Id="r1" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"')
    raw = repacked(
        raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), {"xl/worksheets/_rels/sheet1.xml.rels": drawing}
    )
    assert noted(read_sheets("名单.xlsx", raw)) == [("note_pictures", "表1")]
