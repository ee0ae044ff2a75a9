"""The statistics sheet of 2017, filled with figures that were published, contradictions included."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ledctl.forms.filled import FilledForm, filled_from
from ledctl.forms.filling import Sources, fill
from ledctl.forms.model import Kind
from tests.forms.figures import IN_2017, SHEET, STAFF, count, counts, entered, published_items


@pytest.fixture
def published() -> FilledForm:
    """The sheet as the township filed it in March 2018."""
    sources = Sources(counts(count(IN_2017, *published_items())), {"2017": entered(SHEET, STAFF)})
    return fill(SHEET, sources, town="某镇")


def test_the_sheet_is_whole() -> None:
    """65 rows, seven of them headings; what is counted, what is entered, and the seven checks."""
    (sheet,) = [table for table in SHEET.tables if table.id == "sheet"]
    assert len(sheet.rows) == 65
    kinds = {kind: [row.id for row in sheet.rows if row.kind is kind] for kind in Kind}
    assert len(kinds[Kind.HEADER]) == 7
    assert kinds[Kind.DERIVED] == ["1.1", "1.1.a", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"]
    assert [row.id for row in sheet.rows if row.measure and row.kind is Kind.MANUAL] == ["2.2.3", "2.2.5"]
    assert all(row.unit for row in sheet.rows if row.kind is not Kind.HEADER)
    assert [check.id for check in SHEET.checks] == [f"C{n}" for n in range(1, 8)]
    labels = [signer.label for signer in SHEET.signers]
    assert labels == ["填报单位（盖章）", "单位负责人", "审核人", "填报人", "联系电话", "填报日期"]


@pytest.mark.parametrize(
    ("address", "value"),
    [("1.1", 222), ("1.1.a", 0), ("1.2.1", 0), ("1.2.2", 192), ("1.2.3", 0), ("1.2.4", 0), ("1.2.5", 30)],
)
def test_derived_figures_are_those_published(published: FilledForm, address: str, value: int) -> None:
    """Every counted cell has its figure and as many items behind it."""
    cell = published.cell(f"{address}:now")
    assert cell is not None
    assert (cell.value, len(cell.items), cell.origin) == (value, value, "derived")


def test_the_contradictions_in_it_are_named_and_nothing_else_fails(published: FilledForm) -> None:
    """222 = 192 + 30 exactly (C3); staff 0 over 0 and 1 (C5); 86.5 % printed as 86 % (C7)."""
    found = {finding.check: finding for finding in published.findings}
    assert [finding.check for finding in published.findings] == ["C3", "C5", "C7"]
    assert "222 条恰等于各渠道之和" in found["C3"].zh
    assert "（三）从事政府信息公开工作人员数”填 0，而所列各项之和为 1" in found["C5"].zh
    assert "86.5%，文字材料写的是 86%" in found["C7"].zh
    assert [finding.check for finding in published.findings if finding.blocks] == ["C5"]
    assert not published.may_be_filed


def test_mended_it_may_be_filed(published: FilledForm) -> None:
    """Warnings are printed beside and keep nothing from being filed."""
    values = STAFF | {"8.3": "1", "e.printed": "86.5"}
    sources = Sources(counts(count(IN_2017, *published_items())), {"2017": entered(SHEET, values)})
    mended = fill(SHEET, sources, town="某镇")
    assert [finding.check for finding in mended.findings] == ["C3"]
    assert mended.may_be_filed
    assert len({cell.address for _, cell in mended.cells()}) == 58 + 3


def test_what_is_frozen_is_what_was_filled(published: FilledForm) -> None:
    """The JSON holds everything that is printed, and gives the same form back."""
    assert filled_from(published.as_dict()) == published
    with pytest.raises(ValueError, match="ledctl-form-filled-1"):
        filled_from({"format": "something else"})
    assert replace(published, town="甲镇").heading == "甲镇2017年政府信息公开工作统计表"
    assert {one.title for one in published.behind("1.2.5:now")} == {f"公告B{n}" for n in range(30)}
    assert published.behind("9.1:now") == published.behind("nowhere") == ()
    figures = {one["id"]: one["cells"] for one in published.as_dict()["tables"][0]["rows"]}
    assert figures["1.1"][0]["value"] == 222
    assert figures["8.4"][0]["entry"]["source"] == "登记簿"


def test_an_empty_cell_is_told_and_is_not_zero() -> None:
    """Unknown stays unknown: no check is judged on it, and the form cannot be filed."""
    blank = fill(SHEET, Sources(counts(count(IN_2017, *published_items()))), town="某镇")
    assert [finding.check for finding in blank.findings] == ["", "", "C3"]
    assert "还有 49 格没有填" in blank.findings[0].zh
    assert "填报单位（盖章）、单位负责人" in blank.findings[1].zh
    cell = blank.cell("8.3:now")
    assert cell is not None
    assert (cell.value, cell.text, cell.origin) == (None, "", "empty")
    rate = blank.cell("e.rate:now")
    assert rate is not None
    assert rate.value == Decimal("86.5")
    nothing = fill(SHEET, Sources(counts(count())), town="某镇").cell("e.rate:now")
    assert nothing is not None
    assert nothing.value is None, "the rate of no items is not 0"
