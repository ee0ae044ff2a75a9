"""The envelope of Alpha messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.alpha.packets import (
    LIMIT,
    ChecksumError,
    Packet,
    PacketDecoder,
    ReplyDecoder,
    Verdict,
    checksum,
    encode_packet,
    encode_verdict,
    spell,
)
from drivers.errors import ProtocolError
from drivers.testing import feed_bytewise

BODIES = st.lists(
    st.binary(min_size=1, max_size=20).map(lambda data: bytes(5 + b % 251 for b in data)), min_size=1
)
PACKETS = st.builds(
    Packet,
    BODIES.map(tuple),
    st.integers(0x20, 0x7E).map(lambda code: bytes([code])),
    st.sampled_from([b"00", b"0A", b"?1", b"ff"]),
)
RUN = Packet((b"E.SUA",))
WIRE = encode_packet(RUN)


def feed(decoder, *pieces):
    """All messages and errors, in order."""
    found = []
    for piece in pieces:
        try:
            decoder.feed(piece)
            while (message := decoder.next()) is not None:
                found.append(message)
        except ProtocolError as error:
            found.append(type(error))
    return found


@given(PACKETS, st.booleans(), st.booleans())
def test_every_packet_survives_the_wire(packet, sums, spelt):
    """Encoded with or without sums, in either spelling, a packet decodes to itself."""
    wire = encode_packet(packet, sums=sums)
    decoder = PacketDecoder()
    decoder.feed(spell(wire) if spelt else wire)

    assert decoder.next() == packet
    assert decoder.next() is None


@given(PACKETS)
def test_the_three_byte_form_can_be_printed(packet):
    """No byte of the three-byte form is a control byte or above ASCII."""
    assert all(0x20 <= byte < 0x7F for byte in spell(encode_packet(packet)))


@given(
    st.lists(
        st.binary(max_size=30) | st.sampled_from([WIRE, spell(WIRE), WIRE[:9], b"\x06@", b"_", b"_0", b"\0"])
    )
)
def test_whatever_arrives_is_decoded_or_a_protocol_error(pieces):
    """Both decoders give messages or ``ProtocolError``, and stay usable."""
    for decoder in (PacketDecoder(), ReplyDecoder()):
        feed(decoder, *pieces)
        decoder.clear()
        assert feed(decoder, WIRE) == [RUN]


def test_a_wrong_sum_is_told_from_rubbish():
    """A damaged packet is a checksum error, as a sign keeps a register of those."""
    assert feed(PacketDecoder(), WIRE.replace(b"SUA", b"SUB")) == [ChecksumError]
    assert feed(PacketDecoder(), WIRE.replace(checksum(b"E.SUA"), b"0161".lower())) == [RUN]


@pytest.mark.parametrize(
    "wire",
    [
        b"GET / HTTP/1.1",
        b"\x01\x04",
        b"\x01Z00\x04",
        b"\x01Z0G\x02E,\x04",
        b"\x01Z00\x02\x03\x04",
        b"\x01Z00\x02E,\x03006\x04",
        b"_01Z00_02A_1_04",
        b"___",
    ],
)
def test_what_is_not_a_packet_is_reported_once_and_dropped(wire):
    """One error, and then the next packet is understood."""
    decoder = PacketDecoder()

    assert feed(decoder, wire) == [ProtocolError]
    assert feed(decoder, WIRE) == [RUN]


@pytest.mark.parametrize("wire", [WIRE, spell(WIRE)], ids=["plain", "spelt"])
def test_a_packet_cut_short_costs_one_error(wire):
    """A new header inside a packet means the first was cut; the second is kept."""
    decoder = PacketDecoder()

    assert feed(decoder, wire[:-3] + wire.lstrip(b"\0"), b"") == [ProtocolError, RUN]


@pytest.mark.parametrize("scrap", [b"\x01", b"_01", b"\x01Z00", b"x\x01", b"\x01_01"])
def test_a_run_of_headers_is_dropped_at_once(scrap):
    """Many packets begun and none ended are one report, and the packet behind them is read."""
    last = WIRE.lstrip(b"\0")

    assert feed(PacketDecoder(), scrap * 5000 + last, b"", b"")[-1] == RUN
    assert feed(PacketDecoder(), scrap * 5000 + last, b"", b"").count(ProtocolError) <= 2


@pytest.mark.parametrize("decoder", [PacketDecoder, ReplyDecoder])
@pytest.mark.parametrize(
    "scrap",
    [
        *(b"\x01", b"_01", b"_00", b"\0x", b"x\x01", b"\x01x", b"\x01_01"),
        *(b"\x01\x04", b"_01_04", b"x\x01\x04", b"x_01_04", b"\x06", b"\x06\x40"),
        *(WIRE, spell(WIRE)),
    ],
)
def test_a_flood_costs_what_it_is_long(decoder, scrap, looked_at):
    """However 20 kB are made up, each byte is looked at a few times and not once a scrap."""
    flooded = decoder()
    flooded.feed((scrap * 20_000)[:20_000])
    ended = False
    while not ended:
        try:
            ended = flooded.next() is None
        except ProtocolError:
            continue

    assert 0 < looked_at() < 12 * 20_000


def test_rubbish_before_a_packet_does_not_take_it_along():
    """Noise is dropped up to the next header, whichever spelling it has."""
    assert feed(PacketDecoder(), b"noise" + WIRE, b"") == [ProtocolError, RUN]
    assert feed(PacketDecoder(), b"noise" + spell(WIRE), b"") == [ProtocolError, RUN]


def test_idle_bytes_of_either_spelling_are_passed_over():
    """NUL bytes wake a line and mean nothing, however many there are."""
    assert feed(PacketDecoder(), bytes(20) + b"_00_00" + WIRE + bytes(3) + b"_00") == [RUN]


def test_an_endless_packet_is_bounded():
    """Past its bound a decoder forgets, and goes on."""
    decoder = PacketDecoder()

    assert feed(decoder, b"\x01" + b"A" * LIMIT) == [ProtocolError]
    assert feed(decoder, WIRE) == [RUN]


@pytest.mark.parametrize("verdict", [Verdict(True, 0x40), Verdict(False, 0x60), Verdict(False, 0x01)])
def test_verdicts_are_two_bytes_outside_packets(verdict):
    """ACK and NAK carry the register, whatever its value, and may stand before a packet."""
    feed_bytewise(ReplyDecoder, encode_verdict(verdict), verdict)
    assert feed(ReplyDecoder(), b"\0" + encode_verdict(verdict) + WIRE) == [verdict, RUN]


@pytest.mark.parametrize(
    "fields",
    [((),), ((b"",),), ((b"A\x04",),), ((b"A",), b"ZZ"), ((b"A",), b"Z", b"1"), ((b"A",), b"Z", b"0x")],
)
def test_packets_that_cannot_be_sent_are_not_made(fields):
    """No bodies, framing bytes inside one, or a wrong header: refused when made."""
    with pytest.raises(ValueError, match=r"a packet has bodies|two hex digits"):
        Packet(*fields)
