"""DDP packets: golden vectors and laws."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ddp.codec import DISPLAY, MAX_DATA, RGB, Flag, Packet, decode_packet, encode_packet, split_frame
from drivers.errors import ProtocolError

VECTORS = json.loads((Path(__file__).parent / "vectors" / "ddp.json").read_text(encoding="utf-8"))["packets"]
HEADER = 10

byte = st.integers(0, 255)
packets = st.builds(
    Packet,
    st.binary(max_size=50),
    st.integers(0, 2**32 - 1),
    st.integers(0, 15),
    st.integers(0, 15).map(Flag),
    byte,
    byte,
    st.none() | st.integers(0, 2**32 - 1),
)


def whole(entry):
    """The datagram of a vector, filled up with what it carries where only its header is given."""
    wire = bytes.fromhex(entry["hex"])
    return wire + bytes(HEADER + entry["bytes"] - len(wire))


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


@named(VECTORS)
def test_vectors_mean_what_they_say(entry):
    """A packet of an independent sender decodes to what it was told to send."""
    assert entry["provenance"].startswith("independent sender")
    packet = decode_packet(whole(entry))

    assert (packet.offset, packet.sequence, len(packet.data)) == tuple(
        entry[name] for name in ("offset", "sequence", "bytes")
    )
    assert packet.flags == (Flag.PUSH if entry["push"] else Flag(0))
    assert (packet.kind, packet.destination, packet.timecode) == (RGB, DISPLAY, None)


@named(VECTORS)
def test_vectors_are_produced(entry):
    """The same value gives the same bytes."""
    push = Flag.PUSH if entry["push"] else Flag(0)
    data = whole(entry)[HEADER:]

    assert encode_packet(Packet(data, entry["offset"], entry["sequence"], push)) == whole(entry)


@pytest.mark.parametrize(("size", "vectors"), [(9, VECTORS[:1]), (3000, VECTORS[1:])])
def test_a_frame_is_cut_as_the_independent_sender_cuts_it(size, vectors):
    """All but the number, which steps with each packet here, is LedFx's."""
    first = vectors[0]["sequence"]
    pixels = b"".join(whole(entry)[HEADER:] for entry in vectors)
    assert len(pixels) == size

    ours = [encode_packet(packet) for packet in split_frame(pixels, first - 1)]

    assert [wire[1] for wire in ours] == list(range(first, first + len(vectors)))
    assert [wire[:1] + bytes([first]) + wire[2:] for wire in ours] == [whole(entry) for entry in vectors]


@given(packets)
def test_packets_survive_the_wire(packet):
    """Decoding undoes encoding, timecode and all flags included."""
    assert decode_packet(encode_packet(packet)) == packet


@given(packets, st.binary(max_size=9))
def test_what_stands_behind_a_packet_is_not_part_of_it(packet, rubbish):
    """The announced length counts, as it does for receivers."""
    assert decode_packet(encode_packet(packet) + rubbish) == packet


@given(packets, st.data())
def test_a_packet_that_lost_its_end_is_refused(packet, data):
    """A packet is whole or is none."""
    wire = encode_packet(packet)

    with pytest.raises(ProtocolError):
        decode_packet(wire[: data.draw(st.integers(0, len(wire) - 1))])


@given(st.binary(max_size=40) | st.binary(max_size=40).map(b"A".__add__))
def test_any_bytes_are_a_packet_or_a_protocol_error(data):
    """Nothing else leaves the decoder."""
    try:
        packet = decode_packet(data)
    except ProtocolError:
        return
    assert decode_packet(encode_packet(packet)) == packet


def test_other_versions_are_refused():
    """Version 2 may mean anything."""
    with pytest.raises(ProtocolError, match="flags 0x81"):
        decode_packet(bytes.fromhex("81020b01000000000000"))


@given(st.binary(min_size=1, max_size=5000), st.none() | st.integers(0, 15))
def test_a_frame_is_cut_into_packets_that_make_it_whole_again(pixels, last):
    """Every byte once and in order, nothing too long, push on the last alone, numbers in turn or none."""
    cut = split_frame(pixels, last)

    assert b"".join(packet.data for packet in cut) == pixels
    offset = 0
    for packet in cut:
        assert packet.offset == offset
        offset += len(packet.data)
        assert 1 <= len(packet.data) <= MAX_DATA
        number = 0 if last is None else (last := last % 15 + 1)
        assert packet.sequence == number
    assert [bool(packet.flags & Flag.PUSH) for packet in cut] == [False] * (len(cut) - 1) + [True]
