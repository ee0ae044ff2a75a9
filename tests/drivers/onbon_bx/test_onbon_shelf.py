"""The simulated card's memory for programs: what it takes, lists and lights."""

from datetime import date, datetime, time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.days import Days, Period
from drivers.onbon_bx.messages import Ack, Nack
from drivers.onbon_bx.programs import Checksum, ProgramArea, StoredProgram, encode_fifth
from drivers.onbon_bx.programs_sixth import encode_sixth
from drivers.onbon_bx.shelf import (
    BAD_NAME,
    BAD_TYPE,
    BLOCK_NUMBER,
    DOWNLOAD,
    FILE_CRC,
    FILE_EXISTS,
    MAX_FILES,
    MEMORY_FULL,
    NO_SUCH_FILE,
    Shelf,
)
from drivers.onbon_bx.transfer import (
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
)

NOON = datetime(2026, 3, 4, 12)


def program(name="P000", *stays, **fields):
    """A program whose pages can be told apart by their bitmaps."""
    pages = tuple(AreaPage(f"{name}.{number}".encode(), 8, stay=stay) for number, stay in zip(count(), stays))
    return StoredProgram(name, (ProgramArea(0, 0, 8, 1, pages),), **fields)


def send(shelf, name, file, kind=0, block=10, **announced):
    """All answers to one file sent in order, the transfer's start and end included."""
    start = StartWrite(name, kind, **{"length": len(file), "seal": file[-4:]} | announced)
    requests = [StartTransfer(), start, *cut(file, name, block), EndTransfer()]
    return [shelf.obey(request) for request in requests]


def lit(shelf, at=NOON, ms=0):
    return [page.bitmap.decode() for _, page in shelf.shown(at, ms)]


def test_a_file_sent_whole_is_kept():
    """Start, announce, blocks, end: acknowledged, listed with its checksum, and counted."""
    shelf, file = Shelf(5), encode_fifth(program("P000", 100))

    assert set(send(shelf, "P000", file)) == {Ack()}
    assert shelf.files == {"P000": (0, file)}
    assert shelf.obey(AskSpace()) == Space(4_000_000, 4_000_000 - len(file))
    assert shelf.obey(StartDirectory(0)) == DirectoryStarted()
    entry = FileEntry("P000", 0, len(file), file[-4:])
    assert shelf.obey(ReadDirectory(0)) == DirectoryPart(1, 0, (entry,))


FILE = encode_fifth(program("P000", 100))


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (StartWrite("P 00", 0, 9, b"seal"), BAD_NAME),
        (StartWrite("P000", 5, 9, b"seal"), BAD_TYPE),
        (StartWrite("P000", 0, 9, b"seal", overwrite=0), FILE_EXISTS),
        (StartWrite("P001", 0, 5000, b"seal"), MEMORY_FULL),
        (WriteBlock("P001", 1, 0, b"data"), DOWNLOAD),
        (DeleteFiles(("P001",)), NO_SUCH_FILE),
        (StartDirectory(0, 0), 25),
        (ReadDirectory(0), BLOCK_NUMBER),
    ],
)
def test_requests_that_cannot_be_obeyed_have_the_vendors_numbers(request_, code):
    """Names, types, sizes and orders that do not fit are refused, and nothing changes."""
    shelf = Shelf(5, room=5000)
    send(shelf, "P000", FILE)
    shelf.obey(StartTransfer())

    assert shelf.obey(request_) == Nack(code)
    assert list(shelf.files) == ["P000"]


def test_a_file_of_the_same_name_needs_only_the_difference():
    """The room of the file that is overwritten counts."""
    shelf = Shelf(5, room=len(FILE) + 3)

    assert set(send(shelf, "P000", FILE) + send(shelf, "P000", FILE)) == {Ack()}


