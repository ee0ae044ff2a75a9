"""Content and a panel in, the frames for that panel out: the same input, the same bytes.

A page is painted as one long integer for each colour: bit rows of the panel
laid end to end, the top left pixel the highest bit. A glyph is spread over as
many rows once for each panel width and then only shifted and OR-ed into place,
some thirty times faster than drawing text with Pillow on every page.

Not here: what is written where (``layouts``), how a character looks
(``faces.py``), what a driver makes of a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import attrgetter, or_

from drivers.base import MAX_PROGRAM, Colour, Frame, Pace, Page, Panel, Program
from layouts import arrange
from layouts.base import (
    Box,
    Content,
    DayPages,
    DoesNotFit,
    PageLayout,
    Placement,
    Rule,
    Text,
)
from layouts.styles import Preset
from ledctl.errors import BadInput
from ledctl.rendering.bitmaps import Glyph
from ledctl.rendering.faces import Faces, installed_faces
from ledctl.rendering.glyphs import Hole, Reason, holes
from ledctl.rendering.inks import Rgb, palette_of
from ledctl.rendering.refusals import misnamed, refusal
from ledctl.sentences import Sentence, sentence

CHANNELS: tuple[Callable[[Rgb], int], ...] = (attrgetter("red"), attrgetter("green"), attrgetter("blue"))
PLANES = {Colour.RED: CHANNELS[:1], Colour.DUAL: CHANNELS[:2]}

PLAIN = Preset()

# Why a character cannot be shown, as the sentence ``glyph_not_drawable`` puts it.
WHY = {
    Reason.CONTROL: ("控制字符或看不见的字符", "a control or invisible character"),
    Reason.UNASSIGNED: ("不是规定的字符", "not an assigned character"),
    Reason.PRIVATE_USE: ("私用区编码，各机所指不一", "a private-use code, read differently elsewhere"),
    Reason.NO_GLYPH: ("字体中没有此字", "no font has it"),
}


def program(
    content: Content,
    panel: Panel,
    *,
    preset: Preset = PLAIN,
    layout: str = "",
    faces: Faces | None = None,
) -> Program:
    """Arrange and draw ``content`` for ``panel``.

    Raises ``BadInput``: a character that cannot be shown (each one named), a
    panel too small, nothing to show, more pages than a program may hold.
    """
    known = faces or installed_faces()
    if found := check_content(content, known):
        raise BadInput(*found)
    pages = _arrange(content, panel, preset, layout, known)
    pace = Pace.MINUTE if isinstance(pages, DayPages) else Pace.ROUND
    drawn = (Page(draw(page, panel, known, preset), page.dwell_ms) for page in pages)
    return Program(panel, tuple(drawn), pace)


def _arrange(
    content: Content, panel: Panel, preset: Preset, layout: str, faces: Faces
) -> Sequence[PageLayout]:
    if fault := misnamed(layout, content):
        raise BadInput(fault)
    try:
        pages = arrange(content, Box(panel.width, panel.height), faces, preset.style, layout)
    except DoesNotFit as error:
        raise BadInput(refusal(error, panel)) from error
    if not pages:
        raise BadInput.of("nothing_to_show")
    if (size := len(pages) * panel.frame_size) > MAX_PROGRAM:
        facts = {"pages": len(pages), "mb": size // 2**20, "most": MAX_PROGRAM // 2**20}
        raise BadInput.of("program_too_large", where=str(panel), **facts)
    return pages


def check_content(content: Content, faces: Faces | None = None) -> list[Sentence]:
    """A sentence for every character of ``content`` that cannot be shown."""
    known = faces or installed_faces()
    texts = _texts(content)
    return [_hole_sentence(where, hole) for where, text in texts for hole in holes(text, known)]


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(content, name)) for name in ("title", "issuer", "date", "period"))
    yield from ((f"body[{n}]", text) for n, text in enumerate(content.body))
    if content.table is None:
        return
    table = content.table
    yield from ((f"table.columns[{n}]", column.label) for n, column in enumerate(table.columns))
    for n, row in enumerate(table.rows):
        yield from ((f"table.rows[{n}][{i}]", cell) for i, cell in enumerate(row))
    yield from ((f"table.totals[{i}]", cell) for i, cell in enumerate(table.totals or ()))


def _hole_sentence(where: str, hole: Hole) -> Sentence:
    zh, en = WHY[hole.reason]
    return sentence(
        "glyph_not_drawable",
        where=where,
        character=hole.character if hole.character.isprintable() else "?",
        code_point=hole.notation,
        place=hole.index + 1,
        why_zh=zh,
        why_en=en,
    )


def draw(page: PageLayout, panel: Panel, faces: Faces, preset: Preset = PLAIN) -> Frame:
    """Paint one page. Ink that would leave the panel is a ``ValueError``, not cut off."""
    palette = palette_of(panel.colour, preset.colours)
    canvas = _Canvas(panel, faces)
    for placement in page.placements:
        canvas.add(placement, palette[placement.ink])
    return Frame(panel, canvas.data())


class _Canvas:
    """One integer for each colour in use; ``stride`` bits a row."""

    def __init__(self, panel: Panel, faces: Faces) -> None:
        self._panel = panel
        self._faces = faces
        self._stride = panel.width if panel.colour is Colour.RGB else panel.stride * 8
        self._masks: dict[Rgb, int] = {}

    def add(self, placement: Placement, colour: Rgb) -> None:
        width, height, ink = self._text(placement) if isinstance(placement, Text) else self._bar(placement)
        right, bottom = placement.x + width, placement.y + height
        if placement.x < 0 or placement.y < 0 or right > self._panel.width or bottom > self._panel.height:
            raise ValueError(f"{placement} leaves the {self._panel} page")
        below = (self._panel.height - bottom) * self._stride
        self._masks[colour] = self._masks.get(colour, 0) | ink << below >> placement.x

    def _text(self, run: Text) -> tuple[int, int, int]:
        ink = width = 0
        for character in run.text:
            glyph = self._faces.glyph(ord(character), run.size)
            ink |= spread(glyph, self._stride) >> width
            width += glyph.advance
        return width, run.size, ink

    def _bar(self, bar: Rule) -> tuple[int, int, int]:
        row = (1 << bar.width) - 1
        return bar.width, bar.height, spread(Glyph(bar.width, (row,) * bar.height), self._stride)

    def data(self) -> bytes:
        """``Frame.data`` in the panel's canonical form."""
        if self._panel.colour is Colour.RGB:
            return self._bytes()
        planes = (self._lit(channel) for channel in PLANES[self._panel.colour])
        return b"".join(plane.to_bytes(self._panel.plane_size) for plane in planes)

    def _lit(self, channel: Callable[[Rgb], int]) -> int:
        return reduce(or_, (mask for colour, mask in self._masks.items() if channel(colour)), 0)

    def _bytes(self) -> bytes:
        data = bytearray(self._panel.frame_size)
        for n, channel in enumerate(CHANNELS):
            data[n::3] = self._channel(channel)
        return bytes(data)

    def _channel(self, channel: Callable[[Rgb], int]) -> bytes:
        """One byte a pixel. Colours never share a pixel, so their bytes only need OR-ing."""
        size = self._stride * self._panel.height
        parts = (_to_bytes(mask, size, channel(colour)) for colour, mask in self._masks.items())
        return reduce(or_, (int.from_bytes(part) for part in parts), 0).to_bytes(size)


def _to_bytes(mask: int, size: int, value: int) -> bytes:
    return format(mask, f"0{size}b").encode().translate(bytes.maketrans(b"01", bytes((0, value))))


@lru_cache(maxsize=32768)
def spread(glyph: Glyph, stride: int) -> int:
    """The glyph's rows, each at the left of ``stride`` bits, end to end."""
    return reduce(lambda ink, row: ink << stride | row << (stride - glyph.advance), glyph.rows, 0)
