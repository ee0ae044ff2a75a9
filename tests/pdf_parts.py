"""The parts of a tagged PDF (paragraphs, heads, cells) and their text, as Poppler reads them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

_KIND = re.compile(r" *([A-Z][A-Za-z0-9]*)\b(?! *\[)")
_TEXT = re.compile(r'^ *"(.*)"$')
_LEAVES = frozenset({"H1", "P", "TH", "TD", "Span"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part in the order of reading: its tag, and all its characters with nothing between them."""

    tag: str
    text: str


def parts_of(pdf: bytes) -> list[Part]:
    """Every paragraph, head and cell; a cell without text is an empty one."""
    command = ["pdfinfo", "-struct-text", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603 - a fixed command
    found: list[tuple[str, list[str]]] = []
    for line in done.stdout.decode(errors="replace").split("\n"):  # it spells titles of heads in UTF-16
        if text := _TEXT.match(line):
            found[-1][1].append(text[1])
        elif (kind := _KIND.match(line)) and kind[1] in _LEAVES:
            found.append((kind[1], []))
    return [Part(tag, "".join(pieces)) for tag, pieces in found]


def pages_by_poppler(pdf: bytes) -> int:
    """How many pages there are."""
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    return int(re.search(rb"^Pages: +(\d+)", done.stdout, re.M)[1])  # type: ignore[index]  # it always says


def margin_is_empty(pdf: bytes) -> bool:
    """Whether nothing is drawn at the right edge of the first page: Poppler reads no text beyond it."""
    command = ["pdftoppm", "-r", "40", "-l", "1", "-gray", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603 - a fixed command
    page = Image.open(BytesIO(done.stdout))
    edge = page.crop((page.width * 94 // 100, 0, page.width, page.height))
    return edge.getextrema() == (255, 255)


def fonts_of(pdf: bytes) -> list[tuple[bool, bool]]:
    """Of each font in the file, whether it is embedded, and whether only what is used of it."""
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    lines = done.stdout.decode().splitlines()[2:]
    return [(words[-5] == "yes", words[-4] == "yes") for words in map(str.split, lines)]
