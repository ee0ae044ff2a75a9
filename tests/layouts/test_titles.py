from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.base import Metrics
from layouts.fitting import Ruler, wrap
from layouts.titles import balance

EM = 16


@pytest.mark.parametrize(
    ("title", "ems", "lines"),
    [
        (
            "鹭洲镇2026年第四季度拟纳入最低生活保障对象公示",
            16,
            ["鹭洲镇2026年第四季度", "拟纳入最低生活保障对象公示"],
        ),
        (
            "关于《临时救助对象公示》的更正公告",
            12,
            ["关于《临时救助对象公示》", "的更正公告"],
        ),
        ("鹭洲镇2026年小型水利设施维修公示", 14, ["鹭洲镇2026年", "小型水利设施维修公示"]),
        ("鹭洲镇2026年农村危房改造补助对象公示", 14, ["鹭洲镇2026年农村", "危房改造补助对象公示"]),
        ("鹭洲镇拟认定特困人员公示", 8, ["鹭洲镇拟认定", "特困人员公示"]),
        ("鹭洲镇", 3, ["鹭洲镇"]),
    ],
)
def test_titles_break_by_meaning(cells: Metrics, title: str, ems: int, lines: list[str]) -> None:
    """Words, years and 《》 stay whole, lines are of like length, a break after a year is liked."""
    assert balance(title, (ems * EM,), Ruler(cells, EM)) == lines


def test_a_name_given_stays_whole(cells: Metrics) -> None:
    """The issuer's own name is no place for a break."""
    ruler = Ruler(cells, EM)
    assert balance("沅岭县气象台发布", (6 * EM,), ruler) == ["沅岭县气", "象台发布"]
    assert balance("沅岭县气象台发布", (6 * EM,), ruler, ("沅岭县气象台",)) == ["沅岭县气象台", "发布"]


def test_lines_of_two_lengths(cells: Metrics) -> None:
    """On a page whose last line is shorter, each line is measured against its own width."""
    assert balance("一二三四五六七八九十", (4 * EM, 2 * EM), Ruler(cells, EM)) == [
        "一二三四",
        "五六",
        "七八九十",
    ]


@given(
    title=st.text(st.sampled_from("鹭洲镇2026年《》的公示对象，（）"), min_size=1, max_size=60),
    ems=st.integers(4, 20),
)
def test_a_title_is_whole_and_in_the_fewest_lines(cells: Metrics, title: str, ems: int) -> None:
    """Nothing lost, nothing over the edge, no more lines than filling them greedily takes."""
    lines = balance(title, (ems * EM,), Ruler(cells, EM))
    assert "".join(lines) == title
    assert all(cells.advance(line, EM) <= ems * EM for line in lines)
    words = ("公示", "对象", "的")
    greedy = wrap(title, ems * EM, cells, EM, keep=(words, words))
    assert len(lines) <= len(greedy) + title.count("《")  # keeping 《》 whole may cost a line


@given(length=st.integers(2, 60), ems=st.integers(4, 20))
def test_no_character_is_left_alone(cells: Metrics, length: int, ems: int) -> None:
    """Where every break is as good as any other, the lines differ by one character at most."""
    lines = balance("鹭" * length, (ems * EM,), Ruler(cells, EM))
    assert max(map(len, lines)) - min(map(len, lines)) <= 1
