"""Short codes: the same for a version always, read forgivingly, a slip is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.sheets.codes import ALPHABET, code_of, read_code
from ledctl.errors import BadInput

CODES = st.builds(code_of, st.text(), st.text("0123456789abcdef", min_size=64, max_size=64))
DIGEST = "c0" * 32
SLIPS = {"0": ["O", "o", "Ｏ"], "1": ["I", "l", "L", "i"]}


def test_a_code_is_the_same_always() -> None:
    """Paper that hangs must be read by every later release: the code of a version never changes."""
    assert code_of("2026-0001", DIGEST) == "9PG3-RH1G"


def test_a_code_is_of_one_version_of_one_notice() -> None:
    """Another notice with the same text, or another text of the same notice, has another code."""
    assert len({code_of("a", DIGEST), code_of("b", DIGEST), code_of("a", "c1" * 32)}) == 3


@given(CODES, st.data())
def test_a_code_is_read_as_people_type_it(code: str, data: st.DataObject) -> None:
    """Case, hyphens, spaces, fullwidth forms, O for 0 and I or L for 1 do not matter."""
    typed = "".join(
        data.draw(
            st.sampled_from(
                [one, one.lower(), f" {one}", f"{one}－", chr(ord(one) + 0xFEE0), *SLIPS.get(one, [])]
            )
        )
        for one in code.replace("-", "")
    )
    assert read_code(typed) == code


@given(CODES, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_seen(code: str, at: int, other: str) -> None:
    """A slip of one character is never another sheet."""
    plain = code.replace("-", "")
    wrong = plain[:at] + other + plain[at + 1 :]
    if wrong == plain:
        assert read_code(wrong) == code
    else:
        with pytest.raises(BadInput) as caught:
            read_code(wrong)
        assert caught.value.code == "sheet_code_mistyped"


@given(CODES, st.integers(0, 6), st.integers(1, 7))
def test_two_that_changed_places_are_always_seen(code: str, at: int, apart: int) -> None:
    """Two characters swapped, near or far, are never another sheet."""
    letters = list(code.replace("-", ""))
    other = min(at + apart, 7)
    letters[at], letters[other] = letters[other], letters[at]
    if "".join(letters) == code.replace("-", ""):
        assert read_code("".join(letters)) == code
    else:
        with pytest.raises(BadInput):
            read_code("".join(letters))


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-Q2XDD", "7K3M-Q2X!", "7K3M-Q2XU", "二〇二六年一月三日"])
def test_what_is_no_code_is_told_what_one_looks_like(typed: str) -> None:
    """Too short, too long or with characters no code has: the sentence shows one."""
    with pytest.raises(BadInput) as caught:
        read_code(typed)
    assert caught.value.code == "sheet_code_shape"


def test_a_long_paste_is_not_said_back_whole() -> None:
    """What was typed is said back, forty characters of it at most."""
    with pytest.raises(BadInput) as caught:
        read_code("长" * 5000)
    assert len(caught.value.sentences[0].zh) < 100
