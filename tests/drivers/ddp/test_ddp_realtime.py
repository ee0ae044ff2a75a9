"""WLED's own realtime packets: golden vectors, laws, and what the simulated receiver makes of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.ddp.codec import encode_packet
from drivers.ddp.codec import split_frame as split_for_ddp
from drivers.ddp.realtime import MAX_PIXELS, Update, decode_update, encode_run, is_realtime, split_frame
from drivers.ddp.simulator import DdpCard
from drivers.errors import ProtocolError
from drivers.pixels import to_rgb
from drivers.testing import sample_frame

FILE = Path(__file__).parent / "vectors" / "realtime.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))["packets"]
PANEL = Panel(30, 20, Colour.RGB)  # 600 pixels: two packets
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)

each_vector = pytest.mark.parametrize("entry", VECTORS, ids=[entry["name"] for entry in VECTORS])


def runs_of(entry):
    return tuple((first, bytes.fromhex(pixels)) for first, pixels in entry["runs"])


@each_vector
def test_vectors_mean_what_they_say(entry):
    """A packet of an independent sender decodes to the pixels a WLED lit."""
    assert entry["provenance"].startswith("independent sender")

    assert decode_update(bytes.fromhex(entry["hex"])) == Update(entry["seconds"], runs_of(entry))


@each_vector
def test_vectors_light_the_panel(entry):
    """Each is shown when it arrives, where it says."""
    card = DdpCard(PANEL)
    card.feed(bytes.fromhex(entry["hex"]))

    expected = bytearray(PANEL.frame_size)
    for first, pixels in runs_of(entry):
        expected[3 * first : 3 * first + len(pixels)] = pixels
    assert card.lit.data == expected


def test_the_one_we_send_is_produced():
    """The same bytes as the independent sender's."""
    (entry,) = [entry for entry in VECTORS if entry["name"].startswith("DNRGB")]
    ((first, pixels),) = runs_of(entry)

    assert encode_run(first, pixels, entry["seconds"]).hex() == entry["hex"]


@given(st.integers(1, 1200).flatmap(lambda count: st.binary(min_size=3 * count, max_size=3 * count)))
def test_a_frame_is_cut_into_packets_that_make_it_whole_again(pixels):
    """Every pixel once and in order, none too many in a packet."""
    seen = b""
    for packet in split_frame(pixels, 20):
        update = decode_update(packet)
        ((first, run),) = update.runs
        assert (update.seconds, 3 * first) == (20, len(seen))
        assert len(run) <= 3 * MAX_PIXELS
        seen += run
    assert seen == pixels


@given(
    st.binary(max_size=30)
    | st.tuples(st.integers(0, 5), st.binary(max_size=20)).map(lambda both: bytes([both[0]]) + both[1])
)
def test_any_bytes_are_an_update_or_a_protocol_error(data):
    """Nothing else leaves the decoder, and all pixels are whole."""
    try:
        update = decode_update(data)
    except ProtocolError:
        return
    assert all(len(pixels) % 3 == 0 for _, pixels in update.runs)


@pytest.mark.parametrize("wire", ["", "05ff0000ff", "02", "0402", "040201"])
def test_what_is_no_packet_is_refused(wire):
    """Unknown kinds, and heads without an end."""
    with pytest.raises(ProtocolError):
        decode_update(bytes.fromhex(wire))


def test_no_packet_of_ddp_is_taken_for_one():
    """Both may arrive at one port of the simulator."""
    assert not any(is_realtime(bytes([first])) for first in range(0x40, 0x60))
    assert not is_realtime(b"")


def test_zero_seconds_ends_live_data():
    """The WLED shows its own picture again, dark here, and takes no pixels."""
    card = DdpCard(PANEL)
    for packet in split_frame(to_rgb(FRAME), 2):
        card.feed(packet)
    assert card.lit == FRAME

    (handled,) = card.feed(encode_run(0, b"\xff" * 3, 0))

    assert handled.summary == {"request": "realtime", "kind": 4, "seconds": 0}
    assert card.lit == DARK


def test_each_is_shown_at_once_even_after_a_push_of_ddp():
    """They know no push."""
    card = DdpCard(PANEL)
    card.feed(b"A\x01\x0b\x01" + bytes(6))

    card.feed(encode_run(0, b"\xff" * 3, 2))

    assert card.lit.data[:4] == b"\xff\xff\xff\0"


def test_both_protocols_light_the_same_picture():
    """What differs is the way, not the pixels."""
    by_realtime, by_ddp = DdpCard(PANEL), DdpCard(PANEL)

    for wire in split_frame(to_rgb(FRAME), 255):
        by_realtime.feed(wire)
    for packet in split_for_ddp(to_rgb(FRAME), 0):
        by_ddp.feed(encode_packet(packet))

    assert by_realtime.lit == by_ddp.lit == FRAME
