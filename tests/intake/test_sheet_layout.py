"""Laying cells out as a sheet: what is trimmed, what a merge does, what is too large."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.errors import BadInput
from ledctl.intake.sheet import MAX_COLUMNS, MAX_ROWS, Merge, Sheet, beneath, lay_out, letters, named, place

spots = st.tuples(st.integers(0, 12), st.integers(0, 12))
texts = st.sampled_from(["", " ", "甲", "周某", "118.50"])


@given(st.dictionaries(spots, texts))
def test_every_word_stays_where_it_stood(cells: dict[tuple[int, int], str]) -> None:
    """Only empty rows and columns around the content go; each cell is found at its old place."""
    sheet = lay_out("表1", cells)
    said = {spot: text for spot, text in cells.items() if text.strip()}
    if sheet is None:
        assert not said
        return
    found = {
        (sheet.top + row, sheet.left + column): text
        for row, line in enumerate(sheet.rows)
        for column, text in enumerate(line)
        if text
    }
    assert found == said
    assert len({len(line) for line in sheet.rows}) == 1
    assert any(sheet.rows[0])
    assert any(sheet.rows[-1])
    assert any(line[0] for line in sheet.rows)
    assert any(line[-1] for line in sheet.rows)


@given(st.dictionaries(spots, texts, min_size=1), st.tuples(spots, spots))
def test_a_merge_says_its_first_cell_everywhere(
    cells: dict[tuple[int, int], str], corners: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """Each cell that a merge covers holds what its first cell holds, and nothing else changes."""
    (a, b), (c, d) = corners
    merge = Merge(min(a, c), min(b, d), max(a, c), max(b, d))
    plain, merged = lay_out("表1", cells), lay_out("表1", cells, [merge])
    if plain is None or merged is None:
        assert plain is merged is None
        return
    assert (plain.top, plain.left, len(plain.rows)) == (merged.top, merged.left, len(merged.rows))
    for row, line in enumerate(merged.rows):
        for column, text in enumerate(line):
            inside = [m for m in merged.merged if m.top <= row <= m.bottom and m.left <= column <= m.right]
            source = (inside[0].top, inside[0].left) if inside else (row, column)
            assert text == plain.rows[source[0]][source[1]]


def test_a_title_over_more_columns_than_the_list_is_cut_to_it() -> None:
    """A merge makes no column that holds nothing."""
    sheet = lay_out("表1", {(0, 0): "公示", (1, 0): "序号", (1, 1): "姓名"}, [Merge(0, 0, 0, 9)])
    assert sheet == Sheet("表1", (("公示", "公示"), ("序号", "姓名")), (Merge(0, 0, 0, 1),))


def test_what_stands_under_a_merge_is_pointed_out() -> None:
    """Nobody sees it in the source, so it is not in the list, and its place is told."""
    cells = {(0, 0): "望江村", (1, 0): "石桥村", (1, 1): "甲"}
    sheet = lay_out("表1", cells, [Merge(0, 0, 1, 0)])
    assert sheet is not None
    assert sheet.rows == (("望江村", ""), ("望江村", "甲"))
    assert beneath(sheet, cells) == (1, 0)
    assert beneath(sheet, {(0, 0): "望江村", (1, 1): "甲"}) is None


def test_merges_that_meet_are_no_sound_sheet() -> None:
    """Which of the two would count nobody can say."""
    cells = {(0, 0): "甲", (3, 3): "乙"}
    with pytest.raises(BadInput) as caught:
        lay_out("表1", cells, [Merge(0, 0, 1, 1), Merge(1, 1, 2, 2)])
    assert (caught.value.code, caught.value.sentences[0].where) == ("package_broken", "表1!B2")


@pytest.mark.parametrize(
    ("far", "code"), [((MAX_ROWS, 0), "sheet_too_long"), ((0, MAX_COLUMNS), "sheet_too_wide")]
)
def test_content_over_more_than_a_public_list_is_refused(far: tuple[int, int], code: str) -> None:
    """One word far off would make a sheet of millions of cells; one nearer is the largest sheet."""
    with pytest.raises(BadInput) as caught:
        lay_out("表1", {(0, 0): "甲", far: "乙"})
    assert caught.value.code == code
    nearer = (max(far[0] - 1, 0), max(far[1] - 1, 0))
    assert lay_out("表1", {(0, 0): "甲", nearer: "乙"}) is not None


def test_a_place_is_named_as_the_source_names_it() -> None:
    """Sheet, letters, number; what was trimmed is counted; a long number in a name is not repeated."""
    sheet = lay_out("表1", {(5, 26): "甲"})
    assert sheet is not None
    assert sheet.place(0, 0) == "表1!AA6"
    assert [letters(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert place("周某439999199001011000", 0, 0) == "周某…!A1"
    assert len(named("表" * 99)) == 40
