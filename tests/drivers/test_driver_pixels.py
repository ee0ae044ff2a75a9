"""Frames as bytes of red, green and blue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError
from drivers.picture import to_image
from drivers.pixels import from_rgb, rgb_size, to_rgb
from drivers.testing import sample_frame

PANELS = [Panel(width, 3, colour) for width in (1, 8, 13, 24) for colour in Colour]


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_pixels_are_those_of_the_picture_and_come_back(panel):
    """What goes on the wire is what the preview draws (R38), and nothing is lost."""
    frame = sample_frame(panel)

    pixels = to_rgb(frame)

    assert pixels == to_image(frame).tobytes()
    assert len(pixels) == rgb_size(panel)
    assert from_rgb(pixels, panel) == frame


def test_the_colours_of_lamps():
    """Red, green, yellow and dark, each by name."""
    panel = Panel(4, 1, Colour.DUAL)

    assert to_rgb(Frame(panel, b"\xa0\x60")).hex(" ", 3) == "ff0000 00ff00 ffff00 000000"
    assert to_rgb(Frame(Panel(2, 1, Colour.RED), b"\x40")).hex(" ", 3) == "000000 ff0000"


@given(st.binary(min_size=39, max_size=39), st.sampled_from(list(Colour)))
def test_any_pixels_are_some_frame(pixels, colour):
    """From half brightness up a lamp counts as lit, and the bits beyond the width stay dark."""
    panel = Panel(13, 1, colour)

    frame = from_rgb(pixels, panel)

    lit = [to_rgb(frame)[at] for at in range(0, 39, 3)]
    if colour is not Colour.RGB:
        assert lit == [0xFF if red >= 0x80 else 0 for red in pixels[::3]]
        assert all(plane[-1] & 0b111 == 0 for plane in frame.planes)


def test_pixels_of_another_panel_are_refused():
    """A wrong number of bytes is no picture."""
    with pytest.raises(ProtocolError, match="are 6 bytes, not 5"):
        from_rgb(bytes(5), Panel(2, 1, Colour.RED))
