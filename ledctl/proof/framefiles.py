"""The approved pages as they were lit, as pictures, and the list that says which is which.

Taken from the programs the approval stored, never drawn again: fonts may have changed
since (R38). One lamp is a square of several pixels, so that a person can read it; the
digest in the list is that of the frame as it went to the sign, and from it and the
milliseconds of every page comes the program's, which the approval binds (``guide`` says
how). Of a clock, which has a page for every minute, these are a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from drivers.base import Frame, Program
from drivers.picture import to_image
from ledctl.notices.facts import OrderFacts
from ledctl.proof.cells import BOM, line
from ledctl.rendering.sampling import sample_pages

WIDTH = 768
"""A picture is about so wide, by a whole number of its pixels a lamp."""
HEAD = ("文件", "显示屏", "版本", "页", "共几页", "停留毫秒", "点阵", "节目摘要", "画面摘要")


@dataclass(frozen=True, slots=True)
class FrameFile:
    """One picture and its line in the list."""

    name: str
    png: bytes
    cells: tuple[object, ...]


def frame_files(orders: tuple[OrderFacts, ...], programs: Mapping[str, Program]) -> Iterator[FrameFile]:
    """Every approved page once for each sign and version; a program no longer kept has none."""
    for order in _different(orders):
        if (program := programs.get(order.program_digest)) is not None:
            yield from (_file(order, program, number) for number in sample_pages(program))


def frame_list(lines: Iterable[tuple[object, ...]]) -> str:
    """The list of the pictures."""
    return BOM + line(HEAD) + "".join(map(line, lines))


def picture(frame: Frame) -> bytes:
    """The frame as a PNG a person can read, the same bytes each time."""
    scale = max(1, WIDTH // frame.panel.width)
    image = to_image(frame)
    out = BytesIO()
    image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()


def _different(orders: tuple[OrderFacts, ...]) -> list[OrderFacts]:
    """An extension shows the same program again: once is enough."""
    found = {(one.sign, one.version_no, one.program_digest): one for one in reversed(orders)}
    return [found[key] for key in sorted(found)]


def _file(order: OrderFacts, program: Program, number: int) -> FrameFile:
    page = program.pages[number]
    name = f"frames/{order.sign}/v{order.version_no}-{order.program_digest[:8]}/page-{number + 1:04d}.png"
    cells = (
        name,
        order.sign,
        order.version_no,
        number + 1,
        len(program.pages),
        page.dwell_ms,
        order.panel,
        program.digest,
        page.frame.digest,
    )
    return FrameFile(name, picture(page.frame), cells)
