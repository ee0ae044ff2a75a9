"""Group A1, files to a card: every vector in both directions, laws, and which numbers programs get."""

import json
import struct
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.onbon_bx.codec import PacketDecoder
from drivers.onbon_bx.file_summaries import describe_files
from drivers.onbon_bx.framing import unescape, wrap
from drivers.onbon_bx.packets import decode_packet, encode_packet
from drivers.onbon_bx.slots import MAX_PROGRAMS, place
from drivers.onbon_bx.transfer import (
    READERS,
    REPLY_READERS,
    AskSpace,
    DeleteFiles,
    DirectoryPart,
    DirectoryStarted,
    EndTransfer,
    FileEntry,
    ReadDirectory,
    Space,
    StartDirectory,
    StartTransfer,
    StartWrite,
    WriteBlock,
    cut,
    encode_file_reply,
    encode_file_request,
)
from drivers.testing import feed_bytewise

FRAMES = json.loads((Path(__file__).parent / "vectors" / "transfer.json").read_text(encoding="utf-8"))[
    "frames"
]
REQUESTS = [entry for entry in FRAMES if entry["kind"] == "request"]
REPLIES = [entry for entry in FRAMES if entry["kind"] == "reply"]
PLAIN = {
    "mem volume": AskSpace(),
    "start transf": StartTransfer(),
    "end transf": EndTransfer(),
    "start read dir": StartDirectory(0, 5),
    "read dir block": ReadDirectory(0),
}


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def request_of(body):
    """The request in a body, as ``messages.decode_request`` finds it: by command, after the length."""
    wanted, group, command, length = struct.unpack_from("<BBBH", body)
    assert (wanted, group, length) == (1, 0xA1, len(body) - 5)
    return READERS[command](body[5:])


def reply_of(body):
    zero, group, command, status, error, length = struct.unpack_from("<BBBHHH", body)
    assert (zero, group, status, error, length) == (0, 0xA1, 0, 0, len(body) - 9)
    return REPLY_READERS[command](body[9:])


@named(FRAMES)
def test_bodies_are_what_stands_on_the_wire(entry):
    """Each body is the end of its frame without escapes, and says where it comes from."""
    wire = bytes.fromhex(entry["hex"])

    assert unescape(wire.strip(b"\xa5\x5a")).endswith(bytes.fromhex(entry["body"]))
    assert entry["provenance"].startswith(("vendor SDK", "accepted"))


@named(FRAMES)
def test_frames_of_both_generations_are_rebuilt_byte_for_byte(entry):
    """However a frame arrives, its packet holds the body; packed again it is the vendor's frame."""
    wire = bytes.fromhex(entry["hex"])
    packet = decode_packet(unescape(wire.strip(b"\xa5\x5a")))

    feed_bytewise(PacketDecoder, wire, packet)
    assert packet.body.hex() == entry["body"]
    assert wrap(encode_packet(packet), tail=b"\x5a" * (1 + wire.endswith(b"\x5a\x5a"))) == wire


@named(REQUESTS)
def test_requests_are_those_of_the_vendors_clients(entry):
    """A body decodes, and the request in it encodes to the same bytes."""
    body = bytes.fromhex(entry["body"])

    assert encode_file_request(request_of(body)) == body


@named([entry for entry in REQUESTS if entry["name"].endswith(tuple(PLAIN))])
def test_plain_requests_mean_what_they_are_named_for(entry):
    """Start, end, directory and space are told apart."""
    (meant,) = [value for name, value in PLAIN.items() if entry["name"].endswith(name)]

    assert request_of(bytes.fromhex(entry["body"])) == meant
    assert encode_file_request(meant).hex() == entry["body"]


def test_files_are_announced_by_their_last_four_bytes():
    """Each start-write followed by its file, of either SDK, names, measures and seals that file."""
    pairs = [
        (bytes.fromhex(one["body"]), bytes.fromhex(two["body"]))
        for one, two in pairwise(REQUESTS)
        if "start write" in one["name"] and "write block" in two["name"]
    ]

    assert len(pairs) == 12
    for announced, sent in pairs:
        start, block = request_of(announced), request_of(sent)
        (again,) = cut(block.data, block.name, 600)
        assert start == StartWrite(block.name, start.kind, len(block.data), block.data[-4:])
        assert (again, block.offset, block.last) == (block, 0, 1)


def test_deletions_name_both_files_in_the_sixth_generation():
    """The Java SDKs delete P000, and P000 with D000."""
    deleted = [request_of(bytes.fromhex(each["body"])) for each in REQUESTS if "delete" in each["name"]]

    assert deleted == [DeleteFiles(("P000",)), DeleteFiles(("P000", "D000"))]


@named([entry for entry in REPLIES if entry["body"][2:4] == "a1"])
def test_answers_are_those_the_vendors_client_took(entry):
    """Free space and an empty directory decode, and encode to the same bytes."""
    body = bytes.fromhex(entry["body"])
    meant = Space(4_000_000, 3_000_000) if entry["name"].endswith("to_a112") else DirectoryPart(1, 0)

    assert reply_of(body) == meant
    assert encode_file_reply(meant) == body


