"""Frames as pictures and back, exactly, by whole planes and never pixel by pixel.

On a picture a red pixel is (255, 0, 0), a green one (0, 255, 0) and both lit is
yellow (255, 255, 0). Not here: drawing text, scaling, dithering: a colour a
panel cannot show is an error, not something to round (R38: preview, approval
and panel show the same pixels).
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image

from drivers.base import Colour, Frame, Panel


def to_image(frame: Frame) -> Image.Image:
    """The frame as an RGB picture, one pixel a lamp."""
    size = (frame.panel.width, frame.panel.height)
    if frame.panel.colour is Colour.RGB:
        return Image.frombytes("RGB", size, frame.data)
    lit = [Image.frombytes("1", size, plane).convert("L") for plane in frame.planes]
    dark = Image.new("L", size)
    return Image.merge("RGB", (lit[0], lit[1] if len(lit) > 1 else dark, dark))


def from_image(image: Image.Image, panel: Panel) -> Frame:
    """The picture as a frame; ``ValueError`` if its size, mode or any colour is not the panel's."""
    if image.mode != "RGB" or image.size != (panel.width, panel.height):
        found = f"{image.mode} {image.width}x{image.height}"
        raise ValueError(f"a picture for this panel is RGB {panel.width}x{panel.height}, not {found}")
    if panel.colour is Colour.RGB:
        return Frame(panel, image.tobytes())
    bands = image.split()
    used = 2 if panel.colour is Colour.DUAL else 1
    if any(band.getextrema() != (0, 0) for band in bands[used:]):
        raise ValueError(f"the picture has colours a {panel.colour.value} panel cannot show")
    return Frame(panel, b"".join(_pack(band) for band in bands[:used]))


def png_bytes(frame: Frame) -> bytes:
    """The frame as PNG; the same bytes each time for the same frame and Pillow build."""
    out = BytesIO()
    to_image(frame).save(out, "PNG", compress_level=6)
    return out.getvalue()


def replace_png(frame: Frame, path: Path) -> None:
    """Write the PNG so that a reader at any moment sees the old one or the new one, whole."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(png_bytes(frame))
    os.replace(fresh, path)


def _pack(band: Image.Image) -> bytes:
    if sum(band.histogram()[1:255]):
        raise ValueError("the picture has half-bright pixels; a pixel of this panel is off or full on")
    return band.convert("1", dither=Image.Dither.NONE).tobytes()
