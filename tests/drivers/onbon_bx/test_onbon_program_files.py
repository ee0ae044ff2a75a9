"""Program files of both generations: every vector in both directions, and laws."""

import json
import zlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Booking, Colour, Frame, Page, Panel, Program
from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.bitmaps import pack
from drivers.onbon_bx.days import Days, Period, days_of, decode_days, encode_days
from drivers.onbon_bx.programs import Checksum, ProgramArea, StoredProgram, decode_fifth, encode_fifth
from drivers.onbon_bx.programs_sixth import decode_data, decode_parameters, encode_sixth

FOLDER = Path(__file__).parent / "vectors"
FILES = json.loads((FOLDER / "program_files.json").read_text(encoding="utf-8"))["files"]
FRAMES = json.loads((FOLDER / "transfer.json").read_text(encoding="utf-8"))["frames"]
# a file that was sent in one block is a vector, too
SENT = [
    {**entry, "hex": entry["body"][28:], "checksum": "sdk"}
    for entry in FRAMES
    if entry["body"].startswith("01a103") and "Java" in entry["provenance"]
]
KINDS = {"0050": "parameters", "0944": "data"}
for sent in SENT:
    sent["file"] = "fifth" if sent["header"] == "A" else KINDS[sent["hex"][:4]]
ALL = FILES + SENT
FIFTH = [entry for entry in ALL if entry["file"] == "fifth"]
PARAMETERS = [entry for entry in ALL if entry["file"] == "parameters"]
DATA = [entry for entry in ALL if entry["file"] == "data"]
VALID = Days(date(2026, 3, 4), date(2099, 12, 31))


