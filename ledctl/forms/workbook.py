"""A filled form as .xlsx: real numbers, merged heads, A4, one page wide; a sheet for each section.

Whatever a person wrote is written as text, so that no cell is ever read as a
formula or a link. Two sheets more say where figures come from: the items behind
the counted ones, and who entered the others from what paper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ledctl.clock import local_text, unstamp
from ledctl.content.channels import label_of
from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import WORDS, Cell, FilledForm, FilledSection, FilledTable
from ledctl.forms.foot import check_lines, foot_lines, marks, signature_rows
from ledctl.forms.grid import Grid, HeadCell, Line, lay_out
from ledctl.forms.sizes import height_of, height_of_line, heights_of_heads, is_wide, widths_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
FONT = "宋体"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(form: FilledForm, imprint: Imprint, zone: ZoneInfo) -> bytes:
    """The bytes of the workbook."""
    from xlsxwriter import Workbook

    out = BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **as_text}) as book:
        book.set_properties({"title": form.heading, "comments": "；".join(marks(form, imprint))})
        styles = _styles(book)
        for number, section in enumerate(form.sections, start=1):
            _Section(book, form, imprint, zone, styles).write(number, section)
        lists = _Lists(book, form, marks(form, imprint), styles)
        _list_items(lists)
        _list_entries(lists, zone)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    mark: Format
    head: Format
    label: Format
    heading: Format
    figure: Format
    words: Format
    small: Format
    signed: Format
    mark_of_list: Format
    book: Workbook

    def indented(self, line: Line) -> Format:
        look = {"bold": True} if line.is_heading else {}
        return _format(self.book, border=1, text_wrap=True, valign="vcenter", indent=line.depth, **look)

    def figure_of(self, cell: Cell) -> Format:
        number = "0." + "0" * cell.decimals if cell.decimals else "0"
        return _format(self.book, border=1, align="right", valign="vcenter", num_format=number)


def _format(book: Workbook, **look: object) -> Format:
    made: Format = book.add_format({"font_name": FONT, "font_size": 10, **look})
    return made


def _styles(book: Workbook) -> _Styles:
    framed = {"border": 1, "valign": "vcenter", "text_wrap": True}
    return _Styles(
        title=_format(book, bold=True, font_size=16, align="center", valign="vcenter", text_wrap=True),
        mark=_format(book, font_color="#C00000", bold=True, align="center"),
        head=_format(book, **framed, bold=True, align="center", bg_color="#F2F2F2"),
        label=_format(book, **framed),
        heading=_format(book, **framed, bold=True),
        figure=_format(book, **framed, align="right"),
        words=_format(book, text_wrap=True, valign="top"),
        small=_format(book, text_wrap=True, valign="top", font_size=9, font_color="#404040"),
        signed=_format(book, text_wrap=True, valign="vcenter"),
        mark_of_list=_format(book, font_color="#C00000", bold=True),
        book=book,
    )


@dataclass(slots=True)
class _Section:
    """One worksheet, written from the top down; ``row`` is the next free one."""

    book: Workbook
    form: FilledForm
    imprint: Imprint
    zone: ZoneInfo
    styles: _Styles
    widths: tuple[float, ...] = ()
    row: int = 0

    def write(self, number: int, section: FilledSection) -> None:
        grids = [(table, lay_out(table)) for table in map(self.form.table, section.tables)]
        self.widths = widths_of([grid for _, grid in grids])
        sheet = self.book.add_worksheet(_sheet_name(number, section))
        _set_up(sheet, self.widths, marks(self.form, self.imprint), wide=is_wide([grid for _, grid in grids]))
        self._across(sheet, self.form.heading, self.styles.title, height=44)
        for mark in marks(self.form, self.imprint):
            self._across(sheet, mark, self.styles.mark)
        self._across(sheet, f"{section.no}、{section.title}" if section.no else section.title)
        for words in ("".join(section.words), section.text.value if section.text else ""):
            for paragraph in filter(None, words.split("\n")):
                self._across(sheet, f"　　{paragraph}", self.styles.words)
        for table, grid in grids:
            self._table(sheet, table, grid)
            if len(grids) == 1:
                sheet.freeze_panes(self.row - len(grid.lines), 1)
                sheet.repeat_rows(self.row - len(grid.lines) - grid.head_rows, self.row - len(grid.lines) - 1)
        self._foot(sheet)
        sheet.print_area(0, 0, self.row - 1, len(self.widths) - 1)

    def _across(self, sheet: Worksheet, text: str, look: Format | None = None, *, height: int = 0) -> None:
        """Words over all columns, as high as they need."""
        look = look or self.styles.heading
        sheet.set_row(self.row, height or height_of(text, sum(self.widths)))
        sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", look)
        sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def _table(self, sheet: Worksheet, table: FilledTable, grid: Grid) -> None:
        for text in (table.title, table.caption):
            if text:
                self._across(sheet, text, self.styles.words)
        for head in grid.heads:
            _write_head(sheet, self.row, head, self.styles.head)
        for height in heights_of_heads(grid, self.widths):
            sheet.set_row(self.row, height)
            self.row += 1
        for line in grid.lines:
            sheet.set_row(self.row, height_of_line(line, self.widths))
            _write_line(sheet, self.row, line, grid, self.styles)
            self.row += 1

    def _foot(self, sheet: Worksheet) -> None:
        for signed in signature_rows(self.form):
            self._across(sheet, "　　　".join(signed), self.styles.signed, height=28)
        for text in (*check_lines(self.form), *foot_lines(self.form, self.imprint, self.zone)):
            self._across(sheet, text, self.styles.small)


def _sheet_name(number: int, section: FilledSection) -> str:
    """Excel's names: 31 characters, some of them forbidden, none twice."""
    return _FORBIDDEN.sub("", f"{section.no or number} {section.title}")[:31]


