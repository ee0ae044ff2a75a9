"""Framing, packets and messages of the Onbon BX-5E as laws."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError, Unsupported
from drivers.onbon_bx import messages
from drivers.onbon_bx.areas import AreaPage, UpdateArea, decode_area, encode_area
from drivers.onbon_bx.bitmaps import pack, packed_size, unpack
from drivers.onbon_bx.codec import PacketDecoder, ReplyDecoder, cover, wire_of, wire_of_frame
from drivers.onbon_bx.framing import Deframer, escape, unescape, wrap
from drivers.onbon_bx.messages import Ack, DeleteAreas, Nack, Ping, PingReply, RequestError, SwitchPower
from drivers.onbon_bx.packets import (
    ChecksumError,
    DynamicPacket,
    StandardPacket,
    answer_to,
    decode_packet,
    encode_packet,
)
from drivers.testing import sample_frame

byte, word = st.integers(0, 255), st.integers(0, 65535)
# raw bytes that meet every escape often
raw = st.lists(st.sampled_from(b"\xa5\xa6\x5a\x5b\x01\x02\x00\xff"), max_size=60).map(bytes) | st.binary()
device = st.binary(min_size=2, max_size=2)
standard = st.builds(
    StandardPacket, word, word, device, raw, byte, byte, word, byte, byte, st.binary(min_size=6, max_size=6)
)
packets = standard | st.builds(DynamicPacket, word, word, device, raw)
pages = st.builds(AreaPage, raw, word, byte, byte, byte, byte, word, byte)
updates = st.builds(
    UpdateArea,
    word,
    word,
    word,
    word,
    st.lists(pages, max_size=3).map(tuple),
    byte,
    byte,
    word,
    byte,
    st.lists(word, max_size=4).map(tuple),
    byte,
    byte,
)
ids = st.lists(byte, max_size=254).map(tuple)
requests = (
    st.just(Ping())
    | st.builds(SwitchPower, st.booleans())
    | updates
    | st.builds(DeleteAreas, ids)
    | st.just(DeleteAreas())
)
ping_replies = st.builds(
    PingReply,
    device,
    st.binary(min_size=8, max_size=8),
    *[byte, word, byte, word, word, byte, byte, byte, device, byte, byte, word, byte, byte, byte, byte],
)
replies = st.just(Ack()) | st.builds(Nack, word) | ping_replies
sizes = st.tuples(st.integers(1, 40), st.integers(1, 5))


@given(raw)
def test_escapes_round_trip_and_hide_the_marks(payload):
    """After escaping neither mark occurs, and un-escaping gives the payload back."""
    wire = escape(payload)

    assert b"\xa5" not in wire
    assert b"\x5a" not in wire
    assert unescape(wire) == payload


@pytest.mark.parametrize("wire", ["a6", "5b", "a600", "a603", "5b5b01", "00a6"])
def test_an_escape_that_does_not_exist_is_a_broken_frame(wire):
    """A6 and 5B are followed by 01 or 02, or the frame is broken."""
    with pytest.raises(ProtocolError, match="no such escape"):
        unescape(bytes.fromhex(wire))


@given(raw.filter(bool), st.integers(1, 12), st.integers(1, 3))
def test_any_number_of_marks_is_accepted(payload, lead, tail):
    """Cards send nine start bytes and clients two end bytes: both frames come out."""
    frames = Deframer(4096)

    frames.feed(wrap(payload, lead=b"\xa5" * lead, tail=b"\x5a" * tail) * 2)

    assert [frames.next(), frames.next(), frames.next()] == [payload, payload, None]


def test_a_frame_cut_short_does_not_swallow_the_next():
    """A start byte inside a frame is an error once, and then the new frame is read."""
    frames = Deframer(100)
    frames.feed(b"\xa5half" + wrap(b"whole"))

    with pytest.raises(ProtocolError, match="cut short"):
        frames.next()

    assert frames.next() == b"whole"


def test_rubbish_between_frames_is_reported_once():
    """Noise is an error, is dropped, and the frame behind it is read."""
    frames = Deframer(100)
    frames.feed(b"noise" + wrap(b"whole") + b"end")

    with pytest.raises(ProtocolError, match="not a frame"):
        frames.next()
    assert frames.next() == b"whole"
    with pytest.raises(ProtocolError):
        frames.next()

    assert frames.next() is None


def _feed_for_ever(decoder):
    decoder.feed(b"\xa5")
    while decoder.next() is None:
        decoder.feed(bytes(1000))


def test_an_endless_frame_is_bounded():
    """A frame that never ends is an error at the limit, and memory stays bounded."""
    decoder = ReplyDecoder()

    with pytest.raises(ProtocolError, match="without one whole message"):
        _feed_for_ever(decoder)

    decoder.clear()
    assert decoder.next() is None


@given(packets)
def test_packets_round_trip(packet):
    """What is packed is unpacked, under either header."""
    assert decode_packet(encode_packet(packet)) == packet


@given(packets, st.data())
def test_a_flipped_bit_is_noticed(packet, data):
    """No single damaged bit of a packet passes for the packet (reserved bytes under the XOR included)."""
    wire = bytearray(encode_packet(packet))
    wire[data.draw(st.integers(0, len(wire) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(ProtocolError):
        decode_packet(bytes(wire))


def test_wrong_lengths_and_codings_are_refused():
    """Sums that agree do not excuse a length that does not."""
    packet = DynamicPacket(1, 2, b"\x54\x02", b"body")
    whole = bytearray(encode_packet(packet)[:-2])
    whole[12] += 1
    whole += messages_crc(whole)
    with pytest.raises(ProtocolError, match="of 5 bytes has 4"):
        decode_packet(bytes(whole))
    other = bytearray(encode_packet(StandardPacket(1, 2, b"\x54\x02", b"body")))
    other[14] ^= 1
    other[26] ^= 1
    with pytest.raises(ProtocolError, match="coding 0x97"):
        decode_packet(bytes(other))


def messages_crc(data):
    """CRC-16/ARC bit by bit, so that the table is not its own witness."""
    crc = 0
    for value in data:
        crc ^= value
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "little")


def test_a_damaged_packet_says_what_could_be_read():
    """The card needs the sender's address to refuse a damaged request."""
    wire = encode_packet(DynamicPacket(1, 0x8000, b"\x54\x02", b"body"))[:-1] + b"\0"

    with pytest.raises(ChecksumError) as caught:
        decode_packet(wire)

    assert caught.value.packet.source == 0x8000


