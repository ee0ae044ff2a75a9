"""The month's list of a village and the record of a check, as paper: plain data, and the PDF.

Both go to people who sign them by hand: a line that is to be signed stays blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ledctl.boards.facts import LEVEL_LABELS, Board
from ledctl.boards.rounds.check_states import CHECK_LABELS
from ledctl.boards.rounds.checked import Check
from ledctl.boards.rounds.due import STATE_LABELS, WHAT_LABELS, Duty, State
from ledctl.boards.rounds.looked_at import MATCH_LABELS, Sheet
from ledctl.boards.rounds.month import BoardMonth, Hanging, VillageMonth
from ledctl.boards.rounds.planned import Planned
from ledctl.screening.elements import ELEMENT_LABELS, Element

Labels = Mapping[str, str]
"""What the office calls its categories, by code."""
BLANK_LINES = 3
"""For what comes up in the month and nobody knew of."""


def print_village_list(found: VillageMonth, labels: Labels, *, town: str, at: dt.datetime) -> bytes:
    """村务公开任务清单 as a PDF, A4 landscape."""
    from ledctl.paper.press import print_pdf

    return print_pdf("village_list", village_list_data(found, labels, town=town), at=at)


def print_check(check: Check, board: Board, *, town: str, at: dt.datetime) -> bytes:
    """The record of a check as a PDF, with lines for the team to sign."""
    from ledctl.paper.press import print_pdf

    return print_pdf("check", check_data(check, board, town=town), at=at)


def village_list_data(found: VillageMonth, labels: Labels, *, town: str) -> dict[str, Any]:
    """Everything on the list, as JSON."""
    return {
        "title": f"{found.village} {found.month.spoken[0]}村务公开任务清单",
        "town": town,
        "as_of": f"截至 {found.as_of} / as of {found.as_of}",
        "practice": found.practice,
        "boards": [_board(one, labels) for one in found.boards],
        "blank": BLANK_LINES,
    }


def check_data(check: Check, board: Board, *, town: str) -> dict[str, Any]:
    """Everything on the record, as JSON."""
    return {
        "title": "公开栏检查记录",
        "town": town,
        "practice": check.practice,
        "head": [
            ["公开栏 / board", f"{board.label}（{board.code}，{LEVEL_LABELS[board.level][0]}）"],
            ["地点 / place", board.place],
            ["检查日期 / checked on", str(check.checked_on)],
            ["检查人员 / team", check.team],
            ["记录编号 / number", str(check.id)],
        ],
        "elements": [ELEMENT_LABELS[one][0] for one in Element],
        "sheets": [_sheet(one) for one in check.sheets],
        "findings": check.findings or "（无 / none）",
        "state": _state(check),
        "mend": _mending(check),
        "photo": check.photo,
        "digest": check.digest,
        "written": f"登记人 / entered by：{check.name}",
    }


def _state(check: Check) -> str:
    """How it stands, and how many sheets that says nothing of."""
    zh, en = CHECK_LABELS[check.state]
    if not check.unseen:
        return f"{zh} / {en}"
    return f"{zh}（{check.unseen} 件未查） / {en} ({check.unseen} not looked at)"


def _board(one: BoardMonth, labels: Labels) -> dict[str, Any]:
    carried = "、".join(labels.get(code, code) for code in one.board.categories) or "各类事项"
    rows = [
        *(_duty_row(duty, labels) for duty in one.duties),
        *(_planned_row(plan, labels) for plan in one.planned),
        *(_hanging_row(stay, labels) for stay in one.hanging),
    ]
    head = f"{one.board.label}（{one.board.code}）"
    return {"head": head, "place": one.board.place, "carries": carried, "rows": rows}


def _duty_row(duty: Duty, labels: Labels) -> list[str]:
    category = labels.get(duty.category, duty.category)
    return [
        "例行",
        WHAT_LABELS[duty.what][0],
        category,
        f"{duty.first} 至\n{duty.last}",
        duty_said(duty)[0],
    ]


def duty_said(duty: Duty) -> tuple[str, str]:
    """How it stands, in words: since when overdue and for how many terms, or on which day done."""
    zh, en = STATE_LABELS[duty.state]
    if duty.state is State.OVERDUE:
        days, terms, since = duty.overdue_days, duty.missed, duty.last
        return (
            f"{zh} {days} 天（期限 {since}，共 {terms} 期）",
            f"{en} {days} days (due {since}, {terms} terms)",
        )
    return (f"{duty.done_on} {zh}", f"{en} {duty.done_on}") if duty.done_on else (zh, en)


def _planned_row(plan: Planned, labels: Labels) -> list[str]:
    when = f"{plan.first} 至\n{plan.last}" if plan.last else f"{plan.first} 起"
    what = f"{plan.title}（{plan.notice}）"
    return ["待张贴", what, labels.get(plan.category, plan.category), when, "已批准"]


def _hanging_row(stay: Hanging, labels: Labels) -> list[str]:
    until = f"公示期至\n{stay.until}" if stay.until else "无公示期"
    state = f"{stay.up} 张贴" + (f"\n{stay.down} 撤下" if stay.down else "")
    return [
        "已张贴",
        f"{stay.title}（{stay.notice}）",
        labels.get(stay.category, stay.category),
        until,
        state,
    ]


def _sheet(one: Sheet) -> dict[str, Any]:
    marks = (
        ["有" if there in one.present else "缺" for there in Element]
        if one.looked
        else ["未查"] * len(Element)
    )
    match = MATCH_LABELS[one.match][0]
    return {"title": one.title, "notice": one.notice, "marks": marks, "match": match, "read": one.read}


def _mending(check: Check) -> list[list[str]]:
    """By when, and what was done; lines to be filled by hand while it is open."""
    if check.mend_by is None:
        return []
    done = check.mended
    return [
        ["整改期限 / mend by", str(check.mend_by)],
        ["整改日期 / mended on", str(done.on) if done else ""],
        ["整改情况 / what was done", done.note if done else ""],
    ]
