"""Every golden packet of the Huidu SDK, in both directions."""

import hashlib
import json
from pathlib import Path

import pytest

from drivers.errors import ProtocolError
from drivers.huidu_sdk.chunks import Assembler, cut
from drivers.huidu_sdk.codec import MAX_PART, MessageDecoder, wire_of
from drivers.huidu_sdk.discovery import (
    Found,
    Search,
    decode_datagram,
    decode_serial,
    encode_search,
    encode_serial,
)
from drivers.huidu_sdk.documents import Reply, Request, decode_reply, decode_request, encode_request
from drivers.huidu_sdk.elements import make, write_xml
from drivers.huidu_sdk.messages import (
    CardBeat,
    ErrorAnswer,
    FileContent,
    FileEnd,
    FileEndAnswer,
    FileStart,
    FileStartAnswer,
    HostBeat,
    ReadFile,
    VersionAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.programs import read_screen
from drivers.testing import feed_bytewise

DOCUMENT = json.loads((Path(__file__).parent / "vectors" / "huidu_sdk.json").read_text(encoding="utf-8"))
VECTORS, SESSION = DOCUMENT["vectors"], DOCUMENT["session"]
TCP = [entry for entry in VECTORS if entry["direction"] in ("pc->card", "card->pc") and "hex" in entry]
XML = [entry for entry in TCP if entry["hex"][4:8] in ("0320", "0420") and "long" not in entry["name"]]

HELLO = "5d41402abc4b2a76b9719d911017c592"
BIG = "c1707f7eba3bee6447922342feca0c9d"
BIG_DATA = bytes(i % 256 for i in range(20_000))

MEANINGS = {
    "version_ask_0x1000005": VersionAsk(0x01000005),
    "version_ask_0x1000007": VersionAsk(0x01000007),
    "version_ask_0x1000009": VersionAsk(0x01000009),
    "version_answer8_0x1000005": VersionAnswer(0x01000005),
    "version_answer8_0x1000006": VersionAnswer(0x01000006),
    "version_answer8_0x1000007": VersionAnswer(0x01000007),
    "version_answer8_0x1000009": VersionAnswer(0x01000009),
    "version_answer10_v5_status0": VersionAnswer(0x01000005, b"\0\0"),
    "heartbeat_pc": HostBeat(),
    "heartbeat_card": CardBeat(),
    "error_0": ErrorAnswer(0),
    "error_3": ErrorAnswer(3),
    "error_7": ErrorAnswer(7),
    "error_20": ErrorAnswer(20),
    "error_21": ErrorAnswer(21),
    "error_22": ErrorAnswer(22),
    "file_start_temp_image": FileStart(HELLO, 5, "a.png", 128),
    "file_start_answer_ok_exist5": FileStartAnswer(0, 5),
    "file_start_answer_nospace": FileStartAnswer(9),
    "file_end": FileEnd(),
    "file_end_answer_ok": FileEndAnswer(0),
    "file_end_answer_13": FileEndAnswer(13),
    "file_start_big.bin_20000_type0": FileStart(BIG, 20_000, "big.bin"),
    "readfile_ask": ReadFile("a.png"),
}

REQUESTS = {
    "getifversion_compact": ("GetIFVersion", "##GUID"),
    "xml_OpenScreen_compact": ("OpenScreen", SESSION),
    "vendor_GetIFVersion": ("GetIFVersion", "##GUID"),
    "vendor_GetLuminancePloy": ("GetLuminancePloy", SESSION),
    "vendor_SetLuminancePloy": ("SetLuminancePloy", SESSION),
    "vendor_GetTimeInfo": ("GetTimeInfo", SESSION),
    "vendor_SetTimeInfo": ("SetTimeInfo", SESSION),
    "vendor_SetSwitchTime": ("SetSwitchTime", SESSION),
    "vendor_GetFiles": ("GetFiles", SESSION),
    "go_GetIFVersion": ("GetIFVersion", "##GUID"),
    "go_SetLuminancePloy": ("SetLuminancePloy", SESSION),
    "go_AddProgram_image": ("AddProgram", SESSION),
    "go_SetTimeInfo": ("SetTimeInfo", SESSION),
    "go_SetSwitchTime": ("SetSwitchTime", SESSION),
    "node_AddProgram_image": ("AddProgram", SESSION),
}


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def vector(name):
    (found,) = [entry for entry in VECTORS if entry["name"] == name]
    return found


def decode(wire):
    decoder = MessageDecoder()
    decoder.feed(wire)
    return decoder.next()


def xml_of(entry):
    return Assembler().add(decode(bytes.fromhex(entry["hex"])))


def assert_is(wire, name):
    """The wire is the vector of this name, of which perhaps only the hash is known."""
    entry = vector(name)
    assert len(wire) == entry["len"]
    assert hashlib.sha256(wire).hexdigest() == entry["sha256"]
    assert wire.hex() == entry.get("hex", wire.hex())


@named(VECTORS)
def test_every_vector_says_where_it_comes_from(entry):
    """A vector without provenance proves nothing; one with bytes agrees with its own hash."""
    assert entry["provenance"].startswith(("layout: ", "capture: "))
    wire = bytes.fromhex(entry.get("hex", ""))
    if wire:
        assert (len(wire), hashlib.sha256(wire).hexdigest()) == (entry["len"], entry["sha256"])


def test_no_vector_is_left_out():
    """All fifty are decoded or produced by a test of this module."""
    covered = {*MEANINGS, *REQUESTS, "getifversion_answer_compact"}
    covered |= {entry["name"] for entry in VECTORS if entry["name"].startswith(("udp_", "serial_"))}
    covered |= {entry["name"] for entry in VECTORS if "_big_" in entry["name"] or "_long_" in entry["name"]}

    assert len(VECTORS) == 50
    assert {entry["name"] for entry in VECTORS} == covered


@named([entry for entry in TCP if entry["name"] in MEANINGS])
def test_messages_mean_what_the_vector_says_and_are_produced_to_the_byte(entry):
    """Decoded, it is the value; encoded, the value is the bytes."""
    assert decode(bytes.fromhex(entry["hex"])) == MEANINGS[entry["name"]]
    assert wire_of(MEANINGS[entry["name"]]).hex() == entry["hex"]


@named(TCP)
def test_packets_arrive_however_they_are_cut(entry):
    """Whole, byte by byte, and with rubbish after: the same message, and its bytes again."""
    wire = bytes.fromhex(entry["hex"])
    message = decode(wire)

    feed_bytewise(MessageDecoder, wire, message)
    assert wire_of(message) == wire


@named([entry for entry in XML if entry["name"] in REQUESTS])
def test_requests_of_others_are_read_and_reframed_to_the_byte(entry):
    """Whatever the white space and quotes; the framing around the same text is ours, to the byte."""
    document = xml_of(entry)
    request = decode_request(document)

    assert (request.method, request.guid) == REQUESTS[entry["name"]]
    assert [wire_of(part).hex() for part in cut(document)] == [entry["hex"]]


@pytest.mark.parametrize(
    ("name", "request_"),
    [
        ("getifversion_compact", Request("GetIFVersion", (make("version", value=1000000),))),
        ("xml_OpenScreen_compact", Request("OpenScreen", guid=SESSION)),
    ],
)
def test_compact_requests_are_produced_to_the_byte(name, request_):
    """Our XML has no white space; where a vector has none either, the whole packet is the same."""
    (part,) = cut(encode_request(request_))

    assert_is(wire_of(part), name)


@pytest.mark.parametrize("name", ["vendor_SetTimeInfo", "go_AddProgram_image", "node_AddProgram_image"])
def test_our_writing_of_a_request_means_the_same(name):
    """Written by us and read again, a request of others is the same tree."""
    request = decode_request(xml_of(vector(name)))

    assert decode_request(encode_request(request)) == request


@pytest.mark.parametrize(
    ("name", "guid", "tenths"),
    [
        ("go_AddProgram_image", "11111111-1111-1111-1111-111111111111", 100),
        ("node_AddProgram_image", "0123456789ab", 50),
    ],
)
def test_programs_of_others_are_understood(name, guid, tenths):
    """A full-screen picture is one, with or without an effect, whatever else is said about it."""
    (program,) = read_screen(decode_request(xml_of(vector(name))).body[0]).programs

    (area,) = program.areas
    (picture,) = area.pictures
    assert program.guid == guid
    assert (area.x, area.y, area.width, area.height) == (0, 0, 128, 64)
    assert (picture.file, picture.tenths) == ("a.png", tenths)


def test_the_session_comes_with_the_answer():
    """The GUID every later request has to carry stands in the answer to GetIFVersion."""
    reply = decode_reply(xml_of(vector("getifversion_answer_compact")))

    assert reply == Reply("GetIFVersion", body=(make("version", value=1000000),), guid=SESSION)


def test_file_content_is_cut_as_by_others():
    """The middle of three packets, and all of those after five bytes that were there already."""
    assert_is(wire_of(FileContent(BIG_DATA[9212:18_424])), "file_content_big_9212")
    for at in (5, 9217, 18_429):
        assert_is(wire_of(FileContent(BIG_DATA[at : at + 9212])), f"file_content_big_resume5_{at}")


def test_long_xml_is_cut_as_by_the_vendor():
    """500 programs in parts of the largest size: first and last packet to the byte."""
    programs = (make("program", guid=f"p{i:04}", type="normal") for i in range(500))
    body = (make("screen", *programs, timeStamps="0"),)
    parts = [
        wire_of(part) for part in cut(encode_request(Request("AddProgram", body, SESSION)), size=MAX_PART)
    ]

    assert [len(part) for part in parts] == [9216, 9216, 254]
    assert_is(parts[0], "xml_long_chunk0")
    assert_is(parts[2], "xml_long_chunk2")
    assert parts[1].hex().startswith("00240320da480000f4230000")


def test_datagrams_of_the_search():
    """Asked and answered by UDP; the longer answer of one generation is read, too."""
    for version in (5, 7):
        search = Search(0x01000000 + version)
        assert_is(encode_search(search), f"udp_search_ask_v{version}")
        assert decode_datagram(encode_search(search)) == search
    answer = bytes.fromhex(vector("udp_search_answer21")["hex"])
    assert decode_datagram(answer) == Found(0x01000007, "C16L-D00-A000F")
    assert decode_datagram(answer + b"\1\0\0\0") == Found(0x01000007, "C16L-D00-A000F", b"\1\0\0\0")
    for wrong in (b"", b"\0" * 6, answer[:20], bytes.fromhex("07000000011000")):
        with pytest.raises(ProtocolError, match="neither a search"):
            decode_datagram(wrong)


def test_the_serial_frame():
    """The frame of the serial line, with its own checksum, is produced and read."""
    wire = bytes.fromhex(vector("serial_OpenScreen")["hex"])
    document = write_xml(make("sdk", make("in", method="OpenScreen"), guid="##GUID"))
    part = XmlPart(len(document), 0, document)

    assert_is(encode_serial(part), "serial_OpenScreen")
    assert decode_serial(wire) == part
    answer = XmlPart(len(document), 0, document, answer=True)
    assert decode_serial(encode_serial(answer)) == answer
    for wrong in (wire[:15], wire[:-1], wire[:-1] + b"!", wire[:2] + b"\x05\x20" + wire[4:]):
        with pytest.raises(ProtocolError, match="serial packet"):
            decode_serial(wrong)
