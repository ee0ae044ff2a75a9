"""Every golden vector of the Onbon BX-5E, in both directions."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.base import Colour, Frame, Panel
from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.bitmaps import pack, unpack
from drivers.onbon_bx.codec import PacketDecoder, ReplyDecoder, cover, wire_of
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.messages import (
    Ack,
    DeleteAreas,
    Ping,
    PingReply,
    SwitchPower,
    decode_reply,
    decode_request,
    encode_reply,
    encode_request,
)
from drivers.onbon_bx.packets import decode_packet, encode_packet
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import feed_bytewise

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "onbon_bx.json").read_text(encoding="utf-8"))
FRAMES, BITMAPS = VECTORS["frames"], VECTORS["bitmaps"]
REQUESTS = [entry for entry in FRAMES if entry["kind"] == "request"]
REPLIES = [entry for entry in FRAMES if entry["kind"] == "reply"]
SDK_C = [entry for entry in REQUESTS if "C, libbx" in entry["provenance"]]
PARTIES = ("vendor manual", "vendor SDK", "capture", "layout")


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def picture(entry):
    """The picture the vectors were made with, drawn pixel by pixel on purpose: not by the code under test."""
    panel = Panel(entry["width"], entry["height"], Colour(entry["colour"]))
    planes = [bytearray(panel.plane_size) for _ in range(2 if panel.colour is Colour.DUAL else 1)]
    for y in range(panel.height):
        for x in range(panel.width):
            if (7 * x + 13 * y) % 5 == 0:
                for number, plane in enumerate(planes):
                    if len(planes) == 1 or x % 3 in (number, 2):
                        plane[y * panel.stride + x // 8] |= 0x80 >> x % 8
    return Frame(panel, b"".join(planes))


def request_of(entry):
    """The value an entry says it is."""
    match entry["request"]:
        case "ping":
            return Ping()
        case "on" | "off":
            return SwitchPower(entry["request"] == "on")
        case "delete":
            return DeleteAreas(None if entry["areas"] is None else tuple(entry["areas"]))
    frame, red_first = picture(entry), entry.get("order") != "gr"
    bitmap = pack(frame, x=entry["x"], red_first=red_first)
    pages = (AreaPage(bitmap, entry["width"], clear=entry.get("clear", 1)),)
    return replace(cover(frame), x=entry["x"], pages=pages)


def payload_of(entry):
    wire = bytes.fromhex(entry["hex"])
    return wire.strip(b"\xa5\x5a").replace(b"\x5b\x02", b"\x5a").replace(b"\xa6\x02", b"\xa5")


@named(FRAMES + BITMAPS)
def test_every_vector_says_where_it_comes_from(entry):
    """A vector without provenance proves nothing."""
    assert entry["provenance"].startswith(PARTIES)


@named(FRAMES)
def test_packets_are_rebuilt_byte_for_byte(entry):
    """Decoding and encoding a packet gives the vendor's bytes, checksums, escapes and all."""
    wire = bytes.fromhex(entry["hex"])
    decoder = PacketDecoder()
    decoder.feed(wire)

    packet = decoder.next()

    tail = b"\x5a\x5a" if wire.endswith(b"\x5a\x5a") else b"\x5a"
    assert wrap(encode_packet(packet), tail=tail) == wire


@named(FRAMES)
def test_packets_arrive_however_they_are_cut(entry):
    """Whole, byte by byte, and with rubbish after: the same packet."""
    feed_bytewise(PacketDecoder, bytes.fromhex(entry["hex"]), decode_packet(payload_of(entry)))


@named(REQUESTS)
def test_requests_mean_what_the_vector_says(entry):
    """A request's body decodes to the value the vendor's client was told to send."""
    assert decode_request(decode_packet(payload_of(entry)).body) == request_of(entry)


@named(REQUESTS)
def test_requests_are_encoded_as_the_vendor_does(entry):
    """A request's body is the vendor's, save for the length slot the manual calls reserved (A7 only)."""
    body = decode_packet(payload_of(entry)).body
    if body[1] == 0xA7:
        body = body[:3] + b"\0\0" + body[5:]

    assert encode_request(request_of(entry)) == body


@named([entry for entry in SDK_C if entry["request"] != "ping"])
def test_dynamic_wires_equal_the_c_sdk_s(entry):
    """What we send for areas is, byte for byte, what the C SDK sends."""
    assert wire_of(request_of(entry), b"\x54\x02").hex() == entry["hex"]


@named(REPLIES)
def test_replies_mean_what_the_vector_says(entry):
    """An answer decodes to its value and encodes to its bytes."""
    body = decode_packet(payload_of(entry)).body

    reply = decode_reply(body)

    assert encode_reply(reply) == body
    if entry["reply"] == "ack":
        assert reply == Ack()
    else:
        assert isinstance(reply, PingReply)
        assert (reply.width, reply.height, reply.colour) == (entry["width"], entry["height"], entry["colour"])
        assert (reply.firmware, reply.device) == (b"V1.23456", b"\x54\x02")


@named(REPLIES)
def test_reply_decoder_takes_every_reply(entry):
    """The host's decoder gives the answer inside the packet."""
    feed_bytewise(
        ReplyDecoder, bytes.fromhex(entry["hex"]), decode_reply(decode_packet(payload_of(entry)).body)
    )


@named(BITMAPS)
def test_bitmaps_are_the_vendor_s(entry):
    """The packed picture is the vendor's, and unpacks to the picture."""
    frame, options = picture(entry), {"x": entry["x"], "red_first": entry["order"] == "rg"}

    assert pack(frame, **options).hex() == entry["hex"]
    assert unpack(bytes.fromhex(entry["hex"]), frame.panel, **options) == frame


@named([entry for entry in REQUESTS if "Java, bx05" in entry["provenance"] and entry["request"] != "ping"])
def test_the_simulator_answers_the_vendor_s_java_client(entry):
    """A client that is not ours is understood and acknowledged under its own kind of header."""
    panel = Panel(16, 4, Colour(entry.get("colour", "red")))
    (handled,) = OnbonCard(panel).feed(bytes.fromhex(entry["hex"]))

    packet = decode_packet(handled.reply.strip(b"\xa5\x5a"))
    assert decode_reply(packet.body) == Ack()
    assert type(packet) is type(decode_packet(payload_of(entry)))


@named([entry for entry in REPLIES if "Java" in entry["provenance"] and "ack" in entry["name"]])
def test_the_simulator_acknowledges_in_the_bytes_the_vendor_accepted(entry):
    """The acknowledgement is the one the vendor's client accepted, to the byte."""
    asked = "off java" if "standard" in entry["name"] else "update red java"
    (request,) = [each for each in FRAMES if each["name"] == asked]

    (handled,) = OnbonCard(Panel(16, 4, Colour.RED)).feed(bytes.fromhex(request["hex"]))

    assert handled.reply.hex() == entry["hex"]
