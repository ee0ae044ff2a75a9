"""A dynamic area as a value, and its bytes in the fifth generation (command A7 00). Pure.

The sixth generation's bytes are in ``areas_sixth.py``.

::

    areaDataLen 4 | id 1 | run 1 | timeout 2 | relateAll 1 | relateNum 2 | ids 2n | now 1 | 0000 4
                  | type 10 | x 2 | y 2 | w 2 | h 2 | frame 1 | pages 2 | page ...
    page:  pageLen 4 | style 1 | mode 1 | clear 1 | speed 1 | stay 2 | repeat 1 | valid 2 | 0000 4 | bitmap

``areaDataLen`` counts from ``id``, ``pageLen`` from ``style``, both to the end.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

from drivers.onbon_bx.fields import FieldReader

_AREA_LENGTH = struct.Struct("<I")
_RUN = struct.Struct("<BBHBH")
_NOW = struct.Struct("<B4x")
_BOX = struct.Struct("<BHHHHBH")
_PAGE = struct.Struct("<IBBBBHBH4x")
_PAGE_HEAD = _PAGE.size - 4  # pageLen does not count itself
PICTURE_AREA = 0x10


class RunMode(IntEnum):
    """How long an area stays."""

    LOOP = 0
    ONCE_AND_HOLD = 1
    LOOP_UNTIL_TIMEOUT = 2  # then dark: the fail-safe when the host falls silent
    LOGO = 3
    ONCE = 4


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One picture of an area. ``stay`` is in 10 ms; ``valid_length`` is the picture's width in pixels."""

    bitmap: bytes
    valid_length: int
    style: int = 0
    mode: int = 1  # static
    clear: int = 1
    speed: int = 1
    stay: int = 500
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class UpdateArea:
    """Show pictures in an area at once (``immediate`` 1 = instead of the stored programs)."""

    x: int
    y: int
    width: int
    height: int
    pages: tuple[AreaPage, ...]
    area: int = 0
    run_mode: int = RunMode.LOOP
    timeout_s: int = 0
    relate_all: int = 1
    programs: tuple[int, ...] = ()
    immediate: int = 1
    border: int = 0
    ground: bytes = bytes(3)  # background, transparency, "areas equal"; the fifth generation has none


@dataclass(frozen=True, slots=True)
class UpdateAreas:
    """The same in the sixth generation, which takes several areas at once."""

    areas: tuple[UpdateArea, ...]


def encode_area(update: UpdateArea) -> bytes:
    """The data of command A7 00."""
    count = len(update.programs)
    data = b"".join(
        (
            _RUN.pack(update.area, update.run_mode, update.timeout_s, update.relate_all, count),
            struct.pack(f"<{count}H", *update.programs),
            _NOW.pack(update.immediate),
            _BOX.pack(
                PICTURE_AREA,
                update.x,
                update.y,
                update.width,
                update.height,
                update.border,
                len(update.pages),
            ),
            *(encode_page(page) for page in update.pages),
        )
    )
    return _AREA_LENGTH.pack(len(data)) + data


def decode_area(data: bytes) -> UpdateArea:
    """The update in the data of A7 00; ``ValueError`` if it is not one."""
    reader = FieldReader(data)
    (length,) = reader.read(_AREA_LENGTH)
    if length != reader.left:
        raise ValueError(f"area data of {length} bytes has {reader.left}")
    area, run_mode, timeout_s, relate_all, count = reader.read(_RUN)
    programs = reader.read(struct.Struct(f"<{count}H"))
    (immediate,) = reader.read(_NOW)
    kind, x, y, width, height, border, pages = reader.read(_BOX)
    if kind != PICTURE_AREA:
        raise ValueError(f"area type {kind:#x} is not a picture area")
    read = tuple(decode_page(reader) for _ in range(pages))
    if reader.left:
        raise ValueError(f"{reader.left} bytes after the last page")
    return UpdateArea(
        x, y, width, height, read, area, run_mode, timeout_s, relate_all, programs, immediate, border
    )


def encode_page(page: AreaPage) -> bytes:
    """A page as an area, dynamic or of a program file, has it in the fifth generation."""
    head = _PAGE.pack(
        _PAGE_HEAD + len(page.bitmap),
        page.style,
        page.mode,
        page.clear,
        page.speed,
        page.stay,
        page.repeat,
        page.valid_length,
    )
    return head + page.bitmap


def decode_page(reader: FieldReader) -> AreaPage:
    length, style, mode, clear, speed, stay, repeat, valid_length = reader.read(_PAGE)
    bitmap = reader.take(length - _PAGE_HEAD)
    return AreaPage(bitmap, valid_length, style, mode, clear, speed, stay, repeat)
