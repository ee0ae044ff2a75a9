from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layouts.base import Style
from layouts.pacing import rows_ms, text_dwell


def test_a_short_page_has_the_least_time() -> None:
    """Nothing goes by in less than the style's least time."""
    assert text_dwell("停电通知", Style()) == 3000


def test_a_character_takes_a_quarter_of_a_second() -> None:
    """Sixteen characters stand one second and sixteen quarters."""
    assert text_dwell("鹭" * 16, Style()) == 5000


def test_digits_count_half_and_spaces_nothing() -> None:
    """Half-width characters are read in half the time, whitespace in none."""
    assert text_dwell("12345678 " * 4 + "\u3000", Style()) == text_dwell("鹭" * 16, Style())


def test_a_row_takes_two_seconds() -> None:
    """Four rows are read in eight seconds."""
    assert rows_ms(4, Style()) == 8000


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_text_never_stands_shorter(one: str, more: str) -> None:
    """Adding text never shortens a page."""
    assert text_dwell(one + more, Style()) >= text_dwell(one, Style())
