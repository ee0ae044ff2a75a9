"""The dynamic areas of the sixth generation (command A7 00): bytes to values and back. Pure.

Unlike the fifth generation's, all parameters come first and all bitmaps after::

    areaNum 2 | area ... | bitmap ...

    area:  paramLen 4 | id 1 | run 1 | timeout 2 | relateAll 1 | relateNum 2 | ids 2n | now 1 | 0000 4
           | type 10 | x 2 | y 2 | w 2 | h 2 | frame 1 | background 1 | transparency 1 | equal 1
           | sound 1 | 00 5 | pages 2 | page ...
    page:  pageLen 4 = 1A | style 1 | mode 1 | clear 1 | speed 1 | stay 2 | repeat 1 | valid 2 | 00 9
           | dataOffset 4 | dataLen 4

``paramLen`` counts from ``id`` to the last page's ``dataLen``; ``dataOffset``
counts from the first bitmap of the message. A sound is refused: it would carry
fields that are not known.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from drivers.onbon_bx.areas import PICTURE_AREA, AreaPage, UpdateArea, UpdateAreas
from drivers.onbon_bx.fields import FieldReader

_AREAS = struct.Struct("<H")
_LENGTH = struct.Struct("<I")
_RUN = struct.Struct("<BBHBH")
_NOW = struct.Struct("<B4x")
_BOX = struct.Struct("<BHHHHB")
_REST = struct.Struct("<B5xH")
_PAGE = struct.Struct("<IBBBBHBH9xII")
_PAGE_LENGTH = _PAGE.size - 4
_GROUND = 3


def encode_areas(update: UpdateAreas) -> bytes:
    """The data of command A7 00."""
    parameters, offset = b"", 0
    for area in update.areas:
        block = _encode_area(area, offset)
        parameters += _LENGTH.pack(len(block)) + block
        offset += sum(len(page.bitmap) for page in area.pages)
    bitmaps = b"".join(page.bitmap for area in update.areas for page in area.pages)
    return _AREAS.pack(len(update.areas)) + parameters + bitmaps


def decode_areas(data: bytes) -> UpdateAreas:
    """The update in the data of A7 00; ``ValueError`` if it is not one."""
    reader = FieldReader(data)
    (count,) = reader.read(_AREAS)
    read = [_decode_area(reader) for _ in range(count)]
    bitmaps = reader.take(reader.left)
    used = sum(area.bitmap_size for area in read)
    if used != len(bitmaps):
        raise ValueError(f"the pages announce {used} bytes of pictures, {len(bitmaps)} came")
    return UpdateAreas(tuple(area.fill(bitmaps) for area in read))


@dataclass(frozen=True, slots=True)
class _Outline:
    """An area whose pictures have not been read yet, and where they are."""

    area: UpdateArea
    places: tuple[tuple[int, int], ...]

    @property
    def bitmap_size(self) -> int:
        return sum(length for _, length in self.places)

    def fill(self, bitmaps: bytes) -> UpdateArea:
        """The area with its pictures; ``ValueError`` for a place outside what came."""
        if any(offset + length > len(bitmaps) for offset, length in self.places):
            raise ValueError("a page's picture is not where the page says")
        pages = zip(self.area.pages, self.places, strict=True)
        return replace(
            self.area,
            pages=tuple(replace(page, bitmap=bitmaps[at : at + length]) for page, (at, length) in pages),
        )


def _encode_area(area: UpdateArea, offset: int) -> bytes:
    count = len(area.programs)
    head = (
        _RUN.pack(area.area, area.run_mode, area.timeout_s, area.relate_all, count),
        struct.pack(f"<{count}H", *area.programs),
        _NOW.pack(area.immediate),
        _BOX.pack(PICTURE_AREA, area.x, area.y, area.width, area.height, area.border),
        area.ground,
        _REST.pack(0, len(area.pages)),
    )
    pages = b""
    for page in area.pages:
        pages += encode_page(page, offset)
        offset += len(page.bitmap)
    return b"".join(head) + pages


def encode_page(page: AreaPage, offset: int) -> bytes:
    """A page as an area, dynamic or of a program file, has it in the sixth generation."""
    return _PAGE.pack(
        _PAGE_LENGTH,
        page.style,
        page.mode,
        page.clear,
        page.speed,
        page.stay,
        page.repeat,
        page.valid_length,
        offset,
        len(page.bitmap),
    )


def _decode_area(reader: FieldReader) -> _Outline:
    (length,) = reader.read(_LENGTH)
    block = FieldReader(reader.take(length))
    area, run_mode, timeout_s, relate_all, count = block.read(_RUN)
    programs = block.read(struct.Struct(f"<{count}H"))
    (immediate,) = block.read(_NOW)
    kind, x, y, width, height, border = block.read(_BOX)
    ground = block.take(_GROUND)
    sound, pages = block.read(_REST)
    if kind != PICTURE_AREA or sound:
        raise ValueError(f"area type {kind:#x} with sound {sound} is not a picture area")
    read = [decode_page(block) for _ in range(pages)]
    if block.left:
        raise ValueError(f"{block.left} bytes after the last page")
    update = UpdateArea(
        x,
        y,
        width,
        height,
        tuple(page for page, _ in read),
        area,
        run_mode,
        timeout_s,
        relate_all,
        programs,
        immediate,
        border,
        ground,
    )
    return _Outline(update, tuple(place for _, place in read))


def decode_page(block: FieldReader) -> tuple[AreaPage, tuple[int, int]]:
    """A page without its picture, and where that is: offset and size."""
    length, style, mode, clear, speed, stay, repeat, valid_length, offset, size = block.read(_PAGE)
    if length != _PAGE_LENGTH:
        raise ValueError(f"a page of {length} bytes of parameters, not {_PAGE_LENGTH}")
    return AreaPage(b"", valid_length, style, mode, clear, speed, stay, repeat), (offset, size)
