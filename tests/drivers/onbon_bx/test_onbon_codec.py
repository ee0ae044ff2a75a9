"""Framing, packets and messages of the Onbon BX family as laws."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError
from drivers.onbon_bx import messages, refusals
from drivers.onbon_bx.areas import AreaPage, UpdateArea, UpdateAreas, decode_area, encode_area
from drivers.onbon_bx.areas_sixth import decode_areas, encode_areas
from drivers.onbon_bx.bitmaps import FIFTH, Format
from drivers.onbon_bx.codec import PacketDecoder, ReplyDecoder, cover, wire_of, wire_of_frame
from drivers.onbon_bx.framing import Deframer, escape, unescape, wrap
from drivers.onbon_bx.messages import (
    Ack,
    AskFirmware,
    AskStatus,
    DeleteAreas,
    FirmwareReply,
    LockScreen,
    Nack,
    Ping,
    PingReply,
    RequestError,
    SetBrightness,
    SetClock,
    StatusReply,
    SwitchPower,
)
from drivers.onbon_bx.models import MODELS, Generation, Packing
from drivers.onbon_bx.packets import (
    HOST,
    ChecksumError,
    DynamicPacket,
    SixthPacket,
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
password = st.binary(min_size=6, max_size=6)
sixth = st.builds(
    SixthPacket,
    word,
    word,
    device,
    raw,
    byte,
    byte,
    byte.map(lambda flags: flags & ~2),
    st.just(b"") | st.binary(min_size=16, max_size=16),
    word,
    word,
    byte,
    password,
)
packets = standard | sixth | st.builds(DynamicPacket, word, word, device, raw)
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
lists = st.lists(st.builds(replace, updates, ground=st.binary(min_size=3, max_size=3)), max_size=3).map(
    lambda areas: UpdateAreas(tuple(areas))
)
ids = st.lists(byte, max_size=254).map(tuple)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31, 23, 59, 59)).map(
    lambda at: at.replace(microsecond=0)
)
levels = st.lists(st.integers(0, 15), min_size=48, max_size=48).map(bytes)
orders = (
    st.sampled_from([Ping(), AskStatus(), AskFirmware()])
    | st.builds(SwitchPower, st.booleans())
    | st.builds(SetClock, moments)
    | st.builds(SetBrightness, st.integers(0, 3), levels)
    | st.builds(LockScreen, st.booleans(), st.booleans())
    | st.builds(DeleteAreas, ids)
    | st.just(DeleteAreas())
)
requests = st.tuples(orders | updates, st.just(MODELS["5E2"])) | st.tuples(
    orders | lists, st.just(MODELS["6E2"])
)
sized = {n: st.binary(min_size=n, max_size=n) for n in (4, 8, 11, 19)}
ping_replies = st.builds(
    PingReply,
    device,
    sized[8],
    *[byte, word, byte, word, word, byte, byte, byte, device, byte, byte, word],
    st.binary(max_size=300),
)
status_replies = st.builds(
    StatusReply, byte, byte, byte, byte, word, sized[4], byte, byte, byte, byte, sized[8], sized[11], raw
)
firmware_replies = st.builds(FirmwareReply, sized[4], sized[8], sized[19], raw)
replies = st.just(Ack()) | st.builds(Nack, word) | ping_replies | status_replies | firmware_replies
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


@pytest.mark.parametrize(
    "scrap", [b"\xa5", b"\xa5x", b"\x5a", b"x\xa5", b"x\xa5\x5a", b"x\x5a", wrap(b"whole"), wrap(b"")]
)
def test_a_flood_costs_what_it_is_long(scrap, looked_at):
    """However 20 kB are made up, each byte is looked at a few times and not once a scrap."""
    frames = Deframer(30_000)
    frames.feed((scrap * 20_000)[:20_000] + b"\x5a")
    ended = False
    while not ended:
        try:
            ended = frames.next() is None
        except ProtocolError:
            continue

    assert 0 < looked_at() < 12 * 20_000


def test_start_bytes_without_end_are_not_kept():
    """Start bytes mean nothing before the frame: any number of them takes no room and no second look."""
    frames = Deframer(10)
    for _ in range(5):
        frames.feed(b"\xa5" * 9)
        assert frames.next() is None
    frames.feed(b"abc\x5a")

    assert frames.next() == b"abc"


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


@pytest.mark.parametrize(("asked", "answers", "taken"), [(1, 1, True), (1, 2, False), (65534, 2, True)])
def test_the_answer_of_another_card_is_none(asked, answers, taken):
    """R26: where several cards hang on one line, only the one that was asked has answered."""
    decoder = ReplyDecoder(asked)
    packet = DynamicPacket(HOST, answers, MODELS["5E2"].device, messages.encode_reply(Ack()))
    decoder.feed(wrap(encode_packet(packet)))
    if taken:
        assert decoder.next() == Ack()
    else:
        with pytest.raises(ProtocolError, match="card 2 answered"):
            decoder.next()


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
    "payload",
    ["", "feff008007", "feff008005", "00" * 30, "01000080070074020002" + "00" * 30],
    ids=["empty", "short sixth", "short fifth", "zeros", "sixth without the barcode it announces"],
)
def test_what_is_no_packet_of_either_generation_is_refused(payload):
    """Short and foreign payloads are no packets."""
    with pytest.raises(ProtocolError, match="not a packet of the fifth or sixth generation:"):
        decode_packet(bytes.fromhex(payload))


def test_a_barcode_moves_the_rest_of_the_header():
    """With its flag set, 16 bytes stand between the flags and the sequence number."""
    packet = SixthPacket(1, 0x8000, b"\x74\x02", b"body", flags=4, barcode=bytes(range(16)), sequence=0x1234)
    payload = encode_packet(packet)

    assert payload[9] == 6
    assert payload[10:28] == bytes(range(16)) + b"\x34\x12"
    assert decode_packet(payload) == packet


@given(packets, raw)
def test_an_answer_goes_back_the_way_it_came(packet, body):
    """Addresses are exchanged, the kind of header stays."""
    answer = answer_to(packet, body)

    assert (answer.source, answer.destination) == (packet.destination, packet.source)
    assert type(answer) is type(packet)
    assert answer.body == body


@given(requests)
def test_requests_round_trip(asked):
    """Every request is read back from its bytes by a card of its generation."""
    request_, model = asked
    body = messages.encode_request(request_)

    assert messages.decode_request(body, model.generation) == request_
    assert messages.wants_answer(body)


@given(replies)
def test_replies_round_trip(reply):
    """Every answer is read back from its bytes."""
    assert messages.decode_reply(messages.encode_reply(reply)) == reply


@given(requests)
def test_wires_round_trip(asked):
    """A request leaves as a whole wire and comes out as itself, under the header of its command."""
    request_, model = asked
    decoder = PacketDecoder(1_000_000)
    decoder.feed(wire_of(request_, model))

    packet = decoder.next()

    own = SixthPacket if model.generation is Generation.SIXTH else StandardPacket
    dynamic = isinstance(request_, UpdateArea | UpdateAreas | DeleteAreas)
    assert messages.decode_request(packet.body, model.generation) == request_
    assert type(packet) is (DynamicPacket if dynamic else own)
    assert packet.device == model.device


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", refusals.PARAMETER),
        ("01a2", refusals.PARAMETER),
        ("0155000000", refusals.UNKNOWN_GROUP),
        ("01a2770000", refusals.UNKNOWN_COMMAND),
        ("01a7770000", refusals.UNKNOWN_COMMAND),
        ("01a2000100", refusals.PARAMETER),
        ("01a200010000", refusals.PARAMETER),
        ("01a205010002", refusals.PARAMETER),
        ("01a205020001", refusals.PARAMETER),
        ("01a2050200" + "0101", refusals.PARAMETER),
        ("01a2050000", refusals.PARAMETER),
        ("01a20d020002ff", refusals.PARAMETER),
        ("01a20731000010" + "07" * 47, refusals.PARAMETER),
        ("01a207310004" + "07" * 48, refusals.PARAMETER),
        ("01a207300000" + "07" * 47, refusals.PARAMETER),
        ("01a2020800262003041015300a", refusals.DATE),
        ("01a20208002620030410153004", refusals.DATE),
        ("01a20208002620130410153003", refusals.DATE),
        ("01a202080026200304101a3003", refusals.DATE),
        ("01a20208002619030410153003", refusals.DATE),
        ("01a2020700262003041015" + "30", refusals.DATE),
        ("01a2020900262003041015300300", refusals.DATE),
        ("01a7010000", refusals.PARAMETER),
        ("01a70100000201", refusals.PARAMETER),
        ("01a7000000", refusals.PARAMETER),
    ],
)
def test_bad_requests_carry_the_card_s_own_number(body, code):
    """A request that cannot be obeyed names the error a card gives."""
    with pytest.raises(RequestError) as caught:
        messages.decode_request(bytes.fromhex(body))

    assert caught.value.code == code


AREA = encode_area(cover(sample_frame(Panel(8, 2, Colour.RED)), FIFTH))


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
        replace(
            cover(sample_frame(Panel(8, 2, Colour.RED)), FIFTH), pages=(AreaPage(b"a", 8), AreaPage(b"b", 8))
        )
    )

    with pytest.raises(ValueError, match="after the last page"):
        decode_area(two[:26] + b"\1\0" + two[28:])


SIXTH = encode_areas(UpdateAreas((cover(sample_frame(Panel(8, 2, Colour.RED)), Format(Packing.WORDS)),)))


def patched(at, value):
    return SIXTH[:at] + bytes(value) + SIXTH[at + len(value) :]


@pytest.mark.parametrize(
    "data",
    [
        SIXTH[:-1],
        SIXTH + b"\0",
        patched(2, [0x40]),
        patched(2, [0x3E]),
        patched(18, [0x11]),
        patched(31, [1]),
        patched(39, [0x1B]),
        patched(61, [1]),
        patched(0, [2]),
    ],
    ids=["short", "long", "parameters", "fewer", "text area", "sound", "page", "offset", "second area"],
)
def test_malformed_lists_of_areas_are_refused(data):
    """The same for the sixth generation, whose pictures stand apart from their pages."""
    assert decode_areas(SIXTH).areas[0].width == 8

    with pytest.raises(ValueError, match=r"area|bytes|picture"):
        decode_areas(data)


def test_parameters_longer_than_their_pages_are_refused():
    """A block of parameters ends with its last page."""
    block = bytearray(SIXTH)
    block[2] += 2
    with pytest.raises(ValueError, match="2 bytes after the last page"):
        decode_areas(bytes(block[:69]) + b"\0\0" + SIXTH[69:])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "00",
        "00a000010000000000",
        "00a001000000000000",
        "00a280000000001f00",
        "00a28f000000000000",
        "00a284000000000100aa",
        "00a285000000000000",
        "00ff00000000000000",
    ],
)
def test_answers_nobody_knows_are_protocol_errors(body):
    """An acknowledgement that says error, an error that says fine, an empty ping: none is believed."""
    with pytest.raises(ProtocolError, match="nobody knows"):
        messages.decode_reply(bytes.fromhex(body))


def test_a_clock_that_says_nonsense_says_nothing():
    """A card that claims a sound clock and shows the 31st of February tells no time."""
    broken = StatusReply(1, 0, 0, 15, 0, bytes(4), 0, 0, 0, 1, bytes.fromhex("2620023110153003"))

    assert broken.clock is None
    assert replace(broken, moment=bytes.fromhex("2620022810153006")).clock == datetime(
        2026, 2, 28, 10, 15, 30
    )


def test_a_ping_cut_before_its_package_mode_means_small_pieces():
    """What is not said is the safer of the two."""
    reply = messages.decode_reply(messages.encode_reply(PING))

    assert (reply.package_mode, replace(reply, rest=b"").package_mode) == (1, 0)


PING = PingReply(b"\x54\x02", b"V1.23456", 1, 1, 2, 64, 32, 3, 15, 1)


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


@given(st.sampled_from(b"\x05\x07\xf0\x00"), device, raw)
def test_any_payload_is_a_packet_or_a_protocol_error(mark, kind, rest):
    """The same for payloads that begin like a packet of each kind, whatever follows."""
    with pytest.raises(ProtocolError):
        decode_packet(b"\x01\x00\x00\x80" + bytes([mark, 0]) + kind + rest)


@given(raw)
def test_any_body_is_a_message_or_a_protocol_error(body):
    """The same for bodies inside sound packets, which random bytes hardly ever reach."""
    for decode in (messages.decode_reply, messages.decode_request):
        for prefix in PREFIXES:
            try:
                decode(prefix + body)
            except ProtocolError:
                continue


PREFIXES = (b"", b"\x01\xa7\0\0\0", *(b"\x00\xa2%c\0\0\0\0\x1f\0" % command for command in b"\x80\x84\x8f"))


@given(raw)
def test_any_list_of_areas_is_a_value_or_a_protocol_error(body):
    """The same for the sixth generation's areas, from the count, the length and the page on."""
    for prefix in (b"", SIXTH[:6], SIXTH[:39], SIXTH[:69]):
        try:
            messages.decode_request(b"\x01\xa7\0\0\0" + prefix + body, Generation.SIXTH)
        except ProtocolError:
            continue


def test_frames_are_encoded_once():
    """A page that comes round again is the same object, not the same work."""
    frame = sample_frame(Panel(64, 32, Colour.DUAL))
    model, swapped = MODELS["5E2"], Format(red_first=False)

    first = wire_of_frame(frame, model, FIFTH, life_s=30)

    assert wire_of_frame(Frame(frame.panel, bytes(frame.data)), model, FIFTH, life_s=30) is first
    assert wire_of_frame(frame, model, FIFTH, life_s=31) != first
    assert wire_of_frame(frame, model, swapped, life_s=30) != first
    sixth = wire_of_frame(frame, MODELS["6E2"], Format(Packing.WORDS), life_s=30)
    assert len(sixth) > len(first)
