"""Print a sheet: a Typst file of this folder and plain data in, the bytes of a PDF out.

A sheet is code, its data is not: all a person wrote reaches it as JSON (``data``
in the sheet), so that no ``#`` or ``$`` in a notice is ever read as a command.
Only the pinned fonts are used, never those of the machine, so the same data gives
the same paper everywhere; PDF/A-2b, because it goes into an archive. Nothing is
fetched: sheets use no packages.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ledctl.errors import Fault
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.fonts.pins import catalogue, font_dir
from ledctl.fonts.typefaces import locate, read_character_map
from ledctl.paper.drawn_face import drawn_font

if TYPE_CHECKING:
    import typst

SHEETS = Path(__file__).parent / "sheets"
FACES = ("noto-sans-cjk-2.004", "unifont-17.0.05")
"""The first sets everything, the second what the first has no shape for."""


def print_pdf(
    sheet: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    pictures: Mapping[str, bytes] | None = None,
    tags: bool = True,
    own: SiteGlyphs = NO_GLYPHS,
) -> bytes:
    """The PDF of ``sheet`` (``"certificate"`` is ``sheets/certificate.typ``) filled with ``data``.

    ``data`` is plain JSON. ``pictures`` are PNG or SVG files a sheet reads as ``image("pictures/NAME")``.
    ``tags`` tell a screen reader what is a heading or a table; a list of thousands pays for them in memory.
    ``own``: what the site drew, for characters no font has.
    ``at`` is the creation date in the file: the same data printed for the same moment gives the same bytes.
    ``Fault`` when a font is missing or the sheet cannot be set.
    """
    import typst

    with TemporaryDirectory(prefix="ledctl-paper-") as folder:
        root = _lay_out(sheet, Path(folder), data, pictures or {})
        try:
            done = typst.compile(
                root / f"{sheet}.typ",
                root=root,
                font_paths=faces() if own == NO_GLYPHS else _faces_and(own, root),
                pdf_standards=["a-2b"],
                pdf_tags=tags,
                timestamp=at.replace(microsecond=0),  # it takes whole seconds only
                format="pdf",
            )
        except typst.TypstError as error:
            raise Fault.of("sheet_failed", sheet=sheet, why=error.message) from error
    if not isinstance(done, bytes):
        raise Fault.of("sheet_failed", sheet=sheet, why="no pages")
    return done


def _lay_out(sheet: str, root: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> Path:
    for source, content in _sources(sheet).items():
        (root / source).write_bytes(content)
    (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    folder = root / "pictures"
    folder.mkdir()
    for name, content in pictures.items():
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no plain file name")
        (folder / name).write_bytes(content)
    return root


@lru_cache(maxsize=32)
def _sources(sheet: str) -> dict[str, bytes]:
    """The sheet and what it imports, by the names of their files."""
    content = (SHEETS / f"{sheet}.typ").read_bytes()
    found = {f"{sheet}.typ": content}
    for name in _IMPORTS.findall(content):
        found |= _sources(name.decode())
    return found


def unprintable(texts: Iterable[str], own: SiteGlyphs = NO_GLYPHS) -> list[str]:
    """The characters that neither a font for paper nor the site has a shape for, each once, as they come.

    So are those that steer and are not seen: a mark of direction would put the text in another order.
    """
    drawn = {code_point for code_point, _ in own.glyphs}
    known = [read_map(path, index) for path, index in _files(str(font_dir()))]
    characters = dict.fromkeys(character for text in texts for character in text)
    return [
        one
        for one in characters
        if one not in LINE_ENDS
        and (
            unicodedata.category(one) in _STEERS
            or (ord(one) not in drawn and not any(ord(one) in has for has in known))
        )
    ]


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of this press has; its tree of pages comes first in the file."""
    found = _PAGES.search(pdf)
    if found is None:
        raise Fault.of("sheet_failed", sheet="pdf", why="no pages")
    return int(found[1])


_IMPORTS = re.compile(rb'^#import "(\w+)\.typ"', re.MULTILINE)
_PAGES = re.compile(rb"/Type ?/Pages ?/Count (\d+)")
read_map = lru_cache(maxsize=4)(read_character_map)
LINE_ENDS = "\n\r\t"
_STEERS = frozenset({"Cc", "Cf", "Zl", "Zp"})


@lru_cache(maxsize=2)
def _files(_folder: str) -> tuple[tuple[Path, int], ...]:
    known = {pin.id: pin for pin in catalogue().fonts}
    return tuple((locate(known[name]).path, known[name].index) for name in FACES)


def faces() -> typst.Fonts:
    """The fonts for paper, opened."""
    return _faces(str(font_dir()))


@lru_cache(maxsize=2)
def _faces(folder: str) -> typst.Fonts:
    return _fonts_in({str(path.parent) for path, _ in _files(folder)})  # it takes folders, not files


def _faces_and(own: SiteGlyphs, root: Path) -> typst.Fonts:
    folder = root / "drawn"
    folder.mkdir()
    (folder / "drawn.ttf").write_bytes(drawn_font(own))
    return _fonts_in({*(str(path.parent) for path, _ in _files(str(font_dir()))), str(folder)})


def _fonts_in(folders: set[str]) -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders))