def named(entries):
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def picture(entry):
    """The picture the vectors were made with, drawn pixel by pixel on purpose: not by the code under test."""
    scene = entry["picture"]
    panel = Panel(scene["width"], scene["height"], Colour(scene["colour"]))
    planes = [bytearray(panel.plane_size) for _ in range(2 if panel.colour is Colour.DUAL else 1)]
    for y in range(panel.height):
        for x in range(panel.width):
            if (7 * x + 13 * y) % 5 == 0:
                for number, plane in enumerate(planes):
                    if len(planes) == 1 or x % 3 in (number, 2):
                        plane[y * panel.stride + x // 8] |= 0x80 >> x % 8
    return Frame(panel, b"".join(planes))


def program_of(entry, bitmap, **page):
    """The program an entry says it is; the two SDKs differ in option bytes."""
    scene, java = entry["picture"], "Java" in entry["provenance"]
    pages = (AreaPage(bitmap, scene["width"] if java else 0, **page),)
    area = ProgramArea(scene["x"], scene["y"], scene["width"], scene["height"], pages)
    return StoredProgram("P000", (area,), VALID, checksum=Checksum(entry["checksum"]))


def fifth_of(entry):
    frame = picture(entry)
    if entry["picture"]["order"] == "gr":  # wired the other way round: the picture with its colours exchanged
        frame = Frame(frame.panel, b"".join(reversed(frame.planes)))
    bitmap = pack(frame, x=entry["picture"]["x"])
    return program_of(entry, bitmap, clear=0 if "Java" in entry["provenance"] else 1)


def sixth_of(entry, bitmap):
    program = program_of(entry, bitmap)
    if "Java" in entry["provenance"]:
        return replace(program, span=5)
    return replace(program, areas=(replace(program.areas[0], ground=bytes(3)),))


@named(ALL)
def test_every_file_says_where_it_comes_from(entry):
    """A vector without provenance proves nothing."""
    assert entry["provenance"].startswith(("vendor SDK", "vendor file"))


@named([entry for entry in FIFTH if "picture" in entry])
def test_fifth_generation_files_are_the_vendors(entry):
    """The file of the same program is the vendor's, byte for byte, and reads back as the program."""
    program = fifth_of(entry)

    assert encode_fifth(program).hex() == entry["hex"]
    assert decode_fifth(bytes.fromhex(entry["hex"])) == program


def test_a_file_stored_by_the_vendors_program_is_read():
    """A 64x32 picture for ever: the fields the SDKs leave at nothing are filled differently there."""
    (entry,) = [each for each in FIFTH if each["name"] == "stored file5 P000 Form"]

    program = decode_fifth(bytes.fromhex(entry["hex"]))

    ((area,), page) = program.areas, program.areas[0].pages[0]
    assert (program.name, program.days, program.weekdays) == ("P000", None, 0x7F)
    assert (area.width, area.height, len(area.pages), len(page.bitmap)) == (64, 32, 1, 512)
    assert (page.style, page.mode, page.clear, page.valid_length) == (0, 2, 1, 64)
    ours = encode_fifth(program)
    differs = [at for at, (a, b) in enumerate(zip(ours, bytes.fromhex(entry["hex"]), strict=True)) if a != b]
    assert set(differs) <= {13, 14, 17, 18, *range(568, 572)}  # month and day of "for ever", and the checksum


def bitmap_of(entry):
    """The bitmap of a data file, cut out by hand: 13 bytes before it, 4 after."""
    return bytes.fromhex(entry["hex"])[13:-4]


def data_for(entry):
    """The length of the bitmaps a parameter file announces: its last field."""
    return bytes(int.from_bytes(bytes.fromhex(entry["hex"])[-8:-4], "little"))


@named([entry for entry in PARAMETERS if "picture" in entry])
def test_sixth_generation_parameter_files_are_the_vendors(entry):
    """The parameter file of the same program is the vendor's, with 14 for the offset that is 13."""
    program = sixth_of(entry, data_for(entry))

    outline = decode_parameters(bytes.fromhex(entry["hex"]))

    assert encode_sixth(program)[1].hex() == entry["hex"]
    assert outline.fill(data_for(entry)) == program
    assert [offset for offset, _ in outline.places] == [14]


@named([entry for entry in DATA if "picture" in entry])
def test_sixth_generation_data_files_are_the_vendors(entry):
    """The data file around the vendor's own bitmap is the vendor's, and gives the bitmap back."""
    program = sixth_of(entry, bitmap_of(entry))

    assert encode_sixth(program)[0].hex() == entry["hex"]
    assert decode_data(bytes.fromhex(entry["hex"])).bitmaps == bitmap_of(entry)
    assert decode_data(bytes.fromhex(entry["hex"])).name == "D000"


def test_a_pair_stored_by_the_vendors_program_is_read_and_made():
    """The pair the vendor's own program left: three planes of 64x32 for ever; the same bytes come from us."""
    stored = {entry["name"]: bytes.fromhex(entry["hex"]) for entry in ALL if "stored" in entry["name"]}
    parameters, data = stored["stored file6 P000 64x32"], stored["stored file6 D000 64x32"]

    program = decode_parameters(parameters).fill(decode_data(data).bitmaps)

    (page,) = program.areas[0].pages
    assert (program.days, len(page.bitmap), program.areas[0].ground) == (None, 768, b"\0\x65\0")
    assert encode_sixth(program) == (data, parameters)


@named(ALL)
def test_stale_bytes_after_a_file_are_not_taken_for_it(entry):
    """Two of the stored files had old bytes behind them; with those they are damaged files."""
    decode = {"fifth": decode_fifth, "parameters": decode_parameters, "data": decode_data}[entry["file"]]

    for wrong in (bytes.fromhex(entry["hex"]) + b"\xff", bytes.fromhex(entry["hex"])[:-1]):
        with pytest.raises(ProtocolError, match="checksum"):
            decode(wrong)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
times = st.times().map(lambda at: at.replace(microsecond=0))
byte, word = st.integers(0, 255), st.integers(0, 65535)
pages = st.builds(AreaPage, st.binary(max_size=20), word, byte, byte, byte, byte, word, byte)
areas = st.builds(ProgramArea, word, word, word, word, st.lists(pages, max_size=3).map(tuple))
ground = st.binary(min_size=3, max_size=3)
programs = st.builds(
    StoredProgram,
    st.integers(0, 999).map("P{:03}".format),
    st.lists(areas, max_size=3).map(tuple),
    st.none() | st.builds(Days, days, days),
    st.lists(st.builds(Period, times, times), max_size=3).map(tuple),
    byte,
    byte,
    byte,
    byte,
    word,
    st.sampled_from(Checksum),
)


@given(programs)
def test_fifth_generation_programs_round_trip(program):
    """Whatever can be said of a program is read back from its file."""
    assert decode_fifth(encode_fifth(program)) == program


@given(programs, ground)
def test_sixth_generation_programs_round_trip(program, under):
    """The same from two files, each page from its own place."""
    program = replace(program, areas=tuple(replace(area, ground=under) for area in program.areas))

    data, parameters = encode_sixth(program)

    assert decode_data(data).name == "D" + program.name[1:]
    assert decode_parameters(parameters).fill(decode_data(data).bitmaps) == program


@given(programs, st.data())
def test_a_flipped_bit_of_a_file_is_noticed(program, data):
    """No damaged file is shown."""
    damaged = bytearray(encode_fifth(program))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(ProtocolError):
        decode_fifth(bytes(damaged))


@given(st.binary(max_size=80), st.sampled_from(Checksum))
def test_any_bytes_are_a_file_or_a_protocol_error(data, checksum):
    """Decode or ``ProtocolError``, also behind a sound checksum and a sound beginning."""
    sample = StoredProgram("P000", (ProgramArea(0, 0, 8, 1, (AreaPage(b"\x7f", 8),)),))
    _, parameters = encode_sixth(sample)
    for start in (b"", encode_fifth(sample)[:23], parameters[:33], b"\x09D000" + bytes(8)):
        file = checksum.seal(start + data)
        for decode in (decode_fifth, decode_parameters, decode_data):
            try:
                decode(file)
            except ProtocolError:
                continue


FILE = encode_fifth(fifth_of(FIFTH[0]))
OUTLINE, PICTURES = bytes.fromhex(PARAMETERS[0]["hex"]), bytes.fromhex(DATA[0]["hex"])


def resealed(file, at, value):
    """``file`` with one byte changed and a sound checksum again."""
    data = bytearray(file[:-4])
    data[at] = value
    return bytes(data) + zlib.crc32(data).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("decode", "file", "match"),
    [
        (decode_fifth, resealed(FILE, 0, 9), "type 09"),
        (decode_fifth, resealed(FILE, 1, 0xC0), "ascii"),
        (decode_fifth, resealed(FILE, 11, 0x2A), "0x2a is not a decimal"),
        (decode_fifth, resealed(FILE, 11, 0xA2), "0xa2 is not a decimal"),
        (decode_fifth, resealed(FILE, 13, 0x13), "month"),
        (decode_fifth, resealed(FILE, 20, 1), "border or properties"),
        (decode_fifth, resealed(FILE, 21, 1), "border or properties"),
        (decode_fifth, resealed(FILE, 22, 0), "after the last area"),
        (decode_fifth, resealed(FILE, 22, 2), "wanted"),
        (decode_fifth, resealed(FILE, 27, 2), "area of type 0x2"),
        (decode_fifth, resealed(FILE, 37, 0), "after the last area"),
        (decode_fifth, resealed(FILE, 39, 5), "wanted"),
        (decode_parameters, resealed(OUTLINE, 12, 1), "schedules"),
        (decode_parameters, resealed(OUTLINE, 37, 2), "area of type 0x2"),
        (decode_parameters, resealed(OUTLINE, 50, 1), "sound 1"),
        (decode_parameters, resealed(OUTLINE, 58, 27), "page of 27"),
        (decode_data, resealed(PICTURES, 0, 0), "type 0x0"),
    ],
)
def test_files_that_contradict_themselves_are_refused(decode, file, match):
    """A sound checksum does not excuse fields that do not fit, or that nobody knows the layout of."""
    with pytest.raises(ProtocolError, match=match):
        decode(file)


