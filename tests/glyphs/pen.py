"""A pen for tests: pictures of ``#`` and ``.`` as BDF files, boxed tightly or loosely."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = """\
STARTFONT 2.1
COMMENT drawn by hand
FONT -misc-own-medium-r-normal--16-160-75-75-c-160-iso10646-1
SIZE 16 75 75
FONTBOUNDINGBOX 16 16 0 -2
"""

RARE = 0x20001
"""An assigned ideograph of Extension B that no shipped font has."""

TREE = (
    "................",
    ".......#........",
    ".......#........",
    "..###########...",
    ".......#........",
    "......###.......",
    ".....#.#.#......",
    "....#..#..#.....",
    "...#...#...#....",
    "..#....#....#...",
    ".......#........",
    ".......#........",
    ".......#........",
    "...#########....",
    "................",
    "................",
)


def glyph(
    code_point: int,
    art: Sequence[str] = TREE,
    *,
    box: tuple[int, int, int, int] | None = None,
) -> str:
    """One ``STARTCHAR`` ... ``ENDCHAR``; ``box`` (width, height, left, bottom) is the cell unless given."""
    advance = len(art[0])
    width, height, left, bottom = box or (advance, 16, 0, -2)
    top = 14 - bottom - height
    rows = [_hex(_cut(art, row, left, width), width) for row in range(top, top + height)]
    head = f"STARTCHAR g\nENCODING {code_point}\nSWIDTH 1000 0\nDWIDTH {advance} 0\n"
    lines = "".join(f"{row}\n" for row in rows)
    return f"{head}BBX {width} {height} {left} {bottom}\nBITMAP\n{lines}ENDCHAR\n"


def font(*glyphs: str, head: str = HEAD) -> bytes:
    """A whole file."""
    return f"{head}CHARS {len(glyphs)}\n{''.join(glyphs)}ENDFONT\n".encode()


def _cut(art: Sequence[str], row: int, left: int, width: int) -> str:
    line = art[row] if 0 <= row < 16 else ""
    return "".join(line[x] if 0 <= x < len(line) else "." for x in range(left, left + width))


def _hex(line: str, width: int) -> str:
    digits = (width + 7) // 8 * 2
    bits = line.replace(".", "0").replace("#", "1").ljust(digits * 4, "0")
    return f"{int(bits, 2):0{digits}X}" if digits else ""
