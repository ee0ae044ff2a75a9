"""Frames as digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.alpha.commands import Dots
from drivers.alpha.pictures import dots_of, frame_of, lit_percent
from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError, Unsupported

PANEL = Panel(8, 3, Colour.DUAL)
ROWS = (b"10000002", b"02000020", b"00333300")


def test_red_is_1_green_2_and_both_3():
    """The picture of the golden vectors, drawn as planes."""
    frame = Frame(PANEL, bytes([0x80, 0x00, 0x3C, 0x01, 0x42, 0x3C]))

    assert dots_of(frame, "P") == Dots("P", 8, ROWS)
    assert frame_of(Dots("P", 8, ROWS), PANEL) == frame


@given(st.integers(1, 20), st.integers(1, 9), st.sampled_from([Colour.RED, Colour.DUAL]), st.data())
def test_every_frame_survives_as_a_picture(width, height, colour, data):
    """Frame to digits and back is the frame, for any width and either colour."""
    panel = Panel(width, height, colour)
    planes = 2 if colour is Colour.DUAL else 1
    row = st.integers(0, (1 << width) - 1).map(
        lambda bits: (bits << 8 * panel.stride - width).to_bytes(panel.stride)
    )
    frame = Frame(
        panel, b"".join(data.draw(st.lists(row, min_size=planes * height, max_size=planes * height)))
    )

    assert frame_of(dots_of(frame, "N"), panel) == frame


def test_the_largest_picture_is_255_by_31():
    """The limits of SMALL DOTS are the limits of a frame."""
    assert len(dots_of(Frame.dark(Panel(255, 31, Colour.RED)), "N").rows) == 31
    for panel in (Panel(256, 31, Colour.RED), Panel(255, 32, Colour.DUAL), Panel(8, 8, Colour.RGB)):
        with pytest.raises(Unsupported, match=r"at most 255x31|red or dual"):
            dots_of(Frame.dark(panel), "N")


@pytest.mark.parametrize(
    ("dots", "panel"),
    [
        (Dots("P", 8, ROWS[:2]), PANEL),
        (Dots("P", 7, tuple(row[:7] for row in ROWS)), PANEL),
        (Dots("P", 8, ROWS), Panel(8, 3, Colour.RED)),
        (Dots("P", 8, (b"80000000", *ROWS[1:])), PANEL),
    ],
    ids=["height", "width", "green on red", "eight"],
)
def test_a_picture_of_another_panel_is_no_frame(dots, panel):
    """Another size, or digits the panel does not have, is a protocol error."""
    with pytest.raises(ProtocolError):
        frame_of(dots, panel)


def test_amber_counts_two_lamps():
    """What is lit is counted in lamps, in percent of the pixels."""
    panel = Panel(4, 1, Colour.DUAL)

    assert lit_percent(Frame(panel, b"\x80\x00")) == 25
    assert lit_percent(Frame(panel, b"\xf0\xf0")) == 200
