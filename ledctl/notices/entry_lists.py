"""A list of publications from a file or a paste: which column is what, and each row read by itself. Pure.

Heads are those of the lists that websites and county platforms export: 标题, 栏目, 渠道,
网址, 发布日期, 发布单位. What no column says, the person says once for all rows. A bad row
is named with its reason and left out, a good one is taken only when the person says so
(R31: row by row, never all or nothing).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledctl.calendars.categories import Category
from ledctl.errors import BadInput
from ledctl.intake.sheet import Sheet
from ledctl.notices.entries import Entry, make_entry
from ledctl.sentences import Sentence

HEADS: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "信息标题", "名称", "信息名称", "题名", "公开事项", "title"),
    "channel": ("渠道", "发布渠道", "公开渠道", "载体", "平台", "发布平台", "channel"),
    "address": ("网址", "链接", "地址", "url", "link", "发布地址", "网页地址", "address"),
    "published_on": (
        *("发布日期", "发布时间", "公开日期", "公开时间", "日期", "时间", "发文日期", "date"),
        *("published", "published_on"),
    ),
    "office": ("发布单位", "发布机构", "单位", "来源", "公开主体", "责任单位", "office"),
    "category": ("栏目", "类别", "分类", "信息类别", "category"),
    "document": ("文种", "文件类型", "document"),
}
DOCUMENT_WORDS = {"规范性文件": "normative", "政策解读": "policy_reading", "澄清": "clarification"}
LOOKED_AT = 10
"""Rows in which the heads are looked for."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out; ``number`` is the row of the source, from 1."""

    number: int
    title: str
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a list holds: entries by the row they stand in, and what is left out."""

    entries: tuple[tuple[int, Entry], ...]
    bad: tuple[BadRow, ...]
    left_out: tuple[str, ...]
    """Heads nobody knows: their columns are not kept."""
    unknown_categories: tuple[str, ...] = ()
    """What a row calls its category, and no category here is called: it takes the one said for all."""


def codes_by_name(categories: Iterable[Category]) -> dict[str, str]:
    """The codes of categories, by what a list may call them."""
    return {name: one.code for one in categories for name in (one.code, one.label_zh, one.label_en)}


def read_list(
    sheet: Sheet, today: dt.date, given: Mapping[str, str], categories: Mapping[str, str]
) -> ReadList:
    """The publications of a sheet; ``given`` says what no column does, ``categories`` codes by their names.

    ``BadInput`` where no row names the columns.
    """
    top, columns = _find_heads(sheet)
    entries: list[tuple[int, Entry]] = []
    bad: list[BadRow] = []
    for number, said in _said(sheet, top, columns):
        try:
            entries.append((number, make_entry(_completed(said, given, categories), today)))
        except BadInput as error:
            bad.append(BadRow(number, said.get("title", "")[:80], error.sentences))
    strange = [cell.strip() for at, cell in enumerate(sheet.rows[top]) if cell.strip() and at not in columns]
    called = dict.fromkeys(said.get("category", "") for _, said in _said(sheet, top, columns))
    unknown = tuple(one for one in called if one and one not in categories)
    return ReadList(tuple(entries), tuple(bad), tuple(strange), unknown)


def _find_heads(sheet: Sheet) -> tuple[int, dict[int, str]]:
    """The first row with a title and one more head, and what its columns are."""
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        columns = _columns(row)
        if "title" in columns.values() and len(columns) > 1:
            return number, columns
    raise BadInput.of("entries_without_heads", where="table")


def _columns(row: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(row):
        head = "".join(cell.split()).casefold().rstrip(":：")
        name = next((name for name, heads in HEADS.items() if head in heads), None)
        if name is not None and name not in found.values():
            found[at] = name
    return found


def _said(sheet: Sheet, top: int, columns: Mapping[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    for at, row in enumerate(sheet.rows[top + 1 :], start=top + 1):
        said = {name: row[column].strip() for column, name in columns.items()}
        if any(said.values()):
            yield sheet.top + at + 1, said


def _completed(
    said: Mapping[str, str], given: Mapping[str, str], categories: Mapping[str, str]
) -> dict[str, str]:
    """What a row says, and for what it does not say what was said for all; a column's name is no code."""
    whole = {name: said.get(name) or given.get(name, "") for name in HEADS}
    whole["category"] = categories.get(whole["category"], given.get("category", ""))
    whole["document"] = DOCUMENT_WORDS.get(whole["document"], whole["document"])
    return whole
