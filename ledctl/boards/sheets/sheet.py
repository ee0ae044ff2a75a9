"""What a sheet for the paper board says: the approved version, its six elements, its codes. Pure.

A township's rule for its boards (六要素): time, issuing unit, item, content, who publishes,
who checked. All of it comes from one version and from the chain, nothing is typed for the
sheet. A final sheet carries number, period, short code and the first digits of the
version's digest; a draft has none of these and says across every page that it is one.
Practice is told the same way (R7). Not here: who may print (``sheets``), typesetting
(``paper/sheets/board.typ``), how a list is laid (``columns``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from ledctl.boards.sheets.columns import Columns, cut, ems, lay
from ledctl.boards.sheets.units import village_head
from ledctl.calendars.categories import CERTAINTY_MARKS, Category, Certainty
from ledctl.content.model import LEVEL_LABELS, DayType, Notice, PublicityPeriod, Table
from ledctl.notices.appearance import day_text
from ledctl.screening.elements import ELEMENT_LABELS, Element, SixElements
from ledctl.settings import BoardSettings


class Paper(StrEnum):
    """What is in the printer."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True, slots=True)
class Printing:
    """One sheet to be set. ``copy_no`` is ``None`` on a draft; the code and digest are then not printed."""

    notice: Notice
    six: SixElements
    category: Category
    paper: Paper
    landscape: bool = False
    practice: bool = False
    copy_no: int | None = None
    version_no: int = 0
    digest: str = ""
    code: str = ""

    @property
    def is_draft(self) -> bool:
        return self.copy_no is None


OPEN = "（待审核后填写）"
_POINTS = {"body": 16.0, "title": 22.0, "village": 26.0, "label": 12.0, "small": 9.0, "across": 96.0}
_GROWTH = {Paper.A4: 1.0, Paper.A3: 1.35}
_SIZE_MM = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}
_MARGIN_MM = {"left": 22.0, "right": 22.0, "top": 20.0, "bottom": 18.0}
_POINT_MM = 25.4 / 72
_SOUGHT = frozenset({"公示期", "异议电话"})
"""What a passer-by looks for first: until when to object, and where."""
_INDENT, _LABEL = 2, 5
"""Ems before the first line of a paragraph; ems of the longest label with its cell."""
MOST_LINES = 12
"""A row no higher than this stays on one page; a higher one might not fit on any."""


def sheet(printing: Printing, rules: BoardSettings) -> dict[str, Any]:
    """Everything the sheet sets, as text, and how large; ``flipped``: as asked, or its list is too wide."""
    notice, growth = printing.notice, _GROWTH[printing.paper]
    columns = _columns(printing, notice.table) if notice.table else None
    lying = printing.landscape if columns is None else columns.landscape
    points = {name: one * growth for name, one in _POINTS.items()}
    room = _room(printing.paper, lying)
    line, across_body = _line(notice.title, points["title"], room), room / points["body"]
    return {
        "title": notice.title,
        "head": cut(notice.title, line / points["title"]),
        "running": _running(notice.title, room / points["small"]),
        "paper": printing.paper.lower(),
        "flipped": lying,
        "margin": {side: mm * growth for side, mm in _MARGIN_MM.items()},
        "type": points | {"line": line},
        "across": "　".join(across(printing)),
        "marks": [*_marks(printing)],
        "village": village_head(notice.issuing_unit, notice.category),
        "elements": [_element(*one, room / points["label"]) for one in _elements(printing, rules)],
        "content": ELEMENT_LABELS[Element.CONTENT][0],
        "body": [cut(plain(one), across_body - _INDENT) for one in notice.body],
        "table": _table(notice.table, columns) if notice.table and columns else None,
        "attachments": [cut(plain(one), across_body) for one in notice.attachments],
        "signature": [
            cut(notice.signature.unit, across_body - 2 * _INDENT),
            day_text(notice.signature.date),
        ],
        "notes": [cut(one, room / points["label"] / 2) for one in _notes(printing, rules)],
        "codes": [
            {"file": name, "mm": mm * growth, "said": said, "alt": address}
            for name, (address, mm, said) in codes_of(printing, rules).items()
        ],
        "foot": _foot(printing),
    }


