"""Frames as the files a card takes, and the photograph of itself it gives back. Pure.

A card is sent an opaque 24-bit RGB PNG of exactly the panel's size, so that
nothing is scaled and no palette or alpha channel is guessed at. What comes back
is a JPEG: its colours are smeared over neighbouring pixels, its brightness is
not, so only brightness is compared, and a few pixels may be wrong. Which notice
stands there can be told from that, a single stroke cannot.
"""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image, ImageChops

from drivers.base import Colour, Frame, Panel
from drivers.errors import ProtocolError
from drivers.picture import from_image, png_bytes, to_image

MAX_PIXELS = 4096 * 4096
FEW = 4  # pixels that may always be wrong
_NOISE = 24  # of 255: what a dark picture may still show


def png_of(frame: Frame) -> bytes:
    """The file for one page."""
    return png_bytes(frame)


def jpeg_of(frame: Frame) -> bytes:
    """A photograph of the frame, as a card's GetScreenshot2 gives it."""
    out = BytesIO()
    to_image(frame).save(out, "JPEG", quality=80)
    return out.getvalue()


def read_picture(data: bytes) -> Image.Image:
    """A PNG or JPEG as RGB; ``ProtocolError`` for anything else, or one too large to be a sign's."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError(f"{image.width}x{image.height} is no sign")
            return image.convert("RGB")
    except Exception as error:  # Pillow raises what it runs into: IndexError for a short chunk, for one
        raise ProtocolError(f"not a picture: {error}") from error


def read_photograph(text: str) -> Image.Image:
    """The picture in an attribute, in base64, lines broken or not; ``ProtocolError`` if it is none."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError as error:  # binascii.Error is one, and so is a letter beyond ASCII
        raise ProtocolError("not base64") from error
    return read_picture(data)


def is_like(seen: Image.Image, frame: Frame, *, tolerance_percent: int) -> bool:
    """Whether ``seen`` shows the frame: wrong pixels are few, or that percentage of the lit ones."""
    wanted = to_image(frame).convert("L")
    if seen.size != wanted.size:
        return False
    brightest = int(max(wanted.tobytes()))
    half = max(_NOISE, brightest // 2)
    wrong = _count_above(ImageChops.difference(seen.convert("L"), wanted), half)
    return wrong <= max(FEW, _count_above(wanted, 0) * tolerance_percent // 100)


def lit_by(canvas: Image.Image, panel: Panel) -> Frame:
    """The lamps a panel lights for an RGB picture of its size; a red or green one is on from half on."""
    if panel.colour is Colour.RGB:
        return from_image(canvas, panel)
    used = 2 if panel.colour is Colour.DUAL else 1
    switched = [band.point([0] * 128 + [255] * 128) for band in canvas.split()[:used]]
    unlit = [Image.new("L", canvas.size)] * (3 - used)
    return from_image(Image.merge("RGB", [*switched, *unlit]), panel)


def _count_above(image: Image.Image, value: int) -> int:
    return sum(image.histogram()[value + 1 :])
