"""Frames and pictures are the same pixels."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.base import Colour, Frame, Panel
from drivers.picture import from_image, png_bytes, replace_png, to_image
from drivers.testing import sample_frame

sizes = st.tuples(st.integers(1, 40), st.integers(1, 9))
panels = st.builds(lambda size, colour: Panel(*size, colour), sizes, st.sampled_from(Colour))


@given(panels, st.randoms(use_true_random=False))
def test_picture_round_trip(panel, random):
    """R38: any picture a panel can show becomes a frame and comes back as the same picture."""
    levels = range(256) if panel.colour is Colour.RGB else (0, 255)
    used = {Colour.RED: 1, Colour.DUAL: 2, Colour.RGB: 3}[panel.colour]
    count = panel.width * panel.height
    pixels = [tuple(random.choice(levels) if band < used else 0 for band in range(3)) for _ in range(count)]
    image = Image.frombytes(
        "RGB", (panel.width, panel.height), bytes(value for pixel in pixels for value in pixel)
    )

    frame = from_image(image, panel)

    assert to_image(frame).tobytes() == image.tobytes()
    assert from_image(to_image(frame), panel) == frame


@pytest.mark.parametrize("colour", list(Colour))
def test_frame_round_trip(colour):
    """A frame whose width is no multiple of 8 survives with its padding dark."""
    frame = sample_frame(Panel(13, 5, colour))

    assert from_image(to_image(frame), frame.panel) == frame


def test_colours_on_the_picture():
    """Red is red, green is green, both are yellow, neither is black; the left pixel is the high bit."""
    frame = Frame(Panel(4, 1, Colour.DUAL), b"\x90\x50")

    image = to_image(frame)

    assert [image.getpixel((x, 0)) for x in range(4)] == [(255, 0, 0), (0, 255, 0), (0, 0, 0), (255, 255, 0)]


@pytest.mark.parametrize(
    ("colour", "pixel"),
    [
        ("red", (0, 255, 0)),
        ("red", (0, 0, 255)),
        ("dual", (255, 255, 255)),
        ("red", (254, 0, 0)),
        ("dual", (0, 1, 0)),
    ],
)
def test_colours_beyond_the_panel_are_refused(colour, pixel):
    """A colour the panel cannot show is an error and is not rounded (R38)."""
    image = Image.new("RGB", (8, 8))
    image.putpixel((3, 3), pixel)

    with pytest.raises(ValueError, match=r"cannot show|half-bright"):
        from_image(image, Panel(8, 8, Colour(colour)))


@pytest.mark.parametrize(
    "image", [Image.new("RGB", (8, 9)), Image.new("L", (8, 8)), Image.new("RGBA", (8, 8))]
)
def test_size_and_mode_must_fit(image):
    """A picture of another size or mode is refused, not scaled or converted."""
    with pytest.raises(ValueError, match="a picture for this panel is RGB 8x8"):
        from_image(image, Panel(8, 8, Colour.RED))


@given(panels)
def test_png_is_deterministic_and_lossless(panel):
    """The same frame gives the same PNG, and the PNG gives the frame."""
    frame = sample_frame(panel)

    data = png_bytes(frame)

    assert data == png_bytes(sample_frame(panel))
    assert from_image(Image.open(BytesIO(data)), panel) == frame


def test_replace_png_leaves_one_file(tmp_path):
    """The file is replaced whole; nothing half-written stays beside it."""
    frame = sample_frame(Panel(8, 8, Colour.DUAL))

    for shown in (Frame.dark(frame.panel), frame):
        replace_png(shown, tmp_path / "screen.png")

    assert [path.name for path in tmp_path.iterdir()] == ["screen.png"]
    assert (tmp_path / "screen.png").read_bytes() == png_bytes(frame)