def test_even_empty_files_have_an_end():
    """Names alone cannot fill the memory of the machine that plays the card."""
    shelf = Shelf(5, checksum=None)
    shelf.files = {f"{number:04}": (0, b"") for number in range(MAX_FILES)}
    shelf.obey(StartTransfer())

    assert shelf.obey(StartWrite("P000", 0, 0, b"seal")) == Nack(MEMORY_FULL)
    assert shelf.obey(StartWrite("0000", 0, 0, b"seal")) == Ack()


def test_files_are_taken_only_inside_a_transfer():
    """Before its start and after its end there is nothing to write to."""
    shelf = Shelf(5)
    start = StartWrite("P000", 0, len(FILE), FILE[-4:])

    assert shelf.obey(start) == Nack(DOWNLOAD)
    shelf.obey(StartTransfer())
    assert shelf.obey(start) == Ack()
    shelf.obey(EndTransfer())
    assert shelf.obey(WriteBlock("P000", 1, 0, FILE)) == Nack(DOWNLOAD)


@pytest.mark.parametrize(
    "blocks",
    [
        [WriteBlock("P000", 1, 10, FILE[10:])],
        [WriteBlock("P000", 0, 0, FILE[:10]), WriteBlock("P000", 1, 20, FILE[20:])],
        [WriteBlock("P000", 0, 0, FILE)],
        [WriteBlock("P000", 1, 0, FILE[:-1])],
        [WriteBlock("P000", 1, 0, FILE + b"x")],
    ],
    ids=["no start", "gap", "no end", "short", "long"],
)
def test_a_file_with_a_gap_leaves_nothing_behind(blocks):
    """Blocks come in order and fill the announced length, or the file has to be begun again."""
    shelf = Shelf(5)
    shelf.obey(StartTransfer())
    shelf.obey(StartWrite("P000", 0, len(FILE), FILE[-4:]))

    answers = [shelf.obey(block) for block in blocks]

    assert answers[-1] == Nack(BLOCK_NUMBER)
    assert shelf.obey(WriteBlock("P000", 1, 0, FILE)) == Nack(DOWNLOAD)
    assert shelf.files == {}


@pytest.mark.parametrize(
    ("file", "announced", "taken"),
    [
        (FILE, {}, [Checksum.ZLIB, None]),
        (encode_fifth(program("P000", 100, checksum=Checksum.SDK)), {}, [Checksum.SDK, None]),
        (FILE[:-1] + b"x", {}, [None]),
        (FILE, {"seal": b"else"}, [None]),
    ],
    ids=["zlib", "sdk", "damaged", "announced otherwise"],
)
def test_checksums_are_checked_if_the_card_is_one_that_does(file, announced, taken):
    """Which of the two variants a card takes, or whether it looks at all, is a setting."""
    for checksum in (Checksum.ZLIB, Checksum.SDK, None):
        answers = send(Shelf(5, checksum=checksum), "P000", file, **announced)
        assert (Nack(FILE_CRC) in answers) is (checksum not in taken)


