"""Content and a panel in, the frames for that panel out: the same input, the same bytes.

A page is painted in long integers: bit rows of the panel laid end to end, the
top left pixel the highest bit. A line of text is such an integer (``runs.py``),
shifted once to its place; a colour is all of its lines OR-ed. No picture is kept
between pages; ``benchmarks/rendering.py`` sets this beside Pillow.

Not here: what is written where (``layouts``), how a character looks
(``faces.py``), what a driver makes of a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, reduce
from operator import attrgetter, or_

from drivers.base import MAX_PROGRAM, Colour, Frame, Pace, Page, Panel, Program
from layouts import arrange
from layouts.base import Box, Content, DayPages, DoesNotFit, PageLayout, Placement, Text, TooManyPages
from layouts.styles import Preset
from ledctl.errors import BadInput
from ledctl.fonts.runs import Run, filled
from ledctl.rendering.extent import Room, pages_at_least
from ledctl.rendering.faces import Faces, installed_faces
from ledctl.rendering.inks import Rgb, palette_of
from ledctl.rendering.refusals import misnamed, refusal
from ledctl.rendering.unwritable import check_content

CHANNELS: tuple[Callable[[Rgb], int], ...] = (attrgetter("red"), attrgetter("green"), attrgetter("blue"))
PLANES = {Colour.RED: CHANNELS[:1], Colour.DUAL: CHANNELS[:2]}

PLAIN = Preset()


def program(
    content: Content,
    panel: Panel,
    *,
    preset: Preset = PLAIN,
    layout: str = "",
    faces: Faces | None = None,
    shades: bool = True,
) -> Program:
    """Arrange and draw ``content`` for ``panel``; ``shades``: its lamps may be lit in part.

    Raises ``BadInput``: a character that cannot be shown (each one named), a
    panel too small, far more than anybody could read or a program may hold, nothing to show.
    """
    known = faces or installed_faces()
    if found := check_content(content, known, sizes_of(content, preset)):
        raise BadInput(*found)
    pages = _arrange(content, panel, preset, layout, known)
    pace = Pace.MINUTE if isinstance(pages, DayPages) else Pace.ROUND
    drawn = (Page(draw(page, panel, known, preset, shades=shades), page.dwell_ms) for page in pages)
    return Program(panel, tuple(drawn), pace)


def sizes_of(content: Content, preset: Preset) -> tuple[int, ...]:
    """The sizes its characters may be set at: a font that has one at 16 px need not have it at 24."""
    more = preset.style.warning_sizes if content.warning else ()
    return tuple(dict.fromkeys((preset.style.size, *more)))


def _arrange(
    content: Content, panel: Panel, preset: Preset, layout: str, faces: Faces
) -> Sequence[PageLayout]:
    if fault := misnamed(layout, content):
        raise BadInput(fault)
    room = Room(panel, preset.style)
    room.refuse(pages_at_least(content, room, faces))
    try:
        pages = arrange(content, Box(panel.width, panel.height), faces, preset.style, layout)
    except DoesNotFit as error:
        raise BadInput(refusal(error, panel)) from error
    except TooManyPages as error:
        raise BadInput.of("too_many_pages", panel=str(panel), pages=error.pages, limit=room.limit) from error
    if not pages:
        raise BadInput.of("nothing_to_show")
    if (size := len(pages) * panel.frame_size) > MAX_PROGRAM:
        facts = {"pages": len(pages), "mb": size // 2**20, "most": MAX_PROGRAM // 2**20}
        raise BadInput.of("program_too_large", where=str(panel), **facts)
    return pages


def draw(
    page: PageLayout, panel: Panel, faces: Faces, preset: Preset = PLAIN, *, shades: bool = True
) -> Frame:
    """Paint one page. Ink that would leave the panel is a ``ValueError``, not cut off."""
    palette = palette_of(panel.colour, preset.colours, shades=shades)
    canvas = _Canvas(panel, faces)
    for placement in page.placements:
        canvas.add(placement, palette[placement.ink])
    return Frame(panel, canvas.data())


class _Canvas:
    """One integer for each thing placed: rows of whole bytes, the lowest bit bottom right."""

    def __init__(self, panel: Panel, faces: Faces) -> None:
        self._panel = panel
        self._faces = faces
        self._stride = panel.stride * 8
        self._placed: list[tuple[Rgb, int]] = []

    def add(self, placement: Placement, colour: Rgb) -> None:
        run = self._run(placement)
        right, bottom = placement.x + run.width, placement.y + run.height
        if placement.x < 0 or placement.y < 0 or right > self._panel.width or bottom > self._panel.height:
            raise ValueError(f"{placement} leaves the {self._panel} page")
        after = (self._panel.height - bottom) * self._stride + self._stride - right
        self._placed.append((colour, run.ink(self._stride) << after))

    def _run(self, placement: Placement) -> Run:
        if isinstance(placement, Text):
            return self._faces.run(placement.text, placement.size)
        return filled(placement.width, placement.height)

    def data(self) -> bytes:
        """``Frame.data`` in the panel's canonical form."""
        if self._panel.colour is Colour.RGB:
            return self._bytes()
        planes = (self._lit(channel) for channel in PLANES[self._panel.colour])
        return b"".join(plane.to_bytes(self._panel.plane_size) for plane in planes)

    def _lit(self, channel: Callable[[Rgb], int]) -> int:
        return reduce(or_, (mask for colour, mask in self._placed if channel(colour)), 0)

    def _bytes(self) -> bytes:
        """Three bytes a pixel. Where colours meet, each lamp is as bright as either wants it."""
        masks: dict[Rgb, int] = {}
        for colour, mask in self._placed:
            masks[colour] = masks.get(colour, 0) | mask
        dots = {colour: self._dots(mask) for colour, mask in masks.items()}
        data = bytearray(self._panel.frame_size)
        for n, channel in enumerate(CHANNELS):
            lit = ((dot, channel(colour)) for colour, dot in dots.items())
            if lamps := [dot.translate(_shade(value)) for dot, value in lit if value]:
                data[n::3] = reduce(_either, lamps)
        return bytes(data)

    def _dots(self, mask: int) -> bytes:
        """One digit a pixel, without the padding of the rows."""
        width, stride = self._panel.width, self._stride
        digits = format(mask, f"0{stride * self._panel.height}b").encode()
        if width == stride:
            return digits
        return b"".join(digits[start : start + width] for start in range(0, len(digits), stride))


@cache
def _shade(value: int) -> bytes:
    """The table that turns the digit 1 into a brightness."""
    return bytes.maketrans(b"01", bytes((0, value)))


def _either(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) | int.from_bytes(other)).to_bytes(len(one))