def test_pictures_that_are_not_there_are_not_invented():
    """A place outside the data file, before or behind its bitmaps, is an error."""
    outline = decode_parameters(OUTLINE)

    with pytest.raises(ProtocolError, match="page at 14 of 16 bytes is not in 15"):
        outline.fill(bytes(15))
    with pytest.raises(ProtocolError, match="page at 13"):
        replace(outline, places=((13, 16),)).fill(bytes(99))


PROGRAM = Program(Panel(8, 1, Colour.RED), (Page(Frame.dark(Panel(8, 1, Colour.RED)), 5000),))


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, None),
        (datetime(2026, 3, 4, 10), None, Days(date(2026, 3, 4), date(2099, 12, 31))),
        (None, datetime(2026, 3, 7, 18, 30), Days(date(2000, 1, 1), date(2026, 3, 7))),
        (datetime(2026, 3, 4), datetime(2026, 3, 7), Days(date(2026, 3, 4), date(2026, 3, 6))),
        (datetime(2026, 2, 28), datetime(2026, 3, 1, 0, 0, 1), Days(date(2026, 2, 28), date(2026, 3, 1))),
    ],
)
def test_a_window_becomes_the_days_it_touches(begins, ends, expected):
    """Half-open: an end at midnight does not touch the day that begins there (R16)."""
    assert days_of(Booking(PROGRAM, begins, ends)) == expected


@given(st.datetimes(datetime(2000, 1, 1), datetime(2098, 1, 1)), st.timedeltas(min_value=date.resolution))
def test_a_card_left_alone_stops_within_the_day_of_the_end(begins, length):
    """Every instant of the window is on a card's day, and the day after the end is not."""
    ends = min(begins + length, datetime(2099, 1, 1)) if length.days < 36500 else datetime(2099, 1, 1)
    kept = days_of(Booking(PROGRAM, begins, ends))

    assert begins.date() in kept
    assert date.fromordinal(ends.toordinal() + 1) not in kept
    assert ((ends.time() == time(0)) and ends.date() in kept) is False


def test_for_ever_is_read_whatever_stands_for_month_and_day():
    """The vendor's programs fill it with 03 14, with FE FE, or with FF FF."""
    for filler in ("0314", "fefe", "ffff"):
        assert decode_days(bytes.fromhex(f"ffff{filler}ffff{filler}")) is None
    assert encode_days(None).hex() == "ffff0314ffff0314"
    with pytest.raises(ValueError, match="decimal"):
        decode_days(bytes.fromhex("ffff031420260304"))


def test_the_sdk_checksum_starts_with_nothing_and_inverts_nothing():
    """Bit by bit, so that zlib is not its own witness."""
    crc = 0
    for value in b"123456789":
        crc ^= value
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)

    assert Checksum.SDK.seal(b"123456789")[9:] == crc.to_bytes(4, "little")
    assert Checksum.ZLIB.seal(b"123456789")[9:] == bytes.fromhex("2639f4cb")
