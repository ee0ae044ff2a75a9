"""The fonts of this machine, the right ones for each size, opened when a size is first asked for.

Not here: the rule itself (``choosing.py``), keeping what was drawn (``rendering.faces``).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from ledctl.errors import BadInput, Fault
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.cells import rows_above
from ledctl.fonts.choosing import chain, size_names
from ledctl.fonts.outlines import Outline
from ledctl.fonts.pins import Catalogue, Drawn, Pin, Way
from ledctl.fonts.strikes import Strikes
from ledctl.fonts.typefaces import DrawnFace, Typeface, find
from ledctl.resources import shared


class Face(Protocol):
    """Whatever may have a glyph for a character at a size."""

    def glyph(self, code_point: int, size: int, /) -> Glyph | None: ...


@runtime_checkable
class Rows(Protocol):
    """A face that can draw many glyphs in one row; see ``Typeface.octets``."""

    def octets(self, characters: Sequence[str], size: int, /) -> Mapping[str, bytes]: ...


class FontsBySize:
    """A catalogue's fonts as one link of a chain. ``face``: ``pixel`` or ``outline``."""

    def __init__(self, known: Catalogue, face: str = "pixel", folder: Path | None = None) -> None:
        self._pins = known.fonts
        self._face = face
        self._folder = folder
        self._links: dict[int, tuple[Face, ...]] = {}
        for entry in known.drawn:
            self._links[entry.size] = (_drawn_face(entry),)

    def glyph(self, code_point: int, size: int) -> Glyph | None:
        """From the first font that has it.

        ``BadInput`` when no font is meant for the size, ``Fault`` when that font is not installed.
        """
        drawn = (link.glyph(code_point, size) for link in self.links(size))
        return next((glyph for glyph in drawn if glyph is not None), None)

    def octets(self, characters: Sequence[str], size: int) -> Mapping[str, bytes]:
        """Those the first font of the size can draw in a row; what it lacks has to be asked one by one."""
        first = self.links(size)[0]
        return first.octets(characters, size) if isinstance(first, Rows) else {}

    def is_second_choice(self, code_point: int, size: int) -> bool:
        """Whether the character comes from another font than its neighbours."""
        first, *others = self.links(size)
        return not first.glyph(code_point, size) and any(other.glyph(code_point, size) for other in others)

    def links(self, size: int) -> tuple[Face, ...]:
        """The fonts asked at ``size``, opened."""
        if size not in self._links:
            self._links[size] = self._open(size)
        return self._links[size]

    def _open(self, size: int) -> tuple[Face, ...]:
        wanted = chain(self._pins, size, self._face)
        if not wanted:
            zh, en = size_names(self._pins)
            raise BadInput.of("font_size_unknown", size=size, sizes_zh=zh, sizes_en=en)
        first, *others = (open_pinned(pin, self._folder) for pin in wanted)
        if first is None:
            raise Fault.of("font_size_needs", size=size, font=wanted[0].name)
        return (first, *(other for other in others if other))


def open_pinned(pin: Pin, folder: Path | None = None) -> Face | None:
    """The font, verified and opened, or ``None`` where it is not installed."""
    found = find(pin, folder)
    return open_file(pin, found.path) if found else None


def open_file(pin: Pin, path: Path) -> Face:
    """The font in this file; opened again only when the file has changed.

    ``Fault`` when it is none: the distribution's copy is not pinned to its bytes and may be damaged.
    """
    from fontTools.ttLib import TTLibError  # 30 ms to import, so only when a font is opened

    try:
        return _opened(pin, path, path.stat().st_mtime_ns)
    except (OSError, LookupError, ValueError, AssertionError, struct.error, TTLibError) as error:
        raise Fault.of("font_damaged", where=str(path), font=pin.name) from error


@lru_cache(maxsize=8)
def _opened(pin: Pin, path: Path, _mtime_ns: int) -> Face:
    if pin.way is Way.STRIKES:
        return Strikes(path, index=pin.index, sizes=pin.sizes)
    if pin.way is Way.OUTLINE:
        return Outline(path, index=pin.index)
    return Typeface(path, step=pin.sizes[0], ascent=rows_above(pin.sizes[0]))


def _drawn_face(entry: Drawn) -> DrawnFace:
    return DrawnFace((shared("fonts") / entry.file).read_text(encoding="utf-8"), entry.size)


def stamps(pins: Sequence[Pin], folder: Path) -> tuple[tuple[Path, int] | None, ...]:
    """What changes when a font comes, goes or is replaced; the files are not read."""
    return tuple(_stamp(pin, folder) for pin in pins)


def _stamp(pin: Pin, folder: Path) -> tuple[Path, int] | None:
    lesser = (pin.fallback.path,) if pin.fallback else ()
    paths = (path for path in (folder / pin.file_name, *lesser) if path.is_file())
    return next(((path, path.stat().st_mtime_ns) for path in paths), None)
