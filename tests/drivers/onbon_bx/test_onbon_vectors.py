"""Every golden vector of the Onbon BX family, in both directions."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from drivers.base import Brightness, Colour, Frame, Panel
from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import UpdateArea, UpdateAreas
from drivers.onbon_bx.bitmaps import Format, pack, unpack
from drivers.onbon_bx.codec import PacketDecoder, ReplyDecoder, cover, wire_of, wire_of_question
from drivers.onbon_bx.foreign import LegacyProbe, read_probe, read_text_packet
from drivers.onbon_bx.framing import unescape, wrap
from drivers.onbon_bx.messages import (
    Ack,
    AskFirmware,
    AskStatus,
    DeleteAreas,
    LockScreen,
    Nack,
    Ping,
    SetClock,
    SwitchPower,
    decode_reply,
    decode_request,
    encode_reply,
    encode_request,
)
from drivers.onbon_bx.models import MODELS, Generation, Packing, find_model
from drivers.onbon_bx.orders import brightness_of
from drivers.onbon_bx.packets import DynamicPacket, SixthPacket, StandardPacket, decode_packet, encode_packet
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import feed_bytewise

FOLDER = Path(__file__).parent / "vectors"


def read(name, key="frames"):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))[key]


STANDARD, DYNAMIC, REPLIES = read("standard_requests"), read("dynamic_requests"), read("replies")
TEXT, LEGACY, BITMAPS = read("text_cards"), read("legacy"), read("bitmaps", "bitmaps")
REQUESTS = STANDARD + DYNAMIC
SPOKEN = [entry for entry in REQUESTS if entry["request"] != "refused"]
PARTIES = ("vendor manual", "vendor SDK", "capture", "layout", "third party")
ORDERS = {
    "ping": Ping(),
    "on": SwitchPower(True),
    "off": SwitchPower(False),
    "lock": LockScreen(True),
    "unlock": LockScreen(False),
    "status": AskStatus(),
    "firmware": AskFirmware(),
}


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def picture(entry):
    """The picture the vectors were made with, drawn pixel by pixel on purpose: not by the code under test."""
    panel = Panel(entry["width"], entry["height"], Colour(entry["colour"]))
    if panel.colour is Colour.RGB:
        pixels = {(0, 0): b"\x10\x20\x30", (1, 1): b"\x20\x40\x61"}
        places = [(x, y) for y in range(panel.height) for x in range(panel.width)]
        return Frame(panel, b"".join(pixels.get(place, bytes(3)) for place in places))
    planes = [bytearray(panel.plane_size) for _ in range(2 if panel.colour is Colour.DUAL else 1)]
    for y in range(panel.height):
        for x in range(panel.width):
            if (7 * x + 13 * y) % 5 == 0:
                for number, plane in enumerate(planes):
                    if len(planes) == 1 or x % 3 in (number, 2):
                        plane[y * panel.stride + x // 8] |= 0x80 >> x % 8
    return Frame(panel, b"".join(planes))


def form_of(entry, packing):
    return Format(packing, red_first=entry.get("order") != "gr")


def request_of(entry):
    """The value an entry says it is."""
    match entry["request"]:
        case "update":
            return update_of(entry)
        case "delete":
            return DeleteAreas(None if entry["areas"] is None else tuple(entry["areas"]))
        case "clock":
            return SetClock(datetime.fromisoformat(entry["at"]))
        case "brightness":
            return brightness_of(Brightness.steady(round(100 * entry["level"] / 15)))
    return ORDERS[entry["request"]]


def update_of(entry):
    packing = {"rgb": Packing.RGB888}.get(entry["colour"]) or list(Packing)[entry["generation"] - 5]
    frame, form = picture(entry), form_of(entry, packing)
    update, differs = cover(frame, form), dict(entry["differs"])
    page = {"bitmap": pack(frame, form, x=entry["x"])}
    page |= {name: differs.pop(name) for name in ("clear", "valid_length") if name in differs}
    pages = (replace(update.pages[0], **page),)
    update = replace(update, x=entry["x"], y=entry["y"], pages=pages, **differs)
    return UpdateAreas((update,)) if entry["generation"] == 6 else update


def payload_of(entry):
    return unescape(bytes.fromhex(entry["hex"]).strip(b"\xa5\x5a"))


@named(REQUESTS + REPLIES + TEXT + LEGACY + BITMAPS)
def test_every_vector_says_where_it_comes_from(entry):
    """A vector without provenance proves nothing."""
    assert entry["provenance"].startswith(PARTIES)


@named(REQUESTS + REPLIES)
def test_packets_are_rebuilt_byte_for_byte(entry):
    """Decoding and encoding a packet gives the vendor's bytes, checksums, escapes and all."""
    wire = bytes.fromhex(entry["hex"])
    decoder = PacketDecoder()
    decoder.feed(wire)

    packet = decoder.next()

    tail = b"\x5a\x5a" if wire.endswith(b"\x5a\x5a") else b"\x5a"
    assert wrap(encode_packet(packet), tail=tail) == wire


