"""The blank list of a template, for a village to fill in: .xlsx with title and heads, or .csv.

The heads are those the import of lists knows without a doubt, and the title above them is
one it leaves out as such. Everything is written as text: no cell is read as a formula, and a
village's name is none either.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ledctl.boards.village.templates import Template
from ledctl.content.model import ColumnType
from ledctl.errors import BadInput

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
HEAD = 1
"""The row of heads in the .xlsx, from 0, below the title; a .csv begins with it."""
ROWS = 40
"""Rows that are ready to be filled in; a village may add as many as it needs."""
_A4 = 9
_WIDE = frozenset({ColumnType.TEXT})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_blank(sort: str, template: Template, title: str, *, practice: bool) -> bytes:
    """The blank list as a file of this sort; ``BadInput`` lists those there are."""
    if sort == "xlsx":
        return _workbook(template, title, practice=practice)
    if sort == "csv":
        return _text(template)
    raise BadInput.of("village_file_kind", where=sort, known=", ".join(TYPES))


def blank_name(template: Template, sort: str) -> str:
    """What the file is called when it is saved."""
    return f"village-{template.code}.{sort}"


def _text(template: Template) -> bytes:
    """With the mark by which Excel knows UTF-8; heads that would be formulas stay text."""
    out = io.StringIO()
    heads = [one.label if not one.label.startswith(_FORMULA) else f"'{one.label}" for one in template.columns]
    csv.writer(out, lineterminator="\r\n").writerow(heads)
    return out.getvalue().encode("utf-8-sig")


def _workbook(template: Template, title: str, *, practice: bool) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **as_text}) as book:
        sheet = book.add_worksheet("名单")
        _set_up(sheet, template, practice=practice)
        _above(book, sheet, template, f"{'演练 PRACTICE　' if practice else ''}{title}")
        _rows(book, sheet, template)
    return out.getvalue()


def _set_up(sheet: Worksheet, template: Template, *, practice: bool) -> None:
    sheet.set_paper(_A4)
    if len(template.columns) > 6:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_footer(f"{'&L演练 PRACTICE' if practice else ''}&C第 &P 页，共 &N 页")


def _above(book: Workbook, sheet: Worksheet, template: Template, title: str) -> None:
    look = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    last = len(template.columns) - 1
    if last:
        sheet.merge_range(0, 0, 0, last, "", look)
    sheet.write_string(0, 0, title, look)
    sheet.set_row(0, 30)


def _rows(book: Workbook, sheet: Worksheet, template: Template) -> None:
    """The heads, and framed places below; figures stand right, everything else is kept as typed."""
    head = book.add_format({"border": 1, "bold": True, "bg_color": "#F2F2F2", "align": "center"})
    for at, column in enumerate(template.columns):
        sheet.set_column(at, at, _width(column.label, column.type))
        sheet.write_string(HEAD, at, column.label, head)
        place = _place(book, column.type)
        for row in range(HEAD + 1, HEAD + 1 + ROWS):
            sheet.write_blank(row, at, None, place)


def _place(book: Workbook, kind: ColumnType) -> Format:
    if kind in (ColumnType.MONEY, ColumnType.DECIMAL, ColumnType.INT):
        return book.add_format({"border": 1, "align": "right"})
    return book.add_format({"border": 1, "num_format": "@"})


def _width(label: str, kind: ColumnType) -> int:
    """In digits; a Chinese character takes two."""
    return max(2 * len(label) + 2, 16 if kind in _WIDE else 10)
