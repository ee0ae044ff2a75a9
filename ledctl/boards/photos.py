"""A photo as it may be kept: no larger than needed, without the place, the camera or the time in the file.

A phone writes into a photo where it was taken; that is nobody's business here. So a photo
is drawn anew: turned as it was held, made smaller, and nothing but its pixels is kept
(JPEG). What was handed in is known by its digest alone.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from sqlmodel import Session

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.boards.model import PhotoRow
from ledctl.errors import BadInput, NotFound

if TYPE_CHECKING:  # drawing is for whoever hands a photo in; pages come without it
    from PIL import Image

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
LONGEST = 1600
"""Pixels of the longer side: enough to read a sheet of A4 on a board two metres wide."""
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
ORIENTATION = 274
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""How a photo is turned upright, by what Exif says of how the camera was held (tag 274)."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo made ready: ``digest`` of ``body``, ``source`` the digest of the file as handed in."""

    digest: str
    source: str
    width: int
    height: int
    body: bytes


def clean_photo(raw: bytes) -> Photo:
    """The photo in ``raw``; ``BadInput`` when it is none, or too large."""
    if len(raw) > MAX_BYTES:
        raise _too_large()
    picture = _drawn_anew(raw)
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    body = out.getvalue()
    return Photo(sha256(body).hexdigest(), sha256(raw).hexdigest(), picture.width, picture.height, body)


def keep_photo(session: Session, actor: Actor, photo: Photo | None, *, at: datetime, practice: bool) -> str:
    """Keep it, in the caller's transaction; returns its digest, "" of none. The same photo is kept once."""
    if photo is None:
        return ""
    if session.get(PhotoRow, photo.digest) is None:
        session.add(
            PhotoRow(
                digest=photo.digest,
                source=photo.source,
                width=photo.width,
                height=photo.height,
                body=photo.body,
                practice=practice,
                **signed(actor, at),
            )
        )
        session.flush()
    return photo.digest


def photo_of(session: Session, digest: str) -> bytes:
    """The JPEG of a photo that is kept; ``NotFound``."""
    row = session.get(PhotoRow, digest)
    if row is None:
        raise NotFound.of("no_such_photo", where="photo")
    return row.body


def _drawn_anew(raw: bytes) -> Image.Image:
    """Nothing but pixels, upright, on white."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a camera wrote badly beside the pixels goes anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=FORMATS) as found:
                if found.width * found.height > MAX_PIXELS:
                    raise _too_large()
                found.draft("RGB", (LONGEST, LONGEST))
                upright = _upright(found.convert("RGBA"), found.getexif().get(ORIENTATION))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadInput.of("photo_unreadable", where="photo") from error
    upright.thumbnail((LONGEST, LONGEST))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    return flat


def _upright(picture: Image.Image, held: object) -> Image.Image:
    """Turned by this one tag alone; the rest of what the camera wrote, right or wrong, is not looked at."""
    from PIL.Image import Transpose

    turn = _TURNS.get(held) if isinstance(held, int) else None
    return picture if turn is None else picture.transpose(Transpose[turn])


def _too_large() -> BadInput:
    return BadInput.of("photo_too_large", where="photo", most=MAX_BYTES // 1024 // 1024)