@named(REQUESTS + REPLIES)
def test_packets_arrive_however_they_are_cut(entry):
    """Whole, byte by byte, and with rubbish after: the same packet."""
    feed_bytewise(PacketDecoder, bytes.fromhex(entry["hex"]), decode_packet(payload_of(entry)))


@named(REQUESTS)
def test_the_header_is_that_of_the_card_s_generation(entry):
    """Orders go under the generation's own header, areas under the dynamic one, the manual's ping too."""
    own = SixthPacket if entry["generation"] == 6 else StandardPacket
    dynamic = entry in DYNAMIC or "dynheader" in entry["name"]

    assert type(decode_packet(payload_of(entry))) is (DynamicPacket if dynamic else own)


@named(SPOKEN)
def test_requests_mean_what_the_vector_says(entry):
    """A request's body decodes to the value the vendor's client was told to send."""
    body = decode_packet(payload_of(entry)).body

    assert decode_request(body, Generation(entry["generation"])) == request_of(entry)


@named(SPOKEN)
def test_requests_are_encoded_as_the_vendor_does(entry):
    """A request's body is the vendor's, save for two things.

    The length slot the manual calls reserved (A7 only), and Sunday, which is 7
    by the manual and 0 in the C SDK.
    """
    body = decode_packet(payload_of(entry)).body
    if body[1] == 0xA7:
        body = body[:3] + b"\0\0" + body[5:]
    if "sunday" in entry:
        assert body.endswith(b"\0")
        body = body[:-1] + b"\7"

    assert encode_request(request_of(entry)) == body


@named([entry for entry in DYNAMIC if "C, libbx" in entry["provenance"]])
def test_dynamic_wires_equal_the_c_sdk_s(entry):
    """What we send for areas is, byte for byte, what the C SDK sends."""
    model = MODELS["6E2" if entry["generation"] == 6 else "5E2"]

    assert wire_of(request_of(entry), model).hex() == entry["hex"]


@named([entry for entry in SPOKEN if entry in STANDARD and "C, libbx" in entry["provenance"]])
def test_orders_equal_the_c_sdk_s_but_for_the_sequence(entry):
    """So is what we send for orders, header and all; the sequence number is the sender's to choose."""
    model = MODELS["6E2" if entry["generation"] == 6 else "5E2"]
    theirs = decode_packet(payload_of(entry))
    ours = decode_packet(unescape(wire_of(request_of(entry), model).strip(b"\xa5\x5a")))

    if "sunday" in entry:
        ours = replace(ours, body=ours.body[:-1] + b"\0")
    assert replace(theirs, sequence=0) == ours


def test_the_question_to_an_unknown_card_is_the_manual_s_sample():
    """A ping under the dynamic header, to any device: both generations read it."""
    (entry,) = [entry for entry in STANDARD if "dynheader" in entry["name"]]

    assert wire_of_question().hex() == entry["hex"]