@given(st.integers(0, 23), st.integers(1, 7))
def test_a_directory_is_given_in_parts(files, size):
    """Every file once, in order of name, only of the type asked for; the last part says so."""
    shelf = Shelf(6, checksum=None)
    for number in range(files):
        send(shelf, f"P{number:03}", b"file" * (number + 1))
        send(shelf, f"D{number:03}", b"data", kind=9)

    shelf.obey(StartDirectory(0, size))
    parts = [shelf.obey(ReadDirectory(number)) for number in range(max(1, -(-files // size)))]

    assert [part.last for part in parts] == [0] * (len(parts) - 1) + [1]
    entries = [entry for part in parts for entry in part.entries]
    assert [entry.name for entry in entries] == [f"P{number:03}" for number in range(files)]
    assert [entry.length for entry in entries] == [4 * (number + 1) for number in range(files)]


def test_deleting_several_takes_those_that_are_there():
    """One missing file does not keep the others."""
    shelf = Shelf(5)
    send(shelf, "P000", FILE)

    assert shelf.obey(DeleteFiles(("P000", "D000"))) == Nack(NO_SUCH_FILE)
    assert shelf.files == {}
    assert shelf.shown(NOON, 0) == ()


def test_pages_follow_one_another_and_programs_by_number():
    """Each page for its stay, each program for its turn, then again from the start."""
    shelf = Shelf(5)
    send(shelf, "P002", encode_fifth(program("P002", 300)))
    send(shelf, "P001", encode_fifth(program("P001", 100, 200)))

    seen = {ms: lit(shelf, ms=ms) for ms in (0, 999, 1000, 2999, 3000, 5999, 6000)}

    assert [name for (name,) in seen.values()] == [
        "P001.0",
        "P001.0",
        "P001.1",
        "P001.1",
        "P002.0",
        "P002.0",
        "P001.0",
    ]


def test_areas_go_round_by_themselves_until_the_longest_is_through():
    """Two areas of one program; the program goes round as often as it says before the next."""
    one = ProgramArea(0, 0, 8, 1, (AreaPage(b"a", 8, stay=100), AreaPage(b"b", 8, stay=100)))
    other = ProgramArea(0, 1, 8, 1, (AreaPage(b"c", 8, stay=0), AreaPage(b"d", 8, stay=149)))
    empty = ProgramArea(0, 2, 8, 1, ())
    shelf = Shelf(5)
    send(shelf, "P000", encode_fifth(StoredProgram("P000", (one, other, empty), times=2)))
    send(shelf, "P001", encode_fifth(program("P001", 100)))

    assert lit(shelf, ms=0) == ["a", "c"]
    assert lit(shelf, ms=10) == ["a", "d"]
    assert lit(shelf, ms=1500) == ["b", "c"]
    assert lit(shelf, ms=3999) == ["b", "d"]
    assert lit(shelf, ms=4000) == ["P001.0"]


def test_a_program_without_areas_is_darkness_for_its_turn():
    """Nothing to show is shown as nothing."""
    shelf = Shelf(5)
    send(shelf, "P000", encode_fifth(StoredProgram("P000", ())))

    assert shelf.shown(NOON, 0) == ()


def test_programs_are_lit_on_their_days_only():
    """Both days included; a program out of date is kept and not shown."""
    shelf = Shelf(5)
    send(shelf, "P000", encode_fifth(program("P000", 100, days=Days(date(2026, 3, 4), date(2026, 3, 6)))))

    days = [day for day in range(1, 10) if lit(shelf, datetime(2026, 3, day, 23, 59))]

    assert days == [4, 5, 6]


def test_programs_are_lit_in_their_periods_only():
    """Half-open; any of several will do."""
    periods = (Period(time(8), time(9)), Period(time(11, 30), time(11, 31)))
    shelf = Shelf(5)
    send(shelf, "P000", encode_fifth(program("P000", 100, periods=periods)))

    assert [hour for hour in range(24) if lit(shelf, datetime(2026, 3, 4, hour))] == [8]
    assert lit(shelf, datetime(2026, 3, 4, 11, 30, 59))


def test_sixth_generation_programs_need_both_files():
    """Without its pictures, or with somebody's rubbish, a program is not shown and the others are."""
    shelf = Shelf(6, checksum=None)
    for name in ("P000", "P001"):
        data, parameters = encode_sixth(program(name, 100))
        send(shelf, name, parameters)
        send(shelf, "D" + name[1:], data, kind=9)
    send(shelf, "P002", b"rubbish")
    assert [lit(shelf, ms=ms) for ms in (0, 1000, 2000)] == [["P000.0"], ["P001.0"], ["P000.0"]]

    shelf.obey(DeleteFiles(("D000",)))

    assert [lit(shelf, ms=ms) for ms in (0, 1000)] == [["P001.0"], ["P001.0"]]
