"""How long a round of pages takes, and how it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Page, Panel, Program
from ledctl.rendering.rounds import clock_time, round_ms

PANEL = Panel(8, 8, Colour.RED)
dwells = st.lists(st.integers(min_value=500, max_value=3_600_000), min_size=1, max_size=20)


@given(dwells)
def test_a_round_is_every_page_once(times: list[int]) -> None:
    """Nothing is left out and nothing added between pages."""
    pages = tuple(Page(Frame.dark(PANEL), ms) for ms in times)
    assert round_ms(Program(PANEL, pages)) == sum(times)


@given(st.integers(min_value=0, max_value=400_000_000))
def test_a_written_time_is_never_short(milliseconds: int) -> None:
    """Read back it is the time rounded up to a second, in the usual shape."""
    text = clock_time(milliseconds)
    assert re.fullmatch(r"(\d+:)?\d{1,2}:\d\d", text)
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    assert 0 <= seconds * 1000 - milliseconds < 1000


@pytest.mark.parametrize(("ms", "text"), [(3000, "0:03"), (62_001, "1:03"), (3_723_000, "1:02:03")])
def test_examples(ms: int, text: str) -> None:
    """As a clock would show it."""
    assert clock_time(ms) == text
