"""Packets, messages, parts and XML: laws, limits and rubbish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ProtocolError
from drivers.huidu_sdk.chunks import MAX_XML, Assembler, PartError, cut
from drivers.huidu_sdk.codec import MAX_PART, MessageDecoder, read_message, wire_of
from drivers.huidu_sdk.discovery import crc32_bzip2
from drivers.huidu_sdk.documents import Reply, decode_reply, decode_request, encode_reply
from drivers.huidu_sdk.elements import MAX_DEPTH, MAX_ELEMENTS, Element, make, read_xml, write_xml
from drivers.huidu_sdk.messages import (
    CardBeat,
    FileContent,
    FileStart,
    ReadFile,
    ReadFileAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.packets import MAX_PAYLOAD, Packet, PacketDecoder, encode_packet
from drivers.huidu_sdk.results import NO_NUMBER, name_of, number_of
from drivers.testing import feed_bytewise

MD5 = "5d41402abc4b2a76b9719d911017c592"


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_whatever_arrives_is_packets_or_a_protocol_error(pieces):
    """Decode, or ``ProtocolError``, nothing else; and the decoder can be used again afterwards."""
    decoder = MessageDecoder()
    for piece in pieces:
        try:
            decoder.feed(piece)
            while decoder.next() is not None:
                continue
        except ProtocolError:
            continue
    decoder.clear()
    decoder.feed(wire_of(CardBeat()))
    assert decoder.next() == CardBeat()


@given(st.integers(0, 0xFFFF), st.binary(max_size=80))
def test_any_packet_has_a_meaning_or_is_malformed(command, payload):
    """And what has a meaning is written as it was read."""
    try:
        message = read_message(Packet(command, payload))
    except ProtocolError:
        return
    assert wire_of(message) == encode_packet(Packet(command, payload))


@pytest.mark.parametrize("length", [0, 3, 9217, 65535])
def test_a_length_no_packet_has_ends_the_stream(length):
    """Where the next packet begins is lost: everything held is dropped, and it is said."""
    decoder = PacketDecoder()
    decoder.feed(length.to_bytes(2, "little") + b"\x5f\x00" + bytes(100))

    with pytest.raises(ProtocolError, match=f"{length} bytes long"):
        decoder.next()
    assert decoder.next() is None


def test_the_decoder_is_bounded():
    """More than the decoder holds is refused and forgotten."""
    decoder = PacketDecoder()
    with pytest.raises(ProtocolError, match="without one whole message"):
        decoder.feed(bytes(1024 * 1024))
    assert decoder.next() is None


def test_a_packet_has_a_largest_size():
    """What does not fit into a packet is an error of the caller."""
    with pytest.raises(ValueError, match="at most 9212"):
        wire_of(FileContent(bytes(MAX_PAYLOAD + 1)))


@pytest.mark.parametrize(
    "message",
    [
        FileStart("5D41", 1, "a.png"),
        FileStart(MD5.upper(), 1, "a.png"),
        FileStart(MD5, 1, ""),
        FileStart(MD5, 1, "a\0b"),
        FileStart(MD5, 1, "a\x07b"),
        ReadFile("x" * 256),
    ],
    ids=str,
)
def test_names_and_sums_a_card_could_not_take_are_refused(message):
    """An MD5 is lower case; a name is short, printable and not empty."""
    with pytest.raises(ValueError, match=r"MD5|file name"):
        wire_of(message)


@pytest.mark.parametrize(
    "packet",
    [
        Packet(0x005F, b"x"),
        Packet(0x8003),
        Packet(0x2001, b"123"),
        Packet(0x2003, b"1234567"),
        Packet(0x8007, b"no end"),
        Packet(0x8007, b"\xff\xfe\0"),
        Packet(0x8001, bytes(50)),
    ],
    ids=lambda packet: f"{packet.command:04x}",
)
def test_malformed_messages_are_named(packet):
    """A known command with the wrong payload is a ``ProtocolError``, not a guess."""
    with pytest.raises(ProtocolError, match="malformed"):
        read_message(packet)


def test_chinese_file_names_are_counted_in_bytes():
    """The name of a file is UTF-8; its length on the wire is that of the bytes."""
    wire = wire_of(FileStart(MD5, 5, "通知.png"))

    assert len(wire) == 58
    assert wire.hex().endswith("e9809ae79fa52e706e6700")
    answer = ReadFileAnswer(0, MD5, 5, 0)
    feed_bytewise(MessageDecoder, wire_of(answer), answer)
    assert wire_of(answer).hex() == (
        "31000880000035643431343032616263346232613736623937313964393131303137633539320005000000000000000000"
    )


@given(st.binary(min_size=1, max_size=500), st.integers(1, 60))
def test_parts_make_the_whole(document, size):
    """Cut anywhere and put together: the document, once, with the last part."""
    assembler = Assembler()

    wholes = [assembler.add(part) for part in cut(document, size=size)]

    assert wholes[-1] == document
    assert not any(wholes[:-1])


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([XmlPart(MAX_XML + 1, 0, b"x")], 20),
        ([XmlPart(3, 0, b"xxxx")], 20),
        ([XmlPart(9, 1, b"x")], 21),
        ([XmlPart(9, 0, b"x"), XmlPart(9, 0, b"x")], 21),
        ([XmlPart(9, 0, b"x"), XmlPart(8, 1, b"x")], 21),
        ([XmlPart(9, 0, b"")], 21),
    ],
)
def test_parts_that_do_not_belong_are_refused_with_the_protocol_s_number(parts, code):
    """Too long is 20, out of place 21; afterwards a new document may begin."""
    assembler = Assembler()
    for part in parts[:-1]:
        assert assembler.add(part) is None

    with pytest.raises(PartError) as caught:
        assembler.add(parts[-1])

    assert caught.value.code == code
    assert assembler.add(XmlPart(2, 0, b"ok")) == b"ok"


def test_a_part_has_a_size():
    """Parts larger than a packet, or of nothing, are an error of the caller."""
    for size in (0, MAX_PART + 1):
        with pytest.raises(ValueError, match="1 to 9204"):
            list(cut(b"x", size=size))


NAMES = st.from_regex(r"[a-zA-Z][a-zA-Z0-9]{0,8}", fullmatch=True)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    max_size=20,
) | st.sampled_from(['a"b', "<&>", "\t\n\r"])
TREES = st.recursive(
    st.builds(Element, NAMES, st.dictionaries(NAMES, TEXTS, max_size=3)),
    lambda inner: st.builds(
        Element, NAMES, st.dictionaries(NAMES, TEXTS, max_size=2), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_written_is_read(tree):
    """Any attribute XML can carry comes back as it was, Chinese, quotes and line ends included."""
    assert read_xml(write_xml(tree)) == tree


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: f"<sdk>{text}</sdk>".encode()))
def test_rubbish_is_no_xml(document):
    """Read, or ``ProtocolError``, nothing else."""
    for read in (read_xml, decode_reply, decode_request):
        try:
            read(document)
        except ProtocolError:
            continue


@pytest.mark.parametrize(
    ("document", "match"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a>&b;</a>", "not XML"),
        (b"<a><b></a>", "not XML"),
        (b'<a b="1" b="2"/>', "not XML"),
        (b"", "not XML"),
        ("<a/>".encode("utf-16"), "not XML"),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "deep"),
        (b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>", "more than"),
    ],
    ids=["entity", "external", "undefined", "crossed", "twice", "empty", "utf16", "deep", "many"],
)
def test_what_xml_can_do_to_a_reader_is_refused(document, match):
    """No document type, no entities, bounded depth and number of elements."""
    with pytest.raises(ProtocolError, match=match):
        read_xml(document)


def test_the_declared_encoding_is_not_believed():
    """The protocol says UTF-8, whatever the declaration says."""
    document = '<?xml version="1.0" encoding="gb2312"?><a b="通知"/>'.encode()

    assert read_xml(document) == make("a", b="通知")


def test_characters_xml_cannot_carry_are_an_error_of_the_caller():
    """A bell in an attribute would make the whole document unreadable."""
    with pytest.raises(ValueError, match="cannot carry"):
        write_xml(make("a", b="\x07"))


@pytest.mark.parametrize("text", ["", "x", "1.5", "1" * 10, "٣"])
def test_numbers_are_whole_and_short(text):
    """A number that is none is the peer's fault; a missing one has a default."""
    element = make("a", n=text)
    if not text:
        assert element.number("n", 7) == 7
    else:
        with pytest.raises(ProtocolError, match="is a number"):
            element.number("n", 7)


