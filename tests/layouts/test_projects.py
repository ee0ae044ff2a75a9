"""A table read as projects, and a bar drawn exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts import choose
from layouts.base import Column, Content, Kind, Rule, Table
from layouts.gauges import bar, fill_width
from layouts.projects import (
    Fact,
    is_percentage,
    milestones,
    projects_of,
    share_of,
    shows_progress,
)

SHARES = st.fractions(0, 100)
PROGRESS = Column("形象进度", kind=Kind.PERCENT)


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("100％", Fraction(100)),
        ("48.6%", Fraction(243, 5)),
        ("48.6", Fraction(243, 5)),
        (" 0 ％ ", Fraction(0)),
        ("１００％", Fraction(100)),
        ("100.1％", None),
        ("-1％", None),
        ("在建", None),
        ("约80％", None),
        ("80％左右", None),
        ("", None),
    ],
)
def test_a_share_is_read_exactly_or_not_at_all(cell: str, share: Fraction | None) -> None:
    """Only a percentage from 0 to 100 is one; nothing is guessed."""
    assert share_of(cell) == share


def test_looks_of_a_percentage() -> None:
    """The sign may be asked for; the range is another question."""
    assert is_percentage("120％")
    assert not is_percentage("48.6")
    assert is_percentage("48.6", signed=False)
    assert not is_percentage("在建", signed=False)


@given(inner=st.integers(1, 2000), one=SHARES, other=SHARES)
def test_a_longer_bar_is_never_a_smaller_share(inner: int, one: Fraction, other: Fraction) -> None:
    """The fill is monotonic in the share, within the frame, and full at 100 % alone."""
    small, large = (fill_width(inner, share) for share in sorted((one, other)))
    assert 0 <= small <= large <= inner
    assert (fill_width(inner, one) == inner) == (one == 100)


@given(share=SHARES, width=st.integers(16, 400), height=st.sampled_from([7, 9, 17]))
def test_a_bar_is_a_frame_and_a_fill_that_do_not_touch(share: Fraction, width: int, height: int) -> None:
    """One pixel of frame, one of dark, then the fill; no two parts share a pixel; 0 % is empty."""
    *frame, last = (part for part in bar(0, 0, width, height, share) if isinstance(part, Rule))
    painted = [(x, y) for part in (*frame, last) for x, y in pixels(part)]
    assert len(painted) == len(set(painted))
    inside = {(x, y) for x, y in painted if 0 < x < width - 1 and 0 < y < height - 1}
    filled = fill_width(width - 4, share)
    assert inside == {(x, y) for x in range(2, 2 + filled) for y in range(2, height - 2)}


def pixels(rule: Rule) -> list[tuple[int, int]]:
    return [(x, y) for x in range(rule.x, rule.x + rule.width) for y in range(rule.y, rule.y + rule.height)]


def test_what_each_column_is() -> None:
    """The number and the name head the project, the first progress is its bar, the rest are facts."""
    columns = (
        Column("序号", kind=Kind.NUMBER),
        Column("施工单位"),
        Column("项目名称"),
        Column("资金支付", kind=Kind.PERCENT),
        PROGRESS,
    )
    (one,) = projects_of(Table(columns, (("3", "路桥公司", "小学改造", "80.0％", "48.6"),)))
    assert (one.heading, one.called) == ("3号 小学改造", "3号项目")
    assert one.progress is not None
    assert (one.progress.label, one.progress.share, one.progress.text) == (
        "形象进度",
        Fraction("48.6"),
        "48.6％",
    )
    assert [fact.text for fact in one.facts] == ["施工单位：路桥公司", "资金支付：80.0％"]


def test_a_cell_that_is_no_share_is_a_fact() -> None:
    """在建 and 120％ get no bar and stand as they are written."""
    table = Table((Column("工程名称"), PROGRESS), (("桥", "在建"), ("路", "120％"), ("渠", "")))
    projects = projects_of(table)
    assert [one.progress for one in projects] == [None, None, None]
    assert [[fact.text for fact in one.facts] for one in projects] == [
        ["形象进度：在建"],
        ["形象进度：120％"],
        [],
    ]


@pytest.mark.parametrize(
    ("serial", "heading", "called"),
    [("12", "12号 桥", "12号项目"), ("A-1", "A-1 桥", "A-1项目"), ("", "第1项 桥", "第1项")],
)
def test_how_a_project_is_called(serial: str, heading: str, called: str) -> None:
    """By its own number; where it has none, by its place in the list."""
    (one,) = projects_of(Table((Column("编号"), Column("名称")), ((serial, "桥"),)))
    assert (one.heading, one.called) == (heading, called)


def test_a_long_code_is_a_fact() -> None:
    """A code of many digits tells no project from another at a glance; it is shown, not called out."""
    (one,) = projects_of(Table((Column("项目编号"), Column("项目")), (("2026-0011-07", "桥"),)))
    assert one.heading == "第1项 桥"
    assert one.facts == (Fact("项目编号：2026-0011-07", ("项目编号：2026-0011-07", "2026-0011-07")),)


def test_a_table_without_a_name() -> None:
    """Projects without a column of text are called by their place."""
    (one,) = projects_of(Table((PROGRESS,), (("50％",),)))
    assert one.heading == "第1项"


def test_totals_come_last_under_their_own_word() -> None:
    """The totals are set like a project called 合计; no cell of them is lost."""
    columns = (Column("序号"), Column("项目名称"), PROGRESS, Column("总投资"))
    *_, total = projects_of(Table(columns, (("1", "桥", "50％", "3"),), ("", "合计", "60％", "9")))
    assert total.heading == "合计"
    assert total.progress is not None
    assert total.progress.text == "60％"
    assert [fact.text for fact in total.facts] == ["总投资：9"]


def test_milestones_are_told_apart_by_shape() -> None:
    """A tick for what is done, an empty box for what is not."""
    assert milestones("√开工；√主体完工；竣工验收；") == ("√开工", "√主体完工", "□竣工验收")
    assert milestones("□开工;验收") == ("□开工", "□验收")
    columns = (Column("项目"), Column("节点", kind=Kind.STEPS))
    (one,) = projects_of(Table(columns, (("桥", "√开工；验收"),)))
    assert [fact.text for fact in one.facts] == ["节点：√开工", "□验收"]
    assert all(fact.own_line for fact in one.facts)


@pytest.mark.parametrize(
    ("column", "layout"),
    [
        (PROGRESS, "progress"),
        (Column("完成率", kind=Kind.PERCENT), "progress"),
        (Column("资金支付", kind=Kind.PERCENT), "table"),
        (Column("形象进度"), "table"),
    ],
)
def test_bars_suit_progress_alone(column: Column, layout: str) -> None:
    """A share paid out is no progress, and a word under 进度 is no share."""
    table = Table((Column("项目"), column), (("桥", "50％"),))
    assert shows_progress(table) == (layout == "progress")
    assert choose(Content("题", table=table)) == layout
