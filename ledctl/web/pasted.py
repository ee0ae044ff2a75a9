"""A list pasted from Excel or WPS as the table of a notice, and back. Pure.

The first row holds the heads. A column that the notice has already keeps its
key, kind and privacy, by its head; a new one is guessed from its head (figures only
where its cells are figures: 补助类别 holds words), and what looks like an ID, account
or telephone number is never public. A last row that
begins with 合计 is the totals. Cells stay as written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.errors import BadInput
from ledctl.intake.pasted import split_pasted
from ledctl.intake.shapes import FIGURES, is_figure
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.sentences import Sentence, sentence

TOTALS = re.compile(r"合\s*计|总\s*计")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk chose for a column the notice has already."""

    type: str
    privacy: str


def write_table(table: Table | None) -> str:
    """The list as a spreadsheet would copy it; nothing for no list."""
    if table is None:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(column.label for column in table.columns)
    writer.writerows(table.cells(row) for row in table.rows)
    if table.totals:
        writer.writerow(table.cells(table.totals))
    return out.getvalue()


def read_table(
    text: str, *, before: Table | None = None, choices: Mapping[str, Choice] | None = None
) -> dict[str, Any] | None:
    """The list in ``text`` as a notice file would hold it; ``None`` for empty text.

    ``before`` is the list the notice has now, ``choices`` what was chosen for its
    columns by key. Text that says what ``before`` says changes nothing else.
    """
    lines = split_pasted(text)
    if not lines:
        return None
    columns = _columns(lines, before, choices or {})
    keys = [column["key"] for column in columns]
    if before is not None and lines == split_pasted(write_table(before)):
        return before.model_dump(mode="json", exclude_none=True) | {"columns": columns}
    rows = [_row(line, keys, number) for number, line in enumerate(lines[1:], start=1)]
    table: dict[str, Any] = {"columns": columns, "rows": rows}
    if len(rows) > 1 and _are_totals(lines[-1]):
        table["totals"] = rows.pop()
    return table


def guess(head: str) -> tuple[ColumnType, Privacy]:
    """What a column holds and whether it may be seen, by its head."""
    entry = shipped_vocabulary().find(head)
    return (entry.type, entry.privacy) if entry else (ColumnType.TEXT, Privacy.PUBLIC)


def _columns(
    lines: Sequence[Sequence[str]], before: Table | None, choices: Mapping[str, Choice]
) -> list[dict[str, Any]]:
    heads = [cell.strip() for cell in lines[0]]
    faults = [_empty_head(number) for number, head in enumerate(heads, start=1) if not head]
    if faults:
        raise BadInput(*faults)
    known = {column.label: column for column in reversed(before.columns)} if before else {}
    taken = {column.key for column in known.values()}
    words, columns = _columns_of_words(lines), []
    for i, head in enumerate(heads):
        column = known.pop(head, None)
        if column:
            columns.append(_kept(column, choices))
        else:
            columns.append(_new(head, _free_key(i + 1, taken), words=i in words))
    return columns


def _kept(column: Column, choices: Mapping[str, Choice]) -> dict[str, Any]:
    kept = column.model_dump(mode="json")
    if choice := choices.get(column.key):
        kept |= {"type": choice.type, "privacy": choice.privacy}
    return kept


def _columns_of_words(lines: Sequence[Sequence[str]]) -> set[int]:
    """The columns with a cell that is no figure; the totals are not asked."""
    rows = lines[1:-1] if _are_totals(lines[-1]) else lines[1:]
    return {i for row in rows for i, cell in enumerate(row) if not is_figure(cell)}


def _are_totals(line: Sequence[str]) -> bool:
    return any(TOTALS.fullmatch(cell.strip()) for cell in line)


def _new(head: str, key: str, *, words: bool) -> dict[str, Any]:
    kind, privacy = guess(head)
    if kind in FIGURES and words:
        kind = ColumnType.TEXT
    return {"key": key, "label": head, "type": kind.value, "privacy": privacy.value}


def _free_key(number: int, taken: set[str]) -> str:
    key = f"c{number}"
    while key in taken:
        key += "x"
    taken.add(key)
    return key


def _row(cells: Sequence[str], keys: Sequence[str], number: int) -> dict[str, str]:
    extra = [cell for cell in cells[len(keys) :] if cell.strip()]
    if extra:
        raise BadInput.of("table_row_long", where="table", row=number, cells=len(cells), columns=len(keys))
    return {key: cell.strip() for key, cell in zip(keys, cells, strict=False) if cell.strip()}


def _empty_head(number: int) -> Sentence:
    return sentence("table_head_empty", where="table", column=number)
