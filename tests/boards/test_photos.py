"""Photos: what is kept is smaller, upright, and says nothing of where or with what it was taken."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
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


def test_a_photo_stands_upright() -> None:
    """A photo that was held sideways is turned before what says so is dropped."""
    photo = clean_photo(a_photo((200, 100), turned=6))
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


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A small file that claims a huge picture is not drawn."""
    out = BytesIO()
    Image.new("1", (12000, 9000)).save(out, "PNG")
    with pytest.raises(BadInput) as refused:
        clean_photo(out.getvalue())
    assert refused.value.sentences[0].code in {"photo_too_large", "photo_unreadable"}


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