@pytest.mark.parametrize(
    ("payload", "match"), [("", ""), ("feff008007", "sixth"), ("feff008005", ""), ("00" * 30, "")]
)
def test_what_is_not_a_fifth_generation_packet_is_refused(payload, match):
    """Short, foreign and sixth-generation payloads are told apart from ours."""
    with pytest.raises(ProtocolError, match=rf"not a fifth-generation packet.*{match}"):
        decode_packet(bytes.fromhex(payload))


@given(packets, raw)
def test_an_answer_goes_back_the_way_it_came(packet, body):
    """Addresses are exchanged, the kind of header stays."""
    answer = answer_to(packet, body)

    assert (answer.source, answer.destination) == (packet.destination, packet.source)
    assert type(answer) is type(packet)
    assert answer.body == body


@given(requests)
def test_requests_round_trip(request_):
    """Every request is read back from its bytes."""
    body = messages.encode_request(request_)

    assert messages.decode_request(body) == request_
    assert messages.wants_answer(body)


@given(replies)
def test_replies_round_trip(reply):
    """Every answer is read back from its bytes."""
    assert messages.decode_reply(messages.encode_reply(reply)) == reply


@given(requests, st.sampled_from([b"\x54\x02", b"\xfe\xff"]))
def test_wires_round_trip(request_, kind):
    """A request leaves as a whole wire and comes out as itself."""
    decoder = PacketDecoder(1_000_000)
    decoder.feed(wire_of(request_, kind))

    packet = decoder.next()

    assert messages.decode_request(packet.body) == request_
    assert isinstance(packet, DynamicPacket) == isinstance(request_, UpdateArea | DeleteAreas)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", messages.PARAMETER),
        ("01a2", messages.PARAMETER),
        ("0155000000", messages.UNKNOWN_GROUP),
        ("01a2770000", messages.UNKNOWN_COMMAND),
        ("01a7770000", messages.UNKNOWN_COMMAND),
        ("01a2000100", messages.PARAMETER),
        ("01a200010000", messages.PARAMETER),
        ("01a205010002", messages.PARAMETER),
        ("01a7010000", messages.PARAMETER),
        ("01a70100000201", messages.PARAMETER),
        ("01a7000000", messages.PARAMETER),
    ],
)
def test_bad_requests_carry_the_card_s_own_number(body, code):
    """A request that cannot be obeyed names the error a card gives."""
    with pytest.raises(RequestError) as caught:
        messages.decode_request(bytes.fromhex(body))

    assert caught.value.code == code