def test_the_length_5a_is_escaped():
    """A 6E picture of 16x4 pixels has a body of 0x5A bytes: the end mark stands in the length."""
    (entry,) = [entry for entry in DYNAMIC if "java6_single_16x4" in entry["name"]]
    wire = wire_of(request_of(entry), MODELS["6E2"])

    assert b"\x5b\x02\x00\x00\x00\x01\xa7" in wire
    assert b"\x5b\x02\x00\x00\x00\x01\xa7" in bytes.fromhex(entry["hex"])
    assert wire.count(b"\x5a") == 1


@named([entry for entry in STANDARD if entry["request"] == "refused"])
def test_what_is_never_sent_is_refused_as_unknown(entry):
    """Program lock, timed power and card numbers: sound packets, and unknown commands (2)."""
    model = "6E2" if entry["generation"] == 6 else "5E2"
    (handled,) = OnbonCard(Panel(16, 4, Colour.RED), model).feed(bytes.fromhex(entry["hex"]))

    assert decode_reply(decode_packet(unescape(handled.reply.strip(b"\xa5\x5a"))).body) == Nack(2)


@named(REPLIES)
def test_replies_mean_what_the_vector_says(entry):
    """An answer decodes to its value and encodes to its bytes; what we never ask for is not believed."""
    body = decode_packet(payload_of(entry)).body
    if entry["reply"] == "unread":
        with pytest.raises(ProtocolError, match="nobody knows"):
            decode_reply(body)
        return

    reply = decode_reply(body)

    assert encode_reply(reply) == body
    check = {"ack": check_ack, "ping": check_ping, "status": check_status, "firmware": check_firmware}
    check[entry["reply"]](reply, entry)


def check_ack(reply, entry):
    assert reply == Ack()


def check_ping(reply, entry):
    sixth = "gen6" in entry["name"]
    assert (reply.width, reply.height, reply.configured) == (128, 32, 1)
    assert (reply.firmware, reply.package_mode) == (b"V1.23456", 1)
    assert find_model(reply.device).name == ("6E2" if sixth else "5E2")
    assert len(reply.rest) == (280 if sixth else 4)


def check_status(reply, entry):
    assert (reply.powered, reply.brightness, reply.programs, reply.program) == (1, 15, 1, b"P000")
    assert reply.clock is None  # the clock is said not to run, whatever it shows
    assert replace(reply, clock_sound=1).clock == datetime(2026, 11, 22, 10, 15, 30)


def check_firmware(reply, entry):
    assert (reply.name, reply.version, reply.built) == (b"F001", b"V1.23456", b"2019-01-01 00:00:00")


@named([entry for entry in REPLIES if entry["reply"] != "unread"])
def test_reply_decoder_takes_every_reply(entry):
    """The host's decoder gives the answer inside the packet."""
    feed_bytewise(
        ReplyDecoder, bytes.fromhex(entry["hex"]), decode_reply(decode_packet(payload_of(entry)).body)
    )


@named(BITMAPS)
def test_bitmaps_are_the_vendor_s(entry):
    """The packed picture is the vendor's, and unpacks to the picture."""
    frame, form = picture(entry), form_of(entry, Packing(entry["packing"]))

    assert pack(frame, form, x=entry["x"]).hex() == entry["hex"]
    assert unpack(bytes.fromhex(entry["hex"]), frame.panel, form, x=entry["x"]) == frame


@named([entry for entry in SPOKEN if "Java, bx0" in entry["provenance"]])
def test_the_simulator_answers_the_vendor_s_java_clients(entry):
    """Clients that are not ours are understood and answered under their own kind of header."""
    model = "6Q2" if "6Q" in entry["name"] else "6E2" if entry["generation"] == 6 else "5E2"
    default = "rgb" if model == "6Q2" else "red"
    card = OnbonCard(Panel(64, 8, Colour(entry.get("colour", default))), model)
    asked = decode_packet(payload_of(entry))

    (handled,) = card.feed(bytes.fromhex(entry["hex"]))

    packet = decode_packet(unescape(handled.reply.strip(b"\xa5\x5a")))
    assert type(packet) is type(asked)
    assert (packet.source, packet.destination) == (asked.destination, asked.source)
    assert not isinstance(decode_reply(packet.body), Nack)


