"""The next number of a list that comes out again and again: what it keeps, and what must be new. Pure.

常规性工作定期公开: next quarter's list starts from the last one. Category, text, columns
and rows stay, to be changed; the days of publicity, of the screen and of the file are
empty, so that screening says what is missing and nothing old is published by mistake.
Only the title is put forward: 第三季度 becomes 第四季度, and after it the next year's 第一季度.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from ledctl.content.model import DisplayWindow, Notice, Table
from ledctl.content.openness import Rhythm, Schedule

_NUMERALS = "一二三四五六七八九十"
_YEAR = r"(?:(?P<year>\d{4})(?P<mark>年度?))?"


def follow(notice: Notice, *, notice_id: str, today: dt.date) -> Notice:
    """The draft of the number after ``notice``, tied to it by the series."""
    update = _emptied(notice, today) | {
        "id": notice_id,
        "title": next_title(notice.title),
        "schedule": _schedule(notice),
    }
    return notice.model_copy(update=update)


def like(notice: Notice, table: Table, *, notice_id: str, today: dt.date) -> Notice:
    """A notice that says what ``notice`` says, of another list and another day; of no series by itself."""
    given = {"id": notice_id, "table": table, "schedule": None, "on_sign": _fitting(notice, table)}
    return notice.model_copy(update=_emptied(notice, today) | given)


def next_title(title: str) -> str:
    """The title of the next number; the same where it names no quarter, half, month, number or year."""
    for shape, advance in _SHAPES.items():
        found = re.search(shape, title)
        if found is not None:
            return title[: found.start()] + advance(found) + title[found.end() :]
    return title


def _emptied(notice: Notice, today: dt.date) -> dict[str, object]:
    """What belongs to one number only. How many days the screen shows it is a habit, and stays."""
    days = notice.display_window.led_days if notice.display_window else None
    return {
        "signature": notice.signature.model_copy(update={"date": today}),
        "doc_no": "",
        "publicity_period": None,
        "display_window": None if days is None else DisplayWindow(led_days=days),
        "attachments": (),
        "correction_of": None,
        "clarifies": None,
        "supersedes": None,
        "created_on": None,
    }


def _schedule(notice: Notice) -> Schedule:
    old = notice.schedule
    rhythm = old.rhythm if old and old.rhythm is not Rhythm.ONCE else Rhythm.RECURRING
    return Schedule(rhythm=rhythm, series=(old.series if old else "") or notice.id)


def _fitting(notice: Notice, table: Table) -> object:
    """What was chosen for signs, without columns the new list does not have."""
    keys = {column.key for column in table.columns}
    if notice.on_sign is None:
        return None
    kept = tuple(key for key in notice.on_sign.leave_out if key in keys)
    return notice.on_sign.model_copy(update={"leave_out": kept if set(kept) != keys else ()})


def _next_quarter(found: re.Match[str]) -> str:
    signs = "1234" if found["quarter"] in "1234" else _NUMERALS
    number = signs.index(found["quarter"]) + 1
    return f"{_year(found, number == 4)}第{signs[number % 4]}季度"


def _next_half(found: re.Match[str]) -> str:
    last = found["half"] == "下"
    return f"{_year(found, last)}{'上' if last else '下'}半年"


def _next_month(found: re.Match[str]) -> str:
    month = int(found["month"])
    return f"{_year(found, month == 12)}{month % 12 + 1}月"


def _next_number(found: re.Match[str]) -> str:
    given = found["number"]
    number = int(given) if given.isdecimal() else _NUMERALS.index(given) + 1
    following = str(number + 1) if given.isdecimal() or number == 10 else _NUMERALS[number]
    return f"第{following}{found['kind']}"


def _next_year(found: re.Match[str]) -> str:
    return f"{int(found['year']) + 1}年"


def _year(found: re.Match[str], over: bool) -> str:
    """The year before a quarter or month, one more when that was the last of it."""
    return f"{int(found['year']) + over}{found['mark']}" if found["year"] else ""


_SHAPES: Mapping[str, Callable[[re.Match[str]], str]] = {
    _YEAR + "第(?P<quarter>[一二三四1-4])季度": _next_quarter,
    _YEAR + "(?P<half>[上下])半年": _next_half,
    _YEAR + r"(?P<month>(?<!\d)(?:1[0-2]|0?[1-9]))月(?!\d)": _next_month,
    f"第(?P<number>[{_NUMERALS}]|[0-9]{{1,4}})(?P<kind>[期批])": _next_number,
    r"(?P<year>(?<!\d)\d{4})年": _next_year,
}
"""What a title may name, the smaller before the larger."""
