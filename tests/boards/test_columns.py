"""How a list is laid on a sheet: it always fits, words stay whole as long as they can."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledctl.boards.sheets.columns import LEAST, SIZES, SMALLEST, ems, lay
from ledctl.boards.sheets.units import village_head

UPRIGHT, ON_SIDE = 470.0, 717.0
"""Points between the margins of A4."""

CELLS = st.text(st.sampled_from("字村元abcMW019.,-:/ \n（）"), max_size=60)


@st.composite
def lists(draw: st.DrawFn) -> list[list[str]]:
    columns = draw(st.integers(1, 40))
    return draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=2, max_size=5))


@settings(max_examples=60, deadline=None)
@given(lists(), st.sampled_from([1.0, 1.35]))
def test_any_list_fits_between_the_margins(rows: list[list[str]], scale: float) -> None:
    """Forty columns of anything fit the paper, no part of a cell is wider than its column, none is lost."""
    heads, *rest = rows
    found = lay(heads, rest, upright=UPRIGHT * scale, on_side=ON_SIDE * scale, scale=scale)
    room = (ON_SIDE if found.landscape else UPRIGHT) * scale
    assert sum(found.widths) <= room + 0.01 * len(heads)
    assert found.size <= SIZES[0] * scale
    for row in rows:
        for cell, laid, width in zip(row, found.cells(row), found.widths, strict=True):
            parts = [laid] if isinstance(laid, str) else laid
            assert "".join(parts) == cell
            words = [word for part in parts for word in re.split("[字村元（） \n]+", part)]
            assert all(len(word) <= 1 or ems(word) * found.size <= width + 0.05 for word in words)


def test_a_short_list_is_set_as_large_as_there_is() -> None:
    """Three short columns: the largest letters, upright, the whole width."""
    found = lay(["序号", "姓名", "金额"], [["1", "某某", "620"]], upright=UPRIGHT, on_side=ON_SIDE)
    assert (found.size, found.landscape) == (SIZES[0], False)
    assert sum(found.widths) == pytest.approx(UPRIGHT, abs=0.1)


def test_a_wide_list_lies_before_its_letters_are_too_small() -> None:
    """What would need letters below the smallest upright lies on its side."""
    heads = [f"项目{number}" for number in range(14)]
    found = lay(heads, [["1,234.50"] * 14], upright=UPRIGHT, on_side=ON_SIDE)
    assert found.landscape
    assert found.size >= LEAST
    asked = lay(["甲"], [["乙"]], upright=0.0, on_side=ON_SIDE)
    assert asked.landscape


def test_a_long_cell_turns_and_a_list_of_hundreds_is_smaller() -> None:
    """A remark of a hundred characters makes no letters smaller; hundreds of rows do, for fewer sheets."""
    rows = [["1", "说明" * 50]]
    assert lay(["序号", "备注"], rows, upright=UPRIGHT, on_side=ON_SIDE).size == SIZES[0]
    many = lay(["序号", "备注"], rows * 300, upright=UPRIGHT, on_side=ON_SIDE)
    assert many.size == SMALLEST
    assert 2 < many.lines(rows) < 6


def test_marks_that_join_take_no_room() -> None:
    """A combining mark stands over its letter."""
    assert ems("e\u0301") == ems("e")


@pytest.mark.parametrize(
    ("unit", "category", "head"),
    [
        ("沅岭县鹭洲镇白沙洲村民委员会", "general", "白沙洲村 村务公开"),
        ("白沙洲村村民委员会", "village_finance", "白沙洲村 村务公开"),
        ("鹭洲镇白沙洲村村委会", "general", "白沙洲村 村务公开"),
        ("鹭洲镇白沙洲村", "general", "白沙洲村 村务公开"),
        ("双枫村村务监督委员会", "general", "双枫村 村务公开"),
        ("鹭洲镇鹭洲社区居民委员会", "village_affairs", "鹭洲社区 村务公开"),
        ("沅岭县鹭洲镇人民政府", "village_affairs", "沅岭县鹭洲镇人民政府 村务公开"),
        ("沅岭县鹭洲镇人民政府", "general", ""),
        ("沅岭县气象台", "emergency_warning", ""),
    ],
)
def test_sheets_of_villages_have_one_head(unit: str, category: str, head: str) -> None:
    """统一规范村务公开格式: told by who issues it, or by its category."""
    assert village_head(unit, category) == head


def test_a_date_that_just_fits_stays_whole() -> None:
    """Rounding of widths never cuts a figure in two."""
    rows = [["2026-10-06", f"项目{'长' * 40}", "￥83.66万元"]]
    for scale in (1.0, 1.35):
        found = lay(["计划完工", "名称", "总投资"], rows, upright=0.0, on_side=ON_SIDE * scale, scale=scale)
        assert found.cells(rows[0]) == rows[0]
