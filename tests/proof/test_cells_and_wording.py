"""Cells of a list and lengths of time: text stays text, and nothing is rounded up."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.proof.cells import cell, line
from ledctl.proof.wording import grouped, joined, last_day, length, moment, stretch

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("x")'])
def test_what_a_spreadsheet_would_run_stays_text(text: str) -> None:
    """A cell that begins like a formula is given an apostrophe; a spreadsheet then shows text."""
    (read,) = next(csv.reader(io.StringIO(line([text]), newline="")))
    assert read == f"'{text}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2))
def test_a_line_reads_back_as_it_was_written(cells: list[str]) -> None:
    """Commas, quotes and line ends of a notice break no table; only formulas get their mark."""
    read = next(csv.reader(io.StringIO(line(cells), newline="")))
    assert [one.removeprefix("'") for one in read] == [one.removeprefix("'") for one in cells]


def test_a_plain_cell_is_plain() -> None:
    """Numbers and words need no quotes."""
    assert (cell(7), cell("甲"), cell('a"b')) == ("7", "甲", '"a""b"')


@pytest.mark.parametrize(
    ("ms", "zh", "en"),
    [
        (0, "不到 1 秒", "under 1 s"),
        (999, "不到 1 秒", "under 1 s"),
        (59_999, "59秒", "59 s"),
        (3_599_999, "59分59秒", "59 min 59 s"),
        (3_600_000, "1小时", "1 h"),
        (90_061_000, "1天1小时", "1 d 1 h"),
        (7 * 86_400_000 - 1, "6天23小时", "6 d 23 h"),
    ],
)
def test_a_length_is_cut_off_never_rounded_up(ms: int, zh: str, en: str) -> None:
    """Seven days less a millisecond are not seven days."""
    assert length(ms) == (zh, en)


def test_instants_are_told_in_the_zone_of_the_site() -> None:
    """Whatever the machine's zone, paper tells the office's time (R13)."""
    at = datetime(2026, 5, 3, 7, 20, 7, tzinfo=UTC)
    ms = round(at.timestamp() * 1000)
    assert moment(at, SHANGHAI) == moment(ms, SHANGHAI) == "2026-05-03 15:20:07"
    assert stretch((ms, ms + 1000), SHANGHAI) == "2026-05-03 15:20:07 至 2026-05-03 15:20:08"
    assert last_day(datetime(2026, 5, 3, 16, tzinfo=UTC), SHANGHAI) == "2026-05-03"
    assert joined(["甲", "乙"]) == "甲、乙"
    assert grouped("0123456789abcdef") == "01234567 89abcdef"
