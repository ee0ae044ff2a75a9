"""Words cut to the room there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.pictures.lettering import fit, width
from ledctl.pictures.svg import picture, text
from tests.pictures.reading import words


@given(st.text(), st.floats(0, 400), st.sampled_from([11.0, 12.0, 16.0]))
def test_what_is_cut_fits(written: str, room: float, size: float) -> None:
    """Never wider than the room; what fits stays whole but for its spaces."""
    cut = fit(written, room, size)
    assert width(cut, size) <= room or cut == ""
    if width(written, size) <= room:
        assert cut == " ".join(written.split())


@pytest.mark.parametrize(
    ("written", "room", "cut"),
    [
        ("低保名单公示", 72, "低保名单公示"),
        ("低保名单公示", 71, "低保名单…"),
        ("低保名单公示", 20, ""),
        ("", 10, ""),
        ("一  二\n三", 100, "一 二 三"),
    ],
)
def test_titles_end_in_an_ellipsis(written: str, room: float, cut: str) -> None:
    """A reader sees that there is more; where not even one character fits, nothing stands."""
    assert fit(written, room, 12) == cut


def test_marks_above_letters_and_pictures_are_measured() -> None:
    """What takes no room of its own adds none, an emoji takes more than a character."""
    assert width("e\u0301", 10) == width("e", 10)
    assert width("\N{GRINNING FACE}", 10) == 14
    assert width("W", 10) > width("N", 10) > width("n", 10) > width("i", 10)


def test_the_guess_is_from_above() -> None:
    """A guess narrower than the other one of these tests would let words overlap."""
    for written in ("低保abc", "0123456789", "Notice on school bus", "2026-05-03 截至"):
        drawn = words(
            picture(9, 9, text(written, 0, 9, size=10), name="t", title="", described="", language="zh")
        )
        assert drawn[0].right * 0.9 <= width(written, 10)
