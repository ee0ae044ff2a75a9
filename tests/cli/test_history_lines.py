"""What `history` says of one display on the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ledctl.cli.record import display_line
from ledctl.reports.displays import DisplayRow

START = datetime(2026, 5, 3, 7, 20, tzinfo=UTC)
END = START + timedelta(seconds=9)
ROW = DisplayRow(
    "gate", "A", 1, "停水通知", "general", 0, 3, START, END, END, 3, True, "plan", "shen", "ab" * 32, False
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW, "15:20:00–15:20:09  A 1/3 P3  停水通知"),
        (
            replace(ROW, end=None),
            "15:20:09（展示中，记录到此 / standing, on record to here）  A 1/3 P3  停水通知",
        ),
        (replace(ROW, proof=0, acknowledged=False), "A 1/3 未经确认 / not confirmed  停水通知"),
        (replace(ROW, practice=True), "A 1/3 P3  停水通知（演练 / practice）"),
    ],
)
def test_a_line_says_what_its_receipt_says(row: DisplayRow, said: str) -> None:
    """A page nobody saw has no proof level, and practice is marked as practice (R7)."""
    assert display_line(row, ZoneInfo("Asia/Shanghai")).endswith(said)
