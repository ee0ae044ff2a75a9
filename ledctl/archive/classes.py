"""The classes of record and how long each is kept. Pure.

Records are one of three sorts. *For good*: events, decisions, titles, sums, hashes; no
command gives them up. *Bodies* of three classes, which may be given up after their time,
one class at a time, under a decision: the row stays and so does the hash of what it held.
*Not kept at all*: the source of a list, of which only the digest is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class RecordClass(StrEnum):
    """What may be given up after its time."""

    DISPLAY_LOG = "display_log"
    FRAMES = "frames"
    TEXTS = "texts"


LABELS: dict[RecordClass, tuple[str, str]] = {
    RecordClass.DISPLAY_LOG: ("逐页展示记录", "page-by-page display log"),
    RecordClass.FRAMES: ("展示画面", "pictures as shown"),
    RecordClass.TEXTS: ("公告正文和名单", "texts and lists of notices"),
}

LEAST_DAYS: dict[RecordClass, int] = {
    RecordClass.DISPLAY_LOG: 183,
    RecordClass.FRAMES: 3650,
    RecordClass.TEXTS: 3650,
}
"""What the database refuses to give up sooner, whatever is set: half a year of logs (Cybersecurity Law)."""

DAYS_A_YEAR = 366
"""Years are counted long: nobody loses a day to a leap year."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One class and its time; ``years`` 0 is for good."""

    record_class: RecordClass
    years: int

    def before(self, today: date) -> date | None:
        """Records that ended before this day may be given up; ``None``: none ever."""
        if not self.years:
            return None
        return today - timedelta(days=max(self.years * DAYS_A_YEAR, LEAST_DAYS[self.record_class]))
