"""Packing an approved program into one blob and back, unchanged to the last bit.

The frames stored at approval are what goes out, also when fonts or layouts have
changed since: an approval binds pixels, not a recipe. ``unpack`` recomputes the
digest, so a changed blob is noticed before anything is sent.
"""

from __future__ import annotations

import json
import zlib

from drivers.base import Frame, Page, Panel, Program
from ledctl.errors import Fault

MAX_BYTES = 64 * 1024 * 1024


def panel_text(panel: Panel) -> str:
    """``256x64 dual``"""
    return str(panel)


def parse_panel(text: str) -> Panel:
    size, _, colour = text.partition(" ")
    return Panel.parse(size, colour)


def pack(program: Program) -> bytes:
    """One line of JSON (panel, dwell times), then the frames, compressed."""
    head = {"panel": panel_text(program.panel), "dwell_ms": [page.dwell_ms for page in program.pages]}
    frames = b"".join(page.frame.data for page in program.pages)
    return zlib.compress(json.dumps(head, separators=(",", ":")).encode() + b"\n" + frames, 6)


def unpack(body: bytes, *, digest: str) -> Program:
    """The program with this digest; ``Fault`` when the blob is not it."""
    program = _decode(body)
    if program is None or program.digest != digest:
        raise Fault.of("program_damaged", digest=digest[:12])
    return program


def _decode(body: bytes) -> Program | None:
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(body, MAX_BYTES)
        line, _, data = raw.partition(b"\n")
        head = json.loads(line)
        panel = parse_panel(head["panel"])
        dwell = head["dwell_ms"]
        size = panel.frame_size
        if not engine.eof or len(data) != size * len(dwell):
            return None
        pages = (Page(Frame(panel, data[i * size : (i + 1) * size]), ms) for i, ms in enumerate(dwell))
        return Program(panel, tuple(pages))
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
        return None
