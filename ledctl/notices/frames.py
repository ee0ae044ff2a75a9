"""Packing an approved program into one blob and back, unchanged to the last bit.

The frames stored at approval are what goes out, also when fonts or layouts have
changed since: an approval binds pixels, not a recipe. ``unpack`` recomputes the
digest, so a changed blob is noticed before anything is sent.

The head says what is not usual: a program that goes round has no ``pace`` in it,
and neither has a blob that is older than clocks are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from drivers.base import MAX_PROGRAM, Frame, Pace, Page, Panel, Program
from ledctl.errors import Fault

MAX_HEAD = 1024 * 1024  # bytes of the line that says how long each page stands


def panel_text(panel: Panel) -> str:
    """``256x64 dual``"""
    return str(panel)


def parse_panel(text: str) -> Panel:
    size, _, colour = text.partition(" ")
    return Panel.parse(size, colour)


def pack(program: Program) -> bytes:
    """One line of JSON (panel, dwell times, pace), then the frames, compressed."""
    head = {"panel": panel_text(program.panel), "dwell_ms": [page.dwell_ms for page in program.pages]}
    said = head if program.pace is Pace.ROUND else {**head, "pace": program.pace.value}
    frames = b"".join(page.frame.data for page in program.pages)
    return zlib.compress(json.dumps(said, separators=(",", ":")).encode() + b"\n" + frames, 6)


def unpack(body: bytes, *, digest: str) -> Program:
    """The program with this digest; ``Fault`` when the blob is not it."""
    program = _decode(body)
    if program is None or program.digest != digest:
        raise Fault.of("program_damaged", digest=digest[:12])
    return program


def _decode(body: bytes) -> Program | None:
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(body, MAX_HEAD + MAX_PROGRAM)
        start = raw.index(b"\n") + 1
        head = json.loads(raw[:start])
        panel, pace = parse_panel(head["panel"]), Pace(head.get("pace", Pace.ROUND))
        data, dwell = memoryview(raw)[start:], head["dwell_ms"]
        if not engine.eof or len(data) != panel.frame_size * len(dwell):
            return None
        return Program(panel, tuple(_pages(panel, dwell, data)), pace)
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _pages(panel: Panel, dwell: list[int], data: memoryview) -> Iterator[Page]:
    size = panel.frame_size
    for i, ms in enumerate(dwell):
        yield Page(Frame(panel, bytes(data[i * size : (i + 1) * size])), ms)
