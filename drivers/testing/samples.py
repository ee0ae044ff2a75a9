"""What signs are given to show when they are tried: a frame and a list of bookings. Pure."""

from __future__ import annotations

from datetime import datetime

from drivers.base import Booking, Colour, Frame, Page, Panel, Program


def sample_frame(panel: Panel) -> Frame:
    """A frame in which rows, columns and colours all differ, with nothing lit beyond the edge."""
    if panel.colour is Colour.RGB:
        return Frame(panel, bytes(i * 7 % 256 for i in range(panel.frame_size)))
    planes = 2 if panel.colour is Colour.DUAL else 1
    return Frame(
        panel, b"".join(_test_row(panel, 2 * p + y) for p in range(planes) for y in range(panel.height))
    )


def sample_bookings(panel: Panel) -> tuple[Booking, Booking]:
    """Two programs for a card that turns pages itself: two pages, one page; the second with a window."""
    first = Program(panel, (Page(sample_frame(panel), 5000), Page(Frame.dark(panel), 3000)))
    second = Program(panel, (Page(sample_frame(panel), 8000),))
    return Booking(first), Booking(second, datetime(2026, 3, 4), datetime(2099, 12, 31, 18, 30))


def _test_row(panel: Panel, seed: int) -> bytes:
    bits = sum(1 << x for x in range(panel.width) if (7 * x + 13 * seed) % 5 == 0)
    return (bits << (8 * panel.stride - panel.width)).to_bytes(panel.stride)