def across(printing: Printing) -> Iterator[str]:
    """What stands across every page of a sheet that may not be taken for the real one (R7)."""
    if printing.practice:
        yield "演练"
    if printing.is_draft:
        yield "草稿"


def codes_of(printing: Printing, rules: BoardSettings) -> dict[str, tuple[str, float, str]]:
    """The codes on a final sheet by the names of their pictures: address, millimetres, the words below."""
    if printing.is_draft:
        return {}
    found = {}
    if rules.item_address:
        item = rules.item_address.replace("{id}", quote(printing.notice.id))
        found["item.svg"] = (item, 22.0, "扫码查看本件")
    if rules.office_address:
        found["staff.svg"] = (_link(printing, rules), 16.0, "工作人员登记张贴")
    return found


def _link(printing: Printing, rules: BoardSettings) -> str:
    """What whoever hangs the sheet opens on a phone."""
    return f"{rules.office_address}/p/{printing.code}"


def plain(text: str) -> str:
    """The text as lines of characters: a tab is a space, one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def texts_of(printing: Printing, rules: BoardSettings) -> Iterator[str]:
    """Every text on the sheet that somebody wrote: what fonts must have shapes for."""
    notice = printing.notice
    yield from (notice.title, notice.signature.unit, *notice.body, *notice.attachments)
    yield from (value for _, value, _ in _elements(printing, rules))
    if notice.table is not None:
        yield from (column.label for column in notice.table.columns)
        yield from (cell for row in (*notice.table.rows, notice.table.totals or {}) for cell in row.values())


def _elements(printing: Printing, rules: BoardSettings) -> Iterator[tuple[str, str, bool]]:
    """The head of the sheet: label, value, whether two stand in a row."""
    notice, six = printing.notice, printing.six
    names = {Element.PUBLISHER: six.publisher, Element.REVIEWER: six.reviewer}
    labels = {element: label for element, (label, _) in ELEMENT_LABELS.items()}
    yield labels[Element.MATTER], six.matter, False
    yield labels[Element.UNIT], six.unit, True
    yield labels[Element.DATE], day_text(six.date), True
    for element, name in names.items():
        yield labels[element], OPEN if printing.is_draft else name, True
    yield "编号", notice.id, notice.doc_no != ""
    if notice.doc_no:
        yield "文号", notice.doc_no, True
    yield from ((label, value, False) for label, value in _rest(printing, rules) if value)


def _rest(printing: Printing, rules: BoardSettings) -> Iterator[tuple[str, str]]:
    """What only some sheets have to say."""
    notice, category, period = printing.notice, printing.category, printing.notice.publicity_period
    yield "来源单位", "" if notice.source_unit == notice.issuing_unit else notice.source_unit
    yield "类别", notice.category_label or category.label_zh
    yield "预警级别", LEVEL_LABELS[notice.warning_level][0] if notice.warning_level else ""
    yield "公示期", period_text(period) if period else ""
    yield "异议电话", rules.objection_phone if period else ""
    unread = (
        category.certainty is Certainty.UNVERIFIED
    )  # a citation nobody has read is not told to the public
    yield "公开依据", "" if unread else category.citation + CERTAINTY_MARKS[category.certainty]
    yield "更正", f"本件更正编号 {notice.correction_of} 的公开内容" if notice.correction_of else ""
    yield "澄清", f"本件澄清编号 {notice.clarifies} 的公开内容" if notice.clarifies else ""
    yield "替代", f"本件替代编号 {notice.supersedes} 的预警" if notice.supersedes else ""


def period_text(period: PublicityPeriod) -> str:
    """First and last day, how many of which kind (Civil Code art. 201: the day of posting is not counted)."""
    kind = "个工作日" if period.day_type is DayType.WORKING else "日"
    days = f"{day_text(period.start)}至{day_text(period.end)}"
    return f"{days}，共{period.days}{kind}（张贴当日不计）"


def _element(label: str, value: str, paired: bool, room: float) -> dict[str, Any]:
    """One cell of the head and how it stands out; ``room``: ems between the margins."""
    most = (room - 2 * _LABEL) / 2 - 1 if paired else room - _LABEL - 1
    return {
        "label": label,
        "value": cut(plain(value), most),
        "span": 1 if paired else 3,
        "open": value == OPEN,
        "heavy": label in _SOUGHT,
    }


def _running(title: str, room: float) -> str:
    """What further pages begin with: one line, however long the title is."""
    said = f"{title}（续）"
    if ems(said) <= room:
        return said
    return next(begun for end in range(len(title), -1, -1) if ems(begun := f"{title[:end]}……（续）") <= room)


def _marks(printing: Printing) -> Iterator[str]:
    """What the head of the first page says of this sheet of paper."""
    if printing.practice:
        yield "演练，不作公示依据"
    if printing.copy_no is None:
        yield "草稿，未经批准，不得张贴"
    elif printing.copy_no > 1:
        yield f"第 {printing.copy_no} 份（重印）"


def _notes(printing: Printing, rules: BoardSettings) -> Iterator[str]:
    """How the sheet is matched to its approval; a draft has none."""
    if printing.is_draft:
        return
    yield f"本张按批准的第 {printing.version_no} 版打印，凭页脚的短码和内容摘要可查对批准记录。"
    if rules.office_address:
        yield f"登记张贴：{_link(printing, rules)}"


def _foot(printing: Printing) -> str:
    """Of every page: also what stands across it, which a bad photocopy may lose."""
    said = [*across(printing), f"编号 {printing.notice.id}"]
    if not printing.is_draft:
        said += [f"短码 {printing.code}", f"摘要 {printing.digest[:16]}", f"第 {printing.copy_no} 份"]
    return " · ".join(said)


def _table(table: Table, columns: Columns) -> dict[str, Any]:
    rows = [_cells(table, row) for row in table.rows]
    totals = _cells(table, table.totals) if table.totals else []
    return {
        "heads": columns.cells(_heads(table)),
        "rows": [columns.cells(row) for row in rows],
        "totals": columns.cells(totals) if totals else [],
        "aligns": ["center" if column.align == "centre" else column.align for column in table.columns],
        "size": columns.size,
        "inset": columns.inset,
        "widths": columns.widths,
        "whole": columns.lines([_heads(table), *rows]) <= MOST_LINES,
        "said": f"共 {len(table.rows)} 行",
    }


def _columns(printing: Printing, table: Table) -> Columns:
    upright, on_side = (_room(printing.paper, lying) for lying in (False, True))
    rows = [_cells(table, row) for row in (*table.rows, table.totals or {})]
    return lay(
        _heads(table),
        rows,
        upright=0.0 if printing.landscape else upright,
        on_side=on_side,
        scale=_GROWTH[printing.paper],
    )


def _heads(table: Table) -> list[str]:
    return [plain(column.label) for column in table.columns]


def _line(title: str, size: float, room: float) -> float:
    """How wide the lines of the title are: those of a long one are alike, none has one character alone."""
    lines = math.ceil(ems(title) * size / room)
    return min(room, (ems(title) / lines + 1) * size)


def _cells(table: Table, row: dict[str, str]) -> list[str]:
    return [plain(cell) for cell in table.cells(row)]


def _room(paper: Paper, lying: bool) -> float:
    """Points between the margins."""
    width = _SIZE_MM[paper][1 if lying else 0]
    return (width - (_MARGIN_MM["left"] + _MARGIN_MM["right"]) * _GROWTH[paper]) / _POINT_MM
