"""A program as pictures for people: one animated GIF, PNG files, or a folder of them.

One panel pixel is one picture pixel, in the panel's own colours on black, and
the pages stand as long as on the sign: what is approved is what will be seen.
Of a clock these are a few minutes, each called by its time (``sampling.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from drivers.base import Frame, Pace, Program
from drivers.picture import png_bytes, to_image
from ledctl.rendering.sampling import sample_pages, time_of

MAX_GIF_MS = 655_350  # the format counts hundredths of a second in 16 bits
GIF_COLOURS = 256
SAMPLE_MS = 2000  # nobody waits a minute to see the next sample of a clock


def page_png(frame: Frame) -> bytes:
    """The frame as a PNG file."""
    return png_bytes(frame)


def save(program: Program, out: Path) -> list[Path]:
    """Write ``out``; what was written.

    ``x.gif`` is a film. ``x.png`` is the page; of several, ``x-001.png`` and so
    on. Any other name is a folder of ``page-001.png`` and so on.
    """
    kind = out.suffix.lower()
    if kind == ".gif":
        return [_save_gif(program, out)]
    single = kind == ".png" and len(program.pages) == 1
    if single:
        return [_save_page(program.pages[0].frame, out)]
    first = out.with_suffix("") if kind == ".png" else out / "page"
    return [
        _save_page(program.pages[n].frame, first.with_name(f"{first.name}-{_number(program, n)}.png"))
        for n in sample_pages(program)
    ]


def _number(program: Program, page: int) -> str:
    return time_of(program, page).replace(":", "") or f"{page + 1:03}"


def _save_page(frame: Frame, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page_png(frame))
    return path


def _save_gif(program: Program, out: Path) -> Path:
    pages = [program.pages[n] for n in sample_pages(program)]
    images = _index([to_image(page.frame) for page in pages])
    out.parent.mkdir(parents=True, exist_ok=True)
    most = MAX_GIF_MS if program.pace is Pace.ROUND else SAMPLE_MS
    times = [min(page.dwell_ms, most) for page in pages]
    images[0].save(out, save_all=True, append_images=images[1:], duration=times, loop=0, optimize=False)
    return out


def _index(images: Sequence[Image.Image]) -> list[Image.Image]:
    """Paletted copies that share one exact palette, where 256 colours are enough for all pages."""
    used: set[tuple[int, int, int]] = {(0, 0, 0)}
    for image in images:
        data = image.tobytes()
        used |= set(zip(data[0::3], data[1::3], data[2::3], strict=True))
    if len(used) > GIF_COLOURS:
        return [image.quantize(GIF_COLOURS) for image in images]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in sorted(used) for value in colour])
    return [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