names = st.text("ABCDEFPabc019", min_size=4, max_size=4)
byte, word, long = st.integers(0, 255), st.integers(0, 65535), st.integers(0, 2**32 - 1)
seals = st.binary(min_size=4, max_size=4)
requests = (
    st.builds(DeleteFiles, st.lists(names, max_size=5).map(tuple))
    | st.builds(StartWrite, names, byte, long, seals, byte)
    | st.builds(WriteBlock, names, byte, long, st.binary(max_size=40))
    | st.builds(StartDirectory, byte, byte)
    | st.builds(ReadDirectory, word)
    | st.sampled_from([StartTransfer(), EndTransfer(), AskSpace()])
)
entries = st.lists(st.builds(FileEntry, names, byte, long, seals), max_size=5).map(tuple)
replies = (
    st.builds(DirectoryStarted, st.binary(max_size=9))
    | st.builds(DirectoryPart, byte, word, entries)
    | st.builds(Space, long, long)
)


@given(requests)
def test_file_requests_round_trip(request_):
    """Every request is read back from its bytes."""
    assert request_of(encode_file_request(request_)) == request_


@given(requests)
def test_file_requests_can_be_written_as_json(request_):
    """A line says which request it was; a block is named by its digest, however long it is."""
    line = json.dumps(describe_files(request_))

    assert len(line) < 250
    assert json.loads(line)["request"]


def test_summaries_tell_requests_apart():
    """No two kinds of request have one name."""
    samples = [
        *PLAIN.values(),
        DeleteFiles(("P000",)),
        StartWrite("P000", 0, 4, b"seal"),
        WriteBlock("P000", 1, 0, b"data"),
    ]

    assert len({describe_files(each)["request"] for each in samples}) == len(samples) == len(READERS)
    assert describe_files(samples[-1]) == {
        "request": "block",
        "name": "P000",
        "offset": 0,
        "bytes": 4,
        "last": True,
        "sha256": "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7",
    }


@given(replies)
def test_file_replies_round_trip(reply):
    """Every answer is read back from its bytes."""
    assert reply_of(encode_file_reply(reply)) == reply


@given(st.binary(max_size=40))
def test_any_data_is_a_message_or_a_value_error(data):
    """Decode, or ``ValueError`` (which ``messages`` turns into the card's own number)."""
    for read in (*READERS.values(), *REPLY_READERS.values()):
        try:
            read(data)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("table", "command", "data", "match"),
    [
        (READERS, 0x01, b"\2\0P000", "2 names announced, 4 bytes"),
        (READERS, 0x02, b"P000", "4 bytes where 14"),
        (READERS, 0x06, b"\0", "by type and size"),
        (READERS, 0x08, b"\0", "where none belong"),
        (READERS, 0x01, b"\1\0P00\xff", "ascii"),
        (REPLY_READERS, 0x87, b"\1\0\0\3\0" + bytes(26), "directory of 3 has 26"),
        (REPLY_READERS, 0x87, b"\1\0\0\5\0" + bytes(5), "directory of 5 has 5"),
        (REPLY_READERS, 0x92, bytes(7), "7 bytes where 8"),
    ],
)
def test_data_that_contradict_themselves_are_refused(table, command, data, match):
    """Counts and lengths agree with what was sent, or nothing is believed."""
    with pytest.raises(ValueError, match=match):
        table[command](data)


def test_a_directory_may_count_entries_or_bytes():
    """The meaning of the second number is not known: both readings that fit are taken."""
    row = struct.pack("<4sBI4s", b"P000", 0, 68, b"seal")
    meant = DirectoryPart(1, 0, (FileEntry("P000", 0, 68, b"seal"),))

    for count in (1, 13):
        assert REPLY_READERS[0x87](struct.pack("<BHH", 1, 0, count) + row) == meant


@given(st.binary(min_size=1, max_size=100), st.integers(1, 110))
def test_blocks_are_the_file_in_order(file, block):
    """No byte is lost, none sent twice, and only the last block says so."""
    blocks = cut(file, "P000", block)

    assert b"".join(each.data for each in blocks) == file
    assert [each.offset for each in blocks] == list(range(0, len(file), block))
    assert [each.last for each in blocks] == [0] * (len(blocks) - 1) + [1]


held_lists = st.lists(st.integers(0, MAX_PROGRAMS - 1), unique=True, max_size=12).map(sorted)


@given(held_lists, st.lists(st.integers(0, 5), max_size=MAX_PROGRAMS), st.data())
def test_numbers_rise_and_end_in_time(held, wanted, data):
    """Whatever the card holds, the programs get rising numbers that exist."""
    content = {number: data.draw(st.integers(0, 5)) for number in held}

    chosen = place(len(wanted), held, lambda index, number: content[number] == wanted[index])

    assert all(low < high for low, high in pairwise(chosen))
    assert len(chosen) == len(wanted)
    assert all(0 <= number < MAX_PROGRAMS for number in chosen)


@given(held_lists.filter(bool), st.data())
def test_taking_away_and_adding_at_the_end_leave_the_rest_alone(held, data):
    """A list shortened anywhere keeps its numbers; what is added behind disturbs nothing."""
    kept = data.draw(st.lists(st.sampled_from(held), unique=True).map(sorted))

    def fits(index, number):
        return index < len(kept) and kept[index] == number

    assert place(len(kept), held, fits) == kept
    if not kept or kept[-1] < MAX_PROGRAMS - 1:
        assert place(len(kept) + 1, held, fits)[: len(kept)] == kept


def test_a_card_full_of_gaps_is_rewritten_rather_than_overrun():
    """Where keeping a number leaves none for those that follow, it is not kept."""
    last = MAX_PROGRAMS - 1

    assert place(2, [last], lambda index, number: index == 0) == [0, 1]
    assert place(2, [last], lambda index, number: index == 1) == [0, last]
