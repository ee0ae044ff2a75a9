"""The catalogue as a file: .xlsx that opens right in Excel and WPS, or JSON.

Everything a person wrote is written as text, so that no cell is read as a formula or
a link; the sheet prints on A4, one page wide, its head on every page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ledctl.archive.catalogue import Catalogue, Line
from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
PRACTICE = "演练，不作证据 / practice, no evidence"
COLUMNS = (
    *(("索引号", 12), ("标题", 32), ("内容概述", 40), ("生成日期", 11), ("类别", 12), ("公布单位", 14)),
    *(("文号", 14), ("首次公开", 11), ("公开渠道和日期", 24), ("存放", 14), ("说明", 14)),
)
NEVER_PUBLIC = (("编号", 16), ("标题", 46), ("类别", 18), ("起草", 12), ("状态", 14), ("原因", 50))
_A4 = 9
_HEAD = 2
_LINE = 13.5
"""Points of one line of ten-point type."""


def write_catalogue(sort: str, catalogue: Catalogue) -> bytes:
    """The catalogue as a file of this sort; ``BadInput`` lists those there are."""
    if sort == "json":
        return json.dumps(catalogue.as_dict(), ensure_ascii=False, indent=1).encode() + b"\n"
    if sort == "xlsx":
        return _workbook(catalogue)
    raise BadInput.of("catalogue_file_kind", where=sort, known=", ".join(TYPES))


def cells(catalogue: Catalogue, line: Line) -> tuple[str, ...]:
    """One line as text, in the order of ``COLUMNS``."""
    days = sorted(line.channels.items(), key=lambda one: (one[1], one[0]))
    names = [f"{CHANNELS[code][1] if code in CHANNELS else code} {day}" for code, day in days]
    label = catalogue.label(line.category)
    place = f"{catalogue.year}年《{label}》卷" if line.notice else "其他渠道公开，无卷"
    what = (line.index, line.title, line.summary, line.created, label, line.unit, line.document)
    return (*what, line.first_on.isoformat(), "、".join(names), place, line.remark)


def title(catalogue: Catalogue) -> str:
    """``鹭洲镇 2026 年政府信息公开目录``"""
    return f"{catalogue.town}{' ' if catalogue.town else ''}{catalogue.year} 年政府信息公开目录"


def _workbook(catalogue: Catalogue) -> bytes:
    from xlsxwriter import Workbook

    out = BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **as_text}) as book:
        book.set_properties({"title": title(catalogue), "comments": PRACTICE if catalogue.practice else ""})
        head = _format(book, border=1, bold=True, bg_color="#F2F2F2", align="center", text_wrap=True)
        plain = _format(book, border=1, valign="top", text_wrap=True)
        sheet = book.add_worksheet("目录")
        _set_up(sheet, catalogue)
        _across(sheet, 0, title(catalogue), _format(book, bold=True, font_size=16, align="center"))
        _across(sheet, 1, _under(catalogue), _format(book, align="center", font_color="#404040"))
        _table(sheet, COLUMNS, (cells(catalogue, one) for one in catalogue.lines), head, plain)
        if catalogue.missing:
            _never_public(book, catalogue, head, plain)
    return out.getvalue()


def _under(catalogue: Catalogue) -> str:
    said = [f"截至 {catalogue.as_of}，共 {len(catalogue.lines)} 条"]
    said += [f"记录校验码 {catalogue.checkpoint}"] if catalogue.checkpoint else ["尚无记录校验码"]
    return "；".join([*([PRACTICE] if catalogue.practice else []), *said])


def _set_up(sheet: Worksheet, catalogue: Catalogue) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, _HEAD)
    sheet.freeze_panes(_HEAD + 1, 2)
    mark = f"&L{PRACTICE}" if catalogue.practice else ""
    sheet.set_footer(f"{mark}&C第 &P 页，共 &N 页")


def _across(sheet: Worksheet, row: int, text: str, look: Format) -> None:
    sheet.merge_range(row, 0, row, len(COLUMNS) - 1, "", look)
    sheet.write_string(row, 0, text, look)


def _table(
    sheet: Worksheet,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[str, ...]],
    head: Format,
    plain: Format,
    top: int = _HEAD,
) -> None:
    """Rows as high as their longest cell needs: not every program grows them by itself."""
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(top, at, name, head)
    for row, texts in enumerate(rows, start=top + 1):
        most = max(lines(text, width) for text, (_, width) in zip(texts, columns, strict=True))
        sheet.set_row(row, _LINE * most)
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text, plain)


def lines(text: str, width: int) -> int:
    """In how many lines a cell of that width (in digits) sets its text; a Chinese character is two digits."""
    wide = sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
    return max(1, -(-wide // (width - 1)))


def _never_public(book: Workbook, catalogue: Catalogue, head: Format, plain: Format) -> None:
    """A sheet of what was begun and never made public."""
    sheet = book.add_worksheet("未公开")
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    rows = (
        (one.index, one.title, catalogue.label(one.category), one.created, one.state, one.why)
        for one in catalogue.missing
    )
    _table(sheet, NEVER_PUBLIC, rows, head, plain, top=0)


def _format(book: Workbook, **look: object) -> Format:
    made: Format = book.add_format({"font_name": "宋体", "font_size": 10, **look})
    return made
