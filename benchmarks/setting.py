"""From a notice to its packed program, and what of it is breaking lines.

The notice is the public version of the longest list among the examples, forty
rows. Each round begins as a first notice does: no line of it has been broken
before, and in the first of the two figures no glyph has been met.
Processor time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time_ns
from unittest.mock import patch

from benchmarks.figures import Line, Series, Table
from drivers.base import Panel
from layouts import arrange
from layouts.base import Box
from layouts.fitting import remembered_units
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.notices.appearance import Look, content_of, draw
from ledctl.notices.examination import examine
from ledctl.rendering.faces import installed_faces
from ledctl.resources import shared

ROUNDS, QUICK = 50, 3
SIZES = ("128x32", "256x64", "512x128")
NOTES = (
    "whole: check every character, arrange, draw and pack every page. Nothing is kept but glyphs.",
    "arranged, lines broken: parts of the whole, timed apart on their own.",
)

BREAKERS = (
    ("layouts.flow", "wrap_into"),
    ("layouts.cards", "wrap_into"),
    ("layouts.columns", "measured_units"),
)
"""Where the layouts of a list have text broken. By name, because a layout is called as its module is."""

Call = Callable[[], object]


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    notice = long_list()
    lines = [line for size in SIZES for line in measure(notice, size, QUICK if quick else ROUNDS)]
    return [Table("Notice to packed program, a list of forty rows", tuple(lines), NOTES)]


def long_list() -> Notice:
    """What the public may see of it."""
    file = shared("config/examples") / "notices/N04-agri-subsidy.json"
    return examine(read_notice(file.read_bytes())).public


def measure(notice: Notice, size: str, rounds: int) -> Iterator[Line]:
    """The lines of the table for one size of sign."""
    look, faces = Look(Panel.parse(size, "dual")), installed_faces()
    content, box, style = content_of(notice), Box(look.panel.width, look.panel.height), look.preset.style
    pages = len(draw(notice, look).pages)
    with recorded() as calls:
        arrange(content, box, faces, style)

    def first() -> object:
        faces.forget()
        return draw(notice, look)

    yield Line(_series(f"{size} dual, {pages} pages: first notice", first, rounds))
    yield Line(_series("  whole", lambda: draw(notice, look), rounds), aim="20 ms")
    yield Line(_series("  .. arranged", lambda: arrange(content, box, faces, style), rounds))
    yield Line(_series("  .. .. lines broken", lambda: [call() for call in calls], rounds))


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """Every text that was broken into lines or units meanwhile, to be broken again."""
    calls: list[Call] = []

    def noting(broken: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: object, **named: object) -> object:
            calls.append(partial(broken, *arguments, **named))
            return calls[-1]()

        return noted

    with ExitStack() as patched:
        for module, name in ((import_module(path), name) for path, name in BREAKERS):
            patched.enter_context(patch.object(module, name, noting(getattr(module, name))))
        yield calls


def _series(name: str, call: Call, rounds: int) -> Series:
    return Series(name, "ms", tuple(_time(call) for _ in range(rounds)))


def _time(call: Call) -> float:
    remembered_units.cache_clear()
    began = process_time_ns()
    call()
    return (process_time_ns() - began) / 1e6
