"""Runs of columns are what the glyphs side by side are, in every form and at every stride."""

from __future__ import annotations

from sys import getsizeof

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.runs import OCTET, Case, dots, filled, octets, split_octets

HEIGHT = 5


def glyphs(advances: st.SearchStrategy[int]) -> st.SearchStrategy[Glyph]:
    def of(advance: int) -> st.SearchStrategy[Glyph]:
        rows = st.tuples(*[st.integers(0, (1 << advance) - 1)] * HEIGHT)
        return rows.map(lambda rows: Glyph(advance, rows))

    return advances.flatmap(of)


ANY = glyphs(st.integers(0, 20))
EVEN = glyphs(st.sampled_from([0, 8, 16]))


def case_of(given: list[Glyph]) -> tuple[Case, str]:
    """A case that has them as a, b, c and so on, and the text of them all."""
    case = Case(HEIGHT)
    text = "".join(chr(ord("a") + n) for n in range(len(given)))
    for character, glyph in zip(text, given, strict=True):
        case.keep(character, glyph)
    return case, text


def bit_by_bit(given: list[Glyph], stride: int) -> int:
    """The same run, bit by bit: the slow way nobody can get wrong."""
    rows = [0] * HEIGHT
    for glyph in given:
        rows = [row << glyph.advance | bits for row, bits in zip(rows, glyph.rows, strict=True)]
    return sum(row << stride * (HEIGHT - 1 - number) for number, row in enumerate(rows))


@given(given=st.lists(st.one_of(ANY, EVEN), max_size=8), spare=st.integers(0, 9))
def test_a_run_is_its_glyphs_side_by_side(given: list[Glyph], spare: int) -> None:
    """Whatever the advances, a run is as wide as their sum and has exactly their ink, in order."""
    case, text = case_of(given)
    run = case.run(text)
    width = sum(glyph.advance for glyph in given)
    stride = (width + OCTET - 1) // OCTET * OCTET + spare * OCTET
    assert run.width == case.advance(text) == width
    assert run.ink(stride) == bit_by_bit(given, stride)


@given(EVEN)
def test_both_forms_of_a_glyph_are_the_same_picture(glyph: Glyph) -> None:
    """Octets split into dots are the dots of the glyph itself."""
    assert split_octets(octets(glyph), HEIGHT) == dots(glyph)


@given(st.lists(EVEN, min_size=1, max_size=6))
def test_lines_of_whole_bytes_are_never_taken_apart(given: list[Glyph]) -> None:
    """Octets alone make a run of octets; one glyph of another width makes the run one of dots."""
    case, text = case_of(given)
    assert case.run(text).unit == OCTET
    case.keep("!", Glyph(3, (5,) * HEIGHT))
    assert case.run(text + "!").unit == case.run("!" + text).unit == 1


def test_a_character_not_met_is_a_key_error() -> None:
    """A case never makes a glyph up: what it was not given it does not have."""
    case, _ = case_of([Glyph(8, (1,) * HEIGHT)])
    for ask in (case.run, case.advance):
        with pytest.raises(KeyError):
            ask("a?")
    assert case.unmet("b?a?") == ["b", "?"]


def test_a_case_says_how_much_it_holds() -> None:
    """Its size grows with every glyph by at least the bytes of the columns, and it counts them."""
    case, _ = case_of([])
    empty = getsizeof(case)
    case.keep_octets({chr(0x4E00 + n): bytes(2 * HEIGHT) for n in range(100)})
    assert len(case) == 100
    assert getsizeof(case) - empty > 100 * 2 * HEIGHT


def test_a_rectangle_is_all_ink() -> None:
    """Every pixel of it is lit, and none beside it."""
    assert filled(3, 2).ink(8) == 0b00000111_00000111
    assert (filled(0, 2).ink(8), filled(0, 2).width) == (0, 0)
