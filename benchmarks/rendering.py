"""From placements to the packed frame, beside Pillow: cold, warm, and how much is kept.

The peer draws every line with one ``ImageDraw.text`` in mode ``1`` with the same
font and packs with ``Image.tobytes``; for two colours it has two such pictures,
and no line is in both, which it would have to draw twice. A thousand different
pages, every line at any x; before anything is timed every frame has to be the
peer's, byte for byte. No frame is kept anywhere, only glyphs. Neither side waits for
anything, so processor time is measured, which a busy machine disturbs least.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from sys import getsizeof
from time import process_time_ns

from PIL import Image, ImageDraw, ImageFont

from benchmarks.figures import Line, Series, Table
from drivers.base import Colour, Panel
from layouts.base import Ink, PageLayout, Text
from ledctl.fonts.cells import rows_above
from ledctl.fonts.pins import catalogue
from ledctl.fonts.typefaces import locate
from ledctl.rendering.faces import Faces, installed_faces
from ledctl.rendering.raster import draw

PAGES, QUICK = 1000, 40
BLOCK = 100
"""Pages drawn by one, then by the other: a round."""
PASSES = 3
"""Over the same block, of which the median counts, for both, when everything is warm."""
SIZES = {"128x32": "", "256x64": "40x", "512x128": "80x"}
INKS = {Colour.RED: (Ink.TEXT,), Colour.DUAL: (Ink.TEXT, Ink.AMOUNT)}  # red; red and green
EM = 16

NOTES = (
    "A ratio is how many of our pages Pillow's one takes: below 1 we are slower. Rounds of 100 pages.",
    "warm: every glyph is kept already. cold start: nothing is kept before the first of the pages (mean).",
    "cold pages: nothing is kept before each page, and hardly a character comes twice on one.",
)

Draw = Callable[[PageLayout], bytes]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both ways of drawing for one panel."""

    panel: Panel
    faces: Faces
    pillow: Draw

    def ours(self, page: PageLayout) -> bytes:
        return draw(page, self.panel, self.faces).data

    def ours_cold(self, page: PageLayout) -> bytes:
        """Nothing kept; the characters of the page are asked for at once, as ``check_content`` does."""
        self.faces.forget()
        self.faces.missing("".join(run.text for run in page.placements if isinstance(run, Text)))
        return self.ours(page)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    count = QUICK if quick else PAGES
    panels = [Panel.parse(size, colour) for colour in INKS for size in SIZES]
    lines = [line for panel in panels for line in compare(panel, count)]
    return [Table("Placements to packed frame, Pillow beside ours", tuple(lines), NOTES)]


def compare(panel: Panel, count: int) -> Iterator[Line]:
    """The lines of the table for one panel, after every frame was found the same."""
    pair = Pair(panel, installed_faces(), pillow_draw(panel))
    pages = random_pages(panel, count)
    require_same(pair, pages)
    aim = SIZES.get(f"{panel.width}x{panel.height}", "")
    yield _mean(_rounds(pair, pages, _forgetting(pair, pair.ours)), panel)
    yield _line(_rounds(pair, pages, pair.ours, PASSES), "warm", panel, aim)
    yield Line(Series("  glyphs kept after them", "kB", (sum(map(getsizeof, pair.faces.kept)) / 1000,)))
    yield _line(_rounds(pair, pages, pair.ours_cold), "cold pages", panel, "1x")


def random_pages(panel: Panel, count: int, seed: int = 1) -> list[PageLayout]:
    """Pages full of ideographs of GB 2312, each line somewhere else."""
    chance, hanzi = random.Random(seed), gb2312()  # noqa: S311 - a page is no secret
    across = panel.width // EM - 1

    def line(y: int) -> Text:
        text = "".join(chance.choices(hanzi, k=across))
        x = chance.randint(0, panel.width - EM * across)
        return Text(x, y, text, EM, chance.choice(INKS[panel.colour]))

    heights = range(0, panel.height - EM + 1, EM)
    return [PageLayout(tuple(line(y) for y in heights), 1000) for _ in range(count)]


def gb2312() -> str:
    """Its 6,763 ideographs."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return b"".join(cells).decode("gb2312", errors="ignore")


def pillow_draw(panel: Panel) -> Draw:
    """How Pillow alone would do it."""
    pin = catalogue().fonts[0]
    font = ImageFont.truetype(locate(pin).path, EM, layout_engine=ImageFont.Layout.BASIC)
    planes = INKS[panel.colour]

    def drawn(page: PageLayout) -> bytes:
        images = {ink: Image.new("1", (panel.width, panel.height)) for ink in planes}
        pens = {ink: ImageDraw.Draw(image) for ink, image in images.items()}
        for run in page.placements:
            assert isinstance(run, Text)
            pens[run.ink].text((run.x, run.y + rows_above(EM)), run.text, fill=1, font=font, anchor="ls")
        return b"".join(image.tobytes() for image in images.values())

    return drawn


def require_same(pair: Pair, pages: Sequence[PageLayout]) -> None:
    """A faster drawing of something else is worth nothing."""
    for number, page in enumerate(pages):
        if not pair.ours(page) == pair.ours_cold(page) == pair.pillow(page):
            raise RuntimeError(f"page {number} on {pair.panel} is not the picture Pillow draws")


Rounds = list[tuple[float, float]]


def _rounds(pair: Pair, pages: Sequence[PageLayout], ours: Draw, passes: int = 1) -> Rounds:
    """Microseconds a page, Pillow's and ours, in turns; of several passes over the same pages the median."""
    blocks = [pages[start : start + BLOCK] for start in range(0, len(pages), BLOCK)]

    def take(drawn: Draw, block: Sequence[PageLayout]) -> float:
        return median(_time(drawn, block) for _ in range(passes))

    return [(take(pair.pillow, block), take(ours, block)) for block in blocks]


def _time(drawn: Draw, pages: Sequence[PageLayout]) -> float:
    began = process_time_ns()
    for page in pages:
        drawn(page)
    return (process_time_ns() - began) / len(pages) / 1000


def _forgetting(pair: Pair, ours: Draw) -> Draw:
    pair.faces.forget()
    return ours


def _line(rounds: Rounds, how: str, panel: Panel, aim: str) -> Line:
    pillow, ours = zip(*rounds, strict=True)
    return Line(Series(f"Pillow, {panel}", "us", pillow), Series(f"ours, {how}", "us", ours), aim)


def _mean(rounds: Rounds, panel: Panel) -> Line:
    pillow, ours = (sum(values) / len(rounds) for values in zip(*rounds, strict=True))
    return _line([(pillow, ours)], "cold start", panel, "1x")
