"""The rule in ``choosing.py``, on the fonts as they are pinned."""

from __future__ import annotations

import pytest

from ledctl.fonts.choosing import chain, size_names, sizes_worth_asking
from ledctl.fonts.pins import catalogue

PINS = catalogue().fonts
UNIFONT, WQY, NOTO = (pin.id for pin in PINS)


@pytest.mark.parametrize(
    ("sizes", "pixel", "outline"),
    [
        ([12, 13, 15], [WQY, NOTO], [WQY, NOTO]),
        ([16], [UNIFONT], [UNIFONT]),
        ([32, 48, 64, 256], [UNIFONT], [NOTO, UNIFONT]),
        ([24, 25, 40, 250], [NOTO], [NOTO]),
        ([512], [UNIFONT], [UNIFONT]),
        ([-16, 0, 1, 8, 10, 11, 14, 17, 23, 257], [], []),
    ],
)
def test_which_fonts_are_asked(sizes: list[int], pixel: list[str], outline: list[str]) -> None:
    """The table in the module's docstring, size by size."""
    for size in sizes:
        assert [pin.id for pin in chain(PINS, size)] == pixel
        assert [pin.id for pin in chain(PINS, size, "outline")] == outline


def test_the_sizes_a_sentence_names() -> None:
    """Whoever asks for a size that is not there is told those that are."""
    zh, en = size_names(PINS)
    assert zh == "16的倍数、12、13、15、24至256"
    assert en == "multiples of 16, 12, 13, 15, 24 to 256"


def test_where_a_font_is_worth_measuring() -> None:
    """At its own sizes, and where it fills another's gaps."""
    assert [sizes_worth_asking(PINS, pin) for pin in PINS] == [(16,), (12, 13, 15), (12, 13, 15, 24)]
