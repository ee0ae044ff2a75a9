"""One way to write an amount, on the sign and on the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.cells import written
from ledctl.content.model import Column, ColumnType, Table


def table(*amounts: str, kind: ColumnType = ColumnType.MONEY, total: str = "") -> Table:
    return Table(
        columns=[Column(key="n", label="姓名"), Column(key="a", label="金额（元）", type=kind)],
        rows=[{"n": "某甲", "a": amount} for amount in amounts],
        totals={"a": total} if total else None,
    )


def amounts(made: Table) -> list[str]:
    return [row[1] for row in written(made).rows]


def test_one_fraction_gives_every_amount_two_decimals() -> None:
    """1169.6 beside 712.19 is written 1169.60, and so is the total."""
    made = table("1169.6", "712.19", "300", total="2181.79")
    assert amounts(made) == ["1169.60", "712.19", "300.00"]
    assert written(made).totals == ("", "2181.79")


def test_whole_amounts_stay_whole() -> None:
    """Nothing is added where no amount has a fraction, and no totals are invented."""
    assert amounts(table("1200", "980")) == ["1200", "980"]
    assert written(table("1200")).totals is None


def test_only_money_is_written_so() -> None:
    """An area of 6.1 mu is not 6.10."""
    assert amounts(table("6.1", "14", kind=ColumnType.DECIMAL)) == ["6.1", "14"]


def test_what_is_no_amount_stays_as_written() -> None:
    """Words, an empty cell and a finer fraction are not touched."""
    assert amounts(table("无", "", "1.234", "5.5")) == ["无", "", "1.234", "5.50"]


@given(st.lists(st.decimals(0, 10**6, places=2).map(str), min_size=1, max_size=8))
def test_no_figure_changes(given_amounts: list[str]) -> None:
    """Law: the value that is read is the value in the source."""
    assert [float(one) for one in amounts(table(*given_amounts))] == [float(one) for one in given_amounts]


def test_milestones_are_written_one_way() -> None:
    """A tick for what is done, an empty box for what is not, whatever marks the source uses."""
    made = table("√开工；✓ 主体完工; 竣工验收\n□移交；", kind=ColumnType.STEPS)
    assert amounts(made) == ["√开工；√主体完工；□竣工验收；□移交"]


def test_a_share_has_its_sign() -> None:
    """A bare number in a column of percentages is a percentage; words stay words."""
    made = table("48.6", "100％", "12%", "在建", "", kind=ColumnType.PERCENT)
    assert amounts(made) == ["48.6％", "100％", "12%", "在建", ""]
