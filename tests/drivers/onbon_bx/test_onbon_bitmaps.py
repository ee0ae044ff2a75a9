"""Bitmaps of the Onbon BX family as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError, Unsupported
from drivers.onbon_bx.bitmaps import Format, pack, packed_size, unpack
from drivers.onbon_bx.models import Packing
from drivers.testing import sample_frame

sizes = st.tuples(st.integers(1, 70), st.integers(1, 5))
forms = st.builds(Format, st.sampled_from([Packing.BYTES, Packing.WORDS]), st.booleans())


def seven(panel, seed=0):
    """A full-colour frame with each lamp off or on, all eight combinations in it."""
    lamps = ((i + seed) % 8 >> lamp & 1 for i in range(panel.width * panel.height) for lamp in range(3))
    return Frame(panel, bytes(255 * lamp for lamp in lamps))


@given(sizes, st.sampled_from(Colour), st.integers(0, 70), forms)
def test_bitmaps_round_trip(size, colour, x, form):
    """Any frame at any x in either order comes back, and the size is as announced."""
    panel = Panel(*size, colour)
    frame = seven(panel) if colour is Colour.RGB else sample_frame(panel)

    bitmap = pack(frame, form, x=x)

    assert len(bitmap) == packed_size(panel, form, x=x)
    assert unpack(bitmap, panel, form, x=x) == frame


@given(sizes, st.integers(0, 70), forms)
def test_a_dark_frame_is_all_ones(size, x, form):
    """0 is lit, so lead-in, picture and padding of a dark frame are all ones."""
    panel = Panel(*size, Colour.DUAL)

    assert set(pack(Frame.dark(panel), form, x=x)) == {0xFF}


@given(st.integers(0, 63), st.integers(0, 69), st.sampled_from([Packing.BYTES, Packing.WORDS]))
def test_one_lit_pixel_is_where_the_manual_says(x, column, packing):
    """Counted from the start of the unit the area begins in, most significant bit leftmost."""
    panel = Panel(70, 1, Colour.RED)
    pixel = Frame(panel, (1 << 8 * panel.stride - 1 - column).to_bytes(panel.stride))
    unit = 8 if packing is Packing.BYTES else 32

    bitmap = pack(pixel, Format(packing), x=x)

    words = [bitmap[i : i + unit // 8][::-1] for i in range(0, len(bitmap), unit // 8)]
    bits = "".join(f"{int.from_bytes(word if unit == 32 else word[::-1]):0{unit}b}" for word in words)
    assert bits.index("0") == x % unit + column
    assert bits.count("0") == 1


def test_seven_colours_are_three_planes():
    """A white pixel, then red, green and blue: one bit in each of three planes, red first."""
    panel = Panel(4, 1, Colour.RGB)
    frame = Frame(panel, b"\xff\xff\xff" + b"\xff\0\0" + b"\0\xff\0" + b"\0\0\xff")

    bitmap = pack(frame, Format(Packing.WORDS))

    assert bitmap.hex(" ", 4) == "ffffff3f ffffff5f ffffff6f"


def test_shades_do_not_fit_a_card_of_seven_colours():
    """A shade is refused and not rounded: what was approved is what is shown."""
    frame = Frame(Panel(1, 1, Colour.RGB), b"\xff\x80\x00")

    with pytest.raises(Unsupported, match="seven colours"):
        pack(frame, Format(Packing.WORDS))


@given(sizes, st.integers(0, 40))
def test_full_colour_is_kept_to_the_bit_on_a_6q(size, x):
    """Three bytes a pixel, wherever the area stands."""
    frame = sample_frame(Panel(*size, Colour.RGB))
    form = Format(Packing.RGB888)

    assert pack(frame, form, x=x) == frame.data
    assert unpack(frame.data, frame.panel, form, x=x) == frame


@pytest.mark.parametrize(
    ("rgb", "little"),
    [("ffffff", "ffff"), ("ff0000", "00f8"), ("00ff00", "e007"), ("0000ff", "1f00"), ("123456", "aa11")],
)
def test_two_bytes_a_pixel_on_a_5q(rgb, little):
    """Red five bits, green six, blue five, in the byte order of the setting; full stays full."""
    panel = Panel(1, 1, Colour.RGB)
    frame, wanted = Frame(panel, bytes.fromhex(rgb)), bytes.fromhex(little)

    assert pack(frame, Format(Packing.RGB565)) == wanted
    assert pack(frame, Format(Packing.RGB565, big_endian=True)) == wanted[::-1]
    back = unpack(wanted, panel, Format(Packing.RGB565))
    assert all(abs(a - b) < 8 for a, b in zip(back.data, frame.data, strict=True))
    assert set(rgb) != set("f0") or back == frame


@given(sizes, st.booleans(), st.integers(0, 20))
def test_what_fits_sixteen_bits_comes_back(size, big_endian, x):
    """Reading and packing again gives the same bytes, in either order."""
    panel, form = Panel(*size, Colour.RGB), Format(Packing.RGB565, big_endian=big_endian)
    bitmap = bytes(i * 37 % 256 for i in range(packed_size(panel, form, x=x)))

    assert pack(unpack(bitmap, panel, form, x=x), form, x=x) == bitmap


@pytest.mark.parametrize("packing", Packing)
def test_bitmap_of_the_wrong_size_is_a_protocol_error(packing):
    """A bitmap that does not fill its area is not stretched."""
    panel = Panel(8, 2, Colour.RGB)

    with pytest.raises(ProtocolError, match=r"has \d+ bytes, not 5"):
        unpack(bytes(5), panel, Format(packing))
