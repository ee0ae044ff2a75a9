"""Every display of one notice as a list for Excel: sign, from when to when, page, how far proven.

Written as it is read, hour by hour, so that a notice of a year needs no more memory
than one of a day; the sums the other papers need are added up on the way. Nothing is
left out and nothing is rounded up: an end nobody knows yet says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select, union

from ledctl.clock import from_ms
from ledctl.db import Database
from ledctl.ledger.history import displays
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP
from ledctl.ledger.segments import Slot
from ledctl.proof.cells import BOM, line
from ledctl.proof.levels import UNCONFIRMED, level_of
from ledctl.proof.tallies import SignSum, add_up
from ledctl.proof.whole import Whole, joined

HEAD = (
    *("显示屏", "屏名称", "版本", "共几页"),
    *("页", "开始", "结束", "秒", "开始（协调世界时毫秒）"),
    *("证明级别", "说明", "起因", "批准人", "节目摘要", "演练"),
)
CAUSES: Mapping[str, str] = {
    "person": "人工",
    "plan": "按计划",
    "expiry": "到期",
    "device": "设备",
    "start": "启动",
    "stop": "停止",
    "emergency": "应急",
    "blackout": "一键关屏",
    "quiet": "静默时段",
}


@dataclass(slots=True)
class DisplayList:
    """Lines to be written, one after another; ``signs`` holds the sums once all are."""

    database: Database
    notice: str
    zone: ZoneInfo
    label: Callable[[str], str]
    until: datetime
    signs: dict[str, SignSum] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The head, then every display, sign by sign and oldest first."""
        yield BOM + line(HEAD)
        lines = _Lines(self.label, self.zone)
        for whole, found in add_up(self._wholes(), self.zone):
            self.signs[whole.sign] = found
            yield lines.of(whole)

    def _wholes(self) -> Iterator[Whole]:
        end = self.until + timedelta(milliseconds=1)  # what went up at this very moment is on record
        for sign in signs_of(self.database, self.notice):
            pieces = displays(self.database, sign=sign, notice=self.notice, until=end)
            yield from joined(pieces)


def signs_of(database: Database, notice: str) -> list[str]:
    """Every sign that may have shown it, also one the site has no more."""
    names = union(select(ROLLUP.c.sign).where(ROLLUP.c.notice == notice), select(OPEN_SEGMENT.c.sign))
    with database.read() as session:
        return sorted(session.connection().execute(names).scalars())


class _Lines:
    """Makes the lines. What a program's displays have in common is written once, not for every page of it."""

    def __init__(self, label: Callable[[str], str], zone: ZoneInfo) -> None:
        self._label = label
        self._local = _clock_text(zone)
        self._of: tuple[str, Slot | None, bool] = ("", None, False)
        self._front = self._back = ""

    def of(self, whole: Whole) -> str:
        if (whole.sign, whole.slot, whole.confirmed) != self._of:
            self._of = (whole.sign, whole.slot, whole.confirmed)
            self._front, self._back = line(self._before(whole)), line(_after(whole))
        end = "仍在展示" if whole.end_ms is None else self._local(whole.end_ms)
        own = f"{whole.page + 1},{self._local(whole.start_ms)},{end},{whole.ms / 1000:.3f},{whole.start_ms}"
        return f"{self._front[:-2]},{own},{self._back}"

    def _before(self, whole: Whole) -> tuple[object, ...]:
        return whole.sign, self._label(whole.sign), whole.slot.version, whole.slot.pages


def _after(whole: Whole) -> tuple[object, ...]:
    slot = whole.slot
    level = level_of(slot.proof) if whole.confirmed else UNCONFIRMED
    return (
        level.name if whole.confirmed else "未确认",
        level.says[0],
        CAUSES.get(slot.cause, slot.cause),
        slot.approver,
        slot.program[:16],
        "演练" if slot.practice else "",
    )


def _clock_text(zone: ZoneInfo) -> Callable[[int], str]:
    """Instants as the office reads them; many of one minute follow each other."""

    @lru_cache(maxsize=4)
    def minute(number: int) -> str:
        return from_ms(number * 60_000).astimezone(zone).strftime("%Y-%m-%d %H:%M:")

    return lambda ms: f"{minute(ms // 60_000)}{ms // 1000 % 60:02d}"
