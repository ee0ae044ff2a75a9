"""Photos: what is kept is smaller, upright, and says nothing of where or with what it was taken."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import select

from ledctl.boards.model import PhotoRow
from ledctl.boards.photos import LONGEST, clean_photo, keep_photo, photo_of
from ledctl.errors import BadInput, NotFound
from ledctl.station import Station

PLACE, MAKER, TURNED = 34853, 271, 274


def a_photo(size: tuple[int, int] = (2400, 1200), format_: str = "JPEG", **exif: int) -> bytes:
    """A photo as a phone makes it: its left half red, with a place and a maker in it."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    told = Image.Exif()
    told[MAKER] = "some phone"
    told[TURNED] = exif.get("turned", 1)
    told.get_ifd(PLACE)[2] = (31.0, 12.0, 5.0)
    out = BytesIO()
    picture.save(out, format_, exif=told)
    return out.getvalue()


A_SMALL_ONE = a_photo((48, 32), turned=6)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(format_: str) -> None:
    """Neither the place nor the maker of a photo is in what is kept, and its longer side is bounded."""
    photo = clean_photo(a_photo(format_=format_))
    with Image.open(BytesIO(photo.body)) as kept:
        assert kept.format == "JPEG"
        assert not dict(kept.getexif())
        assert kept.size == (photo.width, photo.height) == (LONGEST, LONGEST // 2)
    assert b"some phone" not in photo.body
    assert photo.digest == sha256(photo.body).hexdigest()


TAG_AS_TEXT, TAG_AS_FLOAT = b"\x01\x0f\x00\x02", b"\x01\x0f\x00\x0b"
"""The maker of the camera as Exif has it, and as a careless phone may write it."""


@pytest.mark.parametrize("maker", [TAG_AS_TEXT, TAG_AS_FLOAT])
def test_a_photo_stands_upright(maker: bytes) -> None:
    """A photo held sideways is turned before what says so is dropped, whatever else its Exif says."""
    raw = a_photo((200, 100), turned=6)
    assert TAG_AS_TEXT in raw
    photo = clean_photo(raw.replace(TAG_AS_TEXT, maker))
    with Image.open(BytesIO(photo.body)) as kept:
        red, _, blue = kept.convert("RGB").getpixel((50, 20))  # type: ignore[misc]  # three numbers
    assert (photo.width, photo.height) == (100, 200)
    assert red > 200 > 100 > blue


@pytest.mark.parametrize("raw", [b"", b"no picture", a_photo()[:500], b"GIF89a" + bytes(20), b"%PDF-1.7\n"])
def test_what_is_no_photo_is_refused(raw: bytes) -> None:
    """Rubbish, a torn file and other formats are refused with a sentence."""
    with pytest.raises(BadInput) as refused:
        clean_photo(raw)
    assert refused.value.sentences[0].code == "photo_unreadable"


@pytest.mark.parametrize("size", [(8000, 8000), (12000, 9000), (20000, 10000)])
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    """A small file may claim a huge picture: it is not drawn, and the sentence says that it is too large."""
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    head = b"IHDR" + b"".join(side.to_bytes(4) for side in size) + bytes([1, 0, 0, 0, 0])
    raw = out.getvalue()
    with pytest.raises(BadInput) as refused:
        clean_photo(raw[:12] + head + crc32(head).to_bytes(4) + raw[33:])
    assert refused.value.sentences[0].code == "photo_too_large"


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6))
def test_whatever_a_phone_sends_is_a_photo_or_refused(slips: list[tuple[int, int]]) -> None:
    """Law: bytes that went wrong make a photo or a sentence, never a fault of the program."""
    raw = bytearray(A_SMALL_ONE)
    for place, value in slips:
        raw[place] = value
    with suppress(BadInput):
        assert clean_photo(bytes(raw)).body


def test_the_same_photo_is_kept_once(station: Station, person) -> None:  # type: ignore[no-untyped-def]
    """Kept by its digest: handed in twice, there is one row, and it is given back as it was."""
    photo = clean_photo(a_photo((64, 48)))
    for _ in range(2):
        with station.database.write() as session:
            keep_photo(session, person("operator"), photo, at=station.clock.now(), practice=True)
    with station.database.read() as session:
        assert [row.digest for row in session.exec(select(PhotoRow))] == [photo.digest]
        assert photo_of(session, photo.digest) == photo.body
        with pytest.raises(NotFound):
            photo_of(session, "0" * 64)