AREA = encode_area(cover(sample_frame(Panel(8, 2, Colour.RED))))


@pytest.mark.parametrize(
    "data",
    [
        AREA[:-1],
        AREA + b"\0",
        AREA[:16] + b"\x11" + AREA[17:],
        b"\x0c\0\0\0" + AREA[4:16],
        AREA[:28] + bytes(4) + AREA[32:],
    ],
    ids=["short", "long", "text area", "no box", "page of no length"],
)
def test_malformed_areas_are_refused(data):
    """Lengths that disagree and areas that hold no picture are errors, never a guess."""
    with pytest.raises(ValueError, match=r"area|bytes"):
        decode_area(data)


def test_bytes_after_the_last_page_are_refused():
    """A page count smaller than the pages sent is an error."""
    two = encode_area(
        replace(cover(sample_frame(Panel(8, 2, Colour.RED))), pages=(AreaPage(b"a", 8), AreaPage(b"b", 8)))
    )

    with pytest.raises(ValueError, match="after the last page"):
        decode_area(two[:26] + b"\1\0" + two[28:])


@pytest.mark.parametrize(
    "body", ["", "00", "00a000010000000000", "00a001000000000000", "00a280000000001f00", "00ff00000000000000"]
)
def test_answers_nobody_knows_are_protocol_errors(body):
    """An acknowledgement that says error, an error that says fine, an empty ping: none is believed."""
    with pytest.raises(ProtocolError, match="nobody knows"):
        messages.decode_reply(bytes.fromhex(body))


def test_refusals_have_words():
    """A refusal is said in words where the number has a name."""
    assert str(Nack(3)) == "busy (3)"
    assert str(Nack(99)) == "error (99)"


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"\xa5" + tail + b"\x5a"))
def test_decode_or_protocol_error_and_nothing_else(data):
    """Whatever arrives: messages or ``ProtocolError``, and the decoder always comes to an end."""
    decoder = ReplyDecoder()
    decoder.feed(data)
    for _ in range(len(data) + 1):
        try:
            if decoder.next() is None:
                return
        except ProtocolError:
            continue
    raise AssertionError("the decoder did not come to an end")


@given(raw)
def test_any_body_is_a_message_or_a_protocol_error(body):
    """The same for bodies inside sound packets, which random bytes hardly ever reach."""
    for decode in (messages.decode_reply, messages.decode_request):
        for prefix in (b"", b"\x01\xa7\x00\x00\x00", b"\x00\xa2\x80\x00\x00\x00\x00\x1f\x00"):
            try:
                decode(prefix + body)
            except ProtocolError:
                continue


@given(sizes, st.sampled_from([Colour.RED, Colour.DUAL]), st.integers(0, 20), st.booleans())
def test_bitmaps_round_trip(size, colour, x, red_first):
    """Any frame at any x in either order comes back, and the size is as announced."""
    frame = sample_frame(Panel(*size, colour))

    bitmap = pack(frame, x=x, red_first=red_first)

    assert len(bitmap) == packed_size(frame.panel, x=x)
    assert unpack(bitmap, frame.panel, x=x, red_first=red_first) == frame


@given(sizes, st.integers(0, 7))
def test_a_dark_frame_is_all_ones(size, x):
    """0 is lit, so lead-in, picture and padding of a dark frame are all ones."""
    panel = Panel(*size, Colour.DUAL)

    assert set(pack(Frame.dark(panel), x=x)) == {0xFF}


def test_bitmap_of_the_wrong_size_is_a_protocol_error():
    """A bitmap that does not fill its area is not stretched."""
    with pytest.raises(ProtocolError, match="has 2 bytes, not 3"):
        unpack(bytes(3), Panel(8, 2, Colour.RED))


def test_full_colour_cannot_be_packed():
    """The 5E has one or two colours."""
    with pytest.raises(Unsupported):
        pack(Frame.dark(Panel(8, 2, Colour.RGB)))


def test_frames_are_encoded_once():
    """A page that comes round again is the same object, not the same work."""
    frame = sample_frame(Panel(64, 32, Colour.DUAL))

    first = wire_of_frame(frame, b"\x54\x02", life_s=30)

    assert wire_of_frame(Frame(frame.panel, bytes(frame.data)), b"\x54\x02", life_s=30) is first
    assert wire_of_frame(frame, b"\x54\x02", life_s=31) != first
    assert wire_of_frame(frame, b"\x54\x02", life_s=30, red_first=False) != first
