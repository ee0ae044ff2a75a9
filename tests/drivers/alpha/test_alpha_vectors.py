"""Every golden vector of the Alpha protocol, in both directions."""

import json
from pathlib import Path

import pytest

from drivers.alpha.commands import (
    AckMode,
    Clock,
    Dots,
    Memory,
    Read,
    RunList,
    SoftReset,
    decode_command,
    encode_command,
    hold_picture,
)
from drivers.alpha.memory import File
from drivers.alpha.packets import Packet, PacketDecoder, encode_packet, spell
from drivers.errors import ProtocolError
from drivers.testing import feed_bytewise

VECTORS = json.loads((Path(__file__).parent / "vectors" / "alpha.json").read_text(encoding="utf-8"))[
    "packets"
]
OURS = [entry for entry in VECTORS if entry["orders"]]


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def value_of(order):
    """The value an entry says its bytes are."""
    ((what, data), *_) = order.items()
    match what:
        case "dots":
            return Dots(data, len(order["rows"][0]), tuple(row.encode() for row in order["rows"]))
        case "memory":
            return Memory(tuple(File(*one) for one in data))
        case "hold":
            return hold_picture(*data)
        case "read":
            return Read(*data)
        case "clock":
            return Clock(*data)
    return {"run": RunList(data), "reset": SoftReset(), "ack": AckMode(data)}[what]


def decode(entry):
    decoder = PacketDecoder()
    decoder.feed(bytes.fromhex(entry["hex"]))
    return decoder.next()


@named(VECTORS)
def test_every_alpha_vector_says_where_it_comes_from(entry):
    """A vector without provenance proves nothing; none of these is ours."""
    assert "alphasignpy" in entry["provenance"]


@named(OURS)
def test_what_we_send_is_what_others_send(entry):
    """Our bytes for the same orders are, byte for byte, those of the other encoders."""
    bodies = tuple(encode_command(value_of(order)) for order in entry["orders"])

    assert encode_packet(Packet(bodies), sums=entry["sums"]) == bytes.fromhex(entry["hex"])


@named(OURS)
def test_what_others_send_means_what_the_vector_says(entry):
    """Each body decodes to the order the other encoder was given."""
    packet = decode(entry)

    assert (packet.kind, packet.address) == (b"Z", b"00")
    assert [decode_command(body) for body in packet.bodies] == [value_of(order) for order in entry["orders"]]


@named(VECTORS)
def test_alpha_packets_are_rebuilt_byte_for_byte(entry):
    """Decoding and encoding a packet gives its bytes, sums and all, whatever its command."""
    assert encode_packet(decode(entry), sums=entry["sums"]) == bytes.fromhex(entry["hex"])


@named(VECTORS)
def test_alpha_packets_arrive_however_they_are_cut(entry):
    """Whole, byte by byte, with rubbish after, and spelt in three bytes: the same packet."""
    wire = bytes.fromhex(entry["hex"])

    feed_bytewise(PacketDecoder, wire, decode(entry))
    feed_bytewise(PacketDecoder, spell(wire), decode(entry))


def test_full_colour_pictures_are_refused():
    """A command this driver does not know is a protocol error, however sound its packet."""
    (entry,) = [entry for entry in VECTORS if not entry["orders"]]

    with pytest.raises(ProtocolError, match="not a command known here"):
        decode_command(decode(entry).bodies[0])
