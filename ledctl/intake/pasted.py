"""A list as Excel and WPS put it on the clipboard: lines of cells with tabs between. Pure.

A cell with a line break or a tab in it stands in quotes, and its own quotes twice.
Cells stay exactly as they were copied: what the spreadsheet showed is on the
clipboard, so there is no number format, no formula and no merge left to read.
"""

from __future__ import annotations

import csv
import io

from ledctl.errors import BadInput
from ledctl.intake.sheet import Sheet, lay_out

NAME = "粘贴的表格"


def read_pasted(text: str) -> Sheet:
    """The list in ``text``; ``BadInput`` where there is none, or its quotes do not pair."""
    lines = split_pasted(text)
    cells = {(row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line)}
    sheet = lay_out(NAME, cells)
    if sheet is None:
        raise BadInput.of("sheet_nothing", where="table")
    return sheet


def split_pasted(text: str) -> list[list[str]]:
    """The cells of each line that has a word; lines may differ in length."""
    try:
        found = list(csv.reader(io.StringIO(text), dialect="excel-tab", strict=True))
    except csv.Error:
        raise BadInput.of("table_not_readable", where="table") from None
    return [line for line in found if any(cell.strip() for cell in line)]