def _set_up(sheet: Worksheet, widths: Sequence[float], said: tuple[str, ...], *, wide: bool) -> None:
    """A4, one page wide; what marks the paper stands at the foot of every page."""
    sheet.set_paper(A4)
    if wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer(f"&L{'　'.join(said)}&C第 &P 页，共 &N 页")
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _write_head(sheet: Worksheet, top: int, head: HeadCell, look: Format) -> None:
    first, column = top + head.row, head.column
    if head.rows > 1 or head.columns > 1:
        sheet.merge_range(first, column, first + head.rows - 1, column + head.columns - 1, "", look)
    sheet.write_string(first, column, head.text, look)


def _write_line(sheet: Worksheet, row: int, line: Line, grid: Grid, styles: _Styles) -> None:
    sheet.write_string(row, 0, line.label, styles.indented(line))
    if grid.has_units:
        sheet.write_string(row, 1, line.unit, styles.label)
    for column in range(grid.first_figure, grid.columns):
        at = column - grid.first_figure
        cell = line.cells[at] if at < len(line.cells) else None
        if cell is None or cell.value is None:
            sheet.write_blank(row, column, None, styles.figure)
        else:
            sheet.write_number(row, column, float(cell.value), styles.figure_of(cell))


def _list_items(lists: _Lists) -> None:
    form = lists.form
    places = _places(form)
    rows = [
        (
            item.id,
            item.title,
            item.category_name or item.category,
            item.first_on,
            "、".join(map(label_of, item.channels)),
            "、".join(places[item.id]),
        )
        for item in form.items
    ]
    heads = ("编号", "标题", "类别", "首次公开", "渠道", "计入")
    lists.add("数据明细", heads, rows, widths=(14, 40, 16, 11, 18, 34))


def _places(form: FilledForm) -> dict[str, list[str]]:
    """By item: the cells and the words it is counted in."""
    found: dict[str, list[str]] = defaultdict(list)
    for address, items in form.behind_ids().items():
        for item in items:
            found[item].append(address.removeprefix(WORDS))
    return found


def _list_entries(lists: _Lists, zone: ZoneInfo) -> None:
    rows = [
        (
            cell.address,
            row.label,
            cell.entry.value,
            cell.entry.name,
            local_text(unstamp(cell.entry.at), zone)[:16],
            cell.entry.source,
        )
        for row, cell in lists.form.cells()
        if cell.entry
    ]
    heads = ("单元格", "指标", "填写", "填写人", "时间", "依据材料")
    lists.add("手工填写", heads, rows, widths=(12, 50, 12, 12, 17, 30))


@dataclass(frozen=True, slots=True)
class _Lists:
    """Plain lists, each on a sheet of its own, all of it text."""

    book: Workbook
    form: FilledForm
    said: tuple[str, ...]
    styles: _Styles

    def add(
        self, name: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, widths: tuple[int, ...]
    ) -> None:
        sheet = self.book.add_worksheet(name)
        _set_up(sheet, widths, self.said, wide=True)
        top = 1 if self.said else 0
        if self.said:
            sheet.write_string(0, 0, "　".join(self.said), self.styles.mark_of_list)
        sheet.repeat_rows(0, top)
        sheet.freeze_panes(top + 1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(top, column, head, self.styles.head)
        for at, row in enumerate(rows, start=top + 1):
            sheet.set_row(at, max(map(height_of, row, widths)))
            for column, text in enumerate(row):
                sheet.write_string(at, column, text, self.styles.label)
