"""The vendor-free byte tools."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ProtocolError
from drivers.wire import ReceiveBuffer, crc16_arc, spaced_hex, xor8


def test_crc16_arc_check_value():
    """The catalogue's check value of CRC-16/ARC is BB3D."""
    assert crc16_arc(b"123456789") == 0xBB3D
    assert crc16_arc(b"") == 0


@given(st.binary(max_size=64))
def test_crc16_arc_of_message_and_crc_is_zero(data):
    """A reflected CRC without final XOR, appended little endian, brings the sum to zero."""
    assert crc16_arc(data + crc16_arc(data).to_bytes(2, "little")) == 0


@given(st.binary())
def test_xor8_cancels_itself(data):
    """A byte string joined with itself is nothing."""
    assert xor8(data + data) == 0


def test_xor8_value():
    """Bytes are joined by exclusive or."""
    assert xor8(b"\x0f\xf1\x01") == 0xFF


def test_spaced_hex_names_what_it_cut():
    """A long string is cut, and says how long it was."""
    assert spaced_hex(b"\xa5\x01") == "a5 01"
    assert spaced_hex(bytes(5), 2) == "00 00 ... (5 bytes)"


@given(st.lists(st.binary(max_size=8)), st.integers(0, 40))
def test_buffer_gives_back_what_came_in(pieces, count):
    """However bytes arrive, they leave in order."""
    buffer = ReceiveBuffer(1000)
    for piece in pieces:
        buffer.append(piece)

    assert buffer.take(count) + buffer.take(len(buffer)) == b"".join(pieces)
    assert len(buffer) == 0


def test_buffer_looks_without_taking():
    """A mark is found from the front, from a place on, from the back, or not; nothing is taken."""
    buffer = ReceiveBuffer(10)
    buffer.append(b"\xa5\xa5xyx")

    assert (buffer.find(b"x"), buffer.find(b"x", 3), buffer.find(b"q")) == (2, 4, -1)
    assert (buffer.find_last(b"x", 5), buffer.find_last(b"x", 4), buffer.find_last(b"q", 5)) == (4, 2, -1)
    assert (buffer.search(re.compile(b"[^\xa5]")), buffer.search(re.compile(b"q"))) == (2, 5)
    assert (buffer.starts(b"\xa5\xa5"), buffer.starts(b"x")) == (True, False)
    assert len(buffer) == 5


def test_buffer_is_bounded():
    """A peer that never finishes costs an error, not memory; afterwards the buffer is usable."""
    buffer = ReceiveBuffer(4)
    buffer.append(b"1234")

    with pytest.raises(ProtocolError, match="more than 4 bytes"):
        buffer.append(b"5")

    buffer.append(b"6")
    assert buffer.take(9) == b"6"
