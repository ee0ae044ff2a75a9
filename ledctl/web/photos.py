"""A photo as it comes in with a form or a call, made ready to be kept. Reading it is ``boards.photos``'s."""

from __future__ import annotations

from typing import Annotated

from pydantic import Base64Bytes, Field

from ledctl.boards.photos import MAX_BYTES, Photo, clean_photo
from ledctl.web.deps import Fields

Encoded = Annotated[
    Base64Bytes | None,
    Field(max_length=MAX_BYTES * 3 // 2, description="A JPEG, PNG or WebP picture in base64; none: empty."),
]


def photo_from(raw: bytes | None) -> Photo | None:
    """The photo that came with a call; ``None`` where there was none."""
    return clean_photo(raw) if raw else None


def photo_in(form: Fields, name: str = "photo") -> Photo | None:
    """The photo that came with a form, made ready; ``None`` where none was chosen."""
    raw = next((content for _, content in form.files(name, MAX_BYTES)), None)
    return None if raw is None else clean_photo(raw)
