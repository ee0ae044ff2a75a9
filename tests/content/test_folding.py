"""Half-width figures on signs and paper, and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.cells import as_it_came, written
from ledctl.content.folding import fold_cell, fold_text
from ledctl.content.model import Column, ColumnType, Table

WIDE = "０１２３４５６７８９，．－：／"
HALF = "0123456789,.-:/"
FIGURES = [
    ColumnType.INT,
    ColumnType.DECIMAL,
    ColumnType.MONEY,
    ColumnType.PERCENT,
    ColumnType.DATE,
    ColumnType.PHONE,
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("合计资金￥５８，４８７．４３元，", "合计资金￥58,487.43元，"),
        ("每亩１１８．５０元", "每亩118.50元"),
        ("总投资８３．６６万元", "总投资83.66万元"),
        ("面积４９２．７２亩、１．５公顷", "面积492.72亩、1.5公顷"),
        ("１００～２００元", "100～200元"),
        ("￥３００～￥４００", "￥300～￥400"),
        ("完成８０．０％", "完成80.0％"),
        ("自２０２６年１１月２４日起", "自2026年11月24日起"),
        ("截至２０２６－１０－０６", "截至2026-10-06"),
        ("８：３０—１２：００", "8:30—12:00"),
        ("１５时２０分", "15时20分"),
        ("监督电话：０７００－８１２３４５６", "监督电话：0700-8123456"),
        ("拨打热线１２３４５", "拨打热线12345"),
        ("1２元", "12元"),
    ],
)
def test_amounts_dates_and_telephones_are_folded(text: str, folded: str) -> None:
    """Digits and the marks inside a figure become half-width; marks of the sentence stay."""
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "３６５便民超市有限公司",
        "鹭政示〔２０２６〕４１号",
        "ＤＮ３００排水管",
        "Ｋ１２＋３５０",
        "第２２户",
        "王１，李２",
        "１．补偿登记",
        "证书编号２４０２２８４７９００４",
        "3，200元",
        "￥－元",
    ],
)
def test_names_codes_and_document_numbers_stay(text: str) -> None:
    """Width may be part of a name; nothing outside a figure is touched."""
    assert fold_text(text) == text


@pytest.mark.parametrize(
    ("cell", "kind", "folded"),
    [
        ("１２，８６０．５０", ColumnType.MONEY, "12,860.50"),
        ("－５．５", ColumnType.DECIMAL, "-5.5"),
        ("２２", ColumnType.INT, "22"),
        ("８０．０％", ColumnType.PERCENT, "80.0％"),
        ("２０２６－１０－０６", ColumnType.DATE, "2026-10-06"),
        ("２０２６年１０月", ColumnType.DATE, "2026年10月"),
        ("０７００－８１２３４５６，８１２３４５７", ColumnType.PHONE, "0700-8123456，8123457"),
        ("￥８３．６６万元", ColumnType.TEXT, "￥83.66万元"),
        ("√开工：２０２６年１月", ColumnType.STEPS, "√开工：2026年1月"),
        ("３６５超市", ColumnType.TEXT, "３６５超市"),
        ("王１", ColumnType.NAME, "王１"),
        ("４３９９", ColumnType.BANK, "４３９９"),
        ("12，5", ColumnType.MONEY, "12，5"),
    ],
)
def test_cells_are_folded_by_what_their_column_holds(cell: str, kind: ColumnType, folded: str) -> None:
    """A column of figures folds its cells; text folds figures in it; names and card numbers never."""
    assert fold_cell(cell, kind) == folded


TEXTS = st.text(
    st.sampled_from("０１９，．－：／019,.-:年月日时分元亩万￥％电话：超市〔〕号KＫ "), max_size=30
)


@given(TEXTS, st.sampled_from(list(ColumnType)))
def test_folding_keeps_length_and_changes_only_its_own_characters(text: str, kind: ColumnType) -> None:
    """Law: what changed was a full-width digit or mark and is now its half-width self."""
    for folded in (fold_text(text), fold_cell(text, kind)):
        pairs = [(before, after) for before, after in zip(text, folded, strict=True) if before != after]
        assert all(HALF[WIDE.index(before)] == after for before, after in pairs)


@given(TEXTS, st.sampled_from(list(ColumnType)))
def test_folding_twice_is_folding_once(text: str, kind: ColumnType) -> None:
    """Law: what is folded needs no more of it."""
    assert fold_text(fold_text(text)) == fold_text(text)
    assert fold_cell(fold_cell(text, kind), kind) == fold_cell(text, kind)


@given(st.text(st.characters(exclude_characters=WIDE[:10])))
def test_text_without_full_width_digits_is_untouched(text: str) -> None:
    """Law: a sentence typed with half-width figures is left to the letter, its marks included."""
    assert fold_text(text) == text
    assert all(fold_cell(text, kind) == text for kind in FIGURES)


def test_a_money_column_is_folded_before_its_cents_are_written() -> None:
    """７１２．１ is an amount like any other; a grouped one keeps its commas; relayed cells keep all."""
    column = Column(key="a", label="金额", type=ColumnType.MONEY)
    table = Table(
        columns=(column,), rows=({"a": "７１２．１"}, {"a": "1,200"}, {"a": "３"}), totals={"a": "９"}
    )
    assert written(table).rows == (("712.10",), ("1,200",), ("3.00",))
    assert written(table).totals == ("9.00",)
    assert as_it_came(table).rows == (("７１２．１",), ("1,200",), ("３",))
    assert as_it_came(table).totals == ("９",)
    assert as_it_came(table.model_copy(update={"totals": None})).totals is None
