"""Figures: products and totals are compared exactly, and what cannot be read is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Column, Table
from ledctl.screening.arithmetic import check_figures, read_figure, unread_totals

HEADS = {"area": "补贴面积（亩）", "std": "标准（元/亩）", "amount": "补贴金额（元）"}


def table(
    *rows: tuple[str, str, str], totals: dict[str, str] | None = None, heads: dict[str, str] | None = None
) -> Table:
    columns = tuple(Column(key=key, label=label) for key, label in (HEADS | (heads or {})).items())
    return Table(
        columns=columns, rows=tuple(dict(zip(HEADS, row, strict=True)) for row in rows), totals=totals
    )


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("118.5", "118.5"),
        ("￥58,487.43元", "58487.43"),
        ("１２３", "123"),
        ("-4", "-4"),
        (" 7 ", "7"),
        (" 1 234.50 ", "1234.50"),
        ("1\xa0234\xa0567", "1234567"),
        ("¥ 1,234.50 元", "1234.50"),
    ],
)
def test_figures_are_read_as_people_write_them(cell: str, figure: str) -> None:
    """Currency signs, commas and full-width digits do not hide a number."""
    assert read_figure(cell) == Decimal(figure)


@pytest.mark.parametrize(
    "cell", ["", "约5", "1e5", "NaN", "1.2.3", "5组", "9" * 30, "1,5", "12,34", "1 23", "1, 234"]
)
def test_what_is_no_plain_number_is_not_guessed(cell: str) -> None:
    """A figure that cannot be read is left to the reader."""
    assert read_figure(cell) is None


def test_a_wrong_amount_is_named_with_its_difference() -> None:
    """Area times standard differs from the amount: the row, both figures and the difference are told."""
    (mismatch,) = check_figures(table(("6.01", "118.5", "712.19"), ("17.02", "118.5", "2116.87")))
    assert (mismatch.row, mismatch.key) == (1, "amount")
    assert (mismatch.computed, mismatch.difference) == (Decimal("2016.87"), Decimal("100.00"))


@given(cents=st.integers(0, 10**7), standard=st.integers(1, 10**5), slip=st.integers(-300, 300))
def test_more_than_a_cent_is_seen_and_a_cent_is_rounding(cents: int, standard: int, slip: int) -> None:
    """One cent either way is how offices round; anything more is a mismatch."""
    area, price = Decimal(cents) / 100, Decimal(standard) / 100
    right = (area * price).quantize(Decimal("0.01"))
    written = right + Decimal(slip) / 100
    seen = check_figures(table((str(area), str(price), str(written))))
    assert not (seen and slip == 0)
    assert seen or abs(slip) < 3


@pytest.mark.parametrize(
    "heads",
    [
        {"std": "标准（元/人）"},
        {"std": "标准"},
        {"amount": "金额（万元）"},
        {"area": "面积（平方米）"},
        {"extra": "核定面积（亩）"},
    ],
)
def test_nothing_is_multiplied_that_was_not_meant(heads: dict[str, str]) -> None:
    """Units must agree and heads leave no doubt, or no product is formed."""
    assert check_figures(table(("2", "3", "7"), heads=heads)) == ()


def test_a_gap_is_no_mismatch() -> None:
    """An empty or unreadable cell is not a zero."""
    assert check_figures(table(("", "3", "7"), ("2", "x", "7"), ("2", "3", ""))) == ()


def test_totals_are_added_up() -> None:
    """A total that differs from its rows is told; empty cells add nothing, words stop the check."""
    rows = (("1", "2", "2"), ("", "", "3.50"))
    (mismatch,) = check_figures(table(*rows, totals={"amount": "5.40", "area": "1", "std": "合计"}))
    assert (mismatch.row, mismatch.key, mismatch.computed) == (None, "amount", Decimal("5.50"))
    assert check_figures(table(("1", "2", "2"), ("?", "", ""), totals={"area": "9"})) == ()


def test_a_total_that_could_not_be_checked_is_said() -> None:
    """One cell with its unit keeps the sum from being formed: the column and the first such row are told."""
    rows = (("1", "", "100"), ("2", "", "200"), ("3亩", "", "300"))
    found = table(*rows, totals={"area": "6", "amount": "600", "std": "见附件"})
    assert unread_totals(found) == (("area", 2),)
    assert check_figures(found) == ()


def test_a_count_of_persons_is_no_sum() -> None:
    """8 below a column of words says how many there are; a list without totals says nothing."""
    assert unread_totals(table(("甲", "", ""), ("乙", "", "5"), totals={"area": "2"})) == ()
    assert unread_totals(table(("3亩", "", ""))) == ()


@pytest.mark.parametrize("nothing", ["", "—", "-", "/", "无"])
def test_a_dash_adds_nothing(nothing: str) -> None:
    """Households without an amount keep no total from being checked."""
    (wrong,) = check_figures(table(("1", "", nothing), ("2", "", "200"), totals={"amount": "300"}))
    assert (wrong.row, wrong.computed) == (None, Decimal(200))
