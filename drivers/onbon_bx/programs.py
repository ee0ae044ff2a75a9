"""A stored program as a value, and its file in the fifth generation. Pure.

The sixth generation's two files are in ``programs_sixth.py``. A fifth-generation
card keeps one file ``P000``, ``P001`` ... a program, integers little endian::

    head:  type 00 | name 4 | style 1 | priority 1 | times 1 | span 2
           | weekdays 1 | days 8 | periods 1 | period 6 ... | border 1 | properties 1 | areas 1
    area:  length 4 | type 00 | x 2 | y 2 | w 2 | h 2 | border 1 | pages 2 | page ...
    page:  length 4 | style 1 | mode 1 | clear 1 | speed 1 | stay 2 | repeat 1 | valid 2 | 00 4 | bitmap
    CRC-32 4

Each length counts from the byte after it to the end of its area or page. From
the files that two vendor SDKs write, which agree but for the CRC-32 and for
option bytes; borders and other kinds of areas are refused, their layout is not
known.

The CRC-32 is over all before it, polynomial 04C11DB7, reflected. The C SDK and
files left by the vendor's own program start and end it with ones (zlib); the
Java SDK starts with 0 and inverts nothing. Both products ship, so a card takes
either, or checks none; what is read here says which it was.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from enum import StrEnum

from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import AreaPage, decode_page, encode_page
from drivers.onbon_bx.days import (
    DAYS,
    PERIOD,
    Days,
    Period,
    decode_days,
    decode_period,
    encode_days,
    encode_period,
)
from drivers.onbon_bx.fields import FieldReader

LONGEST_STAY = 0xFFFF  # of 10 ms: 655.35 s
PROGRAM_FILE = 0x00
EVERY_DAY = 0xFF
PLAIN_GROUND = bytes((0, 0x65, 0))  # no background, transparency 101 as the vendor's program writes it

_SEAL = 4
_ONES = 0xFFFFFFFF
_HEAD = struct.Struct("<BBBH")
_WEEKDAYS = struct.Struct("<B")
_LENGTH = struct.Struct("<I")
_TAIL = struct.Struct("<BBB")
_AREA = struct.Struct("<BHHHHBH")


class Checksum(StrEnum):
    """How a file ends; see above."""

    ZLIB = "zlib"
    SDK = "sdk"

    def seal(self, data: bytes) -> bytes:
        """``data`` with its four bytes behind it."""
        crc = zlib.crc32(data) if self is Checksum.ZLIB else zlib.crc32(data, _ONES) ^ _ONES
        return data + crc.to_bytes(_SEAL, "little")


@dataclass(frozen=True, slots=True)
class ProgramArea:
    """Pictures that follow one another in one place. ``ground`` (sixth generation): background,
    transparency, and whether both have one size.
    """

    x: int
    y: int
    width: int
    height: int
    pages: tuple[AreaPage, ...]
    ground: bytes = PLAIN_GROUND


@dataclass(frozen=True, slots=True)
class StoredProgram:
    """What a card keeps and turns by itself. ``times`` it goes round before the next program has its turn."""

    name: str
    areas: tuple[ProgramArea, ...]
    days: Days | None = None
    periods: tuple[Period, ...] = ()
    weekdays: int = EVERY_DAY
    style: int = 0
    priority: int = 0
    times: int = 1
    span: int = 0
    checksum: Checksum = Checksum.ZLIB


def encode_fifth(program: StoredProgram) -> bytes:
    """The file of a program."""
    areas = b"".join(_encode_area(area) for area in program.areas)
    return program.checksum.seal(encode_start(program) + encode_when(program) + areas)


def decode_fifth(file: bytes) -> StoredProgram:
    """The program in a file; ``ProtocolError`` if it is not one, or is damaged."""
    try:
        data, checksum = unseal(file)
        reader = FieldReader(data)
        program, areas = decode_when(reader, decode_start(reader))
        read = tuple(_decode_area(reader) for _ in range(areas))
        check_end(reader)
    except ValueError as error:
        raise ProtocolError(f"not a program file: {error}") from error
    return replace(program, areas=read, checksum=checksum)


def unseal(file: bytes) -> tuple[bytes, Checksum]:
    """The file without its checksum, and which that was; ``ValueError`` if it is neither."""
    data = file[:-_SEAL]
    for checksum in Checksum:
        if checksum.seal(data) == file:
            return data, checksum
    raise ValueError("the checksum is wrong")


def encode_start(program: StoredProgram) -> bytes:
    head = _HEAD.pack(program.style, program.priority, program.times, program.span)
    return bytes([PROGRAM_FILE]) + program.name.encode("ascii") + head


def decode_start(reader: FieldReader) -> StoredProgram:
    """The program so far: how both generations begin."""
    kind, name = reader.take(1), reader.take(4)
    if kind != bytes([PROGRAM_FILE]):
        raise ValueError(f"a file of type {kind.hex()}")
    style, priority, times, span = reader.read(_HEAD)
    return StoredProgram(name.decode("ascii"), (), style=style, priority=priority, times=times, span=span)


def encode_when(program: StoredProgram) -> bytes:
    """When it is shown, no border, no properties, how many areas."""
    periods = b"".join(encode_period(period) for period in program.periods)
    when = bytes([program.weekdays]) + encode_days(program.days) + bytes([len(program.periods)])
    return when + periods + _TAIL.pack(0, 0, len(program.areas))


def decode_when(reader: FieldReader, program: StoredProgram) -> tuple[StoredProgram, int]:
    """The program with its days, periods and weekdays; the number of areas that follow."""
    (weekdays,) = reader.read(_WEEKDAYS)
    days = decode_days(reader.take(DAYS))
    periods = tuple(decode_period(reader.take(PERIOD)) for _ in range(reader.take(1)[0]))
    border, properties, areas = reader.read(_TAIL)
    if border or properties:
        raise ValueError("a border or properties, whose layout is not known")
    return replace(program, days=days, periods=periods, weekdays=weekdays), areas


def check_end(reader: FieldReader) -> None:
    if reader.left:
        raise ValueError(f"{reader.left} bytes after the last area")


def _encode_area(area: ProgramArea) -> bytes:
    box = _AREA.pack(PROGRAM_FILE, area.x, area.y, area.width, area.height, 0, len(area.pages))
    body = box + b"".join(encode_page(page) for page in area.pages)
    return _LENGTH.pack(len(body)) + body


def _decode_area(reader: FieldReader) -> ProgramArea:
    (length,) = reader.read(_LENGTH)
    inner = FieldReader(reader.take(length))
    kind, x, y, width, height, border, pages = inner.read(_AREA)
    if kind or border:
        raise ValueError(f"an area of type {kind:#x} with border {border}")
    read = tuple(decode_page(inner) for _ in range(pages))
    check_end(inner)
    return ProgramArea(x, y, width, height, read)