def asked_for(reply):
    """The requests at hand of the Java client whose acknowledgement this is."""
    client = reply["provenance"].partition("(")[2].partition(")")[0]
    command = bytes.fromhex(reply["name"][-4:])
    return [
        entry
        for entry in SPOKEN
        if client in entry["provenance"] and decode_packet(payload_of(entry)).body[1:3] == command
    ]


@named([entry for entry in REPLIES if entry["reply"] == "ack" and "Java" in entry["provenance"]])
def test_the_simulator_acknowledges_in_the_bytes_the_vendor_accepted(entry):
    """Where the request is at hand, too, its acknowledgement is the accepted one, to the byte."""
    answers = set()
    for request in asked_for(entry):
        card = OnbonCard(
            Panel(16, 4, Colour(request.get("colour", "red"))), "6E2" if request["generation"] == 6 else "5E2"
        )
        answers |= {handled.reply.hex() for handled in card.feed(bytes.fromhex(request["hex"]))}

    assert not answers or entry["hex"] in answers


def test_most_accepted_acknowledgements_have_their_request():
    """The test above is not empty: six of the ten have one."""
    acks = [entry for entry in REPLIES if entry["reply"] == "ack" and "Java" in entry["provenance"]]

    assert (len(acks), sum(bool(asked_for(entry)) for entry in acks)) == (10, 6)


@named(TEXT)
def test_text_cards_are_recognised_and_not_spoken_to(entry):
    """Framing, escapes, length and checksum are common; the packet is named for what it is."""
    payload = payload_of(entry)
    packet = read_text_packet(payload)

    assert packet is not None
    assert packet.device == 0xFE
    with pytest.raises(ProtocolError, match="BX-K text card"):
        decode_packet(payload)
    assert read_text_packet(payload[:-1] + bytes([payload[-1] ^ 1])) is None


@named(LEGACY)
def test_the_legacy_probe_is_answered_as_the_c_sdk_wants(entry):
    """The C SDK's first question is recognised, and answered under the card's own header."""
    payload = payload_of(entry)
    assert read_probe(payload) == decode_packet(payload) == LegacyProbe(0xFFFE, 0x8000)
    for model, header in (("5E2", StandardPacket), ("6E2", SixthPacket)):
        (handled,) = OnbonCard(Panel(128, 32, Colour.RED), model).feed(bytes.fromhex(entry["hex"]))
        packet = decode_packet(unescape(handled.reply.strip(b"\xa5\x5a")))
        assert type(packet) is header
        assert decode_reply(packet.body).device == MODELS[model].device
    decoder = ReplyDecoder()
    decoder.feed(bytes.fromhex(entry["hex"]))
    with pytest.raises(ProtocolError, match="asks instead of answering"):
        decoder.next()


@pytest.mark.parametrize("at", [5, 6, 10, 12, 14, 16], ids=str)
def test_a_damaged_probe_is_no_probe(at):
    """One wrong bit, and it is nobody's packet."""
    payload = bytearray(payload_of(LEGACY[0]))
    payload[at] ^= 1

    assert read_probe(bytes(payload)) is None
    with pytest.raises(ProtocolError, match="not a packet"):
        decode_packet(bytes(payload))


def test_areas_are_values_of_their_generation():
    """A fifth-generation card takes one area, a sixth a list: the same command, told apart by the card."""
    five, six = (
        next(e for e in DYNAMIC if e["request"] == "update" and e["generation"] == g) for g in (5, 6)
    )

    assert isinstance(decode_request(decode_packet(payload_of(five)).body), UpdateArea)
    with pytest.raises(ProtocolError):
        decode_request(decode_packet(payload_of(six)).body)
    with pytest.raises(ProtocolError):
        decode_request(decode_packet(payload_of(five)).body, Generation.SIXTH)
