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
from ledctl.proof.cells import BOM, line
from ledctl.proof.levels import UNCONFIRMED, level_of
from ledctl.proof.tallies import SignSum, add_up
from ledctl.proof.whole import Whole, joined

HEAD = (
    "显示屏",
    "屏名称",
    "版本",
    "页",
    "共几页",
    "开始",
    "结束",
    "秒",
    "证明级别",
    "说明",
    "起因",
    "批准人",
    "节目摘要",
    "演练",
    "开始（协调世界时毫秒）",
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
        local = _clock_text(self.zone)
        for whole, found in add_up(self._wholes(), self.zone):
            self.signs[whole.sign] = found
            yield line(_cells(whole, self.label(whole.sign), local))

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


def _cells(whole: Whole, label: str, local: Callable[[int], str]) -> tuple[object, ...]:
    slot = whole.slot
    level = level_of(slot.proof) if whole.confirmed else UNCONFIRMED
    end = "仍在展示" if whole.end_ms is None else local(whole.end_ms)
    return (
        whole.sign,
        label,
        slot.version,
        whole.page + 1,
        slot.pages,
        local(whole.start_ms),
        end,
        f"{whole.ms / 1000:.3f}",
        level.name if whole.confirmed else "未确认",
        level.says[0],
        CAUSES.get(slot.cause, slot.cause),
        slot.approver,
        slot.program[:16],
        "演练" if slot.practice else "",
        whole.start_ms,
    )


def _clock_text(zone: ZoneInfo) -> Callable[[int], str]:
    """Instants as the office reads them; many of one minute follow each other."""

    @lru_cache(maxsize=4)
    def minute(number: int) -> str:
        return from_ms(number * 60_000).astimezone(zone).strftime("%Y-%m-%d %H:%M:")

    return lambda ms: f"{minute(ms // 60_000)}{ms // 1000 % 60:02d}"
