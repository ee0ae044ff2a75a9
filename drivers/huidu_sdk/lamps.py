"""What the simulated card lights: the pictures that stand, stretched into their areas. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image

from drivers.base import MAX_SIDE, Frame, Panel
from drivers.errors import ProtocolError
from drivers.huidu_sdk.pictures import lit_by, read_picture
from drivers.huidu_sdk.programs import Area


def light(panel: Panel, shown: Iterable[tuple[Area, bytes]]) -> Frame:
    """Areas one over the other; one without a picture that can be read stays as it was: black."""
    canvas = Image.new("RGB", (panel.width, panel.height))
    for area, data in shown:
        if not (0 < area.width <= MAX_SIDE and 0 < area.height <= MAX_SIDE):
            continue
        try:
            picture = read_picture(data)
        except ProtocolError:
            continue
        stretched = picture.resize((area.width, area.height), Image.Resampling.NEAREST)
        canvas.paste(stretched, (area.x, area.y))
    return lit_by(canvas, panel)
