"""The two files of a program in the sixth generation: parameters and pictures. Pure.

``P000`` is as in ``programs.py`` with ten more bytes before the weekdays (all
zero in every file seen), more about each area, and places instead of bitmaps;
``D000`` holds the bitmaps of all pages::

    P000   head:  type 00 | name 4 | style 1 | priority 1 | times 1 | span 2 | 00 10 | weekdays 1 | ...
           area:  length 4 | type 00 | x 2 | y 2 | w 2 | h 2 | border 1 | ground 3 | sound 1 | 00 5
                  | pages 2 | page ...
           page:  length 4 = 1A | style 1 | mode 1 | clear 1 | speed 1 | stay 2 | repeat 1 | valid 2 | 00 9
                  | offset 4 | length 4
           CRC-32 4
    D000   type 09 | name 4 | 00 8 | bitmap ... | CRC-32 4

The first bitmap stands at byte 13 of ``D000``, yet both vendor SDKs and the
vendor's own program give its offset as 14; so do we. That the next page's
offset is larger by the length of the bitmap before is taken over from the
dynamic area: every file seen has one page.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.areas_sixth import decode_page, encode_page
from drivers.onbon_bx.fields import FieldReader
from drivers.onbon_bx.programs import (
    PROGRAM_FILE,
    ProgramArea,
    StoredProgram,
    check_end,
    decode_start,
    decode_when,
    encode_start,
    encode_when,
    unseal,
)

DATA_FILE = 0x09

_FIRST_OFFSET = 14
_SCHEDULE = 10  # special, extension, schedules, loops, integration, time attributes
_LENGTH = struct.Struct("<I")
_BOX = struct.Struct("<BHHHHB")
_REST = struct.Struct("<B5xH")
_DATA_HEAD = struct.Struct("<B4s8x")
_GROUND = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """A parameter file: the program without its pictures, and where each of them is, page after page."""

    program: StoredProgram
    places: tuple[tuple[int, int], ...]

    def fill(self, pictures: bytes) -> StoredProgram:
        """The whole program; ``ProtocolError`` if the pictures are not all there."""
        places = iter(self.places)
        areas = tuple(
            replace(area, pages=tuple(_fill(page, pictures, next(places)) for page in area.pages))
            for area in self.program.areas
        )
        return replace(self.program, areas=areas)


@dataclass(frozen=True, slots=True)
class Pictures:
    """A data file: the bitmaps of all pages of the program with the same number."""

    name: str
    bitmaps: bytes


def data_name(name: str) -> str:
    """``D000`` for ``P000``."""
    return "D" + name[1:]


def encode_sixth(program: StoredProgram) -> tuple[bytes, bytes]:
    """The data file and the parameter file of a program, in the order in which they are sent."""
    pages = [page for area in program.areas for page in area.pages]
    head = _DATA_HEAD.pack(DATA_FILE, data_name(program.name).encode("ascii"))
    data = program.checksum.seal(head + b"".join(page.bitmap for page in pages))
    return data, program.checksum.seal(_encode_parameters(program))


def decode_parameters(file: bytes) -> Outline:
    """What is in a parameter file; ``ProtocolError`` if it is not one, or is damaged."""
    try:
        data, checksum = unseal(file)
        reader = FieldReader(data)
        program = decode_start(reader)
        if any(reader.take(_SCHEDULE)):
            raise ValueError("schedules, whose layout is not known")
        program, areas = decode_when(reader, program)
        read = [_decode_area(reader) for _ in range(areas)]
        check_end(reader)
    except ValueError as error:
        raise ProtocolError(f"not a parameter file: {error}") from error
    program = replace(program, areas=tuple(area for area, _ in read), checksum=checksum)
    return Outline(program, tuple(place for _, places in read for place in places))


def decode_data(file: bytes) -> Pictures:
    """What is in a data file; ``ProtocolError`` if it is not one, or is damaged."""
    try:
        data, _checksum = unseal(file)
        reader = FieldReader(data)
        kind, name = _DATA_HEAD.unpack(reader.take(_DATA_HEAD.size))
        if kind != DATA_FILE:
            raise ValueError(f"a file of type {kind:#x}")
        return Pictures(name.decode("ascii"), reader.take(reader.left))
    except ValueError as error:
        raise ProtocolError(f"not a data file: {error}") from error


def _fill(page: AreaPage, pictures: bytes, place: tuple[int, int]) -> AreaPage:
    offset, length = place
    at = offset - _FIRST_OFFSET
    if not 0 <= at <= at + length <= len(pictures):
        raise ProtocolError(
            f"a page at {offset} of {length} bytes is not in {len(pictures)} bytes of pictures"
        )
    return replace(page, bitmap=pictures[at : at + length])


def _encode_parameters(program: StoredProgram) -> bytes:
    areas, offset = b"", _FIRST_OFFSET
    for area in program.areas:
        areas += _encode_area(area, offset)
        offset += sum(len(page.bitmap) for page in area.pages)
    return encode_start(program) + bytes(_SCHEDULE) + encode_when(program) + areas


def _encode_area(area: ProgramArea, offset: int) -> bytes:
    box = _BOX.pack(PROGRAM_FILE, area.x, area.y, area.width, area.height, 0)
    body = box + area.ground + _REST.pack(0, len(area.pages))
    for page in area.pages:
        body += encode_page(page, offset)
        offset += len(page.bitmap)
    return _LENGTH.pack(len(body)) + body


def _decode_area(reader: FieldReader) -> tuple[ProgramArea, list[tuple[int, int]]]:
    (length,) = reader.read(_LENGTH)
    inner = FieldReader(reader.take(length))
    kind, x, y, width, height, border = inner.read(_BOX)
    ground = inner.take(_GROUND)
    sound, pages = inner.read(_REST)
    if kind or border or sound:
        raise ValueError(f"an area of type {kind:#x} with border {border} and sound {sound}")
    read = [decode_page(inner) for _ in range(pages)]
    check_end(inner)
    area = ProgramArea(x, y, width, height, tuple(page for page, _ in read), ground)
    return area, [place for _, place in read]