def test_replies_are_found_by_name():
    """Attribute order, white space and further elements do not matter; a missing result does."""
    document = b"<sdk guid='g'>\n <out result='kNewOne' method='GetFiles'> <x/><files a='1'/></out></sdk>"

    reply = decode_reply(document)

    assert (reply.method, reply.result, reply.guid) == ("GetFiles", "kNewOne", "g")
    assert reply.first("files") == make("files", a=1)
    assert reply.first("nothing").children == ()
    assert decode_reply(encode_reply(reply)) == reply
    for wrong in (b"<sdk><out method='M'/></sdk>", b"<x><out method='M' result='r'/></x>", b"<sdk/>"):
        with pytest.raises(ProtocolError):
            decode_reply(wrong)


def test_only_two_results_mean_still_working():
    """Everything else is an answer."""
    working = [name for name in ("kSuccess", "kProcessing", "kDownloadingFile") if Reply("M", name).working]

    assert working == ["kProcessing", "kDownloadingFile"]


def test_error_numbers_are_named_only_where_all_generations_agree():
    """From 34 on a number has no name and a name no number."""
    assert (name_of(9), number_of("kNotSpaceToSave")) == ("kNotSpaceToSave", 9)
    assert (name_of(33), name_of(34)) == ("kDownloadFileFailed", "unknown code 34")
    assert name_of(-1) == "unknown code -1"
    assert number_of("kProcessing") == NO_NUMBER


def test_the_serial_checksum_is_bzip2_s():
    """The catalogue's check value for CRC-32/BZIP2."""
    assert crc32_bzip2(b"123456789") == 0xFC891918


def test_a_message_is_not_mistaken_for_its_neighbour():
    """Two messages in one piece are two."""
    decoder = MessageDecoder()
    decoder.feed(wire_of(CardBeat()) + wire_of(VersionAsk(7)))

    assert [decoder.next(), decoder.next(), decoder.next()] == [CardBeat(), VersionAsk(7), None]
